"""X's own export of an account's numbers, a CSV file: it has the followers won and lost each day, and counts follow from one that is known.

The form is that of x.com, Analytics, Overview, Export (`account_overview_analytics.csv`): `Date,…,New follows,Unfollows,…`, newest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from imggen.errors import InputError
from imggen.platforms import find_platform, folded
from imggen.sources.assemble import Conventions
from imggen.sources.counts import is_blank, parse_count
from imggen.sources.dates import moment_of, parse_date
from imggen.sources.edit import Change
from imggen.sources.sheet import Row, Sheet
from imggen.sources.table import read_table
from imggen.sources.words import at, shown

SOURCE = "X's export"
_COLUMNS = ("date", "new follows", "unfollows")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(?:[a-z]{3}, )?([a-z]{3}) (\d{1,2}), (\d{4})")


def is_x_export(data: bytes, name: str) -> bool:
    """Whether a table is such an export. Raises InputError for what is no table."""
    return all(column in map(folded, read_table(data, name).header) for column in _COLUMNS)


def changes_of_x_export(data: bytes, name: str, total: str, conventions: Conventions) -> list[Change]:
    """The counts of X on each day of an export, oldest first, of which the newest day's is `total`.

    The count of the day before is that of a day, less the follows won on it, and the follows lost on it more. Only days without a gap
    between them follow from each other. Raises InputError for a cell that can't be used, and where a count would be negative.
    """
    sheet = read_table(data, name)
    header = [folded(column) for column in sheet.header]
    days = sorted(((_day(sheet, row, header), row) for row in sheet.rows), reverse=True, key=lambda pair: pair[0])
    if not days:
        raise InputError("no row under the header", name, "export a longer time")
    x, count = find_platform("x"), parse_count(total)[0]
    changes: list[Change] = []
    for i, (day, row) in enumerate(days):
        changes.append(Change(moment_of(day, conventions.zone), x, str(count), source=SOURCE))
        if i + 1 < len(days) and days[i + 1][0] != day - timedelta(days=1):
            break
        won, lost = (_number(sheet, row, header.index(column)) for column in _COLUMNS[1:])
        count += lost - won
        if count < 0:
            raise InputError(f"with {total} at the end there would be {count} before {day.isoformat()}", name, "check the count")
    return changes[::-1]


def _day(sheet: Sheet, row: Row, header: Sequence[str]) -> date:
    """The day of a row: `Sun, Nov 10, 2024` in English, whatever the machine's language, or as a spreadsheet saved it again."""
    column = header.index("date")
    text = str(sheet.cell(row, column) or "")
    if match := _DAY.fullmatch(folded(text)):
        try:
            return date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
        except ValueError:
            raise InputError(f"found {shown(text)}, which is no date", sheet.place(row, column)) from None
    try:
        found = parse_date(text)
    except InputError as error:
        raise at(error, sheet.place(row, column)) from None
    return found.date() if isinstance(found, datetime) else found


def _number(sheet: Sheet, row: Row, column: int) -> int:
    text = str(sheet.cell(row, column) or "")
    try:
        return 0 if is_blank(text) else parse_count(text, thousands=",")[0]
    except InputError as error:
        raise at(error, sheet.place(row, column)) from None
