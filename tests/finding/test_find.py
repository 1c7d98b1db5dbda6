"""What the numbers of a comparison say, from the campaign's three days to hourly readings over years."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BLUESKY, DAY, HOUR, MASTODON, X, bare, campaign, compared, comparisons, counts, hourly, table, timed

from imggen.errors import InputError
from imggen.facts import Crossing, Difference, Estimate, Facts, Phase
from imggen.finding.find import CompareTo, find_facts
from imggen.series import Comparison, Reading, Series

BILLION = 1_000_000_000


def day_of(facts: Facts) -> str | None:
    """The day of the baseline."""
    return facts.baseline.newest.day.isoformat() if facts.baseline else None


# The campaign


def test_30_august_far_behind_and_nothing_to_measure_from() -> None:
    facts = find_facts(campaign("2023-08-30"))
    assert facts.phase is Phase.FAR_BEHIND
    assert (facts.pair, facts.baseline, facts.crossings, facts.estimate, facts.days) == (facts.first_pair, None, (), None, 0)
    assert [(one.change, one.change_since_baseline, one.per_day) for one in facts.series] == [(None, None, None)] * 2


def test_2_september_closing_with_an_estimate() -> None:
    facts = find_facts(campaign("2023-09-02"))
    assert facts.phase is Phase.CLOSING
    assert facts.pair
    assert facts.pair.gap == 750
    assert facts.estimate == Estimate(1, 2)
    assert [one.change_since_baseline for one in facts.series] == [Difference(2190), Difference(-10)]
    assert [one.per_day for one in facts.series] == [730, pytest.approx(-10 / 3)]


def test_4_september_overtaken() -> None:
    facts = find_facts(campaign())
    assert facts.phase is Phase.OVERTAKEN
    assert facts.pair
    assert facts.baseline
    assert (facts.pair.lead, facts.baseline.gap, day_of(facts), facts.days) == (44, 750, "2023-09-02", 5)
    assert facts.crossings == (Crossing(facts.pairs[1], facts.pairs[2]),)
    assert facts.crossings[0].ahead
    assert facts.estimate is None
    assert facts.ratio == 5876 / 5832
    assert facts.doubts == ()
    mastodon, x = facts.series
    assert (mastodon.change, mastodon.change_since_baseline, mastodon.per_day) == (Difference(2976), Difference(786), 393)
    assert (x.change, x.change_since_baseline, x.per_day) == (Difference(-18), Difference(-8), -4)
    assert (mastodon.high.count, mastodon.low.count, x.high.count, x.low.count) == (5876, 2900, 5850, 5832)


@pytest.mark.parametrize("day", ["2023-08-30", "2023-09-02", "2023-09-04"])
def test_as_of_says_what_was_said_that_day(day: str) -> None:
    assert find_facts(campaign(), as_of=date.fromisoformat(day)) == find_facts(campaign(day))


def test_what_was_left_out_is_among_the_doubts() -> None:
    facts = find_facts(table(("2023-09-01", 1, 2, None), ("2023-09-02", 1, 2, 3)), as_of=date(2023, 9, 1))
    assert facts.doubts == ("Bluesky has no reading by 2023-09-01 and is left out; its first is of 2023-09-02.",)


# The baseline

WEEK = [(f"2023-09-{day:02}", 100 * day, 1000) for day in (1, 3, 4, 8, 9)]


@pytest.mark.parametrize(
    ("compare_to", "expected"),
    [
        (None, "2023-09-08"),
        ("previous", "2023-09-08"),
        ("first", "2023-09-01"),
        (timedelta(days=1), "2023-09-08"),
        (timedelta(days=2), "2023-09-04"),
        (timedelta(days=5), "2023-09-04"),
        (timedelta(days=7), "2023-09-01"),
        (timedelta(days=30), "2023-09-01"),
        (date(2023, 9, 4), "2023-09-04"),
        (date(2023, 9, 7), "2023-09-04"),
        (date(2023, 9, 9), "2023-09-08"),
        (datetime(2023, 9, 4, 11, tzinfo=UTC), "2023-09-03"),
        (datetime(2023, 9, 4, 13), "2023-09-04"),
    ],
)
def test_compare_to(compare_to: CompareTo | None, expected: str) -> None:
    facts = find_facts(table(*WEEK), compare_to=compare_to)
    assert day_of(facts) == expected
    assert {one.baseline.day.isoformat() for one in facts.series if one.baseline} == {expected}
    assert facts.doubts == ()


def test_a_date_before_all_gives_the_first_with_a_doubt() -> None:
    facts = find_facts(table(*WEEK), compare_to=date(2023, 8, 1))
    assert day_of(facts) == "2023-09-01"
    assert facts.doubts == ("Mastodon and X were not both counted by 2023-08-01; changes are measured from 2023-09-01.",)
    alone = find_facts(table(*((day, ours) for day, ours, _ in WEEK)), compare_to=date(2023, 8, 1))
    assert alone.doubts == ("Mastodon was not counted by 2023-08-01; changes are measured from 2023-09-01.",)


def test_an_unknown_baseline_is_refused() -> None:
    with pytest.raises(InputError, match="unknown baseline 'yesterday'; write previous, first"):
        find_facts(campaign(), compare_to="yesterday")  # type: ignore[arg-type]


def test_the_default_is_a_day_before_among_hourly_readings() -> None:
    facts = find_facts(hourly(0.1, lambda hour: hour, lambda hour: 500))
    assert facts.pair
    assert facts.baseline
    assert facts.pair.newest.time - facts.baseline.newest.time == DAY


def test_under_a_day_of_readings_the_default_is_the_first_and_there_is_no_rate() -> None:
    readings = [timed(f"2023-09-01T{hour:02}:00", hour) for hour in (1, 9, 23)]
    facts = find_facts(compared(readings, readings))
    assert facts.baseline == facts.first_pair
    assert {one.per_day for one in facts.series} == {None}
    assert {one.change_since_baseline for one in facts.series} == {Difference(22)}


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York"])
@pytest.mark.parametrize("day", [date(2024, 3, 31), date(2024, 3, 10), date(2024, 10, 27), date(2024, 11, 3)])
def test_yesterday_is_a_day_ago_whatever_the_clocks_do(zone: str, day: date) -> None:
    days = [day - 2 * DAY, day - DAY, day]
    readings = [bare(one, 100 + number, zone=zone) for number, one in enumerate(days)]
    facts = find_facts(compared(readings, readings, zone=zone))
    assert day_of(facts) == (day - DAY).isoformat()
    assert [one.per_day for one in facts.series] == [1, 1]


def test_nothing_is_measured_from_before_since() -> None:
    facts = find_facts(table(*WEEK), since=date(2023, 9, 4), compare_to="first")
    assert day_of(facts) == "2023-09-04"
    assert (facts.days, len(facts.pairs), facts.series[0].low.count) == (5, 3, 400)


# One series, several, of different days


def test_one_series_is_alone_and_still_measured() -> None:
    facts = find_facts(table(*((day, ours) for day, ours, _ in WEEK)))
    assert facts.phase is Phase.ALONE
    assert (facts.pair, facts.baseline, facts.pairs, facts.ratio, facts.share) == (None, None, (), None, None)
    assert facts.series[0].baseline == bare("2023-09-08", 800)
    assert facts.series[0].change_since_baseline == Difference(100)


def test_counts_of_different_days_state_no_lead() -> None:
    facts = find_facts(compared([bare("2023-09-01", 5), bare("2023-09-10", 9)], [bare("2023-09-06", 7)]))
    assert facts.phase is Phase.APART
    assert (facts.pair, facts.first_pair, facts.baseline, facts.crossings, facts.ratio, facts.share) == (None, None, None, (), None, None)
    mastodon, x = facts.series
    assert (mastodon.baseline, mastodon.change_since_baseline, mastodon.stale_days) == (bare("2023-09-01", 5), Difference(4), 0)
    assert (x.baseline, x.change, x.stale_days) == (None, None, 4)
    assert facts.doubts == ("X was last counted on 2023-09-06, but Mastodon on 2023-09-10.",)


def test_when_the_rival_falls_silent_the_last_pair_is_compared() -> None:
    rows = [("2023-09-01", 100, 500), ("2023-09-03", 200, 480), ("2023-09-09", 900, None)]
    facts = find_facts(table(*rows))
    assert facts.phase is Phase.FAR_BEHIND
    assert facts.pair
    assert facts.pair.newest.day == date(2023, 9, 3)
    mastodon, x = facts.series
    assert (mastodon.latest.count, mastodon.change, mastodon.change_since_baseline) == (900, Difference(800), Difference(100))
    assert (x.stale_days, x.gaps, x.change_since_baseline) == (6, 0, Difference(-20))
    assert facts.days == 8


def test_further_platforms_are_measured_by_themselves() -> None:
    facts = find_facts(table(("2023-09-01", 1, 10, 7), ("2023-09-02", 2, 11, None), ("2023-09-03", 3, 12, 9)))
    assert [one.series.platform for one in facts.series] == [MASTODON, X, BLUESKY]
    assert facts.series[2].baseline == bare("2023-09-01", 7)
    assert facts.series[2].change_since_baseline == Difference(2)
    assert facts.series[2].gaps == 1


def test_a_count_that_is_used_twice_has_not_changed_by_nothing() -> None:
    """X was counted once: there is no change to state, not even of 0."""
    facts = find_facts(compared([timed("2023-09-01T12:00", 5), timed("2023-09-02T12:00", 9)], [timed("2023-09-01T18:00", 7)]))
    assert len(facts.pairs) == 2
    assert (facts.series[1].change_since_baseline, facts.series[1].per_day) == (None, None)
    assert facts.series[0].change_since_baseline == Difference(4)


def test_a_series_that_stands_still_until_now_is_frozen() -> None:
    still = [bare(date(2023, 9, day), 5832) for day in range(1, 10)]
    moving = [bare(date(2023, 9, day), 5000 + day) for day in range(1, 10)]
    assert [one.frozen_since for one in find_facts(compared(moving, still)).series] == [None, still[0]]
    thawed = [*still[:-1], bare("2023-09-09", 5833)]
    assert find_facts(compared(moving, thawed)).series[1].frozen_since is None


def test_high_and_low_are_the_first_time_they_were_reached() -> None:
    facts = find_facts(table(*((f"2023-09-0{day}", count) for day, count in enumerate((5, 9, 3, 9, 3, 4), 1))))
    assert (facts.series[0].high.day.day, facts.series[0].low.day.day) == (2, 3)


# Small, large and rounded counts


@pytest.mark.parametrize(
    ("ours", "theirs", "phase", "ratio", "share"),
    [
        (0, 0, Phase.LEVEL, None, None),
        (0, 1, Phase.FAR_BEHIND, 0, 0),
        (1, 0, Phase.AHEAD, None, 1),
        (1, 1, Phase.LEVEL, 1, 0.5),
        (BILLION, BILLION - 1, Phase.JUST_AHEAD, BILLION / (BILLION - 1), BILLION / (2 * BILLION - 1)),
        (BILLION, 0, Phase.AHEAD, None, 1),
    ],
)
def test_nobody_one_and_a_billion(ours: int, theirs: int, phase: Phase, ratio: float | None, share: float | None) -> None:
    facts = find_facts(table(("2023-09-01", ours, theirs)))
    assert (facts.phase, facts.ratio, facts.share) == (phase, ratio, share)


def test_a_rate_whose_direction_rounding_hides_is_none() -> None:
    facts = find_facts(compared([bare("2023-09-01", 12_300, 50), bare("2023-09-03", 12_400, 50)], [bare("2023-09-03", 1)]))
    assert facts.series[0].change == Difference(100, 100)
    alone = find_facts(compared([bare("2023-09-01", 12_300, 50), bare("2023-09-03", 12_500, 50)]))
    unsure = find_facts(compared([bare("2023-09-01", 12_300, 50), bare("2023-09-03", 12_400, 50)]))
    assert (alone.series[0].per_day, unsure.series[0].per_day) == (100, None)


# Over any comparison


@given(comparisons(series=(1, 4)), st.sampled_from((None, "previous", "first", 3 * DAY)))
def test_every_fact_is_of_a_reading_in_use(comparison: Comparison, compare_to: CompareTo | None) -> None:
    facts = find_facts(comparison, compare_to=compare_to)
    assert [one.series for one in facts.series] == list(comparison.series)
    for one in facts.series:
        read = one.series.readings
        assert {one.first, one.latest, one.high, one.low, one.baseline or one.first, one.frozen_since or one.first} <= set(read)
        assert one.low.count <= one.latest.count <= one.high.count
        assert (one.change is None) is (len(read) == 1)
        assert one.gaps == sum(one.first.time < time < one.latest.time for time in one.series.missing)
        assert one.stale_days >= 0
    assert 0 in {one.stale_days for one in facts.series}
    every = [reading.day for one in facts.series for reading in one.series.readings]
    assert facts.days == (max(every) - min(every)).days
    assert (facts.pair is None) is (facts.phase in (Phase.ALONE, Phase.APART))
    if facts.baseline:
        assert facts.pair
        assert facts.baseline in facts.pairs[:-1]
        assert facts.pair == facts.pairs[-1]
        assert facts.first_pair == facts.pairs[0]


@given(comparisons(rows=(1, 10)))
def test_the_phase_and_the_crossings_agree(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    before = facts.baseline.sign if facts.baseline else None
    if facts.phase is Phase.OVERTAKEN and before == -1:
        assert facts.crossings[-1].ahead
    if facts.phase is Phase.SLIPPING_BACK and before == 1:
        assert not facts.crossings[-1].ahead
    if facts.estimate:
        assert facts.phase in (Phase.FAR_BEHIND, Phase.BEHIND, Phase.CLOSING)


@given(comparisons(rows=(1, 10)))
def test_swapping_the_two_turns_all_round(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    turned = find_facts(replace(comparison, series=comparison.series[::-1]))
    assert [pair.lead for pair in turned.pairs] == [-pair.lead for pair in facts.pairs]
    assert [one.ahead for one in turned.crossings] == [not one.ahead for one in facts.crossings]
    assert turned.series == facts.series[::-1]
    assert turned.days == facts.days
    if facts.share is not None and turned.share is not None:
        assert facts.share + turned.share == pytest.approx(1)
    if facts.ratio and turned.ratio:
        assert facts.ratio * turned.ratio == pytest.approx(1)


@given(comparisons(rounded=False), st.integers(2, 50))
def test_more_followers_in_proportion_cross_at_the_same_times(comparison: Comparison, factor: int) -> None:
    facts, more = find_facts(comparison), find_facts(_scaled(comparison, factor))
    assert more.phase is facts.phase
    assert [one.after.newest.time for one in more.crossings] == [one.after.newest.time for one in facts.crossings]
    assert more.share == pytest.approx(facts.share) if facts.share is not None else more.share is None


def _scaled(comparison: Comparison, factor: int) -> Comparison:
    def scaled(series: Series) -> Series:
        return replace(series, readings=tuple(replace(one, count=one.count * factor) for one in series.readings))

    return replace(comparison, series=tuple(scaled(one) for one in comparison.series))


def _with(ends: list[Reading], more: list[Reading]) -> list[Reading]:
    """The readings in order, those at the ends' own times aside."""
    taken = {end.time for end in ends}
    return sorted([*ends, *{one.time: one for one in more if one.time not in taken}.values()], key=lambda one: one.time)


