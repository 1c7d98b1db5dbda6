"""The mastodon in the pose that tells the score, on the ground it stands on."""

from __future__ import annotations

from imggen.art.drawing import Drawing, draw
from imggen.art.svg import find_drawing
from imggen.layout.shapes import ellipse
from imggen.scene import Box, Node, Path
from imggen.stage import Stage

_DUST_FROM = 240
"""Narrower than this, in units, the animal raises no dust (SPEC section 8)."""


def find_pose(stage: Stage, pose: str) -> Drawing | None:
    """The theme's drawing of a pose; None when no drawing is wanted or the theme has none."""
    return find_drawing(f"pose-{pose}", stage.theme.art_folders) if pose else None


def mascot(stage: Stage, drawing: Drawing, box: Box, *, talking: bool = False, shadow: str = "ground") -> tuple[Node, ...]:
    """The animal in a box of its drawing's proportions, over a flat shadow at the box's foot; no sweat while it talks.

    `shadow` is the token of the shadow's colour; empty for none.
    """
    without = frozenset(name for name, off in (("sweat", talking), ("dust", box.width < _DUST_FROM)) if off)
    depth = min(13.0, max(4.0, box.width * 0.02))
    animal = draw(drawing, stage.theme.art.colour, box, without=without)
    if not shadow:
        return (animal,)
    flat = ellipse((box.left + box.right) / 2, box.bottom - depth * 0.35, box.width * 0.53, depth)
    return Path(flat, "shadow", fill=stage.colour(shadow)), animal


def box_by_width(drawing: Drawing, width: float, feet: float, *, right: float | None = None, middle: float = 0.0) -> Box:
    """The box of a drawing by its width and where its feet are, from its right end or its middle."""
    left = right - width if right is not None else middle - width / 2
    return Box(left, feet - width / drawing.proportion, left + width, feet)


def box_by_height(drawing: Drawing, height: float, feet: float, middle: float) -> Box:
    """The box of a drawing by its height, where its feet are, and its middle."""
    return box_by_width(drawing, height * drawing.proportion, feet, middle=middle)
