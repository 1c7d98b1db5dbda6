"""Every kind of input is opened, or refused in one line; what was chosen goes before what a campaign file says."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from imggen.errors import InputError
from imggen.series import Subject
from imggen.sources.assemble import Conventions
from imggen.sources.inputs import conventions_of, table_path

EXAMPLES = Path(__file__).parents[2] / "examples"
TABLE = "date,mastodon,x\n2023-08-30,2900,5850\n2023-09-04,5876,5832\n"


def refusal(take, *inputs, **choices):
    with pytest.raises(InputError) as caught:
        take(*inputs, **choices)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_campaign_needs_no_option(take, counts, campaign):
    data = take(EXAMPLES / "lelibreedu.toml")
    (comparison,) = data.comparisons
    assert counts(comparison) == campaign
    assert comparison.subject == Subject(name="lelibreedu", handle="@lelibreedu@mastodon.mim-libre.fr")
    assert (comparison.timezone, comparison.unit) == ("Europe/Paris", "followers")
    assert (data.settings.lang, data.settings.hashtag) == ("fr", "#TriompheModeste")
    assert comparison.challenger.platform.key == "mastodon"
    assert comparison.challenger.readings[0].time == datetime(2023, 8, 30, 10, tzinfo=UTC)
    assert data.doubts == ()


def test_pairs_are_todays_counts(take, counts):
    data = take("x=5 832", "mastodon=~5800")
    (comparison,) = data.comparisons
    assert counts(comparison) == {"mastodon": [("2023-09-05", 5800)], "x": [("2023-09-05", 5832)]}
    assert comparison.challenger.readings[0].half_width == 50
    assert data.doubts == ()


@pytest.mark.parametrize(("zone", "day"), [("Europe/Paris", "2023-09-06"), ("UTC", "2023-09-05"), (None, "2023-09-05")])
def test_today_is_a_day_of_the_campaigns_time_zone(take, counts, tmp_path, zone, day):
    (tmp_path / "c.toml").write_text("counts = { x = 5832 }\n" + (f'timezone = "{zone}"\n' if zone else ""))
    at_night = datetime(2023, 9, 6, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    for data in (take(tmp_path / "c.toml", now=at_night), take("x=5832", now=at_night, timezone=zone)):
        assert counts(data.comparisons[0]) == {"x": [(day, 5832)]}


def test_pairs_may_have_a_day_of_their_own(take, counts):
    data = take("x=1", date=date(2023, 9, 1), timezone="Pacific/Apia")
    assert counts(data.comparisons[0]) == {"x": [("2023-09-01", 1)]}
    timed = take("x=1", date=datetime(2023, 9, 1, 23, 30, tzinfo=UTC), timezone="Europe/Paris")
    assert counts(timed.comparisons[0]) == {"x": [("2023-09-02", 1)]}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["mastodon5876"], "did you mean mastodon=5876?"),
        (["mastodon:5876", "x:5832"], "did you mean mastodon=5876?"),
        (["mastodon", "=", "5876"], 'found "=" by itself; write NAME=COUNT without spaces'),
        (["mastodon=", "5876"], 'found "mastodon=" without a count; write NAME=COUNT without spaces'),
        (["mastodon", "=5876"], 'found "=5876" by itself'),
        (["mastodon=5", "876"], 'found "876" by itself; write NAME=COUNT without spaces, such as mastodon=5876, with quotes round'),
        (["mastodon=many"], 'mastodon=many: found "many"; a whole number is expected'),
        (["mastodon=-5"], 'mastodon=-5: found "-5"'),
        (["x=1", "twitter=2"], "twitter=2: found two counts of X for 2023-09-05; keep one, this or that of x=1"),
        (["x=hidden"], "no count; x=hidden: the count is hidden"),
        (["x=1", "-"], 'found "-" beside counts; give files alone, or NAME=COUNT words alone'),
        (["x=1", "no.csv"], 'found "no.csv" beside counts'),
        ([" =5"], 'found "=5" by itself'),
        ([], "nothing to read; name a CSV, TSV, JSON or TOML file, or counts such as mastodon=5876 x=5832"),
        (["-", "-"], "found - twice"),
        (["-"], "no standard input here"),
    ],
)
def test_words_that_are_no_counts_are_refused(take, words, message):
    assert message in refusal(take, *words)


def test_counts_and_objects_do_not_mix(take):
    assert "beside counts" in refusal(take, "x=1", {"x": 2})


def test_a_file_whose_name_has_an_equals_sign_is_a_file(take, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a=1.csv").write_text(TABLE)
    assert len(take("a=1.csv").comparisons[0].series) == 2


def test_what_is_not_there_is_refused_with_the_nearest_name(take, tmp_path):
    (tmp_path / "counts.csv").write_text(TABLE)
    assert refusal(take, str(tmp_path / "cuonts.csv")) == f"{tmp_path}/cuonts.csv: no such file; did you mean counts.csv?"
    assert refusal(take, str(tmp_path / "no" / "counts.csv")) == f"{tmp_path}/no/counts.csv: no such file"
    assert refusal(take, str(tmp_path)) == f"{tmp_path}: it is a folder; name a file in it"
    assert "can't be read" in refusal(take, "a\0b.csv")
    assert "can't be read" in refusal(take, "x" * 5000)
    assert "no such folder" in refusal(take, tmp_path / "counts.csv" / "more.csv")


def test_a_file_without_a_known_ending_is_read_by_what_stands_in_it(take, tmp_path):
    texts = {"table": TABLE, "json": '{"mastodon": 5876}', "toml": '# a note\n\nlang = "fr"\ncounts = "table"\n', "sep": "sep=,\n" + TABLE}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    assert len(take(tmp_path / "table").comparisons[0].series) == 2
    assert len(take(tmp_path / "sep").comparisons[0].series) == 2
    assert len(take(tmp_path / "json").comparisons[0].series) == 1
    assert take(tmp_path / "toml").settings.lang == "fr"


def test_several_files_are_several_subjects_called_by_their_names(take, tmp_path):
    for name in ("lyon", "nantes"):
        (tmp_path / f"{name}.csv").write_text(TABLE)
    (tmp_path / "brest.toml").write_text('subject = "Ville de Brest"\nlang = "br"\ncounts = "lyon.csv"')
    data = take(tmp_path / "lyon.csv", tmp_path / "nantes.csv", tmp_path / "brest.toml")
    assert [one.subject.shown for one in data.comparisons] == ["lyon", "nantes", "Ville de Brest"]
    assert data.settings.lang == "br"
    assert take(tmp_path / "lyon.csv").comparisons[0].subject == Subject(), "one file needs no name"


def test_a_slip_in_a_name_is_drawn_and_doubted(take):
    data = take("mastadon=5876", "x=5832")
    assert "mastadon" in [one.platform.name for one in data.comparisons[0].series]
    assert data.doubts == ("no platform named mastadon is known, and it is drawn as it is written; did you mean Mastodon?",)
    assert take("mastodon=5876", "koo=5832").doubts == ()


def test_a_subject_is_named_or_picked(take, tmp_path):
    (tmp_path / "one.csv").write_text(TABLE)
    assert take(tmp_path / "one.csv", subject="Lyon").comparisons[0].subject == Subject(name="Lyon")
    text = b"subject,date,mastodon,x\nLyon,2023-09-04,1,2\n@nantes@example.org,2023-09-04,3,4\n"
    (picked,) = take("-", stdin=text, subject="LYON").comparisons
    assert picked.challenger.readings[0].count == 1
    assert take("-", stdin=text, subject="nantes@example.org").comparisons[0].subject.handle == "@nantes@example.org"
    assert (
        refusal(take, "-", stdin=text, subject="Lyonn")
        == "no subject named Lyonn; the subjects are Lyon, @nantes@example.org; did you mean Lyon?"
    )


def test_the_campaign_files_subject_wins_over_a_bare_name_in_its_table(take, tmp_path):
    (tmp_path / "c.csv").write_text("subject,date,x\nlelibreedu,2023-09-04,1\nother,2023-09-04,2\n")
    (tmp_path / "c.toml").write_text('subject = { name = "Lelibreedu", handle = "@l@example.org" }\ncounts = "c.csv"\n')
    assert [one.subject for one in take(tmp_path / "c.toml").comparisons] == [Subject("Lelibreedu", "", "@l@example.org"), Subject("other")]


def test_choices_go_before_the_campaign_file(take, tmp_path):
    (tmp_path / "c.csv").write_text("date,mastodon,x,bluesky\n04/09/2023,1,2,3\n")
    (tmp_path / "c.toml").write_text(
        'counts = "c.csv"\ndates = "dmy"\nchallenger = "bluesky"\nunit = "members"\ntimezone = "Europe/Paris"\n'
        '[[events]]\ndate = 2023-09-01\ntext = "X changes its terms"\n'
    )
    (comparison,) = take(tmp_path / "c.toml").comparisons
    assert [one.platform.key for one in comparison.series] == ["bluesky", "x", "mastodon"]
    assert (comparison.unit, comparison.timezone) == ("members", "Europe/Paris")
    assert comparison.challenger.readings[0].day == date(2023, 9, 4)
    assert [event.text for event in comparison.events] == ["X changes its terms"]
    chosen = {"dates": "mdy", "challenger": "mastodon", "rival": "bluesky", "unit": "followers", "timezone": "UTC"}
    (comparison,) = take(tmp_path / "c.toml", **chosen).comparisons
    assert [one.platform.key for one in comparison.series] == ["mastodon", "bluesky", "x"]
    assert (comparison.unit, comparison.timezone) == ("followers", "UTC")
    assert comparison.challenger.readings[0].day == date(2023, 4, 9)


def test_challenger_and_rival_are_refused_when_nobody_has_them(take):
    assert refusal(take, "mastodon=1", "x=2", challenger="mastodn") == (
        "no series named mastodn; did you mean Mastodon?; the series are Mastodon, X"
    )
    assert "no series named Threads" in refusal(take, "mastodon=1", "x=2", rival="threads")
    text = b"subject,date,mastodon,x\nLyon,2023-09-04,1,2\nNantes,2023-09-04,,4\n"
    assert len(take("-", stdin=text, challenger="mastodon").comparisons) == 2, "one of several subjects may lack it"


@pytest.mark.parametrize(("name", "value"), [("thousands", "tick"), ("dates", "ydm"), ("timezone", "Mars"), ("unit", "u" * 61)])
def test_choices_that_mean_nothing_are_refused(take, name, value):
    assert name in refusal(take, "-", stdin=TABLE.encode(), **{name: value})


def test_a_date_in_the_future_is_a_doubt(take):
    assert take("-", stdin=b"date,x\n2032-09-04,1\n").doubts == ("the newest date, 2032-09-04, is in the future",)
    assert take("-", stdin=b"date,x\n2023-09-06,1\n").doubts == (), "it may be tomorrow elsewhere"


def test_the_machines_time_zone_means_nothing(tmp_path):
    (tmp_path / "c.csv").write_text("date,x\n2023-09-04T23:30,1\n")
    code = f"""
