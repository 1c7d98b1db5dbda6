"""What a drawing covers, in coarse cells: cheap to widen and to ask. Each row of cells is one number, a bit a cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor, isqrt

from imggen.art.drawing import Drawing
from imggen.art.patch import Point
from imggen.checking.outlines import flatten
from imggen.scene import Box

_CELLS = 160
"""How many cells a drawing is wide."""
_FLAT = 0.3
"""How far a curve that is made straight may be from itself, in cells."""
_COARSE = 3
"""How many cells off a place may be counted: its own cell's breadth, that of the cell it is measured to, and half a contour's line."""


def is_near(drawing: Drawing, placed: Box, x: float, y: float, apart: float) -> bool:
    """Whether a place is nearer than `apart` to a drawing placed in a box of its proportions, or on it; in doubt it is."""
    cell = placed.width / _CELLS
    reach = ceil(apart / cell) + _COARSE
    rows, column, row = _widened(drawing, reach), floor((x - placed.left) / cell) + reach, floor((y - placed.top) / cell) + reach
    return 0 <= row < len(rows) and column >= 0 and bool(rows[row] >> column & 1)


def meets(drawing: Drawing, placed: Box, box: Box) -> bool:
    """Whether a placed drawing reaches into a box; in doubt it does."""
    cell, rows = placed.width / _CELLS, _widened(drawing, 0)
    left, right = (min(max(floor((x - placed.left) / cell), -1), _CELLS) + 1 for x in (box.left, box.right))
    top, bottom = (min(max(floor((y - placed.top) / cell) + more, 0), len(rows)) for y, more in ((box.top, 0), (box.bottom, 1)))
    across = (1 << right) - (1 << max(left - 1, 0))
    return any(row & across for row in rows[top:bottom])


@lru_cache(maxsize=64)
def _widened(drawing: Drawing, reach: int) -> tuple[int, ...]:
    """The cells that are at most `reach` cells from what a drawing covers, and as many more around its view."""
    rows = _covered(drawing)
    wide = [[_spread(row << reach, isqrt(reach * reach - off * off)) for row in rows] for off in range(reach + 1)]
    found = [0] * (len(rows) + 2 * reach)
    for off in range(-reach, reach + 1):
        for place, row in enumerate(wide[abs(off)], reach + off):
            found[place] |= row
    return tuple(found)


def _spread(row: int, by: int) -> int:
    """A row in which each cell also covers `by` more on both sides."""
    done = 0
    while done < by:
        step = min(done + 1, by - done)
        row |= row << step | row >> step
        done += step
    return row


@lru_cache(maxsize=32)
def _covered(drawing: Drawing) -> tuple[int, ...]:
    """The cells that a drawing's contours cover, or all its shapes where no part of it is named so."""
    view = drawing.view
    cell = view.width / _CELLS
    rows = [0] * ceil(view.height / cell)
    shapes = [shape for shape in drawing.shapes if shape.part == "contour"] or drawing.shapes
    for shape in shapes:
        for ring in flatten(shape.outline, tolerance=_FLAT * cell):
            _fill(rows, [((x - view.left) / cell, (y - view.top) / cell) for x, y in ring.points])
    return tuple(rows)


def _fill(rows: list[int], ring: Sequence[Point]) -> None:
    """Mark the cells whose middle is in a ring, and those of its corners, which may be thinner than a cell."""
    crossed: dict[int, list[float]] = {}
    before, above = ring[-1]
    for x, y in ring:
        if 0 <= y < len(rows) and 0 <= x < _CELLS:
            rows[int(y)] |= 1 << int(x)
        low, high = (y, above) if y < above else (above, y)
        for row in range(max(0, ceil(low - 0.5)), min(len(rows), ceil(high - 0.5))):
            crossed.setdefault(row, []).append(before + (x - before) * (row + 0.5 - above) / (y - above))
        before, above = x, y
    for row, places in crossed.items():
        ends = [min(max(round(place), 0), _CELLS) for place in sorted(places)]
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            rows[row] |= (1 << end) - (1 << start)
