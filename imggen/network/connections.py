"""Connections: made to addresses that were checked, so that no name can lead elsewhere between the check and the request."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from imggen.network.addresses import Origin, Resolve, addresses_of
from imggen.network.deadline import left


class Connections(httpcore.NetworkBackend):
    """Connects to the servers of one origin, each step within the deadline; `origin` is None for a proxy, which is trusted."""

    def __init__(self, origin: Origin | None, *, allow_local: bool, resolve: Resolve = socket.getaddrinfo) -> None:
        self._origin, self._allow_local, self._resolve = origin, allow_local, resolve
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that takes a connection."""
        hosts = addresses_of(self._origin, allow_local=self._allow_local, resolve=self._resolve) if self._origin else [host]
        failure: Exception = httpcore.ConnectError("no address")
        for address in hosts:
            try:
                return _Timed(
                    self._backend.connect_tcp(address, port, _left(timeout, httpcore.ConnectTimeout), local_address, socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection whose every step is within the deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(timeout, httpcore.ConnectTimeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    """The seconds for one step. Raises the error of being late when there are none."""
    seconds = left(timeout)
    if seconds is not None and seconds <= 0:
        raise late("the deadline has passed")
    return seconds
