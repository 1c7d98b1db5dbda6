"""matplotlib's compiled Agg renderer, loaded past its package: no settings file, no font list, a third of the import.

Importing matplotlib reads a settings file in the working folder and may write a font list into the home folder. The compiled
module needs none of it. It is loaded under its own name, so that a host program that uses matplotlib, before or after, shares it.
"""

from __future__ import annotations

import importlib.util
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

import numpy as np

from imggen.paint.pen import DOTS_PER_INCH, Codes, Context, Ink, Pen, Points, Rows

_NAME = "matplotlib.backends._backend_agg"


class _Path:
    """Looks to the compiled renderer like matplotlib's Path."""

    __slots__ = ("codes", "vertices")
    should_simplify = False
    simplify_threshold = 0.0

    def __init__(self, vertices: Points, codes: Codes | None) -> None:
        self.vertices, self.codes = vertices, codes


class _GraphicsContext:
    """Looks to the compiled renderer like matplotlib's GraphicsContextBase, with every setting given and none looked up."""

    __slots__ = ("_capstyle", "_cliprect", "_dashes", "_joinstyle", "_linewidth", "_polygon", "_rgb")
    _alpha = 1.0
    _forced_alpha = False
    _antialiased = True

    def __init__(self, context: Context) -> None:
        self._rgb, self._linewidth, self._capstyle, self._joinstyle, dash = context.pen
        self._dashes, self._cliprect, self._polygon = dash or None, context.box, context.polygon

    def get_dashes(self) -> tuple[float, tuple[float, ...] | None]:
        return 0.0, self._dashes

    def get_clip_path(self) -> tuple[_Path | None, Points | None]:
        return (None, None) if self._polygon is None else (_Path(self._polygon, None), np.eye(3))

    def get_snap(self) -> bool:
        return False

    def get_hatch_path(self) -> None:
        return None

    def get_hatch_color(self) -> Ink:
        return 0.0, 0.0, 0.0, 0.0

    def get_hatch_linewidth(self) -> float:
        return 0.0

    def get_sketch_params(self) -> None:
        return None


class Compiled:
    """The compiled renderer, driven with objects that look like matplotlib's own.

    Raises ImportError where it can't be reached, or can't draw when driven so.
    """

    def __init__(self) -> None:
        try:
            self._renderer = _module().RendererAgg
            canvas, pixels = self.canvas(2, 2)
            square = np.array(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
            self.draw_path(canvas, square, None, np.eye(3), (1.0, 0.0, 0.0, 1.0), Context(Pen((0.0, 0.0, 0.0, 0.0), 0.0)))
        except (AttributeError, TypeError, ValueError, RuntimeError) as error:
            raise ImportError("matplotlib's compiled renderer is not the one imggen knows") from error
        if pixels[1, 0].tolist() != [255, 0, 0, 255]:
            raise ImportError("matplotlib's compiled renderer does not draw as imggen knows it")

    def canvas(self, width: int, height: int) -> tuple[Any, Rows]:
        """A transparent canvas, and its own pixels."""
        renderer = self._renderer(width, height, DOTS_PER_INCH)
        return renderer, np.asarray(renderer)

    def draw_path(self, canvas: Any, points: Points, codes: Codes | None, matrix: Points, fill: Ink | None, context: Context) -> None:
        """Fill, then stroke a path."""
        canvas.draw_path(_GraphicsContext(context), _Path(points, codes), matrix, fill)

    def draw_image(self, canvas: Any, left: int, bottom: int, rows: Rows, context: Context) -> None:
        """Lay rows of pixels, bottom row first."""
        canvas.draw_image(_GraphicsContext(context), left, bottom, rows)


def _module() -> Any:
    """The module that a host program has loaded, else loaded here under the same name."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = importlib.util.find_spec("matplotlib")
    folders = (package.submodule_search_locations if package else None) or []
    for file in (Path(folder, "backends", f"_backend_agg{suffix}") for folder in folders for suffix in EXTENSION_SUFFIXES):
        spec = importlib.util.spec_from_file_location(_NAME, file) if file.is_file() else None
        if spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            sys.modules[_NAME] = module
            return module
    raise ImportError("matplotlib's compiled renderer is not where imggen looks for it")
