"""The language files by themselves: whole, alike, valid, in their own language, and set as the loader wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from icu4py.messageformat import MessageFormat

from imggen.wording.language import Language, find_language, languages
from imggen.wording.message import find_message, placeholders

LANGUAGES = pytest.mark.parametrize("language", [find_language(code) for code in languages()], ids=languages())
NUMBERS = (*range(202), 1000, 1_000_000, 2_000_000, 1_000_001)
"""Of every plural category of every language, one at least."""
FORM = re.compile(r"_[a-z]+\Z")
WORD = re.compile(r"[^\W\d_]{2,}")
ALTERNATIVES = {"minutes": "minute", "number": "percent"}
"""Placeholders that say the same: the minutes with or without a nought, a share as its number or whole."""

SAME_AS_ENGLISH = {
    ("ca", "duel.opener_undated"): "a duel is un duel",
    ("ca", "value.percent"): "per cent is per cent",
    ("fr", "duel.opener"): "a duel is un duel",
    ("fr", "duel.opener_undated"): "a duel is un duel",
    ("nl", "duel.opener_undated"): "a duel is een duel",
    ("it", "unit.followers.account"): "an account is un account",
    ("it", "trend.change"): "in is in",
}
"""Messages that are the same in English, and why."""


def patterns(language: Language) -> Iterator[tuple[str, str, str]]:
    """Every message in every variant: its key, the variant's name and its pattern."""
    for key, variants in language.messages.items():
        for variant, pattern in variants.items():
            yield key, variant, pattern


def asked_for(pattern: str) -> set[str]:
    """The values that a message asks for, whatever form it asks for them in."""
    return {ALTERNATIVES.get(name, name) for name in (FORM.sub("", name) for name in placeholders(pattern))}


@cache
def categories(code: str) -> frozenset[str]:
    """The plural categories that whole numbers have in a language."""
    names = ("zero", "one", "two", "few", "many")
    message = MessageFormat(f"{{n, plural, {' '.join(f'{name} {{{name}}}' for name in names)} other {{other}}}}", code)
    return frozenset(message.format({"n": number}) for number in NUMBERS)


@LANGUAGES
def test_every_message_is_there(language: Language) -> None:
    """And none besides, but for forms of a language's own: `unit.followers.counted_dative`."""
    english = set(find_language("en").messages)
    found = set(language.messages)
    own = {key for key in found - english if key.rpartition("_")[0] in english or key == "value.count_people"}
    assert found - own == english, (found - own) ^ english


@LANGUAGES
def test_every_pattern_is_valid_and_filled_without_a_rest(language: Language) -> None:
    for key, _, pattern in patterns(language):
        message = MessageFormat(pattern.replace("'", "''"), language.code)
        for number in (0, 1, 2, 3, 5, 11, 21, 100, 1_000_000):
            said = message.format({name: number if name.endswith("_n") else f"<{name}>" for name in placeholders(pattern)})
            assert said, key
            assert not re.search("[{}#]", said), f"{key}: {said}"


@LANGUAGES
def test_numbers_are_never_formatted_by_a_message(language: Language) -> None:
    """`#`, and arguments with a type of their own, would bypass the voice's digits and dates."""
    for key, _, pattern in patterns(language):
        assert "#" not in pattern, key
        assert not re.search(r"\{\s*\w+\s*,\s*(?:number|date|time|spellout)", pattern), key


@LANGUAGES
def test_every_plural_has_its_general_form_and_no_form_that_no_number_has(language: Language) -> None:
    for key, _, pattern in patterns(language):
        assert pattern.count("plural,") + pattern.count("select,") == pattern.count("other {"), key
        named = set(re.findall(r"\b(zero|one|two|few|many)\s*\{", pattern))
        assert named <= categories(language.code), f"{key}: {named - categories(language.code)}"


@LANGUAGES
def test_messages_for_single_values_and_units_have_their_values(language: Language) -> None:
    """Neither more nor fewer than English needs; a form of a language's own has those of what it is a form of."""
    english = find_language("en").messages
    for key, _, pattern in patterns(language):
        if not key.startswith(("value.", "unit.")) or key == "value.count_people":
            continue
        base = key if key in english else key.rpartition("_")[0]
        wanted = set().union(*(asked_for(each) for each in english[base].values()))
        assert asked_for(pattern) <= wanted | {"count"}, f"{key}: {pattern}"
        assert wanted - asked_for(pattern) <= ({"count"} if "accounts" in key else set()), f"{key}: {pattern}"


@LANGUAGES
def test_the_variants_of_a_voice_say_the_same_values(language: Language) -> None:
    """An inclusive form leaves nothing out, and neither does a spoken one."""
    for key, variants in language.messages.items():
        for variant in ("inclusive", "inclusive_spoken", "spoken", "written"):
            if variant in variants and "common" in variants and not key.startswith(("value.clock", "standing.", "leaderboard.address")):
                assert asked_for(variants[variant]) == asked_for(variants["common"]), f"{key} {variant}"


def test_no_message_is_still_english() -> None:
    """A message may be the same in two languages only when it has no words but names and values, or for a reason that is given."""
    english = find_language("en").messages
    same = set()
    for code in languages():
        for key, _, pattern in patterns(find_language(code)):
            worded = WORD.search(re.sub(r"\{\w+\}|\{\w+, plural,|=?\w+ (?=\{)", "", pattern))
            if code != "en" and worded and pattern in english.get(key, {}).values():
                same.add((code, key))
    assert same <= set(SAME_AS_ENGLISH)


@LANGUAGES
def test_files_hold_typographic_apostrophes_and_plain_spaces(language: Language) -> None:
    """The typography of a voice is put on in one place; a straight apostrophe would be ICU's sign for literal text."""
    for key, _, pattern in patterns(language):
        assert not re.search("['\"\u00a0\u202f\u2009]|\\.\\.\\.|  ", pattern), key
        assert pattern == pattern.strip(), key


@LANGUAGES
def test_a_languages_own_forms_are_all_asked_for(language: Language) -> None:
    """By a placeholder of its messages: a case of a name, of a unit or of a day that nothing asks for is a mistake."""
    english = find_language("en").messages
    own = {key.rpartition("_")[2] for key in language.messages if key not in english}
    own |= {form for names in language.platforms.values() for form in names} - {"plain", "label", "full"}
    own |= {form.partition("_")[2] for form in (*language.dates.spoken, *language.dates.written)} - {""}
    asked = {name.rpartition("_")[2] for _, _, pattern in patterns(language) for name in placeholders(pattern)}
    assert own | set(language.before) <= asked


@LANGUAGES
def test_a_language_says_its_name_and_its_direction(language: Language) -> None:
    assert language.name
    assert language.direction in ("ltr", "rtl")
    assert find_message(language, "crossing.word", "plain", spoken=True, inclusive=False).fill()


@LANGUAGES
def test_all_days_and_months_have_a_pattern(language: Language) -> None:
    forms = {"full", "long", "medium", "short", "month", "number"}
    assert forms <= set(language.dates.written)
    assert forms <= set(language.dates.spoken)
    assert len(language.dates.months) in (0, 12)
    assert len(language.dates.months_short) in (0, 12)
