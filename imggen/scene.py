"""The resolved drawing: absolute places, final colours, glyphs already chosen. Nothing here measures or paints.

A scene answers every question a painter could ask. There are four nodes and no others: `Path`, `Text`, `Image`, `Group`.
No units, no inheritance, no wrapping, no font names to look up: y grows downwards, lengths are in the scene's own units,
and `Scene.scale` says how many pixels a unit is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from imggen.colour import Colour

MOVE, LINE, QUADRATIC, CUBIC, CLOSE = 1, 2, 3, 4, 79
"""Drawing commands, one code a point (two points for a quadratic curve, three for a cubic one): matplotlib's path codes."""


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, x and y."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """The box with every side moved outwards."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the other lies within, give or take `slack`."""
        grown = self.grown(slack)
        return grown.left <= other.left and other.right <= grown.right and grown.top <= other.top and other.bottom <= grown.bottom

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))


class Affine(NamedTuple):
    """A transform: x' = a x + c y + e, y' = b x + d y + f (the order of SVG's `matrix`)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Affine) -> Affine:
        """The transform that does `first`, then this one."""
        a, b = self.a * first.a + self.c * first.b, self.b * first.a + self.d * first.b
        c, d = self.a * first.c + self.c * first.d, self.b * first.c + self.d * first.d
        return Affine(a, b, c, d, *self.of(first.e, first.f))

    @property
    def factor(self) -> float:
        """How much longer a length becomes, on average."""
        return float(abs(self.a * self.d - self.b * self.c) ** 0.5)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Outline:
    """A shape: one code a point and the points as x0, y0, x1, y1 …; CLOSE has a point of its own, which is ignored.

    Compared by identity, so that painters may keep what they made of it.
    """

    codes: bytes
    points: array[float]

    def box(self) -> Box:
        """The box around all points, control points included; a zero box for an empty outline."""
        kept = [i for i, code in enumerate(self.codes) if code != CLOSE]
        if not kept:
            return Box(0, 0, 0, 0)
        xs, ys = [self.points[2 * i] for i in kept], [self.points[2 * i + 1] for i in kept]
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear gradient from one point to another; stops are (offset 0 to 1, colour), in order."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[tuple[float, Colour], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn. `dash` is on, off, on, off … in scene units; empty for a solid line."""

    colour: Colour
    width: float
    cap: str = "butt"
    """`butt`, `round` or `projecting`."""
    join: str = "round"
    """`miter`, `round` or `bevel`."""
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A filled and/or stroked outline."""

    outline: Outline
    role: str
    """What it is for: `line`, `marker`, `grid`, `panel`, … The checks go by role, never by colour."""
    fill: Colour | Gradient | None = None
    stroke: Stroke | None = None


class Glyph(NamedTuple):
    """One glyph where it stands: its outline (in ems, y down) is drawn at `x`, `y` and enlarged by `size`."""

    outline: Outline
    x: float
    y: float
    size: float
    number: int
    """The glyph's number in its face; 0 is the box that means "missing"."""
    face: str
    """The name of the face, for reports."""


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """A gradient from one circle (x, y, radius) to another, which `transform` makes ellipses; stops as those of a linear one."""

    start: tuple[float, float, float]
    end: tuple[float, float, float]
    stops: tuple[tuple[float, Colour], ...]
    transform: Affine


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline of a vector picture."""

    outline: Outline
    fill: Colour | Gradient | RadialGradient


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes put together, first to last, then laid over what is under them: `blend` is named as in CSS."""

    children: tuple[Shape | Layer, ...]
    opacity: float = 1.0
    blend: str = "normal"


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """A picture as shapes. `frame` is the part of their plane that the picture shows."""

    layer: Layer
    frame: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels to be laid into a box: rows of RGBA, top first, not premultiplied."""

    width: int
    height: int
    pixels: bytes
    vector: Vector | None = None
    """The same picture as shapes, where there are any, for those who can draw them."""

    @property
    def proportion(self) -> float:
        """Width divided by height."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are already glyphs, on one line."""

    glyphs: tuple[Glyph, ...]
    fill: Colour
    role: str
    says: str
    """The whole phrase, also when the picture shows a shortened one."""
    size: float
    """The type size in scene units."""
    ink: Box
    """The box around what is really inked."""
    room: Box
    """The box the text was given and must stay in."""
    halo: Stroke | None = None
    """Drawn behind the glyphs, to part them from what they cross."""
    bold: bool = False
    """Whether the weight is 600 or more: large bold text needs less contrast."""
    shown: str = ""
    """What the picture shows when it had to be shortened; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture laid into a box."""

    picture: Picture
    box: Box
    role: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes drawn together, first to last: moved by `transform`, cut off outside `clip` (a box in the group's own units)."""

    children: tuple[Node, ...]
    role: str
    transform: Affine = Affine()  # noqa: RUF009 - a NamedTuple can not change
    clip: Box | None = None


Node = Path | Text | Image | Group


class Placed(NamedTuple):
    """A node met on a walk, with the transform from its own units to the scene's."""

    node: Node
    transform: Affine
    roles: tuple[str, ...]
    """The roles of the groups it stands in, outermost first, then its own."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole card, resolved."""

    width: float
    height: float
    scale: float
    """Pixels a unit: a scene of 1200 by 675 units at scale 4/3 is 1600 by 900 pixels."""
    paper: Colour
    nodes: tuple[Node, ...]
    safe: Box
    """Where text must stay."""
    smallest: float
    """The smallest type size allowed, in units."""
    title: str = ""
    language: str = "en"
    direction: str = "ltr"

    @property
    def pixels(self) -> tuple[int, int]:
        """The size of the picture in pixels, width and height."""
        return round(self.width * self.scale), round(self.height * self.scale)

    def walk(self) -> Iterator[Placed]:
        """Every node in painting order, groups before their children."""

        def descend(nodes: tuple[Node, ...], transform: Affine, roles: tuple[str, ...]) -> Iterator[Placed]:
            for node in nodes:
                path = (*roles, node.role)
                yield Placed(node, transform, path)
                if isinstance(node, Group):
                    yield from descend(node.children, transform.after(node.transform), path)

        return descend(self.nodes, Affine(), ())

    def texts(self) -> Iterator[Text]:
        """Every text, in painting order."""
        return (placed.node for placed in self.walk() if isinstance(placed.node, Text))

    def dump(self) -> str:
        """The scene as lines of text, for golden files and reviews: one node a line, children indented."""
        lines = [f"scene {_number(self.width)}x{_number(self.height)} scale {_number(self.scale)} paper {self.paper.hexadecimal()}"]

        def descend(nodes: tuple[Node, ...], depth: int) -> None:
            for node in nodes:
                lines.append("  " * depth + _line(node))
                if isinstance(node, Group):
                    descend(node.children, depth + 1)

        descend(self.nodes, 1)
        return "\n".join(lines) + "\n"


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _place(box: Box) -> str:
    return " ".join(_number(value) for value in box)


def _paint(fill: Colour | Gradient | None, stroke: Stroke | None) -> str:
    words = []
    if isinstance(fill, Colour):
        words.append(f"fill {fill.hexadecimal()}")
    elif fill is not None:
        words.append("fill " + ">".join(colour.hexadecimal() for _, colour in fill.stops))
    if stroke is not None:
        dash = " dash " + ",".join(_number(part) for part in stroke.dash) if stroke.dash else ""
        words.append(f"stroke {stroke.colour.hexadecimal()} {_number(stroke.width)}{dash}")
    return " ".join(words)


def _line(node: Node) -> str:
    match node:
        case Path():
            return f"path {node.role} [{_place(node.outline.box())}] {len(node.outline.codes)} points {_paint(node.fill, node.stroke)}"
        case Text():
            shown = f" shown {node.shown!r}" if node.shown else ""
            return f"text {node.role} [{_place(node.ink)}] size {_number(node.size)} {node.fill.hexadecimal()} {node.says!r}{shown}"
        case Image():
            return f"image {node.role} [{_place(node.box)}] {node.picture.width}x{node.picture.height} {node.says!r}"
        case Group():
            matrix = "" if node.transform == Affine() else " matrix " + " ".join(_number(value) for value in node.transform)
            clip = "" if node.clip is None else f" clip [{_place(node.clip)}]"
            return f"group {node.role}{matrix}{clip}"