from datetime import UTC, datetime
from imggen.sources.read import Choices, read
(one,) = read(["{tmp_path}/c.csv"], Choices(now=datetime(2023, 9, 5, tzinfo=UTC))).comparisons
print(one.series[0].readings[0])
"""
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True).stdout
        for zone in ("UTC", "Pacific/Apia")
    ]
    assert runs[0] == runs[1]
    assert "datetime.date(2023, 9, 4)" in runs[0]


def test_reading_a_table_loads_neither_pydantic_nor_narwhals_nor_anything_that_draws():
    code = f"""
import sys
from datetime import UTC, datetime
from imggen.sources.read import Choices, read
read(["{EXAMPLES}/lelibreedu.csv"], Choices(now=datetime(2023, 9, 5, tzinfo=UTC)))
print({{"pydantic", "narwhals", "numpy", "matplotlib", "PIL", "httpx", "fontTools", "icu4py", "pandas"}} & set(sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_campaign_file_says_how_its_table_is_read(tmp_path):
    (tmp_path / "c.toml").write_text('counts = "c.csv"\ntimezone = "Europe/Paris"\ndates = "mdy"\nthousands = "dot"\n')
    night = datetime(2023, 9, 4, 22, 30, tzinfo=UTC)
    assert conventions_of(tmp_path / "c.toml", night) == Conventions(ZoneInfo("Europe/Paris"), date(2023, 9, 5), "mdy", ".")
    assert conventions_of("no.csv", night) == Conventions(UTC, date(2023, 9, 4))


def test_the_table_behind_a_campaign_file_is_found(tmp_path):
    assert table_path(EXAMPLES / "lelibreedu.toml") == EXAMPLES / "lelibreedu.csv"
    assert table_path("counts.tsv") == Path("counts.tsv")
    (tmp_path / "c.toml").write_text("counts = { x = 5 }")
    for path, message in (("c.json", "not a table"), (tmp_path / "c.toml", "no table of counts is named")):
        with pytest.raises(InputError, match=message):
            table_path(path)
