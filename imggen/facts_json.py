"""Facts as plain JSON: numbers, ISO dates and platform keys, nothing worded. What `--json` prints, and what a card's hash is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import NotRequired, TypeVar

from typing_extensions import TypedDict

from imggen.facts import Crossing, Difference, Estimate, Facts, Pair, SeriesFacts
from imggen.series import Reading

_Value = TypeVar("_Value")
_Json = TypeVar("_Json")


class ReadingJson(TypedDict):
    """One count at one time."""

    date: str
    """The day it stands for, ISO 8601, in the campaign's time zone."""
    time: NotRequired[str]
    """When it was counted, ISO 8601 with an offset; left out for a count of a whole day."""
    count: int
    half_width: NotRequired[int]
    """How far the true count may be either way; left out when the count is exact."""


class DifferenceJson(TypedDict):
    """How many more, or fewer, than before."""

    number: int
    half_width: NotRequired[int]
    """How far the true difference may be either way; left out when it is exact."""


class PairJson(TypedDict):
    """Counts of both platforms that may be compared."""

    date: str
    challenger: ReadingJson
    rival: ReadingJson
    lead: int
    """The challenger's count less the rival's."""
    gap: int
    half_width: int
    """How far the true gap may be either way."""
    sign: int | None
    """Who is ahead: 1 the challenger, -1 the rival, 0 neither; null where the rounding could turn it round."""


class CrossingJson(TypedDict):
    """Somewhere between two pairs, one platform passed the other."""

    ahead: bool
    """Whether the challenger was ahead afterwards."""
    before: PairJson
    after: PairJson


class EstimateJson(TypedDict):
    """When both would be level, if both go on as they did: whole days after the newest pair."""

    earliest_days: int
    latest_days: int


class SeriesJson(TypedDict):
    """One platform's readings, and what they say."""

    platform: str
    """The platform's key: mastodon, x."""
    name: str
    readings: list[ReadingJson]
    missing: list[str]
    """When a count was to be taken and was not, ISO 8601."""
    first: ReadingJson
    latest: ReadingJson
    baseline: ReadingJson | None
    change: DifferenceJson | None
    """Since the first reading."""
    change_since_baseline: DifferenceJson | None
    per_day: float | None
    high: ReadingJson
    low: ReadingJson
    gaps: int
    stale_days: int
    """How many days the newest reading is older than the card's."""
    frozen_since: ReadingJson | None
    """From which reading on the count has not changed, where that is doubtful."""


class SubjectJson(TypedDict):
    """Whose followers are counted."""

    name: str
    short_name: str
    handle: str


class EventJson(TypedDict):
    """Something that happened meanwhile, in the user's words."""

    date: str
    text: str


class FactsJson(TypedDict):
    """What the numbers of one subject say. The challenger's series is the first, the rival's the second."""

    phase: str
    subject: SubjectJson
    unit: str
    timezone: str
    days: int
    """From the first reading to the newest."""
    series: list[SeriesJson]
    pairs: int
    pair: PairJson | None
    """The newest pair."""
    first_pair: PairJson | None
    baseline: PairJson | None
    """The pair that changes are measured from."""
    crossings: list[CrossingJson]
    ratio: float | None
    """The challenger's count by the rival's."""
    share: float | None
    """The challenger's part of both counts, 0 to 1."""
    estimate: EstimateJson | None
    events: list[EventJson]


def facts_as_json(facts: Facts | Sequence[Facts]) -> FactsJson | list[FactsJson]:
    """What the numbers say, as values that JSON has; a list, one item a subject, for a card that shows several."""
    return _facts(facts) if isinstance(facts, Facts) else [_facts(one) for one in facts]


def facts_hash(facts: Facts | Sequence[Facts]) -> str:
    """The SHA-256 of the facts' JSON, as `sha256:` and 64 digits: the same for the same counts, in any theme, language or size."""
    plain = json.dumps(facts_as_json(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def _facts(facts: Facts) -> FactsJson:
    """What the numbers of one comparison say. The challenger's series is the first, the rival's the second."""
    comparison, subject = facts.comparison, facts.comparison.subject
    return {
        "phase": facts.phase.value,
        "subject": {"name": subject.name, "short_name": subject.short_name, "handle": subject.handle},
        "unit": comparison.unit,
        "timezone": comparison.timezone,
        "days": facts.days,
        "series": [_series(one) for one in facts.series],
        "pairs": len(facts.pairs),
        "pair": _if_any(_pair, facts.pair),
        "first_pair": _if_any(_pair, facts.first_pair),
        "baseline": _if_any(_pair, facts.baseline),
        "crossings": [_crossing(one) for one in facts.crossings],
        "ratio": facts.ratio,
        "share": facts.share,
        "estimate": _if_any(_estimate, facts.estimate),
        "events": [{"date": event.day.isoformat(), "text": event.text} for event in comparison.events],
    }


def _series(one: SeriesFacts) -> SeriesJson:
    return {
        "platform": one.series.platform.key,
        "name": one.series.platform.name,
        "readings": [_reading(reading) for reading in one.series.readings],
        "missing": [time.isoformat() for time in one.series.missing],
        "first": _reading(one.first),
        "latest": _reading(one.latest),
        "baseline": _if_any(_reading, one.baseline),
        "change": _if_any(_difference, one.change),
        "change_since_baseline": _if_any(_difference, one.change_since_baseline),
        "per_day": one.per_day,
        "high": _reading(one.high),
        "low": _reading(one.low),
        "gaps": one.gaps,
        "stale_days": one.stale_days,
        "frozen_since": _if_any(_reading, one.frozen_since),
    }


def _if_any(written: Callable[[_Value], _Json], value: _Value | None) -> _Json | None:
    return None if value is None else written(value)


def _reading(reading: Reading) -> ReadingJson:
    found: ReadingJson = {"date": reading.day.isoformat(), "count": reading.count}
    if not reading.whole_day:
        found["time"] = reading.time.isoformat()
    if reading.half_width:
        found["half_width"] = reading.half_width
    return found


def _difference(difference: Difference) -> DifferenceJson:
    found: DifferenceJson = {"number": difference.number}
    if difference.blur:
        found["half_width"] = difference.blur
    return found


def _pair(pair: Pair) -> PairJson:
    return {
        "date": pair.newest.day.isoformat(),
        "challenger": _reading(pair.challenger),
        "rival": _reading(pair.rival),
        "lead": pair.lead,
        "gap": pair.gap,
        "half_width": pair.blur,
        "sign": pair.sign,
    }


def _estimate(estimate: Estimate) -> EstimateJson:
    return {"earliest_days": estimate.earliest, "latest_days": estimate.latest}


def _crossing(crossing: Crossing) -> CrossingJson:
    return {"ahead": crossing.ahead, "before": _pair(crossing.before), "after": _pair(crossing.after)}
