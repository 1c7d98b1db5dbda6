"""The written voice, for the picture: grouped digits, and names and the user's words as they are."""

from __future__ import annotations

from imggen.wording.language import Language


def number(value: int, language: Language) -> str:
    """A whole number of 0 or more, its digits grouped: `5 876` with U+202F in French."""
    how = language.numbers
    return f"{value:,}".replace(",", how.group) if value >= how.smallest_grouped else str(value)


def compact_number(value: int, language: Language) -> str:
    """A number in three digits and the sign of its size, `1,23 M`; in full when it is too small for one."""
    how = language.numbers
    for size, sign in how.compact:
        whole = value / size
        # What would round up to a thousand of the smaller sign takes the larger one.
        if whole >= 0.9995:
            decimals = 2 if whole < 9.995 else 1 if whole < 99.95 else 0
            return f"{whole:.{decimals}f}".replace(".", how.decimal) + how.compact_space + sign
    return number(value, language)


def words(text: str) -> str:
    """Names and the user's words, as they are."""
    return text
