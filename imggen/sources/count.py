"""Counting: accounts are found, their servers asked, and each gets a count, *hidden*, or *unknown* and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from imggen.errors import ImggenError, InputError, NoAnswerError, ServerError
from imggen.network.addresses import Origin, origin_of
from imggen.network.token import Token
from imggen.sources.address import Address, find_address
from imggen.sources.found import Found, State, unknown
from imggen.sources.home import Home, NoAccountError, find_home, gone
from imggen.sources.recent import recall, remember
from imggen.sources.source import KEPT, Source, Visit, find_source, no_token, sources_for

if TYPE_CHECKING:
    from imggen.network.client import Client

_AT_ONCE = 8
_MOST_MOVES = 3
_CLOSED = (401, 403)
"""What a server says that answers no stranger."""
_ELSEWHERE = {"bluesky": "https://public.api.bsky.app", "x": "https://api.x.com"}


@dataclass(frozen=True, slots=True)
class Count:
    """What was found of one account."""

    account: str
    """As it was asked for."""
    software: str
    """What its server runs: `mastodon`, `lemmy`, `bluesky`; empty when that is not known."""
    count: int | None
    state: State
    why: str
    """Why there is no count; or what else there is to say: that the account has moved, or has another name."""
    time: datetime
    """When the server said it, in UTC, to the second."""
    source: str = ""
    """Whose word it is: the server, and the account where that is another than the one asked for."""

    @property
    def settled(self) -> bool:
        """Whether the count is known or hidden."""
        return self.state != "unknown"


def count(
    accounts: Sequence[str | Address],
    *,
    client: Client | None = None,
    allow_local: bool = False,
    fresh: bool = False,
    token_of: Callable[[Origin], Token | None] = no_token,
    done: Callable[[Count], None] = lambda _: None,
) -> list[Count]:
    """Count the followers of accounts, several at once, in the order in which they are given.

    `done` is called with each as it comes. What was asked in the last 15 minutes is not asked again, unless with `fresh`. An account that
    can't be counted is *unknown* and says why: no error is raised for a server's sake. Raises InputError, before anything is asked, for a
    text that names no account.
    """
    addresses = [one if isinstance(one, Address) else find_address(one) for one in accounts]
    names = [str(one).strip() for one in accounts]
    with shared_client(client, allow_local=allow_local) as shared:
        visit = Visit(shared, token_of, 0.0 if fresh else KEPT)

        def one(name: str, address: Address) -> Count:
            found = count_one(name, address, visit, allow_local=allow_local)
            done(found)
            return found

        pool = ThreadPoolExecutor(max(1, min(_AT_ONCE, len(addresses))))
        try:
            return list(pool.map(one, names, addresses))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def count_one(name: str, address: Address, visit: Visit, *, allow_local: bool = False) -> Count:
    """Count the followers of one account, and of the one it moved to."""
    seen: list[str] = []
    left: int | None = None
    while True:
        home, software, found = _asked(address, visit, allow_local=allow_local)
        seen.append(str(home.address))
        target = _next(found, seen)
        if target is None or len(seen) > _MOST_MOVES:
            return _concealed(_told(name, software, home, found, seen, left), visit.client)
        left = found.count if left is None else left
        address = target


def _asked(address: Address, visit: Visit, *, allow_local: bool) -> tuple[Home, str, Found]:
    """What the servers say of one account, or said a moment ago."""
    if recent := recall(visit.client, address, visit.keep):
        home, found = recent
        return home, home.software, found
    home, found = _asked_anew(address, visit, allow_local=allow_local)
    remember(visit.client, address, home, found, visit.keep)
    return home, home.software, found


def _asked_anew(address: Address, visit: Visit, *, allow_local: bool) -> tuple[Home, Found]:
    home = Home(address, origin_of(_ELSEWHERE.get(address.network, "https://server.invalid")), address.network)
    if address.network != "fediverse":
        return home, _tried([find_source(address.network)], home, visit)
    try:
        home = find_home(visit.client, address, allow_local=allow_local)
    except ImggenError as error:
        return replace(home, software=""), unknown(str(error))
    return home, _tried(sources_for(home.software), home, visit)


def _tried(sources: Sequence[Source], home: Home, visit: Visit) -> Found:
    """What the first source finds that gets an answer; else why none did. Who is silent is left alone, and an account that is gone."""
    errors: list[ServerError] = []
    for source in sources:
        try:
            return source.count(home, visit)
        except ServerError as error:
            errors.append(error)
            if error.status == 429 or isinstance(error, NoAnswerError) or (isinstance(error, NoAccountError) and error.status == 410):
                break
        except ImggenError as error:  # a token that was kept can't be had
            return unknown(str(error))
    return unknown(_refused(errors, home))


def _refused(errors: Sequence[ServerError], home: Home) -> str:
    """Why no source got an answer: that the account is gone, whichever was told so; else what the first one was told.

    What answers no stranger may hide that there is no such account, which another one was told.
    """
    first = errors[0]
    if home.address.network == "fediverse" and any(error.status == 410 for error in errors):
        return str(gone(home.origin.authority))
    if first.status in _CLOSED:
        return "; ".join((str(first), *(error.what for error in errors if isinstance(error, NoAccountError))))
    return f"no such account, or no longer: {first}" if first.status == 404 else str(first)


def _next(found: Found, seen: Sequence[str]) -> Address | None:
    """The account that took the place of this one, when it is another one of the fediverse: no server sends its reader to X or Bluesky."""
    if not found.moved_to:
        return None
    try:
        target = find_address(found.moved_to)
    except InputError:
        return None
    return target if target.network == "fediverse" and str(target) not in seen else None


def _told(name: str, software: str, home: Home, found: Found, seen: Sequence[str], left: int | None) -> Count:
    """A finding in words."""
    notes = [found.why] if found.why else []
    if len(seen) > 1:
        notes.append(f"moved to {seen[-1]}" + (f", {left} left behind" if left is not None else ""))
    elif found.moved_to:
        notes.append(f"moved to {found.moved_to}")
    elif found.name or not _is_same(name, home.address):
        notes.append(f"it is {found.name or home.address}")
    moment = datetime.fromtimestamp(int(found.fetched), UTC) if found.fetched else datetime.now(UTC).replace(microsecond=0)
    source = home.origin.authority + (f" {home.address}" if len(seen) > 1 or not _is_same(name, home.address) else "")
    return Count(name, software, found.count, found.state, "; ".join(notes), moment, source if found.state != "unknown" else "")


def _concealed(found: Count, client: Client) -> Count:
    """The same finding without secrets: a server may have put one it was sent into any word of its answer."""
    return replace(found, software=client.concealed(found.software), why=client.concealed(found.why), source=client.concealed(found.source))


def _is_same(name: str, address: Address) -> bool:
    """Whether a text names that account: the same one, however it was written."""
    try:
        asked = find_address(name)
    except InputError:
        return name.lstrip("@!").lower() == address.user.lower()
    return replace(asked, group=address.group, user=asked.user.lower()) == replace(address, user=address.user.lower())


@contextmanager
def shared_client(given: Client | None, *, allow_local: bool) -> Iterator[Client]:
    """The client that was given; else one for this once, with the user's cache."""
    if given is not None:
        yield given
        return
    from imggen.network.cache import user_cache
    from imggen.network.client import Client

    with Client(allow_local=allow_local, cache=user_cache()) as own:
        yield own
