"""A colour emoji as shapes: what its font says to paint (COLR), resolved to outlines and final fills."""

from __future__ import annotations

from array import array
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from imggen.colour import Colour
from imggen.errors import InputError
from imggen.scene import Affine, Gradient, Layer, Outline, RadialGradient, Shape
from imggen.text.emoji_gradients import colour_of, linear, radial
from imggen.text.face import Face
from imggen.text.outlines import outline

_MOST_POINTS = 60_000
"""More than this is no emoji: it stays pixels."""
_FARTHEST = 1e6
_MODE = hb.PaintCompositeMode
_BLENDS = {
    _MODE.SRC_OVER: "normal",
    **{_MODE[name.upper().replace("-", "_")]: name for name in ("screen", "overlay", "darken", "lighten", "color-dodge", "color-burn")},
    **{_MODE[name.upper().replace("-", "_")]: name for name in ("hard-light", "soft-light", "difference", "exclusion", "multiply")},
    **{_MODE[f"HSL_{name.upper()}"]: name for name in ("hue", "saturation", "color", "luminosity")},
}


Paint = Colour | Gradient | RadialGradient


class _Everywhere(NamedTuple):
    """A paint without a shape: it fills whatever it is laid into."""

    paint: Paint


_Painted = Shape | Layer | _Everywhere


class _Beyond(Exception):  # noqa: N818 - it is no error: the emoji stays pixels
    """Something that shapes can't say."""


class _Easel:
    """What HarfBuzz has asked for so far. A group that is open is a list of its children."""

    def __init__(self, face: Face) -> None:
        self.face = face
        flip = Affine(face.em, 0, 0, -face.em)
        self.transforms = [flip]
        self.clips: list[Outline | None] = []
        self.groups: list[list[_Painted]] = [[]]
        self.points = 0
        self.moved: dict[tuple[Outline, Affine], Outline] = {}
        self.beyond = False
        """Something was asked for that shapes can't say."""

    def transform(self, *by: float) -> None:
        self.transforms.append(self.transforms[-1].after(Affine(*by)))
        self.beyond |= not all(abs(value) < _FARTHEST for value in self.transforms[-1])

    def clip(self, glyph: int) -> None:
        drawn = self._outline(glyph)
        self.beyond |= drawn is None or any(self.clips)
        if drawn is None or self.beyond:
            self.clips.append(None)
            return
        # The outline is in em, y down already: only what the emoji adds to that is applied.
        moved = self.transforms[-1].after(Affine(1 / self.face.em, 0, 0, -1 / self.face.em))
        if moved != Affine() and (drawn, moved) not in self.moved:
            self.moved[drawn, moved] = _moved(drawn, moved)
        self.clips.append(self.moved.get((drawn, moved), drawn))

    def _outline(self, glyph: int) -> Outline | None:
        """An outline, as long as there are not too many points: what is raised in here would get lost in HarfBuzz."""
        try:
            drawn = None if self.beyond else outline(self.face, glyph)[0]
        except InputError:
            return None
        self.points += len(drawn.codes) if drawn else 0
        return drawn if self.points <= _MOST_POINTS else None

    def fill(self, paint: Paint | None) -> None:
        if paint is None:
            self.beyond = True
            return
        shape = next((clip for clip in reversed(self.clips) if clip is not None), None)
        self.groups[-1].append(_Everywhere(paint) if shape is None else Shape(shape, paint))

    def end_group(self, mode: hb.PaintCompositeMode) -> None:
        source, backdrop = self.groups.pop(), self.groups[-1]
        try:
            if mode == _MODE.SRC_IN:
                self.groups[-1] = [_laid_into(source, backdrop)] if source and backdrop else []
            elif source:
                backdrop.append(Layer(_shapes(source), blend=_BLENDS[mode]))
        except (_Beyond, KeyError):
            self.beyond = True


