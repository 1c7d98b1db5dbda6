"""Addresses: where a request may go. Never into a private network, by whatever name; to this machine only when that is allowed."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from imggen.errors import InputError, NoAnswerError, ServerError

_PORTS = {"https": 443, "http": 80}
_MOST_ADDRESSES = 4
_HOLDING_IPV4 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/96", "::/96", "::ffff:0:0:0/96")))
"""Where the last 32 bits of an IPv6 address are an IPv4 address: NAT64 (RFC 6052, RFC 8215), and forms that are no longer used."""
_SPECIAL = tuple(map(ipaddress.IPv6Network, ("64:ff9b:1::/48", "3fff::/20", "5f00::/16", "fec0::/10")))
"""Blocks that are not of the internet, and that not every Python knows to be so: RFC 8215, RFC 9637, RFC 9602, RFC 3879."""
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[..., Sequence[tuple[Any, ...]]]
"""Finds the addresses of a name, as `socket.getaddrinfo` does."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A server as browsers tell servers apart: scheme, host and port. A token belongs to one."""

    scheme: str
    host: str
    """In lower case and ASCII, without the brackets of an IPv6 address."""
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def authority(self) -> str:
        """The host, and the port when it is not the usual one: what a person calls the server."""
        return str(self).partition("://")[2]


def origin_of(url: str) -> Origin:
    """The origin of a web address. Raises InputError for what is none, or for one with a user name or a password in it."""
    import httpx

    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError):
        raise InputError("not a web address", url[:200], "expected https://SERVER/…") from None
    if parsed.userinfo:
        raise InputError("a user name or password in a web address", parsed.host, "expected https://SERVER/…")
    port = _PORTS.get(parsed.scheme, 0) if parsed.port is None else parsed.port
    if parsed.scheme not in _PORTS or not (_NAME.fullmatch(host) or (":" in host and literal_address(host))) or not 0 < port < 2**16:
        raise InputError("not a web address", url[:200], "expected https://SERVER/…")
    return Origin(parsed.scheme, host.lower().rstrip("."), port)


def addresses_of(origin: Origin, *, allow_local: bool, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """The addresses to connect to, each of them checked. Raises ServerError when one of them is out of bounds, or when there is none."""
    try:
        found = resolve(origin.host, origin.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _not_found(origin, passing=getattr(error, "errno", None) == socket.EAI_AGAIN) from None
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    for address in addresses:
        check_address(origin, address, allow_local=allow_local)
    return [str(address) for address in addresses[:_MOST_ADDRESSES]]


def _not_found(origin: Origin, *, passing: bool) -> NoAnswerError:
    """The error for a name without addresses; `passing` is whether the system could not ask, as without a network."""
    what, instead = "no server of that name was found", "check the name"
    if passing:
        what, instead = "its name can't be looked up now", "check that this machine is online, or try again later"
    return NoAnswerError(what, origin.authority, instead, perhaps_done=False, passing=passing)


def check_address(origin: Origin, address: Address, *, allow_local: bool) -> None:
    """Refuse what is on this machine, unless that is allowed, and what is in a private network, always. Raises ServerError."""
    inner = _inner(address)
    if inner.is_loopback:
        if not allow_local:
            raise ServerError("it is this machine", origin.authority, "add --allow-local when that is meant")
    elif not inner.is_global or inner.is_multicast or any(inner in block for block in _SPECIAL):
        raise ServerError(f"it is in a private network, at {inner}", origin.authority, "servers on the internet are asked, no others")
    elif origin.scheme == "http":
        raise ServerError("it is asked for without encryption", origin.authority, "expected https://")


def literal_address(host: str) -> Address | None:
    """The address that a host is, when it is no name; `127.1`, `0x7f000001` and `2130706433` are one too, as systems read them."""
    with suppress(ValueError):
        return ipaddress.ip_address(host.partition("%")[0])
    with suppress(OSError):
        return ipaddress.IPv4Address(socket.inet_aton(host))
    return None


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if any(address in block for block in _HOLDING_IPV4) and int(address) > 1:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address
    return address
