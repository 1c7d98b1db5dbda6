"""A voice: a language, written or spoken, in a tone. It turns the values of a story into words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imggen.errors import InputError
from imggen.story import (
    Account,
    Between,
    Change,
    Clock,
    Count,
    Day,
    Duration,
    Name,
    Percent,
    Period,
    Phrase,
    Quote,
    Tally,
    Together,
    Value,
    phrase,
)
from imggen.wording import spoken, written
from imggen.wording.days import between_phrase, day_text, period_phrase
from imggen.wording.language import Language
from imggen.wording.message import Message, dressed, find_message

Piece = tuple[str, Value | None]
"""Words, and the name, count or other value that they are; None for the words between values."""

_MARK = re.compile("[\ufdd0-\ufdef]")
"""Noncharacters, which no text has: they stand for the values while a message is filled."""
_COUNTED = ("units", "heading")
"""How placeholders begin that every message may use: what is counted, as the unit's message of that name says it."""
_LOOSE_END = re.compile(r"[\W_]+\Z")
_LONGEST_SMALL_WORD = 4
_LARGEST_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class Voice:
    """How values are said: written for the picture, or spoken for the alt text."""

    language: Language
    spoken: bool
    tone: str = "plain"
    inclusive: bool = False
    unit: str = "followers"
    longest_name: int = 0
    """Names that are longer take their short form; 0 for no limit."""
    brief: bool = False
    """Whether the user's words take their brief form, where they have one."""

    def __post_init__(self) -> None:
        if f"unit.{self.unit}.counted" not in self.language.messages:
            known = sorted({key.split(".")[1] for key in self.language.messages if key.startswith("unit.")})
            raise InputError(f"no unit named {self.unit!r}", instead=f"name one of {', '.join(known)}")

    def say(self, value: Value, form: str = "") -> str:
        """The words of a value, in a form of its words if the language has that one: `5876 Followern` for `dative`.

        Raises KeyError for a message, or a value in it, that there is not: a mistake in imggen.
        """
        return _SAID[type(value)](self, value, form)

    def pieces(self, value: Value) -> tuple[Piece, ...]:
        """The same words, each with the innermost value it comes from, so that names can be painted in their colours."""
        return tuple(_merged(_pieces(self, value)))

    def compact(self, count: Count) -> str:
        """A count in three digits, `1,23 M`, for a picture that has no room for the exact one."""
        return self.about(written.compact_number(count.number, self.language), count.about)

    def message(self, key: str, tone: str = "", form: str = "") -> Message:
        """The message of a key in this voice, or in another tone; that of the key with `_form`, if the language has one."""
        in_form = f"{key}_{form}"
        key = in_form if in_form in self.language.messages else key
        return find_message(self.language, key, tone or self.tone, spoken=self.spoken, inclusive=self.inclusive)

    def words(self, text: str) -> str:
        """Names and the user's words."""
        return spoken.words(text) if self.spoken else written.words(text)

    def number(self, value: int) -> str:
        """The digits of a whole number of 0 or more."""
        return spoken.number(value, self.language) if self.spoken else written.number(value, self.language)

    def about(self, digits: str, rounded: bool) -> str:  # noqa: FBT001 - the flag is what it is about
        """Digits, said to be rounded when they are."""
        return self.message("value.about").fill(count=digits) if rounded else digits

    def argument(self, of: Phrase, name: str) -> str | int:
        """What fills a placeholder of a phrase."""
        if name.startswith(_COUNTED):
            return self.message(f"unit.{self.unit}.{name}").fill()
        value, form = _found(of.values, name)
        if form == "n":
            return _plural_number(value)
        return self.form(value, form) if form else self.say(value)

    def form(self, value: Value, form: str) -> str:
        """A value in a form that a placeholder asks for by its end: `{rival_of}`, `{account_whose}`, `{first_dative}`, `{when_start}`."""
        said = self.say(value, form)
        if form == "start":
            return said[:1].upper() + said[1:]
        if form not in self.language.before or isinstance(value, Period):
            return said
        before = self.language.before[form].put(said)
        # It stands after a space, which is what some languages' typography looks at.
        return dressed(f" {before}", self.language, spoken=self.spoken)[1:] + said


def _phrase(voice: Voice, value: Phrase, form: str) -> str:
    message = voice.message(value.key, value.tone, form)
    return message.fill(**{name: voice.argument(value, name) for name in message.placeholders})


def _name(voice: Voice, value: Name, form: str) -> str:
    forms = voice.language.platforms.get(value.platform.key, {})
    name = forms.get(form) or forms.get(value.form) or forms.get("plain") or voice.words(value.platform.name)
    return _shortened(name, voice.longest_name) if voice.longest_name else name


def _account(voice: Voice, value: Account, form: str) -> str:
    subject, form = value.subject, form or "account"
    name = voice.words(subject.called)
    if not name:
        return voice.message(f"unit.{voice.unit}.{form}_unnamed").fill()
    if 0 < voice.longest_name < len(name):
        others = (voice.words(subject.short_name), voice.words(subject.handle).lstrip("@").split("@")[0])
        name = next((other for other in others if 0 < len(other) <= voice.longest_name), _shortened(name, voice.longest_name))
    return voice.message(f"unit.{voice.unit}.{form}").fill(subject=name)


def _count(voice: Voice, value: Count, form: str) -> str:
    text = voice.about(voice.number(value.number), value.about)
    if not value.unit and f"value.count_{form}" not in voice.language.messages:
        return text
    key = f"unit.{voice.unit}.counted" if value.unit else "value.count"
    return voice.message(key, form=form).fill(count=text, count_n=_plural_number(value))


