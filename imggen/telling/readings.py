"""The readings as the extended tier tells them: every count with its day, or the first, last, highest and lowest of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from imggen.facts import Facts, Pair, SeriesFacts
from imggen.series import Comparison, Reading
from imggen.story import Change, Clock, Day, Name, Phrase, Sentence, Together, Value, phrase
from imggen.telling.statements import clock, counted, dated, dated_within

ALL_READINGS = 12
"""Up to so many times of reading, the extended tier says every count."""
_GAPS_TOLD = 4
"""Up to so many times of reading, the extended tier says the gap at each."""


def tell_readings(facts: Facts, shown: Sequence[SeriesFacts], reference: date) -> Iterator[Sentence]:
    """Every count with its date, one sentence a time of reading; of more than twelve, the first, last, highest and lowest."""
    moments = _moments(facts.comparison, shown)
    if len(moments) > ALL_READINGS:
        start = min(one.first.day for one in shown)
        said: list[tuple[Value, Value | None]] = [(_summary(one, start, reference), None) for one in shown]
    else:
        gaps = len(moments) <= _GAPS_TOLD
        dated_from = list(zip(moments, _references([day.day for day, _, _ in moments], reference), strict=True))
        terse = (None if gaps else _terse(moment, moments[0], last) for moment, last in dated_from)
        said = list(zip((_moment(facts, moment, last, gaps=gaps) for moment, last in dated_from), terse, strict=True))
    for number, (value, less) in enumerate(said):
        brief = phrase("readings.next", said=less) if number and less else None
        yield Sentence(phrase("readings.next" if number else "readings.first", said=value), 4, "readings", terse=brief)


def _references(days: Sequence[date], reference: date) -> list[date]:
    """For each day the one whose year was said last: none before the first of days that are of several years."""
    return [reference if days[0].year == days[-1].year else date.min, *days[:-1]]


_Moment = tuple[Day, Clock | None, list[tuple[SeriesFacts, Reading | None]]]
"""A day, the time of day when that matters, and who was read then: None for a count that is missing."""


def _moments(comparison: Comparison, shown: Sequence[SeriesFacts]) -> list[_Moment]:
    if any(len(one.series.readings) > ALL_READINGS for one in shown):
        return [(Day(date.min), None, [])] * (ALL_READINGS + 1)
    often = any(earlier.day == later.day for one in shown for earlier, later in pairwise(one.series.readings))
    zone = ZoneInfo(comparison.timezone)
    found: dict[tuple[date, Clock | None], list[tuple[SeriesFacts, Reading | None]]] = {}
    for one in shown:
        for reading in one.series.readings:
            at = clock(reading, comparison) if often and not reading.whole_day else None
            found.setdefault((reading.day, at), []).append((one, reading))
    for one in () if often else shown:
        for time in one.series.missing:
            if at_day := found.get((time.astimezone(zone).date(), None)):
                at_day.append((one, None))
    order = sorted(found, key=lambda key: (key[0], key[1] is not None, (key[1].hour, key[1].minute) if key[1] else (0, 0)))
    return [(Day(day), at, found[day, at]) for day, at in order]


def gaps_told(facts: Facts, shown: Sequence[SeriesFacts]) -> list[Pair]:
    """The pairs whose gap `tell_readings` says."""
    moments = _moments(facts.comparison, shown)
    if len(moments) > _GAPS_TOLD:
        return []
    return [pair for _, _, read in moments if (pair := _paired(facts, read))]


def _paired(facts: Facts, read: Sequence[tuple[SeriesFacts, Reading | None]]) -> Pair | None:
    return next((pair for pair in facts.pairs if (pair.challenger, pair.rival) == tuple(reading for _, reading in read)), None)


def _moment(facts: Facts, moment: _Moment, reference: date, *, gaps: bool) -> Phrase:
    counts = Together(tuple(_read(one, reading) for one, reading in moment[2]))
    said, read = phrase("readings.said", when=_when(moment, reference), counts=counts), moment[2]
    pair = _paired(facts, read) if gaps else None
    if pair is None or pair.sign is None:
        return said
    if pair.sign == 0:
        return phrase("readings.level", said=said)
    challenger = Name(facts.comparison.challenger.platform)
    return phrase("readings.gap", said=said, gap=Change(pair.lead, pair.blur > 0), challenger=challenger)


def _terse(moment: _Moment, first: _Moment, reference: date) -> Phrase | None:
    """The counts alone, where all are there, in the order of the first ones; None elsewhere."""
    counts = tuple(counted(reading) for _, reading in moment[2] if reading)
    if [one for one, reading in moment[2] if reading] != [one for one, _ in first[2]]:
        return None
    return phrase("readings.terse", when=_when(moment, reference), counts=Together(counts))


def _when(moment: _Moment, reference: date) -> Phrase:
    day, at, _ = moment
    shown = dated(day.day, reference)
    return phrase("when.day_clock", day=shown, clock=at) if at else phrase("when.day", day=shown)


def _read(one: SeriesFacts, reading: Reading | None) -> Phrase:
    platform = Name(one.series.platform)
    return phrase("readings.count", platform=platform, count=counted(reading)) if reading else phrase("readings.none", platform=platform)


def _summary(one: SeriesFacts, start: date, end: date) -> Phrase:
    platform = Name(one.series.platform)
    if one.high.count == one.low.count:
        return phrase("readings.constant", platform=platform, count=counted(one.latest))
    ends = (one.first.count, one.latest.count)
    told = [("end", one.first), ("end", one.latest)]
    told += [(way, reading) for way, reading in (("high", one.high), ("low", one.low)) if reading.count not in ends]
    counts = (phrase(f"readings.{way}", count=counted(reading), day=dated_within(reading.day, start, end)) for way, reading in told)
    return phrase("readings.summary", platform=platform, counts=Together(tuple(counts)))
