"""A theme file, and those it extends, become a Theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from imggen.errors import InputError
from imggen.theme import Theme, checked_theme, merge
from imggen.themefiles.faults import Fault, find_faults, value_at
from imggen.themefiles.inside import DRAWINGS, FONTS, OutsideError, files_in, inside
from imggen.themefiles.opened import Opened

_DEEPEST = 8
"""How many themes may extend each other."""
Find = Callable[[str, Path], Opened]
"""Opens the theme that another one extends: by its name, and the folder that the other one stands in."""


def chain_of(opened: Opened, find: Find) -> tuple[Opened, ...]:
    """A theme, then those that it extends, to the one that all extend. Raises InputError for a loop, or for one that is not there."""
    chain = [opened]
    while chain[-1].tables.get("extends") or chain[-1].file.parent.name != "base":
        last = chain[-1]
        where = last.place(("extends",))
        if not isinstance(last.tables.get("extends", ""), str):
            raise InputError("found no name, expected that of a theme", where)
        try:
            parent = find(last.extends, last.folder)
        except InputError as error:
            raise InputError(f"{error.what}, expected the name of a theme", where, error.instead) from None
        names = " > ".join(each.name for each in (*chain, parent))
        if any(parent.file.resolve() == each.file.resolve() for each in chain):
            raise InputError(f"found themes that extend each other in a circle: {names}, expected one of them to extend base", where)
        if len(chain) == _DEEPEST:
            raise InputError(f"found more than {_DEEPEST} themes that extend each other: {names}, expected fewer", where)
        chain.append(parent)
    return tuple(chain)


def merged_tables(chain: Sequence[Opened]) -> dict[str, Any]:
    """The tables of all, each theme's over those it extends. Raises InputError for tables nested without end."""
    try:
        return merge(opened.tables for opened in reversed(chain)) | {"name": chain[0].name}
    except RecursionError:
        raise InputError("found tables nested without end, expected those of a theme", chain[0].called) from None


def faults_of(chain: Sequence[Opened]) -> tuple[Fault, ...]:
    """What is wrong with a theme."""
    return find_faults(chain, merged_tables(chain))


def theme_of(chain: Sequence[Opened]) -> Theme:
    """The theme, with its own files and those of the themes it extends. Raises InputError for the first thing that is wrong with it."""
    merged = merged_tables(chain)
    for fault in find_faults(chain, merged):
        raise fault.error()
    theme = checked_theme(merged)
    return theme.model_copy(update=_places(chain))


def _places(chain: Sequence[Opened]) -> Mapping[str, Any]:
    return {
        "art_folders": tuple(opened.art_folder for opened in chain if _has(opened.art_folder, DRAWINGS)),
        "font_folders": tuple(opened.font_folder for opened in chain if _has(opened.font_folder, FONTS)),
        "logo_file": _file(chain, ("defaults", "logo", "file")),
        "picture_file": _file(chain, ("background", "picture", "file")),
        "credits": tuple(dict.fromkeys(_credits(chain))),
    }


def _has(folder: Path | None, endings: frozenset[str]) -> bool:
    try:
        return bool(files_in(folder, endings))
    except OutsideError:
        return False


def _file(chain: Sequence[Opened], location: tuple[str, ...]) -> Path | None:
    """The file that the first theme of the chain that names one means."""
    for opened in chain:
        if name := value_at(opened.tables, location):
            return inside(opened.folder, name)
    return None


def _credits(chain: Sequence[Opened]) -> Iterator[str]:
    for opened in chain:
        credit, licence = (value_at(opened.tables, (key,)) for key in ("credit", "licence"))
        if credit:
            yield ", ".join(filter(None, (credit, licence if licence not in credit else "")))
