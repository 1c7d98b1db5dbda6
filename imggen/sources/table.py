"""Tables as spreadsheets save them: CSV and TSV become a sheet."""

from __future__ import annotations

from itertools import islice

from imggen.errors import InputError
from imggen.sources.dialect import Record, decoded, find_dialect, records
from imggen.sources.sheet import Row, Sheet

MOST_ROWS = 200_000


def read_table(data: bytes, name: str) -> Sheet:
    """The sheet that the bytes of a CSV or TSV file hold, whatever its delimiter, encoding and line ends.

    Raises InputError with the line of what can't be used: no text, no row, a quote left open, a row longer than the header.
    """
    text = decoded(data, name).text
    return sheet_of(list(islice(records(text, find_dialect(text), name), MOST_ROWS + 2)), name)


def sheet_of(found: list[Record], name: str) -> Sheet:
    """The sheet that the records of a table hold: the first that is not blank is the header. Raises InputError for a row longer than it."""
    rows = [record for record in found if record.cells and any(record.cells)]
    if not rows:
        raise InputError("the file is empty", name, "give a table of counts, such as date,mastodon,x")
    header = rows[0].cells or ()
    if len(rows) > MOST_ROWS:
        raise InputError(f"found more than {MOST_ROWS} rows", name, "give fewer, or one file a subject")
    return Sheet(name, header, tuple(_row(record, len(header), name) for record in rows[1:]), top=f"line {rows[0].line}")


def _row(record: Record, width: int, name: str) -> Row:
    cells = record.cells or ()
    if len(cells) > width and any(cells[width:]):
        what = f"found {len(cells)} cells where the header has {width}"
        raise InputError(what, f"{name}, line {record.line}", 'put a count that contains the separator in quotes, "5,840"')
    return record.line, cells[:width]
