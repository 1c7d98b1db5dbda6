"""Days in words: a language's date patterns, and what two days that belong together need to say."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from imggen.story import Between, Day, Period, Phrase, phrase
from imggen.wording.language import Language

_FIELD = re.compile(r"d+|[ML]+|y+|'([^']*)'")
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_WITHOUT_YEAR = {"full": "long", "medium": "short", "long": "long", "short": "short"}
_WITH_YEAR = {"full": "full", "medium": "medium", "long": "full", "short": "medium"}


@cache
def day_text(language: Language, form: str, day: date, *, spoken: bool) -> str:
    """A day in one of Day's forms."""

    def said(field: re.Match[str]) -> str:
        match field.group()[0]:
            case "d":
                return patterns.get("first", "1") if day.day == 1 else str(day.day)
            case "y":
                return str(day.year)
            case "'":
                return field.group(1)
        return _month(language.code, field.group(), day.month)

    patterns = language.dates.spoken if spoken else language.dates.written
    return _FIELD.sub(said, patterns[form])


@cache
def _month(code: str, field: str, month: int) -> str:
    """A month's name, asked for at a noon that exists in every time zone and calendar."""
    from icu4py.messageformat import MessageFormat  # loaded with the first message, not with the package

    said = MessageFormat(f"{{day, date, {field}}}", code).format({"day": datetime(2023, month, 15, 12)})
    return said.strip().translate(_DIRECTION_MARKS)


def period_phrase(value: Period) -> Phrase:
    """A period as a message: `value.period`, which has a form for after a noun, `value.period_of`; of one day, `value.period_one`."""
    if value.start == value.end:
        return phrase("value.period_one", day=Day(value.end, value.form))
    return phrase("value.period", start=_start(value), end=Day(value.end, value.form))


def between_phrase(value: Between) -> Phrase:
    """An interval as a message."""
    form = value.form if value.start.year == value.end.year else _WITH_YEAR[value.form]
    if value.start == value.end:
        return phrase("value.between_one", day=Day(value.end, form))
    return phrase("value.between", start=_start(value), end=Day(value.end, form))


def _start(value: Period | Between) -> Day:
    """The first of two days says only what differs from the last one."""
    if value.start.year != value.end.year:
        return Day(value.start, _WITH_YEAR[value.form])
    return Day(value.start, "number" if value.start.month == value.end.month else _WITHOUT_YEAR[value.form])
