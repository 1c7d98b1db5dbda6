"""From one number to another: `climbs from 2900 to 5876`, and whether the counts, or the gap, went that way round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Clause, Mark, Said, Spoken
from imggen.rubric.truth import Truth

_BEFORE = 12


def courses(said: Said, clause: Clause, patterns: Patterns) -> Iterator[tuple[Spoken, Spoken]]:
    """The first and the last number of each course of a clause. None in a language whose words for it are not known."""
    for one, other in pairwise(clause.of("number")):
        if isinstance(one.value, Spoken) and isinstance(other.value, Spoken) and _leads(said, clause, one, other, patterns):
            yield one.value, other.value


def _leads(said: Said, clause: Clause, one: Mark, other: Mark, patterns: Patterns) -> bool:
    """Whether `from` stands right before the first number, and nothing but `to` and what is counted before the second."""
    before = said.text[max(clause.start, one.start - _BEFORE) : one.start]
    began = any(not before[found.end() :].strip(" '") for found in patterns.origin.finditer(before))
    between = said.text[one.end : other.start]
    for unit in patterns.units.values():
        between = unit.sub("", between)
    return began and bool(patterns.goal.fullmatch(between.strip()))


def is_turned(first: Spoken, last: Spoken, truth: Truth) -> bool:
    """Whether two counts of one platform, or two gaps, are known and were the other way round only."""
    times = [
        (earlier.time, later.time)
        for readings in truth.series
        for earlier in readings
        for later in readings
        if first.says(earlier.count) and last.says(later.count)
    ]
    if not times:
        times = [
            (earlier.newest.time, later.newest.time)
            for earlier in truth.all_pairs()
            for later in truth.all_pairs()
            if first.says(earlier.gap) and last.says(later.gap)
        ]
    return bool(times) and all(began >= ended for began, ended in times) and first != last
