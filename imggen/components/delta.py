"""How a count has changed: a triangle and a signed number."""

from __future__ import annotations

from imggen.components.figure import Figure, figure, set_figure
from imggen.layout.shapes import triangle
from imggen.scene import Box, Node, Path
from imggen.stage import Stage
from imggen.story import Change

_SIDE, _GAP = 0.60, 0.26
"""The height of the triangle, and its distance to the sign, in sizes of the type (SPEC section 6)."""
_WIDE = 1.12 * _SIDE + _GAP


def delta_width(stage: Stage, change: Change, kind: str, size: float, shown: Figure | None = None) -> float:
    """How wide a change is with its triangle, in units; `shown` is what is written of it where that is not all."""
    return set_figure(stage, shown or figure(stage, change), kind, size).width + (_WIDE * size if change.number else 0.0)


def delta(
    stage: Stage, change: Change, series: int, kind: str, left: float, baseline: float, size: float, shown: Figure | None = None
) -> tuple[Node, ...]:
    """A change that starts at `left`, in a kind of type.

    A gain is in the series' colour for the challenger; any loss and any change of the others is in the muted colour: a fall of the
    rival is not celebrated.
    """
    colour = "challenger" if series == 0 and change.number > 0 else "muted"
    says, line = stage.words(change), set_figure(stage, shown or figure(stage, change), kind, size)
    if not change.number:
        return stage.at(line, kind, left, baseline, colour=colour, role="delta")
    arrow = Box(left, baseline - _SIDE * size, left + 1.12 * _SIDE * size, baseline)
    return (
        *stage.at(line, kind, left + _WIDE * size, baseline, colour=colour, role="delta", says=says),
        Path(triangle(arrow, down=change.number < 0), "delta-arrow", fill=stage.colour(colour)),
    )
