"""Gates: one a server, so that few requests are under way at once, and none while the server asks to be left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from imggen.errors import ServerError
from imggen.network.addresses import Origin
from imggen.network.answer import spoken_wait
from imggen.network.waiting import LONGEST


class Gate:
    """The way to one server. `clock` gives Unix times, `sleep` takes seconds."""

    def __init__(self, origin: Origin, at_once: int, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._origin, self._clock, self._sleep = origin, clock, sleep
        self._slots = threading.BoundedSemaphore(at_once)
        self._closed_until: dict[str, float] = {}

    @contextmanager
    def passing(self, kind: str = "") -> Iterator[None]:
        """Wait for a turn, and for as long as the server asked. Raises ServerError when that is more than a minute.

        `kind` is the kind of request, as `close_for` has it.
        """
        with self._slots:
            wait = max(self._closed_until.get(each, 0.0) for each in ("", kind)) - self._clock()
            if wait > LONGEST:
                raise ServerError(
                    f"too many requests, it asks to wait {spoken_wait(wait)}", self._origin.authority, "try again then", status=429
                )
            if wait > 0:
                self._sleep(wait)
            yield

    def close_for(self, seconds: float, kind: str = "") -> None:
        """Let nobody pass for that long, or no request of one kind."""
        self._closed_until[kind] = max(self._closed_until.get(kind, 0.0), self._clock() + seconds)
