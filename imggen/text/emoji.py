"""Colour emoji as pictures: pixels, and the shapes that they were made of."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor, sqrt

import uharfbuzz as hb

from imggen.scene import Box, Picture, Vector
from imggen.text.face import Face

_LARGEST = 1024
"""Pixels an em: a larger emoji is enlarged by the painter."""
_MOST_PIXELS = 2_000_000
"""Pixels of a picture: one from a font that asks for more is coarser."""


def extents(face: Face, glyph: int) -> Box:
    """The box of an emoji in em, y down, relative to its origin on the baseline."""
    found, em = face.font.get_glyph_extents(glyph), face.em
    if found is None:
        return Box(0, 0, 0, 0)
    # The box of a broken font may be inside out.
    left, right = sorted((found.x_bearing * em, (found.x_bearing + found.width) * em))
    top, bottom = sorted((-found.y_bearing * em, -(found.y_bearing + found.height) * em))
    return Box(left, top, right, bottom)


def picture(face: Face, glyph: int, pixels: float) -> tuple[Picture, Box]:
    """An emoji painted at so many pixels an em, and its box in em. The box lies on whole pixels around the ink."""
    return _painted(face, glyph, min(max(pixels, 1.0), _LARGEST))


@lru_cache(64)
def _painted(face: Face, glyph: int, pixels: float) -> tuple[Picture, Box]:
    ink = extents(face, glyph)
    pixels *= min(1.0, sqrt(_MOST_PIXELS / max(1.0, ink.width * ink.height * pixels * pixels)))
    left, top = floor(ink.left * pixels), floor(ink.top * pixels)
    width, height = ceil(ink.right * pixels) - left, ceil(ink.bottom * pixels) - top
    paint, scale = hb.RasterPaint(), pixels * face.em
    paint.transform = (scale, 0.0, 0.0, scale, 0.0, 0.0)
    paint.extents = hb.RasterExtents(left, -(top + height), width, height, 0)
    paint.paint_glyph(face.font, glyph)
    image = paint.render()
    box = Box(left / pixels, top / pixels, (left + width) / pixels, (top + height) / pixels)
    if image is None:
        return Picture(width, height, bytes(4 * width * height)), box
    from imggen.text.emoji_shapes import shapes  # here, because most cards have no emoji

    layer = shapes(face, glyph)
    return Picture(width, height, _straight(image, width, height), Vector(layer, box) if layer else None), box


def _straight(image: hb.RasterImage, width: int, height: int) -> bytes:
    """Rows of RGBA, top first, from rows of premultiplied BGRA, bottom first."""
    given, stride = image.buffer, image.extents.stride
    pixels = bytearray().join(given[row * stride : row * stride + 4 * width] for row in range(height - 1, -1, -1))
    pixels[0::4], pixels[2::4] = pixels[2::4], pixels[0::4]
    for at, alpha in enumerate(pixels[3::4]):
        if 0 < alpha < 255:
            for channel in range(4 * at, 4 * at + 3):
                pixels[channel] = min(255, (pixels[channel] * 255 + alpha // 2) // alpha)
    return bytes(pixels)
