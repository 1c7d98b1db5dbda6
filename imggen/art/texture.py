"""What paper is printed with: a halftone that fades from a corner, and grain. Geometry, no colours."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from math import ceil, cos, hypot, pi, sin
from random import Random

from imggen.art.patch import Patch, Place, Point, dots, joined, rings
from imggen.scene import CLOSE, CUBIC, LINE, MOVE, Outline

_ANGLE, _STEP, _LARGEST = pi / 6, 16.0, 6.4
"""The halftone's grid, and the radius of its dots in the corner, in units (SPEC section 7)."""
_SIZES = 10
"""Dots have one of so many radii, so that all of a size are one line."""
_SPECK_AREA = 3100.0
"""One speck of grain stands on so many square units."""
_FIBRE_AREA = 45_000.0
_HAIR = 0.9
"""How thick a fibre is, in units."""


@lru_cache(maxsize=32)
def halftone(place: Place) -> tuple[Patch, ...]:
    """Dots on a slanted grid, largest in the upper right corner; they fade with the distance from it."""
    reach = 0.42 * min(place.width, 1.25 * place.height)
    sorted_by_size: dict[int, list[Point]] = {}
    steep = 1.0 if place.upright else 1.3
    for x, y in _grid(place.width, reach):
        fade = 1 - hypot(0.72 * (place.width - x), steep * y) / reach
        if fade * _SIZES >= 0.5:
            sorted_by_size.setdefault(round(fade * _SIZES), []).append((x, y))
    return tuple(Patch(dots(points), "halftone", 2 * _LARGEST * size / _SIZES) for size, points in sorted(sorted_by_size.items()))


def _grid(right: float, reach: float) -> Iterator[Point]:
    """The places of the slanted grid around the upper right corner, as far as the halftone reaches."""
    across, down = (_STEP * cos(_ANGLE), _STEP * sin(_ANGLE)), (-_STEP * sin(_ANGLE), _STEP * cos(_ANGLE))
    count = ceil(1.5 * reach / _STEP)
    for i in range(-count, count + 1):
        for j in range(-count, count + 1):
            x, y = right + i * across[0] + j * down[0], i * across[1] + j * down[1]
            if y >= 0 and x <= right:
                yield x, y


@lru_cache(maxsize=32)
def grain(place: Place) -> tuple[Patch, ...]:
    """A speck here and there, and a few thin fibres: one outline, so that nowhere two lie over each other."""
    hand = Random(f"grain {round(place.width)} {round(place.height)}")  # noqa: S311 - for looks
    area = place.width * place.height

    def anywhere() -> Point:
        return hand.uniform(0, place.width), hand.uniform(0, place.height)

    specks = [_speck(*anywhere(), hand.uniform(0.5, 1.3)) for _ in range(round(area / _SPECK_AREA))]
    fibres = [_fibre(*anywhere(), hand) for _ in range(round(area / _FIBRE_AREA))]
    return (Patch(joined((rings(specks), *fibres)), "grain"),)


def _speck(x: float, y: float, radius: float) -> tuple[Point, ...]:
    return (x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)


def _fibre(x: float, y: float, hand: Random) -> Outline:
    """A short curved hair, from the place and back to it."""
    turn, length, bow = hand.uniform(0, 2 * pi), hand.uniform(14, 24), hand.uniform(-0.5, 0.5)
    across, down = cos(turn), sin(turn)

    def along(part: float, aside: float) -> Point:
        return x + length * part * across - aside * down, y + length * part * down + aside * across

    there = (along(0.0, 0.0), along(0.25, 0.0), along(0.5, bow * length), along(1.0, 0.0))
    back = (along(1.0, _HAIR), along(0.5, bow * length + _HAIR), along(0.25, _HAIR), along(0.0, _HAIR))
    codes = bytes((MOVE, CUBIC, CUBIC, CUBIC, LINE, CUBIC, CUBIC, CUBIC, CLOSE))
    return Outline(codes, array("d", (*chain.from_iterable((*there, *back)), 0.0, 0.0)))
