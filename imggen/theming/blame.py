"""Which key of a theme's file is to blame for a colour that can't be told from what is behind it."""

from __future__ import annotations

from imggen.colour import Colour
from imggen.theme import Theme
from imggen.theming.draft import Draft
from imggen.theming.finding import at

SERIES = ("challenger", "rival", "third", "fourth")
_ON = tuple(f"on-{token}" for token in SERIES)
_TOKENS = {
    "ring": ("accent",),
    "connector": ("connector",),
    "leader": ("connector", "ink"),
    "badge": ("on-chip",),
    "bar-label": _ON,
    "axis": ("ink",),
    "break-mark": ("ink",),
}
"""The colour tokens of roles that no kind of text is named after."""


def blame(draft: Draft, role: str, ink: Colour, ground: Colour) -> tuple[str, ...]:
    """The key that is to blame: what the theme says itself goes before what it takes over, and what stands there before what is behind.

    Where it says nothing of either, the background that it lays behind its cards; else the colour that stands there; else nothing.
    """
    own = draft.tables.get("colour", {})
    inks, grounds = _tokens(draft.theme, role, ink), _same(draft.theme, ground)
    likely = [token for token in inks if token in own][:1] or [token for token in grounds if token in own][:1]
    if likely:
        return "colour", likely[0]
    for location in (("background", "picture", "veil"), ("background", "gradient"), ("background", "colour"), ("background",)):
        if at(draft.tables, location) is not None:
            return location
    if at(draft.tables, ("backdrop",)) is not None:
        return ("backdrop", "colour") if at(draft.tables, ("backdrop", "colour")) is not None else ("backdrop",)
    return ("colour", inks[0]) if inks else ()


def _tokens(theme: Theme, role: str, ink: Colour) -> tuple[str, ...]:
    """The tokens of that colour, those first that something of that role is painted with."""
    same = _same(theme, ink)
    kind = theme.type.get(role)
    likely = (*((kind.colour,) if kind else ()), *_TOKENS.get(role, ()), *SERIES)
    return tuple(dict.fromkeys((*(token for token in likely if token in same), *same)))


def _same(theme: Theme, colour: Colour) -> tuple[str, ...]:
    return tuple(token for token, value in theme.colour.items() if value[:3] == colour[:3])
