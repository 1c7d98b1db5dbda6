"""check_scene says nothing of good scenes, and finds and names what is wrong with broken ones."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import inf, nan

import pytest
from good_scenes import BOLD, REGULAR, block, colour, disc, filled, good_scenes, ink_of, polygon, stroked, write
from hypothesis import given, settings
from hypothesis import strategies as st

from imggen.checking.drawn import DRAWINGS, EXEMPT, FILLS
from imggen.checking.scene_check import Violation, check_scene
from imggen.colour import Colour, contrast
from imggen.scene import CLOSE, Affine, Box, Glyph, Gradient, Group, Image, Node, Outline, Path, Picture, Placed, Scene, Stroke, Text

MARKS = frozenset(("line", "marker", "bar", "connector", "ring", "leader", "delta-arrow", "end-curve", "break-mark", "axis"))
MOST = 3
"""Scenes that each way of breaking makes of one good scene."""
WHITE, BLACK = colour("#ffffff"), colour("#000000")


def named(scene: Scene) -> set[tuple[str, str]]:
    return {(fault.rule, fault.role) for fault in check_scene(scene)}


@pytest.mark.parametrize("scene", good_scenes(), ids=lambda scene: scene.title)
def test_nothing_is_wrong_with_a_good_scene(scene):
    assert [str(fault) for fault in check_scene(scene)] == []


# Taking scenes apart and putting them together again


def swapped(scene: Scene, old: Node, *new: Node) -> Scene:
    """The scene with one node, found by identity, replaced by others."""

    def within(nodes):
        for node in nodes:
            if node is old:
                yield from new
            elif isinstance(node, Group):
                yield replace(node, children=tuple(within(node.children)))
            else:
                yield node

    return replace(scene, nodes=tuple(within(scene.nodes)))


def added(scene: Scene, *nodes: Node) -> Scene:
    return replace(scene, nodes=(*scene.nodes, *nodes))


def laid(node: Node, by: Affine) -> Node:
    """The same node in other units: moved and enlarged by hand, not by a group."""
    a, e, f = by.a, by.e, by.f
    match node:
        case Path():
            numbers = array("d", (a * number + (f if place % 2 else e) for place, number in enumerate(node.outline.points)))
            fill = node.fill
            if isinstance(fill, Gradient):
                fill = replace(fill, start=by.of(*fill.start), end=by.of(*fill.end))
            stroke = node.stroke and replace(node.stroke, width=a * node.stroke.width, dash=tuple(a * part for part in node.stroke.dash))
            return replace(node, outline=Outline(node.outline.codes, numbers), fill=fill, stroke=stroke)
        case Text():
            glyphs = tuple(glyph._replace(x=a * glyph.x + e, y=a * glyph.y + f, size=a * glyph.size) for glyph in node.glyphs)
            halo = node.halo and replace(node.halo, width=a * node.halo.width)
            return replace(node, glyphs=glyphs, size=a * node.size, ink=box_by(node.ink, by), room=box_by(node.room, by), halo=halo)
        case Image():
            return replace(node, box=box_by(node.box, by))
        case Group():
            return replace(node, transform=by.after(node.transform))


def box_by(box: Box, by: Affine) -> Box:
    corners = [by.of(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
    xs, ys = zip(*corners, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def nudged(text: Text, dx: float, dy: float) -> Text:
    """The text moved, its room left where it was."""
    return replace(laid(text, Affine(e=dx, f=dy)), room=text.room)


def back(transform: Affine, dx: float, dy: float) -> tuple[float, float]:
    """A step in scene units, in a group's own."""
    a, b, c, d, _, _ = transform
    area = a * d - b * c
    return (d * dx - c * dy) / area, (a * dy - b * dx) / area


def texts(scene: Scene) -> list[Placed]:
    return [placed for placed in scene.walk() if isinstance(placed.node, Text) and not DRAWINGS & set(placed.roles)]


def marks(scene: Scene) -> list[Placed]:
    return [placed for placed in scene.walk() if placed.roles[-1] in MARKS and not EXEMPT & set(placed.roles)]


def inked(text: Text) -> list[Glyph]:
    return [glyph for glyph in text.glyphs if glyph.outline.codes]


def core(glyph: Glyph) -> tuple[float, float]:
    return ink_of([glyph]).middle


def glyph_in_scene(placed: Placed) -> tuple[float, float]:
    return placed.transform.of(*core(inked(placed.node)[0]))


def base(scene: Scene, target: Node) -> Colour | None:
    """The opaque colour that lies under a whole text or mark, by boxes alone; None for a gradient or a picture."""
    found: Colour | None = scene.paper
    places = {id(placed.node): placed for placed in scene.walk()}
    own = target.ink if isinstance(target, Text) else target.outline.box()
    box = box_by(own, places[id(target)].transform)
    for placed in scene.walk():
        node = placed.node
        if node is target:
            return found
        if (
            isinstance(node, Path)
            and node.fill is not None
            and fills_its_box(node)
            and box_by(node.outline.box(), placed.transform).contains(box)
        ):
            found = node.fill if isinstance(node.fill, Colour) and node.fill.alpha == 1 else None
        if isinstance(node, Image) and box_by(node.box, placed.transform).overlaps(box):
            found = None
    return None


def fills_its_box(path: Path) -> bool:
    """Whether it is a block, a rounded block or a disc: the area between its points (the shoelace formula) is most of its box."""
    numbers = path.outline.points[: 2 * sum(code != CLOSE for code in path.outline.codes)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    box = path.outline.box()
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))) / 2 > 0.7 * box.width * box.height


def evenly(scene: Scene, target: Placed) -> bool:
    """Whether every path under a text is one that covers all of it."""
    ink = box_by(target.node.ink, target.transform)
    for placed in scene.walk():
        if placed.node is target.node:
            return True
        if isinstance(placed.node, Path):
            box = box_by(placed.node.outline.box(), placed.transform)
            if box.grown(10).overlaps(ink) and not (fills_its_box(placed.node) and box.contains(ink)):
                return False
    return True


