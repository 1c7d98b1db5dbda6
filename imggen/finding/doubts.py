"""Doubts: what looks wrong in a series but may be true. It is drawn as it is, and said to the user in one sentence each."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from imggen.facts import PAIR_WITHIN
from imggen.finding.pairs import DAY, apart
from imggen.series import Reading, Series

ENOUGH = 8
"""How many readings it takes to know what is usual."""

_FROZEN = timedelta(days=7)
_FALL_LEAST = 10

Step = tuple[Reading, Reading]


def find_doubts(series: Series, frozen: tuple[Step, ...], newest: Series, within: timedelta = PAIR_WITHIN) -> tuple[str, ...]:
    """One sentence each, in plain English, with platform and dates, at most one of a kind: a fall, a jump, a frozen run, a stale series.

    `frozen` are the series' own `frozen_runs`; `newest` is the series with the newest reading of all.
    """
    sentences = (_fall(series), _jump(series), _frozen(frozen), _stale(series, newest, within))
    return tuple(f"{series.platform.name} {sentence}." for sentence in sentences if sentence)


def frozen_runs(series: Series) -> tuple[Step, ...]:
    """First and last reading of every run of at least 8 equal, exact counts over at least 7 days, oldest first."""
    readings = series.readings
    if len(readings) < ENOUGH:
        return ()
    counts = [reading.count for reading in readings]
    changes = [place for place, count in enumerate(counts) if count != counts[place - 1] and place]
    runs = [readings[start:end] for start, end in pairwise((0, *changes, len(counts))) if end - start >= ENOUGH]
    return tuple((run[0], run[-1]) for run in runs if apart(run[0], run[-1]) >= _FROZEN and all(reading.exact for reading in run))


def usual_daily_change(series: Series) -> float | None:
    """The median of the changes from day to day, without their sign, by the last reading of each day.

    At least 1, because most days of a small account bring nothing; None with fewer than 8 days.
    """
    days = list({reading.day: reading for reading in series.readings}.values())
    if len(days) < ENOUGH:
        return None
    changes = sorted(abs(later.count - earlier.count) / (later.day - earlier.day).days for earlier, later in pairwise(days))
    middle = len(changes) // 2  # the module `statistics` would take longer to import than everything else here
    return max(1.0, (changes[middle] + changes[-1 - middle]) / 2)


def _fall(series: Series) -> str:
    steps = (step for step in pairwise(series.readings) if step[0].count - step[1].count > _FALL_LEAST)
    falls = [step for step in steps if _falls(step)]
    if not falls:
        return ""
    earlier, later = max(falls, key=_change)
    return f"falls from {_told(earlier)} to {_told(later)}"


def _jump(series: Series) -> str:
    usual = usual_daily_change(series)
    if usual is None:
        return ""
    limit = 10 * usual
    steps = [step for step in pairwise(series.readings) if not -limit <= step[1].count - step[0].count <= limit]
    jumps = [step for step in steps if _change(step) > limit * max(1.0, apart(*step) / DAY) and not _falls(step)]
    if not jumps:
        return ""
    earlier, later = max(jumps, key=_change)
    return f"goes from {_told(earlier)} to {_told(later)}, more than 10 times its usual change a day"


def _frozen(runs: tuple[Step, ...]) -> str:
    if not runs:
        return ""
    first, last = runs[-1]
    return f"stands at {first.count} in every reading from {first.day.isoformat()} to {last.day.isoformat()}"


def _stale(series: Series, newest: Series, within: timedelta) -> str:
    latest, other = series.readings[-1], newest.readings[-1]
    if apart(latest, other) <= within:
        return ""
    return f"was last counted on {latest.day.isoformat()}, but {newest.platform.name} on {other.day.isoformat()}"


def _change(step: Step) -> int:
    """By how much the count surely changed, without its sign."""
    earlier, later = step
    return abs(later.count - earlier.count) - earlier.half_width - later.half_width


def _falls(step: Step) -> bool:
    """Whether more than a tenth is surely lost, and more than a handful."""
    earlier, later = step
    return later.count < earlier.count and _change(step) > max(_FALL_LEAST, earlier.count / 10)


def _told(reading: Reading) -> str:
    return f"{'' if reading.exact else 'about '}{reading.count} on {reading.day.isoformat()}"
