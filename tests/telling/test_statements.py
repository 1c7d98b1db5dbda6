"""What is said of facts is so: trends, ratios, shares and verdicts, for any counts and whatever was rounded."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import MASTODON, X, bare, campaign, compared, comparisons, counts, timed

from imggen.facts import Difference, Facts, Pair, Phase
from imggen.finding.find import find_facts
from imggen.platforms import find_platform
from imggen.series import Comparison, Reading
from imggen.story import Change, Choices, Clock, Count, Day, Percent, Phrase, Quote, Together
from imggen.telling import statements as may_say
from imggen.telling.readings import ALL_READINGS, tell_readings

HALF_WIDTHS = st.sampled_from((0, 0, 1, 50, 500))


def between(first: int, latest: int, half_width: int = 0) -> tuple[Difference, Reading, Reading]:
    one, other = bare("2023-08-01", first, half_width), bare("2023-08-04", latest, half_width)
    return Difference(latest - first, 2 * half_width), one, other


@pytest.mark.parametrize(
    ("first", "latest", "word"),
    [
        (5850, 5832, "down_slightly"),
        (10_000, 10_099, "up_slightly"),
        (10_000, 10_100, "up"),
        (10_000, 10_999, "up"),
        (10_000, 11_000, "up_far"),
        (10_000, 9_900, "down"),
        (10_000, 9_000, "down_far"),
        (10_000, 10_000, "same"),
        (0, 1, "up_far"),
        (1, 0, "down_far"),
        (0, 0, "same"),
    ],
)
def test_trends_have_the_same_steps_up_and_down(first: int, latest: int, word: str) -> None:
    difference, one, _ = between(first, latest)
    assert may_say.trend(difference, one) == word


@given(counts(), counts(), HALF_WIDTHS, st.integers(-500, 500), st.integers(-500, 500))
def test_a_trend_that_is_said_holds_for_every_true_count(first: int, latest: int, half_width: int, error: int, other: int) -> None:
    difference, one, two = between(first, latest, half_width)
    true_first, true_latest = (max(0, count + max(-half_width, min(half_width, off))) for count, off in ((first, error), (latest, other)))
    grown = true_latest - true_first
    word = may_say.trend(difference, one)
    if word.startswith("up"):
        assert grown > 0
    if word.startswith("down"):
        assert grown < 0
    if word.endswith("slightly"):
        assert 100 * abs(grown) < true_first
    if word.endswith("far"):
        assert 10 * abs(grown) >= true_first
    if word == "same":
        assert grown == 0
    if may_say.doubled(one, two):
        assert true_latest > 2 * true_first
    if may_say.halved(one, two):
        assert 2 * true_latest < true_first


def test_no_trend_of_a_single_reading_or_of_a_rounding() -> None:
    assert may_say.trend(None, bare("2023-08-01", 5)) == "single"
    assert may_say.trend(Difference(100, 100), bare("2023-08-01", 5800, 50)) == "unsure"


def paired(ours: int, theirs: int, half_width: int = 0) -> Pair:
    return Pair(bare("2023-09-04", ours, half_width), bare("2023-09-04", theirs, half_width))


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        (2900, 5850, 2),
        (5850, 2900, 2),
        (100, 310, 3),
        (100, 409, 4),
        (100, 550, None),
        (100, 480, 5),
        (10, 100, 10),
        (0, 100, None),
        (90, 100, None),
    ],
)
def test_ratios_have_words_within_five_per_cent(ours: int, theirs: int, said: int | None) -> None:
    assert may_say.times(paired(ours, theirs)) == (None if said is None else Count(said))


def test_no_ratio_of_rounded_counts() -> None:
    assert may_say.times(paired(2900, 5850, 50)) is None


@given(counts(), counts())
def test_shares_are_whole_and_nothing_that_is_there_is_nothing(ours: int, theirs: int) -> None:
    parts = may_say.shares(paired(ours, theirs))
    if parts is None:
        assert ours == theirs == 0
        return
    assert parts[0].number + parts[1].number == 100
    for part, count in zip(parts, (ours, theirs), strict=True):
        assert (count == 0) == (part.number == 0)
        share = 100 * count / (ours + theirs)
        if part.number == 50 and part.bound:
            assert 0 < (share - 50 if part.bound == "over" else 50 - share) <= 0.5
        else:
            assert share < 1 if part.bound == "under" else share > 99 if part.bound == "over" else abs(part.number - share) <= 0.5


def test_shares_of_the_campaign() -> None:
    assert may_say.shares(paired(5090, 5840)) == (Percent(47), Percent(53))
    assert may_say.shares(paired(5876, 5832)) == (Percent(50, "over"), Percent(50, "under"))
    assert may_say.shares(paired(5832, 5832)) == (Percent(50), Percent(50))
    assert may_say.shares(paired(1, 1_000_000)) == (Percent(1, "under"), Percent(99, "over"))
    assert may_say.shares(None) is None


def test_a_change_is_not_said_when_the_rounding_hides_it() -> None:
    assert may_say.change(Difference(10)) == Change(10)
    assert may_say.change(Difference(0)) == Change(0)
    assert may_say.change(Difference(200, 100)) == Change(200, about=True)
    assert may_say.change(Difference(100, 100)) is None
    assert may_say.change(None) is None


@given(comparisons(series=(1, 3)))
def test_a_verdict_never_says_more_than_the_facts(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    for crossed in (False, bool(facts.crossings) and facts.crossings[-1].ahead):
        key = may_say.verdict(facts, crossed=crossed, change=facts.series[0].change)
        sign = facts.pair.sign if facts.pair else None
        ahead = {"overtaken", "takes_lead", "has_overtaken", "just_ahead", "ahead"}
        behind = {"slipping_back", "closing", "far_behind", "behind"}
        assert (key in ahead) == (sign == 1)
        assert (key in behind) == (sign == -1)
        assert (key == "level") == (sign == 0)
        assert key not in ("overtaken", "has_overtaken") or crossed


def test_ahead_without_a_crossing_on_the_card_is_not_called_overtaking() -> None:
    facts = find_facts(compared([bare("2023-08-01", 100), bare("2023-08-04", 201)], [bare("2023-08-01", 100), bare("2023-08-04", 200)]))
    assert facts.phase is Phase.OVERTAKEN
    assert may_say.verdict(facts, crossed=False, change=None) == "takes_lead"


@pytest.mark.parametrize(("until", "pose"), [("2023-08-30", "under"), ("2023-09-02", "push"), ("2023-09-04", "top")])
def test_the_animal_tells_the_score(until: str, pose: str) -> None:
    assert may_say.pose(find_facts(campaign(until)), Choices()) == pose


def test_the_animal_just_stands_when_there_is_no_x_and_is_not_drawn_when_not_wanted() -> None:
    readings = [bare("2023-08-01", 100)], [bare("2023-08-01", 200)]
    against_instagram = find_facts(compared(*readings, platforms=(MASTODON, find_platform("instagram"))))
    assert may_say.pose(against_instagram, Choices()) == "stand"
    assert may_say.pose(find_facts(compared(*readings, platforms=(MASTODON, X))), Choices(art=False)) == ""


def test_a_title_is_quoted_as_it_is() -> None:
    facts = find_facts(campaign())
    assert may_say.headline(facts, "overtaken", Choices(title="𝕏 {gap} !"), None) == Quote("𝕏 {gap} !")


def test_nobody_is_not_announced_with_joy() -> None:
    nobody = find_facts(compared([bare("2023-08-01", 0)]))
    said = may_say.headline(nobody, "alone", Choices(tone="campaign"), None)
    assert isinstance(said, Phrase)
    assert said.tone == "plain"


def test_changes_are_said_since_one_day_or_not_at_all() -> None:
    late = compared(
        [bare("2023-08-01", 100), bare("2023-08-04", 120)],
        [timed("2023-08-02T01:00", 200), timed("2023-08-04T12:00", 210)],
    )
    facts = find_facts(late)
    assert facts.baseline is not None
    assert not facts.baseline.one_day
    assert may_say.changes(facts, facts.series) is None
    whole = find_facts(campaign())
    said = may_say.changes(whole, whole.series)
    assert said is not None
    assert said.values["at"] == Day(bare("2023-09-02", 0).day, "long")


def test_times_of_day_are_those_of_the_campaigns_zone() -> None:
    comparison = compared([timed("2023-08-01T22:30", 1, zone="Europe/Paris")], zone="Europe/Paris")
    assert may_say.clock(comparison.challenger.readings[0], comparison) == Clock(0, 30)


@given(comparisons(series=(1, 3), rows=(1, 20), blanks=True))
def test_readings_are_told_whole_up_to_twelve_times_and_summed_up_beyond(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    sentences = list(tell_readings(facts, facts.series, facts.series[0].latest.day))
    times = len({reading.time for one in facts.series for reading in one.series.readings})
    if times > ALL_READINGS:
        assert len(sentences) == len(facts.series)
        return
    said = [count for sentence in sentences for count in _counts(sentence.says)]
    assert sorted(said) == sorted(reading.count for one in facts.series for reading in one.series.readings)


def _counts(value: object) -> list[int]:
    if isinstance(value, Count):
        return [value.number]
    if isinstance(value, Together):
        return [count for part in value.parts for count in _counts(part)]
    return [count for part in value.values.values() for count in _counts(part)] if isinstance(value, Phrase) else []


@given(comparisons())
def test_the_gap_before_is_left_out_when_the_rounding_hides_it(comparison: Comparison) -> None:
    facts: Facts = find_facts(comparison)
    assume(facts.pair and facts.baseline)
    assert facts.pair is not None
    assert facts.baseline is not None
    said = may_say.gap_then(facts, facts.pair, facts.baseline)
    assert (said is None) == (facts.baseline.sign is None or not facts.pair.sign)
