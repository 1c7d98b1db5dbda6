"""Who is said to be ahead, behind or level, to have crossed, to rise or to fall: rules F03 and F04."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from imggen.facts import Pair
from imggen.rubric import context
from imggen.rubric.bounds import bound_of
from imggen.rubric.courses import courses, is_turned
from imggen.rubric.finding import Finding
from imggen.rubric.gaps import is_of_platform
from imggen.rubric.history import check_ever, check_gap, check_speed, gained_more, is_always, signs_before, signs_ever
from imggen.rubric.patterns import RATIOS, Patterns
from imggen.rubric.said import DENYING, NAMED, NEARLY, SURE, Clause, Mark, Moment, Said, Spoken
from imggen.rubric.truth import Truth

_WANTED = {"ahead": 1, "behind": -1, "level": 0, "closing": -1, "overtakes": 1, "falls_behind": -1}
_NEAR, _JUST = 25, 4
_FAR = 10
"""Far ahead is by one in so many at least."""
_UNIT = 14
"""So many characters after `more`, what is counted has begun."""
_STANDS = {1: "ahead", 0: "level", -1: "behind", None: "not known to be ahead or behind"}


def check_directions(said: Said, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """Every claim of a direction that the counts don't bear out."""
    for clause in said.clauses:
        if any(each.of("unsure") for each in (clause, *said.before(clause))):
            continue
        hoped = _is_estimate(said, clause)
        for mark in clause.of(*_WANTED):
            if not (hoped and mark.kind in ("overtakes", "falls_behind", "level")):
                yield from _standing(said, clause, mark, truth, patterns)
        if clause.of("cross") and not hoped:
            yield from _crossing(said, clause, truth)
        for mark in clause.of("up", "down", "flat"):
            yield from _trend(said, clause, mark, truth, patterns)
        for mark in clause.of("more", "fewer"):
            yield from _outnumbered(said, clause, mark, truth, patterns)
        yield from _courses(said, clause, truth, patterns)
        yield from check_speed(said, clause, truth)
    yield from _forecasts(said, truth)


def _is_estimate(said: Said, clause: Clause) -> bool:
    return any(each.sentence == clause.sentence and each.of("estimate") for each in said.clauses)


