"""What was counted: readings, series, and the comparison of one subject. Values only: nothing is read or computed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from imggen.errors import InputError
from imggen.platforms import Platform


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One count at one time."""

    time: datetime
    """When: with an offset. A bare date stands at its noon in the campaign's time zone."""
    day: date
    """The day that is shown: the calendar day of `time` in the campaign's time zone."""
    count: int
    """How many, 0 or more."""
    half_width: int = 0
    """How far the true count may be from `count` either way; 0 for an exact count, 50 for `12.3K`."""
    whole_day: bool = True
    """Whether the time was given as a bare date."""

    @property
    def exact(self) -> bool:
        """Whether the count was given in full."""
        return self.half_width == 0


@dataclass(frozen=True, slots=True)
class Series:
    """One platform's readings, oldest first, never two at one time."""

    platform: Platform
    readings: tuple[Reading, ...]
    missing: tuple[datetime, ...] = ()
    """Times at which a reading was expected and not measured: the line is broken there, never drawn through."""

    def __post_init__(self) -> None:
        if not self.readings:
            raise InputError("no reading", self.platform.name, "give at least one count")
        # Times of one zone compare by its clock, which repeats an hour when it goes back: their timestamps do not.
        for earlier, later in pairwise(self.readings):
            if earlier.time.timestamp() >= later.time.timestamp():
                found = f"{later.day.isoformat()} comes after {earlier.day.isoformat()}"
                raise InputError(found, self.platform.name, "readings must be oldest first, one at a time")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose followers are counted. Every field is the user's own words and may be empty."""

    name: str = ""
    short_name: str = ""
    handle: str = ""
    """A fediverse handle with its @ signs: `@lelibreedu@mastodon.mim-libre.fr`."""

    @property
    def shown(self) -> str:
        """What the card prints: the handle, else the name."""
        return self.handle or self.name

    @property
    def called(self) -> str:
        """What a sentence calls the subject: the name, else the user part of the handle, else nothing."""
        return self.name or self.handle.lstrip("@").split("@")[0]


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happened, in the user's words, to be marked on a chart."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The series of one subject: the challenger first, the rival second. One series, or more than two, are allowed."""

    series: tuple[Series, ...]
    subject: Subject = Subject()
    unit: str = "followers"
    """What is counted, as a key of the wording: `followers`, `members`."""
    timezone: str = "UTC"
    events: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = field(default=(), compare=False)
    """What the reader of the data was not sure of, one sentence each."""

    def __post_init__(self) -> None:
        if not self.series:
            raise InputError("no series", instead="give at least one platform and its count")
        names = [series.platform.key for series in self.series]
        for name in names:
            if names.count(name) > 1:
                raise InputError(f"two series named {name}", instead="give each platform one series")

    @property
    def challenger(self) -> Series:
        """The first series."""
        return self.series[0]

    @property
    def rival(self) -> Series | None:
        """The second series, if there is one."""
        return self.series[1] if len(self.series) > 1 else None


def arranged(series: Iterable[Series], challenger: Platform | None = None, rival: Platform | None = None) -> tuple[Series, ...]:
    """Put the challenger first and the rival second, whatever the order they came in.

    The challenger is the one named, else the first fediverse platform, else the first that is not X; the rival is the one
    named, else X, else the next one. The others keep their order. Raises InputError when a named one has no series, or
    when both names mean the same one.
    """
    rest = list(series)
    if challenger and rival and challenger.key == rival.key:
        raise InputError(f"{rival.name} can't be both challenger and rival", instead="name two platforms")
    reserved = _take(rest, rival) if rival else []
    first = _take(rest, challenger) if challenger else []
    if rest and not first:
        wanted = [one for one in rest if one.platform.fediverse] or [one for one in rest if one.platform.key != "x"] or rest
        first = _take(rest, wanted[0].platform)
    second = reserved or [one for one in rest if one.platform.key == "x"][:1] if first else reserved
    return (*first, *second, *(one for one in rest if one not in second))


def _take(rest: list[Series], named: Platform) -> list[Series]:
    """Take the series of a platform out of the rest."""
    found = [one for one in rest if one.platform.key == named.key]
    if not found:
        known = ", ".join(one.platform.name for one in rest)
        raise InputError(f"no series named {named.name}", instead=f"the series are {known}")
    rest.remove(found[0])
    return found[:1]
