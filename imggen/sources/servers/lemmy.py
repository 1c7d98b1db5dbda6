"""Lemmy's API: `GET /api/v3/community`, and `/api/v4/community` of Lemmy 1.0. A community has subscribers, a user has no count.

From the source of Lemmy 0.19.20 and 1.0.0-beta.1.
"""

from __future__ import annotations

from typing import Any

from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, known, text_of, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit

_VERSIONS = ("v3", "v4")


class Lemmy:
    """Lemmy servers, asked for a community of their own: no other server knows all of its subscribers."""

    name = "lemmy"
    software = frozenset({"lemmy"})

    def count(self, home: Home, visit: Visit) -> Found:
        """Show the community, in the older form of the API first, which newer servers still know."""
        if not home.address.group:
            return unknown(f"a user of Lemmy has no count of followers; a community has: !{home.address.user}@{home.address.host}")
        answers = (_community(home, visit, version) for version in _VERSIONS)
        first = next(answers)
        answer = first if first.ok or first.said() != "" else next(answers)
        if not answer.ok:
            raise answer.refusal()
        return _found(answer, home)


def _community(home: Home, visit: Visit, version: str) -> Answer:
    place, params = f"{home.origin}/api/{version}/community", {"name": home.address.user}
    answer = visit.client.get(place, params=params, keep=visit.keep)
    closed = answer.status in (400, 401) and answer.said() in {"instance_is_private", "not_logged_in", "incorrect_login"}
    token = visit.token_of(home.origin) if closed else None
    return visit.client.get(place, params=params, token=token) if token else answer


def _found(answer: Answer, home: Home) -> Found:
    """What a community says of itself; its counts stand beside it, or since 1.0 in it."""
    view = answer.table().get("community_view")
    community = view.get("community") if isinstance(view, dict) else None
    if not isinstance(view, dict) or not isinstance(community, dict):
        raise answer.error("answered with no community")
    for flag in ("removed", "deleted"):
        if community.get(flag) is True:
            return unknown(f"the community was {flag}", fetched=answer.fetched)
    if community.get("local") is False:
        return unknown(f"{home.origin.authority}: it is no community of this server", fetched=answer.fetched)
    counts: dict[str, Any] = view["counts"] if isinstance(view.get("counts"), dict) else community
    count = as_count(counts.get("subscribers"))
    if count is None:
        raise answer.error("answered with no count of subscribers")
    name = text_of(community.get("name"))
    renamed = name and name.lower() != home.address.user.lower()
    return known(count, fetched=answer.fetched, name=f"!{name}@{home.address.host}" if renamed else "")


SOURCE = Lemmy()
