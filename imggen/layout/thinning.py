"""Fewer points that draw the same line: what happens within one column of pixels is kept by its extremes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

Point = tuple[float, float]


def thinned(points: Sequence[Point], column: float) -> list[Point]:
    """Keep the first, the lowest, the highest and the last point of each column so many units wide."""
    if len(points) <= 2:
        return list(points)
    start = points[0][0]
    return [point for _, group in groupby(points, lambda point: int((point[0] - start) / column)) for point in _extremes(list(group))]


def _extremes(points: Sequence[Point]) -> Iterator[Point]:
    if len(points) <= 2:
        yield from points
        return
    heights = [y for _, y in points]
    kept = {0, heights.index(min(heights)), heights.index(max(heights)), len(points) - 1}
    yield from (points[i] for i in sorted(kept))


def stepped(points: Sequence[Point]) -> list[Point]:
    """The same readings as steps: each holds until the next one."""
    steps = [points[0]]
    for (_, y), (x, later) in pairwise(points):
        steps.extend(((x, y), (x, later)))
    return steps
