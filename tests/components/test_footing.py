"""The foot of a card: whole notes, the user's own ones longest, and a warning where something of the user's is not drawn whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import table

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Path
from imggen.story import Choices, Together
from imggen.theme import themes

DAYS = [date(2024, 1, 1) + timedelta(days=day) for day in range(60)]
SIXTY = table(*((str(day), 947 + 137 * place, 7025 - 10 * place) for place, day in enumerate(DAYS)))
BY, CREDIT = "relevé à la main", "Les Amis du Libre"


def draw(card: str, size: str = "landscape", theme: str = "papier", **choices: str) -> Card:
    return make_card(SIXTY, Request(card=card, size=size, theme=theme, language="fr", choices=Choices(**choices)))  # type: ignore[arg-type]


def line(card: Card) -> str:
    """The source line as it is seen."""
    return " ".join(text.shown or text.says for text in card.scene.texts() if text.role == "source")


def notes(card: Card) -> list[str]:
    """All notes that the card would have."""
    written, source = replace(card.voice, spoken=False), card.story.source
    return [written.say(note) for note in (source.parts if isinstance(source, Together) else (source,))]


def test_the_users_source_and_credit_stay_when_notes_of_imggen_go() -> None:
    card = draw("duel", hashtag="#MastodonVsX", source=BY, credit=CREDIT)
    assert line(card) == "Évolution depuis le 28 févr. · Source\u00a0: relevé à la main · Crédit\u00a0: Les Amis du Libre"
    assert "Abonnés au 29 février 2024" in card.alt_text("extended")
    assert "Abonnés au 29 févr. 2024" in card.warnings[-1]


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("kind", ["duel", "timeline"])
def test_nothing_of_the_users_is_left_out_silently(kind: str, size: str) -> None:
    card = draw(kind, size, hashtag="#MastodonVsX", source="relevé à la main chaque lundi par toute la campagne, à midi", credit=CREDIT)
    assert CREDIT in line(card)
    assert "Source" in line(card) or any("Source" in warning for warning in card.warnings)
    assert not line(card).endswith("…")
    assert "relevé à la main chaque lundi par toute la campagne, à midi" in card.alt_text("extended")


def test_a_note_that_is_too_long_by_itself_is_shortened_alone_with_one_ellipsis() -> None:
    card = draw("duel", source="Relevés faits le 3 févr. 2024 etc. " * 8)
    assert line(card).startswith("Source\u00a0: Relevés faits")
    assert line(card).endswith("…")
    assert ".…" not in line(card)
    assert any("Relevés faits" in warning for warning in card.warnings)


@pytest.mark.parametrize("size", ["portrait", "square"])
def test_no_line_begins_or_ends_in_a_dot_between_notes(size: str) -> None:
    for length in range(1, 40):
        card = draw("duel", size, "editorial", source="a" * length, credit="b" * 9)
        for words in (text.shown or text.says for text in card.scene.texts() if text.role == "source"):
            assert not words.strip(" \u00a0").startswith("·")
            assert not words.strip(" \u00a0").endswith("·")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(("duel", "timeline", "victory")),
    st.sampled_from([*NAMED]),
    st.sampled_from(themes()),
    st.sampled_from(("", "#X", "#LongMotDièseDeCampagne")),
    st.integers(0, 90),
    st.integers(0, 60),
)
def test_notes_are_whole_and_the_users_stay_longest(kind: str, size: str, theme: str, hashtag: str, source: int, credit: int) -> None:
    words = "abcd " * 18
    made = draw(kind, size, theme, hashtag=hashtag, source=words[:source].strip(), credit=words[:credit].strip())
    assert check_scene(made.scene) == ()
    drawn, wanted = line(made), notes(made)
    if drawn.endswith("…"):
        assert sum(note[:8] in drawn for note in wanted) == 1, "alone"
        return
    left = drawn[:1].lower() + drawn[1:]
    for note in sorted(wanted, key=len, reverse=True):
        left = left.replace(note[:1].lower() + note[1:], "", 1) if left.startswith(note[:1].lower()) else left.replace(note, "", 1)
    assert left.strip(" ·") == "", "whole notes"
    lost = [note for note in wanted if note.startswith(("Source", "Crédit")) and note not in drawn]
    assert all(any(note in warning.replace("\\xa0", "\u00a0") for warning in made.warnings) for note in lost)


def test_the_first_note_that_is_left_begins_in_a_capital() -> None:
    card = draw("timeline", source=BY, credit="L’atelier des brumes et des marées, avec les amis du libre")
    assert line(card).startswith("Source")
    for credit in ("a" * length for length in range(1, 60)):
        words = line(draw("timeline", theme="nuit", hashtag="#MastodonVsX", credit=credit))
        assert words[:1] == words[:1].upper()


@pytest.mark.parametrize("language", ["fr", "de", "ja"])
def test_two_lines_are_broken_between_notes_where_these_fit(language: str) -> None:
    choices = Choices(hashtag="#TriompheModeste", credit="Les Amis du Libre")
    made = make_card(SIXTY, Request(card="timeline", size="square", theme="papier", language=language, choices=choices))
    first, second = (text.says for text in made.scene.texts() if text.role == "source")
    whole = notes(made)
    assert first in [" · ".join(whole[:place]) for place in range(1, len(whole))]
    assert second in [" · ".join(whole[place:]) for place in range(1, len(whole))]


@pytest.mark.parametrize("size", ["portrait", "square"])
@pytest.mark.parametrize("theme", ["papier", "nuit"])
@pytest.mark.parametrize("kind", ["duel", "victory"])
def test_two_lines_keep_clear_of_a_panel(kind: str, theme: str, size: str) -> None:
    card = draw(kind, size, theme, hashtag="#MastodonVsX", source="data.gouv.fr, relevés des pages publiques", credit="Camille")
    tops = [text.ink.top for text in card.scene.texts() if text.role == "source"]
    nodes = (placed.node for placed in card.scene.walk())
    panels = [node.outline.box().bottom for node in nodes if isinstance(node, Path) and node.role == "panel"]
    assert len(tops) == 2
    assert min(tops) > max(panels) + 20
    assert check_scene(card.scene) == ()


def test_no_date_and_no_beginning_of_a_note_is_torn() -> None:
    for length in range(20, 70):
        words = " ".join(
            text.says + "|" for text in draw("timeline", "square", source=" a" * length).scene.texts() if text.role == "source"
        )
        assert "janv.| 2024" not in words
        assert "au| 29" not in words
        assert ":| a" not in words
