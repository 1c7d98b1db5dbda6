"""What the nodes of an SVG share: glyphs, gradients and clips, each defined once."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from imggen.paint.pathdata import number, path_data
from imggen.paint.svg_ink import matrix, stops
from imggen.scene import Affine, Box, Gradient, Outline, RadialGradient

EM = 1000
"""Glyphs are drawn in thousandths of an em, whole numbers."""
MARK = "\x00"
"""Stands before every id until the prefix is known; no XML may contain it."""


class Shared:
    """Definitions in the order they were first met, and the ids they have."""

    def __init__(self) -> None:
        self.defined: list[str] = []
        self._names: dict[Hashable, str] = {}

    def define(self, key: Hashable, written: Callable[[str], str]) -> str:
        """The id of something shared, written down the first time it is met."""
        if key not in self._names:
            self._names[key] = f"{MARK}{len(self._names)}"
            self.defined.append(written(self._names[key]))
        return self._names[key]

    def glyph(self, outline: Outline) -> str:
        """The id of an outline in em."""
        return self.define(outline, lambda name: f'<path id="{name}" d="{path_data(outline, EM, 0)}"/>')

    def gradient(self, gradient: Gradient) -> str:
        """The id of a linear gradient."""
        ends = " ".join(f'{key}="{number(at)}"' for key, at in zip(("x1", "y1", "x2", "y2"), (*gradient.start, *gradient.end), strict=True))
        return self.define(
            gradient, lambda name: f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {ends}>{stops(gradient)}</linearGradient>'
        )

    def radial_gradient(self, gradient: RadialGradient) -> str:
        """The id of a radial gradient in em."""
        keys = ("fx", "fy", "fr", "cx", "cy", "r")
        circles = " ".join(f'{key}="{number(at)}"' for key, at in zip(keys, (*gradient.start, *gradient.end), strict=True))
        moved = f' gradientTransform="{matrix(Affine(EM, 0, 0, EM).after(gradient.transform))}"'
        return self.define(
            gradient,
            lambda name: f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" {circles}{moved}>{stops(gradient)}</radialGradient>',
        )

    def clip(self, clip: Box) -> str:
        """The id of a box that something is cut off by."""
        corners = f"M{number(clip.left)} {number(clip.top)}H{number(clip.right)}V{number(clip.bottom)}H{number(clip.left)}z"
        return self.define(clip, lambda name: f'<clipPath id="{name}"><path d="{corners}"/></clipPath>')
