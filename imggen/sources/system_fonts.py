"""Where the machine keeps its fonts: only looked up when somebody asks for them, because they make a card look different elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_MOST = 10_000
"""No machine has so many font files; a folder that has is none of fonts."""


def find_system_fonts() -> tuple[Path, ...]:
    """The font files of this machine and of this user, in an order that is always the same."""
    folders = font_folders(os.environ, sys.platform, Path.home())
    return tuple(sorted(islice((path for folder in folders for path in _fonts_in(folder)), _MOST)))


def font_folders(environment: Mapping[str, str], platform: str, home: Path) -> tuple[Path, ...]:
    """The folders for fonts of a platform, as `sys.platform` names it: XDG's on Linux, else those that its maker documents."""
    if platform == "win32":
        windows, local = environment.get("WINDIR", r"C:\Windows"), environment.get("LOCALAPPDATA", "")
        return (Path(windows, "Fonts"), *([Path(local, "Microsoft", "Windows", "Fonts")] if local else []))
    if platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    own = environment.get("XDG_DATA_HOME") or home / ".local" / "share"
    shared = (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return (*(Path(folder, "fonts") for folder in (own, *shared)), home / ".fonts")


def _fonts_in(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        yield from (path for name in names if (path := Path(parent, name)).suffix.lower() in _ENDINGS)
