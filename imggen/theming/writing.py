"""A theme's tables as a short TOML file with a comment where one helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from imggen.theming.finding import toml

_TABLES = {
    "colour": "What each colour is for. Whatever is left out here is as in the theme above.",
    "background": "What fills every card, under its words.",
    "defaults": "What every card says and shows, unless an option says otherwise; add locked = true, and it does always.",
    "art.colour": "The drawings: the animal's scarf wears your colour.",
    "backdrop.colour": "The scenery behind illustrated cards.",
}
_KEYS = {
    "colour.paper": "what words stand on",
    "colour.page": "outside the frame",
    "colour.panel": "what counts stand on",
    "colour.ink": "words",
    "colour.muted": "secondary words",
    "colour.challenger": "Mastodon: its count, line and bar",
    "colour.rival": "X",
    "colour.third": "further networks",
    "colour.accent": "what draws attention: the crossing, the lead",
    "colour.chip": "behind the lead",
    "colour.grid": "fine lines",
    "colour.tint": "the area of the gap",
    "colour.tint-ahead": "the same once Mastodon is ahead",
    "background.picture": "the veil keeps words readable on it",
}


def written(tables: Mapping[str, Any], head: str) -> str:
    """Tables as TOML, under lines of comment."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, Mapping)}
    lines = [f"#{line}" if line.startswith(":") else f"# {line}" for line in head.splitlines()]
    lines += [f"{key} = {toml(value)}" for key, value in plain.items()]
    for name, table in tables.items():
        if isinstance(table, Mapping):
            lines += _table(name, table)
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """A table, and those in it that are large enough for a heading of their own."""
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping) and len(value) > 3}
    own = {key: value for key, value in table.items() if key not in inner}
    if own:
        yield from ("", *([f"# {_TABLES[name]}"] if name in _TABLES else []), f"[{name}]")
        entries = [(f"{key} = {toml(value)}", _KEYS.get(f"{name}.{key}", "")) for key, value in own.items()]
        width = max((len(entry) for entry, said in entries if said), default=0)
        yield from (f"{entry.ljust(width)}  # {said}" if said else entry for entry, said in entries)
    for key, value in inner.items():
        yield from _table(f"{name}.{key}", value)
