"""`imggen add` and `imggen init`: the files that people keep."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli.conftest import Imggen, everything

COUNTS = "examples/lelibreedu.csv"


def test_add_prints_the_row_as_it_was_and_as_it_is(imggen: Imggen, folder: Path) -> None:
    ran = imggen("add", COUNTS, "mastodon=5901", "x=5830", "--date", "2023-09-06")
    assert (ran.code, ran.out.split("\n")[1:3]) == (0, ["  was: (nothing)", "  now: 2023-09-06,5901,5830"])
    ran = imggen("add", COUNTS, "x=5831", "--date", "2023-09-06", "--replace")
    assert ran.out.split("\n")[1:3] == ["  was: 2023-09-06,5901,5830", "  now: 2023-09-06,5901,5831"]
    ran = imggen("add", COUNTS, "x", "mastodon", "--date", "2023-09-06", "--remove", "--json")
    assert json.loads(ran.out)["rows"] == [{"old": "2023-09-06,5901,5831", "new": ""}]


def test_add_finds_the_table_of_a_campaign(imggen: Imggen, folder: Path) -> None:
    assert imggen("add", "examples/lelibreedu.toml", "mastodon=5901", "x=5830").code == 0
    assert (folder / COUNTS).read_text().endswith(f"\n{datetime.now(UTC).date().isoformat()},5901,5830\n")


@pytest.fixture(params=["Etc/GMT-14", "Etc/GMT+12"])
def farthest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine at one end of the calendar, and the name of a zone at the other end, where it is never the same day."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield {"Etc/GMT-14": "Pacific/Pago_Pago", "Etc/GMT+12": "Pacific/Kiritimati"}[request.param]
    time.tzset()


def test_today_is_the_campaigns_day_and_never_the_machines(imggen: Imggen, folder: Path, farthest: str) -> None:
    (folder / "counts.csv").write_text("date,mastodon,x\n")
    (folder / "campaign.toml").write_text(f'counts = "counts.csv"\ntimezone = "{farthest}"\n')
    (folder / "pasted.csv").write_text("mastodon\n5901\n")
    today = datetime.now(ZoneInfo(farthest)).date().isoformat()
    assert imggen("add", "campaign.toml", "x=5830").code == 0
    assert imggen("add", "campaign.toml", "--from", "pasted.csv").code == 0
    assert (folder / "counts.csv").read_text() == f"date,mastodon,x\n{today},5901,5830\n"
    (folder / "now.toml").write_text(f'counts = {{ mastodon = 5901, x = 5830 }}\ntimezone = "{farthest}"\n')
    for words in (("now.toml",), ("mastodon=5901", "x=5830", "--timezone", farthest)):
        assert f'"date": "{today}"' in imggen("render", *words, "--json").out


def test_counts_that_are_typed_one_at_a_time_leave_no_gap(imggen: Imggen, folder: Path) -> None:
    assert imggen("init", "town", "--count", "5000", "--rival-count", "5850").code == 0
    for day, word in enumerate(("mastodon=5100", "x=5840", "mastodon=5200", "x=5830"), 1):
        assert imggen("add", "town/campaign.toml", word, "--date", f"2026-01-{day:02}").code == 0
    told = imggen("alt", "town/campaign.toml", "--card", "timeline", "--tier", "extended", "--lang", "en")
    assert (told.code, "missing" in told.out) == (0, False)


def test_a_day_to_come_is_refused_and_can_be_taken_out(imggen: Imggen, folder: Path) -> None:
    ran = imggen("add", COUNTS, "mastodon=5900", "--date", "2062-11-23")
    assert (ran.code, "found a count of 2062-11-23, and today is" in ran.err) == (2, True)
    assert "2062" not in (folder / COUNTS).read_text()
    with (folder / COUNTS).open("a") as file:
        file.write("2062-11-23,5900,5900\n")
    assert imggen("add", COUNTS, "mastodon", "x", "--remove", "--date", "2062-11-23").code == 0


def test_without_a_campaign_today_is_utcs(imggen: Imggen, folder: Path, farthest: str) -> None:
    today = datetime.now(UTC).date().isoformat()
    assert imggen("init", "town", "--count", "7", "--rival-count", "8").code == 0
    assert (folder / "town" / "counts.csv").read_text() == f"date,mastodon,x,exactness,source\n{today},7,8,exact,by hand\n"
    assert imggen("add", COUNTS, "mastodon=5901").code == 0
    assert (folder / COUNTS).read_text().endswith(f"\n{today},5901,\n")


def test_add_takes_another_table_whole_or_not_at_all(imggen: Imggen, folder: Path) -> None:
    (folder / "pasted.csv").write_text("date,mastodon,x\n2023-09-07,5901,5830\n2023-09-04,1,2\n")
    before = everything(folder)
    assert imggen("add", COUNTS, "--from", "pasted.csv", "--yes").code == 2
    assert everything(folder) == before
    (folder / "pasted.csv").write_text("date,mastodon,x\n2023-09-07,5901,5830\n2023-09-08,5902,5829\n")
    assert imggen("add", COUNTS, "--from", "pasted.csv").code == 0
    assert (folder / COUNTS).read_text().endswith("2023-09-07,5901,5830\n2023-09-08,5902,5829\n")


REFUSED = [
    ("mastodon=5877", "--date", "2023-09-04"),
    ("mastodon=many",),
    ("mastodon=-1",),
    ("mastodon=5877", "--date", "2023-02-30"),
    ("mastodn=5877",),
    ("mastodon", "--remove"),
    (),
    ("mastodon=5877", "--from", "pasted.csv"),
    ("mastodon=58760",),
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_cannot_be_added_leaves_the_table_as_it_was(words: tuple[str, ...], imggen: Imggen, folder: Path) -> None:
    before = everything(folder)
    ran = imggen("add", COUNTS, *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert everything(folder) == before


class Terminal:
    """A standard input with somebody at it."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)

    def isatty(self) -> bool:
        return True

    def prompt(self, *_: object, default: str, **__: object) -> str:
        return self.answers.pop(0) or default


