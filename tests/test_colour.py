"""Colours are read, mixed and compared as WCAG 2.2 says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.colour import Colour, Lab, contrast, difference, lab, luminance, parse_colour
from imggen.errors import InputError

BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)

channels = st.integers(0, 255)
colours = st.builds(Colour, channels, channels, channels)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#000", BLACK),
        ("#FfF", WHITE),
        ("#0a7", Colour(0, 170, 119)),
        ("#6364ff", Colour(99, 100, 255)),
        ("#6364FF80", Colour(99, 100, 255, 128 / 255)),
        ("#00000000", Colour(0, 0, 0, 0.0)),
    ],
)
def test_parse(text: str, colour: Colour) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["", "#", "#12", "#1234", "#12345", "#1234567", "#gggggg", "6364ff", "red", " #fff", "#fff\n", "#١٢٣"])
def test_anything_else_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_colour(text)
    assert "write #rgb, #rrggbb or #rrggbbaa" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_long_mistake_is_cut_in_the_message() -> None:
    with pytest.raises(InputError) as caught:
        parse_colour("#" + "f" * 10_000)
    assert len(str(caught.value)) < 120


@given(colours, st.integers(0, 255))
def test_what_is_written_is_read_back(colour: Colour, alpha: int) -> None:
    shown = colour._replace(alpha=alpha / 255)
    assert parse_colour(shown.hexadecimal()) == shown


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#fff", "#fff", 1.0),
        ("#777", "#fff", 4.478),
        ("#767676", "#fff", 4.542),
        ("#f00", "#fff", 3.998),
        ("#00f", "#fff", 8.592),
    ],
)
def test_contrast_as_wcag_gives_it(one: str, other: str, ratio: float) -> None:
    assert contrast(parse_colour(one), parse_colour(other)) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize(
    ("text", "light"), [("#000", 0.0), ("#fff", 1.0), ("#f00", 0.2126), ("#0f0", 0.7152), ("#00f", 0.0722), ("#808080", 0.2159)]
)
def test_luminance_as_wcag_gives_it(text: str, light: float) -> None:
    assert luminance(parse_colour(text)) == pytest.approx(light, abs=0.0001)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_within_its_scale(one: Colour, other: Colour) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@given(colours, colours, st.floats(0, 1))
def test_a_colour_over_another_lies_between_them_and_is_opaque(top: Colour, under: Colour, alpha: float) -> None:
    seen = top._replace(alpha=alpha).over(under)
    assert seen.alpha == 1
    for mixed, one, other in zip(seen[:3], top[:3], under[:3], strict=True):
        assert min(one, other) <= mixed <= max(one, other)


def test_nothing_and_everything_covers() -> None:
    red = Colour(200, 10, 10)
    assert red.over(WHITE) == red
    assert red.faded(0).over(WHITE) == WHITE
    assert red.faded(0.5).faded(0.5).alpha == 0.25
    assert BLACK.faded(0.5).over(WHITE) == Colour(128, 128, 128)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.001), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_difference_as_the_authors_of_its_formulas_give_it(one: tuple[float, ...], other: tuple[float, ...], apart: float) -> None:
    """Sharma, Wu and Dalal (2005), table 1."""
    assert difference(Lab(*one), Lab(*other)) == pytest.approx(apart, abs=0.0001)


@given(colours, colours)
def test_difference_is_the_same_both_ways_and_none_from_itself(one: Colour, other: Colour) -> None:
    assert difference(lab(one), lab(other)) == pytest.approx(difference(lab(other), lab(one)), abs=1e-6)
    assert difference(lab(one), lab(one)) == 0


def test_white_and_black_look_alike_to_every_sight_and_red_and_green_do_not() -> None:
    for sight in ("normal", "protan", "deutan", "tritan"):
        assert lab(WHITE, sight) == pytest.approx((100, 0, 0), abs=0.02)
        assert lab(BLACK, sight) == pytest.approx((0, 0, 0), abs=0.02)
    red, green = parse_colour("#c03020"), parse_colour("#607000")
    assert difference(lab(red, "deutan"), lab(green, "deutan")) < 20 < difference(lab(red), lab(green))
