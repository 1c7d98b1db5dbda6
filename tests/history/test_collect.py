"""Collecting writes each reading once, with source and exactness, and what is killed leaves a whole table behind."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import stamina
from loopback import Loopback, Reply, loopback

from imggen.errors import InputError
from imggen.history.collect import Collected, collect
from imggen.history.record import Measured, record
from imggen.network.client import Client
from imggen.platforms import find_platform
from imggen.series import Subject
from imggen.sources.assemble import Conventions
from imggen.sources.read import Choices, read

NOON = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)
CONVENTIONS = Conventions(UTC, NOON.date())
LYON = Subject("Ville de Lyon")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A Mastodon where every name has an account, with one follower more each time."""
    with loopback() as running:
        followers = [5000]

        def card(asked: object) -> Reply:
            user = str(asked.path).partition("acct:")[2].partition("@")[0] or str(asked.path).partition("acct%3A")[2].partition("%40")[0]  # type: ignore[attr-defined]
            link = {"rel": "self", "type": "application/activity+json", "href": f"{running.base}/users/{user}"}
            return Reply({"subject": f"acct:{user}@{running.authority}", "links": [link]})

        def account(_: object) -> Reply:
            followers[0] += 1
            return Reply({"username": "", "followers_count": followers[0]})

        running.routes |= {
            "/.well-known/webfinger": card,
            "/.well-known/nodeinfo": Reply({"links": [{"rel": "x", "href": f"{running.base}/nodeinfo/2.0"}]}),
            "/nodeinfo/2.0": Reply({"software": {"name": "mastodon"}}),
            "/api/v1/accounts/lookup": account,
        }
        yield running


def measured(platform: str, count: int, minutes: float = 0) -> Measured:
    return Measured(find_platform(platform), count, NOON + timedelta(minutes=minutes), "social.example")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def gathered(campaign: Path) -> list[Collected]:
    with stamina.set_testing(True), Client(allow_local=True, sleep=lambda _: None) as client:
        return collect(campaign, client=client, allow_local=True)


