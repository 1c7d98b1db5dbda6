"""Colours as they are perceived: lightness, chroma and hue of OKLab (Björn Ottosson, 2020), and back into sRGB."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin
from typing import NamedTuple

from imggen.colour import Colour

_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_STEPS = 18
"""Halvings to find the most chroma that sRGB has."""


class Oklch(NamedTuple):
    """A colour as it is perceived."""

    lightness: float
    """0, black, to 1, white."""
    chroma: float
    """0, grey, to about 0.33, as vivid as a screen can be."""
    hue: float
    """In degrees: 30 is red, 90 yellow, 145 green, 265 blue."""

    def colour(self, alpha: float = 1.0) -> Colour:
        """The nearest colour of sRGB with this lightness and hue: as much of the chroma as it has."""
        return Colour(*_nearest(self), alpha)

    def at(self, lightness: float) -> Oklch:
        """The same hue, lighter or darker."""
        return self._replace(lightness=min(max(lightness, 0.0), 1.0))


@lru_cache(maxsize=4096)
def oklch(colour: Colour) -> Oklch:
    """How a colour is perceived; alpha is ignored."""
    cones = _times(_TO_CONES, [_linear(channel / 255) for channel in colour[:3]])
    lightness, a, b = _times(_TO_LAB, [cone ** (1 / 3) for cone in cones])
    return Oklch(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


@lru_cache(maxsize=8192)
def _nearest(wanted: Oklch) -> tuple[int, int, int]:
    if wanted.lightness >= 1 or wanted.lightness <= 0:
        return (255, 255, 255) if wanted.lightness >= 1 else (0, 0, 0)
    low, high = 0.0, wanted.chroma
    if not _shown(wanted):
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _shown(wanted._replace(chroma=middle)) else (low, middle)
        wanted = wanted._replace(chroma=low)
    red, green, blue = (round(255 * _bent(min(max(channel, 0.0), 1.0))) for channel in _light(wanted))
    return red, green, blue


def _shown(wanted: Oklch) -> bool:
    """Whether sRGB has the colour."""
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in _light(wanted))


def _light(wanted: Oklch) -> list[float]:
    a, b = wanted.chroma * cos(radians(wanted.hue)), wanted.chroma * sin(radians(wanted.hue))
    return _times(_FROM_CONES, [cone**3 for cone in _times(_FROM_LAB, [wanted.lightness, a, b])])


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _bent(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * float(share ** (1 / 2.4)) - 0.055


def _times(matrix: tuple[tuple[float, float, float], ...], vector: list[float]) -> list[float]:
    return [sum(part * value for part, value in zip(row, vector, strict=True)) for row in matrix]


def hue_distance(one: float, other: float) -> float:
    """How far apart two hues are, in degrees: 0 to 180."""
    return abs((one - other + 180) % 360 - 180)
