"""Rays of light from one point to the edges of a card. Geometry, no colours."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from imggen.art.patch import Patch, Place, Point, rings

_WEDGES = 23


@lru_cache(maxsize=32)
def rays(place: Place) -> tuple[Patch, ...]:
    """Wedges from the animal's chest, every other one lit, cut off at the edges of the card (SPEC section 7)."""
    x, y = place.focus.left + 0.46 * place.focus.width, place.focus.top + 0.45 * place.focus.height
    turns = [2 * pi * (i + 0.15) / (2 * _WEDGES) for i in range(2 * _WEDGES)]
    return (Patch(rings(_wedge(place, (x, y), a, b) for a, b in zip(turns[::2], turns[1::2], strict=True)), "ray"),)


def _wedge(place: Place, start: Point, one: float, other: float) -> list[Point]:
    """From the start to the card's edge in one direction, along the edge, and back from another direction."""
    ends = [_edge(place, start, turn) for turn in (one, other)]
    corners = ((0.0, 0.0), (place.width, 0.0), (place.width, place.height), (0.0, place.height))
    between = [corner for corner in corners if _is_between(start, ends, corner)]
    return [start, ends[0], *between, ends[1]]


def _edge(place: Place, start: Point, turn: float) -> Point:
    """Where a line from the start leaves the card."""
    across, down = cos(turn), sin(turn)
    far = [((place.width if across > 0 else 0.0) - start[0]) / across] if across else []
    far += [((place.height if down > 0 else 0.0) - start[1]) / down] if down else []
    return start[0] + min(far) * across, start[1] + min(far) * down


def _is_between(start: Point, ends: list[Point], corner: Point) -> bool:
    """Whether a corner lies between both directions, which are less than half a turn apart."""
    (x0, y0), (x1, y1), (x, y) = ((point[0] - start[0], point[1] - start[1]) for point in (*ends, corner))
    return x0 * y - y0 * x > 0 > x1 * y - y1 * x
