"""The transport: httpx's requests over connections to checked addresses, one pool an origin."""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import httpx

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin, Resolve, check_address, literal_address, origin_of
from imggen.network.connections import Connections


class CheckedTransport(httpx.BaseTransport):
    """Sends requests to addresses that were checked; certificate and Host are those of the name.

    Where the environment names a proxy (`HTTPS_PROXY`), the proxy finds the address: only those given as numbers can be checked here.
    """

    def __init__(self, *, allow_local: bool, resolve: Resolve = socket.getaddrinfo) -> None:
        self._allow_local, self._resolve = allow_local, resolve
        self._pools: dict[Origin, httpcore.ConnectionPool] = {}
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its answer as it begins."""
        origin = origin_of(str(request.url))
        asked = httpcore.Request(
            request.method.encode(),
            httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _errors_of_httpx():
            answer = self._pool(origin).handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, origin: Origin) -> httpcore.ConnectionPool:
        """The connections of an origin: shared between names, one name's certificate would vouch for another."""
        with self._lock:
            if origin not in self._pools:
                self._context = self._context or httpx.create_ssl_context()
                self._pools[origin] = self._opened(origin, self._context)
            return self._pools[origin]

    def _opened(self, origin: Origin, context: ssl.SSLContext) -> httpcore.ConnectionPool:
        proxy = _proxy(origin)
        network = Connections(None if proxy else origin, allow_local=self._allow_local, resolve=self._resolve)
        if not proxy:
            return httpcore.ConnectionPool(ssl_context=context, network_backend=network)
        _check_name(origin, allow_local=self._allow_local)
        found = _parsed(proxy, origin)
        return httpcore.HTTPProxy(str(found.url), proxy_auth=found.raw_auth, ssl_context=context, network_backend=network)


class _Body(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _errors_of_httpx() -> Iterator[None]:
    """Give an error of httpcore the name that it has in httpx: they are the same ones."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
    ) as error:
        kind: Any = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise kind(str(error)) from error


def _proxy(origin: Origin) -> str:
    """The proxy that the environment names for a server that is not on this machine."""
    local = (address := literal_address(origin.host)) and address.is_loopback
    if local or origin.host == "localhost" or urllib.request.proxy_bypass(origin.host):
        return ""
    named = urllib.request.getproxies()
    return named.get(origin.scheme) or named.get("all", "")


def _parsed(proxy: str, origin: Origin) -> httpx.Proxy:
    """A proxy as it was named. Raises InputError, which does not repeat it, as there may be a password in it."""
    with suppress(ValueError, TypeError, httpx.InvalidURL):
        found = httpx.Proxy(proxy)
        if found.url.scheme in ("http", "https") and found.url.host:
            return found
    raise InputError("no proxy that can be used is named in it", f"{origin.scheme}_proxy", "write it as http://SERVER:PORT")


def _check_name(origin: Origin, *, allow_local: bool) -> None:
    """Refuse what can be seen to be out of bounds without finding the address."""
    address = literal_address(origin.host)
    if address:
        check_address(origin, address, allow_local=allow_local)
    elif origin.scheme == "http":
        raise ServerError("it is asked for without encryption", origin.authority, "expected https://")
