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
        self._closed_until = 0.0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Wait for a turn, and for as long as the server asked. Raises ServerError when that is more than a minute."""
        with self._slots:
            wait = self._closed_until - self._clock()
            if wait > LONGEST:
                raise ServerError(
                    f"too many requests, it asks to wait {spoken_wait(wait)}", self._origin.authority, "try again then", status=429
                )
            if wait > 0:
                self._sleep(wait)
            yield

    def close_for(self, seconds: float) -> None:
        """Let nobody pass for that long."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)
