"""A run that is killed at any step, and run again, has posted once: with its journal, and without it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from posters.conftest import World
from posters.fakes import FAKES, Fake, FakeMastodon

TESTS = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked off")
Run = Callable[[World, int], dict[str, Any]]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Post in a process of its own, which dies at a step; 0 for one that lives."""
    command = [sys.executable, str(TESTS / "posters" / "killed_runs.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(TESTS)}
    ) as process:
        assert process.stdin
        assert process.stdout

        def ask(world: World, fatal: int) -> dict[str, Any]:
            asked = {"to": world.to, "environment": world.environment, "fatal": fatal}
            process.stdin.write(json.dumps(asked) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return dict(json.loads(process.stdout.readline()))  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def fresh(poster: str) -> Fake:
    """A server; a Mastodon without its memory for keys, so that nothing but looking is relied on."""
    return FakeMastodon(use_keys=False) if poster == "mastodon" else FAKES[poster]()


@pytest.mark.parametrize("journal", ["kept", "lost"])
@pytest.mark.parametrize("poster", list(FAKES))
def test_killed_at_each_step_and_run_again_it_is_one_post(poster: str, journal: str, worlds: Callable[[Fake], World], run: Run) -> None:
    world = worlds(fresh(poster))
    steps = run(world, 0)["steps"]
    assert steps >= 12
    made_before = 0
    for fatal in range(1, steps + 1):
        world.start_over(fresh(poster), f"journal-{fatal}")
        assert run(world, fatal)["state"] == "killed", fatal
        made = len(world.fake.told())
        made_before += made
        if journal == "lost":
            world.forget()
        assert run(world, 0)["state"] == ("found" if made else "posted"), fatal
        assert len(world.fake.told()) == 1, fatal
    assert 0 < made_before < steps


def test_killed_twice_on_end_it_is_one_post(worlds: Callable[[Fake], World], run: Run) -> None:
    world = worlds(fresh("mastodon"))
    for fatal in (12, 11, 9, 8, 6, 5, 3, 2):
        run(world, fatal)
    assert run(world, 0)["state"] in ("found", "posted")
    assert len(world.fake.told()) == 1
