"""The readings that a listener could write down from a text alone: of which platform, when, how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from imggen.rubric import context
from imggen.rubric.differences import is_surely
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Clause, Mark, Moment, Said, Spoken


class Heard(NamedTuple):
    """One count as it was said."""

    place: int
    """Of which platform, by its place among the series."""
    when: Moment
    number: Spoken


def rebuilt(said: Said, patterns: Patterns) -> Iterator[Heard]:
    """Every count that a text says with its platform and its day, whole sentences of readings and all others alike."""
    for clause in said.clauses:
        when = context.moments(said, clause)
        for number in clause.of("number"):
            if isinstance(number.value, Spoken) and not _is_difference(said, clause, number, patterns):
                for moment in _own(clause, number) or when:
                    yield from (Heard(place, moment, number.value) for place in _names(said, clause, number))


def _is_difference(said: Said, clause: Clause, number: Mark, patterns: Patterns) -> bool:
    """Whether a number is no count: beside a word for a difference, or the only one of a clause that has one."""
    alone = len(clause.of("number")) == 1
    return is_surely(said, clause, number, patterns) or bool(alone and clause.of("ahead", "behind", "gap", "more", "fewer"))


def _own(clause: Clause, number: Mark) -> list[Moment]:
    """The day that is said of one number among several: `40 on 3 August`."""
    following = [mark for mark in clause.of("date", "number") if mark.start > number.start][:1]
    return [mark.value for mark in following if isinstance(mark.value, Moment)]


def _names(said: Said, clause: Clause, number: Mark) -> list[int]:
    """The platform named nearest before a number, or after it where numbers come first, else last before its clause.

    In a sentence that names none, counts come in the order in which the last one that did named them.
    """
    if ordered := _in_order(said, clause, number):
        return ordered
    before = [mark for mark in clause.of("name") if mark.start < number.start][-1:]
    after = [mark for mark in clause.of("name") if mark.start > number.start][:1]
    earlier = [mark for each in said.before(clause) for mark in each.of("name")[-1:]][:1]
    numbers_first = clause.of("name", "number")[0].kind == "number"
    found = (after or before if numbers_first else before or after) or earlier
    return [mark.value for mark in found if isinstance(mark.value, int)]


def _in_order(said: Said, clause: Clause, number: Mark) -> list[int]:
    """`On 1 August, Mastodon 5 and X 7. On 2 August: 6 and 7`; none where a sentence has names of its own, or not as many counts."""
    sentences: dict[int, list[Clause]] = {}
    for each in said.clauses:
        sentences.setdefault(each.sentence, []).append(each)
    own = sentences[clause.sentence]
    named = [sentences[place] for place in sentences if place < clause.sentence and any(each.of("name") for each in sentences[place])]
    numbers = [mark for each in own for mark in each.of("number")]
    if not named or any(each.of("name") for each in own):
        return []
    places = list(dict.fromkeys(mark.value for each in named[-1] for mark in each.of("name") if isinstance(mark.value, int)))
    return [places[numbers.index(number)]] if len(places) == len(numbers) else []
