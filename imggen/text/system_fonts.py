"""The fonts of the machine: asked last, for characters that nothing else has, and only where they were asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from stat import S_ISREG

import uharfbuzz as hb

from imggen.text.face import Face, FontFile
from imggen.text.family import Cut, Family, by_region, cut_of

_LARGEST = 128 * 2**20
_FACES = 16
_OUTLINES = {"glyf", "CFF ", "CFF2"}
_NEAREST = ("Noto Sans", "Inter", "DejaVu Sans", "Liberation Sans")
"""Families that look most like ours, the nearest first."""


class SystemFonts:
    """Font files of the machine, in an order of their own. None is opened before a character is missing."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self.paths = paths

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """All of them that can be used: upright, with outlines. A file that can't be read is passed over."""
        cuts: dict[str, list[Cut]] = {}
        for path in sorted(self.paths, key=str):
            try:
                for file in _files(path):
                    slant, cut = cut_of(file)
                    if not slant:
                        cuts.setdefault(file.family, []).append(cut)
            except (OSError, ValueError, OverflowError, hb.HarfBuzzError):
                continue
        return tuple(sorted((Family(name, "", tuple(found)) for name, found in cuts.items()), key=_standing))

    @lru_cache(64)  # noqa: B019 - as long-lived as the set of fonts that holds it
    def at(self, weight: int, language: str) -> Machine:
        """The same fonts at a weight, those for the language before others."""
        return Machine(self, weight, language)


class Machine:
    """The machine's faces at one weight, in the order in which they are asked."""

    def __init__(self, fonts: SystemFonts, weight: int, language: str) -> None:
        self._fonts, self._weight, self._language = fonts, weight, language

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """Every family's nearest face: those of the language's region first."""
        return tuple(family.face(self._weight, self._language) for family in by_region(self._fonts.families, self._language))


def _files(path: Path) -> list[FontFile]:
    found = path.stat()
    if not S_ISREG(found.st_mode) or found.st_size > _LARGEST:
        return []
    first = FontFile(path)
    files = [first, *(FontFile(path, index) for index in range(1, min(first.opened.count, _FACES)))]
    return [file for file in files if _OUTLINES & set(file.opened.table_tags) and len(file.coverage)]


def _standing(family: Family) -> tuple[int, str]:
    """The nearer a family's name is to those that cards are set in, the earlier it is asked."""
    near = (place for place, name in enumerate(_NEAREST) if family.name.startswith(name))
    return next(near, len(_NEAREST)), family.name
