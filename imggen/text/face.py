"""A font file, opened when it is first needed, and a face: that file at one weight."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from imggen.errors import printable

NARROW = 0.19
"""The width of U+202F in em where neither the family nor the face says one (SPEC section 2)."""

_BOLDER = 0.03
"""By how many ems synthetic emphasis thickens a stem for 400 steps of weight."""

_LONGEST_NAME = 60

Ranges = tuple[tuple[int, int], ...]


class FontFile:
    """One face of one file: nothing is read before it is asked something. `package` names the Python package it is in.

    `data` is what is in the file, for one that was read and checked: it may be another file by now.
    """

    def __init__(self, path: Path, index: int = 0, only: Ranges = (), package: str = "", data: bytes = b"") -> None:
        self.path, self.index, self.only, self.package, self._data = path, index, only, package, data

    @cached_property
    def place(self) -> Path | None:
        """Where the file is; None when the package it would be in is not installed."""
        if not self.package:
            return self.path
        spec = find_spec(self.package)
        folders = spec.submodule_search_locations if spec else None
        places = [Path(folder) / self.path for folder in folders or ()]
        return next((place for place in places if place.is_file()), None)

    @cached_property
    def opened(self) -> hb.Face:
        """The file, mapped into memory."""
        blob = hb.Blob(self._data) if self._data else hb.Blob.from_file_path(str(self.place))
        return hb.Face(blob, self.index)

    @cached_property
    def family(self) -> str:
        """What the font calls its family; the name of its file when it says nothing."""
        face = self.opened
        found = face.get_name(hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY) or face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
        return printable(found or "")[:_LONGEST_NAME].strip() or printable(self.path.stem)

    @cached_property
    def coverage(self) -> hb.Set:
        """Every code point it has a glyph for."""
        return self.opened.unicodes if self.place else hb.Set()

    @cached_property
    def coloured(self) -> bool:
        """Whether its glyphs are painted in colours (COLR)."""
        return bool(self.place) and (self.opened.has_color_paint or self.opened.has_color_layers)

    @cached_property
    def axes(self) -> dict[str, tuple[float, float]]:
        """Its variation axes, each with its lowest and highest value."""
        return {axis.tag: (axis.min_value, axis.max_value) for axis in self.opened.axis_infos}

    def has(self, code_point: int) -> bool:
        """Whether it is asked for this code point, and has it."""
        if self.only and not any(low <= code_point <= high for low, high in self.only):
            return False
        return code_point in self.coverage


_LARGER = 1.08
"""How much larger Arabic is set than Latin (SPEC section 10)."""


class Face:
    """A font file at one weight and optical size. Lengths are in em, y down."""

    def __init__(
        self, name: str, file: FontFile, settings: dict[str, float], lacking: int = 0, narrow: float | None = None, larger: float = 1.0
    ) -> None:
        self.name, self.file, self.settings, self.lacking, self._narrow, self._larger = name, file, settings, lacking, narrow, larger

    @cached_property
    def font(self) -> hb.Font:
        """What HarfBuzz shapes with."""
        font = hb.Font(self.file.opened)
        if self.settings:
            font.set_variations(self.settings)
        if self.lacking and not self.file.coloured:
            strength = _BOLDER * min(self.lacking, 400) / 400
            font.synthetic_bold = (strength, strength, False)
        return font

    @cached_property
    def em(self) -> float:
        """How many ems a font unit is."""
        return self._larger / float(self.file.opened.upem)

    @cached_property
    def larger(self) -> Face:
        """The same face for a script whose letters look small beside Latin ones of the same size."""
        return Face(self.name, self.file, self.settings, self.lacking, self._narrow, _LARGER)

    @cached_property
    def cap(self) -> float:
        """The height of a capital."""
        return float(self.font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)) * self.em

    @cached_property
    def extent(self) -> tuple[float, float]:
        """How far lines reach above and below the baseline."""
        extents = self.font.get_font_extents("ltr")
        return extents.ascender * self.em, -extents.descender * self.em

    @cached_property
    def digit_cell(self) -> float:
        """The width that every digit gets in tabular figures: that of the widest."""
        buffer = hb.Buffer()
        buffer.add_str("0123456789")
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, {"tnum": True, "kern": False})
        return float(max(position.x_advance for position in buffer.glyph_positions)) * self.em

    @cached_property
    def narrow(self) -> float:
        """The width of U+202F and, where the face has none, of U+2009."""
        if self._narrow is not None:
            return self._narrow
        return self.advance(0x202F) if 0x202F in self.file.coverage else NARROW

    def advance(self, code_point: int) -> float:
        """The width of a character by itself."""
        return self.width(self.font.get_nominal_glyph(code_point) or 0)

    def width(self, glyph: int) -> float:
        """The width of a glyph by itself."""
        return float(self.font.get_glyph_h_advance(glyph)) * self.em
