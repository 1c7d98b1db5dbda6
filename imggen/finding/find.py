"""Find the facts: from the readings of one comparison to everything that may be said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Literal, TypeVar

from imggen.errors import InputError
from imggen.facts import PAIR_WITHIN, Difference, Facts, Pair, Phase, SeriesFacts
from imggen.finding.doubts import Step, find_doubts, frozen_runs
from imggen.finding.pairs import DAY, apart, find_crossings, find_pairs
from imggen.finding.phases import find_estimate, find_phase
from imggen.finding.window import bound, by, narrowed
from imggen.series import Comparison, Reading, Series

CompareTo = Literal["previous", "first"] | timedelta | date
"""What changes are measured from: the one before the newest, the first, the last one that is so much older, or the last one by a date."""

_T = TypeVar("_T")
_COUNT = attrgetter("count")
_NEWEST = attrgetter("newest")
_Compared = tuple[Reading, Reading | None]
"""A series' reading that is compared, and its reading at the baseline."""


def find_facts(
    comparison: Comparison,
    *,
    as_of: date | datetime | None = None,
    since: date | timedelta | None = None,
    compare_to: CompareTo | None = None,
    pair_within: timedelta = PAIR_WITHIN,
) -> Facts:
    """What the numbers say: per series, and between challenger and rival from pairs only (`imggen.finding.pairs`).

    Readings after `as_of` and before `since` are not in use (`imggen.finding.window`), and nothing is measured from them: the baseline
    is never before `since`. The baseline is the last pair at least a day older than the newest, else the first; `compare_to`
    names another. A date before the first pair gives the first, with a doubt. Raises InputError when nothing is left, or
    for a `compare_to` that is no choice.
    """
    if isinstance(compare_to, str) and compare_to not in ("previous", "first"):
        raise InputError(f"unknown baseline {compare_to!r}", instead="write previous, first, a number of days or a date")
    if isinstance(compare_to, date):
        compare_to = bound(compare_to, comparison.timezone)
    used, doubts = narrowed(comparison, as_of, since)
    rival = used.rival
    pairs = find_pairs(used.challenger, rival, pair_within) if rival else ()
    pair = pairs[-1] if pairs else None
    baseline = _baseline(pairs, _NEWEST, compare_to)
    newest = max(used.series, key=lambda one: one.readings[-1].time.timestamp())
    frozen = [frozen_runs(one) for one in used.series]
    compared = [_compared(one, place, pair, baseline, compare_to) for place, one in enumerate(used.series)]
    return Facts(
        comparison=used,
        series=tuple(
            _series_facts(one, *two, runs, newest.readings[-1]) for one, two, runs in zip(used.series, compared, frozen, strict=True)
        ),
        phase=_phase(rival, pair, baseline),
        pairs=pairs,
        pair=pair,
        first_pair=pairs[0] if pairs else None,
        baseline=baseline,
        crossings=find_crossings(pairs),
        ratio=pair.challenger.count / pair.rival.count if pair and pair.rival.count else None,
        share=_share(pair) if pair else None,
        days=(newest.readings[-1].day - min(one.readings[0].day for one in used.series)).days,
        estimate=find_estimate(pairs[0], baseline, pair) if pair and baseline else None,
        doubts=(
            *doubts,
            *_missed(pairs, used, compare_to),
            *(doubt for one, runs in zip(used.series, frozen, strict=True) for doubt in find_doubts(one, runs, newest, pair_within)),
        ),
    )


def _baseline(items: Sequence[_T], reading: Callable[[_T], Reading], compare_to: CompareTo | None) -> _T | None:
    """The one of the earlier items that changes are measured from; None when there is a single item or none."""
    if len(items) < 2:
        return None
    if compare_to == "previous":
        return items[-2]
    if compare_to == "first":
        return items[0]
    newest = reading(items[-1])
    old_enough = _older(newest, compare_to)
    return next((item for item in reversed(items[:-1]) if old_enough(reading(item))), items[0])


def _older(newest: Reading, compare_to: date | timedelta | str | None) -> Callable[[Reading], bool]:
    if isinstance(compare_to, date):
        return lambda reading: by(compare_to, reading.time, reading.day)
    age = compare_to if isinstance(compare_to, timedelta) else DAY
    return lambda reading: apart(reading, newest) >= age


def _missed(pairs: tuple[Pair, ...], used: Comparison, compare_to: CompareTo | None) -> tuple[str, ...]:
    """The doubt about a date to compare to that comes before all that could be compared."""
    challenger, rival = used.challenger, used.rival
    compared = [pair.newest for pair in pairs[:1]] or [challenger.readings[0]]
    if not isinstance(compare_to, date) or by(compare_to, compared[0].time, compared[0].day):
        return ()
    who = (
        f"{challenger.platform.name} and {rival.platform.name} were not both" if rival and pairs else f"{challenger.platform.name} was not"
    )
    return (f"{who} counted by {compare_to.isoformat()}; changes are measured from {compared[0].day.isoformat()}.",)


def _phase(rival: Series | None, pair: Pair | None, baseline: Pair | None) -> Phase:
    if rival is None:
        return Phase.ALONE
    return find_phase(pair, baseline) if pair else Phase.APART


def _share(pair: Pair) -> float | None:
    both = pair.challenger.count + pair.rival.count
    return pair.challenger.count / both if both else None


def _compared(series: Series, place: int, pair: Pair | None, baseline: Pair | None, compare_to: CompareTo | None) -> _Compared:
    if pair is None or place > 1:
        return series.readings[-1], _baseline(series.readings, lambda reading: reading, compare_to)
    if place == 0:
        return pair.challenger, baseline.challenger if baseline else None
    return pair.rival, baseline.rival if baseline else None


def _series_facts(series: Series, now: Reading, then: Reading | None, frozen: tuple[Step, ...], newest: Reading) -> SeriesFacts:
    first, latest = series.readings[0], series.readings[-1]
    change = _change(then, now)
    return SeriesFacts(
        series=series,
        first=first,
        latest=latest,
        baseline=then,
        change=_change(first, latest),
        change_since_baseline=change,
        per_day=_per_day(then, now, change) if then and change else None,
        high=max(series.readings, key=_COUNT),
        low=min(series.readings, key=_COUNT),
        gaps=sum(first.time < time < latest.time for time in series.missing),
        stale_days=apart(latest, newest) // DAY,
        frozen_since=frozen[-1][0] if frozen and frozen[-1][1] is latest else None,
    )


def _change(then: Reading | None, now: Reading) -> Difference | None:
    return Difference(now.count - then.count, now.half_width + then.half_width) if then and then is not now else None


def _per_day(then: Reading, now: Reading, change: Difference) -> float | None:
    span = apart(then, now)
    return change.number / (span / DAY) if span >= DAY and change.sure else None
