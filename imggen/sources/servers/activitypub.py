"""ActivityPub, which every server of the fediverse speaks: the account's document names its followers, which have `totalItems`.

From the W3C recommendation, and from the source of Mastodon, GoToSocial, Pixelfed, Pleroma and Firefish.
"""

from __future__ import annotations

from typing import Any

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin, origin_of
from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, hidden, known, perhaps_hidden, text_of, unknown
from imggen.sources.home import Home, NoAccountError, gone
from imggen.sources.source import Visit

_ACCEPT = 'application/activity+json, application/ld+json; profile="https://www.w3.org/ns/activitystreams"'
_SAY_NONE_AS_ZERO = frozenset({"mastodon"})
"""Software whose 0 is a count: it never writes 0 for a hidden one, as Pixelfed does."""
_LEAVE_OUT_HIDDEN = frozenset({"mastodon", "gotosocial"})
"""Software that leaves `totalItems` out when the count is hidden, and only then."""
_FORBID_HIDDEN = frozenset({"misskey", "firefish", "sharkey", "calckey", "cherrypick", "iceshrimp"})
"""Software that answers 403 when the count is hidden."""


class ActivityPub:
    """Any server of the fediverse, asked for the public documents of an account."""

    name = "activitypub"
    software: frozenset[str] = frozenset()

    def count(self, home: Home, visit: Visit) -> Found:
        """Read the account's document, then the number in its collection of followers."""
        if not home.actor:
            raise NoAccountError("its WebFinger names no such account", home.origin.authority, "check the name")
        answer, actor = _actor(home, visit)
        moved = text_of(actor.get("movedTo"))
        if actor.get("suspended") is True:
            return unknown("the account is suspended", fetched=answer.fetched, moved_to=moved)
        followers = actor.get("followers")
        if isinstance(followers, str):
            return _counted(followers, answer, home, visit, moved)
        if isinstance(followers, dict):
            return _number(followers, home, answer, moved)
        return unknown("accounts of this kind have no followers", fetched=answer.fetched, moved_to=moved)


def _actor(home: Home, visit: Visit) -> tuple[Answer, dict[str, Any]]:
    """The account's document. Raises ServerError for any other answer, NoAccountError when there is none, or what is left of one."""
    answer = visit.client.get(home.actor, accept=_ACCEPT, keep=visit.keep)
    if answer.status == 404:
        raise NoAccountError("the account that its WebFinger names is not there", home.origin.authority, status=404)
    if answer.status == 410 or (answer.ok and answer.table().get("type") == "Tombstone"):
        raise gone(home.origin.authority)
    if answer.status == 401:
        raise ServerError(
            "it answers only to other servers, who sign what they ask", home.origin.authority, "add the count by hand", status=401
        )
    if not answer.ok:
        raise answer.refusal()
    return answer, answer.table()


def _counted(url: str, actor: Answer, home: Home, visit: Visit, moved: str) -> Found:
    """The number in the collection at that address, which must be on the same server."""
    if _host(url) != actor.origin:
        raise actor.error("its followers are said to be on another server")
    answer = visit.client.get(url, accept=_ACCEPT, keep=visit.keep)
    if answer.status == 403 and home.software in _FORBID_HIDDEN:
        return hidden(fetched=answer.fetched, moved_to=moved)
    if not answer.ok:
        raise answer.refusal()
    return _number(answer.table(), home, answer, moved)


def _number(collection: dict[str, Any], home: Home, answer: Answer, moved: str) -> Found:
    """What a collection says of its size."""
    count, where = as_count(collection.get("totalItems")), home.origin.authority
    if "totalItems" not in collection and home.software in _LEAVE_OUT_HIDDEN:
        return hidden(fetched=answer.fetched, moved_to=moved)
    if count is None:
        return unknown(f"{where}: its list of followers has no number", fetched=answer.fetched, moved_to=moved)
    if count == 0 and home.software not in _SAY_NONE_AS_ZERO:
        return perhaps_hidden(where, fetched=answer.fetched, moved_to=moved)
    return known(count, fetched=answer.fetched, moved_to=moved)


def _host(url: str) -> Origin | None:
    try:
        return origin_of(url)
    except InputError:
        return None


SOURCE = ActivityPub()
