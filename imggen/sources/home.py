"""Homes: the server that an account is on, found by WebFinger, and what it runs, found by NodeInfo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin, literal_address, origin_of
from imggen.network.answer import Answer
from imggen.network.nodeinfo import DISCOVERY, software_of
from imggen.platforms import PLATFORMS
from imggen.sources.address import Address, find_address
from imggen.sources.header import platform_of

if TYPE_CHECKING:
    from imggen.network.client import Client

_JRD = "application/jrd+json, application/json"
_ELSEWHERE = frozenset(platform for platform in PLATFORMS if not platform.fediverse)


@dataclass(frozen=True, slots=True)
class Home:
    """Where to ask for an account."""

    address: Address
    """As its own server calls it."""
    origin: Origin
    """The server that answers for it: `social.example.org` for an account of `example.org`."""
    software: str = ""
    """What NodeInfo calls it, in lower case; empty when it does not say, or names another network."""
    actor: str = ""
    """The web address of its ActivityPub document; empty when WebFinger has none."""


@dataclass(frozen=True, slots=True)
class _Card:
    """What WebFinger says of an account."""

    address: Address
    actor: str
    origin: Origin


class NoAccountError(ServerError):
    """The server says that there is no such account, or no longer."""


def gone(host: str) -> NoAccountError:
    """What the status 410 says of an account, whichever of its addresses has it."""
    return NoAccountError("the account is gone: deleted, or suspended for good", host, status=410)


def find_home(client: Client, address: Address, *, allow_local: bool = False) -> Home:
    """Where an account of the fediverse is at home. Raises ServerError when that can't be found out, NoAccountError when it is gone.

    Follows RFC 7033, and checks both ways: who is named by another server must be known to that server by the same name.
    """
    server = origin_at(address.host, allow_local=allow_local)
    card = _card(client, server, address)
    if card is None:
        origin, software = _software(client, server)
        return Home(address, origin, software)
    if card.address.host != address.host:
        server = origin_at(card.address.host, allow_local=allow_local)
        card = _confirmed(client, server, card)
    if card.origin != server:
        card = _confirmed(client, card.origin, card)
    origin, software = _software(client, card.origin)
    return Home(card.address, card.origin if not software else origin, software, card.actor)


def _software(client: Client, server: Origin) -> tuple[Origin, str]:
    """What a server says that it runs, and where it answers; nothing of what another host says, or of a name that is another network's.

    Either would give it the count of an account that is not its own.
    """
    origin, software = software_of(client, server)
    if origin != server and not origin.host.endswith(f".{server.host}"):
        return server, ""
    foreign = software and platform_of(software, server.authority) in _ELSEWHERE
    return origin, "" if foreign else software


def origin_at(host: str, *, allow_local: bool) -> Origin:
    """The origin of a server: asked without encryption only on this machine, and only where that is allowed."""
    https = origin_of(f"https://{host}")
    address = literal_address(https.host)
    local = https.host == "localhost" or (address is not None and address.is_loopback)
    return origin_of(f"http://{host}") if local and allow_local else https


def _card(client: Client, server: Origin, address: Address) -> _Card | None:
    """What WebFinger says; None where there is no WebFinger, or none that names an ActivityPub document."""
    asked = f"acct:{address.user}@{address.host}"
    answer = client.get(f"{server}/.well-known/webfinger", params={"resource": asked}, accept=_JRD, keep=DISCOVERY)
    if answer.status == 410:
        raise gone(server.authority)
    if answer.status in (400, 401, 403, 404, 405) or (answer.ok and answer.is_page):
        return None
    if not answer.ok:
        raise answer.refusal()
    table = answer.table()
    actor = _actor(table.get("links"), group=address.group)
    return _Card(_subject(table.get("subject"), address), actor, _origin(answer, actor)) if actor else None


def _actor(links: Any, *, group: bool) -> str:
    """The ActivityPub document that the links name: of a community first when one was asked for, as Lemmy gives two."""
    found = []
    for link in links[:50] if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "self" and isinstance(link.get("href"), str):
            kind, properties = str(link.get("type", "")), link.get("properties")
            told = properties.get("https://www.w3.org/ns/activitystreams#type") if isinstance(properties, dict) else ""
            if "activity+json" in kind or "ld+json" in kind:
                found.append(((told == "Group") != group, link["href"]))
    return min(found)[1] if found else ""


def _subject(subject: Any, asked: Address) -> Address:
    """The account that WebFinger says it is about."""
    try:
        found = find_address(str(subject).removeprefix("acct:"))
    except InputError:
        return asked
    if found.network != "fediverse":
        return asked
    # Some servers leave out the port.
    host = asked.host if found.host == asked.host.rpartition(":")[0] else found.host
    return Address("fediverse", found.user, host, group=asked.group)


def _origin(answer: Answer, actor: str) -> Origin:
    try:
        return origin_of(actor)
    except InputError:
        raise answer.error("its WebFinger names no web address") from None


def _confirmed(client: Client, server: Origin, card: _Card) -> _Card:
    """The same account as another server, the one that is named, knows it. Raises ServerError when it does not."""
    own = _card(client, server, card.address)
    same = own is not None and own.address.user.lower() == card.address.user.lower() and own.actor == card.actor
    if own is None or not same:
        what = f"it is named as the server of {card.address}, and does not know that account"
        raise ServerError(what, server.authority, "name the account as its own server does")
    return own
