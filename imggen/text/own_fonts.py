"""Font files that a user or a theme brings: checked, then grouped into families. What they are read from is held in memory."""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as hb

from imggen.errors import InputError
from imggen.text.face import FontFile
from imggen.text.family import Cut, Family, cut_of
from imggen.text.inspection import ENDINGS, inspect

_MOST_BYTES = 96 * 2**20
"""How much all files together may have: they stay in memory."""

Stamp = tuple[tuple[Path, int, int], ...]


def stamp_of(path: Path) -> Stamp:
    """The font files of a folder (or one file), each with its time and size: the same stamp means the same fonts.

    Raises InputError for a folder that can't be read, has no font, or has too many.
    """
    try:
        names = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in ENDINGS) if path.is_dir() else [path]
        stamp = tuple((name, name.stat().st_mtime_ns, name.stat().st_size) for name in names)
    except OSError as problem:
        raise InputError(f"the font folder can't be read: {problem.strerror}", str(path)) from None
    if not stamp:
        raise InputError("no font file in this folder", str(path), "put ttf, otf, ttc or woff2 files there")
    size = sum(size for _, _, size in stamp)
    if len(stamp) > 1 and size > _MOST_BYTES:
        raise InputError(
            f"{size // 2**20} MB of fonts in this folder", str(path), f"copy what you need into one of {_MOST_BYTES // 2**20} MB"
        )
    return stamp


def load_families(paths: list[Path]) -> list[Family]:
    """The families of font files, upright faces before slanted ones. Raises InputError that names the file that can't be used."""
    upright: dict[str, list[Cut]] = {}
    slanted: dict[str, list[Cut]] = {}
    for path in paths:
        inspected = inspect(path)
        for index in range(inspected.faces):
            file = FontFile(path, index, data=inspected.data)
            try:
                family, (slant, cut) = file.family, cut_of(file)
            except (ValueError, OverflowError, hb.HarfBuzzError):
                raise InputError("not a usable font: its names or axes are broken", str(path), "give a whole font file") from None
            (slanted if slant else upright).setdefault(family, []).append(cut)
    return [Family(name, _licence(cuts), tuple(cuts)) for name, cuts in {**slanted, **upright}.items()]


def _licence(cuts: list[Cut]) -> str:
    """The licence by its short name, where the first file says that it is a known one."""
    face = cuts[0].files[0].opened
    told = " ".join(filter(None, (face.get_name(13), face.get_name(14)))).casefold()
    known = {"open font license": "OFL-1.1", "scripts.sil.org/ofl": "OFL-1.1", "openfontlicense": "OFL-1.1", "apache license": "Apache-2.0"}
    return next((name for words, name in known.items() if words in told), "")
