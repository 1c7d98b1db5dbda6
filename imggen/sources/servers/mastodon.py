"""Mastodon's API, which many servers speak: `GET /api/v1/accounts/lookup`.

From the source of Mastodon 4.6, GoToSocial 0.20, Pleroma, glitch-soc and Pixelfed, and from answers of GoToSocial, Hollo, Takahe and snac.
"""

from __future__ import annotations

from typing import Any

from imggen.network.answer import Answer
from imggen.sources.found import Found, as_count, hidden, known, perhaps_hidden, text_of, unknown
from imggen.sources.home import Home
from imggen.sources.source import Visit

_NEEDS_TOKEN = (401, 403)
_SAY_NONE_AS_ZERO = frozenset({"mastodon", "glitch-soc", "glitchsoc", "gotosocial", "hollo", "takahe"})
"""Software whose 0 is a count: it never writes 0 for a hidden one, as snac and Pixelfed do."""
_FLAG_HIDDEN = frozenset({"pleroma", "akkoma"})
"""Software whose 0 is a count where its flags, which it gives with each account, don't say that it is hidden."""


class Mastodon:
    """Servers with Mastodon's API."""

    name = "mastodon"
    software = frozenset(
        {"mastodon", "gotosocial", "pleroma", "akkoma", "hollo", "takahe", "snac", "hometown", "glitch-soc", "glitchsoc", "pixelfed"}
    )

    def count(self, home: Home, visit: Visit) -> Found:
        """Look the account up by its bare name; with the owner's token where the server wants one."""
        answer = _lookup(home, visit)
        if not answer.ok:
            raise answer.refusal()
        account = answer.table()
        if "followers_count" not in account:
            raise answer.error("answered with no count of followers")
        return _found(account, home, answer)


def _lookup(home: Home, visit: Visit) -> Answer:
    """The account, asked for as a stranger first: GoToSocial answers nobody, and Takahe nobody with a bad token."""
    place, params = f"{home.origin}/api/v1/accounts/lookup", {"acct": home.address.user}
    answer = visit.client.get(place, params=params, keep=visit.keep)
    token = visit.token_of(home.origin) if answer.status in _NEEDS_TOKEN else None
    return visit.client.get(place, params=params, token=token) if token else answer


def _found(account: dict[str, Any], home: Home, answer: Answer) -> Found:
    """What an account says of itself."""
    count, moved = account["followers_count"], _moved_to(account, home)
    if account.get("suspended") is True:
        return unknown("the account is suspended", fetched=answer.fetched, moved_to=moved)
    if _is_hidden(account, home.software):
        return hidden(fetched=answer.fetched, moved_to=moved)
    number = as_count(count)
    if number is None:
        return unknown(f"{home.origin.authority}: answered with no count of followers", fetched=answer.fetched, moved_to=moved)
    if number == 0 and home.software == "snac":
        return hidden("snac says 0 unless its owner shows the number", fetched=answer.fetched, moved_to=moved)
    if number == 0 and not _means_none(account, home.software):
        return perhaps_hidden(home.origin.authority, fetched=answer.fetched, moved_to=moved)
    return known(number, fetched=answer.fetched, name=_name(account, home), moved_to=moved)


def _is_hidden(account: dict[str, Any], software: str) -> bool:
    """Whether a count is hidden, in the way of each software: -1 on glitch-soc, flags on Pleroma and GoToSocial."""
    count, pleroma = account["followers_count"], account.get("pleroma")
    if isinstance(count, int) and count < 0:
        return True
    if isinstance(pleroma, dict) and pleroma.get("hide_followers") is True and pleroma.get("hide_followers_count") is True:
        return True
    return software == "gotosocial" and account.get("hide_collections") is True


def _means_none(account: dict[str, Any], software: str) -> bool:
    """Whether the 0 of an account that is not said to be hidden is a count."""
    flags = account.get("pleroma")
    if software in _FLAG_HIDDEN and isinstance(flags, dict):
        return flags.get("hide_followers") is False or flags.get("hide_followers_count") is False
    return software in _SAY_NONE_AS_ZERO


def _name(account: dict[str, Any], home: Home) -> str:
    """What the server calls the account, where it is another name than the one asked for."""
    name = text_of(account.get("username"))
    return f"@{name}@{home.address.host}" if name and name.lower() != home.address.user.lower() else ""


def _moved_to(account: dict[str, Any], home: Home) -> str:
    """The handle of the account that took its place."""
    moved = account.get("moved")
    name = text_of(moved.get("acct")) if isinstance(moved, dict) else ""
    return "" if not name else f"@{name}" if "@" in name else f"@{name}@{home.address.host}"


SOURCE = Mastodon()