def needed(scene: Scene, placed: Placed) -> float:
    size = placed.node.size * placed.transform.factor * 1200 / scene.width
    return 3.0 if size >= (28 if placed.node.bold else 37) else 4.5


def paled(ink: Colour, ground: Colour, limit: float) -> tuple[Colour, Colour]:
    """On the way from an ink to a ground, the last colour that has the contrast and the first that has not."""
    last = ink
    for step in range(1, 513):
        now = Colour(*(round(a + (b - a) * step / 512) for a, b in zip(ink[:3], ground[:3], strict=True)))
        if contrast(now, ground) < limit:
            return last, now
        last = now
    raise AssertionError


# Ways to break a scene: each gives the broken scene, the rule that must be named, and the roles of which one must be


@dataclass(frozen=True)
class Broken:
    scene: Scene
    rule: str
    roles: frozenset[str]


def broken(scene: Scene, rule: str, *culprits: Node) -> Broken:
    return Broken(scene, rule, frozenset(node.role for node in culprits))


def out_of_its_room(scene):
    """Moved out by a pixel more than its letters may stick out."""
    for number, placed in enumerate(texts(scene)):
        text, factor = placed.node, placed.transform.factor
        pixel, bearing = 1 / scene.scale, max(0.5, 0.06 * text.size * factor)
        steps = (
            (text.room.left - text.ink.left - (bearing + pixel) / factor, 0),
            (text.room.right - text.ink.right + (bearing + pixel) / factor, 0),
            (0, text.room.top - text.ink.top - (0.5 + pixel) / factor),
            (0, text.room.bottom - text.ink.bottom + (0.5 + pixel) / factor),
        )
        yield broken(swapped(scene, text, nudged(text, *steps[number % 4])), "outside", text)


def out_of_the_safe_area(scene):
    """Moved with its room, past the edge of the safe area by a pixel more than its letters may stick out."""
    for number, placed in enumerate(texts(scene)):
        text, safe, pixel = placed.node, scene.safe, 1 / scene.scale
        if placed.transform.b:
            continue
        ink, bearing = box_by(text.ink, placed.transform), max(0.5, 0.06 * text.size * placed.transform.factor)
        steps = (
            (safe.left - ink.left - bearing - pixel, 0),
            (safe.right - ink.right + bearing + pixel, 0),
            (0, safe.top - ink.top - 0.5 - pixel),
            (0, safe.bottom - ink.bottom + 0.5 + pixel),
        )
        step = back(placed.transform, *steps[number % 4])
        yield broken(swapped(scene, text, laid(text, Affine(e=step[0], f=step[1]))), "unsafe", text)


def outside_the_scene(scene):
    for placed in texts(scene):
        step = back(placed.transform, 0, -scene.height)
        yield broken(swapped(scene, placed.node, laid(placed.node, Affine(e=step[0], f=step[1]))), "unsafe", placed.node)


def beyond_rounding(placed: Placed) -> float:
    return max(0.6 / placed.transform.factor, 0.011 * placed.node.size)


def ink_box_too_small(scene):
    for placed in texts(scene):
        text = placed.node
        yield broken(swapped(scene, text, replace(text, ink=text.ink.grown(-beyond_rounding(placed)))), "outside", text)


def ink_box_too_large(scene):
    for placed in texts(scene):
        text = placed.node
        yield broken(swapped(scene, text, replace(text, ink=text.ink.grown(beyond_rounding(placed)))), "missing-glyph", text)


def cut_off_by_a_clip(scene):
    for placed in texts(scene):
        text = placed.node
        cut = text.ink._replace(right=text.ink.middle[0])
        yield broken(swapped(scene, text, Group((text,), "cut", clip=cut)), "outside", text)


def on_another_text(scene):
    """Moved so that their first letters lie on each other."""
    found = texts(scene)
    for one, other in zip(found, [*found[1:], found[0]], strict=True):
        (x0, y0), (x1, y1) = glyph_in_scene(one), glyph_in_scene(other)
        step = back(one.transform, x1 - x0, y1 - y0)
        moved = laid(one.node, Affine(e=step[0], f=step[1]))
        yield broken(swapped(scene, one.node, moved), "overlap", one.node, other.node)


def too_small(scene):
    for placed in texts(scene):
        text, share = placed.node, (scene.smallest - 0.02) / (placed.node.size * placed.transform.factor)
        x, y = text.ink.middle
        yield broken(swapped(scene, text, laid(text, Affine(share, 0, 0, share, x - share * x, y - share * y))), "small", text)


def too_small_by_its_group(scene):
    for placed in texts(scene):
        text, share = placed.node, (scene.smallest - 0.02) / (placed.node.size * placed.transform.factor)
        x, y = text.ink.middle
        group = Group((text,), "shrunk", Affine(share, 0, 0, share, x - share * x, y - share * y))
        yield broken(swapped(scene, text, group), "small", text)


def glyphs_smaller_than_the_type_size(scene):
    for placed in texts(scene):
        text, share = placed.node, (scene.smallest - 0.02) / (placed.node.size * placed.transform.factor)
        x, y = text.ink.middle
        small = laid(text, Affine(share, 0, 0, share, x - share * x, y - share * y))
        yield broken(swapped(scene, text, replace(small, size=text.size)), "small", text)


def paled_to_just_under_the_limit(scene):
    for placed in texts(scene):
        text, ground = placed.node, base(scene, placed.node)
        if ground is not None and text.halo is None:
            yield broken(swapped(scene, text, replace(text, fill=paled(text.fill, ground, needed(scene, placed))[1])), "contrast", text)


