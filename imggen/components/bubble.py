"""A speech bubble: one short line that the animal says."""

from __future__ import annotations

from collections.abc import Sequence

from imggen.layout.shapes import bubble as outline
from imggen.scene import Box, Node, Path, Stroke, Text
from imggen.stage import Stage
from imggen.story import Value


def bubble(stage: Stage, value: Value, room: Box, tip: tuple[float, float], end: float) -> tuple[Node, ...]:
    """A bubble around its words, with its tail's tip at `tip` (SPEC section 7).

    It is as high as the room and ends at the x `end`; further right when it would begin left of the room.
    """
    size, stroke = stage.size("bubble"), stage.theme.shape.bubble_stroke
    line = stage.set(stage.words(value), "bubble")
    width = line.width + 1.72 * size
    left = min(max(end - width, room.left), stage.canvas.safe.right - width)
    box = Box(left, room.top, left + width, room.bottom)
    edge = Stroke(stage.colour("bubble-edge"), stroke, "round", "round") if stroke else None
    shape = Path(outline(box, tip, min(box.height / 2, 46)), "bubble-fill", stage.colour("bubble"), edge)
    return shape, *stage.at(line, "bubble", box.middle[0], box.middle[1] + 0.335 * size, align="middle")


def below(room: Box, heading: Sequence[Node]) -> Box:
    """The room of a bubble, moved down where a title on two lines would touch it."""
    low = max((node.ink.bottom for node in heading if isinstance(node, Text)), default=0.0)
    drop = max(0.0, low + 10 - room.top)
    return room._replace(top=room.top + drop, bottom=room.bottom + drop)
