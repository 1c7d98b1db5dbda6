"""A text as it is heard: sentences, sections and clauses, and in them the names, dates, numbers and claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

NAMED, SURE, DENYING, NEARLY = "named", "sure", "denying", "nearly"
"""The values of claims that only mean one beside a platform's name (`the larger account`), whose number is a change (`gained 44`), that
deny by themselves (`no gap`), and that are true of what is almost so (`neck and neck`)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that mean something, and where they are."""

    kind: str
    """`name`, `account`, `date`, `number`, `percent`, `days`, `tally`, `clock`, or a claim of the lexicon."""
    start: int
    end: int
    value: object = None
    """What they mean: the place of a name or an account, a Spoken number, a Moment, or how many times."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number as it is said: every whole number from `least` to `most` would be said so."""

    least: int
    most: int
    about: bool = False
    """Whether the text says that it was rounded."""
    decimals: int = 0
    """Of hundredths, so many digits after the point: `50.2 per cent` is 502 with one of them."""

    def says(self, number: int) -> bool:
        """Whether a number would be said so."""
        return self.least <= number <= self.most

    def says_share(self, share: float) -> bool:
        """Whether hundredths would be said so, rounded or cut off."""
        exact = share * 10**self.decimals
        return any(map(self.says, {floor(exact), round(exact), floor(exact + 0.5)}))


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time of day or both as they are said: what is left out is None."""

    month: int | None
    day: int | None
    year: int | None
    clock: tuple[int, int] | None = None

    def says(self, day: date) -> bool:
        """Whether a day would be said so."""
        return (self.month or day.month, self.day or day.day, self.year or day.year) == (day.month, day.day, day.year)


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between commas, and the marks in them."""

    start: int
    end: int
    marks: tuple[Mark, ...]
    sentence: int
    """The number of its sentence."""
    section: int
    """The number of its section: sentences end at a stop, sections at a colon or semicolon too."""

    def of(self, *kinds: str) -> list[Mark]:
        """The marks of some kinds."""
        return [mark for mark in self.marks if mark.kind in kinds]


@dataclass(frozen=True, slots=True)
class Said:
    """A whole text."""

    text: str
    """In NFKC, with a straight apostrophe; what is the user's, and names, stand as one private character each."""
    clauses: tuple[Clause, ...]
    spoken: tuple[tuple[str, str], ...]
    """The private characters and what they stand for."""
    own: tuple[str, ...]
    """What each character of the text stands for, as it was written."""

    def words(self, start: int, end: int) -> str:
        """The words of a span, as they were."""
        return " ".join("".join(self.own[start:end]).split())

    def marks(self, *kinds: str) -> list[Mark]:
        """All marks of some kinds."""
        return [mark for clause in self.clauses for mark in clause.of(*kinds)]

    def sections(self) -> Iterator[list[Clause]]:
        """The clauses of each section."""
        yield from _grouped(self.clauses, [clause.section for clause in self.clauses])

    def sentences(self) -> Iterator[list[Clause]]:
        """The clauses of each sentence."""
        yield from _grouped(self.clauses, [clause.sentence for clause in self.clauses])

    def after(self, clause: Clause) -> Clause | None:
        """The clause that follows another one."""
        place = self.clauses.index(clause) + 1
        return self.clauses[place] if place < len(self.clauses) else None

    def before(self, clause: Clause) -> list[Clause]:
        """The clauses of its sentence before a clause, the nearest first."""
        place = self.clauses.index(clause)
        found = [each for each in self.clauses[:place] if each.sentence == clause.sentence]
        return found[::-1]


def _grouped(clauses: Sequence[Clause], keys: Sequence[int]) -> Iterator[list[Clause]]:
    group: list[Clause] = []
    for place, clause in enumerate(clauses):
        if group and keys[place] != keys[place - 1]:
            yield group
            group = []
        group.append(clause)
    if group:
        yield group
