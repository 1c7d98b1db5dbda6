"""Connections: to addresses that were checked, one pool an origin, so that no name can lead elsewhere between the check and the request."""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.request

import httpx

from imggen.errors import ServerError
from imggen.network.addresses import Origin, Resolve, addresses_of, check_address, literal_address, origin_of


class CheckedTransport(httpx.BaseTransport):
    """Connects to the very address that was checked; certificate and Host are still those of the name.

    Where the environment names a proxy (`HTTPS_PROXY`), the proxy finds the address: only those given as numbers can be checked here.
    """

    def __init__(self, *, allow_local: bool, resolve: Resolve = socket.getaddrinfo) -> None:
        self._allow_local, self._resolve = allow_local, resolve
        self._pools: dict[Origin, httpx.HTTPTransport] = {}
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the first checked address that takes a connection."""
        origin = origin_of(str(request.url))
        proxy = _proxy(origin)
        if proxy:
            _check_name(origin, allow_local=self._allow_local)
            return self._pool(origin, proxy).handle_request(request)
        failure: httpx.TransportError | None = None
        for address in addresses_of(origin, allow_local=self._allow_local, resolve=self._resolve):
            try:
                return self._pool(origin, "").handle_request(_addressed(request, origin, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure or httpx.ConnectError("no address")

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for pool in self._pools.values():
                pool.close()
            self._pools.clear()

    def _pool(self, origin: Origin, proxy: str) -> httpx.HTTPTransport:
        # Connections are kept by address: shared between names, one name's certificate would vouch for another.
        with self._lock:
            if origin not in self._pools:
                self._context = self._context or httpx.create_ssl_context()
                self._pools[origin] = httpx.HTTPTransport(verify=self._context, proxy=proxy or None, trust_env=False)
            return self._pools[origin]


def _addressed(request: httpx.Request, origin: Origin, address: str) -> httpx.Request:
    """The same request to an address, with the name kept for the certificate."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": origin.host},
    )


def _proxy(origin: Origin) -> str:
    """The proxy that the environment names for a server that is not on this machine."""
    local = (address := literal_address(origin.host)) and address.is_loopback
    if local or origin.host == "localhost" or urllib.request.proxy_bypass(origin.host):
        return ""
    return urllib.request.getproxies().get(origin.scheme, "")


def _check_name(origin: Origin, *, allow_local: bool) -> None:
    """Refuse what can be seen to be out of bounds without finding the address."""
    address = literal_address(origin.host)
    if address:
        check_address(origin, address, allow_local=allow_local)
    elif origin.scheme == "http":
        raise ServerError("it is asked for without encryption", origin.authority, "expected https://")
