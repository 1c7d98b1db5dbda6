"""A folder that a website takes the newest card from: picture, drawing, data and page, and an archive by day."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from imggen.card import Card
from imggen.errors import InputError
from imggen.facts_json import facts_as_json
from imggen.files import atomic_write_all
from imggen.posting.page import page
from imggen.posting.text import headline
from imggen.version import VERSION
from imggen.wording.alt import LIMITS

ENDINGS = ("png", "svg", "json", "html")
"""What is written of a card."""


def write_folder(card: Card, folder: str | Path, day: date, *, name: str = "latest", archive: bool = True) -> tuple[Path, ...]:
    """Write `latest.png`, `.svg`, `.json` and `.html`, and the same once more under `archive/2023-09-04.*`; return what changed.

    Each file is written whole or not at all, all of them or none, and one that is as it would be is not touched. `day` is the archive's.
    Raises InputError where the folder can't be written to.
    """
    folder = Path(folder)
    wanted = _files(card, folder, name)
    if archive:
        wanted |= _files(card, folder / "archive", day.isoformat())
    changed = {path: data for path, data in wanted.items() if not _holds(path, data)}
    try:
        for parent in {path.parent for path in changed}:
            parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder can't be made: {error.strerror}", str(folder), "name another one") from None
    atomic_write_all(changed)
    return tuple(changed)


def about(card: Card, picture: str) -> dict[str, Any]:
    """What the data file says: words and facts, nothing of the machine, so that it changes when the card does."""
    width, height = card.size
    return {
        "picture": picture,
        "width": width,
        "height": height,
        "title": headline(card.story, card.voice),
        "card": card.story.kind,
        "theme": card.theme,
        "lang": card.language,
        "alt": {tier: card.alt_text(tier) for tier in LIMITS},
        "facts": facts_as_json(card.facts),
        "version": VERSION,
    }


def _files(card: Card, folder: Path, name: str) -> dict[Path, bytes]:
    """The files of a card, by path. A page is written last: when it is new, all that it shows is there."""
    picture = f"{name}.png"
    made = {
        "png": card.encode("png"),
        "svg": card.encode("svg"),
        "json": json.dumps(about(card, picture), ensure_ascii=False, indent=1).encode() + b"\n",
        "html": page(card, picture).encode(),
    }
    return {folder / f"{name}.{ending}": made[ending] for ending in ENDINGS}


def _holds(path: Path, data: bytes) -> bool:
    """Whether a file is as it would be written."""
    with suppress(OSError):
        return path.stat().st_size == len(data) and path.read_bytes() == data
    return False
