"""Direct labels at the ends of the lines: name and count of each series, spread so that they never touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imggen.components.chip import chip, chip_size
from imggen.components.icon import mark_outline
from imggen.components.lines import hole_of
from imggen.layout.labels import spread
from imggen.layout.shapes import bend
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import FACT, SERIES, Stage
from imggen.story import Name, Row, Value
from imggen.text.fit import shared_size

_PITCH, _LEAST_PITCH = 3.3, 2.7
"""The height of a label, name over count, in sizes of the name: where there is room, and at least."""
_ROW, _BETWEEN = 1.4, 0.5
"""The same of a label on one line, and what is left between its name and its count."""
_WIDER = 1.5
"""How much wider labels on one line may be."""
_CHIP_GAP = 8.0
"""What is left between labels on one line and the chip under them, in units."""
_DATE = 1.2
"""From the count to the date under it, in sizes of the date."""
_MARK, _MARKED = 0.72, 1.15
"""How large the mark before a name is, and how far the name stands off for it, in sizes of the name."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a series ends: its row of the story, its place in the comparison, the last point, and whether its mark there is hollow."""

    row: Row
    series: int
    x: float
    y: float
    hollow: bool = False
    early: bool = False
    """Whether that is well before the end of the chart: what joined the point to its label would be taken for data."""


def label_width(stage: Stage, rows: Sequence[Row], lead: Value | None, most: float, height: float) -> float:
    """How wide the labels want to be in that height, at most so many units; half as many more where name and count share a line."""
    chips = chip_size(stage, lead, most)[1] if lead is not None else 0.0
    name, pitch = _packed(stage, rows, height - chips)
    if _tight(_heights(stage, rows, name, pitch), height - chips):
        return min(max(_row_width(stage, row, name, _WIDER * most) for row in rows), _WIDER * most)
    widths = [stage.set(stage.words(row.count), "end-value").width for row in rows]
    widths += [stage.set(stage.words(Name(row.platform)), "end-name").width for row in rows]
    widths += [stage.set(stage.words(row.day), "crossing-date").width for row in rows if row.day is not None]
    widths += [chip_size(stage, lead, most)[0]] if lead is not None else []
    return min(max(widths), most)


def end_labels(stage: Stage, ends: Sequence[End], lead: Value | None, room: Box, foot: float) -> tuple[Node, ...]:
    """A label for each series, the higher end on top, joined to its line by a small curve; the lead on a chip below the lowest.

    The label of a line that ends early is not joined to it, and has its mark instead. The room's left side is where the words start;
    its top and bottom bound them, and the `foot`, under which the dates stand, where they need not be smaller for it.
    """
    order = sorted(ends, key=lambda end: (end.y, end.series))
    chips = chip_size(stage, lead, room.width)[1] if lead is not None else 0.0
    rows = [end.row for end in order]
    over = room._replace(bottom=min(room.bottom, foot))
    if _packed(stage, rows, over.height - chips)[0] == _packed(stage, rows, room.height - chips)[0]:
        room = over
    name, pitch = _packed(stage, rows, room.height - chips)
    heights = _heights(stage, rows, name, pitch)
    if tight := _tight(heights, room.height - chips):
        heights = [_ROW * name] * len(order)
    wanted = [end.y + height / 2 - (0.5 if tight else 1.35) * name for end, height in zip(order, heights, strict=True)]
    apart = _CHIP_GAP if tight else 0.0
    if lead is not None:
        wanted.append(wanted[-1] + (heights[-1] + apart + chips) / 2)
        heights.append(apart + chips)
    middles = spread(wanted, heights, room.top, room.bottom)
    value = stage.size("end-value") * name / stage.size("end-name")
    figures = [stage.figure(end.row.count, "end-value", room.width, stage.smallest) for end in ends]
    size = shared_size(stage.ruler, figures, stage.style("end-value", value), room.width, stage.smallest)
    nodes: list[Node] = []
    for end, middle, height in zip(order, middles, heights, strict=False):
        top = middle - height / 2
        if tight:
            nodes.extend(_row(stage, end, room, middle + 0.35 * name, name))
        else:
            nodes.extend(_label(stage, end, room, (top + name * 0.95, name), (top + name * 0.95 + value * 0.9, size)))
    if lead is not None:
        nodes.extend(chip(stage, lead, room.left, middles[-1] - heights[-1] / 2 + apart, room.width))
    return tuple(nodes)


