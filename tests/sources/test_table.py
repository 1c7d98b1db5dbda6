"""Tables are read as spreadsheets save them, and refused with file, line, column, what was found and what is expected."""

import pytest

from imggen.errors import InputError

WIDE = "date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n2023-09-04,5876,5832\n"
LONG = """date,platform,count
2023-08-30,Mastodon,2900
2023-08-30,Twitter,5850
2023-09-02,Mastodon,5090
2023-09-02,𝕏,5840
2023-09-04,mastodon,5876
2023-09-04,X,5832
"""


@pytest.fixture
def table(take, counts):
    """What a table given as text or bytes says."""

    def read_table(text, **choices):
        data = take("-", stdin=text if isinstance(text, bytes) else text.encode(), **choices)
        (comparison,) = data.comparisons
        return counts(comparison)

    return read_table


@pytest.fixture
def refused(tmp_path, take):
    """Why a table is refused, without its folder."""

    def read_refused(text, name="counts.csv", **choices):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            take(path, **choices)
        message = str(caught.value)
        assert "\n" not in message
        return message.replace(f"{tmp_path}/", "")

    return read_refused


def quoted(text):
    return "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        WIDE,
        LONG,
        WIDE.replace(",", ";"),
        WIDE.replace(",", "\t"),
        WIDE.replace(",", "|"),
        WIDE.replace(",", ", "),
        WIDE.replace("\n", "\r\n"),
        WIDE.replace("\n", "\r"),
        WIDE.rstrip(),
        quoted(WIDE),
        "sep=;\r\n" + WIDE.replace(",", ";").replace("\n", "\r\n"),
        "# counted by hand\n\n" + WIDE.replace("\n2023-09-02", '\n\n# a "note, here\n2023-09-02') + "\n\n",
        WIDE.replace("\n", ",,\n") + ",,,,\n",
        ",,\n" + WIDE,
        b"\xef\xbb\xbf" + WIDE.encode(),
        WIDE.encode("utf-16"),
        b"\xfe\xff" + WIDE.encode("utf-16-be"),
        WIDE.encode("utf-32"),
        WIDE.replace("date,mastodon,x", "Jour,Abonnés Mastodon,X (ex-Twitter)").encode("cp1252"),
        WIDE.replace("date,mastodon,x", "DATUM,mastodon_followers,twitter"),
        WIDE.replace("date,mastodon,x", "Date,Abonnés Mastodon,Abonnés X (Twitter)"),
        WIDE.replace("date,", ","),
        WIDE.replace("date,", "Relevé,"),
        "\n".join(["x,date,mastodon"] + [",".join((row.split(",") * 2)[2:5]) for row in WIDE.splitlines()[1:]]),
        "\n".join([WIDE.splitlines()[0], *reversed(WIDE.splitlines()[1:])]),
        WIDE.replace("2900", '"2,900"').replace("5850", "5 850").replace("5876", "5\u202f876"),
        WIDE.replace("2900", "2900.0"),
        "\n".join(["source," + WIDE.splitlines()[0], *("api," + row for row in WIDE.splitlines()[1:])]),
        LONG.replace("platform,count", "Réseau,Nombre d’abonnés"),
        LONG.replace("2023-09-02", "02/09/2023").replace("2023-08-30", "30/08/2023"),
        LONG.replace("\n", ",lelibreedu\n").replace("count,lelibreedu", "count,subject"),
    ],
)
def test_every_dialect_of_the_same_table_reads_the_same(table, campaign, text):
    assert table(text) == campaign


def test_a_blank_cell_is_a_gap_and_never_zero(take):
    data = take("-", stdin=b"date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,,5840\n2023-09-03,n/a,5835\n2023-09-04,5876\n")
    mastodon, x = data.comparisons[0].series
    assert [reading.count for reading in mastodon.readings] == [2900, 5876]
    assert [time.day for time in mastodon.missing] == [2, 3]
    assert [reading.count for reading in x.readings] == [5850, 5840, 5835]
    assert [time.day for time in x.missing] == [4], "a row that ends early is blank there"


def test_blanks_before_the_first_reading_are_no_gap(take):
    (comparison,) = take("-", stdin=b"date,mastodon,x\n2023-08-30,,5850\n2023-09-02,5090,5840\n").comparisons
    assert comparison.series[0].missing == ()


