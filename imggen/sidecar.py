"""The alt text's own file beside a picture. What a person edited is never overwritten: the new text goes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from imggen.encode.metadata import MENDED
from imggen.encode.reading import PICTURES, read_metadata
from imggen.errors import InputError
from imggen.files import read_file

_LARGEST_TEXT = 100_000


def alt_path(picture: Path) -> Path:
    """Where the alt text of a picture stands: `card.alt.txt` beside `card.png`."""
    return picture.with_name(f"{picture.stem}.alt.txt")


def find_place(picture: Path, text: str, *, mended: bool = False) -> Path:
    """Where a new alt text may be written, before the picture is: `card.alt.txt`, or `card.alt.new.txt` when the first was edited.

    It was edited when it is none of the texts that imggen wrote into the pictures of that name. One that a person put into a picture may
    be written over when the new text is such a one too, `mended`.
    """
    place = alt_path(picture)
    there = _line(place) if place.exists() else text
    if there == text or there in set(_carried(picture, mended=mended)):
        return place
    return picture.with_name(f"{picture.stem}.alt.new.txt")


def _line(path: Path) -> str | None:
    """The words of a text file on one line; None when it is no text."""
    try:
        return " ".join(read_file(path, _LARGEST_TEXT).decode("utf-8-sig").split())
    except (InputError, UnicodeDecodeError):
        return None


def _carried(picture: Path, *, mended: bool) -> Iterator[str]:
    """The texts in the pictures that share the sidecar: `card.png` and `card.svg` have the same."""
    for ending in PICTURES:
        with suppress(InputError):
            about = read_metadata(picture.with_suffix(ending))
            if about.contributor != MENDED or mended:
                yield from (" ".join(text.split()) for text in (about.short, about.standard, about.extended))
