"""What is wrong with a theme's tables: each fault with its file, line and key, what was found and what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import UnionType
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from imggen.components.backdrop import LAYERS
from imggen.errors import InputError, did_you_mean
from imggen.theme import FOUND, Theme, checked_theme
from imggen.theme_tables import Table
from imggen.themefiles.inside import DRAWINGS, FONTS, OutsideError, files_in, inside
from imggen.themefiles.opened import Opened
from imggen.toml_places import Location

SETTINGS = ("scene", "chart", "quiet", "feast", "race")
_OPEN = ("colour", "fonts", "type")
"""Tables whose keys are names: those that no card asks for are misspelt."""
MOST = 40
"""How many faults are told of a file at most."""
_EXPECTED = {
    "float_type": "a number",
    "finite_number": "a number",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "string_type": "a text in quotes",
    "string_too_long": "a shorter text",
    "tuple_type": "a list",
    "too_short": "a list with something in it",
    "mapping_type": "a table",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "missing": "a value",
}
_BOUNDS = {"ge": "{} or more", "gt": "more than {}", "le": "{} or less", "lt": "less than {}"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a theme's file says wrongly."""

    opened: Opened
    location: Location
    found: str
    expected: str
    strange: bool = False
    """Whether the key itself means nothing."""
    meant: str = ""
    """The key that was probably meant by a strange one."""

    def error(self) -> InputError:
        """The same as an error."""
        return InputError(f"found {self.found}, expected {self.expected}", self.opened.place(self.location))


