"""A woff2 file unpacked, as far as one from a stranger may go: its sizes are known before anything is unpacked."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from struct import unpack_from

from imggen.errors import InputError

_LARGEST = 24 * 2**20
"""Bytes of all tables."""
_LARGEST_OUTLINES = 800_000
"""Bytes of packed outlines: fontTools takes about a second for so many."""
_HEADER, _METADATA = 48, slice(28, 48)
_GLYF, _LOCA, _OWN_TAG = 10, 11, 63


def unpacked(path: Path, data: bytes) -> bytes:
    """The font as ttf or otf. Raises InputError, which names the file, for one that is broken or too large."""
    start, size, outlines = _sizes(path, data)
    if size > _LARGEST or outlines > _LARGEST_OUTLINES:
        raise InputError("this woff2 font is too large to be unpacked", str(path), f"run: fonttools ttLib.woff2 decompress {path.name}")
    _check_stream(path, data, start, size)
    from fontTools.ttLib import TTFont

    # The blocks of metadata and private data, which nobody needs, are packed as well: their place in the header is blanked.
    font = BytesIO(data[: _METADATA.start] + bytes(_METADATA.stop - _METADATA.start) + data[_METADATA.stop :])
    target = BytesIO()
    try:
        with TTFont(font, recalcBBoxes=False, recalcTimestamp=False) as opened:
            opened.flavor = None
            opened.save(target, reorderTables=None)
    except Exception as problem:  # fontTools raises of every kind for a font that is broken
        raise _broken(path, "it can't be unpacked") from problem
    return target.getvalue()


def _broken(path: Path, why: str) -> InputError:
    return InputError(f"not a usable font: {why}", str(path), "give a whole ttf, otf, ttc or woff2 file")


def _sizes(path: Path, data: bytes) -> tuple[int, int, int]:
    """Where the packed stream starts, and the bytes of all tables, and of the outlines, once it is unpacked (W3C, WOFF 2.0, 4.1)."""
    if len(data) < _HEADER or unpack_from(">I", data, 8)[0] != len(data):
        raise _broken(path, "it ends too early")
    at, size, outlines = _HEADER, 0, 0
    try:
        for _ in range(unpack_from(">H", data, 12)[0]):
            flags = data[at]
            at += 5 if flags & 63 == _OWN_TAG else 1
            length, at = _number(data, at)
            kind, version = flags & 63, flags >> 6
            packed = version != 3 if kind in (_GLYF, _LOCA) else version != 0
            if packed:
                length, at = _number(data, at)
            size += length
            outlines += length if kind == _GLYF and packed else 0
    except (IndexError, ValueError):
        raise _broken(path, "its list of tables is broken") from None
    return at, size, outlines


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A UIntBase128 and where it ends."""
    value = 0
    for place in range(at, at + 5):
        value = value << 7 | data[place] & 127
        if not data[place] & 128:
            return value, place + 1
    raise ValueError("a number of more than five bytes")


def _check_stream(path: Path, data: bytes, start: int, size: int) -> None:
    """Whether the stream unpacks to as much as the list of tables says, and no more."""
    import brotli

    (packed,) = unpack_from(">I", data, 20)
    try:
        found = len(brotli.Decompressor().process(data[start : start + packed], output_buffer_limit=size + 1))
    except brotli.error:
        raise _broken(path, "it can't be unpacked") from None
    if found != size:
        raise _broken(path, "it has another size than it says")
