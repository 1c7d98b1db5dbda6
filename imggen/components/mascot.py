"""The mastodon in the pose that tells the score, on the ground it stands on."""

from __future__ import annotations

from functools import lru_cache

from imggen.art.drawing import Drawing, draw
from imggen.art.svg import find_drawing
from imggen.layout.shapes import ellipse
from imggen.scene import Box, Node, Path
from imggen.stage import Stage

_DUST_FROM = 240
"""Narrower than this, in units, the animal raises no dust (SPEC section 8)."""


_LOOSE = frozenset(("dust", "sweat"))
_LOWEST, _BEYOND = 0.15, 0.1
"""What is in so much of a drawing stands on the ground, and its shadow reaches so far beyond it: parts of the drawing's height."""


def find_pose(stage: Stage, pose: str) -> Drawing | None:
    """The theme's drawing of a pose; None when no drawing is wanted or the theme has none."""
    return find_drawing(f"pose-{pose}", stage.theme.art_folders) if pose else None


def mascot(stage: Stage, drawing: Drawing, box: Box, *, talking: bool = False, shadow: str = "ground") -> tuple[Node, ...]:
    """The animal in a box of its drawing's proportions, over a flat shadow under its feet; no sweat while it talks.

    `shadow` is the token of the shadow's colour; empty for none.
    """
    without = frozenset(name for name, off in (("sweat", talking), ("dust", box.width < _DUST_FROM)) if off)
    depth = min(13.0, max(4.0, box.width * 0.02))
    animal = draw(drawing, stage.theme.art.colour, box, without=without)
    if not shadow:
        return (animal,)
    left, right = _footing(drawing)
    half = (right - left) / 2 * box.width + _BEYOND * box.height
    flat = ellipse(box.left + (left + right) / 2 * box.width, box.bottom - depth * 0.35, half, depth)
    return Path(flat, "shadow", fill=stage.colour(shadow)), animal


@lru_cache(maxsize=32)
def _footing(drawing: Drawing) -> tuple[float, float]:
    """From where to where a drawing stands on the ground, in parts of its width: what reaches into its lowest part, but dust and sweat."""
    view, low = drawing.view, drawing.view.bottom - _LOWEST * drawing.view.height
    points = (shape.outline.points for shape in drawing.shapes if shape.part not in _LOOSE)
    feet = [each[place] for each in points for place in range(0, len(each), 2) if each[place + 1] > low]
    return ((min(feet) - view.left) / view.width, (max(feet) - view.left) / view.width) if feet else (0.0, 1.0)


def box_by_width(drawing: Drawing, width: float, feet: float, *, right: float | None = None, middle: float = 0.0) -> Box:
    """The box of a drawing by its width and where its feet are, from its right end or its middle."""
    left = right - width if right is not None else middle - width / 2
    return Box(left, feet - width / drawing.proportion, left + width, feet)


def box_by_height(drawing: Drawing, height: float, feet: float, middle: float) -> Box:
    """The box of a drawing by its height, where its feet are, and its middle."""
    return box_by_width(drawing, height * drawing.proportion, feet, middle=middle)
