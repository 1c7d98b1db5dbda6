"""Scenery and textures: where they should be, the same every time, kept for the next card, and of few points."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import campaign

from imggen.art.confetti import APART, confetti
from imggen.art.drawing import Drawing, Shape
from imggen.art.night import stars
from imggen.art.patch import Place, closed, dots, rings
from imggen.art.rays import rays
from imggen.art.svg import find_drawing
from imggen.art.wobble import smooth, swash, wobbly_box
from imggen.checking.outlines import exact_box, flatten
from imggen.components.backdrop import LAYERS
from imggen.layout.shapes import disc
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import CLOSE, Box, Group, Path
from imggen.theme import find_theme, themes
from imggen.themefiles.find import load_theme

LANDSCAPE = Place(1200, 675, 560, Box(500, 202, 1140, 584), (Box(0, 48, 1200, 192), Box(46, 198, 474, 602)))
PORTRAIT = Place(1080, 1350, 866, Box(80, 356, 1000, 900), (Box(0, 48, 1080, 290),))
PLACES = [LANDSCAPE, PORTRAIT, LANDSCAPE._replace(width=2160), PORTRAIT._replace(height=3024, horizon=2540)]
sizes = st.floats(30, 900)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_made_once_for_a_place_and_of_few_points(name: str, place: Place) -> None:
    patches = LAYERS[name](place)
    assert LAYERS[name](place) is patches
    assert sum(len(patch.outline.codes) for patch in patches) < 9000
    assert len(patches) <= 24
    for patch in patches:
        box = exact_box(patch.outline)
        assert box.overlaps(Box(0, 0, place.width, place.height))


@pytest.mark.parametrize("name", LAYERS)
def test_what_is_kept_of_a_layer_is_bounded(name: str) -> None:
    assert 0 < LAYERS[name].cache_info().maxsize <= 128  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", themes())
def test_every_layer_that_a_theme_names_exists_and_has_its_colours(name: str) -> None:
    behind = find_theme(name).backdrop
    for setting in (behind.scene, behind.chart, behind.quiet, behind.feast, behind.race):
        for layer in setting.layers:
            for patch in LAYERS[layer](LANDSCAPE):
                assert {patch.colour, patch.towards or patch.colour} <= {*behind.colour, *setting.colour}


def test_the_sky_has_twenty_bands_that_leave_no_seam() -> None:
    patches = LAYERS["bands"](LANDSCAPE)
    tops = [exact_box(patch.outline).top for patch in patches]
    assert len(patches) == 20
    assert tops[0] == 0
    assert all(one < other for one, other in pairwise(tops))
    assert {exact_box(patch.outline).bottom for patch in patches} == {LANDSCAPE.height}
    assert [patches[0].share, patches[-1].share] == [0.0, 1.0]


@pytest.mark.parametrize("place", PLACES)
def test_stars_and_clouds_keep_out_of_what_is_read(place: Place) -> None:
    for patch in stars(place):
        xs, ys = patch.outline.points[0::4], patch.outline.points[1::4]
        assert xs
        assert not any(box.overlaps(Box(x, y, x, y).grown(0.01)) for box in place.clear for x, y in zip(xs, ys, strict=True))
    for patch in LAYERS["clouds"](place):
        assert not any(box.overlaps(exact_box(patch.outline)) for box in place.clear)


@pytest.mark.parametrize("place", PLACES)
def test_mountains_stand_on_the_ground_from_edge_to_edge(place: Place) -> None:
    bodies, shades, caps = (exact_box(patch.outline) for patch in LAYERS["mountains"](place))
    assert bodies.left <= 0
    assert bodies.right >= place.width
    assert bodies.bottom > place.horizon > shades.bottom - 1
    assert caps.bottom < place.horizon
    assert bodies.top > 0.4 * place.horizon


@pytest.mark.parametrize("place", PLACES)
def test_rays_reach_the_edges_of_the_card_and_not_beyond(place: Place) -> None:
    (patch,) = rays(place)
    assert exact_box(patch.outline) == pytest.approx((0, 0, place.width, place.height))


def test_confetti_is_strewn_evenly_and_keeps_clear() -> None:
    room, clear, placed = Box(40, 300, 1040, 960), (Box(40, 300, 500, 380),), Box(260, 380, 860, 1028)
    drawing = Drawing("a disc", Box(0, 0, 200, 216), (Shape("torso", disc(100, 108, 60), "fur", "", 0, 1),))
    pieces = confetti(room, clear, drawing, placed, "a")
    middles = [exact_box(piece.outline).middle for piece in pieces]
    assert len(pieces) > 60
    assert confetti(room, clear, drawing, placed, "a") is pieces
    assert all(hypot(x - other, y - there) > 0.6 * APART for (x, y), (other, there) in combinations(middles, 2))
    assert not any(exact_box(piece.outline).overlaps(clear[0]) for piece in pieces)
    corners = [corner for piece in pieces for ring in flatten(piece.outline) for corner in ring.points]
    nearest = min(hypot(x - placed.middle[0], y - placed.middle[1]) for x, y in corners) - 180
    assert 12 <= nearest < 40


@pytest.mark.parametrize(("theme", "size"), [("papier", "landscape"), ("nuit", "landscape"), ("nuit", "square"), ("papier", "link")])
def test_no_piece_of_confetti_grows_out_of_the_animal(theme: str, size: str) -> None:
    """Every place on a piece is 12 units off the drawing's own shape, and there are many pieces."""
    scene = make_card(campaign(), Request(card="victory", theme=theme, size=size)).scene
    move = next(node.transform for node in scene.nodes if isinstance(node, Group) and node.role == "art")
    strewn = [node for node in scene.nodes if isinstance(node, Group) and node.role == "background"][1].children
    drawing = find_drawing("pose-top", load_theme(theme).art_folders)
    assert drawing is not None
    contours = [shape for shape in drawing.shapes if shape.part == "contour"]
    edges = [move.of(*point) for shape in contours for ring in flatten(shape.outline) for point in ring.points]
    pieces = [node for node in strewn if isinstance(node, Path)]
    assert len(pieces) > (60 if size == "square" else 18)
    for piece in pieces:
        box = exact_box(piece.outline).grown(20)
        near = [(x, y) for x, y in edges if box.left < x < box.right and box.top < y < box.bottom]
        assert all(hypot(x - a, y - b) > 12 for ring in flatten(piece.outline) for x, y in ring.points for a, b in near)


