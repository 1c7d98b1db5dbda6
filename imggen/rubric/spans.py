"""How long something took: a span between readings, in minutes, hours, days, weeks, months or years: rule F01."""

from __future__ import annotations

from collections.abc import Iterator

from imggen.rubric import context
from imggen.rubric.bounds import bound_of
from imggen.rubric.courses import courses
from imggen.rubric.finding import Finding
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import SURE, Clause, Mark, Said, Spoken
from imggen.rubric.truth import Truth

_DAYS = {
    "minute": (1 / 1440, 1 / 1440, 1 / 48),
    "hour": (1 / 24, 1 / 24, 1 / 24),
    "day": (1.0, 1.0, 0.5),
    "week": (7.0, 7.0, 1.0),
    "month": (28.0, 31.0, 1.0),
    "year": (365.0, 366.0, 5.0),
}
"""How many days a span has at least and at most, and how far off one may be."""
_ALMOST = 0.7
_ABOUT = 0.25
"""`almost a week` has that part of it at least; `about a week` may be off by that part."""


def check_spans(said: Said, clause: Clause, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """Spans that no two readings of the card are apart, or not the two that are said to have been counted then."""
    for mark in clause.of("days"):
        if not isinstance(mark.value, tuple) or _is_rate(said, clause, mark, patterns):
            continue
        spoken, unit = mark.value
        bound, words = bound_of(said.text, clause.start, mark, patterns), said.words(mark.start, mark.end)
        if unit in _DAYS and not any(_fits(days, spoken, unit, bound) for days in truth.lengths):
            yield Finding("F01", words, f"{spoken.least} is no span between readings of this card")
        elif unit == "day" and not bound and (own := _own(said, clause, truth, patterns)) and not any(spoken.says(days) for days in own):
            yield Finding("F01", words, f"from the one to the other it took {min(own)}")


def _fits(days: float, spoken: Spoken, unit: str, bound: str) -> bool:
    shortest, longest, off = _DAYS[unit]
    least, most = spoken.least * shortest, spoken.most * longest
    if bound == "over":
        return days > least - off / 2
    if bound == "under":
        return _ALMOST * least <= days < most
    if bound == "about":
        off = max(off, _ABOUT * least)
    return least - off <= days <= most + off if unit != "day" else least - off < days < most + off


def _is_rate(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """`595 followers a day`."""
    before = said.text[clause.start : mark.start].rstrip()
    counted = [found.end() for pattern in patterns.units.values() for found in pattern.finditer(before)]
    return bool(before) and (before[-1].isdigit() or len(before) in counted)


def _own(said: Said, clause: Clause, truth: Truth, patterns: Patterns) -> set[int]:
    """How many days there are between the two counts that a sentence goes from and to, when it does that once."""
    if gained := _gained(said, clause, truth):
        return gained
    sentence = [each for each in said.clauses if each.sentence == clause.sentence]
    found = [course for each in sentence for course in courses(said, each, patterns)]
    if len(found) != 1:
        return set()
    first, last = found[0]
    return {
        (later.day - earlier.day).days
        for place in range(len(truth.series))
        for earlier in truth.series[place]
        for later in truth.series[place]
        if first.says(earlier.count) and last.says(later.count) and earlier.time < later.time
    }


def _gained(said: Said, clause: Clause, truth: Truth) -> set[int]:
    """How many days it took to gain or lose so many: `gained 786 followers in two days`."""
    numbers, claims = clause.of("number"), [mark for mark in clause.of("up", "down") if mark.value == SURE]
    if len(numbers) != 1 or not claims or not isinstance(numbers[0].value, Spoken):
        return set()
    spans = truth.spans(context.subject(said, clause, claims[0]), context.moments(said, clause))
    return {(later.day - earlier.day).days for earlier, later in spans if numbers[0].value.says(abs(later.count - earlier.count))}
