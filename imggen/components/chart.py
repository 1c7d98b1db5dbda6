"""A whole line chart: axis, lines, gap and crossing, and every label where nothing else is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from imggen.components.annotations import crossing_note, event_note, gap_note, value_label
from imggen.components.end_labels import End, end_labels, label_width
from imggen.components.lines import Drawn, between, drawn, markers, ring, strokes
from imggen.components.plot import BREAK_HEIGHT, Plot, dates, grid, in_the_way, tick_width
from imggen.layout.labels import Obstacles
from imggen.layout.scales import Scale, round_steps
from imggen.scene import Box, Node
from imggen.stage import Stage
from imggen.story import ChartLine, Count, CrossingMark, Day, EventMark, GapMark, Row, Value

_LABEL_GAP, _TICK_ROOM = 46.0, 18.0
"""From the lines' ends to their labels, and from the tick labels to the plot, in units."""
_MOST_DATES = 5
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


def chart(stage: Stage, shown: Chart, room: Box, labels: float) -> tuple[Node, ...]:
    """Draw a line chart into a room: its top is the highest grid line, its foot the base line of the dates.

    The tick labels start at the room's left side; the end labels, at most `labels` units wide, end at its right side.
    """
    plot, label_room = _plot(stage, shown, room, labels)
    lines = [drawn(line, series, plot, steps=shown.stepped) for series, line in enumerate(shown.lines)]
    meetings = [(mark, *_meeting(mark, plot, lines)) for mark in shown.crossings]
    ends = [End(row, line.series, *line.end) for row, line in zip(shown.rows, lines, strict=True)]
    direct = end_labels(stage, ends, shown.lead, label_room)
    obstacles = _obstacles(stage, plot, lines, direct, [(x, y) for _, x, y in meetings])
    split = meetings[-1][1] if meetings else None
    notes = list(_notes(stage, shown, plot, lines, meetings, obstacles))
    return (
        *(between(stage, lines[0], lines[1], split) if len(lines) > 1 else ()),
        *grid(stage, plot),
        *dates(stage, plot, _dates(shown, plot)),
        *notes,
        *strokes(stage, lines),
        *markers(stage, lines, every=not shown.stepped),
        *(node for mark, x, y in meetings for node in ring(stage, x, y, _radius(stage, mark))),
        *direct,
    )


def _radius(stage: Stage, mark: CrossingMark) -> float:
    return stage.theme.chart.ring_radius * (1.0 if mark.label else 0.6)


def _plot(stage: Stage, shown: Chart, room: Box, labels: float) -> tuple[Plot, Box]:
    points = [point for line in shown.lines for point in line.points]
    counts, times = [point.count for point in points], [point.time.timestamp() for point in points]
    steps = round_steps(0 if shown.from_zero else min(counts), max(counts))
    wide = max(label_width(stage, shown.rows, shown.lead, labels), 0.6 * labels)
    box = Box(room.left + tick_width(stage, steps) + _TICK_ROOM, room.top, room.right - wide - _LABEL_GAP, room.bottom)
    across = Scale(min(times), max(times), box.left, box.right)
    plot = Plot(box, across, Scale(steps[0], steps[-1], box.bottom, box.top), steps)
    lift = 1.6 * stage.size("end-name")
    return plot, Box(room.right - wide, room.top - lift, room.right, room.bottom + 1.6 * stage.size("tick"))


def _obstacles(stage: Stage, plot: Plot, lines: Sequence[Drawn], direct: Sequence[Node], rings: Sequence[tuple[float, float]]) -> Obstacles:
    """What words must keep clear of: other words, lines, markers, rings, and the edges of the plot."""
    found = in_the_way(direct)
    reach = stage.theme.chart
    found.lines.extend(line.path for line in lines)
    found.boxes.extend(Box(x, y, x, y).grown(reach.ring_radius + reach.ring_stroke) for x, y in rings)
    found.boxes.extend(Box(*line.end, *line.end).grown(reach.marker_radius) for line in lines)
    foot = plot.box.bottom - (BREAK_HEIGHT if plot.broken else 4)
    found.boxes.append(Box(plot.box.left - 200, plot.box.top - 20, plot.box.left - 8, plot.box.bottom + 60))
    found.boxes.append(Box(plot.box.left - 200, foot, plot.box.left + 12, plot.box.bottom))
    found.boxes.append(Box(plot.box.left - 200, plot.box.bottom - 4, plot.box.right + 200, plot.box.bottom + 60))
    return found


