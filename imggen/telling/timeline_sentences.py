"""The sentences that tell a timeline: its short and standard tiers, and what its lines look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from imggen.facts import Difference, Facts, Pair, Phase, SeriesFacts
from imggen.series import Reading
from imggen.story import Account, Between, Count, Day, Duration, EventMark, Name, Period, Phrase, Sentence, Together, Value, phrase
from imggen.telling import statements as may_say
from imggen.telling.readings import gaps_told


def newest(shown: Sequence[SeriesFacts]) -> Reading:
    """The latest reading of all series shown."""
    return max((one.latest for one in shown), key=lambda reading: reading.time)


def _start(shown: Sequence[SeriesFacts]) -> date:
    return min(one.first.day for one in shown)


def platforms(shown: Sequence[SeriesFacts], form: str = "plain") -> Together:
    """On which platforms the counts are, in a form of their names."""
    return Together(tuple(phrase("timeline.on", platform=Name(one.series.platform, form)) for one in shown))


def short_tier(
    facts: Facts, shown: Sequence[SeriesFacts], period: Period, takeaway: Value, key: str, late: Reading | None
) -> Iterator[Value]:
    """The short tier, the fullest wording first."""
    ours, pair = shown[0], facts.pair
    now = (pair.challenger, pair.rival) if pair else tuple(one.latest for one in shown[:2])
    day = pair.newest.day if pair else ours.latest.day
    read_on = {reading.day for reading in now}
    values: dict[str, Value] = {
        "account": Account(facts.comparison.subject),
        "period": period,
        "at": Period(day, day) if len(read_on) == 1 else period,  # from one count's day to the other's would be taken for the period
        "takeaway": takeaway,
        "challenger": Name(ours.series.platform),
        "move": _move(ours, period, unit=True),
        "first": _at(now[0], day, period, unit=True) if pair else may_say.counted(now[0], unit=True),
        "first_day": Day(now[0].day),
    }
    if len(shown) == 1:
        yield phrase("timeline.short_alone", **values)
    else:
        theirs = shown[1]
        rival = Name(theirs.series.platform)
        second = _at(now[1], day, period) if pair else may_say.counted(now[1])
        values |= {"rival": rival, "second": second, "second_day": Day(now[1].day), "rival_move": _move(theirs, period)}
        if pair is None:
            yield phrase("timeline.short_apart", **values)
        else:
            if pair.sign is not None and late is None and ours.change is not None:
                relation, count = phrase(f"relation.{key.removeprefix('has_')}", rival=rival), _at(theirs.latest, period.end, period)
                for state in (_state(theirs), "single"):
                    yield phrase("timeline.short", relation=relation, state=phrase(f"state.{state}", count=count), **values)
            yield phrase("timeline.short_takeaway", **values)
    opener, undated = phrase("timeline.opener", **values), phrase("timeline.opener_undated", **values)
    if pair and len(read_on) > 1:
        for start, last in ((opener, period.end), (undated, None)):
            dated = {"first": _beside(now[0], last, day, unit=True), "second": _beside(now[-1], last, day)}
            yield phrase(f"least.{may_say.side(facts)}", **(values | dated), opener=start)
    counts = {"first": may_say.counted(now[0], unit=True), "second": may_say.counted(now[-1])}
    yield from may_say.least(facts, opener, undated, values | counts)


def _at(reading: Reading, expected: date, period: Period, *, unit: bool = False) -> Value:
    """A count, with its day when that is not the one expected there."""
    count = may_say.counted(reading, unit=unit)
    return count if reading.day == expected else phrase("timeline.count_on", count=count, day=_day(reading, period))


def _day(reading: Reading, period: Period) -> Day:
    return may_say.dated_within(reading.day, period.start, period.end)


def _beside(reading: Reading, told: date | None, newest: date, *, unit: bool = False) -> Value:
    """A count with its day, for a place where it stands in brackets; without it when that day is `told` before.

    Where none is told, the newest one has its year.
    """
    count, form = may_say.counted(reading, unit=unit), "full" if told is None and reading.day == newest else "long"
    return count if reading.day == told else phrase("timeline.count_beside", count=count, day=Day(reading.day, form))


def _move(one: SeriesFacts, period: Period, *, unit: bool = False) -> Phrase:
    """How a platform's count went, from its first reading to its latest."""
    values: dict[str, Value] = {"platform": Name(one.series.platform), "last": _at(one.latest, period.end, period, unit=unit)}
    key = may_say.course(one.change, one.first)
    if key == "same" and (peak := may_say.peak(one, one.first, one.latest)):
        when = phrase("when.day", day=_day(peak, period))
        return phrase("move.back", peak=may_say.counted(peak), when=when, **values)
    if key not in ("single", "same"):
        values["first"] = _at(one.first, period.start, period)
    return phrase(f"move.{key}", **values)


