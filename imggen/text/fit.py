"""Words fitted to a width: shrunk a little, broken into balanced lines, and at last shortened with "…"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import floor as down
from math import inf
from typing import TYPE_CHECKING

from imggen.text.breaks import break_opportunities
from imggen.text.line import SetLine
from imggen.text.style import TextStyle

if TYPE_CHECKING:
    from imggen.text.ruler import Ruler

ELLIPSIS = "…"
_HANDLE_KEPT = 0.80
_FINEST = 100
"""Sizes are rounded down to this part of a unit, so that what just fits also fits after rounding."""
_LONGEST = 5000
"""No line that can be read holds so many characters; what comes after them is not even looked at."""
_NUMBER = r"[+±−~≈-]?\d+(?:[.,\u00a0\u202f’' ]\d+)*(?:[\u00a0\u202f ]?%)?"
_LOOSE_ENDS = " \u00a0\u202f\u2009,;:·–—-«([{/"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words that fit: on one line or more, at one size."""

    lines: tuple[SetLine, ...]
    style: TextStyle
    shown: str
    """What is shown, all lines together."""
    shortened: bool
    """Whether something of the text is not shown."""


class _Trial:
    """A text to be set within a width, in one direction, whatever the size."""

    def __init__(self, ruler: Ruler, style: TextStyle, width: float, direction: str) -> None:
        self.ruler, self.style, self.width, self.direction = ruler, style, width, direction

    def set(self, words: str, size: float) -> SetLine:
        return self.ruler.set(words, self.style._replace(size=size), direction=self.direction)

    def ems(self, words: str) -> float:
        """How wide words are at size 1, ink that hangs over included."""
        line = self.set(words, 1.0)
        return max(line.width, line.ink.right)

    def largest(self, words: str) -> float:
        """The largest size at which words fit on one line."""
        ems = self.ems(words)
        return down(self.width / ems * _FINEST) / _FINEST if ems > 0 else inf

    def fits(self, words: str, size: float) -> bool:
        return self.ems(words) * size <= self.width

    def done(self, lines: Sequence[str], size: float, shown: str, *, shortened: bool = False) -> Fitted:
        return Fitted(tuple(self.set(line, size) for line in lines), self.style._replace(size=size), shown, shortened)


def fit(
    ruler: Ruler,
    words: str,
    style: TextStyle,
    width: float,
    *,
    lines: int = 1,
    smallest: float,
    keep: float = 0.84,
    wrapped: float = 0.70,
    floor: float = 0.60,
) -> Fitted:
    """Fit words to a width, in the order of SPEC section 7; never wider than `width`, never smaller than `smallest`.

    One line at the full size; one line shrunk to `keep` of it; with more `lines`, balanced ones at `wrapped` of the size,
    shrunk to `floor` of it; then cut at a word (at a cluster when one word alone is too wide) and ended with "…".
    A style smaller than `smallest` keeps its size. When not even "…" fits, the line is empty.
    """
    trial = _Trial(ruler, style, width, ruler.direction_of(words))
    size, words = style.size, words.strip()
    least = min(size, max(keep * size, smallest))
    if len(words) > _LONGEST:
        return replace(_shortened(trial, words[:_LONGEST], lines, least), shortened=True)
    largest = trial.largest(words)
    if min(size, largest) >= least:
        return trial.done((words,), min(size, largest), words)
    if lines > 1:
        start, least = (min(size, max(part * size, smallest)) for part in (wrapped, floor))
        found = _balanced(trial, words, lines, start, least)
        if found:
            return found
    return _shortened(trial, words, lines, least)


