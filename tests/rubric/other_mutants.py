"""Correct texts made wrong as hurried people, translators and language models do it, by rules of words that the checker does not share.

`python tests/rubric/other_mutants.py` tries them and prints how many are caught, by language and rule.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from mutants import counts_in, facts_of, mutants, names_of, numbers_of, put, readings_of
from texts import JUDGED, Written, written

from imggen.facts import Phase
from imggen.series import Reading
from imggen.story import Day, Name, phrase

_TABLES = tomllib.loads(Path(__file__).with_name("swaps.toml").read_text("utf-8"))
_DAY = {"en": "days?", "fr": "jours?", "de": "Tage?n?", "es": "días?"}


def _pairs(base: Written, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(_TABLES[base.told.voice.language.code][name].items())


def _replaced(base: Written, chance: random.Random, name: str, *, everywhere: bool = False) -> str:
    """One of the words of a table that the text has becomes its neighbour in the table."""
    found = [(each, new) for old, new in _pairs(base, name) for each in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", base.text)]
    each, new = chance.choice(found)
    return re.sub(rf"(?<!\w){re.escape(each.group())}(?!\w)", new, base.text) if everywhere else put(base.text, each, new)


def percentage_altered(base: Written, chance: random.Random) -> str:
    found = chance.choice(list(re.finditer(_pairs(base, "percent")[0][0], base.text)))
    number = int(found.group(1))
    wrong = (number + chance.choice((7, 13, 21, 34))) % 100 or 3
    return put(base.text, found, found.group().replace(str(number), str(wrong))) if abs(2 * number - 100) > 3 else ""


def years_shifted(base: Written, chance: random.Random) -> str:
    by = chance.choice((-1, 1, 10))
    years = {reading.day.year for reading in readings_of(base)}
    if len(years) > 1:
        return ""
    return re.sub(r"\b20\d\d\b", lambda found: str(int(found.group()) + by), base.text)


def more_for_fewer(base: Written, chance: random.Random) -> str:
    return _replaced(base, chance, "more")


def up_for_down(base: Written, chance: random.Random) -> str:
    return _replaced(base, chance, "way")


def thousands_dropped(base: Written, chance: random.Random) -> str:
    found = chance.choice([each for each in counts_in(base) if len(each.group()) > 3])
    rest = found.group()[-3:].lstrip("0")
    return put(base.text, found, rest) if rest and int(rest) not in numbers_of(base) and int(rest) > 31 else ""


def digit_added(base: Written, chance: random.Random) -> str:
    found = chance.choice(counts_in(base))
    number = chance.choice((found.group() + found.group()[-1], "1" + found.group()))
    return put(base.text, found, number) if int(number) not in numbers_of(base) else ""


def rounded_without_saying(base: Written, chance: random.Random) -> str:
    found = chance.choice([each for each in counts_in(base) if len(each.group()) > 3])
    number = round(int(found.group()), -2)
    return put(base.text, found, str(number)) if number not in numbers_of(base) else ""


def wrong_platform(base: Written, chance: random.Random) -> str:
    name, other = chance.choice(names_of(base)), chance.choice(("Threads", "Facebook", "Pixelfed", "Instagram"))
    return re.sub(rf"\b{re.escape(name)}\b", other, base.text)


def wrong_account(base: Written, chance: random.Random) -> str:
    called = facts_of(base)[0].comparison.subject.called
    return base.text.replace(called, chance.choice(("La Poste", "Ville de Brest"))) if called and len(facts_of(base)) == 1 else ""


def wrong_unit(base: Written, chance: random.Random) -> str:
    for old, new in _pairs(base, "unit"):
        if old in base.text:
            return base.text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return ""


def estimate_as_a_fact(base: Written, chance: random.Random) -> str:
    return _replaced(base, chance, "fact")


def denied(base: Written, chance: random.Random) -> str:
    signs = [one.pair.sign if one.pair else None for one in facts_of(base)]
    even = len(signs) > 1 and 2 * signs.count(1) == len(signs)
    return "" if None in signs or even else _replaced(base, chance, "not", everywhere=True)


def said_to_come(base: Written, chance: random.Random) -> str:
    """What has happened is said to be about to."""
    return _replaced(base, chance, "will") if all(one.phase is Phase.OVERTAKEN for one in facts_of(base)) else ""


def wrong_times(base: Written, chance: random.Random) -> str:
    return _replaced(base, chance, "times")


def wrong_kind(base: Written, chance: random.Random) -> str:
    there = [(old, new) for old, new in _pairs(base, "opener") if base.text.startswith(old)]
    return there[0][1] + base.text[len(there[0][0]) :]


def wrong_days(base: Written, chance: random.Random) -> str:
    day = _DAY[base.told.voice.language.code]
    there = [(found, new) for old, new in _pairs(base, "days") for found in re.finditer(rf"\b{old}(?= {day}\b)", base.text)]
    found, new = chance.choice(there)
    return (
        put(base.text, found, new)
        if _DURATIONS.get(new) not in {(a.day - b.day).days for a in readings_of(base) for b in readings_of(base)}
        else ""
    )


_DURATIONS = {
    word: number
    for words, number in (
        (("two", "deux", "zwei", "dos"), 2), (("three", "trois", "drei", "tres"), 3), (("four", "quatre", "vier", "cuatro"), 4),
        (("six", "sechs", "seis"), 6), (("eight", "huit", "acht", "ocho"), 8), (("nine", "neuf", "neun", "nueve"), 9),
    )
    for word in words
}  # fmt: skip


def about_forgotten(base: Written, chance: random.Random) -> str:
    return _replaced(base, chance, "about").replace("  ", " ") if any(not reading.exact for reading in readings_of(base)) else ""


def first_sentence_gone(base: Written, chance: random.Random) -> str:
    return base.text.split(". ", 1)[1] if base.tier == "standard" and ". " in base.text else ""


def older_count(base: Written, chance: random.Random) -> str:
    """The challenger's count of another day stands for today's."""
    (facts,) = facts_of(base) if len(facts_of(base)) == 1 else (None,)
    older: list[Reading] = (
        [one for one in facts.series[0].series.readings if facts.pair and one.count != facts.pair.challenger.count] if facts else []
    )
    now = str(facts.pair.challenger.count) if facts and facts.pair else "none"
    return re.sub(rf"\b{now}\b", str(chance.choice(older).count), base.text) if now in base.text else ""


def readings_misdated(base: Written, chance: random.Random) -> str:
    """In the list of readings, two days change places."""
    lines = base.text.split("\n")
    if len(lines) < 3 or len(facts_of(base)) > 1:
        return ""
    voice, days = base.told.voice, sorted({reading.day for reading in readings_of(base)})
    one, other = chance.sample([voice.say(Day(day, "long")) for day in days if voice.say(Day(day, "long")) in lines[1]], 2)
    swapped = {one: other, other: one}
    either = "|".join(sorted(map(re.escape, (one, other)), key=len, reverse=True))
    lines[1] = re.sub(rf"(?<!\d)(?:{either})", lambda found: swapped[found.group()], lines[1])
    return "\n".join(lines)


def of_another_card(base: Written, chance: random.Random) -> str:
    """A sentence of the same place, from another card."""
    other = chance.choice(
        [each for each in written(base.told.voice.language.code) if each.tier == base.tier and each.told.facts != base.told.facts]
    )
    ours, theirs = base.text.split(". "), other.text.split(". ")
    place = chance.randrange(1, min(len(ours), len(theirs), 4))
    used = {int(number) for number in re.findall(r"\d{3,}", theirs[place])}
    if not used or used & numbers_of(base) or ours[place] == theirs[place]:
        return ""
    ours[place] = theirs[place]
    return ". ".join(ours)


def _sentences(base: Written) -> list[str]:
    return re.split(r"(?<=[.!?])\s", base.text)


def _counts(text: str, base: Written) -> list[re.Match[str]]:
    """The counts and gaps of a sentence: no years."""
    found = re.finditer(r"\d{3,}", text)
    return [each for each in found if int(each.group()) in numbers_of(base) and not 2000 < int(each.group()) < 2050]


def names_swapped_once(base: Written, chance: random.Random) -> str:
    """Both names change places in one sentence that has counts."""
    one, other = names_of(base)
    if _is_even(base):
        return ""
    named = [
        each for each in _sentences(base) if _counts(each, base) and all(re.search(rf"\b{re.escape(n)}\b", each) for n in (one, other))
    ]
    sentence, swapped = chance.choice(named), {one: other, other: one}
    wrong = re.sub(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b", lambda found: swapped[found.group()], sentence)
    return base.text.replace(sentence, wrong, 1)


def _is_even(base: Written) -> bool:
    """Whether both are level, or lead as often, or can't be compared: then their names may change places."""
    signs = [one.pair.sign if one.pair else None for one in facts_of(base)]
    return set(signs) <= {0, None} or (len(signs) > 1 and signs.count(1) == signs.count(-1))


