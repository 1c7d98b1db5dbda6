"""A ranking: one row a subject, with its name, both counts on one scale from zero, and its lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from imggen.components.dumbbell import dumbbell
from imggen.layout.labels import spread
from imggen.layout.scales import Scale, round_steps
from imggen.layout.shapes import polyline, rectangle
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import SERIES, Stage
from imggen.story import Contender, Count, Value
from imggen.text.fit import shared_size
from imggen.text.line import SetLine

_STACKED_FROM = {"portrait": 72.0, "square": 72.0, "landscape": 105.0, "link": 100.0}
"""Rows of this height have their name above the marks; in lower ones it stands left of them (SPEC section 9.6)."""
_COUNTED_FROM = 3.7
"""Rows of so many times the size of names have room for the counts below the marks."""
_FOLD = 0.55
"""The height of the line that counts the others, in rows, where names stand above the marks."""
_NAMES, _GAPS = 0.25, 0.26
"""How much of the width names left of the marks, and leads, may take."""
_USUAL = 27.0
"""The size of the names beside which marks have their own size, in units."""
_WHEN_GAP, _TICK_GAP = 12.0, 26.0
"""The least distance between a name and its date, and between two numbers of the axis, in units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a ranking shows: values of a story."""

    contenders: tuple[Contender, ...]
    heading: Value
    """What stands over the leads."""
    fold: Value | None
    """How many more there are; None when all have a row."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a ranking stand, in units."""

    top: float
    pitch: float
    """The height of a row."""
    count: int
    fold: float
    """The height of the line that counts the others; 0 for none."""
    stacked: bool
    """Whether names stand above the marks."""
    counted: bool
    """Whether the counts stand below the marks."""
    size: float
    """The size of names."""

    @property
    def bottom(self) -> float:
        """Where the last row, or the line that counts the others, ends."""
        return self.top + self.count * self.pitch + self.fold

    def box(self, stage: Stage, number: int) -> Box:
        """A row, from margin to margin."""
        top = self.top + number * self.pitch
        return Box(stage.canvas.margin, top, stage.canvas.right, top + self.pitch)


def find_rows(stage: Stage, shown: Ranking, top: float, bottom: float, most: float) -> Rows:
    """Rows that fill the height, none of them higher than `most`: as they grow their words do, and stand above the marks at last."""
    count, size = len(shown.contenders), stage.size("row-name")
    part = _FOLD if shown.fold is not None else 0.0
    pitch = min(most, (bottom - top) / (count + part))
    if pitch >= _STACKED_FROM[stage.canvas.shape]:
        counted = pitch >= _COUNTED_FROM * size
        size = min(1.4 * size, max(size, pitch / (_COUNTED_FROM if counted else 3.4)))
        return Rows(top, pitch, count, part * pitch, stacked=True, counted=counted, size=size)
    pitch = min(most, (bottom - top) / (count + bool(part)))
    return Rows(top, pitch, count, pitch * bool(part), stacked=False, counted=False, size=min(1.3 * size, max(size, 0.55 * pitch)))


def ranking(stage: Stage, shown: Ranking, rows: Rows) -> tuple[Node, ...]:
    """Draw the rows, those that are ahead on a tinted band, over an axis from zero whose numbers stand below them."""
    gaps = [_gap(stage, contender, size) for contender in shown.contenders for size in (_gap_size(stage, shown, rows),)]
    plot = _plot(stage, shown, rows, gaps)
    nodes: list[Node] = [_band(stage, rows.box(stage, i)) for i, each in enumerate(shown.contenders) if each.sign == 1]
    nodes.extend(_axis(stage, rows, plot))
    nodes.extend(_parting(stage, shown, rows))
    for number, (contender, gap) in enumerate(zip(shown.contenders, gaps, strict=True)):
        ground = stage.on("tint-ahead") if contender.sign == 1 else stage
        nodes.extend(_row(ground, contender, gap, rows.box(stage, number), rows, plot))
    nodes.extend(stage.put(shown.heading, "tick", stage.canvas.right, rows.top - 14, align="right", role="heading"))
    if shown.fold is not None:
        middle = rows.bottom - rows.fold / 2
        nodes.extend(stage.put(shown.fold, "row-name", stage.canvas.margin, middle + 0.345 * rows.size, size=rows.size, colour="muted"))
    return tuple(nodes)


def _gap_size(stage: Stage, shown: Ranking, rows: Rows) -> float:
    """The one size of all leads in numbers."""
    size = stage.size("row-gap") * rows.size / stage.size("row-name")
    words = [stage.words(each.standing) for each in shown.contenders if each.sign]
    width = _GAPS * (stage.canvas.right - stage.canvas.margin)
    return shared_size(stage.ruler, words, stage.style("row-gap", size), width, stage.smallest)


