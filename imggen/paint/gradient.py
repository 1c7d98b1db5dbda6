"""A shape filled with a linear gradient: the shape's coverage, coloured pixel by pixel."""

from __future__ import annotations

import math

import numpy as np

from imggen.paint.clip import Clip
from imggen.paint.pen import Codes, Points, Rows
from imggen.paint.surface import Surface
from imggen.scene import Affine, Gradient

_STEPS = 1023
_COVERED = (0.0, 0.0, 0.0, 1.0)


def fill_with_gradient(surface: Surface, points: Points, codes: Codes, transform: Affine, gradient: Gradient, clip: Clip | None) -> None:
    """Fill a path with a gradient. Both are in the node's own units; `transform` takes them to pixels."""
    ends = points[codes != 79] @ np.array(((transform.a, transform.b), (transform.c, transform.d))) + (transform.e, transform.f)
    if not len(ends):
        return
    left, top = (max(0, math.floor(least)) for least in ends.min(axis=0))
    right, bottom = (min(most, math.ceil(end)) for most, end in zip((surface.width, surface.height), ends.max(axis=0), strict=True))
    if left >= right or top >= bottom:
        return
    mask = Surface(right - left, bottom - top)
    moved = Affine(*transform[:4], transform.e - left, transform.f - top)
    mask.draw(points, codes, mask.matrix(*moved), _COVERED, None, None)
    rows = _ramp(gradient)[_steps(gradient, moved, mask.width, mask.height)]
    rows[..., 3] = (rows[..., 3].astype(np.uint16) * mask.pixels[..., 3] + 127) // 255
    surface.lay(rows, left, top, clip)


def _steps(gradient: Gradient, transform: Affine, width: int, height: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """How far along the gradient the middle of each pixel lies, 0 to `_STEPS`."""
    along = (gradient.end[0] - gradient.start[0], gradient.end[1] - gradient.start[1])
    span, area = along[0] ** 2 + along[1] ** 2, transform.a * transform.d - transform.b * transform.c
    if span == 0 or area == 0:
        return np.full((height, width), _STEPS, np.intp)
    by_x = (along[0] * transform.d - along[1] * transform.b) / area / span
    by_y = (along[1] * transform.a - along[0] * transform.c) / area / span
    x0, y0 = transform.of(*gradient.start)
    share = by_x * (np.arange(width) + 0.5 - x0) + (by_y * (np.arange(height) + 0.5 - y0))[:, None]
    return np.asarray(np.clip(np.rint(share * _STEPS), 0, _STEPS), np.intp)


def _ramp(gradient: Gradient) -> Rows:
    """The colours along the gradient, `_STEPS` + 1 of them, mixed as SVG mixes them: not premultiplied."""
    offsets = [offset * _STEPS for offset, _ in gradient.stops]
    channels = zip(*((*colour[:3], 255 * colour.alpha) for _, colour in gradient.stops), strict=True)
    mixed = [np.interp(np.arange(_STEPS + 1), offsets, channel) for channel in channels]
    return np.asarray(np.rint(np.stack(mixed, axis=-1)), np.uint8)
