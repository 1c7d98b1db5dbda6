"""What a text must not leave out, and how long it may be: rules L01 and C01 to C13, S03."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from imggen.facts import Facts, Phase
from imggen.rubric import context
from imggen.rubric.finding import Finding
from imggen.rubric.patterns import ACCOUNT, PRIVATE, Patterns, find_patterns
from imggen.rubric.said import Mark, Moment, Said, Spoken
from imggen.rubric.truth import Truth
from imggen.series import Reading
from imggen.wording.alt import LIMITS, length

_EARLY = 140
_TAKEAWAYS = ("ahead", "behind", "level", "overtakes", "falls_behind", "closing")
_LONG_NAME = 24
_ALL = 12
"""Up to so many times of reading, all readings are said."""
_ROOM = 100
"""A sentence that is missing would need so much room at most, names aside."""


def check_length(raw: str, tier: str, limit: int) -> Iterator[Finding]:
    """Rule L01."""
    most = min(limit, LIMITS[tier])
    if (found := length(raw.strip("\n"))) > most:
        yield Finding("L01", "", f"it has {found} characters: leave out {found - most}")


def has_room(raw: str, said: Said, tier: str, limit: int) -> bool:
    """Whether one more sentence would have found room: then it is missing, and not left out to fit. A limit of one's own leaves none.

    The first line of the extended tier is the standard one, and as long as that may be.
    """
    first = min(limit, LIMITS["standard"]) - length(raw.strip("\n").split("\n")[0])
    return limit >= LIMITS[tier] and min(first, limit - length(raw)) > _needed(said)


def _needed(said: Said) -> int:
    return _ROOM + 2 * sum(len(words) for _, words in said.spoken)


def check_whole(said: Said, truth: Truth, patterns: Patterns, tier: str, *, room: bool, lines: bool) -> Iterator[Finding]:
    """What every card of one comparison must say; where there is `room`, the gap and the beginning, and in more `lines` all readings."""
    yield from check_opener(said, truth.kind, patterns)
    yield from check_names(said, truth.facts, tier, patterns)
    yield from check_unit(said, truth.facts.comparison.unit, patterns)
    yield from _counts(said, truth)
    yield from _day(said, truth, tier) if patterns.months else ()
    yield from _takeaway(said, truth, patterns)
    yield from _account(said, truth.facts, patterns)
    if tier != "short" and room:
        yield from _fuller(said, truth, patterns)
    if tier == "extended" and lines and truth.kind == "timeline":
        yield from _readings(said, truth)


def check_opener(said: Said, kind: str, patterns: Patterns) -> Iterator[Finding]:
    """Rule C01."""
    opener = patterns.openers.get(kind)
    if opener and not opener.match(said.text.lstrip()):
        yield Finding("C01", said.words(0, 24), f"begin with what it is: {', '.join(patterns.lexicon.openers[kind])}")


def opening_kind(text: str, code: str) -> str:
    """The kind of card that a text begins with; empty when it names none."""
    return next((kind for kind, opener in find_patterns(code).openers.items() if opener.match(text.lstrip())), "")


def check_names(said: Said, facts: Facts, tier: str, patterns: Patterns) -> Iterator[Finding]:
    """Rules C02 and S03."""
    named = {mark.value for mark in said.marks("name")}
    for place, one in enumerate(facts.series[:2]):
        if place not in named:
            yield Finding("C02", "", f"name {one.series.platform.name}")
    has_x = any(one.series.platform.key == "x" for one in facts.series[:2])
    if patterns.lexicon.formerly and tier != "short" and has_x and len(said.text) > _EARLY and not said.marks("formerly"):
        yield Finding("S03", "", "say once what X was")


def check_unit(said: Said, unit: str, patterns: Patterns) -> Iterator[Finding]:
    """Rule C06: also when something else is said to be counted."""
    words = patterns.units.get(unit)
    if words is None:
        return
    if not words.search(said.text):
        yield Finding("C06", "", f"say what is counted: {_shown(patterns, unit)}")
    for mark in said.marks("number"):
        for other in (each for name, each in patterns.units.items() if name != unit):
            found = other.match(said.text, mark.end + 1)
            if found and not words.fullmatch(found.group()):
                yield Finding("C06", found.group(), f"what is counted are {_shown(patterns, unit)}")


def _shown(patterns: Patterns, unit: str) -> str:
    return ", ".join(form.strip("*") for form in patterns.lexicon.units[unit])


def _focus(facts: Facts) -> list[Reading]:
    """The readings that a card is about."""
    if facts.pair:
        return [facts.pair.challenger, facts.pair.rival]
    return [one.latest for one in facts.series[:2]]


def _counts(said: Said, truth: Truth) -> Iterator[Finding]:
    if truth.facts.pair is None and truth.kind == "timeline" and len(truth.facts.series) > 1:
        return
    for place, reading in enumerate(_focus(truth.facts)):
        if not _says(said.marks("number"), reading.count):
            yield Finding("C03", "", f"say the count of {truth.facts.series[place].series.platform.name}, {reading.count}")


def _says(marks: list[Mark], number: int) -> bool:
    return any(isinstance(mark.value, Spoken) and mark.value.says(number) for mark in marks)


def _day(said: Said, truth: Truth, tier: str) -> Iterator[Finding]:
    """Rule C04: in the first sentence, with the day that a period begins on. Short tiers may leave it out where names are long."""
    facts = truth.facts
    if (not facts.pair and len(facts.series) > 1) or (tier == "short" and has_long_names(facts)):
        return
    newest = {facts.pair.challenger.day, facts.pair.rival.day} if facts.pair else {facts.series[0].latest.day}
    newest |= {max(one.latest.day for one in facts.series[:4])} if truth.kind == "timeline" else set()
    opening = [mark for clause in said.clauses if not clause.sentence for mark in clause.of("date", "number")]
    first = [mark.value for mark in opening if isinstance(mark.value, Moment)]
    if not any(moment.says(day) and moment.year and moment.day for moment in first for day in newest):
        yield Finding("C04", "", f"say the day, with its year, in the first sentence: {max(newest)}")
    elif _of_a_period(opening) and (began := _began(truth)) and not any(first[0].says(day) for day in began):
        yield Finding("C04", "", f"the card begins on {min(began)}")


def _of_a_period(marks: list[Mark]) -> bool:
    """Whether the first two days are those of a period: two days with a count between them are those of counts."""
    return [mark.kind for mark in sorted(marks, key=lambda mark: mark.start)][:2] == ["date", "date"]


def _began(truth: Truth) -> set[date]:
    """The day that a card of a period begins on; none for other kinds."""
    if truth.kind == "timeline":
        return {min(reading.day for each in truth.shown for reading in each)}
    before = truth.facts.baseline if truth.kind == "update" else None
    return {before.challenger.day, before.rival.day} if before else set()


def _takeaway(said: Said, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    if truth.facts.phase is Phase.ALONE or not any(getattr(patterns.lexicon, name) for name in _TAKEAWAYS):
        return
    end = _early(said)
    kinds = {mark.kind for clause in said.clauses for mark in clause.marks if mark.start <= end}
    if has_long_names(truth.facts):
        return
    sure = truth.facts.pair is not None and truth.facts.pair.sign is not None
    if sure and not kinds & set(_TAKEAWAYS):
        yield Finding("C05", "", "say who is ahead, within the first 140 characters")
    elif not sure and patterns.lexicon.unsure and not said.marks("unsure") and not _dated_apart(said, truth):
        yield Finding("C05", "", "say that it can't be told who is ahead, and why")


def has_long_names(facts: Facts) -> bool:
    """Whether names of platforms leave no room for what else should come early."""
    return any(len(one.series.platform.name) > _LONG_NAME for one in facts.series[:2])


def _dated_apart(said: Said, truth: Truth) -> bool:
    """Whether each count has its own day, which says as much."""
    return truth.facts.pair is None and len(said.marks("date")) > 1 and length(said.text) <= _EARLY


def _early(said: Said) -> int:
    """Where the first 140 characters end, names and what X was aside: those are as long as they are."""
    heard = [place for place, sign in enumerate(said.text) if not PRIVATE.fullmatch(sign)]
    return heard[_EARLY] if len(heard) > _EARLY else len(said.text)


def _account(said: Said, facts: Facts, patterns: Patterns) -> Iterator[Finding]:
    """Rule C13."""
    called = facts.comparison.subject.called
    if called:
        named = re.search(ACCOUNT, said.text) or _user(said, facts, patterns)
        if named is None or named.start() > _early(said):
            yield Finding("C13", "", f"say whose counts these are: {called}")
        return
    words = patterns.accounts.get(facts.comparison.unit)
    found = words.search(said.text) if words else None
    if words and (found is None or found.start() > _early(said)):
        yield Finding("C13", "", f"say whose counts these are: {', '.join(patterns.lexicon.accounts[facts.comparison.unit])}")


def _user(said: Said, facts: Facts, patterns: Patterns) -> re.Match[str] | None:
    """The account called by the user part of its handle, which may be as short as any word: `account a`."""
    user = facts.comparison.subject.handle.lstrip("@").split("@")[0]
    accounts = patterns.accounts.get(facts.comparison.unit)
    return re.search(rf"(?:{accounts.pattern})\s+{re.escape(user)}(?!\w)", said.text, re.IGNORECASE) if user and accounts else None


def _fuller(said: Said, truth: Truth, patterns: Patterns) -> Iterator[Finding]:
    """Rules C07, C08 and C09, for the tiers that have room."""
    facts, numbers = truth.facts, said.marks("number")
    if facts.pair and facts.pair.sign and not _says(numbers, facts.pair.gap):
        yield Finding("C07", "", f"say the gap, {facts.pair.gap}")
    began: list[Reading] = [one.first for one in facts.series[:2]] if truth.kind == "timeline" else []
    if truth.kind == "victory" and facts.first_pair and facts.first_pair is not facts.pair and facts.first_pair.one_day and facts.crossings:
        began = [facts.first_pair.challenger, facts.first_pair.rival]
    for reading in began:
        if not _says(numbers, reading.count):
            yield Finding("C08", "", f"say where it began: {reading.count} on {reading.day}")
    if patterns.months and began and not _says_day(said, min(reading.day for reading in began)):
        yield Finding("C08", "", f"say when it began: {min(reading.day for reading in began)}")
    if truth.kind == "timeline" and facts.crossings and patterns.months:
        yield from _interval(said, truth)


def _says_day(said: Said, day: date) -> bool:
    return any(isinstance(mark.value, Moment) and mark.value.says(day) for mark in said.marks("date"))


def _interval(said: Said, truth: Truth) -> Iterator[Finding]:
    last = truth.facts.crossings[-1]
    ends = (last.before.newest.day, last.after.newest.day)
    for clause in said.clauses:
        moments = [mark.value for mark in clause.of("date") if isinstance(mark.value, Moment)] or context.days_named(said, clause)
        if clause.of("cross", "overtakes", "falls_behind") and all(any(each.says(day) for each in moments) for day in ends):
            return
    yield Finding("C09", "", f"say between which days the lines cross: {ends[0]} and {ends[1]}")


def _readings(said: Said, truth: Truth) -> Iterator[Finding]:
    """Rule C10."""
    moments = {reading.time for each in truth.shown for reading in each}
    if len(moments) > _ALL:
        return
    numbers = said.marks("number")
    for place, each in enumerate(truth.shown):
        for reading in each:
            if not _says(numbers, reading.count):
                name = truth.facts.series[place].series.platform.name
                yield Finding("C10", "", f"say the count of {name} on {reading.day}, {reading.count}")
