"""What a card is asked to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from imggen.art.logo import Logo
from imggen.facts import PAIR_WITHIN
from imggen.finding.find import CompareTo
from imggen.scene import Picture
from imggen.story import Choices

if TYPE_CHECKING:
    from imggen.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a card is asked to be. Every field has the default that `imggen render` has."""

    card: str = "auto"
    theme: str | Theme = "papier"
    """The name of one that comes with imggen, or any other, read."""
    language: str = "en"
    size: str = "landscape"
    scale: float = 1.0
    as_of: date | datetime | None = None
    since: date | timedelta | None = None
    compare_to: CompareTo | None = None
    pair_within: timedelta = PAIR_WITHIN
    inclusive: bool = False
    choices: Choices = field(default_factory=Choices)
    avatar: Picture | None = None
    """Whose card it is, as a picture: its square middle is shown, cut round."""
    logo: Picture | Logo | None = None
    font_folders: tuple[Path, ...] = ()
    system_fonts: tuple[Path, ...] = ()
    """The machine's font files, to be asked last; none unless somebody wants them, because they make cards differ."""
    strict_fonts: bool = False
    doubts: tuple[str, ...] = ()
    """What was asked for and is not done, one sentence each."""
