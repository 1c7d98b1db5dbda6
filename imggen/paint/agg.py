"""A scene becomes pixels: its paths, glyphs and pictures are filled by Agg, in order. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from imggen.colour import Colour
from imggen.paint.clip import Clip, clip_of
from imggen.paint.layer import kept_layer
from imggen.paint.pen import Codes, Ink, Pen, Points
from imggen.paint.pixels import Pixels
from imggen.paint.surface import Surface
from imggen.scene import Affine, Gradient, Group, Image, Node, Outline, Path, Scene, Stroke, Text

KEPT_ROLES = frozenset({"art", "background"})
"""Groups of these roles are painted once, each on a layer of its own that is kept: they are large, and the next card shows them again."""

_UNSEEN: Ink = (0.0, 0.0, 0.0, 1e-6)
"""A fill that colours nothing: Agg cuts the lines of what has no fill one pixel outside the canvas."""
_CUT_UNSEEN = 2.0
_NOTHING = np.empty((0, 2)), np.empty(0, np.uint8)


def paint(scene: Scene) -> Pixels:
    """Paint a scene on its paper: `Scene.pixels` wide and high, opaque, the same bytes for the same scene."""
    surface = Surface(*scene.pixels)
    surface.cover(*scene.paper[:3])
    _Brush(surface, Affine(scene.scale, 0, 0, scene.scale), None).nodes(scene.nodes)
    return Pixels(surface.width, surface.height, surface.pixels)


class _Brush:
    """Draws nodes on a surface under one transform and one clip; a group gets a brush of its own."""

    def __init__(self, surface: Surface, transform: Affine, clip: Clip | None) -> None:
        self._surface, self._transform, self._clip = surface, transform, clip
        self._matrix = surface.matrix(*transform)

    def nodes(self, nodes: Sequence[Node]) -> None:
        paths = iter(text_paths([node for node in nodes if isinstance(node, Text)]))
        for node in nodes:
            match node:
                case Text():
                    self._text(node, *next(paths))
                case Path():
                    self._path(node)
                case Group():
                    self._group(node)
                case Image():
                    self._image(node)

    def _path(self, path: Path) -> None:
        points, codes = outline_points(path.outline)
        fill, pen = path.fill, self._pen(path.stroke)
        if isinstance(fill, Gradient):
            from imggen.paint.gradient import fill_with_gradient

            fill_with_gradient(self._surface, points, codes, self._transform, fill, self._clip)
            fill = None
        if len(codes) and (fill or pen):
            ink = _ink(fill) if fill else _UNSEEN if pen and self._reaches_in(pen, points) else None
            self._surface.draw(points, codes, self._matrix, ink, pen, self._clip)

    def _reaches_in(self, pen: Pen, points: Points) -> bool:
        """Whether a line may run outside the canvas, and is too wide, or dashed, to be cut off at its edge as Agg does."""
        a, b, c, d, e, f = self._transform
        if pen.width <= _CUT_UNSEEN and not pen.dash:
            return False
        if b or c or a <= 0 or d <= 0:
            return True
        (left, top), (right, bottom) = points.min(0).tolist(), points.max(0).tolist()
        within = left >= -e / a and right <= (self._surface.width - e) / a and top >= -f / d and bottom <= (self._surface.height - f) / d
        return not within

    def _text(self, text: Text, points: Points, codes: Codes) -> None:
        if not len(codes):
            return
        halo = self._pen(text.halo)
        if halo is not None:
            self._surface.draw(points, codes, self._matrix, None, halo, self._clip)
        self._surface.draw(points, codes, self._matrix, _ink(text.fill), None, self._clip)

    def _image(self, image: Image) -> None:
        from imggen.paint.picture import placed_picture  # here, because it brings Pillow

        self._surface.lay(*placed_picture(image.picture, image.box, self._transform), self._clip)

    def _group(self, group: Group) -> None:
        transform = self._transform.after(group.transform)
        clip = self._clip if group.clip is None else clip_of(group.clip, transform, self._clip)
        if clip is not None and clip.empty:
            return
        if group.role not in KEPT_ROLES:
            _Brush(self._surface, transform, clip).nodes(group.children)
            return
        size = self._surface.width, self._surface.height

        def fresh() -> Surface:
            surface = Surface(*size)
            _Brush(surface, transform, clip).nodes(group.children)
            return surface

        layer = kept_layer((group.children, transform, clip and clip.corners, size), lambda: fresh().pixels)
        if layer.opaque:
            self._surface.put(layer.rows, layer.left, layer.top)
        else:
            self._surface.lay(layer.rows, layer.left, layer.top, None)

    def _pen(self, stroke: Stroke | None) -> Pen | None:
        if stroke is None or stroke.width <= 0:
            return None
        factor = self._transform.factor
        return Pen(_ink(stroke.colour), stroke.width * factor, stroke.cap, stroke.join, tuple(part * factor for part in stroke.dash))


@lru_cache(maxsize=256)
def _ink(colour: Colour) -> Ink:
    return colour.red / 255, colour.green / 255, colour.blue / 255, colour.alpha


def outline_points(outline: Outline) -> tuple[Points, Codes]:
    """An outline's points, a row each, and their codes."""
    return np.asarray(outline.points, np.float64).reshape(-1, 2), np.frombuffer(outline.codes, np.uint8)


_glyph_points = lru_cache(maxsize=4096)(outline_points)


def text_paths(texts: Sequence[Text]) -> list[tuple[Points, Codes]]:
    """Each text as one path, so that it is filled at once. All are enlarged and moved together: it is a fourth of the work."""
    glyphs = [glyph for text in texts for glyph in text.glyphs]
    if not glyphs:
        return [_NOTHING] * len(texts)
    shapes = [_glyph_points(glyph.outline) for glyph in glyphs]
    ends = np.cumsum([len(codes) for _, codes in shapes])
    placed = np.array([part for _, x, y, size, _, _ in glyphs for part in (size, x, y)]).reshape(-1, 3)
    places = np.repeat(placed, [len(codes) for _, codes in shapes], axis=0)
    points = np.concatenate([points for points, _ in shapes])
    points *= places[:, :1]
    points += places[:, 1:]
    codes = np.concatenate([codes for _, codes in shapes])
    bounds = [0, *(int(end) for end in np.concatenate(([0], ends))[np.cumsum([len(text.glyphs) for text in texts])])]
    return [(points[start:end], codes[start:end]) for start, end in pairwise(bounds)]
