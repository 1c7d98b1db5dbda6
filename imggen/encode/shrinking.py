"""A picture that was encoded already, made to fit: another kind of file, fewer colours, more compression, a smaller size, in that order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image

from imggen.errors import InputError

KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "AVIF": "avif"}
"""The endings of the kinds of file that are read, by Pillow's names."""
_MOST_PIXELS = 40_000_000
_SCALES = (1.0, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2, 0.15)
_NARROWEST = 240
"""Pixels of width under which no card is told from another."""
_TEXT_CHUNKS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


class Encoded(NamedTuple):
    """A picture file and what is known of it."""

    data: bytes
    kind: str
    """Its ending, one of those in KINDS."""
    width: int
    height: int


def inspect(data: bytes, name: str) -> Encoded:
    """What a picture file is. Raises InputError, which calls it `name`, for what is none that can be posted."""
    if b"<svg" in data[:1000]:
        raise InputError("no server shows SVG pictures in posts", name, "draw the card as a PNG: imggen render … -o card.png")
    picture = _opened(data, name)
    if picture.width * picture.height > _MOST_PIXELS:
        raise InputError(f"{picture.width}x{picture.height} is more than 40 million pixels", name, "draw it smaller")
    return Encoded(data, KINDS[picture.format or ""], picture.width, picture.height)


def fitted(picture: Encoded, *, kinds: Collection[str] | None, most_bytes: int | None, most_pixels: int | None) -> Encoded:
    """The picture as it is where it fits, else the best of the smaller ones that does; the smallest when none does.

    A WebP or AVIF becomes a PNG, which servers keep as it is, where that is small enough. Nothing about the picture is kept in a
    smaller one: description and language travel in the post.
    """
    best = picture
    for candidate in _candidates(picture, most_pixels, most_bytes):
        allowed = kinds is None or candidate.kind in kinds
        small = most_bytes is None or len(candidate.data) <= most_bytes
        if allowed and small and (most_pixels is None or candidate.width * candidate.height <= most_pixels):
            return candidate
        if allowed and len(candidate.data) < len(best.data):
            best = candidate
    return best


def without_words(picture: Encoded) -> Encoded:
    """The same pixels, without what a PNG file says about itself; another kind of file is left as it is."""
    if picture.kind != "png":
        return picture
    data, place, kept = picture.data, 8, [picture.data[:8]]
    while place + 8 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4])
        if data[place + 4 : place + 8] not in _TEXT_CHUNKS:
            kept.append(data[place:end])
        place = end
    return picture._replace(data=b"".join(kept))


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=tuple(KINDS))
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise InputError("not a picture that can be read", name, "draw it again, as PNG, JPEG, WebP or AVIF") from None
    return picture


def _candidates(picture: Encoded, most_pixels: int | None, most_bytes: int | None) -> Iterator[Encoded]:
    """The picture, then ever smaller ones. Nothing is decoded while the first will do."""
    if picture.kind in ("png", "jpg"):
        yield picture
    whole = _opened(picture.data, "the picture").convert("RGB")
    most = min(1.0, (most_pixels / (whole.width * whole.height)) ** 0.5) if most_pixels else 1.0
    for scale in _SCALES:
        width = int(whole.width * scale * most)
        if width < min(_NARROWEST, whole.width):
            return
        image = whole.resize((width, max(1, int(whole.height * scale * most))), Image.Resampling.LANCZOS)
        least = (_flat(image, 40), _photo(image, 40))
        if most_bytes is None or min(len(each.data) for each in least) <= most_bytes:
            yield from _encodings(image)
        yield from least


def _encodings(image: Image.Image) -> Iterator[Encoded]:
    """A picture in the kinds that every server takes: flat inks stay sharp in a PNG, photographs get small as JPEG."""
    yield _saved(image, "PNG", compress_level=9)
    yield from (_flat(image, colours) for colours in (256, 96))
    yield from (_photo(image, quality) for quality in (88, 75, 60))


def _flat(image: Image.Image, colours: int) -> Encoded:
    return _saved(image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE), "PNG", compress_level=9)


def _photo(image: Image.Image, quality: int) -> Encoded:
    return _saved(image, "JPEG", quality=quality, subsampling="4:4:4" if quality > 50 else "4:2:0")


def _saved(image: Image.Image, kind: str, **settings: Any) -> Encoded:
    file = BytesIO()
    image.save(file, kind, **settings)
    return Encoded(file.getvalue(), KINDS[kind], image.width, image.height)
