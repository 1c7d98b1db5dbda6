"""A star with the lead on it, a little askew."""

from __future__ import annotations

from math import cos, radians, sin

from imggen.components.figure import figure
from imggen.layout.shapes import star
from imggen.scene import Affine, Group, Node, Path, Stroke
from imggen.stage import FACT, Stage
from imggen.story import Change

_TYPE, _WIDTH, _TURN = 0.68, 1.4, -8.0
"""The size and the width of its words in radii, and how far they are turned, in degrees (SPEC section 7)."""

_MOST = 1.25
"""How much larger than usual a star may be for an exact lead."""


def badge_radius(stage: Stage, lead: Change) -> float:
    """How far the tips of the star are from its centre, in units: more for a lead that is long even at its least size."""
    wide = stage.set(_figure(stage, lead), "badge", stage.readable("badge", FACT)).width
    return max(stage.size("badge") / _TYPE, wide / _WIDTH)


def badge(stage: Stage, lead: Change, x: float, y: float) -> tuple[Node, ...]:
    """A star around `x`, `y` with the exact lead, smaller when it is long, in three digits when it does not fit even so."""
    radius, shown = badge_radius(stage, lead), _figure(stage, lead)
    wide = stage.set(shown, "badge", 1.0).width
    line = stage.set(shown, "badge", max(stage.readable("badge", FACT), min(stage.size("badge"), _WIDTH * radius / wide)))
    words = stage.at(line, "badge", x, y + line.cap / 2, align="middle", says=stage.words(lead))
    return *_star(stage, x, y, radius), Group(words, "badge", _turned(x, y))


def _figure(stage: Stage, lead: Change) -> str:
    says, least = stage.words(lead), stage.readable("badge", FACT)
    if stage.set(says, "badge", least).width <= _MOST * _WIDTH * stage.size("badge") / _TYPE:
        return says
    return figure(stage, lead, compact=True).words


def _star(stage: Stage, x: float, y: float, radius: float) -> tuple[Node, ...]:
    look, outline = stage.theme.shape, star(x, y, radius)
    edge = Stroke(stage.colour("edge"), look.badge_stroke) if look.badge_stroke else None
    sheet = Path(outline, "badge-fill", stage.colour("accent"), edge)
    if not any(look.badge_shadow):
        return (sheet,)
    shadow = Path(outline, "badge-shadow", stage.colour("edge"), edge)
    return Group((shadow,), "badge-shadow", Affine(e=look.badge_shadow[0], f=look.badge_shadow[1])), sheet


def _turned(x: float, y: float) -> Affine:
    """The turn around a point."""
    a, b = cos(radians(_TURN)), sin(radians(_TURN))
    return Affine(a, b, -b, a, x - a * x + b * y, y - b * x - a * y)
