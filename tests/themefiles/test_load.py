"""A theme is a folder, a file, a zip or a name; what it says is laid over what it extends, and holds as far as it says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from theme_makers import SQUARE, SVG, make, picture, zipped

import imggen
from imggen.art.logo import Logo
from imggen.checking.scene_check import check_scene
from imggen.colour import parse_colour
from imggen.scene import Gradient, Group, Image
from imggen.theme import find_theme
from imggen.themefiles import find
from imggen.themefiles.find import known, load_theme

COUNTS = {"mastodon": 5876, "x": 5832}
CAMPAIGN = Path(__file__).parents[2] / "examples" / "lelibreedu.csv"
FOREST = 'summary = "Green"\n[colour]\nchallenger = "#1f6f43"\n'


def card(theme: object, **options: object) -> imggen.Card:
    return imggen.render(COUNTS, date="2023-09-04", theme=theme, card="duel", **options)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    monkeypatch.setattr(find, "own_folder", lambda: folder)
    return folder


def test_a_folder_a_file_a_zip_and_a_name_give_the_same_theme(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "forest", FOREST)
    make(own / "forest", FOREST)
    (tmp_path / "forest.toml").write_text(FOREST)
    zipped(tmp_path / "top.zip", {"theme.toml": 'name = "forest"\n' + FOREST})
    zipped(tmp_path / "inner.zip", {"forest/theme.toml": FOREST, "__MACOSX/x": "", "forest/.DS_Store": ""})
    monkeypatch.chdir(tmp_path)
    found = [load_theme(given) for given in ("./forest", "forest.toml", "top.zip", "inner.zip", "forest", tmp_path / "forest")]
    assert {theme.name for theme in found} == {"forest"}
    assert {theme.paint("challenger") for theme in found} == {parse_colour("#1f6f43")}
    assert {theme.paint("ink") for theme in found} == {find_theme("editorial").paint("ink")}
    assert any(each == ("forest", "yours") for each in known())


def test_a_card_is_drawn_with_it_and_says_so(tmp_path: Path) -> None:
    drawn = card(make(tmp_path / "forest", FOREST))
    assert drawn.theme == "forest"
    assert check_scene(drawn.scene) == ()
    assert "1f6f43" in drawn.scene.dump()
    assert card(load_theme(tmp_path / "forest")).scene.dump() == drawn.scene.dump()


def test_what_changes_on_the_disk_is_read_again(tmp_path: Path) -> None:
    folder = make(tmp_path / "forest", FOREST, {"art/icon-mastodon.svg": SQUARE})
    before = card(folder).scene.dump()
    make(folder, FOREST.replace("1f6f43", "7a1f6f"))
    os.utime(folder / "theme.toml", (1, 1))
    after = card(folder).scene.dump()
    make(folder, FOREST.replace("1f6f43", "7a1f6f"), {"art/icon-mastodon.svg": SVG.format('<circle cx="50" cy="50" r="40"/>')})
    assert len({before, after, card(folder).scene.dump()}) == 3


def test_a_theme_extends_any_other_and_takes_its_art(tmp_path: Path, own: Path) -> None:
    make(own / "wood", 'extends = "papier"\n[colour]\nink = "#101010"\n', {"art/icon-x.svg": SQUARE})
    make(tmp_path / "themes" / "twig", 'extends = "wood"\n[colour]\nmuted = "#202020"\n')
    make(tmp_path / "themes" / "leaf", 'extends = "twig"\n')
    leaf = load_theme(tmp_path / "themes" / "leaf")
    assert [leaf.paint(token).hexadecimal() for token in ("ink", "muted", "sky")] == ["#101010", "#202020", "#d3ecec"]
    assert leaf.art_folders[0] == own / "wood" / "art"
    assert leaf.frame == find_theme("papier").frame


def test_own_poses_are_drawn_in_tokens_or_in_colours_of_their_own(tmp_path: Path) -> None:
    pose = SVG.format(
        '<g id="body"><circle cx="50" cy="50" r="40" data-fill="fur"/><rect x="20" y="90" width="60" height="9" fill="#0a7"/></g>'
    )
    folder = make(tmp_path / "bear", '[art.colour]\nfur = "#123456"\n', {"art/pose-top.svg": pose})
    (art,) = (node for node in card(folder).scene.nodes if isinstance(node, Group) and node.role == "art")
    assert [child.fill.hexadecimal() for child in art.children] == ["#123456", "#00aa77"]  # type: ignore[union-attr]


# What holds


HELD = """
credit = "Ada Lovelace"
licence = "CC-BY-4.0"
[defaults]
hashtag = "#Ville"
source = "mairie"
tone = "campaign"
art = false
logo = { file = "logo.svg", place = "left", clear = 0.5 }
"""


@pytest.mark.filterwarnings("ignore::imggen.ImggenWarning")
def test_defaults_hold_unless_an_option_says_otherwise(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", HELD, {"logo.svg": SQUARE})
    plain, other = card(folder), card(folder, hashtag="#Moi", tone="plain", source="moi", art=True)
    assert (plain.story.hashtag, plain.story.tone, plain.story.pose) == ("#Ville", "campaign", "")
    assert "mairie" in plain.alt_text("extended")
    assert (other.story.hashtag, other.story.tone) == ("#Moi", "plain")
    assert other.story.pose
    assert not any("locks" in doubt for doubt in (*other.warnings, *plain.warnings))


def test_locked_defaults_hold_always_and_the_card_says_so(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", HELD + "locked = true\n", {"logo.svg": SQUARE})
    with pytest.warns(imggen.ImggenWarning):
        drawn = card(folder, hashtag="#Moi", art=True, logo=picture(), source="mairie")
    assert drawn.story.hashtag == "#Ville"
    assert not drawn.story.pose
    assert [doubt.partition(" asked")[0] for doubt in drawn.warnings] == ["the art", "the hashtag", "the logo"]
    assert all(not isinstance(placed.node, Image) for placed in drawn.scene.walk())


def test_a_locked_logo_alone_leaves_the_rest_open(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", HELD.replace("clear = 0.5", "clear = 0.5, locked = true"), {"logo.svg": SQUARE})
    with pytest.warns(imggen.ImggenWarning, match="logo"):
        assert card(folder, hashtag="#Moi", logo=picture()).story.hashtag == "#Moi"


@pytest.mark.parametrize("place", ["left", "right"])
@pytest.mark.parametrize("shape", ["landscape", "portrait", "square", "link"])
def test_a_logo_stands_where_the_theme_wants_it_with_room_around_it(tmp_path: Path, place: str, shape: str) -> None:
    boxes = {}
    for clear in (0.0, 0.5):
        said = f'[defaults]\nhashtag = "#Ville"\nlogo = {{ file = "logo.svg", place = "{place}", clear = {clear} }}\n'
        drawn = card(make(tmp_path / f"town{clear}", said, {"logo.svg": SQUARE}), size=shape).scene
        assert check_scene(drawn) == ()
        (logo,) = (node for node in drawn.nodes if isinstance(node, Group) and node.role == "logo")
        inner = logo.children[-1]
        assert isinstance(inner, Group)
        assert inner.clip is not None
        boxes[clear] = inner.clip
        around = inner.clip.grown(clear * inner.clip.height - 0.01)
        assert not any(text.ink.overlaps(around) for text in drawn.texts())
        assert (inner.clip.middle[0] < drawn.width / 2) == (place == "left")
    assert boxes[0.5].height < boxes[0.0].height


@pytest.mark.filterwarnings("ignore::imggen.ImggenWarning")  # what else there is no room for beside the credit
def test_the_art_s_author_and_licence_are_on_the_source_line_and_in_the_extended_tier(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", HELD.replace("art = false\n", ""), {"logo.svg": SQUARE})
    for kind in imggen.kind.kinds():
        if kind != "leaderboard":
            day = "2023-09-02" if kind == "race" else None
            drawn = imggen.render(CAMPAIGN, theme=folder, card=kind, as_of=day)
            (source,) = (text for text in drawn.scene.texts() if text.role == "source" and "Ada" in (text.shown or text.says))
            assert "CC-BY-4.0" in (source.shown or source.says)
            assert "Ada Lovelace, CC-BY-4.0" in drawn.alt_text("extended")
            assert "Ada" not in drawn.alt_text("standard")
    assert "Ada" not in card(folder, art=False).alt_text("extended")


def test_whose_art_is_extended_is_credited_too(tmp_path: Path) -> None:
    make(tmp_path / "one", 'credit = "Ada"\nlicence = "CC-BY-4.0"\n')
    make(tmp_path / "two", 'extends = "one"\ncredit = "Bob"\nlicence = "CC0-1.0"\n')
    assert load_theme(tmp_path / "two").credits == ("Bob, CC0-1.0", "Ada, CC-BY-4.0")


# Backgrounds


@pytest.mark.parametrize(
    "background",
    [
        'colour = "#fdf6e3"',
        'gradient = { start = "#ffffff", end = "#f3e8d0", angle = 30 }',
        *(f'pattern = {{ kind = "{kind}", colour = "#0000000c", size = 30 }}' for kind in ("dots", "stripes", "checks", "waves")),
        'picture = { file = "photo.png", veil = "#fffffff0" }',
    ],
)
@pytest.mark.parametrize("theme", ["base", "papier"])
def test_a_background_lies_under_everything_and_words_are_read_on_it(tmp_path: Path, background: str, theme: str) -> None:
    folder = make(tmp_path / "town", f'extends = "{theme}"\n[background]\n{background}\n', {"photo.png": picture()})
    for shape in ("landscape", "portrait"):
        scene = card(folder, size=shape).scene
        assert check_scene(scene) == ()
        behind = scene.nodes[0]
        assert isinstance(behind, Group)
        assert behind.role == "background"
        first = behind.children[0 if theme == "base" else 1]
        assert first.role == "decoration"
        assert isinstance(first, Image) or isinstance(getattr(first, "fill", None), Gradient) or "picture" not in background
    assert len(card(folder).encode("svg")) > 1000
    assert card(folder).encode("png") == card(folder).encode("png")


def test_words_on_a_dark_picture_are_seen_by_the_check(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", '[background]\npicture = { file = "photo.png", veil = "#ffffff10" }\n', {"photo.png": picture()})
    assert any(fault.rule == "contrast" for fault in check_scene(card(folder).scene))


def test_a_campaign_file_names_a_theme_beside_it(tmp_path: Path) -> None:
    make(tmp_path / "forest", FOREST)
    (tmp_path / "c.toml").write_text('theme = "./forest"\n[[readings]]\ndate = 2023-09-04\nmastodon = 5876\nx = 5832\n')
    assert imggen.render(tmp_path / "c.toml").theme == "forest"


def test_logos_are_drawn_crisp(tmp_path: Path) -> None:
    folder = make(tmp_path / "town", HELD, {"logo.svg": SQUARE})
    from imggen.api import find_request, read_data

    request = find_request(read_data([COUNTS], {}), {"theme": folder})
    assert isinstance(request.logo, Logo)
