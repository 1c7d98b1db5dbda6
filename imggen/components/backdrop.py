"""What lies behind a card: a ground, layers of scenery on it, the panels that counts stand on, and the frame around all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from imggen.art.landscape import clouds, mountains, pines, snowfield
from imggen.art.night import bands, field, hills, moon, stars
from imggen.art.patch import Patch, Place, joined, rings
from imggen.art.rays import rays
from imggen.art.texture import grain, halftone
from imggen.art.wobble import wobbly_box
from imggen.colour import Colour
from imggen.components.background import background
from imggen.components.panel import panel
from imggen.errors import InputError, did_you_mean
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Group, Node, Outline, Path, Stroke
from imggen.stage import Stage

if TYPE_CHECKING:
    from imggen.theme_tables import Setting

LAYERS: Mapping[str, Callable[[Place], tuple[Patch, ...]]] = {
    "bands": bands,
    "clouds": clouds,
    "field": field,
    "grain": grain,
    "halftone": halftone,
    "hills": hills,
    "moon": moon,
    "mountains": mountains,
    "pines": pines,
    "rays": rays,
    "snowfield": snowfield,
    "stars": stars,
}
"""What a theme may name as a layer of its backdrops."""
_OVER = frozenset({"grain"})
"""Layers that lie over the panels too."""
_PAGE = 40.0
"""How far the page outside the frame goes beyond the card, in units, so that its edge is not seen."""


def find_setting(stage: Stage, name: str) -> Setting:
    """What the theme lays behind a kind of card: `scene`, `chart`, `quiet` or `feast`."""
    setting: Setting = getattr(stage.theme.backdrop, name)
    return setting


def backdrop(stage: Stage, setting: Setting, place: Place, panels: Sequence[Box] = ()) -> tuple[Node, ...]:
    """Everything that is painted before words, marks and the animal, as one group; nothing on plain paper.

    It depends on nothing that is counted or said, so that a painter may keep it for the next card. Words on it are arranged on
    `stage.on(setting.ground)`, words on a panel on `stage.on("panel")`.
    """
    whole = Box(0, 0, stage.canvas.width, stage.canvas.height)
    behind = tuple(background(stage, whole))
    under, over = ([name for name in setting.layers if (name in _OVER) is top] for top in (False, True))
    colours = {**stage.theme.backdrop.colour, **setting.colour}
    nodes: list[Node] = [node for name in under for node in _layer(stage, name, place, colours)]
    nodes += [node for box in panels for node in panel(stage, box)]
    nodes += [node for name in over for node in _layer(stage, name, place, colours)]
    nodes += _frame(stage, whole)
    nodes[:0] = behind
    if setting.ground != "paper":
        nodes.insert(0, Path(_sheet(whole), "paper", stage.colour(setting.ground)))
    return (Group(tuple(nodes), "background"),) if nodes else ()


def _layer(stage: Stage, name: str, place: Place, colours: Mapping[str, Colour]) -> Iterator[Path]:
    if name not in LAYERS:
        where = f"theme {stage.theme.name}: [backdrop]"
        raise InputError(f"no layer named {name!r}", where, f"the layers are {', '.join(LAYERS)}{did_you_mean(name, LAYERS)}")
    for patch in LAYERS[name](place):
        colour = _colour(stage, patch, colours)
        if patch.line:
            yield Path(patch.outline, "decoration", stroke=Stroke(colour, patch.line, "round", "round"))
        else:
            yield Path(patch.outline, "decoration", colour)


def _colour(stage: Stage, patch: Patch, colours: Mapping[str, Colour]) -> Colour:
    try:
        colour = colours[patch.colour]
        return colours[patch.towards].faded(patch.share).over(colour) if patch.towards else colour
    except KeyError as missing:
        where = f"theme {stage.theme.name}"
        raise InputError(f"no colour named {missing.args[0]}", where, "add it under [backdrop.colour]") from None


def _frame(stage: Stage, whole: Box) -> list[Node]:
    """The page, with a hole for the card, and a line around the hole."""
    frame, wobble = stage.theme.frame, stage.theme.wobble
    if not frame.stroke:
        return []
    line = wobbly_box(whole.grown(-frame.inset), frame.radius, wobble.frame_step, wobble.reach, wobble.handle, "frame")
    page = _around(line, whole.grown(_PAGE))
    return [Path(page, "frame", stage.colour("page")), Path(line, "frame", stroke=Stroke(stage.colour("edge"), frame.stroke))]


@lru_cache(maxsize=32)
def _around(hole: Outline, box: Box) -> Outline:
    """A box with a hole: it runs the other way round."""
    left, top, right, bottom = box
    return joined((rings((((left, top), (left, bottom), (right, bottom), (right, top)),)), hole))


@lru_cache(maxsize=32)
def _sheet(box: Box) -> Outline:
    return rectangle(box)
