"""Counts by hand: put into the tables of a file or of a campaign, in all of them or in none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from imggen.errors import InputError, did_you_mean
from imggen.files import atomic_write_all, read_file
from imggen.history.record import NEW
from imggen.locking import locked
from imggen.platforms import folded
from imggen.sources.assemble import Conventions, assemble
from imggen.sources.dialect import LARGEST
from imggen.sources.edit import BY_HAND, Change, Edit, edited
from imggen.sources.inputs import campaign_members, member_table, table_path
from imggen.sources.settings import Settings
from imggen.sources.table import read_table
from imggen.sources.words import is_called


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done to one table."""

    path: Path
    changes: tuple[Change, ...]
    edit: Edit
    before: bytes
    """The table as it was when the edit was planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How counts are put in."""

    conventions: Conventions
    replace: bool = False
    remove: bool = False
    subject: str = ""
    """Whose counts they are, where the changes don't say and the campaign or the table has several subjects."""


def plan(file: str, changes: Sequence[Change], how: How) -> list[Planned]:
    """What putting counts into a file would do; a campaign of several subjects has a table for each. Nothing is written.

    A campaign's table that is not there yet is started. Raises InputError when one count can't be put in, or when nobody knows whose it is.
    """
    if not how.remove:
        _check_days(changes, how.conventions.undated)
    noted = [replace(change, source=change.source or BY_HAND) for change in changes]
    if not file.lower().endswith(".toml"):
        data = read_file(table_path(file), LARGEST)
        return [_planned(table_path(file), _owned(noted, data, file, how), how, data)]
    members = campaign_members(file)
    if len(members) == 1:
        return [_planned(table_path(file), noted, how, _read(table_path(file)))]
    tables: dict[Path, list[Change]] = {}
    for change in noted:
        path = member_table(file, _member(members, change.subject or how.subject, file))
        tables.setdefault(path, []).append(replace(change, subject=""))
    return [_planned(path, own, how, _read(path)) for path, own in tables.items()]


def write(planned: Sequence[Planned], how: How) -> list[Planned]:
    """Do what was planned, in all tables or in none; anew for a table that changed meanwhile. Raises InputError."""
    with ExitStack() as locks:
        for one in sorted(planned, key=lambda one: one.path.resolve()):
            locks.enter_context(locked(one.path))
        done = [one if _read(one.path) == one.before else _planned(one.path, one.changes, how, _read(one.path)) for one in planned]
        atomic_write_all({one.path: one.edit.data for one in done})
    return done


def _check_days(changes: Sequence[Change], today: date) -> None:
    """Refuse a count of a day to come. Tomorrow may be today where it was counted. Raises InputError."""
    latest = max((change.moment.day for change in changes), default=today)
    if latest > today + timedelta(days=1):
        raise InputError(f"found a count of {latest.isoformat()}, and today is {today.isoformat()}", "", "give the day it was counted")


def _owned(changes: Sequence[Change], data: bytes, file: str, how: How) -> list[Change]:
    """The changes, those that don't say whose being of the subject that is named, when the table is about several. Raises InputError."""
    if not how.subject:
        return list(changes)
    known = [part.subject for part in assemble(read_table(data, file), how.conventions)[0]]
    found = next((name for name in known if folded(name) == folded(how.subject)), None)
    if found is None and any(known):
        raise _nobody(how.subject, file, known)
    return [replace(change, subject=change.subject or found or "") for change in changes]


def _planned(path: Path, changes: Sequence[Change], how: How, data: bytes) -> Planned:
    edit = edited(data, str(path), changes, how.conventions, replace=how.replace, remove=how.remove)
    return Planned(path, tuple(changes), edit, data)


def _read(path: Path) -> bytes:
    return read_file(path, LARGEST) if path.exists() else NEW


def _member(members: Sequence[Settings], name: str, file: str) -> Settings:
    """The subject of a campaign that a name means. Raises InputError."""
    known = [member.subject.shown for member in members]
    if not name:
        raise InputError("it has several subjects", file, f"say whose with --subject: {', '.join(known[:12])}")
    found = [member for member in members if is_called(member.subject, name)]
    if not found:
        raise _nobody(name, file, known)
    return found[0]


def _nobody(name: str, file: str, known: Sequence[str]) -> InputError:
    return InputError(f"no subject named {name[:60]}", file, f"the subjects are {', '.join(known[:12])}{did_you_mean(name, known)}")
