"""A picture of shapes as an SVG symbol: colour emoji stay sharp however far a card is enlarged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from imggen.paint.pathdata import number, path_data
from imggen.paint.svg_ink import filled
from imggen.paint.svg_shared import EM, Shared
from imggen.scene import Gradient, Layer, Outline, RadialGradient, Shape, Vector


def vector_symbol(vector: Vector, shared: Shared) -> str:
    """The id of a picture: what sticks out of its frame is cut off, as it is in pixels."""
    return shared.define(vector, lambda name: _symbol(name, vector, shared))


def _symbol(name: str, vector: Vector, shared: Shared) -> str:
    often = Counter(shape.outline for shape in _shapes(vector.layer))
    inside = _Symbol(shared, frozenset(outline for outline, times in often.items() if times > 1)).layer(vector.layer)
    frame = vector.frame
    view = " ".join(number(EM * value) for value in (frame.left, frame.top, frame.width, frame.height))
    return f'<symbol id="{name}" viewBox="{view}" preserveAspectRatio="none">{inside}</symbol>'


class _Symbol:
    """Writes layers; an outline that is filled more than once is defined once."""

    def __init__(self, shared: Shared, repeated: frozenset[Outline]) -> None:
        self.shared, self.repeated = shared, repeated

    def layer(self, layer: Layer) -> str:
        inside = "".join(self.layer(child) if isinstance(child, Layer) else self._shape(child) for child in layer.children)
        marks = f' opacity="{number(layer.opacity, 3)}"' if layer.opacity < 1 else ""
        if layer.blend != "normal":
            marks += f' style="mix-blend-mode:{layer.blend}"'
        elif any(isinstance(child, Layer) and child.blend != "normal" for child in layer.children):
            # What is blended is blended with what its group holds, not with the card under it.
            marks += ' style="isolation:isolate"'
        return f"<g{marks}>{inside}</g>" if marks else inside

    def _shape(self, shape: Shape) -> str:
        if shape.outline in self.repeated:
            return f'<use xlink:href="#{self.shared.glyph(shape.outline)}"{self._fill(shape)}/>'
        return f'<path{self._fill(shape)} d="{path_data(shape.outline, EM, 0)}"/>'

    def _fill(self, shape: Shape) -> str:
        match shape.fill:
            case Gradient(start, end, stops):
                grown = Gradient((EM * start[0], EM * start[1]), (EM * end[0], EM * end[1]), stops)
                return f' fill="url(#{self.shared.gradient(grown)})"'
            case RadialGradient():
                return f' fill="url(#{self.shared.radial_gradient(shape.fill)})"'
            case colour:
                return filled(colour)


def _shapes(layer: Layer) -> Iterator[Shape]:
    for child in layer.children:
        if isinstance(child, Layer):
            yield from _shapes(child)
        else:
            yield child
