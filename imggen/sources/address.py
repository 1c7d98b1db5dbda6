"""Addresses of accounts, in each of the forms in which people write and copy them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from imggen.errors import InputError
from imggen.network.addresses import origin_of
from imggen.sources.words import shown

Network = Literal["fediverse", "bluesky", "x"]

EXPECTED = "name it as @name@server, !community@server, @name.bsky.social, x:name, or by the web address of its page"
_LONGEST = 500
_USER = r"[\w.!~*'()-]{1,120}"
_HOST = r"(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?"
_HANDLE = re.compile(rf"([@!]?)({_USER})@({_HOST})", re.IGNORECASE)
_BLUESKY = re.compile(r"@?((?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{0,62})|(did:(?:plc|web):[\w.:%-]{1,200})", re.IGNORECASE | re.ASCII)
_X = re.compile(r"@?([A-Za-z0-9_]{1,15})", re.ASCII)
_X_HOSTS = {"x.com", "twitter.com", "mobile.twitter.com", "mobile.x.com"}
_GROUPS = {"c", "m", "video-channels", "g", "magazine"}
_PEOPLE = {"users", "u", "a", "accounts", "profile", "user", "author"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where an account is: on the fediverse with its server, on Bluesky or on X without."""

    network: Network
    user: str
    host: str = ""
    """With its port, when that is not the usual one."""
    group: bool = False
    """Whether it was named as a community or a channel."""

    def __str__(self) -> str:
        if self.network == "fediverse":
            return f"{'!' if self.group else '@'}{self.user}@{self.host}"
        return f"x:{self.user}" if self.network == "x" else self.user if self.user.startswith("did:") else f"@{self.user}"


def find_address(text: str, platform: str = "") -> Address:
    """The account that a text names. `platform` says what a bare name means: `x` or `bluesky`. Raises InputError for anything else."""
    bare = text.strip()
    if len(bare) > _LONGEST:
        raise InputError(f"found {len(bare)} characters for an account", instead=EXPECTED)
    network, _, name = bare.partition(":")
    if network.lower() in {"x", "twitter", "bluesky", "bsky", "acct", "at"} and not name.startswith("//"):
        platform, bare = {"twitter": "x", "bsky": "bluesky", "acct": ""}.get(network.lower(), network.lower()), name
    found = _of_page(bare) if "://" in bare else _of_name(bare, platform)
    if found is None:
        raise InputError(f"found {shown(text)}, which is no account that can be asked for", instead=EXPECTED)
    return found


def _of_name(text: str, platform: str) -> Address | None:
    """An account from a handle."""
    if platform == "x" and (name := _X.fullmatch(text)):
        return Address("x", name[1])
    if handle := _HANDLE.fullmatch(text):
        sign, user, host = handle.groups()
        if host.lower() in _X_HOSTS:
            return Address("x", user) if _X.fullmatch(user) else None
        return Address("fediverse", user, _server(host), group=sign == "!")
    name = _BLUESKY.fullmatch(text)
    if name and (platform == "bluesky" or text.startswith(("@", "did:")) or name[1].lower().endswith(".bsky.social")):
        return Address("bluesky", name[2] or name[1].lower())
    return None


def _of_page(url: str) -> Address | None:
    """An account from the address of its page."""
    server = origin_of(url).authority.removeprefix("www.")
    parts = [unquote(part) for part in url.partition("://")[2].partition("?")[0].partition("#")[0].split("/")[1:] if part]
    if not parts:
        return None
    if server in _X_HOSTS:
        return _of_name(parts[0], "x")
    if server == "bsky.app":
        return _of_name(parts[1], "bluesky") if parts[0] == "profile" and len(parts) > 1 else None
    group = parts[0] in _GROUPS
    folder = len(parts) > 1 and (group or parts[0] in _PEOPLE)
    name = parts[1 if folder else 0].removeprefix("@")
    handle = _HANDLE.fullmatch(name if "@" in name else f"{name}@{server}")
    if handle is None or not (folder or len(parts) == 1 or parts[0].startswith("@")):
        return None
    return Address("fediverse", handle[2], _server(handle[3]), group=folder and group)


def _server(host: str) -> str:
    """A host as requests name it: in lower case, in ASCII."""
    return origin_of(f"https://{host}").authority
