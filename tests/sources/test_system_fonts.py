"""Where a machine keeps its fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from imggen.sources import system_fonts
from imggen.sources.system_fonts import find_system_fonts, font_folders

HOME = Path("/home/ada")


def test_linux_has_the_folders_of_the_xdg_specification():
    assert font_folders({}, "linux", HOME) == (
        HOME / ".local/share/fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
        HOME / ".fonts",
    )
    named = font_folders({"XDG_DATA_HOME": "/own", "XDG_DATA_DIRS": "/one:/two"}, "linux", HOME)
    assert named == (Path("/own/fonts"), Path("/one/fonts"), Path("/two/fonts"), HOME / ".fonts")


def test_other_systems_have_the_folders_that_their_makers_document():
    assert HOME / "Library/Fonts" in font_folders({}, "darwin", HOME)
    windows = font_folders({"WINDIR": "W", "LOCALAPPDATA": "L"}, "win32", HOME)
    assert windows == (Path("W/Fonts"), Path("L/Microsoft/Windows/Fonts"))
    assert len(font_folders({}, "win32", HOME)) == 1


def test_fonts_are_found_in_folders_of_folders_in_one_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("b/two.OTF", "b/one.ttf", "a/three.ttc", "a/readme.txt", "a/web.woff2"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(system_fonts, "font_folders", lambda *asked: (tmp_path, tmp_path / "none"))
    assert [str(path.relative_to(tmp_path)) for path in find_system_fonts()] == ["a/three.ttc", "b/one.ttf", "b/two.OTF"]
