"""Data frames of any library become a sheet, through narwhals."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from imggen.errors import InputError
from imggen.sources.header import role_of
from imggen.sources.sheet import Sheet, check_size


def is_frame(value: object) -> bool:
    """Whether a value may be a data frame: its type has columns."""
    kind = type(value)  # asking a lazy frame itself would run it
    return any(hasattr(kind, name) for name in ("columns", "__narwhals_dataframe__", "__narwhals_lazyframe__"))


def sheet_of_frame(value: Any, source: str = "") -> Sheet:
    """The sheet that a data frame holds: pandas, polars, or any other that narwhals knows; wide or long.

    NaN, NaT and null are blanks. An index of dates, as pandas has it, is a column when no column is named after dates.
    Raises InputError for what is no data frame.
    """
    import narwhals as nw

    try:
        frame = nw.from_native(_with_index(value))
    except TypeError as error:
        raise InputError(
            f"found {type(value).__name__}, which is no data frame: {error}", source, "give a DataFrame, a dict or a list"
        ) from None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    header = tuple(str(name) for name in frame.columns)
    check_size(len(frame), len(header), source)
    columns = [[_cell(cell) for cell in frame[name].to_list()] for name in frame.columns]
    rows = tuple(enumerate(zip(*columns, strict=True)))
    return Sheet(source, header, rows, "row {row}, column {column}", "the column names")


def _with_index(value: Any) -> Any:
    """The frame with its index as a column, where it has one that may be the dates."""
    index = getattr(value, "index", None)
    if index is None or not hasattr(value, "reset_index") or type(index).__name__ == "RangeIndex":
        return value
    names = [str(name) for name in value.columns]
    return value if any(role_of(name) == "date" for name in names) else value.reset_index()


def _cell(value: Any) -> object:
    """A cell as a plain Python value; None for every way to say that there is none."""
    if type(value).__name__ in {"NaTType", "NAType"}:
        return None
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def listed(value: Any) -> object:
    """A column of any library as a list, and anything else as it is."""
    if not hasattr(value, "tolist"):
        return value
    if getattr(getattr(value, "dtype", None), "kind", "") == "M" and hasattr(value, "astype"):
        value = value.astype("datetime64[us]")  # numpy lists nanoseconds as bare numbers
    return [_cell(cell) for cell in value.tolist()]
