"""A family: faces that belong together, and the one of them that is nearest to what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import uharfbuzz as hb

from imggen.text.face import Face, FontFile

_FAR = 200
"""From how many steps of weight on a face is thickened to stand in for a heavier one."""
_REGIONS = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-Hant": "TC", "zh-TW": "TC", "zh-HK": "HK", "zh-Hant-HK": "HK"}
"""What the names of East Asian families end in, by the language that they are for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The faces of a family at one weight (one a region for East Asian ones), from its lightest to its heaviest."""

    files: tuple[FontFile, ...]
    lightest: int
    heaviest: int

    def distance(self, weight: int) -> tuple[int, int]:
        """How far a wanted weight is off; of two equally far, the heavier one is nearer."""
        return max(self.lightest - weight, weight - self.heaviest, 0), -self.heaviest


def cut_of(file: FontFile) -> tuple[bool, Cut]:
    """What a font says that it is: whether it is slanted, and its weights. Raises ValueError where that is broken."""
    font = hb.Font(file.opened)
    weight = min(max(round(font.get_style_value(hb.StyleTag.WEIGHT)), 1), 1000)
    lightest, heaviest = (round(end) for end in file.axes.get("wght", (weight, weight)))
    return bool(font.get_style_value(hb.StyleTag.ITALIC)), Cut((file,), lightest, heaviest)


@dataclass(frozen=True, eq=False)
class Family:
    """Faces that belong together."""

    name: str
    licence: str
    cuts: tuple[Cut, ...]
    optical: tuple[tuple[int, float], ...] = ()
    """From which weight on which optical size, lightest first."""
    narrow: float | None = None
    indexes: Mapping[str, int] = field(default_factory=dict)
    """Which file of a cut serves a language."""
    _made: dict[tuple[int, int], Face] = field(default_factory=dict, repr=False)

    def face(self, weight: int, language: str = "") -> Face:
        """The face nearest to a weight, for a language."""
        return self._face(weight, self._index(language))

    def faces(self, weight: int, language: str = "") -> tuple[Face, ...]:
        """The same, and after it those of other regions that are in files of their own: they have other characters."""
        first = self._index(language)
        files = self.cuts[0].files
        others = (index for index, file in enumerate(files) if file.path != files[first].path)
        return (self._face(weight, first), *(self._face(weight, index) for index in others))

    @property
    def files(self) -> tuple[FontFile, ...]:
        """All files of all weights."""
        return tuple(file for cut in self.cuts for file in cut.files)

    @property
    def coloured(self) -> bool:
        """Whether it draws colour emoji and nothing else."""
        return all(file.coloured for file in self.files)

    def _index(self, language: str) -> int:
        return next((self.indexes[tag] for tag in _widening(language) if tag in self.indexes), 0)

    def _face(self, weight: int, index: int) -> Face:
        key = (weight, index)
        if key not in self._made:
            self._made[key] = self._make(weight, index)
        return self._made[key]

    def _make(self, weight: int, index: int) -> Face:
        cut = min(self.cuts, key=lambda cut: cut.distance(weight))
        nearest = min(max(weight, cut.lightest), cut.heaviest)
        settings = {"wght": float(nearest)} if cut.lightest != cut.heaviest else {}
        for start, size in self.optical:
            if nearest >= start:
                settings["opsz"] = size
        lacking = weight - nearest if weight >= 600 and weight - nearest >= _FAR else 0
        return Face(f"{self.name} {nearest}", cut.files[index], settings, lacking, self.narrow)


def by_region(families: Iterable[Family], language: str) -> tuple[Family, ...]:
    """The families, those first whose name ends in the region of the language, or of Japan for one that is not East Asian."""
    region = next((_REGIONS[tag] for tag in _widening(language) if tag in _REGIONS), "JP")
    return tuple(sorted(families, key=lambda family: not family.name.endswith(f" {region}")))


def _widening(language: str) -> Iterable[str]:
    """`zh-Hant-HK`, `zh-Hant`, `zh`."""
    parts = language.split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
