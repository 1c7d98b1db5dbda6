"""A picture that was encoded already, made to fit: another kind of file, fewer colours, more compression, a smaller size, in that order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from imggen.errors import InputError

KINDS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "AVIF": "avif"}
"""The endings of the kinds of file that are read, by Pillow's names."""
_MOST_PIXELS = 40_000_000
_SCALES = (1.0, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2, 0.15)
_NARROWEST = 240
"""Pixels of width under which no card is told from another."""
_SHOWN_CHUNKS = b"IHDR PLTE tRNS IDAT acTL fcTL fdAT cHRM cICP gAMA iCCP sRGB sBIT bKGD hIST pHYs IEND".split()
"""What a PNG file is shown by; everything else in it is words."""
_ORIENTATION, _UPRIGHT = 0x0112, (None, 1)


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
    # A photograph with a preview in it calls itself MPO.
    return Encoded(data, KINDS.get(picture.format or "", "jpg"), picture.width, picture.height)


def fitted(
    picture: Encoded, *, kinds: Collection[str] | None, most_bytes: int | None, most_pixels: int | None, longest_side: int | None = None
) -> Encoded:
    """The picture as it is where it fits, else the best of the smaller ones that does; the smallest when none does.

    A WebP or AVIF becomes a PNG, which servers keep as it is, where that is small enough. Nothing about the picture is kept in a
    smaller one: description and language travel in the post.
    """
    most = _largest_scale(picture, most_pixels, longest_side)
    best: Encoded | None = None
    for candidate in _candidates(picture, most, most_bytes):
        if kinds is not None and candidate.kind not in kinds:
            continue
        if most_bytes is None or len(candidate.data) <= most_bytes:
            return candidate
        if best is None or len(candidate.data) < len(best.data):
            best = candidate
    return best or picture


def without_words(picture: Encoded) -> Encoded:
    """The same pixels, upright, without what a PNG or JPEG file says about itself. Other kinds, which are never sent, stay as they are."""
    if picture.kind not in ("png", "jpg"):
        return picture
    opened = _opened(picture.data, "the picture")
    turned = opened.getexif().get(_ORIENTATION) not in _UPRIGHT
    if picture.kind == "jpg":
        return _without_segments(picture, opened)
    return _saved(_upright(opened), "PNG", compress_level=9) if turned else picture._replace(data=_shown_chunks(picture.data))


def _shown_chunks(data: bytes) -> bytes:
    """A PNG file with those of its chunks that are shown."""
    place, kept = 8, [data[:8]]
    while place + 8 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4])
        name = data[place + 4 : place + 8]
        if name in _SHOWN_CHUNKS:
            kept.append(data[place:end])
        place = end if name != b"IEND" else len(data)
    return b"".join(kept)


def _without_segments(picture: Encoded, opened: Any) -> Encoded:
    """A JPEG file encoded again by its own tables, where it has more segments than pictures need."""
    needed = all(name in ("APP0", "APP14") or (name == "APP2" and data.startswith(b"ICC_PROFILE")) for name, data in opened.applist)
    if needed:
        return picture
    return _saved(_upright(opened), "JPEG", qtables=opened.quantization, subsampling=get_sampling(opened))


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as it is shown, with nothing about it but its colours."""
    upright = ImageOps.exif_transpose(picture)
    upright.info = {name: value for name, value in picture.info.items() if name in ("icc_profile", "transparency")}
    return upright


def _largest_scale(picture: Encoded, most_pixels: int | None, longest_side: int | None) -> float:
    """How large a picture may be, as a part of what it is: by its pixels, and by its longer side."""
    by_pixels = (most_pixels / (picture.width * picture.height)) ** 0.5 if most_pixels else 1.0
    return min(1.0, by_pixels, longest_side / max(picture.width, picture.height) if longest_side else 1.0)


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=tuple(KINDS))
        picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise InputError("not a picture that can be read", name, "draw it again, as PNG, JPEG, WebP or AVIF") from None
    return picture


def _candidates(picture: Encoded, most: float, most_bytes: int | None) -> Iterator[Encoded]:
    """The picture if `most`, the part of its size that is allowed, is all; then ever smaller ones. Nothing is decoded while it will do."""
    if picture.kind in ("png", "jpg") and most == 1.0:
        yield picture
    whole = _opaque(_upright(_opened(picture.data, "the picture")))
    for scale in _SCALES:
        width, height = (max(1, int(side * scale * most + 1e-6)) for side in whole.size)
        if scale < 1.0 and width < min(_NARROWEST, whole.width):
            return
        image = whole.resize((width, height), Image.Resampling.LANCZOS)
        least = (_flat(image, 40), _photo(image, 40))
        if most_bytes is None or min(len(each.data) for each in least) <= most_bytes:
            yield from _encodings(image)
        yield from least


def _opaque(picture: Image.Image) -> Image.Image:
    """The picture in red, green and blue, on white where one sees through it: JPEG has no transparency."""
    if picture.mode not in ("RGB", "RGBA", "P"):
        picture.info.pop("icc_profile", None)  # the profile of other inks
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


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
    image.save(file, kind, icc_profile=image.info.get("icc_profile"), **settings)
    return Encoded(file.getvalue(), KINDS[kind], image.width, image.height)
