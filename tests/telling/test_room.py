"""What long extended texts keep: all readings, and one sentence on the drawing; and what the standard tier says of many platforms."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from strategies import table

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.rubric.check import check_told
from imggen.rubric.finding import failing
from imggen.series import Comparison
from imggen.story import Choices, Phrase
from imggen.told import Told
from imggen.wording.alt import LIMITS
from imggen.wording.language import find_language, languages
from imggen.wording.lexicon import find_lexicon
from imggen.wording.voice import Voice

LANGUAGES = [code for code in languages() if find_lexicon(code).months]
ENDS = ((1000, 9000), (7000, 6500), (500, 6450), (3000, 6600))


def weeks(count: int, platforms: int) -> Comparison:
    """So many weekly counts of each platform, as in a busy campaign."""
    days = [date(2024, 1, 1) + timedelta(days=7 * week) for week in range(count)]
    rows = [(str(day), *(start + (end - start) * week // (count - 1) for start, end in ENDS)) for week, day in enumerate(days)]
    return table(*(row[: platforms + 1] for row in rows))


def tell(comparison: Comparison, code: str) -> Told:
    facts, kind = find_facts(comparison), find_kind("timeline")
    return Told(facts, kind, kind.tell(facts, Choices()), Voice(find_language(code), spoken=True))


def drawing(told: Told) -> str:
    """The sentence on the drawing."""
    (said,) = (each.says for each in told.story.sentences if isinstance(each.says, Phrase) and each.says.key == "scene.shows")
    return told.voice.say(said)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("count", "platforms"), [(8, 4), (12, 2), (12, 3)])
def test_the_extended_tier_says_all_readings_and_what_is_drawn(code: str, count: int, platforms: int) -> None:
    told = tell(weeks(count, platforms), code)
    text = told.alt_text("extended")
    assert drawing(told) in text
    assert all(str(reading.count) in text for one in told.facts.series for reading in one.series.readings)  # type: ignore[union-attr]
    assert len(text) <= LIMITS["extended"]
    assert not failing(check_told(text, told, tier="extended")[0])


def test_readings_name_each_platform_once_where_that_leaves_room_for_more() -> None:
    many, few = tell(weeks(8, 4), "en").alt_text("extended"), tell(weeks(5, 2), "en").alt_text("extended")
    assert "On 8 January: 2142, 6928, 1350 and 3514." in many
    assert "The drawing shows" in many
    assert "On 8 January, Mastodon 3000 and X 6875." in few


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_standard_tier_names_every_platform_that_is_shown(code: str) -> None:
    text = tell(weeks(8, 4), code).alt_text("standard")
    assert all(name in text for name in ("Mastodon", "X", "Bluesky", "Threads"))
