"""Lines as a hand draws them: points that stray a little, joined by a smooth curve."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from math import hypot
from random import Random

from imggen.art.patch import Point
from imggen.scene import CLOSE, CUBIC, MOVE, Box, Outline

_LONG = 1.2
"""A run longer than so many steps is drawn with places where it strays (SPEC section 5)."""


def smooth(points: Sequence[Point], handle: float = 0.36, *, closed: bool = True) -> Outline:
    """A curve through all points: at each it runs as from the one before to the one after, after Catmull and Rom.

    `handle` is how far the handles of each piece reach, as a part of its length.
    """
    count = len(points)
    ways = [_way(points, i, closed=closed) for i in range(count)]
    flat = array("d", points[0])
    for i in range(count if closed else count - 1):
        (x0, y0), (x1, y1) = points[i], points[(i + 1) % count]
        (a0, b0), (a1, b1) = ways[i], ways[(i + 1) % count]
        reach = handle * hypot(x1 - x0, y1 - y0)
        flat.extend((x0 + reach * a0, y0 + reach * b0, x1 - reach * a1, y1 - reach * b1, x1, y1))
    if closed:
        flat.extend((0.0, 0.0))
    return Outline(bytes((MOVE, *[CUBIC] * (3 * (count if closed else count - 1)), *[CLOSE] * closed)), flat)


def _way(points: Sequence[Point], i: int, *, closed: bool) -> Point:
    """The direction at a point, of length 1."""
    last = len(points) - 1
    before, after = (points[i - 1], points[(i + 1) % len(points)]) if closed else (points[max(i - 1, 0)], points[min(i + 1, last)])
    across, down = after[0] - before[0], after[1] - before[1]
    length = hypot(across, down) or 1.0
    return across / length, down / length


@lru_cache(maxsize=128)
def wobbly_box(box: Box, radius: float, step: float, reach: float, handle: float, seed: str) -> Outline:
    """A box with round corners, drawn by hand: the same box and seed are always drawn the same.

    Its sides stray by `reach` at most every `step` units; where its corners begin and end they do not.
    """
    hand = Random(seed)  # noqa: S311 - for looks
    left, top, right, bottom = box
    r = min(radius, box.width / 2, box.height / 2)
    corners = (
        ((left + r, top), (right - r, top)),
        ((right, top + r), (right, bottom - r)),
        ((right - r, bottom), (left + r, bottom)),
        ((left, bottom - r), (left, top + r)),
    )
    return smooth(list(chain.from_iterable(_run(start, end, step, reach, hand) for start, end in corners)), handle)


def _run(start: Point, end: Point, step: float, reach: float, hand: Random) -> Iterator[Point]:
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    pieces = round(length / step) if length > _LONG * step else 1
    yield start
    for i in range(1, pieces):
        far, aside = i / pieces, hand.uniform(-reach, reach) / length
        yield x0 + far * (x1 - x0) - aside * (y1 - y0), y0 + far * (y1 - y0) + aside * (x1 - x0)
    yield end


_LEFT = (
    *((1.10, 0.11), (0.64, 0.23), (0.24, 0.28), (-0.07, 0.25), (-0.14, 0.13), (-0.10, -0.11)),
    *((-0.17, -0.26), (-0.07, -0.41), (0.15, -0.44), (0.57, -0.42), (1.10, -0.35)),
)
_RIGHT = (
    *((-1.29, -0.34), (-0.82, -0.40), (-0.42, -0.46), (-0.15, -0.47), (0.09, -0.40), (0.20, -0.25)),
    *((0.13, -0.14), (0.17, 0.00), (0.08, 0.15), (-0.20, 0.19), (-0.55, 0.15), (-0.89, 0.10)),
)
"""The two ends of a marker's stroke, from the ends of the words and their baseline, in type sizes."""


@lru_cache(maxsize=128)
def swash(left: float, right: float, baseline: float, size: float) -> Outline:
    """One stroke of a broad marker behind words: about 0.46 sizes high, from 0.34 above the baseline, with ragged ends (SPEC section 7)."""
    hand = Random(f"swash {round(right - left)}")  # noqa: S311 - for looks
    squeeze = min(1.0, 0.4 * (right - left) / size)

    def end(points: Sequence[Point], at: float, inwards: int) -> Iterator[Point]:
        for across, down in points:
            within = squeeze if across * inwards > 0 else 1.0
            yield at + size * within * across, baseline + size * (down + hand.uniform(-0.015, 0.015))

    return smooth([*end(_LEFT, left, 1), *end(_RIGHT, right, -1)])
