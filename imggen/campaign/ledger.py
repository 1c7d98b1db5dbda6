"""The ledger: which cards of a campaign were posted when, and why. What is being posted is kept beside it until that is settled."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imggen.errors import InputError
from imggen.files import read_file
from imggen.locking import locked
from imggen.posting.places import journal_folder

_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A card that was posted."""

    key: str
    """Which one: the subject, the card, the language and the place."""
    kind: str
    """Why: as `imggen.campaign.reasons.Reason` has it."""
    since: datetime | None
    data: datetime
    """The time of its newest counts."""
    counts: str
    """Those counts: a day's may be counted anew."""
    time: datetime
    """When that was written."""
    state: str
    """`posted`, `found`, `written`, or `deleted` where somebody has deleted it since."""
    url: str = ""

    def tells(self, data: datetime, counts: str) -> bool:
        """Whether it told counts of that time, or newer ones."""
        return self.data > data or (self.data == data and self.counts == counts)


class Ledger:
    """What was posted of one campaign. One line a post, only ever added to; a line that a kill cut short is skipped."""

    def __init__(self, environment: Mapping[str, str], campaign: str | Path) -> None:
        self._folder = journal_folder(environment) / "campaigns"
        self.path = self._folder / f"{Path(campaign).stem}.jsonl"
        self._read: tuple[tuple[int, int], dict[str, list[Record]]] = ((0, 0), {})

    def pending(self, key: str) -> Path:
        """The folder that keeps a post while it is sent."""
        return self._folder / "pending" / hashlib.sha256(key.encode()).hexdigest()[:24]

    def records(self, key: str) -> list[Record]:
        """The records of a card, oldest first, also those that another run has written meanwhile. Raises InputError."""
        if not self.path.exists():
            return []
        found = self.path.stat()
        state = found.st_mtime_ns, found.st_size
        if self._read[0] != state:
            self._read = state, _by_key(read_file(self.path, _LARGEST).split(b"\n"))
        return self._read[1].get(key, [])

    def add(self, record: Record) -> None:
        """Write a record, and return when it is on the disk. Raises InputError when that can't be."""
        line = json.dumps(_values(record), ensure_ascii=False).encode() + b"\n"
        try:
            with locked(self.path):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with self.path.open("ab+") as file:
                    if file.tell():
                        file.seek(-1, os.SEEK_END)
                        line = line if file.read(1) == b"\n" else b"\n" + line
                    file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            what = f"what was posted can't be written down: {error.strerror}"
            raise InputError(what, str(self.path), "make the folder writable, or name another one in IMGGEN_JOURNAL") from None


def _by_key(lines: list[bytes]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for line in lines:
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            record = _record(json.loads(line))
            found.setdefault(record.key, []).append(record)
    return found


def _record(values: Mapping[str, str]) -> Record:
    since = values.get("since")
    record = Record(
        key=str(values["key"]),
        kind=str(values["kind"]),
        since=datetime.fromisoformat(since) if since else None,
        data=datetime.fromisoformat(values["data"]),
        counts=str(values["counts"]),
        time=datetime.fromisoformat(values["time"]),
        state=str(values["state"]),
        url=str(values["url"]),
    )
    if any(time.tzinfo is None for time in (record.data, record.time, record.since or record.time)):
        raise ValueError(values)
    return record


def _values(record: Record) -> dict[str, str]:
    return {
        "key": record.key,
        "kind": record.kind,
        "since": record.since.isoformat() if record.since else "",
        "data": record.data.isoformat(),
        "counts": record.counts,
        "time": record.time.isoformat(timespec="seconds"),
        "state": record.state,
        "url": record.url,
    }
