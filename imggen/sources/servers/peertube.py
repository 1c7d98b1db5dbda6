"""PeerTube's API: `GET /api/v1/video-channels/NAME` and `GET /api/v1/accounts/NAME`. Channels are what people follow.

From PeerTube's API reference, object Actor.
"""

from __future__ import annotations

from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, known, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit


class PeerTube:
    """PeerTube servers, asked for a channel of their own, else for an account."""

    name = "peertube"
    software = frozenset({"peertube"})

    def count(self, home: Home, visit: Visit) -> Found:
        """Show the channel of that name; where there is none, the account."""
        answer = _shown("video-channels", home, visit)
        if answer.status == 404 and not home.address.group:
            answer = _shown("accounts", home, visit)
        if not answer.ok:
            raise answer.refusal()
        actor = answer.table()
        count, host = as_count(actor.get("followersCount")), actor.get("host")
        if count is None:
            raise answer.error("answered with no count of followers")
        if isinstance(host, str) and host.partition(":")[0].lower() != home.origin.host:
            return unknown(f"{home.origin.authority}: it is no channel of this server", fetched=answer.fetched)
        return known(count, fetched=answer.fetched)


def _shown(kind: str, home: Home, visit: Visit) -> Answer:
    from urllib.parse import quote

    return visit.client.get(f"{home.origin}/api/v1/{kind}/{quote(home.address.user, safe='')}", keep=visit.keep)


SOURCE = PeerTube()
