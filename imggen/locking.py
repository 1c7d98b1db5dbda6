"""Locks: one imggen at a time changes a file, on one machine, whoever started it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imggen.errors import InputError

_PATIENCE = 30.0
"""Seconds to wait for another one to finish."""


@contextmanager
def locked(path: str | Path) -> Iterator[None]:
    """Hold the lock of a file, which need not be there. Raises InputError when another imggen has held it for half a minute.

    The lock is a file in the user's state folder, not beside the locked one, and is let go by the system when its holder is killed.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    lock = FileLock(_folder() / f"{name}.lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise InputError("another imggen is writing it", str(path), "wait until it has finished") from None
    except OSError as error:
        raise InputError(f"no lock can be made: {error.strerror}", lock.lock_file, "make its folder one that can be written to") from None
    try:
        yield
    finally:
        lock.release()


def _folder() -> Path:
    """The folder of locks: the user's own, else, where nothing can be written there, one beside the system's temporary files."""
    from platformdirs import user_state_path

    places = (
        user_state_path("imggen", appauthor=False) / "locks",
        Path(tempfile.gettempdir()) / f"imggen-locks-{os.getuid() if hasattr(os, 'getuid') else 0}",
    )
    for folder in places:
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    return places[0]