def test_a_hidden_count_is_no_number_and_is_told(take):
    data = take("-", stdin=b"date,mastodon,x\n2023-08-30,hidden,5850\n2023-09-02,5090,5840\n2023-09-04,hidden,5832\n")
    assert [reading.count for reading in data.comparisons[0].series[0].readings] == [5090]
    assert data.doubts == ("standard input, line 2, column mastodon, and 1 more: the count is hidden and taken as not measured",)


def test_a_column_without_any_count_is_left_out_and_told(table, take):
    text = "date,mastodon,threads,x\n2023-08-30,2900,,5850\n"
    assert list(table(text)) == ["mastodon", "x"]
    assert take("-", stdin=text.encode()).doubts == ("standard input: Threads has no count and is left out",)


def test_rounded_counts_keep_their_half_width(take):
    (comparison,) = take("-", stdin=b'date;mastodon;x\n2023-08-30;"2,9 k";~5800\n').comparisons
    assert [(one.readings[0].count, one.readings[0].half_width) for one in comparison.series] == [(2900, 50), (5800, 50)]


def test_events_stand_in_a_column_of_their_own(take):
    text = "date,mastodon,x,Événement\n2023-08-30,2900,5850,\n2023-09-01,,,X changes its terms\n2023-09-04,5876,5832,Back to school\n"
    (comparison,) = take("-", stdin=text.encode()).comparisons
    assert [(event.day.day, event.text) for event in comparison.events] == [(1, "X changes its terms"), (4, "Back to school")]
    assert comparison.series[0].missing == (), "a row that only tells an event measures nothing"


def test_a_long_table_of_several_subjects_gives_one_comparison_each(take, counts):
    text = "date,platform,count,subject\n" + "".join(
        f"2023-09-04,{platform},{count},{subject}\n"
        for subject, row in {"Lyon": (10, 20), "Nantes": (30, 40)}.items()
        for platform, count in zip(("x", "mastodon"), row, strict=True)
    )
    lyon, nantes = take("-", stdin=text.encode()).comparisons
    assert (lyon.subject.name, nantes.subject.name) == ("Lyon", "Nantes")
    assert counts(nantes) == {"mastodon": [("2023-09-04", 40)], "x": [("2023-09-04", 30)]}


def test_a_wide_table_may_have_a_row_for_each_subject_and_no_date(take, counts):
    data = take("-", stdin=b"account,mastodon,x\n@a@example.org,1,2\nB,3,4\n")
    assert [one.subject.shown for one in data.comparisons] == ["@a@example.org", "B"]
    assert counts(data.comparisons[1]) == {"mastodon": [("2023-09-05", 3)], "x": [("2023-09-05", 4)]}
    assert data.doubts == ("standard input: the counts have no date and are taken as those of 2023-09-05",)


def test_an_unknown_platform_is_kept_as_written(take):
    (comparison,) = take("-", stdin="date,Mon Réseau,x\n2023-09-04,1,2\n".encode()).comparisons
    assert {one.platform.name for one in comparison.series} == {"Mon Réseau", "X"}


def test_a_column_of_a_long_table_that_means_nothing_is_told(take):
    doubts = take("-", stdin=b"date,platform,count,sujt\n2023-09-04,x,5,Lyon\n").doubts
    assert doubts == ("standard input, line 1, column sujt: not read, because the name is none that imggen knows",)


