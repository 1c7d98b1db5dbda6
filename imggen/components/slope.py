"""Two upright axes, the counts before on one and those of now on the other, and a line from each to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imggen.components.delta import delta, delta_width
from imggen.components.icon import icon
from imggen.components.lines import Drawn, marker, strokes
from imggen.components.plot import BREAK_HEIGHT, break_mark
from imggen.layout.labels import Obstacles, spread
from imggen.layout.scales import Scale
from imggen.layout.shapes import polygon, polyline
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import SERIES, Stage
from imggen.story import Count, Row, Value

_OUTSIDE, _BEFORE_DELTA = 30.0, 28.0
"""From an axis to the counts beside it, and from a count to its change, in units (SPEC section 9.5)."""
_BADGE, _BESIDE = 0.58, 0.22
"""The side of a badge, and what is left beside it, in sizes of the count."""
_PITCH = 1.1
"""The height of a count, in its sizes."""
_NARROWEST = 236.0
"""The least distance between the axes."""
_PADDING, _INSET = 0.07, 14.0
"""What is left over and under the lines: in parts of their range, and in units."""
_STEPS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52, 0.46)
_SHIFTS = (22.0, 34.0, 48.0, 64.0)
"""How far from its axis the size of a gap may stand."""
_ROOM = 124.0
"""So much room is kept beside an axis for a drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """What a slope chart shows: values of a story, the challenger's first."""

    rows: tuple[Row, ...]
    before: tuple[Count, Count]
    dates: tuple[Value, Value]
    gaps: tuple[Value | None, Value | None]
    from_zero: bool


class _Axes(NamedTuple):
    """Where both axes stand, how high a count is on them, and how large the counts beside them are."""

    left: float
    right: float
    up: Scale
    size: float
    figures: tuple[tuple[str, str], tuple[str, str]]
    """What is written of the counts: before and now, the challenger's first."""


class _Label(NamedTuple):
    series: int
    middle: float
    """Where the middle of its count is."""
    box: Box


def slope(stage: Stage, shown: Slope, room: Box, *, stacked: bool, drawings: bool) -> tuple[tuple[Node, ...], tuple[Box, Box]]:
    """The chart in a room whose top and foot are those of the axes; and the room that is left for a drawing beside each axis.

    Changes stand after the counts, or below them if `stacked`; counts make room for `drawings`.
    """
    axes = _axes(stage, shown, room, stacked=stacked)
    lines = _lines(shown, axes)
    sides = [_labels(stage, shown, axes, room, side, stacked=stacked, drawings=drawings) for side in (0, 1)]
    nodes = [*_areas(stage, shown, axes, lines)]
    foot = room.bottom if shown.from_zero else room.bottom - BREAK_HEIGHT
    for x in (axes.left, axes.right):
        nodes.append(Path(polyline(((x, room.top), (x, foot))), "axis", stroke=Stroke(stage.colour("ink"), stage.theme.chart.axis)))
        nodes.extend(() if shown.from_zero else (break_mark(stage, x, room.bottom),))
    nodes.extend(strokes(stage, lines))
    nodes.extend(marker(stage, line.series, x, y) for line in reversed(lines) for x, y in line.readings)
    nodes.extend(_dates(stage, shown.dates, axes, room))
    nodes.extend(_gaps(stage, shown, axes, lines, room))
    nodes.extend(_counts(stage, shown, axes, sides, stacked=stacked))
    columns = (Box(room.left, room.top, axes.left - 24, room.bottom + 24), Box(axes.right + 24, room.top, room.right, room.bottom + 24))
    return tuple(nodes), (_free(columns[0], sides[0]), _free(columns[1], sides[1]))


def _axes(stage: Stage, shown: Slope, room: Box, *, stacked: bool) -> _Axes:
    """The counts as large as both columns allow; in three digits where they would be too small."""
    exact = tuple(tuple(map(stage.words, pair)) for pair in (shown.before, tuple(row.count for row in shown.rows)))
    short = tuple(tuple(map(stage.voice.compact, pair)) for pair in (shown.before, tuple(row.count for row in shown.rows)))
    for figures, steps in ((exact, _STEPS), (short, _STEPS)):
        for step in steps:
            size = max(stage.smallest, step * stage.size("number-on-slope"))
            left, right = _widths(stage, shown, figures, size, step, stacked=stacked)
            if left + _NARROWEST + right <= room.width:
                return _placed(shown, room, left, right, size, figures)
    return _placed(shown, room, left, right, size, figures)


