"""Which readings are in use: up to a moment, and since another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import BLUESKY, DAY, MASTODON, X, bare, campaign, compared, comparisons, table, timed

from imggen.errors import InputError
from imggen.finding.window import narrowed
from imggen.series import Comparison

PARIS = "Europe/Paris"


def days_of(comparison: Comparison) -> list[list[str]]:
    return [[reading.day.isoformat() for reading in series.readings] for series in comparison.series]


@pytest.mark.parametrize(("as_of", "left"), [("2023-08-30", 1), ("2023-09-01", 1), ("2023-09-02", 2), ("2023-09-03", 2), ("2030-01-01", 3)])
def test_as_of_drops_what_is_later_and_keeps_its_whole_day(as_of: str, left: int) -> None:
    used, doubts = narrowed(campaign(), date.fromisoformat(as_of), None)
    assert [len(days) for days in days_of(used)] == [left, left]
    assert doubts == ()


def test_the_whole_day_is_that_of_the_time_zone() -> None:
    evening, night = timed("2023-09-03T21:30Z", 5, zone=PARIS), timed("2023-09-03T22:30Z", 6, zone=PARIS)
    used, _ = narrowed(compared([evening, night], zone=PARIS), date(2023, 9, 3), None)
    assert used.challenger.readings == (evening,)


@pytest.mark.parametrize(
    "as_of", [datetime(2023, 9, 4, 0, 0), datetime(2023, 9, 3, 22, 0, tzinfo=UTC), datetime.fromisoformat("2023-09-04T03:00+05:00")]
)
def test_a_time_is_in_the_comparisons_zone_or_its_own(as_of: datetime) -> None:
    readings = [timed("2023-09-03T22:00Z", 5, zone=PARIS), timed("2023-09-03T22:01Z", 6, zone=PARIS)]
    used, _ = narrowed(compared(readings, zone=PARIS), as_of, None)
    assert used.challenger.readings == (readings[0],)


def test_nothing_left_is_refused_with_the_first_date() -> None:
    with pytest.raises(InputError, match=r"^Mastodon: no reading by 2023-08-29; its first is of 2023-08-30$"):
        narrowed(campaign(), date(2023, 8, 29), None)


def test_a_rival_that_was_not_counted_yet_is_refused_too() -> None:
    """Another platform must not take its place unasked."""
    comparison = table(("2023-09-01", 1, None, 3), ("2023-09-02", 1, 2, 3))
    with pytest.raises(InputError, match=r"^X: no reading by 2023-09-01; its first is of 2023-09-02$"):
        narrowed(comparison, date(2023, 9, 1), None)


def test_a_further_platform_that_was_not_counted_yet_is_left_out_and_said() -> None:
    comparison = table(("2023-09-01", 1, 2, None), ("2023-09-02", 1, 2, 3))
    used, doubts = narrowed(comparison, date(2023, 9, 1), None)
    assert [series.platform for series in used.series] == [MASTODON, X]
    assert doubts == (f"{BLUESKY.name} has no reading by 2023-09-01 and is left out; its first is of 2023-09-02.",)


@pytest.mark.parametrize(
    ("since", "left"),
    [
        (date(2023, 9, 1), 2),
        (date(2023, 9, 2), 2),
        (date(2023, 9, 5), 1),
        (date(2020, 1, 1), 3),
        (timedelta(days=2), 2),
        (timedelta(days=4.5), 2),
        (timedelta(days=5), 3),
        (timedelta(0), 1),
        (timedelta(days=999_999), 3),
    ],
)
def test_since_drops_what_is_earlier_and_keeps_the_newest(since: date | timedelta, left: int) -> None:
    used, _ = narrowed(campaign(), None, since)
    assert [len(days) for days in days_of(used)] == [left, left]


def test_since_counts_back_from_the_newest_that_is_left() -> None:
    used, _ = narrowed(campaign(), date(2023, 9, 3), timedelta(days=2))
    assert days_of(used) == [["2023-09-02"], ["2023-09-02"]]


def test_since_leaves_every_series_its_newest_reading() -> None:
    used, _ = narrowed(
        compared([bare("2023-09-01", 1), bare("2023-09-20", 2)], [bare("2023-08-01", 3), bare("2023-09-01", 4)]), None, 3 * DAY
    )
    assert days_of(used) == [["2023-09-20"], ["2023-09-01"]]


def test_since_a_clock_change_counts_hours_that_really_passed() -> None:
    readings = [timed(f"2024-10-26T{hour:02}:00Z", hour, zone=PARIS) for hour in (21, 22, 23)] + [
        timed("2024-10-27T22:00Z", 30, zone=PARIS)
    ]
    used, _ = narrowed(compared(readings, zone=PARIS), None, DAY)
    assert [reading.count for reading in used.challenger.readings] == [22, 23, 30]


def test_since_yesterday_is_by_the_calendar_for_whole_days() -> None:
    readings = [bare(f"2024-10-{day}", day, zone=PARIS) for day in (25, 26, 27)]
    used, _ = narrowed(compared(readings, zone=PARIS), None, DAY)
    assert [reading.count for reading in used.challenger.readings] == [26, 27]


def test_blanks_are_narrowed_like_readings() -> None:
    rows = [(f"2023-09-0{day}", day, None if day % 2 else day) for day in range(1, 9)]
    comparison = table(*rows)
    for as_of, since, blanks in ((date(2023, 9, 4), None, [1, 3]), (None, date(2023, 9, 4), [5, 7]), (None, 3 * DAY, [5, 7])):
        used, _ = narrowed(comparison, as_of, since)
        assert [time.day for time in used.series[1].missing] == blanks


@given(comparisons(series=(1, 2)), st.dates(date(2015, 1, 1), date(2031, 1, 1)))
def test_before_and_after_a_day_make_the_whole(comparison: Comparison, day: date) -> None:
    until = {id(one) for series in comparison.series for one in series.readings if one.day <= day}
    if all(series.readings[0].day <= day for series in comparison.series):
        used, _ = narrowed(comparison, day, None)
        assert {id(one) for series in used.series for one in series.readings} == until
    used, _ = narrowed(comparison, None, day + DAY)
    later = {id(one) for series in used.series for one in series.readings}
    newest = {id(series.readings[-1]) for series in comparison.series}
    assert later - newest == {id(one) for series in comparison.series for one in series.readings} - until - newest
    assert newest <= later


def test_without_bounds_it_is_the_same_comparison() -> None:
    comparison = campaign()
    assert narrowed(comparison, None, None) == (comparison, ())
