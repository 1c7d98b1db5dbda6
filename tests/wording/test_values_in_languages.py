"""Single values in languages whose grammar asks for more than French and English do: cases, many plurals, counters, mutations."""

from __future__ import annotations

import re
from datetime import date

import pytest
from strategies import campaign

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.platforms import find_platform
from imggen.story import Between, Change, Choices, Count, Day, Duration, Name, Percent, Period, Tally, Together, Value, phrase
from imggen.wording.alt import alt_text
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

AUGUST, SECOND, SEPTEMBER, NEW_YEAR = date(2023, 8, 30), date(2023, 9, 2), date(2023, 9, 4), date(2024, 1, 1)
MASTODON, X, FACEBOOK, INSTAGRAM = (Name(find_platform(name)) for name in ("mastodon", "x", "facebook", "instagram"))
CLOSING = {"challenger": MASTODON, "rival": FACEBOOK}


def followers(number: int) -> Count:
    return Count(number, unit=True)


@pytest.mark.parametrize(
    ("code", "value", "written", "spoken"),
    [
        ("pl", followers(1), "1 obserwujący", "1 obserwujący"),
        ("pl", followers(22), "22 obserwujących", "22 obserwujących"),
        ("pl", Count(5876), "5876", "5876"),
        ("pl", Count(12_345), "12\u202f345", "12345"),
        ("pl", Duration(1), "jeden dzień", "jeden dzień"),
        ("pl", Duration(5), "pięć dni", "pięć dni"),
        ("pl", Change(-900, about=True), "około −900", "o około 900 mniej"),
        ("pl", Percent(1, "under"), "< 1%", "mniej niż 1 procent"),
        ("pl", Day(SEPTEMBER, "short"), "4 wrz", "4 września"),
        ("pl", Between(SECOND, SEPTEMBER), "między 2 a\u00a04 wrz", "między 2 a 4 września"),
        ("pl", phrase("headline.closing", **CLOSING), "Mastodon zbliża się do Facebooka", "Mastodon zbliża się do Facebooka"),
        ("pl", phrase("headline.ahead", challenger=MASTODON, rival=X), "Mastodon jest przed X", "Mastodon jest przed X"),
        ("ar", followers(0), "0 متابع", "0 متابع"),
        ("ar", followers(1), "متابع واحد", "متابع واحد"),
        ("ar", followers(2), "متابعان اثنان", "متابعان اثنان"),
        ("ar", followers(5), "5 متابعين", "5 متابعين"),
        ("ar", followers(11), "11 متابعًا", "11 متابعًا"),
        ("ar", followers(2900), "2,900 متابع", "2900 متابع"),
        ("ar", followers(5876), "5,876 متابعًا", "5876 متابعًا"),
        ("ar", Count(1, about=True, unit=True), "نحو 1 متابع", "نحو 1 متابع"),
        ("ar", Duration(2), "يومين", "يومين"),
        ("ar", Duration(11), "11 يومًا", "11 يومًا"),
        ("ar", Together((MASTODON, X)), "Mastodon\u200f و\u00a0X", "Mastodon و X"),
        ("ar", Together((Percent(33), Percent(67))), "33%\u200f و67%", "33 في المئة و67 في المئة"),
        ("ar", Day(AUGUST), "30 أغسطس 2023", "30 أغسطس 2023"),
        ("ja", followers(5876), "フォロワー5,876人", "フォロワー5876人"),
        ("ja", Count(5800, about=True, unit=True), "フォロワー約5,800人", "フォロワー約5800人"),
        ("ja", Count(5876), "5,876", "5876"),
        ("ja", Period(AUGUST, SEPTEMBER), "2023年8月\u206030日〜9月\u20604日", "2023年8月30日から9月4日まで"),
        ("ja", Period(SECOND, SEPTEMBER), "2023年9月\u20602日〜4日", "2023年9月2日から4日まで"),
        ("ja", Period(AUGUST, NEW_YEAR), "2023年8月\u206030日〜2024年1月\u20601日", "2023年8月30日から2024年1月1日まで"),
        ("ja", Together((MASTODON, X)), "MastodonとX", "MastodonとX"),
        ("ja", Together((MASTODON, X, INSTAGRAM)), "Mastodon、X、Instagram", "Mastodon、X、Instagram"),
        ("ja", Tally(3), "3アカウント", "3アカウント"),
        ("zh-Hans", followers(5876), "5,876名关注者", "5876名关注者"),
        ("zh-Hans", Percent(87), "87%", "百分之87"),
        ("zh-Hans", Tally(2), "两个账号", "两个账号"),
        ("zh-Hans", Period(AUGUST, SEPTEMBER), "2023年8月\u206030日至9月\u20604日", "2023年8月30日至9月4日"),
        ("br", Tally(2), "div gont", "div gont"),
        ("br", Tally(3), "teir c’hont", "teir c'hont"),
        ("br", Tally(5), "pemp kont", "pemp kont"),
        ("br", Duration(2), "daou zevezh", "daou zevezh"),
        ("br", Duration(5), "pemp devezh", "pemp devezh"),
        ("br", followers(1_000_000), "1\u202f000\u202f000 a heulierien", "1000000 a heulierien"),
        ("br", Day(date(2023, 2, 1)), "1añ C’hwevrer 2023", "1añ a viz C'hwevrer 2023"),
        ("br", Period(AUGUST, SEPTEMBER, "medium"), "eus an 30 Eost d’ar 4 Gwen. 2023", "eus an 30 a viz Eost d'ar 4 a viz Gwengolo 2023"),
        ("br", Together((MASTODON, X)), "Mastodon hag X", "Mastodon hag X"),
        ("br", Together((MASTODON, FACEBOOK)), "Mastodon ha Facebook", "Mastodon ha Facebook"),
        ("eo", followers(1), "1 sekvanto", "1 sekvanto"),
        ("eo", phrase("headline.alone_gains", challenger=MASTODON, change=followers(3)), *["Mastodon gajnas 3 sekvantojn"] * 2),
        ("eo", Period(SEPTEMBER, SEPTEMBER), "la 4-an de septembro 2023", "la 4-an de septembro 2023"),
        (
            "eo",
            Period(AUGUST, SEPTEMBER),
            "30-a de aŭgusto ĝis 4-a de septembro 2023",
            "de la 30-a de aŭgusto ĝis la 4-a de septembro 2023",
        ),
        ("eo", Percent(1), "1%", "1 procento"),
        ("eo", Percent(47), "47%", "47 procentoj"),
    ],
)
def test_a_value_takes_the_form_that_its_language_asks_for(code: str, value: Value, written: str, spoken: str) -> None:
    language = find_language(code)
    assert (Voice(language, spoken=False).say(value), Voice(language, spoken=True).say(value)) == (written, spoken)


