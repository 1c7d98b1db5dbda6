"""A theme, checked: its tables, its files, its series, and the cards it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from imggen.errors import InputError
from imggen.themefiles.faults import NAMED
from imggen.themefiles.find import find_path, open_chain
from imggen.theming.blame import SERIES, blame
from imggen.theming.draft import Draft
from imggen.theming.files_check import check_files
from imggen.theming.finding import Change, Finding, at
from imggen.theming.legible import APART, too_close
from imggen.theming.mending import mended
from imggen.theming.samples import Sample, samples
from imggen.theming.scenes_check import Fault, Looked, look, worst
from imggen.theming.tables_check import check_tables
from imggen.wording.language import find_language

LANGUAGES = ("en", "fr")
"""The languages that a theme is checked in where none are asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, and the theme with all of it mended."""

    findings: tuple[Finding, ...]
    draft: Draft | None
    """None for a file that is no theme's at all."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that mends the theme."""
        return self.draft.changes if self.draft else ()


def check_theme(given: str | Path, languages: Sequence[str] = LANGUAGES, tell: Callable[[], object] = lambda: None) -> Report:
    """Check a theme by its name or path, on cards in some languages. Each finding has the changes that mend it.

    `tell` is called after each card. Raises InputError for a theme that is not there, or an unknown language.
    """
    codes = tuple(find_language(code).code for code in languages)
    path = find_path(given)
    try:
        chain = open_chain(path, str(given))
    except InputError as error:
        return Report((_unreadable(error),), None)
    tables, draft = check_tables(Draft(chain))
    if draft.faults() or _is_hostile(tables):
        return Report(tuple(tables), draft)
    files, draft = check_files(draft, codes)
    if _is_hostile(files):
        return Report((*tables, *files), draft)
    cards, draft = check_cards(draft, list(samples(codes)), tell)
    return Report((*tables, *files, *cards), draft)


def _is_hostile(findings: Sequence[Finding]) -> bool:
    """Whether a file can't be used, or must not be: cards without it would not be the theme's, and take their time."""
    changes = (change for finding in findings for change in finding.changes if change.value is None)
    return any(change.file or change.location in (*NAMED, ("background", "picture")) for change in changes)


def _unreadable(error: InputError) -> Finding:
    found, _, expected = error.what.removeprefix("found ").partition(", expected ")
    return Finding(error.where, found, expected or error.instead or "a theme's file")


def check_cards(draft: Draft, shown: Sequence[Sample], tell: Callable[[], object] = lambda: None) -> tuple[list[Finding], Draft]:
    """What is wrong with the cards that a theme makes, and the draft with all of it mended."""
    looked = look(draft.theme, shown, tell)
    close = too_close([draft.theme.paint(token) for token in SERIES])
    if looked.clean and not close:
        return [], draft
    after, left = mended(draft, looked, shown)
    changes = tuple(change for change in after.changes if change not in draft.changes)
    told = [*_alike(draft), *_seen(draft, looked)]
    return _with_changes(told, changes if left.clean else ()), after


Traced = tuple[Finding, frozenset[tuple[str, ...]]]
"""A finding, and the keys that it is about."""


def _alike(draft: Draft) -> Iterator[Traced]:
    """Series that some sight can't tell apart."""
    for one, other, difference, sight in too_close([draft.theme.paint(token) for token in SERIES]):
        names, colours = (SERIES[one], SERIES[other]), [draft.theme.paint(SERIES[place]).hexadecimal() for place in (one, other)]
        location = ("colour", names[1])
        found = f"{colours[1]} for the {names[1]}, which to {sight} sight is {difference:.1f} from {colours[0]} for the {names[0]}"
        yield Finding(draft.own.place(location), found, f"a difference of {APART:g}"), frozenset(("colour", name) for name in names)


def _seen(draft: Draft, looked: Looked) -> Iterator[Traced]:
    """What is wrong on cards: the worst of each kind, with where it is seen."""
    for error in looked.errors:
        yield Finding(error.where or draft.own.called, error.what, error.instead or "a card that can be drawn"), frozenset()

    def key(fault: Fault) -> tuple[object, ...]:
        rule, role = fault.violation.rule, fault.violation.role
        return (rule, blame(draft, role, *fault.colours)) if fault.colours else (rule, role)

    found = [
        (fault, many, blame(draft, fault.violation.role, *fault.colours) if fault.colours else ())
        for fault, many in worst(looked.faults, key)
    ]
    own = any(at(draft.tables, location) is not None for _, _, location in found if location)
    for fault, many, location in found:
        if fault.colours is None:
            yield _shape(draft, fault, many)
        elif not own or (location and at(draft.tables, location) is not None):
            yield _contrast(draft, fault, many)  # the others come of those, and go with them


def _where(fault: Fault, many: int) -> str:
    more = f" and {many - 1} more" if many > 1 else ""
    return f"{fault.violation.role} on {fault.sample.name}{more}"


def _contrast(draft: Draft, fault: Fault, many: int) -> Traced:
    detail, colours = fault.violation.detail, fault.colours
    assert colours is not None
    location = blame(draft, fault.violation.role, *colours)
    found = f"{detail.what} with a contrast of {detail.found:.2f} ({_where(fault, many)})"
    return Finding(draft.own.place(location) if location else draft.own.called, found, f"{detail.needed:g}"), frozenset([location])


def _shape(draft: Draft, fault: Fault, many: int) -> Traced:
    detail = fault.violation.detail
    location = ("type", fault.violation.role) if fault.violation.role in draft.theme.type else ()
    found = f"{fault.violation.rule}: {detail.what} {detail.found:.1f} ({_where(fault, many)})"
    where = draft.own.place(location) if location else draft.own.called
    return Finding(where, found, f"{detail.needed:.1f}"), frozenset([location] if location else [])


def _with_changes(told: Sequence[Traced], changes: Sequence[Change]) -> list[Finding]:
    """The findings, each with the changes that are about it; those of words out of place with all that is no matter of colour."""
    shapes = tuple(change for change in changes if change.location[0] not in ("colour", "background", "backdrop"))
    about = [tuple(change for change in changes if _is_about(change, keys)) for _, keys in told]
    rest = tuple(change for change in changes if not any(change in found for found in about))
    return [
        replace(finding, changes=own or shapes or rest or tuple(changes))
        for (finding, _), own in zip(told, _shared(about, rest), strict=True)
    ]


def _is_about(change: Change, keys: frozenset[tuple[str, ...]]) -> bool:
    """Whether a change is of one of the keys, of what is in it, or of what it is in."""
    return any(change.location[: len(key)] == key[: len(change.location)] for key in keys if key)


def _shared(about: Sequence[tuple[Change, ...]], rest: tuple[Change, ...]) -> list[tuple[Change, ...]]:
    """What is about each finding; what is about none goes with the first, where no finding is without."""
    return [(*about[0], *rest), *about[1:]] if all(about) else list(about)
