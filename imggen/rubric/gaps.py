"""By how much a gap grew or shrank: `The gap has shrunk by 2200` is neither a gap nor the change of a count: rules F01 and F05."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imggen.facts import Difference
from imggen.rubric import context
from imggen.rubric.finding import Finding
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import SURE, Clause, Mark, Said, Spoken
from imggen.rubric.truth import Truth

_WAYS = {"up": 1, "down": -1, "closing": -1}
_STANDINGS = ("ahead", "behind", "overtakes", "falls_behind", "gap", "more", "fewer")
_SMALL_WORDS = re.compile(r"(?:\W|\b[^\W\d]{1,4}\b)*")
_WORD = re.compile(r"\s*(?:([^\W\d]+)[\s']+)?")
"""Stands between `reduces` and `gap`: an article or a possessive."""


def check_moved(said: Said, clause: Clause, mark: Mark, truth: Truth, patterns: Patterns) -> list[Finding] | None:
    """What is wrong with a number by which a gap is said to have become more or less; None where that is not said."""
    spoken, way = mark.value, _way(said, clause, mark, patterns)
    if not patterns.lexicon.amount or way is None or not isinstance(spoken, Spoken) or clause.of("negation", "estimate"):
        return None
    found = [each.blur for each in _candidates(said, clause, mark, truth, way) if spoken.says(abs(each.number))]
    is_count = any(truth.has_count(place, spoken) for place in range(len(truth.series)))
    if not found and is_count and _by(said, clause, mark, patterns) is None:
        return None
    if not found:
        return [Finding("F01", said.words(clause.start, clause.end), _fix(truth, said.words(mark.start, mark.end), way))]
    if patterns.lexicon.about and spoken.least == spoken.most and spoken.about not in {blur > 0 for blur in found}:
        words = said.words(max(clause.start, mark.start - 12), mark.end)
        return [Finding("F05", words, "leave out that it was rounded" if spoken.about else "say that it was rounded")]
    return []


def _fix(truth: Truth, number: str, way: Mark) -> str:
    moves = [each.number for each in truth.gap_changes(())]
    went = " or ".join(dict.fromkeys(f"{abs(each)} {'more' if each > 0 else 'less'}" for each in moves if each)) or "the same"
    return f"the gap did not become {number} {'more' if way.kind == 'up' else 'less'}: it became {went}"


def _candidates(said: Said, clause: Clause, mark: Mark, truth: Truth, way: Mark) -> Iterator[Difference]:
    """The changes that may be meant: of the gap, and where no word for it stands there, of the platform that is spoken of."""
    when = context.moments(said, clause)
    own = [] if clause.of("gap") else list(truth.changes(context.subject(said, clause, mark), when))
    sign = _WAYS[way.kind]
    yield from (each for each in truth.gap_changes(when) if each.number * sign >= 0)
    yield from (each for each in own if way.kind == "closing" or each.number * sign >= 0)


def _way(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> Mark | None:
    """The word for more or less that a number belongs to, where what became so is a gap or a lead."""
    moves = [each for each in clause.of(*_WAYS) if each.value != SURE]
    if not moves or _has_goal(said, clause, mark, patterns):
        return None
    by = _by(said, clause, mark, patterns)
    if by is None:
        return next((each for each in moves if _is_beside(said, clause, each, mark, patterns)), None)
    nouns = [each for each in clause.of("gap", "ahead", "behind") if each.end <= by]
    before = [each for each in moves if each.end <= by]
    nearest = max([*clause.of(*_STANDINGS), *before], key=lambda each: each.end if each.end <= by else -1)
    if nearest in before:
        return nearest if nouns or nearest.kind == "closing" else None
    if not nouns or nearest not in nouns or not _SMALL_WORDS.fullmatch(said.text[nearest.end : by]):
        return None
    reduces = [each for each in before if _reduces(said.text[each.end : nearest.start], patterns)]
    meant = [] if patterns.origin.match(said.text, by) else [each for each in moves if each.start >= mark.end]
    return next(iter((*reduces, *meant)), None)


def _reduces(between: str, patterns: Patterns) -> bool:
    """`reduces its gap by`, and not `makes up a gap of`."""
    found = _WORD.fullmatch(between)
    return found is not None and (found[1] or "").lower() not in patterns.letters and not patterns.joins.search(between)


def is_of_platform(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """Whether more or less is said of a platform, and where it stands goes on from there: `Mastodon climbs and trails by 750`."""
    nouns = clause.of("gap", "ahead", "behind", "level")
    after = [each for each in nouns if each.start >= mark.end]
    named = any(name.start < mark.start for name in context.spoken_of(clause))
    return bool(named and len(after) == len(nouns) and patterns.joins.search(said.text, mark.end, after[0].start))


def _by(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> int | None:
    """Where `by` stands right before a number, or before `about`."""
    end = mark.start
    about = [found.start() for found in patterns.about.finditer(said.text, clause.start, end) if not said.text[found.end() : end].strip()]
    found = patterns.amount.search(said.text[clause.start : about[0] if about else end])
    return clause.start + found.start() if found else None


def _is_beside(said: Said, clause: Clause, move: Mark, mark: Mark, patterns: Patterns) -> bool:
    """`La distancia ha bajado 2200`, `holt 2200 Follower auf`."""
    if move.kind != "closing" and not [each for each in clause.of("gap") if each.end <= move.start]:
        return False
    if move.start < mark.start and move.end > mark.end:
        return True
    head = said.text[clause.start : mark.start].rstrip()
    if any(not head[found.end() :].strip() for each in (patterns.goal, patterns.origin) for found in each.finditer(head)):
        return False
    between = said.text[move.end : mark.start] if move.end <= mark.start else said.text[mark.end : move.start]
    for pattern in (patterns.about, *patterns.units.values()):
        between = pattern.sub("", between)
    return not between.strip()


def _has_goal(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """`from 2950 on 30 August to 750`: where it began, and not by how much."""
    later = [each for each in clause.of("number") if each.start > mark.start]
    heads = [said.text[mark.end : each.start].rstrip() for each in later]
    return any(not head[found.end() :].strip() for head in heads for found in patterns.goal.finditer(head))
