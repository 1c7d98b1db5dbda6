"""The desktop around the terminal: its picture viewer and its clipboard."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import typer

from imggen.errors import InputError

_CLIPBOARDS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
    ("clip",),
)
_SECONDS = 5


def show(picture: Path) -> None:
    """Open a picture in the system's viewer. Raises InputError when there is none."""
    if typer.launch(str(picture)):
        raise InputError("no program that opens pictures was found", "--open", f"open {picture} yourself")


def copy(text: str) -> None:
    """Put a text on the clipboard. Raises InputError when the system has no program for it."""
    found = next((words for words in _CLIPBOARDS if shutil.which(words[0])), None)
    if found is None:
        raise InputError("no clipboard was found", "--copy", "install wl-clipboard, xclip or xsel, or copy from the .alt.txt file")
    # clip reads the console's code page unless the text starts as UTF-16 does.
    data = text.encode("utf-16" if found[0].startswith("clip") else "utf-8")
    try:
        subprocess.run(found, input=data, check=True, timeout=_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        raise InputError(f"{found[0]} failed", "--copy", "copy from the .alt.txt file") from None
