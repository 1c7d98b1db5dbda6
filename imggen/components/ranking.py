"""A ranking: one row a subject, with its name, both counts on one scale from zero, and its lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from operator import attrgetter

from imggen.components.dumbbell import dumbbell, mark_reach
from imggen.layout.labels import spread
from imggen.layout.scales import Scale, round_steps
from imggen.layout.shapes import polyline, rectangle
from imggen.scene import Box, Node, Path, Stroke, Text
from imggen.stage import SERIES, Stage
from imggen.story import Contender, Count, Value
from imggen.telling.apart import told_apart
from imggen.text.fit import Fitted, fit, shared_size
from imggen.text.line import SetLine

_STACKED_FROM = {"portrait": 72.0, "square": 72.0, "landscape": 105.0, "link": 100.0}
"""Rows of this height have their name above the marks; in lower ones it stands left of them (SPEC section 9.6)."""
_FOLD = 0.55
"""The height of the line that counts the others, in rows, where names stand above the marks."""
_NAMES, _GAPS = 0.37, 0.26
"""How much of the width names left of the marks, and leads, may take."""
_MOST_NAMES = 0.44
"""The same for names where all are larger."""
_NAME_LEADING, _NAME_ROOM = 1.1, 2.6
"""From one line of a name to the next, and the height of a row for two lines, in sizes of the type."""
_KEPT = 0.72
"""Names are made smaller together down to this part of their size before they are shortened."""
_AIR = 14.0
"""What a row with counts below its marks must have to spare, in units."""
_LEAST = 1.17
"""The least size of names and leads, in the smallest size of any text: what can be read in a thumbnail."""
_USUAL = 27.0
"""The size of the names beside which marks have their own size, in units."""
_LEAST_PLOT = 240.0
"""The least width of the scale, in units, however long names, dates and leads are."""
_CLEAR = 6.0
"""How far the lines of the axis keep from counts, in units."""
_WHEN_GAP, _TICK_GAP, _COUNT_GAP = 12.0, 26.0, 24.0
"""The least distance between a name and its date, between numbers of the axis, and between two counts, in units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a ranking shows: values of a story."""

    contenders: tuple[Contender, ...]
    heading: Value
    """What stands over the leads."""
    fold: Value | None
    """How many more there are; None when all have a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Where the rows of a ranking stand, in units; what is in a row, from its middle on."""

    top: float
    pitch: float
    """The height of a row."""
    count: int
    fold: float
    """The height of the line that counts the others; 0 for none."""
    size: float
    """The size of names."""
    factor: float
    """How large marks are."""
    name: float
    """The baseline of a name."""
    marks: float = 0.0
    counts: float = 0.0
    """The baseline of the counts under the marks; 0 for none."""

    @property
    def stacked(self) -> bool:
        """Whether names stand above the marks."""
        return self.marks > 0

    @property
    def bottom(self) -> float:
        """Where the last row, or the line that counts the others, ends."""
        return self.top + self.count * self.pitch + self.fold

    def box(self, stage: Stage, number: int) -> Box:
        """A row, from margin to margin."""
        top = self.top + number * self.pitch
        return Box(stage.canvas.margin, top, stage.canvas.right, top + self.pitch)


def find_rows(stage: Stage, shown: Ranking, top: float, bottom: float, most: float) -> Rows:
    """Rows that fill the height, none higher than `most`.

    In low ones names stand left of the marks, in higher ones above them, and in the highest the counts stand below.
    """
    count, folded, size, (up, down) = len(shown.contenders), shown.fold is not None, stage.size("row-name"), mark_reach(stage)
    pitch = min(most, (bottom - top) / (count + _FOLD * folded))
    if pitch < _STACKED_FROM[stage.canvas.shape]:
        pitch = min(most, (bottom - top) / (count + folded))
        size = min(1.3 * size, max(size, 0.55 * pitch))
        factor = min(1.2, size / _USUAL, 0.5 * pitch / down)
        return Rows(top=top, pitch=pitch, count=count, fold=folded * pitch, size=size, factor=factor, name=0.345 * size)
    room, below = 0.96 * pitch - 6, 6 + 0.68 * stage.size("row-count")
    below *= room - _AIR >= 0.95 * size + 3 + (up + down) * min(1.2, size / _USUAL) + below
    size = min(1.4 * size, max(size, pitch / (3.7 if below else 3.4)))
    factor = min(1.2, size / _USUAL, (room - 0.95 * size - 3 - below) / (up + down))
    # Few marks are moved off their line, so a row looks centred a little lower.
    start = 3.5 * factor - (0.95 * size + 3 + (up + down) * factor + below) / 2
    marks = start + 0.95 * size + 3 + up * factor
    return Rows(
        top=top,
        pitch=pitch,
        count=count,
        fold=folded * _FOLD * pitch,
        size=size,
        factor=factor,
        name=start + 0.7 * size,
        marks=marks,
        counts=below and marks + down * factor + below,
    )


def ranking(stage: Stage, shown: Ranking, rows: Rows) -> tuple[Node, ...]:
    """Draw the rows, those that are ahead on a tinted band, over an axis from zero whose numbers stand below them."""
    gaps = [_gap(stage, contender, size) for contender in shown.contenders for size in (_gap_size(stage, shown, rows),)]
    plot = _plot(stage, shown, rows, gaps)
    names, drawn = _names(stage, shown, rows, plot), list[Node]()
    for number, (contender, gap) in enumerate(zip(shown.contenders, gaps, strict=True)):
        ground = stage.on("tint-ahead") if contender.sign == 1 else stage
        drawn.extend(_row(ground, contender, gap, rows.box(stage, number), rows, plot, names))
    nodes: list[Node] = [_band(stage, rows.box(stage, i)) for i, each in enumerate(shown.contenders) if each.sign == 1]
    nodes.extend(_axis(stage, rows, plot, [node.ink for node in drawn if isinstance(node, Text) and node.role == "row-count"]))
    nodes.extend((*_parting(stage, shown, rows), *drawn))
    nodes.extend(stage.put(shown.heading, "tick", stage.canvas.right, rows.top - 14, align="right"))
    if shown.fold is not None:
        middle = rows.bottom - rows.fold / 2
        nodes.extend(stage.put(shown.fold, "row-name", stage.canvas.margin, middle + 0.345 * rows.size, size=rows.size, colour="muted"))
    return tuple(nodes)


def _gap_size(stage: Stage, shown: Ranking, rows: Rows) -> float:
    """The one size of all leads in numbers."""
    size = stage.size("row-gap") * rows.size / stage.size("row-name")
    words = [stage.words(each.standing) for each in shown.contenders if each.sign]
    width = _GAPS * (stage.canvas.right - stage.canvas.margin)
    return shared_size(stage.ruler, words, stage.style("row-gap", size), width, _LEAST * stage.smallest)


def _gap(stage: Stage, contender: Contender, size: float) -> SetLine:
    words = stage.words(contender.standing)
    return stage.set(words, "row-gap", size) if contender.sign else stage.set(words, "row-word")


@dataclass(frozen=True, slots=True)
class _Plot:
    """The room of the marks from left to right, and its scale."""

    across: Scale
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What all names say, and the size of most of them."""

    says: tuple[str, ...]
    size: float


