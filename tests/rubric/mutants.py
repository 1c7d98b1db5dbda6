"""Correct texts made wrong by rules: a digit, a name, a direction, a date, a unit, a series, a language. Every mutant is wrong for sure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from texts import JUDGED, Written, written

from imggen.facts import Facts
from imggen.rubric.patterns import find_patterns
from imggen.series import Reading
from imggen.story import Day, Name, phrase

MANY = 1000
"""How many mutants a language has."""

_SIDES = {
    1: ("behind", "far_behind", "closing"),
    -1: ("ahead", "just_ahead", "overtaken", "has_overtaken"),
    0: ("behind", "ahead"),
}
"""Take-aways that are wrong, by who is ahead."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Mutant:
    """A wrong text, what it was made of, and how."""

    rule: str
    text: str
    base: Written

    @property
    def caught(self) -> bool:
        """Whether `imggen check` leaves with 4."""
        return self.base.fails(self.text)


def facts_of(base: Written) -> tuple[Facts, ...]:
    return base.told.facts if isinstance(base.told.facts, tuple) else (base.told.facts,)


def readings_of(base: Written) -> list[Reading]:
    return [reading for one in facts_of(base) for each in one.series for reading in each.series.readings]


def numbers_of(base: Written) -> set[int]:
    """Every number that could be true somewhere: counts, and all their differences."""
    counts = {reading.count for reading in readings_of(base)}
    return counts | {abs(one - other) for one, other in combinations(counts, 2)}


def names_of(base: Written) -> list[str]:
    """What the text calls challenger and rival."""
    whole = max(facts_of(base), key=lambda one: len(one.series))
    return [base.told.voice.say(Name(one.series.platform)) for one in whole.series[:2]]


def counts_in(base: Written) -> list[re.Match[str]]:
    """The numbers of the text that are counts or gaps, which no date part can be."""
    known = numbers_of(base)
    years = {reading.day.year for reading in readings_of(base)}
    return [found for found in re.finditer(r"\d{2,}", base.text) if (n := int(found.group())) in known and n > 31 and n not in years]


def put(text: str, found: re.Match[str], words: str) -> str:
    return text[: found.start()] + words + text[found.end() :]


def digit_changed(base: Written, chance: random.Random) -> str:
    found = chance.choice(counts_in(base))
    place = chance.randrange(len(found.group()))
    digit = chance.choice([each for each in "123456789" if each != found.group()[place]])
    number = found.group()[:place] + digit + found.group()[place + 1 :]
    return put(base.text, found, number) if int(number) not in numbers_of(base) else ""


def digits_transposed(base: Written, chance: random.Random) -> str:
    found = chance.choice([each for each in counts_in(base) if len(set(each.group())) > 1])
    digits = list(found.group())
    place = chance.randrange(len(digits) - 1)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    number = "".join(digits)
    return put(base.text, found, number) if int(number) not in numbers_of(base) and number[0] != "0" else ""


