"""Listening to a text: its words become marks, without asking yet whether they are true."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from unicodedata import normalize

from imggen.rubric.patterns import ACCOUNT, FIRST_ACCOUNT, FIRST_NAME, FORMERLY, LAST_NAME, NAME, QUOTED, RATIOS, SPELLED, Patterns
from imggen.rubric.said import DENYING, NAMED, NEARLY, SURE, Clause, Mark, Moment, Said, Spoken

_LONGEST_BEFORE = 24
_DAYS = {"day": 1, "week": 7}
_SHORTEST_QUOTE = 4
_DECLINED = 5
_LATIN = r"0-9A-Za-z\u00c0-\u024f"
_STOP = re.compile(r"[.!?…؟](?=[\s\"')]|$)|[。！？]|\n")
_COLON = re.compile(r"[:;：；؛](?=\s|[^\x00-\x7f]|$)|(?<=[^\x00-\x7f])[:;]")
_COMMA = re.compile(r"[,、،](?!\d)|(?<!\d)[,、،]|[—–](?=\s)")
_POINT = re.compile(r"[.,](\d{1,2})$")
_GROUPS = re.compile(r"[.,'\u00a0\u202f\u2009 ]")


_MEANT = {
    "top": (("ahead", NAMED),),
    "bottom": (("behind", NAMED),),
    "neck": (("level", NEARLY),),
    "crushes": (("ahead", None), ("far", None)),
    "gained": (("up", SURE),),
    "lost": (("down", SURE),),
    "never": (("negation", None), ("never", None)),
}
"""Words that say what others say, and more."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a text may name: the forms of each platform's and each account's name, and the user's own words."""

    names: Sequence[Sequence[str]]
    accounts: Sequence[Sequence[str]] = ()
    quotes: Sequence[str] = ()
    """Said once, as theirs."""
    always: Sequence[str] = ()
    """The user's words that may be said anywhere: the parts of a handle."""
    day: date | None = None
    """The card's day, from which `five days earlier` counts."""


