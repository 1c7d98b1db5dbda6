"""Comparisons that are rare, in which random tests once found a fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from strategies import bare, compared, table, timed

from imggen.art.logo import parse_logo
from imggen.checking.scene_check import check_scene
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Comparison, Event, Series, Subject
from imggen.story import Choices

DAYS = [*(f"2023-08-{day}" for day in (30, 31)), *(f"2023-09-0{day}" for day in range(1, 6))]
LOGO = parse_logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path fill="#1f6f43" d="M0 0H90V30H0Z"/></svg>', "logo")
MINUTES = ("00:00", "00:01", "00:02", "00:03", "00:47", "00:49")


def minutes() -> Comparison:
    """Four platforms counted within an hour, three of them at nothing."""
    times = [f"2015-01-01T{minute}" for minute in MINUTES]
    made = table(("2023-08-30", 0, 0, 0, 0))
    millions = (*(timed(time, 999_999) for time in times[:-1]), timed(times[-1], 1_000_000))
    nothing = tuple(timed(time, 0) for time in times)
    return replace(made, series=tuple(Series(one.platform, nothing if place else millions) for place, one in enumerate(made.series)))


def crossed_at_once() -> Comparison:
    """Two platforms, one of which passes the other within the first minute, and hardly rises."""
    times = [f"2023-08-30T00:0{minute}" for minute in (0, 1, 9)]
    ours, theirs = (tuple(map(timed, times, counts)) for counts in ((1836, 1836, 1836), (0, 53_839, 2_836)))
    return compared(ours, theirs)


def others_far_ahead() -> Comparison:
    """Two further platforms, of another day, the last one rounded."""
    nothing = (bare("2023-08-30", 0), bare("2023-08-31", 0))
    return compared(
        nothing,
        (bare("2023-08-31", 1), bare("2023-09-02", 0)),
        (*nothing, bare("2023-09-02", 1000)),
        tuple(bare(day, count, 50) for day, count in (("2023-08-30", 0), ("2023-08-31", 0), ("2023-09-02", 24_026))),
    )


def all_at_nothing() -> Comparison:
    return table(("2023-08-30", 0, 1, 0, 0))


def back_from_nothing() -> Comparison:
    """One platform that loses all its followers, and an event right before."""
    lost = tuple(bare(f"2023-09-0{day}", 0) for day in range(4, 9))
    made = compared((bare("2023-08-30", 19_974), *lost, bare("2023-09-14", 60_001)))
    return replace(made, subject=Subject(), events=(Event(date(2023, 8, 31), "X change ses conditions"),))


def low_for_days() -> Comparison:
    """A line just above the dates, and an event on one of its days."""
    made = table(("2023-12-30", 1, 0), ("2023-12-31", 1, 0), ("2024-01-03", 1, 0), ("2024-01-04", 1, 81))
    return replace(made, subject=Subject(), events=(Event(date(2024, 1, 1), "X change ses conditions"),))


def rounded_and_close() -> Comparison:
    """Rounded counts that lie close together for days."""
    ours = (("2023-08-31", 498), ("2023-09-01", 756), ("2023-09-02", 2001))
    theirs = (("2023-08-30", 563), ("2023-08-31", 717), ("2023-09-01", 744), ("2023-09-02", 744))
    made = compared(*(tuple(bare(day, count, 50) for day, count in rows) for rows in (ours, theirs)))
    return replace(made, subject=Subject())


def lost_at_once() -> Comparison:
    """A rounded count that falls to nothing, low under a third platform, and an event late in time."""
    days = ("2015-08-04", "2015-08-05", "2015-08-06", "2015-08-07", "2015-08-08", "2015-08-12", "2015-09-21", "2015-10-31")
    lost = tuple(bare(day, 0 if place else 10_000, 50) for place, day in enumerate(days))
    made = compared(tuple(bare(day, 0) for day in days), lost, tuple(bare(day, 1_000_000_000) for day in days))
    return replace(made, subject=Subject(), events=(Event(date(2015, 10, 1), "X change ses conditions"),))


def rounded_to_nothing() -> Comparison:
    """Four platforms without followers, two of which end a day early, one of them with rounded counts, and an event on the first day."""
    whole, most = (tuple(bare(day, 0) for day in days) for days in (DAYS, DAYS[:-1]))
    made = compared(whole, whole, most, tuple(bare(day, 0, 50) for day in DAYS[:-1]))
    return replace(made, subject=Subject(), events=(Event(date(2023, 8, 30), "X change ses conditions"),))


def three_on_one_morning() -> Comparison:
    """Counts of three days before, and of one morning, and an event of that day under them."""
    times = [f"2015-01-{time}" for time in ("21T22:00", "24T09:58", "24T09:59", "24T10:02", "24T14:18")]
    ours = (timed(times[0], 3, 500), timed(times[1], 4, 500))
    rivals = tuple(timed(time, 19_881 + 30 * place) for place, time in enumerate(times))
    made = compared(ours, rivals, tuple(timed(time, 5_832) for time in times))
    return replace(made, subject=Subject(), events=(Event(date(2015, 1, 24), "X change ses conditions"),))


def nobody() -> tuple[Comparison, ...]:
    both, one = table(("2023-08-30", 0, 0)), table(("2023-08-30", 0))
    return replace(both, subject=Subject("0")), replace(one, subject=Subject("1"))


@pytest.mark.parametrize(
    ("comparison", "asked"),
    [
        pytest.param(
            minutes(),
            Request(card="timeline", theme="clair", language="fr", size="portrait", choices=Choices(art=False)),
            id="a mark at nothing keeps off the dates",
        ),
        pytest.param(
            crossed_at_once(),
            Request(card="timeline", theme="clair", language="fr", choices=Choices(art=False)),
            id="a ring at the left end keeps off the counts of the axis",
        ),
        pytest.param(
            others_far_ahead(),
            Request(card="race", theme="clair", language="en", size="800x418"),
            id="further platforms under a large line stay on the card",
        ),
        pytest.param(
            all_at_nothing(),
            Request(card="race", theme="nuit", language="en", size="link", logo=LOGO),
            id="a logo keeps off the counts under the track",
        ),
        pytest.param(
            back_from_nothing(),
            Request(card="timeline", theme="clair", language="en", size="portrait", choices=Choices(art=False)),
            id="the words of an event keep off the comma of a count",
        ),
        pytest.param(
            low_for_days(),
            Request(card="timeline", theme="clair", language="fr", size="portrait", choices=Choices(art=False)),
            id="what hangs below the words of an event keeps off the line under them",
        ),
        pytest.param(
            rounded_and_close(),
            Request(card="timeline", theme="clair-sombre", language="fr", choices=Choices(art=False)),
            id="the halo of a count keeps off the count over it",
        ),
        pytest.param(
            lost_at_once(),
            Request(card="timeline", theme="clair", language="fr", size="800x418"),
            id="the halo of what hangs below the words of an event keeps off the count under it",
        ),
        pytest.param(
            rounded_to_nothing(),
            Request(card="timeline", theme="clair", language="fr", size="800x418", choices=Choices(art=False)),
            id="a name keeps its room beside a rounded count",
        ),
        pytest.param(
            three_on_one_morning(),
            Request(card="timeline", theme="editorial", language="en", size="900x640", choices=Choices(art=False)),
            id="the halo of a count's comma keeps off the words of an event",
        ),
        pytest.param(
            nobody(),
            Request(card="leaderboard", theme="papier", language="fr", size="800x418", choices=Choices(art=False)),
            id="the line of zero keeps off counts of nothing",
        ),
        *(
            pytest.param(
                table(*((day, 0, 0) for day in DAYS), ("2023-09-06", 1, 0)),
                Request(card="victory", theme=theme, size=size, choices=Choices(title="Le Mastodonte n’est plus sous X !", art=False)),
                id=f"a slogan under two lines of title keeps off the panel, {theme} {size}",
            )
            for theme in ("papier", "clair")
            for size in ("portrait", "square")
        ),
    ],
)
def test_a_rare_card_has_no_fault(comparison: Comparison | tuple[Comparison, ...], asked: Request) -> None:
    assert [str(fault) for fault in check_scene(make_card(comparison, asked).scene)] == []
