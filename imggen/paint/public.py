"""The way to Agg that matplotlib documents, taken where the compiled renderer can't be reached alone. It imports matplotlib whole."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from imggen.paint.pen import DOTS_PER_INCH, Codes, Context, Ink, Points, Rows


class Public:
    """matplotlib's RendererAgg, with its own paths, transforms and graphics contexts."""

    def __init__(self) -> None:
        with quiet_matplotlib():
            from matplotlib import path, transforms
            from matplotlib.backend_bases import GraphicsContextBase
            from matplotlib.backends.backend_agg import RendererAgg
        self._renderer: Any = RendererAgg
        self._graphics_context: Any = GraphicsContextBase
        self._path: Any = path
        self._transforms: Any = transforms

    def canvas(self, width: int, height: int) -> tuple[Any, Rows]:
        """A transparent canvas, and its own pixels."""
        renderer = self._renderer(width, height, DOTS_PER_INCH)
        return renderer, np.asarray(renderer.buffer_rgba())

    def draw_path(self, canvas: Any, points: Points, codes: Codes | None, matrix: Points, fill: Ink | None, context: Context) -> None:
        """Fill, then stroke a path."""
        path = self._path.Path(points, codes)
        path.should_simplify = False
        canvas.draw_path(self._context(context), path, self._transforms.Affine2D(matrix), fill)

    def draw_image(self, canvas: Any, left: int, bottom: int, rows: Rows, context: Context) -> None:
        """Lay rows of pixels, bottom row first."""
        canvas.draw_image(self._context(context), left, bottom, rows)

    def _context(self, context: Context) -> Any:
        made, pen = self._graphics_context(), context.pen
        made.set_linewidth(pen.width)
        made.set_foreground(pen.ink, isRGBA=True)
        made.set_capstyle(pen.cap)
        made.set_joinstyle(pen.join)
        made.set_dashes(0.0, pen.dash or None)
        made.set_snap(False)
        if context.box is not None:
            made.set_clip_rectangle(self._transforms.Bbox.from_extents(*context.box))
        if context.polygon is not None:
            made.set_clip_path(self._transforms.TransformedPath(self._path.Path(context.polygon), self._transforms.IdentityTransform()))
        return made


@contextlib.contextmanager
def quiet_matplotlib() -> Iterator[None]:
    """Have matplotlib imported without reading the working folder, writing to the home folder or saying anything."""
    if "matplotlib" in sys.modules:
        yield
        return
    folder = tempfile.mkdtemp(prefix="imggen-")
    # matplotlib remembers the folder for good, so it lives as long as the program.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    before, logger = os.environ.get("MPLCONFIGDIR"), logging.getLogger("matplotlib")
    level = logger.level
    os.environ["MPLCONFIGDIR"] = folder
    logger.setLevel(logging.CRITICAL)
    try:
        with contextlib.chdir(folder), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        os.environ.pop("MPLCONFIGDIR")
        if before is not None:
            os.environ["MPLCONFIGDIR"] = before
