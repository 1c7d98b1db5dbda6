"""A column beside the counts may say that they are exact, rounded or hidden; rounded counts stay rounded, hidden ones are none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from imggen.errors import InputError
from imggen.sources.edit import Change, changes_of_words, edited
from imggen.sources.inputs import conventions_of
from imggen.sources.read import Choices, Data, read
from imggen.sources.table import read_table

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def data_of(text: str) -> Data:
    return read(["-"], Choices(now=NOW), lambda: text.encode())


def counts(text: str) -> dict[str, list[tuple[int, int]]]:
    return {one.platform.key: [(r.count, r.half_width) for r in one.readings] for one in data_of(text).comparisons[0].series}


def test_long_counts_are_as_exact_as_they_are_said_to_be() -> None:
    table = "date,platform,count,exactness,source\n2026-11-20,mastodon,5876,exact,example.org\n2026-11-20,x,5800,rounded,by hand\n"
    table += "2026-11-21,x,~5900,rounded,\n2026-11-21,mastodon,hidden,hidden,example.org\n2026-11-22,mastodon,5000,,\n"
    assert counts(table) == {"mastodon": [(5876, 0), (5000, 0)], "x": [(5800, 50), (5900, 50)]}


def test_in_a_wide_row_the_counts_written_as_rounded_are_meant() -> None:
    table = "date,mastodon,x,exactness\n2026-11-20,5876,~5800,rounded\n2026-11-21,5870,5800,rounded\n2026-11-22,1,2,hidden\n"
    assert counts(table) == {"mastodon": [(5876, 0), (5870, 5)], "x": [(5800, 50), (5800, 50)]}


def test_a_blank_beside_counts_that_imggen_wrote_is_no_gap() -> None:
    table = "date,mastodon,x,exactness,source\n2026-11-01,5,9,,\n2026-11-02,,10,exact,by hand\n2026-11-03,6,,exact,social.example\n"
    table += "2026-11-04,7,,,\n2026-11-05,8,hidden,exact,by hand\n2026-11-06,9,9,,\n"
    mastodon, x = data_of(table).comparisons[0].series
    assert [time.day for time in mastodon.missing] == []
    assert [time.day for time in x.missing] == [4, 5], "a blank that a person left, and a hidden count, are gaps"


def test_the_columns_are_read_without_a_doubt() -> None:
    assert data_of("date,platform,count,exactness,source\n2026-11-20,mastodon,5876,exact,example.org\n").doubts == ()


def test_another_word_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match='line 2, column exactness: found "perhaps"; expected exact, rounded or hidden'):
        data_of("date,mastodon,exactness\n2026-11-20,5876,perhaps\n")


def test_an_edit_says_how_exact_a_count_is_and_who_said_it() -> None:
    conventions = conventions_of("counts.csv", NOW)
    table = b"date,platform,count,exactness,source\n2026-11-20,mastodon,5876,exact,example.org\n"
    (change,) = changes_of_words(["x=5.8k"], read_moment(table))
    change = Change(change.moment, change.platform, change.count, source="by hand")
    result = edited(table, "counts.csv", [change], conventions).data
    assert result.endswith(b"example.org\n2026-11-20,x,~5800,rounded,by hand\n")
    (change,) = changes_of_words(["x=5821"], change.moment)
    assert edited(result, "counts.csv", [change], conventions, replace=True).data.endswith(b"2026-11-20,x,5821,exact,by hand\n")


def test_a_wide_row_names_all_who_spoke_and_goes_when_its_counts_go() -> None:
    conventions = conventions_of("counts.csv", NOW)
    table = b"date,mastodon,x,exactness,source\n2026-11-20,5876,,exact,example.org\n"
    moment = read_moment(table)
    (change,) = changes_of_words(["x=~5800"], moment)
    full = edited(table, "counts.csv", [Change(moment, change.platform, change.count, source="by hand")], conventions).data
    assert full.endswith(b"2026-11-20,5876,~5800,rounded,example.org; by hand\n")
    changes = changes_of_words(["x", "mastodon"], moment, remove=True)
    assert edited(full, "counts.csv", changes, conventions, remove=True).data == b"date,mastodon,x,exactness,source\n"


def read_moment(table: bytes):
    from imggen.sources.assemble import assemble
    from imggen.sources.dates import Moment

    reading = assemble(read_table(table, ""), conventions_of("counts.csv", NOW))[0][0].series[0].readings[0]
    return Moment(reading.time, reading.day, reading.whole_day)
