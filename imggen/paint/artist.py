"""A scene as a matplotlib Artist: a card on anybody's figure, on any backend, words and shapes as vectors where the backend has them.

Only here is matplotlib itself imported, and only when an artist is asked for. Every setting is passed: no rcParams are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from imggen.colour import Colour
from imggen.paint.agg import outline_points, text_paths
from imggen.paint.clip import Clip, clip_of
from imggen.paint.pen import Codes, Points
from imggen.paint.public import quiet_matplotlib
from imggen.scene import CLOSE, LINE, MOVE, Affine, Box, Gradient, Group, Image, Node, Outline, Path, Scene, Stroke, Text

with quiet_matplotlib():
    from matplotlib.artist import Artist
    from matplotlib.image import BboxImage
    from matplotlib.path import Path as Shape
    from matplotlib.transforms import Affine2D, Bbox, IdentityTransform, TransformedPath

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.figure import Figure

_CLEAR = (0.0, 0.0, 0.0, 0.0)


class SceneArtist(Artist):
    """Draws a scene into a box of its transform's coordinates: as large as fits, in the middle, its proportions kept.

    `box` is left, bottom, width and height: of the figure after `figure.add_artist`, where (0, 0, 1, 1) is all of it, and of the data
    after `axes.add_artist`; with `artist.set_transform(axes.transAxes)`, of the axes.
    """

    def __init__(self, scene: Scene, box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)) -> None:
        super().__init__()
        self.scene = scene
        self.box = box
        # Above the axes, as a text or a picture that is added to a figure stands above them.
        self.set_zorder(2)

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        """The box that the card fills, in pixels of the canvas."""
        left, bottom, width, height = self.box
        room = Bbox.from_bounds(left, bottom, width, height).transformed(self.get_transform())
        factor = min(room.width / self.scene.width, room.height / self.scene.height)
        width, height = self.scene.width * factor, self.scene.height * factor
        return Bbox.from_bounds((room.x0 + room.x1 - width) / 2, (room.y0 + room.y1 - height) / 2, width, height)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the scene, on its paper."""
        if not self.get_visible():
            return
        extent = self.get_window_extent(renderer)
        factor = extent.width / self.scene.width
        # The scene's y grows downwards, the canvas's upwards.
        transform = Affine(factor, 0, 0, -factor, extent.x0, extent.y1)
        renderer.open_group("imggen-card")
        paper = Box(0, 0, self.scene.width, self.scene.height)
        brush = _Brush(renderer, cast("Figure", self.get_figure(root=True)), transform, clip_of(paper, transform, None))
        brush.fill(_rectangle(paper), self.scene.paper)
        brush.nodes(self.scene.nodes)
        renderer.close_group("imggen-card")
        self.stale = False


