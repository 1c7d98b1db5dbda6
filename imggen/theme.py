"""How a card looks: tokens named by meaning, read from TOML and checked. No drawing, and no colour of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

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
    tabular_tracking: float = Field(default=0.0, ge=-0.2, le=0.5)
    """What is added to it where all digits are equally wide."""


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


class ByShape(_Table):
    """A length in units, by the shape of the card."""

    landscape: Length
    portrait: Length
    square: Length
    link: Length

    def on(self, shape: str) -> float:
        """The length on a card of that shape."""
        return float(getattr(self, shape))


class Limits(_Table):
    """How far text may be shrunk, as parts of its size."""

    smallest: ByShape
    """The smallest size of any text."""
    title_kept: Part
    title_kept_upright: Part
    title_wrapped: Part
    title_floor: Part
    number_floor: Length


class Title(_Table):
    """How the last words of a title are set off: the share of it that they may fill, and how many they may be."""

    highlight: Literal["none", "marker", "colour"]
    most: Part
    words: int = Field(ge=1, le=9)


class Shape(_Table):
    """Rules, tabs, bars, bubbles and chips: lengths in units."""

    tab_width: Length
    tab_height: Length
    top_rule: Length
    footer_rule: Length
    footer_lift: ByShape
    bar_gap: Length
    bar_radius: Length
    bar_stroke: Length
    bubble_stroke: Length
    chip_radius: Part
    chip_stroke: Length
    badge_stroke: Length
    badge_shadow: tuple[Length, Length]
    track_height: ByShape
    track_stroke: Length
    row_radius: Length


class Panel(_Table):
    """The panel that the counts of an illustrated card stand on: lengths in units."""

    drawn: bool
    hang: Length
    """How far its edge hangs out of the content's margin."""
    inset: ByShape
    """From its edge to its content."""
    radius: Length
    stroke: Length
    shadow: tuple[Length, Length]
    """How far its hard shadow lies to the right and down."""


class Frame(_Table):
    """The line around a card, with the page outside it: lengths in units."""

    stroke: Length
    inset: Length
    radius: Length


class Wobble(_Table):
    """How a hand draws long straight lines, in units (SPEC section 5)."""

    reach: Length
    """How far it strays to either side; 0 for a ruler's lines."""
    step: Length
    frame_step: Length
    """From one place where it strays to the next, on panels and on the frame."""
    handle: Part


class Setting(_Table):
    """What lies behind one kind of card."""

    ground: str
    """The colour token of what words stand on."""
    layers: tuple[str, ...]
    """What is drawn on the ground, lowest first."""
    shadow: str
    """The colour token of the shadow that the animal stands on; empty for none."""
    colour: Mapping[str, Hue] = {}
    """Colours of layers that are others here."""


class Backdrop(_Table):
    """What lies behind a card, by what it shows, and the colours of all layers."""

    lift: Length
    """How much higher than on a plain card the ground of an illustration is, in units."""
    scene: Setting
    """An illustrated card."""
    chart: Setting
    """A chart, whose labels have halos: an even ground."""
    quiet: Setting
    """Anything else: no drawing wanted, a list."""
    feast: Setting
    """A victory."""
    race: Setting
    """A race, whose animal may stand anywhere."""
    confetti: tuple[Hue, ...]
    """The colours of confetti on a victory; none for no confetti."""
    confetti_edge: Length
    colour: Mapping[str, Hue]


class Chart(_Table):
    """Lines, markers and grid of a chart: lengths in units."""

    line_challenger: Length
    line_rival: Length
    marker_radius: Length
    marker_side: Length
    marker_edge: Length
    line_casing: Length
    grid: Length
    grid_dash: tuple[Length, ...]
    axis: Length
    tick: Length
    tick_length: Length
    gap_dash: tuple[Length, ...]
    gap_stroke: Length
    dumbbell: Length
    ring_radius: Length
    ring_stroke: Length
    ring_casing: Length
    leader: Length
    halo: Length


class Art(_Table):
    """Where the drawings are and the colours of their parts."""

    folder: str
    decoration: bool
    speaks: Mapping[str, tuple[float, float, float]]
    """By pose, where a speech bubble's tail points to, as parts of the drawing's width and height, and how far left of that place
    the bubble itself ends, as a part of the width."""
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
    title: Title
    shape: Shape
    panel: Panel
    frame: Frame
    wobble: Wobble
    backdrop: Backdrop
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
    """Lay tables over others, table by table at any depth. What is laid over stays as it is: files are read once."""
    for key, value in over.items():
        if isinstance(value, Mapping):
            if not isinstance(under.get(key), dict):
                under[key] = {}
            _merge(under[key], value)
        else:
            under[key] = value
