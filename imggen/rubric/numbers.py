"""Whether every number is a fact, and that of the platform and the day that it is said of: rules F01, F02, F05 and F06."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from imggen.rubric import context
from imggen.rubric.binding import best, bindings
from imggen.rubric.bounds import bound_of
from imggen.rubric.courses import courses
from imggen.rubric.differences import check_difference, is_maybe, is_surely
from imggen.rubric.finding import Finding
from imggen.rubric.gaps import check_moved
from imggen.rubric.patterns import Patterns
from imggen.rubric.ratios import check_ratios
from imggen.rubric.said import Clause, Mark, Moment, Said, Spoken
from imggen.rubric.spans import check_spans
from imggen.rubric.truth import Truth

_DIFFERENCES = ("ahead", "behind", "more", "fewer", "up", "down")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that is said to be a count."""

    clause: Clause
    mark: Mark
    when: list[Moment]
    """The days it is said of; none is any."""
    maybe: bool
    """Whether it could be a difference as well, with no word that says so."""


def check_numbers(said: Said, truth: Truth, patterns: Patterns, names_before: Sequence[Mark] = ()) -> Iterator[Finding]:
    """Every number, date and time that is none of the facts, or another than it is said to be.

    `names_before` are in whose order counts are given where no name stands beside them.
    """
    if not patterns.months:
        yield from _unknown(said, truth)
        return
    earlier: Sequence[Mark] = names_before
    for section in said.sections():
        names = context.names(section)
        counts: list[Counted] = []
        for clause in section:
            for mark in clause.of("number"):
                moved = check_moved(said, clause, mark, truth, patterns)
                found = list(check_difference(said, clause, mark, truth, patterns)) if moved is None else moved
                if moved is not None or is_surely(said, clause, mark, patterns):
                    yield from found
                elif not _is_aside(said, clause, mark, truth, patterns) and (found or not is_maybe(said, clause)):
                    counts.append(Counted(clause, mark, _when(said, clause, mark, patterns), maybe=not found))
        ways = list(bindings([one.mark for one in counts], names, earlier, _pronoun(said, section, counts, names)))
        yield from _counts(said, counts, ways, truth, patterns)
        yield from _shares(said, section, names, earlier, truth, patterns)
        earlier = names or earlier
    for clause in said.clauses:
        yield from _dates(said, clause, truth)
        yield from check_spans(said, clause, truth, patterns)
        yield from check_ratios(said, clause, truth, patterns)


