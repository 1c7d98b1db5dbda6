"""What the animal says: near its head, under the title, off the drawing, with a tail that is one."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from strategies import table

from imggen.art.silhouette import meets
from imggen.art.svg import find_drawing
from imggen.checking.outlines import flatten
from imggen.layout.shapes import bubble
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Box, Group, Path, Text
from imggen.series import Comparison
from imggen.themefiles.find import load_theme

TIE = table(("2023-09-02", 5_090, 5_840), ("2023-09-04", 5_836, 5_836))
CLOSING = table(("2023-08-30", 2_900, 5_850), ("2023-09-02", 5_090, 5_840))


@pytest.mark.parametrize(
    ("comparison", "pose", "asked"),
    [
        (TIE, "tie", Request(card="duel", language="fr")),
        (TIE, "tie", Request(card="duel", theme="editorial", language="de", size="link")),
        (TIE, "tie", Request(card="duel", language="fr", size="1024x768")),
        (TIE, "tie", Request(card="duel", theme="editorial", size="1080x1920")),
        (CLOSING, "push", Request(card="duel", language="fr", size="1500x500")),
        (CLOSING, "push", Request(card="duel", language="fr", size="square")),
        (CLOSING, "push", Request(card="duel", language="fr", size="1080x1920")),
    ],
)
def test_a_bubble_stands_near_the_head_and_not_on_the_drawing(comparison: Comparison, pose: str, asked: Request) -> None:
    nodes = make_card(comparison, asked).scene.nodes
    shape = next(node.outline.points for node in nodes if isinstance(node, Path) and node.role == "bubble-fill")
    (left, top), bottom = (min(shape[:-2:2]), min(shape[1:-2:2])), shape[17]
    body, tip = Box(left, top, max(shape[:-2:2]), bottom), max(shape[1:-2:2])
    assert 48 < tip - bottom < 110
    assert top > max(node.ink.bottom for node in nodes if isinstance(node, Text) and node.role == "title") + 10
    drawing = find_drawing(f"pose-{pose}", load_theme(str(asked.theme)).art_folders)
    move = next(node.transform for node in nodes if isinstance(node, Group) and node.role == "art")
    assert drawing is not None
    (x, y), (end, foot) = (move.of(*corner) for corner in (drawing.view[:2], drawing.view[2:]))
    assert not meets(drawing, Box(x, y, end, foot), body)


@pytest.mark.parametrize(("across", "down"), [*product((-60, 20, 150, 290, 380), (12, 25, 40, 55, 90))])
def test_the_sides_of_a_tail_never_cross(across: float, down: float) -> None:
    (ring,) = flatten(bubble(Box(0, 0, 300, 70), (across, 70 + down), 35))
    tail = [point for point in ring.points if point[1] >= 70]
    tip = max(range(len(tail)), key=lambda place: tail[place][1])
    for (a, b), (c, d) in product(pairwise(tail[1:tip]), pairwise(tail[tip + 1 : -1])):
        assert not (side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0)


def side(start: tuple[float, float], end: tuple[float, float], point: tuple[float, float]) -> float:
    """On which side of a line a point is: positive or negative."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
