"""Deadlines: how long one request may take as a whole, however steadily its answer drips."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What this thread asks for in the block has so many seconds altogether."""
    _here.ends = time.monotonic() + seconds
    try:
        yield
    finally:
        del _here.ends


def left(timeout: float | None) -> float | None:
    """The seconds that one step may take: its own timeout, or what is left if that is less; 0 or less when nothing is."""
    ends: float | None = getattr(_here, "ends", None)
    if ends is None:
        return timeout
    rest = ends - time.monotonic()
    return rest if timeout is None else min(timeout, rest)