def half_transparent(scene):
    for placed in texts(scene):
        yield broken(swapped(scene, placed.node, replace(placed.node, fill=placed.node.fill.faded(0.2))), "contrast", placed.node)


def halo_in_the_colour_of_the_letters(scene):
    for placed in texts(scene):
        text = placed.node
        halo = Stroke(text.fill, 9 / placed.transform.factor)
        yield broken(swapped(scene, text, replace(text, halo=halo)), "contrast", text)


def a_missing_glyph(scene):
    for number, placed in enumerate(texts(scene)):
        text, at = placed.node, number % len(placed.node.glyphs)
        glyphs = tuple(glyph._replace(number=0) if place == at else glyph for place, glyph in enumerate(text.glyphs))
        yield broken(swapped(scene, text, replace(text, glyphs=glyphs)), "missing-glyph", text)


def the_last_glyph_lost(scene):
    for placed in texts(scene):
        text = placed.node
        glyphs = tuple(glyph for glyph in text.glyphs if glyph is not inked(text)[-1])
        yield broken(swapped(scene, text, replace(text, glyphs=glyphs)), "missing-glyph", text)


def a_digit_lost(scene):
    """Within a number the ink is as wide as before."""
    for placed in texts(scene):
        text, letters = placed.node, inked(placed.node)
        if any(character.isdecimal() for character in text.says) and not any(character.isalpha() for character in text.says):
            glyphs = tuple(glyph for glyph in text.glyphs if glyph is not letters[len(letters) // 2])
            yield broken(swapped(scene, text, replace(text, glyphs=glyphs, ink=ink_of(glyphs))), "missing-glyph", text)


def all_glyphs_lost(scene):
    for number, placed in enumerate(texts(scene)):
        text = placed.node
        glyphs = tuple(glyph for glyph in text.glyphs if not glyph.outline.codes) if number % 2 else ()
        yield broken(swapped(scene, text, replace(text, glyphs=glyphs)), "missing-glyph", text)


def through(placed: Placed, role: str) -> Path:
    (x, y), width = core(inked(placed.node)[0]), 3 / placed.transform.factor
    return stroked(polygon((x - 40, y), (x + 40, y + 1), closed=False), role, "#808080", width)


CROSSING = sorted(MARKS - {"bar"})


def a_mark_run_under_it(scene):
    for number, placed in enumerate(texts(scene)):
        text = placed.node
        if text.halo is None:
            yield broken(swapped(scene, text, through(placed, CROSSING[number % len(CROSSING)]), text), "overlap", text)


def a_mark_run_over_it(scene):
    for number, placed in enumerate(texts(scene)):
        text = placed.node
        yield broken(swapped(scene, text, text, through(placed, CROSSING[number % len(CROSSING)])), "covered", text)


def its_line_moved_through_a_label(scene):
    """The card's own line, left where it is in painting order."""
    lines = [placed for placed in marks(scene) if placed.node.role == "line"]
    for line, placed in ((line, placed) for line in lines for placed in texts(scene)):
        if placed.node.halo is None and placed.node.role != "chip":
            x, y = glyph_in_scene(placed)
            points = line.node.outline.points
            at = len(points) // 4 * 2
            moved = laid(line.node, Affine(e=x - points[at], f=y - points[at + 1]))
            order = [node for node, _, _ in scene.walk()]
            rule = "overlap" if order.index(line.node) < order.index(placed.node) else "covered"
            yield broken(swapped(scene, line.node, moved), rule, placed.node)


def its_halo_lost(scene):
    for placed in texts(scene):
        if placed.node.halo and placed.node.role == "event":
            yield broken(swapped(scene, placed.node, replace(placed.node, halo=None)), "overlap", placed.node)


def its_halo_thinned(scene):
    for placed in texts(scene):
        if placed.node.halo and placed.node.role == "event":
            thin = replace(placed.node, halo=replace(placed.node.halo, width=2.9))
            yield broken(swapped(scene, placed.node, thin), "overlap", placed.node)


def its_halo_half_transparent(scene):
    for placed in texts(scene):
        if placed.node.halo and placed.node.role == "event":
            thin = replace(placed.node, halo=Stroke(placed.node.halo.colour.faded(0.5), 9))
            yield broken(swapped(scene, placed.node, thin), "overlap", placed.node)


def art_over_it(scene):
    for placed in texts(scene):
        x, y = glyph_in_scene(placed)
        yield broken(
            added(scene, Group((filled(disc(0, 0, 8), "fur", "#bd6a3b"),), "art", Affine(1, 0, 0, 1, x, y))), "covered", placed.node
        )


def its_drawing_moved_over_it(scene):
    """The card's own drawing, painted last, one of its parts over the first letter."""
    for art in (node for node in scene.nodes if isinstance(node, Group) and node.role == "art"):
        x0, y0 = art.transform.of(*art.children[0].outline.box().middle)
        for placed in texts(scene):
            x, y = glyph_in_scene(placed)
            yield broken(added(swapped(scene, art), laid(art, Affine(e=x - x0, f=y - y0))), "covered", placed.node)


def a_photograph_over_it(scene):
    for placed in texts(scene):
        box = Box(*glyph_in_scene(placed), *glyph_in_scene(placed)).grown(4)
        yield broken(added(scene, Image(Picture(1, 1, bytes((9, 9, 9, 255))), box, "avatar")), "covered", placed.node)


def a_panel_over_it(scene):
    for placed in texts(scene):
        box = box_by(placed.node.ink, placed.transform)
        yield broken(added(scene, filled(block(*box), "panel", scene.paper)), "covered", placed.node)


def its_ground_taken_away(scene):
    """A panel, chip or bar removed, where the words were set in a colour for it."""
    for placed in texts(scene):
        text = placed.node
        for ground in (other.node for other in scene.walk() if other.roles[-1] in {*FILLS, "bar", "tint"}):
            if isinstance(ground, Path) and base(scene, text) == ground.fill:
                bare = swapped(scene, ground)
                left = base(bare, text)
                if left is not None and contrast(text.fill, left) < needed(scene, placed):
                    yield broken(bare, "contrast", text)


def its_ground_painted_in_its_colour(scene):
    for placed in texts(scene):
        if placed.node.halo is None:
            ground = filled(block(*placed.node.ink.grown(1)), "panel", placed.node.fill)
            yield broken(swapped(scene, placed.node, ground, placed.node), "contrast", placed.node)


def a_patch_of_its_colour_under_one_letter(scene):
    for placed in texts(scene):
        if placed.node.halo is None:
            patch = filled(block(*ink_of([inked(placed.node)[-1]])), "tint", placed.node.fill)
            yield broken(swapped(scene, placed.node, patch, placed.node), "contrast", placed.node)


def without_casings(scene: Scene) -> Scene:
    for node in [placed.node for placed in scene.walk() if placed.roles[-1].endswith("-casing")]:
        scene = swapped(scene, node)
    return scene


def a_mark_paled(scene):
    bare = without_casings(scene)
    for placed in marks(bare):
        mark, ground = placed.node, base(bare, placed.node)
        ink = mark.fill or mark.stroke.colour
        if ground is not None and contrast(ink, ground) >= 3:
            pale = paled(ink, ground, 3.0)[1]
            new = replace(mark, fill=mark.fill and pale, stroke=mark.stroke and replace(mark.stroke, colour=pale))
            yield broken(swapped(bare, mark, new), "contrast", mark)


def a_mark_made_transparent(scene):
    bare = without_casings(scene)
    for placed in marks(bare):
        mark = placed.node
        stroke = mark.stroke and replace(mark.stroke, colour=mark.stroke.colour.faded(0))
        yield broken(swapped(bare, mark, replace(mark, fill=mark.fill and mark.fill.faded(0), stroke=stroke)), "contrast", mark)


def a_mark_out_of_the_scene(scene):
    for number, placed in enumerate(marks(scene)):
        mark, box = placed.node, box_by(placed.node.outline.box(), placed.transform)
        steps = ((-box.left - 1, 0), (scene.width - box.right + 1, 0), (0, -box.top - 1), (0, scene.height - box.bottom + 1))
        step = back(placed.transform, *steps[number % 4])
        yield broken(swapped(scene, mark, laid(mark, Affine(e=step[0], f=step[1]))), "unsafe", mark)


def a_mark_hidden(scene):
    for placed in marks(scene):
        width = placed.node.stroke.width * placed.transform.factor if placed.node.stroke else 0
        box = box_by(placed.node.outline.box(), placed.transform).grown(width)
        yield broken(added(scene, filled(block(*box), "panel", scene.paper)), "covered", placed.node)


def a_mark_cut_off(scene):
    """Wholly, or shortened."""
    for number, placed in enumerate(marks(scene)):
        box = placed.node.outline.box()
        cut = box._replace(
            left=box.left - 9,
            top=box.top - 9,
            bottom=box.bottom + 9,
            right=box.right - (9999 if number % 2 else 1 / placed.transform.factor),
        )
        yield broken(swapped(scene, placed.node, Group((placed.node,), "cut", clip=cut)), "outside", placed.node)


WAYS: tuple[Callable[[Scene], Iterator[Broken]], ...] = (
    out_of_its_room,
    out_of_the_safe_area,
    outside_the_scene,
    ink_box_too_small,
    ink_box_too_large,
    cut_off_by_a_clip,
    on_another_text,
    too_small,
    too_small_by_its_group,
    glyphs_smaller_than_the_type_size,
    paled_to_just_under_the_limit,
    half_transparent,
    halo_in_the_colour_of_the_letters,
    a_missing_glyph,
    the_last_glyph_lost,
    a_digit_lost,
    all_glyphs_lost,
    a_mark_run_under_it,
    a_mark_run_over_it,
    its_line_moved_through_a_label,
    its_halo_lost,
    its_halo_thinned,
    its_halo_half_transparent,
    art_over_it,
    its_drawing_moved_over_it,
    a_photograph_over_it,
    a_panel_over_it,
    its_ground_taken_away,
    its_ground_painted_in_its_colour,
    a_patch_of_its_colour_under_one_letter,
    a_mark_paled,
    a_mark_made_transparent,
    a_mark_out_of_the_scene,
    a_mark_hidden,
    a_mark_cut_off,
)


@cache
def all_broken(way) -> list[Broken]:
    """What a way makes of all good scenes, at most MOST of each, evenly chosen."""
    found = []
    for scene in good_scenes():
        made = list(way(scene))
        found += made[:: max(1, len(made) // MOST)][:MOST]
    return found


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_broken_scene_is_found_and_named(way):
    made = all_broken(way)
    assert made
    missed = [
        (one.scene.title, one.rule, sorted(one.roles), sorted(named(one.scene)))
        for one in made
        if not any((one.rule, role) in named(one.scene) for role in one.roles)
    ]
    assert missed == []


def test_at_least_300_scenes_are_broken():
    assert sum(len(all_broken(way)) for way in WAYS) >= 300


# One rule at a time


def card(*nodes: Node, paper="#ffffff", width=1200.0) -> Scene:
    return Scene(width, 675, 1, colour(paper), nodes, Box(40, 40, width - 40, 635), 22)


def words(says="Mastodon", x=100.0, y=200.0, fill="#17141f", size=24.0, role="note", **more) -> Text:
    return write(says, x, y, size, fill, role, **more)


def rules(scene: Scene) -> list[str]:
    return [fault.rule for fault in check_scene(scene)]


def worst(scene: Scene) -> Violation:
    (fault,) = [fault for fault in check_scene(scene) if fault.rule == "contrast"]
    return fault


def grey(level: int) -> str:
    return f"#{level:02x}{level:02x}{level:02x}"


PANEL = block(90, 170, 400, 215)
"""A block around `words()`."""
CORNER = block(90, 170, 110, 215)
"""A block under its first letter alone."""


def test_a_violation_reads_as_one_line_with_its_numbers():
    fault = worst(card(words(fill="#999999")))
    assert (fault.rule, fault.role, fault.says, fault.detail.what, fault.detail.needed) == (
        "contrast",
        "note",
        "Mastodon",
        "#999999 on #ffffff",
        4.5,
    )
    assert fault.detail.found == pytest.approx(2.849, abs=0.001)
    assert str(fault) == "contrast: note 'Mastodon': #999999 on #ffffff: 2.85, limit 4.50"
    assert str(check_scene(card(filled(disc(50, 50, 9), "marker", "#eeeeee")))[0]).startswith("contrast: marker: #eeeeee on #ffffff: 1.16")


@pytest.mark.parametrize("scene", good_scenes(), ids=lambda scene: scene.title)
def test_the_limit_of_contrast_is_exact(scene):
    """The last paler colour that has the contrast is passed, the next is not."""
    for placed in texts(scene)[::4]:
        text, ground = placed.node, base(scene, placed.node)
        if ground is not None and text.halo is None and evenly(scene, placed):
            last, first = paled(text.fill, ground, needed(scene, placed))
            assert ("contrast", text.role) not in named(swapped(scene, text, replace(text, fill=last)))
            assert ("contrast", text.role) in named(swapped(scene, text, replace(text, fill=first)))


@pytest.mark.parametrize(
    ("size", "face", "width", "passes"),
    [
        (36.9, REGULAR, 1200, False),
        (37, REGULAR, 1200, True),
        (27.9, BOLD, 1200, False),
        (28, BOLD, 1200, True),
        (25.2, BOLD, 1080, True),
        (28, BOLD, 1300, False),
    ],
)
def test_large_text_needs_less_contrast(size, face, width, passes):
    """From 37 units, or 28 bold, of a scene 1200 wide; #808080 on white has 3.95."""
    assert (rules(card(words(fill="#808080", size=size, face=face), width=width)) == []) is passes


def test_a_ground_that_covers_the_words_replaces_what_is_under_it():
    light = words(fill="#ffffff")
    assert rules(card(light)) == ["contrast"]
    assert rules(card(filled(PANEL, "panel", "#222222"), light)) == []
    assert rules(card(filled(PANEL, "panel", "#222222"), filled(PANEL, "tint", "#eeeeee"), light)) == ["contrast"]


def test_a_ground_under_one_letter_is_judged_with_the_rest():
    assert worst(card(filled(CORNER, "tint", "#555555"), words())).detail.what == "#17141f on #555555"
    assert rules(card(filled(CORNER, "tint", "#dddddd"), words())) == []


def test_a_ground_beside_the_letters_is_not_judged():
    """Between the box of the words and the letters: over the small letters of "Mastodon", left of its d."""
    gap = block(130, 170, 140, 184)
    assert rules(card(filled(gap, "tint", "#17141f"), words("Manana d"))) == []


def test_colours_that_shine_through_are_mixed():
    veil = filled(PANEL, "tint", Colour(0, 0, 0, 0.5))
    assert worst(card(veil, words(fill="#777777"))).detail.what == "#777777 on #808080"
    assert worst(card(words(fill=Colour(0, 0, 0, 0.25)))).detail.what == "#bfbfbf on #ffffff"
    assert rules(card(filled(CORNER, "tint", Colour(0, 0, 0, 0.1)), filled(PANEL, "tint", Colour(0, 0, 0, 0.1)), words())) == []


def test_a_pile_of_veils_is_judged_by_its_darkest_part():
    """Ten half-transparent stripes that each cross a part of one letter: a thousand mixtures, of which the worst counts."""
    stripes = [filled(block(90, 130 + 6 * n, 300, 136 + 6 * n), "tint", Colour(11 * n, 90, 160 - 9 * n, 0.4)) for n in range(10)]
    letter = words("M", size=100, fill="#70808a")
    assert rules(card(letter)) == []
    assert worst(card(*stripes, letter)).detail.found < 1.3


def test_only_the_part_of_a_gradient_under_the_words_counts():
    shades = ((0.0, BLACK), (0.5, colour("#303030")), (1.0, WHITE))
    down, across = Gradient((0, 0), (0, 675), shades), Gradient((0, 0), (1200, 0), shades)
    wide = words("Mastodon passe devant X, et de loin", fill="#ffffff", size=60)
    assert rules(card(filled(block(0, 0, 1200, 675), "paper", down), wide)) == []
    assert rules(card(filled(block(0, 0, 1200, 675), "paper", across), wide)) == ["contrast"]
    assert rules(card(filled(block(0, 0, 1200, 675), "paper", Gradient((5, 5), (5, 5), shades)), wide)) == ["contrast"]
    assert worst(card(filled(block(0, 0, 1200, 675), "paper", Gradient((0, 0), (0, 20), shades)), wide)).detail.what == "#ffffff on #ffffff"


def test_a_gradient_is_judged_at_its_stops_too():
    """Dark at both ends of the words and light between."""
    shades = ((0.0, BLACK), (0.5, BLACK), (0.5, WHITE), (0.6, BLACK), (1.0, BLACK))
    stripe = filled(PANEL, "panel", Gradient((90, 0), (230, 0), shades))
    assert worst(card(stripe, words(fill="#ffffff"))).detail.found == 1


def test_a_picture_is_judged_by_its_worst_pixel_under_the_words():
    dark, light = bytes((0, 0, 0, 255)), bytes((250, 250, 250, 255))
    picture = Picture(8, 5, 19 * dark + light + 20 * dark)
    assert worst(card(Image(picture, Box(90, 170, 220, 215), "avatar"), words(fill="#ffffff"))).detail.what == "#ffffff on #fafafa"
    assert rules(card(Image(picture, Box(90, 100, 220, 235), "avatar"), words(fill="#ffffff"))) == []
    clear = Image(Picture(1, 1, bytes(4)), Box(90, 170, 220, 215), "avatar")
    assert worst(card(clear, words(fill="#ffffff"))).detail.what == "#ffffff on #ffffff"


def test_a_picture_without_pixels_is_not_painted():
    for picture in (Picture(0, 0, b""), Picture(4, 4, b"short")):
        assert rules(card(Image(picture, Box(0, 0, 300, 300), "avatar"), words())) == []


def test_what_a_clip_cuts_off_is_not_painted():
    ground = Group((filled(block(0, 0, 1200, 675), "panel", "#17141f"),), "ground", clip=Box(0, 0, 1200, 150))
    assert rules(card(ground, words())) == []
    assert rules(card(replace(ground, clip=Box(0, 0, 120, 675)), words())) == ["contrast"]
    assert rules(card(Group((ground,), "more", clip=Box(0, 200, 1200, 675)), words())) == []


def test_words_may_stand_on_bars_fills_panels_tints_and_grids():
    for role in (*FILLS, "bar", "tint", "grid", "track"):
        assert rules(card(filled(PANEL, role, "#333333"), words(fill="#ffffff"))) == []
    assert rules(card(stroked(polygon((0, 193), (1200, 193), closed=False), "grid", "#dedce5", 2), words())) == []


def test_a_line_under_a_chip_does_not_run_through_its_words():
    line = stroked(polygon((50, 193), (600, 193), closed=False), "line", "#8d8999", 9)
    assert rules(card(line, words())) == ["overlap"]
    assert rules(card(line, filled(PANEL, "chip-fill", "#ffe3a3"), words())) == []
    assert rules(card(line, filled(PANEL, "chip-fill", "#ffe3a388"), words())) == ["overlap"]


def test_a_line_that_passes_between_the_letters_boxes_is_no_fault():
    line = stroked(polygon((50, 172), (600, 172), closed=False), "line", "#6440de", 4)
    assert rules(card(line, words("aeo"))) == []


@pytest.mark.parametrize(("width", "ground", "found"), [(3, "#ffffff", []), (2.9, "#ffffff", ["overlap"]), (9, "#55505f", ["contrast"])])
def test_a_halo_parts_words_from_a_line(width, ground, found):
    """When it is wide enough, and they stand out from it."""
    line = stroked(polygon((50, 193), (600, 193), closed=False), "line", "#2f8f6e", 9)
    assert rules(card(line, words(halo=Stroke(colour(ground), width)))) == found


def test_a_halo_may_not_eat_another_text():
    halo = Stroke(WHITE, 9)
    assert rules(card(words("gq"), words("MM", y=224, halo=halo))) == ["covered"]
    assert rules(card(words("gq"), words("MM", y=230, halo=halo))) == []
    assert rules(card(words("MM", y=224, halo=halo), words("gq"))) == []


def test_lines_of_a_title_may_share_their_height_where_no_letters_meet():
    """The boxes of the lines overlap; a low letter stands over a small one."""
    assert rules(card(words("Pag", size=60, y=200), words("nas É", size=60, y=252))) == []
    assert rules(card(words("Pag", size=60, y=200), words("nÉÉÉ", size=60, y=252))) == ["overlap"]


def test_words_set_in_two_colours_on_one_line_do_not_overlap():
    first = words("sur ")
    assert rules(card(first, words("Mastodon", x=first.room.right, fill="#6440de", role="name"))) == []


def test_words_of_a_drawing_are_paint_and_nothing_else():
    """A huge pale letter behind a title is no text to judge, but the title is judged against it."""
    letter = words("M", x=60, y=260, size=300, fill="#bbbbbb")
    assert rules(card(Group((letter,), "decoration"), words(fill="#595665"))) == ["contrast"]
    assert rules(card(Group((letter,), "decoration"), words(fill="#17141f"))) == []
    assert rules(card(words(), Group((letter,), "art"))) == ["covered"]


def test_words_in_a_panel_are_judged():
    """Only in drawings are words exempt: not because they were put into a group named after what lies under them."""
    for role in ("panel", "chip-fill", "frame", "plot"):
        assert rules(card(Group((words(fill="#cccccc"),), role))) == ["contrast"]


def test_marks_in_a_drawing_are_exempt_and_unknown_roles_are_not():
    roles = ("line", "bar", "fur", "line-casing", "tint")
    pale = [filled(block(100 * number, 300, 100 * number + 40, 340), role, "#f4f4f4") for number, role in enumerate(roles)]
    assert [fault.role for fault in check_scene(card(*pale))] == ["line", "bar", "fur"]
    assert rules(card(Group(tuple(pale), "art"))) == []


def test_a_word_is_judged_at_the_size_it_is_drawn():
    assert rules(card(Group((words(),), "plot", Affine(0.9, 0, 0, 0.9, 0, 0)))) == ["small"]
    assert rules(card(Group((words(x=200, y=400, size=44),), "plot", Affine(0.5, 0, 0, 0.5, 0, 0)))) == []
    assert rules(card(words(size=21.995))) == []
    assert rules(card(words(size=21.98))) == ["small"]


def test_a_letter_may_stick_out_a_little_at_the_sides():
    text = words(size=100, y=300)
    assert rules(card(replace(text, room=text.ink._replace(left=text.ink.left + 5.9, right=text.ink.right - 5.9)))) == []
    assert rules(card(replace(text, room=text.ink._replace(left=text.ink.left + 6.1)))) == ["outside"]
    assert rules(card(replace(text, room=text.ink._replace(bottom=text.ink.bottom - 0.6)))) == ["outside"]


def test_turned_words_are_judged_where_their_letters_are():
    """A line of words on a slope fits where the box around its turned box would not."""
    slope = Affine(0.8, 0.6, -0.6, 0.8, 300, 100)
    assert rules(card(Group((words("Mastodon vs X", x=0, y=0, size=60),), "seal", slope))) == []
    assert rules(card(Group((words("Mastodon vs X", x=0, y=0, size=60),), "seal", slope._replace(e=20)))) == ["unsafe"]


def test_words_drawn_as_a_picture_are_not_missing():
    """Colour emoji stand beside their text as pictures that fit into its line; a photograph behind a text does not excuse it."""
    room = Box(100, 180, 140, 208)
    text = Text((), BLACK, "note", "🎉", 24, room, room)
    picture = Picture(1, 1, bytes((200, 90, 90, 255)))
    assert rules(card(text)) == ["missing-glyph"]
    assert rules(card(Group((text, Image(picture, Box(102, 182, 126, 206), "emoji")), "line"))) == []
    assert rules(card(text, Image(picture, Box(50, 100, 300, 300), "avatar"))) == ["missing-glyph"]
    both = words("Ja ")
    wide = replace(both, ink=both.ink._replace(right=both.ink.right + 30), room=both.room._replace(right=both.room.right + 30))
    assert rules(card(wide, Image(picture, Box(wide.ink.right - 20, 184, wide.ink.right, 204), "emoji"))) == []
    assert rules(card(wide)) == ["missing-glyph"]


def test_a_text_that_says_nothing_visible_needs_no_glyph():
    for says in ("", " ", "\u202f\u2066\u2069"):
        assert rules(card(Text((), BLACK, "note", says, 24, Box(0, 0, 0, 0), Box(0, 0, 0, 0)))) == []


def test_letters_may_be_joined_and_digits_may_not():
    """The letters fi are one glyph where a face has it; a number shows every digit and sign, shortened numbers those that they show."""
    office = words("fi")
    assert rules(card(replace(office, says="ffi"))) == []
    assert rules(card(replace(words("58"), says="5\u202f876", shown=""))) == ["missing-glyph"]
    assert rules(card(replace(words("876"), says="+876"))) == ["missing-glyph"]
    assert rules(card(replace(words("12,3"), says="12\u202f345\u202f678", shown="12,3"))) == []


def test_a_mark_is_judged_against_what_is_under_its_path():
    line = stroked(polygon((100, 300), (500, 300), closed=False), "line", "#8d8999", 5)
    assert rules(card(line)) == []
    assert rules(card(filled(block(300, 200, 600, 400), "tint", "#c9c6d4"), line)) == ["contrast"]
    assert rules(card(filled(block(100, 310, 600, 400), "tint", "#8d8999"), line)) == []


def test_a_mark_needs_a_contrast_of_3():
    assert rules(card(filled(disc(300, 300, 11), "marker", "#949494"))) == []
    assert rules(card(filled(disc(300, 300, 11), "marker", "#969696"))) == ["contrast"]


def test_marks_that_cross_are_not_judged_against_each_other():
    """A line over a line, a marker on its line and a ring around both: m and x differ by 2.7 only."""
    one = stroked(polygon((100, 300), (500, 400), closed=False), "line", "#1e1a28", 5)
    other = stroked(polygon((100, 400), (500, 300), closed=False), "line", "#6440de", 30)
    dot = filled(disc(400, 325, 9), "marker", "#6440de")
    assert rules(card(one, other, dot, stroked(disc(300, 350, 17), "ring", "#1e1a28", 6))) == []


def test_a_mark_that_lies_on_a_bar_must_stand_out_from_it():
    bar = filled(block(100, 300, 500, 340), "bar", "#6440de")
    assert rules(card(bar, filled(block(300, 310, 304, 330), "marker", "#1e1a28"))) == ["contrast"]
    assert rules(card(bar, filled(block(300, 310, 304, 330), "marker", "#ffffff"))) == []
    assert rules(card(bar, filled(block(498, 295, 502, 345), "marker", "#1e1a28"))) == []


def test_an_edge_or_a_casing_can_carry_the_contrast():
    """An amber ring on white passes with dark around it, from its own stroke or a casing drawn before; a casing beside it does not help."""
    amber, edge = "#f2a900", Stroke(colour("#17141f"), 2)
    ring = stroked(disc(300, 300, 17), "ring", amber, 6)
    assert rules(card(ring)) == ["contrast"]
    assert rules(card(stroked(disc(300, 300, 17), "ring-casing", "#17141f", 10), ring)) == []
    assert rules(card(filled(disc(300, 300, 22), "ring-casing", "#17141f"), ring)) == []
    assert rules(card(stroked(disc(330, 300, 17), "ring-casing", "#17141f", 10), ring)) == ["contrast"]
    assert rules(card(ring, stroked(disc(300, 300, 17), "ring-casing", "#17141f", 2))) == ["contrast"]
    assert rules(card(filled(disc(300, 300, 17), "marker", amber, edge))) == []
    assert rules(card(filled(disc(300, 300, 17), "marker", "#17141f", Stroke(WHITE, 3)))) == []
    assert rules(card(filled(disc(300, 300, 17), "marker", amber, Stroke(WHITE, 3)))) == ["contrast"]


def test_a_mark_may_be_a_gradient():
    """Its palest part counts."""
    bar = block(100, 300, 500, 340)
    assert rules(card(filled(bar, "bar", Gradient((100, 0), (500, 0), ((0, BLACK), (1, colour("#6440de"))))))) == []
    assert rules(card(filled(bar, "bar", Gradient((100, 0), (500, 0), ((0, BLACK), (1, WHITE)))))) == ["contrast"]


def test_a_mark_without_paint_is_seen():
    assert rules(card(Path(disc(300, 300, 11), "marker"))) == ["contrast"]
    assert rules(card(filled(disc(300, 300, 11), "marker", Gradient((0, 0), (1, 1), ())))) == ["contrast"]
    assert rules(card(Group((filled(disc(300, 300, 11), "marker", "#000000"),), "plot", Affine(1, 1, 1, 1)))) == ["contrast"]


def test_an_empty_mark_is_nothing():
    assert rules(card(filled(Outline(b"", array("d")), "line", "#000000"))) == []


def test_a_mark_reaches_as_far_as_its_stroke():
    assert rules(card(stroked(polygon((2, 300), (500, 300), closed=False), "line", "#000000", 4))) == []
    assert rules(card(stroked(polygon((1, 300), (500, 300), closed=False), "line", "#000000", 4))) == ["unsafe"]


@pytest.mark.parametrize("bad", [nan, inf])
def test_a_coordinate_that_is_no_number_never_passes(bad):
    text = words()
    assert set(rules(card(laid(text, Affine(e=bad))))) >= {"outside", "unsafe"}
    odd = (*text.glyphs[:2], text.glyphs[2]._replace(y=bad), *text.glyphs[3:])
    assert set(rules(card(replace(text, glyphs=odd)))) >= {"outside", "unsafe"}
    assert rules(card(replace(text, size=nan))) == ["small"]
    assert "unsafe" in rules(card(filled(polygon((1, 1), (bad, 5), (9, 9)), "marker", "#000000")))


# Properties

SMALL = [
    card(words(), words("X", x=300, size=12), filled(disc(600, 300, 20), "marker", "#eeeeee", Stroke(WHITE, 3))),
    card(filled(PANEL, "panel", Gradient((90, 0), (400, 90), ((0, BLACK), (1, WHITE)))), words(), words("over", y=204)),
    card(
        stroked(polygon((50, 193), (600, 193), closed=False), "line", "#6440de", 9),
        words(),
        words("halo", y=190, x=400, halo=Stroke(WHITE, 9)),
    ),
    card(
        words(x=20),
        words("cut", x=1190),
        Image(Picture(2, 1, bytes((0, 0, 0, 255, 255, 255, 255, 255))), Box(90, 170, 150, 215), "avatar"),
        words(),
    ),
]


def summary(scene: Scene) -> list[tuple[str, str, str]]:
    return [(fault.rule, fault.role, fault.says) for fault in check_scene(scene)]


@given(st.sampled_from([*SMALL, good_scenes()[2]]), st.floats(-500, 500), st.floats(-500, 500), st.floats(0.2, 5), st.floats(0.3, 4))
@settings(max_examples=40, deadline=None)
def test_what_is_wrong_does_not_depend_on_the_units_of_a_group_or_on_the_pixels(scene, dx, dy, share, scale):
    """All nodes laid out elsewhere and in other units, and put back by a group: the same faults, whatever the pixels of the picture."""
    there = Affine(share, 0, 0, share, dx, dy)
    here = Affine(1 / share, 0, 0, 1 / share, -dx / share, -dy / share)
    wrapped = replace(scene, scale=scale, nodes=(Group(tuple(laid(node, there) for node in scene.nodes), "all", here),))
    assert summary(wrapped) == summary(scene)


number = st.one_of(st.floats(-300, 1500), st.sampled_from([0.0, nan, inf, -inf, 1e300, 1e-300]))
size = st.one_of(st.floats(0, 90), st.sampled_from([0.0, -3.0, nan, inf]))
colours = st.builds(Colour, *3 * [st.integers(0, 255)], st.sampled_from([0.0, 0.3, 1.0]))
outlines = st.lists(st.sampled_from([1, 2, 2, 2, 3, 4, 79]), max_size=9).flatmap(
    lambda codes: st.builds(
        lambda numbers: Outline(bytes(codes), array("d", numbers)), st.lists(number, min_size=2 * len(codes), max_size=2 * len(codes))
    )
)
boxes = st.builds(Box, number, number, number, number)
pairs = st.tuples(number, number)
gradients = st.builds(Gradient, pairs, pairs, st.lists(st.tuples(st.floats(0, 1), colours), max_size=3).map(tuple))
strokes = st.builds(Stroke, colours, size, dash=st.sampled_from([(), (3.0, 7.0)]))
transforms = st.one_of(st.just(Affine()), st.builds(Affine, *6 * [st.one_of(st.floats(-2, 2), st.sampled_from([0.0, nan, 1e200]))]))
roles = st.sampled_from(["title", "line", "marker", "bar", "art", "panel", "tint", "ring-casing", "other"])
glyphs = st.builds(Glyph, outlines, number, number, size, st.integers(0, 3), st.just("face"))
lines = st.builds(
    Text,
    st.lists(glyphs, max_size=3).map(tuple),
    colours,
    roles,
    st.text(max_size=4),
    size,
    boxes,
    boxes,
    st.none() | strokes,
    st.booleans(),
)
pictures = st.builds(Picture, st.integers(0, 3), st.integers(0, 3), st.binary(max_size=40))
paths = st.builds(Path, outlines, roles, st.none() | colours | gradients, st.none() | strokes)
nodes = st.recursive(
    st.one_of(paths, paths, lines, lines, st.builds(Image, pictures, boxes, roles)),
    lambda inner: st.builds(Group, st.lists(inner, max_size=4).map(tuple), roles, transforms, st.none() | boxes),
    max_leaves=8,
)


@given(st.lists(nodes, max_size=8).map(tuple), colours, st.floats(0, 2000), st.floats(0, 2000))
@settings(max_examples=60, deadline=None)
def test_any_scene_gets_an_answer(found, paper, width, height):
    """Broken numbers, empty outlines, cut-off curves, pictures without pixels: never an error."""
    assert all(str(fault) for fault in check_scene(Scene(width, height, 1, paper, found, Box(40, 40, width - 40, height - 40), 22)))
