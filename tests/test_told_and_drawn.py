"""Everything told is drawn and everything drawn is told: every kind, theme, language and awkward series; and a lying kind is found out."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from strategies import campaign_for
from told_and_drawn import differences

from imggen.card import Card
from imggen.errors import RefusedError
from imggen.kind import find_kind, kinds
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Comparison
from imggen.stage import Stage
from imggen.story import Choices, Count, Sentence, phrase
from imggen.theme import themes
from imggen.wording.language import languages

sys.path.append(str(Path(__file__).with_name("wording")))

from corpus import COMPARISONS

CHOICES = Choices(source="relevés publics", credit="Ana, CC0", hashtag="#Ici")
SHAPES = ("landscape", "portrait", "square", "link")


def draw(kind: str, theme: str, language: str, made: Comparison | tuple[Comparison, ...], shape: str = "landscape") -> Card | None:
    """A card; None where the kind does not fit."""
    try:
        return make_card(made, Request(card=kind, theme=theme, language=language, size=shape, choices=CHOICES))
    except RefusedError:
        return None


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", kinds())
def test_kinds_in_all_languages_tell_what_they_draw_and_draw_what_they_tell(kind: str, language: str) -> None:
    """Themes, shapes and series take turns."""
    place = languages().index(language)
    several = [made for name, made in COMPARISONS.items() if not isinstance(find_kind(kind), type(find_kind("leaderboard")))]
    chosen = several[place :: len(languages())] if several else [campaign_for(kind)]
    for turn, made in enumerate([*chosen, campaign_for(kind)]):
        card = draw(kind, themes()[(place + turn) % len(themes())], language, made, SHAPES[turn % len(SHAPES)])
        if card is not None:
            assert not differences(card), f"{card.theme} {card.alt_text('extended')}"


@pytest.mark.whole
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", [kind for kind in kinds() if kind != "leaderboard"])
def test_every_kind_in_every_language_over_every_awkward_series(kind: str, language: str) -> None:
    """Themes take turns, so that each meets every series in some language."""
    wrong = []
    for place, (name, made) in enumerate(COMPARISONS.items(), languages().index(language)):
        card = draw(kind, themes()[place % len(themes())], language, made)
        if card is not None and (found := differences(card)):
            wrong.append(f"{name} {card.theme}: {found}\n{card.alt_text('extended')}")
    assert not wrong, "\n".join(wrong[:5])


class Liar:
    """The duel, with one thing said or drawn otherwise."""

    name, summary = "liar", "Says one thing and draws another"

    def __init__(self, lie: str) -> None:
        self.lie, self.honest = lie, find_kind("duel")

    def refusal(self, facts: object) -> str:
        return ""

    def tell(self, facts: object, choices: Choices) -> object:
        story = self.honest.tell(facts, choices)  # type: ignore[arg-type]
        if self.lie == "tells a number that is not drawn":
            extra = Sentence(phrase("gap.only", now=phrase("bubble.closing", gap=Count(31_337))), 0)
            return replace(story, sentences=(*story.sentences, extra))
        if self.lie == "leaves out a count":
            return replace(story, sentences=tuple(sentence for sentence in story.sentences if "numbers" not in str(sentence.says)[:60]))
        if self.lie == "leaves out the source":
            return replace(story, sentences=tuple(sentence for sentence in story.sentences if sentence.part != "source"))
        return story

    def arrange(self, story: object, stage: Stage) -> object:
        if self.lie == "draws another count":
            rows = tuple(replace(row, count=Count(row.count.number + 1000)) for row in story.rows)  # type: ignore[attr-defined]
            story = replace(story, rows=rows)  # type: ignore[type-var]
        if self.lie == "draws another headline":
            story = replace(story, headline=phrase("headline.alone_gains", challenger=Count(1), change=Count(77_777)))  # type: ignore[type-var]
        return self.honest.arrange(story, stage)


LIES = (
    "tells a number that is not drawn",
    "leaves out a count",
    "leaves out the source",
    "draws another count",
    "draws another headline",
)


@pytest.mark.parametrize("lie", ["", *LIES])
@pytest.mark.parametrize("language", ["fr", "en", "de", "es", "ja"])
def test_a_lying_kind_is_found_out(lie: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    liar = Liar(lie)
    monkeypatch.setattr("imggen.told.find_kind", lambda name: liar)
    card = draw("liar", "papier", language, campaign_for("duel"))
    assert card is not None
    assert bool(differences(card)) == bool(lie), differences(card)
