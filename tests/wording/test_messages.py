"""The messages of all languages, filled with what the stories have: all of it, nothing else, and on the picture in the room there is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
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
NAMES = {"challenger", "challenger_whole", "rival", "rival_whole", "platform"}
SAID_IN_WORDS = {
    "least.level": {"second"},
    "leaderboard.title.none": {"ahead"},
    "leaderboard.takeaway.none": {"ahead"},
    "leaderboard.takeaway.unsure": {"ahead"},
}
"""Values that a language may say in words: each as many, none at all."""
SINGLE = (
    *(Clock(hour, minute) for hour in (0, 9) for minute in (0, 5)),
    *(Percent(1, "under"), Percent(99, "over"), Change(0), Change(-3), Change(3, about=True), Count(3, unit=True)),
)
"""Values that no story of the corpus has on its own."""
FILLED_BY_THE_VOICE = re.compile(r"(?:value|unit)\.")
"""Messages for single values, which the voice fills itself; the others are a story's phrases."""


def values_of(story: Story) -> Iterator[Value]:
    """Every value that a story holds for the picture or the alt text."""
    yield from (story.headline, story.takeaway, story.source, *story.short, *(sentence.says for sentence in story.sentences))
    yield from (said for sentence in story.sentences for said in (sentence.terse, sentence.brief) if said)
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


def shape(value: Value, *, inner: bool = False) -> str:
    """Which message is filled with what: values by their type and form, small numbers as they are, and inner phrases by their key."""
    if isinstance(value, Together):
        return " ".join(shape(part, inner=inner) for part in value.parts)
    if isinstance(value, Phrase):
        return value.key if inner else f"{value.key} {value.tone} {' '.join(shape(each, inner=True) for each in value.values.values())}"
    looks = (getattr(value, name, "") for name in ("form", "bound", "about", "unit", "noun"))
    number = getattr(value, "number", getattr(value, "days", 0))
    one_day = getattr(value, "start", None) == getattr(value, "end", "")
    return " ".join(map(str, (type(value).__name__, min(number, 13), one_day, *looks)))


@cache
def everything() -> tuple[tuple[str, str, Value], ...]:
    """Values of every shape that the stories have, with the tone and the unit that each is said in."""
    found = {
        (story.tone, story.unit, shape(each)): each
        for story in all_stories()
        for value in values_of(story)
        for each in (value, *phrases_in(value))
    }
    return tuple((tone, unit, value) for (tone, unit, _), value in found.items())


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
        for code in languages():
            for spoken in (False, True):
                language = find_language(code)
                said = [Voice(language, spoken, tone, unit=unit).say(value) for tone, unit, value in everything()]
                said += map(Voice(language, spoken).say, SINGLE)
                assert not [each for each in said if "{" in each or "}" in each]
    finally:
        voice_module.find_message = real
    return found


def forms_of(language: Language) -> set[str]:
    """The forms that a language has of its own: small words before names, and what ends the keys that English has without it."""
    english = find_language("en").messages
    ends = {key.rpartition("_")[2] for key in language.messages if key not in english and key.rpartition("_")[0] in english}
    return {*language.before, *ends, *(form for names in language.platforms.values() for form in names)}


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
def test_no_message_leaves_out_a_number_a_day_or_the_users_words(language: Language, supplied: Mapping[str, set[str]]) -> None:
    """What English says, but for names: these a language may say once less, or once more."""
    english = find_language("en").messages
    for key in (key for key in english if key in supplied):
        wanted, said = (facts_of(messages[key], supplied[key]) for messages in (english, language.messages))
        assert wanted - said <= SAID_IN_WORDS.get(key, set()), key


def facts_of(variants: Mapping[str, str], supplied: set[str]) -> set[str]:
    """The values that a message says, names aside; a number of accounts with its noun or without it."""
    pattern = variants.get("common") or next(iter(variants.values()))
    names = (name if name in supplied else name.rpartition("_")[0] for name in placeholders(pattern))
    return {name.removesuffix("_accounts").replace("accounts", "all") for name in names} - NAMES - {""} - set(COUNTED)


@LANGUAGES
def test_every_tone_and_voice_of_every_message_can_be_said(language: Language) -> None:
    """And taken apart again: the same words of the same message once, because that takes the longest."""
    for spoken in (False, True):
        apart = set[tuple[object, str]]()
        for inclusive, (tone, unit, value) in product((False, True), everything()):
            voice = Voice(language, spoken, tone, inclusive, unit)
            said, of = voice.say(value), getattr(value, "key", type(value))
            assert said
            assert "{" not in said
            if (of, said) not in apart:
                apart.add((of, said))
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
