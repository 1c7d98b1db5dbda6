"""A scene for readers who read from right to left: every place is mirrored, and what is written keeps its shape. SPEC section 10.

Cards are arranged from left to right alone. Texts, photographs, logos and letters are moved as a whole; lines, panels and animals are
turned round; what leans one way, as a badge does, leans the other way.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

from imggen.colour import Colour
from imggen.scene import Affine, Box, Gradient, Group, Image, Node, Outline, Path, Scene, Text

WHOLE = frozenset(("logo", "avatar", "letter"))
"""Groups and pictures of these roles are moved and not turned round."""
LETTERS = frozenset(("x-block", "letter"))
"""The parts of a drawing that are a letter."""


def mirrored(scene: Scene) -> Scene:
    """The same scene, left and right exchanged."""
    nodes = tuple(_nodes(scene.nodes, scene.width))
    return replace(scene, nodes=nodes, safe=_box(scene.safe, scene.width))


def _nodes(nodes: Iterable[Node], width: float) -> Iterator[Node]:
    """Nodes mirrored about the middle of a width; about the origin for 0, as inside a group.

    The emoji of a text come after it, with its role and words, and stay among its letters.
    """
    words: Text | None = None
    for node in nodes:
        match node:
            case Path():
                yield replace(node, outline=_outline(node.outline, width), fill=_fill(node.fill, width))
            case Text():
                words = node
                yield _text(node, width)
            case Image() if words and (node.role, node.says) == (words.role, words.says):
                yield replace(node, box=_pushed(node.box, _step(words, width)))
            case Image():
                yield replace(node, box=_box(node.box, width))
            case Group():
                yield _moved(node, width) if node.role in WHOLE else _turned(node, width)


def _turned(group: Group, width: float) -> Group:
    """A group whose content is mirrored about its own origin; it leans the other way."""
    a, b, c, d, e, f = group.transform
    letters = _letters(group.children)
    if not letters:
        children = tuple(_nodes(group.children, 0.0))
    else:
        box = _joined(outline.box() for outline in letters)
        step = -box.left - box.right
        children = tuple(
            replace(node, outline=_shifted(node.outline, step))
            if isinstance(node, Path) and node.outline in letters
            else next(_nodes((node,), 0.0))
            for node in group.children
        )
    clip = None if group.clip is None else _box(group.clip, 0.0)
    return replace(group, children=children, transform=Affine(a, -b, -c, d, width - e, f), clip=clip)


def _letters(nodes: Iterable[Node]) -> frozenset[Outline]:
    """The outlines of letters among a drawing's, and the contours around them, which are the same shapes again."""
    paths = [node for node in nodes if isinstance(node, Path)]
    written = [path.outline for path in paths if path.role in LETTERS]
    shapes = {outline.points.tobytes() for outline in written}
    return frozenset(path.outline for path in paths if path.outline.points.tobytes() in shapes) if written else frozenset()


def _moved(group: Group, width: float) -> Group:
    """A group moved to the mirrored place, its content as it is."""
    box = _joined(_extent(group.children, group.transform))
    a, b, c, d, e, f = group.transform
    return replace(group, transform=Affine(a, b, c, d, e + width - box.left - box.right, f))


def _extent(nodes: Iterable[Node], transform: Affine) -> Iterator[Box]:
    """The boxes of all that is drawn, where the transform puts them."""
    for node in nodes:
        match node:
            case Group():
                yield from _extent(node.children, transform.after(node.transform))
            case Path():
                yield _placed(node.outline.box(), transform)
            case Text():
                yield _placed(node.ink, transform)
            case Image():
                yield _placed(node.box, transform)


def _placed(box: Box, transform: Affine) -> Box:
    corners = [transform.of(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _joined(boxes: Iterable[Box]) -> Box:
    found = list(boxes)
    left, top = (min(box[side] for box in found) for side in (0, 1))
    right, bottom = (max(box[side] for box in found) for side in (2, 3))
    return Box(left, top, right, bottom)


def _text(text: Text, width: float) -> Text:
    step = _step(text, width)
    glyphs = tuple(glyph._replace(x=glyph.x + step) for glyph in text.glyphs)
    return replace(text, glyphs=glyphs, ink=_box(text.ink, width), room=_box(text.room, width))


def _step(text: Text, width: float) -> float:
    """How far a text is moved."""
    return width - text.ink.left - text.ink.right


def _pushed(box: Box, step: float) -> Box:
    return Box(box.left + step, box.top, box.right + step, box.bottom)


def _fill(fill: Colour | Gradient | None, width: float) -> Colour | Gradient | None:
    if isinstance(fill, Gradient):
        start, end = ((width - x, y) for x, y in (fill.start, fill.end))
        return replace(fill, start=start, end=end)
    return fill


def _box(box: Box, width: float) -> Box:
    return Box(width - box.right, box.top, width - box.left, box.bottom)


_KEPT: WeakKeyDictionary[Outline, dict[float | None, Outline]] = WeakKeyDictionary()
"""What was made of the outlines inside groups: drawings come again with every card, and painters keep what they made of an outline."""


def _outline(outline: Outline, width: float) -> Outline:
    if width:
        return _flipped(outline, width)
    kept = _KEPT.setdefault(outline, {})
    if None not in kept:
        kept[None] = _flipped(outline, 0.0)
    return kept[None]


def _shifted(outline: Outline, step: float) -> Outline:
    kept = _KEPT.setdefault(outline, {})
    if step not in kept:
        points = array("d", outline.points)
        points[::2] = array("d", (x + step for x in points[::2]))
        kept[step] = Outline(outline.codes, points)
    return kept[step]


def _flipped(outline: Outline, width: float) -> Outline:
    points = array("d", outline.points)
    points[::2] = array("d", (width - x for x in points[::2]))
    return Outline(outline.codes, points)
