"""Bluesky's public API: `app.bsky.actor.getProfile`, which needs no token.

From the lexicons and the source of atproto, 2026.
"""

from __future__ import annotations

from imggen.sources.found import Found, as_count, known, text_of, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit

SERVER = "https://public.api.bsky.app"
"""The host that Bluesky's documentation asks readers of public profiles to use."""

_GONE = {"AccountTakedown": "the account is suspended", "AccountDeactivated": "the account is deactivated"}


class Bluesky:
    """Bluesky, asked for a profile by handle or DID."""

    name = "bluesky"
    software: frozenset[str] = frozenset()

    def count(self, home: Home, visit: Visit) -> Found:
        """Read the profile. Every count in it is optional; what is not there is not known."""
        answer = visit.client.get(f"{SERVER}/xrpc/app.bsky.actor.getProfile", params={"actor": home.address.user}, keep=visit.keep)
        if not answer.ok:
            error = answer.table().get("error") if answer.status == 400 else ""
            if error in _GONE:
                return unknown(_GONE[error], fetched=answer.fetched)
            raise answer.refusal()
        profile = answer.table()
        count = as_count(profile.get("followersCount"))
        if count is None:
            return unknown("Bluesky gives no count of this account's followers", fetched=answer.fetched)
        handle = text_of(profile.get("handle"))
        renamed = handle and home.address.user.lower() not in (handle.lower(), text_of(profile.get("did")).lower())
        return known(count, fetched=answer.fetched, name=f"@{handle}" if renamed else "")


SOURCE = Bluesky()
