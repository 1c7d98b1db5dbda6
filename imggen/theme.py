"""How a card looks: tokens named by meaning, read from TOML and checked. No drawing, and no colour of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from imggen.assets import folder
from imggen.colour import Colour, parse_colour
from imggen.errors import InputError, did_you_mean
from imggen.theme_tables import (
    Art,
    Backdrop,
    Background,
    Chart,
    Defaults,
    FontFile,
    Frame,
    Hue,
    Kind,
    Limits,
    Panel,
    Shape,
    Switch,
    Table,
    Title,
    Voice,
    Wobble,
    Word,
)
from imggen.toml_places import has_deep_key

SHAPES = ("landscape", "portrait", "square", "link")
_LARGEST_FILE = 200_000
_DEEPEST_KEY = 20
"""How many parts a key of a theme file may have: `backdrop.scene.layers` has three."""


class Theme(Table):
    """A theme, complete: its own tokens over those it extends."""

    name: Word
    """What it is called; the name of its folder where it says nothing."""
    summary: Word = ""
    """What it looks like, in a few words."""
    abstract: Switch = False
    """Whether it only serves to be extended and is not offered."""
    extends: Word = ""
    """The theme it starts from; base where it says nothing."""
    credit: Word = ""
    """Who made its art: stands on the source line of every card that shows some."""
    licence: Word = ""
    """The licence of its art, as an SPDX expression: CC-BY-4.0."""
    colour: Mapping[Word, Hue]
    fonts: Mapping[Word, Voice]
    type: Mapping[Word, Kind]
    type_limits: Limits
    title: Title
    shape: Shape
    panel: Panel
    frame: Frame
    wobble: Wobble
    backdrop: Backdrop
    background: Background = Background()
    chart: Chart
    art: Art
    defaults: Defaults = Defaults()
    font_files: Mapping[Word, FontFile] = {}
    """The font files in the theme's folder fonts, by their name there."""
    art_folders: tuple[Path, ...] = ()
    """The folders with drawings, the theme's own first, then those of the themes it extends."""
    font_folders: tuple[Path, ...] = ()
    """The folders with fonts, in the same order."""
    logo_file: Path | None = None
    picture_file: Path | None = None
    credits: tuple[str, ...] = ()
    """Who made the art, with its licence: of the theme itself, then of those it extends."""

    def paint(self, token: str) -> Colour:
        """The colour of a token. Raises InputError for a token the theme lacks."""
        try:
            return self.colour[token]
        except KeyError:
            raise InputError(
                f"no colour named {token}", f"theme {self.name}", f"add it under [colour]{did_you_mean(token, self.colour)}"
            ) from None


FOUND = ("art-folders", "font-folders", "logo-file", "picture-file", "credits")
"""What of a theme is found, and not written in its file."""


def themes() -> tuple[str, ...]:
    """The names of the themes that come with imggen, in alphabetical order."""
    found = (path.parent.name for path in sorted(folder("themes").glob("*/theme.toml")))
    return tuple(name for name in found if not _tables(name).get("abstract"))


@cache
def find_theme(name: str) -> Theme:
    """The built-in theme of that name. Raises InputError, with a suggestion, when there is none."""
    if not is_built_in(name) or _tables(name).get("abstract"):
        raise InputError(f"no theme named {name!r}", instead=f"the themes are {', '.join(themes())}{did_you_mean(name, themes())}")
    chain = _chain(name)
    merged = merge(map(_tables, reversed(chain)))
    theme: Theme = _trusted(Theme, merged)
    return theme.model_copy(update={"art_folders": tuple(folder("themes") / each / theme.art.folder for each in chain)})


def is_built_in(name: str) -> bool:
    """Whether a theme of that name comes with imggen, also one that only serves to be extended: no other theme need be read to know."""
    return bool(re.fullmatch(r"[\w-]{1,100}", name)) and (folder("themes") / name / "theme.toml").is_file()


def checked_theme(tables: Mapping[str, Any]) -> Theme:
    """The theme of complete tables that nobody checked. Raises pydantic's ValidationError for what they may not say."""
    return Theme.model_validate(tables)


def _trusted(kind: Any, value: Any) -> Any:
    """A value of tables that come with imggen, which the tests check: to let pydantic check them again would double a theme's time."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if kind is Colour:
        return parse_colour(value)
    if kind is float:
        return float(value)
    if isinstance(kind, type) and issubclass(kind, Table):
        fields = {field.alias or name: (name, field.annotation) for name, field in kind.model_fields.items()}
        made = {fields[key][0]: _trusted(fields[key][1], part) for key, part in value.items()}
        return kind.model_construct(**made)
    if get_origin(kind) is tuple:
        return tuple(_trusted(get_args(kind)[0], part) for part in value)
    if isinstance(value, Mapping):
        return {key: _trusted(get_args(kind)[1], part) for key, part in value.items()}
    return value


def _chain(name: str) -> list[str]:
    chain = [name]
    while parent := _tables(chain[-1]).get("extends", ""):
        if parent in chain:
            raise InputError("extends itself in a circle", f"theme {name}", " > ".join([*chain, parent]))
        chain.append(parent)
    return chain


@cache
def _tables(name: str) -> Mapping[str, Any]:
    path = folder("themes") / name / "theme.toml"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise InputError(f"no theme named {name!r}", instead="name a built-in theme")
    return parse_tables(path.read_bytes(), str(path))


def parse_tables(data: bytes, where: str) -> dict[str, Any]:
    """Read a theme file's tables, unchecked but for their syntax and size. Raises InputError that names the place."""
    if len(data) > _LARGEST_FILE:
        raise InputError("too large for a theme file", where, f"keep it under {_LARGEST_FILE} bytes")
    endless = InputError("tables nested without end, or a number without end", where, "write KEY = VALUE lines")
    try:
        text = data.decode("utf-8-sig")
        if has_deep_key(text, _DEEPEST_KEY):
            raise endless
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"found no TOML: {error}, expected KEY = VALUE lines, each key once, texts in quotes", where) from None
    except (RecursionError, ValueError):
        raise endless from None


def merge(chain: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay themes' tables over each other, the one that all others extend first. None of them is changed."""
    merged: dict[str, Any] = {}
    for tables in chain:
        _merge(merged, {key: value for key, value in tables.items() if key != "abstract"})
    return merged


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    """Lay tables over others, table by table at any depth. What is laid over stays as it is: files are read once."""
    for key, value in over.items():
        if isinstance(value, Mapping):
            if not isinstance(under.get(key), dict):
                under[key] = {}
            _merge(under[key], value)
        else:
            under[key] = value
