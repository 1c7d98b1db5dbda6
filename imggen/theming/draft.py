"""A theme while it is checked and mended: its own tables as they would be, over those of the theme it extends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from imggen.theme import Theme, merge
from imggen.themefiles.faults import Fault
from imggen.themefiles.opened import Opened
from imggen.themefiles.read import faults_of, theme_of
from imggen.theming.finding import Change, changed


@dataclass(frozen=True)
class Draft:
    """A theme's chain, and the changes made to the first of it."""

    chain: tuple[Opened, ...]
    changes: tuple[Change, ...] = ()
    without_art: bool = False
    """Whether its own drawings are left aside, because one of them can't be drawn."""
    without_fonts: bool = False

    @property
    def own(self) -> Opened:
        """The file that is checked, as it is."""
        return self.chain[0]

    def with_changes(self, changes: Iterable[Change]) -> Draft:
        """The same with more changes; a later change of a location replaces earlier ones there, and in what it takes out."""
        made: dict[tuple[tuple[str, ...], str], Change] = {(change.location, change.file): change for change in self.changes}
        for change in changes:
            made = {key: each for key, each in made.items() if not (change.location and key[0][: len(change.location)] == change.location)}
            made[change.location, change.file] = change
        return replace(self, changes=tuple(made.values()))

    @cached_property
    def tables(self) -> dict[str, Any]:
        """Its own tables with the changes."""
        return changed(self.own.tables, self.changes)

    @cached_property
    def opened(self) -> tuple[Opened, ...]:
        """The chain with the changes."""
        return (replace(self.own, tables=self.tables), *self.chain[1:])

    @cached_property
    def parent(self) -> dict[str, Any]:
        """The tables of the theme it extends, with all that that one extends."""
        return merge(opened.tables for opened in reversed(self.chain[1:]))

    def faults(self) -> Sequence[Fault]:
        """What is wrong with its tables."""
        return faults_of(self.opened)

    @cached_property
    def theme(self) -> Theme:
        """The theme that it is. Raises InputError for tables that are wrong."""
        theme = theme_of(self.opened)
        own_art, own_fonts = self.own.art_folder, self.own.font_folder
        arts = tuple(folder for folder in theme.art_folders if not (self.without_art and folder == own_art))
        fonts = tuple(folder for folder in theme.font_folders if not (self.without_fonts and folder == own_fonts))
        return theme.model_copy(update={"art_folders": arts, "font_folders": fonts})
