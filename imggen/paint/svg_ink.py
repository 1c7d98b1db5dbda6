"""How colours, lines, gradients and transforms are written in SVG."""

from __future__ import annotations

from imggen.colour import Colour
from imggen.paint.pathdata import number
from imggen.scene import Affine, Gradient, RadialGradient, Stroke

_CAPS = {"butt": "butt", "round": "round", "projecting": "square"}


def hexadecimal(colour: Colour) -> str:
    """A colour as `#rrggbb`, without how much it covers."""
    return colour._replace(alpha=1.0).hexadecimal()


def faded(of: str, colour: Colour) -> str:
    """The attribute that says how much a colour covers; nothing when it covers all."""
    return "" if colour.alpha >= 1 else f' {of}-opacity="{number(colour.alpha, 3)}"'


def filled(fill: Colour | None) -> str:
    """The attributes of a fill."""
    return ' fill="none"' if fill is None else f' fill="{hexadecimal(fill)}"{faded("fill", fill)}'


def stroked(stroke: Stroke | None) -> str:
    """The attributes of a line; nothing when none is drawn."""
    if stroke is None or stroke.width <= 0:
        return ""
    parts = [f' stroke="{hexadecimal(stroke.colour)}"{faded("stroke", stroke.colour)} stroke-width="{number(stroke.width)}"']
    if stroke.cap != "butt":
        parts.append(f' stroke-linecap="{_CAPS[stroke.cap]}"')
    if stroke.join != "miter":
        parts.append(f' stroke-linejoin="{stroke.join}"')
    if stroke.dash:
        parts.append(f' stroke-dasharray="{" ".join(number(part) for part in stroke.dash)}"')
    return "".join(parts)


def matrix(transform: Affine) -> str:
    """A transform, as short as it can be."""
    a, b, c, d, e, f = transform
    if (b, c) != (0, 0):
        return f"matrix({' '.join(number(value, 6) for value in (a, b, c, d))} {number(e)} {number(f)})"
    scale = "" if (a, d) == (1, 1) else f"scale({number(a, 6)}{'' if a == d else f' {number(d, 6)}'})"
    return (f"translate({number(e)} {number(f)})" if (e, f) != (0, 0) else "") + scale


def stops(gradient: Gradient | RadialGradient) -> str:
    """The stops of a gradient."""
    return "".join(
        f'<stop offset="{number(offset, 4)}" stop-color="{hexadecimal(colour)}"{faded("stop", colour)}/>'
        for offset, colour in gradient.stops
    )
