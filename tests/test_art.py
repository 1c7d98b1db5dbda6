"""Drawings: parsed from the theme's SVG files, recoloured by token, and hostile until checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.art.drawing import draw
from imggen.art.svg import find_drawing, parse_drawing
from imggen.assets import folder
from imggen.colour import Colour
from imggen.errors import InputError
from imggen.scene import Box
from imggen.scene import Path as PathNode
from imggen.theme import find_theme, themes

_POSES = [path.stem for path in sorted((folder("themes") / "base" / "art").glob("pose-*.svg"))]


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("pose", _POSES)
def test_every_pose_can_be_drawn_in_every_theme(theme: str, pose: str) -> None:
    found = find_theme(theme)
    drawing = find_drawing(pose, found.art_folders)
    assert drawing is not None
    group = draw(drawing, found.art.colour, Box(0, 0, 300, 300 / drawing.proportion))
    assert len(group.children) == len(drawing.shapes) > 20
    assert all(isinstance(child, PathNode) and (child.fill or child.stroke) for child in group.children)


def test_parts_can_be_left_out_and_contours_stay_visible_when_small() -> None:
    theme = find_theme("editorial")
    drawing = find_drawing("pose-push", theme.art_folders)
    assert drawing is not None
    small = draw(drawing, theme.art.colour, Box(0, 0, 60, 60 / drawing.proportion), without=frozenset({"dust", "sweat"}))
    assert {child.role for child in small.children}.isdisjoint({"dust", "sweat"})
    scale = small.transform.a
    widths = [child.stroke.width * scale for child in small.children if isinstance(child, PathNode) and child.stroke]
    assert min(widths) >= 1.1 - 1e-9


def test_a_drawing_keeps_its_place_and_proportions() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 100 50"><path d="M10 20H110V70Z" data-fill="fur"/></svg>'
    drawing = parse_drawing(svg, "t")
    group = draw(drawing, {"fur": Colour(1, 2, 3)}, Box(0, 0, 200, 100))
    assert group.transform.of(10, 20) == (0, 0)
    assert group.transform.of(110, 70) == (200, 100)


@pytest.mark.parametrize(
    ("svg", "says"),
    [
        (b"", "not an SVG drawing"),
        (b"<svg", "not an SVG drawing"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 5"/>', "real box"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>', "without DOCTYPE"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>', "<script>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="http://a"/></svg>', "<image>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="L 1"/></svg>', "bad path"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g transform="grow(2)"/></svg>', "a transform"),
    ],
)
def test_what_is_not_a_drawing_is_refused_in_one_line(svg: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        parse_drawing(svg, "strange.svg")
    assert "\n" not in str(error.value)


@given(
    st.binary(max_size=300)
    | st.text(alphabet="MLCZ0123456789 .,-aeAE", max_size=40).map(
        lambda d: f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="{d}"/></svg>'.encode()
    )
)
def test_any_bytes_are_a_drawing_or_one_clear_error(data: bytes) -> None:
    try:
        parse_drawing(data, "any")
    except InputError as error:
        assert "\n" not in str(error)


def test_a_colour_that_a_theme_lacks_is_named() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V9Z" data-fill="mane"/></svg>'
    with pytest.raises(InputError, match="no colour named mane"):
        draw(parse_drawing(svg, "lion"), {}, Box(0, 0, 9, 9))


def test_a_drawing_that_no_folder_has_is_none() -> None:
    assert find_drawing("pose-dance", (Path("/nowhere"),)) is None
