"""A whole line chart: axis, lines, gap and crossing, and every label where nothing else is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from math import hypot, inf
from operator import attrgetter
from typing import NamedTuple

from imggen.components.annotations import crossing_note, early_label, event_notes, gap_note, value_label
from imggen.components.end_labels import End, end_labels, label_width
from imggen.components.lines import Drawn, between, drawn, markers, ring, strokes
from imggen.components.plot import BREAK_HEIGHT, Plot, dates, grid, in_the_way, tick_width
from imggen.layout.labels import Obstacles
from imggen.layout.scales import Scale, round_steps
from imggen.scene import Box, Node, Path, Text
from imggen.stage import Stage
from imggen.story import ChartLine, Count, CrossingMark, Day, EventMark, GapMark, Row, Value

_LABEL_GAP, _TICK_ROOM = 46.0, 18.0
"""From the lines' ends to their labels, and from the tick labels to the plot, in units."""
_MOST_DATES = 5
_EVENT_ROWS = 2
"""So many rows of words over the base line are left to events, if there are as many."""
_EARLY = 16.0
"""A line that ends this far before the right side of the plot, in units, has its label beside its end, or not joined to it."""
_THIN = 1.6
"""The edge of a mark that lies on a ring, in units."""
_WHEN = attrgetter("time", "day")
_LONG = 320
"""A chart of more days than this names months and years under its axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What a line chart shows: values of a story."""

    lines: tuple[ChartLine, ...]
    rows: tuple[Row, ...]
    stepped: bool
    from_zero: bool
    marks: tuple[GapMark, ...] = ()
    crossings: tuple[CrossingMark, ...] = ()
    lead: Value | None = None
    events: tuple[EventMark, ...] = ()


class Meeting(NamedTuple):
    """Where lines cross on the picture."""

    mark: CrossingMark
    x: float
    y: float
    radius: float


def chart(stage: Stage, shown: Chart, room: Box, labels: float, taken: Box | None = None) -> tuple[Node, ...]:
    """Draw a line chart into a room: its top is the highest grid line, its foot the base line of the dates.

    The tick labels start at the room's left side; the end labels, at most `labels` units wide, end at its right side,
    above or below what is `taken` there by a drawing.
    """
    plot, label_room = _plot(stage, shown, room, labels)
    if taken is not None and taken.overlaps(label_room):
        above = taken.middle[1] < label_room.middle[1]
        label_room = label_room._replace(top=taken.bottom) if above else label_room._replace(bottom=taken.top - 12)
    lines = [drawn(line, series, plot, steps=shown.stepped) for series, line in enumerate(shown.lines)]
    meetings = [_meeting(stage, mark, plot, lines) for mark in shown.crossings]
    obstacles = _obstacles(stage, shown, plot, lines, meetings)
    obstacles.boxes.extend([taken] if taken is not None else ())
    direct = _direct(stage, shown, plot, lines, label_room, obstacles)
    notes = list(_notes(stage, shown, plot, lines, meetings, obstacles))
    marks = markers(stage, lines, every=not shown.stepped)
    lowest = max(mark.outline.box().bottom for mark in marks) + stage.theme.chart.marker_edge
    return (
        *(between(stage, lines[0], lines[1]) if len(lines) > 1 else ()),
        *grid(stage, plot),
        *dates(stage, plot, _dates(shown, plot), lowest),
        *(node for node in notes if not isinstance(node, Text)),
        *strokes(stage, lines, plot.box.bottom - stage.theme.chart.axis / 2),
        *_marked(stage, marks, [at for at in meetings if not _hidden(stage, at, lines)]),
        *(node for node in notes if isinstance(node, Text)),
        *direct,
    )


def _plot(stage: Stage, shown: Chart, room: Box, labels: float) -> tuple[Plot, Box]:
    points = [point for line in shown.lines for point in line.points]
    counts, times = [point.count for point in points], [point.time.timestamp() for point in points]
    steps = _steps(min(counts), max(counts), from_zero=shown.from_zero)
    top, bottom = room.top - 2.3 * stage.size("end-name"), room.bottom + 1.6 * stage.size("tick")
    wide = max(label_width(stage, shown.rows, shown.lead, labels, bottom - top), 0.5 * labels)
    box = Box(room.left + tick_width(stage, steps) + _TICK_ROOM, room.top, room.right - wide - _LABEL_GAP, room.bottom)
    across = Scale(min(times), max(times), box.left, box.right)
    plot = Plot(box, across, Scale(steps[0], steps[-1], box.bottom, box.top), steps)
    return plot, Box(room.right - wide, top, room.right, bottom)


