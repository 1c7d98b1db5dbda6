"""Two upright axes, the counts before on one and those of now on the other, and a line from each to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imggen.components.delta import delta, delta_width
from imggen.components.figure import Figure, figure, set_figure
from imggen.components.icon import icon
from imggen.components.lines import Drawn, markers, strokes
from imggen.components.plot import BREAK_HEIGHT, break_mark
from imggen.layout.labels import Obstacles, spread
from imggen.layout.scales import Scale
from imggen.layout.shapes import polygon, polyline
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import FACT, SERIES, Stage
from imggen.story import Count, Row, Value
from imggen.text.line import SetLine, SideBySide

_OUTSIDE, _BEFORE_DELTA = 30.0, 28.0
"""From an axis to the counts beside it, and from a count to its change, in units (SPEC section 9.5)."""
_BADGE, _BESIDE = 0.58, 0.22
"""The side of a badge, and what is left beside it, in sizes of the count."""
_PITCH = 1.1
"""The height of a count, in its sizes."""
_NARROWEST, _USUAL = 236.0, 1080.0
"""The least distance between the axes, in a room of the usual width."""
_PADDING, _INSET = 0.07, 14.0
"""What is left over and under the lines: in parts of their range, and in units."""
_FIRST, _SECOND = 0.302, 0.665
"""Where the axes stand when the counts leave them room, in parts of the width."""
_SMALLER = (0.85, 0.7, 0.58, 0.48, 0.4, 0.34)
_UNDER = 24.0
"""How far a drawing beside an axis may reach under its foot."""
_SHIFTS = (22.0, 34.0, 48.0, 64.0)
"""How far from its axis the size of a gap may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """What a slope chart shows: values of a story, the challenger's first."""

    rows: tuple[Row, ...]
    before: tuple[Count, Count]
    dates: tuple[Value, Value]
    gaps: tuple[Value | None, Value | None]
    from_zero: bool


Figures = tuple[tuple[Figure, ...], tuple[Figure, ...]]
"""What is written of the counts: before and now, the challenger's first."""


class _Sizes(NamedTuple):
    """How large the counts and their changes are, and what is written of the counts."""

    figures: Figures
    number: float
    delta: float
    stacked: bool
    """Whether changes stand below the counts, not after them."""


class _Axes(NamedTuple):
    """Where both axes stand, and how high a count is on them."""

    left: float
    right: float
    up: Scale


class _Label(NamedTuple):
    series: int
    middle: float
    """Where the middle of its count is."""
    box: Box


def slope(stage: Stage, shown: Slope, room: Box, *, stacked: bool) -> tuple[tuple[Node, ...], tuple[Box, Box]]:
    """The chart in a room whose top and foot are those of the axes; and the room that is left for a drawing beside each axis.

    Changes stand after the counts, or below them if `stacked` and where the counts are too wide.
    """
    sizes = _sizes(stage, shown, room.width, stacked=stacked)
    axes = _axes(stage, shown, room, sizes)
    lines = _lines(shown, axes)
    first, second = (_labels(stage, shown, axes, sizes, room, side) for side in (0, 1))
    nodes = (
        *_areas(stage, shown, axes, lines),
        *_uprights(stage, axes, room, broken=not shown.from_zero),
        *strokes(stage, lines),
        *markers(stage, lines, every=True),
        *_dates(stage, shown.dates, axes, room),
        *_gaps(stage, shown, axes, lines, room),
        *_before(stage, shown, axes, sizes, first),
        *_now(stage, shown, axes, sizes, second),
    )
    foot = room.bottom + _UNDER
    beside = Box(room.left, room.top, axes.left - 24, foot), Box(axes.right + 24, room.top, room.right, foot)
    return nodes, (_free(beside[0], first), _free(beside[1], second))


def _uprights(stage: Stage, axes: _Axes, room: Box, *, broken: bool) -> Iterator[Path]:
    """Both axes, each on a zigzag where it does not start at zero."""
    stroke = Stroke(stage.colour("ink"), stage.theme.chart.axis)
    for x in (axes.left, axes.right):
        yield Path(polyline(((x, room.top), (x, room.bottom - (BREAK_HEIGHT if broken else 0)))), "axis", stroke=stroke)
        if broken:
            yield break_mark(stage, x, room.bottom)


def _sizes(stage: Stage, shown: Slope, width: float, *, stacked: bool) -> _Sizes:
    """The largest sizes at which both columns leave room for the lines."""
    for sizes in _tries(stage, shown, stacked=stacked):
        if sum(_widths(stage, shown, sizes)) + _narrowest(width) <= width:
            break
    return sizes


def _narrowest(width: float) -> float:
    return _NARROWEST * min(1.0, width / _USUAL)


