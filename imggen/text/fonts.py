"""The families that words can be set in, and who helps out when they lack a letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from imggen.assets import folder
from imggen.errors import InputError
from imggen.text.coverage import Chain
from imggen.text.face import Face, FontFile, Ranges
from imggen.text.inspection import inspect

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}
_OWN = "*"
_KEPT = 8
"""How many folders a set remembers."""
_FAR = 200
"""From how many steps of weight on a face is thickened to stand in for a heavier one."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The faces of a family in one file (one a language for a collection), from its lightest to its heaviest weight."""

    files: tuple[FontFile, ...]
    lightest: int
    heaviest: int

    def distance(self, weight: int) -> tuple[int, int]:
        """How far a wanted weight is off; of two equally far, the heavier one is nearer."""
        return max(self.lightest - weight, weight - self.heaviest, 0), -self.heaviest


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
        index = next((self.indexes[tag] for tag in _widening(language) if tag in self.indexes), 0)
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


def _widening(language: str) -> Iterable[str]:
    """`zh-Hant-HK`, `zh-Hant`, `zh`."""
    parts = language.split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))


class FontSet:
    """Families by name. Making one opens no file; two sets may share families, and what these have opened."""

    def __init__(self, families: Iterable[Family], chain: Iterable[str], emoji: Iterable[str], own: Iterable[str] = ()) -> None:
        self.families = {family.name.casefold(): family for family in families}
        self.fallback, self.emoji, self.own = tuple(chain), tuple(emoji), tuple(own)
        self._chains: dict[tuple[tuple[str, ...], int, str], Chain] = {}
        self._enlarged: dict[tuple[tuple[Path, int, int], ...], FontSet] = {}

    def family(self, name: str) -> Family:
        """The family of that name. Raises InputError when there is none."""
        found = self.families.get(name.casefold())
        if found is None:
            from difflib import get_close_matches

            known = [family.name for family in self.families.values()]
            near = get_close_matches(name, known, 1)
            instead = f"did you mean {near[0]}?" if near else f"the families are {', '.join(known)}"
            raise InputError(f"no font family named {name[:60]!r}", instead=instead)
        return found

    def chain(self, families: tuple[str, ...], weight: int, language: str = "") -> Chain:
        """The faces to try for every character, the asked ones first. Raises InputError for an unknown family."""
        key = (families, weight, language)
        found = self._chains.get(key)
        if found is None:
            fallback = (name for given in self.fallback for name in (self.own if given == _OWN else (given,)))
            names = dict.fromkeys((*families, *fallback))
            found = Chain(
                tuple(self.family(name).face(weight, language) for name in names),
                tuple(self.family(name).face(weight, language) for name in self.emoji),
            )
            self._chains[key] = found
        return found

    def with_folder(self, path: Path | str) -> FontSet:
        """The same set and the font files of a folder (or one file), which go before families of that name and into the chain.

        Raises InputError for a folder or a file that can't be used, and for a folder without fonts.
        """
        stamp = _stamp(Path(path))
        if stamp not in self._enlarged:
            if len(self._enlarged) == _KEPT:
                self._enlarged.clear()
            self._enlarged[stamp] = self._with(_families_in([name for name, _, _ in stamp]))
        return self._enlarged[stamp]

    def _with(self, added: list[Family]) -> FontSet:
        coloured = [family.name for family in added if all(file.coloured for cut in family.cuts for file in cut.files)]
        own = [*(family.name for family in added if family.name not in coloured), *self.own]
        families = {**self.families, **{family.name.casefold(): family for family in added}}
        return FontSet(families.values(), self.fallback, dict.fromkeys((*coloured, *self.emoji)), dict.fromkeys(own))


@cache
def vendored() -> FontSet:
    """The families that come with imggen, as fonts.toml lists them."""
    import tomllib

    root = folder("fonts")
    table = tomllib.loads((root / "fonts.toml").read_text("utf-8"))
    return FontSet((_family(root, entry) for entry in table["family"]), table["chain"], table["emoji"])


def _family(root: Path, entry: dict[str, Any]) -> Family:
    package, only = entry.get("package", ""), _ranges(entry.get("only", ()))
    base = Path() if package else root
    indexes = entry.get("faces", {})

    def cut(name: str, lightest: int, heaviest: int) -> Cut:
        files = (FontFile(base / name, index, only, package) for index in range(max(indexes.values(), default=0) + 1))
        return Cut(tuple(files), lightest, heaviest)

    if "file" in entry:
        cuts = [cut(entry["file"], *entry["weights"])]
    else:
        cuts = [cut(name, int(weight), int(weight)) for weight, name in entry["files"].items()]
    optical = tuple(sorted((int(weight), float(size)) for weight, size in entry.get("optical", {}).items()))
    return Family(entry["name"], entry["licence"], tuple(cuts), optical, entry.get("narrow"), indexes)


def _ranges(only: Iterable[str]) -> Ranges:
    pairs = (text.split("-") for text in only)
    return tuple((int(low, 16), int(high, 16)) for low, high in pairs)


def _stamp(path: Path) -> tuple[tuple[Path, int, int], ...]:
    """The font files of a folder, each with its time and size: the same stamp means the same fonts."""
    try:
        names = [path] if path.is_file() else sorted(entry for entry in path.iterdir() if entry.suffix.lower() in _ENDINGS)
        stamp = tuple((name, name.stat().st_mtime_ns, name.stat().st_size) for name in names)
    except OSError as problem:
        raise InputError(f"the font folder can't be read: {problem.strerror}", str(path)) from None
    if not stamp:
        raise InputError("no font file in this folder", str(path), "put ttf, otf or ttc files there")
    return stamp


def _families_in(names: list[Path]) -> list[Family]:
    upright: dict[str, list[Cut]] = {}
    slanted: dict[str, list[Cut]] = {}
    for file in (FontFile(name, index) for name in names for index in range(inspect(name))):
        font = hb.Font(file.opened)
        weight = round(font.get_style_value(hb.StyleTag.WEIGHT)) or 400
        lightest, heaviest = (round(end) for end in file.axes.get("wght", (weight, weight)))
        group = slanted if font.get_style_value(hb.StyleTag.ITALIC) else upright
        group.setdefault(_family_name(file), []).append(Cut((file,), lightest, heaviest))
    return [Family(name, "", tuple(cuts)) for name, cuts in {**slanted, **upright}.items()]


def _family_name(file: FontFile) -> str:
    face = file.opened
    found = face.get_name(hb.OTNameIdPredefined.TYPOGRAPHIC_FAMILY) or face.get_name(hb.OTNameIdPredefined.FONT_FAMILY)
    return " ".join((found or "").split()) or file.path.stem
