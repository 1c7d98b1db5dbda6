"""Of what a clause speaks: of which platform, and of which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imggen.rubric.said import Clause, Mark, Moment, Said

_SIGNED = ("ahead", "behind", "overtakes", "falls_behind", "level", "closing", "more", "fewer")


def moments(said: Said, clause: Clause) -> list[Moment]:
    """The days that a clause names, else a day alone between the next two commas, else those that its sentence named last before."""
    before = said.before(clause)
    if not any(_moments(each) for each in before if each.section == clause.section) and (named := days_named(said, clause)):
        return named
    return next((found for each in (clause, *before) if (found := _moments(each))), [])


def days_named(said: Said, clause: Clause) -> list[Moment]:
    """The days that a clause names, else a day alone between the next two commas."""
    after = said.after(clause)
    alone = after is not None and after.section == clause.section and not after.of("name", "number")
    return _moments(clause) or (_moments(after) if after is not None and alone else [])


def moments_of(said: Said, clause: Clause, number: Mark) -> list[Moment]:
    """The days of one of several numbers: those said before the first number of its clause, or after it when it is the last one.

    A day between two numbers may be either's, so that it binds none: `from 5850 on 2 August to 5832`; nor does one that an earlier clause
    says with a number of its own.
    """
    numbers, dates = clause.of("number"), clause.of("date")
    if not dates:
        pure = [each for each in said.before(clause) if _moments(each)][:1]
        return [] if pure and pure[0].of("number") else moments(said, clause)
    if len(numbers) < 2:
        return moments(said, clause)
    before, after = dates[0].start < numbers[0].start, dates[-1].start > numbers[-1].start
    if before or (after and number is numbers[-1]):
        return _moments(clause)
    return []


def _moments(clause: Clause) -> list[Moment]:
    """The days of a clause: those between its numbers are theirs alone."""
    first, *_, last = [mark.start for mark in clause.of("number")] * 2 or [0, 0]
    days = [mark.value for mark in clause.of("date") if isinstance(mark.value, Moment) and not first < mark.start < last]
    clocks = [mark.value for mark in clause.of("clock") if isinstance(mark.value, tuple)]
    if not clocks:
        return days
    return [replace(day, clock=clock) for day in days or [Moment(None, None, None)] for clock in clocks]


def names(clauses: Sequence[Clause]) -> list[Mark]:
    """The names in clauses, in reading order."""
    return [mark for clause in clauses for mark in clause.of("name")]


def spoken_of(clause: Clause) -> list[Mark]:
    """The names in a clause of what it speaks of, not of what that is compared with; in a passive, of what did it."""
    if did := {mark.value for mark in clause.of("by")}:
        return [mark for mark in clause.of("name") if mark.start in did]
    compared = {mark.value for mark in clause.of("other")} - {mark.value for mark in clause.of("whom")}
    return [mark for mark in clause.of("name") if mark.start not in compared]


def subject(said: Said, clause: Clause, at: Mark, default: int = 0) -> int:
    """Of which platform a claim speaks: one named before it, else after it, else earlier in its sentence.

    Of several before it, the first one stands ahead or behind (`Mastodon hat X überholt`), and the last one rises or falls.
    """
    if clause.of("pronoun") and (last := topic(said, clause)) is not None:
        default = last
    own = spoken_of(clause)
    before = [mark for mark in own if mark.start < at.start]
    if own:
        return place((before or own)[-1 if before and at.kind not in _SIGNED else 0])
    if at.kind not in _SIGNED:
        return next((place(each.of("name")[-1]) for each in said.before(clause) if each.of("name")), default)
    earlier = [spoken_of(each) for each in said.before(clause) if each.section == clause.section]
    return next((place(marks[0]) for marks in earlier[::-1] if marks), default)


def risen_or_fallen(said: Said, clause: Clause, at: Mark) -> list[int]:
    """The platforms of which a rise or a fall may be said: a small word before a name may mean either (`di X`, `o X`)."""
    nearest = [mark for mark in clause.of("name") if mark.start < at.start][-1:]
    return list(dict.fromkeys((subject(said, clause, at), *map(place, nearest))))


def compared_with(clause: Clause, one: int) -> int:
    """With which platform another is compared in a clause: challenger and rival with each other when nothing else is named."""
    others = [place(mark) for mark in clause.of("name") if place(mark) != one]
    return others[-1] if others else int(one == 0)


def topic(said: Said, clause: Clause) -> int | None:
    """Of which platform was spoken last before a clause: of its own sentence the first named, else one that a clause begins with."""
    earlier = [(each, marks) for each in said.clauses[: said.clauses.index(clause)] if (marks := spoken_of(each))]
    own = [marks[0] for each, marks in earlier if each.sentence == clause.sentence]
    begun = [marks[0] for each, marks in earlier if not any(number.start < marks[0].start for number in each.of("number"))]
    return next((place(mark) for mark in (*own[:1], *begun[::-1], *(marks[-1] for _, marks in earlier[::-1]))), None)


def place(mark: Mark) -> int:
    """The place of a platform among the series, by its name."""
    return mark.value if isinstance(mark.value, int) else 0
