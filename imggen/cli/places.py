"""Where a command may write: checked before anything is drawn, so that nothing is drawn in vain."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from imggen.encode import check_ending
from imggen.errors import InputError
from imggen.sidecar import alt_path


def check_output(output: str) -> tuple[Path, str]:
    """The path and the ending of a picture that may be written. Raises InputError for an ending or a folder that won't do."""
    picture = Path(output)
    if output == "-":
        return picture, "png"
    ending = check_ending(picture.suffix)
    if not picture.parent.is_dir():
        raise InputError("no such folder", str(picture.parent), "make it first, or name another one with -o")
    if not os.access(picture.parent, os.W_OK):
        raise InputError("not allowed to write here", str(picture.parent), "name another folder with -o")
    for path in (picture, alt_path(picture)):
        if path.is_dir():
            raise InputError("it is a folder", str(path), "name another file with -o")
    return picture, ending


def check_open() -> None:
    """Raises InputError where a picture is to go to a standard output that whoever started imggen has closed."""
    if sys.__stdout__ is None:
        raise InputError("standard output is closed", "-o -", "name a file")


def refuse(what: str, options: Mapping[str, bool]) -> None:
    """Refuse the options that don't go together with what was asked. Raises InputError for the first that was given."""
    for option, given in options.items():
        if given:
            raise InputError(what, option, "leave it out")


def spare(inputs: Sequence[str], *outputs: Path) -> None:
    """Refuse to overwrite what is read. Raises InputError that names the file."""
    for path in outputs:
        if any(os.path.realpath(each) == os.path.realpath(path) for each in inputs):
            raise InputError("it would be overwritten by what is made of it", str(path), "name another file with -o")


def tell_edited(picture: Path, beside: Path) -> None:
    """Say where the alt text went when it did not go to its usual place."""
    if beside != alt_path(picture):
        sys.stderr.write(f"warning: {alt_path(picture)} was edited and is left as it is; the new text is in {beside}\n")
