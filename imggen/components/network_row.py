"""One platform's row: badge, name, change, and the count below."""

from __future__ import annotations

from imggen.components.icon import icon
from imggen.layout.shapes import triangle
from imggen.scene import Box, Node, Path, Text
from imggen.stage import SERIES, Stage
from imggen.story import Name, Row

_GAP = 16
"""The least distance between name and change, in units."""


def network_row(stage: Stage, row: Row, series: int, box: Box, baseline: float, size: float) -> tuple[Node, ...]:
    """Badge, name and change on the row that starts at the box's top; the count stands on `baseline`, `size` units large.

    The box gives the left and right ends. A gain is in the series' colour for the challenger; any loss and any change of the others
    is in the muted colour: a fall of the rival is not celebrated.
    """
    side = 1.27 * stage.size("name")
    badge = Box(box.left, box.top, box.left + side, box.top + side)
    line = box.top + side / 2 + 0.345 * stage.size("name")
    after = _change(stage, row, series, box.right, line)
    end = min((node.room.left for node in after if isinstance(node, Text)), default=box.right + _GAP) - _GAP
    end -= 0.9 * stage.size("delta") if row.change is not None and row.change.number else 0
    left = badge.right + 12
    name = stage.put(Name(row.platform, "label"), "name", left, line, width=end - left)
    colour = SERIES[min(series, len(SERIES) - 1)]
    figure = stage.set(stage.figure(row.count, "number", box.width, size), "number", size)
    count = stage.at(figure, "number", box.left, baseline, colour=colour, says=stage.words(row.count))
    return (icon(stage, row.platform, series, badge), *name, *after, *count)


def _change(stage: Stage, row: Row, series: int, right: float, baseline: float) -> tuple[Node, ...]:
    """The change since the baseline, with its triangle and sign; the count's own date where the counts are of different days."""
    if row.day is not None:
        return stage.put(row.day, "source", right, baseline, align="right", role="date")
    if row.change is None:
        return ()
    colour = "challenger" if series == 0 and row.change.number > 0 else "muted"
    text = stage.put(row.change, "delta", right, baseline, align="right", colour=colour)
    if row.change.number == 0:
        return text
    size = stage.size("delta")
    side, gap = 0.60 * size, 0.26 * size
    edge = min(node.ink.left for node in text if isinstance(node, Text)) - gap
    arrow = Box(edge - side * 1.12, baseline - side, edge, baseline)
    return (*text, Path(triangle(arrow, down=row.change.number < 0), "delta-arrow", fill=stage.colour(colour)))
