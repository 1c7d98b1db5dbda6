"""From sheets to series: dates and counts are read column by column, then put together by subject and platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from imggen.errors import InputError
from imggen.platforms import Platform, folded
from imggen.series import Event, Reading, Series
from imggen.sources.counts import evidence, is_blank, is_hidden, parse_count, thousands_mark, whole_number
from imggen.sources.dates import Moment, find_moments, find_zone, moment_of
from imggen.sources.exactness import Count, as_told, exactness_of
from imggen.sources.header import Columns, find_columns, platform_of
from imggen.sources.sheet import ABSENT, Absent, Row, Sheet, check_size
from imggen.sources.words import LONGEST, at, cleaned, shown


@dataclass(frozen=True, slots=True)
class Conventions:
    """How the dates and counts of an input are to be read."""

    zone: tzinfo
    undated: date
    """The day of counts that come without a date."""
    order: str | None = None
    """`dmy` or `mdy`, for dates that can be read both ways."""
    thousands: str | None = None
    """The mark that groups digits; None to find it out, and to refuse a column that does not show it."""


def find_conventions(
    now: datetime, timezone: str | None, dates: str | None, thousands: str | None, undated: date | None = None
) -> Conventions:
    """The conventions that names given by users mean; UTC where no time zone is named. Raises InputError for a name that means nothing.

    Counts without a date are of the day `undated`, else of the day that `now`, a time with its offset, is in that zone.
    """
    zone = find_zone(timezone or "UTC")
    return Conventions(zone, undated or now.astimezone(zone).date(), dates, thousands_mark(thousands))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one sheet says of one subject."""

    subject: str
    series: tuple[Series, ...]
    events: tuple[Event, ...]


@dataclass(slots=True)
class _Pile:
    """The readings of one platform, as they come in."""

    platform: Platform
    readings: dict[datetime, tuple[Reading, Row]] = field(default_factory=dict)
    blanks: set[datetime] = field(default_factory=set)


def assemble(sheet: Sheet, conventions: Conventions, *, empty: bool = False) -> tuple[tuple[Gathered, ...], tuple[str, ...]]:
    """What a sheet says, one Gathered a subject in the order of their first rows, and the doubts of reading it.

    Raises InputError with the place of the first thing that can't be used: a date, a count, two readings at one time, or,
    unless the sheet may be `empty`, no reading at all.
    """
    if not sheet.rows and not empty:
        raise InputError("no row under the header", sheet.source, "add a row of counts for each date")
    check_size(len(sheet.rows), len(sheet.header), sheet.source)
    columns = find_columns(sheet)
    rows = [row for row in sheet.rows if not all(map(_nothing, row[1]))]
    doubts: list[str] = []
    moments = _moments(sheet, columns, rows, conventions, doubts)
    subjects = _subjects(sheet, columns, rows)
    events = _events(sheet, columns, rows, moments, subjects)
    counted = [i for i, row in enumerate(rows) if not _event_alone(sheet, columns, row)]
    rows, moments, subjects = [rows[i] for i in counted], [moments[i] for i in counted], [subjects[i] for i in counted]
    piles: dict[str, dict[str, _Pile]] = {subject: {} for subject in subjects}
    read = [
        (column, platforms, _counts(sheet, rows, column, conventions.thousands, doubts))
        for column, platforms in _count_columns(sheet, columns, rows)
    ]
    if columns.exactness is not None:
        told = [exactness_of(sheet, row, columns.exactness) for row in rows]
        read = [(column, platforms, as_told(counts, told, [other for _, _, other in read])) for column, platforms, counts in read]
    noted = _noted(sheet, columns, rows)
    read = [(column, platforms, _asked(sheet, rows, column, counts, noted)) for column, platforms, counts in read]
    for column, platforms, counts in read:
        for row, subject, moment, platform, count in zip(rows, subjects, moments, platforms, counts, strict=True):
            pile = piles[subject].get(platform.key)
            if pile is None:
                pile = piles[subject][platform.key] = _Pile(platform)
            _put(sheet, pile, moment, count, row, column)
    gathered = [Gathered(subject, _series(sheet, pile, doubts), events.get(subject, ())) for subject, pile in piles.items()]
    found = tuple(one for one in gathered if one.series)
    if not found and not empty:
        why = doubts[0] if doubts else "give at least one platform and its count"
        raise InputError("no count", sheet.source, why)
    doubts += [f"{sheet.heading(i)}: not read, because the name is none that imggen knows" for i in columns.unread]
    return found, tuple(doubts)


