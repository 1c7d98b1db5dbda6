"""A draft: a table taken apart so that cells and rows can change while everything else stays, byte for byte."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import datetime

from imggen.errors import InputError
from imggen.platforms import Platform, folded
from imggen.sources.assemble import Conventions
from imggen.sources.dates import Moment, find_moments, find_order
from imggen.sources.dialect import Dialect, Encoded, Record, decoded, find_dialect, records
from imggen.sources.header import Columns, find_columns, platform_of
from imggen.sources.sheet import Row, Sheet
from imggen.sources.style import split_cells, written_cell, written_date
from imggen.sources.words import cleaned, shown

Key = tuple[str, str]
"""What a row is about: its subject and, in a long table, its platform; both folded."""


@dataclass(slots=True, eq=False)
class Line:
    """A line of the table, or a record of several lines."""

    raw: str
    end: str
    cells: tuple[str, ...] | None = None
    original: str = ""
    """What it was; empty for a new one."""
    moment: Moment | None = None
    key: Key = ("", "")
    gone: bool = False
    touched: bool = False
    """Whether one of its own cells was written, not only a column added behind them."""


@dataclass(slots=True)
class Draft:
    """A table while it is edited."""

    name: str
    encoded: Encoded
    dialect: Dialect
    lines: list[Line]
    header: Line
    columns: Columns
    order: str | None
    index: dict[tuple[datetime, Key], Line]
    ended: bool
    """Whether its last line has an end."""

    @property
    def dated(self) -> list[Line]:
        """The lines that hold counts."""
        return [line for line in self.lines if line.moment is not None and not line.gone]

    def samples(self, column: int) -> list[str]:
        """What stands in a column."""
        return [line.cells[column] for line in self.dated if line.cells and column < len(line.cells) and line.cells[column]]


def take_apart(data: bytes, name: str, sheet: Sheet, conventions: Conventions) -> Draft:
    """Take a table apart into lines, each with its moment and what it is about."""
    encoded = decoded(data, name)
    dialect = find_dialect(encoded.text)
    by_number = {record.line: _line(record) for record in records(encoded.text, dialect, name)}
    columns = find_columns(sheet)
    if columns.date is None:
        raise InputError("no column of dates", name, "counts can be added to tables with dates")
    rows = [row for row in sheet.rows if any(row[1])]
    texts = [str(sheet.cell(row, columns.date) or "") for row in rows]

    def where(index: int) -> str:
        return sheet.place(rows[index], columns.date or 0)

    order = conventions.order or find_order(texts, where)
    moments = find_moments(texts, where, conventions.zone, order)
    for row, moment in zip(rows, moments, strict=True):
        line = by_number[int(str(row[0]))]
        line.moment, line.key = moment, _key(sheet, columns, row)
    lines = list(by_number.values())
    header = next(line for line in lines if line.cells and any(line.cells))
    index = {(line.moment.time, line.key): line for line in lines if line.moment}
    return Draft(name, encoded, dialect, lines, header, columns, order, index, encoded.text.endswith(("\n", "\r")))


def _line(record: Record) -> Line:
    body = re.sub(r"(?:\r\n|\n|\r)\Z", "", record.raw)
    return Line(body, record.raw[len(body) :], record.cells, body)


def _key(sheet: Sheet, columns: Columns, row: Row) -> Key:
    subject = "" if columns.subject is None else folded(cleaned(str(sheet.cell(row, columns.subject) or "")))
    platform = str(sheet.cell(row, columns.platform) or "") if columns.platform is not None else ""
    return subject, platform_of(platform, sheet.source).key if platform else ""


def add_column(draft: Draft, platform: Platform) -> int:
    """Add a column for a platform's counts to every record, named as the other columns are."""
    width = add_named_column(draft, platform.key if draft.header.raw.islower() else platform.name)
    draft.columns = dataclasses.replace(draft.columns, series=(*draft.columns.series, (width, platform)))
    return width


def add_named_column(draft: Draft, name: str) -> int:
    """Add a column of that name to every record, and return its place."""
    delimiter = draft.dialect.delimiter
    width = len(split_cells(draft.header.raw, delimiter))
    for line in draft.lines:
        if line.cells and any(line.cells):
            cells = split_cells(line.raw, delimiter)
            line.raw = delimiter.join([*cells, *[""] * (width + 1 - len(cells))])
    set_cell(draft, draft.header, width, name, like=split_cells(draft.header.raw, delimiter)[0])
    return width


