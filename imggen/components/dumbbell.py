"""Two counts on one scale: a mark for each, and between them the lead as a line."""

from __future__ import annotations

from imggen.components.lines import hole, marker
from imggen.layout.shapes import polyline
from imggen.scene import Node, Path, Stroke
from imggen.stage import Stage

_APART, _ASIDE = 14.0, 7.0
"""Marks closer than this are moved off the line by so much, the rival's up and the challenger's down (SPEC section 9.6)."""
_JOINED = 33.0
"""Marks closer than this leave so little of the line between them that it is left out."""
_LARGER = 1.35
"""How much larger marks are that stand alone than those on a line."""


def mark_reach(stage: Stage) -> tuple[float, float]:
    """How far marks of their own size reach above and below their line where they are moved off it."""
    chart = stage.theme.chart
    disc, square = 2 * chart.marker_radius - chart.marker_edge, chart.marker_side
    up, down = (size * _LARGER / 2 + chart.marker_edge / 2 + _ASIDE for size in (square, disc))
    return max(up, down - _ASIDE), down


def dumbbell(
    stage: Stage,
    places: tuple[float | None, float | None],
    y: float,
    sign: int | None,
    factor: float = 1.0,
    hollow: tuple[bool, bool] = (False, False),
) -> tuple[Node, ...]:
    """The marks of challenger and rival at their places, None for a count that is not known; `factor` enlarges all.

    A mark is `hollow` where its count is rounded, of another day, or has been the same for long. The line between them is the lead,
    and stands only where it is sure: in the challenger's colour where that is ahead.
    """
    ours, theirs = places
    close = ours is not None and theirs is not None and abs(ours - theirs) < _APART * factor
    aside = _ASIDE * factor if close else 0.0
    nodes: list[Node] = []
    if ours is not None and theirs is not None and sign and abs(ours - theirs) >= _JOINED * factor:
        colour = stage.colour("challenger" if sign > 0 else "losing")
        nodes.append(Path(polyline(((ours, y), (theirs, y))), "connector", stroke=Stroke(colour, factor * stage.theme.chart.dumbbell)))
    for series, place, middle in ((1, theirs, y - aside), (0, ours, y + aside)):
        if place is not None:
            nodes.append(marker(stage, series, place, middle, _LARGER * factor))
            nodes.extend([hole(stage, series, place, middle, _LARGER * factor)] if hollow[series] else ())
    return tuple(nodes)
