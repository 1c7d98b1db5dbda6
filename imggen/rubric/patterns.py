"""The phrases of a lexicon as regular expressions, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from imggen.wording.language import find_language
from imggen.wording.lexicon import Lexicon, find_lexicon
from imggen.wording.spelled import spelled

QUOTED, FORMERLY = "\ue0ff", "\ue0fe"
"""Stand in a text for words that are the user's, and for what a platform was called before."""
FIRST_NAME, LAST_NAME = 0xE100, 0xE1FF
"""Stand in a text for the names of platforms, in the order of the series."""
FIRST_ACCOUNT = 0xE200
"""Stand in a text for the names of accounts, in the order of the facts."""
NAME = "[\ue100-\ue1ff]"
ACCOUNT = "[\ue200-\ue7ff]"
SPELLED = 17
"""From here on, numbers in letters mean nothing else: `neuf` is new too, and `one` is anybody."""
PRIVATE = re.compile("[\ue0fe-\ue7ff]")
"""Any of the characters that stand for something else."""

CLAIMS = (
    "still",
    "never",
    "always",
    "overtakes",
    "falls_behind",
    "ahead",
    "behind",
    "crushes",
    "top",
    "bottom",
    "level",
    "neck",
    "cross",
    "closing",
    "gap",
    "more",
    "fewer",
    "gained",
    "lost",
    "faster",
    "slower",
    "up",
    "down",
    "flat",
    "far",
    "near",
    "estimate",
    "unsure",
    "missing",
    "negation",
    "once",
    "nothing",
    "pronoun",
    "axis",
    "zero",
    "headline",
)
"""The fields of a lexicon that say something of the counts; the first that has a phrase has it."""
RATIOS = ("times", "multiple", "part", "multiplied", "divided")
"""The tables of a lexicon that say how many times as much, or as little."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """What finds the phrases of one language in a text."""

    lexicon: Lexicon
    claims: re.Pattern[str]
    """One group a phrase: `classes` says which claim it is."""
    classes: tuple[str, ...]
    gaps: tuple[bool, ...]
    """Whether a phrase has room for other words, which may deny it."""
    denial: re.Pattern[str]
    only: re.Pattern[str]
    formerly: re.Pattern[str]
    other: re.Pattern[str]
    by: re.Pattern[str]
    whom: re.Pattern[str]
    over: re.Pattern[str]
    under: re.Pattern[str]
    fold: re.Pattern[str]
    fold_less: re.Pattern[str]
    before: re.Pattern[str]
    """At the end of what stands before a day."""
    ago: re.Pattern[str]
    origin: re.Pattern[str]
    goal: re.Pattern[str]
    amount: re.Pattern[str]
    """At the end of what stands before a number."""
    joins: re.Pattern[str]
    date: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]
    until: re.Pattern[str]
    """What stands between two days of a period."""
    clock: re.Pattern[str]
    percent: re.Pattern[str]
    percent_before: re.Pattern[str]
    number: re.Pattern[str]
    about: re.Pattern[str]
    units: Mapping[str, re.Pattern[str]]
    accounts: Mapping[str, re.Pattern[str]]
    spans: Mapping[str, re.Pattern[str]]
    large: Mapping[int, re.Pattern[str]]
    letters: Mapping[str, int]
    """Numbers in letters."""
    spelled: re.Pattern[str]
    """Any of them."""
    openers: Mapping[str, re.Pattern[str]]
    common: frozenset[str]


def phrase(text: str, *, spaces: bool = True) -> str:
    """A phrase of a lexicon as a regular expression, without the edges of words."""
    words = [_word(word) for word in normalize("NFKC", text).split(" ")]
    if not spaces:
        return r"\s*".join(words).replace(r"\s*(?:…)\s*", r".{0,12}?")
    joined = r"\s+".join(words)
    return joined.replace(r"\s+(?:…)\s+", r"\s+(?:[^\s,;:.]+\s+){0,4}?")


def _word(word: str) -> str:
    if word == "*":
        return "(?:…)"
    if word.startswith("{name}") or word.endswith("{name}"):
        return NAME.join(map(re.escape, word.split("{name}")))
    start, end = r"\w*" * word.startswith("*"), r"\w*" * word.endswith("*")
    return start + re.escape(word.strip("*")) + end


def any_of(phrases: Iterable[str], *, spaces: bool = True, edges: bool = True) -> str:
    """Any of several phrases, the longest first, between the edges of words; never anything when there are none."""
    found = sorted({phrase(each, spaces=spaces) for each in phrases}, key=len, reverse=True)
    if not found:
        return r"(?!)"
    joined = f"(?:{'|'.join(found)})"
    return rf"(?<!\w){joined}(?!\w)" if spaces and edges else joined


def compiled(phrases: Iterable[str], *, spaces: bool = True) -> re.Pattern[str]:
    """Any of several phrases, ready to be found."""
    return re.compile(any_of(phrases, spaces=spaces), re.IGNORECASE)


@cache
def find_patterns(code: str) -> Patterns:
    """The patterns of a language that we have. Raises InputError for an unknown code."""
    lexicon = find_lexicon(code)
    spaces = lexicon.spaces
    phrases = sorted(
        {each: name for name in reversed(CLAIMS) for each in getattr(lexicon, name)} | _ratios(lexicon),
        key=lambda each: len(each.strip("*")),
        reverse=True,
    )
    classes = {each: name for name in reversed(CLAIMS) for each in getattr(lexicon, name)} | _ratios(lexicon)
    letters = _letters(lexicon)
    groups = "|".join(f"({any_of([each], spaces=spaces, edges=False)})" for each in phrases) or "(?!)"
    groups = rf"(?<!\w)(?:{groups})(?!\w)" if spaces else groups
    return Patterns(
        lexicon=lexicon,
        claims=re.compile(groups, re.IGNORECASE),
        classes=tuple(classes[each] for each in phrases),
        gaps=tuple(" * " in each for each in phrases),
        denial=compiled((*lexicon.negation, *lexicon.never), spaces=spaces),
        only=compiled(lexicon.only, spaces=spaces),
        formerly=compiled(lexicon.formerly, spaces=spaces),
        other=compiled(lexicon.other, spaces=spaces),
        by=compiled(lexicon.by, spaces=spaces),
        whom=compiled(lexicon.whom, spaces=spaces),
        over=compiled(lexicon.over, spaces=spaces),
        under=compiled(lexicon.under, spaces=spaces),
        fold=compiled(lexicon.fold, spaces=spaces),
        fold_less=compiled(lexicon.fold_less, spaces=spaces),
        before=re.compile(any_of(lexicon.before, spaces=spaces) + r"\s*\Z", re.IGNORECASE),
        ago=compiled(lexicon.ago, spaces=spaces),
        origin=compiled(lexicon.origin, spaces=spaces),
        goal=compiled(lexicon.goal, spaces=spaces),
        amount=re.compile(any_of(lexicon.amount, spaces=spaces) + r"\s*\Z", re.IGNORECASE),
        joins=compiled(lexicon.joins, spaces=spaces),
        date=re.compile(_date(lexicon), re.IGNORECASE | re.VERBOSE),
        months=tuple(re.compile(any_of(forms, spaces=spaces), re.IGNORECASE) for forms in lexicon.months),
        until=re.compile(_until(lexicon), re.IGNORECASE),
        clock=re.compile(_clock(lexicon), re.IGNORECASE),
        percent=re.compile(r"\s*(?:%|" + any_of(lexicon.percent, spaces=False) + ")", re.IGNORECASE),
        percent_before=re.compile(any_of(lexicon.percent_before, spaces=False) + r"\Z", re.IGNORECASE),
        number=re.compile(_NUMBER),
        about=compiled(lexicon.about, spaces=spaces),
        units=_each(lexicon.units, spaces=spaces),
        accounts=_each(lexicon.accounts, spaces=spaces),
        spans=_each(lexicon.spans, spaces=spaces),
        large={int(size): pattern for size, pattern in _each(lexicon.large, spaces=spaces).items()},
        letters=letters,
        spelled=compiled(letters, spaces=spaces),
        openers=_each(lexicon.openers, spaces=spaces),
        common=frozenset(lexicon.common),
    )


_NUMBER = r"\d{1,3}(?:[.,'\u00a0\u202f\u2009 ]\d{3})+(?![\d])|\d+[.,]\d+|\d+"


def _ratios(lexicon: Lexicon) -> dict[str, str]:
    """The phrases of the tables of ratios, each with its table and its number: `multiple 2`."""
    return {each: f"{name} {number}" for name in RATIOS for number, forms in getattr(lexicon, name).items() for each in forms}


def _each(table: Mapping[str, Iterable[str]], *, spaces: bool) -> dict[str, re.Pattern[str]]:
    return {name: compiled(forms, spaces=spaces) for name, forms in table.items()}


def _letters(lexicon: Lexicon) -> dict[str, int]:
    """The words of numbers: those that imggen says, further ones under a hundred, and the lexicon's own."""
    said = {word: number for number, word in enumerate(find_language(lexicon.code).numbers.letters)}
    more = {word: number for word, number in spelled(lexicon.code).items() if SPELLED <= number < 100} if lexicon.spaces else {}
    words = more | said
    return words | {word: int(number) for number, forms in lexicon.numbers.items() for word in forms}


