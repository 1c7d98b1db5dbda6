"""Words fitted to a width."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imggen.text.fit import Fitted, fit, fit_handle, shared_size
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

RULER = Ruler(vendored(), language="fr")
TITLE = "Le Mastodonte n’est plus sous X"
HANDLE = "@lelibreedu@mastodon.mim-libre.fr"
LETTERS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"]), max_size=60)


def style(size: float = 60.0, weight: int = 700) -> TextStyle:
    return TextStyle(("Source Sans 3",), weight, size)


def shown(fitted: Fitted) -> list[str]:
    return [line.words for line in fitted.lines]


def natural(words: str, size: float = 60.0) -> float:
    return RULER.set(words, style(size)).width


@given(
    words=st.one_of(
        LETTERS,
        st.lists(st.sampled_from(["Mastodon", "5\u202f876", "a", "anticonstitutionnellement", "@ab@cd.ef", "!", "«"])).map(" ".join),
    ),
    width=st.floats(1, 1200),
    size=st.floats(10, 120),
    smallest=st.floats(5, 40),
    lines=st.integers(1, 3),
    weight=st.sampled_from([400, 600, 700]),
)
@settings(max_examples=300, deadline=None)
def test_a_fitted_text_is_never_too_wide_never_too_small_and_says_when_it_is_shortened(words, width, size, smallest, lines, weight):
    fitted = fit(RULER, words, style(size, weight), width, lines=lines, smallest=smallest)
    assert 1 <= len(fitted.lines) <= lines
    assert all(line.width <= width + 1e-6 for line in fitted.lines)
    assert all(line.style == fitted.style for line in fitted.lines)
    assert min(size, smallest) <= fitted.style.size <= size
    joined = "".join("".join(shown(fitted)).split())
    assert fitted.shortened == (joined != "".join(words.split()))
    assert fitted.shown.endswith("…") or not fitted.shortened or joined == ""


def test_what_fits_keeps_its_size():
    fitted = fit(RULER, TITLE, style(), natural(TITLE) + 1, smallest=22)
    assert (fitted.style.size, shown(fitted), fitted.shortened) == (60, [TITLE], False)


def test_a_little_too_wide_shrinks_to_at_least_84_percent_on_one_line():
    fitted = fit(RULER, TITLE, style(), 0.9 * natural(TITLE), lines=2, smallest=22)
    assert fitted.style.size == pytest.approx(54, abs=0.02)
    assert len(fitted.lines) == 1


def test_much_too_wide_goes_on_two_balanced_lines_at_70_percent():
    fitted = fit(RULER, TITLE, style(), 0.8 * natural(TITLE), lines=2, smallest=22)
    assert fitted.style.size == pytest.approx(42)
    assert shown(fitted) == ["Le Mastodonte", "n’est plus sous X"]
    assert fitted.shown == TITLE


def test_two_lines_shrink_to_60_percent_and_no_further():
    half = max(natural("Le Mastodonte"), natural("n’est plus sous X"))
    assert fit(RULER, TITLE, style(), 0.65 * half, lines=2, smallest=22).style.size == pytest.approx(39, abs=0.02)
    cut = fit(RULER, TITLE, style(), 0.58 * half, lines=2, smallest=22)
    assert (cut.style.size, cut.shortened, cut.shown) == (36, True, "Le Mastodonte n’est plus…")


def test_the_smallest_size_wins_over_the_shares():
    assert fit(RULER, TITLE, style(30), 200, lines=2, smallest=26).style.size == 26


def test_one_line_is_cut_at_a_word():
    fitted = fit(RULER, TITLE, style(), 0.5 * natural(TITLE), smallest=22)
    assert shown(fitted) == ["Le Mastodonte…"]
    assert fitted.style.size == pytest.approx(0.84 * 60)


def test_one_long_word_shrinks_further_then_is_cut_between_letters():
    word = "Anticonstitutionnellement"
    assert fit(RULER, word, style(), 0.65 * natural(word), lines=2, smallest=22).shown == word
    fitted = fit(RULER, word, style(), 0.4 * natural(word), lines=2, smallest=22)
    assert fitted.shown.startswith("Anticonstitu")
    assert fitted.shown.endswith("…")


def test_a_number_is_never_cut():
    for width in range(20, 300, 7):
        seen = fit(RULER, "Déjà 5\u202f876\u202f123 abonnés", style(), width, smallest=50).shown
        assert not any(char.isdigit() for char in seen) or "5\u202f876\u202f123" in seen


def test_nothing_is_shown_where_not_even_the_ellipsis_fits():
    fitted = fit(RULER, TITLE, style(), 3, lines=2, smallest=22)
    assert (shown(fitted), fitted.shortened) == ([""], True)


def test_a_right_to_left_text_keeps_its_direction_on_every_line():
    ruler = Ruler(vendored(), language="ar", direction="rtl")
    words = "تجاوز مستودون منصة أخرى في عدد المتابعين Mastodon 5,876!"
    fitted = fit(ruler, words, style(), 0.5 * ruler.set(words, style()).width, lines=2, smallest=22)
    last = fitted.lines[-1]
    assert len(fitted.lines) == 2
    assert "!" in last.words
    assert min(last.glyphs, key=lambda glyph: glyph.x).number == ruler.set("!", style()).glyphs[0].number


def test_text_without_end_is_cut_at_once():
    start = perf_counter()
    for words in ("x " * 200_000, "é’x" * 100_000, "1a" * 100_000, "9" * 300_000):
        assert fit(RULER, words, style(), 1000, lines=2, smallest=22).shortened
    assert perf_counter() - start < 5


class TestHandles:
    """@user@domain."""

    def test_it_shrinks_to_80_percent(self):
        fitted = fit_handle(RULER, HANDLE, style(26), 0.85 * natural(HANDLE, 26), 20)
        assert (fitted.shown, fitted.shortened) == (HANDLE, False)
        assert 0.8 * 26 <= fitted.style.size < 0.86 * 26

    def test_then_the_domain_loses_its_middle(self):
        fitted = fit_handle(RULER, HANDLE, style(26), 0.6 * natural(HANDLE, 26), 20)
        assert fitted.shortened
        assert fitted.shown.startswith("@lelibreedu@mas")
        assert fitted.shown.endswith("re.fr")
        assert "…" in fitted.shown

    @given(share=st.floats(0.02, 1.2))
    def test_it_is_never_too_wide_and_the_name_goes_last(self, share):
        width = share * natural(HANDLE, 26)
        fitted = fit_handle(RULER, HANDLE, style(26), width, 20)
        assert fitted.lines[0].width <= width + 1e-6
        assert fitted.style.size >= 20.8 - 1e-9
        whole_name = fitted.shown.startswith("@lelibreedu@")
        assert whole_name or RULER.set("@lelibreedu@…", style(20.8)).width > width


class TestSharedSize:
    """One size for numbers that are compared."""

    def test_it_is_that_of_the_widest(self):
        size = shared_size(RULER, ["5\u202f876", "1\u202f234\u202f567"], style(124), 300, 64)
        assert RULER.set("1\u202f234\u202f567", style(size)).width == pytest.approx(300, abs=0.2)

    def test_it_is_the_styles_where_all_fit_and_never_under_the_smallest(self):
        assert shared_size(RULER, ["5", "6"], style(50), 300, 22) == 50
        assert shared_size(RULER, ["1" * 100], style(50), 300, 22) == 22
        assert shared_size(RULER, [], style(50), 300, 22) == 50
