"""Which counts are compared with which, and where the lead changed sides."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from strategies import HOUR, MASTODON, X, bare, compared, comparisons, hourly, table, timed

from imggen.facts import PAIR_WITHIN, Pair
from imggen.finding.pairs import apart, find_crossings, find_pairs
from imggen.series import Comparison, Reading, Series


def pairs_of(comparison: Comparison, within: timedelta = PAIR_WITHIN) -> tuple[Pair, ...]:
    assert comparison.rival is not None
    return find_pairs(comparison.challenger, comparison.rival, within)


def counts_of(pairs: tuple[Pair, ...]) -> list[tuple[int, int]]:
    return [(pair.challenger.count, pair.rival.count) for pair in pairs]


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "UTC"])
@pytest.mark.parametrize("day", ["2024-03-30", "2024-10-26", "2024-03-09", "2024-11-02"])
def test_a_day_after_is_24_hours_whatever_the_clocks_do(zone: str, day: str) -> None:
    today = date.fromisoformat(day)
    assert apart(bare(today, 1, zone=zone), bare(today + timedelta(days=1), 1, zone=zone)) == timedelta(hours=24)


def test_times_are_apart_by_what_really_passed() -> None:
    before, after = timed("2024-10-27T02:30+02:00", 1), timed("2024-10-27T02:30+01:00", 1)
    assert apart(before, after) == apart(after, before) == HOUR


def test_a_table_of_whole_days_gives_one_pair_a_row() -> None:
    pairs = pairs_of(table(("2023-08-30", 1, 10), ("2023-09-02", 2, 11), ("2023-09-04", 3, 12)))
    assert counts_of(pairs) == [(1, 10), (2, 11), (3, 12)]


def test_a_blank_cell_in_the_middle_is_no_pair() -> None:
    pairs = pairs_of(table(("2023-09-01", 1, 10), ("2023-09-02", 2, None), ("2023-09-03", 3, 12)))
    assert counts_of(pairs) == [(1, 10), (3, 12)]


def test_the_newest_count_is_compared_with_yesterdays_while_todays_is_blank() -> None:
    pairs = pairs_of(table(("2023-09-01", 1, 10), ("2023-09-02", 2, 11), ("2023-09-03", 3, None)))
    assert counts_of(pairs) == [(1, 10), (2, 11), (3, 11)]
    assert not pairs[-1].one_day


@pytest.mark.parametrize(("ours", "theirs"), [(8, 20), (20, 8), (6, 20), (20, 6), (12, 12), (0, 23)])
def test_daily_counts_taken_at_different_hours_give_one_pair_a_day(ours: int, theirs: int) -> None:
    days = [f"2023-09-{day:02}" for day in range(1, 10)]
    comparison = compared(
        [timed(f"{day}T{ours:02}:00", number) for number, day in enumerate(days)],
        [timed(f"{day}T{theirs:02}:00", 100 + number) for number, day in enumerate(days)],
    )
    assert counts_of(pairs_of(comparison)) == [(number, 100 + number) for number in range(9)]


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=2), timedelta(minutes=20)])
def test_counts_collected_a_moment_apart_are_held_against_each_other_only(late: timedelta) -> None:
    """Both grow by ten an hour, and the rival stays five ahead: an hour's delay must not make a crossing."""
    pairs = pairs_of(hourly(0.02, lambda hour: 1000 + 10 * hour, lambda hour: 1005 + 10 * hour, late=late))
    assert {pair.lead for pair in pairs} == {-5}
    assert find_crossings(pairs) == ()


def test_further_apart_than_the_limit_is_no_pair() -> None:
    early, late = [timed("2023-09-01T12:00", 1)], [timed("2023-09-02T12:00:01", 2)]
    assert pairs_of(compared(early, late)) == ()
    assert len(pairs_of(compared(early, late), timedelta(hours=25))) == 1
    assert len(pairs_of(compared(early, [timed("2023-09-02T12:00", 2)]))) == 1


def test_of_two_partners_equally_near_neither_is_left_out() -> None:
    pairs = pairs_of(hourly(0.01, lambda hour: hour, lambda hour: 100 + hour, late=timedelta(minutes=30)))
    assert counts_of(pairs)[:4] == [(0, 100), (1, 100), (1, 101), (2, 101)]


def test_the_day_before_the_clocks_go_back_is_still_yesterday() -> None:
    ours = [bare("2024-10-26", 1, zone="Europe/Paris"), bare("2024-10-27", 2, zone="Europe/Paris")]
    assert counts_of(pairs_of(compared(ours, [bare("2024-10-26", 10, zone="Europe/Paris")]))) == [(1, 10), (2, 10)]


