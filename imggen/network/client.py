"""The HTTP client: what every request of imggen is sent with."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

import httpx
import stamina

from imggen.errors import InputError, NoAnswerError
from imggen.network.addresses import Origin, origin_of
from imggen.network.answer import Answer, concealed
from imggen.network.cache import Cache
from imggen.network.gate import Gate
from imggen.network.receiving import LARGEST, received
from imggen.network.token import Token
from imggen.network.transport import CheckedTransport
from imggen.network.waiting import LONGEST, asked_wait, retry_wait
from imggen.version import PROJECT, VERSION

USER_AGENT = f"imggen/{VERSION} (+{PROJECT})"
JSON = "application/json"

_TIMEOUT = httpx.Timeout(20.0, connect=10.0)
_WHOLE = 60.0
"""Seconds that one answer may take, however steadily it drips."""
_AT_ONCE = 2
_ATTEMPTS = 3
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PASSING = (429, 502, 503, 504)
"""What servers say when the same request may be answered a moment later."""
_SAFE = ("GET", "HEAD")

# Where nobody asked for a log, each new try would be told where errors go.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class _PassingError(Exception):
    """An answer that may be another one a moment later."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked. `bodies` are httpx's own words for a body: json, data, files, content."""

    method: str
    url: str
    headers: Mapping[str, str]
    bodies: Mapping[str, Any]
    token: Token | None
    limit: int


