"""A theme in a zip: unpacked into a folder of its own for as long as the program runs. A zip from a stranger may be a trap."""

from __future__ import annotations

import atexit
import hashlib
import re
import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from imggen.errors import InputError
from imggen.files import read_file

_LARGEST_ZIP, _LARGEST, _MOST = 40_000_000, 64_000_000, 500
"""A zip's own size, what all its files may take unpacked, in bytes, and how many there may be."""
_KEPT = frozenset((".toml", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".txt", ".md", ""))
"""What a theme is made of; everything else in the zip is passed over."""
_LINK = 0o120000
_CHUNK = 1 << 16
_unpacked: dict[str, Path] = {}


def unpacked(path: Path) -> Path:
    """The folder that a zip was unpacked into: the one with its theme.toml.

    Raises InputError that names the zip, or the file in it, for a path that leads out, a link, too many files or too much in them.
    """
    data = read_file(path, _LARGEST_ZIP)
    key = hashlib.sha256(data).hexdigest()
    if key not in _unpacked:
        made = Path(tempfile.mkdtemp(prefix="imggen-theme-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        target = made / path.name  # what errors call its files then says which zip they are in
        target.mkdir()
        _extract(path, target)
        _unpacked[key] = _root(path, target)
    return _unpacked[key]


def _extract(path: Path, target: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST:
                raise InputError(f"found {len(entries)} files, expected {_MOST} at most", str(path))
            left, seen = _LARGEST, set[str]()
            for entry in entries:
                name = _checked(entry, str(path))
                if name is not None:
                    if str(name).casefold() in seen:
                        raise InputError("found two files of that name, expected one", f"{path}: {entry.filename[:100]}")
                    seen.add(str(name).casefold())
                    left -= _write(archive, entry, target / name, left, str(path))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise InputError(f"found no zip that can be unpacked: {error}"[:200], str(path), "make it with 'imggen themes pack'") from None


def _checked(entry: zipfile.ZipInfo, name: str) -> PurePosixPath | None:
    """Where a file belongs; None for one that is no part of a theme. Raises InputError for one that wants to be elsewhere."""
    where = f"{name}: {entry.filename[:100]}"
    parts = PurePosixPath(entry.filename)
    if parts.is_absolute() or ".." in parts.parts or re.search(r"[\\:\0]", entry.filename):
        raise InputError("found a path that leads out of the zip, expected one inside it", where)
    if entry.external_attr >> 16 & 0o170000 == _LINK:
        raise InputError("found a link, expected a file", where)
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts.parts)
    return None if hidden or parts.suffix.lower() not in _KEPT else parts


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, left: int, name: str) -> int:
    """Unpack one file, counting what really comes out of it, whatever it says of itself."""
    size = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed, path.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > left:
                where = f"{name}: {entry.filename[:100]}"
                raise InputError(f"found more than {_LARGEST // 1_000_000} MB when unpacked, expected less", where)
            file.write(chunk)
    return size


def _root(path: Path, target: Path) -> Path:
    """The folder with the theme: the top, or the only folder there."""
    folders = [target, *(entry for entry in target.iterdir() if entry.is_dir())]
    found = [folder for folder in folders if (folder / "theme.toml").is_file()]
    if not found:
        raise InputError("found no theme.toml, expected one at the top of the zip", str(path))
    if len(found) > 1 and found[0] != target:
        raise InputError(f"found {len(found)} themes, expected one", str(path), "put each into a zip of its own")
    return found[0]
