"""Colours that can be told from what they stand on, and from each other, by every sight: found near those that were wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import get_args

from imggen.colour import Colour, Lab, Sight, contrast, difference, lab
from imggen.theming.oklch import Oklch, oklch

SIGHTS: tuple[Sight, ...] = get_args(Sight)
APART = 15.0
"""How different two series must look at least, ΔE00, to every sight."""
_MARGIN = 1.03
"""How much more contrast is aimed at than is needed, so that rounding takes nothing away."""
_STEPS = 100

Needs = Sequence[tuple[Colour, float]]
"""Grounds, or what stands on a ground, each with the contrast that is needed."""


def reads(colour: Colour, needs: Needs, margin: float = 1.0) -> bool:
    """Whether a colour has the contrast that is needed with each of the others."""
    return all(contrast(colour, other) >= need * margin for other, need in needs)


def nearest_readable(wanted: Colour, needs: Needs, among: Iterable[Colour] = ()) -> Colour | None:
    """The colour nearest in lightness to the one wanted, in its hue, that can be read; None when none can.

    `among` are colours that it must look different from, to every sight.
    """
    if reads(wanted, needs) and is_apart(wanted, among):
        return wanted
    seen, others = oklch(wanted), tuple(among)
    for step in range(1, _STEPS + 1):
        for lightness in (seen.lightness - step / _STEPS, seen.lightness + step / _STEPS):
            if 0 <= lightness <= 1:
                found = seen.at(lightness).colour(wanted.alpha)
                if reads(found, needs, _MARGIN) and is_apart(found, others):
                    return found
    return next((each for each in (Colour(0, 0, 0), Colour(255, 255, 255)) if reads(each, needs) and is_apart(each, others)), None)


@lru_cache(maxsize=4096)
def _seen(colour: Colour, sight: Sight) -> Lab:
    return lab(colour, sight)


def least_difference(one: Colour, other: Colour) -> tuple[float, Sight]:
    """How different two colours look to the sight that tells them apart least, and which one that is."""
    return min((difference(_seen(one, sight), _seen(other, sight)), sight) for sight in SIGHTS)


def is_apart(colour: Colour, others: Iterable[Colour], least: float = APART) -> bool:
    """Whether a colour looks different from each of the others, to every sight."""
    return all(least_difference(colour, other)[0] >= least for other in others)


def too_close(series: Sequence[Colour]) -> list[tuple[int, int, float, Sight]]:
    """Which two of several colours look alike to some sight, how different they look, and to whom."""
    pairs = ((one, other, *least_difference(series[one], series[other])) for one, other in combinations(range(len(series)), 2))
    return [pair for pair in pairs if pair[2] < APART]


def most_different(wanted: Oklch, needs: Needs, others: Sequence[Colour]) -> Colour | None:
    """A readable colour that looks different from all others, near a lightness and a chroma, of any hue: the nearest hue that does."""
    best: tuple[float, Colour] | None = None
    for turn in range(0, 180, 12):
        for sign in (1, -1):
            for shift in (0.0, -0.08, 0.08, -0.16, 0.16, -0.24, 0.24):
                found = wanted._replace(hue=(wanted.hue + sign * turn) % 360).at(wanted.lightness + shift).colour()
                if not reads(found, needs, _MARGIN):
                    continue
                least = min(least_difference(found, other)[0] for other in others)
                if least >= APART + 2:
                    return found
                best = max(best, (least, found)) if best else (least, found)
    return best[1] if best and best[0] >= APART else None
