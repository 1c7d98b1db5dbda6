"""The gradients of colour fonts (COLR), resolved: two ends or two circles, and stops from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import uharfbuzz as hb

from imggen.colour import Colour
from imggen.scene import Affine, Gradient, RadialGradient

Stops = tuple[tuple[float, Colour], ...]
_Made = TypeVar("_Made", Gradient, RadialGradient)


def colour_of(given: hb.Color) -> Colour:
    """A colour as the font gives it."""
    return Colour(given.red, given.green, given.blue, given.alpha / 255)


def linear(line: hb.ColorLine, transform: Affine, ends: tuple[float, ...]) -> Gradient | Colour | None:
    """COLR's three points as two: the line through the first and the third has one colour, whatever the transform makes of it.

    None for a gradient that repeats itself; a colour for one that has a single offset. The transform is applied.
    """
    x0, y0, x1, y1, x2, y2 = ends
    (left, top), (right, bottom), (along_x, along_y) = (transform.of(*point) for point in ((x0, y0), (x1, y1), (x2, y2)))
    across, down = along_y - top, left - along_x
    length = across * across + down * down
    share = ((right - left) * across + (bottom - top) * down) / length if length else 0.0
    x, y = left + share * across, top + share * down

    def make(stops: Stops, first: float, last: float) -> Gradient:
        start, end = ((_between(left, x, offset), _between(top, y, offset)) for offset in (first, last))
        return Gradient(start, end, stops)

    return _made(line, make)


def radial(line: hb.ColorLine, transform: Affine, circles: tuple[float, ...]) -> RadialGradient | Colour | None:
    """Two circles and what makes ellipses of them. None for a gradient that repeats itself; a colour for one that has a single offset."""

    def make(stops: Stops, first: float, last: float) -> RadialGradient:
        start, end = (_circle(circles, offset) for offset in (first, last))
        return RadialGradient(start, end, stops, transform)

    return _made(line, make)


def _made(line: hb.ColorLine, make: Callable[[Stops, float, float], _Made]) -> _Made | Colour | None:
    found = sorted(((stop.offset, colour_of(stop.color)) for stop in line.color_stops), key=lambda stop: stop[0])
    if line.extend != hb.PaintExtend.PAD or not found:
        return None
    first, last = found[0][0], found[-1][0]
    if first == last:
        return found[-1][1]
    return make(tuple(((offset - first) / (last - first), colour) for offset, colour in found), first, last)


def _between(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _circle(circles: tuple[float, ...], share: float) -> tuple[float, float, float]:
    x, y, radius = (_between(one, other, share) for one, other in zip(circles[:3], circles[3:], strict=True))
    return x, y, max(radius, 0.0)
