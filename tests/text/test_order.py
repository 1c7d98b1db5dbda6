"""Numbers, handles, hashtags and addresses in right-to-left text: read in their order, in the places where a browser has them."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import table

from imggen.pipeline import make_card
from imggen.platforms import Platform, find_platform
from imggen.request import Request
from imggen.story import Choices, Count, Name, phrase
from imggen.text.bidi import levels, visual_order
from imggen.text.clusters import clusters
from imggen.text.fonts import vendored
from imggen.text.order import cluster_levels
from imggen.text.preflight import preflight
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle
from imggen.text.words import inked, tidy
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

STYLE = TextStyle(("Source Sans 3",), 700, 100)
NUMBERS = (
    *(
        "5876",
        "5,876",
        "5 876",
        "5\u202f876",
        "1 234 567",
        "5’876.50",
        "+12%",
        "−3",
        "-3",
        "≈5,876",
        "~12",
        "±0",
        "5000+",
        "12 %",
        "47\u202f%",
    ),
    *(
        "04/09/2023",
        "2023-09-04",
        "4.9.2023",
        "12:30",
        "12:30:05",
        "9:00-17:00",
        "2023-2024",
        "2023–24",
        "10…20",
        "5876-5832",
        "24/7",
        "16:9",
    ),
    *("10€", "€10", "10 €", "$5-$10", "₪1,234.50", "12%-15%", "-5…+5", "1080×1920", "2+2=4", "21°", "٥٬٨٧٦", "٢٠٢٣-٢٠٢٤", "۱۲:۳۰", "+٥٪"),
)
NAMES = (
    "@ada@example.org",
    "@a.b-c_2@x-1.example",
    "@ada",
    "ada+news@example.org",
    "#tag2023",
    "#2023",
    "https://x.org/2023-09/?a=1",
    "www.x.org/4/",
)
"""Handles, hashtags and addresses."""
WORDS = ("שלום", "שָׁלוֹם", "العربيّة", "في", "Mastodon", "5K", "v2.0", "1️⃣", "#️⃣", "🐘", "5̲", "—", "!", "5")
_HEBREW = "אבגד"


def visual(text: str, base: int = 1) -> str:
    """The clusters of a text from left to right."""
    parts = clusters(text)
    return "".join(parts[place] for place in visual_order(cluster_levels(parts, base)))


def painted(words: str, kept: str) -> str:
    """Those characters of some words that are in `kept`, from left to right as they are on the picture."""
    ruler = Ruler(vendored(), language="ar", direction="rtl")
    names = {(glyph.face, glyph.number): letter for letter in kept for glyph in ruler.set(letter, STYLE).glyphs}
    glyphs = sorted(ruler.set(words, STYLE).glyphs, key=lambda glyph: glyph.x)
    return "".join(names.get((glyph.face, glyph.number), "") for glyph in glyphs)


@pytest.mark.parametrize("word", ["שלום", "العربية"])
@pytest.mark.parametrize("kept", NUMBERS + NAMES)
def test_on_the_picture_it_reads_from_left_to_right(kept: str, word: str) -> None:
    assert painted(f"{word} {kept} {word}", kept) == "".join(kept.split())
    assert painted(f"{kept} {word}", kept) == "".join(kept.split())
    assert painted(f"{word} ({kept})", kept) == "".join(kept.split())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("אב 04/09/2023 גד 12:30", "12:30 דג 04/09/2023 בא"),
        ("אב-2023-09-04", "2023-09-04-בא"),
        ("אב ב-12, ו+12%", "+12%ו ,12-ב בא"),
        ("אב 10€ ג", "ג 10€ בא"),
        ("אב FOSDEM 2024 ג", "ג FOSDEM 2024 בא"),
        ("אב v2.0-5 (5K) ג", "ג v2.0-5 (5K) בא"),
        ("אב 5876 - 5832 ג", "ג 5832 - 5876 בא"),
        ("אב 1, 2, 3", "3 ,2 ,1 בא"),
        ("אב @ada@x.org.", ".@ada@x.org בא"),
        ("אב @ada@x.org, ada@x.org!", "!ada@x.org ,@ada@x.org בא"),
        ("אב @דג@x.org ה", "ה @גד@x.org בא"),
        ("אב #גד #tag", "#tag דג# בא"),
        ("אב 1️⃣ 234", "234 1️⃣ בא"),
        ("אב 10-\u200f20", "20\u200f-10 בא"),
    ],
)
def test_it_stands_where_a_browser_has_it(typed: str, shown: str) -> None:
    assert visual(typed) == shown


@st.composite
def mixtures(draw: st.DrawFn) -> list[str]:
    """Words, numbers and names, a few of each, in any order."""
    return draw(st.lists(st.sampled_from(WORDS + NUMBERS + NAMES), min_size=1, max_size=8))


@given(parts=mixtures(), between=st.sampled_from((" ", " — ", ", (", " אב ", " في ")), base=st.sampled_from((0, 1)))
def test_in_any_mixture_each_reads_in_its_order(parts: list[str], between: str, base: int) -> None:
    """Its clusters stand side by side, each to the right of the one before."""
    text = tidy(between.join(parts))
    found = clusters(text)
    places = {place: x for x, place in enumerate(visual_order(cluster_levels(found, base)))}
    starts = {start: number for number, start in enumerate(accumulate((len(cluster) for cluster in found), initial=0))}
    at = 0
    for part in map(tidy, parts):
        if part in NUMBERS + NAMES:
            order = [places[number] for number in range(starts[at], starts[at + len(part)])]
            assert order == list(range(order[0], order[0] + len(order))), part
        at += len(part) + len(between)


@given(parts=st.lists(st.sampled_from(("שלום", "العربية", "Mastodon", *NUMBERS)), max_size=6), base=st.sampled_from((0, 1)))
def test_a_number_stands_where_a_single_digit_would(parts: list[str], base: int) -> None:
    """Whatever is in it: the annex alone decides about the place, and nothing is put around it."""
    arabic = {part: "٥" if unicodedata.bidirectional(next(filter(str.isdecimal, part))) == "AN" else "5" for part in NUMBERS}
    short = " — ".join(arabic.get(part, part) for part in parts)
    text, expected = " — ".join(parts), levels(short, base)
    found = cluster_levels(clusters(text), base)
    at = start = 0
    for part in parts:
        one = arabic.get(part, part)
        size = len(clusters(part))
        wanted = expected[at : at + len(one)]
        assert found[start : start + size] == (wanted * size if part in arabic else wanted)
        start, at = start + size + 3, at + len(one) + 3


@given(text=st.text(st.sampled_from("אבالعab ,.;!?()[]-–«»\u200f\u200e\u0301"), max_size=20), base=st.sampled_from((0, 1)))
def test_words_alone_follow_the_annex(text: str, base: int) -> None:
    found = clusters(text)
    starts = accumulate((len(cluster) for cluster in found[:-1]), initial=0)
    if text:
        by_character = levels(text, base)
        firsts = [by_character[start] for start in starts]
        assert visual_order(firsts) == visual_order(cluster_levels(found, base))


@given(text=st.text(max_size=20) | mixtures().map("".join) | mixtures().map(" ".join), base=st.sampled_from((0, 1)))
def test_what_is_checked_is_what_is_drawn_and_no_cluster_is_split(text: str, base: int) -> None:
    ruler = Ruler(vendored(), direction="rtl" if base else "ltr")
    line = ruler.set(text, STYLE, direction="rtl" if base else "ltr")
    runs, degraded = preflight(text, vendored().chain(STYLE.families, STYLE.weight, "en"), base)
    assert all(glyph.number for glyph in line.glyphs)
    assert {face.name for face, *_ in line.shaped.emoji} == {run.face.name for run in runs if run.face.file.coloured}
    assert {glyph.face for glyph in line.glyphs} <= {run.face.name for run in runs if inked(run.text)}
    if not degraded:
        assert ruler.degraded == ()
        assert [cluster for run in runs for cluster in clusters(run.text)] == clusters(tidy(text))


@pytest.mark.parametrize("words", ["שלום 1️⃣", "الهدف 1️⃣", "1️⃣ x שלום #️⃣"])
def test_a_keycap_beside_right_to_left_words_is_one_picture(words: str) -> None:
    ruler = Ruler(vendored(), language="ar", direction="rtl")
    line = ruler.set(words, STYLE)
    assert len(line.pictures) == words.count("\u20e3")
    assert painted(words, "1#") == ""
    assert ruler.degraded == ()


def test_a_mark_stays_on_its_digit() -> None:
    runs, degraded = preflight("مرحبا 5̲ x", vendored().chain(("Grandstander",), 700, "en"), 1)
    assert "5̲" in [run.text.strip() for run in runs]
    assert degraded == ()


def test_a_number_after_a_latin_name_is_no_part_of_it() -> None:
    """What a card in Arabic says itself: the annex alone would show `750 Mastodon` to who reads from the right."""
    said = phrase("gap.behind", challenger=Name(find_platform("mastodon")), gap=Count(750, unit=True))
    written = Voice(find_language("ar"), spoken=False).say(said)
    assert visual(written).index("750") < visual(written).index("Mastodon")


def test_no_mark_of_direction_is_in_an_alt_text_or_a_warning() -> None:
    """A card in Arabic about platforms whose names are too long for its subtitle."""
    platforms = [Platform(name.casefold(), name) for name in ("Averylongnameofaplatform", "Averylongnameofaplatform B")]
    choices = Choices(title="في 04/09/2023 @ada@example.org", source="שלום 1️⃣ 2023-2024")
    counts = table(("2023-08-30", 2900, 5850), ("2023-09-04", 5876, 5832), platforms=platforms)
    card = make_card(counts, Request(card="timeline", language="ar", choices=choices))
    told = (*card.warnings, *map(card.alt_text, ("short", "standard", "extended")))
    marks = {*"\u061c\u200e\u200f", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
    assert any(platforms[1].name in doubt for doubt in card.warnings)
    assert any("\u200f" in text.says for text in card.scene.texts())
    assert [text for text in told if "\\u20" in text or marks & set(text)] == []
