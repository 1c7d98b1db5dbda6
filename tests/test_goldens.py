"""Golden scenes: the campaign's cards as text, to be read when they change. `make goldens` writes them anew."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from strategies import campaign_for

from imggen.kind import kinds
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.story import Choices
from imggen.theme import themes

FOLDER = Path(__file__).parent / "scenes"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
NEAR = 0.5
"""Units that another release of a font library may move an outline by."""


def drawn(kind: str, theme: str, language: str) -> str:
    """A card as text: its alt texts, then its scene. The race is drawn on the day before it was over."""
    day = date(2023, 9, 2) if kind == "race" else None
    request = Request(card=kind, theme=theme, language=language, as_of=day, choices=Choices(hashtag="#TriompheModeste"))
    card = make_card(campaign_for(kind), request)
    texts = [f"{tier}: {card.alt_text(tier)}" for tier in ("short", "standard", "extended")]
    return "\n".join([*texts, card.scene.dump().rstrip("\n"), ""])


CASES = [
    (kind, theme, language) for kind in kinds() for theme in themes() for language in (("fr", "en") if theme == "editorial" else ("fr",))
]


@pytest.mark.parametrize(("kind", "theme", "language"), CASES, ids=lambda each: each)
def test_the_campaigns_card_is_the_golden_one(kind: str, theme: str, language: str) -> None:
    path = FOLDER / f"{kind}-{theme}-{language}.txt"
    now = drawn(kind, theme, language)
    if os.environ.get("IMGGEN_GOLDENS") == "write":
        FOLDER.mkdir(exist_ok=True)
        path.write_text(now, "utf-8")
    assert path.exists(), "make goldens writes it"
    for line, golden in zip(now.splitlines(), path.read_text("utf-8").splitlines(), strict=True):
        assert NUMBER.sub("0", line) == NUMBER.sub("0", golden)
        moved = [abs(float(a) - float(b)) for a, b in zip(NUMBER.findall(line), NUMBER.findall(golden), strict=True)]
        assert max(moved, default=0) <= (NEAR if "[" in line else 0), (line, golden)


def test_no_golden_scene_is_left_of_what_is_no_more() -> None:
    assert {path.stem for path in FOLDER.iterdir()} <= set(map("-".join, CASES))