def _steps(low: int, high: int, *, from_zero: bool) -> tuple[int, ...]:
    """Round counts for the axis. One that starts above zero leaves room for a label under the lowest count."""
    steps = round_steps(0 if from_zero else low, high)
    step = steps[1] - steps[0]
    crowded = not from_zero and low - steps[0] < 0.12 * (steps[-1] - steps[0])
    return (steps[0] - step, *steps) if crowded and steps[0] > step else steps


def _direct(stage: Stage, shown: Chart, plot: Plot, lines: Sequence[Drawn], room: Box, obstacles: Obstacles) -> tuple[Node, ...]:
    """The label of every line: beside its end in the plot where it ends early and a place is free, else in the room beside the plot."""
    nodes, beside = list[Node](), list[End]()
    for row, line in zip(shown.rows, lines, strict=True):
        x, y = line.end
        end = End(row, line.series, x, y, line.end in line.hollow, x < plot.box.right - _EARLY)
        label = early_label(stage, obstacles, _above_events(stage, shown, plot), end) if end.early else ()
        nodes.extend(label)
        beside.extend(() if label else (end,))
    others = end_labels(stage, beside, shown.lead, room, plot.box.bottom)
    obstacles.boxes.extend(in_the_way(others).boxes)
    obstacles.boxes.extend(node.outline.box() for node in others if isinstance(node, Path))
    return *nodes, *others


def _obstacles(stage: Stage, shown: Chart, plot: Plot, lines: Sequence[Drawn], meetings: Sequence[Meeting]) -> Obstacles:
    """What words must keep clear of: lines, markers, rings, and the edges of the plot."""
    found = Obstacles()
    box, look = plot.box, stage.theme.chart
    found.lines.extend(line.path for line in lines)
    found.boxes.extend(Box(at.x, at.y, at.x, at.y).grown(at.radius + look.ring_stroke) for at in meetings)
    marked = (point for line in lines for point in ((line.end,) if shown.stepped else line.readings))
    found.marks.extend(Box(*point, *point).grown(look.marker_radius) for point in marked)
    foot = box.bottom - (BREAK_HEIGHT if plot.broken else 4)
    found.boxes.append(Box(box.left - 200, box.top - 90, box.left - 8, box.bottom + 60))
    found.marks.append(Box(box.left - 200, foot, box.left + 12, box.bottom))
    found.boxes.append(Box(box.left - 200, box.bottom - 4, box.right + 200, box.bottom + 60))
    found.boxes.extend(found.marks)
    return found


def _meeting(stage: Stage, mark: CrossingMark, plot: Plot, lines: Sequence[Drawn]) -> Meeting:
    """Where the first two lines cross on the picture, between the two times of a crossing: found by halving.

    A ring near the base line or the left end is smaller, so that it keeps clear of the dates and of the counts of the axis.
    """
    one, other = lines[0], lines[1]
    low, high = plot.across.at(mark.start.timestamp()), plot.across.at(mark.end.timestamp())
    above = one.height_at(low) > other.height_at(low)
    for _ in range(30):
        middle = (low + high) / 2
        if (one.height_at(middle) > other.height_at(middle)) is above:
            low = middle
        else:
            high = middle
    y = other.height_at(high)
    radius = stage.theme.chart.ring_radius * (1.0 if mark.label else 0.6)
    return Meeting(mark, high, y, min(radius, max(7.0, plot.box.bottom - y + 7.0), max(7.0, high - plot.box.left + 9.0)))


def _marked(stage: Stage, marks: Sequence[Path], meetings: Sequence[Meeting]) -> Iterator[Node]:
    """The marks of the readings and the rings. A mark that reaches into a ring lies on it, with an edge that hardly breaks it."""
    reach = stage.theme.chart.marker_radius + stage.theme.chart.ring_stroke / 2
    inside = [
        any(hypot(x - at.x, y - at.y) < at.radius + reach for at in meetings) for x, y in (mark.outline.box().middle for mark in marks)
    ]
    yield from (mark for mark, within in zip(marks, inside, strict=True) if not within)
    yield from (node for at in meetings for node in ring(stage, at.x, at.y, at.radius))
    for mark, within in zip(marks, inside, strict=True):
        if within:
            yield mark if mark.stroke is None else replace(mark, stroke=replace(mark.stroke, width=_THIN))


