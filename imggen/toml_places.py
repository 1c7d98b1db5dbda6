"""Where in a TOML text a value stands, and how deep its keys go: tomllib tells nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Location = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

_ARRAY = re.compile(r"\s*\[\[([^\[\]]+)\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"([\w.\"' -]+)=")
_STRING = r'"""(?:\\.|[^\\])*?(?:"""|\Z)|"(?:\\.|[^"\\\n])*"?'
_LITERAL = r"'''.*?(?:'''|\Z)|'[^'\n]*'?"
_SAID = re.compile(f"#[^\n]*|{_STRING}|{_LITERAL}", re.DOTALL)
"""Comments and texts, in which a dot is only a dot."""


def place(text: str, name: str, location: Location) -> str:
    """Where a value is, in a file of that name: `campaign.toml:4 hashtag`; of a value that is not there, where its table begins."""
    line = line_of(text, location)
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in location)
    return f"{name}{f':{line}' if line else ''} {path.removeprefix('.')}"


def line_of(text: str, location: Location) -> int | None:
    """The number of the line where a value is, or else where the table begins that it belongs to."""
    fitting = [(len(keys), -line) for line, keys in _all_keys(text) if keys == location[: len(keys)]]
    return -max(fitting)[1] if fitting else None


def has_deep_key(text: str, most: int) -> bool:
    """Whether a key in a TOML text has more than `most` parts, as in `a.b.c`: tomllib's time and memory grow with their square."""
    bare = _SAID.sub("_", text)
    return any(part.count(".") >= most for part in re.split(r"[^\w. \t-]", bare))


@lru_cache(maxsize=2)
def _all_keys(text: str) -> tuple[tuple[int, Location], ...]:
    """What `_keys` gives, kept: a file with one fault often has more."""
    return tuple(_keys(text))


def _keys(text: str) -> Iterator[tuple[int, Location]]:
    """Each line of a TOML text that starts a table or gives a key, with the location that it starts or gives."""
    table: Location = ()
    seen: dict[Location, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _ARRAY.match(line):
            keys = _split(header[1])
            seen[keys] = seen.get(keys, -1) + 1
            table = (*keys, seen[keys])
            yield number, table
        elif header := _TABLE.match(line):
            table = _split(header[1])
            yield number, table
        elif key := _KEY.match(line.replace("\t", " ")):
            yield number, (*table, *_split(key[1]))


def _split(keys: str) -> Location:
    return tuple(key.strip().strip("\"'") for key in keys.split("."))
