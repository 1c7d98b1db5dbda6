"""What a timeline's short text says of its days."""

from __future__ import annotations

from datetime import date

import pytest
from strategies import table

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.story import Choices, Period, Phrase, Value

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
