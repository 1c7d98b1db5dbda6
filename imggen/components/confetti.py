"""Confetti around the animal, where the theme strews some."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from imggen.art import confetti as art
from imggen.art.drawing import Drawing
from imggen.scene import Box, Group, Node, Path, Stroke
from imggen.stage import Stage

_RIBBON = 5.0
"""How wide a ribbon is, in units, without its edge."""


def confetti(stage: Stage, room: Box, clear: Sequence[Box], drawing: Drawing, placed: Box) -> tuple[Node, ...]:
    """Pieces strewn over a room in the theme's colours, one after the other; none where words are, nor near the animal.

    `clear` are the boxes of words and panels, `placed` is that of the animal's drawing. Coarse boxes are the same for more cards, and so is
    what is strewn: a painter keeps it.
    """
    look = stage.theme.backdrop
    if not look.confetti or not stage.theme.art.decoration:
        return ()
    pieces = art.confetti(room, tuple(clear), drawing, placed, f"confetti {round(room.width)} {round(room.height)}")
    edge = Stroke(stage.colour("edge"), look.confetti_edge, "round") if look.confetti_edge else None
    nodes: list[Node] = []
    for piece, colour in zip(pieces, cycle(look.confetti), strict=False):
        if not piece.ribbon:
            nodes.append(Path(piece.outline, "decoration", colour, edge))
            continue
        if edge is not None:
            nodes.append(Path(piece.outline, "decoration", stroke=Stroke(edge.colour, _RIBBON + 2 * edge.width, "round")))
        nodes.append(Path(piece.outline, "decoration", stroke=Stroke(colour, _RIBBON, "round")))
    return (Group(tuple(nodes), "background"),)
