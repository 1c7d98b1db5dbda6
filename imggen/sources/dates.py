"""Dates as people and programs write them, in the campaign's time zone and never in the machine's."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from imggen.errors import InputError, did_you_mean
from imggen.sources.words import at, plain, shown

EXPECTED = "an existing date is expected, such as 2023-09-04"
ORDERS = ("dmy", "mdy")
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST = 60

Where = Callable[[int], str]
"""The place of the value with this index, for error messages."""

_NOT_PLACES = {"localtime", "posixrules", "Factory"}
_CLOCK = r"(?:(?:[t ]|, )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _CLOCK, re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})" + _CLOCK, re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was counted: a time with its offset, and the calendar day it falls on in the campaign's time zone."""

    time: datetime
    day: date
    whole_day: bool


def find_zone(name: str) -> tzinfo:
    """The time zone of that name, such as `Europe/Paris`. Raises InputError for any other, the machine's own included."""
    if name.upper() == "UTC":
        return UTC
    with suppress(KeyError, ValueError, OSError):
        if name not in _NOT_PLACES:
            return zoneinfo.ZoneInfo(name)
    hint = did_you_mean(name, zoneinfo.available_timezones())  # which reads the whole folder: only when a name is wrong
    raise InputError(f"found {shown(name)}, expected a name such as Europe/Paris{hint}", "timezone")


def find_order(texts: Sequence[str], where: Where) -> str | None:
    """Whether the dates of a column that end with their year start with the day (`dmy`) or with the month (`mdy`).

    None when no date of the column does. Raises InputError when both are possible and give different days.
    """
    unsure = ((i, plain(text[:LONGEST])) for i, text in enumerate(texts) if not text[:4].isdigit())
    found = [(i, match) for i, text in unsure if (match := _YEAR_LAST.fullmatch(text))]
    fitting = [order for order in ORDERS if all(_calendar_day(match, order) for _, match in found)]
    if len(fitting) == 1:
        return fitting[0]
    unlike = [i for i, match in found if _calendar_day(match, "dmy") != _calendar_day(match, "mdy")]
    if fitting and unlike:
        first = unlike[0]
        what = f"found {shown(texts[first])}, which can start with the day or with the month"
        raise InputError(what, where(first), "say which with --dates dmy or --dates mdy, or write it as 2023-09-04")
    return "dmy" if found else None


def parse_date(text: str, order: str | None = None) -> date | datetime:
    """The date, or the date and time, that a text gives: ISO, or with the year last in the order `dmy` or `mdy`.

    A datetime is naive unless the text has an offset. Raises InputError when the text is no existing date.
    """
    folded = plain(text) if len(text) <= LONGEST else ""
    match = _YEAR_FIRST.fullmatch(folded) or (_YEAR_LAST.fullmatch(folded) if order else None)
    day = _calendar_day(match, order) if match else None
    if match is None or day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _refusal(text)
    if match[5] is None:
        return day
    try:
        fraction = int((match[8] or "0")[:6].ljust(6, "0"))
        clock = time(int(match[5]), int(match[6]), int(match[7] or 0), fraction, _offset(match[9]))
    except ValueError:
        raise _refusal(text) from None
    return datetime.combine(day, clock)


def is_date(text: str) -> bool:
    """Whether a text reads as a date in any order."""
    for order in ORDERS:
        try:
            parse_date(text, order)
        except InputError:
            continue
        return True
    return False


def find_moments(values: Sequence[object], where: Where, zone: tzinfo, order: str | None = None) -> list[Moment]:
    """The moments that the texts, dates and datetimes of one column give, in their order.

    Date-times must all have an offset or all have none; without one they are local times of `zone`. A bare date is that
    whole day and stands at its noon; so do date-times without offset that are all at midnight, as data frames and
    spreadsheets write days. Raises InputError with the place of the first value that can't be used.
    """
    if order not in {None, *ORDERS}:
        raise InputError(f"found {shown(order)}", "dates", f"expected {' or '.join(ORDERS)}")
    texts = [value if isinstance(value, str) else "" for value in values]
    order = order or find_order(texts, where)
    stamps = [_stamp(value, order, index, where) for index, value in enumerate(values)]
    _check_offsets(stamps, where)
    times = [stamp for stamp in stamps if isinstance(stamp, datetime)]
    if all(stamp.tzinfo is None and stamp.time() == time() for stamp in times):
        stamps = [stamp.date() if isinstance(stamp, datetime) else stamp for stamp in stamps]
    return [moment_of(stamp, zone) for stamp in stamps]


def moment_of(stamp: date | datetime, zone: tzinfo) -> Moment:
    """The moment of a day or of a time; a naive time is local to `zone`, the earlier one where the clocks went back."""
    if not isinstance(stamp, datetime):
        return Moment(datetime.combine(stamp, time(12), zone), stamp, whole_day=True)
    local = stamp.replace(tzinfo=zone, fold=0) if stamp.tzinfo is None else stamp.astimezone(zone)
    # With an offset of its own, not the zone's: times of one zone are compared by the clock on the wall, which goes back in autumn.
    offset = local.utcoffset() or timedelta(0)
    return Moment(local.replace(tzinfo=timezone(offset), fold=0), local.date(), whole_day=False)


def _stamp(value: object, order: str | None, index: int, where: Where) -> date | datetime:
    """A value of a date column as a day or a time."""
    try:
        if isinstance(value, str):
            return parse_date(value, order)
        if isinstance(value, date) and FIRST_YEAR <= value.year <= LAST_YEAR:
            return _bare(value) if isinstance(value, datetime) else value
    except InputError as error:
        raise at(error, where(index)) from None
    raise at(_refusal(value), where(index))


def _bare(value: datetime) -> datetime:
    """The same time without what a subclass, such as that of pandas, adds."""
    clock = (value.hour, value.minute, value.second, value.microsecond)
    return datetime(value.year, value.month, value.day, *clock, tzinfo=value.tzinfo, fold=value.fold)


def _refusal(value: object) -> InputError:
    return InputError(f"found {shown(value)}", instead=EXPECTED)


def _calendar_day(match: re.Match[str], order: str | None) -> date | None:
    """The day that a matched date gives; None when there is no such day."""
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        year, month, day = first, second, third
    else:
        year, month, day = (third, first, second) if order == "mdy" else (third, second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _offset(text: str | None) -> tzinfo | None:
    """The fixed offset that a date-time ends with. Raises ValueError from 24 hours on."""
    if text is None:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-size if text[0] == "-" else size)


def _check_offsets(stamps: Sequence[date | datetime], where: Where) -> None:
    """Refuse a column in which some date-times have an offset and others have none."""
    times = [(i, stamp) for i, stamp in enumerate(stamps) if isinstance(stamp, datetime)]
    for i, stamp in times:
        if (stamp.tzinfo is None) != (times[0][1].tzinfo is None):
            has = "no offset" if stamp.tzinfo is None else "an offset"
            what = f"found a time with {has}, unlike {where(times[0][0])}"
            raise InputError(what, where(i), "give all times an offset such as +02:00, or none")
