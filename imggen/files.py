"""Files, read whole and written whole: an error is one line, and a failure leaves what was there."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from imggen.errors import InputError, did_you_mean

_BINARY = getattr(os, "O_BINARY", 0)
_TEMPORARY = re.compile(r"\.imggen-[0-9a-f]{16}\.tmp")
_ABANDONED = 3600.0
"""Seconds after which a temporary file is no longer being written."""
_swept: set[Path] = set()

_REASONS = {
    errno.ENOENT: "no such folder",
    errno.ENOTDIR: "no such folder",
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "no space left on the disk",
    errno.EFBIG: "no space left for a file of this size",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EISDIR: "it is a folder",
}


def read_file(path: str | Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises InputError for one that is missing, a folder, too large or not readable."""
    name = str(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError(f"no such file{_nearest(Path(path))}", name) from None
    except IsADirectoryError:
        raise InputError("it is a folder", name, "name a file in it") from None
    except (OSError, ValueError) as error:
        reason = _REASONS.get(getattr(error, "errno", None) or 0, "not readable")
        raise InputError(f"can't be read: {reason}", name, "check the path and its permissions") from None
    if len(data) > limit:
        size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} kB"
        raise InputError(f"larger than {size}", name, "give a smaller file")
    return data


def _nearest(path: Path) -> str:
    """The name in the same folder that may have been meant."""
    with suppress(OSError, ValueError):
        return did_you_mean(path.name, [entry.name for entry in path.parent.iterdir()][:10_000])
    return ""


def atomic_write(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary file beside it, to the disk, then in its place.

    A symbolic link is followed; the mode of a file that is there stays; what is no regular file, such as `/dev/stdout`,
    is written to directly. Raises InputError when it can't be written; then what was there is left as it was.
    """
    atomic_write_all({Path(path): data})


def atomic_write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files as `atomic_write` does, and none when one of them has no room or may not be written."""
    staged: list[tuple[Path, Path]] = []
    name = ""
    try:
        for path, data in files.items():
            name = str(path)
            target, mode = Path(os.path.realpath(path)), _mode(path)
            if mode is None or stat.S_ISREG(mode):
                staged.append((_stage(target, data, mode), target))
            elif stat.S_ISDIR(mode):
                raise InputError("it is a folder", name, "name a file in it")
            else:
                path.write_bytes(data)
        for temporary, target in staged:
            name = str(target)
            temporary.replace(target)
    except (OSError, ValueError) as error:
        reason = _REASONS.get(getattr(error, "errno", None) or 0, "the disk or the name does not allow it")
        raise InputError(f"can't be written: {reason}", name, "name another file, in a folder that is there") from None
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink()


def _mode(path: Path) -> int | None:
    """What a path leads to, and its permissions; None when there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _stage(target: Path, data: bytes, mode: int | None) -> Path:
    """Write the data beside the target, to a temporary file with the same mode."""
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "not writable")
    temporary = target.with_name(f".imggen-{os.urandom(8).hex()}.tmp")
    opened = os.open(
        temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o666 if mode is None else stat.S_IMODE(mode) | stat.S_IWUSR
    )
    try:
        with os.fdopen(opened, "wb") as file:
            if mode is not None:
                temporary.chmod(stat.S_IMODE(mode))
            _sweep(target.parent, os.fstat(opened))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _sweep(folder: Path, now: os.stat_result) -> None:
    """Remove the user's own temporary files that a kill left in a folder, once a process; `now` is what a new file is given as its time."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    if found.st_uid == now.st_uid and now.st_mtime - found.st_mtime > _ABANDONED and stat.S_ISREG(found.st_mode):
                        Path(entry.path).unlink()
