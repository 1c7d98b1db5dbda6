"""Data frames of any library say the same as a table."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from imggen.errors import InputError

DATES = ["2023-08-30", "2023-09-02", "2023-09-04"]
COLUMNS = {"mastodon": [2900, 5090, 5876], "x": [5850, 5840, 5832]}
WIDE = {"date": DATES, **COLUMNS}


@pytest.fixture
def says_the_campaign(take, counts, campaign):
    def check(frame):
        data = take(frame)
        (comparison,) = data.comparisons
        assert counts(comparison) == campaign
        assert {type(reading.time) for series in comparison.series for reading in series.readings} == {datetime}
        assert all(reading.whole_day for series in comparison.series for reading in series.readings)
        assert data.doubts == ()

    return check


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(WIDE),
        pd.DataFrame({**COLUMNS, "date": pd.to_datetime(DATES)}),
        pd.DataFrame(COLUMNS, index=pd.to_datetime(DATES)),
        pd.DataFrame(COLUMNS, index=pd.Index(DATES, name="jour")),
        pd.DataFrame(WIDE).melt(id_vars="date", var_name="platform", value_name="count"),
        pd.DataFrame(WIDE).set_index("date").stack().rename("count").rename_axis(["date", "platform"]).to_frame(),
        pd.DataFrame(WIDE).astype({"mastodon": "Int64", "x": "float64"}),
        pd.DataFrame(WIDE).query("x > 0").set_index(pd.Index([7, 8, 9])),
        {"date": pd.to_datetime(pd.Series(DATES)), "mastodon": np.array(COLUMNS["mastodon"]), "x": pd.Series(COLUMNS["x"])},
        {"date": np.array(DATES, dtype="datetime64[ns]"), **COLUMNS},
    ],
)
def test_pandas_and_numpy_in_every_form(says_the_campaign, frame):
    says_the_campaign(frame)


def test_polars_wide_long_and_lazy(says_the_campaign):
    pl = pytest.importorskip("polars")
    wide = pl.DataFrame(WIDE)
    says_the_campaign(wide)
    says_the_campaign(wide.with_columns(pl.col("date").str.to_date()))
    says_the_campaign(wide.with_columns(pl.col("date").str.to_datetime()).lazy())
    says_the_campaign(wide.unpivot(index="date", variable_name="platform", value_name="count"))


@pytest.mark.parametrize(
    "counts",
    [pd.Series([1, None, 3]), pd.Series([1, pd.NA, 3], dtype="Int64"), pd.Series([Decimal(1), Decimal("nan"), np.int64(3)], dtype=object)],
)
def test_every_kind_of_nothing_is_a_gap(take, counts):
    frame = pd.DataFrame({"date": ["2023-09-01", "2023-09-02", "2023-09-03"], "x": counts})
    (series,) = take(frame).comparisons[0].series
    assert [reading.count for reading in series.readings] == [1, 3]
    assert [time.day for time in series.missing] == [2]


def test_times_keep_their_offset(take):
    frame = pd.DataFrame({"date": pd.to_datetime(["2023-09-04T10:00Z", "2023-09-04T11:30Z"]), "x": [1, 2]})
    first = take(frame, timezone="Europe/Paris").comparisons[0].series[0].readings[0]
    assert first.time == datetime(2023, 9, 4, 10, tzinfo=UTC)
    assert first.time.hour == 12


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"date": DATES, "x": [1, 2, -3]}), r'^row 2, column x: found "-3"; a whole number is expected'),
        (pd.DataFrame({"date": DATES, "x": [1, 2.5, 3]}), r'^row 1, column x: found "2.5"'),
        (pd.DataFrame({"date": [None, *DATES[1:]], "x": [1, 2, 3]}), r"^row 0, column date: found"),
        (pd.DataFrame({"x": []}), "no row under the header"),
        (pd.DataFrame({"a": [1], "b": [2]}), "no column of dates"),
        (pd.Series([1, 2], name="x"), "found an object of type Series"),
    ],
)
def test_what_can_not_be_used_is_named_with_row_and_column(take, frame, message):
    with pytest.raises(InputError, match=message):
        take(frame)


def test_what_only_looks_like_a_frame_is_refused(take):
    class Looks:
        columns = ("a",)

    with pytest.raises(InputError, match="no data frame"):
        take(Looks())
