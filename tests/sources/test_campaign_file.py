"""A campaign file says all that a card needs; a mistake in it is told as `file:line key: found, expected`."""

from datetime import date

import pytest

from imggen.errors import InputError
from imggen.series import Event, Subject
from imggen.sources.campaign_file import read_campaign

FULL = """
subject = { name = "lelibreedu", short_name = "LLE", handle = "@lelibreedu@mastodon.mim-libre.fr" }
lang = "fr"
timezone = "Europe/Paris"
theme = "editorial"
card = "timeline"
size = "1200x675"
tone = "campaign"
inclusive = true
title = "On a réussi\\u202f!"
hashtag = "#TriompheModeste"
source = "posts of the campaign"
credit = "CC0"
rights = "CC BY 4.0"
unit = "followers"
challenger = "mastodon"
rival = "x"
thousands = "comma"
dates = "dmy"
events = [{ date = 2023-09-04, text = "Back to school" }, { date = "2023-09-01", text = "X changes its terms" }]
counts = "counts.csv"

[accounts]
mastodon = "@lelibreedu@mastodon.mim-libre.fr"
x = "https://x.com/lelibreedu"
"""


def settings(text):
    return read_campaign(text.encode(), "campaign.toml").settings


def refused(text):
    with pytest.raises(InputError) as caught:
        read_campaign(text.encode() if isinstance(text, str) else text, "campaign.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_key_becomes_a_plain_value():
    found = settings(FULL)
    assert found.subject == Subject("lelibreedu", "LLE", "@lelibreedu@mastodon.mim-libre.fr")
    assert found.events == (Event(date(2023, 9, 1), "X changes its terms"), Event(date(2023, 9, 4), "Back to school"))
    assert found.title == "On a réussi\u202f!"
    assert found.inclusive is True
    assert found.accounts == {"mastodon": "@lelibreedu@mastodon.mim-libre.fr", "x": "https://x.com/lelibreedu"}
    plain = {"lang": "fr", "timezone": "Europe/Paris", "theme": "editorial", "card": "timeline", "size": "1200x675", "tone": "campaign"}
    plain |= {
        "hashtag": "#TriompheModeste",
        "source": "posts of the campaign",
        "credit": "CC0",
        "rights": "CC BY 4.0",
        "unit": "followers",
        "dates": "dmy",
    }
    plain |= {"challenger": "mastodon", "rival": "x", "thousands": "comma", "counts": "counts.csv"}
    assert {key: getattr(found, key) for key in plain} == plain


def test_a_subject_may_be_one_text():
    assert settings('subject = "Ville de Lyon"').subject == Subject(name="Ville de Lyon")
    assert settings('subject = "@a@example.org"').subject == Subject(handle="@a@example.org")


def test_what_is_left_out_stays_open():
    found = settings("# nothing\n")
    assert found.lang is found.inclusive is found.counts is found.title is None
    assert found.subject == Subject()


@pytest.mark.parametrize(
    "inline",
    [
        "counts = { mastodon = 5876, x = 5832, date = 2023-09-04 }",
        '[counts]\nmastodon = "5 876"\nx = 5832\ndate = "2023-09-04"',
        "[[readings]]\ndate = 2023-09-04\nmastodon = 5876\nx = 5832",
        """
        [[readings]]
        date = 2023-09-04
        platform = "x"
        count = 5832
        [[readings]]
        date = "2023-09-04"
        platform = "Mastodon"
        count = 5876""",
        '[counts.mastodon]\n"2023-09-04" = 5876\n[counts.x]\n2023-09-04 = 5832',
    ],
)
def test_counts_may_stand_in_the_file(take, counts, tmp_path, inline):
    text = f'lang = "fr"\n{inline}\n'
    (tmp_path / "campaign.toml").write_text(text)
    for data in (take(tmp_path / "campaign.toml"), take("-", stdin=text.encode())):
        assert counts(data.comparisons[0]) == {"mastodon": [("2023-09-04", 5876)], "x": [("2023-09-04", 5832)]}
        assert data.settings.lang == "fr"
        assert data.doubts == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('lang = "fr"\nhastag = "#A"', "campaign.toml:2 hastag: found a key that means nothing here; did you mean hashtag?"),
        ("qqq = 1", "campaign.toml:1 qqq: found a key that means nothing here; expected subject, lang, timezone"),
        ("lang = 5", 'campaign.toml:1 lang: found "5"; expected a text in quotes'),
        ('\n\ntone = "loud"', "campaign.toml:3 tone: found \"loud\"; expected 'plain' or 'campaign'"),
        ('inclusive = "yes"', 'campaign.toml:1 inclusive: found "yes"; expected true or false'),
        (
            '[subject]\nname = "A"\nhandel = "@a@b"',
            "campaign.toml:3 subject.handel: found a key that means nothing here; did you mean handle?",
        ),
        ("subject = 5", 'campaign.toml:1 subject: found "5"; expected a table, or a text in quotes'),
        ('timezone = "Europe/Pari"', 'campaign.toml:1 timezone: found "Europe/Pari", expected a name such as Europe/Paris; did you mean'),
        ('thousands = "dott"', 'campaign.toml:1 thousands: found "dott"; did you mean dot?'),
        ('[[events]]\ndate = 2023-09-01\ntext = "A"\n[[events]]\ndate = "2023-02-30"\ntext = "B"', "campaign.toml:5 events[1].date: found"),
        ('[[events]]\ndate = 5\ntext = "A"', 'campaign.toml:2 events[0].date: found "5"; a date is expected'),
        ("[[events]]\ndate = 2023-09-01", "campaign.toml:1 events[0].text: found nothing; expected a value"),
        ("events = 5", 'campaign.toml:1 events: found "5"; expected a list'),
        ("counts = 5", 'campaign.toml:1 counts: found "5"; expected the path of a table'),
        ('counts = "a.csv"\n[[readings]]\nx = 1', "campaign.toml:2 readings[0]: found both counts and readings; keep one"),
        ('lang = "fr"\n[accounts]\ntwiter = "x"', "campaign.toml:3 accounts.twiter: no platform named twiter is known; did you mean X?"),
        ('[accounts]\nx = "bad name!"', 'campaign.toml:2 accounts.x: found "bad name!", which is no account that can be asked for'),
        ("[accounts]\nx = 5", 'campaign.toml:2 accounts.x: found "5"; expected a text in quotes'),
        (f'title = "{"e" * 401}"', "campaign.toml:1 title: found 401 characters; 400 at most"),
        ('lang = "fr"\nlang = "en"', "campaign.toml:2: found no TOML: Cannot overwrite a value"),
        ('lang = "fr', "campaign.toml:1: found no TOML"),
        ("lang = fr", "campaign.toml:1: found no TOML"),
        ("date = 2023-02-30", "campaign.toml"),
        ("a." * 20_000 + "a = 1", "campaign.toml: found tables nested without end"),
        ("a = " + "[" * 50_000, "campaign.toml: found tables nested without end"),
        ("a = " + "9" * 5000, "campaign.toml: found tables nested"),
        ("", "campaign.toml: the file is empty"),
        (b"\x89PNG", "campaign.toml: found a picture"),
        (b"#" * 5_000_001, "campaign.toml: larger than 5 MB"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(text, message):
    assert refused(text).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[counts]\nmastodon = -5", 'campaign.toml, counts.mastodon: found "-5"; a whole number is expected'),
        ("[[readings]]\ndate = 2023-09-04\nx = 12:00:00", "campaign.toml, readings[0].x: found"),
        ('lang = "fr"', 'campaign.toml: no counts; name their file, counts = "counts.csv"'),
        ('counts = "cunts.csv"', "cunts.csv, counts of campaign.toml: no such file; did you mean counts.csv?"),
        ('counts = "campaign.toml"', 'campaign.toml: found "campaign.toml" for counts; name a CSV, TSV or JSON file'),
        ('counts = "bad.csv"', 'bad.csv, line 2, column x: found "many"'),
        ('counts = "."', ", counts of campaign.toml: it is a folder"),
        ('counts = "a\\u0000b"', "can't be read"),
    ],
)
def test_counts_that_can_not_be_used_are_told_with_their_place(take, tmp_path, text, message):
    (tmp_path / "campaign.toml").write_text(text)
    (tmp_path / "counts.csv").write_text("date,x\n2023-09-04,5\n")
    (tmp_path / "bad.csv").write_text("date,x\n2023-09-04,many\n")
    with pytest.raises(InputError) as caught:
        take(tmp_path / "campaign.toml")
    assert message in str(caught.value).replace(f"{tmp_path}/", "")