def row(cells):
    return f"date,mastodon,x\n2023-08-30,2900,5850\n{cells}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (row("2023-09-02,5090,many"), 'counts.csv, line 3, column x: found "many"; a whole number is expected, such as 5840 or 5 840'),
        (row("2023-09-02,-5,5840"), 'counts.csv, line 3, column mastodon: found "-5"; a whole number is expected, such as 5840 or 5 840'),
        (
            row("2023-02-30,5090,5840"),
            'counts.csv, line 3, column date: found "2023-02-30"; an existing date is expected, such as 2023-09-04',
        ),
        (row(",5090,5840"), 'counts.csv, line 3, column date: found ""; an existing date is expected, such as 2023-09-04'),
        (
            row("2023-08-30,5090,5840"),
            "counts.csv, line 3, column mastodon: found two counts of Mastodon for 2023-08-30; keep one, this or that of line 2,",
        ),
        (row("2023-09-02,5,090,5840"), "counts.csv, line 3: found 4 cells where the header has 3; put a count"),
        (row('2023-09-02,"5090,5840'), "counts.csv, line 3: found a quotation mark that does not close its cell"),
        (row('2023-09-02,"5"090,5840'), "counts.csv, line 3: found a quotation mark that does not close its cell"),
        ("", "counts.csv: the file is empty"),
        ("\n \n# nothing\n", "counts.csv: the file is empty"),
        ("date,mastodon,x\n", "counts.csv: no row under the header"),
        ("date,mastodon,x\n2023-08-30,,\n", "counts.csv: no count"),
        ("date\n2023-08-30\n", "counts.csv, line 1: no column named after a platform; expected a header such as date,mastodon,x"),
        ("2023-08-30,2900,5850\n2023-09-02,5090,5840\n", "counts.csv, line 1: no line that names the columns"),
        ("date,x,twitter\n2023-08-30,1,2\n", 'counts.csv, line 1: found two columns for X, "x" and "twitter"; keep one'),
        ("date,jour,x\n2023-08-30,1,2\n", 'counts.csv, line 1: found two columns for the date, "date" and "jour"; keep one'),
        ("date,followers\n2023-08-30,1\n", 'counts.csv, line 1, column followers: found "followers", which does not say on which platform'),
        ("date,platform,subs\n2023-08-30,x,1\n", "counts.csv, line 1: found a column of platforms and none of counts"),
        ("date,platform,count\n2023-08-30,,1\n", "counts.csv, line 2, column platform: found no platform"),
        ("date,x,\n2023-08-30,1,2\n", 'counts.csv, line 2, column 3: found "2" in a column without a name'),
        ("whenever,x\n2023-08-30,1\nsoon,2\n", 'counts.csv, line 1, column whenever: no column of dates, and "whenever" is no platform'),
        ("date,x,subject\n2023-08-30,1,A\n2023-08-31,2,\n", "counts.csv, line 3, column subject: found no name"),
        ("date,x\n04/09/2023,1\n", 'counts.csv, line 2, column date: found "04/09/2023", which can start with the day or with the month'),
        ("date,x\n2023-09-04,1\n2023-09-04T12:00,2\n", "counts.csv, line 3, column x: found two counts of X for 2023-09-04"),
        (
            "date;x\n2023-09-04;1.234\n2023-09-05;5,678\n",
            'counts.csv, line 3, column x: found "5,678", which groups digits by another mark',
        ),
        ("date;x\n2023-09-04;5876.0\n2023-09-05;1.234\n", "counts.csv, line 3, column x"),
        ("date;x\n2023-09-04;1,234 k\n", 'counts.csv, line 2, column x: found "1,234" before a unit'),
        ("date,x,event\n2023-09-04,1," + "e" * 401 + "\n", "counts.csv, line 2, column event: found 401 characters; 400 at most"),
        (b"\x89PNG\r\n\x1a\n\0\0", "counts.csv: found a picture; give a table of counts"),
        (b"PK\x03\x04\x14\0", "counts.csv: found a spreadsheet or an archive; save it as CSV"),
        (b"date,x\n2023-09-04,\0\n", "counts.csv: not a text file"),
        (bytes(range(128, 256)), "counts.csv: not a text file"),
        (b"\xff\xfe\x00\xd8\x00\xd8", "counts.csv: not a text file"),
        (",".join(["date", *map(str, range(600))]), "counts.csv, line 1: found 601 cells; 500 at most"),
        ("date,x\n2023-09-04," + "1" * 200_000, "counts.csv, line 2"),
    ],
)
def test_what_can_not_be_used_is_named_with_its_place(refused, text, message):
    assert refused(text).startswith(message)


def test_an_ambiguous_column_is_read_once_the_mark_is_named(table):
    assert table("date;x\n2023-09-04;1,234 k\n", thousands="comma") == {"x": [("2023-09-04", 1_234_000)]}
    assert table("date;x\n2023-09-04;1,234 k\n2023-09-05;2,5 k\n") == {"x": [("2023-09-04", 1_234), ("2023-09-05", 2_500)]}


def test_lines_are_counted_as_an_editor_does(refused):
    text = 'date,x,event\n# a comment\n\n2023-09-04,1,"two\nlines"\n2023-09-05,many,\n'
    assert "line 6, column x" in refused(text)
    assert "line 6, column x" in refused(text.replace("\n", "\r\n"))


def test_a_table_too_large_to_be_counts_is_refused(refused, take):
    assert refused("date,x\n" + "2023-09-04,1\n" * 200_001).startswith("counts.csv: found more than 200000 rows")
    assert refused(b" " * 50_000_001).startswith("counts.csv: larger than 50 MB")
    with pytest.raises(InputError, match="standard input: larger than 50 MB"):
        take("-", stdin=b" " * 50_000_001)
