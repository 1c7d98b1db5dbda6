"""What a check of a theme finds, and the change that would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from imggen.colour import Colour
from imggen.errors import printable
from imggen.toml_places import Location


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a theme's file is to have at a location; none when the key, or the file, is to be taken out."""

    location: tuple[str, ...]
    value: Any = None
    file: str = ""
    """A file of the theme's folder instead: the one to take out, or to write with the value as its text."""

    def __str__(self) -> str:
        if self.file:
            return f"change {self.file}" if self.value is not None else f"take out the file {self.file}"
        key = ".".join(self.location)
        return f"take out {key}" if self.value is None else f"write {key} = {toml(self.value)}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a theme."""

    where: str
    """`mine/theme.toml:4 colour.ink`, or a file."""
    found: str
    expected: str
    changes: tuple[Change, ...] = ()
    """What mends it, and passes."""

    def __str__(self) -> str:
        line = f"{self.where}: found {self.found}, expected {self.expected}"
        return printable(f"{line}; {' and '.join(map(str, self.changes))}" if self.changes else line)

    def as_json(self) -> dict[str, Any]:
        """The finding as values that JSON has."""
        place, _, key = self.where.partition(" ")
        file, _, line = place.rpartition(":")
        numbered = bool(file) and line.isdigit()
        return {
            "file": file if numbered else place,
            "line": int(line) if numbered else None,
            "key": key,
            "found": self.found,
            "expected": self.expected,
            "proposed": [
                {"file": change.file, "text": change.value}
                if change.file
                else {"key": ".".join(change.location), "value": plain(change.value)}
                for change in self.changes
            ],
        }


def plain(value: Any) -> Any:
    """A value as TOML and JSON have it: colours as texts."""
    if isinstance(value, Colour):
        return value.hexadecimal()
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        signs = {"\\": "\\\\", '"': '\\"'}
        return '"' + "".join(signs.get(c, c if c.isprintable() else f"\\U{ord(c):08x}") for c in value) + '"'
    return f"{value:g}" if isinstance(value, float) else str(value)


def changed(tables: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """Tables with changes made, and without tables that are empty then."""
    made = _copied(tables)
    for change in changes:
        if not change.file:
            _set(made, change.location, change.value)
    return made


def _copied(tables: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, Mapping) else value for key, value in tables.items()}


def _set(tables: dict[str, Any], location: tuple[str, ...], value: Any) -> None:
    *above, key = location
    inner: list[dict[str, Any]] = [tables]
    for name in above:
        if not isinstance(inner[-1].get(name), dict):
            if value is None:
                return
            inner[-1][name] = {}
        inner.append(inner[-1][name])
    if value is None:
        inner[-1].pop(key, None)
    else:
        inner[-1][key] = plain(value)
    for table, name in zip(reversed(inner[:-1]), reversed(above), strict=True):
        if not table[name]:
            del table[name]


def at(tables: Any, location: Location) -> Any:
    """What is at a location; None when nothing is."""
    for key in location:
        if not isinstance(tables, Mapping) or key not in tables:
            return None
        tables = tables[key]
    return tables
