"""Facts as plain JSON: numbers, ISO dates and platform keys, nothing worded. What `--json` prints, and what a card's hash is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from imggen.facts import Crossing, Difference, Facts, Pair, SeriesFacts
from imggen.series import Reading

Json = dict[str, Any]


def facts_as_json(facts: Facts | Sequence[Facts]) -> Json | list[Json]:
    """What the numbers say, as values that JSON has; a list, one item a subject, for a card that shows several."""
    return _facts(facts) if isinstance(facts, Facts) else [_facts(one) for one in facts]


def facts_hash(facts: Facts | Sequence[Facts]) -> str:
    """The SHA-256 of the facts' JSON, as `sha256:` and 64 digits: the same for the same counts, in any theme, language or size."""
    plain = json.dumps(facts_as_json(facts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(plain.encode()).hexdigest()}"


def _facts(facts: Facts) -> Json:
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
        "pair": _pair(facts.pair),
        "first_pair": _pair(facts.first_pair),
        "baseline": _pair(facts.baseline),
        "crossings": [_crossing(one) for one in facts.crossings],
        "ratio": facts.ratio,
        "share": facts.share,
        "estimate": facts.estimate and {"earliest_days": facts.estimate.earliest, "latest_days": facts.estimate.latest},
        "events": [{"date": event.day.isoformat(), "text": event.text} for event in comparison.events],
    }


def _series(one: SeriesFacts) -> Json:
    return {
        "platform": one.series.platform.key,
        "name": one.series.platform.name,
        "readings": [_reading(reading) for reading in one.series.readings],
        "missing": [time.isoformat() for time in one.series.missing],
        "first": _reading(one.first),
        "latest": _reading(one.latest),
        "baseline": _reading(one.baseline),
        "change": _difference(one.change),
        "change_since_baseline": _difference(one.change_since_baseline),
        "per_day": one.per_day,
        "high": _reading(one.high),
        "low": _reading(one.low),
        "gaps": one.gaps,
        "stale_days": one.stale_days,
        "frozen_since": _reading(one.frozen_since),
    }


def _reading(reading: Reading | None) -> Json | None:
    """A reading; `half_width` is how far the true count may be either way, and is left out when the count is exact."""
    if reading is None:
        return None
    time = {} if reading.whole_day else {"time": reading.time.isoformat()}
    return {
        "date": reading.day.isoformat(),
        **time,
        "count": reading.count,
        **({} if reading.exact else {"half_width": reading.half_width}),
    }


def _difference(difference: Difference | None) -> Json | None:
    if difference is None:
        return None
    return {"number": difference.number, **({"half_width": difference.blur} if difference.blur else {})}


def _pair(pair: Pair | None) -> Json | None:
    """A pair; `lead` is the challenger's count less the rival's, and `sign` is null when the rounding could turn it round."""
    if pair is None:
        return None
    return {
        "date": pair.newest.day.isoformat(),
        "challenger": _reading(pair.challenger),
        "rival": _reading(pair.rival),
        "lead": pair.lead,
        "gap": pair.gap,
        "half_width": pair.blur,
        "sign": pair.sign,
    }


def _crossing(crossing: Crossing) -> Json:
    return {"ahead": crossing.ahead, "before": _pair(crossing.before), "after": _pair(crossing.after)}
