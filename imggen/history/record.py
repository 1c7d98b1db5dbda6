"""Recording: readings are written into a table of counts, each once, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from imggen.files import atomic_write, read_file
from imggen.locking import locked
from imggen.platforms import Platform
from imggen.series import Subject
from imggen.sources.assemble import Conventions, Gathered, assemble
from imggen.sources.dates import Moment, moment_of
from imggen.sources.dialect import LARGEST
from imggen.sources.draft import add_named_column, take_apart, written
from imggen.sources.edit import Change, edited
from imggen.sources.header import find_columns
from imggen.sources.sheet import Sheet
from imggen.sources.table import read_table
from imggen.sources.words import is_called

NEW = b"date,platform,count,exactness,source\n"
"""A table that starts: one count a row, with how exact it is and who said it."""
_NOTES = ("exactness", "source")


@dataclass(frozen=True, slots=True)
class Measured:
    """A count that a server gave."""

    platform: Platform
    count: int
    time: datetime
    """With an offset."""
    source: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written."""

    added: tuple[Measured, ...]
    """The readings that were not there yet."""
    doubts: tuple[str, ...]
    """What looks wrong about them, and may be true: one sentence each."""


def record(path: Path, measured: Sequence[Measured], conventions: Conventions, subject: Subject) -> Recorded:
    """Write readings into a table, which is made when it is not there. A reading that is there already is not written again.

    The file is locked meanwhile, and replaced whole: what is killed leaves the old table or the new one. A new table is UTF-8 with LF,
    sorted by time, one count a row; one that is there keeps its form, and gets the columns of exactness and source when it lacks them.
    The counts of one call stand in one row of a wide table, at the time of the first. Raises InputError when the table can't be read or
    written.
    """
    with locked(path):
        data = read_file(path, LARGEST) if path.exists() else NEW
        sheet = read_table(data, str(path))
        there = assemble(sheet, conventions, empty=True)[0]
        new = [(one, moment) for one, moment in _moments(measured, sheet, conventions) if not _is_there(there, one, moment, subject)]
        if not new:
            return Recorded((), ())
        name = _name(there, subject)
        changes = [Change(moment, one.platform, str(one.count), name, one.source) for one, moment in new]
        edit = edited(_with_notes(data, str(path), sheet, conventions), str(path), changes, conventions)
        atomic_write(path, edit.data)
    return Recorded(tuple(one for one, _ in new), edit.far)


def _moments(measured: Sequence[Measured], sheet: Sheet, conventions: Conventions) -> list[tuple[Measured, Moment]]:
    """The readings in the order of their times, with the times that they are written at."""
    ordered = sorted(measured, key=lambda one: one.time)
    wide = not find_columns(sheet).long
    return [(one, moment_of((ordered[0] if wide else one).time, conventions.zone)) for one in ordered]


def _is_there(there: Sequence[Gathered], one: Measured, moment: Moment, subject: Subject) -> bool:
    """Whether the table has a count of that platform at that time."""
    return any(
        reading.time == moment.time
        for part in there
        if not part.subject or is_called(subject, part.subject)
        for series in part.series
        if series.platform.key == one.platform.key
        for reading in series.readings
    )


def _name(there: Sequence[Gathered], subject: Subject) -> str:
    """What the table calls the subject; the subject's own name where it has not met it."""
    return next((part.subject for part in there if is_called(subject, part.subject)), subject.shown)


def _with_notes(data: bytes, name: str, sheet: Sheet, conventions: Conventions) -> bytes:
    """The table with columns for what is to be noted beside the counts."""
    columns = find_columns(sheet)
    missing = [note for note in _NOTES if getattr(columns, note) is None]
    if not missing:
        return data
    draft = take_apart(data, name, sheet, conventions)
    for note in missing:
        add_named_column(draft, note)
    return written(draft)
