"""Waiting: how long a server asks to be left alone, in each of the forms in which servers say it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Seconds to wait for a server; when it asks for more, that is an error that says so."""

_RESETS = ("x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
_REMAINING = ("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining")
_FIRST_MOMENT = 1_000_000_000
"""A number from here on is a Unix time; a smaller one is a number of seconds to wait."""


def asked_wait(status: int, headers: Mapping[str, str], now: float) -> float:
    """Seconds that an answer asks to wait before the next request; 0 when it does not. `now` is a Unix time.

    `Retry-After` (seconds or a date) counts on any answer but a success, the reset of a rate limit (ISO 8601 on Mastodon and
    GoToSocial, Unix seconds on X, Bluesky and others) when nothing is left of it.
    """
    waits = [0.0]
    if status >= 400 and (after := headers.get("retry-after", "").strip()):
        waits.append(_seconds(after, now))
    spent = status == 429 or any(headers.get(name, "").strip() == "0" for name in _REMAINING)
    if spent:
        waits += [_seconds(value.strip(), now) for name in _RESETS if (value := headers.get(name))]
    return max(waits)


def _seconds(text: str, now: float) -> float:
    """Seconds from now to what a header says: seconds, a Unix time, an ISO date-time, or a date as in mails."""
    with suppress(ValueError, OverflowError, TypeError):
        if text.isascii() and text.isdigit():
            number = float(text[:20])
            return max(0.0, number - now if number >= _FIRST_MOMENT else number)
        moment = datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
        return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now)
    return 0.0
