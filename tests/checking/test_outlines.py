"""Outlines: exact boxes, curves made straight, and how much of a box a shape covers."""

from __future__ import annotations

from array import array
from itertools import pairwise
from math import atan2, cos, hypot, inf, isnan, nan, pi, sin

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imggen.checking.outlines import (
    AS_IT_IS,
    NOWHERE,
    Cover,
    Shape,
    around,
    distance,
    exact_box,
    flatten,
    inverse,
    moved_box,
    placed_box,
    rectangle,
)
from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Affine, Box, Outline

place = st.integers(-100, 100).map(float)
point = st.tuples(place, place)
turn = st.builds(lambda a, k: Affine(k * cos(a), k * sin(a), -k * sin(a), k * cos(a), 7, -3), st.floats(0, 6.3), st.floats(0.2, 3))


def made(*commands) -> Outline:
    codes, numbers = bytearray(), array("d")
    for code, *points in commands:
        for x, y in points or [(0.0, 0.0)]:
            codes.append(code)
            numbers.extend((x, y))
    return Outline(bytes(codes), numbers)


def polygon(points, closed=True) -> Outline:
    return made((MOVE, points[0]), *((LINE, other) for other in points[1:]), *([(CLOSE,)] if closed else []))


def curved(start, pieces) -> Outline:
    return made((MOVE, start), *(({1: LINE, 2: QUADRATIC, 3: CUBIC}[len(points)], *points) for points in pieces))


def on_curves(start, pieces, transform=AS_IT_IS, count=200):
    """Points on the curves, by de Casteljau."""
    for points in pieces:
        for step in range(count + 1):
            row = [start, *points]
            while len(row) > 1:
                row = [(a[0] + (b[0] - a[0]) * step / count, a[1] + (b[1] - a[1]) * step / count) for a, b in pairwise(row)]
            yield transform.of(*row[0])
        start = points[-1]


pieces = st.lists(st.lists(point, min_size=1, max_size=3), min_size=1, max_size=4)


@settings(deadline=None)
@given(point, pieces)
def test_the_exact_box_is_the_box_of_the_curve_and_not_of_its_handles(start, curves):
    xs, ys = zip(*on_curves(start, curves), strict=True)
    box = exact_box(curved(start, curves))
    assert box == pytest.approx((min(xs), min(ys), max(xs), max(ys)), abs=0.02)
    assert box.grown(1e-6).contains(Box(min(xs), min(ys), max(xs), max(ys)))


@settings(deadline=None)
@given(point, pieces, turn)
def test_a_turned_outline_has_the_box_of_its_turned_curve(start, curves, transform):
    """Not the box around its turned box, which is larger."""
    xs, ys = zip(*on_curves(start, curves, transform), strict=True)
    assert placed_box(curved(start, curves), transform) == pytest.approx((min(xs), min(ys), max(xs), max(ys)), abs=0.06)


def test_a_quarter_circle_does_not_reach_its_handles():
    k = 0.5522847498
    circle = made(
        (MOVE, (1, 0)), (CUBIC, (1, k), (k, 1), (0, 1)), (CUBIC, (-k, 1), (-1, k), (-1, 0)), (CUBIC, (-1, -k), (-k, -1), (0, -1)),
        (CUBIC, (k, -1), (1, -k), (1, 0)), (CLOSE,),
    )  # fmt: skip
    assert exact_box(circle) == pytest.approx((-1, -1, 1, 1))
    assert placed_box(circle, Affine(2, 0, 0, 3, 10, 20)) == pytest.approx((8, 17, 12, 23))
    eighth = Affine(cos(pi / 4), sin(pi / 4), -sin(pi / 4), cos(pi / 4))
    assert placed_box(circle, eighth) == pytest.approx((-1, -1, 1, 1), abs=0.001)


def test_what_draws_nothing_is_nowhere():
    """An empty outline, and a pen that was put down and lifted again."""
    for outline in (Outline(b"", array("d")), made((MOVE, (3, 4))), made((MOVE, (3, 4)), (CLOSE,))):
        assert exact_box(outline) == NOWHERE
        assert placed_box(outline, Affine(e=5)) == NOWHERE
    assert not NOWHERE.overlaps(Box(-1e9, -1e9, 1e9, 1e9))
    assert around([]) == NOWHERE


def test_a_pen_that_was_only_put_down_does_not_widen_the_box():
    assert exact_box(made((MOVE, (0, 0)), (LINE, (5, 5)), (MOVE, (99, 99)))) == Box(0, 0, 5, 5)


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_a_coordinate_that_is_no_number_is_seen(bad):
    """Its box overlaps nothing and lies in nothing, so that no check can pass it by accident."""
    shape = Shape(made((MOVE, (0, 0)), (LINE, (bad, 5)), (LINE, (1, 1))))
    assert all(isnan(side) for side in shape.box)
    assert all(isnan(side) for side in around([Box(0, 0, 1, 1), shape.box]))
    assert not shape.box.overlaps(Box(-1e9, -1e9, 1e9, 1e9))
    assert not Box(-1e9, -1e9, 1e9, 1e9).contains(shape.box)
    assert shape.rings == ()
    assert shape.along(1, 10) == []


