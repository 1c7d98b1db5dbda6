"""`imggen themes show`: what a theme says, its colours with swatches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say
from imggen.cli.plain import command
from imggen.cli.progress import lively
from imggen.cli.themes import THEME
from imggen.colour import Colour, contrast
from imggen.errors import printable
from imggen.theme import FOUND
from imggen.theme_tables import Table
from imggen.themefiles.find import load_theme
from imggen.theming.finding import plain, toml

_EXAMPLES = """
imggen themes show papier
imggen themes show nuit --json
"""
_SAID = ("name", "summary", "extends", "credit", "licence")
_WORDS = frozenset(("ink", "muted", "challenger", "rival", "third", "fourth", "accent", "losing", "connector"))
"""Tokens whose contrast with paper says something."""


def show(theme: Annotated[str, THEME], *, json: Json = False) -> None:
    """Print what a theme says: every token by its name, colours with swatches in a terminal that has colours."""
    found = load_theme(theme)
    tables = {key: value for key, value in _tables(found).items() if key not in FOUND}
    if json:
        say(as_json(plain(tables)))
        return
    for line in _lines(tables, found.paint("paper"), swatches=lively()):
        say(line)


def _tables(table: Table) -> dict[str, Any]:
    """What a table says, by its keys, down to the last table in it."""

    def said(value: Any) -> Any:
        if isinstance(value, Table):
            return _tables(value)
        return {key: said(part) for key, part in value.items()} if isinstance(value, Mapping) else value

    return {field.alias or name: said(getattr(table, name)) for name, field in type(table).model_fields.items()}


def _lines(tables: Mapping[str, Any], paper: Colour, *, swatches: bool) -> Iterator[str]:
    for key in _SAID:
        if tables.get(key):
            yield f"{key:<10} {printable(tables[key])}"
    for key, value in tables.items():
        if isinstance(value, Mapping) and value:
            yield ""
            yield f"[{key}]"
            yield from _table(value, paper, swatches=swatches, tokens=key == "colour")


def _table(table: Mapping[str, Any], paper: Colour, *, swatches: bool, tokens: bool = False) -> Iterator[str]:
    table = {printable(key): value for key, value in table.items()}
    width = max(map(len, table))
    for key, value in table.items():
        if isinstance(value, Colour):
            told = f"   {contrast(value.over(paper), paper):5.2f} on paper" if tokens and key in _WORDS else ""
            yield f"{_swatch(value.over(paper)) if swatches else ''}{key:<{width}}  {value.hexadecimal()}{told}"
        elif isinstance(value, Mapping) and any(isinstance(inner, Colour) for inner in value.values()):
            yield f"{key}:"
            yield from (f"  {line}" for line in _table(value, paper, swatches=swatches))
        elif value is not None:
            yield f"{key:<{width}}  {toml(value)}"


def _swatch(colour: Colour) -> str:
    """Four cells of that colour, as terminals with all colours show them."""
    return f"\x1b[48;2;{colour.red};{colour.green};{colour.blue}m    \x1b[0m  "


COMMAND = command(show, _EXAMPLES)