def _tries(stage: Stage, shown: Slope, *, stacked: bool) -> Iterator[_Sizes]:
    """First changes are made smaller, down to what can be read in a thumbnail, then counts; then changes go below the counts.

    At last counts are said in three digits.
    """
    counts = shown.before, tuple(row.count for row in shown.rows)
    floor, delta = stage.least_number, stage.size("delta-on-slope")
    full, least = max(floor, stage.size("number-on-slope")), min(delta, stage.readable("delta-on-slope", FACT))
    for compact in (False, True):
        before, now = (tuple(figure(stage, count, compact=compact) for count in pair) for pair in counts)
        figures = before, now
        for below in sorted({stacked, True}):
            for number in (full, (full + floor) / 2, floor):
                yield from (_Sizes(figures, number, size, below) for size in (delta, (delta + least) / 2, least))
    yield from (_Sizes(figures, max(stage.smallest, part * floor), least, stacked) for part in _SMALLER)


def _widths(stage: Stage, shown: Slope, sizes: _Sizes) -> tuple[float, float]:
    """How wide what stands left and right of the axes is, up to the axes."""
    left, right = (max(set_figure(stage, each, "number-on-slope", sizes.number).width for each in pair) for pair in sizes.figures)
    changes = max((delta_width(stage, row.change, "delta-on-slope", sizes.delta) for row in shown.rows if row.change), default=0.0)
    right = max(right, changes) if sizes.stacked else right + (_BEFORE_DELTA + changes if changes else 0.0)
    return (_BADGE + _BESIDE) * sizes.number + left + _OUTSIDE, _OUTSIDE + right


def _axes(stage: Stage, shown: Slope, room: Box, sizes: _Sizes) -> _Axes:
    """The axes where the counts leave them, and counts from nothing, or from a little under the least one, to a little over the largest."""
    left, right = _widths(stage, shown, sizes)
    one, other = max(room.left + left, room.left + _FIRST * room.width), min(room.right - right, room.left + _SECOND * room.width)
    narrowest = _narrowest(room.width)
    if other - one < narrowest:
        one, other = (one, one + narrowest) if one == room.left + left else (other - narrowest, other)
    counts = [count.number for count in (*shown.before, *(row.count for row in shown.rows))]
    low, high = (0 if shown.from_zero else min(counts)), max(counts)
    pad = _PADDING * (high - low) or max(1.0, _PADDING * high)
    foot = room.bottom if shown.from_zero else room.bottom - BREAK_HEIGHT - _INSET
    return _Axes(one, other, Scale(low if shown.from_zero else low - pad, high + pad, foot, room.top + _INSET))


def _lines(shown: Slope, axes: _Axes) -> list[Drawn]:
    lines = []
    for series, (row, before) in enumerate(zip(shown.rows, shown.before, strict=True)):
        points = ((axes.left, axes.up.at(before.number)), (axes.right, axes.up.at(row.count.number)))
        doubted = (before.about, row.count.about or row.doubtful)
        hollow = frozenset(point for point, doubt in zip(points, doubted, strict=True) if doubt)
        lines.append(Drawn(series, (points,), points, points, hollow))
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


def _labels(stage: Stage, shown: Slope, axes: _Axes, sizes: _Sizes, room: Box, side: int) -> tuple[_Label, ...]:
    """Where the counts beside an axis stand: each at its point, apart from each other."""
    counts = [row.count.number for row in shown.rows] if side else [count.number for count in shown.before]
    order = sorted(range(2), key=lambda series: -counts[series])
    number, low, high = _PITCH * sizes.number, room.top - (0.1 if sizes.stacked else 0.2) * sizes.number, room.bottom + 0.2 * sizes.number
    below = [1.5 * sizes.delta if sizes.stacked and side and shown.rows[series].change else 0.0 for series in order]
    wanted = [axes.up.at(counts[series]) + each / 2 for series, each in zip(order, below, strict=True)]
    half = stage.set("8", "number-on-slope", sizes.number).cap / 2 + 10
    middles = spread(wanted, [number + each for each in below], low, high)
    placed = [(series, middle - each / 2, each) for series, middle, each in zip(order, middles, below, strict=True)]
    return tuple(_Label(series, y, Box(0, y - half, 0, y + half + each)) for series, y, each in placed)


def _free(column: Box, labels: Sequence[_Label]) -> Box:
    """The highest band of a column that no count stands in."""
    edges = [column.top, *(edge for label in labels for edge in (label.box.top, label.box.bottom)), column.bottom]
    top, bottom = max(zip(edges[::2], edges[1::2], strict=True), key=lambda band: band[1] - band[0])
    return Box(column.left, top, column.right, bottom)


