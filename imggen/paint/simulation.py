"""A picture as others see it: without some of the cones, in greys, or small on a telephone."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from imggen.colour import Sight, seen_by
from imggen.paint.pixels import Pixels

SIMULATIONS = ("protan", "deutan", "tritan", "grey", "400px")
_GREY = ((0.2126, 0.7152, 0.0722),) * 3
"""The luminance of WCAG 2.2."""
_SMALL = 400
_GAP, _GROUND = 16, "#8c8a94"
"""On a sheet: what parts two pictures, and what lies under them."""
_FINE = 4096


def simulated(pixels: Pixels, simulation: str) -> Image.Image:
    """The picture as it is seen; as it is, for an empty name."""
    image = Image.fromarray(pixels.rgba[..., :3], "RGB") if not simulation or simulation == "400px" else None
    if image is not None and simulation:
        return image.resize((_SMALL, round(image.height * _SMALL / image.width)), Image.Resampling.LANCZOS)
    return image or Image.fromarray(_seen(pixels.rgba[..., :3], simulation), "RGB")


def _seen(rgb: NDArray[np.uint8], simulation: str) -> NDArray[np.uint8]:
    matrix = np.array(_GREY if simulation == "grey" else seen_by(_sight(simulation)), np.float32)
    colours, places = np.unique(rgb.reshape(-1, 3), axis=0, return_inverse=True)
    light = _to_light()[colours] @ matrix.T
    seen = _from_light()[np.rint(np.clip(light, 0, 1) * (_FINE - 1)).astype(np.int32)]
    shown: NDArray[np.uint8] = seen[places.reshape(-1)].reshape(rgb.shape)
    return shown


def _sight(simulation: str) -> Sight:
    sights: dict[str, Sight] = {"protan": "protan", "deutan": "deutan", "tritan": "tritan"}
    return sights[simulation]


@cache
def _to_light() -> NDArray[np.float32]:
    share = np.arange(256, dtype=np.float32) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4).astype(np.float32)


@cache
def _from_light() -> NDArray[np.uint8]:
    light = np.linspace(0, 1, _FINE)
    share = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    bent: NDArray[np.uint8] = np.rint(255 * share).astype(np.uint8)
    return bent


def quick_png(image: Image.Image) -> bytes:
    """A picture as a PNG file that is written fast, and not small."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """Pictures in rows on a grey ground."""
    width = max(sum(image.width + _GAP for image in row) for row in rows) + _GAP
    whole = Image.new("RGB", (width, sum(max(image.height for image in row) + _GAP for row in rows) + _GAP), _GROUND)
    top = _GAP
    for row in rows:
        left = _GAP
        for image in row:
            whole.paste(image, (left, top))
            left += image.width + _GAP
        top += max(image.height for image in row) + _GAP
    return whole