def names_swapped(base: Written, chance: random.Random) -> str:
    """Wrong unless both have the same, or lead as often."""
    signs = [one.pair.sign if one.pair else None for one in facts_of(base)]
    if len(names_of(base)) < 2 or 0 in signs or (len(signs) > 1 and signs.count(1) == signs.count(-1)):
        return ""
    one, other = names_of(base)
    swapped = {one: other, other: one}
    return re.sub(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b", lambda found: swapped[found.group()], base.text)


def counts_swapped(base: Written, chance: random.Random) -> str:
    """Both counts of the pair change places."""
    (facts,) = facts_of(base) if len(facts_of(base)) == 1 else (None,)
    pair = facts.pair if facts else None
    if pair is None or pair.lead == 0:
        return ""
    ours, theirs = str(pair.challenger.count), str(pair.rival.count)
    swapped = {ours: theirs, theirs: ours}
    if not re.search(rf"\b{ours}\b", base.text) or not re.search(rf"\b{theirs}\b", base.text):
        return ""
    return re.sub(rf"\b(?:{ours}|{theirs})\b", lambda found: swapped[found.group()], base.text)


def direction_flipped(base: Written, chance: random.Random) -> str:
    """The take-away is another phase's."""
    (facts,) = facts_of(base) if len(facts_of(base)) == 1 else (None,)
    if facts is None or facts.pair is None or facts.pair.sign is None:
        return ""
    voice, sign = base.told.voice, facts.pair.sign
    names = {"challenger": Name(facts.series[0].series.platform), "rival": Name(facts.series[1].series.platform)}
    told = [
        f"headline.{name}"
        for name in (
            "ahead",
            "just_ahead",
            "overtaken",
            "has_overtaken",
            "takes_lead",
            "level",
            "behind",
            "far_behind",
            "closing",
            "slipping_back",
        )
    ]
    told += [key.replace("headline", "relation") for key in told if "has_" not in key]
    for key in told:
        words = voice.say(phrase(key, **names))
        if words in base.text:
            wrong = voice.say(
                phrase(f"{key.split('.')[0]}.{chance.choice([each for each in _SIDES[sign] if 'has_' not in each])}", **names)
            )
            return base.text.replace(words, wrong)
    return ""


def date_moved(base: Written, chance: random.Random) -> str:
    """A day, in the words it has in the text, becomes one of no reading."""
    voice, known = base.told.voice, {reading.day for reading in readings_of(base)}
    known |= {event.day for one in facts_of(base) for event in one.comparison.events}
    said = [(day, form) for day in sorted(known) for form in ("full", "long") if voice.say(Day(day, form)) in base.text]
    day, form = chance.choice(said)
    moved = day + timedelta(chance.choice((-40, -31, -9, -6, 5, 8, 33, 365)))
    if {(each.day, each.month) for each in known} & {(moved.day, moved.month)} and form == "long":
        return ""
    return base.text.replace(voice.say(Day(day, form)), voice.say(Day(moved, form))) if moved not in known else ""


def unit_dropped(base: Written, chance: random.Random) -> str:
    patterns = find_patterns(base.told.voice.language.code)
    return re.sub(r" {2,}", " ", patterns.units[base.told.story.unit].sub("", base.text))


def series_dropped(base: Written, chance: random.Random) -> str:
    """A name is left out wherever it stands."""
    if len(names_of(base)) < 2:
        return ""
    name = chance.choice(names_of(base))
    return re.sub(r" {2,}", " ", re.sub(rf"\b{re.escape(name)}\b", "", base.text))


def language_mixed(base: Written, chance: random.Random) -> str:
    """A sentence is another language's."""
    code = base.told.voice.language.code
    other = chance.choice([each for each in JUDGED if each != code])
    theirs = next(told for name, told in _tellings(other).items() if name == base.name).alt_text(base.tier)
    ours, said = (_SENTENCES.split(text) for text in (base.text, theirs))
    if len(ours) < 2:
        return ""
    place = chance.randrange(min(len(ours), len(said)))
    return base.text.replace(ours[place], said[place], 1) if ours[place] != said[place] else ""


def _tellings(code: str) -> dict[str, object]:
    return {each.name: each.told for each in written(code)}


def subject_dropped(base: Written, chance: random.Random) -> str:
    facts = facts_of(base)
    called = facts[0].comparison.subject.called
    return base.text.replace(called, "").replace("  ", " ") if called and len(facts) == 1 else ""


def gap_swapped(base: Written, chance: random.Random) -> str:
    """The gap is that of another day."""
    (facts,) = facts_of(base) if len(facts_of(base)) == 1 else (None,)
    if facts is None or not facts.pair or not facts.baseline or not facts.pair.sign:
        return ""
    now, then = str(facts.pair.gap), str(facts.baseline.gap)
    if now == then or not re.search(rf"\b{now}\b", base.text) or not re.search(rf"\b{then}\b", base.text):
        return ""
    swapped = {now: then, then: now}
    return re.sub(rf"\b(?:{now}|{then})\b", lambda found: swapped[found.group()], base.text)


RULES: tuple[Callable[[Written, random.Random], str], ...] = (
    digit_changed,
    digits_transposed,
    names_swapped,
    counts_swapped,
    direction_flipped,
    date_moved,
    unit_dropped,
    series_dropped,
    language_mixed,
    subject_dropped,
    gap_swapped,
)


def mutants(code: str, many: int = MANY, rules: tuple[Callable[[Written, random.Random], str], ...] = RULES) -> Iterator[Mutant]:
    """So many mutants of a language, the same ones every time: of each rule as many, as long as it can be applied."""
    chance = random.Random(f"{code} {many}")
    bases = written(code)
    seen: set[str] = set()
    tries = 0
    while len(seen) < many and tries < 40 * many:
        rule, base = rules[tries % len(rules)], chance.choice(bases)
        tries += 1
        try:
            text = rule(base, chance)
        except (IndexError, ValueError):
            continue
        if text and text != base.text and text not in seen:
            seen.add(text)
            yield Mutant(rule.__name__.replace("_", " "), text, base)
