"""Colours as numbers: parsing, mixing, and the contrast that WCAG 2 defines. No names, no theme."""

from __future__ import annotations

import re
from typing import NamedTuple

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

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two opaque colours, 1 to 21. WCAG 2.2, "contrast ratio"."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
