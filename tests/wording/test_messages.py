"""The language files: whole, alike, filled with what the story has, and set in the language's typography."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from unicodedata import east_asian_width

import pytest
from corpus import CHOICES, EVERYTHING, FACTS, boards, told

from imggen.story import Change, Choices, Clock, Count, Percent, Phrase, Story, Together, Value
from imggen.wording import voice as voice_module
from imggen.wording.language import Language, find_language, languages
from imggen.wording.message import placeholders
from imggen.wording.voice import Voice

LANGUAGES = pytest.mark.parametrize("language", [find_language(code) for code in languages()], ids=languages())
FORMS_OF_ALL = {"n", "start", "whose"}
COUNTED = ("units", "heading")
FILLED_BY_THE_VOICE = re.compile(r"(?:value|unit)\.")
"""Messages for single values, which the voice fills itself; the others are a story's phrases."""


def values_of(story: Story) -> Iterator[Value]:
    """Every value that a story holds for the picture or the alt text."""
    yield from (story.headline, story.takeaway, story.source, *story.short, *(sentence.says for sentence in story.sentences))
    yield from (value for value in (story.subtitle, story.day) if value)
    yield from (value for row in story.rows for value in (row.count, row.change, row.day) if value)
    for name in ("bubble", "lead", "period"):
        yield from (value for value in (getattr(story, name, None),) if value)
    yield from (mark.says for mark in getattr(story, "marks", ()))
    yield from (value for crossing in getattr(story, "crossings", ()) for value in crossing.label or ())
    yield from (value for name in ("kicker", "heading", "fold") for value in (getattr(story, name, None),) if value)
    for name in ("slogan", "meanwhile", "gaps", "dates"):
        yield from filter(None, getattr(story, name, ()))
    yield from (value for name in ("missing", "done") for value in (getattr(story, name, None),) if value)
    yield from (other.says for other in getattr(story, "others", ()))
    yield from (value for each in getattr(story, "contenders", ()) for value in (each.name, each.standing, each.when) if value)


def phrases_in(value: Value) -> Iterator[Phrase]:
    """A phrase and all phrases in it."""
    if isinstance(value, Together):
        for part in value.parts:
            yield from phrases_in(part)
    if isinstance(value, Phrase):
        yield value
        for inner in value.values.values():
            yield from phrases_in(inner)


def columns(text: str) -> int:
    """How wide a text is: a kana or an ideograph is as wide as two letters."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def all_stories() -> Iterator[Story]:
    for facts in FACTS.values():
        for choices in (CHOICES, Choices(tone="campaign"), EVERYTHING):
            yield from told(facts, choices)
    for choices in (CHOICES, Choices(tone="campaign"), EVERYTHING):
        yield from boards(choices)


@pytest.fixture(scope="module")
def supplied() -> Mapping[str, set[str]]:
    """The values that every phrase of a key has, wherever it is said."""
    found: dict[str, set[str]] = {}
    for story in all_stories():
        for value in values_of(story):
            for phrase in phrases_in(value):
                found[phrase.key] = found.get(phrase.key, set(phrase.values)) & set(phrase.values)
    return found


@pytest.fixture(scope="module")
def asked() -> Mapping[str, set[str]]:
    """The keys that each language was asked for, when everything is said in every voice."""
    found: dict[str, set[str]] = defaultdict(set)
    real = voice_module.find_message

    def recorded(language: Language, key: str, tone: str, *, spoken: bool, inclusive: bool) -> object:
        found[language.code].add(key)
        return real(language, key, tone, spoken=spoken, inclusive=inclusive)

    voice_module.find_message = recorded  # type: ignore[assignment]
    try:
        for story in all_stories():
            for code in languages():
                for spoken in (False, True):
                    voice = Voice(find_language(code), spoken, story.tone, unit=story.unit)
                    values = [*values_of(story), *(Clock(hour, minute) for hour in (0, 9) for minute in (0, 5)), Percent(1, "under")]
                    values += [Percent(99, "over"), Change(0), Change(-3), Change(3, about=True), Count(3, unit=True)]
                    assert not [said for said in map(voice.say, values) if "{" in said or "}" in said]
    finally:
        voice_module.find_message = real
    return found


def forms_of(language: Language) -> set[str]:
    """The forms that a language has of its own: small words before names, and what ends the keys that English has without it."""
    english = find_language("en").messages
    ends = {key.rpartition("_")[2] for key in language.messages if key not in english and key.rpartition("_")[0] in english}
    return {*language.before, *ends, *(form for names in language.platforms.values() for form in names)}


def test_every_language_has_the_same_messages() -> None:
    """Besides those for forms of its own: `unit.followers.counted_dative`."""
    english = set(find_language("en").messages)
    for code in languages():
        found = set(find_language(code).messages)
        own = {key for key in found - english if key.rpartition("_")[0] in english}
        assert found - own == english, f"{code}: {(found - own) ^ english}"


@LANGUAGES
def test_every_message_is_used(language: Language, asked: Mapping[str, set[str]]) -> None:
    """Forms of a language's own are asked for by that language, of one unit at least: the corpus does not say everything of all."""
    used = set().union(*asked.values())
    used |= {
        f"unit.{unit}.{key.split('.')[2]}" for key in used if key.startswith("unit.") for unit in ("followers", "members", "subscribers")
    }
    assert sorted(set(language.messages) - used) == []


