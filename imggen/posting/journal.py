"""The journal: what was about to be posted, and what came of it, on the disk before anything is sent. It holds no token.

One file an account, one line an event, only ever added to; a line that a kill cut short is skipped when the file is read. Two runs
take turns: whoever posts from an account holds its lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import BaseFileLock, FileLock, Timeout

from imggen.errors import InputError
from imggen.posting.answers import moment
from imggen.posting.post import Draft, Seen
from imggen.posting.sameness import fingerprint

BEGUN, SENDING, POSTED, REFUSED, REMOVED = "begun", "sending", "posted", "refused", "removed"
"""What is known of an attempt: nothing was sent that could become a post; it may have been posted; it was; it was not; it was deleted."""

_LARGEST = 50_000_000
_LONGEST_TURN = 600.0
"""Seconds to wait for another run that posts from the same account."""
_NOT_IN_NAMES = re.compile(r"[^\w.@-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to post a card, as far as it got."""

    attempt: str
    state: str
    time: str
    """When that was written, ISO 8601 in UTC."""
    account: str
    place: str
    """Where on the server, if that was said: a community."""
    description: str
    """The fingerprint of the picture's description."""
    picture: str
    """The hash of the picture's bytes."""
    id: str = ""
    url: str = ""
    media: str = ""
    """What the server calls the card's picture."""
    shown: str = ""
    """The fingerprint of what the post's pictures were described as when it lacked its card's picture or description; empty when it did
    not."""

    @property
    def age(self) -> float:
        """Seconds since it was written."""
        return (datetime.now(UTC) - self.moment).total_seconds() if self.moment else float("inf")

    @property
    def moment(self) -> datetime | None:
        """When it was written; None where the journal was damaged."""
        return moment(self.time)


class Journal:
    """The attempts to post from one account, while its lock is held."""

    def __init__(self, path: Path, account: str, place: str) -> None:
        self._path, self.account, self.place = path, account, place

    def posted(self, draft: Draft) -> frozenset[str]:
        """The posts of the draft's card that were made at the same place, deleted ones too."""
        return frozenset(attempt.id for attempt in self._of(draft) if attempt.id)

    def find(self, draft: Draft) -> Attempt | None:
        """The last attempt to post the draft's card to the same place that was not refused, if any."""
        return next((attempt for attempt in reversed(self._of(draft)) if attempt.state != REFUSED), None)

    def _of(self, draft: Draft) -> list[Attempt]:
        wanted, picture = fingerprint(draft.alt), draft.image.sha256
        return [
            attempt
            for attempt in self._attempts().values()
            if attempt.place == self.place and (attempt.description == wanted or attempt.picture == picture)
        ]

    def begin(self, draft: Draft) -> Attempt:
        """Write down that a draft will be posted."""
        return self._write(self._new(fingerprint(draft.alt), draft.image.sha256))

    def settle(self, attempt: Attempt, state: str, seen: Seen | None = None, *, shown: str = "") -> Attempt:
        """Write down what is known of an attempt now; `shown` where its post lacks something, as `Attempt.shown` has it."""
        post = {"id": seen.id, "url": seen.url, "media": attempt.media or _only(seen.media)} if seen else {}
        return self._write(replace(attempt, state=state, shown=shown, **post))

    def add_posted(self, seen: Seen, alt: str, picture: str, media: str = "") -> Attempt:
        """Write down a post that is there, by the description and the picture that it has now: one that was found, or mended."""
        return self.settle(replace(self._new(fingerprint(alt), picture), media=media), POSTED, seen)

    def add_mended(self, seen: Seen, alt: str, picture: str, media: str) -> None:
        """Write down that a post was mended: what it lacked before is not missed any more."""
        for attempt in self.of_post(seen):
            if attempt.shown:
                self.settle(attempt, attempt.state)
        self.add_posted(seen, alt, picture, media)

    def add_removed(self, seen: Seen) -> None:
        """Write down that a post was deleted."""
        for attempt in self.of_post(seen):
            self.settle(attempt, REMOVED)

    def of_post(self, seen: Seen) -> list[Attempt]:
        """The attempts that made a post, found it, or mended it."""
        return [attempt for attempt in self._attempts().values() if attempt.id == seen.id]

    def _new(self, description: str, picture: str) -> Attempt:
        return Attempt(
            attempt=secrets.token_hex(8),
            state=BEGUN,
            time="",
            account=self.account,
            place=self.place,
            description=description,
            picture=picture,
        )

    def _attempts(self) -> dict[str, Attempt]:
        """The last event of every attempt, in the order in which they were begun."""
        found: dict[str, Attempt] = {}
        for line in _lines(self._path):
            with suppress(ValueError, TypeError, KeyError, RecursionError):
                values: Any = json.loads(line)
                attempt = Attempt(**{name: str(values[name]) for name in Attempt.__dataclass_fields__ if name in values})
                found.setdefault(attempt.attempt, attempt)
                found[attempt.attempt] = attempt
        return found

    def _write(self, attempt: Attempt) -> Attempt:
        """Add a line, and return when it is on the disk."""
        attempt = replace(attempt, time=datetime.now(UTC).isoformat(timespec="milliseconds"))
        line = json.dumps(asdict(attempt), ensure_ascii=False).encode() + b"\n"
        try:
            with self._path.open("ab+") as file:
                if file.tell() and not _ends_line(self._path):
                    line = b"\n" + line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            _sync_folder(self._path.parent)
        except OSError as error:
            raise InputError(
                f"the journal can't be written: {error.strerror}", str(self._path), "nothing is posted that can't be written down first"
            ) from None
        return attempt


@contextmanager
def journal_of(folder: Path, server: str, account: str, place: str = "", *, turn: float = _LONGEST_TURN) -> Iterator[Journal]:
    """The journal of an account of a server, once no other run holds it. Raises InputError when it can't be had."""
    lock = _locked(folder, _file_name(server, account), turn)
    try:
        yield Journal(Path(lock.lock_file).with_suffix(".jsonl"), account, place)
    finally:
        lock.release()


def _file_name(server: str, account: str) -> str:
    """A name that a person recognises, and no other account has."""
    return _NOT_IN_NAMES.sub("-", f"{server}-{account}")[:60] + "-" + hashlib.sha256(f"{server} {account}".encode()).hexdigest()[:8]


def _locked(folder: Path, name: str, turn: float) -> BaseFileLock:
    """The lock of an account, held. The system takes it away from a process that is killed."""
    lock = FileLock(folder / f"{name}.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(timeout=turn)
    except Timeout:
        what = "another run has been posting from this account for a while"
        raise InputError(what, str(lock.lock_file), "wait for it, or stop it") from None
    except (OSError, NotImplementedError) as error:
        what = f"the journal can't be kept: {getattr(error, 'strerror', None) or 'files can not be locked here'}"
        raise InputError(what, str(folder), "name another folder in IMGGEN_JOURNAL") from None
    return lock


def _only(media: tuple[str, ...]) -> str:
    """The only picture of a post; nothing where it has several."""
    return media[0] if len(media) == 1 else ""


def _lines(path: Path) -> list[bytes]:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError("the journal is larger than 50 MB", str(path), "move it away")
        return path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _sync_folder(folder: Path) -> None:
    """Let the name of a new file survive a power failure, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
