"""The colours that a picture is made of, the most telling first, and a picture made small enough to give on."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from imggen.colour import Colour
from imggen.scene import Picture

_SIDE, _COLOURS = 128, 16
_LEAST = 0.004
"""A colour that fills less of the picture than this part is none of its own."""
_PHOTO_SIDE, _QUALITY = 1600, 82


def swatches(picture: Picture) -> tuple[Colour, ...]:
    """Up to 16 colours of a picture, in the order of how much of it they fill and how vivid they are."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels)
    image.thumbnail((_SIDE, _SIDE))
    seen = [pixel[:3] for pixel in _pixels(image) if pixel[3] > 127]
    if not seen:
        return (Colour(0, 0, 0),)
    flat = Image.new("RGB", (len(seen), 1))
    flat.putdata(seen)
    small = flat.quantize(_COLOURS, Image.Quantize.MEDIANCUT)
    palette = small.getpalette() or []
    counted = small.getcolors() or []
    found = [(count, Colour(*palette[3 * index : 3 * index + 3])) for count, index in counted if isinstance(index, int)]
    return tuple(colour for _, colour in sorted((entry for entry in found if entry[0] >= _LEAST * len(seen)), key=_weight, reverse=True))


def _pixels(image: Image.Image) -> list[tuple[int, int, int, int]]:
    data = image.tobytes()
    return [(data[i], data[i + 1], data[i + 2], data[i + 3]) for i in range(0, len(data), 4)]


def _weight(entry: tuple[int, Colour]) -> float:
    """How telling a colour is: grey, however much there is of it, less than what is vivid."""
    count, colour = entry
    high, low = max(colour[:3]), min(colour[:3])
    vivid: float = (0.05 + (high - low) / 255) ** 1.5
    return count * vivid


def small_photo(picture: Picture) -> bytes:
    """The picture as a JPEG file of at most 1600 pixels a side, with nothing else in it: neither a place nor a name."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.pixels)
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    ground.thumbnail((_PHOTO_SIDE, _PHOTO_SIDE), Image.Resampling.LANCZOS)
    file = BytesIO()
    ground.save(file, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return file.getvalue()
