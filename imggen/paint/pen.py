"""What is handed to matplotlib's renderer: inks, pens, clips, and what imggen needs the renderer to do."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""One row a point, x and y; or a 3 by 3 matrix."""
Codes = NDArray[np.uint8]
Rows = NDArray[np.uint8]
"""Rows of pixels, each red, green, blue and alpha, not premultiplied."""
Ink = tuple[float, float, float, float]
"""Red, green, blue and coverage, 0 to 1."""

DOTS_PER_INCH = 72.0
"""One point is one pixel, so that line widths are pixels."""


class Pen(NamedTuple):
    """How a line is drawn: width and dashes in pixels."""

    ink: Ink
    width: float
    cap: str = "butt"
    join: str = "round"
    dash: tuple[float, ...] = ()


class Context(NamedTuple):
    """How the renderer is to draw, y up: with a pen, inside an upright box, or inside a slanted polygon."""

    pen: Pen
    box: Points | None = None
    """Left, bottom, right, top."""
    polygon: Points | None = None


class Agg(Protocol):
    """What imggen needs of matplotlib's Agg renderer, whichever way it is reached."""

    def canvas(self, width: int, height: int) -> tuple[Any, Rows]:
        """A transparent canvas, and its own pixels (not a copy), top row first."""

    def draw_path(self, canvas: Any, points: Points, codes: Codes | None, matrix: Points, fill: Ink | None, context: Context) -> None:
        """Fill (nonzero), then stroke a path. The matrix takes its points to pixels, y up."""

    def draw_image(self, canvas: Any, left: int, bottom: int, rows: Rows, context: Context) -> None:
        """Lay rows of pixels, bottom row first, with their lower left corner there."""
