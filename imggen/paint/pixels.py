"""A painted picture, before it is a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """A picture as `height` rows of `width` pixels, top first, each red, green, blue and an alpha of 255."""

    width: int
    height: int
    rgba: NDArray[np.uint8]
    """C-contiguous, height by width by 4."""
