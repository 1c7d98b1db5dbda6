"""A sheet: what every reader makes of its input before anything means anything: named columns, rows of raw cells, and their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imggen.errors import InputError, printable

Row = tuple[object, Sequence[object]]
"""The label of a row (a line number, an index, a path) and its cells; a row may be shorter than the header."""


MOST_CELLS = 1_000_000
LONGEST = 60
"""How much of a column's name a place tells."""


class Absent:
    """A cell that its row does not have at all: nothing was expected there, unlike in a blank cell."""


ABSENT = Absent()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Named columns and rows of raw cells: texts, numbers, dates, None for a blank, ABSENT for a cell that is not there."""

    source: str
    """What messages call the input: the name of the file as the user gave it."""
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    pattern: str = "line {row}, column {column}"
    """How a cell's place is told."""
    top: str = "line 1"
    """How the header's place is told."""
    fresh: bool = False
    """Whether the counts were given just now: then, without dates, they are today's beyond doubt."""

    def cell(self, row: Row, column: int) -> object:
        """The raw cell of a row in that column; a row that ends early is blank there."""
        cells = row[1]
        return cells[column] if column < len(cells) else None

    def place(self, row: Row, column: int) -> str:
        """Where a cell is: `counts.csv, line 3, column x`."""
        told = self.pattern.format(row=str(row[0])[:LONGEST], column=self._name(column))
        return printable(f"{self.source}, {told}" if self.source else told)

    def heading(self, column: int | None = None) -> str:
        """Where the header, or the name of one column, is."""
        parts = [self.source, self.top, "" if column is None else f"column {self._name(column)}"]
        return printable(", ".join(part for part in parts if part))

    def _name(self, column: int) -> str:
        return self.header[column][:LONGEST] or str(column + 1)


def check_size(rows: int, columns: int, source: str) -> None:
    """Refuse an input with more cells than anybody's counts have. Raises InputError."""
    if rows * columns > MOST_CELLS:
        raise InputError(f"found {rows} rows of {columns} cells", source, f"{MOST_CELLS} cells at most")
