"""A winter landscape by day: snowy mountains, pines, clouds, and a field of snow that the animal stands on. Geometry, no colours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from random import Random
from typing import NamedTuple

from imggen.art.patch import Patch, Place, Point, closed, discs, joined, moved, rings
from imggen.art.wobble import smooth
from imggen.scene import Box, Outline

_LEFT_SLOPE = ((0.0, 0.0), (-0.25, 0.228), (-0.57, 0.595), (-1.0, 1.0))
_RIGHT_SLOPE = ((0.0, 0.0), (0.17, 0.149), (0.227, 0.265), (0.45, 0.503), (0.65, 0.676), (1.0, 1.0))
_RIDGE = ((0.227, 0.265), (0.12, 0.30), (0.06, 0.346), (0.13, 0.49), (0.05, 0.69), (0.16, 1.0))
"""Where the shaded side of a mountain begins."""
_SNOW = ((0.0, 0.0), (0.17, 0.149), (0.227, 0.265), (0.12, 0.30), (0.02, 0.384), (-0.09, 0.264), (-0.195, 0.30), (-0.25, 0.228))
"""A mountain of height 1 and half its width 1, its peak at the origin, y down."""

_HALF = ((0.0, 0.0), (0.125, 0.40), (0.085, 0.39), (0.18, 0.65), (0.11, 0.635), (0.238, 0.92), (0.13, 0.955), (0.0, 0.965))
BRANCHES = (*_HALF, *((-x, y) for x, y in _HALF[-2:0:-1]))
TRUNK = ((-0.035, 0.93), (0.035, 0.93), (0.035, 1.02), (-0.035, 1.02))
_TIP = ((0.0, 0.0), (0.033, 0.135), (0.018, 0.125), (0.0, 0.18), (-0.018, 0.125), (-0.033, 0.135))
"""A pine of height 1: its branches, its trunk, the snow on its tip."""
_BUMPS = ((-0.34, -0.16, 0.16), (-0.02, -0.19, 0.19), (0.0, -0.235, 0.20), (0.33, -0.17, 0.17))
"""A cloud of width 1 on its flat base: the middles and radii of its heaps."""
_BELOW = 24.0
"""How far mountains reach behind the snow, in units."""


class _Mountain(NamedTuple):
    x: float
    half: float
    height: float


@lru_cache(maxsize=32)
def mountains(place: Place) -> tuple[Patch, ...]:
    """A row of mountains on the horizon, each with its shaded side and snow on its peak."""
    row = _row(place)
    foot = place.horizon
    bodies = [moved((*_LEFT_SLOPE[::-1], *_RIGHT_SLOPE[1:]), one.x, foot - one.height, one.half, one.height) for one in row]
    bodies = [[*body, (body[-1][0], foot + _BELOW), (body[0][0], foot + _BELOW)] for body in bodies]
    shaded = (_shade(one, after, foot) for one, after in zip(row, (*row[1:], None), strict=True))
    caps = (moved(_SNOW, one.x, foot - one.height, one.half, one.height) for one in row)
    return (
        Patch(rings(bodies), "mountain"),
        Patch(rings(shade for shade in shaded if shade), "mountain-shade"),
        Patch(rings(caps), "snow"),
    )


def _row(place: Place) -> list[_Mountain]:
    """Mountains from the left edge to the right one, of uneven height; one peak is seen before the animal's head."""
    hand = Random(f"mountains {round(place.width)} {round(place.height)}")  # noqa: S311 - for looks
    rise = place.horizon * (0.34 if place.upright else 0.26)
    pitch = place.width / max(3, round(place.width / 133))
    seen = place.focus.left + 0.133 * place.focus.width
    first, last = -ceil(seen / pitch), ceil((place.width - seen) / pitch)
    heights = [rise * (hand.uniform(0.6, 0.72) if i % 2 else hand.uniform(0.86, 1.0)) for i in range(first, last + 1)]
    peaks = (seen + (i + hand.uniform(-0.1, 0.1)) * pitch for i in range(first, last + 1))
    return [_Mountain(x, 0.9 * pitch, height) for x, height in zip(peaks, heights, strict=True)]


def _across(line: Sequence[Point], y: float) -> float:
    """The x of a line that runs downwards, at a height."""
    i = min(max(bisect_right(line, y, key=lambda point: point[1]), 1), len(line) - 1)
    (x0, y0), (x1, y1) = line[i - 1], line[i]
    return x1 if y1 == y0 else x0 + (x1 - x0) * (y - y0) / (y1 - y0)


