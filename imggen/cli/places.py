"""Where a command may write: checked before anything is drawn, so that nothing is drawn in vain."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from imggen.cli.report import CardJson
from imggen.encode import check_ending
from imggen.errors import InputError
from imggen.sidecar import Place, alt_path, json_path, read_json


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


def check_replaced(picture: Path) -> None:
    """Refuse to write a card's JSON over a file that imggen did not write. Raises InputError that names it."""
    path = json_path(picture)
    if path.exists() and read_json(picture) is None:
        raise InputError("it is not the JSON of a card, and would be overwritten by it", str(path), "name another file with -o")


def tell_edited(picture: Path, place: Place) -> None:
    """Say where the alt text went when it did not go to its usual place."""
    if place.kept:
        sys.stderr.write(f"warning: {alt_path(picture)} {place.kept}; the new text is in {place.path}\n")


def tell_stale(picture: Path, told: CardJson) -> None:
    """Say of the JSON beside a picture that it is not what was `told` of the new one."""
    before = read_json(picture)
    if before and (before["hash"], before["alt"]) != (told["hash"], told["alt"]):
        sys.stderr.write(f"warning: {json_path(picture)} is not of this card; --json-file writes it anew\n")