def find_faults(chain: Sequence[Opened], merged: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong with a theme, the first of the chain, laid over those it extends; at most 40 faults, in the order of the file."""
    faults = [*_found_keys(chain[0]), *islice(_invalid(chain, merged), MOST)]
    if not faults:
        faults += islice(_whole(chain, merged), MOST)
    return tuple(faults[:MOST])


def _whole(chain: Sequence[Opened], merged: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with tables that fit the schema, one after the other: to suggest a name for each of thousands takes long."""
    yield from _strangers(chain, merged)
    yield from _loose_ends(chain, merged)
    yield from _elsewhere(chain)


def _found_keys(opened: Opened) -> Iterator[Fault]:
    for key in opened.tables:
        if key in FOUND:
            yield Fault(opened, (key,), "a key that means nothing here", "none of that name", strange=True)


def _invalid(chain: Sequence[Opened], merged: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        checked_theme({key: value for key, value in merged.items() if key not in FOUND})
    except ValidationError as error:
        for each in error.errors():
            yield _fault(_owner(chain, each["loc"]), each)


def _owner(chain: Sequence[Opened], location: Location) -> Opened:
    """The file that says what is at a location."""
    return next((opened for opened in chain if _has(opened.tables, location)), chain[0])


def _has(tables: Any, location: Location) -> bool:
    for key in location:
        listed = isinstance(tables, list) and isinstance(key, int) and key < len(tables)
        if not listed and not (isinstance(tables, Mapping) and key in tables):
            return False
        tables = tables[key]
    return True


def _fault(opened: Opened, error: ErrorDetails) -> Fault:
    location = error["loc"]
    if error["type"] == "extra_forbidden":
        return _stranger(opened, location, keys_at(location[:-1]))
    found = "nothing" if error["type"] == "missing" else shown(error["input"])
    return Fault(opened, location, found, _expected(error))


def _expected(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    for bound, words in _BOUNDS.items():
        if bound in context:
            return f"a number, {words.format(context[bound])}"
    if error["type"] == "value_error":
        return str(context["error"]).partition("write ")[2] or str(context["error"])
    return str(context.get("expected", "")) or _EXPECTED.get(error["type"], error["msg"].lower())


def shown(value: object) -> str:
    """A value as it is told: short, and on one line."""
    text = "a table" if isinstance(value, Mapping) else "true" if value is True else "false" if value is False else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def keys_at(location: Location) -> tuple[str, ...]:
    """The keys that the table at a location may have; none where any name may stand."""
    kind: Any = Theme
    for key in location:
        kind = _plain(kind)
        if isinstance(kind, type) and issubclass(kind, Table):
            kind = {field.alias: field.annotation for field in kind.model_fields.values()}.get(str(key))
        else:
            kind = next(iter(get_args(kind)[-1:]), None)
    kind = _plain(kind)
    fields = kind.model_fields.values() if isinstance(kind, type) and issubclass(kind, Table) else ()
    return tuple(field.alias or "" for field in fields if field.alias not in FOUND)


def _plain(kind: Any) -> Any:
    """A type without what stands around it: `Gradient` of `Gradient | None`."""
    kinds = [each for each in get_args(kind) if each is not type(None)] if isinstance(kind, UnionType) else []
    return kinds[0] if kinds else kind


def _stranger(opened: Opened, location: Location, known: Sequence[str]) -> Fault:
    near = did_you_mean(str(location[-1]), known).removeprefix("; did you mean ").removesuffix("?")
    few = f"one of {', '.join(known)}" if 0 < len(known) <= 24 else "a key that the reference page has"
    return Fault(opened, location, "a key that means nothing here", near or few, strange=True, meant=near)


def _strangers(chain: Sequence[Opened], merged: Mapping[str, Any]) -> Iterator[Fault]:
    """Names that no card asks for: in a table of names, a misspelt one would say nothing and change nothing."""
    asked = {"colour": {colour for colour, _ in _colours_asked(merged)}, "fonts": {kind["font"] for kind in merged["type"].values()}}
    asked["colour"].update(ground for opened in chain for ground in _own_grounds(opened.tables))
    known = {key: {*chain[-1].tables.get(key, {}), *asked.get(key, set())} for key in _OPEN}
    for table in _OPEN:
        for opened in chain[:-1]:
            for name in opened.tables.get(table, {}):
                if name not in known[table]:
                    yield _stranger(opened, (table, name), sorted(known[table]))


def _own_grounds(tables: Mapping[str, Any]) -> Iterator[str]:
    """The grounds that a theme gives its cards itself: those that extend it may have others."""
    settings = (tables.get("backdrop", {}).get(name, {}) for name in SETTINGS)
    return (setting["ground"] for setting in settings if "ground" in setting)


def _colours_asked(merged: Mapping[str, Any]) -> Iterator[tuple[str, Location]]:
    """Every colour token that a theme names outside its colours, with where it does."""
    for name, kind in merged["type"].items():
        yield kind.get("colour", "ink"), ("type", name, "colour")
    for name in SETTINGS:
        setting = merged["backdrop"][name]
        yield setting["ground"], ("backdrop", name, "ground")
        if setting["shadow"]:
            yield setting["shadow"], ("backdrop", name, "shadow")


def _loose_ends(chain: Sequence[Opened], merged: Mapping[str, Any]) -> Iterator[Fault]:
    """Tokens, voices and layers that are named and don't exist."""
    for token, location in _colours_asked(merged):
        if token not in merged["colour"]:
            yield _loose(chain, location, token, merged["colour"])
    for name, kind in merged["type"].items():
        if kind["font"] not in merged["fonts"]:
            yield _loose(chain, ("type", name, "font"), kind["font"], merged["fonts"])
    for name in SETTINGS:
        for layer in merged["backdrop"][name]["layers"]:
            if layer not in LAYERS:
                yield _loose(chain, ("backdrop", name, "layers"), layer, LAYERS)


def _loose(chain: Sequence[Opened], location: Location, name: str, known: Mapping[str, object]) -> Fault:
    near = did_you_mean(name, known).removeprefix("; did you mean ").removesuffix("?")
    return Fault(_owner(chain, location), location, shown(name), near or f"one of {', '.join(sorted(known))}")


def _elsewhere(chain: Sequence[Opened]) -> Iterator[Fault]:
    """Files that are named and are not in the theme's folder, or not there at all."""
    for opened in chain:
        for location, ask in NAMED.items():
            name = value_at(opened.tables, location)
            if not name:
                continue
            try:
                if not ask(inside(opened.folder, name)):
                    yield Fault(opened, location, shown(name), "a file that is there")
            except (OutsideError, OSError) as error:
                yield Fault(opened, location, shown(name), str(error) if isinstance(error, OutsideError) else "a file that is there")
        for location, folder, endings in ((("art", "folder"), opened.art_folder, DRAWINGS), (("font-files",), opened.font_folder, FONTS)):
            try:
                files_in(folder, endings)
            except OutsideError as error:
                yield Fault(opened, location, shown(str(folder)), str(error))


NAMED: Mapping[tuple[str, ...], Callable[[Path], bool]] = {
    ("defaults", "logo", "file"): Path.is_file,
    ("background", "picture", "file"): Path.is_file,
    ("art", "folder"): Path.is_dir,
}
"""Where a theme names a file or a folder."""


def value_at(tables: Mapping[str, Any], location: Sequence[str]) -> str:
    """The text at a location; empty when there is none."""
    found: Any = tables
    for key in location:
        found = found.get(key, "") if isinstance(found, Mapping) else ""
    return found if isinstance(found, str) else ""
