"""Colours as numbers: parsing, mixing, the contrast that WCAG 2 defines, and how different they look. No names, no theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import atan2, cos, degrees, exp, hypot, radians, remainder, sin, sqrt
from typing import Literal, NamedTuple

from imggen.errors import InputError

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")


class Colour(NamedTuple):
    """A colour in sRGB: red, green and blue from 0 to 255, and how much of it covers what is under it (0 to 1)."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    def hexadecimal(self) -> str:
        """`#rrggbb`, with two more digits when it is not opaque."""
        tail = "" if self.alpha >= 1 else f"{round(self.alpha * 255):02x}"
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}{tail}"

    def over(self, under: Colour) -> Colour:
        """The opaque colour seen when this one lies over an opaque one."""
        a = self.alpha
        mixed = (round(top * a + low * (1 - a)) for top, low in zip(self[:3], under[:3], strict=True))
        return Colour(*mixed)

    def faded(self, alpha: float) -> Colour:
        """The same colour at `alpha` times its coverage."""
        return self._replace(alpha=self.alpha * alpha)


def parse_colour(text: str) -> Colour:
    """Read `#rgb`, `#rrggbb` or `#rrggbbaa`. Raises InputError for anything else."""
    if not _HEX.match(text):
        raise InputError(f"not a colour: {text[:40]!r}", instead="write #rgb, #rrggbb or #rrggbbaa")
    digits = text[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue, *alpha = (int(digits[i : i + 2], 16) for i in range(0, len(digits), 2))
    return Colour(red, green, blue, alpha[0] / 255 if alpha else 1.0)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 (black) to 1 (white); alpha is ignored. WCAG 2.2, "relative luminance"."""
    return 0.2126 * _linear(colour.red) + 0.7152 * _linear(colour.green) + 0.0722 * _linear(colour.blue)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two opaque colours, 1 to 21. WCAG 2.2, "contrast ratio"."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Lab(NamedTuple):
    """A colour in CIE L*a*b*, under D65: lightness 0 to 100, green to red, blue to yellow."""

    lightness: float
    a: float
    b: float


Sight = Literal["normal", "protan", "deutan", "tritan"]
"""How colours are seen: by most people, and without the cones for long, middle or short waves."""
_SEEN: Mapping[Sight, tuple[tuple[float, float, float], ...]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""From linear sRGB to linear sRGB as it is seen, at full severity: Machado, Oliveira and Fernandes (2009), table 1."""
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
"""From linear sRGB to CIE XYZ: IEC 61966-2-1."""
_WHITE = (0.95047, 1.0, 1.08883)


def seen_by(sight: Sight) -> tuple[tuple[float, float, float], ...]:
    """The matrix from linear sRGB to linear sRGB as a sight sees it, one row a channel."""
    return _SEEN[sight]


def lab(colour: Colour, sight: Sight = "normal") -> Lab:
    """The colour in CIE L*a*b*, as a sight sees it; alpha is ignored. CIE 15:2004 and `_SEEN`."""
    light = (_linear(channel) for channel in colour[:3])
    seen = (min(max(value, 0.0), 1.0) for value in _times(_SEEN[sight], tuple(light)))
    x, y, z = (_bent(value / white) for value, white in zip(_times(_XYZ, tuple(seen)), _WHITE, strict=True))
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def difference(one: Lab, other: Lab) -> float:
    """How different two colours look, ΔE00: CIEDE2000, by the formulas of Sharma, Wu and Dalal (2005), numbered as there."""
    mean = (hypot(one.a, one.b) + hypot(other.a, other.b)) / 2
    stretch = 1.5 - sqrt(mean**7 / (mean**7 + 25**7)) / 2  # (4) and (5)
    chromas = [hypot(stretch * each.a, each.b) for each in (one, other)]  # (6)
    hues = [degrees(atan2(each.b, stretch * each.a)) % 360 for each in (one, other)]  # (7)
    grey = not all(chromas)
    turn = 0.0 if grey else remainder(hues[1] - hues[0], 360)  # (10)
    lightness, chroma = other.lightness - one.lightness, chromas[1] - chromas[0]  # (8) and (9)
    hue = 2 * sqrt(chromas[0] * chromas[1]) * sin(radians(turn / 2))  # (11)
    light, dense = (one.lightness + other.lightness) / 2, sum(chromas) / 2  # (12) and (13)
    middle = sum(hues) if grey else (hues[0] + turn / 2) % 360  # (14)
    waves = ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.20, 4, -63))
    tuned = 1 + sum(part * cos(radians(times * middle + shift)) for part, times, shift in waves)  # (15)
    by_lightness = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)  # (18)
    by_chroma, by_hue = 1 + 0.045 * dense, 1 + 0.015 * dense * tuned  # (19) and (20)
    blue = 60 * exp(-(((middle - 275) / 25) ** 2))  # twice (16)
    rotation = -sin(radians(blue)) * 2 * sqrt(dense**7 / (dense**7 + 25**7))  # (17) and (21)
    parts = lightness / by_lightness, chroma / by_chroma, hue / by_hue
    return sqrt(sum(part * part for part in parts) + rotation * parts[1] * parts[2])  # (22)


def _linear(channel: int) -> float:
    """Light in proportion to the number of photons, 0 to 1. IEC 61966-2-1, with the threshold of WCAG 2.2."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _bent(share: float) -> float:
    """The cube root, but straight near black. CIE 15:2004."""
    return share ** (1 / 3) if share > (6 / 29) ** 3 else share / (3 * (6 / 29) ** 2) + 4 / 29


def _times(matrix: tuple[tuple[float, float, float], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(part * value for part, value in zip(row, vector, strict=True)) for row in matrix)
