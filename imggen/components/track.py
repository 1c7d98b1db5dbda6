"""The track of a race: from nothing to the rival's count, the challenger's part filled, everyone's place marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imggen.art.svg import find_drawing
from imggen.components.icon import icon, mark_outline
from imggen.components.lines import hole_of
from imggen.layout.labels import spread
from imggen.layout.shapes import polygon, polyline, rectangle, round_ended
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import FACT, SERIES, Stage
from imggen.story import Count, Name, Percent, Row, Value
from imggen.text.fit import fit
from imggen.text.line import SetLine

_FINISH = 892 / 1080
"""Where the rival's count is on the track, as a part of its length (SPEC section 9.3)."""
_MARKER, _OVER, _EDGE = 5.0, 6.0, 1.5
"""How wide the challenger's marker is, how far it reaches over the track, and its edge, in units."""
_TICKS = (0, 25, 50, 75)
_BADGE, _BESIDE = 1.1, 0.3
"""The side of a badge under the track, and what is left beside it, in sizes of the count."""
_BETWEEN = 24.0
"""The least distance between both labels, in units."""
_LEAST_GAP = 84.0
"""A narrower gap has no arrow."""
_ARROW, _HEAD = 30.0, (14.0, 9.0)
"""How far over the track the arrow is, and how long, and to either side how high, its heads are, in units."""
_LOWEST = 0.25
"""How far under the middle of the track the lowest of marks that would hide each other is, in their size."""
_REACH = 0.6
"""How far a mark reaches from its middle, in its size."""
_MARK, _MARKED = 0.72, 1.3
"""How large the mark before the name of a further platform is, and the room it takes, in sizes of the type."""


@dataclass(frozen=True, slots=True)
class Track:
    """Where a track lies, and how far the challenger has come on it."""

    box: Box
    part: float

    @property
    def finish(self) -> float:
        """Where the rival's part begins: all of its count."""
        return self.box.left + _FINISH * self.box.width

    @property
    def marker(self) -> float:
        """Where the challenger is."""
        return self.at(self.part)

    @property
    def goal(self) -> float:
        """The middle of the rival's part."""
        return (self.finish + self.box.right) / 2

    def at(self, part: float) -> float:
        """The place of a part of the rival's count."""
        return self.box.left + part * (self.finish - self.box.left)


class Placed(NamedTuple):
    """Where the middle of a further platform's mark is."""

    series: int
    x: float
    y: float


def placed_marks(at: Track, others: Sequence[float | None], *, disc: bool) -> list[Placed]:
    """The marks of further platforms: on the middle of the track, as a `disc` of the challenger is; or one over the other it would hide."""
    (_, middle), size, found = at.box.middle, at.box.height, list[Placed]()
    marks = [(series, at.at(place)) for series, place in enumerate(others, 2) if place is not None]
    for number, (series, x) in enumerate(marks):
        below = [other.y for other in found if abs(other.x - x) < size] + [middle] * (disc and abs(at.marker - x) < size)
        crowded = any(abs(other - x) < size for _, other in marks[number + 1 :])
        found.append(Placed(series, x, min(below) - size if below else middle + _LOWEST * size * crowded))
    return found


def track(stage: Stage, at: Track, marks: Sequence[Placed], hollow: Sequence[bool] = ()) -> Iterator[Node]:
    """The track with the challenger's part, the rival's at its end, and a mark for everyone on the way.

    Whose count is rounded or doubtful, of everyone in the comparison's order, has a `hollow` mark: the challenger a disc on its line,
    the rival a hole at the beginning of its part.
    """
    box, radius, stroke = at.box, at.box.height / 2, stage.theme.shape.track_stroke
    done, goal = box._replace(right=at.marker), box._replace(left=at.finish)
    yield Path(rectangle(box, radius), "track", stage.colour("track"))
    if done.width > 0:
        yield Path(round_ended(done, radius, left=True), "bar", stage.colour("challenger"))
    yield Path(round_ended(goal, radius, left=False), "bar", stage.colour("rival"))
    if stroke:
        yield Path(rectangle(box, radius), "frame", stroke=Stroke(stage.colour("edge"), stroke))
    middle, doubted = box.middle[1], {series for series, doubt in enumerate(hollow) if doubt}
    top = min([box.top, *(y - _REACH * box.height for _, x, y in marks if abs(x - at.marker) < box.height)]) - _OVER
    mark = Box(at.marker - _MARKER / 2, top, at.marker + _MARKER / 2, box.bottom + _OVER)
    yield Path(rectangle(mark), "marker", stage.colour("ink"), Stroke(stage.colour("paper"), _EDGE, join="miter"))
    for series, x, y in marks:
        if y != middle:
            ground = mark_outline(series, x, y, box.height + 2 * stage.theme.chart.marker_edge)
            yield Path(ground, "halo", stage.colour("paper"))
        yield from _mark(stage, series, x, y, box.height, hollow=series in doubted)
    if 0 in doubted:
        yield from _mark(stage, 0, at.marker, middle, box.height, hollow=True)
    if 1 in doubted:
        yield hole_of(stage, 1, at.finish + 0.8 * box.height, middle, box.height)


