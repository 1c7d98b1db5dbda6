"""Dates and times are read in the campaign's time zone, and a date that can be another is not guessed."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.sources.dates import find_moments, find_zone, is_date, parse_date

PARIS = find_zone("Europe/Paris")


def moments(*values, zone=PARIS, order=None):
    return find_moments(values, lambda i: f"line {i + 2}", zone, order)


def days(*values, order=None):
    return [moment.day.isoformat() for moment in moments(*values, order=order)]


def test_a_bare_date_is_that_whole_day_and_stands_at_its_noon():
    (moment,) = moments("2023-08-30")
    assert moment.whole_day
    assert moment.day == date(2023, 8, 30)
    assert moment.time == datetime(2023, 8, 30, 10, tzinfo=UTC), "noon in Paris in summer"


@pytest.mark.parametrize(
    "text", ["2023-08-30", "2023/08/30", "2023.8.30", "30/08/2023", "30.08.2023", "30-8-2023", "٢٠٢٣-٠٨-٣٠", "\u200e2023-08-30"]
)
def test_dates_are_read_as_they_are_written(text):
    assert days(text) == ["2023-08-30"]


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2023-08-30T12:00Z", "12:00"),
        ("2023-08-30 12:00:05+02:00", "10:00:05"),
        ("2023-08-30T12:00:05.25-0330", "15:30:05.250000"),
        ("2023-08-30 12:00 UTC", "12:00"),
        ("2023-08-30T12:00", "10:00"),
        ("30/08/2023 12:00", "10:00"),
    ],
)
def test_times_have_an_offset_or_are_local(text, utc):
    (moment,) = moments(text)
    assert not moment.whole_day
    assert moment.time == datetime.fromisoformat(f"2023-08-30T{utc}+00:00")


def test_the_day_is_that_of_the_campaigns_zone():
    assert days("2023-08-30T23:30Z") == ["2023-08-31"]


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2023-13-01",
        "30/02/2023",
        "2023-08",
        "45168",
        "yesterday",
        "",
        "2023-08-30T25:00",
        "2023-08-30T12:00+25:00",
        "0001-01-01",
        "9999-12-31",
        "2023-W35-3",
        "20230830",
        "30/08/23",
        "2023-08/30",
        "2023-08-30T12:60",
        "1" * 500,
    ],
)
def test_what_is_no_existing_date_is_refused_with_its_place(text):
    with pytest.raises(InputError, match=r"^line 2: found .*; an existing date is expected, such as 2023-09-04$"):
        moments(text)


def test_day_and_month_are_told_apart_by_the_whole_column():
    assert days("04/09/2023", "30/08/2023") == ["2023-09-04", "2023-08-30"]
    assert days("04/09/2023", "08/30/2023") == ["2023-04-09", "2023-08-30"]
    assert days("09/09/2023", "08.08.2023") == ["2023-09-09", "2023-08-08"], "both readings are the same days"


def test_a_column_that_can_be_read_both_ways_is_refused_until_the_order_is_chosen():
    with pytest.raises(InputError, match=r'^line 3: found "04/09/2023", .* --dates dmy or --dates mdy'):
        moments("2023-08-30", "04/09/2023")
    assert days("04/09/2023", order="dmy") == ["2023-09-04"]
    assert days("04/09/2023", order="mdy") == ["2023-04-09"]
    with pytest.raises(InputError, match="dmy or mdy"):
        moments("04/09/2023", order="ydm")


def test_a_column_that_fits_no_order_is_refused():
    with pytest.raises(InputError, match="line 3"):
        moments("30/08/2023", "08/30/2023")


def test_times_with_and_without_offset_do_not_mix():
    with pytest.raises(InputError, match=r"^line 4: found a time with an offset, unlike line 2"):
        moments("2023-08-30T12:00", "2023-08-31", "2023-09-01T12:00Z")


def test_times_that_are_all_at_midnight_are_days_as_spreadsheets_write_them():
    assert all(moment.whole_day for moment in moments("2023-08-30 00:00:00", datetime(2023, 8, 31)))
    assert not any(moment.whole_day for moment in moments("2023-08-30 00:00", "2023-08-30 01:00"))
    assert not any(moment.whole_day for moment in moments("2023-08-30T00:00Z"))


def test_clock_changes_neither_crash_nor_merge_times_with_an_offset():
    early, late = moments("2023-10-29T02:30+02:00", "2023-10-29T02:30+01:00")
    assert late.time - early.time == timedelta(hours=1)
    assert early.time < late.time
    (again,) = moments("2023-10-29T02:30")
    assert again.time == early.time
    (skipped,) = moments("2023-03-26T02:30")
    assert skipped.day == date(2023, 3, 26)


def test_a_day_that_a_zone_never_had_is_kept():
    (moment,) = moments("2011-12-30", zone=find_zone("Pacific/Apia"))
    assert moment.day == date(2011, 12, 30)


@pytest.mark.parametrize("name", ["Europe/Pari", "localtime", "", "../../etc/passwd", "Europe", "x" * 300, "\0", "CET-1CEST"])
def test_an_unknown_zone_is_refused_and_the_machines_own_is_unknown(name):
    with pytest.raises(InputError, match="timezone"):
        find_zone(name)


def test_the_nearest_zone_is_proposed():
    with pytest.raises(InputError, match="did you mean Europe/Paris"):
        find_zone("Europe/Pari")
    assert find_zone("utc") is UTC


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)), st.sampled_from(["Europe/Paris", "Pacific/Apia", "America/St_Johns", "UTC"])
)
def test_any_time_stays_the_same_instant_and_gets_the_zones_day(naive, zone):
    instant = naive.replace(tzinfo=timezone(timedelta(hours=-4)))
    (moment,) = moments(instant.isoformat(), zone=find_zone(zone))
    assert moment.time == instant
    assert moment.day == instant.astimezone(find_zone(zone)).date()


@given(st.text(alphabet="0123456789-/.T: +Zz", max_size=30))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = parse_date(text, "dmy")
    except InputError:
        return
    assert isinstance(found, date)
    assert is_date(text)
