"""What a file says about itself: its alt text in three tiers, its title, language and rights, as XMP and as EXIF.

Standards: XMP specification part 1 (ISO 16684-1), IPTC Photo Metadata 2021.1 (Alt Text and Extended Description), EXIF 2.32. No date and
nothing of the machine is written: the same card gives the same bytes.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even escaped. NUL ends a string in EXIF and PNG."""
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
_IMAGE_DESCRIPTION = 0x010E
_ASCII = 2


MENDED = "alt text edited by hand"
"""The contributor of a card whose text a person edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is written into a file. An empty field is left out."""

    title: str = ""
    short: str = ""
    """The alt text in a sentence or two."""
    standard: str = ""
    """The alt text."""
    extended: str = ""
    """The long description."""
    language: str = "en"
    """The language of all of them, BCP 47."""
    creator: str = ""
    contributor: str = ""
    """Who worded the texts where imggen did not: `MENDED` when a person did."""
    rights: str = ""
    source: str = ""
    identifier: str = ""
    """What tells this card from others: a hash of its facts."""

    def clean(self, name: str) -> str:
        """A field without the characters that a file's metadata can't hold."""
        return _FORBIDDEN.sub("", str(getattr(self, name))).strip()


def xmp_packet(metadata: Metadata) -> bytes:
    """The metadata as an XMP packet in UTF-8.

    Texts stand in their language and as the default, for readers that ask for either; the long description, to save its length once
    more, as the default alone.
    """
    one, language = metadata.clean, f'"{escape(metadata.clean("language"))}"'

    def default(text: str) -> str:
        return f'<rdf:li xml:lang="x-default">{escape(text, quote=False)}</rdf:li>'

    def texts(text: str) -> str:
        return f"<rdf:Alt>{default(text)}<rdf:li xml:lang={language}>{escape(text, quote=False)}</rdf:li></rdf:Alt>"

    properties = {
        "dc:title": one("title") and texts(one("title")),
        "dc:description": one("standard") and texts(one("standard")),
        "dc:language": one("language") and f"<rdf:Bag><rdf:li>{escape(one('language'), quote=False)}</rdf:li></rdf:Bag>",
        "dc:creator": one("creator") and f"<rdf:Seq><rdf:li>{escape(one('creator'), quote=False)}</rdf:li></rdf:Seq>",
        "dc:contributor": one("contributor") and f"<rdf:Bag><rdf:li>{escape(one('contributor'), quote=False)}</rdf:li></rdf:Bag>",
        "dc:rights": one("rights") and texts(one("rights")),
        "dc:source": escape(one("source"), quote=False),
        "dc:identifier": escape(one("identifier"), quote=False),
        "Iptc4xmpCore:AltTextAccessibility": one("short") and texts(one("short")),
        "Iptc4xmpCore:ExtDescrAccessibility": one("extended") and f"<rdf:Alt>{default(one('extended'))}</rdf:Alt>",
    }
    written = "".join(f"<{name}>{value}</{name}>" for name, value in properties.items() if value)
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {spaces}><rdf:Description rdf:about="">{written}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def exif_block(metadata: Metadata) -> bytes:
    """The alt text as EXIF's ImageDescription, in a TIFF structure of that one field; empty where there is no alt text.

    EXIF says ASCII; every reader in use takes UTF-8, and loses no accent.
    """
    text = metadata.clean("standard").encode() + b"\0"
    if text == b"\0":
        return b""
    first, after = 8, 8 + 2 + 12 + 4
    # Up to four bytes stand in the field itself.
    place = text.ljust(4, b"\0") if len(text) <= 4 else struct.pack("<L", after)
    field = struct.pack("<HHL", _IMAGE_DESCRIPTION, _ASCII, len(text)) + place
    return b"II*\0" + struct.pack("<LH", first, 1) + field + struct.pack("<L", 0) + (text if len(text) > 4 else b"")
