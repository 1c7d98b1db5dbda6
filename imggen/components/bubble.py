"""A speech bubble: one short line that the animal says."""

from __future__ import annotations

from imggen.layout.shapes import bubble as outline
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import Stage
from imggen.story import Value


def bubble(stage: Stage, value: Value, middle: float, top: float, height: float, tip: tuple[float, float]) -> tuple[Node, ...]:
    """A bubble around its words, centred on `middle`, with its tail's tip at `tip` (SPEC section 7)."""
    size = stage.size("bubble")
    line = stage.set(stage.words(value), "bubble")
    half = (line.width + 1.72 * size) / 2
    middle = min(max(middle, stage.canvas.safe.left + half), stage.canvas.safe.right - half)
    box = Box(middle - half, top, middle + half, top + height)
    edge = (
        Stroke(stage.colour("bubble-edge"), stage.theme.shape.bubble_stroke, "round", "round") if stage.theme.shape.bubble_stroke else None
    )
    shape = Path(outline(box, tip, min(height / 2, 46)), "bubble-fill", stage.colour("bubble"), edge)
    return shape, *stage.at(line, "bubble", middle, top + height / 2 + 0.335 * size, align="middle")