def _state(one: SeriesFacts) -> str:
    """How a count went, in a word; only where it is, when all that little moved from beginning to end has moved more in between."""
    key, range_ = may_say.trend(one.change, one.first), one.high.count - one.low.count
    return "single" if key.endswith(("same", "slightly")) and range_ and 100 * range_ >= one.first.count else key


def _trend(one: SeriesFacts, period: Period, *, unit: bool = False, known: bool = False) -> Phrase:
    """The same as a sentence, with how much it was in how many days, if that is not `known` from the take-away."""
    move = _move(one, period, unit=unit)
    days = (one.latest.day - one.first.day).days
    step = may_say.trend(one.change, one.first)
    change = may_say.change(one.change)
    if not days or change is None or step == "same" or step.endswith("slightly"):
        return phrase("trend.plain", move=move)
    if days > may_say.LONGEST_SPAN and not known:
        return phrase("update.change", move=move, change=change)
    if may_say.doubled(one.first, one.latest):
        return phrase("trend.doubled", move=move, duration=Duration(days))
    if may_say.halved(one.first, one.latest):
        return phrase("trend.halved", move=move, duration=Duration(days))
    if known:
        return phrase("trend.plain", move=move)
    return phrase("trend.change", move=move, change=change, duration=Duration(days))


def standard_tier(
    facts: Facts, shown: Sequence[SeriesFacts], period: Period, takeaway: Value, late: Reading | None, *, from_zero: bool
) -> Iterator[Sentence]:
    """What went how, where the lines cross, who is ahead, and what is in doubt: the first sentences are never dropped."""
    account = Account(facts.comparison.subject)
    stayed = len(shown) == 1 and shown[0].change == Difference(0)
    news = _move(shown[0], period, unit=True) if stayed else takeaway  # the take-away says nothing else
    yield Sentence(phrase("timeline.opening", account=account, platforms=platforms(shown, "full"), period=period, takeaway=news), 0)
    if not stayed:
        yield Sentence(_trend(shown[0], period, unit=True, known=len(shown) == 1), 0)
    yield from (Sentence(_trend(one, period), 0) for one in shown[1:2])
    if late and facts.pair:
        yield Sentence(_compared(facts, shown, facts.pair, late), 0)
    if facts.crossings:
        yield Sentence(_crossing_said(facts, shown, period), 1)
    if not late and facts.pair and facts.first_pair and facts.pair.sign is not None:
        yield Sentence(_gap(facts, facts.first_pair, facts.pair), 1)
    if facts.phase in (Phase.UNCLEAR, Phase.APART):
        yield Sentence(phrase(f"doubt.{facts.phase.name.lower()}"), 1)
    yield from (Sentence(_trend(one, period), 2) for one in shown[2:])
    yield from (Sentence(said, 2) for _, said in may_say.doubtful(_news(shown), period.end, stale=True))
    for one in shown:
        if one.gaps:
            yield Sentence(phrase("doubt.missing", platform=Name(one.series.platform), gaps=Count(one.gaps)), 2)
    if not from_zero:
        yield Sentence(phrase("timeline.axis"), 3)


