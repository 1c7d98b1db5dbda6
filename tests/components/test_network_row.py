"""The row of a platform: its name gives way to its date."""

from __future__ import annotations

import pytest
from strategies import bare, compared

from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.theme import themes
from imggen.wording.language import languages


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", ["duel", "victory"])
def test_a_date_beside_a_name_is_said_whole(kind: str, theme: str) -> None:
    """X typed yesterday and Mastodon read today: the name is said shortly before the date is cut."""
    made = compared((bare("2023-11-20", 5700), bare("2023-11-23", 5876)), (bare("2023-11-19", 5850), bare("2023-11-22", 5832)))
    for language in languages():
        for size in NAMED:
            card = make_card(made, Request(card=kind, theme=theme, language=language, size=size))
            dates = [text for text in card.scene.texts() if text.role == "date"]
            assert not [text.shown for text in dates if text.shown], (language, size)
