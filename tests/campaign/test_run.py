"""A run posts what is due, once, in the campaign's words; what it can't do it says, and goes on."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from campaign.conftest import COUNTS, MONDAY, Campaign
from loopback import Reply, loopback
from posters.fakes import FAKES, SECRET, Fake, FakeMastodon

from imggen.campaign.report_json import as_values
from imggen.errors import InputError
from imggen.posting.mentions import mentioned

WEEKLY = '[post]\nevery = "monday 09:00"\n'


@pytest.mark.parametrize("poster", list(FAKES))
def test_new_counts_are_posted_once_at_every_kind_of_server(poster: str, campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FAKES[poster]())
    campaign.write()
    first = campaign.one()
    assert (first.state, first.why, len(campaign.posts)) == ("posted", "new counts", 1)
    assert first.url.startswith("http")
    assert (campaign.posts[0][1], campaign.run().exit_code) == (first.alt, 0)
    assert campaign.one().state == "not due"
    campaign.count("2023-09-05,5990,5830")
    assert campaign.one().state == "posted"
    assert len(campaign.posts) == 2


@pytest.mark.parametrize("day", ["2062-09-04", "2023-09-05"])
def test_a_count_of_a_day_to_come_is_never_posted(day: str, campaign: Campaign) -> None:
    campaign.write()
    campaign.count(f"{day},5990,5830")
    campaign.now = MONDAY
    found = campaign.one()
    assert (found.state, found.exit_code, campaign.posts) == ("failed", 2, [])
    assert f"the newest count of Mastodon is of {day}, and today is 2023-09-04" in found.error
    assert f"mastodon --remove --date {day}" in found.error


def test_the_text_says_the_takeaway_and_both_counts_and_mentions_nobody(campaign: Campaign) -> None:
    campaign.write('hashtag = "#TriompheModeste"\n[post]\nhashtags = ["logiciel libre"]\n')
    text, alt = campaign.one().text, campaign.posts[0][1]
    assert text == (
        "Mastodon passe devant X. Compte lelibreedu, 5876 abonnés sur Mastodon et 5832 abonnés sur X.\n\n#TriompheModeste #LogicielLibre"
    )
    assert "5876 abonnés" in alt


def test_a_template_is_filled_with_what_is_said_aloud_and_mentions_only_where_that_is_asked_for(campaign: Campaign) -> None:
    template = "{challenger.name}\u00a0: {challenger.count}, {rival.name}\u00a0: {rival.count}. {{libre}} {date}, {handle}"
    campaign.write(f'[post]\nhashtags = ["eXit"]\ntext = "{template}"\n')
    assert campaign.one().text == "Mastodon\u00a0: 5876, X\u00a0: 5832. {libre} 4 septembre 2023, lelibreedu\n\n#eXit"
    campaign.write(f'[post]\nmention = true\ntext = "{{hashtags}}{template}"\n')
    campaign.count("2023-09-05,5990,5830")
    assert campaign.one().text.endswith("5 septembre 2023, @lelibreedu@mastodon.mim-libre.fr")


@pytest.mark.parametrize("poster", list(FAKES))
def test_nobody_is_mentioned_at_any_server_whatever_handle_and_text_say(poster: str, campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FAKES[poster]())
    head = 'title = "Merci @other"\nlang = "fr"\ncounts = "counts.csv"\nsubject = { handle = "@other" }\n'
    template = "Merci @other et ＠fan, @lea.bsky.social, @a@b.example, !libre@jlai.lu. {subject}, {handle} {text} {alt}"
    for text in ("", f'[post]\ntext = "{template}"\n'):
        campaign.write(text=f'{head}{text}[[places]]\nto = "{campaign.to}"\n')
        campaign.count("2023-09-05,5990,5830" if text else "")
        found = campaign.one()
        assert (found.state, mentioned(found.text)) == ("posted", "")
    assert found.text.startswith("Merci other et fan, lea.bsky.social, a, libre. other, other ")
    assert not any("@other" in text for text, _ in campaign.posts)


def test_a_warning_mentions_nobody_either(campaign: Campaign) -> None:
    campaign.write()
    campaign.path.write_text(campaign.path.read_text() + 'content_warning = "X, par @other"\n')
    campaign.run(prepare=campaign.folder / "outbox")
    assert json.loads((campaign.folder / "outbox" / "plan.json").read_text())["posts"][0]["warning"] == "X, par other"


def test_a_field_without_a_value_is_told_and_nothing_is_posted(campaign: Campaign) -> None:
    campaign.write('rival = "mastodon"\nchallenger = "bluesky"\n[post]\ntext = "{share}"\n', "date,mastodon,bluesky\n2023-09-04,5k,4990\n")
    found = campaign.one()
    assert (found.state, found.exit_code, campaign.posts) == ("failed", 2, [])
    assert "{share} has no value here" in found.error


@pytest.mark.parametrize(
    ("hours", "state"), [(-1, "not due"), (0, "posted"), (10, "posted"), (24, "posted"), (25, "not due"), (24 * 7 + 1, "waiting")]
)
def test_a_weekly_card_is_posted_at_its_time_and_for_a_day_after_it(campaign: Campaign, hours: int, state: str) -> None:
    """Nine in Paris is seven in UTC. A week later the counts are too old to be told as news."""
    campaign.write(WEEKLY)
    campaign.now = datetime(2023, 9, 4, 7, tzinfo=UTC) + timedelta(hours=hours)
    found = campaign.one()
    assert (found.state, found.exit_code) == (state, 3 if state == "waiting" else 0)


def test_catching_up_may_take_longer(campaign: Campaign) -> None:
    campaign.write('[post]\nevery = "monday 09:00"\ncatch_up = "3d"\n')
    campaign.count("2023-09-06,5990,5830")
    campaign.now = datetime(2023, 9, 7, 6, tzinfo=UTC)
    assert campaign.one().state == "posted"


def test_a_weekly_card_is_posted_once_a_week_whatever_is_counted_meanwhile(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    assert campaign.one().state == "posted"
    campaign.count("2023-09-05,5990,5830")
    assert "posted at its last time, 2023-09-04 09:00" in campaign.one().why
    campaign.count("2023-09-11,6100,5820")
    campaign.now = MONDAY + timedelta(days=7)
    assert campaign.one().state == "posted"


def test_the_same_counts_are_not_news_a_week_later(campaign: Campaign) -> None:
    campaign.write(WEEKLY.replace("monday", "day"))
    assert campaign.one().state == "posted"
    campaign.now = MONDAY + timedelta(days=1)
    assert campaign.one().why.startswith("these counts were posted: http")
    assert len(campaign.posts) == 1


def test_an_event_is_told_once_a_crossing(campaign: Campaign) -> None:
    campaign.write('[[cards]]\ncard = "victory"\non = ["overtaken"]\n', COUNTS.rpartition("2023-09-04")[0])
    assert campaign.one().state == "not due"
    told = []
    for day, line in enumerate(
        [
            "2023-09-04,5876,5832",  # ahead
            "2023-09-05,5990,5830",  # still
            "2023-09-06,5990,6830",  # behind
            "2023-09-07,6840,6830",  # ahead once more
            "2023-09-08,6850,6830",
        ]
    ):
        campaign.count(line)
        campaign.now = MONDAY + timedelta(days=day)
        told.append(campaign.one().state)
    assert told == ["posted", "not due", "not due", "posted", "not due"]


def test_a_lead_that_goes_to_and_fro_within_a_day_is_one_event(campaign: Campaign) -> None:
    start = datetime(2023, 9, 4, 6, tzinfo=UTC)
    campaign.write('[post]\non = ["overtaken"]\n', "date,mastodon,x\n2023-09-02T06:00Z,5090,5840\n")
    states = []
    for hour, ours in enumerate((5850, 5830, 5851, 5829, 5852)):
        campaign.now = start + timedelta(hours=hour)
        campaign.count(f"{campaign.now:%Y-%m-%dT%H:%MZ},{ours},5840")
        states.append(campaign.one().state)
    assert states == ["posted", "not due", "not due", "not due", "not due"]


@pytest.mark.parametrize("counts", ["date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,5876,\n", "date,mastodon,x\n2023-09-04,5876,\n"])
def test_without_the_rivals_count_nothing_is_posted_and_the_line_to_type_is_said(campaign: Campaign, counts: str) -> None:
    campaign.write('rival = "x"\n', counts)
    found = campaign.one()
    assert (found.state, found.exit_code, campaign.posts) == ("waiting", 3, [])
    assert found.add == (f"imggen add {campaign.path} x=COUNT",)


def test_nobody_is_asked_for_counts_while_nothing_is_due(campaign: Campaign) -> None:
    campaign.write(WEEKLY, "date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,5876,\n")
    campaign.now = MONDAY + timedelta(days=3)
    assert (campaign.one().state, campaign.run().exit_code) == ("not due", 0)


def test_an_empty_table_says_both_lines_to_type(campaign: Campaign) -> None:
    campaign.write('challenger = "mastodon"\nrival = "x"\n', "date,mastodon,x\n")
    assert campaign.one().add == (f"imggen add {campaign.path} mastodon=COUNT x=COUNT",)


def test_several_subjects_one_failure_does_not_stop_the_others(campaign: Campaign) -> None:
    subjects = "".join(f'[[subjects]]\nname = "{name}"\ncounts = "{name}.csv"\n' for name in ("Lyon", "Nantes", "Brest", "Lille"))
    campaign.write(text=f'timezone = "UTC"\n{subjects}[[places]]\nto = "{campaign.to}"\n')
    for name, ours in (("Lyon", 5876), ("Brest", 4000)):
        (campaign.folder / f"{name}.csv").write_text(f"date,mastodon,x\n2023-09-04,{ours},5832\n")
    (campaign.folder / "Lille.csv").write_text("date,mastodon,x\n2023-09-04,many,5832\n")
    report = campaign.run()
    assert [(one.subject, one.state) for one in report.results] == [
        ("Lyon", "posted"),
        ("Nantes", "failed"),
        ("Brest", "posted"),
        ("Lille", "failed"),
    ]
    assert "no such file" in report.results[1].error
    assert "line 2" in report.results[3].error
    assert (report.exit_code, len(campaign.posts)) == (2, 2)


def test_a_subject_that_lacks_a_count_is_named_in_its_line(campaign: Campaign) -> None:
    text = '[[subjects]]\nname = "Ville de Lyon"\ncounts = "counts.csv"\n[[subjects]]\nname = "Nantes"\ncounts = "n.csv"\n'
    campaign.write(text=f'{text}[[places]]\nto = "{campaign.to}"\n', counts="date,mastodon,x\n2023-09-02,5,6\n2023-09-04,5876,\n")
    (campaign.folder / "n.csv").write_text("date,mastodon,x\n2023-09-04,6000,5832\n")
    lyon, nantes = campaign.run().results
    assert lyon.add == (f"imggen add {campaign.path} x=COUNT --subject 'Ville de Lyon'",)
    assert (lyon.state, nantes.state) == ("waiting", "posted")


def test_a_leaderboard_is_one_card_of_all_subjects(campaign: Campaign) -> None:
    text = '[[subjects]]\nname = "Lyon"\ncounts = "counts.csv"\n[[subjects]]\nname = "Nantes"\ncounts = "n.csv"\n'
    campaign.write(text=f'{text}[[cards]]\ncard = "leaderboard"\n[[places]]\nto = "{campaign.to}"\n')
    (campaign.folder / "n.csv").write_text("date,mastodon,x\n2023-09-04,6000,5832\n")
    found = campaign.one()
    assert (found.state, found.subject) == ("posted", "")
    assert "Lyon" in found.alt
    assert "Nantes" in found.alt
    assert campaign.one().state == "not due"


def test_cards_languages_and_places_are_multiplied(campaign: Campaign) -> None:
    cards = '[[cards]]\ncard = "duel"\nlanguages = ["fr", "en"]\n[[cards]]\ncard = "timeline"\nto = ["site"]\n'
    campaign.write(f'{cards}[[places]]\nname = "site"\nfolder = "site"\nlanguages = ["fr"]\n')
    found = campaign.run().results
    assert [(one.card, one.language, one.place, one.state) for one in found] == [
        ("duel", "fr", "site", "written"),
        ("duel", "fr", "here", "posted"),
        ("duel", "en", "here", "posted"),
        ("timeline", "fr", "site", "written"),
    ]
    assert (campaign.folder / "site" / "duel" / "latest.png").exists()
    assert (campaign.folder / "site" / "timeline" / "archive" / "2023-09-04.html").exists()


def test_a_folder_is_a_place_and_what_is_unchanged_is_not_touched(offline: Campaign) -> None:
    text = 'lang = "fr"\ncounts = "counts.csv"\n[[places]]\nfolder = "site"\n'
    offline.write(text=text)
    assert offline.one().state == "written"
    site = offline.folder / "site"
    assert {path.name for path in site.iterdir()} == {"latest.png", "latest.svg", "latest.json", "latest.html", "archive"}
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.*")}
    assert offline.one().state == "not due"
    assert offline.one(offline=True).state == "unchanged"
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.*")} == before
    (site / "latest.png").unlink()
    assert offline.one().state == "written"


def test_a_kind_that_does_not_fit_is_refused_with_those_that_do(campaign: Campaign) -> None:
    campaign.write('[[cards]]\ncard = "victory"\n', COUNTS.replace("5876", "5800"))
    found = campaign.one()
    assert (found.state, found.exit_code) == ("failed", 2)
    assert "the cards that fit are" in found.error


def test_offline_draws_all_with_no_network_and_no_token(offline: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    offline.environment = {"IMGGEN_JOURNAL": str(offline.folder / "j")}
    offline.write(WEEKLY + '[accounts]\nmastodon = "@lelibreedu@mastodon.mim-libre.fr"\n')
    offline.now = MONDAY + timedelta(days=1000)
    found = offline.one(offline=True)
    assert (found.state, offline.run(offline=True).exit_code) == ("drawn", 0)
    assert "5876 abonnés" in found.alt
    assert found.text.startswith("Mastodon passe devant X.")
    assert not (offline.folder / "j").exists()


def test_offline_says_what_is_wrong_with_a_template(offline: Campaign) -> None:
    offline.write('[post]\ntext = "{rival.change}"\n', "date,mastodon,x\n2023-09-04,5876,5832\n")
    assert "{rival.change} has no value" in offline.one(offline=True).error


def test_a_dry_run_counts_and_shows_and_changes_nothing(campaign: Campaign) -> None:
    with _mastodon(6100) as address:
        campaign.write(f'accounts = {{ mastodon = "{address}" }}\n', "date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,,5832\n")
        before = {path: path.read_bytes() for path in campaign.folder.glob("*.*")}
        campaign.now = datetime.now(UTC)
        campaign.count(f"{campaign.now:%Y-%m-%d},,5832")
        before[campaign.folder / "counts.csv"] = (campaign.folder / "counts.csv").read_bytes()
        found = campaign.one(dry_run=True)
    assert (found.state, campaign.posts) == ("would post", [])
    assert "6100" in found.text
    assert {path: path.read_bytes() for path in campaign.folder.glob("*.*")} == before
    assert not (campaign.folder / "journal" / "campaigns").exists()


def test_a_run_collects_and_posts_what_it_collected(campaign: Campaign) -> None:
    with _mastodon(6100) as address:
        campaign.write(f'[accounts]\nmastodon = "{address}"\nx = "lelibreedu"\n')
        campaign.now = datetime.now(UTC)
        waiting = campaign.run()
        assert [one.state for one in waiting.results] == ["waiting"]
        assert waiting.results[0].add == (f"imggen add {campaign.path} x=COUNT",)
        assert waiting.collected[0].counts["mastodon"].count == 6100
        campaign.count(f"{campaign.now:%Y-%m-%dT%H:%M:%SZ},,5832,,")
        report = campaign.run()
    assert [one.state for one in report.results] == ["posted"]
    assert "6100 abonnés" in campaign.posts[0][0]
    assert report.exit_code == 0


def test_a_count_that_fails_is_told_and_the_exit_code_says_so(campaign: Campaign) -> None:
    with loopback() as server:
        campaign.write(f'accounts = {{ mastodon = "@gone@{server.authority}" }}\n')
        report = campaign.run()
    assert report.exit_code == 3
    assert "@gone@" in report.troubles[0]
    assert report.results[0].state == "posted"


@contextmanager
def _mastodon(followers: int) -> Iterator[str]:
    """The address of an account of so many followers, on a server of its own."""
    with loopback() as server:
        link = {"rel": "self", "type": "application/activity+json", "href": f"{server.base}/users/libre"}
        server.routes |= {
            "/.well-known/webfinger": Reply({"subject": f"acct:libre@{server.authority}", "links": [link]}),
            "/.well-known/nodeinfo": Reply({"links": [{"rel": "x", "href": f"{server.base}/nodeinfo/2.0"}]}),
            "/nodeinfo/2.0": Reply({"software": {"name": "mastodon"}}),
            "/api/v1/accounts/lookup": Reply({"username": "libre", "followers_count": followers}),
        }
        yield f"@libre@{server.authority}"


def test_a_token_of_another_account_is_not_used(campaign: Campaign) -> None:
    campaign.write()
    campaign.path.write_text(campaign.path.read_text() + 'handle = "@bob"\n')
    found = campaign.one()
    assert (found.state, found.exit_code, campaign.posts) == ("failed", 2, [])
    assert "not to @bob" in found.error


def test_an_account_that_can_not_be_opened_is_asked_for_once(campaign: Campaign) -> None:
    campaign.environment["IMGGEN_TOKEN"] = "wr0ng-t0ken"
    campaign.write('[post]\nlanguages = ["fr", "en", "de"]\n')
    report = campaign.run()
    assert [one.state for one in report.results] == ["failed"] * 3
    assert report.exit_code == 3
    assert campaign.fake
    assert sum("verify_credentials" in asked.path for asked in campaign.fake.seen) == 1
    assert "wr0ng-t0ken" not in json.dumps(as_values(report))


def test_a_post_that_somebody_deleted_stays_away(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    assert campaign.one().state == "posted"
    assert isinstance(campaign.fake, FakeMastodon)
    campaign.fake.posts.clear()
    campaign.ledger.unlink()
    found = campaign.one()
    assert (found.state, found.exit_code, campaign.posts) == ("deleted", 0, [])
    assert campaign.one().state == "not due"


def test_two_runs_at_once_are_one_post(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    states: list[str] = []
    threads = [threading.Thread(target=lambda: states.append(campaign.one().state)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(states) == ["not due", "not due", "not due", "posted"]
    assert len(campaign.posts) == 1


def test_nothing_says_the_token(campaign: Campaign) -> None:
    campaign.write()
    report = campaign.run()
    campaign.fake.troubles = [Reply({"error": f"no, {SECRET}"}, 422)]  # type: ignore[union-attr]
    campaign.count("2023-09-05,5990,5830")
    refused = campaign.run()
    assert refused.results[0].state == "failed"
    assert SECRET not in json.dumps([as_values(report), as_values(refused)])
    kept = [path for path in Path(campaign.environment["IMGGEN_JOURNAL"]).rglob("*") if path.is_file()]
    assert any(path.name == "plan.json" for path in kept)
    assert all(SECRET.encode() not in path.read_bytes() for path in kept)


def test_a_server_that_says_no_is_asked_again_by_the_next_run_with_the_newest_counts(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    campaign.fake.troubles = [Reply({"error": "No"}, 422)]  # type: ignore[union-attr]
    assert (campaign.one().exit_code, campaign.posts) == (3, [])
    campaign.count("2023-09-04T10:00,5990,5830")
    (campaign.folder / "counts.csv").write_text(COUNTS.replace("5876", "5990"))
    assert campaign.one().state == "posted"
    assert "5990" in campaign.posts[0][0]
    assert not list((campaign.folder / "journal" / "campaigns" / "pending").iterdir())


def test_a_campaign_without_a_place_is_refused_before_anything_is_asked(offline: Campaign) -> None:
    offline.write(text='counts = "counts.csv"\n')
    with pytest.raises(InputError, match=r"nowhere to post to; name a place: \[\[places\]\]"):
        offline.run()


def test_subjects_that_can_not_be_told_apart_are_refused(offline: Campaign) -> None:
    text = '[[subjects]]\nname = "a b"\ncounts = "counts.csv"\n[[subjects]]\nname = "A/B"\ncounts = "n.csv"\n[[places]]\nfolder = "s"\n'
    offline.write(text=text)
    (offline.folder / "n.csv").write_text(COUNTS)
    with pytest.raises(InputError, match="names like"):
        offline.run()


def test_a_damaged_ledger_is_no_reason_to_post_twice(campaign: Campaign) -> None:
    campaign.write(WEEKLY)
    campaign.one()
    ledger = campaign.ledger
    ledger.write_bytes(b'{"key": 3}\n[[[\n\xff\n{"key": "x", "data": "2023-09-04"}\n' + ledger.read_bytes()[:-30])
    campaign.count("2023-09-05,5990,5830")
    campaign.one()
    assert len(campaign.posts) == 1


def test_a_day_that_is_counted_anew_is_news_and_older_counts_that_come_in_late_are_not(campaign: Campaign) -> None:
    campaign.write(counts="date,mastodon,x\n2023-09-02,5090,5840\n2023-09-04,5820,5832\n")
    assert campaign.one().state == "posted"
    campaign.write()
    assert (campaign.one().state, len(campaign.posts)) == ("posted", 2)
    campaign.write(counts=COUNTS.replace("2023-08-30", "2023-08-29,2800,5850\n2023-08-30"))
    assert (campaign.one().state, len(campaign.posts)) == ("not due", 2)


def test_a_lemmy_post_has_the_headline_as_its_title(campaigns: Callable[[Fake], Campaign]) -> None:
    campaign = campaigns(FAKES["lemmy"]())
    campaign.write('title = "On a réussi"\n')
    assert campaign.one().state == "posted"
    assert campaign.fake
    assert [view["post"]["name"] for view in campaign.fake.posts] == ["On a réussi"]
