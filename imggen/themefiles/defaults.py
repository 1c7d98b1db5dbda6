"""What a theme says where nothing else is asked for, and always where it is locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imggen.story import Choices

if TYPE_CHECKING:
    from imggen.theme import Theme

Given = str | Path | bytes | None


@dataclass(frozen=True, slots=True)
class Dress:
    """What a theme makes of what was asked for."""

    theme: Theme
    choices: Choices
    overruled: tuple[str, ...]
    """The names of choices that were made and are locked otherwise."""

    def logo(self, given: Given) -> Given:
        """The logo to show, of what was asked for."""
        return self.theme.logo_file if given is None or (self.theme.logo_file and self._locked) else given

    def doubts(self, logo: Given) -> tuple[str, ...]:
        """What was asked for and is not done, one sentence each."""
        names = [*self.overruled, *(["logo"] if logo is not None and self.theme.logo_file and self._locked else [])]
        return tuple(f"the {name} asked for is left out: the theme {self.theme.name} locks its own" for name in names)

    @property
    def _locked(self) -> bool:
        return self.theme.defaults.locked or self.theme.defaults.logo.locked


def dressed(theme: Theme, asked: Mapping[str, str], *, art: bool | None) -> Dress:
    """Lay what was asked for over what the theme says, or under it where that is locked."""
    own = {name: value for name in ("art", "tone", "hashtag", "source") if (value := getattr(theme.defaults, name)) not in (None, "")}
    wanted: dict[str, Any] = {**asked, **({} if art is None else {"art": art})}
    overruled = tuple(name for name in own if theme.defaults.locked and wanted.get(name, own[name]) != own[name])
    said = wanted | own if theme.defaults.locked else own | wanted
    shown = theme.picture_file or (said.get("art", True) and theme.art.decoration)
    return Dress(theme, Choices(**said, art_credit="; ".join(theme.credits) if shown else ""), overruled)
