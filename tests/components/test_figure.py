"""Counts in large type: a number keeps its size, and a word beside it stands small on the side that its language writes it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from strategies import bare, compared

from imggen.checking.scene_check import check_scene
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Glyph, Text
from imggen.wording.language import find_language, languages
from imggen.wording.voice import Voice


def counts(ours: int, theirs: int, half_width: int = 0, **asked: str) -> list[Text]:
    """The two counts of a card without a fault."""
    made = compared([bare("2024-01-15", ours, half_width)], [bare("2024-01-15", theirs, half_width)])
    scene = make_card(made, Request(**asked)).scene
    assert check_scene(scene) == ()
    return [text for text in scene.texts() if text.role == "number"]


def parted(text: Text) -> tuple[list[Glyph], list[Glyph]]:
    """The inked glyphs of the number, and those of the words beside it."""
    inked = [glyph for glyph in text.glyphs if glyph.outline.codes]
    return [glyph for glyph in inked if glyph.size == text.size], [glyph for glyph in inked if glyph.size < text.size]


@pytest.mark.parametrize("code", languages())
def test_the_word_that_a_count_is_rounded_stands_small_before_its_digits(code: str) -> None:
    language = find_language(code)
    for text, count in zip(counts(6_800, 12_200, 50, card="duel", theme="nuit", language=code), (6_800, 12_200), strict=True):
        digits, words = parted(text)
        assert text.says == Voice(language, spoken=False).about(Voice(language, spoken=False).number(count), True)
        assert len(digits) >= len(str(count))
        assert len({glyph.size for glyph in words}) == 1
        lefts, others = sorted(([glyph.x for glyph in each] for each in (words, digits)), key=min)
        assert max(lefts) < min(others)
        assert (min(glyph.x for glyph in words) < min(glyph.x for glyph in digits)) == (language.direction == "ltr")


@pytest.mark.parametrize("card", ["duel", "victory"])
def test_a_rounded_count_is_nearly_as_large_as_an_exact_one(card: str) -> None:
    for size in ("landscape", "portrait", "square", "link"):
        exact, rounded = (counts(6_900, 5_800, half, card=card, language="fr", size=size)[0].size for half in (0, 50))
        assert rounded >= 0.62 * exact


@pytest.mark.parametrize(("code", "small"), [("en", False), ("fr", False), ("de", True), ("ar", True), ("ja", True)])
def test_a_word_for_millions_stands_small_beside_its_digits_and_a_sign_does_not(code: str, small: bool) -> None:
    texts = counts(456_789_123, 345_678_912, card="victory", theme="nuit", language=code)
    assert all(text.shown for text in texts)
    assert [bool(parted(text)[1]) for text in texts] == [small, small]


def test_a_number_and_the_word_beside_it_are_one_text_and_don_t_touch() -> None:
    for text in counts(6_800, 12_200, 50, card="duel", language="fr"):
        boxes = sorted(
            (glyph.x + glyph.size * glyph.outline.box().left, glyph.x + glyph.size * glyph.outline.box().right, glyph.size)
            for glyph in text.glyphs
            if glyph.outline.codes
        )
        (_, end, _), (start, _, _) = next((one, other) for one, other in pairwise(boxes) if one[2] != other[2])
        assert start - end > 0.1 * min(glyph.size for glyph in text.glyphs)
