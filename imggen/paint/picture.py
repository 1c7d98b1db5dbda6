"""A picture brought to the size, and the slant, that it has on the card."""

from __future__ import annotations

import math
from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image

from imggen.paint.pen import Rows
from imggen.scene import Affine, Box, Picture


def png_of(picture: Picture) -> bytes:
    """The picture as it is, as a PNG file."""
    file = BytesIO()
    _opened(picture).save(file, "PNG")
    return file.getvalue()


def placed_picture(picture: Picture, box: Box, transform: Affine) -> tuple[Rows, int, int]:
    """The picture as rows of pixels, with the left and top of the first one: `box` is where it lies, `transform` takes it to pixels."""
    corners = [transform.of(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    left, top = (round(min(corner[axis] for corner in corners)) for axis in (0, 1))
    width, height = (max(1, round(max(corner[axis] for corner in corners)) - near) for axis, near in ((0, left), (1, top)))
    if transform.b == 0 == transform.c:
        return _upright(picture, width, height, transform.a < 0, transform.d < 0), left, top
    return _slanted(picture, box, transform, (left, top, width, height)), left, top


@lru_cache(maxsize=16)
def _upright(picture: Picture, width: int, height: int, mirrored: bool, upside_down: bool) -> Rows:  # noqa: FBT001 - all are facts of one placing
    rows = np.asarray(_opened(picture).resize((width, height), Image.Resampling.LANCZOS))
    return np.ascontiguousarray(rows[:: -1 if upside_down else 1, :: -1 if mirrored else 1])


def _slanted(picture: Picture, box: Box, transform: Affine, place: tuple[int, int, int, int]) -> Rows:
    wide, high = (max(1, math.ceil(side * transform.factor)) for side in (box.width, box.height))
    small = Image.fromarray(_upright(picture, wide, high, False, False)).convert("RGBa")
    left, top, width, height = place
    a, b, c, d, e, f = transform
    area = a * d - b * c
    # Pillow asks, for each pixel of the result, where it comes from.
    to_x = [value * wide / box.width for value in (d / area, -c / area, (c * (f - top) - d * (e - left)) / area - box.left)]
    to_y = [value * high / box.height for value in (-b / area, a / area, (b * (e - left) - a * (f - top)) / area - box.top)]
    turned = small.transform((width, height), Image.Transform.AFFINE, (*to_x, *to_y), Image.Resampling.BICUBIC)
    return np.asarray(turned.convert("RGBA"))


def _opened(picture: Picture) -> Image.Image:
    return Image.frombuffer("RGBA", (picture.width, picture.height), picture.pixels, "raw", "RGBA", 0, 1)
