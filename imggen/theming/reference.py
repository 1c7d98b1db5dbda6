"""What a theme's file may say, field by field, made of the schema itself: a page to read, and a JSON Schema for editors.

`python -m imggen.theming.reference` writes both anew.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import getsource
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from imggen import theme as theme_module
from imggen import theme_tables
from imggen.assets import folder
from imggen.colour import Colour
from imggen.theme import FOUND, Theme
from imggen.theme import _tables as base_tables
from imggen.theme_tables import Table
from imggen.theming.finding import toml

PAGE, SCHEMA = "docs/theme-reference.md", "themes/theme.schema.json"
_HEAD = """# What a theme can say

This page is made of the schema, by `python -m imggen.theming.reference`; [themes.md](themes.md) says how to start. Everything is optional:
what a theme does not say is as in the theme that it extends, and at last as in `base`, whose values stand here. Lengths are in units: a
landscape card is 1200 by 675 units, whatever its size in pixels. Colours are `"#rgb"`, `"#rrggbb"` or `"#rrggbbaa"`.
"""
_OPEN = {"colour": "Tokens, named by what a colour is for.", "fonts": "Voices: who speaks in which font.", "type": "Kinds of text."}


@cache
def _said() -> Mapping[tuple[str, str], str]:
    """What the source says of each field: the text that stands under it."""
    found: dict[tuple[str, str], str] = {}
    for module in (theme_tables, theme_module):
        for node in ast.parse(getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                for field, text in zip(node.body, node.body[1:], strict=False):
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
                        found[node.name, field.target.id] = " ".join(str(ast.literal_eval(text.value)).split())
    return found


@cache
def notes() -> Mapping[tuple[str, str], str]:
    """What the comments in base say of each key, by its table."""
    found: dict[tuple[str, str], str] = {}
    table = ""
    for line in (folder("themes") / "base" / "theme.toml").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        elif " = " in line and "  # " in line:
            found[table, line.partition(" = ")[0]] = line.rpartition("  # ")[2]
    return found


def fields(table: type[Table]) -> Iterator[tuple[str, str, FieldInfo]]:
    """The fields of a table that a file may have: key, what is said of it, and the field."""
    for name, field in table.model_fields.items():
        if field.alias not in FOUND:
            yield field.alias or name, _said().get((table.__name__, name), ""), field


# The page


def reference_page() -> str:
    """The page, in Markdown."""
    usual = base_tables("base")
    lines = [_HEAD]
    plain = [entry for entry in fields(Theme) if _inner(entry[2].annotation) is None and not _is_mapping(entry[2].annotation)]
    lines += ["## At the top", "", *_rows(plain, usual)]
    for key, said, field in fields(Theme):
        if (key, said, field) not in plain:
            lines += _section(key, field.annotation, usual.get(key), 2)
    return "\n".join(lines).rstrip() + "\n"


def _section(key: str, kind: Any, usual: Any, depth: int) -> Iterator[str]:
    """A table: its fields, and after it those tables in it that have a heading of their own."""
    inner = _inner(kind)
    values = usual if isinstance(usual, Mapping) else {}
    yield from ("", f"{'#' * depth} [{key}]", "")
    if inner is None:
        named = _inner(get_args(kind)[1]) if _is_mapping(kind) else None
        yield _OPEN.get(key, "Names, each with its value.")
        if named is not None:
            yield from ("", f"{_doc(named)} Each has:", "", *_rows(list(fields(named)), {}))
        yield from ("", *_named(key, values))
        return
    yield _doc(inner)
    simple = [entry for entry in fields(inner) if not _is_mapping(entry[2].annotation) and not _large(entry[2].annotation)]
    yield from ("", *_rows(simple, values))
    for name, said, field in fields(inner):
        if (name, said, field) not in simple:
            yield from _section(f"{key}.{name}", field.annotation, values.get(name), depth + 1)
            if said and _is_mapping(field.annotation):
                yield from ("", said)


def _named(key: str, values: Mapping[str, Any]) -> Iterator[str]:
    if values:
        yield from ("| name | in base | |", "|---|---|---|")
        yield from (f"| `{name}` | `{toml(value)}` | {notes().get((key, name), '')} |" for name, value in values.items())


def _rows(entries: list[tuple[str, str, FieldInfo]], usual: Mapping[str, Any]) -> Iterator[str]:
    if entries:
        yield from ("| key | is | in base | |", "|---|---|---|---|")
        for key, said, field in entries:
            value = usual.get(key, field.get_default(call_default_factory=True) if not field.is_required() else None)
            shown = f"`{toml(_dumped(value))}`" if value not in (None, "", ()) and usual else ""
            yield f"| `{key}` | {_kind(field)} | {shown} | {said} |"


def _dumped(value: Any) -> Any:
    return value.model_dump(by_alias=True) if isinstance(value, Table) else value


def _doc(table: type[Table]) -> str:
    return " ".join((table.__doc__ or "").split())


def _inner(kind: Any) -> type[Table] | None:
    """The table that a field is, if it is one."""
    if isinstance(kind, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    return kind if isinstance(kind, type) and issubclass(kind, Table) else None


def _large(kind: Any) -> bool:
    """Whether a table has a heading of its own: one that is no more than a length for each shape has none."""
    inner = _inner(kind)
    return inner is not None and inner is not theme_tables.ByShape


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is not None and getattr(get_origin(kind), "__name__", "") == "Mapping"


def _kind(field: FieldInfo) -> str:
    """What a field may be, in words."""
    kind = field.annotation
    if isinstance(kind, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    origin, bounds = get_origin(kind), _bounds(field.metadata)
    if _inner(kind) is theme_tables.ByShape:
        return "a length by shape: `landscape`, `portrait`, `square`, `link`"
    if _inner(kind):
        return "a table"
    if str(origin) == "typing.Literal":
        return " or ".join(f'`"{name}"`' for name in get_args(kind))
    if origin is tuple:
        return f"a list of {'colours' if 'Colour' in str(kind) else 'numbers' if 'float' in str(kind) else 'texts'}"
    words: Mapping[Any, str] = {Colour: "a colour", bool: "`true` or `false`", str: "a text", float: "a number", int: "a whole number"}
    return f"{words.get(kind, 'a value')}{bounds}"


def _bounds(metadata: list[Any]) -> str:
    low = next((getattr(item, name) for item in metadata for name in ("ge", "gt") if hasattr(item, name)), None)
    high = next((item.le for item in metadata if hasattr(item, "le")), None)
    return f", {low:g} to {high:g}" if low is not None and high is not None else ""


# The schema


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a theme's file: every key may be left out."""
    schema = Theme.model_json_schema(by_alias=True)
    definitions = {**schema.get("$defs", {}), "Theme": {key: value for key, value in schema.items() if key != "$defs"}}
    for name, table in definitions.items():
        table.pop("required", None)
        _describe(name, table)
    properties = definitions["Theme"]["properties"]
    for key in FOUND:
        properties.pop(key)
    names = {key: list(base_tables("base")[key]) for key in _OPEN}
    for key, known in names.items():
        value = properties[key]["additionalProperties"]
        said = {name: notes().get((key, name), "") for name in known}
        properties[key]["properties"] = {name: {**value, **({"description": said[name]} if said[name] else {})} for name in known}
    top = definitions.pop("Theme")
    return {"$schema": "http://json-schema.org/draft-07/schema#", **top, "title": "A theme of imggen", "$defs": definitions}


def _describe(name: str, table: dict[str, Any]) -> None:
    """Put what the source says of each field into the schema, where editors show it."""
    kind = getattr(theme_tables, name, None) or getattr(theme_module, name)
    if not (isinstance(kind, type) and issubclass(kind, Table)):
        return
    table["description"] = _doc(kind)
    for key, said, _ in fields(kind):
        if said and key in table.get("properties", {}):
            table["properties"][key] = {**table["properties"][key], "description": said}


def schema_text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the page and the schema."""
    root = folder("themes").parent
    (root / PAGE).write_text(reference_page(), "utf-8")
    (root / SCHEMA).write_text(schema_text(), "utf-8")


if __name__ == "__main__":
    main()
