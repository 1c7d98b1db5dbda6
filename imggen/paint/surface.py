"""A canvas of pixels to draw on, y down."""

from __future__ import annotations

from functools import cache

import numpy as np

from imggen.paint.clip import Clip
from imggen.paint.compiled import Compiled
from imggen.paint.pen import Agg, Codes, Context, Ink, Pen, Points, Rows

_NO_PEN = Pen((0.0, 0.0, 0.0, 0.0), 0.0)


@cache
def found_agg() -> Agg:
    """The Agg renderer of matplotlib: the compiled one alone, else the public one with all that comes with it."""
    try:
        return Compiled()
    except ImportError:
        from imggen.paint.public import Public  # here, because it brings what the compiled one does without

        return Public()


class Surface:
    """A canvas, transparent at first."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._agg = found_agg()
        self._canvas, self.pixels = self._agg.canvas(width, height)
        """`pixels`: rows of red, green, blue and alpha, not premultiplied; they change as more is drawn."""
        self._polygons: dict[Clip, Points] = {}

    def cover(self, red: int, green: int, blue: int) -> None:
        """Cover all of it with one opaque colour."""
        self.pixels.view(np.uint32)[:] = np.array((red, green, blue, 255), np.uint8).view(np.uint32)

    def matrix(self, a: float, b: float, c: float, d: float, e: float, f: float) -> Points:
        """A transform to pixels (the numbers of `Affine`) as `draw` takes it: the renderer counts y upwards."""
        return np.array(((a, c, e), (-b, -d, self.height - f), (0.0, 0.0, 1.0)))

    def draw(self, points: Points, codes: Codes | None, matrix: Points, fill: Ink | None, pen: Pen | None, clip: Clip | None) -> None:
        """Fill a path (nonzero), then stroke it. No point is moved to the pixel grid."""
        self._agg.draw_path(self._canvas, points, codes, matrix, fill, self._context(pen or _NO_PEN, clip))

    def put(self, rows: Rows, left: int, top: int) -> None:
        """Put opaque rows of pixels in the place of what is there: what `lay` makes of them, in a tenth of the time."""
        self.pixels[top : top + rows.shape[0], left : left + rows.shape[1]] = rows

    def lay(self, rows: Rows, left: int, top: int, clip: Clip | None) -> None:
        """Lay rows of pixels over what is there, their top left corner on a whole pixel."""
        if clip is not None and clip.box is not None:
            box = [int(side) for side in clip.box]
            rows = rows[max(0, box[1] - top) : max(0, box[3] - top), max(0, box[0] - left) : max(0, box[2] - left)]
            left, top, clip = max(left, box[0]), max(top, box[1]), None
        if rows.size:
            upwards = rows[::-1].copy()
            self._agg.draw_image(self._canvas, left, self.height - top - len(rows), upwards, self._context(_NO_PEN, clip))

    def _context(self, pen: Pen, clip: Clip | None) -> Context:
        if clip is None:
            return Context(pen)
        if clip.box is not None:
            left, top, right, bottom = clip.box
            return Context(pen, np.array((left, self.height - bottom, right, self.height - top)))
        if clip not in self._polygons:
            # Agg keeps the mask of the last polygon and knows it by its address: a polygon must live as long as the canvas.
            self._polygons[clip] = np.array([(x, self.height - y) for x, y in (*clip.corners, clip.corners[0])])
        return Context(pen, None, self._polygons[clip])
