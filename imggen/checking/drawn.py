"""A scene taken apart for the checks: its words, its marks and its coats of paint, each where it lies.

Everything goes by role, never by colour. The roles of a card:

* words: title, kicker, date, name, number, delta, bar-label, subtitle, tick, value, end-name, end-value, note, crossing, chip, bubble,
  event, source, hashtag, credit, badge, footnote. Every text is judged, whatever its role, but those inside a group of `DRAWINGS`.
* marks, which carry a fact: line, marker, bar, connector, ring, leader, delta-arrow, end-curve, break-mark, axis. A path whose role is
  not exempt is judged as a mark, so that no new role slips through.
* exempt, because it carries no fact: `EXEMPT`, and every role that ends in `-casing`. So is what stands inside a group of such a role.
  It still counts as paint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from imggen.checking.ground import Coat, shared
from imggen.checking.outlines import NOWHERE, Shape, around, moved_box, placed_box, rectangle
from imggen.colour import Colour
from imggen.scene import Affine, Box, Gradient, Group, Image, Node, Outline, Path, Scene, Text

DRAWINGS = frozenset(("art", "icon", "avatar", "logo", "decoration"))
"""Groups whose words belong to a drawing and are not judged."""
FILLS = frozenset(
    ("panel", "panel-shadow", "bar-ground", "chip-fill", "bubble-fill", "badge-fill", "badge-shadow", "shadow", "halo", "hole")
)
"""What words and marks stand on."""
EXEMPT = DRAWINGS | FILLS | frozenset(("paper", "grid", "tint", "track", "rule", "tab", "frame"))
"""Roles that carry no fact."""
CASING = "-casing"
"""How the role of a path ends that is drawn before a mark, around it, to set it off."""
SLACK = 0.5
"""How far ink may leave its box, and by how much each of two inks may reach into the other, in scene units."""
_FLAT = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text that is judged, in painting order. Boxes are in scene units where nothing else is said."""

    text: Text
    order: int
    factor: float
    """How much larger than `Text.size` it is drawn."""
    own: Box
    """The box around its inked glyphs, in the text's own units."""
    ink: Box
    """The same in scene units, around every glyph's own box."""
    glyphs: tuple[Box, ...]
    """The box of each inked glyph, drawn in by SLACK."""
    pictures: tuple[Box, ...]
    """The pictures in the same group that fit into its line, in the text's own units: colour emoji are drawn so."""
    clip: Box | None


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A path that carries a fact."""

    role: str
    order: int
    shape: Shape
    coats: tuple[Coat, ...]
    """Its fill and its stroke."""
    box: Box
    """The box around both, in scene units, whatever a clip cuts off."""
    clip: Box | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a scene draws, in painting order."""

    words: list[Words] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    coats: list[Coat] = field(default_factory=list)
    shapes: dict[tuple[int, Affine], Shape] = field(default_factory=dict)
    """One for each outline (by its identity) and place: a line and its casing share theirs."""

    @property
    def next_order(self) -> int:
        """A number higher than that of all before, so that earlier and later can be told apart across the three lists."""
        return len(self.words) + len(self.marks) + len(self.coats)


def take_apart(scene: Scene) -> Drawn:
    """Every text, mark and coat of paint of a scene, in painting order."""
    drawn = Drawn()
    _descend(scene.nodes, _Place(), drawn)
    return drawn


class _Place(NamedTuple):
    """Where and as what the children of a group stand."""

    transform: Affine = Affine()
    clip: Box | None = None
    exempt: bool = False
    drawing: bool = False

    def inside(self, group: Group) -> _Place:
        transform, clip = self.transform.after(group.transform), self.clip
        if group.clip is not None:
            cut = moved_box(group.clip, transform)
            clip = cut if clip is None else shared(clip, cut)
        return _Place(transform, clip, self.exempt or _is_exempt(group.role), self.drawing or group.role in DRAWINGS)

    def cut(self, box: Box) -> Box:
        return box if self.clip is None else shared(box, self.clip)


