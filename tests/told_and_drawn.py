"""Whether a card draws all that it tells, and tells all that it draws: numbers, days, names and the user's words, in any language.

*Told* is spoken: `+2 190` is told as `2190 de plus`. Ticks and the hashtag are not told; points of a line are drawn without their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from unicodedata import normalize

from imggen.card import Card
from imggen.facts import Facts
from imggen.rubric.listen import Vocabulary, listen
from imggen.rubric.patterns import find_patterns
from imggen.rubric.said import Moment
from imggen.series import Reading
from imggen.story import Count, Day, Name, Quote, Story, Value
from imggen.wording.voice import Voice

UNTOLD = ("tick", "tag", "hashtag", "decoration")
"""The roles of what is drawn and not told."""
_SMALLEST = 2
_ENDS = re.compile(r"[\W_]+")


def differences(card: Card) -> list[str]:
    """What a card draws and does not tell, and what it tells and does not draw; nothing when the two say the same."""
    text = card.alt_text("extended")
    return [f"drawn, not told: {each}" for each in _untold(card, text)] + [f"told, not drawn: {each}" for each in _undrawn(card, text)]


def facts_of(card: Card) -> tuple[Facts, ...]:
    return card.facts if isinstance(card.facts, tuple) else (card.facts,)


def _drawn_texts(card: Card) -> Iterator[tuple[str, str]]:
    """The words of the picture, without those that are the user's, with their roles."""
    own = sorted(filter(None, _users_words(card)), key=len, reverse=True)
    for text in card.scene.texts():
        words = text.says
        if text.role not in UNTOLD and words != card.story.hashtag:
            for each in own:
                words = words.replace(each, " ")
            yield text.role, words


def _users_words(card: Card) -> Iterator[str]:
    story, voice = card.story, card.voice
    for facts in facts_of(card):
        subject = facts.comparison.subject
        yield from (subject.name, subject.short_name, subject.handle, subject.called, *subject.handle.lstrip("@").split("@"))
        yield from (event.text for event in facts.comparison.events)
        yield from (one.series.platform.name for one in facts.series)
        yield from (voice.say(Name(one.series.platform)) for one in facts.series)
    yield from (story.credit, *(value.text for value in _values(story) if isinstance(value, Quote)))


def _values(story: Story) -> Iterator[Value]:
    def within(value: Value) -> Iterator[Value]:
        yield value
        for part in (*getattr(value, "parts", ()), *getattr(value, "values", {}).values()):
            yield from within(part)

    for value in (story.headline, story.source, *story.names):
        yield from within(value)


def numbers(words: str, voice: Voice) -> set[int]:
    """The numbers of written or spoken words, whatever groups their digits; those in three digits and a sign are left to the exact ones."""
    group = re.escape(voice.language.numbers.group)
    signs = "|".join(re.escape(sign) for _, sign in voice.language.numbers.compact)
    plain = re.sub(rf"\d+(?:[.,]\d+)?[\s\u00a0]?(?:{signs})(?!\w)", " ", words) if signs else words
    return {int(number) for number in re.findall(r"\d+", re.sub(rf"(?<=\d)(?:{group}|[\u202f\u00a0'’])(?=\d{{3}})", "", plain))}


def _untold(card: Card, text: str) -> Iterator[str]:
    own = _without_users_words(card, text)
    told = numbers(own, card.voice) | {0}
    for role, words in _drawn_texts(card):
        missing = numbers(words, card.voice) - told - _years(card)
        if missing := {number for number in missing if not _told_in_letters(number, card.voice)}:
            yield f"{sorted(missing)} of the {role} {words!r}"
    heard = normalize("NFKC", text)
    for name in _names_drawn(card):
        if normalize("NFKC", name) not in heard:
            yield f"the name {name}"
    for words in (card.story.credit, *(value.text for value in _values(card.story) if isinstance(value, Quote))):
        if " ".join(normalize("NFKC", words).split()).strip() not in heard:
            yield f"the user's words {words!r}"
    drawn = " ".join(words for _, words in _drawn_texts(card))
    days = _told_days(card, text)
    written = Voice(card.voice.language, spoken=False)
    for day in sorted({reading.day for reading in _readings(card)}):
        if any(_has(drawn, written.say(Day(day, form))) for form in ("full", "long", "medium")) and not any(m.says(day) for m in days):
            yield f"the day {day}"