def _nothing(cell: object) -> bool:
    """Whether a cell is empty."""
    return cell is None or cell is ABSENT or (isinstance(cell, str) and not cell.strip())


def _text(sheet: Sheet, row: Row, column: int) -> str:
    """The words in a cell, made safe; nothing for a blank one."""
    cell = sheet.cell(row, column)
    if _nothing(cell):
        return ""
    if not isinstance(cell, str):
        raise InputError(f"found {shown(cell)}", sheet.place(row, column), "expected words")
    if cell.isalnum() and cell.isascii() and len(cell) < LONGEST:
        # What most cells hold needs no cleaning, and its place need not be put into words.
        return cell
    return cleaned(cell, sheet.place(row, column))


def _moments(sheet: Sheet, columns: Columns, rows: Sequence[Row], conventions: Conventions, doubts: list[str]) -> list[Moment]:
    """When each row was counted."""
    column = columns.date
    if column is None:
        day = conventions.undated
        if not sheet.fresh:
            doubts.append(f"{sheet.source}: the counts have no date and are taken as those of {day.isoformat()}")
        return [moment_of(day, conventions.zone)] * len(rows)
    cells = [sheet.cell(row, column) for row in rows]
    values = ["" if cell is None or cell is ABSENT else cell for cell in cells]
    return find_moments(values, lambda i: sheet.place(rows[i], column), conventions.zone, conventions.order)


def _subjects(sheet: Sheet, columns: Columns, rows: Sequence[Row]) -> list[str]:
    """Whose counts each row gives; one spelling, the first, for names that differ in case only."""
    column = columns.subject
    if column is None:
        return [""] * len(rows)
    spellings: dict[str, str] = {}
    names: list[str] = []
    for row in rows:
        name = _text(sheet, row, column)
        names.append(spellings.setdefault(folded(name), name))
    if "" in names and len(spellings) > 1:
        raise InputError("found no name", sheet.place(rows[names.index("")], column), "say in each row whose counts they are")
    return names


def _events(
    sheet: Sheet, columns: Columns, rows: Sequence[Row], moments: Sequence[Moment], subjects: Sequence[str]
) -> dict[str, tuple[Event, ...]]:
    """The events that the rows of each subject tell, each once, oldest first."""
    column = columns.event
    if column is None:
        return {}
    found: dict[str, set[Event]] = {}
    for row, moment, subject in zip(rows, moments, subjects, strict=True):
        text = _text(sheet, row, column)
        if text:
            found.setdefault(subject, set()).add(Event(moment.day, text))
    return {subject: tuple(sorted(events)) for subject, events in found.items()}


def _event_alone(sheet: Sheet, columns: Columns, row: Row) -> bool:
    """Whether a row tells an event and no count: then nothing was to be measured there."""
    if columns.event is None or _nothing(sheet.cell(row, columns.event)):
        return False
    counts = [columns.count] if columns.count is not None else [i for i, _ in columns.series]
    return all(_nothing(sheet.cell(row, i)) for i in counts)


def _count_columns(sheet: Sheet, columns: Columns, rows: Sequence[Row]) -> Iterator[tuple[int, Sequence[Platform]]]:
    """The columns of counts, each with the platform that its cells are about, row by row."""
    if columns.platform is None or columns.count is None:
        yield from ((column, [platform] * len(rows)) for column, platform in columns.series)
        return
    known: dict[str, Platform] = {}
    platforms = []
    for row in rows:
        name = _text(sheet, row, columns.platform)
        if not name:
            raise InputError("found no platform", sheet.place(row, columns.platform), "name one, such as mastodon")
        if name not in known:
            known[name] = platform_of(name, sheet.place(row, columns.platform))
        platforms.append(known[name])
    yield columns.count, platforms


