"""A scene answers every question a painter or a review asks: where, what, in which order."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.colour import Colour
from imggen.scene import CLOSE, LINE, MOVE, Affine, Box, Glyph, Gradient, Group, Image, Outline, Path, Picture, Scene, Stroke, Text

INK, PAPER, RED = Colour(20, 20, 30), Colour(255, 255, 255), Colour(200, 0, 0, 0.5)

numbers = st.floats(-1000, 1000)
boxes = st.builds(lambda left, top, width, height: Box(left, top, left + width, top + height), numbers, numbers, *[st.floats(0, 500)] * 2)
affines = st.builds(Affine, *[st.floats(-3, 3)] * 6)


def square(side: float) -> Outline:
    return Outline(bytes((MOVE, LINE, LINE, LINE, CLOSE)), array("d", (0, 0, side, 0, side, side, 0, side, 99, 99)))


# Boxes


def test_a_box_is_measured() -> None:
    box = Box(10, 20, 40, 100)
    assert (box.width, box.height, box.middle) == (30, 80, (25, 60))
    assert box.grown(5) == Box(5, 15, 45, 105)


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [
        (Box(2, 2, 8, 8), True, True),
        (Box(0, 0, 10, 10), True, True),
        (Box(5, 5, 11, 8), True, False),
        (Box(10, 0, 20, 10), False, False),
        (Box(0, 10, 10, 20), False, False),
        (Box(20, 20, 30, 30), False, False),
        (Box(-1, -1, 11, 11), True, False),
    ],
)
def test_boxes_that_only_touch_do_not_overlap(other: Box, overlaps: bool, contains: bool) -> None:
    box = Box(0, 0, 10, 10)
    assert (box.overlaps(other), box.contains(other)) == (overlaps, contains)


def test_slack_lets_a_box_stick_out_a_little() -> None:
    assert Box(0, 0, 10, 10).contains(Box(0, 0, 10.4, 10), slack=0.5)
    assert not Box(0, 0, 10, 10).contains(Box(0, 0, 10.6, 10), slack=0.5)


@given(boxes, boxes)
def test_the_joined_box_contains_both_and_no_more(one: Box, other: Box) -> None:
    joined = one.joined(other)
    assert joined.contains(one)
    assert joined.contains(other)
    assert all(side in {one[place], other[place]} for place, side in enumerate(joined))
    assert one.overlaps(other) is other.overlaps(one)


# Transforms


@given(affines, affines, numbers, numbers)
def test_one_transform_after_another_goes_where_both_go(first: Affine, then: Affine, x: float, y: float) -> None:
    assert then.after(first).of(x, y) == pytest.approx(then.of(*first.of(x, y)), abs=1e-6)


@given(affines, affines)
def test_enlargements_multiply(first: Affine, then: Affine) -> None:
    assert then.after(first).factor == pytest.approx(then.factor * first.factor, abs=1e-6)


def test_a_transform_is_in_the_order_of_svg() -> None:
    assert Affine().of(3, 4) == (3, 4)
    assert Affine(e=10, f=20).of(3, 4) == (13, 24)
    assert Affine(2, 0, 0, 3).of(3, 4) == (6, 12)
    assert Affine(0, 1, -1, 0).of(1, 0) == (0, 1)  # a quarter turn, y down


# Outlines


def test_the_box_of_an_outline_leaves_out_the_point_of_its_end() -> None:
    assert square(5).box() == Box(0, 0, 5, 5)
    assert Outline(b"", array("d")).box() == Box(0, 0, 0, 0)


# The scene


def text(says: str, shown: str = "") -> Text:
    glyphs = (Glyph(square(1), 12, 30, 20, 7, "Test"),)
    return Text(glyphs, INK, "title", says, 20, Box(12, 10, 32, 30), Box(10, 8, 200, 34), shown=shown)


def card() -> Scene:
    inner = Group((Path(square(4), "marker", fill=INK),), "point", Affine(2, 0, 0, 2, 100, 50))
    chart = Group((Path(square(8), "line", stroke=Stroke(RED, 2.5, dash=(3, 7))), inner), "chart", Affine(e=10, f=1 / 3), Box(0, 0, 50, 50))
    panel = Path(square(300), "panel", fill=Gradient((0, 0), (0, 300), ((0, PAPER), (1, INK))))
    logo = Image(Picture(2, 1, bytes(8)), Box(1, 2, 3.25, 4), "logo", 'Ville d\'"Exemple"')
    return Scene(1200, 675, 4 / 3, PAPER, (panel, chart, text("Mastodon passe devant X", "Mastodon…"), logo), Box(30, 30, 1170, 645), 9)


def test_dump_is_one_line_a_node() -> None:
    assert card().dump() == (
        "scene 1200x675 scale 1.33 paper #ffffff\n"
        "  path panel [0 0 300 300] 5 points fill #ffffff>#14141e\n"
        "  group chart matrix 1 0 0 1 10 0.33 clip [0 0 50 50]\n"
        "    path line [0 0 8 8] 5 points stroke #c8000080 2.5 dash 3,7\n"
        "    group point matrix 2 0 0 2 100 50\n"
        "      path marker [0 0 4 4] 5 points fill #14141e\n"
        "  text title [12 10 32 30] size 20 #14141e 'Mastodon passe devant X' shown 'Mastodon…'\n"
        "  image logo [1 2 3.25 4] 2x1 'Ville d\\'\"Exemple\"'\n"
    )


def test_dump_knows_no_minus_zero_and_no_noise_of_floats() -> None:
    nodes = (Path(square(0.1 + 0.2), "dot"), Path(Outline(bytes((MOVE,)), array("d", (-0.0, -0.001))), "dot"))
    scene = Scene(10, 10, 1, PAPER, nodes, Box(0, 0, 10, 10), 1)
    assert scene.dump().splitlines()[1:] == ["  path dot [0 0 0.3 0.3] 5 points ", "  path dot [0 0 0 0] 1 points "]


def test_walk_is_in_painting_order_with_places_and_roles() -> None:
    placed = list(card().walk())
    assert [one.roles for one in placed] == [
        ("panel",),
        ("chart",),
        ("chart", "line"),
        ("chart", "point"),
        ("chart", "point", "marker"),
        ("title",),
        ("logo",),
    ]
    marker = placed[4]
    assert isinstance(marker.node, Path)
    assert marker.transform.of(1, 1) == pytest.approx((112, 52 + 1 / 3))
    assert placed[0].transform == Affine()


def test_texts_are_found_wherever_they_stand() -> None:
    deep = Group((Group((text("inside"),), "label"), text("beside")), "chart")
    scene = Scene(10, 10, 1, PAPER, (text("first"), deep, text("last")), Box(0, 0, 10, 10), 1)
    assert [one.says for one in scene.texts()] == ["first", "inside", "beside", "last"]


def test_pixels_are_whole() -> None:
    assert card().pixels == (1600, 900)
    assert Scene(1200, 675, 1, PAPER, (), Box(0, 0, 1, 1), 1).pixels == (1200, 675)
    assert Scene(1200, 630.4, 2, PAPER, (), Box(0, 0, 1, 1), 1).pixels == (2400, 1261)
