"""Scales: numbers and times become places; round steps for the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from a range of values to a range of places."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; a range without extent puts everything in the middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def round_steps(low: float, high: float, most: int = 6) -> tuple[int, ...]:
    """Whole, round numbers from the last one at or under `low` to the first one at or over `high`.

    Steps are 1, 2, 2.5 or 5 times a power of ten, never under 1 because counts are whole; at most `most` numbers where that can be.
    """
    span = max(high - low, 1)
    power = 10.0 ** floor(log10(span / max(most - 1, 1)))
    candidates = (power * factor * lift for lift in (1, 10) for factor in _ROUND)
    for step in candidates:
        if step < 1 or step != int(step):
            continue
        first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
        if last - first + 1 <= most:
            return tuple(int(step) * i for i in range(first, last + 1))
    whole = max(1, ceil(span / (most - 1)))
    first = floor(low / whole)
    return tuple(whole * i for i in range(first, first + most + 1))


def evenly(count: int, most: int) -> Sequence[int]:
    """Which of `count` things to label when there is room for `most`: always the first and the last, the rest evenly between."""
    if count <= most:
        return range(count)
    if most < 2:
        return (0,) if most else ()
    return sorted({round(i * (count - 1) / (most - 1)) for i in range(most)})
