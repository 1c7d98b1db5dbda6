"""Changes that make a theme's cards pass: colours as near as can be to those that were wanted, else what the theme it extends has.

They are tried on the same cards that showed the faults, until none shows any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imggen.colour import Colour
from imggen.errors import InputError
from imggen.theme import Theme
from imggen.theming.blame import SERIES, blame
from imggen.theming.draft import Draft
from imggen.theming.finding import Change, at
from imggen.theming.legible import is_apart, most_different, nearest_readable, too_close
from imggen.theming.oklch import oklch
from imggen.theming.samples import Sample
from imggen.theming.scenes_check import Fault, Looked, look

_ROUNDS = 9
"""How often changes are tried; the last times, all colours go back, then everything."""
_SAID = frozenset(("name", "summary", "extends", "credit", "licence", "defaults", "font-files", "abstract"))
"""Tables that no card looks wrong by."""


@dataclass
class Needs:
    """What is known so far of the contrasts that colour tokens need."""

    of: dict[str, dict[Colour, float]] = field(default_factory=dict)

    def add(self, token: str, other: Colour, need: float) -> None:
        """A token needs that contrast with another colour."""
        known = self.of.setdefault(token, {})
        known[other] = max(known.get(other, 0.0), need)


def mended(draft: Draft, looked: Looked, samples: Sequence[Sample]) -> tuple[Draft, Looked]:
    """The draft with changes, and what is seen with them: nothing, unless the theme that it extends is not sound itself."""
    needs = Needs()
    for left in reversed(range(_ROUNDS)):
        apart = _apart(draft.theme)
        if looked.clean and not apart:
            break
        changes = _tried(draft, looked, needs) if left > 1 else []
        draft = _sound(draft.with_changes(changes or _back(draft, everything=left == 0)), draft)
        looked = look(draft.theme, samples)
    return draft, looked


def _tried(draft: Draft, looked: Looked, needs: Needs) -> list[Change]:
    changes = [*_for_contrast(draft, looked.faults, needs), *_for_series(draft, needs)]
    if looked.shapes or looked.errors:
        changes += _for_shapes(draft, looked)
    return changes


def _sound(draft: Draft, before: Draft) -> Draft:
    """The draft, unless its tables are wrong: then all that was changed goes back to what the theme it extends has."""
    return draft if not draft.faults() else before.with_changes(_back(before, everything=True))


def _apart(theme: Theme) -> bool:
    return bool(too_close([theme.paint(token) for token in SERIES]))


# Colours


def _for_series(draft: Draft, needs: Needs) -> Iterator[Change]:
    """Series that look alike: the later one of two is moved, and only if that does not help the earlier one."""
    colours = [draft.theme.paint(token) for token in SERIES]
    for one, other, _, _ in too_close(colours):
        for place in (other, one):
            rest = [colour for number, colour in enumerate(colours) if number != place]
            wanted = [*needs.of.get(SERIES[place], {}).items()] or [(draft.theme.paint("paper"), 4.5)]
            found = nearest_readable(colours[place], wanted, rest) or most_different(oklch(colours[place]), wanted, rest)
            if found is not None and is_apart(found, rest):
                colours[place] = found
                yield Change(("colour", SERIES[place]), found)
                break


def _for_contrast(draft: Draft, faults: Sequence[Fault], needs: Needs) -> list[Change]:
    """Colours that can't be told from what is behind them: what is to blame is moved as little as can be, else it goes back.

    What the theme does not say itself is left as it is while there is anything else to move.
    """
    blamed: dict[tuple[str, ...], None] = {}
    for fault in faults:
        if fault.colours is not None:
            ink, ground = fault.colours
            location = blame(draft, fault.violation.role, ink, ground)
            blamed[location] = None
            if location[:1] == ("colour",):
                behind = draft.theme.paint(location[1])[:3] == ground[:3] and ink[:3] != ground[:3]
                needs.add(location[1], ink if behind else ground, fault.violation.detail.needed)
    own = [location for location in blamed if at(draft.tables, location) is not None]
    return [_moved(draft, location, needs) for location in own or blamed if location]


def _moved(draft: Draft, location: tuple[str, ...], needs: Needs) -> Change:
    if location == ("background", "picture", "veil"):
        return _veiled(draft)
    if location[0] != "colour":
        return _usual(draft, location)
    token = location[1]
    before = SERIES[: SERIES.index(token)] if token in SERIES else ()
    among = [draft.theme.paint(other) for other in before]
    wanted = [*needs.of[token].items()]
    found = nearest_readable(draft.theme.paint(token), wanted, among) or nearest_readable(draft.theme.paint(token), wanted)
    return _usual(draft, location) if found is None else Change(location, found)


def _veiled(draft: Draft) -> Change:
    """More veil over a picture that shines through; no picture at last."""
    photo = draft.theme.background.picture
    if photo is None or photo.veil.alpha > 0.97:
        return Change(("background", "picture"))
    return Change(("background", "picture", "veil"), photo.veil._replace(alpha=(1 + photo.veil.alpha) / 2))


# Everything else


def _for_shapes(draft: Draft, looked: Looked) -> list[Change]:
    """Words out of place, too small, over each other: the fewest of the theme's own keys that go back to what they were."""
    samples = list(dict.fromkeys(fault.sample for fault in looked.shapes)) or None
    keys = [location for location in _leaves(draft) if location[0] not in _SAID and location[0] != "colour"]
    gone: list[Change] = []
    for location in keys:
        change = _usual(draft, location)
        if samples is None:
            gone.append(change)
        elif _is_better(draft, [change], samples, looked):
            return [change]
    for location in keys if samples is not None else ():
        gone.append(_usual(draft, location))
        if _is_better(draft, gone, samples or (), looked):
            return gone
    return gone


def _is_better(draft: Draft, changes: Sequence[Change], samples: Sequence[Sample], looked: Looked) -> bool:
    """Whether no word is out of place any more."""
    tried = draft.with_changes(changes)
    try:
        seen = look(tried.theme, samples)
    except InputError:
        return False
    return not seen.shapes and len(seen.errors) <= len(looked.errors)


def _leaves(draft: Draft) -> Iterator[tuple[str, ...]]:
    """The keys that a theme's own file has, down to those that hold a value or a whole kind of text."""

    def descend(tables: object, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if isinstance(tables, dict) and tables and len(above) < 3:
            for key, value in tables.items():
                yield from descend(value, (*above, key))
        else:
            yield above

    return descend(draft.tables, ())


def _usual(draft: Draft, location: tuple[str, ...]) -> Change:
    """What the theme that it extends has there; nothing, where it has nothing."""
    usual = at(draft.parent, location)
    return Change(location, None if isinstance(usual, dict) else usual)


def _back(draft: Draft, *, everything: bool) -> list[Change]:
    """All colours, or all of the theme, back to what the theme that it extends has."""
    tables = [key for key in draft.tables if key not in _SAID] if everything else ["colour", "background", "backdrop"]
    return [Change((key,)) for key in tables if key in draft.tables]