def _counts(sheet: Sheet, rows: Sequence[Row], column: int, thousands: str | None, doubts: list[str]) -> list[Count]:
    """The counts of one column."""
    cells = [sheet.cell(row, column) for row in rows]
    thousands = thousands or _settled(sheet, rows, column, cells)
    counts: list[Count] = []
    hidden: list[str] = []
    for row, cell in zip(rows, cells, strict=True):
        if isinstance(cell, str) and is_hidden(cell):
            hidden.append(sheet.place(row, column))
            cell = None
        try:
            counts.append(_count(cell, thousands))
        except InputError as error:
            raise at(error, sheet.place(row, column)) from None
    if hidden:
        more = f", and {len(hidden) - 1} more" if len(hidden) > 1 else ""
        doubts.append(f"{hidden[0]}{more}: the count is hidden and taken as not measured")
    return counts


def _noted(sheet: Sheet, columns: Columns, rows: Sequence[Row]) -> list[bool]:
    """Which rows of a wide table imggen has put counts into: it notes beside them how exact they are, and who said so."""
    if columns.long or columns.exactness is None or columns.source is None:
        return [False] * len(rows)
    notes = (columns.exactness, columns.source)
    return [
        not any(_nothing(sheet.cell(row, i)) for i in notes) and not all(_nothing(sheet.cell(row, i)) for i, _ in columns.series)
        for row in rows
    ]


def _asked(sheet: Sheet, rows: Sequence[Row], column: int, counts: Sequence[Count], noted: Sequence[bool]) -> list[Count]:
    """The counts of one column; a blank beside counts that imggen wrote is no reading that is missing: nobody asked for it then."""
    return [ABSENT if mark and _nothing(sheet.cell(row, column)) else count for row, count, mark in zip(rows, counts, noted, strict=True)]


def _count(cell: object, thousands: str | None) -> Count:
    if cell is None or cell is ABSENT:
        return ABSENT if cell is ABSENT else None
    if isinstance(cell, str):
        return None if is_blank(cell) else parse_count(cell, thousands=thousands)
    return None if cell != cell else (whole_number(cell), 0)


def _settled(sheet: Sheet, rows: Sequence[Row], column: int, cells: Sequence[object]) -> str | None:
    """The mark that groups digits in a column, as its own cells show it. Raises InputError when they contradict each other."""
    marks = evidence([cell if isinstance(cell, str) else "" for cell in cells])
    if len(marks) < 2:
        return next(iter(marks), None)
    first, second = sorted(marks.values())
    what = f"found {shown(cells[second])}, which groups digits by another mark than {shown(cells[first])} above"
    raise InputError(what, sheet.place(rows[second], column), "say which groups thousands with --thousands comma or --thousands dot")


def _put(sheet: Sheet, pile: _Pile, moment: Moment, count: Count, row: Row, column: int) -> None:
    """Add a count to the readings of its platform."""
    if isinstance(count, Absent):
        return
    if count is None:
        pile.blanks.add(moment.time)
        return
    there = pile.readings.get(moment.time)
    if there is not None:
        what = f"found two counts of {pile.platform.name} for {moment.day.isoformat()}"
        before = sheet.place(there[1], column)
        raise InputError(what, sheet.place(row, column), f"keep one, this or that of {before.removeprefix(sheet.source).lstrip(', ')}")
    pile.readings[moment.time] = Reading(moment.time, moment.day, *count, moment.whole_day), row


def _series(sheet: Sheet, piles: dict[str, _Pile], doubts: list[str]) -> tuple[Series, ...]:
    """The series of one subject. Blanks before a platform's first reading are no gap: nothing was counted there yet."""
    found = []
    for pile in piles.values():
        if not pile.readings:
            doubts.append(f"{sheet.source}: {pile.platform.name} has no count and is left out".removeprefix(": "))
            continue
        readings = tuple(pile.readings[time][0] for time in sorted(pile.readings))
        missing = (time for time in pile.blanks if time not in pile.readings and time > readings[0].time)
        found.append(Series(pile.platform, readings, tuple(sorted(missing))))
    return tuple(found)
