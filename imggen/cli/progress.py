"""Progress of long work: a bar where errors go, on a terminal that wants one, and nothing anywhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[object], None]]:
    """Show how much of the work is done: call what this gives with each piece. Work of one piece has no bar."""
    if total < 2 or not lively():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda _: bar.advance(task)


def lively() -> bool:
    """Whether this is a terminal that moves, and nobody asked for plain text."""
    quiet = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or "--plain" in sys.argv
    return sys.stdout.isatty() and sys.stderr.isatty() and not quiet