START = datetime(2023, 9, 1, 7, tzinfo=UTC)


def _some(least: timedelta, most: timedelta) -> st.SearchStrategy[list[Reading]]:
    """Any readings strictly between two times after the start."""
    minutes = st.integers(least // HOUR * 60 + 1, most // HOUR * 60 - 1)
    return st.lists(st.builds(lambda when, count: timed(START + timedelta(minutes=when), count), minutes, counts()), max_size=8)


@given(st.tuples(*[counts()] * 4), _some(HOUR, 80 * HOUR), _some(HOUR, 80 * HOUR))
def test_readings_in_between_never_change_the_phase_since_the_first(
    ends: tuple[int, ...], ours: list[Reading], theirs: list[Reading]
) -> None:
    """The rival is read an hour after the challenger, at both ends; whatever lies between them changes nothing."""
    challenger = [timed(START, ends[0]), timed(START + 80 * HOUR, ends[1])]
    rival = [timed(START + HOUR, ends[2]), timed(START + 81 * HOUR, ends[3])]
    plain = find_facts(compared(challenger, rival), compare_to="first")
    dense = find_facts(compared(_with(challenger, ours), _with(rival, theirs)), compare_to="first")
    assert (dense.phase, dense.pair, dense.baseline, dense.days) == (plain.phase, plain.pair, plain.baseline, plain.days)
    assert dense.share == plain.share


@given(st.tuples(*[counts()] * 6), _some(61 * HOUR, 84 * HOUR), _some(61 * HOUR, 84 * HOUR), _some(HOUR, 59 * HOUR), _some(HOUR, 59 * HOUR))
def test_readings_of_the_last_day_or_before_the_baseline_never_change_the_phase(
    ends: tuple[int, ...], ours: list[Reading], theirs: list[Reading], our_past: list[Reading], their_past: list[Reading]
) -> None:
    """The baseline is of hour 60, the newest pair of hour 84."""
    challenger = [timed(START + hour * HOUR, count) for hour, count in zip((0, 60, 84), ends[:3], strict=True)]
    rival = [timed(START + hour * HOUR, count) for hour, count in zip((0, 60, 84), ends[3:], strict=True)]
    plain = find_facts(compared(challenger, rival))
    dense = find_facts(compared(_with(challenger, ours + our_past), _with(rival, theirs + their_past)))
    assert plain.baseline == plain.pairs[1]
    assert (dense.phase, dense.pair, dense.baseline) == (plain.phase, plain.pair, plain.baseline)


@given(st.tuples(*[counts()] * 4), st.lists(st.tuples(st.integers(1, 29), counts() | st.none(), counts() | st.none()), max_size=10))
def test_rows_in_between_never_change_the_phase_since_the_first(
    ends: tuple[int, ...], rows: list[tuple[int, int | None, int | None]]
) -> None:
    days = {day: (ours, theirs) for day, ours, theirs in rows}
    table_rows = [(0, ends[0], ends[1]), *((day, *days[day]) for day in sorted(days)), (30, ends[2], ends[3])]
    dated = [((date(2023, 9, 1) + timedelta(days=day)).isoformat(), ours, theirs) for day, ours, theirs in table_rows]
    plain, dense = (find_facts(table(*some), compare_to="first") for some in ((dated[0], dated[-1]), dated))
    assert (dense.phase, dense.pair, dense.baseline) == (plain.phase, plain.pair, plain.baseline)


# Hourly readings over years


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(("UTC", "Europe/Paris", "Pacific/Auckland")), st.sampled_from((timedelta(0), timedelta(seconds=3))))
def test_hourly_readings_over_years(zone: str, late: timedelta) -> None:
    """One line climbs by two an hour, the other falls by one: they cross once, and no clock change adds a second time."""
    comparison = hourly(2, lambda hour: 2 * hour, lambda hour: 30_001 - hour, zone=zone, late=late)
    facts = find_facts(comparison)
    assert len(facts.pairs) == len(comparison.challenger.readings)
    assert [(one.before.lead, one.after.lead) for one in facts.crossings] == [(-1, 2)]
    assert facts.phase is Phase.AHEAD
    assert [one.per_day for one in facts.series] == [48, -24]
    assert facts.days == (comparison.challenger.readings[-1].day - comparison.challenger.readings[0].day).days
    assert facts.doubts == ()


def test_hourly_lines_that_weave_cross_at_every_turn() -> None:
    facts = find_facts(hourly(1, lambda hour: 1000 + (hour // 100 % 2) * 2, lambda hour: 1001))
    turns = [one.after.newest.time - START.replace(2019, 1, 1, 0) for one in facts.crossings]
    assert turns == [100 * HOUR * turn for turn in range(1, 88)]
    assert [one.ahead for one in facts.crossings[:2]] == [True, False]


def test_all_pairs_share_their_readings_with_the_series() -> None:
    """Nothing is copied: what a card marks is the reading that was measured."""
    facts = find_facts(campaign())
    known = {id(one) for one in chain.from_iterable(series.readings for series in facts.comparison.series)}
    assert {id(one) for pair in facts.pairs for one in (pair.challenger, pair.rival)} <= known
