"""Themes made of a colour, a logo or a picture: short, and readable by everyone whatever the colour."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from town_themes import LOGO

from imggen.colour import Colour, luminance, parse_colour
from imggen.errors import InputError
from imggen.theme import find_theme, themes
from imggen.theming.check import check_theme
from imggen.theming.legible import too_close
from imggen.theming.new import Made, Wish, make_theme, write_theme
from imggen.theming.oklch import Oklch, hue_distance, oklch
from imggen.theming.palette import Seeds, palette

SERIES = ("challenger", "rival", "third", "fourth")
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: Colour(*rgb))
MANY = int(os.environ.get("IMGGEN_EXAMPLES", "0")) // 20


def made(folder: Path, **wish: object) -> tuple[Made, Path]:
    name = folder / "town"
    found = make_theme(Wish(name=str(name), **wish))  # type: ignore[arg-type]
    write_theme(found, name)
    return found, name


@given(COLOURS)
def test_perceived_colours_come_back_as_they_were(colour: Colour) -> None:
    again = oklch(colour).colour()
    assert all(abs(one - other) <= 1 for one, other in zip(again[:3], colour[:3], strict=True))


@given(st.floats(0, 1), st.floats(0, 0.4), st.floats(0, 360))
def test_what_a_screen_can_t_show_keeps_its_lightness_and_hue(lightness: float, chroma: float, hue: float) -> None:
    shown = oklch(Oklch(lightness, chroma, hue).colour())
    # Half of the first of 255 steps is as light as 0.0534: nearer to black there is nothing.
    assert abs(shown.lightness - lightness) < (0.02 if lightness > 0.1 else 0.054)
    assert shown.chroma < 0.05 or hue_distance(shown.hue, hue) < 8


@settings(max_examples=max(15, MANY), deadline=None)
@given(COLOURS, st.sampled_from(["editorial", "papier", "nuit", "clair"]), st.booleans())
def test_the_series_of_any_palette_are_told_apart_by_every_sight(colour: Colour, parent: str, dark: bool) -> None:
    colours = palette(Seeds(colour), find_theme(parent), dark=dark)["colour"]
    assert too_close([colours[token] for token in SERIES]) == []
    assert (luminance(colours["paper"]) < 0.2) == dark


@settings(max_examples=max(1, MANY), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(COLOURS, st.sampled_from(["", "papier", "nuit", "editorial"]), st.sampled_from([None, True, False]))
@example(Colour(255, 204, 0), "", None)
@example(Colour(0, 0, 128), "papier", True)
@example(Colour(255, 255, 255), "nuit", False)
def test_a_theme_of_any_colour_passes_the_check(
    tmp_path_factory: pytest.TempPathFactory, colour: Colour, parent: str, dark: bool | None
) -> None:

    _, folder = made(tmp_path_factory.mktemp("new"), colour=colour.hexadecimal(), parent=parent, dark=dark)
    assert [str(finding) for finding in check_theme(folder).findings] == []


def test_the_file_is_short_commented_and_points_editors_to_the_schema(tmp_path: Path) -> None:
    found, folder = made(tmp_path, colour="#0a7")
    text = (folder / "theme.toml").read_text()
    assert text.startswith("#:schema ./theme.schema.json\n# ")
    assert (folder / "theme.schema.json").is_file()
    assert len(text.splitlines()) < 60
    assert "# Mastodon: its count, line and bar" in text
    tables = tomllib.loads(text)
    assert tables["extends"] == "base"
    assert found.seeds == (parse_colour("#0a7"),)
    assert hue_distance(oklch(parse_colour(tables["colour"]["challenger"])).hue, oklch(parse_colour("#0a7")).hue) < 5
    assert tables["art"]["colour"]["scarf"] == "#00aa77"


def test_what_a_parent_has_is_not_said_again(tmp_path: Path) -> None:
    tables = tomllib.loads((made(tmp_path, parent="papier", colour="#0a7")[1] / "theme.toml").read_text())
    parent = find_theme("papier")
    assert all(parse_colour(value) != parent.colour.get(token) for token, value in tables["colour"].items())
    assert "fonts" not in tables
    assert "type" not in tables


def test_a_logo_gives_its_colours_and_stands_on_the_cards(tmp_path: Path) -> None:
    (tmp_path / "ours.svg").write_text(LOGO)
    _, folder = made(tmp_path, logo=str(tmp_path / "ours.svg"))
    tables = tomllib.loads((folder / "theme.toml").read_text())
    assert tables["defaults"]["logo"]["file"] == "logo.svg"
    assert (folder / "logo.svg").read_text() == LOGO
    assert hue_distance(oklch(parse_colour(tables["colour"]["challenger"])).hue, oklch(parse_colour("#0a7")).hue) < 5
    assert check_theme(folder).findings == ()


@pytest.mark.parametrize("parent", ["", "papier"])
def test_a_picture_lies_behind_the_cards_under_a_veil_and_its_place_is_not_told(tmp_path: Path, parent: str) -> None:
    image = Image.linear_gradient("L").resize((900, 600)).convert("RGB")
    image.paste((200, 30, 40), (0, 0, 500, 300))
    exif = Image.Exif()
    exif[0x010E] = "at home"
    image.save(tmp_path / "holiday.jpg", exif=exif)
    _, folder = made(tmp_path, picture=str(tmp_path / "holiday.jpg"), parent=parent)
    with Image.open(folder / "photo.jpg") as photo:
        assert photo.size == (900, 600)
        assert not photo.getexif()
    tables = tomllib.loads((folder / "theme.toml").read_text())
    assert len(tables["background"]["picture"]["veil"]) == 9
    assert hue_distance(oklch(parse_colour(tables["colour"]["challenger"])).hue, oklch(Colour(200, 30, 40)).hue) < 12
    assert check_theme(folder).findings == ()


def test_a_bright_colour_from_nothing_gets_dark_paper_unless_light_is_wanted(tmp_path: Path) -> None:
    dark = made(tmp_path / "a", colour="#ffcc00")[0].theme
    light = made(tmp_path / "b", colour="#ffcc00", dark=False)[0].theme
    assert luminance(dark.paint("paper")) < 0.1 < 0.8 < luminance(light.paint("paper"))
    assert dark.paint("challenger") == parse_colour("#ffcc00")


@pytest.mark.parametrize("parent", themes())
def test_any_theme_can_be_started_from_as_it_is(tmp_path: Path, parent: str) -> None:
    found, folder = made(tmp_path, parent=parent)
    assert found.theme.colour == find_theme(parent).colour
    assert len((folder / "theme.toml").read_text().splitlines()) < 10


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"name": "a b"}, "letters"),
        ({"name": "town", "colour": "red"}, "not a colour"),
        ({"name": "town", "parent": "papyer"}, "did you mean papier"),
        ({"name": "town", "logo": "nowhere.svg"}, "no such file"),
        ({"name": "town", "picture": __file__}, "picture"),
    ],
)
def test_what_won_t_do_is_refused_in_one_line(wish: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        make_theme(Wish(**wish))  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_a_theme_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    found, folder = made(tmp_path, colour="#0a7")
    (folder / "theme.toml").write_text("# mine")
    with pytest.raises(InputError, match="there already"):
        write_theme(found, folder)
    assert (folder / "theme.toml").read_text() == "# mine"


def test_a_name_that_comes_with_imggen_is_refused() -> None:
    with pytest.raises(InputError, match="comes with imggen; choose a name of its own"):
        make_theme(Wish(name="papier"))
