"""Counts in millions stand on every card in full: they are never said in three digits below ten million."""

from __future__ import annotations

from dataclasses import replace

import pytest
from strategies import table

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.errors import RefusedError
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Subject
from imggen.theme import themes

BEHIND = (("2023-08-30", 1_100_000, 9_300_000), ("2023-09-02", 1_234_567, 9_299_888))
AHEAD = (("2023-08-30", 8_100_000, 9_300_000), ("2023-09-02", 9_934_567, 9_299_888))


def cards(kind: str, theme: str, size: str, language: str) -> list[Card]:
    made = []
    for rows in (BEHIND, AHEAD):
        one = table(*rows)
        several = (replace(one, subject=Subject("Un")), replace(table(*AHEAD), subject=Subject("Deux")))
        try:
            made.append(make_card(several if kind == "leaderboard" else one, Request(card=kind, theme=theme, size=size, language=language)))
        except RefusedError:
            continue
    return made


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_no_count_under_ten_million_is_said_in_three_digits(kind: str, theme: str, size: str) -> None:
    for language in ("fr", "en"):
        found = cards(kind, theme, size, language)
        assert found
        for card in found:
            cut = [(text.says, text.shown) for text in card.scene.texts() if text.shown and any(map(str.isdigit, text.says))]
            assert [each for each in cut if "…" not in each[1]] == []
            assert check_scene(card.scene) == ()


def test_an_update_too_narrow_for_drawings_tells_of_none() -> None:
    card = cards("update", "nuit", "landscape", "en")[0]
    drawn = {placed.node.role for placed in card.scene.walk()}
    assert ("art" in drawn) == ("mammoth" in card.alt_text("extended"))
