"""The files beside a picture, its alt text and its JSON. What a person edited is never overwritten: the new text goes beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from imggen.card import Card
from imggen.encode.metadata import MENDED
from imggen.encode.reading import PICTURES, read_metadata
from imggen.errors import InputError
from imggen.files import read_file
from imggen.wording.alt import LIMITS, alt_text
from imggen.wording.language import find_language, languages

_LARGEST_TEXT = 100_000
_LARGEST_JSON = 50_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new alt text may be written, and why not in its usual place."""

    path: Path
    kept: str = ""
    """What is so of the text in the usual place, where that one is left as it is."""


def alt_path(picture: Path) -> Path:
    """Where the alt text of a picture stands: `card.alt.txt` beside `card.png`."""
    return picture.with_name(f"{picture.stem}.alt.txt")


def json_path(picture: Path) -> Path:
    """Where the JSON of a picture stands: `card.json` beside `card.png`."""
    return picture.with_suffix(".json")


def find_place(picture: Path, text: str, *, mended: bool = False, otherwise: Callable[[], Iterable[str]] = tuple) -> Place:
    """Find the place of a new alt text, before the picture is written: `card.alt.txt`, else the first that is free beside an edited one.

    A text is imggen's own when a picture of that name carries it, or the JSON of one that carries none has it; where that is not known of
    all, also when it is one of `otherwise`, further texts of the same card. One that a person put into a picture may be written over when
    the new text is such a one too, `mended`.
    """
    own, silent = _own(picture, mended=mended)
    others = cache(lambda: frozenset(map(_joined, otherwise())))
    usual = alt_path(picture)
    for place in _places(picture):
        there = _line(place) if place.exists() else text
        if there == text or there in own or (silent and there in others()):
            break
    if place == usual:
        return Place(usual)
    unknown = "is left as it is, since nothing tells whether somebody edited it: no text is in the picture"
    return Place(place, unknown if silent else "was edited and is left as it is")


def in_every_language(card: Card) -> Iterator[str]:
    """What would be said of a card in any language: an earlier drawing of the same counts may have said it."""
    for code in languages():
        voice = replace(card.voice, language=find_language(code))
        yield from (alt_text(card.story, voice, tier) for tier in LIMITS)


def read_json(picture: Path) -> dict[str, Any] | None:
    """What imggen wrote into the JSON beside a picture; None when there is no such file, or when it is something else."""
    with suppress(InputError, ValueError, KeyError, TypeError, RecursionError):
        told = json.loads(read_file(json_path(picture), _LARGEST_JSON))
        texts = (told["path"], told["alt_path"], told["hash"], told["lang"], *(told["alt"][tier] for tier in LIMITS))
        if all(isinstance(each, str) for each in texts) and isinstance(told["bytes"], int):
            return dict(told)
    return None


def _places(picture: Path) -> Iterator[Path]:
    yield alt_path(picture)
    yield picture.with_name(f"{picture.stem}.alt.new.txt")
    yield from (picture.with_name(f"{picture.stem}.alt.new.{number}.txt") for number in count(2))


def _line(path: Path) -> str | None:
    """The words of a text file on one line; None when it is no text."""
    try:
        return _joined(read_file(path, _LARGEST_TEXT).decode("utf-8-sig"))
    except (InputError, UnicodeDecodeError):
        return None


def _joined(text: str) -> str:
    return " ".join(text.split())


def _own(picture: Path, *, mended: bool) -> tuple[frozenset[str], bool]:
    """The texts of the pictures that share the sidecar (`card.png`, `card.svg`), and whether those of one are not known."""
    there = [path for ending in PICTURES if (path := picture.with_suffix(ending)).exists()]
    texts = [_told(path, mended=mended) for path in there]
    return frozenset(_joined(text) for each in texts for text in each or ()), None in texts or not there


def _told(picture: Path, *, mended: bool) -> tuple[str, ...] | None:
    """The texts that imggen wrote of a picture; None when neither it nor its JSON says.

    JSON is asked of a picture without any text alone: nobody's text can have been put into both.
    """
    with suppress(InputError):
        about = read_metadata(picture)
        if any(texts := (about.short, about.standard, about.extended)):
            return texts if about.contributor != MENDED or mended else ()
        told = read_json(picture)
        if told and Path(told["path"]).name == picture.name and told["bytes"] == picture.stat().st_size:
            return tuple(told["alt"][tier] for tier in LIMITS)
    return None
