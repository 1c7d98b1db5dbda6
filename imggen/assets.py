"""Where the fonts, themes and messages are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder `fonts` or `themes`, as a path that exists."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def messages() -> Path:
    """The folder with one file of messages a language."""
    return _PACKAGE / "wording" / "messages"
