"""Why a card is to be posted now: a regular time has come, challenger and rival stand as was waited for, or there are new counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from imggen.campaign.ledger import Record
from imggen.facts import Crossing, Facts
from imggen.sources.every import last_of
from imggen.sources.planned import CardPlan

TIME, NEW = "time", "new counts"
_REST = timedelta(days=1)
"""How long an event is not told again, should the lead go to and fro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a card is due."""

    kind: str
    """TIME, NEW, or an event: a phase of `imggen.facts.Phase`."""
    since: datetime | None = None
    """The time that has come, or the last counts before the event: a post since then has told it."""

    def __str__(self) -> str:
        return f"it is time since {self.since:%Y-%m-%d %H:%M}" if self.kind == TIME and self.since else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDue:
    """Why a card is not to be posted now."""

    why: str


def newest(facts: Facts | tuple[Facts, ...]) -> datetime:
    """The time of the newest counts that a card is about: those compared, where two are."""
    if isinstance(facts, tuple):
        return max(map(newest, facts))
    return facts.pair.newest.time if facts.pair else max(one.latest.time for one in facts.series)


def counts_of(facts: Facts | tuple[Facts, ...]) -> str:
    """Those counts themselves."""
    if isinstance(facts, tuple):
        return "; ".join(map(counts_of, facts))
    pair = facts.pair
    counts = (pair.challenger.count, pair.rival.count) if pair else (one.latest.count for one in facts.series)
    return " ".join(map(str, counts))


def find_reason(
    plan: CardPlan, facts: Facts | tuple[Facts, ...], records: Sequence[Record], now: datetime, zone: tzinfo
) -> Reason | NotDue:
    """Why a card is due, or why it is not, by what was posted of it before."""
    if told := next((one for one in records if one.tells(newest(facts), counts_of(facts))), None):
        return NotDue(why=f"these counts were posted: {told.url}" if told.url else "these counts were posted")
    if not plan.every and not plan.on:
        return Reason(kind=NEW)
    return _event(plan, facts, records, now) or _time(plan, records, now, zone)


def waits_for_time(plan: CardPlan, records: Sequence[Record], now: datetime, zone: tzinfo) -> str:
    """Why a card need not be looked at whatever the counts are; nothing when they decide."""
    if plan.on or not plan.every:
        return ""
    found = _time(plan, records, now, zone)
    return found.why if isinstance(found, NotDue) else ""


def _time(plan: CardPlan, records: Sequence[Record], now: datetime, zone: tzinfo) -> Reason | NotDue:
    time = last_of(plan.every, now, zone)
    if time is None:
        return NotDue(why="nothing that it waits for has happened")
    if now - time > plan.catch_up:
        return NotDue(why=f"its last time was {time:%Y-%m-%d %H:%M}, and is missed")
    if any(one.since == time and one.kind == TIME for one in records):
        return NotDue(why=f"posted at its last time, {time:%Y-%m-%d %H:%M}")
    return Reason(kind=TIME, since=time)


def _event(plan: CardPlan, facts: Facts | tuple[Facts, ...], records: Sequence[Record], now: datetime) -> Reason | None:
    """The event that has come and was not told. It is told once until the lead changes sides again."""
    if isinstance(facts, tuple) or facts.phase.value not in plan.on:
        return None
    crossing: Crossing | None = facts.crossings[-1] if facts.crossings else None
    before = crossing.before.newest.time if crossing else None
    for one in records:
        if one.kind == facts.phase.value and (before is None or one.data > before or now - one.time < _REST):
            return None
    return Reason(kind=facts.phase.value, since=before)
