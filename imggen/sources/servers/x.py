"""X's API v2: `GET /2/users/by/username/NAME`, with the owner's own token, at a price. Without one, X's counts are typed by hand.

From X's developer documentation and its OpenAPI description 2.167, 2026-08.
"""

from __future__ import annotations

from typing import Any

from imggen.network.addresses import origin_of
from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, known, text_of, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit

SERVER = "https://api.x.com"

BY_HAND = "X is not asked without a token of your own; type its count: imggen add {file} x=COUNT"
_REFUSED = {
    401: "X does not accept the token",
    402: "X wants to be paid: the token's account has no credits left",
    403: "X does not let this token read accounts",
}


class X:
    """X, asked for an account's public metrics."""

    name = "x"
    software: frozenset[str] = frozenset()

    def count(self, home: Home, visit: Visit) -> Found:
        """Read the public metrics. A 200 without data is X's way to say that there is no such account, or that it is suspended."""
        token = visit.token_of(origin_of(SERVER))
        if token is None:
            return unknown(BY_HAND.format(file="FILE"))
        place = f"{SERVER}/2/users/by/username/{home.address.user}"
        answer = visit.client.get(place, params={"user.fields": "public_metrics"}, token=token)
        if answer.status in _REFUSED:
            said = answer.said()
            return unknown(_REFUSED[answer.status] + (f": {said}" if said else ""), fetched=answer.fetched)
        if not answer.ok:
            raise answer.refusal()
        return _found(answer.table(), home, answer)


def _found(table: dict[str, Any], home: Home, answer: Answer) -> Found:
    """What X says of an account."""
    user = table.get("data")
    if not isinstance(user, dict):
        said = answer.said()
        return unknown(f"X has no such account{f': {said}' if said else ''}", fetched=answer.fetched)
    metrics = user.get("public_metrics")
    count = as_count(metrics.get("followers_count")) if isinstance(metrics, dict) else None
    if count is None:
        return unknown("X gives no count of this account's followers", fetched=answer.fetched)
    name = text_of(user.get("username"))
    renamed = name and name.lower() != home.address.user.lower()
    return known(count, fetched=answer.fetched, name=f"x:{name}" if renamed else "")


SOURCE = X()
