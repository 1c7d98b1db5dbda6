"""What a card is asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from imggen.facts import PAIR_WITHIN
from imggen.finding.find import CompareTo
from imggen.story import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a card is asked to be. Every field has the default that `imggen render` has."""

    card: str = "auto"
    theme: str = "editorial"
    language: str = "en"
    size: str = "landscape"
    scale: float = 1.0
    as_of: date | datetime | None = None
    since: date | timedelta | None = None
    compare_to: CompareTo | None = None
    pair_within: timedelta = PAIR_WITHIN
    inclusive: bool = False
    choices: Choices = field(default_factory=Choices)
    font_folders: tuple[Path, ...] = ()
    strict_fonts: bool = False
