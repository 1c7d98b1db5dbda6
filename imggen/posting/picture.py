"""What a card's file says that a post may say: a sentence, the headline, the language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from imggen.encode.reading import read_metadata
from imggen.posting.alt import one_line
from imggen.posting.mentions import unmentioned


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a card's file carries; empty where it has none."""

    text: str
    """The card in a sentence."""
    title: str
    language: str


def posted_words(card: Path) -> Words:
    """The words in a card's file: the text mentions nobody. Raises InputError for a file that is no picture."""
    about = read_metadata(card)
    return Words(unmentioned(one_line(about.short or about.title)), one_line(about.title), about.language.strip())
