"""The frame of a chart: its scales, grid, axis and tick labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imggen.layout.labels import Obstacles
from imggen.layout.scales import Scale, evenly
from imggen.layout.shapes import polyline, rectangle
from imggen.scene import Box, Node, Path, Stroke, Text
from imggen.stage import Stage
from imggen.story import Count, Day
from imggen.text.line import SetLine

_TICK_GAP, _DATE_GAP, _DATE_DROP, _LEAST_BETWEEN = 16.0, 10.0, 27.0, 22.0
_MARK_GAP = 2.0
"""From the lowest mark of a reading to the dates, in units."""
_OVERHANG = 38.0
"""How far the last date may reach beyond the plot: not into the labels at the lines' ends."""
BREAK_HEIGHT = 34.0
"""How high the mark of an axis that does not start at zero is."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a chart stands and how its values become places."""

    box: Box
    across: Scale
    """Seconds since 1970 to x."""
    up: Scale
    """Counts to y."""
    steps: tuple[int, ...]
    """The counts that have a grid line, lowest first."""

    @property
    def broken(self) -> bool:
        """Whether the axis starts above zero."""
        return self.steps[0] > 0


def tick_width(stage: Stage, steps: Sequence[int]) -> float:
    """The width of the widest tick label, in units."""
    return max(stage.set(stage.words(Count(step)), "tick").width for step in steps)


def grid(stage: Stage, plot: Plot) -> tuple[Node, ...]:
    """A line a round count, its number left of it, and the base line of the dates."""
    chart, box = stage.theme.chart, plot.box
    nodes: list[Node] = []
    lines = Stroke(stage.colour("grid"), chart.grid, "round" if chart.grid_dash else "butt", dash=chart.grid_dash)
    for step in plot.steps[1:]:
        y = plot.up.at(step)
        nodes.append(Path(polyline(((box.left, y), (box.right, y))), "grid", stroke=lines))
    for step in plot.steps:
        baseline = plot.up.at(step) + 0.33 * stage.size("tick")
        nodes.extend(stage.put(Count(step), "tick", box.left - _TICK_GAP, baseline, align="right"))
    base = Box(box.left - chart.axis / 2, box.bottom - chart.axis / 2, box.right, box.bottom + chart.axis / 2)
    nodes.append(Path(rectangle(base), "axis", fill=stage.colour("ink")))
    return (*nodes, *((break_mark(stage, box.left, box.bottom),) if plot.broken else ()))


def break_mark(stage: Stage, x: float, y: float) -> Path:
    """A zigzag that stands on the lower end of an axis: it does not start at zero."""
    steps = (0.0, -8.0, 8.0, -8.0, 8.0, 0.0)
    heights = (0.0, 0.22, 0.42, 0.62, 0.82, 1.0)
    zigzag = [(x + step, y - part * BREAK_HEIGHT) for step, part in zip(steps, heights, strict=True)]
    return Path(polyline(zigzag), "break-mark", stroke=Stroke(stage.colour("ink"), stage.theme.chart.axis, "round", "miter"))


def dates(stage: Stage, plot: Plot, ticks: Sequence[tuple[float, Day]], foot: float) -> tuple[Node, ...]:
    """A tick and a label under the base line for as many dates as fit; the first and the last one always have theirs.

    The labels keep below `foot`, where the lowest mark of a reading ends.
    """
    most = max(2, int(plot.box.width // 110))
    kept = _apart(stage, plot, [ticks[i] for i in evenly(len(ticks), min(most, 5) if len(ticks) > most else most)])
    chart, bottom = stage.theme.chart, plot.box.bottom
    usual, high = bottom + _DATE_DROP + 0.33 * stage.size("date-tick"), max(-line.ink.top for _, line, _ in kept)
    baseline = max(usual, foot + _MARK_GAP + high)
    nodes: list[Node] = []
    for x, line, left in kept:
        stroke = Stroke(stage.colour("ink"), chart.tick)
        nodes.append(Path(polyline(((x, bottom), (x, bottom + chart.tick_length))), "axis", stroke=stroke))
        nodes.extend(stage.at(line, "date-tick", left, baseline, role="tick"))
    return tuple(nodes)


def _apart(stage: Stage, plot: Plot, ticks: Sequence[tuple[float, Day]]) -> list[tuple[float, SetLine, float]]:
    """The labels that do not touch, each with its tick's place and its own left end; the ends win over those between."""
    placed = list[tuple[float, SetLine, float]]()
    order = [0, len(ticks) - 1, *range(1, len(ticks) - 1)] if len(ticks) > 1 else [0]
    for index in order:
        x, day = ticks[index]
        line = stage.set(stage.words(day), "date-tick")
        left = min(max(x - line.width / 2, stage.canvas.margin if index else x - 4), plot.box.right + _OVERHANG - line.width)
        box = Box(left, 0, left + line.width, 1).grown(_LEAST_BETWEEN / 2)
        if not any(box.overlaps(Box(other, 0, other + kept.width, 1).grown(_LEAST_BETWEEN / 2)) for _, kept, other in placed):
            placed.append((x, line, left))
    return sorted(placed, key=lambda each: each[0])


def in_the_way(nodes: Sequence[Node]) -> Obstacles:
    """What the nodes' words keep others from."""
    return Obstacles([node.ink for node in nodes if isinstance(node, Text)])
