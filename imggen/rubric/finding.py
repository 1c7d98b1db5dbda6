"""What is wrong with a text, and the rules there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

SEVERITIES = ("blocker", "major", "minor")
"""The worst first."""

RULES = {
    "L01": ("blocker", "no longer than its tier or its limit"),
    "L02": ("blocker", "long enough to be a description, and no placeholder"),
    "F01": ("blocker", "every number is a fact, or derived from facts"),
    "F02": ("blocker", "every number is that of the platform and the day it is said of"),
    "F03": ("blocker", "ahead, behind, level, more, fewer, up and down are as the counts say, now, then, never and always"),
    "F04": ("blocker", "a crossing is said only where one was seen, a forecast only as the race's estimate"),
    "F05": ("major", "a rounded count says so, an exact one does not, and so many times or such a part is right"),
    "F06": ("blocker", "every date is that of a reading"),
    "F07": ("minor", "what is said is on the card"),
    "F08": ("major", "what is told or quoted of the drawing is as it is there: headline, address, axis, lines, animal"),
    "F09": ("blocker", "no platform is named that was not counted"),
    "F10": ("minor", "what is said of a platform can be asked of the counts"),
    "C01": ("major", "the type of card comes first"),
    "C02": ("blocker", "both platforms are named"),
    "C03": ("blocker", "both counts are said"),
    "C04": ("major", "the day of the counts is said, with its year"),
    "C05": ("blocker", "who is ahead, or why that can't be said, is said within the first 140 characters"),
    "C06": ("blocker", "what is counted is said"),
    "C07": ("major", "the gap is said as a number"),
    "C08": ("major", "where it began is said: the day and the counts"),
    "C09": ("major", "a crossing is between the two days of the readings around it"),
    "C10": ("major", "all readings are said, up to twelve"),
    "C13": ("blocker", "whose counts these are is said within the first 140 characters"),
    "S02": ("blocker", "no compatibility characters: they are spelled or skipped"),
    "S03": ("minor", "what X was is said once"),
    "S04": ("blocker", "no grouped digits: they are read as several numbers"),
    "S05": ("major", "no dots or brackets inside words"),
    "S06": ("major", "months in letters and whole, no numeric dates"),
    "S07": ("major", "no signs and no vs: they are skipped or spelled"),
    "S08": ("major", "no emoji and no invisible characters"),
    "S09": ("major", "no address, no hashtag, no @"),
    "S10": ("minor", "line breaks in the extended tier alone, after a full stop"),
    "S11": ("minor", "no words in capitals"),
    "S12": ("minor", "whole sentences, single spaces, none over 60 words"),
    "I01": ("major", "one language"),
}
"""The severity of each rule, and what it asks for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: by which rule, how badly, in which words, and what to do."""

    rule: str
    words: str
    """The words of the text, as they are there; empty where something is missing."""
    fix: str
    """What is wrong and what would be right, in one English sentence."""

    @property
    def severity(self) -> str:
        """`blocker`, `major` or `minor`."""
        return RULES[self.rule][0]

    def as_dict(self) -> dict[str, str]:
        """The finding as values that JSON has."""
        return {"rule": self.rule, "severity": self.severity, "words": self.words, "fix": self.fix}

    def __str__(self) -> str:
        said = f' "{self.words}":' if self.words else ""
        return f"{self.rule} {self.severity}:{said} {self.fix}"


def failing(findings: Iterable[Finding], fail_on: str = "major") -> list[Finding]:
    """The findings that are as bad as `fail_on` or worse."""
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return [finding for finding in findings if finding.severity in bad]
