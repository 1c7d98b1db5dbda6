"""Languages by name, and what it takes to load one."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from imggen.errors import InputError
from imggen.story import Between, Day, Period, phrase
from imggen.wording.language import find_language, languages, read_language
from imggen.wording.voice import Voice

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


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("pt-BR", "pt"),
        ("pt_PT.UTF-8", "pt-PT"),
        ("ar-EG", "ar"),
        ("ja_JP.UTF-8", "ja"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_SG.UTF-8", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("ZH-HANS", "zh-Hans"),
    ],
)
def test_a_language_falls_back_to_the_one_that_its_people_read(code: str, found: str) -> None:
    assert find_language(code).code == found


@pytest.mark.parametrize("code", ["nn", "zh-TW", "zh_HK", "zh-Hant", "sr-Latn"])
def test_nobody_is_given_a_script_or_a_language_that_is_not_theirs(code: str) -> None:
    with pytest.raises(InputError, match=f"no language '{code}'"):
        find_language(code)


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
    assert (language.before["of"][:2], language.before["than"][:2]) == (("da ", "d’"), ("que ", "qu’"))


def test_a_small_word_changes_before_vowels_or_what_it_says_itself() -> None:
    own = """
extends = "fr"
name = "x"
direction = "ltr"
reviewed = false
[before]
the = ["ar ", "an ", '[ouh]|[238]\\b']
"""
    before = read_language("x", own).before
    assert [before["the"].put(words) for words in ("oll", "Hent", "2 a viz", "4", "28")] == ["an ", "an ", "an ", "ar ", "ar "]
    assert [before["of"].put(words) for words in ("oll", "Hent", "2 a viz")] == ["d’", "de ", "de "]


def dates_of(own: str) -> Voice:
    """The spoken voice of French with dates of its own."""
    head = 'extends = "fr"\nname = "x"\ndirection = "ltr"\nreviewed = false\n'
    return Voice(read_language("fr", head + own), spoken=True)


def test_a_language_may_name_its_months_itself() -> None:
    months = ", ".join(f'"m{number}"' for number in range(1, 13))
    voice = dates_of(f"[dates]\nmonths = [{months}]\n")
    assert voice.say(Day(date(2023, 9, 4))) == "4 m9 2023"
    assert read_language("x", SMALL.partition("[one.two]")[0]).dates.months == ()


def test_a_day_may_have_a_form_of_the_languages_own() -> None:
    voice = dates_of('[dates.spoken]\nfull_accusative = "d-an MMMM y"\n[source]\non = "{day_accusative}, {day}"\n')
    assert voice.say(phrase("source.on", day=Day(date(2023, 9, 4)))) == "4-an septembre 2023, 4 septembre 2023"


@pytest.mark.parametrize(
    ("start", "end", "period", "between"),
    [
        (date(2023, 8, 30), date(2023, 9, 4), "2023/8/30~9/4", "8/30~9/4"),
        (date(2023, 9, 2), date(2023, 9, 4), "2023/9/2~4", "9/2~4"),
        (date(2023, 9, 4), date(2023, 9, 4), "2023/9/4", "9/4"),
        (date(2023, 12, 30), date(2024, 1, 1), "2023/12/30~2024/1/1", "2023/12/30~2024/1/1"),
    ],
)
def test_where_the_year_comes_first_the_second_day_says_what_differs(start: date, end: date, period: str, between: str) -> None:
    voice = dates_of(
        "[dates]\nlargest_first = true\n[dates.spoken]\n"
        'first = "1"\nfull = "y/M/d"\nlong = "M/d"\nmedium = "y/M/d"\nshort = "M/d"\nnumber = "d"\n'
        '[value]\nperiod = "{start}~{end}"\nperiod_one = "{day}"\nbetween = "{start}~{end}"\nbetween_one = "{day}"\n'
    )
    assert (voice.say(Period(start, end)), voice.say(Between(start, end))) == (period, between)


@pytest.mark.parametrize(("name", "code"), [("français", "fr"), ("Deutsch", "de"), ("brezhoneg", "br"), ("português", "pt")])
def test_a_language_named_in_itself_is_known_by_its_code(name: str, code: str) -> None:
    with pytest.raises(InputError, match=rf"; did you mean {code}\?$"):
        find_language(name)
