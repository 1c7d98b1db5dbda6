"""Ranks: several subjects in the order of their leads, as far as it is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imggen.facts import Facts, Phase
from imggen.platforms import Platform
from imggen.series import Reading

Two = tuple[Platform, Platform]
"""The platforms that are compared, the challenger first."""

_LAST = {Phase.UNCLEAR: 2, Phase.APART: 3, Phase.ALONE: 4}


@dataclass(frozen=True, slots=True)
class Rank:
    """One of several subjects."""

    facts: Facts
    ours: Reading | None
    theirs: Reading | None
    """The readings of challenger and rival: those of the last pair, else the latest of each; None where there is none."""

    @property
    def place(self) -> tuple[int, int]:
        """Less is better: exact leads before rounded ones, those before what can't be decided, then the largest lead first."""
        pair = self.facts.pair
        return _LAST.get(self.facts.phase, int(pair is not None and pair.blur > 0)), -pair.lead if pair else 0

    @property
    def sure(self) -> bool:
        """Whether its place among the others is sure: its lead is exact."""
        return self.place[0] == 0

    @property
    def sign(self) -> int | None:
        """1 ahead, 0 level, -1 behind; None when that can't be said."""
        return self.facts.pair.sign if self.facts.pair else None

    @property
    def crossed(self) -> bool:
        """Whether it is ahead now and was behind before, in the readings in use."""
        crossings = self.facts.crossings
        return self.sign == 1 and bool(crossings) and crossings[-1].ahead


def find_ranks(facts: Sequence[Facts], two: Two) -> tuple[Rank, ...]:
    """All subjects, best first; those that are level with each other by name."""
    ranks = (Rank(one, *_readings(one, two)) for one in facts)
    return tuple(sorted(ranks, key=lambda rank: (*rank.place, rank.facts.comparison.subject.shown)))


def find_twos(facts: Sequence[Facts]) -> tuple[Two, ...]:
    """The challengers and rivals of the subjects that have both, each two once."""
    found = (one.comparison for one in facts)
    return tuple(dict.fromkeys((one.challenger.platform, one.rival.platform) for one in found if one.rival))


def _readings(facts: Facts, two: Two) -> tuple[Reading | None, Reading | None]:
    if facts.pair:
        return facts.pair.challenger, facts.pair.rival
    latest = {one.series.platform.key: one.latest for one in facts.series}
    return latest.get(two[0].key), latest.get(two[1].key)