class Client:
    """One client for a whole run; threads may share it. Close it, or use it in a `with` statement.

    With `allow_local`, servers on this machine may be asked, and asked without encryption; servers in private networks never. `clock` (Unix
    time), `sleep` (seconds) and `transport` can be replaced in tests. Nothing is cached without a `cache`.
    """

    def __init__(
        self,
        *,
        allow_local: bool = False,
        cache: Cache | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.cache = cache
        self._clock, self._sleep = clock, sleep
        self._transport = transport or CheckedTransport(allow_local=allow_local)
        self._gates: dict[Origin, Gate] = {}
        self._lock = threading.Lock()
        self._secrets: frozenset[str] = frozenset()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def now(self) -> float:
        """The Unix time, by its clock."""
        return self._clock()

    def conceal(self, *secrets: str) -> None:
        """Never repeat these texts when a server says them: passwords and tokens that go in a body. A `Token` needs no call."""
        with self._lock:
            self._secrets |= {secret for secret in secrets if secret}

    def concealed(self, text: str) -> str:
        """The text without the secrets that are known, for words of servers that go somewhere else than into an error."""
        return concealed(text, self._secrets)

    def get(
        self,
        url: str,
        *,
        token: Token | None = None,
        accept: str = JSON,
        params: Mapping[str, str] | None = None,
        keep: float = 900.0,
        limit: int = LARGEST,
    ) -> Answer:
        """Ask for a page, whatever its status: follow redirects, try again when the trouble may pass, wait as the server asks.

        Without a token, answers are cached as their headers ask, for `keep` seconds at most. `limit` is the most bytes taken. Raises
        ServerError for an address that is out of bounds and for too large an answer, NoAnswerError for none.
        """
        place = str(httpx.URL(url, params=dict(params))) if params else url
        cache, key = (self.cache, f"{accept} {place}") if token is None and keep > 0 else (None, "")
        kept = cache.find(key) if cache else None
        if kept and kept.is_fresh(self._clock()):
            return kept.answer
        request = _Request("GET", place, {"Accept": accept, **(kept.questions() if kept else {})}, {}, token, limit)
        answer = self._patiently(request)
        if kept and answer.status == 304:
            answer = replace(kept.answer, headers={**kept.answer.headers, **answer.headers}, fetched=answer.fetched)
        if cache and not self._tells_secret(key, answer):
            cache.keep(key, answer, keep)
        return answer

    def send(
        self,
        method: str,
        url: str,
        *,
        token: Token | None = None,
        accept: str = JSON,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        content: bytes | None = None,
        idempotent: bool = False,
        limit: int = LARGEST,
    ) -> Answer:
        """Send a body (`json`, form `data` with or without `files` as httpx takes them, or bytes); the answer, whatever its status.

        It is sent once; with `idempotent`, which says that repeating is harmless, again as `get` does. A redirect is no answer: raises
        ServerError. NoAnswerError says with `perhaps_done` whether the server may have done it nevertheless.
        """
        bodies = {"json": json, "data": data, "files": files, "content": content}
        given = {name: value for name, value in bodies.items() if value is not None}
        request = _Request(method.upper(), url, {"Accept": accept, **(headers or {})}, given, token, limit)
        return self._patiently(request) if idempotent or request.method in _SAFE else self._followed(request)

    def _tells_secret(self, key: str, answer: Answer) -> bool:
        """Whether a server says what it was once sent: that is not to be found in files."""
        return any(secret in key or secret.encode() in answer.body for secret in self._secrets)

    def _patiently(self, request: _Request) -> Answer:
        """Ask again, a little later each time, while the trouble is of the kind that passes."""
        try:
            for attempt in stamina.retry_context(self._may_pass, attempts=_ATTEMPTS, timeout=2 * LONGEST, wait_initial=0.5):
                with attempt:
                    return _lasting(self._followed(request))
        except _PassingError as passing:
            return passing.answer
        raise AssertionError(request.url)

    @staticmethod
    def _may_pass(error: Exception) -> bool | float:
        """Whether to try again; at once where the gate does the waiting that the server asked for."""
        if isinstance(error, _PassingError):
            return error.answer.wait <= LONGEST and (0.0 if error.answer.wait else True)
        return isinstance(error, NoAnswerError) and error.passing

    def _followed(self, request: _Request) -> Answer:
        """The answer at the end of the redirects. A token is not sent on to another origin."""
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._once(request)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return answer
            target, origin = _joined(answer, location)
            if request.method not in _SAFE:
                raise answer.error(f"it sends elsewhere, to {origin.authority}", "name the server as it calls itself")
            request = replace(request, url=target)
        raise answer.error(f"redirected more than {_MOST_REDIRECTS} times")

    def _once(self, request: _Request) -> Answer:
        """One request, one answer."""
        origin = origin_of(request.url)
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **request.headers}
        if request.token:
            self.conceal(request.token.value)
            if request.token.origin == origin:
                headers["Authorization"] = f"Bearer {request.token.value}"
        gate, kind = self._gate(origin), _kind(request)
        with gate.passing(kind):
            built = httpx.Request(
                request.method, request.url, headers=headers, extensions={"timeout": _TIMEOUT.as_dict()}, **request.bodies
            )
            answer = received(self._transport, built, origin, limit=request.limit, seconds=_WHOLE)
        now = self._clock()
        wait = asked_wait(answer.status, answer.headers, now)
        gate.close_for(wait, kind)
        gate.close_for(retry_wait(answer.status, answer.headers, now))
        return replace(answer, wait=wait, secrets=self._secrets, fetched=now)

    def _gate(self, origin: Origin) -> Gate:
        with self._lock:
            return self._gates.setdefault(origin, Gate(origin, _AT_ONCE, self._clock, self._sleep))


def _kind(request: _Request) -> str:
    """What a server's rate limits tell apart: reading, and each kind of change, by the start of its path and by whose token it is."""
    path = httpx.URL(request.url).path.split("/")[1:4]
    whose = request.token.value if request.token else ""
    return "reading" if request.method in _SAFE else f"{request.method} {'/'.join(path)} {whose}"


def _lasting(answer: Answer) -> Answer:
    if answer.status in _PASSING:
        raise _PassingError(answer)
    return answer


def _joined(answer: Answer, location: str) -> tuple[str, Origin]:
    """Where a redirect leads."""
    with suppress(httpx.InvalidURL, UnicodeError, ValueError, InputError):
        target = str(httpx.URL(answer.url).join(location).copy_with(fragment=None))
        return target, origin_of(target)
    raise answer.error("redirected to what is no web address")
