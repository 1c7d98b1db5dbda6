"""Comparisons that between them make imggen say everything it can say: one a phase, and one a doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from strategies import BLUESKY, MASTODON, X, bare, campaign, compared, table, timed

from imggen.facts import Facts, Phase
from imggen.finding.find import find_facts
from imggen.kind import find_kind, kinds
from imggen.platforms import find_platform
from imggen.series import Comparison, Event, Subject
from imggen.story import Choices
from imggen.wording.language import find_language

INSTAGRAM, THREADS, LEMMY = (find_platform(name) for name in ("instagram", "threads", "Lemmy"))
FRENCH, ENGLISH = find_language("fr"), find_language("en")
CHOICES = Choices()
EVERYTHING = Choices(
    tone="campaign", title="Le Mastodonte n'est plus sous X !", hashtag="#MastodonVsX", source="relevés publics", credit="Ana, CC0"
)


def days(first: str, *counts: tuple[int | None, ...], every: int = 1) -> Comparison:
    """A table of whole days from `first` on, `every` so many days."""
    start = date.fromisoformat(first)
    return table(*(((start + timedelta(days=every * place)).isoformat(), *row) for place, row in enumerate(counts)))


def hours(*rows: tuple[str, int, int]) -> Comparison:
    """Readings of both at times of day."""
    return compared([timed(at, ours) for at, ours, _ in rows], [timed(at, theirs) for at, _, theirs in rows])


def rounded(half_width: int, *rows: tuple[str, int, int]) -> Comparison:
    """Whole days with rounded counts."""
    return compared([bare(day, ours, half_width) for day, ours, _ in rows], [bare(day, theirs, half_width) for day, _, theirs in rows])


COMPARISONS: dict[str, Comparison] = {
    "campaign, 30 August": campaign("2023-08-30"),
    "campaign, 2 September": campaign("2023-09-02"),
    "campaign, 4 September": campaign(),
    "level": days("2023-08-01", (100, 150), (200, 200)),
    "still level": days("2023-08-01", (200, 200), (200, 200)),
    "level, was ahead": days("2023-08-01", (250, 150), (200, 200)),
    "level, first reading": days("2023-08-01", (200, 200)),
    "slipping back": days("2023-08-01", (200, 150), (190, 191), every=3),
    "slipping back from a tie": days("2023-08-01", (200, 200), (190, 191)),
    "behind": days("2023-08-01", (900, 1000), (880, 1100)),
    "behind by the same": days("2023-08-01", (900, 1000), (1000, 1100)),
    "behind, first reading": days("2023-08-01", (900, 1000)),
    "far behind": days("2023-08-01", (10, 1000), (9, 1000)),
    "a third": days("2023-08-01", (100, 300)),
    "a quarter": days("2023-08-01", (100, 400)),
    "a fifth": days("2023-08-01", (100, 500)),
    "a tenth": days("2023-08-01", (100, 1000)),
    "twice": days("2023-08-01", (200, 100)),
    "five times": days("2023-08-01", (500, 100)),
    "overtaken": days("2023-08-01", (100, 200), (150, 200), (201, 200)),
    "overtaken in a year": days("2022-12-30", (100, 200), (201, 200), every=300),
    "takes the lead": days("2023-08-01", (100, 100), (201, 200)),
    "just ahead": days("2023-08-01", (1900, 1800), (2010, 2000)),
    "ahead, first reading": days("2023-08-01", (1900, 1800)),
    "ahead by more": days("2023-08-01", (1900, 1800), (2500, 1800)),
    "ahead by the same": days("2023-08-01", (1900, 1800), (1910, 1810)),
    "ahead since long": days("2023-08-01", (100, 1800), (2010, 2000), (4000, 2000)),
    "back and forth": days("2023-08-01", (10, 20), (30, 20), (10, 20), (30, 20)),
    "back and forth, behind": days("2023-08-01", (10, 20), (30, 20), (10, 20), (9, 20)),
    "three, back and forth": days("2023-08-01", (10, 20, 1), (30, 20, 1), (10, 20, 1), (30, 20, 1)),
    "losses": days("2023-08-01", (5876, 5832), (2800, 5800), every=4),
    "stable": days("2023-08-01", (10_000, 20_000), (10_001, 19_999)),
    "unclear": rounded(50, ("2023-08-01", 5800, 5850), ("2023-08-04", 5900, 5900)),
    "unclear, first reading": rounded(500, ("2023-08-01", 12_000, 12_000)),
    "rounded, overtaken": rounded(50, ("2023-08-01", 12_000, 12_300), ("2023-08-04", 12_900, 12_300)),
    "rounded, behind": rounded(50, ("2023-08-01", 12_000, 12_300), ("2023-08-04", 11_000, 12_300)),
    "apart": compared([bare("2023-08-01", 100), bare("2023-08-31", 200)], [bare("2023-08-11", 150)]),
    "apart, one each": compared([bare("2023-08-01", 100)], [bare("2023-08-11", 150)]),
    "alone": compared([bare("2023-08-01", 100), bare("2023-08-31", 200)]),
    "alone, loses": compared([bare("2023-08-01", 210), bare("2023-08-31", 200)]),
    "alone, the same": compared([bare("2023-08-01", 210), bare("2023-08-31", 210)]),
    "alone, first reading": compared([bare("2023-08-01", 5876)]),
    "alone, rounded": compared([bare("2023-08-01", 5800, 50), bare("2023-08-02", 5850, 50)]),
    "alone, nobody": compared([bare("2023-08-01", 0)]),
    "alone, in a day": compared([timed("2023-08-01T08:00", 100), timed("2023-08-01T20:30", 130)]),
    "stale rival": compared(
        [bare("2023-08-01", 2900), bare("2023-08-04", 5876), bare("2023-08-13", 6200)], [bare("2023-08-01", 5850), bare("2023-08-04", 5832)]
    ),
    "stale challenger": compared(
        [bare("2023-08-01", 5850), bare("2023-08-04", 5832)], [bare("2023-08-01", 2900), bare("2023-08-04", 5832), bare("2023-08-13", 6200)]
    ),
    "stale rival, behind": compared(
        [bare("2023-08-01", 2900), bare("2023-08-04", 5000), bare("2023-08-13", 6200)], [bare("2023-08-01", 5850), bare("2023-08-04", 5832)]
    ),
    "stale rival, unclear": compared(
        [bare("2023-08-01", 2900, 50), bare("2023-08-04", 5850, 50), bare("2023-08-13", 6200, 50)],
        [bare("2023-08-01", 5850), bare("2023-08-04", 5832)],
    ),
    "one more reading the same day": compared(
        [timed("2023-08-01T08:00", 100), timed("2023-08-01T12:00", 110), timed("2023-08-01T20:00", 150)],
        [timed("2023-08-01T08:05", 120), timed("2023-08-01T12:05", 121)],
    ),
    "apart in a day": compared([timed("2023-08-01T08:00", 100)], [timed("2023-08-01T20:00", 120)]),
    "frozen": days("2023-08-01", *((100 + 3 * day, 110 - (day == 0)) for day in range(20))),
    "frozen from the first day on": days("2023-08-01", *((100 + 3 * day, 110) for day in range(20))),
    "came back": days("2023-08-01", (1000, 2000), (1500, 5000), (1900, 2000)),
    "came back between the pairs": days("2023-08-01", (1000, 2000), (None, 5000), (1900, 2000), every=3),
    "alone, came back": compared([bare(f"2023-08-0{day}", count) for day, count in enumerate((1000, 9000, 1000), 1)]),
    "many readings": days("2023-08-01", *((5000 + 40 * day, 5400 - 7 * day + 300 * (day == 7)) for day in range(60))),
    "many readings, up and down": days("2023-08-01", *((500 + (day * 37) % 50, 540 - (day * 23) % 41) for day in range(30))),
    "twelve readings": days("2023-08-01", *((1_000_000 + day, 2_000_000 + day) for day in range(12))),
    "missing": days("2023-08-01", (10, 20), (20, None), (40, 30)),
    "several missing": days("2023-08-01", (10, 20), (20, None), (30, None), (40, 30)),
    "nothing yet": days("2023-08-01", (0, 0), (0, 0)),
    "one": days("2023-08-01", (0, 1), (1, 0)),
    "almost nothing": days("2023-08-01", (1, 1_000_000), (2, 1_000_000)),
    "almost everything": days("2023-08-01", (1_000_000, 2)),
    "millions": days("2023-08-01", (1_000_000, 2_000_000), (3_000_000, 2_000_000)),
    "a billion": days("2023-08-01", (1_234_567_890, 1_234_567_899), (1_234_567_891, 1_234_567_899)),
    "new year": days("2023-12-30", (10, 20), (40, 30), every=2),
    "over a day": hours(("2023-08-01T08:00", 100, 120), ("2023-08-01T12:30", 110, 121), ("2023-08-01T20:05", 130, 122)),
    "at noon and at night": hours(("2023-08-01T12:00", 100, 120), ("2023-08-01T23:00", 119, 121)),
    "around midnight": compared(
        [timed("2023-08-01T23:00", 2900), timed("2023-08-04T23:00", 5876)],
        [timed("2023-08-02T01:00", 5850), timed("2023-08-05T01:00", 5832)],
    ),
    "three": days("2023-08-01", (10, 20, 5), (40, 30, 6)),
    "five": replace(
        compared(
            *([bare("2023-08-01", 10 + n), bare("2023-08-04", 40 - n)] for n in range(5)),
            platforms=(MASTODON, X, BLUESKY, INSTAGRAM, THREADS),
        )
    ),
    "six": compared(
        *([bare("2023-08-01", 10 + n), bare("2023-08-04", 40 - n)] for n in range(6)),
        platforms=(MASTODON, X, BLUESKY, INSTAGRAM, THREADS, LEMMY),
    ),
    "four, behind": days("2023-08-01", (900, 1000, 500, 20), (950, 1010, 600, 30), every=3),
    "another rival, behind": compared(
        [bare("2023-08-01", 100), bare("2023-08-04", 200)],
        [bare("2023-08-01", 300), bare("2023-08-04", 310)],
        [bare("2023-08-02", 50)],
        platforms=(MASTODON, INSTAGRAM, BLUESKY),
    ),
    "around midnight, behind": compared(
        [timed("2023-08-01T23:00", 2900), timed("2023-08-04T23:00", 5090)],
        [timed("2023-08-02T01:00", 5850), timed("2023-08-05T01:00", 5840)],
    ),
    "vowels": compared(
        [bare("2023-08-01", 10), bare("2023-08-04", 40)], [bare("2023-08-01", 20), bare("2023-08-04", 35)], platforms=(MASTODON, INSTAGRAM)
    ),
    "no subject": replace(campaign(), subject=Subject()),
    "handle alone": replace(campaign(), subject=Subject(handle="@lelibreedu@mastodon.mim-libre.fr")),
    "handle without server": replace(campaign(), subject=Subject(handle="@lelibreedu")),
    "long names": replace(
        compared(
            [bare("2023-08-01", 2900), bare("2023-08-04", 5876)],
            [bare("2023-08-01", 5850), bare("2023-08-04", 5832)],
            platforms=(
                find_platform("Réseau social libre des collectivités territoriales"),
                find_platform("Le grand réseau commercial de la baie de Californie"),
            ),
        ),
        subject=Subject("Délégation régionale académique au numérique éducatif de Bretagne"),
    ),
    "events": replace(campaign(), events=(Event(date(2023, 9, 1), "X change ses règles"), Event(date(2024, 9, 1), "hors du graphique"))),
    "many readings of four": compared(
        *([bare(date(2023, 8, 1) + timedelta(day), 100 * n + day) for day in range(14)] for n in range(1, 5)),
        platforms=(MASTODON, X, BLUESKY, INSTAGRAM),
    ),
    "members": replace(campaign(), unit="members"),
    "members of no name": replace(campaign(), unit="members", subject=Subject()),
    "subscribers": replace(campaign(), unit="subscribers"),
    "subscribers of no name": replace(campaign(), unit="subscribers", subject=Subject()),
}
FACTS: dict[str, Facts] = {name: find_facts(comparison) for name, comparison in COMPARISONS.items()} | {
    "paired within an hour": find_facts(COMPARISONS["one more reading the same day"], pair_within=timedelta(hours=1)),
    "apart within a day": find_facts(COMPARISONS["apart in a day"], pair_within=timedelta(hours=1)),
}
assert {facts.phase for facts in FACTS.values()} == set(Phase)


def _named(name: str, comparison: Comparison) -> Comparison:
    """The same counts of another subject."""
    return replace(comparison, subject=Subject(handle=name) if name.startswith("@") else Subject(name))


def _group(*names: str, unit: str = "followers") -> tuple[Facts, ...]:
    """Subjects, one a comparison named above."""
    return tuple(find_facts(replace(_named(f"Ville {place}", COMPARISONS[name]), unit=unit)) for place, name in enumerate(names, 1))


GROUPS: dict[str, tuple[Facts, ...]] = {
    "all crossed": _group("overtaken", "overtaken in a year"),
    "some crossed": _group("overtaken", "behind", "far behind"),
    "some crossed, some ahead since long": _group("overtaken", "behind", "ahead, first reading"),
    "all ahead": _group("ahead, first reading", "twice"),
    "none": _group("behind", "level"),
    "all behind": _group("behind", "a third", "a quarter"),
    "nothing sure": _group("unclear", "apart", "behind"),
    "everything": _group("overtaken", "unclear", "apart", "rounded, overtaken", "rounded, behind", "level", "alone"),
    "folded": _group(*["overtaken", "behind", "just ahead", "level"] * 5),
    "folded, nothing sure": _group(*["unclear", "behind"] * 5),
    "folded, some sure": _group(*["unclear", "overtaken"] * 5),
    "handles": tuple(
        find_facts(_named(name, COMPARISONS["overtaken"])) for name in ("@ville@one.example", "@ville@two.example", "@bourg@one.example")
    ),
    "communities": _group("overtaken", "behind", "behind", unit="members"),
    "no community": _group("level", "behind", unit="members"),
    "channels": _group("overtaken", "behind", "behind", unit="subscribers"),
}
"""Several subjects, for the kinds that show them together."""


def boards(choices: Choices = CHOICES) -> list[Any]:
    """The leaderboards of all groups."""
    return [find_kind("leaderboard").tell(facts, choices) for facts in GROUPS.values()]


@cache
def told(facts: Facts, choices: Choices = CHOICES) -> tuple[Any, ...]:
    """The stories of all kinds of card that fit."""
    fitting = [kind for kind in map(find_kind, kinds()) if not kind.refusal(facts)]
    return tuple(kind.tell(facts, choices) for kind in fitting)
