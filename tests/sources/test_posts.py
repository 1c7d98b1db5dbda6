"""A campaign file says what is posted, where to and when; a mistake in it is told with its place, and `render` needs none of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import imggen
from imggen.errors import InputError
from imggen.sources.campaign_file import read_campaign
from imggen.sources.every import WEEKDAYS, Every, find_every, find_span, last_of
from imggen.sources.planned import CardPlan

CAMPAIGN = """
counts = "counts.csv"
lang = "fr"
timezone = "Europe/Paris"

[post]
every = "monday 09:00"
text = "{challenger.count} contre {rival.count}"
hashtags = ["#eXit"]

[[cards]]
card = "timeline"
catch_up = "3d"

[[cards]]
card = "timeline"
size = "portrait"
every = ["day 08:00", "sunday 20:00"]
languages = ["fr", "en"]
text = { fr = "{takeaway}", en = "Now: {takeaway}\\n\\n{hashtags}" }
mention = true
to = ["site"]

[[cards]]
name = "we did it"
card = "victory"
on = ["overtaken", "slipping back"]
every = []

[[places]]
to = "mastodon.example"
as = "me"
handle = "@lelibreedu@mastodon.example"
visibility = "unlisted"
content_warning = "Counts"

[[places]]
folder = "site"
"""
PARIS = ZoneInfo("Europe/Paris")


def read(text: str) -> imggen.sources.settings.Settings:  # type: ignore[name-defined]
    return read_campaign(text.encode(), "c.toml").settings


def test_cards_say_what_is_their_own_and_share_the_rest() -> None:
    weekly, often, victory = read(CAMPAIGN).cards
    assert (weekly.name, weekly.every, weekly.catch_up) == ("timeline", (Every("monday", time(9)),), timedelta(days=3))
    assert weekly.texts == {"": "{challenger.count} contre {rival.count}"}
    assert (often.name, often.look) == ("timeline-2", {"card": "timeline", "size": "portrait"})
    assert often.every == (Every("day", time(8)), Every("sunday", time(20)))
    assert (often.languages, often.mention, often.to) == (("fr", "en"), True, ("site",))
    assert often.texts["en"] == "Now: {takeaway}\n\n{hashtags}"
    assert (victory.name, victory.on, victory.every, victory.hashtags) == ("we did it", ("overtaken", "slipping back"), (), ("#eXit",))


def test_places_are_servers_and_folders() -> None:
    server, folder = read(CAMPAIGN).places
    assert (server.name, server.to, server.account, server.handle) == ("me", "mastodon.example", "me", "@lelibreedu@mastodon.example")
    assert (server.visibility, server.warning) == ("unlisted", "Counts")
    assert (folder.name, folder.folder) == ("site", "site")


def test_a_file_that_says_nothing_of_posts_has_one_card_and_no_place() -> None:
    found = read('counts = "counts.csv"')
    assert (found.cards, found.places) == ((CardPlan(),), ())


def test_render_needs_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,5876,5832\n")
    (tmp_path / "c.toml").write_text(CAMPAIGN)
    with_posts = imggen.render(str(tmp_path / "c.toml"))
    (tmp_path / "c.toml").write_text(CAMPAIGN.partition("[post]")[0])
    assert imggen.render(str(tmp_path / "c.toml")).encode() == with_posts.encode()


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("monday 09:00", "mondy 09:00", "c.toml:7 post.every", "did you mean monday?"),
        ("monday 09:00", "monday 29:00", "c.toml:7 post.every", "no such time of day"),
        ('"3d"', '"three days"', "c.toml:13 cards[0].catch_up", "12h"),
        ('["overtaken"', '["overtakn"', "c.toml:27 cards[2].on", "did you mean overtaken?"),
        ('["site"]', '["sit"]', "c.toml:22 cards[1].to", "did you mean site?"),
        ('["site"]', "[]", "c.toml:22 cards[1].to", "found an empty list"),
        ('["fr", "en"]', "[]", "c.toml:19 cards[1].languages", "found an empty list"),
        ('"monday 09:00"', "[]", "c.toml:7 post.every", "found an empty list"),
        ('as = "me"', "languages = []", "c.toml:32 places[0].languages", "found an empty list"),
        ("{rival.count}", "{rival.cuont}", "c.toml:8 post.text", "did you mean rival.count?"),
        ("{rival.count}", "{rival.count.__class__}", "c.toml:8 post.text", "no field named"),
        ("{rival.count}", "{rival.count:>9}", "c.toml:8 post.text", "with a format"),
        ("{rival.count}", "{rival.count!r}", "c.toml:8 post.text", "with a format"),
        ("{rival.count}", "{", "c.toml:8 post.text", "braces that don't fit"),
        ("{rival.count}", "{0}", "c.toml:8 post.text", "no field named"),
        ('as = "me"', 'has = "me"', "c.toml:32 places[0].has", "did you mean as?"),
        ('folder = "site"', 'folder = "site"\nto = "x"', "places[1].to", "found both"),
        ('folder = "site"', 'name = "site"', "places[1].to", "found neither"),
        ('folder = "site"', 'name = "me"\nfolder = "site"', "places[1].name", 'a second "me"'),
        ('"unlisted"', '"unlistd"', "places[0].visibility", "did you mean unlisted?"),
        ('name = "we did it"', 'name = "timeline"', "cards[2].name", 'a second "timeline"'),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, where: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(CAMPAIGN.replace(old, new, 1))
    assert where in str(caught.value)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_subject_may_have_places_of_its_own() -> None:
    text = """
