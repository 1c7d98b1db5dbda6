"""The foot of a card: a rule, what was counted and when, the hashtag."""

from __future__ import annotations

from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Text
from imggen.stage import Stage
from imggen.story import Story

_GAP = 32
"""The least distance between the source line and the hashtag, in units."""


def footer(stage: Stage, story: Story, baseline: float) -> tuple[Node, ...]:
    """The source line at the left and the hashtag at the right, never centred, under a thin rule."""
    canvas, shape = stage.canvas, stage.theme.shape
    nodes: list[Node] = []
    if shape.footer_rule:
        top = baseline - 40
        nodes.append(Path(rectangle(Box(canvas.margin, top, canvas.right, top + shape.footer_rule)), "rule", fill=stage.colour("grid")))
    end = canvas.right
    if story.hashtag:
        hashtag = stage.put(story.hashtag, "hashtag", end, baseline, align="right", width=canvas.width * 0.4)
        nodes.extend(hashtag)
        end = next(node.room.left for node in hashtag if isinstance(node, Text)) - _GAP
    nodes.extend(stage.put(story.source, "source", canvas.margin, baseline, width=end - canvas.margin))
    return tuple(nodes)
