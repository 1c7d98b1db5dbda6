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
    """Seconds that an answer asks to wait before the next request of its kind; 0 when it does not. `now` is a Unix time."""
    return max(retry_wait(status, headers, now), limit_wait(status, headers, now))


def retry_wait(status: int, headers: Mapping[str, str], now: float) -> float:
    """Seconds for which the server wants to be left alone: `Retry-After`, seconds or a date, counts on any answer but a success."""
    after = headers.get("retry-after", "").strip() if status >= 400 else ""
    return _seconds(after, now) if after else 0.0


def limit_wait(status: int, headers: Mapping[str, str], now: float) -> float:
    """Seconds to the reset of a rate limit of which nothing is left: ISO 8601 on Mastodon and GoToSocial, Unix seconds on X, Bluesky.

    Servers count each kind of request by itself: whoever may not upload any more may still post.
    """
    spent = status == 429 or any(headers.get(name, "").strip() == "0" for name in _REMAINING)
    return max((_seconds(value.strip(), now) for name in _RESETS if spent and (value := headers.get(name))), default=0.0)


def _seconds(text: str, now: float) -> float:
    """Seconds from now to what a header says: seconds, a Unix time, an ISO date-time, or a date as in mails."""
    with suppress(ValueError, OverflowError, TypeError):
        if text.isascii() and text.isdigit():
            number = float(text[:20])
            return max(0.0, number - now if number >= _FIRST_MOMENT else number)
        moment = datetime.fromisoformat(text) if text[:1].isdigit() else parsedate_to_datetime(text)
        return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now)
    return 0.0
