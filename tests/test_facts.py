"""What a pair of counts says by itself, and how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import bare, counts, timed

from imggen.facts import Crossing, Difference, Pair


def paired(ours: int, theirs: int, half_width: int = 0) -> Pair:
    return Pair(bare("2023-09-04", ours, half_width), bare("2023-09-04", theirs, half_width))


@pytest.mark.parametrize(
    ("ours", "theirs", "lead", "sign"), [(5876, 5832, 44, 1), (5090, 5840, -750, -1), (7, 7, 0, 0), (0, 0, 0, 0), (0, 10**9, -(10**9), -1)]
)
def test_lead_gap_and_sign(ours: int, theirs: int, lead: int, sign: int) -> None:
    pair = paired(ours, theirs)
    assert (pair.lead, pair.gap, pair.sign, pair.blur) == (lead, abs(lead), sign, 0)


@given(counts(), counts(), st.integers(0, 500), st.tuples(st.integers(-500, 500), st.integers(-500, 500)))
def test_a_sign_that_is_stated_is_that_of_every_true_count(ours: int, theirs: int, half_width: int, errors: tuple[int, int]) -> None:
    pair = paired(ours, theirs, half_width)
    one, other = (max(-half_width, min(half_width, error)) for error in errors)
    true = ours + one - theirs - other
    assert abs(true - pair.lead) <= pair.blur
    assert pair.sign is None or pair.sign == (true > 0) - (true < 0)


@pytest.mark.parametrize(("lead", "sign"), [(99, None), (100, None), (101, 1), (-100, None), (-101, -1), (0, None)])
def test_within_the_blur_there_is_no_sign(lead: int, sign: int | None) -> None:
    assert paired(5000 + lead, 5000, 50).sign == sign


def test_a_pair_is_of_its_later_readings_time() -> None:
    morning, evening = timed("2023-09-03T08:00", 1), timed("2023-09-04T07:00", 2)
    for pair in (Pair(morning, evening), Pair(evening, morning)):
        assert pair.newest is evening
        assert not pair.one_day
    assert paired(1, 2).one_day


def test_a_crossing_is_named_by_who_came_out_ahead() -> None:
    behind, ahead = paired(1, 2), paired(3, 2)
    assert Crossing(behind, ahead).ahead
    assert not Crossing(ahead, behind).ahead


@pytest.mark.parametrize(("number", "blur", "sure"), [(0, 0, True), (5, 0, True), (100, 100, False), (-100, 100, False), (-101, 100, True)])
def test_a_difference_is_sure_when_rounding_leaves_its_direction(number: int, blur: int, sure: bool) -> None:
    assert Difference(number, blur).sure is sure
