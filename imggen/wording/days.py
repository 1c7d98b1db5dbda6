"""Days in words: a language's date patterns, and what two days that belong together need to say."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from imggen.story import Between, Day, Period, Phrase, Value, phrase
from imggen.wording.language import Language
from imggen.wording.message import dressed

_FIELD = re.compile(r"d+|[ML]+|y+|'([^']*)'")
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_WITHOUT_YEAR = {"full": "long", "medium": "short", "long": "long", "short": "short"}
_WITH_YEAR = {"full": "full", "medium": "medium", "long": "full", "short": "medium"}


@cache
def day_text(language: Language, form: str, day: date, case: str = "", *, spoken: bool) -> str:
    """A day in one of Day's forms, and in a form of the language's own if it has a pattern for that: `full_accusative`."""

    def said(field: re.Match[str]) -> str:
        match field.group()[0]:
            case "d":
                return patterns.get("first", "1") if day.day == 1 else str(day.day)
            case "y":
                return str(day.year)
            case "'":
                return field.group(1)
        return _month(language, field.group(), day.month)

    patterns = language.dates.spoken if spoken else language.dates.written
    return dressed(_FIELD.sub(said, patterns.get(f"{form}_{case}", patterns[form])), language, spoken=spoken)


@cache
def _month(language: Language, field: str, month: int) -> str:
    """A month's name; ICU is asked at a noon that exists in every time zone and calendar."""
    names = language.dates.months if len(field) > 3 else language.dates.months_short
    if names:
        return names[month - 1]
    from icu4py.messageformat import MessageFormat  # loaded with the first message, not with the package

    said = MessageFormat(f"{{day, date, {field}}}", language.code).format({"day": datetime(2023, month, 15, 12)})
    return said.strip().translate(_DIRECTION_MARKS)


def period_phrase(value: Period, language: Language) -> Phrase:
    """A period as a message: `value.period`, which has a form for after a noun, `value.period_of`; of one day, `value.period_one`."""
    if value.start == value.end:
        return phrase("value.period_one", day=Day(value.end, value.form))
    return phrase("value.period", **_ends(value, value.form, language))


def between_phrase(value: Between, language: Language) -> Phrase:
    """An interval as a message."""
    form = value.form if value.start.year == value.end.year else _WITH_YEAR[value.form]
    if value.start == value.end:
        return phrase("value.between_one", day=Day(value.end, form))
    return phrase("value.between", **_ends(value, form, language))


def _ends(value: Period | Between, form: str, language: Language) -> dict[str, Value]:
    """Both days: one in full, and of the other what differs: `du 30 août au 4 septembre 2023`, `2023年8月30日から9月4日`."""
    start, end = value.start, value.end
    if start.year != end.year:
        both = _WITH_YEAR[form]
        return {"start": Day(start, both), "end": Day(end, both)}
    part = "number" if start.month == end.month else _WITHOUT_YEAR[form]
    if language.dates.largest_first:
        return {"start": Day(start, form), "end": Day(end, part)}
    return {"start": Day(start, part), "end": Day(end, form)}