@dataclass(slots=True)
class Masked:
    """A text with private characters in the place of names, and what they stand for."""

    text: str
    spoken: dict[str, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    """What each character of the text stands for."""

    def __post_init__(self) -> None:
        self.own = list(self.text)

    def mask(self, words: str, sign: str, *, edges: bool = True, last: bool = False) -> None:
        """Put a sign in the place of words: everywhere, or where they are said last."""
        found = list(re.finditer(_edged(words) if edges else re.escape(words), self.text, re.IGNORECASE if len(words) > 1 else 0))
        for match in reversed(found[-1:] if last else found):
            self.spoken.setdefault(sign, match.group())
            self.put(sign, match)

    def put(self, sign: str, match: re.Match[str]) -> None:
        """Put a sign in the place of what was found."""
        self.text = self.text[: match.start()] + sign + self.text[match.end() :]
        self.own[match.start() : match.end()] = ["".join(self.own[match.start() : match.end()])]


def _edged(words: str) -> str:
    """Words on their own, also beside letters of a script without spaces; longer names may have an ending, as declensions want."""
    ending = r"[a-z\u00df-\u024f]{0,3}(?![^\W_])|" if len(words) >= _DECLINED else ""
    return rf"(?<![{_LATIN}]){re.escape(words)}(?:{ending}(?![{_LATIN}]))"


def plain(text: str) -> str:
    """A text in the form in which it is listened to."""
    return normalize("NFKC", text).replace("’", "'").replace("\u02bc", "'")


def listen(text: str, patterns: Patterns, vocabulary: Vocabulary) -> Said:
    """Hear a text."""
    masked = mask(text, vocabulary, patterns.formerly)
    heard = list(_marks(masked.text, patterns))
    marks = sorted([*heard, *_earlier(masked.text, heard, patterns, vocabulary.day)], key=lambda mark: mark.start)
    return Said(masked.text, tuple(_clauses(masked.text, marks)), tuple(masked.spoken.items()), tuple(masked.own))


def mask(text: str, vocabulary: Vocabulary, formerly: re.Pattern[str] | None = None) -> Masked:
    """A text in which names and the user's words are private characters."""
    masked = Masked(plain(text))
    if formerly is not None and (found := formerly.search(masked.text)):
        masked.spoken[FORMERLY] = found.group()
        for match in reversed(list(formerly.finditer(masked.text))):
            masked.put(FORMERLY, match)
    for words in sorted({plain(each) for each in vocabulary.quotes}, key=len, reverse=True):
        if len(words) >= _SHORTEST_QUOTE:
            masked.mask(words, QUOTED, edges=False, last=True)
    forms = [(plain(form), chr(FIRST_ACCOUNT + place)) for place, each in enumerate(vocabulary.accounts) for form in each if form.strip()]
    forms += [(plain(words), QUOTED) for words in vocabulary.always if len(words) >= _SHORTEST_QUOTE]
    forms += [(plain(form), chr(FIRST_NAME + place)) for place, each in enumerate(vocabulary.names) for form in each if form.strip()]
    for words, sign in sorted(forms, key=lambda form: len(form[0]), reverse=True):
        masked.mask(words, sign)
    return masked


def _marks(text: str, patterns: Patterns) -> Iterator[Mark]:
    yield from (Mark("name", found.start(), found.end(), ord(found.group()) - FIRST_NAME) for found in re.finditer(NAME, text))
    yield from (Mark("formerly", found.start(), found.end()) for found in re.finditer(FORMERLY, text))
    yield from (Mark("account", found.start(), found.end(), ord(found.group()) - FIRST_ACCOUNT) for found in re.finditer(ACCOUNT, text))
    taken: list[Mark] = [*_dates(text, patterns)]
    taken += [mark for mark in _clocks(text, patterns) if not _inside(mark, taken)]
    numbers = [mark for mark in _numbers(text, patterns) if not _inside(mark, taken)]
    dates = [mark for mark in taken if mark.kind == "date"]
    before = [mark for date in dates if not _ends_period(text, date, dates, patterns) for mark in _before(text, date, patterns)]
    yield from taken
    only = list(_only(text, patterns))
    claims = [mark for mark in _claims(text, patterns) if not _inside(mark, before)]
    claims = [mark for mark in claims if mark.kind not in ("negation", "more") or not _inside(mark, only)]
    ratios = [mark for mark in claims if mark.kind in RATIOS]
    yield from (mark for mark in numbers if mark.kind not in RATIOS or not _inside(mark, ratios))
    yield from before
    yield from claims


def _inside(mark: Mark, others: Sequence[Mark]) -> bool:
    return any(mark.start < other.end and other.start < mark.end for other in others)


def _dates(text: str, patterns: Patterns) -> Iterator[Mark]:
    """The days of a text; of a period whose year is said first, the last day too is of that year."""
    end, year = 0, None
    for found in patterns.date.finditer(text):
        part = found.groupdict()
        name = part["month"] or part["month1"] or part["month3"]
        month = next((place for place, forms in enumerate(patterns.months, 1) if forms.fullmatch(name)), 0)
        if not month:
            continue
        written = next((part[key] for key in ("year", "year1", "year2", "year3") if part[key]), None)
        year = int(written) if written else year if patterns.until.fullmatch(text, end, found.start()) else None
        end = found.end()
        for key in ("before", "day", "day1", "after"):
            if part[key]:
                yield Mark("date", found.start(), found.end(), Moment(month, int(part[key]), year))
        if part["month3"]:
            yield Mark("date", found.start(), found.end(), Moment(month, None, year))


def _before(text: str, date: Mark, patterns: Patterns) -> Iterator[Mark]:
    """`before 4 September`: words that mean something else where no day follows, as German `vor` does."""
    start = max(0, date.start - _LONGEST_BEFORE)
    if found := patterns.before.search(text[start : date.start]):
        yield Mark("before", start + found.start(), date.start)


def _ends_period(text: str, date: Mark, dates: Sequence[Mark], patterns: Patterns) -> bool:
    """Whether a day is the last one of a period: `30. Dezember 2023 bis 2. Januar 2024` is not before that."""
    return any(patterns.until.fullmatch(text, each.end, date.start) for each in dates if each.end < date.start)


def _earlier(text: str, marks: Sequence[Mark], patterns: Patterns, newest: date | None) -> Iterator[Mark]:
    """`five days earlier`, as the day that it is."""
    for mark in marks:
        spoken, unit = mark.value if mark.kind == "days" and isinstance(mark.value, tuple) else (None, "")
        found, days = patterns.ago.match(text, mark.end + 1), _DAYS.get(unit, 0)
        if found and newest and days and isinstance(spoken, Spoken) and days * spoken.least < newest.toordinal():
            day = newest - timedelta(days * spoken.least)
            yield Mark("date", mark.start, found.end(), Moment(day.month, day.day, day.year))


def _clocks(text: str, patterns: Patterns) -> Iterator[Mark]:
    for found in patterns.clock.finditer(text):
        minute = found["minute"] or found["minutes"] or "0"
        yield Mark("clock", found.start(), found.end(), (int(found["hour"]), int(minute)))


def _numbers(text: str, patterns: Patterns) -> Iterator[Mark]:
    """Numbers in digits, and numbers in letters where they count days or accounts."""
    for found in patterns.number.finditer(text):
        end, spoken = _spoken(text, found, patterns)
        yield from _counted(text, found.start(), end, spoken, patterns)
    for found in patterns.spelled.finditer(text) if patterns.letters else ():
        number = patterns.letters[found.group().lower()]
        about = _is_about(text, found.start(), found.end(), patterns)
        marks = list(_counted(text, found.start(), found.end(), Spoken(number, number, about), patterns))
        # A phrase of a number and what it counts is a count: `متابع واحد`.
        sure = number >= SPELLED or " " in found.group() or (number > 1 and _is_of_unit(text, found.end(), patterns))
        yield from (mark for mark in marks if sure or mark.kind != "number")


def _is_of_unit(text: str, end: int, patterns: Patterns) -> bool:
    """`huit abonnés`, where what is counted stands right after a number."""
    return any(pattern.match(text, end + 1) for pattern in patterns.units.values())


def _spoken(text: str, found: re.Match[str], patterns: Patterns) -> tuple[int, Spoken]:
    """What a number in digits says, and where it ends: `1.2 million` is any number that is rounded to it."""
    about = _is_about(text, found.start(), found.end(), patterns)
    for size, pattern in patterns.large.items():
        if follows := re.compile(r"\s*" + f"(?:{pattern.pattern})", re.IGNORECASE).match(text, found.end()):
            number = Decimal(found.group().replace(",", ".").replace(" ", "")) if found.group().count(".") < 2 else Decimal(0)
            half = size * Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
            return follows.end(), Spoken(int(size * number - half), int(size * number + half), about)
    digits = _GROUPS.sub("", found.group())
    point = _POINT.search(found.group())
    return found.end(), Spoken(int(digits), int(digits), about, len(point[1]) if point else 0)


def _is_about(text: str, start: int, end: int, patterns: Patterns) -> bool:
    before = [match.end() for match in patterns.about.finditer(text, max(0, start - 24), start)]
    after = patterns.about.match(text, end + (text[end : end + 1] == " "))
    return bool(before and not text[before[-1] : start].strip()) or bool(after)


def _counted(text: str, start: int, end: int, spoken: Spoken, patterns: Patterns) -> Iterator[Mark]:
    """A number, and what it counts when that is days, hundredths or accounts."""
    percent = patterns.percent.match(text, end)
    if percent or patterns.percent_before.search(text, 0, start):
        yield Mark("percent", start, percent.end() if percent else end, spoken)
        return
    behind = end + len(text[end:]) - len(text[end:].lstrip())
    for kind, pattern in (("part", patterns.fold_less), ("multiple", patterns.fold)):
        if found := pattern.match(text, behind + (text[behind : behind + 1] == "-")):
            yield Mark(kind, start, found.end(), spoken.least)
            return
    for name, pattern in patterns.spans.items():
        if found := pattern.match(text, behind):
            yield Mark("days", start, found.end(), (spoken, name))
            return
    for pattern in patterns.accounts.values():
        if found := re.compile(rf"(?:\w+\s+)??{pattern.pattern}", re.IGNORECASE).match(text, behind):
            yield Mark("tally", start, found.end(), spoken)
            return
    yield Mark("number", start, end, spoken)


def _claims(text: str, patterns: Patterns) -> Iterator[Mark]:
    for found in patterns.claims.finditer(text):
        place = (found.lastindex or 1) - 1
        name, _, number = patterns.classes[place].partition(" ")
        if patterns.gaps[place] and patterns.denial.search(found.group()):
            yield Mark("negation", found.start(), found.start())
        if name == "level" and patterns.denial.search(found.group()):
            yield Mark("level", found.start(), found.end(), DENYING)
            continue
        for kind, value in _MEANT.get(name, ((name, int(number) if number else None),)):
            yield Mark(kind, found.start(), found.end(), value)
    yield from (Mark("other", found.start(), found.end(), _named(found)) for found in patterns.other.finditer(text))
    yield from (Mark("whom", found.start(), found.end(), _named(found)) for found in patterns.whom.finditer(text))
    yield from (Mark("by", found.start(), found.end(), _named(found)) for found in patterns.by.finditer(text))


def _only(text: str, patterns: Patterns) -> Iterator[Mark]:
    """`ne devance X que de 44`, and neither `n'a pas plus de 44` nor `n'a plus autant d'abonnés que X`."""
    for found in patterns.only.finditer(text):
        words = found.group().split()
        denied = len(patterns.denial.findall(found.group())) > 1 or any(word in patterns.lexicon.no_longer for word in words[:-2])
        if not denied and not re.match(rf"\s*{NAME}", text[found.end() :]):
            yield Mark("only", found.start(), found.end())


def _named(found: re.Match[str]) -> int:
    """Where the name is in a phrase that has one."""
    return found.start() + next(place for place, sign in enumerate(found.group()) if FIRST_NAME <= ord(sign) <= LAST_NAME)


def _clauses(text: str, marks: Sequence[Mark]) -> Iterator[Clause]:
    """The clauses of a text; what stands inside a date, a time or a number ends none."""
    whole = [(mark.start, mark.end) for mark in marks if mark.kind in ("date", "clock", "number", "percent")]

    def ends(pattern: re.Pattern[str]) -> set[int]:
        found = (match.start() for match in pattern.finditer(text))
        return {place for place in found if not any(start <= place < end for start, end in whole)}

    stops, colons, commas = ends(_STOP), ends(_COLON), ends(_COMMA)
    start = sentence = section = 0
    for end in [*sorted(stops | colons | commas), len(text)]:
        inside = tuple(mark for mark in marks if start <= mark.start < end or (mark.start == end and end == len(text)))
        if text[start:end].strip():
            yield Clause(start, end, inside, sentence, section)
        sentence += end in stops
        section += end in stops or end in colons
        start = end + 1
