"""How a shape of an SVG looks: its fill and stroke, as tokens or plain colours. Attributes that may change more than that are strange."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from imggen.colour import Colour, parse_colour
from imggen.errors import InputError

_FAR = 1e6
_NAMED = {
    "black": "#000000", "silver": "#c0c0c0", "gray": "#808080", "grey": "#808080", "white": "#ffffff", "maroon": "#800000",
    "red": "#ff0000", "purple": "#800080", "fuchsia": "#ff00ff", "green": "#008000", "lime": "#00ff00", "olive": "#808000",
    "yellow": "#ffff00", "navy": "#000080", "blue": "#0000ff", "teal": "#008080", "aqua": "#00ffff", "currentColor": "#000000",
}  # fmt: skip
"""The basic colour keywords of CSS."""
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_LOOKS = frozenset(("fill", "stroke", "stroke-width", "opacity", "fill-opacity", "stroke-opacity", "data-fill", "data-stroke"))
_GEOMETRY = ("d", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "points", "viewBox", "transform")
_SAID = ("id", "version", "baseProfile", "role", "lang", "focusable", "stroke-miterlimit", "stroke-linecap", "stroke-linejoin")
_USUAL = frozenset((*_GEOMETRY, *_SAID, *(_LOOKS - {"opacity"})))
_ONLY = {
    "fill-rule": ("nonzero",),
    "clip-rule": ("nonzero", "evenodd"),
    "stroke-dasharray": ("none",),
    "display": ("inline", "block"),
    "visibility": ("visible",),
    "mix-blend-mode": ("normal",),
    "overflow": ("visible", "hidden"),
    "filter": ("none",),
    "mask": ("none",),
    "clip-path": ("none",),
    "vector-effect": ("none",),
}
"""Attributes that change nothing where they have one of these values."""
_HARMLESS = re.compile(r"(?:aria-|data-|font|text-|-inkscape|inkscape|color-|shape-rendering|image-rendering|enable-background|xml|[^ ]+ )")
"""How attributes begin that say nothing of how a shape looks; those of other namespaces have a space in them."""


class Look(NamedTuple):
    """What a shape is painted with; fill and stroke are tokens, `#rrggbb` or `#rrggbbaa`, or empty for none."""

    fill: str
    stroke: str
    width: float
    opacity: float
    fill_opacity: float
    stroke_opacity: float

    def changed(self, attributes: Mapping[str, str], *, tokens: bool) -> Look:
        """The look of an element in a group of this look. Raises ValueError for a colour or a number that is none."""
        if attributes.keys().isdisjoint(_LOOKS) and "style" not in attributes:
            return self
        said = _said(attributes) if "style" in attributes else attributes
        filled, stroked = _share(said, "fill-opacity", self.fill_opacity), _share(said, "stroke-opacity", self.stroke_opacity)
        fill = _paint(said, "fill", self.fill, filled, tokens=tokens)
        stroke = _paint(said, "stroke", self.stroke, stroked, tokens=tokens)
        width = _number(said["stroke-width"]) if "stroke-width" in said else self.width
        return Look(fill, stroke, width, _share(said, "opacity", self.opacity), filled, stroked)


PLAIN = Look("#000000", "", 1.0, 1.0, 1.0, 1.0)
"""What SVG starts from."""


def strange(name: str, attributes: Mapping[str, str]) -> str:
    """The first attribute that may change how an element looks and is not understood; empty when there is none."""
    if attributes.keys() <= _USUAL:
        return ""
    for key in attributes:
        if key.lower().startswith("on") or key.rpartition(" ")[2] in ("href", "src"):
            return key.rpartition(" ")[2]
    return next((key for key, value in _said(attributes).items() if not _is_known(name, key, value.strip())), "")


def _is_known(name: str, key: str, value: str) -> bool:
    if key == "opacity" and name in ("g", "svg"):
        return value in ("1", "1.0", "100%")
    return key in _USUAL or key in _LOOKS or value in _ONLY.get(key, ()) or bool(_HARMLESS.match(key))


def _said(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes, and over them what the style attribute says."""
    said = {key: value for key, value in attributes.items() if key != "style"}
    for declaration in attributes.get("style", "").split(";"):
        key, colon, value = declaration.partition(":")
        if colon:
            said[key.strip()] = value.strip()
    return said


def _paint(said: Mapping[str, str], kind: str, above: str, opacity: float, *, tokens: bool) -> str:
    """The fill or the stroke: `none` says there is none, then a token goes before a colour, and both before what is above."""
    own = said.get(kind, "").strip()
    if own == "none":
        return ""
    if tokens and (token := said.get(f"data-{kind}")):
        return token
    if not own or own == "inherit":
        return above
    return _colour(own).faded(opacity).hexadecimal()


def _colour(text: str) -> Colour:
    """A plain colour as SVG writes it."""
    if found := _RGB.fullmatch(text):
        return Colour(*(min(255, int(part)) for part in found.groups()))
    try:
        return parse_colour(_NAMED.get(text, text))
    except InputError:
        raise ValueError(f"the colour {text[:40]!r}") from None


def _number(text: str) -> float:
    value = float(text.strip().removesuffix("px"))
    if not 0 <= value <= _FAR:
        raise ValueError(f"the number {text[:20]!r}")
    return value


def _share(said: Mapping[str, str], name: str, above: float) -> float:
    text = said.get(name, "").strip()
    if not text:
        return above
    value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not (isfinite(value) and 0 <= value <= 1):
        raise ValueError(f"the opacity {text[:20]!r}")
    return value
