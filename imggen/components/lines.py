"""The lines of a chart: one a series, their markers, the area between the first two, and the ring where they cross."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from math import inf

from imggen.components.icon import mark_outline
from imggen.components.plot import Plot
from imggen.layout.shapes import disc, polygon, polylines
from imggen.layout.thinning import stepped, thinned
from imggen.scene import Box, Group, Node, Path, Stroke
from imggen.stage import SERIES, Stage
from imggen.story import ChartLine, ChartPoint

_COLUMN = 1.0
"""Readings closer than this, in units, are drawn by their extremes."""

_UPRIGHT = 1.15
"""How much larger marks and lines are on a portrait card."""
_SHORT = 6.0
"""A run shorter than this, in units, lies under the mark at its end."""
_FINE, _NARROW = 0.72, 2.6
"""How wide lines are where steps are narrow, as a part of their width; and how narrow that is, in widths of the widest line."""
_INWARDS = 1e-6
"""What is looked at as the end of a span from within, in parts of it."""
_HOLE, _TRIANGLE = 0.5, 0.13
"""How large the hole of a hollow mark is, and how far under its middle the centre of a triangle lies, in parts of its size."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series' line where it is drawn."""

    series: int
    runs: tuple[tuple[Point, ...], ...]
    """As painted: thinned, and stepped where the chart is."""
    readings: tuple[Point, ...]
    """One point a reading; only the extremes of each column where there are many."""
    path: tuple[Point, ...]
    """All runs as one line from left to right."""
    hollow: frozenset[Point] = frozenset()
    """The readings with a hollow mark: the rounded ones, and the last one where it is doubtful."""
    stepped: bool = False
    """Whether its runs are steps; then only its last reading has a mark, and those that stand alone."""

    @property
    def end(self) -> Point:
        """The last reading."""
        return self.readings[-1]

    def height_at(self, x: float) -> float:
        """The line's y at an x, on the line between the points around it."""
        return height_on(self.path, x)


def height_on(points: Sequence[Point], x: float) -> float:
    """The y at an x of a line from left to right; that of its end beyond it."""
    i = min(max(bisect_right(points, (x, inf)), 1), len(points) - 1)
    if len(points) == 1:
        return points[0][1]
    (x0, y0), (x1, y1) = points[i - 1], points[i]
    return y1 if x1 == x0 else y0 + (y1 - y0) * min(max((x - x0) / (x1 - x0), 0), 1)


def drawn(line: ChartLine, series: int, plot: Plot, *, steps: bool) -> Drawn:
    """Put a series' readings into the plot."""
    runs = []
    readings: list[Point] = []
    for run in line.runs:
        points = thinned([_place(point, plot) for point in run], _COLUMN)
        readings.extend(points)
        runs.append(tuple(stepped(points) if steps else points))
    doubted = [point for point in line.points if point.about] + list(line.points[-1:] if line.doubtful else ())
    hollow = frozenset(_place(point, plot) for point in doubted)
    return Drawn(series, tuple(runs), tuple(readings), tuple(chain.from_iterable(runs)), hollow, steps)


def _place(point: ChartPoint, plot: Plot) -> Point:
    return plot.across.at(point.time.timestamp()), plot.up.at(point.count)


def strokes(stage: Stage, lines: Sequence[Drawn], floor: float | None = None) -> tuple[Node, ...]:
    """The lines, the challenger's on top and thickest, over a casing where the theme has one.

    The casing lies under all lines, and ends at the `floor`, so that it hides neither them nor the axis. Where steps are hardly wider
    than the lines, all lines are finer, so that they don't look like a braid.
    """
    chart, fine = stage.theme.chart, _FINE if _crowded(stage, lines) else 1.0
    casings: list[Node] = []
    nodes: list[Node] = []
    for line in sorted(lines, key=lambda one: -one.series):
        colour = stage.colour(SERIES[min(line.series, len(SERIES) - 1)])
        width = fine * (chart.line_rival if line.series else chart.line_challenger)
        long = [run for run in line.runs if len(run) > 1 and not _under_mark(line, run)]
        if not long:
            continue
        outline = polylines(long)
        if chart.line_casing and not line.series:
            casing = width + fine**2 * (chart.line_casing - chart.line_challenger)
            around = Path(outline, "line-casing", stroke=Stroke(stage.colour("edge"), casing, "round", "round"))
            low = stage.canvas.height if floor is None else floor
            casings.append(Group((around,), "line-casing", clip=Box(0, 0, stage.canvas.width, low)))
        nodes.append(Path(outline, "line", stroke=Stroke(colour, width, "round", "round")))
    return (*casings, *nodes)


def _under_mark(line: Drawn, run: Sequence[Point]) -> bool:
    """Whether a run is so short that the hollow mark at its end, where the line ends, would hide all of it."""
    (x0, y0), (x1, y1) = run[0], run[-1]
    marked = not line.stepped or run[-1] == line.end
    return marked and run[-1] in line.hollow and max(abs(x1 - x0), abs(y1 - y0)) < _SHORT


