"""Avatars and logos: picture files that a user gives, hostile until checked, decoded and brought to the size that a card needs.

Bounded in bytes by who reads them and in pixels here. Of an animation it is the first frame; the way up is that of the EXIF orientation.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageOps

from imggen.errors import InputError
from imggen.files import read_file
from imggen.scene import Picture

MOST_PIXELS = 40_000_000
"""Pictures of more pixels are refused before any of them is decoded."""
_SIDE = 1024
"""Decoded pictures are kept no wider and no higher: far more than a card shows."""
_PHOTO_SIDE, _PHOTO_PIXELS, _PHOTO_BYTES = 2048, 16_000_000, 20_000_000
"""The same for a picture that fills a card; a theme's has no more pixels, nor bytes, than that."""
_SMOOTH = 4
"""The edge of a round picture is drawn so many times larger, then reduced."""
_KINDS = (
    *(
        "PNG",
        "JPEG",
        "WEBP",
        "AVIF",
        "GIF",
        "BMP",
        "DIB",
        "TIFF",
        "JPEG2000",
        "QOI",
        "PPM",
        "PCX",
        "SGI",
        "DDS",
        "PSD",
        "XBM",
        "ICO",
        "CUR",
    ),
    *("ICNS", "BLP", "DCX", "FITS", "FLI", "FTEX", "GBR", "IM", "MCIDAS", "MSP", "PCD", "PIXAR", "SPIDER", "SUN", "XPM", "XVTHUMB", "TGA"),
)
"""What Pillow reads by itself: no kind that another program or a plug-in would draw, and none that may be of any other kind inside."""
_HOLDERS = frozenset(("ICO", "CUR", "ICNS"))
_HELD = re.compile(rb"(?:\x89PNG\r\n\x1a\n....IHDR|\xff\x4f\xff\x51....)(.{4})(.{4})", re.DOTALL)
"""The width and height of a PNG, or of a JPEG 2000, in an icon: what the icon says of them may be untrue."""
_DEEP = frozenset(("I;16", "I;16L", "I;16B", "I;16N", "I"))
"""Modes of greys in 16 bits."""


def decode_emblem(data: bytes, name: str) -> Picture:
    """The pixels of a picture file that Pillow reads, its clear border cut off, at most 1024 on a side.

    Raises InputError for what is no picture, has more than 40 million pixels, or shows nothing.
    """
    small = _decoded(data, name, _SIDE, MOST_PIXELS)
    shown = small.getchannel("A").getbbox()
    if shown is None:
        raise InputError("nothing can be seen in it", name, "give a picture that is not all clear")
    small = small.crop(shown)
    return Picture(small.width, small.height, small.tobytes())


def decode_photo(data: bytes, name: str) -> Picture:
    """The pixels of a picture file, at most 2048 on a side.

    Raises InputError for what is no picture, or has more than 16 million pixels.
    """
    small = _decoded(data, name, _PHOTO_SIDE, _PHOTO_PIXELS)
    return Picture(small.width, small.height, small.tobytes())


@lru_cache(maxsize=8)
def photo(file: Path, _time: int, _size: int, pixels: tuple[int, int]) -> Picture:
    """The picture in a file, cut to fill so many pixels in width and height. Raises InputError like `decode_photo`."""
    picture = _photo(file, _time, _size)
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels)
    filled = ImageOps.fit(image, pixels, Image.Resampling.LANCZOS)
    return Picture(*pixels, filled.tobytes())


@lru_cache(maxsize=2)
def _photo(file: Path, _time: int, _size: int) -> Picture:
    return decode_photo(read_file(file, _PHOTO_BYTES), str(file))


def _decoded(data: bytes, name: str, side: int, most: int) -> Image.Image:
    Image.init()
    kinds = tuple(kind for kind in _KINDS if kind in Image.OPEN)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=kinds) as file:
                _check_held(file, data, name, most)
                return _reduced(file, name, side, most)
    except InputError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(name, most) from None
    except Exception:  # on broken files, Pillow's readers raise anything
        instead = "give a PNG, JPEG or WebP picture; EPS, PDF and WMF, which other programs would have to draw, are not read"
        raise InputError("not a picture that can be read", name, instead) from None


def _check_held(file: Image.Image, data: bytes, name: str, most: int) -> None:
    """Refuse an icon that holds a picture of more pixels, whatever size it says that has."""
    if file.format in _HOLDERS:
        sizes = ([int.from_bytes(side, "big") for side in held.groups()] for held in _HELD.finditer(data))
        if any(width * height > most for width, height in sizes):
            raise _too_many(name, most)


def _too_many(name: str, most: int) -> InputError:
    return InputError(f"more than {most // 1_000_000} million pixels", name, "give a smaller picture, such as 400x400")


def _reduced(file: Image.Image, name: str, side: int, most: int) -> Image.Image:
    """The first frame, upright, in RGBA, and no larger than what is kept."""
    if file.width * file.height > most:
        raise _too_many(name, most)
    file.draft(None, (side, side))  # a large JPEG is decoded at a fraction of its size, which takes a fraction of the time
    picture: Image.Image = file
    if picture.mode in _DEEP:
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode == "F":
        low, high = cast("tuple[float, float]", picture.getextrema())
        scale = 255 / (high - low) if high > low else 1.0
        picture = picture.point(lambda value: value * scale - low * scale).convert("L")
    if picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGBA")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(picture).convert("RGBA")


@lru_cache(maxsize=8)
def round_picture(picture: Picture, side: int) -> Picture:
    """The square middle of a picture, cut round, `side` pixels wide; clear pixels around the circle."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels)
    square = ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)
    disc = Image.new("L", (_SMOOTH * side, _SMOOTH * side))
    ImageDraw.Draw(disc).ellipse((0, 0, _SMOOTH * side - 1, _SMOOTH * side - 1), 255)
    mask = disc.resize((side, side), Image.Resampling.BOX)
    square.putalpha(ImageChops.multiply(square.getchannel("A"), mask))
    return Picture(side, side, square.tobytes())


@lru_cache(maxsize=8)
def fitted_picture(picture: Picture, width: int, height: int) -> Picture:
    """The whole picture in its own proportions, as large as fits so many pixels, never enlarged."""
    factor = min(1.0, width / picture.width, height / picture.height)
    if factor == 1.0:
        return picture
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels)
    small = image.resize((max(1, round(picture.width * factor)), max(1, round(picture.height * factor))), Image.Resampling.LANCZOS)
    return Picture(small.width, small.height, small.tobytes())
