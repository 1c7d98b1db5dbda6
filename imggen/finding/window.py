"""The window: which readings are in use, up to one moment and since another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from imggen.errors import InputError
from imggen.finding.pairs import DAY
from imggen.series import Comparison, Series

Moment = date | datetime
"""A date is the whole day in the comparison's time zone; a date-time without an offset is in that zone too."""


def narrowed(comparison: Comparison, as_of: Moment | None, since: Moment | timedelta | None) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison without the readings after `as_of` and before `since`, and what there is to say about it.

    A timedelta counts back from the newest reading of all. `since` leaves every series its newest reading. Third and
    further series that have no reading by `as_of` are left out, with a sentence. Raises InputError when the challenger or
    the rival has none.
    """
    doubts: list[str] = []
    used = comparison
    if as_of is not None:
        used = replace(used, series=_until(used, bound(as_of, used.timezone), doubts))
    if since is not None:
        start = _counted_back(used, since) if isinstance(since, timedelta) else bound(since, used.timezone)
        used = replace(used, series=tuple(_from(one, start, used.timezone) for one in used.series))
    return used, tuple(doubts)


def bound(moment: Moment, timezone: str) -> Moment:
    """The moment as `by` takes it: a date as it is, a date-time in UTC.

    Two times of one zone object would be compared by their clocks, and those go back once a year.
    """
    if not isinstance(moment, datetime):
        return moment
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def by(bound: Moment, time: datetime, day: date) -> bool:
    """Whether a time, which is shown as `day`, is not after the bound."""
    return time <= bound if isinstance(bound, datetime) else day <= bound


def _counted_back(comparison: Comparison, span: timedelta) -> Moment:
    newest = max((one.readings[-1] for one in comparison.series), key=lambda reading: reading.time.timestamp())
    try:
        return newest.day - timedelta(days=span // DAY) if newest.whole_day else newest.time.astimezone(UTC) - span
    except OverflowError:
        return date.min


def _until(comparison: Comparison, end: Moment, doubts: list[str]) -> tuple[Series, ...]:
    left = []
    for place, one in enumerate(comparison.series):
        readings = tuple(reading for reading in one.readings if by(end, reading.time, reading.day))
        if readings:
            missing = tuple(time for time in one.missing if by(end, time, _day(time, comparison.timezone)))
            left.append(replace(one, readings=readings, missing=missing))
            continue
        what, instead = f"no reading by {end.isoformat()}", f"its first is of {one.readings[0].day.isoformat()}"
        if place < 2:
            raise InputError(what, one.platform.name, instead)
        doubts.append(f"{one.platform.name} has {what} and is left out; {instead}.")
    return tuple(left)


def _from(series: Series, start: Moment, timezone: str) -> Series:
    def kept(time: datetime, day: date) -> bool:
        return time >= start if isinstance(start, datetime) else day >= start

    readings = tuple(reading for reading in series.readings if kept(reading.time, reading.day))
    missing = tuple(time for time in series.missing if kept(time, _day(time, timezone)))
    return replace(series, readings=readings or series.readings[-1:], missing=missing)


def _day(time: datetime, timezone: str) -> date:
    return time.astimezone(ZoneInfo(timezone)).date()
