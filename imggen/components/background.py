"""What fills a whole card under its backdrop, as the theme says: a colour, a gradient, a picture under a veil, a pattern."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import TYPE_CHECKING

from imggen.art.pattern import figures
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Gradient, Image, Node, Path, Stroke
from imggen.stage import Stage

if TYPE_CHECKING:
    from imggen import theme_tables

_ROLE = "decoration"


def background(stage: Stage, whole: Box) -> Iterator[Node]:
    """What the theme lays over the ground of every card, lowest first."""
    look = stage.theme.background
    sheet = rectangle(whole)
    if look.colour is not None:
        yield Path(sheet, _ROLE, look.colour)
    if look.gradient is not None:
        yield Path(sheet, _ROLE, _gradient(look.gradient, whole))
    if look.picture is not None and stage.photo is not None:
        yield Image(stage.photo, whole, _ROLE)
        yield Path(sheet, _ROLE, look.picture.veil)
    if look.pattern is not None:
        yield _pattern(look.pattern, whole)


def _gradient(look: theme_tables.Gradient, whole: Box) -> Gradient:
    """From side to side: so long that both corners in its direction have its ends."""
    across, down = cos(radians(look.angle)), sin(radians(look.angle))
    reach = (abs(whole.width * across) + abs(whole.height * down)) / 2
    x, y = whole.middle
    start, end = (x - reach * across, y - reach * down), (x + reach * across, y + reach * down)
    return Gradient(start, end, ((0.0, look.start), (1.0, look.end)))


def _pattern(look: theme_tables.Pattern, whole: Box) -> Path:
    outline, line = figures(look.kind, whole.width, whole.height, look.size, look.share)
    if line:
        return Path(outline, _ROLE, stroke=Stroke(look.colour, line, "round", "round"))
    return Path(outline, _ROLE, look.colour)