class _Brush:
    """Draws nodes under one transform and one clip; a group gets a brush of its own."""

    def __init__(self, renderer: RendererBase, figure: Figure, transform: Affine, clip: Clip) -> None:
        self._renderer, self._figure, self._affine, self._clip = renderer, figure, transform, clip
        self._transform = _matrix(transform)

    def nodes(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            match node:
                case Path():
                    self._path(node)
                case Text():
                    self._text(node)
                case Image():
                    self._image(node)
                case Group():
                    inner = self._affine.after(node.transform)
                    clip = self._clip if node.clip is None else clip_of(node.clip, inner, self._clip)
                    if len(clip.corners) > 2:
                        _Brush(self._renderer, self._figure, inner, clip).nodes(node.children)

    def fill(self, shape: Shape, colour: Colour) -> None:
        """Fill a shape that is in the brush's own units."""
        self._draw(shape, colour, None)

    def _path(self, path: Path) -> None:
        shape, fill = _shape(path.outline), path.fill
        if not path.outline.codes:
            return
        if isinstance(fill, Gradient):
            self._gradient(shape, fill)
            fill = None
        if fill or path.stroke:
            self._draw(shape, fill, path.stroke)

    def _text(self, text: Text) -> None:
        ((points, codes),) = text_paths([text])
        if not len(codes):
            return
        shape = _drawable(points, codes)
        if text.halo is not None and text.halo.width > 0:
            self._draw(shape, None, text.halo)
        self._draw(shape, text.fill, None)

    def _image(self, image: Image) -> None:
        left, top, right, bottom = image.box
        corners = self._transform.transform([(left, bottom), (right, top)])
        picture = image.picture
        rows = np.frombuffer(picture.pixels, np.uint8).reshape(picture.height, picture.width, 4)
        shown = BboxImage(Bbox(corners), interpolation="antialiased", interpolation_stage="rgba", origin="upper", resample=True)
        shown.set_data(rows)
        shown.set_clip_box(Bbox((np.min(self._clip.corners, axis=0), np.max(self._clip.corners, axis=0))))
        shown.set_figure(self._figure)
        shown.draw(self._renderer)

    def _gradient(self, shape: Shape, gradient: Gradient) -> None:
        """A gradient is bands of two triangles each, across the shape, between one stop and the next."""
        (x, y), along = gradient.start, np.subtract(gradient.end, gradient.start)
        span = float(along @ along)
        if span == 0:
            self._draw(shape, gradient.stops[-1][1], None)
            return
        across = np.array((-along[1], along[0]))
        extents = shape.get_extents()
        corners = extents.corners() - (x, y)
        ends, sides = corners @ along / span, corners @ across / span
        stops = [(min(ends.min(), 0.0), gradient.stops[0][1]), *gradient.stops, (max(ends.max(), 1.0), gradient.stops[-1][1])]
        triangles, colours = [], []
        for (start, first), (end, last) in pairwise(stops):
            near, far = (x, y) + along * start, (x, y) + along * end
            low, high = across * sides.min(), across * sides.max()
            triangles += [(near + low, near + high, far + low), (near + high, far + low, far + high)]
            colours += [(_ink(first), _ink(first), _ink(last)), (_ink(first), _ink(last), _ink(last))]
        context = self._context(None)
        context.set_clip_path(TransformedPath(shape, self._transform))
        self._renderer.draw_gouraud_triangles(context, np.array(triangles), np.array(colours), self._transform)
        context.restore()

    def _draw(self, shape: Shape, fill: Colour | None, stroke: Stroke | None) -> None:
        context = self._context(stroke)
        self._renderer.draw_path(context, shape, self._transform, _ink(fill) if fill else None)
        context.restore()

    def _context(self, stroke: Stroke | None) -> GraphicsContextBase:
        """The settings of a line, every one of them given."""
        context = self._renderer.new_gc()
        context.set_snap(False)
        context.set_antialiased(True)
        self._cut(context)
        if stroke is None or stroke.width <= 0:
            context.set_linewidth(0.0)
            context.set_foreground(_CLEAR, isRGBA=True)
            return context
        points = self._affine.factor / cast("float", self._renderer.points_to_pixels(1.0))
        context.set_foreground(_ink(stroke.colour), isRGBA=True)
        context.set_linewidth(stroke.width * points)
        context.set_capstyle(cast("Any", stroke.cap))
        context.set_joinstyle(cast("Any", stroke.join))
        context.set_dashes(0.0, [part * points for part in stroke.dash] or None)
        return context

    def _cut(self, context: GraphicsContextBase) -> None:
        """Cut off what a group does not let through: an upright clip is a rectangle, a slanted one a path."""
        corners = np.array(self._clip.corners)
        if self._clip.box is not None:
            context.set_clip_rectangle(Bbox((corners.min(axis=0), corners.max(axis=0))))
        else:
            context.set_clip_path(TransformedPath(Shape(corners, closed=True), IdentityTransform()))


def _matrix(transform: Affine) -> Affine2D:
    a, b, c, d, e, f = transform
    return Affine2D(np.array(((a, c, e), (b, d, f), (0.0, 0.0, 1.0))))


def _shape(outline: Outline) -> Shape:
    points, codes = outline_points(outline)
    return _drawable(points, codes)


def _drawable(points: Points, codes: Codes) -> Shape:
    shape = Shape(points, codes if len(codes) else None)
    shape.should_simplify = False
    return shape


def _rectangle(box: Box) -> Shape:
    corners = [box[:2], (box.right, box.top), box[2:], (box.left, box.bottom), box[:2]]
    return Shape(corners, [MOVE, LINE, LINE, LINE, CLOSE])


def _ink(colour: Colour) -> tuple[float, float, float, float]:
    return colour.red / 255, colour.green / 255, colour.blue / 255, colour.alpha
