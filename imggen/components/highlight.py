"""The last words of a title, set off: by a marker's swash behind them, or by their colour."""

from __future__ import annotations

from imggen.art.wobble import swash
from imggen.scene import Node, Path
from imggen.stage import Stage
from imggen.text.line import SetLine

_SHORT = 3
"""A run that would begin with a word of so few letters takes in the longer word before it,"""
_MOST = 0.64
"""and one after a number takes in the number, up to this part of the title."""


def highlight_start(words: str, most: float, count: int) -> int:
    """Where the run of words to set off begins: at most `count` of the last ones, that fill at most that part of the title.

    It is one word at least; a sign that stands alone goes with the word before it.
    """
    starts = [0, *(i + 1 for i, sign in enumerate(words) if sign == " ")]
    starts = [start for start in starts if _letters(words, start)] or [0]
    fitting = [at for at in range(max(0, len(starts) - count), len(starts)) if len(words) - starts[at] <= most * len(words)]
    at = fitting[0] if fitting else len(starts) - 1
    if at and _letters(words, starts[at]) <= _SHORT < _letters(words, starts[at - 1]) and len(words) - starts[at - 1] <= _MOST * len(words):
        at -= 1
    if at and words[starts[at - 1]].isdigit() and len(words) - starts[at - 1] <= _MOST * len(words):
        at -= 1
    return starts[at]


def _letters(words: str, start: int) -> int:
    """How many letters and digits the word that begins there has."""
    return sum(map(str.isalnum, words[start:].split(" ", 1)[0]))


def highlighted(stage: Stage, line: SetLine, run: int, left: float, baseline: float, says: str) -> tuple[Node, ...]:
    """A line of a title that begins at `left`, its last `run` signs set off as the theme does it.

    Words that run from right to left are set off by nothing: their run need not be in one place.
    """
    look = stage.theme.title.highlight
    if look == "none" or not run or stage.ruler.direction_of(line.words) == "rtl":
        return stage.at(line, "title", left, baseline, says=says)
    start = max(0, len(line.words) - run)
    size, head = line.style.size, line.words[:start]
    x = left + (stage.set(head, "title", size).width if head else 0.0)
    if look == "marker":
        behind = Path(swash(x, left + line.ink.right, baseline, size), "decoration", stage.colour("accent"))
        return behind, *stage.at(line, "title", left, baseline, says=says)
    last = stage.set(line.words[start:], "title", size)
    first = stage.at(stage.set(head.rstrip(), "title", size), "title", left, baseline) if head else ()
    return *first, *stage.at(last, "title", x, baseline, colour="accent")
