"""A theme file, opened: its tables as they are written, and what it may name beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from imggen.errors import InputError
from imggen.files import read_file
from imggen.theme import parse_tables
from imggen.themefiles.archive import unpacked
from imggen.toml_places import Location, place

FILE = "theme.toml"
_LARGEST = 200_000
_ENDINGS = (".toml", ".zip")


@dataclass(frozen=True)
class Opened:
    """A theme file and the folder that it may take files from."""

    file: Path
    called: str
    """What errors call it: as the user wrote it."""
    folder: Path
    alone: bool
    """Whether it was named itself, not its folder: then what else is in that folder need not be the theme's."""
    text: str
    tables: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the theme is called."""
        given = self.tables.get("name")
        return given if isinstance(given, str) and given else self.usual_name

    @cached_property
    def usual_name(self) -> str:
        """What it is called when its file does not say."""
        return self.file.stem if self.alone else self.folder.resolve().name.removesuffix(".zip")

    @property
    def extends(self) -> str:
        """The name of the theme that it starts from."""
        return str(self.tables.get("extends") or "base")

    @property
    def art_folder(self) -> Path | None:
        """Where its drawings are, if it has any."""
        art = self.tables.get("art")
        given = art.get("folder") if isinstance(art, Mapping) else None
        if given is None and self.alone:
            return None
        return self.folder / (given if isinstance(given, str) else "art")

    @property
    def font_folder(self) -> Path | None:
        """Where its fonts are, if it has any."""
        return None if self.alone else self.folder / "fonts"

    def place(self, location: Location) -> str:
        """Where a value is: `mine/theme.toml:4 colour.ink`."""
        return place(self.text, self.called, location)


def looks_like_path(given: str) -> bool:
    """Whether what was written is a path, not a name."""
    return "/" in given or "\\" in given or given.startswith(".") or given.endswith(_ENDINGS)


def open_theme(path: Path, called: str = "") -> Opened:
    """Open a theme: its folder, its TOML file or its zip. Raises InputError that names the file, and the line of bad TOML."""
    called = called or str(path)
    if path.suffix.lower() == ".zip" and path.is_file():
        return _opened(unpacked(path) / FILE, f"{called}: {FILE}", alone=False)
    if path.is_dir():
        if not (path / FILE).is_file():
            raise InputError(f"found no {FILE}, expected one in the theme's folder", called, "make one with 'imggen themes new'")
        return _opened(path / FILE, str(Path(called) / FILE), alone=False)
    return _opened(path, called, alone=path.name != FILE)


def _opened(file: Path, called: str, *, alone: bool) -> Opened:
    data = read_file(file, _LARGEST)
    try:
        tables = parse_tables(data, called)
    except InputError as error:
        raise _with_line(error, data.rstrip().count(b"\n") + 1) from None
    return Opened(file, called, file.parent, alone, data.decode("utf-8-sig").replace("\r\n", "\n"), tables)


def _with_line(error: InputError, last: int) -> InputError:
    """The same error with the line behind the file's name, where every other error has it; the end of the file is its last line."""
    found = re.search(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)(.*)", error.what)
    return InputError(found[1] + found[3], f"{error.where}:{found[2] or last}", error.instead) if found else error
