"""The alt text of a leaderboard: true, whole and sayable in every tier, at every limit."""

from __future__ import annotations

import re
from typing import Any

import pytest
from corpus import ENGLISH, EVERYTHING, FRENCH, GROUPS, boards

from imggen.story import Choices, Tally
from imggen.wording.alt import LIMITS, alt_text, length
from imggen.wording.language import Language, find_language, languages
from imggen.wording.lexicon import find_lexicon
from imggen.wording.voice import Voice

LANGUAGES = pytest.mark.parametrize("language", list(map(find_language, languages())), ids=lambda language: language.code)
BOARDS = list(zip(GROUPS, boards(), strict=True))
CASES = pytest.mark.parametrize(("name", "story"), BOARDS, ids=GROUPS)


def speak(story: Any, language: Language) -> Voice:
    return Voice(language, spoken=True, tone=story.tone, unit=story.unit)


def spelled(language: Language, number: int, unit: str) -> re.Pattern[str]:
    """A number of accounts as it may be said: in digits, in letters, or in any form of the accounts so many."""
    forms = [key for key in language.messages if key.startswith(f"unit.{unit}.accounts")]
    voice = Voice(language, spoken=True, unit=unit)
    said = {voice.say(Tally(number), key.partition("accounts_")[2]) for key in forms} | {voice.say(Tally(number, noun=False)), str(number)}
    return re.compile("|".join(map(re.escape, sorted(said))), re.IGNORECASE)


@CASES
@LANGUAGES
def test_every_tier_says_how_many_are_ranked_and_how_many_are_ahead(name: str, story: Any, language: Language) -> None:
    ranked, ahead = len(GROUPS[name]), sum(bool(one.pair and one.pair.sign == 1) for one in GROUPS[name])
    voice = speak(story, language)
    for tier in LIMITS:
        text = alt_text(story, voice, tier)
        assert spelled(language, ranked, story.unit).search(text)
        if ahead:
            assert spelled(language, ahead, story.unit).search(text)
        if ranked > len(story.contenders):
            assert str(ranked - len(story.contenders)) in text


@CASES
@LANGUAGES
def test_every_row_that_is_drawn_is_told_with_its_counts(name: str, story: Any, language: Language) -> None:
    voice = speak(story, language)
    names = [voice.say(contender.name) for contender in story.contenders]
    parts = re.split(f"((?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\\d))", alt_text(story, voice, "extended"))
    told = {name: [said for place, said in enumerate(parts[1:]) if parts[place] == name] for name in names}
    for name, contender in zip(names, story.contenders, strict=True):
        counts = [count.number for count in (contender.challenger, contender.rival) if count is not None]
        assert any(
            voice.say(contender.standing) in said and all(re.search(rf"(?<!\d){number}(?!\d)", said) for number in counts)
            for said in told[name]
        )


@CASES
@LANGUAGES
def test_every_limit_from_140_on_is_kept_and_the_best_rows_stay_longest(name: str, story: Any, language: Language) -> None:
    voice, before = speak(story, language), 0
    names = [re.compile(rf"{re.escape(voice.say(contender.name))} ?[:：]") for contender in story.contenders]
    for limit in range(140, 501, 9):
        text = alt_text(story, voice, "standard", limit)
        assert length(text) <= limit
        assert text.casefold().startswith(find_lexicon(language.code).openers["leaderboard"])
        kept = [name.search(text) is not None for name in names]
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
