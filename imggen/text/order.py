"""Which way each cluster of a text runs: as a browser shows it, but that numbers, handles, hashtags and addresses keep their order.

The words follow UAX #9. It alone turns `2023-09-04` round in Arabic, and moves the sign of `+12%` and the @ of a handle to their
other end. So a number with all that belongs to it counts as one number, and what is written from left to right in any language is
isolated. Nothing is put into the text for that, and a cluster has one level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from imggen.text.bidi import levels, turns

_SPACE = " \u00a0\u2009\u202f"
_MONEY = "$¢-¥฿₠-⃀＄￠￡￥￦"
_FIGURE = rf"(?:\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d)|\d+)"
_AMOUNT = rf"(?:[{_MONEY}][\u00a0\u202f]?)?{_FIGURE}(?:[°′″]|[{_SPACE}]?[%‰٪{_MONEY}](?!\d))?"
_SIGN = r"(?:(?<!\d)[~≈]?(?:[+±−]|(?<!\w)[–-])|(?<!\d)[~≈])?"
_NUMBER = rf"{_SIGN}{_AMOUNT}(?:[-–—−~.,:/⁄’'٫٬×+=…][+±−-]?{_AMOUNT})*(?:\+(?!\w))?"
"""Counts, dates, times, ranges, ratios and amounts, each with its signs. A hyphen after a letter joins, as in ב-12."""

_ANY = r"[^\s\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_LABELS = r"\w+(?:[.-]+\w+)*"
_HANDLE = rf"(?:(?<![\w.+-])[A-Za-z0-9_][A-Za-z0-9_.+-]*)?@{_LABELS}(?:@{_LABELS})?"
_ADDRESS = rf"(?:https?://|www\.){_ANY}*[\w/=&#]"
_KEPT = re.compile(rf"(?P<ltr>(?:{_ADDRESS}|{_HANDLE})+)|(?P<own>(?:(?<![^\W_])#\w+)(?:#\w+)*)|(?P<number>{_NUMBER})")

_LEFT_TO_RIGHT, _AS_IT_BEGINS, _END = "\u2066", "\u2068", "\u2069"
_KEYCAP, _KEYCAP_DIGIT, _KEYCAP_SIGN = "\u20e3", "\u00b2", "\ufffc"


def cluster_levels(clusters: Sequence[str], base: int) -> list[int]:
    """The embedding level of every cluster of one line whose own level is `base`: odd ones run from right to left."""
    if not base and not turns("".join(clusters)):
        return [0] * len(clusters)
    text = "".join(map(_stand_in, clusters))
    whole, start = "", 0
    ends: set[int] = set()
    for match in _KEPT.finditer(text):
        whole += text[start : match.start()]
        start = match.end()
        if match["number"]:
            whole += next(filter(str.isdecimal, match[0])) * len(match[0])
        else:
            ends |= {len(whole), len(whole) + 1 + len(match[0])}
            whole += f"{_LEFT_TO_RIGHT if match['ltr'] else _AS_IT_BEGINS}{match[0]}{_END}"
    found = levels(whole + text[start:], base)
    return [level for place, level in enumerate(found) if place not in ends]


def _stand_in(cluster: str) -> str:
    """The one character by which a cluster runs: its first. A keycap runs like its digit, but is no part of a number."""
    if _KEYCAP in cluster:
        return _KEYCAP_DIGIT if cluster[0].isdecimal() else _KEYCAP_SIGN
    return cluster[0]
