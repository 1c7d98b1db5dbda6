"""What goes to the terminal: lines, tables and JSON, as plain text that no code page can break."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path


def make_tolerant() -> None:
    """Let a terminal with a narrow code page show a question mark where it lacks a character, instead of failing.

    A stream that whoever started imggen has closed becomes one of nothing: cron does that, and nothing fails for it.
    """
    # In the order of their numbers, which the system gives to what is opened next: no file of ours takes the place of a stream.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print text, and end the line."""
    sys.stdout.write(f"{text}\n")


def as_json(value: object) -> str:
    """A value as JSON, in characters that the terminal has."""
    return json.dumps(value, ensure_ascii="utf" not in sys.stdout.encoding.lower(), indent=2)


def say_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, the last one as long as it is."""
    lines = [header, *rows]
    widths = [max(map(_columns, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell + " " * (width - _columns(cell)) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def _columns(text: str) -> int:
    """How wide a terminal shows a text: ideographs and kana are as wide as two letters, marks as none."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else unicodedata.category(sign) not in ("Mn", "Me") for sign in text)


def warn(doubts: Iterable[str]) -> None:
    """Print what was done with a doubt, one line each, where errors go."""
    for doubt in doubts:
        sys.stderr.write(f"warning: {one_line(doubt)}\n")


def complain(text: str) -> None:
    """Print an error, on one line."""
    sys.stderr.write(f"error: {one_line(text)}\n")


def one_line(text: str) -> str:
    """The text without line breaks: what stood on lines of its own is one sentence after the other."""
    return " ".join(text.splitlines())


def visible(text: str) -> str:
    """The text with the code points of what would move a terminal's cursor, which the texts of others may hold. Other marks stay."""
    return "".join(f"\\u{ord(mark):04x}" if unicodedata.category(mark) == "Cc" else mark for mark in text)


def finish() -> int:
    """Send what is still waiting to be printed, and return the exit code: 1, quietly, when nobody reads it any more."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left would be complained about by the interpreter when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0