def test_a_new_table_is_utf8_with_lf_and_sorted(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    assert len(record(path, [measured("x", 5840, 2), measured("mastodon", 5876)], CONVENTIONS, LYON).added) == 2
    record(path, [measured("mastodon", 5870, -60)], CONVENTIONS, LYON)
    assert path.read_bytes() == (
        b"date,platform,count,exactness,source\n"
        b"2026-11-22T11:00:05+00:00,mastodon,5870,exact,social.example\n"
        b"2026-11-22T12:00:05+00:00,mastodon,5876,exact,social.example\n"
        b"2026-11-22T12:02:05+00:00,x,5840,exact,social.example\n"
    )
    (comparison,) = read([str(path)], Choices(now=NOON)).comparisons
    assert [(one.platform.key, [r.count for r in one.readings]) for one in comparison.series] == [("mastodon", [5870, 5876]), ("x", [5840])]
    assert comparison.doubts == ()


def test_a_reading_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    record(path, [measured("mastodon", 5876)], CONVENTIONS, LYON)
    before = path.read_bytes()
    assert record(path, [measured("mastodon", 5876)], CONVENTIONS, LYON).added == ()
    assert path.read_bytes() == before


def test_a_wide_table_keeps_its_form(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(b"# by hand\r\ndate;mastodon;x;event\r\n2026-11-20;5 800;5 840;launch\r\n")
    record(path, [measured("x", 5841, 1), measured("mastodon", 5876)], CONVENTIONS, LYON)
    assert path.read_bytes() == (
        b"# by hand\r\ndate;mastodon;x;event;exactness;source\r\n2026-11-20;5 800;5 840;launch;;\r\n"
        b"2026-11-22T12:00:05+00:00;5 876;5 841;;exact;social.example\r\n"
    )


def test_a_table_of_several_subjects_gets_a_row_of_the_right_one(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(b"subject,date,mastodon\nville de lyon,2026-11-20,12\nNantes,2026-11-20,30\n")
    record(path, [measured("mastodon", 13)], CONVENTIONS, LYON)
    assert [row["mastodon"] for row in rows(path) if row["subject"] == "ville de lyon"] == ["12", "13"]
    record(path, [measured("mastodon", 31)], CONVENTIONS, Subject("Nantes"))
    assert [row["mastodon"] for row in rows(path) if row["subject"] == "Nantes"] == ["30", "31"]


def test_a_table_that_cannot_be_read_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(b"date,mastodon\n2026-11-20,many\n")
    with pytest.raises(InputError):
        record(path, [measured("mastodon", 13)], CONVENTIONS, LYON)
    assert path.read_bytes() == b"date,mastodon\n2026-11-20,many\n"


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    threads = [threading.Thread(target=record, args=(path, [measured("mastodon", n, n)], CONVENTIONS, LYON)) for n in range(1, 13)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [int(row["count"]) for row in rows(path)] == list(range(1, 13))


def test_a_campaign_is_collected(tmp_path: Path, server: Loopback) -> None:
    campaign = tmp_path / "campaign.toml"
    campaign.write_text(f'counts = "counts.csv"\ntimezone = "Europe/Paris"\n[accounts]\nmastodon = "@ada@{server.authority}"\nx = "ada"\n')
    (found,) = gathered(campaign)
    assert found.counts["mastodon"].count == 5001
    assert found.added == ("mastodon",)
    assert not found.settled
    assert found.counts["x"].why.endswith(f"imggen add {campaign} x=COUNT")
    (row,) = rows(tmp_path / "counts.csv")
    assert (row["platform"], row["count"], row["exactness"], row["source"]) == ("mastodon", "5001", "exact", server.authority)
    assert datetime.fromisoformat(row["date"]) == found.counts["mastodon"].time
    (comparison,) = read([str(campaign)], Choices(now=datetime.now(UTC))).comparisons
    assert comparison.series[0].readings[0].count == 5001


def test_one_failure_does_not_stop_the_others(tmp_path: Path, server: Loopback) -> None:
    campaign = tmp_path / "campaign.toml"
    members = [
        ("Lyon", "lyon.csv", f"@lyon@{server.authority}"),
        ("Nantes", "nantes.csv", "@nantes@127.0.0.1:9"),
        ("Brest", "brest.csv", ""),
    ]
    text = "".join(
        f'[[subjects]]\nname = "{name}"\ncounts = "{table}"\naccounts = {{ mastodon = "{account or f"@brest@{server.authority}"}" }}\n'
        for name, table, account in members
    )
    campaign.write_text(text)
    (tmp_path / "brest.csv").write_text("date,mastodon\n2026-11-20,many\n")
    lyon, nantes, brest = gathered(campaign)
    assert (lyon.added, lyon.settled, len(rows(tmp_path / "lyon.csv"))) == (("mastodon",), True, 1)
    assert (nantes.added, nantes.settled, (tmp_path / "nantes.csv").exists()) == ((), False, False)
    assert brest.error is not None
    assert not brest.settled


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('counts = "counts.csv"', "no accounts to count"),
        ('[accounts]\nmastodon = "@a@example.org"', "no table of counts is named"),
        ('counts = "counts.csv"\n[accounts]\nmastodon = "ada"', "campaign.toml:3 accounts.mastodon: found .ada., which is no account"),
        ('counts = "counts.csv"\n[accounts]\nx = "ada"\ntwitter = "ada"', "two accounts on X"),
        ('counts = "counts.json"\n[accounts]\nx = "ada"', "not a table"),
    ],
)
def test_a_campaign_that_cannot_be_collected_is_refused_first(tmp_path: Path, text: str, message: str) -> None:
    campaign = tmp_path / "campaign.toml"
    campaign.write_text(text)
    with pytest.raises(InputError, match=message):
        gathered(campaign)


AGAIN_AND_AGAIN = """
import itertools, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from imggen.history.record import Measured, record
from imggen.platforms import find_platform
from imggen.series import Subject
from imggen.sources.assemble import Conventions
start, path = int(sys.argv[2]), Path(sys.argv[1])
noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
for number in itertools.count(start):
    reading = Measured(find_platform("mastodon"), number, noon + timedelta(hours=number), "social.example")
    record(path, [reading], Conventions(UTC, noon.date()), Subject())
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_kill_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """A process that writes as fast as it can is killed, again and again, at random moments; what it had confirmed is there, once."""
    path, luck = tmp_path / "counts.csv", random.Random(7)
    confirmed: list[int] = []
    for _ in range(6):
        start = len(rows(path)) + 1 if path.exists() else 1
        run = subprocess.Popen([sys.executable, "-c", AGAIN_AND_AGAIN, str(path), str(start)], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        first = run.stdout.readline()
        time.sleep(luck.random() * 0.15)
        run.send_signal(signal.SIGKILL)
        confirmed += [int(line) for line in [first, *run.stdout.read().splitlines()] if line.strip().isdigit()]
        run.wait()
        run.stdout.close()
        found = [int(row["count"]) for row in rows(path)]
        assert found == list(range(1, len(found) + 1))
        assert set(confirmed) <= set(found)
        assert path.read_bytes().endswith(b",exact,social.example\n")
    assert len(confirmed) > 6
