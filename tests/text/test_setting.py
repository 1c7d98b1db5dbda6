"""Words on a line: every glyph there, measured as it will be drawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imggen.scene import Box
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler, SetLine
from imggen.text.style import TextStyle

THEMES = {
    "papier": ("Grandstander", "Shantell Sans", "Baloo Bhaijaan 2"),
    "serif": ("Source Serif 4",),
    "editorial": ("Source Sans 3",),
    "nuit": ("Bricolage Grotesque",),
    "clair": ("Atkinson Hyperlegible Next",),
    "plain": ("Inter",),
}
CORPUS = (
    "Le Mastodonte n’est plus sous X\u202f!",
    "«\u00a0On a réussi\u202f!!!\u00a0» Œuvre, ÇA, naïf, abonné·e·s",
    "5\u202f876 contre 5\u202f832, +2\u202f190 (47\u202f%) −10 ±0 ≈ 3 → 4",
    "@lelibreedu@mastodon.mim-libre.fr #TriompheModeste",
    "Größe, Übermaß, straße – „Zitat“ ‚so‘",
    "¿Qué? ¡Añadir! l·l d’Alguer Ça; e a kreiz, c’hwec’h",
    "ŝanĝo ĉiuj ĥoroj ŭ; źdźbło ąęółśżń; Ştefan, İstanbul ğ ı",
    "Việt Nam: Người dùng ở đây đã vượt quá",
    "Ελληνικά: ο πόλεμος, ΐ ΰ Ώ",
    "Привет, мир! Ёжик и їжак ѓ",
    "𝕏 et 𝓯𝓪𝓷𝓬𝔂 ℝ",
    "العربية: تجاوز مستودون 5,876 +12% (٥٨٧٦)",
    "שלום Mastodon, שָׁלוֹם 5,876!",
    "क्षत्रिय हिन्दी ५८७६ ज्ञ श्री",
    "ภาษาไทยง่ายนิดเดียว ๕๘๗๖ น้ำ",
    "বাংলা ক্ষমতা ৫৮; தமிழ் ஸ்ரீ; ქართული Ⴀ; Հայերեն։",
    "👩‍💻 👨‍👩‍👧 🇫🇷 1️⃣ ❤️ ❤ ❤︎ ☎ ☎️ ★ ● ✓ 🐘",
    "a\u0301 e\u0323\u0301 Z̷ ọ́",
    "soft\u00adhyphen zero\u200bwidth join\u2060er U\u2011x tab\tline\nend\x07",
    "",
    "   ",
    "\u202f\u00a0\u2009\u2003\u3000",
)


def ruler(language: str = "fr", **choices: str) -> Ruler:
    return Ruler(vendored(), language=language, **choices)


def style(*families: str, weight: int = 700, size: float = 100.0, **rest: float) -> TextStyle:
    return TextStyle(families or ("Source Sans 3",), weight, size, **rest)


def width(words: str, of: TextStyle, **choices: str) -> float:
    return ruler(**choices).set(words, of).width


def outlined(line: SetLine) -> list[Box]:
    boxes = ((glyph.outline.box(), glyph) for glyph in line.glyphs)
    return [Box(g.x + b.left * g.size, g.y + b.top * g.size, g.x + b.right * g.size, g.y + b.bottom * g.size) for b, g in boxes]


@pytest.mark.parametrize(("theme", "words"), list(product(THEMES, CORPUS)))
def test_every_word_of_the_corpus_is_drawn_with_real_glyphs_inside_its_ink_box(theme, words):
    one = ruler()
    for weight in (400, 800):
        line = one.set(words, style(*THEMES[theme], weight=weight))
        assert all(glyph.number > 0 for glyph in line.glyphs)
        assert bool(line.glyphs or line.pictures) == bool(words.strip())
        assert all(line.ink.contains(box, 1e-9) for box in outlined(line))
        assert all(line.ink.contains(box, 2.0) for _, box in line.pictures)
    assert one.degraded == ()


@given(words=st.text(max_size=12))
@settings(max_examples=200)
def test_any_text_at_all_can_be_set(words):
    line = ruler().set(words, style())
    assert all(glyph.number > 0 for glyph in line.glyphs)
    assert line.width >= 0
    assert all(abs(value) < 1e5 for value in line.ink)


def test_a_line_scales_with_its_size_and_moves_as_a_whole():
    small, large = (ruler().set("Ahead by 44", style(size=size)) for size in (10, 30))
    assert large.width == pytest.approx(3 * small.width)
    assert [3 * value for value in small.ink] == pytest.approx(list(large.ink))
    assert (large.cap, large.ascent, large.descent) == pytest.approx((3 * small.cap, 3 * small.ascent, 3 * small.descent))
    moved = large.at(5, -7)
    assert [glyph.x - 5 for glyph in moved] == pytest.approx([glyph.x for glyph in large.glyphs])
    assert {glyph.y for glyph in moved} == {-7}


def test_capitals_are_as_tall_as_the_specification_says():
    heights = {
        "Grandstander": 0.6455,
        "Source Sans 3": 0.66,
        "Source Serif 4": 0.67,
        "Bricolage Grotesque": 0.66,
        "Baloo Bhaijaan 2": 0.602,
    }
    assert {name: round(ruler().set("H", style(name, size=1.0)).cap, 4) for name in heights} == heights


def test_letters_are_kerned():
    assert width("AVATo", style()) < sum(width(letter, style()) for letter in "AVATo") - 10


def test_words_add_up():
    whole = width("Mastodon is ahead", style())
    assert whole == pytest.approx(sum(width(part, style()) for part in ("Mastodon", " ", "is", " ", "ahead")), abs=0.5)


@pytest.mark.parametrize(
    "family", [family.name for family in vendored().families.values() if "Color" not in family.name and family.cuts[0].files[0].place]
)
def test_tabular_figures_are_all_as_wide_as_each_other(family):
    tabular = style(family, tabular=True)
    widths = {round(width(str(digit) * 4, tabular), 6) for digit in range(10)} | {round(width("1719", tabular), 6)}
    assert len(widths) == 1


@pytest.mark.parametrize(
    ("family", "weight", "cell"),
    [("Grandstander", 900, 0.6215), ("Source Sans 3", 700, 0.528), ("Source Serif 4", 700, 0.569), ("Bricolage Grotesque", 800, 0.629)],
)
def test_cells_are_as_wide_as_the_specification_says(family, weight, cell):
    assert width("0", style(family, weight=weight, size=1.0, tabular=True)) == pytest.approx(cell)


def test_figures_without_a_tabular_form_stand_in_the_middle_of_their_cells():
    one, zero = (ruler().set(digit, style("Noto Sans Hebrew", "Grandstander", tabular=True)) for digit in "10")
    assert one.width == zero.width
    assert one.ink.left + one.ink.right == pytest.approx(one.width, abs=12)


def test_a_mark_takes_no_cell_of_its_own():
    one, marked = (ruler().set(figure, style(tabular=True)) for figure in ("5", "5\u0332"))
    assert marked.width == one.width


@pytest.mark.parametrize(("family", "ems"), [("Source Sans 3", 0.19), ("Grandstander", 0.2), ("Atkinson Hyperlegible Next", 0.19)])
def test_a_narrow_space_is_as_wide_as_the_specification_says_and_no_glyph(family, ems):
    line = ruler().set("5\u202f8", style(family))
    assert line.width - width("5", style(family)) - width("8", style(family)) == pytest.approx(100 * ems)
    assert len(line.glyphs) == 2


def test_the_double_struck_x_is_found():
    (glyph,) = ruler().set("𝕏", style()).glyphs
    assert glyph.face.startswith("Noto Sans Math")


def test_a_hyphen_that_does_not_break_looks_like_any_other():
    assert [glyph.number for glyph in ruler().set("a\u2011b\u2010c", style()).glyphs] == [
        glyph.number for glyph in ruler().set("a-b-c", style()).glyphs
    ]


class TestTracking:
    """Letter-spacing."""

    def test_it_goes_between_letters_and_not_after_the_last(self):
        assert width("abcd", style(tracking=0.1)) == pytest.approx(width("abcd", style()) + 3 * 10)

    def test_it_leaves_scripts_that_join_alone(self):
        assert width("مستودون", style(tracking=0.1)) == width("مستودون", style())

    def test_it_takes_ligatures_apart(self):
        assert len(ruler().set("office", style("Source Serif 4", tracking=0.01)).glyphs) == 6

    def test_a_mark_stays_on_its_letter(self):
        assert width("Z̷Z̷", style(tracking=0.1)) == pytest.approx(width("Z̷Z̷", style()) + 10)


class TestRightToLeft:
    """Runs in reading order become glyphs from left to right."""

    def order(self, words: str, **choices: str) -> list[str]:
        """The single letters of the text from left to right."""
        names = {ruler().set(letter, style()).glyphs[0].number: letter for letter in words if letter.strip()}
        line = ruler(**choices).set(words, style())
        return [names.get(glyph.number, "?") for glyph in sorted(line.glyphs, key=lambda glyph: glyph.x)]

    def test_hebrew_runs_from_the_right(self):
        assert self.order("אבג") == ["ג", "ב", "א"]

    def test_numbers_and_handles_keep_their_order(self):
        assert "".join(self.order("אב +12%", direction="rtl")) == "+12%בא"
        assert "".join(self.order("א @ab@c.de", direction="rtl")) == "@ab@c.deא"

    def test_brackets_are_mirrored(self):
        assert "".join(self.order("(אב)", direction="rtl")) == "(בא)"

    def test_a_card_from_the_right_leaves_latin_titles_alone(self):
        assert "".join(self.order("ab!", direction="rtl")) == "ab!"
        assert "".join(self.order("אב!", direction="rtl")) == "!בא"

    def test_a_line_of_a_longer_text_runs_as_the_text_does(self):
        line = ruler().set("ab!", style(), direction="rtl")
        assert line.glyphs[0].number == ruler().set("!", style()).glyphs[0].number

    def test_arabic_letters_join(self):
        assert width("ببب", style()) < 3 * width("ب", style())


class TestSettling:
    """One voice a card."""

    def test_the_first_family_with_all_letters_goes_first(self):
        assert ruler().settle(THEMES["papier"], ["Mastodon", "5\u202f876", "𝕏", "😀"]) == THEMES["papier"]
        assert ruler().settle(THEMES["papier"], ["Mastodon", "против"]) == ("Shantell Sans", "Grandstander", "Baloo Bhaijaan 2")
        assert ruler().settle(THEMES["papier"], ["Mastodon", "ضد"])[0] == "Baloo Bhaijaan 2"

    def test_the_family_of_last_resort_may_take_over(self):
        assert ruler().settle(("Grandstander",), ["Mastodon", "Ελληνικά"]) == ("Inter", "Grandstander")

    def test_letters_that_none_has_change_nothing(self):
        assert ruler().settle(("Grandstander",), ["Mastodon", "日本"]) == ("Grandstander",)


def test_two_threads_set_the_same_lines():
    words = [f"{text} {number}" for text in CORPUS for number in range(8)]
    expected = [ruler().set(text, style(weight=600)) for text in words]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda text: Ruler(vendored(), language="fr").set(text, style(weight=600)), words))
    assert [(line.width, line.ink) for line in found] == [(line.width, line.ink) for line in expected]


def test_the_same_words_are_shaped_once():
    one = ruler().set("Mastodon", style())
    assert ruler().set("Mastodon", style()._replace(size=7)).shaped is one.shaped


@pytest.mark.parametrize(("letter", "weight", "larger"), [("ا", 600, 1.08), ("ا", 800, 1.0), ("E", 600, 1.0)])
def test_running_text_in_arabic_is_a_little_larger_than_latin_beside_it(letter: str, weight: int, larger: float) -> None:
    """Titles and counts, which are bold, are not."""
    face = vendored().family("Baloo Bhaijaan 2").face(weight)
    glyph = face.font.get_nominal_glyph(ord(letter))
    high = -face.font.get_glyph_extents(glyph).height / face.file.opened.upem
    assert ruler().set(letter, style("Baloo Bhaijaan 2", weight=weight)).ink.height == pytest.approx(100 * high * larger, abs=0.2)
