"""What a group lets through: a convex polygon in pixels, where the clip boxes of all groups around a node meet."""

from __future__ import annotations

import math
from functools import cached_property

from imggen.scene import Affine, Box

Point = tuple[float, float]


class Clip:
    """A convex polygon in pixels, y down. Nothing is drawn outside it."""

    def __init__(self, corners: tuple[Point, ...]) -> None:
        self.corners = corners

    @cached_property
    def box(self) -> Box | None:
        """The polygon, its sides on whole pixels, when it is an upright rectangle; None when it is slanted."""
        xs, ys = (sorted({round(corner[axis], 3) for corner in self.corners}) for axis in (0, 1))
        if len(xs) > 2 or len(ys) > 2:
            return None
        return Box(*(float(math.floor(side + 0.5)) for side in (xs[0], ys[0], xs[-1], ys[-1])))

    @cached_property
    def empty(self) -> bool:
        """Whether nothing at all is let through."""
        return len(self.corners) < 3 or (self.box is not None and (self.box.width <= 0 or self.box.height <= 0))


def clip_of(box: Box, transform: Affine, within: Clip | None) -> Clip:
    """The clip of a group: its box under the transform, where it meets the clip it stands in."""
    left, top, right, bottom = box
    corners = tuple(transform.of(*corner) for corner in ((left, top), (right, top), (right, bottom), (left, bottom)))
    return Clip(corners if within is None else _meet(corners, within.corners))


def _meet(subject: tuple[Point, ...], window: tuple[Point, ...]) -> tuple[Point, ...]:
    """Where two convex polygons meet. Sutherland and Hodgman, "Reentrant polygon clipping", 1974."""
    turn = math.copysign(1.0, sum(_side(window[0], *window[i : i + 2]) for i in range(1, len(window) - 1)))
    kept = list(subject)
    for start, end in zip(window, (*window[1:], *window[:1]), strict=True):
        points, kept = kept, []
        for before, point in zip((*points[-1:], *points[:-1]), points, strict=True):
            was, now = turn * _side(start, end, before), turn * _side(start, end, point)
            if (was < 0) != (now < 0):
                share = was / (was - now)
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if now >= 0:
                kept.append(point)
    return tuple(kept)


def _side(start: Point, end: Point, point: Point) -> float:
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
