"""The badge of a platform: a drawing where there is one, else its series' mark with its initial."""

from __future__ import annotations

from imggen.art.drawing import draw
from imggen.art.svg import find_drawing
from imggen.layout.shapes import diamond, disc, rectangle, triangle
from imggen.platforms import Platform
from imggen.scene import Affine, Box, Group, Node, Outline, Path
from imggen.stage import SERIES, Stage


def icon(stage: Stage, platform: Platform, series: int, box: Box) -> Node:
    """The badge of a platform in a square box, in the colours of its series."""
    token = SERIES[min(series, len(SERIES) - 1)]
    drawing = find_drawing(f"icon-{platform.key}", stage.theme.art_folders) if platform.key.isalnum() else None
    if drawing is not None:
        colours = {"disc": stage.colour(token), "mark": stage.colour(f"on-{token}")}
        return draw(drawing, colours, box, role="icon")
    return _initial(stage, platform, series, box, token)


def mark_outline(series: int, x: float, y: float, size: float) -> Outline:
    """The mark of a series, so that it is told by shape as well as by colour: disc, square, triangle, diamond."""
    half = size / 2
    match series:
        case 0:
            return disc(x, y, half)
        case 1:
            return rectangle(Box(x - half * 0.86, y - half * 0.86, x + half * 0.86, y + half * 0.86))
        case 2:
            return triangle(Box(x - half * 1.1, y - half, x + half * 1.1, y + half * 0.9))
        case _:
            return diamond(x, y, half * 1.2)


def _initial(stage: Stage, platform: Platform, series: int, box: Box, token: str) -> Node:
    ground = Path(rectangle(box, box.width * (0.5 if series == 0 else 0.3)), "icon", fill=stage.colour(token))
    letter = stage.set(platform.name[:1].upper(), "number", box.height * 0.6)
    x, y = box.middle
    left, baseline = x - (letter.ink.left + letter.ink.right) / 2, y - (letter.ink.top + letter.ink.bottom) / 2
    colour = stage.colour(f"on-{token}")
    paths = (
        Group((Path(glyph.outline, "letter", fill=colour),), "letter", Affine(glyph.size, 0, 0, glyph.size, glyph.x, glyph.y))
        for glyph in letter.at(left, baseline)
    )
    return Group((ground, *paths), "icon")
