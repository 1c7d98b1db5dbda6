"""What a file says of itself can be read by other programs, every accent in its place."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.encode.metadata import Metadata, exif_block, xmp_packet

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FULL = Metadata(
    title="« Dépassé » & <co>",
    short="Court.",
    standard="Le mastodonte dépasse 𝕏 de 44.",
    extended="Toutes les lectures.",
    language="fr",
    creator="Équipe",
    rights="CC0",
    source="Relevés publics",
    identifier="sha256:12ab",
)


def described(metadata: Metadata) -> ElementTree.Element:
    packet = xmp_packet(metadata).decode()
    assert packet.startswith('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert packet.endswith('<?xpacket end="w"?>')
    return ElementTree.fromstring(packet)[0][0]


def texts(metadata: Metadata, name: str) -> dict[str | None, str | None]:
    return {item.get(LANG): item.text for item in described(metadata).findall(f"{name}/rdf:Alt/rdf:li", NAMES)}


@pytest.mark.parametrize(
    ("name", "text"),
    [("dc:title", FULL.title), ("dc:description", FULL.standard), ("dc:rights", FULL.rights), ("iptc:AltTextAccessibility", FULL.short)],
)
def test_texts_stand_as_the_default_and_in_their_language(name: str, text: str) -> None:
    assert texts(FULL, name) == {"x-default": text, "fr": text}


def test_the_long_description_stands_once() -> None:
    assert texts(FULL, "iptc:ExtDescrAccessibility") == {"x-default": FULL.extended}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dc:language/rdf:Bag/rdf:li", "fr"),
        ("dc:creator/rdf:Seq/rdf:li", "Équipe"),
        ("dc:source", "Relevés publics"),
        ("dc:identifier", "sha256:12ab"),
    ],
)
def test_the_rest_is_said_once(name: str, text: str) -> None:
    assert [found.text for found in described(FULL).findall(name, NAMES)] == [text]


def test_what_is_not_known_is_not_written() -> None:
    assert [child.tag for child in described(Metadata(title="T"))] == [f"{{{NAMES['dc']}}}{name}" for name in ("title", "language")]
    assert exif_block(Metadata(title="T")) == b""


@given(st.text(), st.text())
def test_any_text_goes_in_and_comes_out(title: str, standard: str) -> None:
    """But for control characters and lone surrogates, which no file can hold."""
    metadata = Metadata(title=f"T{title}T", standard=f"S{standard}S", language="x-klingon")
    texts_inside = texts(metadata, "dc:title"), texts(metadata, "dc:description")
    expected = [metadata.clean(name).replace("\r\n", "\n").replace("\r", "\n") for name in ("title", "standard")]
    assert [inside["x-default"] for inside in texts_inside] == expected
    assert "\0" not in metadata.clean("title")


def image_description(block: bytes) -> str:
    """EXIF's ImageDescription, read as the standard says: header, offset of the first directory, its entries."""
    assert block[:4] == b"II*\0"
    (first,) = struct.unpack_from("<L", block, 4)
    (count,) = struct.unpack_from("<H", block, first)
    assert count == 1
    tag, kind, length, place = struct.unpack_from("<HHLL", block, first + 2)
    assert (tag, kind, struct.unpack_from("<L", block, first + 14)) == (0x010E, 2, (0,))
    data = block[first + 10 : first + 10 + length] if length <= 4 else block[place : place + length]
    assert len(data) == length
    assert data.endswith(b"\0")
    return data[:-1].decode()


@pytest.mark.parametrize("text", ["Le mastodonte dépasse 𝕏.", "abcd", "abc", "é", "a"])
def test_exif_carries_the_alt_text_as_utf8_also_when_it_is_very_short(text: str) -> None:
    assert image_description(exif_block(Metadata(standard=text))) == text


def test_the_same_metadata_gives_the_same_bytes_without_any_date() -> None:
    assert xmp_packet(FULL) == xmp_packet(FULL)
    assert b"20" not in xmp_packet(Metadata(title="T"))
