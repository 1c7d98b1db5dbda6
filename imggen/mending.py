"""An alt text that a person mended goes back into the picture it is of. The pixels are not touched."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from imggen.encode.describing import describe
from imggen.encode.metadata import MENDED, Metadata
from imggen.files import read_file

_LARGEST_PICTURE = 50_000_000
_NUMBER = re.compile(r"\d+")


def mended(about: Metadata, text: str, tier: str) -> Metadata:
    """The same metadata with that text in a tier, `short`, `standard` or `extended`, and a word that a person wrote it.

    The extended text begins with the standard one, so it begins with the new one too.
    """
    about = replace(about, contributor=MENDED)
    if tier != "standard":
        return replace(about, **{tier: text})
    rest = about.extended.removeprefix(about.standard) if about.standard else f"\n{about.extended}"
    kept = f"{text}{rest}" if about.extended and rest != about.extended else about.extended
    return replace(about, standard=text, extended=kept)


def mended_picture(picture: Path, about: Metadata) -> bytes:
    """The picture file with that metadata in the place of its own. Raises InputError for a file that imggen did not write."""
    return describe(read_file(picture, _LARGEST_PICTURE), about, str(picture))


def unknown_numbers(text: str, about: Metadata) -> list[str]:
    """The numbers of a text that are in none of the texts that the picture carries: without the counts, all that can be checked."""
    known = {number for each in (about.title, about.short, about.standard, about.extended) for number in _NUMBER.findall(each)}
    return [number for number in dict.fromkeys(_NUMBER.findall(text)) if number not in known]
