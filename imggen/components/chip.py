"""A few words on a coloured chip: who leads, and by how many."""

from __future__ import annotations

from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import FACT, Stage
from imggen.story import Value
from imggen.text.fit import Fitted, fit

_BESIDE, _CLEAR = 0.36, 0.14
"""What is left beside the words, and at least above and below them, in their size."""

_LEADING = 1.12
"""From one baseline to the next, in their size."""


def chip_size(stage: Stage, value: Value, width: float) -> tuple[float, float]:
    """How wide and how high a chip with those words is, at most `width` units wide."""
    fitted = _fitted(stage, value, width)
    return _wide(fitted) + 2 * _BESIDE * stage.size("chip"), _height(stage, fitted)


def chip(stage: Stage, value: Value, left: float, top: float, width: float) -> tuple[Node, ...]:
    """A chip with its upper left corner at the place given; on two lines where its words would be too small on one."""
    size, fitted = stage.size("chip"), _fitted(stage, value, width)
    box, lower = Box(left, top, left + _wide(fitted) + 2 * _BESIDE * size, top + _height(stage, fitted)), _lower(fitted)
    stroke = stage.theme.shape.chip_stroke
    edge = Stroke(stage.colour("edge"), stroke) if stroke else None
    fill = Path(rectangle(box, box.height * stage.theme.shape.chip_radius), "chip-fill", stage.colour("chip"), edge)
    baseline = top + (box.height + lower) / 2 + 0.335 * size
    baseline -= lower + max(0.0, baseline + fitted.lines[-1].ink.bottom - (box.bottom - stroke / 2 - _CLEAR * size))
    return fill, *stage.stack(fitted, stage.words(value), "chip", left + _BESIDE * size, baseline, _LEADING)


def _fitted(stage: Stage, value: Value, width: float) -> Fitted:
    words, style, room = stage.words(value), stage.style("chip"), width - 2 * _BESIDE * stage.size("chip")
    least = min(style.size, stage.readable("chip", FACT))
    return fit(stage.ruler, words, style, room, lines=2, smallest=least, wrapped=1.0, floor=1.0)


def _wide(fitted: Fitted) -> float:
    return max(line.width for line in fitted.lines)


def _lower(fitted: Fitted) -> float:
    """How far the last baseline is under the first."""
    return (len(fitted.lines) - 1) * _LEADING * fitted.style.size


def _height(stage: Stage, fitted: Fitted) -> float:
    """Higher for scripts whose letters reach higher and deeper: words stay clear of the edge."""
    size, inked = stage.size("chip"), max(line.ink.height for line in fitted.lines)
    return _lower(fitted) + max(1.42 * size, inked + 2 * _CLEAR * size + stage.theme.shape.chip_stroke)
