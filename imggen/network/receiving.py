"""Receiving: one request sent, one answer taken in, never more of it than was allowed, and never for longer."""

from __future__ import annotations

import ssl
import zlib
from contextlib import closing

import httpx

from imggen.errors import NoAnswerError, ServerError
from imggen.network.addresses import Origin
from imggen.network.answer import Answer
from imggen.network.deadline import within

LARGEST = 2_000_000
"""Bytes of an answer; more is refused."""
_LONGEST_HEADER = 8_000
_BEFORE_SENDING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


def received(transport: httpx.BaseTransport, request: httpx.Request, origin: Origin, *, limit: int, seconds: float) -> Answer:
    """Send a request and take in the whole answer. Raises ServerError when it is too large, NoAnswerError when none comes in time."""
    try:
        with within(seconds), closing(transport.handle_request(request)) as response:
            body = _body(response, origin, limit)
    except (httpx.TransportError, httpx.StreamError) as error:
        raise _failure(error, origin) from None
    headers = {name.lower(): value for name, value in response.headers.items() if len(value) <= _LONGEST_HEADER}
    return Answer(str(request.url), response.status_code, headers, body)


def _body(response: httpx.Response, origin: Origin, limit: int) -> bytes:
    """The body, unpacked."""
    too_large = ServerError(f"answered with more than {limit // 1000} kB", origin.authority, "it is not read", status=response.status_code)
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", ""):
        raise ServerError(f"answered in a packing that was not asked for, {packing[:20]}", origin.authority, status=response.status_code)
    unpacker = zlib.decompressobj(31) if packing == "gzip" else None
    taken = bytearray()
    for piece in response.iter_raw():
        try:
            taken += unpacker.decompress(piece, limit + 1 - len(taken)) if unpacker else piece
        except zlib.error:
            raise NoAnswerError("answered with bytes that can't be unpacked", origin.authority, perhaps_done=True) from None
        if len(taken) > limit:
            raise too_large
    if unpacker and taken and not unpacker.eof:
        raise NoAnswerError("its answer was cut off", origin.authority, "try again later", perhaps_done=True)
    return bytes(taken)


def _failure(error: Exception, origin: Origin) -> NoAnswerError:
    """What went wrong, in one line."""
    cause: BaseException | None = error
    while cause and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLError):
        reason = getattr(cause, "verify_message", "") or "no encrypted connection is possible"
        return NoAnswerError(
            f"its certificate was refused: {reason}", origin.authority, "check the name", perhaps_done=False, passing=False
        )
    what = "it did not answer in time" if isinstance(error, httpx.TimeoutException) else "its answer was cut off"
    if isinstance(error, _BEFORE_SENDING):
        what = "no connection to it is possible"
    return NoAnswerError(what, origin.authority, "try again later", perhaps_done=not isinstance(error, _BEFORE_SENDING))
