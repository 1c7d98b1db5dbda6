"""A font file from a stranger is looked over before anything is drawn with it."""

from __future__ import annotations

import struct
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from struct import unpack_from
from typing import NamedTuple

import uharfbuzz as hb

from imggen.errors import InputError

ENDINGS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}
"""What font files are called. Those of woff are refused by name."""
_LARGEST = 64 * 2**20
_FACES = 64
_SINGLE = {b"\0\1\0\0", b"OTTO", b"true"}
_NEEDED = {b"cmap", b"head", b"hhea", b"hmtx", b"maxp"}
_OUTLINES = {b"glyf", b"CFF ", b"CFF2"}
_TRIED = 64
"""How many characters may be blank before a face counts as empty."""


class Inspected(NamedTuple):
    """What was looked over: the file as ttf, otf or ttc, and how many faces it has."""

    data: bytes
    faces: int


def inspect(path: Path) -> Inspected:
    """Read and check a font file. Raises InputError, which names it, for what is no usable ttf, otf, ttc or woff2 file."""
    data = _read(path)
    if data[:4] == b"wOF2":
        from imggen.text.woff2 import unpacked

        data = unpacked(path, data)
    try:
        offsets = _faces(path, data)
        for offset in offsets:
            _check_tables(path, data, offset)
    except struct.error:
        raise _refusal(path, "it ends too early") from None
    blob = hb.Blob(data)
    for index in range(len(offsets)):
        _check_glyphs(path, hb.Face(blob, index))
    return Inspected(data, len(offsets))


def _read(path: Path) -> bytes:
    """The bytes of a regular file, or of one that a link leads to. What tells no size, or a wrong one, is still not read without end."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            raise _refusal(path, "it is no regular file")
        if found.st_size > _LARGEST:
            raise _too_large(path)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as problem:
        raise InputError(f"the font can't be read: {problem.strerror}", str(path)) from None
    if len(data) > _LARGEST:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> InputError:
    return _refusal(path, f"larger than {_LARGEST // 2**20} MB")


def _refusal(path: Path, why: str) -> InputError:
    return InputError(f"not a usable font: {why}", str(path), "give a whole ttf, otf, ttc or woff2 file")


def _faces(path: Path, data: bytes) -> tuple[int, ...]:
    """Where the table directories start."""
    kind = data[:4]
    if kind in _SINGLE:
        return (0,)
    if kind == b"wOFF":
        raise InputError("web fonts of the first kind (woff) are not read", str(path), "give it as woff2, ttf or otf")
    if kind != b"ttcf":
        raise _refusal(path, "it doesn't begin like one")
    (count,) = unpack_from(">I", data, 8)
    if not 0 < count <= _FACES:
        raise _refusal(path, f"it claims to hold {count} faces")
    offsets: tuple[int, ...] = unpack_from(f">{count}I", data, 12)
    return offsets


def _check_tables(path: Path, data: bytes, offset: int) -> None:
    (count,) = unpack_from(">H", data, offset + 4)
    tags = set()
    for record in range(count):
        tag, _, start, length = unpack_from(">4sIII", data, offset + 12 + 16 * record)
        if start + length > len(data):
            raise _refusal(path, f"its table {tag.decode('latin-1')!r} lies outside the file")
        tags.add(tag)
    missing = sorted(tag.decode() for tag in _NEEDED - tags)
    if missing or not tags & _OUTLINES:
        raise _refusal(path, f"it has no table {missing[0] if missing else 'of outlines'}")


def _check_glyphs(path: Path, face: hb.Face) -> None:
    characters = face.unicodes
    if not face.glyph_count or not len(characters):
        raise _refusal(path, "it has no characters")
    font = hb.Font(face)
    glyphs = (font.get_nominal_glyph(code_point) or 0 for code_point in islice(characters, _TRIED))
    if not any(extents and extents.width for extents in map(font.get_glyph_extents, glyphs)):
        raise _refusal(path, "its glyphs are empty")
