"""The tables of a theme file: what each may say, with its bounds. The reference page and the editors' schema are made of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

from imggen.colour import Colour, parse_colour
from imggen.errors import InputError


def _colour(value: object) -> Colour:
    if isinstance(value, Colour):
        return value
    if not isinstance(value, str):
        raise ValueError("a colour in quotes, as #rgb, #rrggbb or #rrggbbaa")  # noqa: TRY004 - what pydantic takes for an invalid value
    try:
        return parse_colour(value)
    except InputError as error:
        raise ValueError(f"{error.what}; {error.instead}") from None


def _on_one_line(text: str) -> str:
    """What turns the order of what follows, or moves a terminal's cursor, would reach whoever looks at the theme."""
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign in _TURNING for sign in text):
        raise ValueError("a text on one line, without control characters")
    return text


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
Hue = Annotated[
    Colour, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$"})
]
Length = Annotated[float, Field(ge=0, le=4096, strict=True)]
Number = Annotated[float, Field(ge=-4096, le=4096, strict=True)]
Part = Annotated[float, Field(gt=0, le=1, strict=True)]
Word = Annotated[str, Field(max_length=200), AfterValidator(_on_one_line)]
Switch = Annotated[bool, Field(strict=True)]


class Table(BaseModel):
    """A table whose keys are its fields with a hyphen for each underscore."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-"), allow_inf_nan=False, defer_build=True
    )


class Voice(Table):
    """A font role: the families to try in order, and the weight."""

    families: tuple[Word, ...] = Field(min_length=1, max_length=16)
    """Names of font families: the first that has all letters of a card is used for all of it."""
    weight: int = Field(ge=100, le=1000, strict=True)
    """From 100, thin, to 1000, as heavy as it gets; 400 is regular, 700 bold."""
    tracking: float = Field(default=0.0, ge=-0.2, le=0.5, strict=True)
    """Letter-spacing, in ems."""
    tabular_tracking: float = Field(default=0.0, ge=-0.2, le=0.5, strict=True)
    """What is added to it where all digits are equally wide."""


class Kind(Table):
    """One kind of text: its voice, its size by shape in units, and its colour token."""

    font: Word
    """One of the voices under [fonts]."""
    landscape: Length
    portrait: Length
    square: Length
    link: Length
    tabular: Switch = False
    """Whether all its digits are equally wide, so that they stand in columns."""
    colour: Word = "ink"
    """One of the tokens under [colour]."""

    def size(self, shape: str) -> float:
        """The size in units on a card of that shape."""
        return float(getattr(self, shape))


class ByShape(Table):
    """A length in units, by the shape of the card."""

    landscape: Length
    portrait: Length
    square: Length
    link: Length

    def on(self, shape: str) -> float:
        """The length on a card of that shape."""
        return float(getattr(self, shape))


class Limits(Table):
    """How far text may be shrunk, as parts of its size."""

    smallest: ByShape
    """The smallest size of any text."""
    title_kept: Part
    title_kept_upright: Part
    title_wrapped: Part
    title_floor: Part
    number_floor: Length


class Title(Table):
    """How the last words of a title are set off: the share of it that they may fill, and how many they may be."""

    highlight: Literal["none", "marker", "colour"]
    """What sets them off: nothing, a swash behind them, or the accent colour."""
    most: Part
    words: int = Field(ge=1, le=9, strict=True)


class Shape(Table):
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


class Panel(Table):
    """The panel that the counts of an illustrated card stand on: lengths in units."""

    drawn: Switch
    hang: Length
    """How far its edge hangs out of the content's margin."""
    inset: ByShape
    """From its edge to its content."""
    radius: Length
    stroke: Length
    shadow: tuple[Length, Length]
    """How far its hard shadow lies to the right and down."""


class Frame(Table):
    """The line around a card, with the page outside it: lengths in units."""

    stroke: Length
    inset: Length
    radius: Length


class Wobble(Table):
    """How a hand draws long straight lines, in units (SPEC section 5)."""

    reach: Length
    """How far it strays to either side; 0 for a ruler's lines."""
    step: Length
    frame_step: Length
    """From one place where it strays to the next, on panels and on the frame."""
    handle: Part


class Setting(Table):
    """What lies behind one kind of card."""

    ground: Word
    """The colour token of what words stand on."""
    layers: tuple[Word, ...] = Field(max_length=16)
    """What is drawn on the ground, lowest first: bands, clouds, field, grain, halftone, hills, moon, mountains, pines, rays,
    snowfield, stars."""
    shadow: Word
    """The colour token of the shadow that the animal stands on; empty for none."""
    colour: Mapping[Word, Hue] = {}
    """Colours of layers that are others here."""


class Backdrop(Table):
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
    confetti: tuple[Hue, ...] = Field(max_length=12)
    """The colours of confetti on a victory; none for no confetti."""
    confetti_edge: Length
    colour: Mapping[Word, Hue]
    """The colours of layers, by the tokens that the layers have."""


class Gradient(Table):
    """Two colours, and the way from one to the other."""

    start: Hue
    end: Hue
    angle: Number = 90.0
    """In degrees: 0 runs from left to right, 90 from top to bottom."""


class Pattern(Table):
    """A small figure, repeated."""

    kind: Literal["dots", "stripes", "checks", "waves"]
    colour: Hue
    size: Annotated[float, Field(ge=8, le=400, strict=True)] = 28.0
    """From one figure to the next, in units."""
    share: Part = 0.25
    """How much of that the figure takes."""


class Photo(Table):
    """A picture that fills the card, under a veil so that words can be read on it."""

    file: Word
    """A PNG, JPEG or WebP file in the theme's folder."""
    veil: Hue
    """What lies over it: a colour that covers most of it, such as #ffffffe0."""


class Background(Table):
    """What fills the whole card, under the layers of its backdrop: each of them over the one before."""

    colour: Hue | None = None
    gradient: Gradient | None = None
    picture: Photo | None = None
    pattern: Pattern | None = None


class Chart(Table):
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


class Art(Table):
    """Where the drawings are and the colours of their parts."""

    folder: Word
    """The theme's folder of SVG files: pose-top.svg, icon-mastodon.svg. What it lacks is taken from the theme it extends."""
    decoration: Switch
    """Whether drawings are shown where nothing else is asked for."""
    speaks: Mapping[Word, tuple[Number, Number, Number]]
    """By pose, where a speech bubble's tail points to, as parts of the drawing's width and height, and how far left of that place
    the bubble itself ends, as a part of the width."""
    colour: Mapping[Word, Hue]
    """The colours of the drawings' parts, by the tokens that the SVG files name."""


class OwnLogo(Table):
    """A logo at the foot of every card."""

    file: Word = ""
    """An SVG or PNG file in the theme's folder."""
    place: Literal["left", "right"] = "right"
    clear: Annotated[float, Field(ge=0, le=2, strict=True)] = 0.0
    """How much room is kept around it, as a part of its height."""
    locked: Switch = False
    """Whether no option takes another one."""


class Defaults(Table):
    """What every card with this theme says and shows, unless an option says otherwise."""

    art: Switch | None = None
    """With drawings or without."""
    tone: Literal["plain", "campaign"] | None = None
    hashtag: Word = ""
    source: Word = ""
    """Where the counts come from."""
    logo: OwnLogo = OwnLogo()
    locked: Switch = False
    """Whether they hold whatever an option says."""


class FontFile(Table):
    """What may be done with a font file that comes with the theme."""

    licence: Word
    """As an SPDX expression: OFL-1.1."""
    redistributable: Switch = False
    """Whether it may be given on: 'themes pack' leaves out the others."""
