"""`imggen themes`: made, shown, checked, previewed, packed, used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.conftest import Imggen, everything
from PIL import Image


def test_from_a_colour_to_a_card_in_four_commands(imggen: Imggen, folder: Path) -> None:
    made = imggen("themes", "new", "town", "--colour", "#0a7")
    assert made.code == 0
    assert made.out.splitlines()[0] == "town/theme.toml"
    assert imggen("themes", "check", "town").out == "town: nothing found\n"
    assert imggen("themes", "preview", "town", "-o", "sheet.png").out == "sheet.png\n"
    with Image.open(folder / "sheet.png") as sheet:
        assert sheet.width > 1000
    drawn = imggen("render", "mastodon=5876", "x=5832", "--date", "2023-09-04", "--theme", "town", "--json")
    assert json.loads(drawn.out)["theme"] == "town"


def test_a_theme_that_can_t_be_used_hides_no_other_one(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    for name, toml in (("bad", "[chart]\ngrid = 'two'\n"), ("good", "summary = 'Green'\n"), ("worse", "= =")):
        (folder / "data" / "imggen" / "themes" / name).mkdir(parents=True)
        (folder / "data" / "imggen" / "themes" / name / "theme.toml").write_text(toml)
    listed = imggen("themes")
    assert listed.code == 0
    assert "papier" in listed.out
    assert "Green" in listed.out
    assert [line.split(": ")[1] for line in listed.err.splitlines()] == ["the theme bad can't be used", "the theme worse can't be used"]
    assert "chart.grid" in listed.err
    found = {each["name"]: each for each in json.loads(imggen("themes", "list", "--json").out)}
    assert "chart.grid" in found["bad"]["error"]
    assert "error" not in found["good"]


def test_a_check_that_fails_leaves_with_4_and_names_file_line_and_key(imggen: Imggen, folder: Path) -> None:
    (folder / "town").mkdir()
    (folder / "town" / "theme.toml").write_text('[colour]\nmuted = "#bbbbbb"\n')
    failed = imggen("themes", "check", "town")
    assert failed.code == 4
    assert failed.out.startswith("town/theme.toml:2 colour.muted: found #bbbbbb on ")
    assert "; write colour.muted = " in failed.out
    assert failed.err == ""
    found = json.loads(imggen("themes", "check", "./town", "--json", "--lang", "fr").out)
    assert [each["key"] for each in found] == ["colour.muted"]
    assert imggen("themes", "check", "town", "--fix").code == 0
    assert imggen("themes", "check", "town").code == 0


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("check", "./nowhere"), 2, "no such file"),
        (("check", "papyer"), 2, "did you mean papier"),
        (("check", "papier", "--lang", "xx"), 2, "language"),
        (("show", "papyer"), 2, "did you mean papier"),
        (("preview", "papier", "-o", "sheet.gif"), 2, ".png or .html"),
        (("preview", "papier", "--simulate", "dog"), 2, "deutan"),
        (("new", "town", "--colour", "greenish"), 2, "--colour: not a colour: 'greenish'"),
        (("new", "town", "--dark", "--light"), 2, "keep one"),
        (("new", "town", "--color", "#0a7", "--from", "nowhere"), 2, "no theme named"),
        (("pack", "./nowhere"), 2, "no such file"),
        (("paint",), 2, "no command named"),
    ],
)
def test_what_can_t_be_done_is_one_line(imggen: Imggen, folder: Path, words: tuple[str, ...], code: int, says: str) -> None:
    before = everything(folder)
    ran = imggen("themes", *words)
    assert ran.code == code
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert everything(folder) == before


def test_show_prints_every_token_without_colours_where_nobody_sees_them(imggen: Imggen) -> None:
    shown = imggen("themes", "show", "papier")
    assert "challenger" in shown.out
    assert "#6440de" in shown.out
    assert "\x1b" not in shown.out
    assert json.loads(imggen("themes", "show", "papier", "--json").out)["colour"]["challenger"] == "#6440de"


def test_a_page_as_others_see_it(imggen: Imggen, folder: Path) -> None:
    assert imggen("themes", "preview", "clair", "-o", "sheet.html", "--simulate", "grey", "--lang", "fr").code == 0
    page = (folder / "sheet.html").read_text("utf-8")
    assert "<h1>clair, as grey</h1>" in page
    assert 'lang="fr"' in page
    assert 'lang="en" data' not in page


def test_a_zip_is_written_and_used(imggen: Imggen, folder: Path) -> None:
    (folder / "town").mkdir()
    (folder / "town" / "theme.toml").write_text('[colour]\nchallenger = "#1f6f43"\n')
    assert imggen("themes", "pack", "town").out == "town.zip\ntheme.toml\n"
    assert imggen("render", "mastodon=5876", "x=5832", "--date", "2023-09-04", "--theme", "town.zip", "-o", "card.svg").code == 0
    assert "1f6f43" in (folder / "card.svg").read_text("utf-8")
    (folder / "town" / "theme.toml").write_text('[colour]\nchallenger = "#1f436f"\n')
    imggen("themes", "pack", "town")
    assert imggen("render", "mastodon=5876", "x=5832", "--date", "2023-09-04", "--theme", "town.zip", "-o", "card.svg").code == 0
    assert "1f436f" in (folder / "card.svg").read_text("utf-8"), "a zip that was packed anew is read anew"


def test_a_theme_in_the_user_s_folder_is_listed_and_found(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    place = folder / "data" / "imggen" / "themes" / "forest"
    place.mkdir(parents=True)
    (place / "theme.toml").write_text('summary = "Green"\n[colour]\nchallenger = "#1f6f43"\n')
    if sys.platform == "linux":
        assert {"name": "forest", "summary": "Green", "from": "yours"} in json.loads(imggen("themes", "--json").out)
        assert imggen("render", "mastodon=5876", "x=5832", "--date", "2023-09-04", "--theme", "forest").code == 0


@pytest.mark.whole
def test_watch_writes_the_sheet_anew_after_a_save(folder: Path) -> None:
    (folder / "town").mkdir()
    theme = folder / "town" / "theme.toml"
    theme.write_text('[colour]\nchallenger = "#1f6f43"\n')
    words = [sys.executable, "-m", "imggen", "themes", "preview", "town", "--watch", "-o", "sheet.png"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stdout is not None
        assert "http://127.0.0.1:" in running.stdout.readline()
        before = (folder / "sheet.png").read_bytes()
        theme.write_text('[colour]\nchallenger = "#7a1f6f"\n')
        started = time.monotonic()
        while (folder / "sheet.png").read_bytes() == before:
            assert time.monotonic() - started < 20
            time.sleep(0.02)
        running.terminate()