def _placed(shown: Slope, room: Box, left: float, right: float, size: float, figures: tuple[tuple[str, ...], ...]) -> _Axes:
    one, other = max(room.left + left, room.left + 0.302 * room.width), min(room.right - right, room.left + 0.665 * room.width)
    if other - one < _NARROWEST:
        one, other = (one, one + _NARROWEST) if one == room.left + left else (other - _NARROWEST, other)
    counts = [count.number for count in (*shown.before, *(row.count for row in shown.rows))]
    low, high = (0 if shown.from_zero else min(counts)), max(counts)
    pad = _PADDING * (high - low) or max(1.0, _PADDING * high)
    foot = room.bottom if shown.from_zero else room.bottom - BREAK_HEIGHT - _INSET
    up = Scale(low if shown.from_zero else low - pad, high + pad, foot, room.top + _INSET)
    return _Axes(one, other, up, size, figures)  # type: ignore[arg-type]


def _widths(stage: Stage, shown: Slope, figures: Sequence[Sequence[str]], size: float, step: float, *, stacked: bool) -> tuple[float, float]:
    """How wide what stands left and right of the axes is, up to the axes."""
    left, right = (max(stage.set(figure, "number-on-slope", size).width for figure in pair) for pair in figures)
    deltas = _delta_size(stage, step)
    changes = max((delta_width(stage, row.change, "delta-on-slope", deltas) for row in shown.rows if row.change), default=0.0)
    right = max(right, changes) if stacked else right + (_BEFORE_DELTA + changes if changes else 0.0)
    return (_BADGE + _BESIDE) * size + left + _OUTSIDE, _OUTSIDE + right


def _delta_size(stage: Stage, step: float) -> float:
    return max(stage.smallest, step * stage.size("delta-on-slope"))


def _lines(shown: Slope, axes: _Axes) -> list[Drawn]:
    lines = []
    for series, (row, before) in enumerate(zip(shown.rows, shown.before, strict=True)):
        points = ((axes.left, axes.up.at(before.number)), (axes.right, axes.up.at(row.count.number)))
        lines.append(Drawn(series, (points,), points, points))
    return lines


def _areas(stage: Stage, shown: Slope, axes: _Axes, lines: Sequence[Drawn]) -> Iterator[Path]:
    """The area between both lines, tinted by who is ahead in it."""
    (start, end), (other_start, other_end) = (line.path for line in lines)
    leads = [shown.before[0].number - shown.before[1].number, shown.rows[0].count.number - shown.rows[1].count.number]
    if leads[0] * leads[1] >= 0:
        token = "tint-ahead" if sum(leads) > 0 else "tint"
        yield Path(polygon((start, end, other_end, other_start)), "tint", stage.colour(token))
        return
    part = leads[0] / (leads[0] - leads[1])
    cross = (axes.left + part * (axes.right - axes.left), start[1] + part * (end[1] - start[1]))
    for (one, other), lead in zip(((start, other_start), (end, other_end)), leads, strict=True):
        yield Path(polygon((one, cross, other)), "tint", stage.colour("tint-ahead" if lead > 0 else "tint"))


def _labels(
    stage: Stage, shown: Slope, axes: _Axes, room: Box, side: int, *, stacked: bool, drawings: bool
) -> tuple[_Label, ...]:
    """Where the counts beside an axis stand: each at its point, apart from each other, and leaving room for a drawing."""
    counts = [row.count.number for row in shown.rows] if side else [count.number for count in shown.before]
    order = sorted(range(2), key=lambda series: -counts[series])
    number, low, high = _PITCH * axes.size, room.top - 0.2 * axes.size, room.bottom + 0.2 * axes.size
    below = 1.5 * _delta_size(stage, axes.size / stage.size("number-on-slope")) if stacked and side else 0.0
    wanted = [axes.up.at(counts[series]) + below / 2 for series in order]
    half = stage.set("8", "number-on-slope", axes.size).cap / 2 + 10
    for foot in (high, room.bottom + 24 - _ROOM):
        middles = [middle - below / 2 for middle in spread(wanted, [number + below] * 2, low, foot)]
        labels = tuple(_Label(series, y, Box(0, y - half, 0, y + half)) for series, y in zip(order, middles, strict=True))
        column = Box(0, room.top, 0, room.bottom + 24)
        if not drawings or stacked or _free(column, labels).height >= _ROOM:
            break
    return labels


