"""The changes that a check proposes, made in a theme's own file: what else stands in it, comments too, stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit

from imggen.files import atomic_write_all
from imggen.themefiles.opened import Opened
from imggen.theming.finding import Change, plain


def fixed_text(text: str, changes: Iterable[Change]) -> str:
    """A theme's TOML with changes made in it."""
    document = tomlkit.parse(text)
    for change in changes:
        if not change.file:
            _change(document, change.location, change.value)
    return tomlkit.dumps(document)


def fix(opened: Opened, changes: Iterable[Change]) -> list[str]:
    """Make changes in a theme's folder, and say which files they were made in. Raises InputError for one that may not be written."""
    made = tuple(changes)
    files: dict[Path, bytes] = {opened.file: fixed_text(opened.text, made).encode()}
    files |= {opened.folder / change.file: change.value.encode() for change in made if change.file and change.value is not None}
    atomic_write_all(files)
    gone = [opened.folder / change.file for change in made if change.file and change.value is None]
    for path in gone:
        path.rename(path.with_name(f"{path.name}.unused"))
    return [*map(str, files), *(f"{path}.unused" for path in gone)]


def _change(document: MutableMapping[str, Any], location: tuple[str, ...], value: Any) -> None:
    *above, key = location
    table = document
    for name in above:
        if not isinstance(table.get(name), MutableMapping):
            if value is None:
                return
            table[name] = tomlkit.table()
        table = table[name]
    if value is None:
        table.pop(key, None)
    else:
        table[key] = plain(value)