def _heights(stage: Stage, rows: Sequence[Row], name: float, pitch: float) -> list[float]:
    return [pitch * name + (_DATE * stage.size("crossing-date") if row.day is not None else 0) for row in rows]


def _tight(heights: Sequence[float], height: float) -> bool:
    """Whether name over count finds no room for each."""
    return sum(heights) > height + 1


def _packed(stage: Stage, rows: Sequence[Row], height: float) -> tuple[float, float]:
    """The size of the names and the pitch of the labels: closer, and then smaller, where they would not find room."""
    size = stage.size("end-name")
    least, dates = min(size, stage.readable("end-name", FACT)), sum(_heights(stage, rows, size, 0.0))
    pitch = min(_PITCH, max(_LEAST_PITCH, (height - dates) / (len(rows) * size)))
    return min(size, max(least, (height - dates) / (len(rows) * pitch))), pitch


def _row_width(stage: Stage, row: Row, size: float, most: float) -> float:
    """How wide a label on one line is, with its mark."""
    name = stage.set(stage.words(Name(row.platform)), "end-name", size).width
    return name + (_MARKED + _BETWEEN) * size + stage.set(_row_figure(stage, row, size, most), "end-value", size).width


def _row_figure(stage: Stage, row: Row, size: float, width: float) -> str:
    """The count of a label on one line of that width."""
    return stage.figure(row.count, "end-value", 0.6 * width, size)


def _row(stage: Stage, end: End, room: Box, baseline: float, size: float) -> tuple[Node, ...]:
    """Name and count on one line, where there is no room for two: the date of an old count is then left to the source line."""
    colour = SERIES[min(end.series, len(SERIES) - 1)]
    figure = stage.set(_row_figure(stage, end.row, size, room.width), "end-value", size)
    return (
        *_name(stage, end, room._replace(right=room.right - figure.width - _BETWEEN * size), baseline, size),
        *stage.at(figure, "end-value", room.right, baseline, align="right", colour=colour, says=stage.words(end.row.count)),
        *_curve(stage, end, room, baseline - 0.35 * size, colour),
    )


def _label(stage: Stage, end: End, room: Box, named: tuple[float, float], counted: tuple[float, float]) -> tuple[Node, ...]:
    """Name and count, each by baseline and size, and the curve from the line's end."""
    colour = SERIES[min(end.series, len(SERIES) - 1)]
    (name, name_size), (value, size) = named, counted
    figure = stage.set(stage.figure(end.row.count, "end-value", room.width, size), "end-value", size)
    nodes = [
        *_name(stage, end, room, name, name_size),
        *stage.at(figure, "end-value", room.left, value, colour=colour, says=stage.words(end.row.count)),
    ]
    if end.row.day is not None:
        baseline = value + _DATE * stage.size("crossing-date")
        nodes.extend(stage.put(end.row.day, "crossing-date", room.left, baseline, width=room.width, role="date"))
    return (*nodes, *_curve(stage, end, room, name + 0.1 * name_size, colour))


def _name(stage: Stage, end: End, room: Box, baseline: float, size: float) -> tuple[Node, ...]:
    """The name, after the mark of its line where no curve joins the two."""
    colour, off = SERIES[min(end.series, len(SERIES) - 1)], _MARKED * size if end.early else 0.0
    nodes = list(stage.put(Name(end.row.platform), "end-name", room.left + off, baseline, width=room.width - off, colour=colour, size=size))
    if end.early:
        x, y, side = room.left + 0.45 * size, baseline - 0.34 * size, _MARK * size
        nodes.append(Path(mark_outline(end.series, x, y, side), "marker", stage.colour(colour)))
        nodes.extend([hole_of(stage, end.series, x, y, side)] if end.hollow else ())
    return tuple(nodes)


def _curve(stage: Stage, end: End, room: Box, level: float, colour: str) -> tuple[Node, ...]:
    """From the line's end to its label, where the two are not side by side."""
    if end.early or (abs(level - end.y) <= 3 and room.left - end.x <= 40):
        return ()
    curve = bend((end.x + 16, end.y), (room.left - 8, level))
    return (Path(curve, "end-curve", stroke=Stroke(stage.colour(colour), stage.theme.chart.leader, "round")),)
