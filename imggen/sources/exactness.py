"""The exactness of counts, as a column beside them tells it: exact, rounded or hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from imggen.errors import InputError
from imggen.platforms import folded
from imggen.sources.counts import is_hidden, parse_count
from imggen.sources.sheet import ABSENT, Absent, Row, Sheet
from imggen.sources.words import shown

Exactness = Literal["exact", "rounded", "hidden"]

_WORDS: dict[str, Exactness] = {
    **dict.fromkeys(("", "exact", "exacte", "exakt", "yes", "true", "oui", "1"), "exact"),
    **dict.fromkeys(
        ("rounded", "approximate", "approx", "about", "arrondi", "environ", "gerundet", "no", "false", "non", "0", "~"), "rounded"
    ),
}

Count = tuple[int, int] | Absent | None
"""A count and its half-width; None when it was not measured; ABSENT when none was expected."""


def exactness_of(sheet: Sheet, row: Row, column: int) -> Exactness:
    """What a cell says of the counts of its row; they are exact where it says nothing. Raises InputError for any other word."""
    cell = sheet.cell(row, column)
    if cell is None or cell is ABSENT:
        return "exact"
    text = folded(str(cell))
    if is_hidden(text):
        return "hidden"
    if text not in _WORDS:
        raise InputError(f"found {shown(cell)}", sheet.place(row, column), "expected exact, rounded or hidden")
    return _WORDS[text]


def as_told(counts: Sequence[Count], told: Sequence[Exactness], columns: Sequence[Sequence[Count]]) -> list[Count]:
    """The counts of one column as the rows' exactness has them: a hidden one is none.

    In a rounded row the counts that are written as rounded (`~5800`, `12.3k`) are meant; where there is none, all of them are.
    """
    marked = [any(isinstance(count, tuple) and count[1] for count in row) for row in zip(*columns, strict=True)]
    return [_as_told(count, word, marked=mark) for count, word, mark in zip(counts, told, marked, strict=True)]


def _as_told(count: Count, told: Exactness, *, marked: bool) -> Count:
    if not isinstance(count, tuple) or told == "exact":
        return count
    if told == "hidden":
        return None
    return count if marked else parse_count(f"~{count[0]}")