@given(sizes, sizes, st.floats(0, 60), st.text(max_size=3))
def test_a_wobbly_box_is_always_the_same_and_never_far_from_the_straight_one(width: float, height: float, radius: float, seed: str) -> None:
    box = Box(10, 20, 10 + width, 20 + height)
    drawn = wobbly_box(box, radius, 90, 1.4, 0.36, seed)
    assert wobbly_box(box, radius, 90, 1.4, 0.36, seed) is drawn
    wide = exact_box(drawn)
    assert box.grown(12).contains(wide)
    assert wide.contains(box.grown(-12))


@given(st.floats(0, 500), st.floats(20, 900), st.floats(20, 140))
def test_a_swash_lies_behind_its_words(left: float, width: float, size: float) -> None:
    box = exact_box(swash(left, left + width, 300.0, size))
    assert box.left < left
    assert box.right > left + width
    assert 300 - 0.6 * size < box.top < 300 - 0.3 * size
    assert 300 + 0.05 * size < box.bottom < 300 + 0.4 * size


def test_a_smooth_curve_goes_through_its_points() -> None:
    points = ((0.0, 0.0), (50.0, 10.0), (90.0, -10.0))
    for curve, end in ((smooth(points), points[0]), (smooth(points, closed=False), points[-1])):
        ends = [(curve.points[0], curve.points[1]), *((curve.points[i], curve.points[i + 1]) for i in range(6, len(curve.points) - 1, 6))]
        assert ends[:3] == list(points)
        assert ends[-1] == end or curve.codes[-1] == CLOSE
    under = closed(smooth(points, closed=False), ((90.0, 40.0), (0.0, 40.0)))
    assert exact_box(under).bottom == 40
    assert under.codes[-1] == CLOSE


def test_dots_and_rings_are_one_outline_each() -> None:
    spots = dots([(10, 10), (30, 40)])
    assert exact_box(spots) == pytest.approx((10, 10, 30, 40), abs=0.1)
    two = rings([((0, 0), (4, 0), (4, 4)), ((10, 10), (14, 10), (14, 14))])
    assert exact_box(two) == (0, 0, 14, 14)
    assert two.codes.count(CLOSE) == 2