@pytest.mark.parametrize(("answer", "code", "written"), [(True, 0, True), (False, 2, False)])
def test_a_count_far_from_the_last_one_is_asked_about(
    answer: bool, code: int, written: bool, imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda question: answer)
    monkeypatch.setattr("imggen.cli.add.sys", type("Sys", (), {"stdin": Terminal()}))
    ran = imggen("add", COUNTS, "mastodon=58760")
    assert ran.code == code
    assert "58760 is far from 5876" in ran.out
    assert ("58760" in (folder / COUNTS).read_text()) == written


def test_init_writes_a_campaign_that_can_be_drawn_and_added_to(imggen: Imggen, folder: Path) -> None:
    ran = imggen("init", "town", "--subject", "@town@example.social", "--count", "120", "--rival-count", "1,2 k", "--lang", "fr")
    assert (ran.code, ran.err) == (0, "")
    lines = [line.split() for line in ran.out.splitlines() if line.startswith("  imggen ")]
    assert lines == [["imggen", "render", "town/campaign.toml"], ["imggen", "add", "town/campaign.toml", "mastodon=COUNT", "x=COUNT"]]
    assert imggen(*lines[0][1:]).code == 0
    tomorrow = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    assert imggen("add", "town/campaign.toml", "mastodon=125", "x=1190", "--date", tomorrow, "--yes").code == 0
    assert "compte town" in imggen("alt", "town/campaign.toml", "--lang", "fr").out


def test_init_overwrites_nothing(imggen: Imggen, folder: Path) -> None:
    (folder / "counts.csv").write_text("mine")
    before = everything(folder)
    ran = imggen("init")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert everything(folder) == before


@pytest.mark.parametrize(
    "words",
    [("--rival", "mastodon"), ("--count", "many"), ("--lang", "xx"), ("--challenger", ""), ("examples/lelibreedu.csv/new",)],
    ids=" ".join,
)
def test_init_with_an_answer_that_cannot_be_used_writes_nothing(words: tuple[str, ...], imggen: Imggen, folder: Path) -> None:
    before = everything(folder)
    ran = imggen("init", *words)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert everything(folder) == before


def test_init_asks_six_questions_at_a_terminal(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal('Town "of" Lyon', "Pixelfed", "7", "", "8", "fr")
    monkeypatch.setattr("imggen.cli.init.sys", type("Sys", (), {"stdin": terminal}))
    monkeypatch.setattr("typer.prompt", terminal.prompt)
    assert imggen("init", "town").code == 0
    assert terminal.answers == []
    told = (folder / "town" / "campaign.toml").read_text("utf-8")
    assert 'name = "Town \\"of\\" Lyon"' in told
    today = datetime.now(UTC).date().isoformat()
    assert (folder / "town" / "counts.csv").read_text() == f"date,pixelfed,x,exactness,source\n{today},7,8,exact,by hand\n"
    assert sys.stdin is not terminal


def test_init_asks_again_for_what_it_cannot_read(imggen: Imggen, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal("Lyon", "mastadon", "12", "", "seven", "7", "twiter", "x", "8", "Klingon", "fr")
    monkeypatch.setattr("imggen.cli.init.sys", type("Sys", (), {"stdin": terminal}))
    monkeypatch.setattr("typer.prompt", terminal.prompt)
    ran = imggen("init", "town")
    assert (ran.code, terminal.answers) == (0, [])
    errors = ran.err.splitlines()
    assert len(errors) == 5
    assert all(line.startswith("error: ") for line in errors)
    assert errors[0].endswith("did you mean Mastodon?")
    today = datetime.now(UTC).date().isoformat()
    assert (folder / "town" / "counts.csv").read_text().endswith(f"\n{today},7,8,exact,by hand\n")


def test_a_day_may_stand_as_people_write_it_where_it_can_be_read_in_one_way(imggen: Imggen, folder: Path) -> None:
    assert imggen("add", COUNTS, "mastodon=5901", "--date", "30/09/2023").out.splitlines()[-1] == "  now: 2023-09-30,5901,"
    ran = imggen("add", COUNTS, "mastodon=5901", "--date", "03/04/2023")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "can start with the day or with the month" in ran.err
    assert '"date": "2023-08-30"' in imggen("render", "mastodon=1", "x=2", "--date", "30/08/2023", "--json").out
    assert '"03/04/2023"; write the date as 2023-09-04' in imggen("render", "mastodon=1", "x=2", "--date", "03/04/2023").err
