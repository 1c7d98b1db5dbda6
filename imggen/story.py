"""What a card says, as typed values, once. No language here: `wording` gives every value its words, in two voices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from imggen.facts import Phase
from imggen.platforms import Platform
from imggen.series import Subject


@dataclass(frozen=True, slots=True)
class Name:
    """A platform's name: written `X`, as a `label` beside its mark `ex-Twitter`, in `full` `X (ex-Twitter)`."""

    platform: Platform
    form: str = "plain"
    """`plain`, `label` or `full`."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose followers are counted: `compte lelibreedu`; `le compte` when the subject has no name."""

    subject: Subject


@dataclass(frozen=True, slots=True)
class Count:
    """How many: written `5 876`, spoken `5876`; `environ 5 800` when it was rounded where it was read."""

    number: int
    about: bool = False
    unit: bool = False
    """Whether the unit is said with it: `5 876 abonnés`."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many more or fewer: written `+2 190`, spoken `2190 de plus`."""

    number: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of 0 to 100, already rounded to a whole number: written `47 %`, spoken `47 pour cent`."""

    number: int
    bound: str = ""
    """`under` or `over` when the rounded share would say nothing or everything: `moins de 1 %`; `about` when counts were rounded."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day: written `4 sept.` or `4 septembre 2023`, spoken `4 septembre 2023`."""

    day: date
    form: str = "full"
    """`full` with the year, `long` without it, `medium` (`4 sept. 2023`), `short` (`4 sept.`), `month` (`sept. 2023`), `number` (`4`).
    Spoken, months are always whole."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: written `14 h 30`, spoken `14 heures 30`."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another: `du 30 août au 4 septembre 2023`; `le 4 septembre 2023` when both are one day."""

    start: date
    end: date
    form: str = "full"
    """The form of the last day, one of Day's. The first one says only what differs."""


@dataclass(frozen=True, slots=True)
class Between:
    """Somewhere between two days, never on one: `entre le 2 et le 4 sept.`; `le 4 sept.` when both are one day."""

    start: date
    end: date
    form: str = "short"
    """The form of the last day. The year is said when the two differ in it."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of whole days: `cinq jours`, in digits when it has no short word."""

    days: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many subjects: `trois comptes`, in letters while there is a short word; `trois` where it is clear of what."""

    number: int
    noun: bool = True
    letters: bool = True
    """Whether a short word stands for the number: not beside another one that stands in digits."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The user's own words, never changed on the picture."""

    text: str
    brief: str = ""
    """What may stand for them in the alt text where there is little room, as a name; empty where nothing may."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message of the wording, by key, with the values that fill it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    tone: str = ""
    """`plain` or `campaign` whatever the card's tone is; empty to follow it."""


@dataclass(frozen=True, slots=True)
class Together:
    """Values one after the other, joined as the language joins a list, or as the `notes` of a source line."""

    parts: tuple[Value, ...]
    joint: str = "list"
    """`list` (`a, b et c`) or `notes` (written `a · b · c`)."""


Value = Name | Account | Count | Change | Percent | Day | Clock | Period | Between | Duration | Tally | Quote | Phrase | Together


