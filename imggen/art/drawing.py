"""A drawing: outlines in the order they are painted, their colours named by token. Recoloured by a theme, placed by a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imggen.colour import Colour, parse_colour
from imggen.errors import InputError
from imggen.scene import Affine, Box, Group, Outline, Path, Stroke


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline of a drawing. Its colours are tokens of the theme, or plain ones (`#rrggbb`); empty for no fill or no stroke."""

    part: str
    """The part it belongs to: `contour`, `torso`, `x-block`."""
    outline: Outline
    fill: str
    stroke: str
    width: float
    opacity: float


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A whole drawing. Compared by identity, so that what was made of it can be kept."""

    name: str
    view: Box
    shapes: tuple[Shape, ...]

    @property
    def proportion(self) -> float:
        """Width divided by height."""
        return self.view.width / self.view.height


def draw(drawing: Drawing, colours: Mapping[str, Colour], box: Box, *, role: str = "art", without: frozenset[str] = frozenset()) -> Group:
    """Place a drawing into a box of its own proportions, in the colours given, leaving out the parts named.

    Contours stay visible when small: inner strokes are never under 1.1 units, the contour's never under 3.2 (SPEC section 8).
    Raises InputError for a colour token that is not among the colours.
    """
    scale = box.width / drawing.view.width
    paths = [_path(shape, colours, scale, drawing.name) for shape in drawing.shapes if shape.part not in without]
    move = Affine(scale, 0, 0, scale, box.left - drawing.view.left * scale, box.top - drawing.view.top * scale)
    return Group(tuple(paths), role, move)


def _path(shape: Shape, colours: Mapping[str, Colour], scale: float, name: str) -> Path:
    def colour(token: str) -> Colour:
        if token.startswith("#"):
            return parse_colour(token).faded(shape.opacity)
        try:
            return colours[token].faded(shape.opacity)
        except KeyError:
            raise InputError(f"no colour named {token}", f"drawing {name}", "add it under [art.colour] of the theme") from None

    least = 3.2 if shape.part == "contour" else 1.1
    stroke = Stroke(colour(shape.stroke), max(shape.width, least / scale), "round", "round") if shape.stroke else None
    return Path(shape.outline, shape.part or "shape", colour(shape.fill) if shape.fill else None, stroke)
