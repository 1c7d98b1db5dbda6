"""The subjects of a campaign as they are counted now: their counts, and the lines to type where counts are missing."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from imggen.errors import ImggenError, InputError
from imggen.facts import PAIR_WITHIN
from imggen.finding.find import find_facts
from imggen.platforms import find_platform
from imggen.series import Comparison, Reading, Subject
from imggen.sources.dates import find_zone
from imggen.sources.inputs import member_table
from imggen.sources.read import Choices, Data, read_member
from imggen.sources.settings import Settings

OLDEST = timedelta(days=2)
"""Counts that are older are not posted as if they were news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One subject, and what is known of it."""

    subject: Subject
    data: Data | None = None
    """Its comparison alone, with the settings; None where there is nothing to draw."""
    missing: tuple[str, ...] = ()
    """The lines to type, one for the counts that a fair comparison lacks; none when nothing is lacking."""
    error: ImggenError | None = None
    """Why its counts can't be read."""
    to: tuple[str, ...] = ()
    """The names of the places that its cards go to; none for all."""


def read_subjects(
    campaign: str | Path, members: tuple[Settings, ...], *, now: datetime | None, clock: datetime, table_of: Callable[[Path], Path]
) -> list[Counted]:
    """What is known of each subject of a campaign file, at the time `clock`.

    `now` is what counts may not be much older than; None where they may.
    """
    found: list[Counted] = []
    for member in members:
        try:
            table = table_of(member_table(campaign, member)) if member.counts is not None else None
            data = read_member(campaign, member, Choices(now=clock), table)
        except ImggenError as error:
            found.append(Counted(subject=member.subject, error=error, to=member.to))
            continue
        if early := _early(campaign, member, data, clock):
            found.append(Counted(subject=member.subject, error=early, to=member.to))
            continue
        several = len(members) > 1 or len(data.comparisons) > 1
        if not data.comparisons:
            missing = _lines(campaign, member.subject, _wanted(member, None), several=several)
            found.append(Counted(subject=member.subject, missing=missing, to=member.to))
        for one in data.comparisons:
            alone = Data((one,), data.settings, one.doubts)
            missing = _lines(campaign, one.subject, list(_lacking(one, member, now)), several=several)
            found.append(Counted(subject=one.subject, data=alone, missing=missing, to=member.to))
    return found


def _early(campaign: str | Path, member: Settings, data: Data, clock: datetime) -> InputError | None:
    """What is wrong with a count of a day that has not come: a slip in its date, that would be posted as news."""
    today = clock.astimezone(find_zone(member.timezone or "UTC")).date()
    series = [one for comparison in data.comparisons for one in comparison.series if one.readings[-1].day > today]
    if not series:
        return None
    key, day = series[0].platform.key, series[0].readings[-1].day.isoformat()
    instead = f"take it out: imggen add {shlex.quote(str(campaign))} {shlex.quote(key)} --remove --date {day}"
    return InputError(
        f"the newest count of {series[0].platform.name} is of {day}, and today is {today.isoformat()}", str(campaign), instead
    )


def _wanted(settings: Settings, comparison: Comparison | None) -> list[str]:
    """The keys of the platforms that are to be compared, the challenger's first: those named, else as `imggen.series.arranged` has it.

    A platform whose account is named counts, though nobody has counted it yet.
    """
    counted = [one.platform.key for one in comparison.series] if comparison else []
    known = list(dict.fromkeys((*counted, *(find_platform(name).key for name in settings.accounts))))
    named = find_platform(settings.challenger).key if settings.challenger else ""
    challenger = named or next((key for key in known if key != "x"), "") or next(iter(known), "")
    others = [key for key in known if key != challenger]
    rival = find_platform(settings.rival).key if settings.rival else "x" if "x" in others else next(iter(others), "")
    return [key for key in (challenger, rival) if key]


def _lacking(comparison: Comparison, settings: Settings, now: datetime | None) -> Iterator[str]:
    """The platforms whose newest count is missing, or too old to be compared with the other, or to be told at all."""
    newest = {one.platform.key: one.readings[-1] for one in comparison.series}
    wanted = _wanted(settings, comparison)
    latest = max((newest[key].time for key in wanted if key in newest), key=datetime.timestamp, default=None)
    if latest is not None and now is not None and now - latest > OLDEST:
        yield from wanted
        return
    if len(wanted) == 2 and not _compared(comparison, wanted):
        old = [key for key in wanted if key not in newest or latest is None or _older(newest[key], latest)]
        yield from old or wanted


def _compared(comparison: Comparison, wanted: list[str]) -> bool:
    """Whether the newest counts of both can be compared."""
    keys = [one.platform.key for one in comparison.series[:2]]
    if keys != wanted and keys != wanted[::-1]:
        return False
    try:
        pair = find_facts(comparison).pair
    except InputError:
        return False
    ours, theirs = comparison.series[0].readings[-1], comparison.series[1].readings[-1]
    return pair is not None and (pair.challenger, pair.rival) == (ours, theirs)


def _older(reading: Reading, latest: datetime) -> bool:
    return latest - reading.time > PAIR_WITHIN


def _lines(campaign: str | Path, subject: Subject, platforms: list[str], *, several: bool) -> tuple[str, ...]:
    """The line that adds the counts of those platforms."""
    if not platforms:
        return ()
    whose = f" --subject {shlex.quote(subject.shown)}" if several and subject.shown else ""
    words = " ".join(shlex.quote(f"{key}=COUNT") for key in platforms)
    return (f"imggen add {shlex.quote(str(campaign))} {words}{whose}",)
