"""Words on a chart: first values, gaps, the crossing and events, each put where nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations, product

from imggen.components.end_labels import End
from imggen.components.lines import height_on
from imggen.components.plot import BREAK_HEIGHT, Plot
from imggen.layout.labels import Obstacles, crosses
from imggen.layout.shapes import polyline
from imggen.scene import Box, Node, Path, Stroke, Text
from imggen.stage import SERIES, Stage
from imggen.story import Count, EventMark, Name, Value
from imggen.text.line import SetLine

Point = tuple[float, float]
_CLEAR = 8.0
"""A grid line nearer than this to words, in units, would touch them."""
_ROUND = 3.5
"""Round digits reach beyond their baseline and over capitals, and those of words under one another towards each other: so far in all."""
_MOST_WAYS = 3
"""Of so many events at most, every order, and every way to put their words left and right, is tried."""
_EVENT_OFF = (8.0, 20.0)
"""How far from its line the words of an event stand, in units: further where the line runs through a mark or a gap."""
_EVENT_LEVELS = 18
"""At so many heights over the base line words are tried."""
_EVENT_PARTS = (0.62, 0.4)
"""How wide the words of an event may be, in parts of the plot: first whole, then shortened."""


def value_label(
    stage: Stage, obstacles: Obstacles, plot: Plot, count: Count, series: int, point: Point, *, above: bool
) -> tuple[Node, ...]:
    """A reading's count beside its point, above or below as asked if that is free; nothing when no place is."""
    line, (x, y) = stage.set(stage.words(count), "value"), point
    clear, cap = stage.theme.chart.marker_radius + 8, line.cap
    over, below = ((y - clear - cap, y - clear - cap - 10), (y + clear, y + clear + 10))
    sides = (over, below) if above else (below, over)
    lefts = (x - line.width / 2, x, x + 18, x - line.width, x - line.width - 18)
    corners = [*((left, top) for tops in sides for left in lefts for top in tops), *((x + 24, top) for tops in sides for top in tops)]
    candidates = (Box(left, top, left + line.width, top + cap) for left, top in corners)
    hanging = line.ink.bottom
    inside = [box for box in candidates if _inside(stage, box) and _halo_clear(stage, obstacles, plot, box, hanging)]
    far, near = _half_line(stage) + stage.theme.chart.halo / 2, _half_line(stage) + 0.5
    box = _place(obstacles, inside, far) or _place(obstacles, inside, near)
    if box is None:
        return ()
    _keep_clear(obstacles, box, line)
    colour = SERIES[min(series, len(SERIES) - 1)]
    return stage.at(line, "value", box.left, box.bottom, colour=colour, halo=_halo(obstacles, plot, box))


def early_label(stage: Stage, obstacles: Obstacles, plot: Plot, end: End) -> tuple[Node, ...]:
    """Name and count, and under them the date, beside the last mark of a line that ends early; nothing where no place is free."""
    name, count = stage.set(stage.words(Name(end.row.platform)), "end-name"), stage.set(stage.words(end.row.count), "value")
    day = None if end.row.day is None else stage.set(stage.words(end.row.day), "crossing-date")
    off = name.width + 0.4 * name.style.size
    drop, last = (0.0, count) if day is None else (1.25 * day.style.size, day)
    size = max(off + count.width, day.width if day else 0.0), max(name.cap, count.cap) + drop
    under, inside = last.ink.bottom, (box for box in _beside(stage, (end.x, end.y), *size) if _within(plot, box))
    places = [box for box in inside if _halo_clear(stage, obstacles, plot, box, under)]
    places.sort(key=lambda box: not _ground(obstacles, box))
    box = _place(obstacles, places, _half_line(stage) + 2, max(0.0, under))
    if box is None:
        return ()
    _keep_clear(obstacles, box, last)
    colour, halo, first = SERIES[min(end.series, len(SERIES) - 1)], _halo(obstacles, plot, box), box.bottom - drop
    obstacles.boxes.extend([box.grown(stage.theme.chart.halo / 2 + _ROUND)] if halo else ())
    nodes = [
        *stage.at(name, "end-name", box.left, first, colour=colour, halo=halo),
        *stage.at(count, "value", box.left + off, first, colour=colour, role="end-value", halo=halo),
    ]
    nodes.extend(stage.at(day, "crossing-date", box.left, box.bottom, role="date", halo=halo) if day else ())
    return tuple(nodes)


