"""Where themes are: those that come with imggen, the user's own folder, installed packages, and any path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from imggen import registry
from imggen.assets import folder
from imggen.errors import InputError, did_you_mean
from imggen.theme import Theme, find_theme, is_built_in
from imggen.theme import themes as built_in
from imggen.themefiles.inside import DRAWINGS, FONTS, OutsideError, files_in
from imggen.themefiles.opened import FILE, Opened, looks_like_path, open_theme
from imggen.themefiles.read import chain_of, theme_of

GROUP = "imggen.themes"
"""The entry points by which packages bring themes: each is the path of a theme's folder, TOML file or zip."""
_NAME = re.compile(r"[\w-]{1,100}")
_Stamp = tuple[tuple[str, int, int], ...]
_loaded: dict[Path, tuple[_Stamp, tuple[Opened, ...], Theme]] = {}


class Known(NamedTuple):
    """A theme that has a name."""

    name: str
    whence: str
    """`imggen`, `yours`, or the package that brings it."""


def load_theme(given: str | Path) -> Theme:
    """The theme of that name or path. Raises InputError that names the file, the line and the key, or suggests a name."""
    if isinstance(given, str) and is_built_in(given):
        return find_theme(given)
    path = find_path(given)
    place = path.resolve()  # the same words name another file in another working folder
    kept = _loaded.get(place)
    if kept is None or kept[0] != (*_stats(place), *_stamp(kept[1])):
        chain = open_chain(path, str(given))
        kept = _loaded[place] = ((*_stats(place), *_stamp(chain)), chain, theme_of(chain))
    return kept[2]


def open_chain(path: Path, called: str = "") -> tuple[Opened, ...]:
    """A theme's file and those of the themes it extends, opened and not checked. Raises InputError."""
    return chain_of(open_theme(path, called), _find_parent)


def known() -> tuple[Known, ...]:
    """All themes that have names: those of imggen, the user's own, those of installed packages."""
    found = [Known(name, "imggen") for name in built_in()]
    found += [Known(name, "yours") for name in _own_names()]
    found += [Known(name, point.dist.name if point.dist else "a package") for name, point in registry.installed(GROUP).items()]
    return tuple({each.name: each for each in reversed(found)}.values())[::-1]


def own_folder() -> Path:
    """The folder for the user's own themes; it need not be there."""
    from platformdirs import user_data_path

    return user_data_path("imggen", appauthor=False) / "themes"


def find_path(given: str | Path) -> Path:
    """Where the theme of that name or path is. Raises InputError, with a suggestion."""
    if isinstance(given, Path) or looks_like_path(given):
        path = Path(given)
        if not path.exists():
            raise InputError("found no such file or folder, expected a theme's folder, TOML file or zip", str(given))
        return path
    if is_built_in(given):
        return folder("themes") / given
    if _NAME.fullmatch(given) and (found := next(_named(given), None)):
        return found
    names = [each.name for each in known()]
    raise InputError(f"no theme named {given[:100]!r}", instead=f"the themes are {', '.join(names)}{did_you_mean(given, names)}")


def _named(name: str) -> Iterator[Path]:
    """Where a theme of that name is: among the user's own, in a package, in the working folder."""
    own = own_folder()
    yield from (path for path in (own / name / FILE, own / f"{name}.toml", own / f"{name}.zip") if path.is_file())
    if point := registry.installed(GROUP).get(name):
        yield Path(str(registry.load(point)))
    if (Path(name) / FILE).is_file():
        yield Path(name)


def _own_names() -> list[str]:
    own = own_folder()
    if not own.is_dir():
        return []
    folders = (path.parent.name for path in own.glob(f"*/{FILE}"))
    return sorted({*folders, *(path.stem for ending in ("toml", "zip") for path in own.glob(f"*.{ending}"))})


def _find_parent(name: str, beside: Path) -> Opened:
    """Open the theme that another one extends: of the known ones, or in the folder beside it."""
    if not _NAME.fullmatch(name):
        raise InputError(f"found {name[:60]!r}", instead="name it without a path")
    neighbour = beside.resolve().parent / name
    if not is_built_in(name) and (neighbour / FILE).is_file():
        return open_theme(neighbour)
    return open_theme(find_path(name))


def _stamp(chain: tuple[Opened, ...]) -> _Stamp:
    """What tells whether a theme's files have changed."""
    return tuple(entry for opened in chain if not opened.folder.is_relative_to(folder("themes")) for entry in _stamps(opened))


def _stamps(opened: Opened) -> Iterator[tuple[str, int, int]]:
    try:
        files = (opened.file, *files_in(opened.art_folder, DRAWINGS), *files_in(opened.font_folder, FONTS))
    except OutsideError:
        files = (opened.file,)
    yield from _stats(*files)


def _stats(*files: Path) -> Iterator[tuple[str, int, int]]:
    for path in files:
        found = path.stat() if path.exists() else None
        yield (str(path), found.st_mtime_ns, found.st_size) if found else (str(path), 0, 0)