def _mark(stage: Stage, series: int, x: float, y: float, size: float, *, hollow: bool) -> Iterator[Path]:
    edge = Stroke(stage.colour("paper"), stage.theme.chart.marker_edge, join="miter")
    yield Path(mark_outline(series, x, y, size), "marker", stage.colour(SERIES[series]), edge)
    if hollow:
        yield hole_of(stage, series, x, y, size)


@dataclass(frozen=True, slots=True)
class _Label:
    """Badge and count of a platform, and between them its name where that is asked for, or the badge is only an initial."""

    row: Row
    series: int
    name: SetLine | None
    count: SetLine
    width: float

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.count.style.size


@dataclass(frozen=True, slots=True)
class Further:
    """What a further platform's label says: name and count, set, after its mark where that is on the track."""

    series: int
    says: str
    line: SetLine
    place: float | None
    """How far it has come, as a part of the rival's count; None beyond the rival, where it has no mark."""

    @property
    def indent(self) -> float:
        """How far the words stand off for the mark, in units."""
        return 0.0 if self.place is None else _MARKED * self.line.style.size

    @property
    def width(self) -> float:
        """How wide the label is, in units."""
        return self.indent + self.line.width

    def at(self, stage: Stage, x: float, baseline: float) -> Iterator[Node]:
        """The label where it belongs."""
        if self.place is not None:
            size = self.line.style.size
            outline = mark_outline(self.series, x + 0.45 * size, baseline - 0.34 * size, _MARK * size)
            yield Path(outline, "marker", stage.colour(SERIES[self.series]))
        yield from stage.at(self.line, "fact-more", x + self.indent, baseline, says=self.says)


def further(stage: Stage, series: int, value: Value, place: float | None, size: float, width: float) -> Further:
    """The label of a further platform at a size, within a width: no smaller than a thumbnail shows."""
    says, smallest = stage.words(value), min(size, stage.readable("fact-more", FACT))
    line = fit(stage.ruler, says, stage.style("fact-more", size), width - _MARKED * size, smallest=smallest).lines[0]
    return Further(series, says, line, place)


def track_labels(
    stage: Stage, at: Track, rows: Sequence[Row], baseline: float, further: Sequence[tuple[Further, float]], *, named: bool
) -> Iterator[Node]:
    """Under the track: the counts of both at their places, those of others that found room, and percentages where there is room on the way.

    Names stand with them if `named`, and wherever they leave the challenger's at its place.
    """
    labels, lefts = _both(stage, at, rows, named=named)
    for label, left in zip(labels, lefts, strict=True):
        yield from _placed(stage, label, left, baseline)
    for other, left in further:
        yield from other.at(stage, left, baseline)
    first = min([lefts[0], *(left for _, left in further)])
    for tick in _TICKS:
        line = stage.set(stage.words(Percent(tick)), "tick")
        start = max(at.box.left, at.at(tick / 100) - line.width / 2)
        if tick <= 100 * at.part - 10 and start + line.width < first - 14:
            yield from stage.at(line, "tick", start, baseline)


def room_under(
    stage: Stage, at: Track, rows: Sequence[Row], further: Sequence[Further], *, named: bool
) -> list[tuple[Further, float]] | None:
    """Where the labels of further platforms begin beside those of both: as near to their places as can be; None without room for all."""
    labels, lefts = _both(stage, at, rows, named=named)
    rooms = ((at.box.left, lefts[0] - _BETWEEN), (lefts[0] + labels[0].width + _BETWEEN, lefts[1] - _BETWEEN))
    order = sorted(further, key=lambda each: at.goal if each.place is None else at.at(each.place))
    behind = sum(each.place is not None and each.place < at.part for each in order)
    for count in sorted(range(len(order) + 1), key=lambda count: abs(count - behind)):
        found = [_spread(at, part, *room) for part, room in zip((order[:count], order[count:]), rooms, strict=True)]
        if all(lefts is not None for lefts in found):
            return [(each, left) for each, left in zip(order, (left for lefts in found for left in lefts or ()), strict=True)]
    return None