@pytest.mark.parametrize(
    ("code", "said"),
    [("ja", "1.23億"), ("zh-Hans", "1.23亿"), ("pl", "123\u00a0mln"), ("ar", "123\u00a0مليون"), ("br", "123\u00a0M"), ("eo", "123\u00a0M")],
)
def test_compact_counts_have_the_sign_of_the_language(code: str, said: str) -> None:
    assert Voice(find_language(code), spoken=False).compact(Count(123_400_000)) == said


@pytest.mark.parametrize(
    ("code", "written", "spoken"),
    [
        ("pl", "5876 osób obserwujących", "5876 osób obserwujących"),
        ("ar", "5,876 متابع/ة", "5876 من المتابعين والمتابعات"),
        ("br", "5\u202f876 heulier·ez", "5876 heulier pe heulierez"),
    ],
)
def test_inclusive_forms_of_languages_that_have_them(code: str, written: str, spoken: str) -> None:
    language = find_language(code)
    said = [Voice(language, each, inclusive=True).say(followers(5876)) for each in (False, True)]
    assert said == [written, spoken]


@pytest.mark.parametrize(("number", "word"), [(99, "z"), (100, "ze"), (199, "ze"), (200, "z"), (1000, "z"), (150_000, "ze"), (1_500, "z")])
def test_polish_says_ze_before_a_hundred(number: int, word: str) -> None:
    move = phrase("move.up", platform=X, first=Count(number), last=Count(number + 1))
    assert f"X rośnie {word} {number} do" in Voice(find_language("pl"), spoken=True).say(move)
    written = Voice(find_language("pl"), spoken=False).say(move)
    assert (" z\u00a0" in written) == (word == "z")


@pytest.mark.parametrize("code", ["ja", "zh-Hans"])
def test_sentences_stand_without_spaces_between_them(code: str) -> None:
    """And a title that ends in a stop of its own gets no second one."""
    facts = find_facts(campaign())
    for story in (find_kind("duel").tell(facts, Choices(title=title)) for title in ("", "抜いた！", "済。")):
        text = alt_text(story, Voice(find_language(code), spoken=True), "extended")
        assert not re.search("[。！] |。。|！。", text)
