"""Small figures repeated over a card: dots, stripes, checks, waves. Geometry, no colours."""

from __future__ import annotations

from array import array
from functools import lru_cache
from math import ceil, pi, sin

from imggen.art.patch import Point, dots, rings
from imggen.scene import LINE, MOVE, Outline

_MOST = 6_000
"""Figures in one pattern: smaller ones are spread further."""
_STEPS = 8
"""Straight pieces of a wave."""


@lru_cache(maxsize=32)
def figures(kind: str, width: float, height: float, size: float, share: float) -> tuple[Outline, float]:
    """A pattern as one outline, and the width of the line that it is drawn with; 0 when it is filled.

    `size` is the distance from one figure to the next, `share` how much of it the figure takes.
    """
    size = max(size, (width * height / _MOST) ** 0.5)
    columns, rows = ceil(width / size) + 1, ceil(height / size) + 1
    if kind == "dots":
        shifted = ((column + row % 2 / 2, row) for row in range(rows) for column in range(columns))
        return dots([(x * size, y * size) for x, y in shifted]), size * share
    if kind == "checks":
        return rings([_square(x * size, y * size, size * share) for x in range(columns) for y in range(rows)]), 0.0
    if kind == "stripes":
        return _lines([[(x * size - height, height), (x * size, 0.0)] for x in range(columns + rows + 1)]), size * share * 0.7
    return _lines([_wave(y * size, columns, size) for y in range(rows)]), size * share * 0.7


def _square(left: float, top: float, side: float) -> list[Point]:
    return [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]


def _wave(middle: float, columns: int, size: float) -> list[Point]:
    return [(step * size / _STEPS, middle + size / 5 * sin(2 * pi * step / _STEPS)) for step in range(columns * _STEPS + 1)]


def _lines(runs: list[list[Point]]) -> Outline:
    """Open lines as one outline."""
    codes = b"".join(bytes((MOVE, *[LINE] * (len(run) - 1))) for run in runs)
    return Outline(codes, array("d", [value for run in runs for point in run for value in point]))