def _spread(at: Track, further: Sequence[Further], start: float, end: float) -> list[float] | None:
    """The left ends of labels between two places; None when they are too wide."""
    widths = [each.width + _BETWEEN for each in further]
    if sum(widths) > end - start + _BETWEEN:
        return None
    wanted = [at.goal if each.place is None else at.at(each.place) for each in further]
    middles = spread(wanted, widths, start - _BETWEEN / 2, end + _BETWEEN / 2)
    return [middle - each.width / 2 for middle, each in zip(middles, further, strict=True)]


def _both(stage: Stage, at: Track, rows: Sequence[Row], *, named: bool) -> tuple[tuple[_Label, _Label], tuple[float, float]]:
    """Both labels, and where each begins: with names if `named`, and wherever they leave the challenger's at its place."""
    labels, lefts = _labels(stage, at, rows, named=True)
    if not named and lefts[0] + labels[0].width / 2 < at.marker - 2:
        return _labels(stage, at, rows, named=False)
    return labels, lefts


def _labels(stage: Stage, at: Track, rows: Sequence[Row], *, named: bool) -> tuple[tuple[_Label, _Label], tuple[float, float]]:
    """Both labels at one size, smaller where they have no room side by side; and where each begins."""
    size, width = stage.size("track-count"), at.box.width - _BETWEEN
    wide = sum(_label(stage, row, series, size, width / 2, named=named).width for series, row in enumerate(rows[:2]))
    size = max(stage.smallest, size * min(1.0, width / wide))
    ours, theirs = (_label(stage, row, series, size, width / 2, named=named) for series, row in enumerate(rows[:2]))
    right = min(at.goal + theirs.width / 2, at.box.right) - theirs.width
    return (ours, theirs), (max(at.box.left, min(at.marker - ours.width / 2, right - _BETWEEN - ours.width)), right)


def _label(stage: Stage, row: Row, series: int, size: float, room: float, *, named: bool) -> _Label:
    known = not named and find_drawing(f"icon-{row.platform.key}", stage.theme.art_folders) is not None
    count = stage.set(stage.words(row.count), "track-count", size)
    fixed = (_BADGE + _BESIDE) * size + count.width
    if known:
        return _Label(row, series, None, count, fixed)
    width = max(2 * size, room - fixed - _BESIDE * size)
    says = next(
        (form for form in _forms(stage, row) if stage.set(form, "track-count", size).width <= width), stage.words(Name(row.platform))
    )
    name = stage.fit(says, "track-count", width, size=size).lines[0]
    return _Label(row, series, name, count, fixed + _BESIDE * size + name.width)


def _forms(stage: Stage, row: Row) -> tuple[str, str]:
    """The names of a platform beside its badge, the fullest first."""
    return stage.words(Name(row.platform, "label")), stage.words(Name(row.platform))


def _placed(stage: Stage, label: _Label, left: float, baseline: float) -> Iterator[Node]:
    size, colour = label.size, SERIES[label.series]
    side, top = _BADGE * size, baseline - (0.345 + _BADGE / 2) * size
    yield icon(stage, label.row.platform, label.series, Box(left, top, left + side, top + side))
    if label.name is not None:
        forms = _forms(stage, label.row)
        says = label.name.words if label.name.words in forms else forms[1]
        yield from stage.at(label.name, "track-count", left + side + _BESIDE * size, baseline, colour=colour, role="name", says=says)
    yield from stage.at(label.count, "track-count", left + label.width - label.count.width, baseline, colour=colour)


def gap_arrow(stage: Stage, at: Track, gap: Count, ends: tuple[float, float], marks: Sequence[Placed], *, begun: bool) -> tuple[Node, ...]:
    """An arrow across the gap with its size above, where both have room; headed at its start too when it has `begun` at the marker.

    It keeps off marks that stand as high as its ends.
    """
    (start, end), y, line = ends, at.box.top - _ARROW, stage.set(stage.words(gap), "track-gap")
    reach = _REACH * at.box.height + 2 * stage.theme.chart.marker_edge
    high = [mark.x for mark in marks if mark.y - reach < y + _HEAD[1]]
    start = max([start, *(x + reach for x in high if x - reach < start + _HEAD[0])])
    end = min([end, *(x - reach for x in high if end - _HEAD[0] < x + reach)])
    if end - start < max(_LEAST_GAP, line.width + 16):
        return ()
    ink = stage.colour("ink")
    long, half = _HEAD
    heads = [polygon(((end, y), (end - long, y - half), (end - long, y + half)))]
    if begun:
        heads.append(polygon(((start, y), (start + long, y - half), (start + long, y + half))))
    return (
        Path(polyline(((start + 7 * begun, y), (end - 7, y))), "connector", stroke=Stroke(ink, stage.theme.chart.axis + 1)),
        *(Path(head, "connector", ink) for head in heads),
        *stage.at(line, "track-gap", (start + end) / 2, y - 18, align="middle"),
    )