def _plot(stage: Stage, shown: Ranking, rows: Rows, gaps: Sequence[SetLine]) -> _Plot:
    canvas, factor = stage.canvas, rows.size / stage.size("row-name")
    widest = max(line.width for line in gaps)
    if rows.stacked:
        left, right = canvas.margin + 24, canvas.right - max(widest, 3 * stage.size("row-gap") * factor) - 64
    else:
        names = max(_name_width(stage, each, rows) for each in shown.contenders)
        most = min(_NAMES * factor, _MOST_NAMES) * (canvas.right - canvas.margin) + max(
            _when_width(stage, each) for each in shown.contenders
        )
        right = canvas.right - max(widest, 3.3 * stage.size("row-gap") * factor) - 40
        left = min(canvas.margin + min(max(names, 120.0), most) + 44, right - _LEAST_PLOT)
    counts = [count.number for each in shown.contenders for count in (each.challenger, each.rival) if count is not None]
    steps = round_steps(0, max(counts))
    return _Plot(Scale(0, steps[-1], left, right), steps)


def _name_width(stage: Stage, contender: Contender, rows: Rows) -> float:
    """How wide a name and its date want to be on one line."""
    return stage.set(stage.words(contender.name), _name_kind(contender), rows.size).width + _when_width(stage, contender)


