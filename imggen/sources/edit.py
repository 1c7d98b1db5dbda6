"""Edits of a table by hand: counts are put in or taken out, and everything else stays as it was, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imggen.errors import InputError, did_you_mean
from imggen.finding.doubts import usual_daily_change
from imggen.finding.pairs import DAY, apart
from imggen.platforms import PLATFORMS, Platform, find_platform, folded
from imggen.series import Reading, Series
from imggen.sources.assemble import Conventions, Gathered, assemble
from imggen.sources.counts import is_blank, parse_count
from imggen.sources.dates import Moment
from imggen.sources.draft import Draft, Key, Line, add_column, cell_of, insert, set_cell, take_apart, written
from imggen.sources.pairs import read_pairs
from imggen.sources.style import written_cell, written_count
from imggen.sources.table import read_table
from imggen.sources.words import at, cleaned, shown

_EXACT, _ROUNDED = "exact", "rounded"
BY_HAND = "by hand"
"""The source of a count that somebody typed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A count to put into a table or, when it is removed, to take out."""

    moment: Moment
    platform: Platform
    count: str
    """As the user wrote it; may be empty when it is removed."""
    subject: str = ""
    """Whose it is; may be empty when the table is about one subject."""
    source: str = ""
    """Who said it; written where the table has a column for that."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One row before and after; empty for a row that was or is not there."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Edit:
    """An edited table."""

    data: bytes
    rows: tuple[RowEdit, ...]
    far: tuple[str, ...]
    """The new counts that are far from the last ones, one sentence each: reason to ask the user."""


def edited(
    data: bytes, name: str, changes: Sequence[Change], conventions: Conventions, *, replace: bool = False, remove: bool = False
) -> Edit:
    """The table in `data` with all changes made, or none: delimiter, encoding, quotes, line ends and the order of rows stay.

    A blank cell is filled; a count that is there is only changed with `replace`; with `remove` it is taken out. A platform
    that imggen knows gets a new column when it has none. Raises InputError when the table can't be read, before or after,
    when a reading is there already, or when there is none to remove.
    """
    sheet = read_table(data, name)
    before = assemble(sheet, conventions, empty=True)[0]
    draft = take_apart(data, name, sheet, conventions)
    _check_subjects(draft, changes)
    far: list[str] = []
    for change in changes:
        if remove:
            _remove(draft, change, conventions)
        else:
            count = _count(change, conventions)
            far += _far(before, change, count)
            _put(draft, change, count, replace=replace)
    result = written(draft)
    if not remove:
        _check_read_back(result, name, changes, conventions)
    rows = tuple(RowEdit(line.original, "" if line.gone else line.raw) for line in draft.lines if line.gone or line.touched)
    return Edit(result, rows, tuple(far))


def new_table(names: Sequence[str]) -> bytes:
    """An empty table with a column for each platform, ready for the first counts: `date,mastodon,x,exactness,source`."""
    return (",".join(["date", *(written_cell(cleaned(name), "", ",") for name in names), "exactness", "source"]) + "\n").encode()


def changes_of_words(words: Sequence[str], moment: Moment, *, remove: bool = False) -> list[Change]:
    """The changes that NAME=COUNT words ask for, at that moment; to remove a count, its NAME is enough. Raises InputError."""
    if remove:
        parts = [word.partition("=") for word in words]
        return [Change(moment, find_platform(cleaned(name, "platform", 60)), count.strip()) for name, _, count in parts]
    rows = read_pairs(words).rows
    return [Change(moment, find_platform(cleaned(str(name), "platform", 60)), str(count)) for _, (name, count) in rows]


def changes_of_table(data: bytes, name: str, conventions: Conventions) -> list[Change]:
    """The changes that another table asks for: all its readings, of all its subjects. Raises InputError."""
    return [
        Change(
            Moment(reading.time, reading.day, reading.whole_day),
            series.platform,
            written_count(reading.count, reading.half_width, ()),
            part.subject,
        )
        for part in assemble(read_table(data, name), conventions)[0]
        for series in part.series
        for reading in series.readings
    ]


def far_from_last(series: Series, new: Reading) -> str:
    """A sentence that says that a new count is far from the last one before it; nothing when it is not.

    Far is more than 10 times the usual daily change of a series of 8 days or more; of a shorter one, more than half as much
    again, or less than two thirds. A difference of 10 or less is never far.
    """
    earlier = [reading for reading in series.readings if reading.time < new.time]
    last = earlier[-1] if earlier else series.readings[0]
    change = abs(new.count - last.count) - new.half_width - last.half_width
    usual = usual_daily_change(series)
    if usual is None:
        low, high = sorted((new.count, last.count))
        far = high > 1.5 * low
    else:
        far = change > 10 * usual * max(1.0, apart(last, new) / DAY)
    if not far or change <= 10:
        return ""
    return f"{series.platform.name}: {new.count} is far from {last.count} on {last.day.isoformat()}"


def _check_subjects(draft: Draft, changes: Sequence[Change]) -> None:
    """Refuse changes that leave open whose counts they are."""
    told = {folded(change.subject) for change in changes}
    known = {line.key[0] for line in draft.dated}
    if draft.columns.subject is None and len(told) > 1:
        raise InputError("no column of subjects, and the new counts are of several", draft.name, "add a column named subject")
    if draft.columns.subject is not None and "" in told and len(known) != 1:
        instead = "say whose with --subject, or give a table that names them with --from"
        raise InputError("the table is about several subjects", draft.name, instead)