def _hidden(stage: Stage, at: Meeting, lines: Sequence[Drawn]) -> bool:
    """Whether a small ring lies all over a reading's mark, where it would be taken for one."""
    mark = stage.theme.chart.marker_radius
    if at.radius >= mark:
        return False
    return any(hypot(at.x - x, at.y - y) < mark for line in lines for x, y in line.readings)


def _notes(
    stage: Stage,
    shown: Chart,
    plot: Plot,
    lines: Sequence[Drawn],
    meetings: Sequence[Meeting],
    obstacles: Obstacles,
) -> Iterator[Node]:
    """The words inside the plot, the most important first: what comes later gives way."""
    yield from _first_values(stage, shown, plot, lines, obstacles)
    for at in meetings:
        yield from _crossing(stage, shown, plot, at, obstacles)
    for number, gap in enumerate(shown.marks):
        x = plot.across.at(gap.challenger.time.timestamp())
        high, low = sorted(plot.up.at(point.count) for point in (gap.challenger, gap.rival))
        yield from gap_note(stage, obstacles, gap.says, x, high, low, right=number == 0)
    zone = shown.lines[0].points[0].time.tzinfo
    noons = [datetime.combine(event.day.day, time(12), zone).timestamp() for event in shown.events]
    yield from event_notes(stage, obstacles, plot, [(event, plot.across.at(noon)) for event, noon in zip(shown.events, noons, strict=True)])
    if not shown.stepped and max(len(line.readings) for line in lines) <= 4:
        yield from _values_between(stage, shown, plot, lines, obstacles)


def _crossing(stage: Stage, shown: Chart, plot: Plot, at: Meeting, obstacles: Obstacles) -> tuple[Node, ...]:
    """What a ring means, straight under or over it where no events want the room."""
    if at.mark.label is None:
        return ()
    straight = not shown.events
    for room in (_above_events(stage, shown, plot), plot):
        if note := crossing_note(stage, obstacles, room, at.mark.label, (at.x, at.y), at.radius, straight=straight):
            return note
    return ()


def _above_events(stage: Stage, shown: Chart, plot: Plot) -> Plot:
    """The plot without the room over its base line that the words of events need, where there are some."""
    rows = min(len(shown.events), _EVENT_ROWS)
    return replace(plot, box=plot.box._replace(bottom=plot.box.bottom - rows * 1.5 * stage.size("event")))


def _first_values(stage: Stage, shown: Chart, plot: Plot, lines: Sequence[Drawn], obstacles: Obstacles) -> Iterator[Node]:
    """The first count of every line that has more than one reading: above or below its point, where the next line starts further off."""
    first = [(line.readings[0], line.series) for line in lines if len(line.readings) > 1]
    heights = [-inf, *sorted(point[1] for point, _ in first), inf]
    for point, series in sorted(first, key=lambda each: each[0][1]):
        reading, place = shown.lines[series].points[0], bisect_left(heights, point[1])
        above = point[1] - heights[place - 1] >= heights[place + 1] - point[1]
        yield from value_label(stage, obstacles, plot, Count(reading.count, reading.about), series, point, above=above)


def _values_between(stage: Stage, shown: Chart, plot: Plot, lines: Sequence[Drawn], obstacles: Obstacles) -> Iterator[Node]:
    """The counts of the readings between the first and the last one, where there are few."""
    for line in lines:
        others = [other for other in lines if other is not line]
        for reading in shown.lines[line.series].points[1:-1]:
            x, y = plot.across.at(reading.time.timestamp()), plot.up.at(reading.count)
            above = all(y <= other.height_at(x) for other in others)
            yield from value_label(stage, obstacles, plot, Count(reading.count, reading.about), line.series, (x, y), above=above)


def _dates(shown: Chart, plot: Plot) -> list[tuple[float, Day]]:
    """The days to name: those of the readings when they are few, else some evenly between the first and the last."""
    points = sorted((point for line in shown.lines for point in line.points), key=_WHEN)
    first, last = points[0], points[-1]
    days = {point.day: point.time for point in reversed(points)}
    days[last.day] = last.time
    form = "month" if (last.day - first.day).days > _LONG else "short"
    if len(days) > _MOST_DATES:
        chosen = {first.day + (last.day - first.day) * i // (_MOST_DATES - 1) for i in range(_MOST_DATES)}
        noons = {day: datetime.combine(day, time(12), first.time.tzinfo) for day in chosen}
        days = {**noons, first.day: first.time, last.day: last.time}
    return [(plot.across.at(moment.timestamp()), Day(day, form)) for day, moment in sorted(days.items())]
