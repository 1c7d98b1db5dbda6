"""The rules of alt texts that can be checked from the numbers alone, written apart from the wording that they judge.

The rule names (C02, F01, S04 …) are those of the alt-text specification. What the user wrote is taken out of a text before it is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from unicodedata import category, normalize
from zoneinfo import ZoneInfo

from imggen.facts import Facts, Pair, Phase
from imggen.series import Reading

MONTHS = {
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
}
UNITS = {
    "fr": {"followers": "abonn", "members": "membre", "subscribers": "abonn"},
    "en": {"followers": "follower", "members": "member", "subscribers": "subscriber"},
}
OPENERS = {
    "fr": {
        "duel": ("Duel",),
        "timeline": ("Courbes", "Graphique en courbes"),
        "race": ("Course",),
        "update": ("Mise à jour",),
        "victory": ("Victoire", "Carte de victoire"),
    },
    "en": {
        "duel": ("Duel",),
        "timeline": ("Line chart",),
        "race": ("Race", "Bar race"),
        "update": ("Update",),
        "victory": ("Victory",),
    },
}
AHEAD = {
    "fr": ("dépasse", "dépassé", "devance", "passe devant", "est devant", ") devant", "d'avance", "prend la tête"),
    "en": ("overtakes", "overtaken", "ahead", "leads", "takes the lead"),
}
BEHIND = {
    "fr": ("derrière", "se rapproche", "rattrap", "retard", "manque "),
    "en": ("behind", "closes in", "trails", "short;", "short."),
}
LEVEL = {"fr": ("à égalité",), "en": ("level",)}
UNSURE = {
    "fr": ("trop arrondis", "moments différents", "sans comparaison", "sans date commune"),
    "en": ("too rounded", "different times", "not comparable", "no common date"),
}
CROSSING = {
    "fr": ("dépasse", "dépassé", "passe devant", "se croisent"),
    "en": ("overtakes", "overtaken", "moves ahead", "cross "),
}
NOBODY = {
    "fr": ("le compte", "du compte", "au compte", "la communauté", "la chaîne"),
    "en": ("the account", "the community", "the channel"),
}
FORMERLY = {"fr": "X (ex-Twitter)", "en": "X (formerly Twitter)"}
ABOUT = {"fr": "environ ", "en": "about "}
FORBIDDEN = set("→←+−×±=<>&/_#@%…·•‧’‘“”«»—–[]{}|~^*$€°\u00a0\u202f\u2009")
SHORTENED = re.compile(
    r"\b(?:janv|févr|avr|juil|sept(?=\.)|oct|nov|déc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?!\w)|\d{4}-\d\d|\d\d?/\d\d?|\bvs\b"
)
GROUPED = re.compile(r"\d[ .,\u00a0\u202f']\d{3}(?!\d)")


def first_part(text: str, size: int = 140) -> str:
    """What is heard first."""
    return text[:size]


def readings_of(facts: Facts, kind: str) -> list[Reading]:
    """The readings a card shows or measures from."""
    if kind == "timeline":
        return [reading for one in facts.series[:4] for reading in one.series.readings]
    shown = [facts.pair.challenger, facts.pair.rival] if facts.pair else [one.latest for one in facts.series[:2]]
    before = (
        [facts.baseline.challenger, facts.baseline.rival] if facts.baseline else [one.baseline for one in facts.series[:1] if one.baseline]
    )
    if kind == "victory" and facts.first_pair:
        before = [facts.first_pair.challenger, facts.first_pair.rival]
    others = [one.latest for one in facts.series[2:4]] if kind == "race" else []
    frozen = [one.frozen_since for one in facts.series[: 4 if kind == "race" else 2] if one.frozen_since]
    return [*shown, *before, *others, *frozen]


def focus(facts: Facts) -> list[int]:
    """The two counts that a card is about."""
    if facts.pair:
        return [facts.pair.challenger.count, facts.pair.rival.count]
    return [one.latest.count for one in facts.series[:2]]


def numbers_allowed(facts: Facts, kind: str) -> set[int]:
    """Every number that is a fact of what the card shows (F01)."""
    readings = readings_of(facts, kind)
    zone = ZoneInfo(facts.comparison.timezone)
    allowed = {reading.count for reading in readings}
    allowed |= {number for reading in readings for number in (reading.day.day, reading.day.year)}
    allowed |= {number for reading in readings for time in (reading.time.astimezone(zone),) for number in (time.hour, time.minute)}
    pairs = [pair for pair in (facts.pair, facts.baseline) if pair] if kind == "duel" else facts.pairs
    allowed |= {pair.gap for pair in pairs}
    for one in facts.series[:4]:
        for difference in (one.change, one.change_since_baseline):
            if difference:
                allowed.add(abs(difference.number))
        allowed |= {one.gaps, (one.latest.day - one.first.day).days}
    if facts.share is not None:
        part = round(100 * facts.share + 1e-9)
        allowed |= {part, 100 - part, 1, 99} | {int(100 * facts.share + 0.5), 100 - int(100 * facts.share + 0.5)}
    if facts.first_pair and facts.pair:
        allowed.add((facts.pair.newest.day - facts.first_pair.newest.day).days)
    if kind == "race":
        allowed |= race_numbers(facts)
    if kind == "update" and facts.baseline and facts.pair:
        allowed.add((facts.pair.newest.day - facts.baseline.newest.day).days)
    return (
        allowed
        | {event.day.day for event in facts.comparison.events}
        | {event.day.year for event in facts.comparison.events}
        | {max(0, len(facts.series) - (4 if kind in ("timeline", "race") else 2))}
    )


def race_numbers(facts: Facts) -> set[int]:
    """The percentage, rounded down, and the days of the estimate: of its ends and of the first reading of its pace."""
    pair, estimate = facts.pair, facts.estimate
    found = {max(1, 100 * pair.challenger.count // pair.rival.count), 0} if pair and pair.rival.count else set()
    if pair and estimate and facts.first_pair and estimate.latest <= (date.max - pair.newest.day).days:
        days = [pair.newest.day + timedelta(days=number) for number in (estimate.earliest, estimate.latest)]
        found |= {number for day in (*days, facts.first_pair.newest.day) for number in (day.day, day.year)}
    return found


def findings(
    text: str, kind: str, tier: str, facts: Facts, language: str, quoted: tuple[str, ...] = (), limit: int = 1500
) -> Iterator[str]:
    """What is wrong with an alt text, one line each, with the rule's name."""
    units = len(text) + sum(ord(sign) > 0xFFFF for sign in text)
    if units > limit:
        yield f"L01 {units} characters, not {limit}"
    if len(text) < 40:
        yield "L02 too short to be a description"
    own = text
    for words in sorted((normalize("NFKC", quote) for quote in quoted if len(quote) > 3), key=len, reverse=True):
        own = own.replace(words, "N")
    yield from _signs(own, tier)
    yield from _numbers(own, kind, facts, language)
    yield from _must(text, own, kind, tier, facts, language)
    yield from _direction(own, kind, facts, language)
    yield from _subject(text, facts, language)


