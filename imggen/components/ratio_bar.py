"""The bar that divides both counts: two shares of one whole, from zero to everything."""

from __future__ import annotations

from imggen.layout.shapes import rectangle, round_ended
from imggen.scene import Box, Node, Path, Stroke
from imggen.stage import Stage
from imggen.story import Percent

_LEAST, _INSET = 3.0, 16.0
"""A share is drawn at least this many hundredths wide, so that it can be seen; its label says the true one."""


def ratio_bar(stage: Stage, shares: tuple[Percent, Percent], box: Box) -> tuple[Node, ...]:
    """Two parts with their percentages inside; a part too narrow for its label has it left out, as the other tells it."""
    gap, radius, stroke = stage.theme.shape.bar_gap, stage.theme.shape.bar_radius, stage.theme.shape.bar_stroke
    share = min(max(shares[0].number, _LEAST), 100 - _LEAST) / 100
    split = box.left + (box.width - gap) * share
    left, right = Box(box.left, box.top, split, box.bottom), Box(split + gap, box.top, box.right, box.bottom)
    nodes: list[Node] = [
        Path(round_ended(left, radius, left=True), "bar", fill=stage.colour("challenger")),
        Path(round_ended(right, radius, left=False), "bar", fill=stage.colour("rival")),
    ]
    if stroke:
        nodes.append(Path(rectangle(box, radius), "frame", stroke=Stroke(stage.colour("edge"), stroke)))
    baseline = box.top + box.height / 2 + 0.33 * stage.size("bar-label")
    for percent, part, align, colour in ((shares[0], left, "left", "on-challenger"), (shares[1], right, "right", "on-rival")):
        line = stage.set(stage.words(percent), "bar-label")
        if line.width + 2 * _INSET <= part.width:
            x = part.left + _INSET if align == "left" else part.right - _INSET
            nodes.extend(stage.at(line, "bar-label", x, baseline, align=align, colour=colour))
    return tuple(nodes)
