"""Regular times in the campaign's time zone, as people write them: `day 18:00`, `monday 09:00`, `month`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from imggen.errors import InputError, did_you_mean
from imggen.sources.words import shown

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CATCH_UP = timedelta(days=1)
"""How long after its time something is still done, unless that is said."""

_TIME = re.compile(r"(\w+)(?:\s+(\d{1,2}):(\d{2}))?")
_SPAN = re.compile(r"(\d{1,4})\s*([hd])")
_LONGEST_WAIT = 32
"""Days: more than there are between two times of any kind."""


@dataclass(frozen=True, slots=True)
class Every:
    """A time that comes again."""

    day: str
    """`day`, one of WEEKDAYS, or `month` for its first day."""
    clock: time = time()

    def last(self, now: datetime, zone: tzinfo) -> datetime:
        """The last time that it was, at or before `now`, in that zone.

        Where the clocks go back it is the earlier one of two; one that they skip is as much later as they skip.
        """
        today = now.astimezone(zone).date()
        for back in range(_LONGEST_WAIT + 1):
            day = today - timedelta(days=back)
            found = datetime.combine(day, self.clock, zone)
            # Times of one zone are compared by its clock, which repeats an hour.
            if self._on(day.weekday(), day.day) and found.astimezone(UTC) <= now.astimezone(UTC):
                return found
        raise AssertionError(self)

    def _on(self, weekday: int, number: int) -> bool:
        return self.day == "day" or self.day == WEEKDAYS[weekday] or (self.day == "month" and number == 1)


def find_every(text: str) -> Every:
    """The regular time that a text names. Raises InputError for any other text."""
    match = _TIME.fullmatch(text.strip().lower())
    known = ("day", *WEEKDAYS, "month")
    if match is None or match[1] not in known:
        hint = did_you_mean(match[1], known) if match else ""
        raise InputError(f"found {shown(text)}", instead=f'expected "day 18:00", "monday 09:00" or "month"{hint}')
    try:
        return Every(match[1], time(int(match[2] or 0), int(match[3] or 0)))
    except ValueError:
        raise InputError(f"found {shown(text)}, and there is no such time of day", instead='write it as "monday 09:00"') from None


def find_span(text: str) -> timedelta:
    """The span of time that a text names: `12h`, `3d`. Raises InputError for any other text."""
    match = _SPAN.fullmatch(text.strip().lower())
    if match is None:
        raise InputError(f"found {shown(text)}", instead='expected a span of time such as "12h" or "3d"')
    return timedelta(hours=int(match[1])) if match[2] == "h" else timedelta(days=int(match[1]))


def last_of(times: Iterable[Every], now: datetime, zone: tzinfo) -> datetime | None:
    """The last of several regular times; None when there is none."""
    return max((one.last(now, zone) for one in times), key=datetime.timestamp, default=None)
