"""`imggen fonts`: what there is, which face draws a text, and what a card does with fonts that users bring."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from cli.conftest import Imggen

from imggen.assets import folder as assets
from imggen.text.fonts import vendored

ATKINSON = assets("fonts") / "atkinson" / "AtkinsonHyperlegibleNext-Medium.ttf"


def test_the_list_has_every_family_with_its_licence_and_what_it_covers(imggen: Imggen) -> None:
    told = {one["family"]: one for one in json.loads(imggen("fonts", "--json").out)}
    assert list(told) == [family.name for family in vendored().families.values()]
    assert told["Inter"]["scripts"]["Greek"] > 100
    assert told["Inter"]["weights"] == [[400, 900]]
    assert told["Noto Sans Hebrew"]["scripts"] == {"Hebrew": 134}
    assert told["Noto Color Emoji"]["emoji"]
    assert not told["Noto Sans CJK"]["installed"]
    assert all(one["licence"] for one in told.values())
    rows = imggen("fonts").out.splitlines()
    assert len(rows) == len(told) + 1
    assert any("Noto Sans Thai" in row and "Thai 86" in row and "OFL-1.1" in row for row in rows)


def test_a_folder_of_fonts_is_listed_too(imggen: Imggen, folder: Path) -> None:
    (folder / "mine").mkdir()
    shutil.copy(assets("fonts") / "source-sans" / "SourceSans3-Bold.ttf", folder / "mine" / "odd.ttf")
    told = json.loads(imggen("fonts", "--font-path", "mine", "--json").out)
    assert [one["files"] for one in told if one["family"] == "Source Sans 3"] == [["mine/odd.ttf"]]


def test_a_text_that_can_be_drawn_is_told_run_by_run(imggen: Imggen) -> None:
    ran = imggen("fonts", "--check", "Bravo 🐘 שלום 5\u202f876", "--json", "--theme", "editorial")
    told = json.loads(ran.out)
    assert (ran.code, ran.err, told["degraded"]) == (0, "", [])
    runs = [(run["text"].strip(), run["face"].rstrip(" 0123456789"), run["script"], run["direction"]) for run in told["runs"]]
    assert ("Bravo", "Source Serif", "Latn", "ltr") in runs
    assert ("🐘", "Noto Color Emoji", None, "ltr") in runs
    assert ("שלום", "Noto Sans Hebrew", "Hebr", "rtl") in runs
    assert "".join(run["text"] for run in told["runs"]) == "Bravo 🐘 שלום 5\u202f876"
    assert "right to left" in imggen("fonts", "--check", "שלום").out


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1️⃣", ["1️⃣"]),
        ("שלום 1️⃣", ["שלום ", "1️⃣"]),
        ("موسم 2023-2024", ["موسم ", "2023-2024"]),
        ("שלום \u206712\u2069", ["שלום ", "12"]),
    ],
)
def test_the_parts_are_those_that_a_card_draws(text: str, parts: list[str], imggen: Imggen) -> None:
    told = json.loads(imggen("fonts", "--check", text, "--json").out)
    assert [run["text"] for run in told["runs"]] == parts
    assert told["degraded"] == []


def test_what_can_not_be_drawn_is_a_failed_check_that_names_the_cure(imggen: Imggen) -> None:
    ran = imggen("fonts", "--check", "Bravo 龘")
    assert ran.code == 4
    assert "U+9F98" in ran.err
    assert "pip install 'imggen[cjk]'" in ran.err
    assert ran.err.splitlines()[-1].startswith("error: the text: 1 of its code points")
    assert json.loads(imggen("fonts", "--check", "龘", "--json").out)["degraded"][0]["code_points"] == ["U+9F98"]


def test_a_language_is_any_and_has_to_be_one(imggen: Imggen) -> None:
    assert imggen("fonts", "--check", "abc", "--lang", "ko").code == 0
    assert imggen("fonts", "--check", "abc", "--lang", "no language").code == 2


def test_an_empty_text_is_no_trouble(imggen: Imggen) -> None:
    assert imggen("fonts", "--check", "").code == 0


def test_a_card_warns_once_of_each_thing_it_can_not_draw_as_written(imggen: Imggen) -> None:
    ran = imggen("render", "mastodon=5876", "x=5832", "--title", "龘 Bravo 龘 👍🏽", "--hashtag", "龘", "--source", "龘")
    told = [line for line in ran.err.splitlines() if "no font has" in line]
    assert ran.code == 0
    assert [line.count("U+9F98") for line in told] == [1, 0]
    assert [line.count("U+1F3FD") for line in told] == [0, 1]


def test_strict_fonts_refuse_before_anything_is_written(imggen: Imggen, folder: Path) -> None:
    ran = imggen("render", "mastodon=5876", "x=5832", "--title", "Bravo 龘", "--strict-fonts")
    assert ran.code == 2
    assert "U+9F98" in ran.err
    assert not list(folder.glob("card*"))
    assert imggen("render", "mastodon=5876", "x=5832", "--title", "Bravo 🐘", "--strict-fonts").code == 0


@pytest.mark.parametrize("command", ["render", "fonts"])
def test_a_broken_font_is_one_line_that_names_it(command: str, imggen: Imggen, folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "evil.ttf").write_bytes(ATKINSON.read_bytes()[:3000])
    words = ("mastodon=5876", "x=5832") if command == "render" else ()
    ran = imggen(command, *words, "--font-path", "mine")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "evil.ttf" in ran.err
    assert not list(folder.glob("card*"))


def test_the_machines_fonts_are_asked_only_when_wanted(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vendored().family("Noto Sans Hebrew").files[0].path
    data = folder / "data" / "fonts" / "truetype"
    data.mkdir(parents=True)
    _renamed(whole, data / "odd.ttf")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(folder / "none"))
    monkeypatch.setattr("sys.platform", "linux")
    assert imggen("fonts", "--check", "ꯀ").code == 4
    ran = imggen("fonts", "--check", "ꯀ", "--system-fonts", "--json")
    assert (ran.code, json.loads(ran.out)["runs"][0]["file"]) == (0, str(data / "odd.ttf"))
    args = ("render", "mastodon=5876", "x=5832", "--title", "ꯀ", "--strict-fonts")
    assert [imggen(*args).code, imggen(*args, "--system-fonts").code] == [2, 0]


def _renamed(source: Path, target: Path) -> None:
    """A font that has a Meetei Mayek letter, which none of ours has, in the shape of a Hebrew one."""
    from fontTools.ttLib import TTFont

    with TTFont(source) as font:
        for table in font["cmap"].tables:
            table.cmap = {0xABC0: table.cmap[0x5D0]} if table.isUnicode() else {}
        font.save(target)
