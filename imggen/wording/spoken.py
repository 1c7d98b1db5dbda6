"""The spoken voice, for the alt text: what a speech synthesiser reads right, as measured with eSpeak NG."""

from __future__ import annotations

from unicodedata import normalize

from imggen.wording.language import Language


def number(value: int, _: Language) -> str:
    """A whole number of 0 or more: grouped digits are read as several numbers, so they are not grouped."""
    return str(value)


def words(text: str) -> str:
    """Names and the user's words on one line, in compatibility form: `𝕏` is spelled out as a code point, `X` is read."""
    return " ".join(normalize("NFKC", text).split())
