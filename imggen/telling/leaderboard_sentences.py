"""The sentences that tell a leaderboard: its short and standard tiers, its counts, its source line, and what its rows look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from imggen.facts import SeriesFacts
from imggen.finding.ranks import Rank, Two
from imggen.story import Choices, Contender, Count, Day, Name, Period, Phrase, Quote, Sentence, Tally, Value, phrase
from imggen.telling import statements as may_say


def takeaway_of(verdict: str, values: dict[str, Value]) -> Phrase:
    """How many are ahead, in plain words."""
    return phrase(f"leaderboard.takeaway.{verdict}", **values)


def short_tier(order: Sequence[Rank], contenders: Sequence[Contender], verdict: str, values: dict[str, Value]) -> Iterator[Value]:
    """The short tier, the fullest wording first."""
    takeaway, fold = takeaway_of(verdict, values), "_folded" if len(contenders) < len(order) else ""
    if not fold and order[0].sign == 1 and order[0].place < order[1].place and all(rank.sure for rank in order):
        yield phrase("leaderboard.short_leader", leader=contenders[0].name, takeaway=takeaway, **values)
    yield phrase(f"leaderboard.short{fold}", takeaway=takeaway, **values)
    said = phrase(f"leaderboard.said.{verdict if verdict in ('at_least', 'unsure') else 'ahead'}", **values)
    for opener in ("opener", "opener_undated"):
        yield phrase(f"leaderboard.least{fold}", opener=phrase(f"leaderboard.{opener}", **values), said=said, **values)


def standard_tier(
    order: Sequence[Rank], contenders: Sequence[Contender], two: Two, verdict: str, values: dict[str, Value]
) -> Iterator[Sentence]:
    """How many are ahead, how many can't be compared, and every row's standing."""
    takeaway = takeaway_of(verdict, values | {"rival": Name(two[1], "full")})
    yield Sentence(phrase("leaderboard.opening", takeaway=takeaway, **values), 0)
    if len(contenders) < len(order):
        yield Sentence(phrase("leaderboard.folded", **values), 0)
    if not verdict.startswith("crossed") and any(rank.crossed for rank in order):
        yield Sentence(phrase("leaderboard.crossed", **values), 1)
    states = Counter(may_say.side(rank.facts) for rank in order)
    for state in ("unclear", "apart", "alone"):
        if states[state]:
            yield Sentence(phrase(f"leaderboard.{state}", accounts=Tally(states[state])), 1)
    for contender in contenders:
        yield Sentence(phrase("leaderboard.row", name=contender.name, standing=contender.standing), 2, again=True)


def counts(shown: Sequence[Rank], contenders: Sequence[Contender], two: Two) -> Iterator[Sentence]:
    """Both counts of every row, with their days where those are not the card's."""
    for number, (rank, contender) in enumerate(zip(shown, contenders, strict=True)):
        name = contender.name
        if contender.when is not None and not isinstance(contender.when, Period):
            name = phrase("leaderboard.dated", name=name, when=contender.when)
        said = _count(rank, contender, name, two)
        names = {"challenger": Name(two[0]), "rival": Name(two[1])}
        full = phrase("leaderboard.next", said=said) if number else phrase("leaderboard.first", said=said, **names)
        yield Sentence(full, 4, "readings", brief=phrase("leaderboard.row", name=name, standing=contender.standing))


def _count(rank: Rank, contender: Contender, name: Value, two: Two) -> Phrase:
    ours, theirs = contender.challenger, contender.rival
    if ours is None or theirs is None:
        platform = Name(two[0] if theirs is None else two[1])
        return phrase(
            "leaderboard.count_alone", name=name, count=ours or theirs or Count(0), platform=platform, standing=contender.standing
        )
    if rank.ours and rank.theirs and isinstance(contender.when, Period):
        days = {"day": Day(rank.ours.day), "rival_day": Day(rank.theirs.day)}
        return phrase("leaderboard.counts_apart", name=name, ours=ours, theirs=theirs, standing=contender.standing, **days)
    return phrase("leaderboard.counts", name=name, ours=ours, theirs=theirs, standing=contender.standing)


def source(shown: Sequence[Rank], contenders: Sequence[Contender], newest: date, choices: Choices) -> Iterator[Value]:
    """The notes of the source line."""
    yield phrase("leaderboard.sorted")
    yield from may_say.rounded(reading for rank in shown for reading in (rank.ours, rank.theirs) if reading)
    yield from _frozen(shown, contenders, newest, brief=True)
    yield from may_say.credited(choices)


def doubts(shown: Sequence[Rank], contenders: Sequence[Contender], newest: date) -> Iterator[Sentence]:
    """Which counts have been the same for long."""
    said = (phrase("leaderboard.next", said=note) for note in _frozen(shown, contenders, newest, brief=False))
    yield from (Sentence(each, 3, part="source") for each in said)


def _frozen(shown: Sequence[Rank], contenders: Sequence[Contender], newest: date, *, brief: bool) -> Iterator[Phrase]:
    for rank, contender in zip(shown, contenders, strict=True):
        for one, since in ((one, one.frozen_since) for one in frozen(rank)):
            if since is not None:
                name = contender.name
                if brief and isinstance(name, Quote) and name.brief:
                    name = Quote(name.brief)
                whose = phrase("leaderboard.dated", name=name, when=Name(one.series.platform))
                yield phrase("source.frozen", platform=whose, day=may_say.dated(since.day, newest, brief=brief))


def frozen(rank: Rank) -> Iterator[SeriesFacts]:
    """Whose counts of a subject have been the same for long, of challenger and rival."""
    yield from (one for one in rank.facts.series[:2] if one.frozen_since is not None)


def looks(contenders: Sequence[Contender], values: dict[str, Value]) -> Iterator[Value]:
    """What the rows look like."""
    yield phrase("leaderboard.layout")
    yield phrase("leaderboard.marks", **values)
    if any(contender.sign == 1 for contender in contenders):
        yield phrase("leaderboard.tinted", **values)
    if not all(contender.ranked for contender in contenders):
        yield phrase("leaderboard.last")
