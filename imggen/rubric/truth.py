"""What is true of one comparison, as the questions that a text raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise, product
from zoneinfo import ZoneInfo

from imggen.facts import Crossing, Difference, Facts, Pair
from imggen.rubric.said import Moment, Spoken
from imggen.series import Reading

_SHOWN = {"timeline": 4, "race": 4}
"""How many platforms a kind shows; the others show two."""
_DAY = 86_400
_STABLE = 100
"""A change of less than one in so many may be called stable."""


@dataclass(frozen=True)
class Truth:
    """The facts of one comparison, and what a kind of card shows of them."""

    facts: Facts
    kind: str

    @cached_property
    def series(self) -> list[list[Reading]]:
        """All readings, by platform."""
        return [list(one.series.readings) for one in self.facts.series]

    @cached_property
    def shown(self) -> list[list[Reading]]:
        """The readings that the card shows or measures from, by platform."""
        facts = self.facts
        if self.kind == "timeline":
            return self.series[: _SHOWN["timeline"]]
        others = [[one.latest] for one in facts.series[2 : _SHOWN.get(self.kind, 2)]]
        if facts.pair is None:
            return [[reading for reading in (one.baseline, one.latest) if reading] for one in facts.series[:2]] + others
        began = {"victory": facts.first_pair, "race": facts.baseline}.get(self.kind, facts.baseline)
        pairs = [pair for pair in (began, facts.pair) if pair]
        return [[pair.challenger for pair in pairs], [pair.rival for pair in pairs], *others]

    @cached_property
    def days(self) -> set[date]:
        """All days of which the card may speak."""
        facts = self.facts
        found = {reading.day for each in self.shown for reading in each} | {event.day for event in facts.comparison.events}
        found |= {one.frozen_since.day for one in facts.series if one.frozen_since} | {one.latest.day for one in facts.series}
        if self.kind == "race" and facts.first_pair:
            found |= {facts.first_pair.challenger.day, facts.first_pair.rival.day}
        return found

    @cached_property
    def all_days(self) -> set[date]:
        """The days of all readings."""
        return {reading.day for each in self.series for reading in each} | self.days

    @cached_property
    def times(self) -> set[tuple[int, int]]:
        """The times of day of all readings."""
        return {self.clock(reading) for each in self.series for reading in each}

    def clock(self, reading: Reading) -> tuple[int, int]:
        """The time of day of a reading."""
        time = reading.time.astimezone(ZoneInfo(self.facts.comparison.timezone))
        return time.hour, time.minute

    def was(self, reading: Reading, moments: Sequence[Moment]) -> bool:
        """Whether a reading was taken at one of several moments."""
        return any(moment.says(reading.day) and moment.clock in (None, self.clock(reading)) for moment in moments)

    @cached_property
    def estimated(self) -> tuple[date, date] | None:
        """The days between which the crossing is estimated."""
        facts = self.facts
        if not facts.pair or not facts.estimate or facts.estimate.latest > (date.max - facts.pair.newest.day).days:
            return None
        newest = facts.pair.newest.day
        return newest + timedelta(facts.estimate.earliest), newest + timedelta(facts.estimate.latest)

    def readings(self, place: int, moments: Sequence[Moment]) -> list[Reading]:
        """A platform's readings of some days, and those that are paired with one of them; all of them when no day is said."""
        if place >= len(self.series):
            return []
        if not moments:
            return self.series[place]
        found = [reading for reading in self.series[place] if self.was(reading, moments)]
        if place < 2:
            found += [(pair.challenger, pair.rival)[place] for pair in self.pairs(moments)]
        return found

    def pairs(self, moments: Sequence[Moment]) -> list[Pair]:
        """The pairs of some days, oldest first; the last one of all when no day is said."""
        facts = self.facts
        if not moments:
            return [facts.pair] if facts.pair else []
        known = sorted(
            {pair for pair in (*facts.pairs, facts.pair, facts.baseline, facts.first_pair) if pair}, key=lambda pair: pair.newest.time
        )
        return [pair for pair in known if self.was(pair.challenger, moments) or self.was(pair.rival, moments)]

    def all_pairs(self) -> list[Pair]:
        """Every pair there is."""
        return [pair for pair in (*self.facts.pairs, self.facts.pair, self.facts.baseline) if pair]

    def has_count(self, place: int, spoken: Spoken, moments: Sequence[Moment] = ()) -> Reading | None:
        """The platform's reading that a number says, if there is one."""
        return next((reading for reading in self.readings(place, moments) if spoken.says(reading.count)), None)

    def sign(self, one: int, other: int, moments: Sequence[Moment]) -> set[int | None]:
        """Whether one platform was ahead of another (1), level (0) or behind (-1) on some days; None where that can't be said."""
        if {one, other} == {0, 1}:
            newest = self.facts.pair
            found = set(self.pairs(moments))
            if any(moment.clock for moment in moments):
                found = {pair for pair in found if self.was(pair.newest, moments)} or found
            elif newest in found:  # of several pairs of its day, the last one is meant
                found = {pair for pair in found if pair.newest.day != newest.newest.day or pair == newest}
            signs = {pair.sign for pair in found}
            return signs if one == 0 else {None if sign is None else -sign for sign in signs}
        pairs = [(a, b) for a in self.readings(one, moments)[-1:] for b in self.readings(other, moments)[-1:]]
        return {_compared(a, b) for a, b in pairs}

    def changes(self, place: int, moments: Sequence[Moment]) -> Iterator[Difference]:
        """How a platform's count went: between the readings that a card measures by, and between days that are said."""
        if place >= len(self.series):
            return
        one = self.facts.series[place]
        yield from (found for found in (one.change, one.change_since_baseline) if found)
        for earlier, later in self.spans(place, moments):
            yield Difference(later.count - earlier.count, earlier.half_width + later.half_width)

    def gap_changes(self, moments: Sequence[Moment]) -> Iterator[Difference]:
        """How the gap went: from the pairs that a card measures from, and between days that are said."""
        facts = self.facts
        dated = self.pairs(moments) if moments else []
        then = [each for each in (facts.baseline, facts.first_pair, *dated) if each]
        for earlier, later in product(then, [*dated, *([facts.pair] if facts.pair else [])]):
            if earlier.newest.time < later.newest.time:
                yield Difference(later.gap - earlier.gap, earlier.blur + later.blur)

    def spans(self, place: int, moments: Sequence[Moment]) -> Iterator[tuple[Reading, Reading]]:
        """The two ends of what a card measures of a platform, and of what lies between days that are said."""
        if place >= len(self.series):
            return
        one = self.facts.series[place]
        own = self.shown[place] if place < len(self.shown) else []
        spans = [(one.first, one.latest), *pairwise(own), *((own[0], reading) for reading in own[1:])]
        spans += [(own[0], self.readings(place, ())[-1])] if own else []
        dated = [reading for moment in moments for reading in self.readings(place, [moment])]
        spans += [(reading, later) for reading in dated for later in [*dated, *own[-1:], one.latest] if reading.time < later.time]
        yield from ((earlier, later) for earlier, later in spans if earlier is not later)

    @cached_property
    def durations(self) -> set[int]:
        """The whole days from one reading that a card measures by to another."""
        facts = self.facts
        found = {(one.latest.day - one.first.day).days for one in facts.series} | {facts.days}
        ends = [pair for pair in (facts.first_pair, facts.baseline, facts.pair) if pair]
        found |= {(later.newest.day - earlier.newest.day).days for earlier, later in pairwise(ends)}
        found |= {(ends[-1].newest.day - ends[0].newest.day).days} if ends else set()
        found |= {one.stale_days for one in facts.series}
        own = [reading.day for each in self.shown for reading in each]
        return found | ({(max(own) - day).days for day in own} if own else set())

    @cached_property
    def lengths(self) -> set[float]:
        """The same in days and parts of one, where readings have a time of day."""
        timed = [reading for each in self.shown for reading in each if not reading.whole_day]
        between = {abs((one.time - other.time).total_seconds()) / _DAY for one in timed for other in timed}
        return {*map(float, self.durations), *between} - {0.0}

    def crossed(self, one: int, moments: Sequence[Moment]) -> list[Crossing]:
        """The crossings after which one of the two was ahead; of those, when days are said, the ones that happened then."""
        ahead = [crossing for crossing in self.facts.crossings if crossing.ahead == (one == 0)]
        days = sorted(day for moment in moments for day in self.all_days if moment.says(day))
        if not moments:
            return ahead
        return [crossing for crossing in ahead if days and _happened(crossing, days)]

    def stable(self, place: int, moments: Sequence[Moment]) -> bool:
        """Whether a count changed by less than one in a hundred, over some span that a card measures by."""
        if place >= len(self.series):
            return True
        if place < len(self.shown) and len({reading.count for reading in self.shown[place]}) == 1:
            return True
        one = self.facts.series[place]
        spans = [*self.spans(place, moments), *([(one.baseline, one.latest)] if one.baseline else [])]
        return len(self.series[place]) == 1 or any(_is_stable(earlier, later) for earlier, later in spans)

    @cached_property
    def small_numbers(self) -> set[int]:
        """Numbers that count platforms and missing readings."""
        facts = self.facts
        shown = _SHOWN.get(self.kind, 2)
        return {one.gaps for one in facts.series} | {len(facts.series) - shown, len(facts.series)}

    @cached_property
    def rates(self) -> list[float]:
        """Followers a day."""
        return [abs(one.per_day) for one in self.facts.series if one.per_day is not None]


def _is_stable(earlier: Reading, later: Reading) -> bool:
    """Of counts that may have been higher or lower between: a count that is back where it was is stable by what a card shows."""
    changed, blur = abs(later.count - earlier.count), earlier.half_width + later.half_width
    return changed * _STABLE <= min(earlier.count, later.count) + blur * _STABLE


def _happened(crossing: Crossing, days: Sequence[date]) -> bool:
    """Whether a crossing was seen at the day said, or lies between the days said."""
    before, after = crossing.before, crossing.after
    began, ended = max(before.challenger.day, before.rival.day), min(after.challenger.day, after.rival.day)
    return ended <= days[-1] and (days[0] <= began or ended <= days[0])


def _compared(one: Reading, other: Reading) -> int | None:
    lead, blur = one.count - other.count, one.half_width + other.half_width
    if abs((one.day - other.day).days) > 1 or (blur and abs(lead) <= blur):
        return None
    return (lead > 0) - (lead < 0)
