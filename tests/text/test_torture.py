"""No box that means "missing" in any card: what every language says, and what people write to break things."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from strategies import campaign, campaign_for

from imggen.assets import messages
from imggen.checking.scene_check import check_scene
from imggen.kind import kinds
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Subject
from imggen.story import Choices
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle
from imggen.theme import find_theme, themes
from imggen.wording.language import find_language, languages

DRAWN_AS_WRITTEN = {
    "families": "👨‍👩‍👧 👩‍❤️‍👨 👩‍💻 🧑‍🚀 🏳️‍🌈 🏴‍☠️",
    "flags": "🇫🇷 🇪🇺 🇧🇷 🏴 🏁",
    "keycaps": "1️⃣ #️⃣ *️⃣ 🔟",
    "styles": "❤ ❤\ufe0e ❤\ufe0f ☎ ☎\ufe0f ✔ © ™ ↗",
    "letters in disguise": "𝕏 𝓯𝓪𝓷𝓬𝔂 ℝ ＸＹ",
    "marks": "a\u0301 e\u0323\u0301 Z\u0337 ọ\u0301 o\u0308\u0304",
    "two directions": "שלום Mastodon 5\u202f876 (+12%) @ada@example.org #אלף",
    "hyphens": "ex\u2011Twitter, mim\u2011libre, soft\u00adhyphen",
    "vietnamese": "Người dùng ở đây đã vượt quá số lượng",
    "devanagari": "क्षत्रिय ज्ञान श्री हिन्दी ५८७६",
    "thai": "ภาษาไทยเขียนติดกันไม่มีช่องว่างระหว่างคำ",
    "german": "Donaudampfschifffahrtsgesellschaftskapitänsmütze und Bundesausbildungsförderungsgesetz",
    "arabic": "تجاوز مستودون منصة إكس بعدد ٥٨٧٦ متابعًا",
    "spaces": "a\u00a0b\u2009c\u202fd\u3000e\u200bf\ufeffg",
    "tamil and bengali": "தமிழ் ஸ்ரீ ক্ষমতা",
    "georgian and armenian": "ქართული Հայերեն",
    "japanese": "マストドンがＸを追い越しました。",
    "polish": "Źdźbło źrebię; ąęółśżźćń",
    "controls": "tab\tline\nend\x07 \u202ehidden\u202c",
}
DEGRADED = {
    "a skin tone": ("👍🏽", "drawn without its skin tone"),
    "a skin tone in a sequence": ("👩🏿‍💻", "drawn without its skin tone"),
    "a sequence nobody has": ("🐘‍🚀", "drawn as its parts, side by side"),
    "a flag without a picture": ("🇦🇩", "drawn as letters"),
    "a region": ("🏴\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f", "drawn without its region"),
    "a unit in one character": ("㎞", "drawn in its plain form"),
    "a mark that nobody has": ("q\u1ab0", "drawn without its marks"),
    "a script that nobody has": ("ꯀ", "drawn as an empty box"),
    "a rare ideograph": ("龘", "drawn as an empty box"),
}


def request(theme: str, words: str, language: str = "fr") -> Request:
    return Request(card="timeline", theme=theme, language=language, choices=Choices(title=words, source=words))


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("name", DRAWN_AS_WRITTEN)
def test_whatever_is_written_is_drawn_without_a_missing_glyph(name: str, theme: str) -> None:
    card = make_card(campaign(), request(theme, DRAWN_AS_WRITTEN[name]))
    assert [glyph.face for text in card.scene.texts() for glyph in text.glyphs if glyph.number == 0] == []
    assert [doubt for doubt in card.warnings if "no font has" in doubt] == []
    assert check_scene(card.scene) == ()


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("name", DEGRADED)
def test_what_is_degraded_gives_exactly_one_warning(name: str, theme: str) -> None:
    """In the subject, the title and the source of one card."""
    written, done = DEGRADED[name]
    card = make_card(replace(campaign(), subject=Subject(f"Ada {written}")), request(theme, f"Bravo {written} {written}"))
    told = [doubt for doubt in card.warnings if "no font has" in doubt]
    assert len(told) == 1
    assert done in told[0]
    assert "; cure: " in told[0]
    assert all(f"U+{ord(character):04X}" in told[0] for character in written)
    assert [glyph.face for text in card.scene.texts() for glyph in text.glyphs if glyph.number == 0] == []


def strings(value: object) -> Iterator[str]:
    """All text of a file of messages."""
    if isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("language", languages())
def test_every_character_of_every_language_is_in_every_voice_of_every_theme(language: str, theme: str) -> None:
    tables = tomllib.loads((messages() / f"{language}.toml").read_text("utf-8"))
    said = "".join(sorted(set("".join(strings({key: table for key, table in tables.items() if key != "lexicon"})))))
    ruler = Ruler(vendored(), language=find_language(language).code)
    for voice in find_theme(theme).fonts.values():
        line = ruler.set(said, TextStyle(voice.families, voice.weight, 20))
        assert all(glyph.number for glyph in line.glyphs)
    assert ruler.degraded == ()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", kinds())
def test_no_card_of_a_kind_has_a_missing_glyph_in_any_language(kind: str, language: str) -> None:
    theme = themes()[(languages().index(language) + kinds().index(kind)) % len(themes())]
    day = date(2023, 9, 2) if kind == "race" else None
    card = make_card(campaign_for(kind), Request(card=kind, theme=theme, language=language, as_of=day))
    assert [glyph.face for text in card.scene.texts() for glyph in text.glyphs if glyph.number == 0] == []
    assert [doubt for doubt in card.warnings if "no font has" in doubt] == []
