"""What a card says, as typed values, once. No language here: `wording` gives every value its words, in two voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from imggen.facts import Phase
from imggen.platforms import Platform
from imggen.series import Subject


@dataclass(frozen=True, slots=True)
class Name:
    """A platform's name. Messages may ask for its forms: plain, label, full ("X (ex-Twitter)")."""

    platform: Platform


@dataclass(frozen=True, slots=True)
class Count:
    """How many: written `5 876`, spoken `5876`; `about` when it was rounded where it was read."""

    number: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How many more or fewer: written `+2 190`, spoken `2190 de plus`."""

    number: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of 0 to 100, already rounded to a whole number: written `47 %`, spoken `47 pour cent`."""

    number: int


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day: written `4 sept.` or `4 septembre 2023`, spoken `4 septembre 2023`."""

    day: date
    form: str = "full"
    """`full` with the year, `long` without it, `short` for axes (`4 sept.`), `month` (`sept. 2023`). Spoken, months are always whole."""


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another: `du 30 août au 4 septembre 2023`. One day when both are equal."""

    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Between:
    """Somewhere between two days, never on one: `entre le 2 et le 4 sept`."""

    start: Day
    end: Day


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of whole days: written `5 jours`, spoken `cinq jours`."""

    days: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The user's own words, never changed."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message of the wording, by key, with the values that fill it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Together:
    """Values one after the other, joined as the language joins a list."""

    parts: tuple[Value, ...]


Value = Name | Count | Change | Percent | Day | Period | Between | Duration | Quote | Phrase | Together


def phrase(key: str, **values: Value) -> Phrase:
    """A message by key with its values: `phrase("lead", count=Count(44))`."""
    return Phrase(key, values)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the alt text."""

    says: Value
    priority: int
    """0 is never dropped; the highest number goes first when the text must be shortened."""
    block: str = "facts"
    """`facts` (the standard tier), `readings` or `layout` (the extended tier alone, each on a line of its own)."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a card says of one platform."""

    platform: Platform
    count: Count
    day: Day | None = None
    """Its own date, when the numbers on the card are of different days."""
    change: Change | None = None
    """Since the baseline; None when there is none or the rounding hides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What every card says, whatever its kind. A kind adds what is its own in a subclass."""

    kind: str
    phase: Phase
    tone: str
    """`plain` or `campaign`."""
    subject: Subject
    headline: Value
    """The take-away sentence: a Phrase, or the user's Quote."""
    takeaway: Value
    """The same in imggen's own words, which the alt text leads with, also when the user gave a title."""
    subtitle: Value | None
    day: Day | None
    """The card's date."""
    rows: tuple[Row, ...]
    source: Value
    """What was counted, when, by whom."""
    hashtag: str = ""
    credit: str = ""
    pose: str = "stand"
    """How the animal stands: under, push, run, tie, top, stand."""
    short: tuple[Value, ...]
    """The short tier, the fullest wording first: the first one that fits is used."""
    sentences: tuple[Sentence, ...]
    """The standard and the extended tier, in reading order."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One platform's readings as a line: runs of measured points, broken where readings are missing."""

    platform: Platform
    runs: tuple[tuple[tuple[datetime, int], ...], ...]
