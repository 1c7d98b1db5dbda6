"""Who is said to be ahead, behind or level, to have crossed, to rise or to fall: rules F03 and F04."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imggen.rubric import context
from imggen.rubric.finding import Finding
from imggen.rubric.said import Clause, Mark, Moment, Said, Spoken
from imggen.rubric.truth import Truth

_WANTED = {"ahead": 1, "behind": -1, "level": 0, "closing": -1, "overtakes": 1, "falls_behind": -1}
_STANDS = {1: "ahead", 0: "level", -1: "behind", None: "not known to be ahead or behind"}


def check_directions(said: Said, truth: Truth) -> Iterator[Finding]:
    """Every claim of a direction that the counts don't bear out."""
    for clause in said.clauses:
        if any(each.of("unsure") for each in (clause, *said.before(clause))):
            continue
        hoped = _is_estimate(said, clause)
        for mark in clause.of(*_WANTED):
            if not (hoped and mark.kind in ("overtakes", "falls_behind", "level")):
                yield from _standing(said, clause, mark, truth)
        for mark in clause.of("cross"):
            if not hoped:
                yield from _crossing(said, clause, mark, truth)
        for mark in clause.of("up", "down", "flat"):
            yield from _trend(said, clause, mark, truth)
    yield from _forecasts(said, truth)


def _is_estimate(said: Said, clause: Clause) -> bool:
    return any(each.sentence == clause.sentence and each.of("estimate") for each in said.clauses)


def _negated(clause: Clause, mark: Mark) -> bool:
    """Whether a claim is denied: before its verb, or after it as German does."""
    return any(negation.end <= mark.start or mark.end <= negation.start for negation in clause.of("negation"))


