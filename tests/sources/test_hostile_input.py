"""Whatever stands in a file, reading it gives data or one line of error; and what was written by hand in any dialect reads back."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.sources.assemble import Conventions
from imggen.sources.campaign_file import read_campaign
from imggen.sources.dates import find_zone, moment_of
from imggen.sources.edit import changes_of_words, edited
from imggen.sources.read import Choices, read

NOW = datetime(2023, 9, 5, 12, tzinfo=UTC)
ZONE = find_zone("Europe/Paris")


def read_bytes(data, **choices):
    return read(["-"], Choices(now=NOW, **choices), lambda: data)


def gives_data_or_one_line(call):
    """Whether a call gave data; an InputError must be one printable line."""
    try:
        call()
    except InputError as error:
        message = str(error)
        assert message
        assert message.isprintable(), repr(message)
        assert len(message) < 2000
        return False
    return True


cell = st.one_of(
    st.sampled_from(
        ["", "5840", "5 840", "5,840", "1.234", "12,3 k", "~5800", "-5", "many", "2023-08-30", "30/08/2023", "04/09/2023", "n/a"]
    )
    | st.sampled_from(["2023-08-30T12:00Z", "2023-08-30T12:00", "hidden", '"', "'", "#", "=1+1", "Lyon", "x", "Twitter", "\x1b[2J", "1e5"]),
    st.integers(-10, 10**17).map(str),
    st.text(max_size=8),
)
name = st.sampled_from(
    ["date", "mastodon", "x", "twitter", "platform", "count", "subject", "event", "", "followers", "Réseau", "source"]
) | st.text(max_size=6)
tables = st.builds(
    lambda rows, delimiter, newline: newline.join(delimiter.join(row) for row in rows),
    st.lists(st.lists(cell | name, max_size=6), max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
likely = st.builds(
    lambda header, rows: "\n".join(";".join(row) for row in [header, *rows]),
    st.lists(name, min_size=1, max_size=5),
    st.lists(st.lists(cell, min_size=1, max_size=5), min_size=1, max_size=5),
)


@given(st.binary(max_size=200) | tables.map(str.encode) | likely.map(str.encode) | tables.map(lambda text: text.encode("utf-16")))
@example(b"date,x\n2023-09-04,\xff\n")
@example("date,x\n2023-09-04,5\u2028\n".encode())
@example(b'x="')
@example(b"[[x]]")
@example(b"sep==\nx=1")
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_a_table_or_refused(data):
    gives_data_or_one_line(lambda: read_bytes(data))


@given(likely)
@settings(max_examples=200)
def test_any_table_is_edited_or_refused(text):
    changes = changes_of_words(["x=5", "mastodon=6"], moment_of(date(2023, 8, 31), ZONE))
    conventions = Conventions(ZONE, NOW.date())

    def edit():
        changed = edited(text.encode(), "counts.csv", changes, conventions).data
        assert read_bytes(changed, timezone="Europe/Paris").comparisons

    gives_data_or_one_line(edit)


leaf = st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats() | cell
values = st.recursive(leaf, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(cell | name, inner, max_size=4), max_leaves=12)


@given(values.map(json.dumps) | st.text(alphabet='{}[]",:0123456789.eE+-nulltrfasd ', max_size=40).map("[".__add__))
def test_any_json_is_counts_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "counts.json"
    path.write_text(text)
    gives_data_or_one_line(lambda: read([path], Choices(now=NOW)))


@given(values)
def test_any_python_object_is_counts_or_refused(value):
    if not isinstance(value, str):
        gives_data_or_one_line(lambda: read([value], Choices(now=NOW)))


keys = [
    "subject",
    "lang",
    "timezone",
    "events",
    "counts",
    "readings",
    "accounts",
    "tone",
    "inclusive",
    "thousands",
    "dates",
    "title",
    "hastag",
]
toml_values = st.recursive(
    st.sampled_from(['"fr"', "5", "true", "2023-09-04", "1.5", "nan", '"Europe/Paris"', '"comma"', "12:00:00", '"\\u202e"']),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]")
        | st.dictionaries(st.sampled_from(["date", "text", "name", "x", "mastodon"]), inner, max_size=3).map(
            lambda table: "{" + ", ".join(f"{key} = {value}" for key, value in table.items()) + "}"
        )
    ),
    max_leaves=5,
)
campaigns = st.dictionaries(st.sampled_from(keys), toml_values, max_size=5).map(
    lambda table: "\n".join(f"{key} = {value}" for key, value in table.items())
)


@given(campaigns | st.text(max_size=60).map("a = ".__add__) | st.text(max_size=60))
def test_any_campaign_file_is_settings_or_refused(tmp_path_factory, text):
    gives_data_or_one_line(lambda: read_campaign(text.encode(errors="replace"), "campaign.toml"))
    path = tmp_path_factory.getbasetemp() / "campaign.toml"
    path.write_bytes(text.encode(errors="replace"))
    gives_data_or_one_line(lambda: read([path], Choices(now=NOW)))


@given(st.lists(st.text(min_size=1, max_size=12) | st.builds("{}={}".format, name, cell), max_size=4))
def test_any_words_are_counts_or_refused(words):
    gives_data_or_one_line(lambda: read([word for word in words if word != "-"], Choices(now=NOW)))


platforms = st.lists(st.sampled_from(["Mastodon", "X", "Bluesky", "Mon Réseau", "Le, mien"]), min_size=1, max_size=4, unique=True)
groupings = st.sampled_from(["", " ", "\u202f", "'", ",", "."])
written = {
    "iso": lambda time: time.date().isoformat(),
    "slashes": lambda time: time.strftime("%d/%m/%Y"),
    "offset": lambda time: time.isoformat(),
    "local": lambda time: time.replace(tzinfo=None).isoformat(sep=" "),
}
start = datetime(2023, 1, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("long", [False, True])
@given(st.data())
def test_any_series_in_any_dialect_reads_back(long, data):
    names = data.draw(platforms)
    times = sorted(data.draw(st.sets(st.integers(0, 3000), min_size=1, max_size=6)))
    counts = {name: [data.draw(st.integers(0, 10**12)) for _ in times] for name in names}
    grouping, style = data.draw(groupings), data.draw(st.sampled_from(sorted(written)))
    told = [written[style](start + timedelta(days=time)) for time in times]
    rows = [[when, *(f"{counts[name][i]:,}".replace(",", grouping) for name in names)] for i, when in enumerate(told)]
    rows = data.draw(st.permutations(rows))
    if long:
        rows = [[row[0], name, row[i + 1]] for row in rows for i, name in enumerate(names)]
    table = [["date", "platform", "count"] if long else ["date", *names], *rows]
    stream = io.StringIO()
    delimiter = data.draw(st.sampled_from(",;\t|"))
    quoting = data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    csv.writer(stream, delimiter=delimiter, lineterminator=data.draw(st.sampled_from(["\n", "\r\n", "\r"])), quoting=quoting).writerows(
        table
    )
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"] + ["cp1252"] * (grouping != "\u202f")))
    (comparison,) = read_bytes(stream.getvalue().encode(encoding), dates="dmy").comparisons
    found = {series.platform.name: [(reading.day, reading.count) for reading in series.readings] for series in comparison.series}
    days = [(start + timedelta(days=time)).date() for time in times]
    assert found == {name: list(zip(days, counts[name], strict=True)) for name in names}
