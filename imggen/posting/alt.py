"""A picture's description, found beside it or in it, and made to fit a server's limit by leaving out whole sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from imggen.card import Card
from imggen.encode.reading import read_metadata
from imggen.errors import InputError
from imggen.files import read_file
from imggen.sidecar import alt_path
from imggen.wording.alt import length

_LARGEST_TEXT = 100_000
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")


@dataclass(frozen=True, slots=True)
class WrittenAlt:
    """A description as somebody wrote it; nothing is known of its facts."""

    text: str
    shorter: tuple[str, ...] = ()
    """Other descriptions of the same picture, the fullest first."""

    def within(self, limit: int | None) -> str:
        """As many of its sentences as fit, from the first on; else a shorter description; else as many words as fit, and "…"."""
        if limit is None or length(self.text) <= limit:
            return self.text
        kept = ""
        for sentence in _SENTENCE.split(self.text):
            longer = f"{kept} {sentence}".strip()
            if length(longer) > limit:
                break
            kept = longer
        return kept or next((text for text in self.shorter if length(text) <= limit), "") or _cut(self.text, limit)


@dataclass(frozen=True, slots=True)
class CardAlt:
    """The description of a card whose facts are known: the least important sentences go first."""

    card: Card
    tier: str = "standard"

    def within(self, limit: int | None) -> str:
        """The tier's text in at most `limit` characters, cut at a word only where no true sentence fits."""
        try:
            return one_line(self.card.alt_text(self.tier, limit))
        except InputError:
            return _cut(one_line(self.card.alt_text("short")), limit or 0)


def find_alt(picture: Path) -> WrittenAlt:
    """The description of a picture: the text beside it, else the one in it. Raises InputError when there is neither."""
    about = read_metadata(picture)
    inside = tuple(one_line(text) for text in (about.extended, about.standard, about.short) if text.strip())
    beside = alt_path(picture)
    if beside.exists():
        try:
            text = one_line(read_file(beside, _LARGEST_TEXT).decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise InputError("not UTF-8 text", str(beside), "save it as UTF-8") from None
        if not text:
            raise InputError("it is empty, and nothing is posted without a description", str(beside), "write the description into it")
        return WrittenAlt(text, tuple(each for each in inside if length(each) < length(text)) if text in inside else ())
    if not inside:
        raise InputError("no description, and nothing is posted without one", str(picture), f"write it into {beside}")
    standard = one_line(about.standard) or inside[0]
    return WrittenAlt(standard, tuple(each for each in inside if length(each) < length(standard)))


def one_line(text: str) -> str:
    """The text on one line: some servers keep the first line alone."""
    return " ".join(text.split())


def _cut(text: str, limit: int) -> str:
    """As many words as fit, and a sign that there were more."""
    short = text
    while length(short) >= limit and short:
        short = short.rpartition(" ")[0] or short[:-1]
    return f"{short}…"