def test_the_last_pair_stays_when_one_side_falls_silent() -> None:
    pairs = pairs_of(table(("2023-09-01", 1, 10), ("2023-09-02", 2, None), ("2023-09-05", 3, None)))
    assert counts_of(pairs) == [(1, 10), (2, 10)]


@given(comparisons(rows=(1, 15)))
def test_pairs_are_made_of_what_was_newest(comparison: Comparison) -> None:
    pairs = pairs_of(comparison)
    challenger, rival = comparison.series
    for pair in pairs:
        assert apart(pair.challenger, pair.rival) <= PAIR_WITHIN
        for series, member in ((challenger, pair.challenger), (rival, pair.rival)):
            assert not any(member.time < reading.time <= pair.newest.time for reading in series.readings)
    assert len({(id(pair.challenger), id(pair.rival)) for pair in pairs}) == len(pairs)
    for earlier, later in pairwise(pairs):
        assert earlier.newest.time < later.newest.time
    ours, theirs = challenger.readings[-1], rival.readings[-1]
    if apart(ours, theirs) <= PAIR_WITHIN:
        assert pairs[-1] == Pair(ours, theirs)


@given(comparisons(rows=(2, 15)))
def test_counts_of_one_time_are_always_a_pair(comparison: Comparison) -> None:
    challenger, rival = comparison.series
    theirs = {reading.time: reading for reading in rival.readings}
    together = {Pair(ours, theirs[ours.time]) for ours in challenger.readings if ours.time in theirs}
    assert together <= set(pairs_of(comparison))


@given(comparisons(rows=(2, 15)))
def test_later_readings_take_no_earlier_pair_away(comparison: Comparison) -> None:
    """What was paired a while ago is still paired, but for the pair that was the newest of its time."""
    challenger, rival = comparison.series
    pairs = pairs_of(comparison)
    for now in challenger.readings:
        before = [tuple(one for one in series.readings if one.time <= now.time) for series in (challenger, rival)]
        if all(before):
            then = find_pairs(Series(MASTODON, before[0]), Series(X, before[1]))
            assert then[:-1] == pairs[: max(0, len(then) - 1)]


@given(comparisons(rows=(1, 15)))
def test_who_is_called_the_challenger_changes_no_pair(comparison: Comparison) -> None:
    challenger, rival = comparison.series
    assert [Pair(pair.rival, pair.challenger) for pair in find_pairs(rival, challenger)] == list(find_pairs(challenger, rival))


def lined_up(*leads: int, half_width: int = 0) -> tuple[Pair, ...]:
    def reading(number: int, count: int) -> Reading:
        return bare(date(2023, 9, 1) + timedelta(days=number), count, half_width)

    return tuple(Pair(reading(number, 1000 + lead), reading(number, 1000)) for number, lead in enumerate(leads))


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ((-5, -1, 3), [(1, 2)]),
        ((5, -1), [(0, 1)]),
        ((-5, 0, 0, 4), [(0, 3)]),
        ((-5, 0, -4), []),
        ((0, 4), []),
        ((-1, 0), []),
        ((-1, 1, -1, 1), [(0, 1), (1, 2), (2, 3)]),
        ((-1, 1, 0, 1, 0, -1), [(0, 1), (3, 5)]),
        ((3,), []),
    ],
)
def test_a_crossing_lies_between_the_last_pair_on_one_side_and_the_first_on_the_other(
    leads: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    pairs = lined_up(*leads)
    assert [(pairs.index(one.before), pairs.index(one.after)) for one in find_crossings(pairs)] == expected


def test_a_lead_that_rounding_could_undo_is_no_crossing() -> None:
    assert find_crossings(lined_up(-5, 20, half_width=10)) == ()
    unsure = lined_up(-50, 20, 21, half_width=10)
    assert [(one.before, one.after) for one in find_crossings(unsure)] == [(unsure[0], unsure[2])]


@given(comparisons(rows=(1, 20)))
def test_crossings_alternate_and_bracket_every_change_of_sign(comparison: Comparison) -> None:
    pairs = pairs_of(comparison)
    crossings = find_crossings(pairs)
    sides = [side for side, _ in groupby(pair.sign for pair in pairs if pair.sign)]
    assert [1 if one.ahead else -1 for one in crossings] == sides[1:]
    for one in crossings:
        assert (one.before.sign, one.after.sign) in ((-1, 1), (1, -1))
        between = pairs[pairs.index(one.before) + 1 : pairs.index(one.after)]
        assert not any(pair.sign for pair in between)
