"""All that imggen says of the campaign's three dates, as a text to be read.

`python tests/wording/campaign_texts.py` writes it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from strategies import campaign

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.story import Choices
from imggen.wording.alt import LIMITS, alt_text
from imggen.wording.language import Language, find_language
from imggen.wording.voice import Voice

GOLDEN = Path(__file__).with_name("campaign_texts.txt")
DATES = ("2023-08-30", "2023-09-02", "2023-09-04")


def campaign_text() -> str:
    """Every card of every date, with the words of the picture and the three tiers."""
    return (
        "\n".join(line for code in ("fr", "en") for day in DATES for line in _cards(find_language(code), day)).replace("\u202f", "⍽") + "\n"
    )


def _cards(language: Language, day: str) -> Iterator[str]:
    facts = find_facts(campaign(day))
    for name in ("duel", "timeline"):
        kind = find_kind(name)
        if kind.refusal(facts):
            continue
        yield f"== {language.code} · {day} · {name}"
        yield from _picture(kind.tell(facts, Choices()), language)
        shouted = kind.tell(facts, Choices(tone="campaign"))
        written = Voice(language, spoken=False, tone="campaign")
        bubble = getattr(shouted, "bubble", None)
        yield "campaign: " + " | ".join(written.say(value) for value in (shouted.headline, bubble) if value)
        story, spoken = kind.tell(facts, Choices()), Voice(language, spoken=True)
        for tier in LIMITS:
            said = alt_text(story, spoken, tier)
            yield f"{tier} [{len(said)}]"
            yield from (f"    {line}" for line in said.split("\n"))
        yield ""


def _picture(story: Any, language: Language) -> Iterator[str]:
    """The words of the picture, ⍽ for a narrow no-break space."""
    say = Voice(language, spoken=False).say
    yield f"headline: {say(story.headline)}"
    for name in ("subtitle", "day", "bubble", "lead"):
        if value := getattr(story, name, None):
            yield f"{name}: {say(value)}"
    yield "rows: " + " | ".join(" ".join(say(value) for value in (row.count, row.change) if value) for row in story.rows)
    marks = [mark.says for mark in getattr(story, "marks", ())]
    marks += [line for crossing in getattr(story, "crossings", ()) for line in crossing.label or ()]
    if shares := getattr(story, "shares", None):
        marks += shares
    yield "marks: " + " | ".join(map(say, marks))
    yield f"source: {say(story.source)}"


if __name__ == "__main__":
    GOLDEN.write_text(campaign_text(), "utf-8")