def _wanted(draft: Draft, change: Change) -> Key:
    """What a change is about, as the lines are keyed."""
    subject = ""
    if draft.columns.subject is not None:
        subject = folded(change.subject) or next(line.key[0] for line in draft.dated)
    return subject, change.platform.key if draft.columns.long else ""


def _count(change: Change, conventions: Conventions) -> tuple[int, int]:
    try:
        return parse_count(change.count, thousands=conventions.thousands)
    except InputError as error:
        raise at(error, change.platform.name) from None


def _far(before: Sequence[Gathered], change: Change, count: tuple[int, int]) -> Iterator[str]:
    """Whether a new count is far from those of its series."""
    new = Reading(change.moment.time, change.moment.day, *count, change.moment.whole_day)
    for part in before:
        for series in part.series:
            if series.platform.key == change.platform.key and folded(change.subject) in {"", folded(part.subject)}:
                sentence = far_from_last(series, new)
                if sentence:
                    yield sentence


def _put(draft: Draft, change: Change, count: tuple[int, int], *, replace: bool) -> None:
    """Put a count into its cell, in a new row or a new column where there is none."""
    column = _column(draft, change.platform)
    key = _wanted(draft, change)
    line = draft.index.get((change.moment.time, key)) or insert(draft, change.moment, change.platform, change.subject, key)
    there = cell_of(line, column)
    if not is_blank(there) and not replace:
        what = f"{change.platform.name} has {shown(there)} on {change.moment.day.isoformat()} already"
        raise InputError(what, draft.name, "add --replace to change it")
    set_cell(draft, line, column, written_count(*count, draft.samples(column)))
    _note(draft, line, change, exact=count[1] == 0)


def _note(draft: Draft, line: Line, change: Change, *, exact: bool) -> None:
    """Write into the row who said its counts, and whether they are exact: of a row with several counts, all of them."""
    columns = draft.columns
    if columns.source is not None and change.source:
        there = [source for source in cell_of(line, columns.source).split("; ") if source]
        set_cell(draft, line, columns.source, "; ".join(dict.fromkeys([*there, change.source])))
    if columns.exactness is not None:
        rounded = not columns.long and cell_of(line, columns.exactness) == _ROUNDED
        set_cell(draft, line, columns.exactness, _EXACT if exact and not rounded else _ROUNDED)


def _remove(draft: Draft, change: Change, conventions: Conventions) -> None:
    """Take a count out, and its row when nothing else stands in it."""
    line = draft.index.get((change.moment.time, _wanted(draft, change)))
    column = {platform.key: i for i, platform in draft.columns.series}.get(change.platform.key, draft.columns.count)
    there = cell_of(line, column) if line and column is not None and not line.gone else ""
    if line is None or column is None or is_blank(there):
        raise InputError(f"no count of {change.platform.name} on {change.moment.day.isoformat()}", draft.name, "name one that is there")
    if change.count and _count(change, conventions) != parse_count(there, thousands=conventions.thousands):
        what = f"{change.platform.name} has {shown(there)} on {change.moment.day.isoformat()}, not {shown(change.count)}"
        raise InputError(what, draft.name, "give the count that is there, or none")
    columns = draft.columns
    labels = {columns.date, columns.subject, columns.platform, columns.exactness, columns.source, column}
    line.gone = draft.columns.long or not any(cell for i, cell in enumerate(line.cells or ()) if i not in labels)
    if not line.gone:
        set_cell(draft, line, column, "")


def _column(draft: Draft, platform: Platform) -> int:
    """The column of a platform's counts; a new one when the table is wide, has none, and imggen knows the platform."""
    columns = draft.columns
    there = {found.key: found.name for _, found in columns.series} or {line.key[1]: line.key[1] for line in draft.dated}
    if platform.key not in there and platform not in PLATFORMS:
        names = [*there.values()]
        hint = did_you_mean(platform.name, names)
        what = f"found no {platform.name} in the table, and imggen knows no such platform"
        raise InputError(what, draft.name, f"write it into the table by hand to add it{hint}")
    if columns.count is not None:
        return columns.count
    found = next((i for i, one in columns.series if one.key == platform.key), None)
    return add_column(draft, platform) if found is None else found


def _check_read_back(data: bytes, name: str, changes: Sequence[Change], conventions: Conventions) -> None:
    """Refuse an edit that does not read back as it was asked for: a count that its column makes mean something else."""
    found = {
        (folded(part.subject), series.platform.key, reading.time): (reading.count, reading.half_width)
        for part in assemble(read_table(data, name), conventions)[0]
        for series in part.series
        for reading in series.readings
    }
    subjects = {subject for subject, _, _ in found}
    for change in changes:
        keys = [(subject, change.platform.key, change.moment.time) for subject in {folded(change.subject)} & subjects or subjects]
        if _count(change, conventions) not in [found.get(key) for key in keys]:
            raise InputError(f"{shown(change.count)} would not read back as that count", name, "write it as a whole number")
