"""What a theme names must be in its own folder: no other place of the disk, and no other machine."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[\\/]{2}")
DRAWINGS = frozenset((".svg",))
FONTS = frozenset((".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"))
_MOST_FILES = 500


class OutsideError(ValueError):
    """A name that leads elsewhere, or to nothing; the message says what was expected."""


def inside(folder: Path, name: str) -> Path:
    """The place in a folder that a theme names. Raises OutsideError for what is not in it: an address, an absolute path, `..`, a link."""
    if _REMOTE.match(name) or "\0" in name or "\\" in name:
        raise OutsideError("a file in the theme's own folder, no address")
    parts = PurePosixPath(name)
    if not name or parts.is_absolute() or ".." in parts.parts:
        raise OutsideError("a file in the theme's own folder")
    path = folder / parts
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OutsideError("a file in the theme's own folder, no link out of it")
    return path


def files_in(folder: Path | None, endings: frozenset[str]) -> tuple[Path, ...]:
    """The files of a theme's folder with those endings, in the order of their names.

    Raises OutsideError for a link that leads elsewhere, and for more files than a theme has.
    """
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for number, path in enumerate(folder.iterdir()):
        if number >= _MOST_FILES:
            raise OutsideError(f"at most {_MOST_FILES} files")
        if path.suffix.lower() in endings:
            found.append(inside(folder, path.name))
    return tuple(sorted(found))
