"""The alt text: true, whole and sayable in every tier, phase and language, and at every limit."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from time import process_time
from unicodedata import normalize

import pytest
from campaign_texts import GOLDEN, campaign_text
from corpus import COMPARISONS, ENGLISH, EVERYTHING, FACTS, FRENCH, told
from hypothesis import given
from hypothesis import strategies as st
from strategies import awkward_subjects, comparisons
from test_messages import phrases_in

from imggen.errors import InputError
from imggen.finding.find import find_facts
from imggen.series import Comparison
from imggen.story import Choices, Sentence, Story, phrase
from imggen.wording.alt import LIMITS, alt_text, describe, length
from imggen.wording.language import Language, find_language, languages
from imggen.wording.voice import Voice

LANGUAGES = pytest.mark.parametrize("language", list(map(find_language, languages())), ids=lambda language: language.code)
CASES = pytest.mark.parametrize("name", FACTS)
TIERS = tuple(LIMITS)


@cache
def stories() -> tuple[Story, ...]:
    """What all kinds of card say of all comparisons."""
    return tuple(story for facts in FACTS.values() for story in told(facts))


def speak(story: Story, language: Language, *, inclusive: bool = False) -> Voice:
    return Voice(language, spoken=True, tone=story.tone, inclusive=inclusive, unit=story.unit)


@given(comparisons(series=(1, 3), subjects=awkward_subjects()), st.integers(140, 1500), st.sampled_from(TIERS))
def test_no_text_is_longer_than_its_limit(comparison: Comparison, limit: int, tier: str) -> None:
    for story in told(find_facts(comparison)):
        text = alt_text(story, speak(story, FRENCH, inclusive=True), tier, limit)
        assert length(text) <= min(limit, LIMITS[tier])
        assert text.endswith((".", "!", "?"))


@LANGUAGES
def test_under_140_the_shortest_sentence_or_an_error_that_says_what_would_do(language: Language) -> None:
    for story in stories():
        voice = speak(story, language)
        with pytest.raises(InputError) as refused:
            alt_text(story, voice, "standard", 20)
        needed = int(re.findall(r"\d+", refused.value.instead)[0])
        assert needed <= 140
        assert length(alt_text(story, voice, "standard", needed)) == needed
        with pytest.raises(InputError):
            alt_text(story, voice, "standard", needed - 1)


def test_an_unknown_tier_is_refused_by_name() -> None:
    story = told(FACTS["campaign, 4 September"])[0]
    with pytest.raises(InputError, match="short, standard, extended"):
        alt_text(story, speak(story, FRENCH), "long")


@LANGUAGES
def test_different_cards_have_different_texts(language: Language) -> None:
    texts = {
        f"{name} {story.kind} {tier}": alt_text(story, speak(story, language), tier)
        for name in ("campaign, 30 August", "campaign, 2 September", "campaign, 4 September")
        for story in told(FACTS[name])
        for tier in TIERS
    }
    assert len(set(texts.values())) == len(texts)


def test_the_same_story_has_the_same_text() -> None:
    for story in told(FACTS["campaign, 4 September"]):
        assert describe(story, speak(story, FRENCH)) == describe(story, speak(story, FRENCH))


@LANGUAGES
def test_all_words_of_the_picture_are_told_in_the_extended_tier(language: Language) -> None:
    """Counts, changes, shares, bubble, title, source line, events and handle: in the spoken voice, word for word.

    Of days and changes the number alone, since languages put them into other cases, and say one and two in words.
    """
    for story in (story for facts in FACTS.values() for story in told(facts, replace(EVERYTHING, title=""))):
        voice = speak(story, language)
        text = alt_text(story, voice, "extended")
        values = [story.headline, story.source, *(row.count for row in story.rows)]
        values += [mark.text for mark in story.events]
        values += [value for value in (getattr(story, "bubble", None), *(getattr(story, "shares", None) or ())) if value]
        values += [value for crossing in getattr(story, "crossings", ()) if crossing.label for value in crossing.label[1:]]
        missing = [said for said in map(voice.say, values) if said not in text]
        assert not missing, f"{missing}\n{text}"
        for row in story.rows:
            numbers = [abs(row.change.number)] if row.change else []
            for number in (*numbers, *([row.day.day.day] if row.day else [])):
                assert number <= 2 or re.search(rf"(?<!\d){number}(?!\d)", text)


@given(st.text(max_size=200), st.text(max_size=60))
def test_the_users_words_are_quoted_and_break_nothing(title: str, source: str) -> None:
    """Whatever a title holds, braces and marks included, it is told on one line."""
    choices = Choices(title=title, source=source)
    for story in told(FACTS["campaign, 4 September"], choices):
        text = alt_text(story, speak(story, FRENCH), "extended")
        words = " ".join(normalize("NFKC", title).split())
        assert words in text
        assert length(text) <= LIMITS["extended"]


def test_a_title_that_ends_a_sentence_gets_no_second_stop() -> None:
    for title, end in (("Chiche !", "Chiche !"), ("Voilà.", "Voilà."), ("Alors ?", "Alors ?"), ("Mastodon", "Mastodon.")):
        story = told(FACTS["campaign, 4 September"], Choices(title=title))[0]
        assert f"Le titre affiché est : {end} " in alt_text(story, speak(story, FRENCH), "extended")


def test_a_title_replaces_the_headline_and_nothing_else() -> None:
    for plain, titled in zip(
        told(FACTS["campaign, 4 September"]), told(FACTS["campaign, 4 September"], Choices(title="Chiche !")), strict=True
    ):
        voice = speak(plain, FRENCH)
        assert alt_text(plain, voice, "standard") == alt_text(titled, voice, "standard")
        assert alt_text(plain, voice, "short") == alt_text(titled, voice, "short")


@CASES
def test_the_tone_changes_the_headline_and_nothing_that_is_told_of_the_numbers(name: str) -> None:
    for plain, campaigning in zip(told(FACTS[name]), told(FACTS[name], Choices(tone="campaign")), strict=True):
        for tier in ("short", "standard"):
            assert alt_text(plain, speak(plain, FRENCH), tier) == alt_text(campaigning, speak(campaigning, FRENCH), tier)


def test_what_was_not_drawn_is_not_told() -> None:
    story = next(story for story in told(FACTS["campaign, 2 September"]) if story.kind == "duel")
    text = alt_text(story.without("art", "bubble", "bar-label", "kicker"), speak(story, FRENCH), "extended")
    assert not re.search("dessin|bulle|Part du total|adresse", text)
    assert "Le titre affiché" in text


def test_the_most_important_sentence_of_a_block_comes_first() -> None:
    for facts in FACTS.values():
        for story in told(facts):
            for block in ("facts", "readings", "layout"):
                priorities = [sentence.priority for sentence in story.sentences if sentence.block == block]
                assert not priorities or priorities[0] == min(priorities)


def test_whole_sentences_are_dropped_the_least_important_first() -> None:
    """A made-up story of known lengths: nothing is cut, and what must stay stays."""
    story = told(FACTS["campaign, 4 September"])[0]
    sentences = tuple(Sentence(phrase("doubt.unclear"), priority) for priority in (0, 2, 1))
    voice = speak(story, ENGLISH)
    one = len(voice.say(sentences[0].says))
    told_story = replace(story, sentences=sentences)
    for limit, count in ((one * 3 + 2, 3), (one * 3 + 1, 2), (one * 2 + 1, 2), (one * 2, 1), (one, 1)):
        assert alt_text(told_story, voice, "standard", limit).count(".") == count


def test_every_comparison_of_the_corpus_is_what_its_name_says() -> None:
    for name, phase in (
        ("slipping back", "SLIPPING_BACK"),
        ("takes the lead", "OVERTAKEN"),
        ("just ahead", "JUST_AHEAD"),
        ("losses", "SLIPPING_BACK"),
    ):
        assert FACTS[name].phase.name == phase
    assert len(COMPARISONS["six"].series) == 6


def test_the_campaigns_words_are_those_that_were_read_and_found_good() -> None:
    """When they change on purpose: `python tests/wording/campaign_texts.py`, then read what has changed."""
    assert campaign_text() == GOLDEN.read_text("utf-8")


@LANGUAGES
def test_three_tiers_cost_under_a_millisecond(language: Language) -> None:
    """Processor time of the best of several runs: what the machine does meanwhile is not counted."""
    for story in told(FACTS["campaign, 4 September"]):
        voice = speak(story, language)
        describe(story, voice)
        best = min(_cost(story, voice) for _ in range(7))
        assert best < 0.001, story.kind


def _cost(story: Story, voice: Voice) -> float:
    start = process_time()
    for _ in range(20):
        describe(story, voice)
    return (process_time() - start) / 20


SAID = {
    "missing": ("timeline", "doubt.missing"),
    "stale rival": ("timeline", "doubt.stale"),
    "frozen": ("timeline", "doubt.frozen"),
    "unclear": ("duel", "doubt.unclear"),
    "apart": ("duel", "doubt.apart"),
    "losses": ("timeline", "move.down_far"),
    "level": ("timeline", "now.level"),
    "campaign, 2 September": ("race", "race.estimate"),
    "four, behind": ("race", "race.others"),
    "another rival, behind": ("race", "race.other_on"),
    "back and forth": ("timeline", "crossing.many"),
    "new year": ("victory", "then_had.behind"),
    "six": ("victory", "source.others"),
}
"""Situations that have a sentence of their own, and the message that says it."""


@pytest.mark.parametrize("name", SAID)
def test_every_situation_has_its_sentence(name: str) -> None:
    kind, key = SAID[name]
    story = next(story for story in told(FACTS[name]) if story.kind == kind)
    assert key in {each.key for sentence in story.sentences for each in phrases_in(sentence.says)}
    assert any(key in str(sentence.says) for sentence in story.sentences)
