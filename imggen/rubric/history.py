"""What is said of all readings or of the way between them: never and always, a lead that grows, who grew faster: rules F03."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from imggen.facts import Pair
from imggen.rubric import context
from imggen.rubric.finding import Finding
from imggen.rubric.said import Clause, Mark, Moment, Said, Spoken
from imggen.rubric.truth import Truth


def is_always(clause: Clause) -> bool:
    """Whether a clause speaks of all readings, or of none: `has never been ahead`."""
    return bool(clause.of("never", "always"))


def signs_before(said: Said, clause: Clause, one: int, truth: Truth) -> list[int | None] | None:
    """Whether a platform was ahead (1) at each pair before the day that is said; None where no such day is."""
    pairs = _pairs(truth)
    if (end := _before(said, clause, truth)) is None:
        earlier = any(each.of("once") for each in (clause, *said.before(clause))) and not context.moments(said, clause)
        return _signs(pairs[:-1], one) if earlier else None
    return _signs([pair for pair in pairs if pair.newest.day < end] or [pair for pair in pairs if pair.newest.day <= end], one)


def signs_ever(said: Said, clause: Clause, one: int, truth: Truth) -> list[int | None]:
    """Whether a platform was ahead (1) at each pair there is, or at those before or from the day that is said."""
    if (before := signs_before(said, clause, one, truth)) is not None:
        return before
    days = sorted(day for moment in context.moments(said, clause) for day in truth.all_days if moment.says(day))
    return _signs([pair for pair in _pairs(truth) if not days or pair.newest.day >= days[0]], one)


def _pairs(truth: Truth) -> list[Pair]:
    return sorted(set(truth.all_pairs()) | {pair for pair in (truth.facts.first_pair,) if pair}, key=lambda pair: pair.newest.time)


def _signs(pairs: list[Pair], one: int) -> list[int | None]:
    return [pair.sign if one == 0 or pair.sign is None else -pair.sign for pair in pairs]


def _before(said: Said, clause: Clause, truth: Truth) -> date | None:
    """The day of `before 4 September`, in the clause or just before it in its sentence."""
    for each in (clause, *said.before(clause), *filter(None, [said.after(clause)])):
        marks = each.of("before") if each.sentence == clause.sentence else []
        moments = [mark.value for mark in each.of("date") if marks and mark.start >= marks[0].end - 1 and isinstance(mark.value, Moment)]
        days = [day for day in sorted(truth.all_days) if moments and moments[0].says(day)]
        if days:
            return days[-1]
    return None


def check_ever(words: str, wanted: int, signs: list[int | None], *, never: bool) -> Iterator[Finding]:
    """A standing that is said to have been never, or always."""
    if never and wanted in signs:
        yield Finding("F03", words, "it was, at one of the readings at least")
    elif not never and any(sign not in (wanted, None) for sign in signs):
        yield Finding("F03", words, "it was not, at one of the readings at least")


def check_gap(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """A gap or a lead that is said to grow or to shrink, without numbers."""
    pair, words = truth.facts.pair, said.words(clause.start, clause.end)
    then = [each for each in (truth.facts.baseline, truth.facts.first_pair) if each and each is not pair]
    others = [mark for mark in clause.of("number") if not (isinstance(mark.value, Spoken) and pair and mark.value.says(pair.gap))]
    if pair is None or not then or others or clause.of("percent", "negation", "estimate") or context.moments(said, clause):
        return
    ways = [_way(each, pair, lead=bool(clause.of("ahead", "behind"))) for each in then]
    if all(way is not None and way != (mark.kind == "up") for way in ways):
        yield Finding("F03", words, f"it went from {then[-1].gap} to {pair.gap}, {_side(then[-1])} and {_side(pair)}")


def _way(then: Pair, now: Pair, *, lead: bool) -> bool | None:
    """Whether a gap grew; a lead that has changed sides has done neither, which is said by the opposite of either claim."""
    if then.sign is None or now.sign is None or abs(then.gap - now.gap) <= then.blur + now.blur:
        return None
    if lead and then.sign != now.sign:
        return False
    return now.gap > then.gap


def _side(pair: Pair) -> str:
    return {1: "ahead", 0: "level", -1: "behind", None: "undecided"}[pair.sign]


def check_speed(said: Said, clause: Clause, truth: Truth) -> Iterator[Finding]:
    """`X grows faster than Mastodon`, `gained more followers than X`: the changes of both between the same readings."""
    for mark in clause.of("faster", "slower"):
        one = context.subject(said, clause, mark)
        other = context.compared_with(clause, one)
        found = _faster(one, other, truth)
        if {one, other} == {0, 1} and found and not clause.of("negation") and all(each != (mark.kind == "faster") for each in found):
            yield Finding("F03", said.words(clause.start, clause.end), "the other one gained more")


def gained_more(one: int, truth: Truth) -> bool:
    """Whether a platform gained more than its rival, over some span."""
    return not (found := _faster(one, 1 - one, truth)) or any(found)


def _faster(one: int, other: int, truth: Truth) -> list[bool]:
    spans = pairwise(dict.fromkeys(filter(None, (truth.facts.first_pair, truth.facts.baseline, truth.facts.pair))))
    whole = [(truth.facts.first_pair, truth.facts.pair)]
    sides = [
        ((then.challenger, now.challenger), (then.rival, now.rival)) for then, now in (*spans, *whole) if then and now and then is not now
    ]
    return [_rise(each[one]) > _rise(each[other]) for each in sides if max(one, other) < len(each)]


def _rise(ends: tuple[object, object]) -> int:
    return getattr(ends[1], "count", 0) - getattr(ends[0], "count", 0)
