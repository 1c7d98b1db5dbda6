"""Layers that are kept: cut to what is inked, and copied where nothing shines through them."""

from __future__ import annotations

import numpy as np

from imggen.paint.layer import kept_layer
from imggen.paint.surface import Surface


def rows(alpha: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    made = np.zeros((9, 12, 4), np.uint8)
    made[2:7, 3:11] = (90, 120, 200, alpha)
    return made


def test_a_layer_is_cut_to_what_is_inked_and_knows_whether_it_is_opaque() -> None:
    solid, faint, empty = (kept_layer(("layer", alpha), lambda alpha=alpha: rows(alpha)) for alpha in (255, 200, 0))
    assert (solid.left, solid.top, solid.rows.shape) == (3, 2, (5, 8, 4))
    assert solid.opaque
    assert not faint.opaque
    assert not empty.opaque


def test_opaque_pixels_that_are_put_are_those_that_would_be_laid() -> None:
    layer = kept_layer(("layer", 255), lambda: rows(255))
    put, laid = Surface(12, 9), Surface(12, 9)
    for surface in (put, laid):
        surface.cover(250, 240, 230)
    put.put(layer.rows, layer.left, layer.top)
    laid.lay(layer.rows, layer.left, layer.top, None)
    assert (put.pixels == laid.pixels).all()
