"""New metadata for a PDF file, appended as an incremental update (ISO 32000-1, 7.5.6): a catalogue that replaces the one before."""

from __future__ import annotations

import re

from imggen.encode.metadata import Metadata, xmp_packet

_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)


def described(data: bytes, metadata: Metadata) -> bytes:
    """The same PDF with that metadata: the alt text is its subject. Raises ValueError for a file that imggen did not write."""
    trailer = _TRAILER.search(data)
    numbers = trailer and [re.search(rb"/%s (\d+)" % name, trailer[1]) for name in (b"Root", b"Info", b"Size")]
    if not (trailer and numbers and all(numbers)):
        raise ValueError("not a PDF that imggen wrote")
    root, about, packet = (int(number[1]) for number in numbers if number)
    objects = {
        root: _catalogue(data, root, metadata.clean("language"), packet),
        about: b"<< %s >>" % b" ".join(b"/%s %s" % (name, _string(text)) for name, text in _information(metadata) if text),
        packet: _stream(xmp_packet(metadata)),
    }
    update, places = b"", {}
    for number, written in objects.items():
        places[number] = len(data) + len(update)
        update += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    ending = b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %s >>" % (packet + 1, root, about, trailer[2])
    return data + update + b"xref\n" + table + ending + b"\nstartxref\n%d\n%%%%EOF\n" % (len(data) + len(update))


def _catalogue(data: bytes, number: int, language: str, packet: int) -> bytes:
    """The newest catalogue of the file, with a language and a packet of its own."""
    found = re.findall(rb"(?<=\n)%d 0 obj\s*<<(.*?)>>\s*endobj" % number, data, re.DOTALL)
    if not found:
        raise ValueError("not a PDF that imggen wrote")
    kept = re.sub(rb"\s*/(?:Lang (?:\(.*?\)|<.*?>)|Metadata \d+ 0 R)", b"", found[-1])
    return b"<<%s /Lang %s /Metadata %d 0 R >>" % (kept, _string(language), packet)


def _information(metadata: Metadata) -> tuple[tuple[bytes, str], ...]:
    return (
        (b"Title", metadata.clean("title")),
        (b"Subject", metadata.clean("standard")),
        (b"Author", metadata.clean("creator")),
        (b"Creator", "imggen"),
        (b"Producer", "matplotlib"),
    )


def _string(text: str) -> bytes:
    """A text string: UTF-16 with a byte order mark, in hexadecimal (7.3.4.3 and 7.9.2.2); plain ASCII as it is."""
    plain = re.fullmatch(r"[\w .,:-]*", text, re.ASCII)
    return b"(%s)" % text.encode() if plain else b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def _stream(data: bytes) -> bytes:
    return b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