def _when_width(stage: Stage, contender: Contender) -> float:
    return _WHEN_GAP + stage.set(stage.words(contender.when), "tick").width if contender.when is not None else 0.0


def _name_kind(contender: Contender) -> str:
    return "row-name-ahead" if contender.sign == 1 else "row-name"


def _band(stage: Stage, row: Box) -> Path:
    hang, inset = stage.theme.panel.hang, 0.04 * row.height
    band = Box(row.left - hang, row.top + inset, row.right + hang, row.bottom - inset)
    return Path(rectangle(band, stage.theme.shape.row_radius), "tint", stage.colour("tint-ahead"))


def _axis(stage: Stage, rows: Rows, plot: _Plot, counts: Sequence[Box]) -> Iterator[Node]:
    """A line a round count through all rows but not through counts, and below them as many numbers as have room."""
    chart, places = stage.theme.chart, [plot.across.at(step) for step in plot.steps]
    lines = Stroke(stage.colour("grid"), chart.grid, "round" if chart.grid_dash else "butt", dash=chart.grid_dash)
    for x in places:
        across = sorted((box for box in counts if box.left - _CLEAR < x < box.right + _CLEAR), key=attrgetter("top"))
        starts = [rows.top - 4, *(box.bottom + _CLEAR for box in across)]
        ends = [*(box.top - _CLEAR for box in across), rows.bottom + 2]
        for start, end in zip(starts, ends, strict=True):
            yield Path(polyline(((x, start), (x, end))), "grid", stroke=lines)
    widest = max(stage.set(stage.words(Count(step)), "tick").width for step in plot.steps)
    every = ceil((widest + _TICK_GAP) / (places[1] - places[0]))
    for step, x in list(zip(plot.steps, places, strict=True))[::every]:
        yield from stage.put(Count(step), "tick", x, rows.bottom + 1.25 * stage.size("tick"), align="middle")


def _parting(stage: Stage, shown: Ranking, rows: Rows) -> Iterator[Node]:
    """A line between those whose place is sure and the others."""
    sure = sum(contender.ranked for contender in shown.contenders)
    if 0 < sure < rows.count:
        row, thick = rows.box(stage, sure), stage.theme.chart.grid
        yield Path(rectangle(Box(row.left, row.top - thick, row.right, row.top + thick)), "rule", stage.colour("grid"))


def _row(stage: Stage, contender: Contender, gap: SetLine, row: Box, rows: Rows, plot: _Plot, names: _Names) -> Iterator[Node]:
    middle, counts = row.middle[1], (contender.challenger, contender.rival)
    yield from _name(stage, contender, rows, plot, middle, names)
    ours, theirs = (None if count is None else plot.across.at(count.number) for count in counts)
    yield from dumbbell(stage, (ours, theirs), middle + rows.marks, contender.sign, rows.factor, _hollow(contender))
    if rows.counts:
        yield from _counts(stage, zip(counts, (ours, theirs), SERIES, strict=False), plot, middle + rows.counts)
    colour = "challenger" if contender.sign == 1 else "ink" if contender.sign else "muted"
    kind = "row-gap" if contender.sign else "row-word"
    yield from stage.at(gap, kind, row.right, middle + 0.335 * gap.style.size, align="right", colour=colour)


