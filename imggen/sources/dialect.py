"""The dialect of a table: how its text is encoded, its cells are parted and its lines end, and the records that it holds."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from imggen.errors import InputError
from imggen.sources.header import role_of

LARGEST = 50_000_000
MOST_CELLS = 500

DELIMITERS = (",", ";", "\t", "|")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARIES = (
    (b"PK\x03\x04", "a spreadsheet or an archive", "save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet or a document", "save it as CSV"),
    (b"\x89PNG", "a picture", "give a table of counts"),
    (b"\xff\xd8\xff", "a picture", "give a table of counts"),
    (b"GIF8", "a picture", "give a table of counts"),
    (b"%PDF", "a PDF", "give a table of counts"),
    (b"\x1f\x8b", "a compressed file", "uncompress it"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_SEPARATOR = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text, and how it was written as bytes."""

    text: str
    encoding: str
    mark: bytes = b""
    """The byte order mark, if there was one."""

    def encoded(self, text: str) -> bytes:
        """Another text written as bytes in the same way. Raises UnicodeEncodeError for what the encoding lacks."""
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a table, or a line that is none: a comment, a blank line, the `sep=` line of Excel."""

    line: int
    """The line that it starts on, from 1."""
    raw: str
    """Its text, line end included."""
    cells: tuple[str, ...] | None
    """Its cells without outer spaces; None when it is no record."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table writes its records."""

    delimiter: str
    newline: str


def decoded(data: bytes, name: str) -> Encoded:
    """The text of a file: UTF-8, UTF-16 or UTF-32 with a byte order mark, UTF-8 without, else cp1252.

    Raises InputError when it is empty, larger than 50 MB or not text.
    """
    if len(data) > LARGEST:
        raise InputError("larger than 50 MB", name, "give a table of counts")
    for start, found, instead in _BINARIES:
        if data.startswith(start):
            raise InputError(f"found {found}", name, instead)
    mark, encoding = next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", ""))
    for candidate in [encoding] if encoding else ["utf-8", "cp1252"]:
        try:
            text = data[len(mark) :].decode(candidate)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(text):
            break
        if not text.strip():
            raise InputError("the file is empty", name, "give a table of counts, such as date,mastodon,x")
        return Encoded(text, candidate, mark)
    raise InputError("not a text file", name, "give a table of counts, saved as CSV in UTF-8")


def find_dialect(text: str) -> Dialect:
    """The dialect that the first lines show: Excel's `sep=` line, else the delimiter that parts the header into most cells."""
    ends = re.search(r"\r\n|\n|\r", text)
    newline = ends[0] if ends else "\n"
    for line in io.StringIO(text, newline=""):
        told = _SEPARATOR.fullmatch(line)
        if told and told[1] not in {'"', "\r", "\n", " "}:
            return Dialect(told[1], newline)
        if not _is_aside(line):
            bare = re.sub(r'"[^"]*"', "", line)
            return Dialect(max(DELIMITERS, key=lambda mark: (bare.count(mark), _names_columns(bare, mark))), newline)
    return Dialect(",", newline)


def _names_columns(header: str, delimiter: str) -> bool:
    """Whether parting the header in that way gives a name that imggen knows."""
    return any(role_of(cell) for cell in header.split(delimiter))


def records(text: str, dialect: Dialect, name: str) -> Iterator[Record]:
    """Every record and every other line of a table, in order. Raises InputError with the line of a quote that is never closed."""
    lines = io.StringIO(text, newline="")
    number = 1
    for line in lines:
        taken = [line]
        cells = None
        if not _is_aside(line) and not (number == 1 and _SEPARATOR.fullmatch(line)):
            cells = _cells(taken, lines, dialect, f"{name}, line {number}")
        raw = "".join(taken)
        yield Record(number, raw, cells)
        number += len(taken)


def _is_aside(line: str) -> bool:
    """Whether a line is blank or a comment."""
    return not line.strip() or line.lstrip().startswith("#")


def _cells(taken: list[str], lines: Iterator[str], dialect: Dialect, where: str) -> tuple[str, ...]:
    """The cells of the record that starts with the line taken; the further lines that it needs are taken too."""

    def further() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    try:
        cells = next(csv.reader(chain(taken[:], further()), delimiter=dialect.delimiter, strict=True, skipinitialspace=True))
    except csv.Error:
        raise InputError("found a quotation mark that does not close its cell", where, 'write "…" round the whole cell') from None
    if len(cells) > MOST_CELLS:
        raise InputError(f"found {len(cells)} cells", where, f"{MOST_CELLS} at most")
    return tuple(cell.strip() for cell in cells)