@settings(deadline=None)
@given(point, pieces, turn, st.sampled_from([0.05, 0.1, 1.0]))
def test_a_curve_made_straight_stays_within_the_tolerance(start, curves, transform, tolerance):
    (ring,) = flatten(curved(start, curves), transform, tolerance)
    straight = [(*a, *b) for a, b in pairwise(ring.points)]
    for x, y in on_curves(start, curves, transform, 24):
        assert min(distance(piece, Box(x, y, x, y)) for piece in straight) <= tolerance * 1.001 + 1e-9


def test_a_gentle_curve_takes_few_pieces_and_a_sharp_one_more():
    counts = [len(flatten(curved((0, 0), [[(50, bend), (100, 0)]]))[0].points) for bend in (0, 1, 100, 1e9)]
    assert counts == sorted(counts)
    assert counts[0] == 2
    assert counts[1] <= 4
    assert counts[-1] <= 201


def test_subpaths_know_whether_they_are_closed():
    outline = made((MOVE, (0, 0)), (LINE, (4, 0)), (LINE, (4, 4)), (CLOSE,), (MOVE, (9, 9)), (LINE, (10, 10)))
    assert [(len(ring.points), ring.closed) for ring in flatten(outline)] == [(3, True), (2, False)]


def test_drawing_on_after_a_close_starts_where_the_closed_part_did():
    outline = made((MOVE, (1, 1)), (LINE, (4, 0)), (LINE, (4, 4)), (CLOSE,), (LINE, (9, 9)))
    assert flatten(outline)[1].points == ((1, 1), (9, 9))


def test_a_curve_that_was_cut_off_is_left_out():
    assert flatten(made((MOVE, (0, 0)), (LINE, (1, 1)), (CUBIC, (2, 2), (3, 3))))[0].points == ((0, 0), (1, 1))


SQUARE = [(0, 0), (10, 0), (10, 10), (0, 10)]
INNER = [(3, 3), (7, 3), (7, 7), (3, 7)]


def both(one, other) -> Outline:
    return Outline(polygon(one).codes + polygon(other).codes, polygon(one).points + polygon(other).points)


def test_a_hole_is_what_goes_round_the_other_way():
    """The nonzero rule: a subpath of the same direction is no hole."""
    holed, solid = Shape(both(SQUARE, INNER[::-1])), Shape(both(SQUARE, INNER))
    assert holed.winding(5, 5) == 0
    assert solid.winding(5, 5) != 0
    assert holed.winding(1, 5) != 0
    assert holed.fill_cover(Box(4, 4, 6, 6)) is Cover.NONE
    assert holed.fill_cover(Box(2, 4, 6, 6)) is Cover.PART
    assert holed.fill_cover(Box(0.5, 0.5, 2.5, 9)) is Cover.WHOLE
    assert solid.fill_cover(Box(4, 4, 6, 6)) is Cover.WHOLE


@pytest.mark.parametrize(
    ("box", "cover"),
    [
        (Box(2, 2, 8, 8), Cover.WHOLE),
        (Box(0, 0, 10, 10), Cover.WHOLE),
        (Box(9.9, 2, 12, 8), Cover.PART),
        (Box(-5, -5, 15, 15), Cover.PART),
        (Box(10, 0, 20, 10), Cover.NONE),
        (Box(30, 30, 40, 40), Cover.NONE),
        (Box(5, 5, 5, 5), Cover.WHOLE),
        (Box(15, 5, 15, 5), Cover.NONE),
    ],
)
def test_a_square_covers_a_box_wholly_partly_or_not_at_all(box, cover):
    """A shared edge is no overlap, and a point is covered or not."""
    for outline in (polygon(SQUARE), polygon(SQUARE, closed=False), rectangle(Box(0, 0, 10, 10))):
        assert Shape(outline).fill_cover(box) is cover


def test_a_sliver_through_a_box_covers_it_partly_though_no_corner_lies_in_it():
    assert Shape(polygon([(-5, 5), (15, 5.1), (15, 5.2)])).fill_cover(Box(0, 0, 10, 10)) is Cover.PART


@settings(deadline=None)
@given(st.lists(point, min_size=3, max_size=9), st.tuples(point, st.floats(0, 40), st.floats(0, 40)))
def test_the_cover_of_a_polygon_agrees_with_points_in_it(corners, place):
    """Whole means that every point of the box is inside, not at all that none is; inside is where the polygon winds around a point."""
    (left, top), width, height = place
    shape, box = Shape(polygon(corners)), Box(left + 0.013, top + 0.017, left + 0.013 + width, top + 0.017 + height)
    inside = set()
    for across in range(5):
        for down in range(5):
            x, y = box.left + box.width * across / 4, box.top + box.height * down / 4
            assume(all(distance((*a, *b), Box(x, y, x, y)) > 1e-6 for a, b in pairwise([*corners, corners[0]])))
            angles = [atan2(b - y, a - x) for a, b in corners]
            turned = sum((b - a + pi) % (2 * pi) - pi for a, b in pairwise([*angles, angles[0]]))
            inside.add(round(turned / (2 * pi)) != 0)
            assert (shape.winding(x, y) != 0) is (round(turned / (2 * pi)) != 0)
    cover = shape.fill_cover(box)
    assert cover is Cover.PART or inside == {cover is Cover.WHOLE}


