"""What the tests of campaigns share: a campaign with an account to post from, a clock, and tables to count into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import stamina
from posters.conftest import HURRIED, environment_of
from posters.fakes import Fake, FakeMastodon, running

from imggen.campaign.desk import How
from imggen.campaign.ledger import Ledger
from imggen.campaign.report import Report, Result
from imggen.campaign.run import run, send
from imggen.network.client import Client

MONDAY = datetime(2023, 9, 4, 10, tzinfo=UTC)
COUNTS = "date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n2023-09-04,5876,5832\n"
CAMPAIGN = """\
subject = {{ name = "lelibreedu", handle = "@lelibreedu@mastodon.mim-libre.fr" }}
lang = "fr"
timezone = "Europe/Paris"
counts = "counts.csv"
{more}
[[places]]
name = "here"
to = "{to}"
"""


@dataclass
class Campaign:
    """A campaign in a folder, with an account on a server of the tests' own."""

    folder: Path
    environment: dict[str, str]
    to: str = "https://mastodon.example"
    fake: Fake | None = None
    now: datetime = MONDAY
    made: list[Report] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.folder / "campaign.toml"

    @property
    def ledger(self) -> Path:
        return Ledger(self.environment, self.path).path

    def write(self, more: str = "", counts: str = COUNTS, text: str = "") -> None:
        self.path.write_text(text or CAMPAIGN.format(more=more, to=self.to), "utf-8")
        (self.folder / "counts.csv").write_text(counts)

    def count(self, line: str) -> None:
        """Count on the day that the line begins with, which has come by then."""
        if line:
            self.now = max(self.now, datetime.combine(date.fromisoformat(line[:10]), time(), UTC))
        with (self.folder / "counts.csv").open("a") as file:
            file.write(f"{line}\n")

    def how(self, **changes: object) -> How:
        values = {"environment": self.environment, "allow_local": True, "clock": lambda: self.now, "patience": HURRIED, **changes}
        return How(**values)  # type: ignore[arg-type]

    def run(self, **changes: object) -> Report:
        with stamina.set_testing(True, attempts=3), Client(allow_local=True, sleep=lambda _: None) as client:
            return run(self.path, self.how(**changes), client)

    def send(self, outbox: Path) -> Report:
        with stamina.set_testing(True, attempts=3), Client(allow_local=True, sleep=lambda _: None) as client:
            return send(self.path, outbox, self.how(), client)

    def one(self, **changes: object) -> Result:
        (only,) = self.run(**changes).results
        return only

    @property
    def posts(self) -> list[tuple[str, str]]:
        assert self.fake
        return self.fake.told()


@pytest.fixture(autouse=True)
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and caches of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def offline(tmp_path: Path) -> Campaign:
    """A campaign without a server."""
    return Campaign(tmp_path, environment_of("mastodon", tmp_path))


@pytest.fixture
def campaigns(tmp_path: Path) -> Iterator[Callable[[Fake], Campaign]]:
    """Campaigns that post to a fake server."""
    stack = []

    def start(fake: Fake) -> Campaign:
        context = running(fake)
        context.__enter__()
        stack.append(context)
        to = f"{fake.base}/c/libre" if fake.poster == "lemmy" else fake.base
        return Campaign(tmp_path, environment_of(fake.poster, tmp_path), to, fake)

    yield start
    for context in stack:
        context.__exit__(None, None, None)


@pytest.fixture
def campaign(campaigns: Callable[[Fake], Campaign]) -> Campaign:
    """A campaign that posts to a Mastodon without a memory for keys."""
    return campaigns(FakeMastodon(use_keys=False))
