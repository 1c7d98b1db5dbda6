"""A theme in one zip, to be given on: nothing in it that may not be."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from imggen.errors import InputError
from imggen.files import read_file
from imggen.theme import Theme
from imggen.themefiles.find import find_path, open_chain
from imggen.themefiles.inside import DRAWINGS, FONTS, files_in
from imggen.themefiles.opened import FILE, Opened
from imggen.themefiles.read import theme_of

_TEXTS = frozenset((".txt", ".md", ""))
_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of all files in a zip, so that the same theme gives the same bytes."""
_LARGEST = 64_000_000
_WHY = (
    "is not marked redistributable and is left out; if its licence allows it, write under [font-files] "
    '"{}" = {{ licence = "OFL-1.1", redistributable = true }}'
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A theme as a zip."""

    name: str
    data: bytes
    files: tuple[str, ...]
    left_out: tuple[str, ...]
    """What is not in it, one sentence each."""


def pack_theme(given: str | Path) -> Packed:
    """Put a theme into a zip. Raises InputError for a theme that is wrong, and for art without a licence."""
    chain = open_chain(find_path(given), str(given))
    theme = theme_of(chain)
    own = chain[0]
    pictures = _pictures(own, theme)
    if pictures and not own.tables.get("licence"):
        shown = ", ".join(path.name for path in pictures)
        where = own.place(("licence",))
        raise InputError(f"found none, expected the licence of {shown}"[:200], where, 'write licence = "CC-BY-4.0", and credit = "NAME"')
    fonts, left_out = _fonts(own)
    texts = [] if own.alone else [path for path in sorted(own.folder.iterdir()) if path.is_file() and _is_text(path)]
    files = {own.file: FILE, **{path: path.relative_to(own.folder).as_posix() for path in (*pictures, *fonts, *texts)}}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, name in sorted(files.items(), key=lambda entry: entry[1]):
            entry = zipfile.ZipInfo(f"{own.usual_name}/{name}", _DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, read_file(path, _LARGEST))
    return Packed(own.usual_name, data.getvalue(), tuple(sorted(files.values())), left_out)


def wants_licence(own: Opened, theme: Theme) -> bool:
    """Whether a theme that is right can't be packed yet, because nobody says what its pictures' licence is."""
    return bool(_pictures(own, theme)) and not own.tables.get("licence")


def _pictures(own: Opened, theme: Theme) -> list[Path]:
    named = (theme.logo_file, theme.picture_file)
    return [*files_in(own.art_folder, DRAWINGS), *(path for path in named if path is not None and path.is_relative_to(own.folder))]


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _TEXTS and not path.name.startswith(".")


def _fonts(own: Opened) -> tuple[list[Path], tuple[str, ...]]:
    """The font files that may be given on, and why the others are left out."""
    marked = own.tables.get("font-files", {})
    fonts = files_in(own.font_folder, FONTS)
    free = [path for path in fonts if marked.get(path.name, {}).get("redistributable")]
    return free, tuple(f"fonts/{path.name} {_WHY.format(path.name)}" for path in fonts if path not in free)
