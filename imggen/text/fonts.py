"""The families that words can be set in, and who helps out when they lack a letter."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from imggen.assets import folder
from imggen.errors import InputError
from imggen.text.coverage import Chain
from imggen.text.face import FontFile, Ranges
from imggen.text.family import Cut, Family, by_region
from imggen.text.own_fonts import Stamp, load_families, stamp_of
from imggen.text.system_fonts import SystemFonts

_OWN = "*"
_KEPT = 8
"""How many folders a set remembers."""


class FontSet:
    """Families by name. Making one opens no file; two sets may share families, and what these have opened."""

    def __init__(
        self,
        families: Iterable[Family],
        chain: Iterable[str],
        emoji: Iterable[str],
        own: Iterable[str] = (),
        system: SystemFonts | None = None,
    ) -> None:
        self.families = {family.name.casefold(): family for family in families}
        self.fallback, self.emoji, self.own, self.system = tuple(chain), tuple(emoji), tuple(own), system
        self._chains: dict[tuple[tuple[str, ...], int, str], Chain] = {}
        self._enlarged: dict[Stamp | tuple[Path, ...], FontSet] = {}

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
            names = dict.fromkeys((*families, *self._helpers(language)))
            faces = tuple(face for name in names for face in self.family(name).faces(weight, language))
            emoji = tuple(self.family(name).face(weight, language) for name in self.emoji)
            found = self._chains[key] = Chain(faces, emoji, self.system.at(weight, language) if self.system else None)
        return found

    def _helpers(self, language: str) -> Iterable[str]:
        own = [family.name for family in by_region(map(self.family, self.own), language)]
        return (name for given in self.fallback for name in (own if given == _OWN else (given,)))

    def with_folder(self, path: Path | str) -> FontSet:
        """The same set and the font files of a folder (or one file), which go before families of that name and into the chain.

        Raises InputError for a folder or a file that can't be used, and for a folder without fonts.
        """
        stamp = stamp_of(Path(path))
        if stamp not in self._enlarged:
            self._keep(stamp, self._with(load_families([name for name, _, _ in stamp])))
        return self._enlarged[stamp]

    def with_system(self, paths: tuple[Path, ...]) -> FontSet:
        """The same set and the fonts of the machine, which are asked last: each is opened only when a character is missing."""
        if paths not in self._enlarged:
            system = SystemFonts(paths)
            self._keep(paths, FontSet(self.families.values(), self.fallback, self.emoji, self.own, system))
        return self._enlarged[paths]

    def _keep(self, key: Stamp | tuple[Path, ...], fonts: FontSet) -> None:
        if len(self._enlarged) == _KEPT:
            self._enlarged.clear()
        self._enlarged[key] = fonts

    def _with(self, added: list[Family]) -> FontSet:
        coloured = [family.name for family in added if family.coloured]
        own = [*(family.name for family in added if family.name not in coloured), *self.own]
        families = {**self.families, **{family.name.casefold(): family for family in added}}
        emoji = dict.fromkeys((*coloured, *self.emoji))
        return FontSet(families.values(), self.fallback, emoji, dict.fromkeys(own), self.system)


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

    def cut(names: list[str], lightest: int, heaviest: int) -> Cut:
        if len(names) > 1:
            files = tuple(FontFile(base / name, 0, only, package) for name in names)
        else:
            files = tuple(FontFile(base / names[0], index, only, package) for index in range(max(indexes.values(), default=0) + 1))
        return Cut(files, lightest, heaviest)

    if "files" in entry:
        cuts = [cut([name], int(weight), int(weight)) for weight, name in entry["files"].items()]
    else:
        cuts = [cut(entry.get("regions") or [entry["file"]], *entry["weights"])]
    optical = tuple(sorted((int(weight), float(size)) for weight, size in entry.get("optical", {}).items()))
    return Family(entry["name"], entry["licence"], tuple(cuts), optical, entry.get("narrow"), indexes)


def _ranges(only: Iterable[str]) -> Ranges:
    pairs = (text.split("-") for text in only)
    return tuple((int(low, 16), int(high, 16)) for low, high in pairs)
