"""What is found of an account: a count, that it is hidden, or why it is not known. Never a 0 that may be no count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from imggen.network.answer import shortened

State = Literal["known", "hidden", "unknown"]
LARGEST = 10**12
"""More followers than there are accounts anywhere: not a count."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a server says of an account."""

    state: State
    count: int | None = None
    why: str = ""
    """What else has to be said: why there is no count, or where the account has gone."""
    name: str = ""
    """What the server calls the account, `name@server`, where that is not what was asked for."""
    moved_to: str = ""
    """The account that took its place: a handle or a web address."""
    fetched: float = 0.0
    """When the server said it, as a Unix time."""


def known(count: int, *, fetched: float, name: str = "", moved_to: str = "") -> Found:
    """A count that a server gave."""
    return Found("known", count, name=name, moved_to=moved_to, fetched=fetched)


def hidden(why: str = "its owner hides the number", *, fetched: float = 0.0, moved_to: str = "") -> Found:
    """A count that is not shown to the public."""
    return Found("hidden", why=why, moved_to=moved_to, fetched=fetched)


def unknown(why: str, *, fetched: float = 0.0, moved_to: str = "") -> Found:
    """No count, and why. What a server said stands in it on one line, shortened."""
    return Found("unknown", why=shortened(why), moved_to=moved_to, fetched=fetched)


def perhaps_hidden(host: str, *, fetched: float, moved_to: str = "") -> Found:
    """A 0 of a server of which it is not known that it says so for no follower only."""
    return unknown(f"{host}: says 0, which may mean that the number is hidden", fetched=fetched, moved_to=moved_to)


def as_count(value: Any) -> int | None:
    """The count that a JSON value is; None for anything else, negative numbers included."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < LARGEST else None


def text_of(value: Any) -> str:
    """The text that a JSON value is, shortened; empty for anything else."""
    return shortened(value) if isinstance(value, str) else ""
