"""Which way every character runs: the Unicode Bidirectional Algorithm (UAX #9), with isolates and paired brackets.

Rule names in the comments are those of the annex. Characters that rule X9 removes keep the level of what stands before
them, so that every character has one. Shaping wants levels and runs, not a reordered string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_DEEPEST = 125
_BRACKETS_KEPT = 63
_EMBEDDINGS = {"LRE", "RLE", "LRO", "RLO"}
_ISOLATES = {"LRI", "RLI", "FSI"}
_REMOVED = {*_EMBEDDINGS, "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "PDI", *_ISOLATES}
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}

_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_OPENING = {**dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)), "\u2329": "\u3009"}
_CLOSING = {**{close: close for close in _OPENING.values()}, "\u232a": "\u3009"}

_TURNING = "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
"""Whatever can make a level odd: right-to-left letters, Arabic numbers, and the controls that ask for it."""


def turns(text: str) -> bool:
    """Whether anything in the text runs from right to left; without it, a left-to-right line has one level."""
    return max(text, default="") >= "\u0590" and re.search(_TURNING, text) is not None


def base_level(text: str) -> int | None:
    """0 or 1, by the first strong character outside isolates (P2, P3); None when there is none."""
    return _first_strong([_kind(character) for character in text])


def levels(text: str, base: int) -> list[int]:
    """The embedding level of every character of one paragraph whose own level is `base`: odd runs from right to left."""
    original = [_kind(character) for character in text]
    kinds, given = _explicit(original, base)
    found = list(given)
    for places in _sequences(original, given):
        level = given[places[0]]
        start, end = _edges(original, given, places, base)
        resolved = _resolve([kinds[i] for i in places], [text[i] for i in places], level, start, end)
        for i, kind in zip(places, resolved, strict=True):
            found[i] += _implicit(level, kind)
    _reset_ends(original, found, base)
    return found


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The places of runs from left to right, given their levels in reading order (L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    for limit in range(max(run_levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= limit:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def _kind(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return kind or ("R" if re.match(_TURNING, character) else "L")


def _first_strong(kinds: Sequence[str]) -> int | None:
    depth = 0
    for kind in kinds:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return None


def _partners(kinds: Sequence[str]) -> dict[int, int]:
    """Where the PDI of each isolate is (BD9); isolates without one are left out."""
    opened: list[int] = []
    partners = {}
    for i, kind in enumerate(kinds):
        if kind in _ISOLATES:
            opened.append(i)
        elif kind == "PDI" and opened:
            partners[opened.pop()] = i
    return partners


class _Embedding:
    """The directional status stack of X1 to X8."""

    def __init__(self, base: int) -> None:
        self.stack: list[tuple[int, str, bool]] = [(base, "", False)]
        self.lost_isolates = self.lost_embeddings = self.isolates = 0

    @property
    def level(self) -> int:
        return self.stack[-1][0]

    @property
    def override(self) -> str:
        return self.stack[-1][1]

    def embed(self, *, right: bool, override: str, isolate: bool) -> None:
        """X2 to X5c: one level deeper, unless it is too deep."""
        level = (self.level + 1) | 1 if right else (self.level + 2) & ~1
        if level <= _DEEPEST and not self.lost_isolates and not self.lost_embeddings:
            self.isolates += isolate
            self.stack.append((level, override, isolate))
        elif isolate:
            self.lost_isolates += 1
        elif not self.lost_isolates:
            self.lost_embeddings += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self.lost_isolates:
            self.lost_isolates -= 1
        elif self.isolates:
            self.lost_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.lost_isolates:
            return
        if self.lost_embeddings:
            self.lost_embeddings -= 1
        elif not self.stack[-1][2] and len(self.stack) > 1:
            self.stack.pop()


def _explicit(original: Sequence[str], base: int) -> tuple[list[str], list[int]]:
    """The kinds after overrides, and the levels after X1 to X8."""
    kinds, found = list(original), [base] * len(original)
    partners = _partners(original)
    state = _Embedding(base)
    for i, kind in enumerate(original):
        if kind == "B":
            continue
        if kind == "PDI":
            state.end_isolate()
        found[i] = state.level
        if state.override and kind not in _REMOVED:
            kinds[i] = state.override
        if kind in _EMBEDDINGS:
            state.embed(right=kind[0] == "R", override=kind[0] if kind[2] == "O" else "", isolate=False)
        elif kind in _ISOLATES:
            inside = original[i + 1 : partners.get(i, len(original))]
            right = kind == "RLI" or (kind == "FSI" and _first_strong(inside) == 1)
            state.embed(right=right, override="", isolate=True)
        elif kind == "PDF":
            state.end_embedding()
    return kinds, found


def _level_runs(original: Sequence[str], found: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i, kind in enumerate(original):
        if kind in _REMOVED:
            continue
        if run and found[i] != found[run[-1]]:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _sequences(original: Sequence[str], found: Sequence[int]) -> list[list[int]]:
    """The places of each isolating run sequence (BD13, X10)."""
    partners = _partners(original)
    closers = {close: opening for opening, close in partners.items()}
    by_end: dict[int, list[int]] = {}
    sequences = []
    for run in _level_runs(original, found):
        before = by_end.pop(closers.get(run[0], -1), None)
        if before is None:
            before = []
            sequences.append(before)
        before.extend(run)
        if run[-1] in partners:
            by_end[run[-1]] = before
    return sequences


def _edges(original: Sequence[str], found: Sequence[int], places: Sequence[int], base: int) -> tuple[str, str]:
    """The directions that are thought before and after a sequence: sos and eos of X10."""
    level = found[places[0]]
    before = next((found[i] for i in range(places[0] - 1, -1, -1) if original[i] not in _REMOVED), base)
    after = base
    if original[places[-1]] not in _ISOLATES:
        after = next((found[i] for i in range(places[-1] + 1, len(found)) if original[i] not in _REMOVED), base)
    return _direction(max(level, before)), _direction(max(level, after))


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolve(kinds: list[str], characters: list[str], level: int, start: str, end: str) -> list[str]:
    marks = [kind == "NSM" for kind in kinds]
    _weak(kinds, start)
    _pair_brackets(kinds, characters, marks, level, start)
    _neutral(kinds, level, start, end)
    return kinds


def _weak(kinds: list[str], start: str) -> None:
    """W1 to W7."""
    before = start
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = "ON" if before in _ISOLATES or before == "PDI" else before
        before = kinds[i]
    strong = start
    for i, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    _separators(kinds)
    strong = start
    for i, kind in enumerate(kinds):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _separators(kinds: list[str]) -> None:
    """W4 to W6."""
    for i in range(1, len(kinds) - 1):
        left, kind, right = kinds[i - 1 : i + 2]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in {"EN", "AN"})):
            kinds[i] = left
    i = 0
    while i < len(kinds):
        end = i
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > i and "EN" in {kinds[i - 1] if i else "", kinds[end] if end < len(kinds) else ""}:
            kinds[i:end] = ["EN"] * (end - i)
        i = max(end, i + 1)
    kinds[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]


def _bracket_pairs(kinds: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """BD16."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for i, (kind, character) in enumerate(zip(kinds, characters, strict=True)):
        if kind != "ON":
            continue
        if character in _OPENING:
            if len(opened) == _BRACKETS_KEPT:
                return []
            opened.append((_OPENING[character], i))
        elif character in _CLOSING:
            close = _CLOSING[character]
            depth = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == close), None)
            if depth is not None:
                pairs.append((opened[depth][1], i))
                del opened[depth:]
    return sorted(pairs)