def _crowded(stage: Stage, lines: Sequence[Drawn]) -> bool:
    """Whether steps are so narrow that the lines would fill them."""
    chart = stage.theme.chart
    widest = max(chart.line_challenger, chart.line_casing)
    steps = [(run[-1][0] - run[0][0]) / (len(run) / 2) for line in lines if line.stepped for run in line.runs if len(run) > 1]
    return bool(steps) and min(steps) < _NARROW * widest


def markers(stage: Stage, lines: Sequence[Drawn], *, every: bool) -> tuple[Path, ...]:
    """Each series' own mark at every reading, or at its last one and at those that stand alone between gaps."""
    nodes: list[Path] = []
    for line in sorted(lines, key=lambda one: -one.series):
        alone = [run[0] for run in line.runs if len(run) == 1]
        marked = line.readings if every else dict.fromkeys((*alone, line.end))
        for point in marked:
            nodes.append(marker(stage, line.series, *point))
            nodes.extend([hole(stage, line.series, *point)] if point in line.hollow else ())
    return tuple(nodes)


def marker(stage: Stage, series: int, x: float, y: float, factor: float = 1.0) -> Path:
    """The mark of a series at a place, `factor` times its usual size, parted by an edge of paper from what it lies on."""
    edge = Stroke(stage.colour("paper"), stage.theme.chart.marker_edge, join="miter")
    outline = mark_outline(series, x, y, factor * _mark_size(stage, series))
    return Path(outline, "marker", stage.colour(SERIES[min(series, len(SERIES) - 1)]), edge)


def hole(stage: Stage, series: int, x: float, y: float, factor: float = 1.0) -> Path:
    """What makes the mark at a place hollow: a smaller one of paper in its middle. Its count is rounded, or not of today."""
    return hole_of(stage, series, x, y, factor * _mark_size(stage, series))


def hole_of(stage: Stage, series: int, x: float, y: float, size: float) -> Path:
    """The hole of a mark of any size, in units."""
    down = _TRIANGLE * (1 - _HOLE) * size if series == 2 else 0.0
    return Path(mark_outline(series, x, y + down, _HOLE * size), "hole", stage.colour("paper"))


def _mark_size(stage: Stage, series: int) -> float:
    chart = stage.theme.chart
    return chart.marker_side * 1.16 if series else 2 * chart.marker_radius - chart.marker_edge


def strong(stage: Stage) -> Stage:
    """The stage with the lines and marks of a chart as they are on its shape of card: larger on a portrait (SPEC section 5)."""
    if stage.canvas.shape != "portrait":
        return stage
    chart = stage.theme.chart
    larger = {
        name: _UPRIGHT * getattr(chart, name) for name in ("line_challenger", "line_rival", "line_casing", "marker_radius", "marker_side")
    }
    return replace(stage, theme=stage.theme.model_copy(update={"chart": chart.model_copy(update=larger)}))


def between(stage: Stage, one: Drawn, other: Drawn) -> tuple[Node, ...]:
    """Tint the area between two lines where both are unbroken, in another tint where the first of them is ahead."""
    spans = ((max(a[0][0], b[0][0]), min(a[-1][0], b[-1][0])) for a in one.runs for b in other.runs)
    pieces = (piece for start, end in spans if start < end for piece in _pieces(one, other, start, end))
    return tuple(
        Path(polygon(_within(one, a, b) + _within(other, a, b)[::-1]), "tint", stage.colour("tint-ahead" if ahead else "tint"))
        for a, b, ahead in pieces
    )


def _pieces(one: Drawn, other: Drawn, start: float, end: float) -> Iterator[tuple[float, float, bool]]:
    """The parts of a span in which the same line is on top, and whether that is the first: parted where the two meet or jump."""
    turns = sorted({start, end, *(x for line in (one, other) for x, _ in line.path if start < x < end)})
    begin, ahead = start, False
    for left, right in pairwise(turns):
        over, then = (_height(other, x, left, right) - _height(one, x, left, right) for x in (left, right))
        meet = left + (right - left) * over / (over - then) if over * then < 0 else left
        for at, sign in ((left, over or then), (meet, then or over)):
            if sign and (sign > 0) != ahead:
                if at > begin:
                    yield begin, at, ahead
                begin, ahead = at, sign > 0
    if end > begin:
        yield begin, end, ahead


def _height(line: Drawn, x: float, left: float, right: float) -> float:
    """The line's y at an end of a span, as it comes from within: lines that are steps jump there."""
    inwards = _INWARDS * (right - left)
    return line.height_at(min(max(x, left + inwards), right - inwards))


def _within(line: Drawn, start: float, end: float) -> list[Point]:
    inner = [point for point in line.path if start < point[0] < end]
    return [(start, _height(line, start, start, end)), *inner, (end, _height(line, end, start, end))]


def ring(stage: Stage, x: float, y: float, radius: float) -> tuple[Node, ...]:
    """A ring around the place where lines cross, cased in ink where the theme's accent would not be seen on any ground."""
    chart = stage.theme.chart
    casing = disc(x, y, radius + chart.ring_casing / 2)
    ring = Path(disc(x, y, radius), "ring", stroke=Stroke(stage.colour("accent"), chart.ring_stroke))
    if not chart.ring_casing:
        return (ring,)
    return (
        Path(casing, "ring-casing", stroke=Stroke(stage.colour("ink"), chart.ring_stroke + chart.ring_casing)),
        ring,
    )
