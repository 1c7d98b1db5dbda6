"""Identity: which campaign a file is, on every machine that has it beside the same journal."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from contextlib import suppress
from pathlib import Path

_LONGEST = 40


def address_of(campaign: str | Path, journal: Path) -> str:
    """A campaign file's path as seen from the journal's folder.

    It is the same wherever a repository with both is checked out; two files never have the same. Where there is no way from one to the
    other, on another drive, it is the whole path.
    """
    path = Path(campaign)
    found = os.path.normcase(path.parent.resolve() / path.name)
    with suppress(ValueError):
        found = os.path.relpath(found, os.path.normcase(journal.resolve()))
    return unicodedata.normalize("NFC", Path(found).as_posix())


def ledger_name(campaign: str | Path, address: str) -> str:
    """What the ledger of a campaign is called: a name that a person recognises, and no other campaign has."""
    return f"{Path(campaign).stem[:_LONGEST]}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"


def is_ledger_of(name: str, campaign: str | Path) -> bool:
    """Whether a file's name, without its ending, is that of a ledger of a campaign file so called, anywhere."""
    stem = Path(campaign).stem
    head, _, hashed = name.rpartition("-")
    return name == stem or (head == stem[:_LONGEST] and len(hashed) == 8)
