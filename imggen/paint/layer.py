"""A large group painted once and kept as pixels, so that the next card that shows it is cheap."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np

from imggen.paint.pen import Rows

MOST_BYTES = 16_000_000
"""How much is kept; the oldest layers go first."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """The inked part of a canvas."""

    rows: Rows
    left: int
    top: int
    opaque: bool
    """Whether nothing shines through it, so that it can be copied where it lies."""


_KEPT: dict[Hashable, Layer] = {}


def kept_layer(key: Hashable, paint: Callable[[], Rows]) -> Layer:
    """The layer of that key: what `paint` made of it, cut to what is inked, now or before."""
    layer = _KEPT.get(key)
    if layer is None:
        layer = _KEPT[key] = _cut(paint())
        for oldest in list(_KEPT)[:-1]:
            if sum(kept.rows.nbytes for kept in list(_KEPT.values())) <= MOST_BYTES:
                break
            _KEPT.pop(oldest, None)
    return layer


def _cut(rows: Rows) -> Layer:
    inked = rows[..., 3] != 0
    down, across = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
    if not len(down):
        return Layer(rows[:0, :0].copy(), 0, 0, opaque=False)
    part = rows[down[0] : down[-1] + 1, across[0] : across[-1] + 1].copy()
    return Layer(part, int(across[0]), int(down[0]), opaque=bool((part[..., 3] == 255).all()))
