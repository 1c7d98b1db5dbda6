"""A text that a user gives a command, in a file or on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from imggen.errors import InputError
from imggen.files import read_file

_LARGEST = 100_000


def read_given(name: str) -> str:
    """The text of a file, or of standard input for `-`. Raises InputError for one that is missing, empty, or not UTF-8."""
    content = sys.stdin.buffer.read(_LARGEST) if name == "-" else read_file(Path(name), _LARGEST)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").strip("\n")
    except UnicodeDecodeError:
        raise InputError("not UTF-8 text", name, "save it as UTF-8") from None
    if not text.strip():
        raise InputError("it is empty", name, "write the alt text into it")
    return text