[[subjects]]
name = "Lyon"
counts = "lyon.csv"
to = ["lyon"]
[[subjects]]
name = "Nantes"
counts = "nantes.csv"
[[places]]
name = "lyon"
folder = "lyon"
"""
    lyon, nantes = read_campaign(text.encode(), "c.toml").subjects
    assert (lyon.to, nantes.to) == (("lyon",), ())
    with pytest.raises(InputError, match=r"c.toml:5 subjects\[0\].to: no place named"):
        read_campaign(text.replace('to = ["lyon"]', 'to = ["lyn"]').encode(), "c.toml")


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["day", "month", *WEEKDAYS]),
    st.times(),
    st.sampled_from([UTC, PARIS, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Apia")]),
)
def test_the_last_time_is_past_and_there_is_none_between(now: datetime, day: str, clock: time, zone: ZoneInfo) -> None:
    every = Every(day, clock.replace(second=0, microsecond=0))
    last = every.last(now, zone)
    assert last <= now
    longest = {"day": 1, "month": 31}.get(day, 7)
    assert now - last < timedelta(days=longest, hours=2)
    if day in WEEKDAYS:
        assert last.weekday() == WEEKDAYS.index(day)
    if day == "month":
        assert last.day == 1
    assert every.last(last.astimezone(UTC), zone).timestamp() == last.timestamp()


def test_nine_is_nine_before_and_after_the_clocks_change() -> None:
    every = find_every("Sunday 09:00")
    assert every.last(datetime(2023, 10, 29, 12, tzinfo=UTC), PARIS).isoformat() == "2023-10-29T09:00:00+01:00"
    assert every.last(datetime(2023, 10, 28, 12, tzinfo=UTC), PARIS).isoformat() == "2023-10-22T09:00:00+02:00"


def test_of_several_times_the_last_one_counts() -> None:
    times = [find_every("monday 09:00"), find_every("month")]
    assert last_of(times, datetime(2023, 9, 2, tzinfo=UTC), UTC) == datetime(2023, 9, 1, tzinfo=UTC)
    assert last_of(times, datetime(2023, 9, 5, tzinfo=UTC), UTC) == datetime(2023, 9, 4, 9, tzinfo=UTC)
    assert last_of([], datetime(2023, 9, 5, tzinfo=UTC), UTC) is None


def test_spans() -> None:
    assert (find_span("12h"), find_span("3 d")) == (timedelta(hours=12), timedelta(days=3))
