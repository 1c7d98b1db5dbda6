"""Addresses: where a request may go. Never into a private network, by whatever name; to this machine only when that is allowed."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from imggen.errors import InputError, NoAnswerError, ServerError

_PORTS = {"https": 443, "http": 80}
_MOST_ADDRESSES = 4
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

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
    if parsed.scheme not in _PORTS or not host or parsed.userinfo:
        found = "a user name or password in a web address" if parsed.userinfo else "not a web address"
        raise InputError(found, parsed.host if parsed.userinfo else url[:200], "expected https://SERVER/…")
    return Origin(parsed.scheme, host.lower().rstrip("."), parsed.port or _PORTS[parsed.scheme])


def addresses_of(origin: Origin, *, allow_local: bool, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """The addresses to connect to, each of them checked. Raises ServerError when one of them is out of bounds, or when there is none."""
    try:
        found = resolve(origin.host, origin.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswerError(
            "no server of that name was found", origin.authority, "check the name", perhaps_done=False, passing=False
        ) from None
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))
    for address in addresses:
        check_address(origin, address, allow_local=allow_local)
    return [str(address) for address in addresses[:_MOST_ADDRESSES]]


def check_address(origin: Origin, address: Address, *, allow_local: bool) -> None:
    """Refuse what is on this machine, unless that is allowed, and what is in a private network, always. Raises ServerError."""
    inner = _inner(address)
    if inner.is_loopback:
        if not allow_local:
            raise ServerError("it is this machine", origin.authority, "add --allow-local when that is meant")
    elif not inner.is_global or inner.is_multicast:
        raise ServerError(f"it is in a private network, at {inner}", origin.authority, "servers on the internet are asked, no others")
    elif origin.scheme == "http":
        raise ServerError("it is asked for without encryption", origin.authority, "expected https://")


def literal_address(host: str) -> Address | None:
    """The address that a host is, when it is no name."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _inner(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None) or address
    return address
