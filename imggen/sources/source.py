"""The contract of a source: an account at home on a server, its followers counted. One file in `servers` is one source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from imggen import registry
from imggen.network.addresses import Origin
from imggen.network.token import Token
from imggen.sources.found import Found
from imggen.sources.home import Home

if TYPE_CHECKING:
    from imggen.network.client import Client

_PACKAGE = "imggen.sources.servers"
KEPT = 900.0
"""Seconds: the manners of the fediverse want no server asked for the same number more often than every quarter of an hour."""


def no_token(origin: Origin) -> Token | None:  # noqa: ARG001 - what every finder of tokens takes
    """Ask every server as a stranger."""
    return None


@dataclass(frozen=True, slots=True)
class Visit:
    """What a source asks with."""

    client: Client
    token_of: Callable[[Origin], Token | None] = no_token
    """The owner's token for a server, where there is one."""
    keep: float = KEPT
    """Seconds for which a count is not asked for again; 0 to ask anew."""


class Source(Protocol):
    """A way to count. A module in `servers` offers one under the name SOURCE."""

    name: str
    software: frozenset[str]
    """What NodeInfo calls the servers that it is for. Nothing for X and Bluesky: an address selects those, never a server's own words."""

    def count(self, home: Home, visit: Visit) -> Found:
        """Find the count of an account. Raises ServerError where another source may be tried; what is settled is returned."""
        ...


@cache
def _sources() -> dict[str, Source]:
    return {name: registry.find(_PACKAGE, name, "source").SOURCE for name in registry.names(_PACKAGE)}


def find_source(name: str) -> Source:
    """The source of that name. Raises InputError when there is none."""
    source: Source = registry.find(_PACKAGE, name, "source").SOURCE
    return source


def sources_for(software: str) -> list[Source]:
    """What to try for a server, in that order: what knows its software, else what many servers speak; ActivityPub in any case."""
    knowing = [source for source in _sources().values() if software in source.software]
    names = ["activitypub"] if knowing else ["activitypub", "mastodon", "misskey"]
    return [*knowing, *(find_source(name) for name in names if find_source(name) not in knowing)]