def _standing(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """Where one platform stands against another."""
    one = context.subject(said, clause, mark)
    other = context.compared_with(clause, one)
    when = context.moments(said, clause)
    signs = truth.sign(one, other, _last_of(when, truth))
    wanted, words = _WANTED[mark.kind], said.words(clause.start, clause.end)
    if not signs:
        if not when and len(truth.series) > 1:
            yield Finding("F03", words, "the two were not counted at the same time: nobody is ahead")
        elif len(truth.series) < 2:
            yield Finding("F03", words, "there is no rival to be ahead of, or behind")
        return
    if _negated(clause, mark):
        turned = mark.kind not in ("overtakes", "falls_behind") or truth.crossed(one if wanted == 1 else other, when)
        if signs == {wanted} and turned and mark.kind != "closing":
            yield Finding("F03", words, f"{_name(truth, one)} is {_STANDS[wanted]}")
    elif wanted not in signs:
        yield Finding("F03", words, f"{_name(truth, one)} is {_STANDS[next(iter(signs))]}")
    elif mark.kind in ("overtakes", "falls_behind") and {one, other} == {0, 1}:
        if not (wanted == -1 and _was_level(truth)):
            yield from _turned(words, one if wanted == 1 else other, when, truth)
    elif mark.kind == "closing" and {one, other} == {0, 1}:
        yield from _closing(words, truth)


def _last_of(when: Sequence[Moment], truth: Truth) -> list[Moment]:
    """Of a period, its last day with a pair."""
    if len(when) < 2:
        return list(when)
    dated = [(day, moment) for moment in when for day in truth.all_days if moment.says(day) and truth.pairs([moment])]
    return [max(dated, key=lambda each: each[0])[1]] if dated else []


def _was_level(truth: Truth) -> bool:
    """Whether the two were level before: one may fall behind from there too."""
    return any(pair.sign == 0 for pair in truth.all_pairs())


def _turned(words: str, ahead: int, when: Sequence[Moment], truth: Truth) -> Iterator[Finding]:
    if not truth.crossed(ahead, when):
        seen = "then" if truth.facts.crossings else "in these counts"
        yield Finding("F04", words, f"no crossing was seen {seen}: say who is ahead")


def _closing(words: str, truth: Truth) -> Iterator[Finding]:
    """The gap must be less than at one of the pairs that a card measures from."""
    facts = truth.facts
    then = [pair for pair in (facts.baseline, facts.first_pair) if pair and facts.pair and pair is not facts.pair]
    if not any(facts.pair and pair.gap > facts.pair.gap for pair in then):
        yield Finding("F03", words, "the gap has not become less")


def _crossing(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """Lines that cross: somewhere between the days said, or after the first of them."""
    words, when = said.words(clause.start, clause.end), context.moments(said, clause)
    if len(context.spoken_of(clause)) > 2 or _negated(clause, mark):
        return
    if not truth.facts.crossings:
        yield Finding("F04", words, "no crossing was seen in these counts")
    elif when and not any(truth.crossed(one, when) for one in (0, 1)):
        last = truth.facts.crossings[-1]
        yield Finding("F04", words, f"the lines crossed between {last.before.newest.day} and {last.after.newest.day}")


def _trend(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """How a count, or a gap, went."""
    words = said.words(clause.start, clause.end)
    if _negated(clause, mark):
        return
    if mark.kind != "flat" and (ends := _ends(clause, mark)):
        first, last = ends
        if (last > first) != (mark.kind == "up") or first == last:
            yield Finding("F03", words, f"from {first} to {last} is {'more' if last > first else 'fewer'}")
        return
    if clause.of("gap", "ahead", "behind", "level") or any(_is_gap(each, truth) for each in clause.of("number")):
        return
    ways = [_went(truth, one, mark.kind, context.moments(said, clause)) for one in context.risen_or_fallen(said, clause, mark)]
    if all(ways):
        yield Finding("F03", words, ways[0])


def _is_gap(number: Mark, truth: Truth) -> bool:
    """Whether a number is a gap, and no count: `down from 2950`."""
    spoken = number.value
    if not isinstance(spoken, Spoken) or any(truth.has_count(place, spoken) for place in range(len(truth.series))):
        return False
    return any(spoken.says(pair.gap) for pair in truth.all_pairs())


def _went(truth: Truth, one: int, kind: str, when: Sequence[Moment]) -> str:
    """How a platform's count went, when that is not as a claim says; nothing when it may be."""
    if kind == "flat":
        return "" if truth.stable(one, when) else f"the count of {_name(truth, one)} has changed"
    found = [change.number for change in truth.changes(one, when) if change.sure]
    if not found or any(number and (number > 0) == (kind == "up") for number in found):
        return ""
    return f"the count of {_name(truth, one)} has become {'fewer' if kind == 'up' else 'more'}"


def _ends(clause: Clause, mark: Mark) -> tuple[int, int] | None:
    """The two numbers of `climbs from 2900 to 5876`, with nothing else between them."""
    after = [each for each in clause.of("number", "name", "up", "down") if each.start > mark.start][:2]
    first, last = [each.value for each in after] if len(after) > 1 else (None, None)
    return (first.least, last.least) if isinstance(first, Spoken) and isinstance(last, Spoken) else None


def _forecasts(said: Said, truth: Truth) -> Iterator[Finding]:
    """A forecast is the race's estimate: a range, and only that."""
    for sentence in said.sentences():
        marks = [mark for clause in sentence for mark in clause.marks]
        about_crossing = [mark for mark in marks if mark.kind in ("cross", "overtakes", "level", "ahead")]
        both = {mark.value for mark in marks if mark.kind == "name"} >= {0, 1}
        if not any(mark.kind == "estimate" for mark in marks) or not (about_crossing or both):
            continue
        words = said.words(sentence[0].start, sentence[-1].end)
        when = [mark.value for mark in marks if mark.kind == "date" and isinstance(mark.value, Moment)]
        if truth.estimated is None or truth.kind != "race":
            yield Finding("F04", words, "no forecast can be made of these counts on this card: leave it out")
        elif [moment.says(day) for moment, day in zip(when, truth.estimated, strict=False)] != [True, True] or len(when) != 2:
            yield Finding("F04", words, f"the estimate is between {truth.estimated[0]} and {truth.estimated[1]}")


def _name(truth: Truth, place: int) -> str:
    return truth.facts.series[place].series.platform.name if place < len(truth.facts.series) else "that platform"
