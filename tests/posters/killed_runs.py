"""Posts cards in processes that die on the way. Run by its test: a line of JSON in is a run, a line of JSON out what came of it.

Everything is imported once; each run is a child that was forked off, and is killed as by `kill -9` at the step that was asked for.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import httpx
from posters.conftest import HURRIED, a_picture, a_post

from imggen.network.client import Client
from imggen.posting import journal
from imggen.posting.deliver import deliver
from imggen.posting.poster import posters
from imggen.posting.session import open_session


class Steps:
    """Counts what a run does to the world, and kills it before or after the step that was asked for."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.done = fatal, 0

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function as two steps: about to do it, and done."""

        def step(*values: Any, **named: Any) -> Any:
            self.pass_one()
            result = function(*values, **named)
            self.pass_one()
            return result

        return step

    def pass_one(self) -> None:
        self.done += 1
        if self.done == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def post(run: dict[str, Any], answer: int) -> None:
    """One run: say how it ended, if it lives so long."""
    steps = Steps(run["fatal"])
    with Client(allow_local=True, sleep=lambda _: None) as client:
        session = open_session(client, run["to"], "", run["environment"])
        draft = session.draft(a_post())
        Client._once = steps.counted(Client._once)  # type: ignore[method-assign]
        journal.Journal._write = steps.counted(journal.Journal._write)  # type: ignore[method-assign]
        with session.journal() as held:
            outcome = deliver(draft, session.connection, held, patience=HURRIED)
    os.write(answer, json.dumps({"state": outcome.state, "steps": steps.done}).encode())


def main() -> None:
    """Do once what every run would do anew, then run what is asked for."""
    httpx.create_ssl_context = cache(httpx.create_ssl_context)
    httpx.HTTPTransport().close()
    posters()
    a_picture()
    for line in sys.stdin:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            post(json.loads(line), writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read().decode()
        status = os.waitpid(child, 0)[1]
        print(said or json.dumps({"state": "killed" if os.WIFSIGNALED(status) else "failed", "steps": 0}), flush=True)


if __name__ == "__main__":
    main()
