"""The transforms that SVG writes, and outlines moved by them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from math import cos, isfinite, radians, sin, tan

from imggen.scene import Affine, Outline

_CALL = re.compile(r"\s*(\w+)\s*\(([^()]*)\)\s*,?")
_MOST = 20
"""How many transforms one element may have after each other."""


def _rotate(angle: float, x: float = 0.0, y: float = 0.0) -> Affine:
    turn = Affine(cos(radians(angle)), sin(radians(angle)), -sin(radians(angle)), cos(radians(angle)))
    return Affine(e=x, f=y).after(turn).after(Affine(e=-x, f=-y))


_MAKE: Mapping[str, Callable[..., Affine]] = {
    "matrix": Affine,
    "translate": lambda x, y=0.0: Affine(e=x, f=y),
    "scale": lambda x, y=None: Affine(a=x, d=x if y is None else y),
    "rotate": _rotate,
    "skewX": lambda angle: Affine(c=tan(radians(angle))),
    "skewY": lambda angle: Affine(b=tan(radians(angle))),
}


def parse_transform(text: str) -> Affine:
    """Read SVG's `transform`: none for an empty text. Raises ValueError for one that means nothing."""
    transform, position = Affine(), 0
    for _ in range(_MOST):
        if not text[position:].strip():
            return transform
        call = _CALL.match(text, position)
        if call is None or call[1] not in _MAKE:
            break
        numbers = [float(part) for part in call[2].replace(",", " ").split()]
        try:
            transform = transform.after(_MAKE[call[1]](*numbers))
        except TypeError:
            break
        position = call.end()
    if position >= len(text.rstrip()) and all(map(isfinite, transform)):
        return transform
    raise ValueError(text[:40])


def placed(outline: Outline, transform: Affine) -> Outline:
    """The outline where a transform puts it."""
    if transform == Affine():
        return outline
    points = iter(outline.points)
    moved = array("d")
    for x, y in zip(points, points, strict=True):
        moved.extend(transform.of(x, y))
    return Outline(outline.codes, moved)