def _beside(stage: Stage, point: Point, width: float, height: float) -> Iterator[Box]:
    """Places for words of that size beside a mark: after it, the nearest to its own height first, then over and under it."""
    (x, y), clear = point, stage.theme.chart.marker_radius + 8
    for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.0, 1.0, -0.4, 1.4):
        left, top = x + clear + 4, y - part * height
        yield Box(left, top, left + width, top + height)
    for top in (y - clear - height, y + clear, y - clear - height - 12, y + clear + 12):
        for part in (0.5, 0.25, 0.0, 0.75, 1.0):
            left = x - part * width
            yield Box(left, top, left + width, top + height)


def _within(plot: Plot, box: Box) -> bool:
    """Whether words stand in the plot, or a little over it."""
    return plot.box.left + 8 <= box.left and box.right <= plot.box.right and plot.box.top - 24 <= box.top and box.bottom <= plot.box.bottom


def _halo(obstacles: Obstacles, plot: Plot, box: Box) -> str:
    """The halo of words that a grid line would run through, of what lies under them: stroking glyphs costs time, so others have none."""
    struck = any(box.top - _CLEAR < plot.up.at(step) < box.bottom + _CLEAR for step in plot.steps)
    return (_ground(obstacles, box) or "paper") if struck and box.left < plot.box.right else ""


