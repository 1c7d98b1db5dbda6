"""Where challenger and rival stand in their last pair, for the kinds of card that compare the two: one wording for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imggen.facts import Facts, Pair, SeriesFacts
from imggen.series import Reading
from imggen.story import Account, Choices, Count, Day, Name, Period, Phrase, Sentence, Value, phrase
from imggen.telling import statements as may_say


def refused_standing(facts: Facts) -> str:
    """Where the two stand, in a few words of English, for a kind of card that this does not fit: `Mastodon is behind X`."""
    ours, theirs = [one.series.platform.name for one in facts.series[:2]] if len(facts.series) > 1 else ("", "")
    return {
        "ahead": f"{ours} is ahead of {theirs}",
        "behind": f"{ours} is behind {theirs}",
        "level": f"{ours} and {theirs} are level",
        "unclear": "rounding hides who is ahead",
        "apart": "the two were not counted at the same time",
        "alone": "there is no rival",
    }[may_say.side(facts)]


def values(facts: Facts, pair: Pair, takeaway: Value) -> dict[str, Value]:
    """What messages about a pair are filled with: names, counts, dates and the take-away."""
    ours, theirs = (one.series.platform for one in facts.series[:2])
    return {
        "account": Account(facts.comparison.subject),
        "takeaway": takeaway,
        "period": Period(min(pair.challenger.day, pair.rival.day), pair.newest.day),
        "challenger": Name(ours),
        "first": may_say.counted(pair.challenger, unit=True),
        "first_day": Day(pair.challenger.day),
        "rival": Name(theirs),
        "rival_whole": Name(theirs, "full"),
        "second": may_say.counted(pair.rival),
        "second_day": Day(pair.rival.day),
    }


def short_tier(facts: Facts, kind: str, pair: Pair, filled: dict[str, Value]) -> Iterator[Value]:
    """The short tier of a kind, the fullest wording first: with the gap, without it, and the least that is true."""
    if pair.sign:
        lead = phrase("word.lead" if pair.sign > 0 else "word.lag", gap=may_say.gap_count(pair))
        yield phrase(f"{kind}.short_gap", of=lead, **filled)
    yield phrase(f"{kind}.short_level" if pair.sign == 0 else f"{kind}.short", **filled)
    yield from may_say.least(facts, phrase(f"{kind}.opener", **filled), phrase(f"{kind}.opener_undated", **filled), filled)


def gap(facts: Facts, pair: Pair) -> Phrase | None:
    """The gap now, and what it was at the baseline; only that where there is none now; None when nothing of it is sure."""
    names: dict[str, Value] = {name: Name(one.series.platform) for name, one in zip(("challenger", "rival"), facts.series, strict=False)}
    now, before = may_say.gap_now(facts, pair), facts.baseline
    if now is None:
        return _was(facts, pair, before, names) if before is not None else None
    if before is not None and may_say.same_gap(pair, before):
        return phrase("gap.same", now=now, when=may_say.when(before.newest, pair.newest, facts.comparison))
    then = may_say.gap_then(facts, pair, before) if before is not None else None
    return phrase("gap.both", now=now, then=then) if then else phrase("gap.only", now=now)


def _was(facts: Facts, pair: Pair, before: Pair, names: dict[str, Value]) -> Phrase | None:
    """What the gap was before the two became level, or too close to tell."""
    if before.sign is None or (before.sign == 0 and pair.sign is None):
        return None
    key = {1: "was.ahead", 0: "was.level", -1: "was.behind"}[before.sign]
    when = may_say.when(before.newest, pair.newest, facts.comparison)
    return phrase(key, gap=may_say.gap_count(before, unit=True), when=when, **names)


def counted_on(facts: Facts, pair: Pair) -> Iterator[Value]:
    """The notes of a source line on what was counted and when; each platform's own day when they differ."""
    if pair.one_day:
        yield phrase("source.on", day=Day(pair.newest.day, "medium"))
        return
    for key, one, reading in zip(("source.on_platform", "source.and_platform"), facts.series, (pair.challenger, pair.rival), strict=False):
        yield phrase(key, platform=Name(one.series.platform), day=Day(reading.day, "medium"))


def noted(facts: Facts, shown: Sequence[SeriesFacts], readings: Sequence[Reading], newest: Reading, choices: Choices) -> Iterator[Value]:
    """The notes that follow in every source line: what is rounded, doubtful or not shown, and the user's own."""
    yield from may_say.rounded(readings)
    yield from (note for note, _ in may_say.doubtful(shown, newest.day, stale=False))
    if len(facts.series) > len(shown):
        yield phrase("source.others", others=Count(len(facts.series) - len(shown)))
    yield from may_say.credited(choices)


def doubts(shown: Sequence[SeriesFacts], newest: Reading) -> Iterator[Sentence]:
    """The same doubts as sentences of the alt text."""
    yield from (Sentence(said, 2, part="source") for _, said in may_say.doubtful(shown, newest.day, stale=False))