def _told_in_letters(number: int, voice: Voice) -> bool:
    """Whether a language says a count without digits, as Arabic says one and two."""
    return number <= _SMALLEST and not any(sign.isdigit() for sign in voice.say(Count(number, unit=True)))


def _has(words: str, day: str) -> bool:
    return re.search(rf"(?<!\d){re.escape(day)}(?!\d)", words) is not None


def _names_drawn(card: Card) -> Iterator[str]:
    drawn = {text.says for text in card.scene.texts()}
    for row in card.story.rows:
        if row.platform.name in drawn:
            yield card.voice.say(Name(row.platform))


def _undrawn(card: Card, text: str) -> Iterator[str]:
    """A number must be on the picture, be of a point, or follow from those: as a gap, a change, a share or a number of days."""
    drawn = {number for _, words in _drawn_texts(card) for number in numbers(words, card.voice)}
    drawn |= {number for words in card.scene.texts() for number in numbers(words.says, card.voice) if words.role not in UNTOLD}
    shown = [reading for reading in _readings(card) if _is_drawn(card, reading, drawn)]
    allowed = drawn | {reading.count for reading in shown} | _derived(card, shown, drawn)
    told = numbers(_without_users_words(card, text), card.voice)
    if extra := told - allowed:
        yield f"the numbers {sorted(extra)}"


def _is_drawn(card: Card, reading: Reading, drawn: set[int]) -> bool:
    """Whether a count stands on the picture, as a number or as a point of a line."""
    points = {(point.day, point.count) for line in getattr(card.story, "lines", ()) for point in line.points}
    rows = {count.number for each in getattr(card.story, "contenders", ()) for count in (each.challenger, each.rival) if count}
    return reading.count in drawn | rows or (reading.day, reading.count) in points


def _derived(card: Card, shown: list[Reading], drawn: set[int]) -> set[int]:
    """Numbers that follow from drawn ones: gaps, changes, shares, days between, times of day, and how many there are of something."""
    counts = {reading.count for reading in shown}
    counts |= {row.count.number - row.change.number for row in card.story.rows if row.change and abs(row.change.number) in drawn | {0}}
    days = {reading.day for reading in _readings(card)} | {event.day for facts in facts_of(card) for event in facts.comparison.events}
    found = {abs(one - other) for one, other in combinations(counts, 2)} | {0}
    found |= {part for day in days for part in (day.day, day.month, day.year)} | set(_clocks(card))
    found |= {abs((one - other).days) for one, other in combinations(days, 2)}
    found |= {100 - number for number in drawn if number <= 100}
    found |= {100 * one // other for one in counts for other in counts if other} if card.story.kind == "race" else set()
    return found | set(range(len(facts_of(card)) + 1)) | {one.gaps for facts in facts_of(card) for one in facts.series}


def _clocks(card: Card) -> Iterator[int]:
    from zoneinfo import ZoneInfo

    for facts in facts_of(card):
        for one in facts.series:
            for reading in one.series.readings[-40:]:
                time = reading.time.astimezone(ZoneInfo(facts.comparison.timezone))
                yield from (time.hour, time.minute)


def _years(card: Card) -> set[int]:
    return {reading.day.year for reading in _readings(card)}


def _readings(card: Card) -> list[Reading]:
    return [reading for facts in facts_of(card) for one in facts.series for reading in one.series.readings]


def _without_users_words(card: Card, text: str) -> str:
    words = sorted({normalize("NFKC", each) for each in _users_words(card) if each.strip()}, key=len, reverse=True)
    heard = normalize("NFKC", text)
    for each in words:
        heard = heard.replace(each, " ") if _ENDS.sub("", each) else heard
    return heard


def _told_days(card: Card, text: str) -> list[Moment]:
    said = listen(text, find_patterns(card.language), Vocabulary([]))
    found = [mark.value for mark in said.marks("date") if isinstance(mark.value, Moment)]
    if found:
        return found
    return [Moment(day.month, day.day, day.year) for day in {reading.day for reading in _readings(card)} if _spoken(card, day) in text]


def _spoken(card: Card, day: date) -> str:
    return card.voice.say(Day(day, "long"))
