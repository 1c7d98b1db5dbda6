"""Places: canvases, scales, shapes, labels that never collide, and lines with fewer points."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.layout.canvas import NAMED, find_canvas
from imggen.layout.labels import Obstacles, crosses, spread
from imggen.layout.scales import Scale, evenly, round_steps
from imggen.layout.shapes import bubble, diamond, disc, polygon, rectangle, star, triangle
from imggen.layout.thinning import stepped, thinned
from imggen.scene import Box

counts = st.integers(0, 2_000_000_000)


@pytest.mark.parametrize("name", NAMED)
def test_a_named_size_has_its_own_shape_and_scales_without_changing_the_layout(name: str) -> None:
    once, twice = find_canvas(name), find_canvas(name, 2)
    assert once.shape == name
    assert (once.width, once.height) == (twice.width, twice.height)
    assert twice.scale == 2 * once.scale
    assert (round(once.width * once.scale), round(once.height * once.scale)) == NAMED[name]


@given(st.integers(400, 4096), st.integers(400, 4096))
def test_any_size_is_laid_out_in_at_least_its_shapes_units_and_never_stretched(width: int, height: int) -> None:
    canvas = find_canvas(f"{width}x{height}")
    assert round(canvas.width * canvas.scale) == width
    assert round(canvas.height * canvas.scale) == height
    assert canvas.wider >= -1e-6
    assert canvas.taller >= -1e-6


@pytest.mark.parametrize(
    ("size", "scale", "says"),
    [
        ("landscpe", 1, "did you mean landscape"),
        ("300x900", 1, "400 to 4096"),
        ("1200", 1, "1200x675"),
        ("4096x4096", 2, "40 million"),
        ("1200x675", 9, "scale of 1 to 4"),
    ],
)
def test_a_size_that_can_not_be_drawn_is_refused_with_what_can(size: str, scale: float, says: str) -> None:
    with pytest.raises(InputError, match=says):
        find_canvas(size, scale)


@given(counts, counts)
def test_axis_steps_are_whole_even_and_enclose_the_range(one: int, other: int) -> None:
    low, high = sorted((one, other))
    steps = round_steps(low, high)
    assert steps[0] <= low
    assert steps[-1] >= high
    assert 2 <= len(steps) <= 7
    assert len({b - a for a, b in pairwise(steps)}) == 1


def test_a_scale_goes_from_end_to_end_and_puts_a_range_without_extent_in_the_middle() -> None:
    assert [Scale(0, 10, 100, 0).at(value) for value in (0, 5, 10)] == [100, 50, 0]
    assert Scale(3, 3, 0, 8).at(3) == 4


@given(st.integers(1, 500), st.integers(2, 9))
def test_labels_spread_evenly_always_have_both_ends(count: int, most: int) -> None:
    kept = list(evenly(count, most))
    assert len(kept) <= most
    assert kept[0] == 0
    assert kept[-1] == count - 1


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(5, 60)), min_size=1, max_size=6))
def test_spread_blocks_keep_their_order_their_bounds_and_never_overlap(blocks: list[tuple[float, float]]) -> None:
    blocks.sort()
    heights = [height for _, height in blocks]
    middles = spread([middle for middle, _ in blocks], heights, 0, 500)
    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(middles, heights, strict=True)]
    assert edges[0][0] >= -1e-6
    assert edges[-1][1] <= 500 + 1e-6
    assert all(upper[1] <= lower[0] + 1e-6 for upper, lower in pairwise(edges))


def test_blocks_with_room_stay_where_they_want_to_be() -> None:
    assert spread([100, 300], [50, 50], 0, 500) == [100, 300]
    assert spread([100, 110], [50, 50], 0, 500) == [80, 130]


def test_a_line_crosses_a_box_only_where_it_is() -> None:
    line = [(0.0, 0.0), (100.0, 100.0), (200.0, 0.0)]
    assert crosses(line, Box(40, 40, 60, 60))
    assert not crosses(line, Box(80, 0, 120, 50))
    assert crosses([(5.0, 5.0)], Box(0, 0, 10, 10))
    obstacles = Obstacles(lines=[line])
    assert obstacles.place([Box(45, 45, 55, 55), Box(90, 0, 110, 20)]) == Box(90, 0, 110, 20)
    assert obstacles.place([Box(95, 5, 105, 15)]) is None


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=400), st.floats(0.5, 20))
def test_a_thinned_line_keeps_its_ends_and_its_extremes(heights: list[float], column: float) -> None:
    points = [(float(x), y) for x, y in enumerate(heights)]
    kept = thinned(points, column)
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert max(y for _, y in kept) == max(heights)
    assert min(y for _, y in kept) == min(heights)
    assert set(kept) <= set(points)


def test_forty_thousand_readings_become_at_most_four_points_a_column() -> None:
    points = [(i / 50, float(i % 97)) for i in range(40_000)]
    assert len(thinned(points, 0.5)) <= 4 * (800 / 0.5 + 1)


def test_steps_hold_each_reading_until_the_next() -> None:
    assert stepped([(0, 1), (2, 3)]) == [(0, 1), (2, 1), (2, 3)]


@pytest.mark.parametrize(
    "outline",
    [
        rectangle(Box(0, 0, 10, 6)),
        rectangle(Box(0, 0, 10, 6), 3),
        disc(5, 3, 3),
        polygon([(0, 0), (10, 0), (5, 6)]),
        triangle(Box(0, 0, 10, 6)),
        triangle(Box(0, 0, 10, 6), down=True),
        diamond(5, 3, 3),
        star(5, 3, 3),
        bubble(Box(0, 0, 300, 70), (250, 120), 35),
    ],
)
def test_every_shape_has_a_code_a_point_and_is_closed(outline: object) -> None:
    codes, points = outline.codes, outline.points  # type: ignore[attr-defined]
    assert len(points) == 2 * len(codes)
    assert codes[0] == 1
    assert codes[-1] == 79


@given(st.integers(1, 2_000_000_000), st.floats(0, 1))
def test_an_axis_that_may_leave_out_zero_does(high: int, part: float) -> None:
    """The alt text says that the axis does not start at zero from the lowest count being 45 % of the highest: so it must not."""
    low = -(-9 * high // 20) + int(part * (high - -(-9 * high // 20)))
    assert round_steps(low, high)[0] > 0
