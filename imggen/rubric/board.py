"""Texts of several subjects: what is said of one is held against its own facts, and the rest against all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from imggen.rubric import context
from imggen.rubric.directions import check_directions
from imggen.rubric.finding import Finding
from imggen.rubric.numbers import check_numbers
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Clause, Mark, Moment, Said, Spoken
from imggen.rubric.truth import Truth
from imggen.wording.alt import length

_EARLY = 140
_VERDICTS = ("overtakes", "ahead", "behind", "level")


def check_board(said: Said, truths: Sequence[Truth], patterns: Patterns) -> Iterator[Finding]:
    """What is untrue in a text of several subjects."""
    rows: dict[int | None, list[Clause]] = {}
    for place, clause in _shared(said):
        rows.setdefault(place, []).append(clause)
    for place, clauses in rows.items():
        if place is not None and place < len(truths) and len(truths[place].series) > 1:
            heard = replace(said, clauses=tuple(map(_without_place, clauses)))
            yield from check_numbers(heard, truths[place], patterns, _order(said))
            yield from check_directions(heard, truths[place], patterns)
    if patterns.months:
        yield from _rest(replace(said, clauses=tuple(rows.get(None, ()))), truths, patterns)


def check_rows(said: Said, patterns: Patterns, names: Sequence[str], shown: Sequence[int], tier: str, *, room: bool) -> Iterator[Finding]:
    """Rules C05, C10 and C13: how many lead is said early, and every subject that is drawn is named, unless there is no room."""
    early = [mark for clause in said.clauses for mark in clause.marks if length(said.words(0, mark.start)) <= _EARLY]
    kinds = {mark.kind for mark in early}
    if patterns.lexicon.ahead and not kinds & {*_VERDICTS, "unsure"}:
        yield Finding("C05", "", "say for how many the challenger is ahead, within the first 140 characters")
    if patterns.accounts and not kinds & {"tally", "number"} and not any(mark.kind == "account" for mark in early):
        yield Finding("C13", "", "say how many accounts these are, within the first 140 characters")
    if tier != "short" and room:
        named = {mark.value for mark in said.marks("account")}
        yield from (Finding("C10", "", f"say where {names[place]} stands") for place in shown if place not in named)


def _shared(said: Said) -> Iterator[tuple[int | None, Clause]]:
    """The clauses, cut where another subject is named, each with the subject it speaks of: none at the start of a sentence."""
    sentence, row = -1, None
    for clause in said.clauses:
        row = row if clause.sentence == sentence else None
        sentence, start = clause.sentence, clause.start
        for cut in (*clause.of("account"), None):
            end = cut.start if cut else clause.end
            if end > start:
                yield row, replace(clause, start=start, end=end, marks=tuple(mark for mark in clause.marks if start <= mark.start < end))
            if cut and isinstance(cut.value, int):
                start, row = cut.start, cut.value


def _order(said: Said) -> list[Mark]:
    """In which order rows give their counts: `Readings, Mastodon against X: Ville 1, 201 against 200`."""
    for (row, clause), (after, _) in pairwise(_shared(said)):
        if row is None and after is not None and len(names := clause.of("name")) > 1:
            return names
    return []


def _without_place(clause: Clause) -> Clause:
    """`Ville 1 on top`: first of the ranking, whether ahead or not."""
    if clause.of("number", "tally", "name"):
        return clause
    return replace(clause, marks=tuple(mark for mark in clause.marks if mark.kind != "ahead"))


def _rest(said: Said, truths: Sequence[Truth], patterns: Patterns) -> Iterator[Finding]:
    """Dates, and how many subjects are ahead, behind, or have crossed."""
    days = {day for truth in truths for day in truth.all_days}
    sums = _sums(truths)
    for clause in said.clauses:
        for mark in clause.of("date"):
            if isinstance(mark.value, Moment) and not any(mark.value.says(day) for day in days):
                yield Finding("F06", said.words(mark.start, mark.end), f"nothing was read that day; the last day is {max(days)}")
        for mark in clause.of("tally", "number"):
            allowed = _allowed(said, clause, mark, sums, len(truths))
            if _is_part(said, clause, mark, patterns):
                allowed = allowed | {len(truths)}
            if isinstance(mark.value, Spoken) and not any(mark.value.says(number) for number in allowed):
                right = " or ".join(map(str, sorted(allowed))) if len(allowed) < len(truths) else "none of these accounts' numbers"
                yield Finding("F01", said.words(clause.start, clause.end), f"it is {right}")
        yield from _none(said, clause, sums)


def _is_part(said: Said, clause: Clause, mark: Mark, patterns: Patterns) -> bool:
    """Whether a number may be the whole of which another one is a part: `one of three accounts`, `3アカウント中0`."""
    if len(clause.of("tally", "number")) > 1:
        return True
    words = {word.casefold() for word in re.findall(r"\w+", said.text[clause.start : mark.start])}
    return bool(words & patterns.letters.keys())


def _allowed(said: Said, clause: Clause, mark: Mark, sums: dict[str, set[int]], most: int) -> set[int]:
    """What a number may be: how many subjects there are of which this is said, else any number of them."""
    claims = clause.of(*_VERDICTS) if mark.kind == "tally" else []
    if clause.of("unsure") and (not claims or not clause.of("overtakes")):
        return sums["unsure"] | (sums[claims[0].kind] if claims else set())
    if not claims:
        return {*range(most + 1)} if mark.kind == "number" else {most, *sums["shown"]}
    kind = claims[0].kind
    if clause.of("negation"):
        return {most - number for number in sums[kind]}
    if context.subject(said, clause, claims[0]) == 1:
        kind = {"ahead": "behind", "behind": "ahead"}.get(kind, "never")
    return sums[kind]


def _none(said: Said, clause: Clause, sums: dict[str, set[int]]) -> Iterator[Finding]:
    """`Mastodon is ahead for no account`."""
    claims = clause.of("overtakes", "ahead")
    if claims and clause.of("negation") and not clause.of("unsure", "tally") and clause.of("name") and sums["ahead"] != {0}:
        yield Finding("F03", said.words(clause.start, clause.end), f"the challenger is ahead for {max(sums['ahead'])}")


def _sums(truths: Sequence[Truth]) -> dict[str, set[int]]:
    """How many subjects there are of each sort; several numbers where one word has several reasons."""
    pairs = [truth.facts.pair for truth in truths]
    signs = [pair.sign if pair else None for pair in pairs]
    alone = sum(len(truth.series) < 2 for truth in truths)
    return {
        "overtakes": {sum(_crossed(truth) for truth in truths)},
        "ahead": {signs.count(1)},
        "behind": {signs.count(-1)},
        "level": {signs.count(0)},
        "unsure": {sum(pair is not None and pair.sign is None for pair in pairs), pairs.count(None) - alone, alone, signs.count(None)},
        "shown": {*range(1, len(truths))},
        "never": set(),
    }


def _crossed(truth: Truth) -> bool:
    """Whether the challenger is ahead after a crossing."""
    crossings, pair = truth.facts.crossings, truth.facts.pair
    return bool(crossings) and crossings[-1].ahead and pair is not None and pair.sign == 1
