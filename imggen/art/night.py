"""A night: a sky in bands, stars, the moon, and dark hills. Geometry, no colours."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from imggen.art.landscape import BRANCHES, TRUNK, grove
from imggen.art.patch import Patch, Place, Point, closed, discs, dots, joined, rings
from imggen.art.wobble import smooth
from imggen.scene import Box, Outline

_BANDS = 20
_SIZES = ((1.5, "star-faint"), (2.3, "star-faint"), (3.2, "star"), (4.4, "star"))
"""The widths of stars and their colours, the commonest first."""
_STAR_AREA = 5000.0
"""One star stands on so many square units of sky."""
_CRATERS = ((0.33, -0.62, 0.12), (-0.47, -0.36, 0.085), (-0.74, -0.02, 0.06), (0.46, 0.30, 0.10))
"""On a moon of radius 1."""
_HALOS = (1.34, 1.17)


@lru_cache(maxsize=32)
def bands(place: Place) -> tuple[Patch, ...]:
    """The sky in even bands, darkest on top; each reaches down to the foot, so that no seam shows (SPEC section 4)."""
    shares = ((i / (_BANDS - 1)) ** 1.5 for i in range(_BANDS))
    pitch = (place.horizon + 10) / _BANDS
    return tuple(Patch(_from(i * pitch, place), "sky", 0.0, "sky-low", share) for i, share in enumerate(shares))


def _from(top: float, place: Place) -> Outline:
    return rings((((0.0, top), (place.width, top), (place.width, place.height), (0.0, place.height)),))


@lru_cache(maxsize=32)
def stars(place: Place) -> tuple[Patch, ...]:
    """Stars of four sizes, few and mostly high up, where nothing is to be read."""
    hand = Random(f"stars {round(place.width)} {round(place.height)}")  # noqa: S311 - for looks
    low = place.horizon - 0.16 * place.height
    found: list[list[Point]] = [[] for _ in _SIZES]
    for _ in range(round(place.width * place.horizon / _STAR_AREA)):
        x, y, size = hand.uniform(6, place.width - 6), low * hand.random() ** 1.5 + 3, min(int(hand.expovariate(1.1)), len(_SIZES) - 1)
        if place.is_clear(Box(x, y, x, y).grown(4)):
            found[size].append((x, y))
    return tuple(Patch(dots(points), colour, width) for points, (width, colour) in zip(found, _SIZES, strict=True) if points)


@lru_cache(maxsize=32)
def moon(place: Place) -> tuple[Patch, ...]:
    """A full moon behind the animal's back, with two faint halos."""
    focus = place.focus
    radius = 0.39 * min(focus.height, 0.61 * focus.width)
    x, y = focus.left + 0.337 * focus.width, place.horizon - 0.9 * radius
    halos = (Patch(discs(((x, y, part * radius),)), "moon-halo") for part in _HALOS)
    craters = discs((x + radius * across, y + radius * down, radius * part) for across, down, part in _CRATERS)
    return *halos, Patch(discs(((x, y, radius),)), "moon"), Patch(craters, "moon-crater")


@lru_cache(maxsize=32)
def hills(place: Place) -> tuple[Patch, ...]:
    """Distant mountains on the horizon."""
    foot, rise = place.horizon, 0.28 * min(place.horizon, 0.62 * place.width)
    across = (-0.1, 0.12, 0.205, 0.32, 0.45, 0.585, 0.70, 0.835, 1.04)
    up = (0.18, 0.80, 0.52, 1.0, 0.47, 0.86, 0.52, 0.98, 0.42)
    peaks = [(place.width * x, foot - rise * y) for x, y in zip(across, up, strict=True)]
    low = foot + 40
    return (Patch(rings((((peaks[0][0], low), *peaks, (peaks[-1][0], low)),)), "mountain"),)


@lru_cache(maxsize=32)
def field(place: Place) -> tuple[Patch, ...]:
    """A few pines, and two waves of ground before them, the nearer one down to the foot."""
    foot, trees = place.horizon, _trees(place, 0.17 * min(place.horizon, 620.0))
    return (
        Patch(joined((grove(TRUNK, trees, foot - 2), grove(BRANCHES, trees, foot - 2))), "pine"),
        Patch(_wave(place, foot + 3, 8.0), "field"),
        Patch(_wave(place, foot + 33, -6.0), "field-near"),
    )


def _trees(place: Place, tall: float) -> list[tuple[float, float]]:
    if place.upright:
        return [(0.083 * place.width, tall), (0.142 * place.width, 0.64 * tall), (0.926 * place.width, 0.84 * tall)]
    return [(place.focus.left + 0.045 * place.focus.width, 0.8 * tall), (place.focus.right + 10, 0.82 * tall)]


def _wave(place: Place, top: float, swell: float) -> Outline:
    width = place.width
    edge = (
        (-40.0, top),
        (0.21 * width, top - swell),
        (0.55 * width, top + 0.5 * swell),
        (0.8 * width, top - 0.35 * swell),
        (width + 40.0, top),
    )
    low = place.height + 40.0
    return closed(smooth(edge, closed=False), ((width + 40.0, low), (-40.0, low)))
