"""Colour emoji become pixels."""

from __future__ import annotations

import pytest

from imggen.scene import Picture
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

STYLE = TextStyle(("Source Sans 3",), 600, 40.0)


def pixels(picture: Picture) -> list[tuple[int, int, int, int]]:
    data = picture.pixels
    return [(data[at], data[at + 1], data[at + 2], data[at + 3]) for at in range(0, len(data), 4)]


@pytest.mark.parametrize("emoji", ["😀", "👩‍💻", "👨‍👩‍👧", "🇫🇷", "1️⃣", "❤️", "🐘"])
def test_an_emoji_is_one_picture_in_colours(emoji):
    line = Ruler(vendored()).set(emoji, STYLE)
    ((picture, box),) = line.pictures
    assert line.glyphs == ()
    assert len(picture.pixels) == 4 * picture.width * picture.height
    assert len({pixel[:3] for pixel in pixels(picture) if pixel[3] == 255}) > 3
    assert (box.width, box.height) == pytest.approx((picture.width, picture.height))
    assert line.width > 40


def test_it_has_the_colours_of_its_flag_from_left_to_right_and_top_to_bottom():
    ((picture, _),) = Ruler(vendored()).set("🇫🇷", STYLE).pictures
    middle = pixels(picture)[picture.width * (picture.height // 2) :][: picture.width]
    blue, white, red = (middle[int(picture.width * share)][:3] for share in (0.2, 0.5, 0.8))
    assert blue[2] > blue[0]
    assert min(white) > 200
    assert red[0] > red[2]
    ((upright, _),) = Ruler(vendored()).set("⬆️", STYLE).pictures
    rows = [
        sum(pixel[:3] == (255, 255, 255) for pixel in pixels(upright)[row * upright.width :][: upright.width])
        for row in range(upright.height)
    ]
    assert sum(rows[: len(rows) // 2]) > sum(rows[len(rows) // 2 :])


def test_a_denser_output_has_more_pixels_in_the_same_box():
    (coarse, box), (fine, same) = (Ruler(vendored(), density=density).set("😀", STYLE).pictures[0] for density in (1, 3))
    assert fine.width == pytest.approx(3 * coarse.width, abs=3)
    assert list(same) == pytest.approx(list(box), abs=1)


def test_a_selector_chooses_between_colour_and_text():
    ruler = Ruler(vendored())
    assert ruler.set("❤\ufe0f", STYLE).pictures
    assert ruler.set("❤\ufe0e", STYLE).glyphs
    assert ruler.set("☎", STYLE).glyphs or ruler.set("☎", STYLE).pictures
    assert ruler.set("©", STYLE).glyphs
    assert ruler.degraded == ()
