"""One platform's row: badge, name, change, and the count below."""

from __future__ import annotations

from math import inf

from imggen.components.delta import delta, delta_width
from imggen.components.icon import icon
from imggen.scene import Box, Node, Path, Text
from imggen.stage import SERIES, Stage
from imggen.story import Name, Row

_GAP = 16
"""The least distance between name and change, in units."""
_NAME_PART = 0.4
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
    least = min(stage.set(stage.words(Name(row.platform, "label")), "name", stage.smallest).width, _NAME_PART * box.width)
    after = _change(stage, row, series, Box(left + least + _GAP, box.top, box.right, box.bottom), line)
    end = min((_left(node) for node in after), default=box.right + _GAP) - _GAP
    name = stage.put(Name(row.platform, "label"), "name", left, line, width=end - left)
    colour = SERIES[min(series, len(SERIES) - 1)]
    figure = stage.set(stage.figure(row.count, "number", box.width, size), "number", size)
    count = stage.at(figure, "number", box.left, baseline, colour=colour, says=stage.words(row.count))
    return (icon(stage, row.platform, series, badge), *name, *after, *count)


def _left(node: Node) -> float:
    return node.room.left if isinstance(node, Text) else node.outline.box().left if isinstance(node, Path) else inf


def _change(stage: Stage, row: Row, series: int, room: Box, baseline: float) -> tuple[Node, ...]:
    """The change since the baseline, with its triangle and sign; the count's own date where the counts are of different days.

    It ends at the room's right side. A change that is too long for the room even when small is left to the alt text.
    """
    if row.day is not None:
        return stage.put(row.day, "source", room.right, baseline, align="right", width=room.width, role="date")
    if row.change is None:
        return ()
    size = stage.size("delta")
    size = max(stage.smallest, size * min(1.0, room.width / delta_width(stage, row.change, "delta", size)))
    wide = delta_width(stage, row.change, "delta", size)
    if wide > room.width + 1:
        return ()
    return delta(stage, row.change, series, "delta", room.right - wide, baseline, size)