def neighbours_swapped(base: Written, chance: random.Random) -> str:
    """Two counts beside each other change places."""
    sentence = chance.choice([each for each in _sentences(base) if len(_counts(each, base)) > 1])
    counts = _counts(sentence, base)
    place = chance.randrange(len(counts) - 1)
    one, other = counts[place], counts[place + 1]
    between = sentence[one.end() : other.start()]
    wrong = sentence[: one.start()] + other.group() + between + one.group() + sentence[other.end() :]
    return base.text.replace(sentence, wrong, 1) if one.group() != other.group() else ""


def shares_swapped(base: Written, chance: random.Random) -> str:
    """Two percentages change places."""
    one, other = re.finditer(_pairs(base, "percent")[0][0], base.text)
    return put(put(base.text, other, one.group()), one, other.group()) if one.group() != other.group() else ""


def another_day(base: Written, chance: random.Random) -> str:
    """A day is another one of the readings, in one place."""
    days = sorted({reading.day for reading in readings_of(base)})
    said = [(day, found) for day in days for found in re.finditer(rf"(?<!\d){re.escape(_long(base, day))}", base.text)]
    day, found = chance.choice(said)
    return put(base.text, found, _long(base, chance.choice([each for each in days if each != day]))) if len(facts_of(base)) == 1 else ""


