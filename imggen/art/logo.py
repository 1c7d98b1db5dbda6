"""Logos in SVG: shapes with colours of their own, read strictly. What would be drawn otherwise than meant is refused."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from imggen.art.drawing import Drawing, draw
from imggen.art.svg import parse_drawing
from imggen.colour import Colour, parse_colour
from imggen.errors import InputError
from imggen.scene import Box, Group

_LARGEST = 500_000
"""A larger file is no logo, in bytes."""
_LEAST = 0.01
"""The least part of its length that a logo may be high, or wide."""
_INSTEAD = "save it as a PNG picture, or as an SVG of plain shapes filled with colours such as #1f6f43"


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """A logo that is drawn, crisp at any size."""

    drawing: Drawing
    colours: dict[str, Colour]
    """The colours in it, by the way they are written."""

    @property
    def proportion(self) -> float:
        """Width divided by height."""
        return self.drawing.proportion

    def draw(self, box: Box) -> Group:
        """Place it into a box of its own proportions."""
        return draw(self.drawing, self.colours, box, role="logo")


@lru_cache(maxsize=8)
def parse_logo(data: bytes, name: str) -> Logo:
    """Read a logo of shapes in groups, filled and stroked in plain colours.

    Raises InputError for what `parse_drawing` refuses (styles, gradients, clips and all else that would change how it looks), for a
    thread of a logo, and for one that shows nothing. A logo that was read is kept: many cards show the same one.
    """
    if len(data) > _LARGEST:
        raise InputError("an SVG over 500 kB", name, _INSTEAD)
    try:
        drawing = parse_drawing(data, name, tokens=False)
    except InputError as error:
        what = f"{error.what} in it" if error.what.startswith("<") else error.what
        raise InputError(what, name, _INSTEAD) from None
    if not _LEAST <= drawing.proportion <= 1 / _LEAST:
        raise InputError("an SVG with numbers out of bounds", name, _INSTEAD)
    seen = [shape for shape in drawing.shapes if shape.outline.box()[:2] != shape.outline.box()[2:]]
    colours = {colour: parse_colour(colour) for shape in seen for colour in (shape.fill, shape.stroke) if colour}
    if not colours:
        raise InputError("nothing can be seen in it", name, _INSTEAD)
    return Logo(drawing, colours)
