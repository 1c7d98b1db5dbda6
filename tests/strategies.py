"""Readings, series and comparisons for the tests: by hand, at random and awkward, and hourly over years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from imggen.kind import SeveralKind, find_kind
from imggen.platforms import Platform, find_platform
from imggen.series import Comparison, Event, Reading, Series, Subject

MASTODON, X, BLUESKY, THREADS = (find_platform(name) for name in ("mastodon", "x", "bluesky", "threads"))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LELIBREEDU = Subject("Le Libre Édu", "lelibreedu", "@lelibreedu@mastodon.mim-libre.fr")


def bare(day: date | str, count: int, half_width: int = 0, zone: str = "UTC") -> Reading:
    """A reading of a whole day."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return Reading(datetime.combine(day, time(12), ZoneInfo(zone)), day, count, half_width)


def timed(moment: datetime | str, count: int, half_width: int = 0, zone: str = "UTC") -> Reading:
    """A reading at a time; without an offset it is in UTC. The day is the zone's."""
    moment = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return Reading(moment, moment.astimezone(ZoneInfo(zone)).date(), count, half_width, whole_day=False)


def compared(
    *readings: Sequence[Reading], platforms: Sequence[Platform] = (MASTODON, X, BLUESKY, THREADS), zone: str = "UTC"
) -> Comparison:
    """A comparison of lists of readings, one a platform."""
    return Comparison(
        tuple(Series(platform, tuple(read)) for platform, read in zip(platforms, readings, strict=False)), LELIBREEDU, timezone=zone
    )


def table(*rows: tuple[str | int | None, ...], platforms: Sequence[Platform] = (MASTODON, X, BLUESKY, THREADS)) -> Comparison:
    """A comparison as a table of whole days: `("2023-08-30", 2900, 5850)`; None is a blank cell, and a gap."""
    series = []
    for column, platform in zip(range(1, len(rows[0])), platforms, strict=False):
        cells = [(str(row[0]), row[column]) for row in rows]
        readings = tuple(bare(day, count) for day, count in cells if isinstance(count, int))
        series.append(Series(platform, readings, tuple(bare(day, 0).time for day, count in cells if count is None)))
    return Comparison(tuple(series), LELIBREEDU)


