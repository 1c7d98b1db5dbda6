"""X's export says how many followers were won and lost; with one count that is known, the others follow."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from imggen.errors import InputError
from imggen.sources.assemble import Conventions
from imggen.sources.x_export import changes_of_x_export, is_x_export

HEADER = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views"
ROWS = [
    '"Sun, Nov 10, 2024",9,1,2,0,0,12,3,0,0,5,1,0',
    '"Sat, Nov 9, 2024",9,1,2,0,0,"1,000",0,0,0,5,1,0',
    '"Fri, Nov 8, 2024",9,1,2,0,0,4,1,0,0,5,1,0',
]
CONVENTIONS = Conventions(UTC, date(2026, 11, 22))


def counts(rows: list[str], total: str = "5832") -> list[tuple[str, str]]:
    data = "\n".join([HEADER, *rows]).encode()
    assert is_x_export(data, "export.csv")
    return [(change.moment.day.isoformat(), change.count) for change in changes_of_x_export(data, "export.csv", total, CONVENTIONS)]


def test_counts_follow_from_the_newest() -> None:
    expected = [("2024-11-08", "4823"), ("2024-11-09", "5823"), ("2024-11-10", "5832")]
    assert counts(ROWS) == counts(ROWS[::-1]) == expected
    assert counts([row.replace('"Sat, Nov 9, 2024"', "2024-11-09") for row in ROWS]) == expected


def test_nothing_is_known_beyond_a_gap() -> None:
    assert counts([ROWS[0], ROWS[2]]) == [("2024-11-10", "5832")]


def test_another_table_is_no_export() -> None:
    assert not is_x_export(b"date,mastodon,x\n2026-11-20,1,2\n", "counts.csv")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('"Sun, Nom 10, 2024",9,1,2,0,0,12,3,0,0,5,1,0', "line 2, column Date"),
        ('"Sun, Nov 31, 2024",9,1,2,0,0,12,3,0,0,5,1,0', "which is no date"),
        ('"Sun, Nov 10, 2024",9,1,2,0,0,many,3,0,0,5,1,0', "line 2, column New follows"),
        ('"Sun, Nov 10, 2024",9,1,2,0,0,9999,3,0,0,5,1,0', "there would be -4164 before 2024-11-10"),
    ],
)
def test_what_cannot_be_is_refused(row: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        counts([row])
