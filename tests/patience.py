"""How long something takes, on machines that are busy with other things."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def cpu_seconds(call: Callable[[], object], enough: float) -> float:
    """The least CPU time of up to four calls, in seconds; no further call once one took no more than `enough`.

    Neighbours on the same machine make CPU time longer as well, now and then to twice as much.
    """
    least = float("inf")
    for _ in range(4):
        started = process_time()
        call()
        least = min(least, process_time() - started)
        if least < enough:
            break
    return least
