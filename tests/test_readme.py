"""What README, CONTRIBUTING and the examples show is run, and is what comes out."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import imggen
from imggen import theme
from imggen.cli.main import main

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/checking.md",
    "docs/counting.md",
    "docs/fonts.md",
    "docs/languages.md",
    "docs/posting.md",
    "docs/themes.md",
)
SCRIPTS = sorted(path.name for path in (ROOT / "examples").glob("*.py"))
WITHOUT_A_CLONE = ("uvx --from ./imggen imggen ", "pipx run --spec ./imggen imggen ")


def snippets(page: str, language: str) -> list[str]:
    """The fenced blocks of a language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the reader's own, with the examples in it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_command_runs(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One after the other, in one folder. Installers run the same command; make's words are those of the Makefile."""
    for line in "".join(snippets(page, "sh")).splitlines():
        for start in WITHOUT_A_CLONE:
            line = line.replace(start, "imggen ")
        words = shlex.split(line)
        if words[0] == "make":
            assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE), line
        else:
            assert words[0] == "imggen", line
            assert main(words[1:]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("page", "code"), [(page, code) for page in PAGES for code in snippets(page, "python")], ids=lambda each: each.split("\n")[0]
)
def test_every_piece_of_python_runs(page: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, page, "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_example_runs_and_is_told_of(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gallery of one kind in two themes: tests/test_gallery.py has the cards of all."""
    monkeypatch.setattr("imggen.kind.kinds", lambda: ("victory",))
    monkeypatch.setattr("imggen.theme.themes", lambda: ("papier", "nuit"))
    before = set(folder.iterdir())
    runpy.run_path(str(ROOT / "examples" / name), run_name="__main__")
    assert set(folder.iterdir()) > before
    assert "Mastodon" in capsys.readouterr().out
    assert f"`{name}`" in (ROOT / "examples" / "README.md").read_text("utf-8")


def test_the_picture_and_the_words_of_the_readme_are_those_of_its_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one command that the README shows first made them; `make gallery` draws them anew."""
    page = (ROOT / "README.md").read_text("utf-8")
    first = shlex.split(snippets("README.md", "sh")[0])
    assert main(first[1:]) == 0
    alt = (folder / "card.alt.txt").read_text("utf-8")
    assert f"\n> {alt}" in page
    assert alt == (ROOT / "examples/gallery/lelibreedu.alt.txt").read_text("utf-8")
    shown = re.search(r"!\[(.*?)\]\((.*?)\)", page)
    assert shown is not None
    capsys.readouterr()
    assert main(["alt", "card.png", "--tier", "short"]) == 0
    assert capsys.readouterr().out == f"{shown[1]}\n"
    with Image.open(ROOT / shown[2]) as committed, Image.open("card.png") as drawn:
        difference = ImageChops.difference(committed.convert("RGB"), drawn.convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= 24


def test_the_readme_is_short_and_keeps_the_place_of_the_figures() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert page.count("\n") < 150
    assert re.search(r"^<!-- bench -->\n(.*\n)*<!-- /bench -->$", page, re.MULTILINE)


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "examples/README.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = re.findall(r"`((?:imggen|tests|themes|fonts|examples)/[\w./-]*|Makefile|pyproject\.toml|\.ci/run)`", text)
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    for name in named:
        assert (ROOT / name).exists(), name
    for link in linked:
        assert (ROOT / page).parent.joinpath(link).exists(), link


def test_the_theme_that_is_shown_is_a_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = snippets("CONTRIBUTING.md", "toml")
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    (tmp_path / "themes/forest").mkdir()
    (tmp_path / "themes/forest/theme.toml").write_text(shown)
    monkeypatch.setattr(theme, "folder", lambda name: tmp_path / name)
    for cached in (theme.find_theme, theme._tables):
        cached.cache_clear()
    try:
        card = imggen.render({"mastodon": 5876, "x": 5832}, theme="forest", date="2023-09-04")
        assert "#1f6f43" in card.encode("svg").decode()
    finally:
        for cached in (theme.find_theme, theme._tables):
            cached.cache_clear()
