"""So many times as much or as little, as another platform or as before: rule F05."""

from __future__ import annotations

from collections.abc import Iterator

from imggen.rubric import context
from imggen.rubric.bounds import bound_of
from imggen.rubric.finding import Finding
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Clause, Mark, Said
from imggen.rubric.truth import Truth

_TOLERANCE = 0.05
"""How far a ratio may be from the number of times that it is said to be."""
_LITTLE_MORE = 1.2
"""`it doubled` may be so much more than that, `almost doubled` so much less."""
_ALMOST = 0.85
_GROWN, _COMPARED = ("multiplied", "divided"), ("multiple", "part")


def check_ratios(said: Said, clause: Clause, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """What is wrong with the ratios of a clause."""
    for mark in clause.of(*_GROWN, *_COMPARED):
        number = mark.value if isinstance(mark.value, int) else 1
        if clause.of("negation", "estimate") or _is_several(said, clause, mark, patterns):
            continue
        bound = bound_of(said.text, clause.start, mark, patterns)
        if mark.kind == "part":  # less than half of it is to be more than halved
            bound = {"over": "little", "under": "over"}.get(bound, bound)
        if not any(_fits(ratio, number, bound) for ratio in _meant(said, clause, mark, truth)):
            less = mark.kind in ("part", "divided")
            fix = f"that is not {'a part of 1 in' if less else ''} {number}{'' if less else ' times as much'}".replace("  ", " ")
            yield Finding("F05", said.words(clause.start, clause.end), fix)
    for mark in clause.of("times"):
        number = mark.value if isinstance(mark.value, int) else 1
        if not any(number * (1 - _TOLERANCE) <= ratio < number + 1 for ratio in _any(truth)):
            yield Finding("F05", said.words(clause.start, clause.end), f"nothing is {number} times as much, or as little")


def _is_several(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """`drei Viertel`: no part of one in so many."""
    before = said.text[clause.start : mark.start].split()
    return mark.kind == "part" and bool(before) and patterns.letters.get(before[-1].lower(), 0) > 1


def _fits(ratio: float, number: int, bound: str) -> bool:
    if bound == "over":
        return ratio >= number
    if bound == "little":
        return 1 <= ratio <= number
    if bound == "under":
        return number * _ALMOST <= ratio < number
    most = 1 + _TOLERANCE if bound == "about" else _LITTLE_MORE
    return number * (1 - _TOLERANCE) <= ratio <= number * most


def _meant(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[float]:
    """The ratios that may be meant: of two platforms when two are named, else of one before and after, or of it and the other."""
    one = context.subject(said, clause, mark)
    compared = {context.place(name) for name in clause.of("name")} - {one}
    less = mark.kind in ("part", "divided")
    if not compared or mark.kind in _GROWN:
        yield from _changed(said, clause, one, truth, less=less)
    if mark.kind in _GROWN or (less and not compared and clause.of("down")):
        return
    other = max(compared, default=int(one == 0))
    yield from _between(said, clause, (one, other), truth, less=less)
    if not compared and clause.of("name"):
        yield from _between(said, clause, (other, one), truth, less=less)


def _changed(said: Said, clause: Clause, one: int, truth: Truth, *, less: bool) -> Iterator[float]:
    for earlier, later in truth.spans(one, context.moments(said, clause)):
        yield _times(later.count, earlier.count, less=less)


def _between(said: Said, clause: Clause, places: tuple[int, int], truth: Truth, *, less: bool) -> Iterator[float]:
    when = context.moments(said, clause)
    if set(places) == {0, 1}:
        for pair in truth.pairs(when):
            counts = (pair.challenger.count, pair.rival.count)
            yield _times(counts[places[0]], counts[places[1]], less=less)
        return
    for ours in truth.readings(places[0], when)[-1:]:
        for theirs in truth.readings(places[1], when)[-1:]:
            yield _times(ours.count, theirs.count, less=less)


def _times(one: int, other: int, *, less: bool) -> float:
    one, other = (other, one) if less else (one, other)
    return one / other if other > 0 else 0.0


def _any(truth: Truth) -> Iterator[float]:
    """How many times the larger of two counts is the smaller: of a pair, or of a platform's earlier and later ones."""
    for pair in truth.all_pairs():
        yield _larger(pair.challenger.count, pair.rival.count)
    for place, one in enumerate(truth.facts.series):
        yield _larger(one.first.count, one.latest.count)
        yield from (_larger(earlier.count, later.count) for earlier, later in truth.spans(place, ()))


def _larger(one: int, other: int) -> float:
    small, large = sorted((one, other))
    return large / small if small > 0 else 0.0