def _signs(text: str, tier: str) -> Iterator[str]:
    if text != normalize("NFKC", text):
        yield "S02 compatibility characters"
    for sign in sorted(set(text)):
        if sign in FORBIDDEN:
            yield f"S07 {sign!r}"
        if sign != "\n" and category(sign) in ("Cf", "So", "Cc", "Cn", "Co"):
            yield f"S08 {sign!r}"
    if found := GROUPED.search(text):
        yield f"S04 grouped digits {found.group()!r}"
    if found := SHORTENED.search(text):
        yield f"S06 {found.group()!r}"
    if "\n" in text and tier != "extended":
        yield "S10 a line break"
    if re.search(r"  | \n|\n\n|^\s|\s$|[.!?]\.", text):
        yield "S12 stray spaces or stops"
    for line in text.split("\n"):
        if not line.endswith((".", "!", "?")):
            yield f"S12 a line ends in {line[-9:]!r}"


def _numbers(text: str, kind: str, facts: Facts, language: str) -> Iterator[str]:
    allowed = numbers_allowed(facts, kind)
    for number in map(int, re.findall(r"\d+", text)):
        if number not in allowed:
            yield f"F01 {number} is no fact"
    about, exact = set(), set()
    for reading in readings_of(facts, kind):
        (exact if reading.exact else about).add(reading.count)
    exact |= {abs(one - other) for one, other in combinations(exact, 2)}
    for number in about - exact:
        for found in re.finditer(rf"(?<!\d){number}(?!\d)", text):
            dated = text[: found.start()].endswith(tuple(f"{month} " for month in MONTHS[language]))
            other = dated or number <= 59 or text[found.end() :].startswith((" jour", " day", " pour cent", " per cent"))
            if not other and not text[: found.start()].endswith(ABOUT[language]):
                yield f"F05 {number} was rounded"
    if (
        ABOUT[language] in text
        and not about
        and not re.search(r"environ (?:deux|trois|quatre|cinq|dix) fois|about (?:half|a |twice|three|four|five|ten)", text)
    ):
        yield "F05 nothing was rounded"


