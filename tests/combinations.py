"""Every combination of what a card can be asked to be: kinds, themes, shapes, languages, and facts, names and titles of every sort."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

from strategies import MASTODON, X, table

from imggen.card import Card
from imggen.errors import RefusedError
from imggen.facts import Phase
from imggen.finding.find import find_facts
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.platforms import find_platform
from imggen.request import Request
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.theme import themes

READINGS = (1, 2, 60)
STANDINGS = (Phase.FAR_BEHIND, Phase.CLOSING, Phase.LEVEL, Phase.OVERTAKEN, Phase.AHEAD, Phase.SLIPPING_BACK)
COUNTS = (0, 7, 5_876, 1_234_567, 1_234_567_890)
"""The lower of the two counts."""
NAMES = (2, 60)
TITLES = (0, 20, 160)
LANGUAGES = ("fr", "en")
_NAME = "Lycée Marie-Curie, académie de Clermont-Ferrand (Auvergne), bâtiment B"
_PLATFORM = "Le réseau social des bibliothèques, archives et musées réunis de France"
LONG_TITLE = (
    "Ce lycée a franchi le pas : il publie désormais d’abord sur le fédivers, puis ailleurs, et ses lectrices comme ses lecteurs "
    "l’y suivent, plus nombreux chaque semaine que la précédente, depuis la rentrée"
)
Ends = tuple[tuple[int, int], tuple[int, int]]


class Case(NamedTuple):
    """One card of the product; names and titles are given by their number of characters."""

    kind: str
    theme: str
    shape: str
    language: str
    readings: int
    standing: Phase
    count: int
    name: int
    title: int

    def __str__(self) -> str:
        facts = f"{self.readings} readings, {self.standing.value}, {self.count}"
        return f"{self.kind} {self.theme} {self.shape} {self.language}: {facts}, a name of {self.name}, a title of {self.title} characters"


Facts = tuple[str, int, Phase, int]
"""What decides whether a case is possible: kind, readings, standing and count."""


def ends(standing: Phase, count: int) -> Ends:
    """The first and the last pair, challenger first, of which the lower count in the last is `count`."""
    more, rival = count + count // 100 + 1, count + count // 10 + 1
    return {
        Phase.FAR_BEHIND: ((count // 2, 2 * count + 2), (count, 2 * count + 3)),
        Phase.CLOSING: ((count // 3, rival), (count, rival)),
        Phase.LEVEL: ((count // 2, count), (count, count)),
        Phase.OVERTAKEN: ((count // 2, count), (more, count)),
        Phase.AHEAD: ((count + count // 2 + 2, count), (2 * count + 3, count)),
        Phase.SLIPPING_BACK: ((rival + 1, count), (count, more)),
    }[standing]


def compared(readings: int, standing: Phase, count: int, name: int = 2) -> Comparison:
    """A comparison of so many daily readings, straight from the first pair to the last.

    The subject has a name of so many characters, and with the longest the challenger has one too.
    """
    first, last = ends(standing, count)
    days = [date(2023, 9, 4) - timedelta(days=back) for back in reversed(range(readings))]
    shares = [(place, readings - 1) for place in range(readings)] if readings > 1 else [(1, 1)]
    rows = [
        (day.isoformat(), *(start + (end - start) * place // of for start, end in zip(first, last, strict=True)))
        for day, (place, of) in zip(days, shares, strict=True)
    ]
    challenger = MASTODON if name < max(NAMES) else find_platform(_PLATFORM[:name])
    return replace(table(*rows, platforms=(challenger, X)), subject=Subject(_NAME[:name]))


def board(readings: int, standing: Phase, count: int, name: int = 2) -> tuple[Comparison, ...]:
    """The same subject among others that stand otherwise: 2, 8 or 14 in all, the last more than has room."""
    others = [(each, many) for many in COUNTS[1:] for each in STANDINGS if possible(readings, each, many)]
    rest = [
        replace(compared(readings, *others[place % len(others)], name), subject=Subject(f"{place + 1}{_NAME}"[:name]))
        for place in range({1: 1, 2: 7, 60: 13}[readings])
    ]
    return (compared(readings, standing, count, name), *rest)


@cache
def possible(readings: int, standing: Phase, count: int) -> bool:
    """Whether so many readings and that count can stand so: who has nothing is not closing, and one reading has not overtaken."""
    return find_facts(compared(readings, standing, count), compare_to="first").phase is standing


def request(case: Case) -> Request:
    """What a case asks for."""
    choices = Choices(title=LONG_TITLE[: case.title], hashtag="#TriompheModeste")
    return Request(card=case.kind, theme=case.theme, language=case.language, size=case.shape, compare_to="first", choices=choices)


def draw(case: Case) -> Card:
    """The card of a case. Raises RefusedError when the kind does not fit the facts."""
    make = board if case.kind == "leaderboard" else compared
    return make_card(make(case.readings, case.standing, case.count, case.name), request(case))


@cache
def fitting() -> tuple[Facts, ...]:
    """The facts that can be, with every kind that fits them."""
    facts = ((kind, *rest) for kind in kinds() for rest in product(READINGS, STANDINGS, COUNTS) if possible(*rest))
    return tuple(each for each in facts if _fits(*each))


def _fits(kind: str, readings: int, standing: Phase, count: int) -> bool:
    try:
        draw(Case(kind, "clair", "landscape", "en", readings, standing, count, NAMES[0], TITLES[0]))
    except RefusedError:
        return False
    return True


def whole(kind: str, theme: str, shape: str, language: str) -> Iterator[Case]:
    """Every case of one kind, theme, shape and language."""
    for facts in fitting():
        if facts[0] == kind:
            for free in product(NAMES, TITLES):
                yield Case(kind, theme, shape, language, *facts[1:], *free)


Pair = tuple[int, object, int, object]
"""A field and its value, a later field and its value."""


def pairs(case: Case) -> set[Pair]:
    """Every two values that meet in a case."""
    return {(i, one, j, other) for (i, one), (j, other) in combinations(enumerate(case), 2)}


@cache
def all_pairs() -> frozenset[Pair]:
    """Every two values that meet in any case of the product."""
    looks = product(themes(), NAMED, LANGUAGES, NAMES, TITLES)
    found = {pair for look in looks for pair in pairs(_joined(fitting()[0], look))}
    return frozenset(found.union(*(pairs(_joined(facts, look)) for facts in fitting() for look in _each_value())))


def _each_value() -> Iterator[tuple[str, str, str, int, int]]:
    """Looks that have every value of every field at least once."""
    fields = (themes(), tuple(NAMED), LANGUAGES, NAMES, TITLES)
    for place in range(max(map(len, fields))):
        theme, shape, language, name, title = (values[place % len(values)] for values in fields)
        yield theme, shape, language, name, title


def _joined(facts: Facts, look: tuple[str, str, str, int, int]) -> Case:
    theme, shape, language, name, title = look
    return Case(facts[0], theme, shape, language, *facts[1:], name, title)


@cache
def covering(least: int = 2000) -> tuple[Case, ...]:
    """A covering array: at least so many different cases in which every two values that can meet do. The same every time.

    Greedy, after Cohen, Dalal, Fredman and Patton's AETG (1997): of some random candidates, the one that shows most pairs not seen before.
    """
    dice, missing, found = random.Random(2023), set(all_pairs()), dict[Case, None]()
    while missing or len(found) < least:
        best = max((_drawn(dice) for _ in range(12 if missing else 1)), key=lambda case: len(pairs(case) & missing))
        found[best] = None
        missing -= pairs(best)
    return tuple(found)


def _drawn(dice: random.Random) -> Case:
    kind = dice.choice(kinds())
    facts = dice.choice([facts for facts in fitting() if facts[0] == kind])
    fields = (themes(), tuple(NAMED), LANGUAGES, NAMES, TITLES)
    theme, shape, language, name, title = (dice.choice(values) for values in fields)  # type: ignore[var-annotated, arg-type]
    return _joined(facts, (theme, shape, language, name, title))