def phrase(key: str, /, **values: Value) -> Phrase:
    """Make a message by key with its values: `phrase("gap.ahead", gap=Count(44))`."""
    return Phrase(key, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user asked the story to say. Every field may be left as it is."""

    tone: str = "plain"
    """`plain` (no exclamation, no metaphor) or `campaign`."""
    title: str = ""
    """Replaces the headline, nothing else."""
    hashtag: str = ""
    source: str = ""
    credit: str = ""
    rights: str = ""
    """Who may use the card, and how: in the file alone."""
    art: bool = True
    """Whether drawings are wanted."""
    art_credit: str = ""
    """Who made the theme's drawings, with their licence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the alt text."""

    says: Value
    priority: int
    """0 is never dropped; the highest number goes first when the text must be shortened."""
    block: str = "facts"
    """`facts` (the standard tier), `readings` or `layout` (the extended tier alone, each on a line of its own)."""
    part: str = ""
    """The part of the picture that it tells, so that it goes when that part is left out: see `Story.without`."""
    terse: Value | None = None
    """What a reading says when not all sentences fit: the same in fewer words."""
    brief: Value | None = None
    """What a reading says when not even all readings fit: less."""
    again: bool = False
    """Whether a reading says it again, with more, so that the extended tier may leave it out."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """Something that happened, in the user's words, on a day that the chart shows."""

    day: Day
    text: Quote


@dataclass(frozen=True, slots=True)
class Row:
    """What a card says of one platform."""

    platform: Platform
    count: Count
    day: Day | None = None
    """Its own date, when the numbers on the card are of different days."""
    change: Change | None = None
    """Since the baseline; None when there is none, or when the rounding hides it."""
    doubtful: bool = False
    """Whether the count has been the same for long: its mark is hollow, and the source line says since when."""


@dataclass(frozen=True, slots=True)
class Contender:
    """What a ranking says of one subject."""

    name: Value
    challenger: Count | None
    rival: Count | None
    """None where it was never counted."""
    standing: Value
    """By how many the challenger is ahead or behind; else that they are level, or why it can't be said."""
    sign: int | None
    """1 ahead, 0 level, -1 behind; None when it can't be said."""
    ranked: bool
    """Whether its place is sure; the others come after all that are."""
    when: Value | None = None
    """The day or days of its counts, where that is not the card's day."""
    doubtful: tuple[bool, bool] = (False, False)
    """Whether the challenger's and the rival's count have been the same for long: their marks are hollow."""


_S = TypeVar("_S", bound="Story")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What every card says, whatever its kind. A kind adds what is its own in a subclass."""

    kind: str
    phase: Phase
    tone: str
    """`plain` or `campaign`."""
    unit: str
    """What is counted, as a key of the wording: `followers`, `members`."""
    subject: Subject
    headline: Value
    """The take-away sentence: a Phrase, or the user's Quote."""
    takeaway: Value
    """The same in imggen's own plain words, which the alt text leads with, also when the user gave a title."""
    subtitle: Value | None = None
    day: Day | None
    """The card's date: that of what is compared; None when the numbers are of different days and can't be compared."""
    rows: tuple[Row, ...]
    source: Value
    """What was counted, when, and what is rounded, missing or out of date."""
    hashtag: str = ""
    credit: str = ""
    pose: str = "stand"
    """How the animal stands: under, push, run, tie, top, stand; empty when no drawing is wanted."""
    events: tuple[EventMark, ...] = ()
    """What happened meanwhile, to be marked."""
    short: tuple[Value, ...]
    """The short tier, the fullest wording first: the first one that fits is used."""
    sentences: tuple[Sentence, ...]
    """The standard and the extended tier, in reading order. The first sentence of a block is never dropped before the others of it."""

    @property
    def names(self) -> tuple[Value, ...]:
        """Whose names stand in the rows of a card of several subjects."""
        return ()

    def without(self: _S, *parts: str) -> _S:
        """Leave out the sentences that tell what was not drawn, by the role it would have in the scene: `art`, `bubble`, `source`."""
        return replace(self, sentences=tuple(sentence for sentence in self.sentences if sentence.part not in parts))


@dataclass(frozen=True, slots=True, order=True)
class ChartPoint:
    """A reading on a chart."""

    time: datetime
    day: date
    """The day that is shown, in the campaign's time zone."""
    count: int
    about: bool = False
    """Whether it was rounded where it was read."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One platform's readings as a line: runs of measured points, broken where readings are missing."""

    platform: Platform
    runs: tuple[tuple[ChartPoint, ...], ...]
    doubtful: bool = False
    """Whether its last reading is out of date, or has been the same for long: its mark is hollow, and the source line says why."""

    @property
    def points(self) -> tuple[ChartPoint, ...]:
        """All readings, oldest first."""
        return tuple(point for run in self.runs for point in run)


@dataclass(frozen=True, slots=True)
class GapMark:
    """A note on the gap between the first two lines, at one pair of readings."""

    challenger: ChartPoint
    rival: ChartPoint
    says: Value


@dataclass(frozen=True, slots=True)
class CrossingMark:
    """The lines cross somewhere between two times; where they cross on the picture is the layout's to find."""

    start: datetime
    """The time of the last pair on the old side."""
    end: datetime
    """The time of the first pair on the new side."""
    label: tuple[Value, Value] | None = None
    """What it is, and between which days; None for all crossings but the last."""