def _date(lexicon: Lexicon) -> str:
    """A day with its month, its year if it is there, and another day of the same month before or after it: `2 to 4 September 2023`."""
    months = any_of((form for forms in lexicon.months for form in forms), spaces=lexicon.spaces)
    small = _marks(lexicon.date_marks)
    plain = _marks([mark for mark in lexicon.date_marks if mark != ","])
    between = rf"\s*(?:{_escaped(lexicon.range)}|[-–])\s*"
    # Where months begin with digits, a day is no part of one: `12月` is no second of a month.
    return rf"""
        (?:(?<!\d)(?P<before>\d{{1,2}}){small}{between}{small})?
        (?<!\d)(?P<day>\d{{1,2}})(?!\d){small}(?P<month>{months})(?:{plain}(?P<year>(?:1[89]|2[01])\d\d)(?!\d))?
        |
        (?:(?<!\d)(?P<year1>\d{{4}}){small})?(?P<month1>{months}){small}(?P<day1>\d{{1,2}})(?!\d)
        (?:{small}{between}{small}(?!{months})(?P<after>\d{{1,2}})(?!\d))?(?:{small}(?P<year2>(?:1[89]|2[01])\d\d)(?!\d))?
        |
        (?P<month3>{months}){small}(?P<year3>(?:1[89]|2[01])\d\d)(?!\d)
    """


def _until(lexicon: Lexicon) -> str:
    small = _marks(lexicon.date_marks)
    return rf"{small}(?:{_escaped(lexicon.range)}|[-–]){small}".replace(r"\ ", " ")


def _marks(marks: Iterable[str]) -> str:
    return rf"(?:\s|{_escaped(marks)})*"


def _escaped(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(" ", r"\ ") for word in ordered) or r"(?!)"


def _clock(lexicon: Lexicon) -> str:
    """`14 heures 30`, `12:30`, `12時30分`."""
    hours = any_of(lexicon.spans.get("hour", ()), spaces=False)
    minutes = r"(?!\w)(?:\s+(?P<minute>\d{1,2})(?!\w))?" if lexicon.spaces else r"(?:(?P<minute>\d{1,2})(?!\d))?"
    return rf"(?<!\d)(?P<hour>\d{{1,2}})(?:\s*{hours}{minutes}|:(?P<minutes>\d\d)(?!\d))"
