"""An alt text that a person mended goes back into the picture it is of. The pixels are not touched."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from imggen.encode.describing import describe
from imggen.encode.metadata import MENDED, Metadata
from imggen.errors import InputError
from imggen.facts_json import facts_hash
from imggen.files import read_file
from imggen.rubric.check import check_told
from imggen.rubric.finding import Finding, failing
from imggen.told import Told
from imggen.wording.alt import LIMITS, length

_LARGEST_PICTURE = 50_000_000
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n")


def mended(about: Metadata, text: str, tier: str, told: Told) -> Metadata:
    """The same metadata with that text in a tier, `short`, `standard` or `extended`, and a word that a person wrote it.

    The extended text begins with the standard one, so it begins with the new one too. What the card carries in the other tiers stays
    as long as it is true of what was `told`; else it is told anew, so that no tier says otherwise than another.
    """
    about = replace(about, contributor=MENDED)
    long = about.extended
    others = {name: getattr(about, name) for name in LIMITS if name != tier and getattr(about, name)}
    told_anew = {name: told.alt_text(name) for name, each in others.items() if name != "extended" and findings(each, told, name, long)}
    about = replace(about, **{tier: text}, **told_anew)
    return replace(about, extended=_lengthened(text, long, told)) if tier == "standard" and long else about


def _lengthened(text: str, extended: str, told: Told) -> str:
    """The extended text, as the card has it, from the first of its lines that the standard tier has not; told anew where that fails."""
    for long in (extended, told.alt_text("extended")):
        line = _fitting(text, long.split("\n")[1:])
        if not findings(line, told, "extended", extended):
            return line
    return text


def _fitting(text: str, lines: list[str]) -> str:
    """A text and further lines, less the last sentences that find no room."""
    while lines and length("\n".join((text, *lines))) > LIMITS["extended"]:
        cuts = [found.start() for found in _SENTENCE.finditer(lines[-1])]
        lines = [*lines[:-1], *([lines[-1][: cuts[-1]]] if cuts else [])]
    return "\n".join((text, *lines))


def findings(text: str, told: Told, tier: str, carried: str) -> list[Finding]:
    """What keeps a text out of a card that `carried` a long one: what is of major severity or worse, in the card's own language."""
    return failing(check_told(text, told, tier=tier, language=told.voice.language.code, carried=carried)[0])


def check_hash(about: Metadata, picture: Path) -> None:
    """Raise InputError for a picture that does not tell of which counts it was drawn: no text can be held against them."""
    if not about.identifier:
        instead = "draw it without --no-metadata, or edit its .alt.txt and hold that against the counts with imggen check"
        raise InputError("it carries no hash of its counts, so no text is put into it", str(picture), instead)


def same_card(told: Told, about: Metadata, picture: Path) -> None:
    """Raise InputError where what was told is not of the facts that a picture shows."""
    if facts_hash(told.facts) != about.identifier:
        instead = "name those it was drawn of, with the same --as-of, --since and --compare-to, or draw it again"
        raise InputError("it shows other counts than these", str(picture), instead)


def mended_picture(picture: Path, about: Metadata) -> bytes:
    """The picture file with that metadata in the place of its own. Raises InputError for a file that imggen did not write."""
    return describe(read_file(picture, _LARGEST_PICTURE), about, str(picture))
