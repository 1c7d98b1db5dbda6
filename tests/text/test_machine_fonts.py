"""The machine's fonts: asked last, each language's region first, and a broken one does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from imggen.assets import folder
from imggen.text.fonts import FontSet, vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

FONTS = folder("fonts")
STYLE = TextStyle(("Source Sans 3",), 700, 40.0)
LETTER = "ꯀ"
"""None of ours has it."""


def font(path: Path, family: str, letter: str = LETTER, source: str = "noto/NotoSansHebrew[wght].ttf") -> Path:
    """A font of one letter under another name, in the shape of a Hebrew one."""
    with TTFont(FONTS / source) as made:
        glyph = next(name for code, name in made.getBestCmap().items() if code in (0x5D0, 0x1F600))
        for table in made["cmap"].tables:
            table.cmap = {ord(letter): glyph} if table.format == (12 if letter > "\uffff" else 4) else {}
        for number in (1, 16):
            made["name"].setName(family, number, 3, 1, 0x409)
        made.save(path)
    return path


def drawn(fonts: FontSet, words: str, language: str = "en") -> set[str]:
    return {glyph.face for glyph in Ruler(fonts, language=language).set(words, STYLE).glyphs}


def test_they_draw_what_nothing_else_has_and_nothing_more(tmp_path):
    fonts = vendored().with_system((font(tmp_path / "odd.ttf", "Odd"),))
    ruler = Ruler(fonts)
    assert {glyph.face for glyph in ruler.set(f"a{LETTER}", STYLE).glyphs} == {"Source Sans 3 700", "Odd 700"}
    assert ruler.degraded == ()
    assert Ruler(vendored()).set(LETTER, STYLE).glyphs[0].face != "Odd 700"


def test_none_is_opened_before_a_character_is_missing(tmp_path):
    fonts = vendored().with_system((font(tmp_path / "odd.ttf", "Odd"),))
    drawn(fonts, "Mastodon שלום")
    assert "families" not in vars(fonts.system)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_is_no_regular_file_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.ttf")
    fonts = vendored().with_system((tmp_path / "pipe.ttf", font(tmp_path / "odd.ttf", "Odd")))
    assert drawn(fonts, LETTER) == {"Odd 700"}


def test_of_several_the_one_most_like_ours_is_asked_first_in_whatever_order_they_are_found(tmp_path):
    paths = (font(tmp_path / "a.ttf", "Abc"), font(tmp_path / "b.ttf", "Noto Sans Meetei Mayek"), font(tmp_path / "c.ttf", "Xyz"))
    assert drawn(vendored().with_system(paths), LETTER) == {"Noto Sans Meetei Mayek 700"}
    assert drawn(vendored().with_system(paths[::-1]), LETTER) == {"Noto Sans Meetei Mayek 700"}


@pytest.mark.parametrize(("language", "region"), [("ja", "JP"), ("ko", "KR"), ("zh-Hans", "SC"), ("zh-Hant-HK", "HK"), ("fr", "JP")])
def test_a_language_gets_its_regions_face(tmp_path, language, region):
    paths = tuple(font(tmp_path / f"{name}.ttf", f"Noto Sans CJK {name}", "龘") for name in ("HK", "JP", "KR", "SC", "TC"))
    assert drawn(vendored().with_system(paths), "龘", language) == {f"Noto Sans CJK {region} 700"}


def test_files_that_are_none_are_passed_over(tmp_path):
    (tmp_path / "text.ttf").write_text("no font")
    (tmp_path / "short.ttf").write_bytes((FONTS / "inter" / "Inter[opsz,wght].ttf").read_bytes()[:400])
    paths = (tmp_path / "gone.ttf", tmp_path / "text.ttf", tmp_path / "short.ttf", font(tmp_path / "odd.ttf", "Odd"))
    assert drawn(vendored().with_system(paths), LETTER) == {"Odd 700"}


def test_a_slanted_face_and_one_that_only_has_pixels_are_not_used(tmp_path):
    slanted, pixels = font(tmp_path / "slanted.ttf", "Aa"), font(tmp_path / "pixels.ttf", "Bb")
    with TTFont(slanted) as made:
        made["OS/2"].fsSelection |= 1
        made["head"].macStyle |= 2
        made.save(slanted)
    with TTFont(pixels) as made:
        del made["glyf"], made["loca"], made["gvar"]
        made.save(pixels)
    fonts = vendored().with_system((slanted, pixels))
    assert [one.text for one in _degraded(fonts, LETTER)] == [LETTER]


def test_a_machines_colour_font_draws_emoji_that_ours_lacks_and_no_letters(tmp_path):
    lone = font(tmp_path / "emoji.ttf", "Wonder", "\U0001fadc", "noto-emoji/NotoColorEmoji-core.ttf")
    assert _degraded(vendored(), "\U0001fadc")
    assert not _degraded(vendored().with_system((lone,)), "\U0001fadc")


def _degraded(fonts: FontSet, words: str) -> tuple[object, ...]:
    ruler = Ruler(fonts)
    ruler.set(words, STYLE)
    return ruler.degraded
