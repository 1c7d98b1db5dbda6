"""Reading: inputs of every kind become comparisons, one a subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from imggen.errors import InputError, did_you_mean
from imggen.platforms import Platform, find_platform, nearest_platform
from imggen.series import Comparison, Series, Subject, arranged
from imggen.sources.assemble import Gathered, assemble, find_conventions
from imggen.sources.inputs import Opened, open_file, open_inputs, placed
from imggen.sources.settings import Settings
from imggen.sources.words import cleaned, find_subject, is_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a user chose about the reading; None leaves it to the campaign file, else to the default."""

    now: datetime
    """The time it is, with its offset: nothing else here knows."""
    challenger: str | None = None
    rival: str | None = None
    subject: str | None = None
    """Whose counts they are; with several subjects, the one to keep."""
    unit: str | None = None
    thousands: str | None = None
    dates: str | None = None
    """`dmy` or `mdy`, for dates that can be read both ways."""
    timezone: str | None = None
    date: date | None = None
    """The day of counts that come without one; by default today, in the campaign's time zone."""


@dataclass(frozen=True, slots=True)
class Data:
    """What was read."""

    comparisons: tuple[Comparison, ...]
    settings: Settings
    """Those of the first campaign file; empty ones without any."""
    doubts: tuple[str, ...]
    """What the reading was not sure of, one sentence each: those of every comparison, each once."""


def read(inputs: Sequence[object], choices: Choices, stdin: Callable[[], bytes] | None = None) -> Data:
    """Read file names, `-`, NAME=COUNT words or Python objects into comparisons, one a subject.

    What was chosen goes before what a campaign file says. A subject without a name is called by its file when there are
    several. Raises InputError, one line that says what was found where, for anything that can't be used.
    """
    opened = open_inputs(inputs, stdin)
    comparisons = [comparison for one in opened for comparison in _comparisons(one, choices, several=len(opened) > 1)]
    comparisons = _named(comparisons, choices.subject)
    settings = next((one.settings for one in opened if one.settings != Settings()), Settings())
    challenger = _platform(choices.challenger or settings.challenger)
    rival = _platform(choices.rival or settings.rival)
    _check_platforms(comparisons, challenger, rival)
    if challenger or rival:
        comparisons = [replace(one, series=_arranged(one.series, challenger, rival)) for one in comparisons]
    doubts = dict.fromkeys(doubt for one in comparisons for doubt in one.doubts)
    return Data(tuple(comparisons), settings, tuple(doubts))


def read_member(campaign: str | Path, member: Settings, choices: Choices, table: Path | None = None) -> Data:
    """Read the counts of one subject of a campaign file, or of those in its table; `table` is read in the place of its own.

    There may be no counts yet, or none of challenger or rival: then no comparison has them. Raises InputError.
    """
    settings = placed(member, Path(campaign))
    if member.counts is None:
        opened = [replace(one, settings=settings) for one in open_inputs([str(campaign)])]
    else:
        opened = [replace(one, settings=settings) for one in open_file(table or Path(campaign).parent / member.counts)]
    found = [comparison for one in opened for comparison in _comparisons(one, choices, several=False, empty=True)]
    challenger, rival = _platform(settings.challenger), _platform(settings.rival)
    comparisons = tuple(replace(one, series=_arranged(one.series, challenger, rival)) for one in found)
    return Data(comparisons, settings, tuple(dict.fromkeys(doubt for one in comparisons for doubt in one.doubts)))


def _comparisons(one: Opened, choices: Choices, *, several: bool, empty: bool = False) -> list[Comparison]:
    """The comparisons in one input; none, where that is all right, when it is `empty`."""
    settings = one.settings
    unit = cleaned(choices.unit or settings.unit or "", "unit", 60)
    if one.sheet is None:
        return [replace(one.ready, unit=unit or one.ready.unit)] if one.ready else []
    zone = choices.timezone or settings.timezone or "UTC"
    thousands = choices.thousands or settings.thousands
    conventions = find_conventions(choices.now, zone, choices.dates or settings.dates, thousands, choices.date)
    today = choices.now.astimezone(conventions.zone).date()
    gathered, doubts = assemble(one.sheet, conventions, empty=empty)
    stem = one.stem if several else ""
    return [
        Comparison(
            series=arranged(part.series),
            subject=_subject(part, settings.subject, stem, alone=len(gathered) == 1),
            unit=unit or "followers",
            timezone=zone,
            events=tuple(sorted({*settings.events, *part.events})),
            doubts=(*doubts, *_slips(part.series), *_in_future(part.series, today)),
        )
        for part in gathered
    ]


def _slips(series: Iterable[Series]) -> Iterator[str]:
    for one in series:
        if near := nearest_platform(one.platform):
            yield f"no platform named {one.platform.name} is known, and it is drawn as it is written; did you mean {near}?"


def _subject(part: Gathered, told: Subject, stem: str, *, alone: bool) -> Subject:
    """Whose counts they are: the campaign file's subject when it means this one, else the column's, else the file's name."""
    if told != Subject() and (alone or is_called(told, part.subject)):
        return told
    return find_subject(part.subject or stem)


def _named(comparisons: list[Comparison], name: str | None) -> list[Comparison]:
    """The comparisons to keep: the one of that name among several; a single one is given the name. Raises InputError."""
    if not name:
        return comparisons
    found = [one for one in comparisons if is_called(one.subject, name)]
    if found:
        return found
    if len(comparisons) == 1:
        return [replace(comparisons[0], subject=find_subject(name))]
    known = [one.subject.shown for one in comparisons]
    raise InputError(f"no subject named {name}", instead=f"the subjects are {_some(known)}{did_you_mean(name, known)}")


def _platform(name: str | None) -> Platform | None:
    return find_platform(cleaned(name, "platform", 60)) if name else None


def _check_platforms(comparisons: Iterable[Comparison], challenger: Platform | None, rival: Platform | None) -> None:
    """Refuse a challenger or rival that nobody has. Raises InputError."""
    known = {series.platform.key: series.platform.name for one in comparisons for series in one.series}
    for platform in (challenger, rival):
        if platform and platform.key not in known:
            hint = did_you_mean(platform.name, known.values())
            raise InputError(f"no series named {platform.name}{hint}", instead=f"the series are {_some([*known.values()])}")


def _arranged(series: tuple[Series, ...], challenger: Platform | None, rival: Platform | None) -> tuple[Series, ...]:
    """Challenger and rival first; among several subjects, one may lack the platform that was named."""
    keys = {one.platform.key for one in series}
    return arranged(series, challenger if challenger and challenger.key in keys else None, rival if rival and rival.key in keys else None)


def _in_future(series: Iterable[Series], today: date) -> list[str]:
    """A doubt about readings of days that have not come."""
    newest = max(one.readings[-1].day for one in series)
    # A day ahead may be today elsewhere on earth.
    return [f"the newest date, {newest.isoformat()}, is in the future"] if (newest - today).days > 1 else []


def _some(names: list[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
