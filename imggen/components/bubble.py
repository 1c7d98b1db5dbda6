"""A speech bubble: one short line that the animal says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from imggen.art.drawing import Drawing
from imggen.art.silhouette import meets
from imggen.components.mascot import box_by_width
from imggen.layout.shapes import bubble as outline
from imggen.scene import Box, Node, Path, Stroke, Text
from imggen.stage import Stage
from imggen.story import Value

_MOUTH = (0.45, 0.18, 0.05)
"""Where a bubble's tail points to in a drawing whose theme does not say, in parts of its width and height."""
_TAIL = (50.0, 96.0)
"""How far above its tail's tip a bubble ends, at least and at most, in units."""
_UNDER_TITLE, _OVER_FUR = 14.0, 5.0
"""How far a bubble keeps from the title, and from the drawing, in units."""
_COARSE = 60.0
"""How finely small things keep clear of a bubble, in units."""
_SMALLEST = 0.78
"""How much smaller an animal may be for the sake of its bubble."""


class Talk(NamedTuple):
    """Where an animal stands and what it says stands."""

    animal: Box
    bubble: Box
    tip: tuple[float, float]
    clear: Box
    """What small things in the backdrop keep out of: coarse, so that cards with other words have the same backdrop."""


def talk(stage: Stage, value: Value, speaker: tuple[str, Drawing, Box], room: Box, heading: Sequence[Node]) -> Talk:
    """Where a bubble stands near the head of a speaker, its pose, its drawing and its box: under the title, not on the drawing.

    The bubble is as high as the room, and moved up or down from there. The animal is smaller where that is what it takes.
    """
    pose, drawing, box = speaker
    low = max((node.ink.bottom for node in heading if isinstance(node, Text)), default=0.0) + _UNDER_TITLE
    (across, down, aside), wide = stage.theme.art.speaks.get(pose, _MOUTH), stage.set(stage.words(value), "bubble").width
    width, share = wide + 1.72 * stage.size("bubble"), 1.0
    while True:
        animal = box_by_width(drawing, share * box.width, box.bottom, middle=box.middle[0])
        tip = animal.left + across * animal.width, animal.top + down * animal.height
        highest, lowest = (tip[1] - room.height - tail for tail in reversed(_TAIL))
        top = max(min(max(room.top, highest), lowest), low)
        left = min(max(tip[0] - aside * animal.width - width, room.left), stage.canvas.safe.right - width)
        bubble = Box(left, top, left + width, top + room.height)
        if share <= _SMALLEST or (top <= lowest and not meets(drawing, animal, bubble.grown(_OVER_FUR))):
            return Talk(animal, bubble, tip, room._replace(top=top // _COARSE * _COARSE, bottom=(bubble.bottom // _COARSE + 1) * _COARSE))
        share -= 0.02


def bubble(stage: Stage, value: Value, box: Box, tip: tuple[float, float]) -> tuple[Node, ...]:
    """A bubble around its words, with its tail's tip at `tip` (SPEC section 7)."""
    size, stroke = stage.size("bubble"), stage.theme.shape.bubble_stroke
    line = stage.set(stage.words(value), "bubble")
    edge = Stroke(stage.colour("bubble-edge"), stroke, "round", "round") if stroke else None
    shape = Path(outline(box, tip, min(box.height / 2, 46)), "bubble-fill", stage.colour("bubble"), edge)
    return shape, *stage.at(line, "bubble", box.middle[0], box.middle[1] + 0.335 * size, align="middle")