def _change(voice: Voice, value: Change, form: str) -> str:
    """A sign stands beside its digits, a word for it wherever the language wants it: `environ −900`, `o około 900 mniej`."""
    message = voice.message("value.more" if value.number > 0 else "value.fewer" if value.number else "value.same", form=form)
    digits = voice.number(abs(value.number))
    return message.fill(count=voice.about(digits, value.about)) if voice.spoken else voice.about(message.fill(count=digits), value.about)


def _percent(voice: Voice, value: Percent, form: str) -> str:
    number: dict[str, str | int] = {"number": voice.number(value.number), "number_n": value.number}
    said = voice.message("value.percent", form="" if value.bound else form).fill(**number)
    return voice.message(f"value.percent_{value.bound}", form=form).fill(percent=said, **number) if value.bound else said


def _clock(voice: Voice, value: Clock, _: str) -> str:
    key = "value.clock" if value.minute else "value.clock_sharp"
    return voice.message(key).fill(hour=str(value.hour), hour_n=value.hour, minute=f"{value.minute:02}", minutes=str(value.minute))


def _duration(voice: Voice, value: Duration, form: str) -> str:
    return voice.message("value.days", form=form).fill(days=_in_letters(voice, value.days), days_n=value.days)


def _tally(voice: Voice, value: Tally, form: str) -> str:
    number = _in_letters(voice, value.number) if value.letters else voice.number(value.number)
    return voice.message(f"unit.{voice.unit}.accounts", form=form).fill(count=number, count_n=value.number) if value.noun else number


def _in_letters(voice: Voice, number: int) -> str:
    letters = voice.language.numbers.letters
    return letters[number] if number < len(letters) else voice.number(number)


def _listed(value: Together) -> Value:
    """A list as nested messages of two: `a, (b et c)`."""
    said = value.parts[-1]
    for place, part in enumerate(reversed(value.parts[:-1])):
        key = "value.notes" if value.joint == "notes" else "value.list_more" if place else "value.list_two"
        said = phrase(key, first=part, rest=said)
    return said


_SAID: dict[type, Callable[[Voice, Any, str], str]] = {
    Name: _name,
    Account: _account,
    Count: _count,
    Change: _change,
    Percent: _percent,
    Day: lambda voice, value, form: day_text(voice.language, value.form, value.day, form, spoken=voice.spoken),
    Clock: _clock,
    Period: lambda voice, value, form: voice.say(period_phrase(value, voice.language), form),
    Between: lambda voice, value, form: voice.say(between_phrase(value, voice.language), form),
    Duration: _duration,
    Tally: _tally,
    Quote: lambda voice, value, _: voice.words((voice.brief and value.brief) or value.text),
    Phrase: _phrase,
    Together: lambda voice, value, form: voice.say(_listed(value), form),
}


def _found(values: Mapping[str, Value], name: str) -> tuple[Value, str]:
    """The value a placeholder names, and the form it asks for."""
    if name in values:
        return values[name], ""
    base, _, form = name.rpartition("_")
    return values[base], form


def _plural_number(value: Value) -> int:
    """The number that plural rules look at. ICU takes no number of any size; the rules end at the millions."""
    match value:
        case Count(number=number) | Change(number=number) | Percent(number=number) | Tally(number=number):
            number = abs(number)
        case Duration(days=number) | Clock(hour=number):
            pass
        case _:
            raise KeyError(f"{value} is no number")
    return number if number < _LARGEST_EXACT else 10**6 + number % 10**6


def _shortened(name: str, longest: int) -> str:
    """The whole words of a name that fit; a single long word is cut."""
    if len(name) <= longest:
        return name
    words = name[: longest + 1].rpartition(" ")[0].split()
    while len(words) > 1 and _loose(words[-1]):
        words.pop()
    return _LOOSE_END.sub("", " ".join(words)) or name[:longest]


def _loose(word: str) -> bool:
    """Whether a word is as short as prepositions and articles are, which no name ends with, in whatever language it is."""
    return len(word) <= _LONGEST_SMALL_WORD and word.islower()


def _pieces(voice: Voice, value: Value) -> Iterator[Piece]:
    if isinstance(value, Together):
        value = _listed(value)
    if not isinstance(value, Phrase):
        yield voice.say(value), value
        return
    message = voice.message(value.key, value.tone)
    marks: dict[str, str | int] = {name: chr(0xFDD0 + place) for place, name in enumerate(message.placeholders)}
    marks |= {name: voice.argument(value, name) for name in message.placeholders if name.endswith("_n")}
    text, start = message.fill(**marks), 0
    for mark in _MARK.finditer(text):
        yield text[start : mark.start()], None
        yield from _placed(voice, value, message.placeholders[ord(mark.group()) - 0xFDD0])
        start = mark.end()
    yield text[start:], None


def _placed(voice: Voice, of: Phrase, name: str) -> Iterator[Piece]:
    if name.startswith(_COUNTED):
        yield str(voice.argument(of, name)), None
        return
    value, _ = _found(of.values, name)
    said, plain = str(voice.argument(of, name)), voice.say(value)
    if said.endswith(plain):
        yield said[: len(said) - len(plain)], None
        yield from _pieces(voice, value)
    else:
        yield said, value


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours that are no values become one piece, and empty ones none."""
    words = ""
    for text, value in pieces:
        if value is None:
            words += text
            continue
        if words:
            yield words, None
            words = ""
        yield text, value
    if words:
        yield words, None
