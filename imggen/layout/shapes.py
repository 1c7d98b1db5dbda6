"""Plain shapes as outlines: lines, boxes, discs, triangles, stars and bubbles."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import cos, pi, sin

from imggen.scene import CLOSE, CUBIC, LINE, MOVE, Box, Outline

_KAPPA = 0.5522847498
"""How far the handles of a cubic curve stand off for a quarter of a circle: 4/3 (sqrt 2 - 1)."""
_TAIL = 60.0
"""From this length on the sides of a bubble's tail bend as much as they ever do, in units."""

Point = tuple[float, float]


def polyline(points: Sequence[Point]) -> Outline:
    """A line from point to point, open."""
    return Outline(bytes((MOVE, *[LINE] * (len(points) - 1))), array("d", chain.from_iterable(points)))


def polylines(runs: Iterable[Sequence[Point]]) -> Outline:
    """Several open lines as one outline."""
    codes, points = bytearray(), array("d")
    for run in runs:
        codes.extend((MOVE, *[LINE] * (len(run) - 1)))
        points.extend(chain.from_iterable(run))
    return Outline(bytes(codes), points)


def polygon(points: Sequence[Point]) -> Outline:
    """A closed line through the points."""
    flat = array("d", chain.from_iterable(points))
    flat.extend((0.0, 0.0))
    return Outline(bytes((MOVE, *[LINE] * (len(points) - 1), CLOSE)), flat)


def rectangle(box: Box, radius: float = 0.0) -> Outline:
    """A box, its corners rounded by `radius` (at most half the shorter side)."""
    left, top, right, bottom = box
    r = min(radius, box.width / 2, box.height / 2)
    if r <= 0:
        return polygon(((left, top), (right, top), (right, bottom), (left, bottom)))
    k = r * (1 - _KAPPA)
    corners = (
        ((left + r, top), (right - r, top), (right - k, top), (right, top + k), (right, top + r)),
        ((right, bottom - r), (right, bottom - k), (right - k, bottom), (right - r, bottom)),
        ((left + r, bottom), (left + k, bottom), (left, bottom - k), (left, bottom - r)),
        ((left, top + r), (left, top + k), (left + k, top), (left + r, top)),
    )
    codes = bytes((MOVE, LINE, CUBIC, CUBIC, CUBIC, *(LINE, CUBIC, CUBIC, CUBIC) * 3, CLOSE))
    flat = array("d", chain.from_iterable(chain.from_iterable(corners)))
    flat.extend((0.0, 0.0))
    return Outline(codes, flat)


def round_ended(box: Box, radius: float, *, left: bool) -> Outline:
    """A box whose corners are rounded at one end only, by `radius` (at most half its height, or its width)."""
    r = min(radius, box.width, box.height / 2)
    if r <= 0:
        return rectangle(box)
    (near, far), k = ((box.left, box.right) if left else (box.right, box.left)), r * (1 - _KAPPA)
    inwards = 1 if left else -1
    points = (
        *((far, box.top), (near + inwards * r, box.top), (near + inwards * k, box.top), (near, box.top + k), (near, box.top + r)),
        *((near, box.bottom - r), (near, box.bottom - k), (near + inwards * k, box.bottom), (near + inwards * r, box.bottom)),
        *((far, box.bottom), (0.0, 0.0)),
    )
    corner = (LINE, CUBIC, CUBIC, CUBIC)
    return Outline(bytes((MOVE, *corner, *corner, LINE, CLOSE)), array("d", chain.from_iterable(points)))


@lru_cache(maxsize=256)
def disc(x: float, y: float, radius: float) -> Outline:
    """A full circle."""
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, across: float, down: float) -> Outline:
    """An ellipse by its centre and its two radii."""
    a, b = across * _KAPPA, down * _KAPPA
    points = (
        *((x + across, y), (x + across, y + b), (x + a, y + down), (x, y + down)),
        *((x - a, y + down), (x - across, y + b), (x - across, y)),
        *((x - across, y - b), (x - a, y - down), (x, y - down)),
        *((x + a, y - down), (x + across, y - b), (x + across, y), (0.0, 0.0)),
    )
    return Outline(bytes((MOVE, *[CUBIC] * 12, CLOSE)), array("d", chain.from_iterable(points)))


def triangle(box: Box, *, down: bool = False) -> Outline:
    """A triangle that fills the box, pointing up or down."""
    middle = (box.left + box.right) / 2
    if down:
        return polygon(((box.left, box.top), (box.right, box.top), (middle, box.bottom)))
    return polygon(((middle, box.top), (box.right, box.bottom), (box.left, box.bottom)))


def diamond(x: float, y: float, radius: float) -> Outline:
    """A square on its tip."""
    return polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)))


def star(x: float, y: float, radius: float, points: int = 14, inner: float = 0.84) -> Outline:
    """A star with so many points; `inner` is the part of the radius between them."""
    ring = ((radius * (inner if i % 2 else 1), i * pi / points - pi / 2) for i in range(2 * points))
    return polygon([(x + r * cos(angle), y + r * sin(angle)) for r, angle in ring])


def bend(start: Point, end: Point) -> Outline:
    """An S-shaped curve from one point to another, level at both ends."""
    middle = (start[0] + end[0]) / 2
    flat = array("d", (*start, middle, start[1], middle, end[1], *end))
    return Outline(bytes((MOVE, CUBIC, CUBIC, CUBIC)), flat)


def bubble(box: Box, tip: Point, radius: float) -> Outline:
    """A speech bubble: a rounded box with one curved tail from its lower edge to the tip.

    The tail leaves the edge at the place nearest to the tip that the corners leave free; its sides bend less when it is short.
    """
    left, top, right, bottom = box
    r = min(radius, box.width / 2, box.height / 2)
    k = r * (1 - _KAPPA)
    foot, bend = min(max(tip[0] - 52, left + r + 6), right - r - 40), min(1.0, max(0.0, tip[1] - bottom) / _TAIL)
    tail: tuple[Point, ...] = (
        *((foot + 34, bottom), (foot + 34, bottom + 10 * bend), (tip[0] - 22, tip[1] - 26 * bend), tip),
        *((tip[0] - 50, tip[1] - 22 * bend), (foot + 2, bottom + 22 * bend), (foot, bottom)),
    )
    points = (
        *((left + r, top), (right - r, top), (right - k, top), (right, top + k), (right, top + r)),
        *((right, bottom - r), (right, bottom - k), (right - k, bottom), (right - r, bottom)),
        *tail,
        *((left + r, bottom), (left + k, bottom), (left, bottom - k), (left, bottom - r)),
        *((left, top + r), (left, top + k), (left + k, top), (left + r, top), (0.0, 0.0)),
    )
    corner = (LINE, CUBIC, CUBIC, CUBIC)
    codes = bytes((MOVE, *corner, *corner, LINE, CUBIC, CUBIC, CUBIC, CUBIC, CUBIC, CUBIC, *corner, *corner, CLOSE))
    return Outline(codes, array("d", chain.from_iterable(points)))