def _gap(stage: Stage, contender: Contender, size: float) -> SetLine:
    words = stage.words(contender.standing)
    return stage.set(words, "row-gap", size) if contender.sign else stage.set(words, "row-word")


@dataclass(frozen=True, slots=True)
class _Plot:
    """The room of the marks from left to right, and its scale."""

    across: Scale
    steps: tuple[int, ...]


def _plot(stage: Stage, shown: Ranking, rows: Rows, gaps: Sequence[SetLine]) -> _Plot:
    canvas, factor = stage.canvas, rows.size / stage.size("row-name")
    widest = max(line.width for line in gaps)
    if rows.stacked:
        left, right = canvas.margin + 24, canvas.right - max(widest, 3 * stage.size("row-gap") * factor) - 64
    else:
        names = max(_name_width(stage, each, rows) for each in shown.contenders)
        left = canvas.margin + min(max(names, 120.0), _NAMES * (canvas.right - canvas.margin)) + 44
        right = canvas.right - max(widest, 3.3 * stage.size("row-gap") * factor) - 40
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


def _axis(stage: Stage, rows: Rows, plot: _Plot) -> Iterator[Node]:
    """A line a round count through all rows, and below them as many numbers as have room."""
    chart, places = stage.theme.chart, [plot.across.at(step) for step in plot.steps]
    lines = Stroke(stage.colour("grid"), chart.grid, "round" if chart.grid_dash else "butt", dash=chart.grid_dash)
    for x in places:
        yield Path(polyline(((x, rows.top - 4), (x, rows.bottom + 2))), "grid", stroke=lines)
    widest = max(stage.set(stage.words(Count(step)), "tick").width for step in plot.steps)
    every = ceil((widest + _TICK_GAP) / (places[1] - places[0]))
    for step, x in list(zip(plot.steps, places, strict=True))[::every]:
        yield from stage.put(Count(step), "tick", x, rows.bottom + 1.25 * stage.size("tick"), align="middle")


def _parting(stage: Stage, shown: Ranking, rows: Rows) -> Iterator[Node]:
    """A line between those whose place is sure and the others."""
    sure = sum(contender.ranked for contender in shown.contenders)
    if 0 < sure < rows.count:
        row, thick = rows.box(stage, sure), stage.theme.chart.grid / 2
        yield Path(rectangle(Box(row.left, row.top - thick, row.right, row.top + thick)), "rule", stage.colour("losing"))


def _row(stage: Stage, contender: Contender, gap: SetLine, row: Box, rows: Rows, plot: _Plot) -> Iterator[Node]:
    middle, counts = row.middle[1], (contender.challenger, contender.rival)
    up, down = (0.85, 0.1) if rows.counted else (0.375, 0.5625) if rows.stacked else (-0.345, 0.0)
    yield from _name(stage, contender, rows, plot, middle - up * rows.size)
    ours, theirs = (None if count is None else plot.across.at(count.number) for count in counts)
    yield from dumbbell(stage, (ours, theirs), middle + down * rows.size, contender.sign, min(1.2, rows.size / _USUAL))
    if rows.counted:
        yield from _counts(stage, counts, (ours, theirs), plot, middle + 1.42 * rows.size)
    colour = "challenger" if contender.sign == 1 else "ink" if contender.sign else "muted"
    kind = "row-gap" if contender.sign else "row-word"
    yield from stage.at(gap, kind, row.right, middle + 0.335 * gap.style.size, align="right", colour=colour)


def _counts(
    stage: Stage, counts: tuple[Count | None, Count | None], places: tuple[float | None, float | None], plot: _Plot, baseline: float
) -> Iterator[Node]:
    """Both counts below their marks, moved apart where they would meet."""
    set_lines = [
        (x, stage.set(stage.words(count), "value"), token)
        for count, x, token in zip(counts, places, SERIES, strict=False)
        if count is not None and x is not None
    ]
    set_lines.sort(key=lambda each: each[0])
    middles = spread(
        [x for x, _, _ in set_lines], [line.width + 24 for _, line, _ in set_lines], stage.canvas.margin - 12, plot.across.end + 40
    )
    for middle, (_, line, token) in zip(middles, set_lines, strict=True):
        yield from stage.at(line, "value", middle, baseline, align="middle", colour=token)


def _name(stage: Stage, contender: Contender, rows: Rows, plot: _Plot, baseline: float) -> Iterator[Node]:
    """The name, and beside it the day of its counts where that is not the card's."""
    kind, left, says = _name_kind(contender), stage.canvas.margin, stage.words(contender.name)
    end = plot.across.end if rows.stacked else plot.across.start - 44
    line = stage.fit(says, kind, end - left - _when_width(stage, contender), size=rows.size).lines[0]
    yield from stage.at(line, kind, left, baseline, says=says)
    if contender.when is not None:
        yield from stage.put(contender.when, "tick", left + line.width + _WHEN_GAP, baseline, role="date")
