"""What is in a scene is on the picture, to the pixel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hand_card import circle, glyph_outline, hand_card, outline, polyline, rectangle, words

from imggen.colour import Colour
from imggen.paint import layer
from imggen.paint.agg import paint
from imggen.scene import LINE, MOVE, Affine, Box, Glyph, Gradient, Group, Image, Node, Path, Picture, Scene, Stroke, Text

BLACK, WHITE, RED, BLUE = Colour(0, 0, 0), Colour(255, 255, 255), Colour(255, 0, 0), Colour(0, 0, 255)
LETTERS = {(255, 255, 255): ".", (0, 0, 0): "#", (255, 0, 0): "r", (0, 0, 255): "b"}


def scene(*nodes: Node, width: float = 6, height: float = 4, scale: float = 1.0, paper: Colour = WHITE) -> Scene:
    return Scene(width, height, scale, paper, nodes, Box(0, 0, width, height), 1)


def letters(*nodes: Node, **more: float) -> list[str]:
    """The picture as rows of letters: `.` paper, `#` black, `r` red, `b` blue, `?` anything between."""
    return ["".join(LETTERS.get(tuple(pixel[:3].tolist()), "?") for pixel in row) for row in paint(scene(*nodes, **more)).rgba]


def red(*box: float) -> Path:
    return Path(rectangle(*box), "panel", RED)


def greys(*nodes: Node, **more: float) -> np.ndarray:
    """One channel of the picture."""
    return paint(scene(*nodes, **more)).rgba[..., 1]


def test_a_rectangle_fills_its_pixels_and_no_others() -> None:
    assert letters(red(1, 1, 4, 3)) == ["......", ".rrr..", ".rrr..", "......"]


def test_half_a_pixel_is_half_covered() -> None:
    assert greys(Path(rectangle(1, 0, 2.5, 1), "panel", BLACK))[0].tolist() == [255, 0, pytest.approx(128, abs=1), 255, 255, 255]


def test_nothing_is_moved_to_the_pixel_grid() -> None:
    """A bar keeps its length to a fraction of a pixel: its end is half covered, not rounded."""
    assert greys(Path(polyline((0, 1.25), (6, 1.25)), "line", stroke=Stroke(BLACK, 1)))[:3, 2].tolist() == [
        pytest.approx(191, abs=1),
        pytest.approx(64, abs=1),
        255,
    ]


def test_the_picture_is_opaque_and_of_the_size_in_pixels() -> None:
    pixels = paint(scene(red(0, 0, 1, 1), width=10, height=5, scale=1.5))
    assert (pixels.width, pixels.height, pixels.rgba.shape) == (15, 8, (8, 15, 4))
    assert pixels.rgba.flags.c_contiguous
    assert (pixels.rgba[..., 3] == 255).all()


def test_later_nodes_lie_over_earlier_ones() -> None:
    assert letters(red(0, 0, 4, 2), Path(rectangle(2, 0, 6, 2), "panel", BLUE)) == ["rrbbbb", "rrbbbb", "......", "......"]


def test_scale_enlarges_everything() -> None:
    assert letters(red(1, 1, 2, 2), width=3, height=2, scale=2) == ["......", "......", "..rr..", "..rr.."]


def test_overlapping_contours_are_joined_not_cut_out() -> None:
    """Glyphs of variable fonts overlap themselves."""
    first, second = rectangle(0, 0, 4, 3), rectangle(2, 1, 6, 4)
    both = replace(first, codes=first.codes + second.codes, points=first.points + second.points)
    assert letters(Path(both, "panel", RED))[2] == "rrrrrr"


def test_a_colour_lets_through_what_is_under_it() -> None:
    assert paint(scene(Path(rectangle(0, 0, 1, 1), "panel", RED.faded(0.5)))).rgba[0, 0].tolist() == [255, 127, 127, 255]


def test_a_stroke_is_drawn_over_its_fill() -> None:
    square = Path(rectangle(1, 1, 5, 5), "panel", RED, Stroke(BLUE, 2, join="miter"))
    assert letters(square, height=6)[:3] == ["bbbbbb", "bbbbbb", "bbrrbb"]


def test_a_stroke_of_no_width_is_not_drawn() -> None:
    assert letters(Path(polyline((0, 1), (6, 1)), "line", stroke=Stroke(BLACK, 0))) == ["......"] * 4


def test_dashes_are_as_long_as_they_say() -> None:
    line = Path(polyline((0, 0.5), (6, 0.5)), "line", stroke=Stroke(BLACK, 1, dash=(2, 1)))
    assert letters(line)[0] == "##.##."


def test_a_wide_line_outside_the_card_is_seen_where_it_reaches_in() -> None:
    assert letters(Path(polyline((-9, -3), (9, -3)), "line", stroke=Stroke(BLACK, 10))) == ["######", "######", "......", "......"]


def test_dashes_are_counted_from_the_start_of_the_line_also_outside_the_card() -> None:
    line = Path(polyline((-7, 0.5), (6, 0.5)), "line", stroke=Stroke(BLACK, 1, dash=(2, 1)))
    assert letters(line)[0] == "#.##.#"


@pytest.mark.parametrize(("cap", "drawn"), [("butt", "..##.."), ("projecting", ".####.")])
def test_caps_end_a_line_where_they_should(cap: str, drawn: str) -> None:
    assert letters(Path(polyline((2, 1), (4, 1)), "line", stroke=Stroke(BLACK, 2, cap=cap)))[0] == drawn


def test_a_round_cap_reaches_as_far_as_a_projecting_one_and_is_round() -> None:
    row = greys(Path(polyline((2, 1), (4, 1)), "line", stroke=Stroke(BLACK, 2, cap="round")))[0]
    assert 0 < row[1] < 255
    assert row[0] == 255


@pytest.mark.parametrize(("join", "corner"), [("miter", 0), ("bevel", 255)])
def test_joins_differ_at_the_corner(join: str, corner: int) -> None:
    angle = Path(polyline((4, 36), (4, 4), (36, 4)), "line", stroke=Stroke(BLACK, 8, join=join))
    assert greys(angle, width=40, height=40)[0, 0] == corner


def test_a_transform_moves_and_enlarges_with_the_stroke() -> None:
    line = Path(polyline((0, 0.5), (2, 0.5)), "line", stroke=Stroke(BLACK, 1))
    assert letters(Group((line,), "moved", Affine(2, 0, 0, 2, 1, 1))) == ["......", ".####.", ".####.", "......"]


def test_transforms_nest() -> None:
    inner = Group((red(0, 0, 1, 1),), "inner", Affine(e=1, f=0))
    assert letters(Group((inner,), "outer", Affine(2, 0, 0, 2, 0, 0)))[:2] == ["..rr..", "..rr.."]


def test_a_clip_cuts_off_what_is_outside_it() -> None:
    assert letters(Group((red(0, 0, 6, 4),), "clipped", clip=Box(1, 1, 3, 3))) == ["......", ".rr...", ".rr...", "......"]


def test_a_clip_lies_in_its_groups_own_units() -> None:
    assert letters(Group((red(0, 0, 9, 9),), "clipped", Affine(2, 0, 0, 1, 2, 0), Box(0, 0, 1, 1)))[:2] == ["..rr..", "......"]


def test_nested_clips_let_through_what_both_do() -> None:
    inner = Group((red(0, 0, 6, 4),), "inner", clip=Box(2, 0, 6, 4))
    assert letters(Group((inner,), "outer", clip=Box(0, 0, 4, 1)))[:2] == ["..rr..", "......"]


def test_clips_that_do_not_meet_let_nothing_through() -> None:
    inner = Group((red(0, 0, 6, 4),), "inner", clip=Box(3, 0, 6, 4))
    assert letters(Group((inner,), "outer", clip=Box(0, 0, 3, 4))) == ["......"] * 4


def test_a_slanted_clip_cuts_along_its_slant() -> None:
    turned = Affine(1, 1, -1, 1, 10, 0)
    square = red(-50, -50, 50, 50)
    grey = greys(Group((square,), "clipped", turned, Box(0, 0, 10, 10)), width=20, height=20)
    assert grey[10, 10] == 0
    assert [grey[1, 1], grey[1, 18], grey[18, 1], grey[18, 18]] == [255] * 4
    assert (grey == 0).sum() == pytest.approx(200, rel=0.15)


def test_a_slanted_clip_inside_another_lets_through_what_both_do() -> None:
    turned = Affine(1, 1, -1, 1, 10, 0)
    inner = Group((red(-50, -50, 50, 50),), "inner", clip=Box(0, 0, 5, 10))
    grey = greys(Group((inner,), "outer", turned, Box(0, 0, 10, 10)), width=20, height=20)
    assert grey[8, 6] == 0
    assert grey[12, 14] == 255


def test_a_slanted_clip_does_not_outlive_its_group() -> None:
    turned = Group((red(-50, -50, 50, 50),), "clipped", Affine(1, 1, -1, 1, 10, 0), Box(0, 0, 3, 3))
    assert greys(turned, Path(rectangle(0, 18, 2, 20), "panel", BLACK), width=20, height=20)[19, 0] == 0


def test_a_gradient_runs_from_its_first_colour_to_its_last() -> None:
    ramp = Gradient((0, 0), (6, 0), ((0, BLACK), (1, WHITE)))
    row = greys(Path(rectangle(0, 0, 6, 4), "panel", ramp), paper=BLUE)[1].tolist()
    assert row == [pytest.approx(255 * (i + 0.5) / 6, abs=1) for i in range(6)]


def test_a_gradient_holds_its_end_colours_beyond_its_ends() -> None:
    ramp = Gradient((2, 0), (4, 0), ((0, BLACK), (1, WHITE)))
    row = greys(Path(rectangle(0, 0, 6, 4), "panel", ramp), paper=BLUE)[1].tolist()
    assert row[:2] + row[4:] == [0, 0, 255, 255]


def test_a_gradient_keeps_to_its_shape_and_lets_through_what_is_under_it() -> None:
    ramp = Gradient((0, 0), (0, 4), ((0, RED.faded(0.5)), (1, RED.faded(0.5))))
    pixels = paint(scene(Path(rectangle(1, 1, 2.5, 3), "panel", ramp))).rgba[..., 1]
    assert pixels[2].tolist() == [255, pytest.approx(127, abs=1), pytest.approx(191, abs=1), 255, 255, 255]


def test_a_gradient_turns_with_its_group() -> None:
    ramp = Gradient((0, 0), (4, 0), ((0, BLACK), (1, WHITE)))
    quarter = Group((Path(rectangle(0, 0, 4, 4), "panel", ramp),), "turned", Affine(0, 1, -1, 0, 4, 0))
    column = greys(quarter, width=4, paper=BLUE)[:, 1].tolist()
    assert column == [pytest.approx(255 * (i + 0.5) / 4, abs=1) for i in range(4)]


@pytest.mark.parametrize("end", [(0.0, 0.0), (0.0, 4.0)])
def test_a_gradient_of_no_length_or_shape_breaks_nothing(end: tuple[float, float]) -> None:
    ramp = Gradient((0, 0), end, ((0, BLACK), (1, RED)))
    away = Path(rectangle(100, 100, 120, 120), "panel", ramp)
    assert letters(away, Path(outline(), "panel", ramp), Path(rectangle(0, 0, 1, 4), "panel", replace(ramp, end=(0, 0))))[0] == "r....."


def test_glyphs_are_enlarged_and_put_where_they_stand() -> None:
    box = rectangle(0, -1, 1, 0)
    text = Text((Glyph(box, 1, 3, 2, 1, "x"), Glyph(box, 4, 3, 1, 1, "x")), RED, "label", "..", 2, Box(1, 1, 5, 3), Box(0, 0, 6, 4))
    assert letters(text) == ["......", ".rr...", ".rr.r.", "......"]


def test_a_faded_text_is_as_pale_where_its_glyphs_overlap() -> None:
    box = rectangle(0, -1, 1, 0)
    glyphs = Glyph(box, 0, 2, 2, 1, "x"), Glyph(box, 1, 2, 2, 1, "x")
    text = Text(glyphs, BLACK.faded(0.5), "label", "..", 2, Box(0, 0, 3, 2), Box(0, 0, 6, 4))
    assert greys(text)[0, :3].tolist() == [127, 127, 127]


def test_a_halo_parts_a_text_from_what_is_behind_it_and_lies_under_all_its_glyphs() -> None:
    box = rectangle(0, -1, 1, 0)
    glyphs = Glyph(box, 1, 3, 1, 1, "x"), Glyph(box, 2, 3, 1, 1, "x")
    text = Text(glyphs, RED, "label", "..", 1, Box(1, 2, 3, 3), Box(0, 0, 6, 4), halo=Stroke(WHITE, 2, join="miter"))
    ground = Path(rectangle(0, 0, 6, 5), "panel", BLUE)
    assert letters(ground, text, height=5) == ["bbbbbb", "....bb", ".rr.bb", "....bb", "bbbbbb"]


def test_a_text_without_ink_leaves_no_mark() -> None:
    space = Text((Glyph(outline(), 0, 0, 10, 3, "x"),), BLACK, "label", " ", 10, Box(0, 0, 0, 0), Box(0, 0, 6, 4), halo=Stroke(RED, 2))
    nothing = replace(space, glyphs=())
    assert letters(space, nothing, red(0, 0, 1, 1), space)[0] == "r....."


def picture(*rows: str) -> Picture:
    colours = {"r": (255, 0, 0, 255), "b": (0, 0, 255, 255), " ": (0, 0, 0, 0)}
    return Picture(len(rows[0]), len(rows), b"".join(bytes(colours[letter]) for row in rows for letter in row))


def test_a_picture_lies_in_its_box_the_right_way_up() -> None:
    assert letters(Image(picture("rb", "b "), Box(1, 1, 3, 3), "photo")) == ["......", ".rb...", ".b....", "......"]


def test_a_picture_is_scaled_to_its_box() -> None:
    rows = letters(Image(picture("r" * 40, *["r" * 40] * 39), Box(1, 0, 4, 2), "photo"))
    assert rows == [".rrr..", ".rrr..", "......", "......"]


def test_a_picture_is_clipped_and_mirrored_with_its_group() -> None:
    mirrored = Group((Image(picture("rb"), Box(0, 0, 2, 1), "photo"),), "mirrored", Affine(-1, 0, 0, 1, 4, 0))
    assert letters(mirrored)[0] == "..br.."
    assert letters(Group((Image(picture("rb", "rb"), Box(1, 1, 3, 3), "photo"),), "clipped", clip=Box(2, 0, 6, 2))) == [
        "......",
        "..b...",
        "......",
        "......",
    ]


def test_a_turned_picture_turns() -> None:
    half = Image(picture(*["r" * 8 + "b" * 8] * 16), Box(0, 0, 16, 16), "photo")
    pixels = paint(scene(Group((half,), "turned", Affine(0, 1, -1, 0, 16, 0)), width=16, height=16)).rgba
    assert [pixels[2, 8].tolist()[:3], pixels[13, 8].tolist()[:3]] == [[255, 0, 0], [0, 0, 255]]
    slanted = paint(scene(Group((half,), "turned", Affine(0.6, 0.6, -0.6, 0.6, 10, 0)), width=20, height=20)).rgba
    assert slanted[0, 0].tolist() == [255] * 4
    assert slanted[9, 6, 0] > 200 > slanted[9, 6, 2] or slanted[9, 6].tolist()[:3] == [255, 0, 0]


@pytest.mark.parametrize("role", ["art", "background"])
def test_what_is_kept_looks_as_it_did_the_first_time(role: str) -> None:
    group = Group((Path(circle(3, 2, 1.7), "body", RED, Stroke(BLACK, 0.7)), Path(rectangle(0, 0, 2, 1), "part", BLUE.faded(0.4))), role)
    first = paint(scene(group)).rgba.copy()
    again = paint(scene(replace(group))).rgba
    assert (first == again).all()
    plain = paint(scene(replace(group, role="plain"))).rgba
    assert np.abs(first.astype(int) - plain).max() <= 2


def test_a_kept_drawing_is_redrawn_when_its_colour_place_or_clip_changes() -> None:
    group = Group((red(0, 0, 2, 2),), "art")
    assert letters(group)[0] == "rr...."
    assert letters(replace(group, transform=Affine(e=1)))[0] == ".rr..."
    assert letters(replace(group, clip=Box(1, 0, 2, 1))) == [".r....", "......", "......", "......"]
    assert letters(Group((Path(group.children[0].outline, "panel", BLUE),), "art"))[0] == "bb...."
    assert letters(Group((), "art"))[0] == "......"


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict = {}
    monkeypatch.setattr(layer, "_KEPT", kept)
    monkeypatch.setattr(layer, "MOST_BYTES", 3000)
    for i in range(20):
        paint(scene(Group((red(0, 0, 20, 10 + i),), "art"), width=40, height=40))
    assert sum(entry.rows.nbytes for entry in kept.values()) <= 3000
    assert len(kept) == 1


def test_long_lines_are_drawn_whole() -> None:
    """A line of 40,000 readings that goes up and down at each of them."""
    points = [(6 * i / 40_000, 4.0 * (i % 2)) for i in range(40_000)]
    assert (greys(Path(polyline(*points), "line", stroke=Stroke(BLACK, 0.5))) < 30).all()


def test_empty_paths_are_nothing() -> None:
    assert letters(Path(outline(), "panel", RED, Stroke(BLACK, 1)), Path(outline((MOVE, (1, 1)), (LINE, (2, 2))), "line")) == ["......"] * 4


def test_real_letters_have_their_counters() -> None:
    """The o of a real face has a hole in it."""
    text = words("o", 2, 30, 40)
    grey = greys(text, width=30, height=40)
    middle = round((text.ink.left + text.ink.right) / 2)
    assert grey[20, middle] == 255
    assert (grey[20, :middle] < 60).any()
    assert (grey[20, middle:] < 60).any()
    assert glyph_outline(text.glyphs[0].face, text.glyphs[0].number).codes


def test_a_whole_card_is_painted_alike_at_every_size() -> None:
    """The card at 2× is the card at 1×, only finer: halved, it differs where edges are smoothed, and nowhere much."""
    small, large = paint(hand_card()).rgba, paint(hand_card(scale=2)).rgba
    halved = large.reshape(675, 2, 1200, 2, 4).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 0.2