def _long(base: Written, day: date) -> str:
    return base.told.voice.say(Day(day, "long"))


def the_others_count(base: Written, chance: random.Random) -> str:
    """The rival's count stands for the challenger's in one place, or the other way round."""
    (facts,) = facts_of(base)
    found = chance.choice(counts_in(base))
    counts = {str(facts.pair.challenger.count), str(facts.pair.rival.count)} if facts.pair else set()
    return put(base.text, found, (counts - {found.group()}).pop()) if found.group() in counts and len(counts) > 1 else ""


def the_contrary_added(base: Written, chance: random.Random) -> str:
    """A sentence at the end says the contrary of the take-away."""
    (facts,) = facts_of(base)
    if not facts.pair or not facts.pair.sign:
        return ""
    names = {"challenger": Name(facts.series[1].series.platform), "rival": Name(facts.series[0].series.platform)}
    return f"{base.text} {base.told.voice.say(phrase('headline.ahead' if facts.pair.sign > 0 else 'headline.behind', **names))}."


def grouped(base: Written, chance: random.Random) -> str:
    found = chance.choice([each for each in counts_in(base) if len(each.group()) > 3])
    return put(base.text, found, f"{int(found.group()):,}".replace(",", chance.choice((" ", "\u202f", ",", "."))))


def dressed_up(base: Written, chance: random.Random) -> str:
    sign = chance.choice(("emoji", "bold", "arrow", "hashtag"))
    if sign == "bold":
        return re.sub(r"\bX\b", "𝕏", base.text, count=1)
    if sign == "arrow":
        return base.text.replace(", ", " → ", 1)
    return base.text + (" 🎉" if sign == "emoji" else " #MastodonVsX.")


RULES: tuple[Callable[[Written, random.Random], str], ...] = (
    percentage_altered, years_shifted, more_for_fewer, up_for_down, thousands_dropped, digit_added, rounded_without_saying, wrong_platform,
    wrong_account, wrong_unit, estimate_as_a_fact, denied, said_to_come, wrong_times, wrong_kind, wrong_days, about_forgotten,
    first_sentence_gone, older_count, readings_misdated, of_another_card, names_swapped_once, neighbours_swapped, shares_swapped,
    another_day, the_others_count, the_contrary_added, grouped, dressed_up,
)  # fmt: skip


def rates(code: str, many: int) -> tuple[Counter[str], Counter[str]]:
    """How many mutants of a language there are of each rule, and how many of them are caught."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for mutant in mutants(code, many, RULES):
        made[mutant.rule] += 1
        caught[mutant.rule] += mutant.caught
    return made, caught


if __name__ == "__main__":
    for code in JUDGED:
        made, caught = rates(code, 1000)
        print(f"{code}: {caught.total()} of {made.total()} caught, {caught.total() / made.total():.1%}")
        for rule in made:
            print(f"   {rule}: {caught[rule]} of {made[rule]}")
