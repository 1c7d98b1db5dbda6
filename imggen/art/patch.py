"""What a backdrop is made of: large outlines, each of one colour, and the place they are made for."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from imggen.scene import CLOSE, CUBIC, LINE, MOVE, Box, Outline

Point = tuple[float, float]
_SPECK = 0.01
"""How long a dot is that a round pen draws: a line without any length has no ends."""
_KAPPA = 0.5522847498


class Place(NamedTuple):
    """Where a backdrop lies, in units. Compared by value, so that what was made for a place can be kept."""

    width: float
    height: float
    horizon: float
    """The height at which the ground begins."""
    focus: Box
    """Where the animal stands, or will."""
    clear: tuple[Box, ...]
    """What small things keep out of: words, panels, bubbles."""

    def is_clear(self, box: Box) -> bool:
        """Whether a box meets nothing that small things keep out of."""
        return not any(box.overlaps(other) for other in self.clear)

    @property
    def upright(self) -> bool:
        """Whether it is about as high as it is wide, or higher."""
        return self.height > 0.8 * self.width


class Patch(NamedTuple):
    """One outline and the token of its colour."""

    outline: Outline
    colour: str
    line: float = 0.0
    """The width of the round-ended line it is drawn with; 0 when it is filled."""
    towards: str = ""
    """Another token that its colour is mixed with,"""
    share: float = 0.0
    """and how much of the mixture that one is."""


def rings(shapes: Iterable[Sequence[Point]]) -> Outline:
    """Closed polygons as one outline."""
    codes, flat = bytearray(), array("d")
    for points in shapes:
        codes.extend((MOVE, *[LINE] * (len(points) - 1), CLOSE))
        flat.extend((*chain.from_iterable(points), 0.0, 0.0))
    return Outline(bytes(codes), flat)


def dots(points: Iterable[Point]) -> Outline:
    """Places as one outline that a round-ended line makes dots of: far fewer points than circles have."""
    flat = array("d", chain.from_iterable((x, y, x + _SPECK, y) for x, y in points))
    return Outline(bytes((MOVE, LINE)) * (len(flat) // 4), flat)


def discs(circles: Iterable[tuple[float, float, float]]) -> Outline:
    """Circles, each by its centre and radius, as one outline."""
    codes, flat = bytearray(), array("d")
    for x, y, r in circles:
        k = r * _KAPPA
        codes.extend((MOVE, *[CUBIC] * 12, CLOSE))
        flat.extend((x + r, y, x + r, y + k, x + k, y + r, x, y + r, x - k, y + r, x - r, y + k, x - r, y))
        flat.extend((x - r, y - k, x - k, y - r, x, y - r, x + k, y - r, x + r, y - k, x + r, y, 0.0, 0.0))
    return Outline(bytes(codes), flat)


def closed(curve: Outline, corners: Iterable[Point]) -> Outline:
    """An open curve continued by straight lines from corner to corner, and back to its start."""
    flat = array("d", curve.points)
    flat.extend((*chain.from_iterable(corners), 0.0, 0.0))
    lines = len(flat) // 2 - len(curve.codes) - 1
    return Outline(curve.codes + bytes((*[LINE] * lines, CLOSE)), flat)


def joined(outlines: Iterable[Outline]) -> Outline:
    """Several outlines as one."""
    codes, flat = bytearray(), array("d")
    for outline in outlines:
        codes.extend(outline.codes)
        flat.extend(outline.points)
    return Outline(bytes(codes), flat)


def moved(points: Iterable[Point], x: float, y: float, wide: float, high: float) -> list[Point]:
    """Points enlarged by `wide` and `high`, then moved."""
    return [(x + wide * across, y + high * down) for across, down in points]
