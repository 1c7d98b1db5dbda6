"""Whether a number is a gap between two platforms or a change of one, as the words beside it say: rules F01, F03 and F05."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imggen.rubric import context
from imggen.rubric.finding import Finding
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import SURE, Clause, Mark, Said, Spoken
from imggen.rubric.truth import Truth

_SIGNS = {"ahead": 1, "overtakes": 1, "more": 1, "up": 1, "behind": -1, "falls_behind": -1, "fewer": -1, "down": -1}
_STANDINGS = ("ahead", "behind", "overtakes", "falls_behind")
_CHANGES = ("up", "down")
_WORDS = ("ahead", "behind", "gap", "more", "fewer")
_OF_GAPS = ("gap", "ahead", "behind", "level", "closing")
_NOTHING = re.compile(r"[\s']*")
_COUNTER = 2
"""So many characters between a number and a word that has no space before it: `2950人少ない`."""
_SMALL_WORDS = re.compile(r"(?:\W|\b[^\W\d]{1,3}\b)*")


def is_surely(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """Whether a word for a difference stands right beside a number: `44 followers more`, `a gap of 2950`."""
    changes = [claim for claim in clause.of(*_CHANGES) if claim.value == SURE]
    for claim in (*clause.of(*_WORDS), *changes):
        after = claim.start > mark.start
        if not after and claim.kind != "gap" and claim.value != SURE and patterns.lexicon.spaces:
            continue
        between = said.text[mark.end : claim.start] if after else said.text[claim.end : mark.start]
        for unit in patterns.units.values():
            between = unit.sub("", between)
        if claim.value == SURE and (patterns.origin.search(between) or patterns.goal.search(between)):
            continue
        close = len(between) <= _COUNTER and not patterns.lexicon.spaces
        if close or (_NOTHING if after else _SMALL_WORDS).fullmatch(between):
            return True
    return False


def is_maybe(said: Said, clause: Clause) -> bool:
    """Whether a clause has any word for a difference or a change, or goes on with one: `Mastodon gained 238 followers, X 14`."""
    return _carried(said, clause) is not None or bool(clause.of(*_WORDS, *_CHANGES, "overtakes", "falls_behind"))


def check_difference(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """What is wrong with a number that is said to be a difference: nothing when it is one, of that direction and day."""
    spoken = mark.value
    if not isinstance(spoken, Spoken):
        return
    found = [blur for number, blur in _candidates(said, clause, mark, truth) if spoken.says(number)]
    if not found:
        words = said.words(clause.start, clause.end)
        turned = [pair for pair in truth.all_pairs() if spoken.says(pair.gap)]
        claim = _claim(clause, mark)
        if turned and claim and claim.value == SURE:
            yield Finding("F03", words, f"{said.words(mark.start, mark.end)} is a gap, and no change of a count")
        elif turned:
            pair = turned[-1]
            yield Finding("F03", words, f"on {pair.newest.day}, {_lead(truth, pair.sign)}")
        else:
            yield Finding("F01", words, f"{said.words(mark.start, mark.end)} is no gap and no change of these counts")
    elif patterns.lexicon.about and spoken.least == spoken.most and spoken.about not in {blur > 0 for blur in found}:
        words = said.words(max(clause.start, mark.start - 12), mark.end)
        yield Finding("F05", words, "leave out that it was rounded" if spoken.about else "say that it was rounded")


def _candidates(said: Said, clause: Clause, mark: Mark, truth: Truth) -> Iterator[tuple[int, int]]:
    """The gaps and changes that may be meant, and how far rounding may have moved each."""
    claim = _claim(clause, mark)
    if claim is None and (carried := _carried(said, clause)):
        changes = truth.changes(context.place(clause.of("name")[0]), context.moments(said, clause))
        yield from ((abs(each.number), each.blur) for each in changes if (each.number > 0) == (carried.kind == "up"))
        return
    kind = claim.kind if claim else ""
    sign, when = _SIGNS.get(kind, 0), context.moments(said, clause)
    at = claim or mark
    one = context.subject(said, clause, at)
    goes_on = any(each.start > mark.start for each in clause.of("number"))
    alone = kind in _CHANGES and (at.value == SURE or bool(clause.of("name"))) and not clause.of(*_OF_GAPS)
    for pair in () if alone else truth.all_pairs() if goes_on else truth.pairs(when):
        against = pair.sign if one == 0 else -pair.sign if pair.sign is not None else None
        if kind in _CHANGES or not sign or against == sign or (kind in ("more", "fewer") and against is None):
            yield pair.gap, pair.blur
    if kind not in _STANDINGS:
        places = context.risen_or_fallen(said, clause, at) if kind in _CHANGES else [one]
        places += [context.place(name) for name in clause.of("name") if at.end < name.start < mark.start]
        for change in (each for place in places for each in truth.changes(place, when)):
            if not sign or change.number * sign >= 0:
                yield abs(change.number), change.blur


def _carried(said: Said, clause: Clause) -> Mark | None:
    """The gain or loss of the clause before, when this one says no more than whose and how many."""
    before = said.before(clause)[:1]
    if not before or clause.of(*_SIGNS, "date", "gap") or len(clause.of("name")) != 1 or len(clause.of("number")) != 1:
        return None
    return next((claim for claim in reversed(before[0].of(*_CHANGES)) if claim.value == SURE), None)


def _claim(clause: Clause, mark: Mark) -> Mark | None:
    """The word nearest to a number that says which way it goes."""
    claims = clause.of(*_SIGNS)
    return min(claims, key=lambda claim: max(claim.start - mark.end, mark.start - claim.end), default=None)


def _lead(truth: Truth, sign: int | None) -> str:
    ours, theirs = (one.series.platform.name for one in truth.facts.series[:2])
    return {
        1: f"{ours} was ahead",
        -1: f"{ours} was behind",
        0: "they were level",
        None: f"nobody can say who was ahead, {ours} or {theirs}",
    }[sign]
