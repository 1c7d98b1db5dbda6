"""Words as people type them become words that can be set: composed, and on one line."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

_ODD = "[\x00-\x1f\x7f-\x9f\u2010\u2011\u2028\u2029\u115f\u1160\u3164\uffa0\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
_SPACES = "\t\n\v\f\r\x85\u2028\u2029"

_NO_INK = (
    " \u00a0\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U000e0000-\U000e0fff"
)
_INKLESS = f"[{_NO_INK}]+"

_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02af\u1e00-\u1eff\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2190-\u22ff\u25a0-\u25cf]*")


def tidy(words: str) -> str:
    """NFC, on one line: controls and fillers go, line ends become spaces, U+2010 and U+2011 hyphens."""
    if words.isascii() and words.isprintable():
        return words
    if re.search(_ODD, words):
        words = re.sub(_ODD, _replacement, words)
    return words if is_normalized("NFC", words) else normalize("NFC", words)


def _replacement(match: re.Match[str]) -> str:
    odd = match[0]
    if odd in "\u2010\u2011":
        return "-"
    if odd in _SPACES:
        return " "
    return "\ufffd" if "\ud800" <= odd <= "\udfff" else ""


def inked(text: str) -> str:
    """The text without what needs no glyph: spaces, which can be made, and what is ignored by default."""
    return re.sub(_INKLESS, "", text)


def is_plain(text: str) -> bool:
    """Whether every character is a cluster of Latin letters and signs, from left to right, and none an emoji."""
    return _PLAIN.fullmatch(text) is not None
