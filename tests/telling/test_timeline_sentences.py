"""What a timeline's short text says of its days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from strategies import table

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.series import Subject
from imggen.story import Choices, Period, Phrase, Value
from imggen.wording.alt import alt_text
from imggen.wording.language import find_language, languages
from imggen.wording.voice import Voice

BEGAN, ENDED = date(2023, 8, 30), date(2023, 9, 6)
SAME_DAY = (("2023-08-30", 0, 0), ("2023-09-05", 0, 0), ("2023-09-06", 7, 9))
OTHER_DAYS = (("2023-08-30", 0, 0), ("2023-09-05", 0, 0), ("2023-09-06", 7, None))


def periods(value: Value) -> set[tuple[date, date]]:
    if isinstance(value, Period):
        return {(value.start, value.end)}
    return set().union(*map(periods, value.values.values())) if isinstance(value, Phrase) else set()


@pytest.mark.parametrize(("rows", "days"), [(SAME_DAY, (ENDED, ENDED)), (OTHER_DAYS, (BEGAN, ENDED))])
def test_the_days_of_the_last_counts_are_never_told_as_a_period(
    rows: tuple[tuple[str, int, int | None], ...], days: tuple[date, date]
) -> None:
    story = find_kind("timeline").tell(find_facts(table(*rows)), Choices())
    assert set().union(*map(periods, story.short)) <= {(BEGAN, ENDED), days}


@pytest.mark.parametrize("code", languages())
def test_counts_of_days_before_the_last_one_are_not_told_without_them(code: str) -> None:
    """Mastodon goes on to 3700 on the 9th: 3300 and 5853 are what both had on the 5th and the 4th."""
    rows = ((f"2023-08-{day:02d}", 2800 + 100 * day, 5849 + day if day < 5 else None) for day in range(1, 10))
    facts, kind, voice = (
        find_facts(replace(table(*rows), subject=Subject())),
        find_kind("timeline"),
        Voice(find_language(code), spoken=True),
    )
    text = alt_text(kind.tell(facts, Choices()), voice, "short")
    days = {number for number in re.findall(r"\d+", text) if len(number) == 1}
    assert "3700" in text or {"4", "5"} <= days, text