def _standing(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """Where one platform stands against another."""
    if mark.value == NAMED and not clause.of("name", "pronoun"):
        return
    one = context.subject(said, clause, mark)
    other = context.compared_with(clause, one)
    when, words = context.moments(said, clause), said.words(clause.start, clause.end)
    signs = truth.sign(one, other, _last_of(when, truth))
    if _WANTED[mark.kind] not in signs and _goes_on(said, clause, mark, patterns):
        when = []
        signs = truth.sign(one, other, when)
    if {one, other} == {0, 1} and mark.kind in ("ahead", "behind", "level"):
        if is_always(clause):
            yield from check_ever(words, _WANTED[mark.kind], signs_ever(said, clause, one, truth), never=bool(clause.of("never")))
            return
        if (before := signs_before(said, clause, one, truth)) and len(signs) == 1:
            signs = {before[-1]}
        if mark.kind == "level" and (mark.value == NEARLY or bound_of(said.text, clause.start, mark, patterns)):
            yield from _nearly(words, truth.pairs(_last_of(when, truth)))
            return
    if signs:
        yield from _against(clause, mark, (one, other), signs, when, truth, words)
    elif not when and len(truth.series) > 1:
        yield Finding("F03", words, "the two were not counted at the same time: nobody is ahead")
    elif len(truth.series) < 2:
        yield Finding("F03", words, "there is no rival to be ahead of, or behind")


def _goes_on(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """`after 9000 on 2 August and falls behind X`: the day may be the number's alone."""
    days = [day.end for day in clause.of("date") if day.end <= mark.start and any(each.end < day.start for each in clause.of("number"))]
    return bool(days and patterns.joins.search(said.text, days[-1], mark.start))


def _against(
    clause: Clause, mark: Mark, places: tuple[int, int], signs: set[int | None], when: Sequence[Moment], truth: Truth, words: str
) -> Iterator[Finding]:
    """A standing, held against whether the one was ahead (1) of the other."""
    one, wanted = places[0], _WANTED[mark.kind]
    ahead = one if wanted == 1 else places[1]
    if clause.of("negation") and mark.value != DENYING:
        turned = mark.kind not in ("overtakes", "falls_behind") or truth.crossed(ahead, when)
        if signs == {wanted} and turned and mark.kind != "closing":
            yield Finding("F03", words, f"{_name(truth, one)} is {_STANDS[wanted]}")
    elif wanted not in signs:
        yield Finding("F03", words, f"{_name(truth, one)} is {_STANDS[next(iter(signs))]}")
    elif set(places) != {0, 1}:
        return
    elif mark.kind in ("overtakes", "falls_behind"):
        if not (wanted == -1 and _was_level(truth)) and not _is_by(clause, mark, truth):
            yield from _turned(words, ahead, when, truth)
    elif mark.kind == "closing":
        yield from _closing(words, one, truth)
    elif clause.of("near") and not clause.of("number"):
        yield from _near(words, truth.pairs(_last_of(when, truth)))
    elif clause.of("far"):
        yield from _far(words, truth.pairs(_last_of(when, truth)))


def _is_by(clause: Clause, mark: Mark, truth: Truth) -> bool:
    """`dépasse X de 44`, `supera a X por 44`: is ahead by so many, whenever that began."""
    after = [each.value for each in clause.of("number") if each.start > mark.start]
    return any(isinstance(number, Spoken) and number.says(pair.gap) for number in after for pair in truth.all_pairs())


def _nearly(words: str, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Almost level: by less than one in so many of the larger count."""
    if pairs and all(_NEAR * pair.gap > max(pair.challenger.count, pair.rival.count) for pair in pairs):
        yield Finding("F03", words, f"the gap is {pairs[-1].gap}")


def _near(words: str, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Just ahead or close behind: by less than a quarter of the larger count."""
    if pairs and all(_JUST * pair.gap >= max(pair.challenger.count, pair.rival.count) for pair in pairs):
        yield Finding("F03", words, f"by as many as {pairs[-1].gap}")


def _far(words: str, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Far ahead or behind: by a tenth of the larger count at least."""
    if pairs and all(_FAR * pair.gap < max(pair.challenger.count, pair.rival.count) for pair in pairs):
        yield Finding("F03", words, f"by {pairs[-1].gap} only")


def _outnumbered(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """`X still has more followers`: more of what is counted, and no number of them; or a larger gain."""
    unit = any(pattern.search(said.text, mark.start, min(clause.end, mark.end + _UNIT)) for pattern in patterns.units.values())
    if not unit or not clause.of("name", "pronoun") or clause.of("number", "percent", "times", "multiple", "part", "days"):
        return
    one = context.subject(said, clause, mark)
    if clause.of("up", "down"):
        if one < 2 and not clause.of("down", "negation") and gained_more(one, truth) != (mark.kind == "more"):
            yield Finding("F03", said.words(clause.start, clause.end), "the other one gained more")
        return
    yield from _standing(said, clause, replace(mark, kind="ahead" if mark.kind == "more" else "behind", value=NAMED), truth, patterns)


def _courses(said: Said, clause: Clause, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    for first, last in courses(said, clause, patterns):
        if is_turned(first, last, truth):
            words = said.words(clause.start, clause.end)
            yield Finding("F03", words, f"{first.least} came after {last.least}: from {last.least} to {first.least}")


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


def _closing(words: str, one: int, truth: Truth) -> Iterator[Finding]:
    """The gap must be less than at one of the pairs that a card measures from, when the one that closes in was behind too."""
    facts = truth.facts
    then = [pair for pair in (facts.baseline, facts.first_pair) if pair and facts.pair and pair is not facts.pair]
    behind = [pair for pair in then if pair.sign is None or pair.sign == (-1 if one == 0 else 1)]
    if not any(facts.pair and pair.gap > facts.pair.gap for pair in behind):
        yield Finding("F03", words, "the gap has not become less")


def _crossing(said: Said, clause: Clause, truth: Truth) -> Iterator[Finding]:
    """Lines that cross: somewhere between the days said, or after the first of them."""
    words, when = said.words(clause.start, clause.end), context.moments(said, clause)
    if len(context.spoken_of(clause)) > 2 or clause.of("negation"):
        return
    if not truth.facts.crossings:
        yield Finding("F04", words, "no crossing was seen in these counts")
    elif when and not any(truth.crossed(one, when) for one in (0, 1)):
        last = truth.facts.crossings[-1]
        yield Finding("F04", words, f"the lines crossed between {last.before.newest.day} and {last.after.newest.day}")


def _trend(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """How a count, or a gap, went."""
    words = said.words(clause.start, clause.end)
    if is_always(clause) and mark.kind != "flat" and not clause.of("gap", "ahead", "behind", "level"):
        yield from _steadily(said, clause, mark, truth)
        return
    if mark.value == SURE and clause.of("nothing") and not clause.of("number", "flat"):
        one = context.subject(said, clause, mark)
        if not _went(truth, one, mark.kind, context.moments(said, clause)) and not truth.stable(one, ()):
            yield Finding("F03", words, f"the count of {_name(truth, one)} has changed")
        return
    if clause.of("negation"):
        return
    if mark.kind != "flat" and (ends := _ends(clause, mark, truth)):
        first, last = ends
        if (last > first) != (mark.kind == "up") or first == last:
            yield Finding("F03", words, f"from {first} to {last} is {'more' if last > first else 'fewer'}")
        return
    if clause.of("gap", "ahead", "behind", "level") and not is_of_platform(said, clause, mark, patterns):
        if mark.kind != "flat" and mark.value != SURE:
            yield from check_gap(said, clause, mark, truth)
        return
    if any(_is_gap(each, truth) for each in clause.of("number")) and not clause.of("ahead", "behind"):
        return
    ways = [_went(truth, one, mark.kind, context.moments(said, clause)) for one in context.risen_or_fallen(said, clause, mark)]
    if all(ways):
        yield Finding("F03", words, ways[0])


def _steadily(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[Finding]:
    """`has never lost followers`, `grows every day`: between each two readings."""
    one = context.subject(said, clause, mark)
    readings = truth.series[one] if one < len(truth.series) else []
    steps = [(later.count > earlier.count) == (mark.kind == "up") for earlier, later in pairwise(readings) if later.count != earlier.count]
    if any(steps) if clause.of("never") else steps and not all(steps):
        yield Finding("F03", said.words(clause.start, clause.end), f"that is not so of {_name(truth, one)} at every reading")


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


def _ends(clause: Clause, mark: Mark, truth: Truth) -> tuple[int, int] | None:
    """The two numbers of `climbs from 2900 to 5876`, with nothing else between them: two counts, or two gaps."""
    after = [each for each in clause.of("number", "name", "up", "down") if each.start > mark.start][:2]
    first, last = [each.value for each in after] if len(after) > 1 else (None, None)
    if not isinstance(first, Spoken) or not isinstance(last, Spoken):
        return None
    changes = {abs(change.number) for place in range(len(truth.series)) for change in truth.changes(place, ())}
    counts = [any(truth.has_count(place, each) for place in range(len(truth.series))) for each in (first, last)]
    if counts == [False, True] and any(first.says(change) for change in changes):
        return None
    return first.least, last.least


def _forecasts(said: Said, truth: Truth) -> Iterator[Finding]:
    """A forecast is the race's estimate: a range, and only that."""
    for sentence in said.sentences():
        marks = [mark for clause in sentence for mark in clause.marks]
        about_crossing = [mark for mark in marks if mark.kind in ("cross", "overtakes", "level", "ahead", *RATIOS)]
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
