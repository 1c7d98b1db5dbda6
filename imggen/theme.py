"""How a card looks: tokens named by meaning, read from TOML and checked. No drawing, and no colour of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from imggen.assets import folder
from imggen.colour import Colour, parse_colour
from imggen.errors import InputError, did_you_mean

SHAPES = ("landscape", "portrait", "square", "link")
_LARGEST_FILE = 1_000_000


def _colour(value: object) -> object:
    return parse_colour(value) if isinstance(value, str) else value


Hue = Annotated[Colour, BeforeValidator(_colour)]
Length = Annotated[float, Field(ge=0, le=4096)]
Part = Annotated[float, Field(gt=0, le=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"), allow_inf_nan=False)


class Voice(_Table):
    """A font role: the families to try in order, and the weight."""

    families: tuple[str, ...] = Field(min_length=1)
    weight: int = Field(ge=100, le=1000)
    tracking: float = Field(default=0.0, ge=-0.2, le=0.5)
    """Letter-spacing, in ems."""


class Kind(_Table):
    """One kind of text: its voice, its size by shape in units, and its colour token."""

    font: str
    landscape: Length
    portrait: Length
    square: Length
    link: Length
    tabular: bool = False
    colour: str = "ink"

    def size(self, shape: str) -> float:
        """The size in units on a card of that shape."""
        return float(getattr(self, shape))


class Smallest(_Table):
    """The smallest size of any text, in units, by shape."""

    landscape: Length
    portrait: Length
    square: Length
    link: Length


class Limits(_Table):
    """How far text may be shrunk, as parts of its size."""

    smallest: Smallest
    title_kept: Part
    title_wrapped: Part
    title_floor: Part
    number_floor: Length


class Shape(_Table):
    """Rules, tabs, bars, bubbles and chips: lengths in units."""

    tab_width: Length
    tab_height: Length
    top_rule: Length
    footer_rule: Length
    bar_gap: Length
    bar_radius: Length
    bubble_stroke: Length
    chip_radius: Part


class Chart(_Table):
    """Lines, markers and grid of a chart: lengths in units."""

    line_challenger: Length
    line_rival: Length
    marker_radius: Length
    marker_side: Length
    marker_edge: Length
    grid: Length
    axis: Length
    tick_length: Length
    gap_dash: tuple[Length, ...]
    gap_stroke: Length
    ring_radius: Length
    ring_stroke: Length
    ring_casing: Length
    leader: Length
    halo: Length


class Art(_Table):
    """Where the drawings are and the colours of their parts."""

    folder: str
    decoration: bool
    speaks: Mapping[str, tuple[float, float]]
    """By pose, where a speech bubble's tail points to, as parts of the drawing's width and height."""
    colour: Mapping[str, Hue]


class Theme(_Table):
    """A theme, complete: its own tokens over those it extends."""

    name: str
    summary: str
    abstract: bool = False
    """Whether it only serves to be extended and is not offered."""
    extends: str = ""
    credit: str = ""
    licence: str = ""
    colour: Mapping[str, Hue]
    fonts: Mapping[str, Voice]
    type: Mapping[str, Kind]
    type_limits: Limits
    shape: Shape
    chart: Chart
    art: Art
    art_folders: tuple[Path, ...] = ()
    """The folders with drawings, the theme's own first, then those of the themes it extends."""

    def paint(self, token: str) -> Colour:
        """The colour of a token. Raises InputError for a token the theme lacks."""
        try:
            return self.colour[token]
        except KeyError:
            raise InputError(
                f"no colour named {token}", f"theme {self.name}", f"add it under [colour]{did_you_mean(token, self.colour)}"
            ) from None


def themes() -> tuple[str, ...]:
    """The names of the themes that come with imggen, in alphabetical order."""
    found = (path.parent.name for path in sorted(folder("themes").glob("*/theme.toml")))
    return tuple(name for name in found if not _tables(name).get("abstract"))


@cache
def find_theme(name: str) -> Theme:
    """The built-in theme of that name. Raises InputError, with a suggestion, when there is none."""
    if name not in themes():
        raise InputError(f"no theme named {name!r}", instead=f"the themes are {', '.join(themes())}{did_you_mean(name, themes())}")
    chain = _chain(name)
    merged: dict[str, Any] = {}
    for each in reversed(chain):
        _merge(merged, {key: value for key, value in _tables(each).items() if key != "abstract"})
    merged["art-folders"] = tuple(folder("themes") / each / merged["art"]["folder"] for each in chain)
    try:
        return Theme.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        where = f"theme {name}: {'.'.join(map(str, first['loc']))}"
        raise InputError(f"found {first['input']!r}", where, f"expected: {first['msg']}") from None


def _chain(name: str) -> list[str]:
    chain = [name]
    while parent := _tables(chain[-1]).get("extends", ""):
        if parent in chain:
            raise InputError("extends itself in a circle", f"theme {name}", " > ".join([*chain, parent]))
        chain.append(parent)
    return chain


@cache
def _tables(name: str) -> Mapping[str, Any]:
    path = folder("themes") / name / "theme.toml"
    if not re.fullmatch(r"[\w-]+", name) or not path.is_file():
        raise InputError(f"no theme named {name!r}", instead="name a built-in theme")
    return parse_tables(path.read_bytes(), str(path))


def parse_tables(data: bytes, where: str) -> dict[str, Any]:
    """Read a theme file's tables, unchecked but for their syntax and size. Raises InputError that names the place."""
    if len(data) > _LARGEST_FILE:
        raise InputError("too large for a theme file", where, f"keep it under {_LARGEST_FILE} bytes")
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not TOML: {error}", where, "see the TOML syntax at that place") from None


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(under.get(key), dict):
            _merge(under[key], value)
        else:
            under[key] = dict(value) if isinstance(value, Mapping) else value
