"""What the numbers say. Numbers in, numbers out: no words, no pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from imggen.series import Comparison, Reading, Series

PAIR_WITHIN = timedelta(hours=24)


class Phase(Enum):
    """Where challenger and rival stand: the first that holds, in the order of `find_facts`."""

    LEVEL = "level"
    SLIPPING_BACK = "slipping back"
    CLOSING = "closing"
    FAR_BEHIND = "far behind"
    BEHIND = "behind"
    OVERTAKEN = "overtaken"
    JUST_AHEAD = "just ahead"
    AHEAD = "ahead"
    UNCLEAR = "unclear"
    """There is a pair, and the rounding of its counts could turn the lead round."""
    APART = "apart"
    """There are two series and no pair: the counts are of different days and can't be compared."""
    ALONE = "alone"
    """There is no rival."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A reading of the challenger and one of the rival, close enough in time to be compared."""

    challenger: Reading
    rival: Reading

    @property
    def lead(self) -> int:
        """By how many the challenger is ahead; negative when it is behind. Only as sure as `blur` allows."""
        return self.challenger.count - self.rival.count

    @property
    def gap(self) -> int:
        """The lead without its sign."""
        return abs(self.lead)

    @property
    def blur(self) -> int:
        """How far the true lead may be from `lead`: the sum of the half-widths; 0 when both counts are exact."""
        return self.challenger.half_width + self.rival.half_width

    @property
    def sign(self) -> int | None:
        """1 ahead, 0 level, -1 behind; None when the rounding could turn it round."""
        lead, blur = self.lead, self.blur
        if blur and -blur <= lead <= blur:
            return None
        return (lead > 0) - (lead < 0)

    @property
    def newest(self) -> Reading:
        """The later of the two readings: the pair's own time and day."""
        return self.rival if self.rival.time > self.challenger.time else self.challenger

    @property
    def one_day(self) -> bool:
        """Whether both readings are of the same calendar day."""
        return self.challenger.day == self.rival.day


@dataclass(frozen=True, slots=True)
class Crossing:
    """The challenger went past the rival, or the other way, somewhere between two pairs. Never a date of its own."""

    before: Pair
    after: Pair

    @property
    def ahead(self) -> bool:
        """True when the challenger came out ahead."""
        return self.after.lead > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A change in a count, and how far the true one may be from it."""

    number: int
    blur: int = 0

    @property
    def sure(self) -> bool:
        """Whether the rounding leaves its direction standing."""
        return self.blur == 0 or abs(self.number) > self.blur


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What one series says by itself."""

    series: Series
    first: Reading
    latest: Reading
    baseline: Reading | None
    """Challenger and rival: its reading in the baseline pair. Without any pair, and for other series: by the same rule on
    its own readings. None with a single reading, or a single pair."""
    change: Difference | None
    """From the first reading to the latest; None with a single reading."""
    change_since_baseline: Difference | None
    """From the baseline to its reading in the last pair (without one, to its latest); None when that is one and the same reading."""
    per_day: float | None
    """Followers a day over that change; None under a day of span, or when the rounding hides the direction."""
    high: Reading
    """Its highest count, the first time it was reached."""
    low: Reading
    """Its lowest count, the first time it was reached."""
    gaps: int
    """How many expected readings are missing between its first and its latest."""
    stale_days: int
    """How many whole days older its latest reading is than the newest of all series; 0 for the newest."""
    frozen_since: Reading | None
    """The first reading of a run of at least 8 equal, exact counts over at least 7 days that lasts until its latest; else None."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """When the lines may cross if both rates hold: whole days after the latest pair, a range, never one day."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the numbers of one comparison say."""

    comparison: Comparison
    """The readings in use, and only those."""
    series: tuple[SeriesFacts, ...]
    """In the comparison's order: the challenger first, the rival second."""
    phase: Phase
    pairs: tuple[Pair, ...]
    """Every pair that `imggen.finding.pairs` keeps, oldest first; those that crossings are read from."""
    pair: Pair | None
    """The last pair: what is compared, and whose date is said."""
    first_pair: Pair | None
    baseline: Pair | None
    """The pair that changes are measured from; None when there is one pair only."""
    crossings: tuple[Crossing, ...]
    """Oldest first. A tie on the way counts once, when it is left on the other side; leaving a tie that began it all is none."""
    ratio: float | None
    """Challenger divided by rival in the last pair; None without a pair or when the rival has 0."""
    share: float | None
    """The challenger's part of both, 0 to 1; None without a pair or when both have 0."""
    days: int
    """Whole calendar days from the first to the newest of the readings in use."""
    estimate: Estimate | None
    doubts: tuple[str, ...]
    """Data that look wrong but may be true, one English sentence each: a jump, a frozen run, a fall, a stale series."""