def _ground(obstacles: Obstacles, box: Box) -> str:
    """What words lie on: paper, or the tint between the first two lines; nothing where they lie on both."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    grounds = {_tint(obstacles.lines[:2], *corner) for corner in corners}
    return grounds.pop() if len(grounds) == 1 else ""


def _tint(lines: Sequence[Sequence[Point]], x: float, y: float) -> str:
    """The tint at a place, as `lines.between` lays it; paper where there is none."""
    if len(lines) < 2 or not all(line[0][0] <= x <= line[-1][0] for line in lines):
        return "paper"
    ours, theirs = (height_on(line, x) for line in lines)
    if not min(ours, theirs) < y < max(ours, theirs):
        return "paper"
    return "tint-ahead" if ours < theirs else "tint"


def _halo_clear(stage: Stage, obstacles: Obstacles, plot: Plot, box: Box, under: float = 0.0) -> bool:
    """Whether words there have no halo, or one that is painted over nothing: around what hangs so far `under` the box over no words."""
    if not _halo(obstacles, plot, box):
        return True
    edge = stage.theme.chart.halo / 2 + _ROUND
    return obstacles.open(box.grown(edge)) and obstacles.passes(box._replace(bottom=box.bottom + max(0.0, under)).grown(edge))


def _half_line(stage: Stage) -> float:
    """How far the widest line reaches from its middle."""
    return max(stage.theme.chart.line_challenger, stage.theme.chart.line_casing) / 2


def _place(obstacles: Obstacles, candidates: Iterable[Box], from_lines: float, under: float = 0.0, apart: float = 5.0) -> Box | None:
    """The first candidate so far `apart` from all else, and that far from the middle of every line; its ink goes so far `under` it."""
    reaching = ((box, box.grown(from_lines)._replace(bottom=box.bottom + from_lines + under)) for box in candidates)
    far = (box for box, reach in reaching if not any(crosses(line, reach) for line in obstacles.lines))
    return obstacles.place(far, apart)


def _keep_clear(obstacles: Obstacles, box: Box, line: SetLine) -> None:
    """What hangs below the baseline of placed words, a comma or a g, is in the way of the next."""
    obstacles.boxes.append(box._replace(bottom=box.bottom + max(0.0, line.ink.bottom)))


def gap_note(stage: Stage, obstacles: Obstacles, words: Value, x: float, high: float, low: float, *, right: bool) -> tuple[Node, ...]:
    """A dashed line across the gap between two readings, and its size beside it."""
    chart, line = stage.theme.chart, stage.set(stage.words(words), "note")
    dash = Stroke(stage.colour("connector"), chart.gap_stroke, "round", dash=chart.gap_dash)
    start, end = high + chart.marker_radius + 4, low - chart.marker_radius - 4
    if end - start < 14:
        return ()
    across = Box(x - 3, start, x + 3, end)
    if not obstacles.open(across):
        return ()
    connector = Path(polyline(((x, start), (x, end))), "connector", stroke=dash)
    sides = (x + 14, x - 14 - line.width) if right else (x - 14 - line.width, x + 14)
    heights = [start + (end - start) * part + line.cap / 2 for part in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)]
    candidates = [Box(left, baseline - line.cap, left + line.width, baseline) for left in sides for baseline in heights]
    inside = [candidate for candidate in candidates if _inside(stage, candidate)]
    half, under = _half_line(stage), max(0.0, line.ink.bottom)
    box = _place(obstacles, inside, half + 4, under) or _place(obstacles, inside, half + 0.5, under)
    if box is None:
        return ()
    _keep_clear(obstacles, box, line)
    obstacles.boxes.append(across)
    obstacles.marks.append(across)
    note = stage.at(line, "note", box.left, box.bottom)
    seen = any(not any(crosses(path, Box(x, y, x, y).grown(half)) for path in obstacles.lines) for y in (start, (start + end) / 2, end))
    return (connector, *note) if seen else note


def crossing_note(
    stage: Stage, obstacles: Obstacles, plot: Plot, lines: tuple[Value, Value], point: Point, radius: float, *, straight: bool
) -> tuple[Node, ...]:
    """What the ring means, on two lines at the end of a leader into the emptier half of the plot; `straight` under it at any height."""
    name, date = stage.set(stage.words(lines[0]), "crossing"), stage.set(stage.words(lines[1]), "crossing-date")
    half = max(name.width, date.width) / 2
    height, edge = name.cap + 1.2 * date.style.size, radius + stage.theme.chart.ring_stroke
    places = _crossing_places(stage, plot, point, half, height, edge, straight=straight)
    box = obstacles.place((place for place in places if obstacles.open(_around(_stem(place, point, edge)))), 8)
    if box is None:
        return ()
    middle, stem = box.middle[0], _stem(box, point, edge)
    leader = Path(polyline(stem), "leader", stroke=Stroke(stage.colour("ink"), stage.theme.chart.leader))
    obstacles.boxes.append(_around(stem))
    first = box.top + name.cap
    halo = _halo(obstacles, plot, box)
    words = stage.at(name, "crossing", middle, first, align="middle", halo=halo)
    return (
        leader,
        *words,
        *stage.at(
            date, "crossing-date", middle, first + 1.2 * date.style.size, align="middle", role="crossing", halo=_halo(obstacles, plot, box)
        ),
    )


def _stem(box: Box, point: Point, edge: float) -> tuple[Point, Point]:
    """From the ring around a point to the words in a box over or under it."""
    x, y = point
    return ((x, y + edge), (x, box.top - 8)) if box.top > y else ((x, y - edge), (x, box.bottom + 10))


def _around(stem: tuple[Point, Point]) -> Box:
    (x, start), (_, end) = stem
    return Box(x - 2, min(start, end), x + 2, max(start, end))


def _crossing_places(stage: Stage, plot: Plot, point: Point, half: float, height: float, edge: float, *, straight: bool) -> Iterable[Box]:
    x, y = point
    shifts, parts = (0.0, -0.4, 0.4, -0.9, 0.9), (0.55, 0.4, 0.7, 0.3, 0.85, 0.2, 1.0)
    ways = list(product(shifts, parts)) if straight else [(shift, part) for part in parts for shift in shifts]
    low, high = plot.box.left + half + 8, stage.canvas.right - half
    below = y < plot.box.middle[1]
    for down in (below, not below):
        span = plot.box.bottom - 14 - height - (y + edge) if down else y - edge - plot.box.top + 10 - height
        for shift, part in ways:
            middle, reach = min(max(x + shift * half, low), high), 24 + (span - 24) * part
            top = y + edge + reach if down else y - edge - reach - height
            if span >= 24 and abs(middle - x) <= half:
                yield Box(middle - half, top, middle + half, top + height + 6)


def _inside(stage: Stage, box: Box) -> bool:
    return stage.canvas.margin <= box.left and box.right <= stage.canvas.right


def event_notes(stage: Stage, obstacles: Obstacles, plot: Plot, events: Sequence[tuple[EventMark, float]]) -> tuple[Node, ...]:
    """Things that happened, each at its x: a thin line from the base line up, and the user's words beside it, where they find a place.

    Where one stands decides which others find room: of several ways, the one that places most of them, and shortens fewest, is kept.
    """
    best, kept, taken = (-1, 0), tuple[Node, ...](), obstacles.boxes
    for order in _event_orders(plot, events):
        tried = Obstacles([*obstacles.boxes], [*obstacles.lines], [*obstacles.marks])
        nodes = tuple(node for event, x, sides in order for node in _event_note(stage, tried, plot, event, x, sides))
        texts = [node for node in nodes if isinstance(node, Text)]
        found = len(texts), -sum(bool(text.shown) for text in texts)
        if found > best:
            best, kept, taken = found, nodes, tried.boxes
        if best == (len(events), 0):
            break
    obstacles.boxes = taken
    return kept


def _event_orders(plot: Plot, events: Sequence[tuple[EventMark, float]]) -> Iterator[Sequence[tuple[EventMark, float, str]]]:
    """The orders to place events in, each with the sides of its line that its words may be on: first of all both, inwards preferred."""
    few = len(events) <= _MOST_WAYS
    inwards = tuple("right left" if x < plot.box.middle[0] else "left right" for _, x in events)
    for sides in (inwards, *(product(("right", "left"), repeat=len(events)) if few else ())):
        ways = [(event, x, side) for (event, x), side in zip(events, sides, strict=True)]
        yield from permutations(ways) if few else (ways, ways[::-1])


def _event_note(stage: Stage, obstacles: Obstacles, plot: Plot, event: EventMark, x: float, sides: str) -> tuple[Node, ...]:
    says, box = stage.words(event.text), plot.box
    casing = _half_line(stage) - stage.theme.chart.line_challenger / 2
    for part in _EVENT_PARTS:
        line = stage.fit(says, "event", part * box.width).lines[0]
        places = _event_places(stage, obstacles, plot, line, x, sides)
        found = _place(obstacles, places, _half_line(stage) + 0.5, max(0.0, line.ink.bottom), 8 + 1.5 * casing)
        if found is not None:
            foot = box.bottom - (BREAK_HEIGHT + 4 if plot.broken and x < box.left + 12 else 0)
            _keep_clear(obstacles, found, line)
            obstacles.boxes.append(Box(x - 2, found.top, x + 2, box.bottom))
            stroke = Stroke(stage.colour("connector"), stage.theme.chart.gap_stroke)
            stem = Path(polyline(((x, foot), (x, found.top - 2))), "leader", stroke=stroke)
            return stem, *stage.at(line, "event", found.left, found.bottom, says=says, halo=_halo(obstacles, plot, found))
    return ()


def _event_places(stage: Stage, obstacles: Obstacles, plot: Plot, line: SetLine, x: float, sides: str) -> Iterator[Box]:
    """Where the words of an event may stand: beside its line, the lowest first, the line itself free of other words."""
    box = plot.box
    for off, step in product(_EVENT_OFF, range(_EVENT_LEVELS)):
        level = box.bottom - 16 - step * (line.cap + 14)
        for side in sides.split():
            left = x + off if side == "right" else x - off - line.width
            place = Box(left, level - line.cap, left + line.width, level)
            clear = _inside(stage, place) and _halo_clear(stage, obstacles, plot, place, line.ink.bottom)
            if place.top > box.top and clear and obstacles.passes(Box(x - 2, place.top, x + 2, box.bottom - 6)):
                yield place