def _shade(one: _Mountain, after: _Mountain | None, foot: float) -> list[Point]:
    """The shaded side, as far as the next mountain does not stand before it."""
    right, ridge = (moved(line, one.x, foot - one.height, one.half, one.height) for line in (_RIGHT_SLOPE, _RIDGE))
    before = moved(_LEFT_SLOPE, after.x, foot - after.height, after.half, after.height) if after else []
    top = ridge[0][1]
    heights = sorted({y for _, y in (*right, *ridge, *before) if y >= top} | {top + (foot - top) * i / 24 for i in range(25)})
    outer, inner = list[Point](), list[Point]()
    for y in heights:
        edge = min(_across(right, y), _across(before, y) if before and y >= before[0][1] else one.x + 2 * one.half)
        if edge < _across(ridge, y):
            break
        outer.append((edge, y))
        inner.append((_across(ridge, y), y))
    return [*outer, *inner[::-1]]


@lru_cache(maxsize=32)
def pines(place: Place) -> tuple[Patch, ...]:
    """A few pines on the horizon, left and right of the animal."""
    left, right, tall = place.focus.left, place.focus.right, 0.155 * place.horizon if not place.upright else 0.16 * place.horizon
    trees = [(left + 0.088 * place.focus.width, 0.98 * tall), (right + 6, 0.9 * tall)]
    if place.upright:
        trees = [(0.1 * place.width, tall), (0.152 * place.width, 0.56 * tall), (0.932 * place.width, 0.86 * tall)]
    parts = ((TRUNK, "trunk"), (BRANCHES, "pine"), (_TIP, "snow"))
    return tuple(Patch(grove(part, trees, place.horizon + 2), colour) for part, colour in parts)


def grove(part: Sequence[Point], trees: Sequence[tuple[float, float]], foot: float) -> Outline:
    """One part of all pines, each given by its x and its height; `foot` is where they stand."""
    return rings(moved(part, x, foot - height, height, height) for x, height in trees)


@lru_cache(maxsize=32)
def snowfield(place: Place) -> tuple[Patch, ...]:
    """The field of snow from the horizon down, and the flatter light before it that words can stand on."""
    return (
        Patch(_field(place, place.horizon + 3, 7.0, "snow"), "snow"),
        Patch(_field(place, place.horizon + 47, 5.0, "shade"), "snow-shade"),
    )


def _field(place: Place, top: float, swell: float, seed: str) -> Outline:
    hand = Random(f"{seed} {round(place.width)}")  # noqa: S311 - for looks
    pieces = max(4, round(place.width / 260))
    start = hand.choice((-1, 1))
    edge = [(place.width * i / pieces, top + start * (-1) ** i * swell * hand.uniform(0.5, 1.0)) for i in range(pieces + 1)]
    first, last = (-40.0, edge[0][1]), (place.width + 40.0, edge[-1][1])
    low = place.height + 40.0
    return closed(smooth((first, *edge, last), closed=False), ((last[0], low), (first[0], low)))


@lru_cache(maxsize=32)
def clouds(place: Place) -> tuple[Patch, ...]:
    """One or two clouds where nothing is in the way; none on a wide card, whose sky is full."""
    if not place.upright:
        return ()
    width, top = place.width, place.focus.top
    spots = ((0.833, 0.64 * top, 0.121), (0.62, 1.10 * top, 0.076), (0.138, 1.2 * top, 0.104))
    found = [(x * width, y, part * width) for x, y, part in spots if place.is_clear(_cloud_box(x * width, y, part * width))]
    return tuple(Patch(_cloud(*cloud), "cloud") for cloud in found)


def _cloud_box(x: float, y: float, wide: float) -> Box:
    return Box(x - wide / 2, y - 0.4 * wide, x + wide / 2, y)


def _cloud(x: float, y: float, wide: float) -> Outline:
    """Heaps on a flat base."""
    heaps = [(x + wide * across, y + wide * down, wide * radius) for across, down, radius in _BUMPS]
    base = [(x + across * wide, y + down * wide) for across, down in ((-0.34, 0.0), (-0.34, -0.16), (0.33, -0.16), (0.33, 0.0))]
    return joined((discs(heaps), rings((base,))))
