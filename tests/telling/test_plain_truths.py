"""What a reader takes from a sentence is so: of counts that came back, of gaps that stayed, of days of several years."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from strategies import bare, campaign, compared, table

from imggen.facts import Facts
from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.series import Comparison, Subject
from imggen.story import Account, Choices, Percent
from imggen.telling import statements as may_say
from imggen.wording.alt import LIMITS, alt_text
from imggen.wording.language import find_language, languages
from imggen.wording.voice import Voice

CAME_BACK = (("2023-08-01", 1000, 2000), ("2023-08-02", 1500, 5000), ("2023-08-03", 1900, 2000))
OF_YEARS = (("2022-12-30", 1000, 2000), ("2023-01-02", 1500, 2000), ("2023-12-30", 1900, 2000), ("2024-01-02", 1950, 2001))
STAYED = (("2023-08-01", 10, 5010), ("2023-08-11", 2010, 7010))


def story_of(facts: Facts, card: str) -> Any:
    kind: Any = find_kind(card)
    return kind.tell(facts, Choices())


def told(comparison: Comparison, card: str, tier: str = "standard", code: str = "en") -> str:
    story = story_of(find_facts(comparison), card)
    return alt_text(story, Voice(find_language(code), spoken=True), tier)


def alone(*counts: int) -> Comparison:
    return compared([bare(f"2023-08-{day:02}", count) for day, count in enumerate(counts, 1)])


def test_a_count_that_came_back_is_not_said_to_stay() -> None:
    assert "X is back at 2000, after 5000 on 2 August." in told(table(*CAME_BACK), "timeline")
    assert "flat" not in told(table(*CAME_BACK), "timeline", "short")
    assert "back at 1000 followers, after 9000 on 2 August" in told(alone(1000, 9000, 1000), "timeline")


def test_an_update_does_not_say_that_a_count_stays_which_moved_in_between() -> None:
    facts = find_facts(table(*CAME_BACK), compare_to="first")
    story = story_of(facts, "update")
    text = alt_text(story, Voice(find_language("en"), spoken=True))
    assert "X is back at 2000." in text
    assert "5000" not in text, "it is not on the card"


@pytest.mark.parametrize("code", languages())
def test_the_headline_of_a_count_that_came_back_is_not_that_of_one_that_stayed(code: str) -> None:
    voice = Voice(find_language(code), spoken=False)
    back, stayed = (story_of(find_facts(alone(*each)), "timeline") for each in ((10, 90, 10), (10, 10, 10)))
    assert voice.say(back.headline) != voice.say(stayed.headline)


def test_a_gap_that_moved_in_between_does_not_stay() -> None:
    rows = (("2023-08-01", 1000, 2000), ("2023-08-02", 1000, 5000), ("2023-08-03", 1500, 2500))
    assert "stays" not in told(table(*rows), "timeline")


def test_every_day_is_told_with_its_year_where_another_year_was_said_last() -> None:
    said = told(table(*OF_YEARS), "timeline", "extended").split("Readings: ")[1]
    assert "on 30 December 2022, " in said
    assert "On 2 January 2023, " in said
    assert "On 30 December, Mastodon 1900" in said, "of the year said last"
    assert "On 2 January 2024, " in said


def test_of_many_readings_of_several_years_each_day_has_its_year() -> None:
    rows = [(f"{2020 + month // 12}-{month % 12 + 1:02}-01", 1000 + 10 * (month % 7), 2000) for month in range(24)]
    said = told(table(*rows), "timeline", "extended").split("Readings: ")[1].split("Layout: ")[0]
    assert said.lower().count("on 1 ") == said.count("2020") + said.count("2021")


def test_the_highest_and_the_lowest_count_are_called_so() -> None:
    rows = [(f"2023-08-{day:02}", count, 2000) for day, count in enumerate((1000, 3010, 900, *range(1000, 1012)), 1)]
    said = told(table(*rows), "timeline", "extended")
    assert "at its highest 3010 on 2 August" in said
    assert "at its lowest 900 on 3 August" in said


def test_a_german_gap_that_has_grown_was_not_still_so_large() -> None:
    rows = (("2023-08-01", 5900, 5850), ("2023-08-11", 5800, 5851), ("2023-08-12", 5700, 5852))
    assert "; am 11. August waren es 51." in told(table(*rows), "duel", code="de")


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("card", ["duel", "race", "update"])
def test_a_gap_that_is_the_same_is_said_once(card: str, code: str) -> None:
    said = told(table(*STAYED), card, code=code)
    assert said.count("5000") == 1, said


@pytest.mark.parametrize("code", languages())
def test_a_change_of_a_count_alone_is_said_once(code: str) -> None:
    assert told(alone(1000, 1100), "timeline", code=code).replace("1100", "").count("100") == 2, "and as a part of 1000"
    assert told(alone(1000, 1000), "timeline", code=code).count("1000") == 1


def test_a_count_that_stays_all_along_is_not_called_frozen_as_well() -> None:
    rows = [(f"2023-08-{day:02}", 1000 + 50 * day, 2000) for day in range(1, 16)]
    said = told(table(*rows), "timeline")
    assert "X stays at 2000" in said
    assert "has not changed" not in said


@pytest.mark.parametrize("code", languages())
def test_halves_that_are_none_are_not_told_as_equal(code: str) -> None:
    facts = find_facts(campaign())
    assert may_say.shares(facts.pair) == (Percent(50, "over"), Percent(50, "under"))
    voice = Voice(find_language(code), spoken=True)
    assert voice.say(Percent(50, "over")) != voice.say(Percent(50, "under"))


def test_a_change_since_a_day_is_told_as_one_that_has_happened() -> None:
    assert "Mastodon has gained 100 followers since 1 August" in told(alone(1000, 1100), "duel")
    assert "Mastodon hat seit dem 1. August 1 Follower verloren" in told(alone(1000, 999), "duel", code="de")


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("card", ["timeline", "update"])
def test_years_are_not_told_in_days(card: str, code: str) -> None:
    rows = (("2019-08-01", 1000, 20_000), ("2024-03-01", 25_000, 18_000))
    story = story_of(find_facts(table(*rows)), card)
    voice = Voice(find_language(code), spoken=True)
    assert not any("1674" in words for words in (alt_text(story, voice), voice.say(story.headline)))


def test_counts_that_cannot_be_compared_say_so_in_the_short_tier() -> None:
    rows = (("2023-08-01", 1000, None), ("2023-08-02", 1010, None), ("2023-08-05", None, 2000), ("2023-08-07", None, 1990))
    assert told(table(*rows), "timeline", "short", "fr").endswith(", sans date commune.")


@pytest.mark.parametrize("card", ["duel", "timeline", "victory"])
def test_the_name_of_an_account_is_whole_where_it_has_room(card: str) -> None:
    subject = Subject("Ville de Saint-Germain-en-Laye")
    assert subject.name in told(replace(campaign(), subject=subject), card, "short", "fr")


@pytest.mark.parametrize("name", ["Universität der Künste und der Wissenschaften", "Royal Society of the Arts and Manufactures of London"])
def test_a_name_that_is_cut_does_not_end_with_a_small_word(name: str) -> None:
    voice = Voice(find_language("de"), spoken=True)
    for longest in range(12, len(name)):
        said = replace(voice, longest_name=longest).say(Account(Subject(name)))
        assert said.split()[-1] not in ("der", "und", "of", "the", "and"), said


@pytest.mark.parametrize("code", languages())
def test_an_update_of_a_tie_says_the_count_once(code: str) -> None:
    said = told(table(("2023-08-01", 5000, 5850), ("2023-08-11", 5850, 5850)), "update", "short", code)
    assert said.count("5850") == 1, said


def test_a_duel_says_that_others_were_counted() -> None:
    rows = (("2023-08-01", 1000, 2000, 300), ("2023-08-11", 1900, 2000, 700))
    assert "1 other platform not shown" in told(table(*rows), "duel", "extended")


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("tier", LIMITS)
def test_a_rounded_count_that_is_written_as_before_does_not_go_from_it_to_it(tier: str, code: str) -> None:
    mine, theirs = (
        [bare(day, count, half) for day, count in rows]
        for rows, half in (
            ((("2023-08-01", 5000), ("2023-08-08", 5880)), 0),
            ((("2023-08-01", 5900), ("2023-08-08", 5900)), 50),
        )
    )
    said = told(compared(mine, theirs), "timeline", tier, code)
    facts_only = said.split("\n")[0]
    assert facts_only.count("5900") == 1, said
