"""Pairs: which reading of the challenger is compared with which of the rival, and where the lead changed sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from math import inf

from imggen.facts import PAIR_WITHIN, Crossing, Pair
from imggen.series import Reading, Series

DAY = timedelta(days=1)

_ANOTHER_DAY = 1e12
"""Seconds, more than there are from the first year to the last: pairs that mix two days come after all that don't."""


def apart(one: Reading, other: Reading) -> timedelta:
    """How far apart two readings are: two bare days by their calendar days of 24 hours, else by the time that really passed.

    Clock changes thus never bring two days nearer or part them.
    """
    if one.whole_day and other.whole_day:
        return abs(one.day - other.day)
    return timedelta(seconds=abs(one.time.timestamp() - other.time.timestamp()))


def find_pairs(challenger: Series, rival: Series, within: timedelta = PAIR_WITHIN) -> tuple[Pair, ...]:
    """The pairs of two series, oldest first, none twice.

    Whenever something is read, the newest readings of both are a candidate if they are at most `within` apart. A candidate
    is left out when its older reading already stands in a better pair: one of a single calendar day before one that mixes
    two, then one whose readings are nearer in time. A count taken at eight thus waits for the other one of the evening, or
    of the next second, and is not held against yesterday's. The last candidate is always kept: what is newest is compared.

    Only the past decides, so a later reading never takes a pair away, but for the last one.
    """
    kept: list[Pair] = []
    closest = inf
    left_out = None
    for ours, theirs, closeness in _candidates(challenger.readings, rival.readings, within.total_seconds()):
        # What it shares with the last pair is its older reading: the newer one has just been read.
        if closeness > closest and (ours is kept[-1].challenger or theirs is kept[-1].rival):
            left_out = ours, theirs
            continue
        kept.append(Pair(ours, theirs))
        closest, left_out = closeness, None
    return (*kept, Pair(*left_out)) if left_out else tuple(kept)


def _candidates(ours: Sequence[Reading], theirs: Sequence[Reading], within: float) -> Iterator[tuple[Reading, Reading, float]]:
    """The newest reading of both at each time at which something is read, and how close they are: the smaller, the better."""
    our_times = [*(reading.time.timestamp() for reading in ours), inf]
    their_times = [*(reading.time.timestamp() for reading in theirs), inf]
    i = j = 0  # how many were read so far
    while (next_ours := our_times[i]) < inf or their_times[j] < inf:
        next_theirs = their_times[j]
        i += next_ours <= next_theirs
        j += next_theirs <= next_ours
        if not i or not j:
            continue
        one, other = ours[i - 1], theirs[j - 1]
        if next_ours == next_theirs:
            yield one, other, 0.0
            continue
        seconds = abs(our_times[i - 1] - their_times[j - 1])
        mixed = one.day != other.day
        if mixed and one.whole_day and other.whole_day:
            seconds = apart(one, other).total_seconds()
        if seconds <= within:
            yield one, other, seconds + mixed * _ANOTHER_DAY


def find_crossings(pairs: Iterable[Pair]) -> tuple[Crossing, ...]:
    """Where the challenger surely changed sides, oldest first: the last pair on the old side and the first on the new one.

    Ties and pairs whose sign the rounding hides are passed over; coming back from them to the same side is no crossing.
    """
    crossings = []
    before: Pair | None = None
    side = 0
    for pair in pairs:
        sign = pair.sign
        if not sign:
            continue
        if before is not None and sign != side:
            crossings.append(Crossing(before, pair))
        before, side = pair, sign
    return tuple(crossings)
