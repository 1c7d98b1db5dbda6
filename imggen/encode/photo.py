"""A picture becomes a JPEG, WebP or AVIF file, through Pillow, with its metadata inside."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image

from imggen.encode.metadata import Metadata, exif_block, xmp_packet
from imggen.errors import InputError
from imggen.paint.pixels import Pixels

_SETTINGS: dict[str, dict[str, Any]] = {
    # Colour at full resolution: halved, violet text gets fringes. Not `optimize`: Pillow's fails on very noisy pictures.
    "JPEG": {"subsampling": "4:4:4"},
    "WEBP": {"method": 4},
    "AVIF": {"subsampling": "4:4:4", "speed": 6, "max_threads": 1},
}


def encode_photo(pixels: Pixels, kind: str, metadata: Metadata | None = None, *, quality: int = 90) -> bytes:
    """The picture as `JPEG`, `WEBP` or `AVIF`, in the quality asked for, 0 to 100.

    Raises InputError where the Pillow that is installed was built without that kind.
    """
    Image.init()
    if kind not in Image.SAVE:
        raise InputError(f"this Pillow can't write {kind}", instead="install pillow 11.3 or later, or write a PNG")
    about: dict[str, bytes] = {}
    if metadata is not None:
        about["xmp"] = xmp_packet(metadata)
        exif = exif_block(metadata)
        if exif:
            about["exif"] = b"Exif\0\0" + exif
    file = BytesIO()
    Image.fromarray(pixels.rgba).convert("RGB").save(file, kind, quality=quality, **_SETTINGS[kind], **about)
    return file.getvalue()