def _is_exempt(role: str) -> bool:
    return role in EXEMPT or role.endswith(CASING)


def _descend(nodes: Sequence[Node], place: _Place, drawn: Drawn) -> None:
    for node in nodes:
        match node:
            case Group():
                _descend(node.children, place.inside(node), drawn)
            case Path():
                _add_path(node, place, drawn)
            case Image():
                drawn.coats.extend(_laid(node, place, drawn.next_order))
            case Text() if place.drawing:
                for glyph, transform in _glyph_places(node, place.transform):
                    _add_path(Path(glyph, node.role, node.fill), place._replace(transform=transform), drawn)
            case Text():
                line = node.room.grown(node.size / 4)
                pictures = tuple(other.box for other in nodes if isinstance(other, Image) and line.contains(other.box))
                drawn.words.append(_words(node, place, drawn.next_order, pictures))


def _add_path(path: Path, place: _Place, drawn: Drawn) -> None:
    shape = drawn.shapes.setdefault((id(path.outline), place.transform), Shape(path.outline, place.transform))
    order = drawn.next_order
    if shape.box == NOWHERE:
        return
    exempt = place.exempt or _is_exempt(path.role)
    coats = tuple(_coats(path, shape, place, order, exempt=exempt))
    drawn.coats.extend(coats)
    if not exempt:
        box = shape.stroked_box(path.stroke.width if path.stroke else 0.0)
        drawn.marks.append(Mark(path.role, order, shape, coats, box, place.clip))


def _coats(path: Path, shape: Shape, place: _Place, order: int, *, exempt: bool) -> Iterator[Coat]:
    """A path's fill, then its stroke; nothing when the transform flattens it."""
    factor = place.transform.factor
    if factor < _FLAT:
        return
    if path.fill is not None and _has_colour(path.fill):
        yield Coat(order, path.role, exempt, shape, path.fill, place.cut(shape.box), clip=place.clip)
    if path.stroke is not None and path.stroke.width > 0:
        width, dashed = path.stroke.width, bool(path.stroke.dash)
        box = place.cut(shape.stroked_box(width))
        yield Coat(order, path.role, exempt, shape, path.stroke.colour, box, width * factor / 2, dashed, place.clip)


def _has_colour(paint: Colour | Gradient) -> bool:
    return isinstance(paint, Colour) or bool(paint.stops)


def _laid(image: Image, place: _Place, order: int) -> Iterator[Coat]:
    picture, shape = image.picture, Shape(rectangle(image.box), place.transform)
    whole = picture.width > 0 and picture.height > 0 and len(picture.pixels) >= 4 * picture.width * picture.height
    if whole and place.transform.factor >= _FLAT and image.box.width > 0 and image.box.height > 0:
        yield Coat(order, image.role, exempt=True, shape=shape, paint=picture, box=place.cut(shape.box), clip=place.clip)


def _glyph_places(text: Text, transform: Affine) -> Iterator[tuple[Outline, Affine]]:
    """Every glyph's outline, with the transform from ems to the scene."""
    return ((glyph.outline, transform.after(Affine(glyph.size, 0, 0, glyph.size, glyph.x, glyph.y))) for glyph in text.glyphs)


def _words(text: Text, place: _Place, order: int, pictures: tuple[Box, ...]) -> Words:
    own = _inked(text, Affine())
    boxes = own if place.transform == Affine() else _inked(text, place.transform)
    glyphs = tuple(_drawn_in(box) for box in boxes)
    return Words(text, order, place.transform.factor, around(own), around(boxes), glyphs, pictures, place.clip)


def _inked(text: Text, transform: Affine) -> list[Box]:
    boxes = (placed_box(outline, place) for outline, place in _glyph_places(text, transform))
    return [box for box in boxes if box != NOWHERE]


def _drawn_in(box: Box) -> Box:
    """The box with every side moved inwards by SLACK, at most to its middle."""
    x, y = box.middle
    return Box(min(box.left + SLACK, x), min(box.top + SLACK, y), max(box.right - SLACK, x), max(box.bottom - SLACK, y))
