"""A few words on a coloured chip: who leads, and by how many."""

from __future__ import annotations

from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import Stage
from imggen.story import Value
from imggen.text.line import SetLine

_BESIDE, _CLEAR = 0.36, 0.14
"""What is left beside the words, and at least above and below them, in their size."""


def chip_size(stage: Stage, value: Value, width: float) -> tuple[float, float]:
    """How wide and how high a chip with those words is, at most `width` units wide."""
    line = _line(stage, value, width)
    return line.width + 2 * _BESIDE * stage.size("chip"), _height(stage, line)


def chip(stage: Stage, value: Value, left: float, top: float, width: float) -> tuple[Node, ...]:
    """A chip with its upper left corner at the place given."""
    size, line = stage.size("chip"), _line(stage, value, width)
    box = Box(left, top, left + line.width + 2 * _BESIDE * size, top + _height(stage, line))
    stroke = stage.theme.shape.chip_stroke
    edge = Stroke(stage.colour("edge"), stroke) if stroke else None
    fill = Path(rectangle(box, box.height * stage.theme.shape.chip_radius), "chip-fill", stage.colour("chip"), edge)
    baseline = top + box.height / 2 + 0.335 * size
    baseline -= max(0.0, baseline + line.ink.bottom - (box.bottom - stroke / 2 - _CLEAR * size))
    return fill, *stage.at(line, "chip", left + _BESIDE * size, baseline, says=stage.words(value))


def _line(stage: Stage, value: Value, width: float) -> SetLine:
    return stage.fit(stage.words(value), "chip", width - 2 * _BESIDE * stage.size("chip")).lines[0]


def _height(stage: Stage, line: SetLine) -> float:
    """Higher for scripts whose letters reach higher and deeper: words stay clear of the edge."""
    size = stage.size("chip")
    return max(1.42 * size, line.ink.height + 2 * _CLEAR * size + stage.theme.shape.chip_stroke)
