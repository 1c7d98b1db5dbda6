"""Labels that never collide: what stands in the way, the first free place, and blocks spread along a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from imggen.scene import Box

Point = tuple[float, float]
_across = itemgetter(0)


@dataclass(slots=True)
class Obstacles:
    """What a label must keep clear of: boxes and lines. It grows while a card is arranged."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Sequence[Point]] = field(default_factory=list)
    """Lines from left to right, as points in that order."""
    marks: list[Box] = field(default_factory=list)
    """Those of the boxes that are no words: a thin line may run through them."""

    def open(self, box: Box) -> bool:
        """Whether no box is in the way; lines may cross."""
        return not any(box.overlaps(other) for other in self.boxes)

    def passes(self, box: Box) -> bool:
        """Whether a thin line in that box runs through no words."""
        return not any(box.overlaps(other) for other in self.boxes if other not in self.marks)

    def free(self, box: Box, distance: float = 6.0) -> bool:
        """Whether a box keeps that distance, in units, from all boxes and lines."""
        wide = box.grown(distance)
        return self.open(wide) and not any(crosses(line, wide) for line in self.lines)

    def place(self, candidates: Iterable[Box], distance: float = 6.0) -> Box | None:
        """The first candidate that is free, which then is in the way of the next; None when none is."""
        for box in candidates:
            if self.free(box, distance):
                self.boxes.append(box)
                return box
        return None


def crosses(line: Sequence[Point], box: Box) -> bool:
    """Whether a line from left to right touches the box."""
    left, top, right, bottom = box
    for i in range(max(bisect_left(line, left, key=_across) - 1, 0), len(line) - 1):
        (x0, y0), (x1, y1) = line[i], line[i + 1]
        if x0 > right:
            return False
        if x1 < left or (y0 < top and y1 < top) or (y0 > bottom and y1 > bottom):
            continue
        low, high = _heights_within(x0, y0, x1, y1, box)
        if low <= bottom and high >= top:
            return True
    return len(line) == 1 and left <= line[0][0] <= right and top <= line[0][1] <= bottom


def _heights_within(x0: float, y0: float, x1: float, y1: float, box: Box) -> tuple[float, float]:
    """The lowest and highest y of a segment between the box's sides."""
    if x1 == x0:
        return min(y0, y1), max(y0, y1)
    slope = (y1 - y0) / (x1 - x0)
    ends = [y0 + slope * (min(max(x, x0), x1) - x0) for x in (box.left, box.right)]
    return min(ends), max(ends)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move blocks apart along a line, as little as can be, keeping their order.

    `wanted` are the blocks' middles and `heights` their extents; the result are new middles between `low` and `high`. When all together
    are too high, they overlap evenly. Neighbours that touch are pooled and moved as one (the pool-adjacent-violators rule).
    """
    room = high - low
    squeeze = min(1.0, room / sum(heights)) if heights else 1.0
    extents = [height * squeeze for height in heights]
    pools: list[tuple[float, float, int]] = []
    for middle, extent in zip(wanted, extents, strict=True):
        pools.append((middle - extent / 2, extent, 1))
        while len(pools) > 1 and pools[-2][0] + pools[-2][1] > pools[-1][0]:
            (top, first, some), (later, second, others) = pools[-2], pools[-1]
            mean = (top * some + (later - first) * others) / (some + others)
            pools[-2:] = [(mean, first + second, some + others)]
    tops = _tops(pools, extents)
    return [top + extent / 2 for top, extent in zip(_bounded(tops, extents, low, high), extents, strict=True)]


def _tops(pools: Sequence[tuple[float, float, int]], extents: Sequence[float]) -> list[float]:
    tops, index = [], 0
    for start, _, count in pools:
        top = start
        for extent in extents[index : index + count]:
            tops.append(top)
            top += extent
        index += count
    return tops


def _bounded(tops: Sequence[float], extents: Sequence[float], low: float, high: float) -> list[float]:
    """Push the blocks back between the bounds, from the top down, then from the bottom up."""
    found, edge = [], low
    for top, extent in zip(tops, extents, strict=True):
        found.append(max(top, edge))
        edge = found[-1] + extent
    edge = high
    for i in reversed(range(len(found))):
        found[i] = min(found[i], edge - extents[i])
        edge = found[i]
    return found
