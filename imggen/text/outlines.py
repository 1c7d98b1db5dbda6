"""The outlines of glyphs, drawn by HarfBuzz once."""

from __future__ import annotations

from array import array
from functools import lru_cache

import uharfbuzz as hb

from imggen.errors import InputError
from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Box, Outline
from imggen.text.face import Face

_MOST_POINTS = 20_000
"""More points than any letter has: a font that gives one so many is broken, or hostile."""
Points = tuple[bytearray, "array[float]"]


@lru_cache(4096)
def outline(face: Face, glyph: int) -> tuple[Outline, Box]:
    """A glyph in em, y down, and the box around its points. Raises InputError, which names the file, for one with far too many."""
    codes, points = bytearray(), array("d")
    face.font.draw_glyph(glyph, _pen(), (codes, points))
    if len(codes) > _MOST_POINTS:
        raise InputError(f"not a usable font: its glyph {glyph} is endless", str(face.file.path), "use another font")
    em = face.em
    points = array("d", (value * em for value in points))
    points[1::2] = array("d", (-value for value in points[1::2]))
    drawn = Outline(bytes(codes), points)
    return drawn, drawn.box()


def _move(x: float, y: float, to: Points) -> None:
    to[0].append(MOVE)
    to[1].extend((x, y))


def _line(x: float, y: float, to: Points) -> None:
    if len(to[0]) > _MOST_POINTS:
        return
    to[0].append(LINE)
    to[1].extend((x, y))


def _quadratic(x1: float, y1: float, x: float, y: float, to: Points) -> None:
    if len(to[0]) > _MOST_POINTS:
        return
    to[0].extend((QUADRATIC, QUADRATIC))
    to[1].extend((x1, y1, x, y))


def _cubic(x1: float, y1: float, x2: float, y2: float, x: float, y: float, to: Points) -> None:
    if len(to[0]) > _MOST_POINTS:
        return
    to[0].extend((CUBIC, CUBIC, CUBIC))
    to[1].extend((x1, y1, x2, y2, x, y))


def _close(to: Points) -> None:
    to[0].append(CLOSE)
    to[1].extend((0.0, 0.0))


@lru_cache(1)
def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(_move)
    pen.set_line_to_func(_line)
    pen.set_quadratic_to_func(_quadratic)
    pen.set_cubic_to_func(_cubic)
    pen.set_close_path_func(_close)
    return pen