def _news(shown: Sequence[SeriesFacts]) -> Sequence[SeriesFacts]:
    """All, but not as frozen those whose course says already that they stay where they began."""
    return [replace(one, frozen_since=None) if one.frozen_since is one.first else one for one in shown]


def _crossing_said(facts: Facts, shown: Sequence[SeriesFacts], period: Period) -> Phrase:
    last = facts.crossings[-1]
    start, end = last.before.newest.day, last.after.newest.day
    values: dict[str, Value] = {
        "between": Between(start, end, "long" if period.start.year == period.end.year else "full"),
        "challenger": Name(shown[0].series.platform),
        "rival": Name(shown[1].series.platform),
    }
    several = "many" if len(facts.crossings) > 1 else "once"
    return phrase(f"crossing.{several}" if len(shown) == 2 else f"crossing.{several}_named", **values)


def _gap(facts: Facts, first: Pair, pair: Pair) -> Phrase:
    """The gap at the last pair, and how it went when the same side has been ahead since the first one."""
    values = _names(facts) | {"after": may_say.gap_count(pair, unit=True)}
    grown = Difference(pair.gap - first.gap, pair.blur + first.blur)
    turned = bool(facts.crossings) or facts.phase in (Phase.OVERTAKEN, Phase.SLIPPING_BACK)
    if not pair.sign or first is pair or first.sign != pair.sign or turned or not grown.sure:
        return phrase(f"now.{may_say.side(facts)}", **values)
    if grown.number == 0 and any(each.gap != pair.gap for each in facts.pairs):
        return phrase(f"now.{may_say.side(facts)}", **values)
    how = "same" if grown.number == 0 else "grows" if grown.number > 0 else "shrinks"
    return phrase(f"went.{may_say.side(facts)}_{how}", before=may_say.gap_count(first), **values)


def gaps(facts: Facts, shown: Sequence[SeriesFacts], marked: Iterable[Pair]) -> Iterator[Sentence]:
    """The gaps that are marked on the picture, as far as the list of readings has not said them."""
    said = gaps_told(facts, shown)
    for pair in marked:
        if pair not in said:
            values = _names(facts) | {"when": may_say.when(pair.newest, newest(shown), facts.comparison, start=_start(shown))}
            told = phrase(f"was.{may_say.side_of(pair)}", gap=may_say.gap_count(pair, unit=True), **values)
            yield Sentence(told, 4, "readings")


def _compared(facts: Facts, shown: Sequence[SeriesFacts], pair: Pair, late: Reading) -> Phrase:
    """Both counts at the last pair, when a line goes on after it, and the gap as far as it is sure."""
    at = may_say.when(late, newest(shown), facts.comparison, start=_start(shown))
    values = _names(facts) | {"when": at, "ours": may_say.counted(pair.challenger, unit=True), "theirs": may_say.counted(pair.rival)}
    return phrase(f"then_had.{may_say.side(facts)}", gap=may_say.gap_count(pair), **values)


def _names(facts: Facts) -> dict[str, Value]:
    return {"challenger": Name(facts.series[0].series.platform), "rival": Name(facts.series[1].series.platform)}


def looks(shown: Sequence[SeriesFacts], *, stepped: bool) -> Iterator[Value]:
    """What the lines look like, so that a listener and a viewer can talk of the same picture."""
    yield phrase("layout.timeline")
    shape = "step" if stepped else "line"
    yield from (phrase(f"layout.{shape}_{place}", platform=Name(one.series.platform)) for place, one in enumerate(shown, 1))


def marked(events: Sequence[EventMark]) -> Iterator[Sentence]:
    """What happened on the days shown, in the user's words."""
    return (Sentence(phrase("layout.event", day=event.day, text=event.text), 6, "layout", "event") for event in events)
