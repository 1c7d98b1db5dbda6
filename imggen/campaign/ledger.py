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

from imggen.campaign.identity import address_of, is_ledger_of, ledger_name
from imggen.errors import InputError
from imggen.files import read_file
from imggen.locking import locked
from imggen.posting.places import journal_folder

_LARGEST = 50_000_000
_Records = dict[str, list[tuple[str, "Record"]]]


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
        self._journal, self._campaign = journal_folder(environment), campaign
        self._folder = self._journal / "campaigns"
        self._address = address_of(campaign, self._journal)
        self.path = self._folder / f"{ledger_name(campaign, self._address)}.jsonl"
        self._read: dict[Path, tuple[tuple[int, int], _Records]] = {}

    @property
    def address(self) -> str:
        """Where its campaign is, as `address_of` says it."""
        return self._address

    def is_anothers(self, address: str) -> bool:
        """Whether that is the address of another campaign, which is there. One that is away may have been this one."""
        return address != self._address and self._is_there(address)

    def pending(self, key: str) -> Path:
        """The folder that keeps a post while it is sent."""
        return self._folder / "pending" / hashlib.sha256(f"{self.path.stem} {key}".encode()).hexdigest()[:24]

    def records(self, key: str) -> list[Record]:
        """The records of a card, oldest first, also those that another run has written meanwhile. Raises InputError."""
        return [record for _, record in self._lines(self.path).get(key, [])]

    def strays(self, key: str) -> list[Record]:
        """Records of a card that have lost their campaign, oldest first. Raises InputError.

        They are of a file of this name that is away now, or from before each file had a ledger of its own. They may be another
        campaign's.
        """
        try:
            paths = sorted(path for path in self._folder.glob("*.jsonl") if path != self.path and is_ledger_of(path.stem, self._campaign))
        except OSError:
            return []
        found = [line for path in paths for line in self._lines(path).get(key, [])]
        return sorted((record for address, record in found if not self._is_there(address)), key=lambda record: record.time)

    def _is_there(self, address: str) -> bool:
        with suppress(OSError, ValueError):
            # The journal's folder need not be there yet, and then the system finds no way out of it.
            return bool(address) and Path(os.path.normpath(self._journal.resolve() / address)).exists()
        return False

    def _lines(self, path: Path) -> _Records:
        """The records of a ledger by their cards, each with the address of its campaign; read again when the file has changed."""
        if not path.exists():
            return {}
        found = path.stat()
        state = found.st_mtime_ns, found.st_size
        if path not in self._read or self._read[path][0] != state:
            self._read[path] = state, _by_key(read_file(path, _LARGEST).split(b"\n"))
        return self._read[path][1]

    def add(self, *records: Record) -> None:
        """Write records, and return when they are on the disk. Raises InputError when that can't be."""
        values = [{**_values(record), "campaign": self._address} for record in records]
        lines = b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in values)
        try:
            with locked(self.path):
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                with self.path.open("ab+") as file:
                    if file.tell():
                        file.seek(-1, os.SEEK_END)
                        lines = lines if file.read(1) == b"\n" else b"\n" + lines
                    file.write(lines)
                    file.flush()
                    os.fsync(file.fileno())
        except OSError as error:
            what = f"what was posted can't be written down: {error.strerror}"
            raise InputError(what, str(self.path), "make the folder writable, or name another one in IMGGEN_JOURNAL") from None


def _by_key(lines: list[bytes]) -> _Records:
    found: _Records = {}
    for line in lines:
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
            values = json.loads(line)
            record = _record(values)
            found.setdefault(record.key, []).append((str(values.get("campaign", "")), record))
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