def _when(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> list[Moment]:
    """The days that a count is said of; `climbs from 2900` on a day began on any day before it."""
    when = context.moments_of(said, clause, mark)
    began = any(first is mark.value for first, _ in courses(said, clause, patterns))
    return [] if began and len(when) < 2 else when


def _unknown(said: Said, truth: Truth) -> Iterator[Finding]:
    """Numbers that are nothing at all: what can be asked in a language whose words for dates and directions are not known."""
    shares = [share for place in range(len(truth.series)) for share in _hundredths(truth, place)]
    facts = {part for share in shares for part in (floor(share), floor(share + 0.5))} | truth.durations | truth.small_numbers
    facts |= {number for day in truth.days for number in (day.day, day.month, day.year)} | {part for time in truth.times for part in time}
    facts |= {pair.gap for pair in truth.all_pairs()} | {reading.count for each in truth.series for reading in each}
    facts |= {abs(change.number) for place in range(len(truth.series)) for change in truth.changes(place, ())}
    facts |= {part for day in truth.estimated or () for part in (day.day, day.month, day.year)}
    for mark in said.marks("number"):
        if not any(_spoken(mark).says(number) for number in facts):
            yield Finding("F01", said.words(mark.start, mark.end), "that is no fact of these counts")


def _spoken(mark: Mark) -> Spoken:
    value = mark.value[0] if isinstance(mark.value, tuple) else mark.value
    return value if isinstance(value, Spoken) else Spoken(0, -1)


def _is_count(mark: Mark, truth: Truth) -> bool:
    return any(truth.has_count(place, _spoken(mark)) for place in range(len(truth.series)))


def _is_aside(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> bool:
    """Platforms not shown, readings that are missing, followers a day: numbers of a clause that counts nothing else."""
    spoken = _spoken(mark)
    unit = any(pattern.search(said.text, clause.start, clause.end) for pattern in patterns.units.values())
    if clause.of("missing") or not (clause.of("name") or unit):
        return any(spoken.says(number) for number in truth.small_numbers)
    rates = {number for rate in truth.rates for number in (floor(rate), round(rate), floor(rate) + 1)}
    return not _is_count(mark, truth) and any(spoken.says(number) for number in rates)


def _pronoun(said: Said, section: Sequence[Clause], counts: Sequence[Counted], names: Sequence[Mark]) -> int | None:
    """The platform that stands as a pronoun before the first count and the first name of a section, if one does."""
    marks = [mark for clause in section for mark in clause.of("pronoun")]
    first = min((mark.start for mark in (*names, *(one.mark for one in counts))), default=0)
    return context.topic(said, section[0]) if marks and marks[0].start < first else None


def _counts(said: Said, counts: Sequence[Counted], ways: Sequence[tuple[int, ...]], truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """Counts of a section that are another platform's, or of another day, or nobody's."""
    if not counts:
        return

    def fits(number: int, place: int) -> bool:
        one = counts[number]
        return truth.has_count(place, _spoken(one.mark), one.when) is not None or not _is_count(one.mark, truth)

    for one, place in zip(counts, best(ways, fits), strict=True):
        found = _misplaced(said, one, place, truth, rounding=bool(patterns.lexicon.about))
        if found and not (one.maybe and not one.clause.of("name")):
            yield found


def _misplaced(said: Said, one: Counted, place: int, truth: Truth, *, rounding: bool) -> Finding | None:
    """What is wrong with a number as the count of a platform."""
    spoken, words = _spoken(one.mark), said.words(one.clause.start, one.clause.end)
    reading = truth.has_count(place, spoken, one.when)
    if not _is_count(one.mark, truth):
        number = said.words(one.mark.start, one.mark.end)
        return Finding("F01", words, f"{number} is no count, no gap and no change; the nearest count is {_nearest(spoken, truth)}")
    if reading is None:
        return Finding("F02", words, _whose(truth, spoken, place))
    if rounding and spoken.least == spoken.most and spoken.about == reading.exact:
        return Finding("F05", words, f"{reading.count} was {'not rounded' if reading.exact else 'rounded: say so'}")
    if place >= len(truth.shown) or not any(each.count == reading.count for each in truth.shown[place]):
        return Finding("F07", words, f"{reading.count} is true, and not on the card")
    return None


def _nearest(spoken: Spoken, truth: Truth) -> int:
    return min((reading.count for each in truth.series for reading in each), key=lambda count: abs(count - spoken.least))


def _whose(truth: Truth, spoken: Spoken, place: int) -> str:
    """Of which platform and day a count is."""
    order = sorted(range(len(truth.series)), key=lambda each: each != place)
    for each in order:
        if reading := truth.has_count(each, spoken):
            return f"{reading.count} is the count of {truth.facts.series[each].series.platform.name} on {reading.day}"
    return f"{spoken.least} is no count"


def _shares(
    said: Said, section: Sequence[Clause], names: Sequence[Mark], earlier: Sequence[Mark], truth: Truth, patterns: Patterns
) -> Iterator[Finding]:
    """Hundredths: the shares of both in their sum, one as a part of the other, or how much a count grew."""
    found = [(clause, mark) for clause in section for mark in clause.of("percent")]
    different = [each for each in found if _is_difference(said, *each, patterns)]
    for clause, mark in different:
        yield from _different(said, clause, mark, truth)
    if not (marks := [mark for clause, mark in found if (clause, mark) not in different]):
        return

    def fits(number: int, place: int) -> bool:
        return any(_spoken(marks[number]).says_share(share) for share in _hundredths(truth, place))

    compared = {mark.value for clause in section for mark in clause.of("other")}
    meant = [name for name in names if name.start not in compared]
    ways = [*bindings(marks, names, earlier), *(bindings(marks, meant, earlier) if meant else ())]
    for number, place in enumerate(best(ways, fits)):
        if not fits(number, place):
            mark = marks[number]
            known = any(_spoken(mark).says_share(share) for each in range(len(truth.series)) for share in _hundredths(truth, each))
            words = said.words(mark.start, mark.end)
            yield Finding("F02" if known else "F01", words, f"that is no share of {truth.facts.series[place].series.platform.name}")


def _is_difference(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """Whether hundredths are so many more or fewer. Asked where a bound, `less than 1 per cent`, can be told from that."""
    return bool(patterns.lexicon.over and clause.of(*_DIFFERENCES)) and not bound_of(said.text, clause.start, mark, patterns)


def _different(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """`13 per cent fewer than X`, `grew by 103 per cent`: of the other's count, or of what it was before."""
    one = context.subject(said, clause, mark)
    allowed: list[float] = []
    for pair in truth.pairs(context.moments(said, clause)) if one < 2 else ():
        counts = (pair.challenger.count, pair.rival.count)
        allowed.append(_share(counts[one] if clause.of("up", "down") else counts[one] - counts[1 - one], counts[1 - one]))
    for earlier, later in truth.spans(one, context.moments(said, clause)):
        allowed.append(_share(later.count - earlier.count, earlier.count))
    if not any(_spoken(mark).says_share(share) for share in allowed if share >= 0):
        yield Finding("F01", said.words(clause.start, clause.end), f"that is no difference of {said.words(mark.start, mark.end)}")


def _share(part: int, whole: int) -> float:
    """So many hundredths, negative where there is nothing to have a part of."""
    return 100 * abs(part) / whole if whole > 0 else -1.0


def _hundredths(truth: Truth, place: int) -> Iterator[float]:
    pair = truth.facts.pair
    parts: list[tuple[int, int]] = []
    if pair and place <= 1:
        ours, theirs = [pair.challenger.count, pair.rival.count][:: 1 if place == 0 else -1]
        parts += [(ours, ours + theirs), (ours, theirs)]
    if place < len(truth.series):
        latest = truth.facts.series[place].latest.count
        changes = list(truth.changes(place, ()))
        parts += [(abs(change.number), latest - change.number) for change in changes]
    exact = [100 * part / whole for part, whole in parts if whole > 0]
    yield from (share for each in exact for share in (each, min(99, max(1, round(each)))))


def _dates(said: Said, clause: Clause, truth: Truth) -> Iterator[Finding]:
    estimate = any(each.sentence == clause.sentence and each.of("estimate") for each in said.clauses)
    for mark in clause.of("date"):
        moment = mark.value
        if not isinstance(moment, Moment):
            continue
        known = any(moment.says(day) for day in truth.days)
        if known or (estimate and truth.estimated and any(moment.says(day) for day in truth.estimated)):
            continue
        words = said.words(mark.start, mark.end)
        if any(moment.says(day) for day in truth.all_days):
            yield Finding("F07", words, "that day is true, and not on the card")
        else:
            days = ", ".join(str(day) for day in sorted(truth.days)[:4])
            yield Finding("F06", words, f"nothing was read that day; the days are {days}")
    yield from _same_twice(said, clause, truth)
    for mark in clause.of("clock"):
        if mark.value not in truth.times:
            yield Finding("F06", said.words(mark.start, mark.end), "nothing was read at that time")


def _same_twice(said: Said, clause: Clause, truth: Truth) -> Iterator[Finding]:
    """A period from a day to the same day: `from 4 to 4 September`."""
    moments = [mark.value for mark in clause.of("date") if isinstance(mark.value, Moment) and mark.value.day]
    days = [{day for day in truth.all_days if moment.says(day)} for moment in moments if not clause.of("number")]
    if len(days) == 2 and days[0] == days[1] and len(days[0]) == 1:
        yield Finding("F06", said.words(clause.start, clause.end), "both ends are the same day")
