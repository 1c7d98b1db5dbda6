"""A run of a campaign that is killed at any step, and run again with newer counts, has posted once: with its journal, and without it.

The server is a Mastodon over real HTTP.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from campaign.conftest import COUNTS, Campaign
from mastodon_mock.config import SeedAccount, SeedConfig
from mastodon_mock.testing import MockServer
from posters.conftest import environment_of
from posters.fakes import SECRET

TESTS = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked off")
WEEKLY = '[post]\nevery = "monday 09:00"\n[[cards]]\nsize = "400x400"\n'
VICTORY = '[[cards]]\nsize = "400x400"\non = ["overtaken"]\n'
NEWER = "2023-09-04T12:00,5990,5830"
Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(seed=SeedConfig(accounts=[SeedAccount(username="alice", access_token=SECRET)])) as running:
        yield running


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Run a campaign in a process of its own, which dies at a step; 0 for one that lives."""
    command = [sys.executable, str(TESTS / "campaign" / "killed_campaigns.py")]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdin
        assert process.stdout

        def ask(campaign: Campaign, fatal: int, **more: object) -> dict[str, Any]:
            asked = {"path": str(campaign.path), "environment": campaign.environment, "now": campaign.now.isoformat(), "fatal": fatal}
            process.stdin.write(json.dumps({**asked, **more}) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return dict(json.loads(process.stdout.readline()))  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def fresh(server: MockServer, folder: Path, more: str) -> Campaign:
    """A campaign with nothing posted, by a journal of its own."""
    httpx.post(f"{server.base_url}/api/v1/_mock/reset")
    folder.mkdir()
    campaign = Campaign(folder, environment_of("mastodon", folder), server.base_url)
    campaign.write(more, COUNTS.replace("2023-09-04", "2023-09-04T08:00").replace("08-30", "08-30T08:00").replace("09-02", "09-02T08:00"))
    return campaign


def statuses(server: MockServer) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {SECRET}"}
    own = httpx.get(f"{server.base_url}/api/v1/accounts/verify_credentials", headers=headers).json()["id"]
    return list(httpx.get(f"{server.base_url}/api/v1/accounts/{own}/statuses", headers=headers).json())


@pytest.mark.parametrize(("more", "journal"), [(WEEKLY, "kept"), (WEEKLY, "lost"), pytest.param(VICTORY, "lost", marks=pytest.mark.whole)])
def test_killed_at_each_step_and_run_again_with_newer_counts_it_is_one_post(
    more: str, journal: str, server: MockServer, run: Run, tmp_path: Path
) -> None:
    campaign = fresh(server, tmp_path / "draw", more)
    campaign.count(NEWER)
    run(campaign, 0, offline=True)
    campaign = fresh(server, tmp_path / "count", more)
    run(campaign, 0, offline=True)
    steps = run(campaign, 0)["steps"]
    assert steps >= 20
    made_before = 0
    # A step begins and ends; nothing happens between the end of one and the beginning of the next.
    for fatal in (1, *range(2, steps + 1, 2)):
        campaign = fresh(server, tmp_path / str(fatal), more)
        assert run(campaign, fatal)["state"] == "killed", fatal
        made = len(statuses(server))
        made_before += made
        campaign.count(NEWER)
        if journal == "lost":
            shutil.rmtree(campaign.folder / "journal", ignore_errors=True)
        again = run(campaign, 0)
        # What was written down before the kill needs no more than a look into the ledger.
        assert again["state"] in (("found", "not due") if made else ("posted",)), (fatal, again)
        (status,) = statuses(server)
        assert ("5990" in status["content"]) is not bool(made), fatal
        assert status["media_attachments"][0]["description"]
        assert not list((campaign.folder / "journal" / "campaigns").glob("pending/*")), fatal
    assert 0 < made_before < steps
    assert run(campaign, 0)["state"] == "not due"


def test_killed_twice_on_end_it_is_one_post(server: MockServer, run: Run, tmp_path: Path) -> None:
    campaign = fresh(server, tmp_path / "twice", WEEKLY)
    run(campaign, 0, offline=True)
    for fatal in (24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2):
        run(campaign, fatal)
    assert run(campaign, 0)["state"] in ("found", "posted", "not due")
    assert len(statuses(server)) == 1
