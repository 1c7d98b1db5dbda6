"""The canvas: which shape a size is nearest to, how many units it has, and its margins. SPEC section 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imggen.errors import InputError, did_you_mean
from imggen.scene import Box

NAMED = {"landscape": (1600, 900), "portrait": (1080, 1350), "square": (1080, 1080), "link": (1200, 630)}
"""The sizes that have a name, in pixels."""
_UNITS = {"landscape": (1200, 675), "portrait": (1080, 1350), "square": (1080, 1080), "link": (1200, 630)}
_MARGINS = {"landscape": (60, 48, 22), "portrait": (64, 60, 34), "square": (64, 56, 38), "link": (60, 44, 24)}
"""By shape: the margin at the sides, and the safe distance from top and bottom, in units."""
LEAST_SIDE, MOST_SIDE, MOST_PIXELS = 400, 4096, 40_000_000


@dataclass(frozen=True, slots=True)
class Canvas:
    """How large a card is, in units and in pixels."""

    shape: str
    width: float
    height: float
    scale: float
    """Pixels a unit."""

    @property
    def margin(self) -> float:
        """From the side to the content."""
        return _MARGINS[self.shape][0]

    @property
    def right(self) -> float:
        """Where the content ends on the right."""
        return self.width - self.margin

    @property
    def safe(self) -> Box:
        """Where text must stay."""
        side, top, bottom = _MARGINS[self.shape]
        return Box(side - 16, top, self.width - side + 16, self.height - bottom)

    @property
    def taller(self) -> float:
        """How many units higher it is than its shape's own format."""
        return self.height - _UNITS[self.shape][1]

    @property
    def wider(self) -> float:
        """How many units wider it is than its shape's own format."""
        return self.width - _UNITS[self.shape][0]


def parse_size(text: str) -> tuple[int, int]:
    """Read a size: a name, or `WIDTHxHEIGHT` in pixels. Raises InputError for what is neither or out of bounds."""
    if text in NAMED:
        return NAMED[text]
    match = re.fullmatch(r"(\d{1,6})\s*[x×]\s*(\d{1,6})", text.strip())
    if not match:
        raise InputError(
            f"no size named {text[:40]!r}", instead=f"name one of {', '.join(NAMED)} or write 1200x675{did_you_mean(text, NAMED)}"
        )
    width, height = int(match[1]), int(match[2])
    if not (LEAST_SIDE <= width <= MOST_SIDE and LEAST_SIDE <= height <= MOST_SIDE):
        raise InputError(f"a size of {width}x{height}", instead=f"each side can have {LEAST_SIDE} to {MOST_SIDE} pixels")
    return width, height


def find_canvas(size: str, scale: float = 1.0) -> Canvas:
    """The canvas of a size, `scale` times as many pixels. The shape is the one whose proportions are nearest.

    The card is laid out in at least its shape's own units, with what the size has more of in one direction; never stretched.
    Raises InputError for a size or a scale out of bounds.
    """
    width, height = parse_size(size)
    if not 1 <= scale <= 4 or width * height * scale * scale > MOST_PIXELS:
        raise InputError(f"a scale of {scale:g} at {width}x{height}", instead="use a scale of 1 to 4 and at most 40 million pixels")
    shape = size if size in NAMED else _nearest(width, height)
    units = _UNITS[shape]
    pixels_per_unit = min(width / units[0], height / units[1])
    return Canvas(shape, width / pixels_per_unit, height / pixels_per_unit, pixels_per_unit * scale)


def _nearest(width: int, height: int) -> str:
    def distance(shape: str) -> float:
        wide, high = _UNITS[shape]
        proportion = (width / height) / (wide / high)
        return max(proportion, 1 / proportion)

    return min(_UNITS, key=distance)
