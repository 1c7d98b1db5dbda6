"""Metadata of an AVIF file replaced: its items are written anew at the end, and the table of places is told so.

ISO 14496-12 (boxes, `iloc`, `iinf`) and ISO 23008-12 (items of a picture). Nothing else moves, so no other place changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class _Box(NamedTuple):
    kind: bytes
    start: int
    """Of its content."""
    end: int


def with_items(data: bytes, items: Mapping[bytes, bytes]) -> bytes:
    """The file with other content for its items of these types, such as `Exif` and `mime` (XMP).

    Raises ValueError for a file that has no such item, or one whose table of places is not as the writers of AVIF make it.
    """
    meta = _child(data, 0, len(data), b"meta")
    inside = meta.start + 4, meta.end
    numbers = dict(_item_numbers(data, _child(data, *inside, b"iinf")))
    if missing := [kind for kind in items if kind not in numbers]:
        raise ValueError(f"it was written without {missing[0].decode()} metadata")
    places = dict(_places(data, _child(data, *inside, b"iloc")))
    changed, appended = bytearray(data), b""
    first = len(data) + 8
    for kind, content in items.items():
        struct.pack_into(">LL", changed, places[numbers[kind]], first + len(appended), len(content))
        appended += content
    return bytes(changed) + struct.pack(">L", len(appended) + 8) + b"mdat" + appended


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    while start + 8 <= end:
        size, kind = struct.unpack_from(">L4s", data, start)
        if not 8 <= size <= end - start:
            raise ValueError("its boxes are damaged")
        yield _Box(kind, start + 8, start + size)
        start += size


def _child(data: bytes, start: int, end: int, kind: bytes) -> _Box:
    for box in _boxes(data, start, end):
        if box.kind == kind:
            return box
    raise ValueError(f"it has no {kind.decode()} box")


def _item_numbers(data: bytes, table: _Box) -> Iterator[tuple[bytes, int]]:
    """The number of each item, by its type."""
    if data[table.start] != 0:
        raise ValueError("its list of items is of an unknown version")
    for entry in _boxes(data, table.start + 6, table.end):
        number, kind = struct.unpack_from(">H2x4s", data, entry.start + 4)
        yield kind, number


def _places(data: bytes, table: _Box) -> Iterator[tuple[int, int]]:
    """Where the offset and length of each item stand, four bytes each, by the item's number."""
    version, sizes, count = data[table.start], data[table.start + 4 : table.start + 6], struct.unpack_from(">H", data, table.start + 6)[0]
    if version not in (0, 1) or sizes != b"\x44\x00":
        raise ValueError("its table of places is of an unknown version")
    at = table.start + 8
    for _ in range(count):
        (number,) = struct.unpack_from(">H", data, at)
        at += 4 if version == 0 else 6
        (extents,) = struct.unpack_from(">H", data, at)
        if extents != 1:
            raise ValueError("its items are in pieces")
        yield number, at + 2
        at += 2 + 8
