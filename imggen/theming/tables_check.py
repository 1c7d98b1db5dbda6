"""Whether a theme's tables say what they may: each fault with the value that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imggen.theme import SHAPES
from imggen.themefiles.faults import MOST, NAMED, Fault
from imggen.theming.draft import Draft
from imggen.theming.finding import Change, Finding, at
from imggen.toml_places import Location

_ROUNDS = 8


def check_tables(draft: Draft) -> tuple[list[Finding], Draft]:
    """What is wrong with the tables, and the draft with all of it mended."""
    findings: list[Finding] = []
    faults: Sequence[Fault] = ()
    for _ in range(_ROUNDS):
        before, faults = faults, draft.faults()
        if not faults or _same(faults, before):
            break
        if len(faults) >= MOST:
            return [*findings, *_too_many(draft, faults)], draft
        for fault in faults:
            changes = tuple(_mending(draft, fault))
            findings.append(Finding(fault.opened.place(fault.location), fault.found, fault.expected, changes))
            draft = draft.with_changes(changes)
    else:
        return findings, draft
    small = list(_small(draft))
    return findings + small, draft.with_changes(change for finding in small for change in finding.changes)


def _same(faults: Sequence[Fault], before: Sequence[Fault]) -> bool:
    """Whether what was proposed has mended nothing: to tell it again would not either."""
    return [(fault.location, fault.found) for fault in faults] == [(fault.location, fault.found) for fault in before]


def _too_many(draft: Draft, faults: Sequence[Fault]) -> Iterator[Finding]:
    """The first of so many faults that to mend each would take long, and that there are more."""
    for fault in faults:
        yield Finding(fault.opened.place(fault.location), fault.found, fault.expected)
    yield Finding(draft.own.called, f"{len(faults)} faults or more", "a theme's file")


def _mending(draft: Draft, fault: Fault) -> Iterator[Change]:
    """What mends a fault: the key that was meant, what the theme that it extends says there, or nothing at all."""
    location = tuple(str(key) for key in fault.location)
    whole = _named(location, draft)
    if fault.strange:
        yield Change(whole)
        meant = (*location[:-1], fault.meant)
        if fault.meant and at(draft.tables, meant) is None and _would_pass(draft, location, meant):
            yield Change(meant, at(draft.tables, location))
    elif location in NAMED:
        yield Change(location[:-1] if location[-2] == "picture" else location)
    elif (usual := at(draft.parent, whole)) is not None and not isinstance(usual, dict):
        yield Change(whole, usual)
    elif fault.found == "nothing":
        yield Change(location[:-1])
    else:
        yield Change(whole if at(draft.tables, whole) is not None else location[:-1])


def _named(location: tuple[str, ...], draft: Draft) -> tuple[str, ...]:
    """The key that a location lies in: of `fonts.title.families.0`, the families."""
    while len(location) > 1 and not isinstance(at(draft.tables, location[:-1]), dict):
        location = location[:-1]
    return location


def _would_pass(draft: Draft, location: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    """Whether what stands at a misspelt key may stand at the one that was meant."""
    tried = draft.with_changes([Change(location), Change(meant, at(draft.tables, location))])
    return not any(fault.location[: len(meant)] == meant for fault in tried.faults())


def _small(draft: Draft) -> Iterator[Finding]:
    """A smallest size that is too small to be read where cards are seen."""
    for shape in SHAPES:
        location: Location = ("type-limits", "smallest", shape)
        least, own = at(draft.chain[-1].tables, location), at(draft.tables, location)
        if own is not None and own < least:
            change = Change(("type-limits", "smallest", shape), least)
            yield Finding(draft.own.place(location), f"{own:g}", f"{least:g} or more, to be read in a timeline", (change,))
