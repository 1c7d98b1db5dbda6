"""Records: JSON, and the same shapes as Python objects, become a sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn, TypeGuard

from imggen.errors import InputError
from imggen.sources.dates import is_date
from imggen.sources.dialect import decoded
from imggen.sources.header import role_of
from imggen.sources.sheet import ABSENT, Row, Sheet, check_size
from imggen.sources.words import shown

EXPECTED = 'expected {"mastodon": 5876, "x": 5832}, or a list of objects such as {"date": "2023-09-04", "mastodon": 5876, "x": 5832}'
LONG = ("date", "platform", "count")


def read_json(data: bytes, name: str) -> Sheet:
    """The sheet that the bytes of a JSON file hold, in any shape that `sheet_of_records` knows.

    Raises InputError for what is no JSON (NaN, two equal keys, nesting without end) and for any other shape.
    """
    text = decoded(data, name).text

    def refuse(found: str) -> NoReturn:
        raise InputError(f"found {found}", name, "write null where nothing was measured")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise InputError(f"found the key {shown(twice)} twice in one object", name, "keep one")
        return fields

    try:
        value = json.loads(text, object_pairs_hook=once, parse_constant=refuse, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise InputError(f"found no JSON: {error.msg}", f"{name}, line {error.lineno}, column {error.colno}", EXPECTED) from None
    except RecursionError:
        raise InputError("found objects nested without end", name, EXPECTED) from None
    return sheet_of_records(value, name)


def sheet_of_records(value: object, source: str, root: str = "$") -> Sheet:
    """The sheet that JSON-like data hold, places told as paths from `root`.

    A list of objects, wide (`{"date": …, "mastodon": …}`) or long (`{"date": …, "platform": …, "count": …}`), or one such
    object; an object of columns; an object of platforms, each with a list of pairs (date, count) or an object of counts by
    date; an object of dates, each with an object of counts by platform; a list of pairs (platform, count) or of triples
    (date, platform, count). Raises InputError for any other shape.
    """
    sheet = None
    if isinstance(value, Mapping) and value:
        sheet = _of_object(value, source, root)
    elif _is_list(value) and value:
        sheet = _of_list(value, source, root)
    if sheet is None:
        raise InputError(f"found {shown(value)}", f"{source}, {root}" if source else "", EXPECTED)
    return sheet


def _of_object(value: Mapping[object, object], source: str, root: str) -> Sheet | None:
    lists = {str(name): one for name, one in value.items() if _is_list(one) and not any(map(_is_nested, one))}
    if len(lists) == len(value):
        return _columns(lists, source, root)
    if all(map(_is_nested, value.values())):
        return _platforms(value, source, root)
    return _objects([value], source, root, f"{root}.{{column}}")


def _of_list(value: Sequence[object], source: str, root: str) -> Sheet | None:
    objects = [one for one in value if isinstance(one, Mapping)]
    if len(objects) == len(value):
        return _objects(objects, source, root, f"{root}[{{row}}].{{column}}")
    lists = [tuple(one) for one in value if _is_list(one) and len(one) in {2, 3}]
    if len(lists) < len(value) or len(set(map(len, lists))) > 1:
        return None
    rows = tuple((f"{root}[{i}]", one) for i, one in enumerate(lists))
    return Sheet(source, LONG[-len(lists[0]) :], rows, "{row}, {column}", root)


def _integer(digits: str) -> int | str:
    """A whole number; one that no count can be stays a text, to be refused with its place."""
    return int(digits) if len(digits) <= 18 else digits


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    if isinstance(value, list | tuple | str):  # what most values are: asking whether it is any Sequence takes ten times as long
        return not isinstance(value, str)
    return isinstance(value, Sequence) and not isinstance(value, bytes | bytearray)


def _is_nested(value: object) -> bool:
    return _is_list(value) or isinstance(value, Mapping)


def _objects(values: Sequence[Mapping[object, object]], source: str, root: str, pattern: str) -> Sheet:
    """One row an object; a key that an object lacks is absent, not blank."""
    keys = dict.fromkeys(key for value in values for key in value)
    check_size(len(values), len(keys), source)
    rows = tuple((i, tuple(value.get(key, ABSENT) for key in keys)) for i, value in enumerate(values))
    return Sheet(source, tuple(map(str, keys)), rows, pattern, root)


def _columns(value: Mapping[str, Sequence[object]], source: str, root: str) -> Sheet:
    """An object of columns, all equally long."""
    header = tuple(value)
    height = len(value[header[0]])
    for name in header:
        if len(value[name]) != height:
            what = f"found {len(value[name])} values where {header[0]} has {height}"
            raise InputError(
                what, f"{source}, {root}.{name}".removeprefix(", "), "give each date one value, null where nothing was measured"
            )
    if not any(role_of(name) == "date" for name in header):
        raise InputError("found lists of counts without dates", f"{source}, {root}".removeprefix(", "), 'add the list "date"')
    rows = tuple((i, tuple(value[name][i] for name in header)) for i in range(height))
    return Sheet(source, header, rows, f"{root}.{{column}}[{{row}}]", root)


def _platforms(value: Mapping[object, object], source: str, root: str) -> Sheet:
    """An object of platforms, each with its dates and counts, or of dates, each with its platforms and counts."""
    by_date = all(isinstance(name, date) or (isinstance(name, str) and is_date(name)) for name in value)
    rows: list[Row] = []
    for name, inner in value.items():
        path = f"{root}.{name}"
        if isinstance(inner, Mapping):
            rows += [(f"{path}.{key}", (name, key, count) if by_date else (key, name, count)) for key, count in inner.items()]
            continue
        for i, pair in enumerate(inner if _is_list(inner) else ()):
            if not _is_list(pair) or len(pair) != 2:
                place = f"{source}, {path}[{i}]".removeprefix(", ")
                raise InputError(f"found {shown(pair)}", place, 'expected a date and a count, ["2023-09-04", 5876]')
            rows.append((f"{path}[{i}]", (pair[0], name, pair[1])))
    return Sheet(source, LONG, tuple(rows), "{row}, {column}", root)
