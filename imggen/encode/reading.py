"""What a picture file says about itself, read back: the alt text that imggen wrote into it. Pixels are not looked at."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from imggen.encode.metadata import SPACES, Metadata
from imggen.errors import InputError
from imggen.files import read_file

PICTURES = (".png", ".svg", ".jpg", ".jpeg", ".webp", ".avif", ".pdf")
"""The endings of the files that are read."""
_LARGEST_FILE = 50_000_000
_LARGEST_XML = 200_000
_SVG = "{http://www.w3.org/2000/svg}"
_RDF = f"{{{SPACES['rdf']}}}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_metadata(path: Path) -> Metadata:
    """What a picture file says about itself; fields that it does not have are empty.

    Raises InputError for a file that is missing, or no picture that imggen could have written.
    """
    data = read_file(path, _LARGEST_FILE)
    if data.startswith(b"%PDF-"):
        return _of_pdf(data)
    return _of_svg(data, str(path)) if b"<svg" in data[:1000] else _of_pixels(data, str(path))


def read_text(path: Path, tier: str, limit: int | None = None) -> str:
    """The alt text that a picture carries, in a tier: `short`, `standard` or `extended`; with a limit, in the fullest tier that fits.

    Raises InputError when it carries none that does.
    """
    metadata = read_metadata(path)
    tiers = {name: str(getattr(metadata, name)) for name in ("short", "standard", "extended")}
    wanted = list(tiers)[: list(tiers).index(tier) + 1] if limit else [tier]
    fitting = [tiers[name] for name in wanted if tiers[name] and (limit is None or len(tiers[name]) <= limit)]
    if not fitting:
        there = ", ".join(f"{name} ({len(text)} characters)" for name, text in tiers.items() if text)
        raise InputError(f"no {tier} alt text{' that fits' if limit else ''}", str(path), f"it has {there or 'none'}")
    return fitting[-1]


def _of_pixels(data: bytes, name: str) -> Metadata:
    """The XMP packet says it all; a program that rewrote a PNG may have kept its plain texts alone."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "WEBP", "AVIF")) as picture:
            about = dict(picture.info)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        endings = f"{', '.join(PICTURES[:-1])} or {PICTURES[-1]}"
        raise InputError("not a picture that can be read", name, f"name a file that ends with {endings}") from None
    packet = about.get("xmp") or about.get("XML:com.adobe.xmp") or b""
    found = _of_packet(packet if isinstance(packet, bytes) else str(packet).encode())
    return found or Metadata(title=str(about.get("Title", "")), standard=str(about.get("Description", "")), language="")


def _of_pdf(data: bytes) -> Metadata:
    """The newest XMP packet, which stands in the file as it is (XMP part 3, packet scanning)."""
    start, end = data.rfind(b"<?xpacket begin"), data.rfind(b'<?xpacket end="w"?>')
    return (_of_packet(data[start:end]) if 0 <= start < end else None) or Metadata(language="")


def _of_packet(packet: bytes) -> Metadata | None:
    """What an XMP packet says; None when it is no XML."""
    if len(packet) > _LARGEST_XML or b"<!" in packet:
        return None
    with suppress(ElementTree.ParseError, ValueError):
        tree = ElementTree.fromstring(packet)  # noqa: S314 - nothing with a document type, where entities are declared
        return Metadata(
            title=_said(tree, "dc:title"),
            short=_said(tree, "Iptc4xmpCore:AltTextAccessibility"),
            standard=_said(tree, "dc:description"),
            extended=_said(tree, "Iptc4xmpCore:ExtDescrAccessibility"),
            language=_said(tree, "dc:language"),
            creator=_said(tree, "dc:creator"),
            contributor=_said(tree, "dc:contributor"),
            rights=_said(tree, "dc:rights"),
            source=_said(tree, "dc:source"),
            identifier=_said(tree, "dc:identifier"),
        )
    return None


def _said(tree: ElementTree.Element, name: str) -> str:
    """The text of a property: the first of a list, or its own."""
    prefix, _, local = name.partition(":")
    found = tree.find(f".//{{{SPACES[prefix]}}}{local}")
    if found is None:
        return ""
    item = found.find(f".//{_RDF}li")
    return (item if item is not None else found).text or ""


def _of_svg(data: bytes, name: str) -> Metadata:
    """The title and description of the picture itself, and the XMP packet where there is one."""
    if b"<!" in data:
        raise InputError("an SVG file with a document type or comments is not read", name, "draw it again")
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314 - nothing with a document type, where entities are declared
    except (ElementTree.ParseError, ValueError, RecursionError):
        raise InputError("not an SVG file that can be read", name, "draw it again") from None
    if packet := tree.find(f"{_SVG}metadata"):
        found = _of_packet(ElementTree.tostring(packet))
        if found and found.standard:
            return found
    language = tree.get(_XML_LANGUAGE, tree.get("lang", ""))
    return Metadata(title=tree.findtext(f"{_SVG}title", ""), standard=tree.findtext(f"{_SVG}desc", ""), language=language)
