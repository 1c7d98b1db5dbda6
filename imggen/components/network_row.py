"""One platform's row: badge, name, change, and the count below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from math import inf

from imggen.components.delta import delta, delta_width
from imggen.components.figure import figure, fitting_figure, largest_size, set_figure, shared_figure_size
from imggen.components.icon import icon
from imggen.scene import Box, Node, Path, Text
from imggen.stage import FACT, SERIES, Stage
from imggen.story import Name, Row
from imggen.text.fit import fit
from imggen.text.line import SetLine, SideBySide

_GAP = 16
"""The least distance between name and change, in units."""
_APART = 56.0
"""What is left between two rows, one under the other, in units."""
_LOWER = 14.0
"""What is left over lines, in units: a badge may hang over the top of their room."""
_NAME_KEPT = 0.85
"""A name is made so much smaller before it is shortened."""
_NAME_PART = 0.56
"""A name may claim this part of the row before a change is made smaller for it."""


def network_row(stage: Stage, row: Row, series: int, box: Box, baseline: float, size: float) -> tuple[Node, ...]:
    """Badge, name and change on the row that starts at the box's top; the count stands on `baseline`, `size` units large.

    The box gives the left and right ends. A gain is in the series' colour for the challenger; any loss and any change of the others
    is in the muted colour: a fall of the rival is not celebrated.
    """
    side = 1.27 * stage.size("name")
    badge = Box(box.left, box.top, box.left + side, box.top + side)
    line = box.top + side / 2 + 0.345 * stage.size("name")
    left = badge.right + 12
    least = min(_least_name(stage, row), _NAME_PART * box.width, _beside_date(stage, row, box.right - left))
    after = _change(stage, row, series, Box(left + least + _GAP, box.top, box.right, box.bottom), line)
    end = min((_left(node) for node in after), default=box.right + _GAP) - _GAP
    name = name_label(stage, row, left, line, end - left)
    colour = SERIES[min(series, len(SERIES) - 1)]
    shown = set_figure(stage, fitting_figure(stage, row.count, "number", box.width, size), "number", size)
    count = stage.at(shown, "number", box.left, baseline, colour=colour, says=stage.words(row.count))
    return (icon(stage, row.platform, series, badge), *name, *after, *count)


def row_width(stage: Stage, row: Row) -> float:
    """The least width of a row in which its name and its change can be read in a thumbnail, in units."""
    name = 1.27 * stage.size("name") + 12 + _least_name(stage, row)
    return name if row.change is None else name + _GAP + delta_width(stage, row.change, "delta", stage.readable("delta", FACT)) + 1


def _least_name(stage: Stage, row: Row) -> float:
    """The width of a name where it is as small as it may be beside a change."""
    smaller = max(stage.readable("name", FACT), _NAME_KEPT * stage.size("name"))
    return 1 + stage.set(stage.words(Name(row.platform, "label")), "name", smaller).width


def _beside_date(stage: Stage, row: Row, width: float) -> float:
    """What a date leaves of that width to a name, which is said shortly before the date is cut; all of it where there is no date."""
    if row.day is None:
        return inf
    shortly = stage.set(stage.words(Name(row.platform)), "name", stage.readable("name", FACT)).width
    return max(1 + shortly, width - _GAP - stage.set(stage.words(row.day), "source").width - 1)


def _left(node: Node) -> float:
    return node.room.left if isinstance(node, Text) else node.outline.box().left if isinstance(node, Path) else inf


def _change(stage: Stage, row: Row, series: int, room: Box, baseline: float) -> tuple[Node, ...]:
    """The change since the baseline, with its triangle and sign; the count's own date where the counts are of different days.

    It ends at the room's right side. A date that is too long for the room is said without its year, which the kicker has. A change that
    is too long even when small is said in three digits, else left to the alt text.
    """
    if row.day is not None:
        ways = [row.day, replace(row.day, form="short")]
        day = next((way for way in ways if not stage.fit(stage.words(way), "source", room.width).shortened), row.day)
        return stage.put(day, "source", room.right, baseline, align="right", width=room.width, role="date")
    if row.change is None:
        return ()
    for compact in (False, True):
        shown = figure(stage, row.change, compact=compact)
        wide = partial(delta_width, stage, row.change, "delta", shown=shown)
        size = largest_size(wide, stage.size("delta"), room.width + 1)
        if size >= stage.readable("delta", FACT):
            return delta(stage, row.change, series, "delta", room.right - wide(size), baseline, size, shown)
    return ()


def count_lines(stage: Stage, rows: Sequence[Row], room: Box, ends: tuple[float, float], half: float, most: float) -> tuple[Node, ...]:
    """Badge, name and count of each platform on one line, one under the other, between both `ends`.

    Only where the counts, in full or else in three digits, are too wide for `half` of the room at the least size and have room here;
    else nothing. They are `most` units large at most.
    """
    least, (left, right) = stage.least_number, ends
    begin = left + 1.27 * stage.size("name") + 12
    names = max(stage.set(stage.words(Name(row.platform)), "name", stage.readable("name", FACT)).width for row in rows)
    for compact in (False, True):
        figures = [figure(stage, row.count, compact=compact) for row in rows]
        if shared_figure_size(stage, figures, "number", most, half, 1.0) >= least:
            return ()
        size = shared_figure_size(stage, figures, "number", most, right - begin - names - _GAP, 1.0)
        if size >= least:
            size = max(least, min(size, room.height / (0.5 + len(rows))))
            lines = [set_figure(stage, each, "number", size) for each in figures]
            return tuple(_lines(stage, rows, room, (left, begin, right), lines))
    return ()


def _lines(
    stage: Stage, rows: Sequence[Row], room: Box, places: tuple[float, float, float], counts: Sequence[SetLine | SideBySide]
) -> Iterator[Node]:
    (left, begin, right), pitch = places, (room.height - _LOWER) / len(rows)
    for series, (row, count) in enumerate(zip(rows, counts, strict=True)):
        middle, colour = room.top + _LOWER + (series + 0.5) * pitch, SERIES[min(series, len(SERIES) - 1)]
        yield icon(stage, row.platform, series, Box(left, middle - (begin - 12 - left) / 2, begin - 12, middle + (begin - 12 - left) / 2))
        yield from name_label(stage, row, begin, middle + 0.345 * stage.size("name"), right - count.width - _GAP - begin)
        yield from stage.at(count, "number", right, middle + count.cap / 2, align="right", colour=colour, says=stage.words(row.count))


def count_stack(stage: Stage, rows: Sequence[Row], room: Box, ends: tuple[float, float], most: float) -> tuple[Node, ...]:
    """The rows of all platforms one under the other between both `ends`, in the middle of the room, as large as it allows."""
    left, right = ends
    names, figures = 1.27 * stage.size("name") + 22, [figure(stage, row.count) for row in rows]
    size = shared_figure_size(stage, figures, "number", most, right - left, stage.least_number)
    size = min(size, (room.height / len(rows) - names - _APART) / 0.66)
    high = names + 0.66 * size
    apart = _APART + max(0.0, min(_APART, (room.height - len(rows) * (high + _APART)) / 3))
    pitch = high + apart
    top = room.middle[1] - (len(rows) * pitch - apart) / 2
    boxes = [Box(left, top + i * pitch, right, top + i * pitch + high) for i in range(len(rows))]
    placed = (network_row(stage, row, series, box, box.bottom, size) for series, (row, box) in enumerate(zip(rows, boxes, strict=True)))
    return tuple(chain.from_iterable(placed))


def name_label(stage: Stage, row: Row, x: float, baseline: float, width: float) -> tuple[Node, ...]:
    """A platform's name beside its badge: as a label where it fits, else plain; shortened at last."""
    for says in (stage.words(Name(row.platform, "label")), stage.words(Name(row.platform))):
        fitted = fit(stage.ruler, says, stage.style("name"), width, smallest=stage.readable("name", FACT))
        if not fitted.shortened:
            break
    return stage.at(fitted.lines[0], "name", x, baseline, says=says)