def _free(column: Box, labels: Sequence[_Label]) -> Box:
    """The highest band of a column that no count stands in."""
    edges = [column.top, *(edge for label in labels for edge in (label.box.top, label.box.bottom)), column.bottom]
    top, bottom = max(zip(edges[::2], edges[1::2], strict=True), key=lambda band: band[1] - band[0])
    return Box(column.left, top, column.right, bottom)


def _counts(stage: Stage, shown: Slope, axes: _Axes, sides: Sequence[Sequence[_Label]], *, stacked: bool) -> Iterator[Node]:
    size, cap = axes.size, stage.set("8", "number-on-slope", axes.size).cap
    deltas = _delta_size(stage, size / stage.size("number-on-slope"))
    wide = max(stage.set(figure, "number-on-slope", size).width for figure in axes.figures[1])
    for label in sides[0]:
        row, count = shown.rows[label.series], shown.before[label.series]
        line, baseline = stage.set(axes.figures[0][label.series], "number-on-slope", size), label.middle + cap / 2
        right = axes.left - _OUTSIDE
        yield from stage.at(
            line, "number-on-slope", right, baseline, align="right", colour=SERIES[label.series], role="number", says=stage.words(count)
        )
        x, half = right - line.width - _BESIDE * size, _BADGE * size / 2
        yield icon(stage, row.platform, label.series, Box(x - 2 * half, label.middle - half, x, label.middle + half))
    for label in sides[1]:
        row, left = shown.rows[label.series], axes.right + _OUTSIDE
        line, baseline = stage.set(axes.figures[1][label.series], "number-on-slope", size), label.middle + cap / 2
        yield from stage.at(
            line, "number-on-slope", left, baseline, colour=SERIES[label.series], role="number", says=stage.words(row.count)
        )
        if row.change is not None:
            place = (left, baseline + 1.25 * deltas) if stacked else (left + wide + _BEFORE_DELTA, baseline - (cap - 0.66 * deltas) / 2)
            yield from delta(stage, row.change, label.series, "delta-on-slope", *place, deltas)


def _dates(stage: Stage, dates: tuple[Value, Value], axes: _Axes, room: Box) -> Iterator[Node]:
    """Each over its axis, shifted where it would meet the other one or leave the room."""
    middle, baseline = (axes.left + axes.right) / 2, room.top - 18
    bounds = ((room.left, middle - 12), (middle + 12, room.right))
    for value, x, (low, high) in zip(dates, (axes.left, axes.right), bounds, strict=True):
        says = stage.words(value)
        line = stage.fit(says, "slope-date", high - low).lines[0]
        left = max(low, min(x - line.width / 2, high - line.width))
        yield from stage.at(line, "slope-date", left, baseline, says=says, role="date")


def _gaps(stage: Stage, shown: Slope, axes: _Axes, lines: Sequence[Drawn], room: Box) -> Iterator[Node]:
    """The gap beside each axis: between the lines where it has room, else over or under them."""
    radius = stage.theme.chart.marker_radius + 4
    found = Obstacles([Box(*point, *point).grown(radius) for line in lines for point in line.readings], [line.path for line in lines])
    thick = max(stage.theme.chart.line_challenger, stage.theme.chart.line_casing) / 2 + 3
    for value, right in zip(shown.gaps, (False, True), strict=True):
        if value is None:
            continue
        line = stage.set(stage.words(value), "note")
        place = found.place(_places(line.width, line.cap, axes, lines, room, right=right), thick)
        if place is not None:
            yield from stage.at(line, "note", place.left, place.bottom)


def _places(wide: float, cap: float, axes: _Axes, lines: Sequence[Drawn], room: Box, *, right: bool) -> Iterator[Box]:
    """Places near an axis, those between the lines first."""
    lefts = [axes.right - shift - wide if right else axes.left + shift for shift in _SHIFTS]
    lefts = [left for left in lefts if axes.left + 20 <= left <= axes.right - 20 - wide]
    for left in lefts:
        high, low = sorted(line.height_at(left + wide / 2) for line in lines)
        yield from (Box(left, y - cap / 2, left + wide, y + cap / 2) for y in (high + part * (low - high) for part in (0.5, 0.4, 0.6, 0.3, 0.7)))
    for left in lefts:
        edges = [line.height_at(x) for line in lines for x in (left, left + wide)]
        for y in (max(edges) + 22 + cap / 2, min(edges) - 22 - cap / 2):
            if room.top < y - cap / 2 and y + cap / 2 < room.bottom:
                yield Box(left, y - cap / 2, left + wide, y + cap / 2)
