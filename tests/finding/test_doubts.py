"""What looks wrong is said once, with platform and dates; what is usual is not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from strategies import DAY, MASTODON, X, bare, comparisons, hourly, timed

from imggen.finding.doubts import find_doubts, frozen_runs
from imggen.series import Comparison, Reading, Series


def daily(*counts: int, start: date = date(2023, 9, 1), every: int = 1, half_width: int = 0) -> Series:
    days = (start + timedelta(days=every * number) for number in range(len(counts)))
    return Series(X, tuple(bare(day, count, half_width) for day, count in zip(days, counts, strict=True)))


def doubts_of(series: Series, newest: Series | None = None) -> tuple[str, ...]:
    return find_doubts(series, frozen_runs(series), newest or series)


STEADY = (100, 110, 120, 130, 140, 150, 160, 170)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (daily(*STEADY, 271), "X goes from 170 on 2023-09-08 to 271 on 2023-09-09, more than 10 times its usual change a day."),
        (daily(*STEADY, 58760, 58770), "X goes from 170 on 2023-09-08 to 58760 on 2023-09-09, more than 10 times its usual change a day."),
        (daily(5840, 5830, 4000), "X falls from 5830 on 2023-09-02 to 4000 on 2023-09-03."),
        (daily(*STEADY, 20), "X falls from 170 on 2023-09-08 to 20 on 2023-09-09."),
        (daily(5840, 0), "X falls from 5840 on 2023-09-01 to 0 on 2023-09-02."),
        (daily(9000, 8000, 2000, 1900), "X falls from 8000 on 2023-09-02 to 2000 on 2023-09-03."),
        (daily(5831, *[5832] * 8), "X stands at 5832 in every reading from 2023-09-02 to 2023-09-09."),
        (daily(*[5832] * 8, 5833), "X stands at 5832 in every reading from 2023-09-01 to 2023-09-08."),
        (daily(*[5832] * 8, every=7), "X stands at 5832 in every reading from 2023-09-01 to 2023-10-20."),
    ],
)
def test_a_jump_a_fall_and_a_frozen_run_are_said(series: Series, expected: str) -> None:
    assert doubts_of(series) == (expected,)


@pytest.mark.parametrize(
    "series",
    [
        daily(5832),
        daily(*STEADY, 270),
        daily(*STEADY[:6], 58760),
        daily(*STEADY, 240, every=7),
        daily(5840, 5256),
        daily(5, 1, 0),
        daily(20, 10),
        daily(*[5832] * 7),
        daily(0, 0, 1, 1, 1, 2, 2, 2, 3, 12),
        daily(*[12_300] * 9, half_width=50),
        daily(12_300, 12_400, 12_400, 12_400, 12_400, 12_500, 12_500, 12_600, 12_700, half_width=50),
        daily(*[12_300] * 8, 12_400, half_width=50),
        daily(1000, 880, half_width=50),
    ],
    ids=str,
)
def test_what_is_usual_small_or_rounded_is_not_doubted(series: Series) -> None:
    assert doubts_of(series) == ()


def test_a_jump_is_measured_by_the_day() -> None:
    """A hundred in ten days is no more than ten a day."""
    early = daily(*STEADY).readings
    assert doubts_of(Series(X, (*early, bare("2023-09-18", 1100)))) == ()
    assert len(doubts_of(Series(X, (*early, bare("2023-09-18", 1171))))) == 1


def test_eight_equal_counts_of_less_than_a_week_are_not_frozen() -> None:
    def hours(apart: int) -> Series:
        start = timed("2023-09-01T00:00", 7).time
        return Series(X, tuple(timed(start + timedelta(hours=apart * number), 7) for number in range(8)))

    assert frozen_runs(hours(23)) == ()
    assert len(frozen_runs(hours(24))) == 1


def test_an_hourly_spike_is_doubted_once() -> None:
    comparison = hourly(0.1, lambda hour: 50_000 if hour in (300, 500) else 5_000 + hour // 10, lambda hour: hour)
    doubts = doubts_of(comparison.challenger)
    assert [doubt.split(" on ")[0] for doubt in doubts] == ["Mastodon falls from 50000", "Mastodon goes from 5029"]


def test_a_stale_series_names_itself_and_the_newest() -> None:
    old, new = daily(5, 6), Series(MASTODON, (bare("2023-09-04", 7),))
    assert doubts_of(old, new) == ("X was last counted on 2023-09-02, but Mastodon on 2023-09-04.",)
    assert doubts_of(old, Series(MASTODON, (bare("2023-09-03", 7),))) == ()


@given(comparisons(series=(1, 1), rows=(1, 20)))
def test_a_frozen_run_is_one_value_over_a_week(comparison: Comparison) -> None:
    readings = comparison.challenger.readings
    runs = frozen_runs(comparison.challenger)
    for first, last in runs:
        run = readings[readings.index(first) : readings.index(last) + 1]
        assert {(reading.count, reading.half_width) for reading in run} == {(first.count, 0)}
        assert len(run) >= 8
        assert last.day - first.day >= 7 * DAY
        assert around(readings, first, -1) != first.count != around(readings, last, 1)


def around(readings: tuple[Reading, ...], reading: Reading, step: int) -> int | None:
    """The count before or after a reading; None at either end."""
    place = readings.index(reading) + step
    return readings[place].count if 0 <= place < len(readings) else None


@given(comparisons(series=(2, 2), rows=(1, 20)))
def test_doubts_are_at_most_one_of_a_kind_and_name_the_platform(comparison: Comparison) -> None:
    one, other = comparison.series
    doubts = doubts_of(one, other)
    assert len(doubts) <= 4
    assert len({doubt.split()[1] for doubt in doubts}) == len(doubts)
    assert all(doubt.startswith(f"{one.platform.name} ") and doubt.endswith(".") and "\n" not in doubt for doubt in doubts)
