"""JSON, and the same shapes as Python objects, say the same as a table."""

import json
from datetime import date, datetime

import pytest

from imggen.errors import InputError
from imggen.series import Comparison, arranged

DATES = ["2023-08-30", "2023-09-02", "2023-09-04"]
MASTODON, X = [2900, 5090, 5876], [5850, 5840, 5832]
SHAPES = {
    "wide": [{"date": day, "mastodon": one, "x": other} for day, one, other in zip(DATES, MASTODON, X, strict=True)],
    "long": [
        {"Date": day, "Platform": name, "Count": count}
        for name, counts in (("Twitter", X), ("Mastodon", MASTODON))
        for day, count in zip(DATES, counts, strict=True)
    ],
    "columns": {"date": DATES, "mastodon": MASTODON, "x": X},
    "pairs by platform": {"mastodon": list(zip(DATES, MASTODON, strict=True)), "x": list(zip(DATES, X, strict=True))},
    "dates by platform": {"mastodon": dict(zip(DATES, MASTODON, strict=True)), "x": dict(zip(DATES, X, strict=True))},
    "platforms by date": {day: {"mastodon": one, "x": other} for day, one, other in zip(DATES, MASTODON, X, strict=True)},
    "triples": [
        (day, name, count) for name, counts in (("mastodon", MASTODON), ("x", X)) for day, count in zip(DATES, counts, strict=True)
    ],
    "texts": {"date": DATES, "mastodon": ["2 900", "5,090", "5876"], "x": ["5850", "5840", "5\u202f832"]},
    "floats": {"date": DATES, "mastodon": [2900.0, 5090.0, 5876.0], "x": X},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_says_the_same_as_json_and_as_objects(take, counts, campaign, tmp_path, shape):
    path = tmp_path / "counts.json"
    path.write_text(json.dumps(SHAPES[shape]))
    for data in (take(path), take(SHAPES[shape]), take("-", stdin=json.dumps(SHAPES[shape]).encode("utf-8-sig"))):
        (comparison,) = data.comparisons
        assert counts(comparison) == campaign
        assert data.doubts == ()


def test_dates_may_be_objects(take, counts):
    for days in ([date(2023, 9, 2), date(2023, 9, 4)], [datetime(2023, 9, 2), datetime(2023, 9, 4)]):
        (comparison,) = take([{"date": day, "x": i} for i, day in enumerate(days)]).comparisons
        assert counts(comparison) == {"x": [("2023-09-02", 0), ("2023-09-04", 1)]}
        assert all(reading.whole_day for reading in comparison.series[0].readings)


@pytest.mark.parametrize("value", [{"mastodon": 5876, "x": 5832}, [("mastodon", 5876), ("x", 5832)], [{"platform": "x", "count": 5832}]])
def test_counts_without_date_are_todays_or_of_the_day_given(take, value):
    data = take(value)
    assert {one.readings[-1].day for one in data.comparisons[0].series} == {date(2023, 9, 5)}
    assert data.doubts == (), "what is given by hand is said now"
    (comparison,) = take(value, date=date(2023, 9, 4)).comparisons
    assert {one.readings[-1].day for one in comparison.series} == {date(2023, 9, 4)}


def test_a_file_without_dates_is_a_doubt(take, tmp_path):
    (tmp_path / "now.json").write_text('{"mastodon": 5876, "x": 5832}')
    assert take(tmp_path / "now.json").doubts == (f"{tmp_path}/now.json: the counts have no date and are taken as those of 2023-09-05",)


def test_null_and_nan_are_gaps_and_a_key_that_is_not_there_is_none(take):
    rows = [{"date": "2023-09-01", "mastodon": 1, "x": 5}, {"date": "2023-09-02", "mastodon": None, "x": float("nan")}]
    rows += [{"date": "2023-09-03", "x": 6}, {"date": "2023-09-04", "mastodon": 2}]
    mastodon, x = take(rows).comparisons[0].series
    assert [time.day for time in mastodon.missing] == [2]
    assert [time.day for time in x.missing] == [2]


def test_what_imggen_count_prints_can_be_read(take, counts):
    text = '[{"account": "@a@example.org", "software": "mastodon", "count": 12, "state": "known", "why": ""}]'
    (comparison,) = take("-", stdin=text.encode()).comparisons
    assert comparison.subject.handle == "@a@example.org"
    assert counts(comparison) == {"mastodon": [("2023-09-05", 12)]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"date": "2023-09-04", "x": "many"}]', 'counts.json, $[0].x: found "many"; a whole number is expected'),
        ('[{"date": "2023-09-04", "x": 5}, {"date": "2023-02-30", "x": 5}]', 'counts.json, $[1].date: found "2023-02-30"'),
        ('{"date": ["2023-09-04"], "x": [1.5]}', 'counts.json, $.x[0]: found "1.5"'),
        ('{"x": {"2023-09-04": true}}', 'counts.json, $.x.2023-09-04, count: found "True"'),
        ('{"x": [["2023-09-04", 5], ["2023-09-05"]]}', "counts.json, $.x[1]: found a list; expected a date and a count"),
        ('{"date": ["2023-09-04"], "x": []}', "counts.json, $.x: found 0 values where date has 1"),
        ('{"mastodon": [1, 2], "x": [3, 4]}', 'counts.json, $: found lists of counts without dates; add the list "date"'),
        ('{"x": [["2023-09-04", 5], ["2023-09-04", 6]]}', "counts.json, $.x[1], count: found two counts of X for 2023-09-04"),
        ('[{"x": [1]}]', "counts.json, $[0].x: found a list"),
        ('[{"date": "2023-09-04", "platform": 5, "count": 5}]', 'counts.json, $[0].platform: found "5"; expected words'),
        ('{"x": 1, "x": 2}', 'counts.json: found the key "x" twice in one object'),
        ('{"x": NaN}', "counts.json: found NaN; write null where nothing was measured"),
        ('{"x": -Infinity}', "counts.json: found -Infinity"),
        ('{"x": 1e999}', 'counts.json, $.x: found "inf"'),
        ('{"x": ' + "9" * 5000 + "}", 'counts.json, $.x: found "99999'),
        ('{"x": 5', "counts.json, line 1, column 8: found no JSON"),
        ("[" * 100_000, "counts.json: found objects nested without end"),
        ("[]", "counts.json, $: found a list; expected"),
        ("{}", "counts.json, $: found an object; expected"),
        ("5", 'counts.json, $: found "5"; expected'),
        ("[[1, 2, 3, 4]]", "counts.json, $: found a list; expected"),
        ("[" + ",".join(f'{{"{i}": 1}}' for i in range(1100)) + "]", "counts.json: found 1100 rows of 1100 cells; 1000000 cells at most"),
        ("", "counts.json: the file is empty"),
    ],
)
def test_what_can_not_be_used_is_named_with_its_path(take, tmp_path, text, message):
    path = tmp_path / "counts.json"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        take(path)
    assert str(caught.value).replace(f"{tmp_path}/", "").startswith(message)


@pytest.mark.parametrize("value", [{}, [], [5], {1: {2: 3}}, object(), 5, b"x=5", [[1, 2], [1, 2, 3]], {"x": b"5"}, [object()]])
def test_python_objects_of_other_shapes_are_refused(take, value):
    with pytest.raises(InputError):
        take(value)


def test_series_and_comparisons_pass_through(take, campaign):
    (comparison,) = take(SHAPES["wide"]).comparisons
    mastodon, x = comparison.series
    assert take(comparison).comparisons == (comparison,)
    for inputs in ((x, mastodon), ([x, mastodon],)):
        (again,) = take(*inputs).comparisons
        assert again.series == arranged([x, mastodon])
    assert take(x, {"x": 5}).comparisons[0].challenger is x
    backwards = Comparison((x, mastodon))
    assert take(backwards).comparisons[0].challenger is x, "who builds a comparison says who comes first"
    assert take(backwards, challenger="mastodon").comparisons[0].challenger is mastodon
