"""New metadata for a picture file that is there: its pixels stay as they are, byte for byte."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from html import escape

from imggen.encode.metadata import Metadata, exif_block, xmp_packet
from imggen.errors import InputError

Writer = Callable[[bytes, Metadata], bytes]

_PNG = b"\x89PNG\r\n\x1a\n"
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_OURS = (b"Title\0", b"Description\0", b"XML:com.adobe.xmp\0")
_LARGEST_SEGMENT = 65533


def describe(data: bytes, metadata: Metadata, name: str) -> bytes:
    """The picture file with that metadata in the place of its own: a PNG, JPEG, WebP, AVIF, SVG or PDF file that imggen wrote.

    Raises InputError, with the file's `name`, for any other.
    """
    try:
        return _writer(data)(data, metadata)
    except (ValueError, IndexError, StopIteration, struct.error) as error:
        raise InputError(f"no alt text can be written into it: {error or 'it is damaged'}", name, "draw it again") from None


def _writer(data: bytes) -> Writer:
    """How this kind of file is written, known by its first bytes."""
    if data.startswith(_PNG):
        return _png
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[4:12] == b"ftypavif":
        return _avif
    if data.startswith(b"%PDF-"):
        return _pdf
    if b"<svg" in data[:1000]:
        return _svg
    raise ValueError("not a kind of picture that imggen writes")


def _png(data: bytes, metadata: Metadata) -> bytes:
    from imggen.encode.png import about_chunks, chunk

    kept = list(_png_chunks(data))
    at = next(index for index, (kind, _) in enumerate(kept) if kind == b"IDAT")
    return _PNG + b"".join(chunk(*one) for one in (*kept[:at], *about_chunks(metadata), *kept[at:]))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """All chunks but those of metadata."""
    at = len(_PNG)
    while at < len(data):
        (size,) = struct.unpack_from(">L", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        if len(content) < size:
            raise ValueError("the file is cut off")
        if kind != b"eXIf" and not (kind == b"iTXt" and content.startswith(_OURS)):
            yield kind, content
        at += size + 12


def _jpeg(data: bytes, metadata: Metadata) -> bytes:
    """Segments stand before the scan (SOS); the metadata is the first after JFIF's own."""
    at, kept = 2, []
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + size]
        if not segment[4:].startswith((_EXIF, _XMP)):
            kept.append(segment)
        at += 2 + size
    first = 1 if kept and kept[0][1] == 0xE0 else 0
    exif = exif_block(metadata)
    about = [_XMP + xmp_packet(metadata), *([_EXIF + exif] if exif else [])]
    if max(map(len, about)) + 2 > _LARGEST_SEGMENT:
        raise ValueError("the text is too long for a JPEG file")
    written = [b"\xff\xe1" + struct.pack(">H", len(one) + 2) + one for one in about]
    return data[:2] + b"".join((*kept[:first], *written, *kept[first:])) + data[at:]


def _webp(data: bytes, metadata: Metadata) -> bytes:
    """RIFF chunks, of even length; a file with metadata begins with VP8X, whose flags name them (bits 2 and 3)."""
    chunks = list(_riff_chunks(data))
    if not chunks or chunks[0][0] != b"VP8X":
        raise ValueError("it was written without metadata")
    exif = exif_block(metadata)
    flags = chunks[0][1][0] & ~0x08 | 0x04 | (0x08 if exif else 0)
    head = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    about = [*([(b"EXIF", exif)] if exif else []), (b"XMP ", xmp_packet(metadata))]
    kept = [one for one in chunks[1:] if one[0] not in (b"EXIF", b"XMP ")]
    body = b"WEBP" + b"".join(
        kind + struct.pack("<L", len(content)) + content + b"\0" * (len(content) % 2) for kind, content in (head, *kept, *about)
    )
    return b"RIFF" + struct.pack("<L", len(body)) + body


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at < len(data):
        (size,) = struct.unpack_from("<L", data, at + 4)
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _avif(data: bytes, metadata: Metadata) -> bytes:
    from imggen.encode.boxes import with_items

    exif = exif_block(metadata)
    # The Exif item begins with the number of bytes before its TIFF structure (ISO 23008-12, A.2.1).
    return with_items(data, {b"mime": xmp_packet(metadata), b"Exif": struct.pack(">L", 0) + exif})


def _svg(data: bytes, metadata: Metadata) -> bytes:
    text = data.decode()
    words = {"title": metadata.clean("title"), "desc": metadata.clean("standard"), "metadata": xmp_packet(metadata).decode()}
    for tag, new in words.items():
        start, end = text.find(f"<{tag}"), text.find(f"</{tag}>")
        opened = text.find(">", start) + 1
        if not 0 <= start < opened <= end:
            raise ValueError("it was written without metadata")
        text = text[:opened] + (new if tag == "metadata" else escape(new, quote=False)) + text[end:]
    return text.encode()


def _pdf(data: bytes, metadata: Metadata) -> bytes:
    from imggen.encode.pdf_update import described

    return described(data, metadata)
