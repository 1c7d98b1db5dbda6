"""Where challenger and rival stand: what is claimed, and that rounding can undo none of it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import bare, counts, timed

from imggen.facts import Estimate, Pair, Phase
from imggen.finding.phases import find_estimate, find_phase

FAR_BEHIND, BEHIND, CLOSING, SLIPPING_BACK = Phase.FAR_BEHIND, Phase.BEHIND, Phase.CLOSING, Phase.SLIPPING_BACK
LEVEL, OVERTAKEN, JUST_AHEAD, AHEAD, UNCLEAR = Phase.LEVEL, Phase.OVERTAKEN, Phase.JUST_AHEAD, Phase.AHEAD, Phase.UNCLEAR

BILLION = 1_000_000_000

Truth = tuple[int, int]


def paired(counts: Truth, half_widths: Truth = (0, 0), day: int = 10) -> Pair:
    when = date(2023, 9, 1) + timedelta(days=day)
    return Pair(bare(when, counts[0], half_widths[0]), bare(when, counts[1], half_widths[1]))


def phase_of(now: Truth, then: Truth | None = None) -> Phase:
    return find_phase(paired(now), paired(then, day=5) if then else None)


@pytest.mark.parametrize(
    ("then", "now", "phase"),
    [
        # the campaign
        (None, (2900, 5850), FAR_BEHIND),
        ((2900, 5850), (5090, 5840), CLOSING),
        ((5090, 5840), (5876, 5832), OVERTAKEN),
        # level, whatever was before
        (None, (0, 0), LEVEL),
        (None, (7, 7), LEVEL),
        ((1, 9), (7, 7), LEVEL),
        ((9, 1), (BILLION, BILLION), LEVEL),
        # behind now
        (None, (599, 1000), FAR_BEHIND),
        (None, (600, 1000), BEHIND),
        (None, (0, 1), FAR_BEHIND),
        (None, (599_999_999, BILLION), FAR_BEHIND),
        (None, (600_000_000, BILLION), BEHIND),
        ((800, 1000), (850, 1000), CLOSING),
        ((800, 1000), (849, 1000), BEHIND),
        ((100, 1000), (599, 1000), FAR_BEHIND),
        ((100, 1000), (600, 1000), CLOSING),
        ((900, 1000), (800, 1000), BEHIND),
        ((900, 1000), (100, 1000), FAR_BEHIND),
        ((1001, 1000), (999, 1000), SLIPPING_BACK),
        ((1000, 1000), (999, 1000), SLIPPING_BACK),
        ((1000, 1000), (1, 1000), SLIPPING_BACK),
        ((0, 0), (0, 1), SLIPPING_BACK),
        ((BILLION, BILLION), (BILLION, BILLION + 1), SLIPPING_BACK),
        # ahead now
        ((999, 1000), (1001, 1000), OVERTAKEN),
        ((1000, 1000), (1001, 1000), OVERTAKEN),
        ((1, 1000), (2000, 1000), OVERTAKEN),
        ((0, 0), (1, 0), OVERTAKEN),
        (None, (1019, 1000), JUST_AHEAD),
        (None, (1020, 1000), AHEAD),
        ((1100, 1000), (1019, 1000), JUST_AHEAD),
        ((1010, 1000), (1020, 1000), AHEAD),
        (None, (1, 0), AHEAD),
        (None, (BILLION + 19_999_999, BILLION), JUST_AHEAD),
        (None, (BILLION + 20_000_000, BILLION), AHEAD),
    ],
)
def test_phase(then: Truth | None, now: Truth, phase: Phase) -> None:
    assert phase_of(now, then) is phase


@pytest.mark.parametrize(
    ("then", "then_half", "now", "now_half", "phase"),
    [
        (None, 0, (5800, 5800), 50, UNCLEAR),
        (None, 0, (5700, 5800), 50, UNCLEAR),
        (None, 0, (5699, 5800), 50, BEHIND),
        (None, 0, (5901, 5800), 50, AHEAD),
        (None, 0, (580_200, 580_000), 50, JUST_AHEAD),
        (None, 0, (3400, 5800), 50, BEHIND),
        (None, 0, (3300, 5800), 50, FAR_BEHIND),
        ((5650, 5800), 100, (5990, 5800), 50, AHEAD),
        ((5500, 5800), 100, (5990, 5800), 50, OVERTAKEN),
        ((5990, 5800), 100, (5600, 5800), 50, BEHIND),
        ((6100, 5800), 100, (5600, 5800), 50, SLIPPING_BACK),
        ((5000, 6000), 50, (5400, 6000), 50, BEHIND),
        ((5000, 6000), 50, (5500, 6000), 50, CLOSING),
        ((5800, 5800), 50, (5600, 5800), 0, BEHIND),
        ((0, 1000), 0, (679, 1000), 50, BEHIND),
        ((0, 1000), 0, (680, 1000), 50, CLOSING),
        (None, 0, (10_176, 10_075), 50, AHEAD),
    ],
)
def test_what_rounding_could_undo_falls_to_the_weaker_claim(
    then: Truth | None, then_half: int, now: Truth, now_half: int, phase: Phase
) -> None:
    baseline = paired(then, (then_half, then_half), day=5) if then else None
    assert find_phase(paired(now, (now_half, now_half)), baseline) is phase


def holds(phase: Phase, now: Truth, then: Truth) -> bool:
    """Whether what a phase claims is true of exact counts."""
    lead, before = now[0] - now[1], then[0] - then[1]
    return {
        LEVEL: lead == 0,
        SLIPPING_BACK: lead < 0 <= before,
        CLOSING: lead < 0 and before < 0 and 4 * lead >= 3 * before and 5 * now[0] >= 3 * now[1],
        FAR_BEHIND: lead < 0 and 5 * now[0] < 3 * now[1],
        BEHIND: lead < 0,
        OVERTAKEN: before <= 0 < lead,
        JUST_AHEAD: 0 < 50 * lead < now[1],
        AHEAD: lead > 0,
        UNCLEAR: True,
    }[phase]


@st.composite
def near(draw: st.DrawFn) -> Truth:
    """Two counts, often close to each other or to where a phase ends."""
    rival = draw(counts())
    share = draw(st.sampled_from((0.6, 0.75, 1.0, 1.0, 1.02, 2.0)))
    return max(0, round(rival * share) + draw(st.integers(-60, 60))), rival


@given(near(), near())
@example((0, 0), (0, 0))
def test_exact_counts_give_the_first_phase_that_holds(now: Truth, then: Truth) -> None:
    order = (LEVEL, SLIPPING_BACK, CLOSING, FAR_BEHIND, BEHIND, OVERTAKEN, JUST_AHEAD, AHEAD)
    assert phase_of(now, then) is next(phase for phase in order if holds(phase, now, then))


@given(near(), near(), st.tuples(*[st.integers(0, 60)] * 4), st.tuples(*[st.integers(-60, 60)] * 4))
def test_no_true_count_within_the_half_widths_contradicts_the_phase(
    now: Truth, then: Truth, half: tuple[int, ...], error: tuple[int, ...]
) -> None:
    counts = (*now, *then)
    true = [max(0, count + max(-most, min(most, off))) for count, most, off in zip(counts, half, error, strict=True)]
    phase = find_phase(paired(now, half[:2]), paired(then, half[2:], day=5))
    assert holds(phase, (true[0], true[1]), (true[2], true[3]))


@given(near(), near() | st.none(), st.integers(0, 60))
def test_swapping_the_two_turns_the_phase_round(now: Truth, then: Truth | None, half_width: int) -> None:
    half = (half_width, half_width)
    phase, turned = (find_phase(paired(now[::step], half), paired(then[::step], half, day=5) if then else None) for step in (1, -1))
    assert (turned in (CLOSING, FAR_BEHIND, BEHIND)) is (phase in (JUST_AHEAD, AHEAD))
    assert (turned in (JUST_AHEAD, AHEAD)) is (phase in (CLOSING, FAR_BEHIND, BEHIND))
    for one, other in ((LEVEL, LEVEL), (UNCLEAR, UNCLEAR), (SLIPPING_BACK, OVERTAKEN), (OVERTAKEN, SLIPPING_BACK)):
        assert (phase is one) is (turned is other)


@given(near(), near(), st.integers(2, 1000))
def test_ten_times_as_many_followers_stand_the_same(now: Truth, then: Truth, factor: int) -> None:
    def scaled(counts: Truth) -> Truth:
        return counts[0] * factor, counts[1] * factor

    assert phase_of(scaled(now), scaled(then)) is phase_of(now, then)


def test_without_a_baseline_nothing_is_said_of_a_change() -> None:
    for now in product(range(12), repeat=2):
        assert phase_of((now[0], now[1])) not in (CLOSING, SLIPPING_BACK, OVERTAKEN)


def estimate_of(*points: tuple[int, Truth], half_width: int = 0) -> Estimate | None:
    """The estimate from the first pair, the baseline and the newest, each as (day, counts)."""
    first, baseline, now = (paired(counts, (half_width, half_width), day) for day, counts in points)
    return find_estimate(first, baseline, now)


@pytest.mark.parametrize(
    ("first", "baseline", "now", "expected"),
    [
        # the campaign on 2 September: 750 at 733.3 a day
        ((0, (2900, 5850)), (0, (2900, 5850)), (3, (5090, 5840)), Estimate(1, 2)),
        # equal ends are widened: 100 at 100 a day
        ((0, (0, 300)), (0, (0, 300)), (2, (200, 300)), Estimate(1, 2)),
        # 100 at 100 a day since yesterday, at 45 a day in all
        ((0, (0, 1000)), (19, (800, 1000)), (20, (900, 1000)), Estimate(1, 3)),
        ((0, (0, 550)), (9, (350, 550)), (10, (450, 550)), Estimate(1, 3)),
        # further ahead than three times what was seen
        ((0, (0, 1000)), (0, (0, 1000)), (2, (260, 1000)), Estimate(5, 6)),
        ((0, (0, 1000)), (0, (0, 1000)), (2, (250, 1000)), None),
        # not coming nearer, since the baseline or in all
        ((0, (0, 1000)), (9, (900, 1000)), (10, (900, 1000)), None),
        ((0, (990, 1000)), (9, (800, 1000)), (10, (900, 1000)), None),
        # level, ahead
        ((0, (0, 1000)), (9, (900, 1000)), (10, (1000, 1000)), None),
        ((0, (0, 1000)), (9, (900, 1000)), (10, (1001, 1000)), None),
        # a billion to go
        ((0, (0, BILLION)), (9, (1, BILLION)), (10, (2, BILLION)), None),
    ],
)
def test_estimate(first: tuple[int, Truth], baseline: tuple[int, Truth], now: tuple[int, Truth], expected: Estimate | None) -> None:
    assert estimate_of(first, baseline, now) == expected


def test_rounding_widens_the_estimate_or_forbids_it() -> None:
    """Counts within 100: a gap of 4800 to 5200, and 4600 to 5400 gained in thirty days."""
    points = (0, (0, 10_000)), (0, (0, 10_000)), (30, (5_000, 10_000))
    assert estimate_of(*points) == Estimate(30, 31)
    assert estimate_of(*points, half_width=100) == Estimate(26, 34)
    assert estimate_of(*points, half_width=1250) is None


def test_under_a_day_is_no_rate_to_go_by() -> None:
    def at(hour: int, ours: int) -> Pair:
        return Pair(timed(f"2023-09-01T{hour:02}:00", ours), timed(f"2023-09-01T{hour:02}:00", 1000))

    assert find_estimate(at(1, 100), at(1, 100), at(23, 900)) is None


@st.composite
def approaches(draw: st.DrawFn) -> tuple[tuple[int, Truth], tuple[int, Truth], tuple[int, Truth]]:
    """First pair, baseline and newest of a challenger that comes nearer, as (day, counts)."""
    sizes = st.sampled_from((1, 30, 3000, BILLION))
    gap, late, early = (draw(st.integers(1, draw(sizes))) for _ in range(3))
    days, more = draw(st.integers(1, 400)), draw(st.integers(0, 400))
    rival = gap + late + early + draw(counts())
    return (0, (rival - gap - late - early, rival)), (more, (rival - gap - late, rival)), (more + days, (rival - gap, rival))


@given(approaches())
def test_the_estimate_is_a_range_that_holds_both_rates_or_none(points: tuple[tuple[int, Truth], ...]) -> None:
    (_, first), (early, baseline), (today, now) = points
    estimate = estimate_of(*points)
    rates = [Fraction(before[0] - before[1] - now[0] + now[1], day - today) for day, before in ((0, first), (early, baseline))]
    days = [(now[1] - now[0]) / rate for rate in rates]
    if estimate is None:
        assert max(days) > 3 * today - 1
    else:
        assert estimate.earliest <= min(days) < estimate.earliest + 1
        assert estimate.earliest < estimate.latest <= 3 * today
        assert estimate.latest - 1 <= max(days) <= estimate.latest


@given(approaches(), st.integers(0, 500), st.tuples(*[st.sampled_from((-1, 0, 1))] * 6))
def test_the_estimate_of_rounded_counts_holds_that_of_any_true_ones(
    points: tuple[tuple[int, Truth], ...], half_width: int, signs: tuple[int, ...]
) -> None:
    estimate = estimate_of(*points, half_width=half_width)
    off = [sign * half_width for sign in signs]
    true = [(day, (counts[0] + off[2 * place], counts[1] + off[2 * place + 1])) for place, (day, counts) in enumerate(points)]
    if estimate is not None:
        exact = estimate_of(*true)
        assert exact is not None
        assert estimate.earliest <= exact.earliest
        assert exact.latest <= estimate.latest
