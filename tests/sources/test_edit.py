"""Counts put into a table by hand leave everything else as it was, and a doubtful edit is refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.platforms import find_platform
from imggen.series import Reading, Series
from imggen.sources.assemble import Conventions, assemble
from imggen.sources.dates import find_zone, moment_of
from imggen.sources.edit import RowEdit, changes_of_table, changes_of_words, edited, far_from_last, new_table
from imggen.sources.table import read_table

PARIS = find_zone("Europe/Paris")
CONVENTIONS = Conventions(PARIS, date(2023, 9, 5))
WIDE = "date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n"


def edit(text, *words, on="2023-09-04", encoding="utf-8", conventions=CONVENTIONS, **how):
    stamp = datetime.fromisoformat(on) if "T" in on else date.fromisoformat(on)
    changes = changes_of_words(words, moment_of(stamp, PARIS), remove=how.get("remove", False))
    return edited(text.encode(encoding), "counts.csv", changes, conventions, **how)


def after(text, *words, encoding="utf-8", **how):
    return edit(text, *words, encoding=encoding, **how).data.decode(encoding)


def refusal(text, *words, **how):
    with pytest.raises(InputError) as caught:
        edit(text, *words, **how)
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (WIDE, "2023-09-04,5876,5832\n"),
        (WIDE.replace(",", ";"), "2023-09-04;5876;5832\n"),
        (WIDE.replace(",", "\t"), "2023-09-04\t5876\t5832\n"),
        (WIDE.replace(",", ", "), "2023-09-04, 5876, 5832\n"),
        (WIDE.replace("\n", "\r\n"), "2023-09-04,5876,5832\r\n"),
        (WIDE.replace("\n", "\r"), "2023-09-04,5876,5832\r"),
        ("\ufeff" + WIDE, "2023-09-04,5876,5832\n"),
        ("sep=;\n" + WIDE.replace(",", ";"), "2023-09-04;5876;5832\n"),
        ("# by hand\n\n" + WIDE, "2023-09-04,5876,5832\n"),
        ("date,x,mastodon\n2023-08-30,5850,2900\n", "2023-09-04,5832,5876\n"),
        ("date,mastodon,x,event\n2023-08-30,2900,5850,Start\n", "2023-09-04,5876,5832,\n"),
        ("date,mastodon,x,\n2023-08-30,2900,5850,\n", "2023-09-04,5876,5832,\n"),
        ('"date","mastodon","x","event"\n"2023-08-30","2900","5850",""\n', '"2023-09-04","5876","5832",""\n'),
        ('date;mastodon;x\n30/08/2023;"2 900";5 850\n', '04/09/2023;"5 876";5 832\n'),
        ("date;mastodon;x\n30/8/2023;2\u202f900;5\u202f850\n", "4/9/2023;5\u202f876;5\u202f832\n"),
        ("date;mastodon;x\n30.08.2023;2.900;5.850\n", "04.09.2023;5.876;5.832\n"),
        ("date;mastodon;x\n08/30/2023;2900;900\n", "09/04/2023;5876;5832\n"),
        ('date,mastodon,x\n2023/08/30,"2,900",900\n', '2023/09/04,"5,876",5832\n'),
        ("date,mastodon,x\n2023-08-30 00:00:00,2900,5850\n", "2023-09-04,5876,5832\n"),
        ("date,mastodon,x\n", "2023-09-04,5876,5832\n"),
        ("date,platform,count\n2023-08-30,Mastodon,2900\n2023-08-30,Twitter,5850\n", "2023-09-04,Mastodon,5876\n2023-09-04,Twitter,5832\n"),
        ("count,date,platform\n2900,2023-08-30,bluesky\n", "5876,2023-09-04,mastodon\n5832,2023-09-04,x\n"),
        (
            "date,platform,count,subject\n2023-08-30,mastodon,2900,Lyon\n",
            "2023-09-04,mastodon,5876,Lyon\n2023-09-04,x,5832,Lyon\n",
        ),
    ],
)
def test_a_new_row_looks_like_the_others_and_nothing_else_changes(before, row):
    assert after(before, "mastodon=5876", "x=5832") == before + row
    assert after(before, "x=5 832", "mastodon='5876".replace("'", "")).startswith(before)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_the_encoding_stays(encoding):
    before = "date;abonnés mastodon;x;événement\n2023-08-30;2900;5850;été\n"
    changed = edit(before, "x=5832", encoding=encoding).data
    assert changed.decode(encoding) == before + "2023-09-04;;5832;\n"
    assert changed.startswith(before.encode(encoding))


def test_the_last_line_keeps_its_missing_end():
    assert after(WIDE.rstrip(), "mastodon=5876", "x=5832") == WIDE + "2023-09-04,5876,5832"
    assert after(WIDE.rstrip(), "x=1", on="2023-08-31") == WIDE.replace("\n2023-09", "\n2023-08-31,,1\n2023-09").rstrip()


def test_a_row_goes_to_its_place_in_rising_and_falling_tables():
    rising, row = WIDE, "2023-09-01,1,2\n"
    first, middle, last = rising.splitlines(keepends=True)
    assert after(rising, "mastodon=1", "x=2", on="2023-09-01") == first + middle + row + last
    assert after(first + last + middle, "mastodon=1", "x=2", on="2023-09-01") == first + last + row + middle
    assert after(first + last + middle, "mastodon=5876", "x=5832") == first + "2023-09-04,5876,5832\n" + last + middle
    assert after(rising, "mastodon=1", "x=2", on="2023-08-01") == first + row.replace("09-01", "08-01") + middle + last


def test_a_table_sorted_by_subject_keeps_each_subjects_order():
    before = "subject,date,x\nA,2023-09-01,1\nA,2023-09-03,2\nB,2023-09-01,3\nB,2023-09-03,4\n"
    pasted = changes_of_table(b"subject,date,x\nA,2023-09-02,10\nB,2023-09-02,20\nC,2023-09-02,30\n", "pasted.csv", CONVENTIONS)
    found = edited(before.encode(), "counts.csv", pasted, CONVENTIONS).data.decode()
    assert found == (
        "subject,date,x\nA,2023-09-01,1\nA,2023-09-02,10\nA,2023-09-03,2\nB,2023-09-01,3\nB,2023-09-02,20\nB,2023-09-03,4\nC,2023-09-02,30\n"
    )


def test_a_blank_cell_is_filled_and_a_count_is_only_replaced_when_asked():
    before = WIDE + "2023-09-04,5876,\n"
    assert after(before, "x=5832") == WIDE + "2023-09-04,5876,5832\n"
    assert refusal(before, "mastodon=5877") == 'counts.csv: Mastodon has "5876" on 2023-09-04 already; add --replace to change it'
    assert refusal(before, "mastodon=5876").endswith("add --replace to change it")
    assert after(before, "mastodon=5877", replace=True) == WIDE + "2023-09-04,5877,\n"
    assert after(before.replace("5876,", "5876,n/a"), "x=5832") == WIDE + "2023-09-04,5876,5832\n"


def test_a_removed_count_leaves_a_blank_and_the_last_one_takes_its_row():
    assert after(WIDE, "x", on="2023-09-02", remove=True) == WIDE.replace("5840", "")
    assert after(WIDE, "x", "mastodon=5 090", on="2023-09-02", remove=True) == WIDE.rpartition("2023-09-02")[0]
    long = "date,platform,count\n2023-09-02,x,5840\n2023-09-02,mastodon,5090\n"
    assert after(long, "twitter", on="2023-09-02", remove=True) == long.replace("2023-09-02,x,5840\n", "")
    noted = "date,x,note\n2023-09-02,5840,by hand\n2023-09-04,5832,\n"
    assert after(noted, "x", on="2023-09-02", remove=True) == noted.replace("5840", "")
    assert refusal(WIDE, "x", remove=True) == "counts.csv: no count of X on 2023-09-04; name one that is there"
    assert refusal(WIDE, "threads", on="2023-09-02", remove=True).startswith("counts.csv: no count of Threads")
    assert 'has "5840" on 2023-09-02, not "5841"' in refusal(WIDE, "x=5841", on="2023-09-02", remove=True)


def test_a_known_platform_gets_a_column_and_an_unknown_name_is_a_slip():
    assert after(WIDE, "bluesky=12") == "date,mastodon,x,bluesky\n2023-08-30,2900,5850,\n2023-09-02,5090,5840,\n2023-09-04,,,12\n"
    assert after('"Date";"X"\n"2023-08-30";"5"\n', "fedi=12") == '"Date";"X";"Fediverse"\n"2023-08-30";"5";\n"2023-09-04";"";"12"\n'
    assert refusal(WIDE, "mastdon=12") == (
        "counts.csv: found no mastdon in the table, and imggen knows no such platform; "
        "write it into the table by hand to add it; did you mean Mastodon?"
    )
    assert after("date,Koo\n2023-08-30,5\n", "koo=6") == "date,Koo\n2023-08-30,5\n2023-09-04,6\n"
    assert "imggen knows no such platform" in refusal("date,platform,count\n2023-08-30,x,5\n", "koo=6")


def test_rounded_counts_stay_rounded_in_the_columns_own_style():
    assert after("date;x\n2023-08-30;12,3 k\n", "x=12.4K") == "date;x\n2023-08-30;12,3 k\n2023-09-04;~12400\n"
    assert after("date;x\n2023-08-30;12,3 k\n", "x=12.0K") == "date;x\n2023-08-30;12,3 k\n2023-09-04;12,0k\n"
    assert after("date;x\n2023-08-30;5\n", "x=1.20M") == "date;x\n2023-08-30;5\n2023-09-04;1.20M\n"
    assert after("date;x\n2023-08-30;5 850\n", "x=environ 5800") == "date;x\n2023-08-30;5 850\n2023-09-04;~5 800\n"


def test_times_are_written_as_the_column_writes_them():
    local = "date,x\n2023-09-04 10:00,1\n2023-09-04 11:00,2\n"
    assert after(local, "x=3", on="2023-09-04T12:00") == local + "2023-09-04 12:00,3\n"
    offset = "date,x\n2023-09-04T10:00:00+02:00,1\n"
    assert after(offset, "x=3", on="2023-09-04T12:00") == offset + "2023-09-04T12:00:00+02:00,3\n"
    bare = "date,x\n2023-09-03,1\n"
    assert after(bare, "x=3", on="2023-09-04T12:30:00.25") == bare + "2023-09-04T12:30:00.250000+02:00,3\n"
    assert after(bare, "x=3", on="2023-09-04T12:30") == bare + "2023-09-04T12:30+02:00,3\n"


def test_the_rows_before_and_after_are_told():
    assert edit(WIDE, "mastodon=5876", "x=5832").rows == (RowEdit("", "2023-09-04,5876,5832"),)
    assert edit(WIDE, "x=1", on="2023-09-02", replace=True).rows == (RowEdit("2023-09-02,5090,5840", "2023-09-02,5090,1"),)
    assert edit(WIDE, "x", "mastodon", on="2023-09-02", remove=True).rows == (RowEdit("2023-09-02,5090,5840", ""),)
    new_column = edit(WIDE, "bluesky=1").rows
    assert new_column == (RowEdit("date,mastodon,x", "date,mastodon,x,bluesky"), RowEdit("", "2023-09-04,,,1"))


@pytest.mark.parametrize("word", ["x=many", "x=-5", "x=1.5", "x=", "x", "=5", "x=hidden", "x=n/a"])
def test_what_is_no_count_is_refused(word):
    assert refusal(WIDE, word)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,x\n2023-08-30,many\n", 'counts.csv, line 2, column x: found "many"'),
        ("", "the file is empty"),
        ("mastodon,x\n1,2\n", "no column of dates"),
        ("date,platform,count\n2023-08-30,,5\n", "found no platform"),
        ("subject,date,x\nA,2023-08-30,1\nB,2023-08-30,2\n", "the table is about several subjects"),
        ("date;x\n2023-08-30;1.234 k\n", "say which mark groups thousands"),
    ],
)
def test_a_table_that_can_not_be_edited_is_refused(text, message):
    assert message in refusal(text, "x=1")


def test_an_edit_that_would_read_back_as_something_else_is_refused(monkeypatch):
    odd = "date;x\n30/08/2023;5\n"
    assert after(odd, "x=6", on="2023-09-04") == odd + "04/09/2023;6\n"
    monkeypatch.setattr("imggen.sources.edit.written_count", lambda *_: "7")
    assert refusal(odd, "x=6") == 'counts.csv: "6" would not read back as that count; write it as a whole number'
    assert "offset" in refusal("date,x\n2023-09-04,1\n2023-09-04T10:00,2\n2023-09-04T11:00+02:00,2\n", "x=1")


def test_a_character_that_the_encoding_lacks_is_refused():
    pasted = changes_of_table("subject,date,x\nВолга,2023-09-02,10\n".encode(), "pasted.csv", CONVENTIONS)
    with pytest.raises(InputError, match="cp1252 has no"):
        edited("subject,date,x\né,2023-09-01,1\n".encode("cp1252"), "counts.csv", pasted, CONVENTIONS)


def test_another_tables_readings_are_added_all_or_none():
    pasted = changes_of_table(b"date;X;Mastodon\n03/09/2023;5 835;5 500\n14/09/2023;~5800;12.0K\n", "pasted.csv", CONVENTIONS)
    found = edited(WIDE.encode(), "counts.csv", pasted, CONVENTIONS).data.decode()
    assert found == WIDE + "2023-09-03,5500,5835\n2023-09-14,12.0k,~5800\n"
    with pytest.raises(InputError, match="--replace"):
        edited(found.encode(), "counts.csv", pasted, CONVENTIONS)
    subjects = changes_of_table(b"subject,date,x\nA,2023-09-03,1\nB,2023-09-03,2\n", "pasted.csv", CONVENTIONS)
    with pytest.raises(InputError, match="no column of subjects"):
        edited(WIDE.encode(), "counts.csv", subjects, CONVENTIONS)


def test_a_new_table_takes_its_first_counts():
    assert new_table(["mastodon", "x"]) == b"date,mastodon,x,exactness,source\n"
    table = new_table(["Mon, Réseau", "x"]).decode()
    assert after(table, "Mon, Réseau=5") == 'date,"Mon, Réseau",x,exactness,source\n2023-09-04,5,,exact,\n'


def line(*counts, name="x"):
    start = date(2023, 8, 1)
    moments = [moment_of(start + timedelta(days=i), PARIS) for i in range(len(counts))]
    return Series(find_platform(name), tuple(Reading(one.time, one.day, count) for one, count in zip(moments, counts, strict=True)))


def reading(count, day=date(2023, 8, 31), half_width=0):
    moment = moment_of(day, PARIS)
    return Reading(moment.time, moment.day, count, half_width)


def test_a_count_far_from_the_last_one_is_told():
    assert far_from_last(line(5850, 5840), reading(58)) == "X: 58 is far from 5840 on 2023-08-02"
    assert far_from_last(line(5850, 5840), reading(58320))
    assert not far_from_last(line(5850, 5840), reading(5832))
    assert not far_from_last(line(5850, 5840), reading(3900))
    assert not far_from_last(line(0), reading(9)), "a handful is never far"
    assert far_from_last(line(5850, 5840), reading(58320, date(2023, 7, 1))), "before the first, it is held against the first"


def test_eight_days_show_what_is_usual():
    steady = line(*range(1000, 1090, 10))
    assert not far_from_last(steady, reading(1180, date(2023, 8, 10)))
    assert far_from_last(steady, reading(1190, date(2023, 8, 10))), "more than ten times ten in a day"
    assert not far_from_last(steady, reading(1190, date(2023, 8, 11))), "in two days it is usual"
    assert not far_from_last(line(*[50] * 9), reading(60, date(2023, 8, 10)))


def test_the_counts_of_an_edit_that_are_far_are_told():
    assert edit(WIDE, "mastodon=58760", "x=5832").far == ("Mastodon: 58760 is far from 5090 on 2023-09-02",)


counts = st.integers(0, 10**12)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(
    st.dictionaries(days, st.tuples(counts, counts), min_size=1, max_size=6),
    days,
    counts,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
)
def test_any_table_reads_back_with_the_count_that_was_added(rows, day, count, delimiter, newline, falling, ended):
    ordered = sorted(rows.items(), reverse=falling)
    lines = [delimiter.join(["date", "mastodon", "x"]), *(delimiter.join([when.isoformat(), *map(str, pair)]) for when, pair in ordered)]
    before = newline.join(lines) + (newline if ended else "")
    changed = edit(before, f"x={count}", on=day.isoformat(), replace=True).data
    (found,), _ = assemble(read_table(changed, "counts.csv"), CONVENTIONS)
    expected = {when: pair[1] for when, pair in rows.items()} | {day: count}
    read = {one.platform.key: {reading.day: reading.count for reading in one.readings} for one in found.series}
    assert read["x"] == expected
    assert read["mastodon"] == {when: pair[0] for when, pair in rows.items()}
    times = [text.split(delimiter)[0] for text in changed.decode().split(newline)[1:] if text]
    assert times in (sorted(times), sorted(times, reverse=True)), "the order stays"
    assert changed.decode().endswith(newline) == ended