def _must(text: str, own: str, kind: str, tier: str, facts: Facts, language: str) -> Iterator[str]:
    if not text.startswith(OPENERS[language][kind]):
        yield "C01 the type of card does not come first"
    for one in facts.series[:2]:
        if normalize("NFKC", one.series.platform.name) not in text and len(one.series.platform.name) <= 24:
            yield f"C02 {one.series.platform.name} is not named"
    yield from _dated(text, kind, facts, language)
    if UNITS[language][facts.comparison.unit] not in own:
        yield "C06 the unit is not said"
    called, nobody = facts.comparison.subject.called, NOBODY[language]
    if called and len(called) <= 24 and normalize("NFKC", called) not in first_part(text):
        yield "C13 the subject is not named early"
    if not called and not any(words in first_part(text) for words in nobody):
        yield "C13 the account is not named early"
    has_x = "x" in {one.series.platform.key for one in facts.series[:2]} and facts.phase is not Phase.ALONE
    if tier != "short" and has_x and len(text) > 140 and FORMERLY[language] not in text:
        yield "S03 what X was is not said"


def _dated(text: str, kind: str, facts: Facts, language: str) -> Iterator[str]:
    """The counts and the date that a card is about; without a pair each count has its own date."""
    if facts.phase is Phase.APART:
        return
    # The shortest wording leaves the date out when names and numbers fill all the room.
    crowded = len(text) > 95 and re.match(r"(?:Duel|Courbes|Line chart), [^(]+ \(", text)
    for count in focus(facts):
        if not re.search(rf"(?<!\d){count}(?!\d)", text):
            yield f"C03 {count} is not said"
    compared = facts.pair.newest.day if facts.pair else facts.series[0].latest.day
    newest = max(one.latest.day for one in facts.series[:4]) if kind == "timeline" else compared
    if not crowded and not any(_whole(day, language) in text for day in (compared, newest)):
        yield f"C04 {compared} is not said"


def _whole(day: date, language: str) -> str:
    first = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{first} {MONTHS[language][day.month - 1]} {day.year}"


def _direction(text: str, kind: str, facts: Facts, language: str) -> Iterator[str]:
    first = re.split(r"(?<=[.!?])\s", text)[0]
    sign = facts.pair.sign if facts.pair else None
    ahead, behind = (any(word in first for word in words[language]) for words in (AHEAD, BEHIND))
    if ahead and sign != 1 and not (sign == -1 and "passe derrière" in first):
        yield f"F03 said to be ahead: {first!r}"
    if behind and sign != -1:
        yield f"F03 said to be behind: {first!r}"
    if facts.pair and sign is not None:
        words = {1: AHEAD, -1: BEHIND, 0: LEVEL}[sign][language]
        if (
            not any(word in first_part(text, 160) for word in words)
            and len(facts.comparison.subject.called) <= 24
            and max(len(one.series.platform.name) for one in facts.series[:2]) <= 24
        ):
            yield f"C05 no takeaway in {first_part(text, 160)!r}"
    elif facts.phase in (Phase.UNCLEAR, Phase.APART) and not any(word in text for word in UNSURE[language]):
        least = text.startswith(OPENERS[language][kind]) and len(text) <= 140
        if not least:
            yield "C05 the doubt is not said"
    shown = facts.crossings if kind == "timeline" else _crossed_since(facts, facts.first_pair if kind == "victory" else facts.baseline)
    if any(word in text for word in CROSSING[language]) and not shown:
        yield "F04 no crossing was seen"


def _subject(text: str, facts: Facts, language: str) -> Iterator[str]:
    """Who the first word of direction is said of: always the challenger (F03)."""
    first = re.split(r"(?<=[.!?])\s", text)[0]
    said = [first.find(word) for word in (*AHEAD[language], *BEHIND[language]) if word in first]
    names = [normalize("NFKC", one.series.platform.name) for one in facts.series[:2]]
    if not said or len(names) < 2 or max(map(len, names)) > 24:
        return
    before = first[: min(said)]
    if before.rfind(names[0]) < before.rfind(names[1]) and names[1] not in names[0]:
        yield f"F03 said of {names[1]}: {first!r}"


def _crossed_since(facts: Facts, then: Pair | None) -> bool:
    if not (facts.pair and then and facts.pair.sign and then.sign):
        return False
    return facts.pair.sign != then.sign


def distinct(texts: dict[str, str]) -> Iterator[str]:
    """Texts of different cards that are the same (T03)."""
    for one, other in combinations(texts, 2):
        if texts[one] == texts[other]:
            yield f"T03 {one} and {other} have the same text"
