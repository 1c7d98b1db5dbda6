"""The phase: where challenger and rival stand, and when their lines may cross. Nothing that the rounding of a count could undo."""

from __future__ import annotations

from datetime import timedelta

from imggen.facts import Estimate, Pair, Phase
from imggen.finding.pairs import DAY, apart


def find_phase(pair: Pair, baseline: Pair | None) -> Phase:
    """The first phase that surely holds, whatever the true counts are within their half-widths.

    Level: equal. Behind now: slipping back (level or ahead at the baseline); closing (the gap fell by a quarter or more and
    the challenger has 0.6 of the rival or more); far behind (under 0.6); behind. Ahead now: overtaken (level or behind at
    the baseline); just ahead (by under 2 % of the rival); ahead. What is not sure falls to the weaker claim, in the end to
    unclear. All in whole numbers.
    """
    if pair.sign is None:
        return Phase.UNCLEAR
    if pair.sign == 0:
        return Phase.LEVEL
    before = baseline.sign if baseline else None
    return _behind(pair, baseline, before) if pair.sign < 0 else _ahead(pair, before)


def _behind(pair: Pair, baseline: Pair | None, before: int | None) -> Phase:
    challenger, rival = pair.challenger, pair.rival
    if before is not None and before >= 0:
        return Phase.SLIPPING_BACK
    near = 5 * (challenger.count - challenger.half_width) >= 3 * (rival.count + rival.half_width)
    # Where the sign at the baseline is not sure, its blur takes the whole gap.
    if near and baseline and 4 * (pair.gap + pair.blur) <= 3 * (baseline.gap - baseline.blur):
        return Phase.CLOSING
    far = 5 * (challenger.count + challenger.half_width) < 3 * (rival.count - rival.half_width)
    return Phase.FAR_BEHIND if far else Phase.BEHIND


def _ahead(pair: Pair, before: int | None) -> Phase:
    if before is not None and before <= 0:
        return Phase.OVERTAKEN
    just = 50 * (pair.gap + pair.blur) < pair.rival.count - pair.rival.half_width
    return Phase.JUST_AHEAD if just else Phase.AHEAD


def find_estimate(first: Pair, baseline: Pair, pair: Pair) -> Estimate | None:
    """When the lines may cross if the rates since the baseline and since the first pair hold: a range of whole days.

    The gap divided by the faster and by the slower rate, each as its rounding allows, rounded outwards; equal ends are
    widened by a day. None when the challenger isn't surely behind, when either rate is not surely positive or taken over less
    than a day, and when it would be further ahead than three times what was observed.
    """
    if pair.sign != -1:
        return None
    spans = [_span(then, pair) for then in (baseline, first)]
    gained = [pair.lead - then.lead for then in (baseline, first)]
    blurs = [pair.blur + then.blur for then in (baseline, first)]
    if min(spans) < DAY or any(number <= blur for number, blur in zip(gained, blurs, strict=True)):
        return None
    day = _ticks(DAY)
    steps = [(_ticks(span), number, blur) for span, number, blur in zip(spans, gained, blurs, strict=True)]
    earliest = min((pair.gap - pair.blur) * ticks // (day * (number + blur)) for ticks, number, blur in steps)
    latest = max(-(-(pair.gap + pair.blur) * ticks // (day * (number - blur))) for ticks, number, blur in steps)
    latest = max(latest, earliest + 1)
    return Estimate(earliest, latest) if latest * day <= 3 * _ticks(spans[1]) else None


def _span(then: Pair, now: Pair) -> timedelta:
    return apart(then.newest, now.newest)


def _ticks(span: timedelta) -> int:
    """In whole microseconds, because a timedelta times a billion is more than it can hold."""
    return span // timedelta(microseconds=1)
