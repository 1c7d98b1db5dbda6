"""The alt text of a leaderboard: true, whole and sayable in every tier, at every limit."""

from __future__ import annotations

import re
from typing import Any

import pytest
from corpus import ENGLISH, EVERYTHING, FRENCH, GROUPS, boards

from imggen.story import Choices
from imggen.wording.alt import LIMITS, alt_text, length
from imggen.wording.language import Language
from imggen.wording.voice import Voice

LANGUAGES = pytest.mark.parametrize("language", [FRENCH, ENGLISH], ids=lambda language: language.code)
BOARDS = list(zip(GROUPS, boards(), strict=True))
CASES = pytest.mark.parametrize(("name", "story"), BOARDS, ids=GROUPS)
OPENERS = {"fr": "Classement", "en": "Ranking"}


def speak(story: Any, language: Language) -> Voice:
    return Voice(language, spoken=True, tone=story.tone, unit=story.unit)


@CASES
@LANGUAGES
def test_every_tier_says_how_many_are_ranked_and_how_many_are_ahead(name: str, story: Any, language: Language) -> None:
    ranked, ahead = len(GROUPS[name]), sum(bool(one.pair and one.pair.sign == 1) for one in GROUPS[name])
    letters, voice = language.numbers.letters, speak(story, language)
    for tier in LIMITS:
        text = alt_text(story, voice, tier)
        assert re.search(rf"\b(?:{ranked}|{letters[ranked] if ranked < len(letters) else ranked})\b", text)
        if ahead:
            assert re.search(rf"\b(?:{ahead}|une?|{letters[ahead]})\b", text)
        if ranked > len(story.contenders):
            assert (
                f"{'et' if language is FRENCH else 'and'} {ranked - len(story.contenders)} {'autres' if language is FRENCH else 'others'}"
                in text
            )


@CASES
@LANGUAGES
def test_every_row_that_is_drawn_is_told_with_its_counts(name: str, story: Any, language: Language) -> None:
    voice = speak(story, language)
    text = alt_text(story, voice, "extended")
    for contender in story.contenders:
        said = next(line for line in re.split(r"(?<=\.)\s", text.split("\n")[1]) if f"{voice.say(contender.name)}," in line)
        assert voice.say(contender.standing) in said
        for count in (contender.challenger, contender.rival):
            assert count is None or re.search(rf"(?<!\d){count.number}(?!\d)", said)


@CASES
@LANGUAGES
def test_every_limit_from_140_on_is_kept_and_the_best_rows_stay_longest(name: str, story: Any, language: Language) -> None:
    voice, before = speak(story, language), 0
    names = [f"{voice.say(contender.name)}{' :' if language is FRENCH else ':'}" for contender in story.contenders]
    for limit in range(140, 501, 9):
        text = alt_text(story, voice, "standard", limit)
        assert length(text) <= limit
        assert text.startswith(OPENERS[language.code])
        kept = [name in text for name in names]
        assert kept == sorted(kept, reverse=True)
        assert sum(kept) >= before
        before = sum(kept)


@CASES
def test_a_title_replaces_the_headline_and_nothing_else(name: str, story: Any) -> None:
    titled = dict(zip(GROUPS, boards(EVERYTHING), strict=True))[name]
    for tier in ("short", "standard"):
        assert alt_text(titled, speak(titled, FRENCH), tier) == alt_text(story, speak(story, FRENCH), tier)
    assert "Le titre affiché est : Le Mastodonte n'est plus sous X !" in alt_text(titled, speak(titled, FRENCH), "extended")


def test_the_tone_changes_nothing_that_is_told_of_the_numbers() -> None:
    for plain, campaigning in zip(boards(), boards(Choices(tone="campaign")), strict=True):
        for tier in ("short", "standard"):
            assert alt_text(plain, speak(plain, ENGLISH), tier) == alt_text(campaigning, speak(campaigning, ENGLISH), tier)


def test_the_leader_is_named_in_the_short_tier_only_where_nobody_else_can_be() -> None:
    told = {name: alt_text(story, speak(story, FRENCH), "short") for name, story in BOARDS}
    assert told["some crossed"].endswith("Ville 1 en tête.")
    for name in ("everything", "nothing sure", "folded", "all ahead"):
        assert "en tête" not in told[name]