def insert(draft: Draft, moment: Moment, platform: Platform, subject: str, key: Key) -> Line:
    """A new row at its place, with date, subject and platform."""
    columns = draft.columns
    delimiter = draft.dialect.delimiter
    like = split_cells((draft.dated or [draft.header])[-1].raw, delimiter)
    blank = '""' if all(cell.strip().startswith('"') for cell in like if cell.strip()) else ""
    width = len(split_cells(draft.header.raw, delimiter))
    line = Line(delimiter.join([blank] * width), draft.dialect.newline, ("",) * width, moment=moment, key=key)
    place = _place(draft, moment, key)
    if columns.date is not None:
        set_cell(draft, line, columns.date, written_date(moment, draft.samples(columns.date), draft.order))
    if columns.subject is not None:
        same = next((cell_of(one, columns.subject) for one in draft.dated if one.key[0] == key[0]), subject)
        set_cell(draft, line, columns.subject, same)
    if columns.platform is not None:
        names = [cell_of(one, columns.platform) for one in draft.dated]
        told = next((name for name in names if platform_of(name, draft.name).key == platform.key), "")
        lower = all(name.islower() for name in names)
        set_cell(draft, line, columns.platform, told or (platform.key if lower else platform.name))
    draft.lines.insert(place, line)
    draft.index[moment.time, key] = line
    return line


def _place(draft: Draft, moment: Moment, key: Key) -> int:
    """Where a new row goes: in the order of the table; in that of its own series when the table is sorted otherwise; else last."""
    dated = [(i, line.moment.time, line.key) for i, line in enumerate(draft.lines) if line.moment and not line.gone]
    if not dated:
        return draft.lines.index(draft.header) + 1
    for scope in (dated, [one for one in dated if one[2] == key]):
        times = [time for _, time, _ in scope]
        for falling in (False, True):
            if scope and times == sorted(times, reverse=falling):
                before = [i for i, time, _ in scope if (time >= moment.time if falling else time <= moment.time)]
                if len(set(times)) > 1 or not falling:
                    return before[-1] + 1 if before else scope[0][0]
    return dated[-1][0] + 1


def cell_of(line: Line, column: int) -> str:
    """What stands in a cell, without outer spaces; nothing where the row ends before it."""
    return line.cells[column] if line.cells and column < len(line.cells) else ""


def set_cell(draft: Draft, line: Line, column: int, text: str, like: str | None = None) -> None:
    """Write a cell in the style of its column."""
    delimiter = draft.dialect.delimiter
    raw = split_cells(line.raw, delimiter)
    raw += [""] * (column + 1 - len(raw))
    raw[column] = written_cell(text, _alike(draft, line, column) if like is None else like, delimiter)
    line.raw = delimiter.join(raw)
    cells = [*(line.cells or ())] + [""] * (column + 1 - len(line.cells or ()))
    cells[column] = text
    line.cells, line.touched = tuple(cells), True


def _alike(draft: Draft, line: Line, column: int) -> str:
    """The cell that a new one is to look like: the one there, else the last in its column, else the first heading."""
    delimiter = draft.dialect.delimiter
    for one in (line, *reversed(draft.dated)):
        if cell_of(one, column):
            return split_cells(one.raw, delimiter)[column]
    return split_cells(draft.header.raw, delimiter)[0]


def written(draft: Draft) -> bytes:
    """The edited table as bytes. Raises InputError for a character that its encoding lacks."""
    lines = [line for line in draft.lines if not line.gone]
    text = "".join(line.raw + (line.end or draft.dialect.newline) for line in lines[:-1])
    last = lines[-1]
    try:
        return draft.encoded.encoded(text + last.raw + ((last.end or draft.dialect.newline) if draft.ended else ""))
    except UnicodeEncodeError as error:
        found = error.object[error.start : error.end]
        raise InputError(f"{draft.encoded.encoding} has no {shown(found)}", draft.name, "save the table in UTF-8") from None