def _before(stage: Stage, shown: Slope, axes: _Axes, sizes: _Sizes, labels: Sequence[_Label]) -> Iterator[Node]:
    """Left of the first axis: badges and counts."""
    size, right = sizes.number, axes.left - _OUTSIDE
    for label in labels:
        line = set_figure(stage, sizes.figures[0][label.series], "number-on-slope", size)
        x, half = right - line.width - _BESIDE * size, _BADGE * size / 2
        yield icon(stage, shown.rows[label.series].platform, label.series, Box(x - 2 * half, label.middle - half, x, label.middle + half))
        yield from _number(stage, line, shown.before[label.series], label, right - line.width)


def _now(stage: Stage, shown: Slope, axes: _Axes, sizes: _Sizes, labels: Sequence[_Label]) -> Iterator[Node]:
    """Right of the second axis: counts, and how they have changed."""
    size, left = sizes.number, axes.right + _OUTSIDE
    lines = [set_figure(stage, each, "number-on-slope", size) for each in sizes.figures[1]]
    wide, cap = max(line.width for line in lines), lines[0].cap
    for label in labels:
        row, baseline = shown.rows[label.series], label.middle + cap / 2
        yield from _number(stage, lines[label.series], row.count, label, left)
        if row.change is not None:
            beside = left + wide + _BEFORE_DELTA, baseline - (cap - 0.66 * sizes.delta) / 2
            place = (left, baseline + 1.25 * sizes.delta) if sizes.stacked else beside
            yield from delta(stage, row.change, label.series, "delta-on-slope", *place, sizes.delta)


def _number(stage: Stage, line: SetLine | SideBySide, count: Count, label: _Label, left: float) -> tuple[Node, ...]:
    baseline, colour = label.middle + line.cap / 2, SERIES[label.series]
    return stage.at(line, "number-on-slope", left, baseline, colour=colour, role="number", says=stage.words(count))


def _dates(stage: Stage, dates: tuple[Value, Value], axes: _Axes, room: Box) -> Iterator[Node]:
    """Each over its axis, shifted where it would meet the other one or leave the room."""
    middle, baseline = (axes.left + axes.right) / 2, room.top - 18
    bounds = ((room.left, middle - 12), (middle + 12, room.right))
    for value, x, (low, high) in zip(dates, (axes.left, axes.right), bounds, strict=True):
        says = stage.words(value)
        line = stage.fit(says, "slope-date", high - low).lines[0]
        left = max(low, min(x - line.width / 2, high - line.width))
        yield from stage.at(line, "slope-date", left, baseline, says=says, role="date")


def _gaps(stage: Stage, shown: Slope, axes: _Axes, lines: Sequence[Drawn], room: Box) -> list[Node]:
    """The gap beside each axis: between the lines where it has room, else over or under them.

    That of now comes first; that of before is left out where it would stand under it, so that nobody could say which is which.
    """
    radius = stage.theme.chart.marker_radius + 4
    found = Obstacles([Box(*point, *point).grown(radius) for line in lines for point in line.readings], [line.path for line in lines])
    thick = max(stage.theme.chart.line_challenger, stage.theme.chart.line_casing) / 2 + 3
    end, notes = axes.right, list[Node]()
    for value, right in zip(shown.gaps[::-1], (True, False), strict=True):
        if value is None:
            continue
        line = stage.set(stage.words(value), "note")
        clear = thick + max(0.0, line.ink.bottom)
        places = (place for place in _places(line.width, line.cap, axes, lines, room, right=right) if place.right <= end)
        place = found.place(places, clear)
        if place is not None:
            notes[:0] = stage.at(line, "note", place.left, place.bottom)
            end = place.middle[0]
    return notes


def _places(wide: float, cap: float, axes: _Axes, lines: Sequence[Drawn], room: Box, *, right: bool) -> Iterator[Box]:
    """Places near an axis, those between the lines first."""
    lefts = [axes.right - shift - wide if right else axes.left + shift for shift in _SHIFTS]
    lefts = [left for left in lefts if axes.left + 20 <= left <= axes.right - 20 - wide]
    for left in lefts:
        high, low = sorted(line.height_at(left + wide / 2) for line in lines)
        yield from (
            Box(left, y - cap / 2, left + wide, y + cap / 2) for y in (high + part * (low - high) for part in (0.5, 0.4, 0.6, 0.3, 0.7))
        )
    for left in lefts:
        edges = [line.height_at(x) for line in lines for x in (left, left + wide)]
        for y in (max(edges) + 22 + cap / 2, min(edges) - 22 - cap / 2):
            if room.top < y - cap / 2 and y + cap / 2 < room.bottom:
                yield Box(left, y - cap / 2, left + wide, y + cap / 2)
