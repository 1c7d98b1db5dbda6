"""The panel that the counts of an illustrated card stand on, where the theme has one."""

from __future__ import annotations

from functools import lru_cache

from imggen.art.wobble import wobbly_box
from imggen.layout.shapes import rectangle
from imggen.scene import Affine, Box, Group, Node, Outline, Path, Stroke
from imggen.stage import Stage


def panel_box(stage: Stage, content: Box) -> Box | None:
    """The panel of a block whose content would reach from margin to margin without one; None when the theme has no panel."""
    return content.grown(stage.theme.panel.hang) if stage.theme.panel.drawn else None


def panel_inset(stage: Stage) -> float:
    """How much narrower content is on each side because it stands on a panel, in units."""
    panel = stage.theme.panel
    return panel.inset.on(stage.canvas.shape) - panel.hang if panel.drawn else 0.0


def panel(stage: Stage, box: Box) -> tuple[Node, ...]:
    """A panel with its edge on the box's sides, over a hard shadow; drawn by hand where the theme's lines are."""
    look = stage.theme.panel
    wobble = stage.theme.wobble
    outline = _outline(box, look.radius, wobble.step, wobble.reach, wobble.handle)
    edge = Stroke(stage.colour("edge"), look.stroke) if look.stroke else None
    sheet = Path(outline, "panel", stage.colour("panel"), edge)
    if not any(look.shadow):
        return (sheet,)
    shadow = Path(outline, "panel-shadow", stage.colour("edge"), edge)
    return Group((shadow,), "panel-shadow", Affine(e=look.shadow[0], f=look.shadow[1])), sheet


@lru_cache(maxsize=64)
def _outline(box: Box, radius: float, step: float, reach: float, handle: float) -> Outline:
    return wobbly_box(box, radius, step, reach, handle, "panel") if reach else rectangle(box, radius)
