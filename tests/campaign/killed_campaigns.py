"""Runs campaigns in processes that die on the way. Run by its test: a line of JSON in is a run, a line of JSON out what came of it.

Everything is imported and drawn once; each run is a child that was forked off, and is killed as by `kill -9` at the step asked for.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from posters.conftest import HURRIED
from posters.killed_runs import Steps

from imggen.campaign import desk, items, outbox, sending
from imggen.campaign.desk import How
from imggen.campaign.jobs import Job, draw
from imggen.campaign.ledger import Ledger
from imggen.campaign.run import run
from imggen.card import Card
from imggen.network.client import Client
from imggen.posting import journal
from imggen.posting.poster import posters

DRAWN: dict[str, Card] = {}


def drawn(job: Job) -> Card:
    """The job's card, from those that were drawn before the runs were forked off."""
    key = repr((job.data.comparisons, job.plan.look, job.language))
    if key not in DRAWN:
        DRAWN[key] = draw(job)
    return DRAWN[key]


def campaign(values: dict[str, Any], answer: int) -> None:
    """One run: say how it ended, if it lives so long."""
    steps = Steps(values["fatal"])
    Client._once = steps.counted(Client._once)  # type: ignore[method-assign]
    journal.Journal._write = steps.counted(journal.Journal._write)  # type: ignore[method-assign]
    Ledger.add = steps.counted(Ledger.add)  # type: ignore[method-assign]
    items.atomic_write_all = steps.counted(items.atomic_write_all)
    for module in (sending, outbox):
        for name in ("write_items", "drop_items"):
            if hasattr(module, name):
                setattr(module, name, steps.counted(getattr(module, name)))
    (result,) = once(values).results
    os.write(answer, json.dumps({"state": result.state, "error": result.error, "steps": steps.done}).encode())


def once(values: dict[str, Any]) -> Any:
    now = datetime.fromisoformat(values["now"])
    how = How(
        environment=values["environment"], allow_local=True, clock=lambda: now, patience=HURRIED, offline=values.get("offline", False)
    )
    with Client(allow_local=True, sleep=lambda _: None) as client:
        return run(Path(values["path"]), how, client)


def main() -> None:
    """Do once what every run would do anew, then run what is asked for."""
    httpx.create_ssl_context = cache(httpx.create_ssl_context)
    httpx.HTTPTransport().close()
    posters()
    desk.draw = drawn  # type: ignore[assignment]
    for line in sys.stdin:
        values = json.loads(line)
        if values.get("offline"):
            once(values)
            print(json.dumps({"state": "drawn", "steps": 0}), flush=True)
            continue
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            campaign(values, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read().decode()
        status = os.waitpid(child, 0)[1]
        print(said or json.dumps({"state": "killed" if os.WIFSIGNALED(status) else "failed", "steps": 0}), flush=True)


if __name__ == "__main__":
    main()