def shapes(face: Face, glyph: int) -> Layer | None:
    """An emoji in em, y down, from its origin; None for one that is better left as pixels."""
    easel = _Easel(face)
    face.font.paint_glyph(glyph, _funcs(), easel)
    if easel.beyond or len(easel.groups) != 1:
        return None
    try:
        return Layer(_shapes(easel.groups[0]))
    except _Beyond:
        return None


def _shapes(group: list[_Painted]) -> tuple[Shape | Layer, ...]:
    if any(isinstance(one, _Everywhere) for one in group):
        raise _Beyond
    return tuple(one for one in group if not isinstance(one, _Everywhere))


def _laid_into(source: list[_Painted], backdrop: list[_Painted]) -> Layer:
    """The source where the backdrop is, as far as that covers: one of the two has to be everywhere."""
    within, paint = backdrop[-1], source[-1]
    if len(backdrop) == 1 and isinstance(within, _Everywhere) and isinstance(within.paint, Colour):
        return Layer(_shapes(source), within.paint.alpha)
    if len(source) > 1 or not isinstance(paint, _Everywhere):
        raise _Beyond
    return _cut_out(paint.paint, backdrop)


def _cut_out(paint: Paint, stencils: list[_Painted]) -> Layer:
    """A paint in the shape of stencils: laid on where each covers, as if it were opaque, then made as clear as it is."""
    solid, alpha = _solid(paint)
    cut = []
    for stencil in stencils:
        if not isinstance(stencil, Shape) or not isinstance(stencil.fill, Colour):
            raise _Beyond
        cut.append(Shape(stencil.outline, _faded(solid, stencil.fill.alpha)))
    return Layer(tuple(cut), alpha)


def _solid(paint: Paint) -> tuple[Paint, float]:
    """The paint made opaque, and how much of it covers: the same everywhere, or it is beyond shapes."""
    if isinstance(paint, Colour):
        return paint._replace(alpha=1.0), paint.alpha
    alphas = {colour.alpha for _, colour in paint.stops}
    if len(alphas) > 1:
        raise _Beyond
    return _faded(paint, 1 / max(alphas)) if max(alphas) else paint, alphas.pop()


def _faded(paint: Paint, alpha: float) -> Paint:
    if isinstance(paint, Colour):
        return paint.faded(alpha)
    return replace(paint, stops=tuple((offset, colour.faded(alpha)) for offset, colour in paint.stops))


def _moved(drawn: Outline, transform: Affine) -> Outline:
    points = zip(drawn.points[0::2], drawn.points[1::2], strict=True)
    return Outline(drawn.codes, array("d", (value for x, y in points for value in transform.of(x, y))))


@lru_cache(1)
def _funcs() -> hb.PaintFuncs:
    funcs = hb.PaintFuncs()
    funcs.set_push_transform_func(lambda *asked: asked[-1].transform(*asked[:-1]))
    funcs.set_pop_transform_func(lambda easel: easel.transforms.pop() and None)
    funcs.set_push_clip_glyph_func(lambda glyph, easel: easel.clip(glyph))
    # A rectangle only says where the glyph may be inked: the picture's frame is around it.
    funcs.set_push_clip_rectangle_func(lambda *asked: asked[-1].clips.append(None))
    funcs.set_pop_clip_func(lambda easel: easel.clips.pop() and None)
    funcs.set_color_func(lambda colour, _foreground, easel: easel.fill(colour_of(colour)))
    funcs.set_linear_gradient_func(lambda line, *asked: asked[-1].fill(linear(line, asked[-1].transforms[-1], asked[:-1])))
    funcs.set_radial_gradient_func(lambda line, *asked: asked[-1].fill(radial(line, asked[-1].transforms[-1], asked[:-1])))
    # A sweep, and pixels in a font, are beyond shapes.
    funcs.set_sweep_gradient_func(lambda *asked: asked[-1].fill(None))
    funcs.set_image_func(lambda *asked: asked[-1].fill(None))
    funcs.set_push_group_func(lambda easel: easel.groups.append([]))
    funcs.set_pop_group_func(lambda mode, easel: easel.end_group(mode))
    return funcs
