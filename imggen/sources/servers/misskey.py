"""Misskey's API, and that of its family: `POST /api/users/show`.

From the source of Misskey 2025, Firefish 1.0.3 and Sharkey 2023.11, and from answers of CherryPick 4.17.
"""

from __future__ import annotations

from typing import Any

from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, hidden, known, perhaps_hidden, text_of, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit

_VISIBILITIES = ("followersVisibility", "ffVisibility")


class Misskey:
    """Servers with Misskey's API."""

    name = "misskey"
    software = frozenset(
        {"misskey", "firefish", "calckey", "sharkey", "cherrypick", "iceshrimp", "foundkey", "magnetar", "catodon", "meisskey"}
    )

    def count(self, home: Home, visit: Visit) -> Found:
        """Show the user; the server's own are asked for without a host."""
        place = f"{home.origin}/api/users/show"
        answer = visit.client.send("POST", place, json={"username": home.address.user, "host": None}, idempotent=True)
        token = visit.token_of(home.origin) if answer.status in (401, 403) else None
        if token:
            asked = {"username": home.address.user, "host": None}
            answer = visit.client.send("POST", place, json=asked, token=token, idempotent=True)
        if not answer.ok:
            raise answer.refusal()
        return _found(answer.table(), home, answer)


def _found(user: dict[str, Any], home: Home, answer: Answer) -> Found:
    """What a user says of itself: the count of a hidden one is 0, and its visibility says so."""
    moved = text_of(user.get("movedTo"))
    if user.get("isSuspended") is True:
        return unknown("the account is suspended", fetched=answer.fetched, moved_to=moved)
    told = [user[key] for key in _VISIBILITIES if isinstance(user.get(key), str)]
    if any(visibility != "public" for visibility in told):
        return hidden(fetched=answer.fetched, moved_to=moved)
    count = as_count(user.get("followersCount"))
    if count is None:
        raise answer.error("answered with no count of followers")
    if count == 0 and not told:
        return perhaps_hidden(home.origin.authority, fetched=answer.fetched, moved_to=moved)
    return known(count, fetched=answer.fetched, moved_to=moved)


SOURCE = Misskey()
