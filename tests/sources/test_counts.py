"""Counts are read as people write them, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.sources.counts import LARGEST, evidence, is_blank, is_hidden, parse_count, thousands_mark, whole_number
from imggen.sources.style import written_count


@pytest.mark.parametrize(
    "text",
    [
        "5840",
        "5 840",
        "5\u00a0840",
        "5\u202f840",
        "5\u2009840",
        "5'840",
        "5’840",
        "5,840",
        "5.840",
        " 5840 ",
        "5840.0",
        "5,840.00",
        "5.840,0",
        "٥٨٤٠",
        "５８４０",
        "\u200f5840",
        "5٬840",
    ],
)
def test_a_whole_count_is_exact_however_it_is_grouped(text):
    assert parse_count(text) == (5840, 0)


@pytest.mark.parametrize(
    ("text", "count", "half_width"),
    [
        ("123,4 k", 123_400, 50),
        ("12.3K", 12_300, 50),
        ("12K", 12_000, 500),
        ("1.23k", 1_230, 5),
        ("1,2 M", 1_200_000, 50_000),
        ("12.3 Mio.", 12_300_000, 50_000),
        ("1,234.5K", 1_234_500, 50),
        ("1 234,5 k", 1_234_500, 50),
        ("~5800", 5_800, 50),
        ("≈ 5 800", 5_800, 50),
        ("environ 5800", 5_800, 50),
        ("about 5,800", 5_800, 50),
        ("env. 5000", 5_000, 500),
        ("~12.0K", 12_000, 50),
        ("~5876", 5_876, 1),
        ("~0", 0, 1),
    ],
)
def test_a_rounded_count_has_half_a_unit_of_its_last_digit_as_half_width(text, count, half_width):
    assert parse_count(text) == (count, half_width)


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "−5",
        "(5)",
        "+5",
        "many",
        "1e5",
        "0x10",
        "∞",
        "inf",
        "nan",
        "NaN",
        "1" * 16,
        "9" * 5000,
        "1000000 B",
        "5²",
        "½",
        "⑤",
        "Ⅴ",
        "1.5",
        "12,34",
        "0,123",
        "1,23,456",
        "5 84",
        "1,234.567",
        "1.2345K",
        "1.234,5.6",
        "5840 abonnés",
        "c. d",
        "12 parsecs",
        "5,",
        "=5+1",
    ],
)
def test_what_is_no_count_is_refused_and_quoted(text):
    with pytest.raises(InputError, match="a whole number is expected, such as 5840 or 5 840"):
        parse_count(text)


def test_a_unit_after_three_digits_is_ambiguous_until_the_thousands_are_named():
    with pytest.raises(InputError, match="--thousands"):
        parse_count("1,234 k")
    assert parse_count("1,234 k", thousands=",") == (1_234_000, 500)
    assert parse_count("1,234 k", thousands=".") == (1_234, 0)


def test_a_named_mark_is_the_only_one_that_groups():
    assert parse_count("5.840", thousands=".") == (5840, 0)
    with pytest.raises(InputError):
        parse_count("5.840", thousands=",")


def test_a_column_shows_which_mark_groups_thousands():
    assert evidence(["5840", "5,840", "many", "1,2,3"]) == {",": 1}
    assert evidence(["12,3 k", "1.234 k"]) == {".": 0}, "a decimal comma leaves the dot to group"
    assert evidence(["1.234", "1,234"]) == {".": 0, ",": 1}
    assert evidence(["5840", "5 840", ""]) == {}


@pytest.mark.parametrize("text", ["", " ", "-", "–", "n/a", "NA", "?", "null", "None", "#N/A"])
def test_a_blank_is_not_a_count_and_never_zero(text):
    assert is_blank(text)
    with pytest.raises(InputError):
        parse_count(text)


def test_zero_is_a_count_and_hidden_is_not_blank():
    assert parse_count("0") == (0, 0)
    assert not is_blank("0")
    assert is_hidden("Masqué")
    assert is_hidden("masque\u0301")
    assert not is_hidden("5840")
    assert not is_blank("hidden")


@pytest.mark.parametrize(
    ("name", "mark"), [("comma", ","), ("DOT", "."), ("point", "."), ("space", " "), (" ", " "), ("'", "'"), (",", ",")]
)
def test_thousands_are_named_by_mark_or_word(name, mark):
    assert thousands_mark(name) == mark


def test_an_unknown_name_for_thousands_is_refused_with_the_nearest():
    assert thousands_mark(None) is None
    with pytest.raises(InputError, match="did you mean comma"):
        thousands_mark("coma")
    with pytest.raises(InputError):
        thousands_mark("")


@pytest.mark.parametrize("value", [True, -1, 1.5, float("nan"), float("inf"), 10**15, 10**400, 1e300, [5], {}, None])
def test_a_number_that_is_no_count_is_refused(value):
    with pytest.raises(InputError):
        whole_number(value)


def test_a_float_without_fraction_is_a_count():
    assert whole_number(5876.0) == 5876


@given(st.integers(0, LARGEST), st.sampled_from(["", " ", "\u00a0", "\u202f", "'", ",", "."]))
def test_every_count_is_read_back_in_every_grouping(count, mark):
    assert parse_count(f"{count:,}".replace(",", mark)) == (count, 0)


@given(st.text(alphabet="0123456789 .,'’kKmM~-\u202fe", max_size=12))
def test_any_text_is_a_count_in_range_or_refused(text):
    try:
        count, half_width = parse_count(text)
    except InputError:
        return
    assert 0 <= count <= LARGEST
    assert half_width >= 0
    written = written_count(count, half_width, ())
    assert parse_count(written) == (count, half_width), f"{text!r} is written as {written!r}"