def _meeting(mark: CrossingMark, plot: Plot, lines: Sequence[Drawn]) -> tuple[float, float]:
    """Where the first two lines cross on the picture, between the two times of a crossing: found by halving."""
    one, other = lines[0], lines[1]
    low, high = plot.across.at(mark.start.timestamp()), plot.across.at(mark.end.timestamp())
    above = one.height_at(low) > other.height_at(low)
    for _ in range(30):
        middle = (low + high) / 2
        if (one.height_at(middle) > other.height_at(middle)) is above:
            low = middle
        else:
            high = middle
    return high, other.height_at(high)


def _notes(
    stage: Stage,
    shown: Chart,
    plot: Plot,
    lines: Sequence[Drawn],
    meetings: Sequence[tuple[CrossingMark, float, float]],
    obstacles: Obstacles,
) -> Iterator[Node]:
    """The words inside the plot, the most important first: what comes later gives way."""
    yield from _first_values(stage, shown, lines, obstacles)
    for mark, x, y in meetings:
        if mark.label is not None:
            yield from crossing_note(stage, obstacles, plot, mark.label, (x, y), _radius(stage, mark))
    for number, gap in enumerate(shown.marks):
        x = plot.across.at(gap.challenger.time.timestamp())
        high, low = sorted(plot.up.at(point.count) for point in (gap.challenger, gap.rival))
        yield from gap_note(stage, obstacles, gap.says, x, high, low, right=number == 0)
    if not shown.stepped and max(len(line.readings) for line in lines) <= 4:
        yield from _values_between(stage, shown, plot, lines, obstacles)
    for event in shown.events:
        start = datetime.combine(event.day.day, time(12), shown.lines[0].points[0].time.tzinfo)
        yield from event_note(stage, obstacles, plot, event, plot.across.at(start.timestamp()))


def _first_values(stage: Stage, shown: Chart, lines: Sequence[Drawn], obstacles: Obstacles) -> Iterator[Node]:
    """The first count of every line that has more than one reading, the highest above its point, the others below."""
    first = [(line.readings[0], line.series) for line in lines if len(line.readings) > 1]
    for place, (point, series) in enumerate(sorted(first, key=lambda each: each[0][1])):
        reading = shown.lines[series].points[0]
        yield from value_label(stage, obstacles, Count(reading.count, reading.about), series, point, above=place == 0)


def _values_between(stage: Stage, shown: Chart, plot: Plot, lines: Sequence[Drawn], obstacles: Obstacles) -> Iterator[Node]:
    """The counts of the readings between the first and the last one, where there are few."""
    for line in lines:
        others = [other for other in lines if other is not line]
        for reading in shown.lines[line.series].points[1:-1]:
            x, y = plot.across.at(reading.time.timestamp()), plot.up.at(reading.count)
            above = all(y <= other.height_at(x) for other in others)
            yield from value_label(stage, obstacles, Count(reading.count, reading.about), line.series, (x, y), above=above)


def _dates(shown: Chart, plot: Plot) -> list[tuple[float, Day]]:
    """The days to name: those of the readings when they are few, else some evenly between the first and the last."""
    times = sorted({point.time for line in shown.lines for point in line.points})
    days = {moment.date(): moment for moment in reversed(times)}
    days[times[-1].date()] = times[-1]
    form = "month" if (times[-1] - times[0]).days > _LONG else "short"
    if len(days) > _MOST_DATES:
        first, last = times[0].date(), times[-1].date()
        chosen = {first + (last - first) * i // (_MOST_DATES - 1) for i in range(_MOST_DATES)}
        noons = {day: datetime.combine(day, time(12), times[0].tzinfo) for day in chosen}
        days = {**noons, first: times[0], last: times[-1]}
    return [(plot.across.at(moment.timestamp()), Day(day, form)) for day, moment in sorted(days.items())]
