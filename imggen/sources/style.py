"""The style of a table: how it writes dates, groups digits and quotes cells, so that a new row looks like the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from imggen.sources.counts import evidence, parse_count
from imggen.sources.dates import Moment
from imggen.sources.words import plain

_YEAR_FIRST = re.compile(r"\d{4}([-/.])(\d{1,2})\1(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2\d{4}")
_CLOCK = re.compile(r"\d([Tt ]|, )\d{1,2}:\d{2}(:\d{2})?.*?([Zz]|[+-]\d{2}:?\d{2})?$")
_GROUPED = re.compile(r"\d{1,3}(?:([^\d])\d{3})(?:\1\d{3})*")


def written_date(moment: Moment, samples: Sequence[str], order: str | None) -> str:
    """The moment as the cells of a date column write theirs; ISO when there are none."""
    day = _written_day(moment, samples, order)
    if moment.whole_day:
        return day
    timed = next((found for sample in reversed(samples) if (found := _CLOCK.search(sample))), None)
    local = moment.time if timed is None or timed[3] else moment.time.replace(tzinfo=None)
    clock = local.isoformat(timespec=_precision(local, seconds=bool(timed and timed[2]))).partition("T")[2]
    return f"{day}{timed[1] if timed else 'T'}{clock}"


def _precision(time: datetime, *, seconds: bool) -> str:
    if time.microsecond:
        return "microseconds"
    return "seconds" if seconds or time.second else "minutes"


def _written_day(moment: Moment, samples: Sequence[str], order: str | None) -> str:
    """The calendar day as the cells write theirs."""
    last = [found for sample in samples if (found := _YEAR_LAST.match(plain(sample)))]
    first = [found for sample in samples if (found := _YEAR_FIRST.match(plain(sample)))]
    year, month, day = f"{moment.day.year:04}", f"{moment.day.month:02}", f"{moment.day.day:02}"
    if (last or first) and any(
        len(part) == 1 for found in last or first for part in ((found[1], found[3]) if last else (found[2], found[3]))
    ):
        month, day = month.lstrip("0"), day.lstrip("0")
    if last:
        return last[-1][2].join((month, day, year) if order == "mdy" else (day, month, year))
    return (first[-1][1] if first else "-").join((year, month, day))


def written_count(count: int, half_width: int, samples: Sequence[str]) -> str:
    """A count as the cells of its column write theirs: grouped when all large ones are grouped by one mark.

    A rounded one is written so that it reads back with the same half-width: `~5800`, `12.3k`.
    """
    large = [sample.strip() for sample in samples if sum(map(str.isdigit, sample)) > 3]
    marks = {found[1] if (found := _GROUPED.fullmatch(sample)) else "" for sample in large}
    mark = (marks.pop() if len(marks) == 1 else "") or ""
    grouped = f"{count:,}".replace(",", mark)
    if half_width == 0:
        return grouped
    decimal = "," if "." in evidence(samples) else "."
    thousands = "." if decimal == "," else ","
    candidates = (f"~{grouped}", *(_scaled(count, half_width, decimal, unit, power) for unit, power in (("k", 3), ("M", 6), ("bn", 9))))
    return next(text for text in candidates if text and parse_count(text, thousands=thousands) == (count, half_width))


def _scaled(count: int, half_width: int, decimal: str, unit: str, power: int) -> str:
    """A rounded count with a unit, with as many decimals as its half-width leaves; nothing when the unit is too small."""
    places = power - (len(str(2 * half_width)) - 1)
    if places < 0:
        return ""
    digits = f"{count * 10**places // 10**power:0{places + 1}}"
    return f"{digits[:-places]}{decimal}{digits[-places:]}{unit}" if places else f"{digits}{unit}"


def split_cells(raw: str, delimiter: str) -> list[str]:
    """The cells of a record as they are written, quotation marks and spaces included."""
    mark = re.escape(delimiter)
    cell = re.compile(rf' *"(?:[^"]|"")*"[^{mark}]*|[^{mark}]*')
    cells: list[str] = []
    position = 0
    while True:
        found = cell.match(raw, position)
        cells.append(found[0] if found else "")
        position += len(cells[-1])
        if position >= len(raw):
            return cells
        position += 1


def written_cell(text: str, like: str, delimiter: str) -> str:
    """A cell with that text: in quotes when it needs them, or when the cell that it is to look like has them."""
    quoted = like.strip().startswith('"') or any(mark in text for mark in (delimiter, '"', "\n", "\r")) or text.startswith("#")
    space = " " if like.startswith(" ") and delimiter != "\t" else ""
    return space + (f'"{text.replace(chr(34), chr(34) * 2)}"' if quoted else text)