def _pair_brackets(kinds: list[str], characters: Sequence[str], marks: Sequence[bool], level: int, start: str) -> None:
    """N0."""
    own = _direction(level)
    for opening, closing in _bracket_pairs(kinds, characters):
        inside = {_STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _STRONG}
        if not inside:
            continue
        direction = own
        if own not in inside:
            before = next((_STRONG[kinds[i]] for i in range(opening - 1, -1, -1) if kinds[i] in _STRONG), start)
            direction = before if before != own else own
        for i in (opening, closing):
            kinds[i] = direction
            follower = i + 1
            while follower < len(kinds) and marks[follower]:
                kinds[follower] = direction
                follower += 1


def _neutral(kinds: list[str], level: int, start: str, end: str) -> None:
    """N1 and N2."""
    i = 0
    while i < len(kinds):
        stop = i
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        if stop > i:
            before = _STRONG[kinds[i - 1]] if i else start
            after = _STRONG[kinds[stop]] if stop < len(kinds) else end
            kinds[i:stop] = [before if before == after else _direction(level)] * (stop - i)
        i = stop + 1


def _implicit(level: int, kind: str) -> int:
    """By how much the level rises (I1, I2)."""
    if level % 2:
        return int(kind != "R")
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _reset_ends(original: Sequence[str], found: list[int], base: int) -> None:
    """L1, and levels for what X9 removed."""
    for i, kind in enumerate(original):
        if kind in _REMOVED:
            found[i] = found[i - 1] if i else base
    trailing = True
    for i in range(len(original) - 1, -1, -1):
        kind = original[i]
        if kind in {"B", "S"}:
            found[i], trailing = base, True
        elif trailing and (kind in {"WS", "PDI"} or kind in _ISOLATES or kind in _REMOVED):
            found[i] = base
        else:
            trailing = False
