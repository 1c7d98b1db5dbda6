"""No language breaks a card: every one over every kind, theme and shape, at the campaign's three dates in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice, product

import pytest
from combinations import board
from strategies import campaign_for

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.errors import RefusedError
from imggen.facts import Phase
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Text
from imggen.story import Choices
from imggen.theme import themes
from imggen.wording.language import find_language, languages

DATES = tuple(date(2023, *day) for day in ((8, 30), (9, 2), (9, 4)))
"""The campaign's."""


def cards(language: str, kind: str, theme: str, turn: int = 0) -> Iterator[Card]:
    """The cards of a theme: one a shape, each at the first date that fits, where the dates and the two tones take turns from `turn` on."""
    for place, shape in enumerate(NAMED, turn):
        choices = Choices(hashtag="#TriompheModeste", tone=("plain", "campaign")[place % 2])
        for day in (*DATES[place % 3 :], *DATES[: place % 3]):
            try:
                card = make_card(
                    campaign_for(kind), Request(card=kind, theme=theme, language=language, size=shape, as_of=day, choices=choices)
                )
            except RefusedError:
                continue
            yield card
            break


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", languages())
def test_no_card_in_any_language_has_a_fault_or_lacks_a_letter(language: str, kind: str) -> None:
    drawn = [card for turn, theme in enumerate(themes()) for card in cards(language, kind, theme, turn)]
    assert len(drawn) == len(themes()) * len(NAMED)
    faults = [f"{card.theme} {card.size} {card.story.day}: {fault}" for card in drawn for fault in check_scene(card.scene)]
    assert not faults, "\n".join(faults[:12])
    assert not [warning for card in drawn for warning in card.warnings if "shortened" not in warning]


@pytest.mark.whole
@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", languages())
def test_no_card_has_a_fault_at_any_date_in_any_tone(language: str, kind: str) -> None:
    """The whole product, of which the test above draws a part."""
    faults, drawn = [], 0
    for theme, shape, day, tone in product(themes(), NAMED, DATES, ("plain", "campaign")):
        request = Request(card=kind, theme=theme, language=language, size=shape, as_of=day, choices=Choices(tone=tone))
        try:
            card = make_card(campaign_for(kind), request)
        except RefusedError:
            continue
        drawn += 1
        faults += [f"{theme} {shape} {day} {tone}: {fault}" for fault in check_scene(card.scene)]
    assert drawn
    assert not faults, "\n".join(faults[:12])


@pytest.mark.parametrize("language", languages())
def test_no_glyph_is_the_box_for_what_is_missing(language: str) -> None:
    for kind in kinds():
        for card in islice(cards(language, kind, "editorial"), 1):
            assert not [text.says for text in card.scene.texts() for glyph in text.glyphs if glyph.number == 0]


@pytest.mark.parametrize("language", [code for code in languages() if find_language(code).direction == "rtl"])
def test_right_to_left_the_challenger_comes_first_at_the_right(language: str) -> None:
    """And what is counted runs as it always does: the digits of a number from left to right."""
    (card,) = [each for each in cards(language, "victory", "papier") if each.size == (1600, 900)]
    heads = {text.says: text for text in card.scene.texts()}
    assert heads["5,876"].ink.left > heads["5,832"].ink.right
    for text in (heads["5,876"], heads["5,832"]):
        assert [glyph.x for glyph in text.glyphs] == sorted(glyph.x for glyph in text.glyphs)
    handle = next(node for node in card.scene.texts() if isinstance(node, Text) and node.says == "#TriompheModeste")
    assert [glyph.x for glyph in handle.glyphs] == sorted(glyph.x for glyph in handle.glyphs)


@pytest.mark.parametrize("language", languages())
def test_a_leaderboard_of_many_folds_in_every_language(language: str) -> None:
    card = make_card(board(60, Phase.CLOSING, 5_876), Request(card="leaderboard", language=language))
    assert not check_scene(card.scene)