def _hollow(contender: Contender) -> tuple[bool, bool]:
    """Whether each count is rounded, not of the card's day, or has been the same for long."""
    bygone, counts = contender.when is not None, (contender.challenger, contender.rival)
    ours, theirs = (bygone or (count is not None and count.about) for count in counts)
    return ours or contender.doubtful[0], theirs or contender.doubtful[1]


def _counts(stage: Stage, marked: Iterable[tuple[Count | None, float | None, str]], plot: _Plot, baseline: float) -> Iterator[Node]:
    """Both counts below their marks, moved apart where they would meet."""
    known = [(x, stage.set(stage.words(count), "row-count"), colour) for count, x, colour in marked if count is not None and x is not None]
    known.sort(key=lambda each: each[0])
    widths = [line.width + _COUNT_GAP for _, line, _ in known]
    low, high = stage.canvas.margin - _COUNT_GAP / 2, plot.across.end + 40
    for middle, (_, line, colour) in zip(spread([x for x, _, _ in known], widths, low, high), known, strict=True):
        yield from stage.at(line, "row-count", middle, baseline, align="middle", colour=colour)


def _names(stage: Stage, shown: Ranking, rows: Rows, plot: _Plot) -> _Names:
    """All names, and the size of those that fit their room on one line when they are made a little smaller together."""
    says, least = tuple(stage.words(contender.name) for contender in shown.contenders), max(_LEAST * stage.smallest, _KEPT * rows.size)
    rooms = [_name_room(stage, contender, rows, plot) for contender in shown.contenders]
    style = stage.style("row-name-ahead", rows.size)
    sizes = [shared_size(stage.ruler, [each], style, room, 1.0) for each, room in zip(says, rooms, strict=True)]
    fitting = [size for size in sizes if size >= least]
    most = rows.size if len(fitting) == len(sizes) else min(rows.size, stage.size("row-name"))
    return _Names(says, min([*fitting, most]))


def _name_room(stage: Stage, contender: Contender, rows: Rows, plot: _Plot) -> float:
    end = plot.across.end if rows.stacked else plot.across.start - 44
    return end - stage.canvas.margin - _when_width(stage, contender)


def _name(stage: Stage, contender: Contender, rows: Rows, plot: _Plot, middle: float, names: _Names) -> Iterator[Node]:
    """The name, and beside it the day of its counts where that is not the card's."""
    kind, left, says = _name_kind(contender), stage.canvas.margin, stage.words(contender.name)
    fitted = _fitted_name(stage, says, names, kind, rows, _name_room(stage, contender, rows, plot))
    size, lines = fitted.style.size, fitted.lines
    baseline = middle + rows.name if len(lines) == 1 else middle + (0.345 - _NAME_LEADING / 2) * size
    yield from stage.stack(fitted, says, kind, left, baseline, _NAME_LEADING)
    if contender.when is not None:
        last = baseline + (len(lines) - 1) * _NAME_LEADING * size
        yield from stage.put(contender.when, "tick", left + lines[-1].width + _WHEN_GAP, last, role="date")


def _fitted_name(stage: Stage, says: str, names: _Names, kind: str, rows: Rows, width: float) -> Fitted:
    """A name on one line, on two where the row has room for them, else with words left out that don't tell it from the other names."""
    least = _LEAST * stage.smallest
    found = fit(stage.ruler, says, stage.style(kind, names.size), width, smallest=least)
    if found.shortened and not rows.stacked and rows.pitch >= 0.92 * _NAME_ROOM * least:
        size = min(names.size, max(least, rows.pitch / _NAME_ROOM))
        found = fit(stage.ruler, says, stage.style(kind, size), width, lines=2, smallest=least, keep=1.0, wrapped=1.0)
    if not found.shortened:
        return found
    style, many = found.style, len(found.lines)
    shown = told_apart(
        says, names.says, lambda tried: not fit(stage.ruler, tried, style, width, lines=many, smallest=least, keep=1.0).shortened
    )
    apart = fit(stage.ruler, shown, style, width, lines=many, smallest=least, keep=1.0, wrapped=1.0)
    return replace(apart, shown=shown, shortened=True) if shown else found
