"""Languages by name, and what it takes to load one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from imggen.errors import InputError
from imggen.wording.language import find_language, languages, read_language

SMALL = """
name = "Toki"
direction = "rtl"
reviewed = false
[numbers]
group = "."
smallest_grouped = 10000
decimal = ","
compact = []
letters = []
[dates.written]
full = "d MMMM y"
[dates.spoken]
full = "d MMMM y"
[typography]
written = [["a", "b"]]
spoken = []
[platform.x]
label = "X"
[one.two]
three = "three"
[one.four]
common = "common"
spoken = "spoken"
written = "written"
campaign = "campaign"
campaign_spoken = "campaign, spoken"
inclusive = "inclusive"
inclusive_written = "unknown variants are a group"
"""


def test_french_and_english_are_there() -> None:
    assert {"fr", "en"} <= set(languages())
    assert (find_language("fr").name, find_language("fr").direction) == ("français", "ltr")


@pytest.mark.parametrize("code", ["fr", "FR", "fr_FR", "fr-CA", "fr_FR.UTF-8", "fr_FR.UTF-8@euro", "fr-Latn-FR"])
def test_a_language_is_found_by_any_locale_of_it(code: str) -> None:
    assert find_language(code).code == "fr"


@pytest.mark.parametrize("code", ["", "C", "POSIX", "klingon", "f", "../fr", "fr/../en", "français", "12"])
def test_an_unknown_language_is_refused_with_those_there_are(code: str) -> None:
    with pytest.raises(InputError, match=r"en.*fr"):
        find_language(code)


def test_a_near_miss_is_suggested() -> None:
    with pytest.raises(InputError, match="did you mean fr"):
        find_language("frr")


def test_variants_are_chosen_inclusive_before_tone_before_voice_before_common() -> None:
    text = SMALL.replace('inclusive_written = "unknown variants are a group"\n', "")
    language = read_language("x", text)
    assert language.variant("one.two.three", spoken=False, tone="plain", inclusive=False) == "three"

    def chosen(**how: object) -> str:
        return language.variant("one.four", **{"spoken": False, "tone": "plain", "inclusive": False, **how})  # type: ignore[arg-type]

    assert chosen(inclusive=True, tone="campaign", spoken=True) == "inclusive"
    assert chosen(tone="campaign", spoken=True) == "campaign, spoken"
    assert chosen(tone="campaign") == "campaign"
    assert chosen(spoken=True) == "spoken"
    assert chosen() == "written"


def test_a_table_with_other_names_than_variants_is_a_group() -> None:
    assert "one.four.inclusive_written" in read_language("x", SMALL).messages


def test_words_need_no_drawing_and_icu_only_with_the_first_of_them() -> None:
    """In a fresh process, because this one has loaded everything."""
    code = """
import sys
from imggen.wording.language import find_language
from imggen.wording.voice import Voice
from imggen.wording import alt
heavy = {"numpy", "matplotlib", "PIL", "uharfbuzz", "fontTools", "icu4py", "httpx"}
voice = Voice(find_language("fr"), spoken=True)
assert not heavy & set(sys.modules), heavy & set(sys.modules)
from imggen.story import Count
assert voice.say(Count(3, unit=True)) == "3 abonnés"
assert heavy & set(sys.modules) == {"icu4py"}, heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_language_that_extends_another_says_only_what_differs() -> None:
    own = """
extends = "fr"
name = "gallo"
direction = "ltr"
reviewed = false
[before]
of = ["da ", "d’"]
[dates.spoken]
first = "1"
[headline]
level = "{challenger} e {rival} a égalitë"
"""
    language, base = read_language("gallo", own), find_language("fr")
    assert (language.name, language.numbers.group, set(language.messages)) == ("gallo", "\u202f", set(base.messages))
    assert language.messages["headline.level"] == {"common": "{challenger} e {rival} a égalitë"}
    assert language.messages["headline.closing"] == base.messages["headline.closing"]
    assert (language.dates.spoken["first"], language.dates.spoken["full"], language.dates.written["first"]) == ("1", "d MMMM y", "1er")
    assert (language.before["of"], language.before["than"]) == (("da ", "d’"), ("que ", "qu’"))
