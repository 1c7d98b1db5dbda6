"""Logos in SVG: paths with colours of their own, read strictly. What would be drawn otherwise than meant is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from imggen.art.drawing import Drawing, Shape, draw
from imggen.art.svg import parse_drawing
from imggen.colour import Colour, parse_colour
from imggen.errors import InputError
from imggen.scene import Box, Group

_UNDERSTOOD = frozenset(("d", "fill", "stroke", "stroke-width", "opacity", "id", "viewBox", "width", "height", "version", "role", "lang"))
_NAMED = {"black": "#000000", "white": "#ffffff", "currentColor": "#000000"}
_LARGEST = 500_000
"""A larger file is no logo, in bytes."""
_FAR, _LEAST = 1e6, 0.01
"""The largest number in a path, and the least part of its length that a logo may be high, or wide."""
_INSTEAD = "save it as a PNG picture, or as an SVG of plain paths filled with colours such as #1f6f43"


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


def parse_logo(data: bytes, name: str) -> Logo:
    """Read a logo of paths in groups, filled and stroked in plain colours.

    Raises InputError for what `parse_drawing` refuses, for styles, gradients, clips and all else that would change how it looks,
    and for a logo that shows nothing.
    """
    if len(data) > _LARGEST or any(mark in data for mark in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise InputError("an SVG over 500 kB, with a DOCTYPE, or not in UTF-8", name, _INSTEAD)
    colours = dict[str, Colour]()
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - without DOCTYPE there are no entities to expand
        _check(root, {}, colours)
        drawing = parse_drawing(ElementTree.tostring(root), name)
    except (ElementTree.ParseError, ValueError, RecursionError, LookupError) as error:
        raise InputError(f"not an SVG drawing: {error}"[:200], name, _INSTEAD) from None
    except InputError as error:
        raise InputError(error.what, name, _INSTEAD) from None
    if not all(map(_is_sound, drawing.shapes)) or not _LEAST <= drawing.proportion <= 1 / _LEAST:
        raise InputError("an SVG with numbers out of bounds", name, _INSTEAD)
    if not any((shape.fill or shape.stroke) and shape.outline.codes for shape in drawing.shapes):
        raise InputError("nothing can be seen in it", name, _INSTEAD)
    return Logo(drawing, colours)


def _is_sound(shape: Shape) -> bool:
    """Whether its numbers are such that any painter can draw it."""
    return 0 <= shape.opacity <= 1 and 0 <= shape.width <= _FAR and all(-_FAR <= value <= _FAR for value in shape.outline.points)


def _check(element: ElementTree.Element, inherited: dict[str, str], colours: dict[str, Colour]) -> None:
    """Refuse what is not understood in an element and those in it, and name the colours as drawings do.

    A drawing takes its colours from `data-fill` and `data-stroke` on its paths, and without them draws nothing.
    """
    for attribute in _strange(element):
        raise InputError(f"an SVG with {attribute}")
    own = {key: value for key, value in element.attrib.items() if key in ("fill", "stroke", "stroke-width")}
    look = inherited | own
    for kind, usual in (("fill", "#000000"), ("stroke", "none")):
        element.attrib.pop(kind, None)
        element.attrib.pop(f"data-{kind}", None)
        if element.tag.endswith("path") and (found := look.get(kind, usual).strip()) != "none":
            colours[found] = parse_colour(_NAMED.get(found, found))
            element.set(f"data-{kind}", found)
    if "stroke-width" in look:
        element.set("stroke-width", look["stroke-width"])
    for child in element:
        _check(child, look, colours)


def _strange(element: ElementTree.Element) -> Iterator[str]:
    """The attributes that may change how an element looks, and are not understood."""
    grouped = not element.tag.endswith("path")
    for attribute in element.attrib:
        harmless = attribute.startswith(("data-", "aria-", "{")) or attribute in _UNDERSTOOD
        if not harmless or (attribute == "opacity" and grouped):
            yield f"{attribute} on <{element.tag.rpartition('}')[2]}>"
