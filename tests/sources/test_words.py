"""The words of users are made safe and otherwise kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imggen.errors import InputError
from imggen.series import Subject
from imggen.sources.words import cleaned, find_subject, shown


def test_words_are_composed_and_what_moves_text_about_is_taken_out():
    assert cleaned("e\u0301te\u0301") == "été"
    assert cleaned("a\u202eb\u2066c\x1b[31m\nd\te\u2028f") == "abc [31m d e f"
    assert cleaned("e\u202e\u0301") == "é"
    assert cleaned("\ud800") == "\ufffd"


def test_no_break_spaces_and_emoji_stay():
    for text in ("Gagné\u202f!", "👩\u200d🚒", "שלום\u200f"):
        assert cleaned(text) == text


def test_too_long_words_are_refused():
    assert len(cleaned("é" * 400)) == 400
    for length in (401, 10_000_000):
        with pytest.raises(InputError, match=r"title: found .* characters; 400 at most"):
            cleaned("é" * length, "title")


def test_a_handle_is_told_from_a_name():
    assert find_subject("@lelibreedu@mastodon.mim-libre.fr") == Subject(handle="@lelibreedu@mastodon.mim-libre.fr")
    assert find_subject("Ville de Lyon") == Subject(name="Ville de Lyon")


def test_error_messages_quote_without_harm():
    assert shown("many") == '"many"'
    assert shown("\x1b[2J\n") == '"\\u001b[2J"'
    assert shown("x" * 100) == f'"{"x" * 40}…"'
    assert (shown([1]), shown({})) == ("a list", "an object")


@given(st.text(max_size=300))
def test_cleaned_words_are_stable_printable_text(text):
    once = cleaned(text)
    assert cleaned(once) == once
    assert not {unicodedata.category(c) for c in once} & {"Cc", "Cs"}
    once.encode()
