"""What lies under a place of a scene: coats of paint, how much of the place each covers, and the colours that can be seen there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from imggen.checking.outlines import Cover, Point, Shape, exact_box, inverse, moved_box
from imggen.colour import Colour, luminance
from imggen.scene import Box, Gradient, Picture

Paint = Colour | Gradient | Picture
"""A picture is laid into the box of its coat's outline."""

_SAMPLES = 12
"""Pixels looked at in each direction of a picture."""
_MOST = 64
"""Colours kept for one place; only a pile of half-transparent, partial coats makes more."""


@dataclass(frozen=True, slots=True, eq=False)
class Coat:
    """A fill, a stroke or a picture where it lies in the scene."""

    order: int
    """Later coats have higher numbers; a path's fill and stroke share one."""
    role: str
    exempt: bool
    """Whether it carries no fact."""
    shape: Shape
    paint: Paint
    box: Box
    """What it may paint on, in scene units."""
    radius: float = 0.0
    """Half the width of a stroke; 0 for a fill."""
    dashed: bool = False
    clip: Box | None = None

    def cover(self, place: Box) -> Cover:
        """How much of a place (a box in the scene; a point has no width and height) it paints."""
        left, top, right, bottom = self.box
        if place.left > right or place.right < left or place.top > bottom or place.bottom < top:
            return Cover.NONE
        shown = place if self.clip is None else shared(place, self.clip)
        cover = self.shape.stroke_cover(shown, self.radius) if self.radius else self.shape.fill_cover(shown)
        return Cover.PART if cover is Cover.WHOLE and (self.dashed or shown != place) else cover

    def colours(self, place: Box) -> tuple[Colour, ...]:
        """The colours it has there: one, the range of a gradient, or a picture's pixels, sampled."""
        if isinstance(self.paint, Colour):
            return (self.paint,)
        own = moved_box(place, inverse(self.shape.transform))
        if isinstance(self.paint, Gradient):
            return _shades(self.paint, ((x, y) for x in (own.left, own.right) for y in (own.top, own.bottom)))
        return _pixels(self.paint, exact_box(self.shape.outline), own)

    @property
    def plain(self) -> bool:
        """Whether it has one colour everywhere."""
        return isinstance(self.paint, Colour)

    def opaque(self, place: Box) -> bool:
        """Whether nothing shines through it there."""
        paint = self.paint
        return paint.alpha >= 1 if isinstance(paint, Colour) else all(colour.alpha >= 1 for colour in self.colours(place))


Layer = tuple[Coat, Cover]


def shared(one: Box, other: Box) -> Box:
    """What two boxes have in common; left of it is right of its right, or top under bottom, when that is nothing."""
    return Box(max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom))


def meeting(coats: Sequence[Coat], place: Box) -> list[Coat]:
    """The coats whose boxes overlap a place, in their order."""
    left, top, right, bottom = place
    return [coat for coat in coats if (box := coat.box)[0] < right and left < box[2] and box[1] < bottom and top < box[3]]


def layers(coats: Sequence[Coat], place: Box) -> list[Layer]:
    """The coats that can be seen at a place, lowest first: none under one that is opaque and covers it wholly."""
    return narrowed([(coat, Cover.PART) for coat in coats], place)


def narrowed(seen: Sequence[Layer], place: Box) -> list[Layer]:
    """Of the coats seen at a larger place, those that can be seen at a place within it."""
    found: list[Layer] = []
    for coat, wide in reversed(seen):
        cover = wide if wide is Cover.WHOLE else coat.cover(place)
        if cover is not Cover.NONE:
            found.append((coat, cover))
        if cover is Cover.WHOLE and coat.opaque(place):
            break
    return found[::-1]


def grounds(paper: Colour, seen: Iterable[Layer], place: Box) -> set[Colour]:
    """The opaque colours that may stand at a place: a coat that covers it partly adds to them, one that covers it wholly replaces them."""
    colours = {Colour(*paper[:3])}
    for coat, cover in seen:
        mixed = {top.over(under) for top in coat.colours(place) for under in colours}
        colours = _thinned(mixed if cover is Cover.WHOLE else mixed | colours)
    return colours


def _thinned(colours: set[Colour]) -> set[Colour]:
    """At most `_MOST` of them, from the darkest to the lightest."""
    if len(colours) <= _MOST:
        return colours
    ordered = sorted(colours, key=lambda colour: (luminance(colour), colour))
    return {ordered[number * (len(ordered) - 1) // (_MOST - 1)] for number in range(_MOST)}


def _shades(gradient: Gradient, corners: Iterable[Point]) -> tuple[Colour, ...]:
    """The colours at both ends of what is seen of a gradient, and of the stops between."""
    (x0, y0), (x1, y1) = gradient.start, gradient.end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    offsets = [((x - x0) * dx + (y - y0) * dy) / length if length else 1.0 for x, y in corners]
    low, high = min(offsets), max(offsets)
    between = (colour for offset, colour in gradient.stops if low < offset < high)
    return _shade(gradient, low), *between, _shade(gradient, high)


def _shade(gradient: Gradient, offset: float) -> Colour:
    stops = gradient.stops
    if offset <= stops[0][0]:
        return stops[0][1]
    for (start, one), (end, other) in pairwise(stops):
        if start < end and offset <= end:
            share = (offset - start) / (end - start)
            red, green, blue = (round(a + (b - a) * share) for a, b in zip(one[:3], other[:3], strict=True))
            return Colour(red, green, blue, one.alpha + (other.alpha - one.alpha) * share)
    return stops[-1][1]


def _pixels(picture: Picture, frame: Box, place: Box) -> tuple[Colour, ...]:
    """The different colours of up to 12 × 12 pixels of a picture laid into `frame`, of those that a place shows."""
    columns = _sampled(picture.width, (place.left - frame.left) / frame.width, (place.right - frame.left) / frame.width)
    rows = _sampled(picture.height, (place.top - frame.top) / frame.height, (place.bottom - frame.top) / frame.height)
    starts = (4 * (row * picture.width + column) for row in rows for column in columns)
    found = {picture.pixels[start : start + 4] for start in starts}
    return tuple(Colour(red, green, blue, alpha / 255) for red, green, blue, alpha in sorted(found))


def _sampled(count: int, low: float, high: float) -> list[int]:
    """Evenly spaced numbers of pixels, from the first that a stretch (in parts of the picture) touches to the last."""
    first, last = (min(count - 1, max(0, int(part * count))) for part in (low, high))
    steps = min(_SAMPLES - 1, last - first)
    return sorted({first + (last - first) * step // max(1, steps) for step in range(steps + 1)})