@settings(deadline=None)
@given(st.lists(point, min_size=3, max_size=6), point)
def test_many_pieces_are_found_as_surely_as_few(corners, at):
    """A shape cut into so many pieces that they are sorted into columns answers as the same shape of few pieces does."""
    ring = [*corners, corners[0]]
    fine = [(a[0] + (b[0] - a[0]) * n / 64, a[1] + (b[1] - a[1]) * n / 64) for a, b in pairwise(ring) for n in range(64)]
    few, many = Shape(polygon(corners)), Shape(polygon(fine))
    x, y = at[0] + 0.37, at[1] + 0.41
    assume(all(distance((*a, *b), Box(x, y, x, y)) > 1e-6 for a, b in pairwise(ring)))
    assert few.winding(x, y) == many.winding(x, y)
    box = Box(x, y, x + 9, y + 5)
    assert few.fill_cover(box) is many.fill_cover(box)
    assert (few.stroke_cover(box, 2) is Cover.NONE) is (many.stroke_cover(box, 2) is Cover.NONE)


def test_a_stroke_covers_what_is_closer_than_half_its_width():
    line = Shape(polygon([(0, 0), (100, 0)], closed=False))
    assert line.stroke_cover(Box(40, 2.01, 60, 9), 2) is Cover.NONE
    assert line.stroke_cover(Box(40, 1.99, 60, 9), 2) is Cover.PART
    assert line.stroke_cover(Box(40, -1, 60, 1), 2) is Cover.WHOLE
    assert line.stroke_cover(Box(50, 1, 50, 1), 2) is Cover.WHOLE
    assert line.stroke_cover(Box(103, -1, 110, 1), 2) is Cover.NONE
    assert line.stroked_box(4) == Box(-2, -2, 102, 2)
    assert Shape(line.outline, Affine(3, 0, 0, 3)).stroked_box(4) == Box(-6, -6, 306, 6)


def test_a_stroke_joins_the_ends_of_a_closed_path_only():
    left = Box(-1, 4, 1, 6)
    assert Shape(polygon(SQUARE)).stroke_cover(left, 0.5) is Cover.PART
    assert Shape(polygon(SQUARE, closed=False)).stroke_cover(left, 0.5) is Cover.NONE


def test_a_dot_has_a_stroke():
    assert Shape(polygon([(5, 5), (5, 5)], closed=False)).stroke_cover(Box(5, 6, 6, 7), 2) is Cover.PART
    assert Shape(polygon([(5, 5), (5, 5)], closed=False)).along(1, 9) == [(5, 5)]


@settings(deadline=None)
@given(point, point, st.tuples(point, st.floats(0, 40), st.floats(0, 40)))
def test_the_distance_from_a_line_to_a_box_is_that_of_their_nearest_points(start, end, place):
    (left, top), width, height = place
    box, piece = Box(left, top, left + width, top + height), (*start, *end)
    nearest = min(
        hypot(max(box.left - x, x - box.right, 0), max(box.top - y, y - box.bottom, 0))
        for x, y in ((start[0] + (end[0] - start[0]) * n / 500, start[1] + (end[1] - start[1]) * n / 500) for n in range(501))
    )
    assert distance(piece, box) == pytest.approx(nearest, abs=0.3)


def test_points_along_an_outline_are_evenly_spaced_from_start_to_end():
    xs, ys = zip(*Shape(polygon([(0, 0), (30, 0), (30, 40)], closed=False)).along(10, 48), strict=True)
    assert xs == pytest.approx((0, 10, 20, 30, 30, 30, 30, 30))
    assert ys == pytest.approx((0, 0, 0, 0, 10, 20, 30, 40))
    assert len(Shape(polygon(SQUARE)).along(0.01, 12)) == 12
    assert Shape(polygon(SQUARE)).along(100, 12)[-1] == pytest.approx((0, 0))


@settings(deadline=None)
@given(turn, point)
def test_the_inverse_leads_back(transform, at):
    assert inverse(transform).of(*transform.of(*at)) == pytest.approx(at, abs=1e-6)


def test_a_flat_transform_has_no_inverse():
    with pytest.raises(ZeroDivisionError):
        inverse(Affine(1, 2, 2, 4))


def test_a_moved_box_holds_its_turned_corners():
    assert moved_box(Box(0, 0, 2, 1), Affine(0, 1, -1, 0, 10, 0)) == pytest.approx((9, 0, 10, 2))
    assert moved_box(Box(0, 0, 2, 1), Affine(-1, 0, 0, 2, 0, 0)) == Box(-2, 0, 0, 2)
