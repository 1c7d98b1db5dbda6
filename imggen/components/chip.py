"""A few words on a coloured chip: who leads, and by how many."""

from __future__ import annotations

from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import Stage
from imggen.story import Value

_CLEAR = 0.14
"""The least distance of words from the edge below them, in their size."""


def chip_size(stage: Stage, value: Value, width: float) -> tuple[float, float]:
    """How wide and how high a chip with those words is, at most `width` units wide."""
    size = stage.size("chip")
    line = stage.fit(stage.words(value), "chip", width - 0.72 * size).lines[0]
    return line.width + 0.72 * size, 1.42 * size


def chip(stage: Stage, value: Value, left: float, top: float, width: float) -> tuple[Node, ...]:
    """A chip with its upper left corner at the place given."""
    size, says = stage.size("chip"), stage.words(value)
    line = stage.fit(says, "chip", width - 0.72 * size).lines[0]
    box = Box(left, top, left + line.width + 0.72 * size, top + 1.42 * size)
    stroke = stage.theme.shape.chip_stroke
    edge = Stroke(stage.colour("edge"), stroke) if stroke else None
    fill = Path(rectangle(box, box.height * stage.theme.shape.chip_radius), "chip-fill", stage.colour("chip"), edge)
    baseline = top + box.height / 2 + 0.335 * size
    # Scripts with deep letters stand higher: words stay clear of the edge.
    baseline -= max(0.0, baseline + line.ink.bottom - (box.bottom - stroke / 2 - _CLEAR * size))
    return fill, *stage.at(line, "chip", left + 0.36 * size, baseline, says=says)
