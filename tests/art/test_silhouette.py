"""What a drawing covers, and how near a place is to it."""

from __future__ import annotations

from imggen.art.drawing import Drawing, Shape
from imggen.art.silhouette import is_near, meets
from imggen.layout.shapes import disc, polygon
from imggen.scene import Box

PLACED = Box(100, 100, 500, 300)
"""Twice as large as the drawing: its disc is around (300, 200), 60 wide on each side."""


def drawn(part: str = "torso") -> Drawing:
    """A disc in the middle of its view, and a thin spike at its left."""
    spike = Shape("torso", polygon(((0, 90), (4, 10), (4.2, 90))), "fur", "", 0, 1)
    return Drawing("a disc", Box(0, 0, 200, 100), (Shape(part, disc(100, 50, 30), "fur", "", 0, 1), spike))


def test_a_place_is_near_a_drawing_by_its_shape_not_its_box() -> None:
    drawing = drawn()
    assert is_near(drawing, PLACED, 300, 200, 0)
    assert is_near(drawing, PLACED, 371, 200, 12)
    assert not is_near(drawing, PLACED, 386, 200, 12)
    assert is_near(drawing, PLACED, 380, 200, 20)
    assert not is_near(drawing, PLACED, 480, 120, 40)
    assert is_near(drawing, PLACED, 108, 121, 0)
    assert is_near(drawing, PLACED, 90, 270, 16)
    assert not is_near(drawing, PLACED, 40, 900, 12)
    assert not is_near(drawing, PLACED, -400, 200, 12)


def test_contours_stand_for_a_drawing_that_has_some() -> None:
    assert not is_near(drawn("contour"), PLACED, 108, 200, 12)


def test_a_drawing_reaches_into_the_boxes_that_it_meets() -> None:
    drawing = drawn()
    assert meets(drawing, PLACED, Box(0, 0, 900, 900))
    assert meets(drawing, PLACED, Box(350, 190, 700, 210))
    assert not meets(drawing, PLACED, Box(366, 100, 700, 300))
    assert not meets(drawing, PLACED, Box(366, -100, 700, -50))
    assert not meets(drawing, PLACED, Box(200, 310, 400, 350))