def campaign(until: str = "2023-09-04") -> Comparison:
    """The campaign's counts as they were known on a day."""
    rows = (("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840), ("2023-09-04", 5876, 5832))
    return table(*(row for row in rows if row[0] <= until))


def campaign_for(kind: str) -> Comparison | tuple[Comparison, ...]:
    """What a kind of card is drawn of: the campaign, and for a kind that shows several subjects the campaign among others."""
    if not isinstance(find_kind(kind), SeveralKind):
        return campaign()
    others = (
        (2100, 2395, 2510),
        (3900, 3880, 3875),
        (8800, 9900, 9870),
        (1200, 1890, 4300),
        (60, 5150, 5140),
        (7, 9, 9),
        (0, 40, 40),
        (5, 5, 5),
    )
    made = (table(("2023-08-30", before, theirs), ("2023-09-04", ours, theirs)) for before, theirs, ours in others)
    return (campaign(), *(replace(one, subject=Subject(f"Ministère {place}")) for place, one in enumerate(made, 1)))


def hourly(
    years: float,
    ours: Callable[[int], int],
    theirs: Callable[[int], int],
    *,
    start: datetime = datetime(2019, 1, 1, tzinfo=UTC),
    late: timedelta = timedelta(0),
    zone: str = "UTC",
) -> Comparison:
    """Readings of every hour over years: each count is made from the number of the hour; the rival's come `late`."""
    hours = range(round(years * 365.25 * 24))
    return compared(
        [timed(start + hour * HOUR, ours(hour), zone=zone) for hour in hours],
        [timed(start + hour * HOUR + late, theirs(hour), zone=zone) for hour in hours],
        zone=zone,
    )


def counts() -> st.SearchStrategy[int]:
    """Counts of every size, the awkward ones often."""
    awkward = (0, 1, 2, 7, 9, 10, 99, 999, 1000, 5832, 5876, 9999, 10_000, 999_999, 1_000_000, 1_234_567, 1_000_000_000, 1_234_567_890)
    return st.sampled_from(awkward) | st.integers(0, 20_000) | st.integers(0, 2_000_000_000)


@st.composite
def histories(draw: st.DrawFn, length: int) -> list[int]:
    """The counts of one series: anything, a walk, or one value for ever."""
    manner = draw(st.sampled_from(("any", "walk", "flat")))
    if manner == "any":
        return draw(st.lists(counts(), min_size=length, max_size=length))
    start, spread = draw(counts()), draw(st.sampled_from((1, 30, 2000))) if manner == "walk" else 0
    walked = [start]
    for step in draw(st.lists(st.integers(-spread, spread), min_size=length - 1, max_size=length - 1)):
        walked.append(max(0, walked[-1] + step))
    return walked


@st.composite
def moments(draw: st.DrawFn, length: int, zone: str, *, whole_days: bool | None = None) -> list[tuple[datetime, date, bool]]:
    """Times, oldest first, with their day and whether they are whole days: every day, some days, some minutes apart."""
    first = draw(st.dates(date(2015, 1, 1), date(2030, 1, 1)) | st.sampled_from((date(2023, 8, 30), date(2024, 2, 28), date(2023, 12, 30))))
    if whole_days if whole_days is not None else draw(st.booleans()):
        steps = draw(st.just([1] * length) | st.lists(st.integers(1, 40), min_size=length, max_size=length))
        days = [first + timedelta(days=sum(steps[:place])) for place in range(length)]
        return [(datetime.combine(day, time(12), ZoneInfo(zone)), day, True) for day in days]
    minutes = draw(st.lists(st.integers(1, 90) | st.integers(1, 4000), min_size=length, max_size=length))
    start = datetime.combine(first, time(draw(st.integers(0, 23))), UTC)
    times = [start + timedelta(minutes=sum(minutes[:place])) for place in range(length)]
    return [(moment, moment.astimezone(ZoneInfo(zone)).date(), False) for moment in times]


@st.composite
def comparisons(
    draw: st.DrawFn,
    *,
    series: tuple[int, int] = (2, 2),
    rows: tuple[int, int] = (1, 12),
    rounded: bool = True,
    blanks: bool = True,
    whole_days: bool | None = None,
    subjects: st.SearchStrategy[Subject] | None = None,
    platforms: Sequence[Platform] = (MASTODON, X, BLUESKY, THREADS),
) -> Comparison:
    """Any comparison of `series` platforms and `rows` times (least, most): blanks, ties, falls, rounded and bygone counts."""
    zone = draw(st.sampled_from(("UTC", "Europe/Paris", "America/St_Johns", "Pacific/Auckland")))
    length = draw(st.integers(*rows))
    times = draw(moments(length, zone, whole_days=whole_days))
    made = []
    for platform in platforms[: draw(st.integers(*series))]:
        half_width = draw(st.sampled_from((0, 0, 0, 50, 500))) if rounded else 0
        shown = draw(st.lists(st.sampled_from((True, True, True, False)), min_size=length, max_size=length)) if blanks else [True] * length
        shown[draw(st.integers(0, length - 1))] = True
        cells = list(zip(times, draw(histories(length)), shown, strict=True))
        readings = tuple(Reading(moment, day, count, half_width, whole) for (moment, day, whole), count, there in cells if there)
        missing = tuple(moment for (moment, _, _), _, there in cells if not there) if draw(st.booleans()) else ()
        made.append(Series(platform, readings, missing))
    subject = draw(subjects) if subjects is not None else LELIBREEDU
    return Comparison(tuple(made), subject, timezone=zone)


def awkward_subjects() -> st.SearchStrategy[Subject]:
    """Subjects with every mixture of long, short and absent names."""
    names = ("", "Ly", "Le Libre Édu", "Ministère de l'Éducation nationale et de la Jeunesse, DNE 3", "Île-de-France & Cie", "W" * 60)
    handles = ("", "@a@b.fr", LELIBREEDU.handle, "@communication_numerique@social.education-nationale.gouv.example")
    return st.builds(Subject, st.sampled_from(names), st.sampled_from(("", "DNE", "lelibreedu")), st.sampled_from(handles))


def events(first: date, last: date) -> st.SearchStrategy[tuple[Event, ...]]:
    """Up to three events between two days."""
    texts = st.sampled_from(("X change ses conditions", "Rentrée", "La campagne commence, et tout le monde en parle"))
    return st.lists(st.builds(Event, st.dates(first, last), texts), max_size=3).map(lambda found: tuple(sorted(found)))