def fit_handle(ruler: Ruler, handle: str, style: TextStyle, width: float, smallest: float) -> Fitted:
    """Fit `@user@domain` to a width: shrunk to 80 %, then with "…" in the middle of the domain.

    The user's name is shortened only when it is too wide by itself.
    """
    trial = _Trial(ruler, style, width, "ltr")
    least = min(style.size, max(_HANDLE_KEPT * style.size, smallest))
    size = min(style.size, trial.largest(handle))
    if size >= least:
        return trial.done((handle,), size, handle)
    user, at, domain = handle[1:].partition("@")
    head, letters = handle[:1] + user + at, _letters(domain)

    def parted(kept: int) -> str:
        return head + "".join((*letters[: (kept + 1) // 2], ELLIPSIS, *letters[len(letters) - kept // 2 :]))

    if not at or not trial.fits(parted(0), least):
        return _shortened(trial, handle[:1] + user, 1, least)
    shown = parted(_most(len(letters), lambda kept: trial.fits(parted(kept), least)))
    return trial.done((shown,), least, shown, shortened=True)


def shared_size(ruler: Ruler, strings: Iterable[str], style: TextStyle, width: float, smallest: float) -> float:
    """The one size at which every string fits the width: at most the style's, at least `smallest` even if they don't."""
    sizes = (_Trial(ruler, style, width, ruler.direction_of(words)).largest(words) for words in strings)
    return max(min(style.size, *sizes, inf), min(smallest, style.size))


def _balanced(trial: _Trial, words: str, most: int, start: float, least: float) -> Fitted | None:
    """The fewest lines that fit at `start`, broken at spaces before hyphens; else as many as there may be, shrunk."""
    if trial.ems(words) * least > trial.width * (most + 1):
        return None
    pieces = _pieces(words, trial.ruler.language)
    found = _tried(trial, words, _whole_words(pieces), most, start, least)
    return found if found and found.style.size >= start else _tried(trial, words, pieces, most, start, least)


def _whole_words(pieces: Sequence[str]) -> list[str]:
    """Pieces joined so that each but the last ends in a space: a name with hyphens stays on one line while it can."""
    joined = [""]
    for piece in pieces:
        joined[-1] += piece
        if piece[-1:].isspace():
            joined.append("")
    return [piece for piece in joined if piece]


def _tried(trial: _Trial, words: str, pieces: Sequence[str], most: int, start: float, least: float) -> Fitted | None:
    """The pieces on as few lines as fit; else what can't be broken, on one line; None when that is too wide."""
    size = 0.0
    lines: tuple[str, ...] = (words,)
    for count in range(2, min(most, len(pieces)) + 1):
        tried = _even(trial, pieces, count)
        fitting = min(start, *(trial.largest(line) for line in tried))
        if size < start and fitting > size:
            size, lines = fitting, tried
    if size < least:
        size, lines = min(start, trial.largest(words)), (words,)
    return trial.done(lines, size, words) if size >= least else None


def _pieces(words: str, language: str) -> list[str]:
    places = (0, *break_opportunities(words, language), len(words))
    return [words[start:end] for start, end in pairwise(places)]


def _even(trial: _Trial, pieces: Sequence[str], count: int) -> tuple[str, ...]:
    """The pieces in so many lines that the widest is as narrow as can be."""
    ends = [0.0]
    for piece in pieces:
        ends.append(ends[-1] + trial.ems(piece))
    blanks = [trial.ems(piece) - trial.ems(piece.rstrip()) for piece in pieces]

    def wide(start: int, end: int) -> float:
        return ends[end] - ends[start] - blanks[end - 1]

    @lru_cache(None)
    def cut(end: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return wide(0, end), (end,)
        tries = ((max(cut(at, left - 1)[0], wide(at, end)), at) for at in range(left - 1, end))
        width, at = min(tries)
        return width, (*cut(at, left - 1)[1], end)

    places = (0, *cut(len(pieces), count)[1])
    return tuple("".join(pieces[start:end]).strip() for start, end in pairwise(places))


def _shortened(trial: _Trial, words: str, most: int, size: float) -> Fitted:
    """As many words as fit on so many lines, then "…"."""
    pieces = _pieces(words, trial.ruler.language)
    lines: list[str] = []
    begun = ""
    while len(lines) < most - 1 and pieces:
        line = _longest(pieces, lambda line: trial.fits(line.strip(), size))
        if not line:
            break
        lines.append("".join(line).strip())
        begun, pieces = begun + "".join(line), pieces[len(line) :]
    rest = "".join(pieces).strip()
    if trial.fits(rest, size) and begun + rest == words:
        return trial.done((*lines, rest) if rest else lines, size, words)
    line = _longest(pieces, lambda line: trial.fits(_ended(line), size))
    last = _ended("".join(line)) if line else _cut_word(trial, "".join(pieces[:1]), size)
    if not last:
        begun, lines, last = "", [], _cut_word(trial, words, size)
    return trial.done((*lines, last), size, begun + last, shortened=True)


def _longest(pieces: Sequence[str], fits: Callable[[str], bool]) -> Sequence[str]:
    return pieces[: _most(len(pieces), lambda count: fits("".join(pieces[:count])))]


def _cut_word(trial: _Trial, word: str, size: float) -> str:
    """The beginning of a word that is too wide, cut between clusters and never within a number; nothing when "…" is too wide."""
    inside = {place for match in re.finditer(_NUMBER, word) for place in range(match.start() + 1, match.end())}
    starts, place = [""], 0
    for cluster in _letters(word):
        place += len(cluster)
        if place not in inside:
            starts.append(word[:place])
    kept = _most(len(starts) - 1, lambda kept: trial.fits(_ended(starts[kept]), size))
    return _ended(starts[kept]) if trial.fits(_ended(starts[kept]), size) else ""


def _letters(word: str) -> Sequence[str]:
    """The clusters of a word."""
    if word.isascii():
        return word
    from imggen.text.clusters import clusters

    return clusters(word)


def _ended(words: str) -> str:
    return words.rstrip(_LOOSE_ENDS + ".") + ELLIPSIS


def _most(last: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `last` that fits, 0 if none does: tried in growing steps, then halved."""
    step, low = 1, 0
    while low + step <= last and fits(low + step):
        low, step = low + step, step * 2
    high = min(low + step, last + 1)
    return low + bisect_right(range(low + 1, high), 0, key=lambda number: int(not fits(number)))