@LANGUAGES
def test_no_message_has_a_placeholder_that_the_story_lacks(language: Language, supplied: Mapping[str, set[str]]) -> None:
    for key, variants in language.messages.items():
        if FILLED_BY_THE_VOICE.match(key) or key not in supplied:
            continue
        for pattern in variants.values():
            wanted = {name for name in placeholders(pattern) if name not in supplied[key] and not name.startswith(COUNTED)}
            assert {name.rpartition("_")[0] for name in wanted} <= supplied[key], key
            assert {name.rpartition("_")[2] for name in wanted} <= FORMS_OF_ALL | forms_of(language), key


@LANGUAGES
def test_numbers_are_never_formatted_by_a_message(language: Language) -> None:
    """`#`, and arguments with a type of their own, would bypass the voice's digits and dates."""
    for key, variants in language.messages.items():
        for pattern in variants.values():
            assert "#" not in pattern, key
            assert not re.search(r"\{\s*\w+\s*,\s*(?:number|date|time|spellout)", pattern), key


@LANGUAGES
def test_every_plural_has_its_general_form(language: Language) -> None:
    for key, variants in language.messages.items():
        for pattern in variants.values():
            assert pattern.count("plural,") + pattern.count("select,") == pattern.count("other {"), key


def test_no_message_is_still_english() -> None:
    """A message may be the same in two languages only when it has no words but names and values, and the word that many share: duel."""
    english = find_language("en").messages
    for code in languages():
        for key, variants in find_language(code).messages.items():
            worded = re.search(r"[^\W\d_]", re.sub(r"\{\w+\}|Duel", "", variants["common"]))
            same = key in english and variants["common"] == english[key]["common"]
            assert code == "en" or not worded or not same, f"{code} {key}"


@LANGUAGES
def test_files_hold_typographic_apostrophes_and_plain_spaces(language: Language) -> None:
    """The typography of a voice is put on in one place; a straight apostrophe would be ICU's sign for literal text."""
    for key, variants in language.messages.items():
        for pattern in variants.values():
            assert not re.search("['\"\u00a0\u202f\u2009]|\\.\\.\\.|  ", pattern), key
            assert pattern == pattern.strip(), key


def test_french_sets_a_space_before_high_punctuation() -> None:
    for key, variants in find_language("fr").messages.items():
        for variant, pattern in variants.items():
            if variant.endswith("spoken"):
                continue
            assert not re.search(r"(?<! )[!?;:](?!\w)", pattern), key


@pytest.mark.parametrize("name", FACTS)
def test_french_on_the_picture_is_set_by_the_book(name: str) -> None:
    """A narrow no-break space before ! ? ; %, a no-break space before the colon, no straight apostrophe, no plain space in a number."""
    for story in told(FACTS[name], Choices(tone="campaign")):
        voice = Voice(find_language("fr"), spoken=False, tone="campaign", unit=story.unit)
        for said in map(voice.say, values_of(story)):
            assert not re.search(r"(?<!\u202f)[!?;%]|(?<!\u00a0):|'|\d \d{3}", said), said


@LANGUAGES
def test_every_tone_and_voice_of_every_message_can_be_said(language: Language) -> None:
    for story in all_stories():
        for spoken in (False, True):
            for inclusive in (False, True):
                voice = Voice(language, spoken, story.tone, inclusive, story.unit)
                for value in values_of(story):
                    said = voice.say(value)
                    assert said
                    assert "{" not in said
                    assert said == "".join(text for text, _ in voice.pieces(value))


@LANGUAGES
@pytest.mark.parametrize("tone", ["plain", "campaign"])
def test_headlines_are_one_short_line_and_bubbles_fit_their_bubble(language: Language, tone: str) -> None:
    """With the names of the campaign: 12 to 58 columns a headline, at most 18 a bubble."""
    for name, facts in FACTS.items():
        if {one.series.platform.key for one in facts.series[:2]} - {"mastodon", "x"} or facts.comparison.unit != "followers":
            continue
        for story in told(facts, Choices(tone=tone)):
            voice = Voice(language, spoken=False, tone=tone)
            assert 12 <= columns(voice.say(story.headline)) <= 58, (name, voice.say(story.headline))
            if story.kind == "duel" and story.bubble:
                assert columns(voice.say(story.bubble)) <= 18


@LANGUAGES
def test_the_plain_tone_never_exclaims(language: Language) -> None:
    for facts in FACTS.values():
        for story in told(facts):
            assert not re.search("[!！]", Voice(language, spoken=False, unit=story.unit).say(story.headline))


@LANGUAGES
def test_the_largest_gap_that_a_bubble_says_fits_it(language: Language) -> None:
    for key in language.messages:
        if key.startswith("bubble."):
            for tone in ("plain", "campaign"):
                said = Voice(language, spoken=False, tone=tone).say(Phrase(key, {"gap": Count(999_999)}))
                assert columns(said) <= 18, said
