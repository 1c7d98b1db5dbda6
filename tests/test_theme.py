"""Themes: complete, readable, and refused with a clear word when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from imggen import theme as module
from imggen.colour import contrast
from imggen.errors import InputError
from imggen.theme import SHAPES, Theme, checked_theme, find_theme, parse_tables, themes


@pytest.mark.parametrize("name", themes())
def test_every_theme_is_complete_and_named_after_its_folder(name: str) -> None:
    theme = find_theme(name)
    assert theme.name == name
    assert theme.summary
    assert not theme.abstract
    for kind in theme.type.values():
        assert kind.font in theme.fonts
        assert kind.colour in theme.colour
        assert all(kind.size(shape) >= getattr(theme.type_limits.smallest, shape) for shape in SHAPES)


@pytest.mark.parametrize("name", themes())
def test_words_have_contrast_on_the_paper_and_on_their_own_fill(name: str) -> None:
    theme = find_theme(name)
    paper = theme.paint("paper")
    assert all(contrast(theme.paint(token), paper) >= 4.5 for token in ("ink", "muted", "challenger", "rival", "third", "fourth"))
    for token in ("challenger", "rival", "third", "fourth"):
        assert contrast(theme.paint(f"on-{token}"), theme.paint(token)) >= 4.5
    for on in ("chip", "bubble"):
        assert contrast(theme.paint(f"on-{on}"), theme.paint(on)) >= 4.5


@pytest.mark.parametrize("name", themes())
def test_words_have_contrast_on_every_ground_that_a_backdrop_has(name: str) -> None:
    theme = find_theme(name)
    behind = theme.backdrop
    grounds = {setting.ground for setting in (behind.scene, behind.chart, behind.quiet, behind.feast, behind.race)} | {"panel"}
    for ground in map(theme.paint, grounds):
        assert all(contrast(theme.paint(token), ground) >= 4.5 for token in ("ink", "muted"))


def test_a_theme_leaves_the_theme_it_extends_as_it_is() -> None:
    """Themes are read once and laid over each other table by table: no theme gets another one's tokens."""
    before = find_theme("editorial")
    for name in themes():
        find_theme(name)
    find_theme.cache_clear()
    assert find_theme("editorial") == before
    assert before.type["title"].landscape == 56


def test_a_base_theme_is_not_offered_and_a_misspelt_one_is_guessed() -> None:
    assert "base" not in themes()
    with pytest.raises(InputError, match="did you mean editorial"):
        find_theme("editoral")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"[", b"a = ", b"x = 1\n" * 400_000])
def test_a_file_that_is_no_theme_gives_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as error:
        parse_tables(data, "mine/theme.toml")
    assert str(error.value).startswith("mine/theme.toml: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", [*themes(), "base"])
def test_what_is_not_checked_when_a_card_is_drawn_is_sound(name: str) -> None:
    """The themes that come with imggen are taken as they are: a card need not wait until pydantic has looked at each number again."""
    tables = module.merge(map(module._tables, reversed(module._chain(name))))
    assert checked_theme(tables).model_dump() == module._trusted(Theme, tables).model_dump()


def test_a_circle_of_themes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "theme.toml").write_text('extends = "odd"')
    monkeypatch.setattr(module, "folder", lambda _: tmp_path)
    module._tables.cache_clear()
    with pytest.raises(InputError, match="in a circle"):
        find_theme("odd")
    module._tables.cache_clear()
