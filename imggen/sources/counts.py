"""Counts as people write them: grouped, rounded, hidden, or not there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from numbers import Real
from typing import NamedTuple

from imggen.errors import InputError, did_you_mean
from imggen.sources.words import plain, shown

EXPECTED = "a whole number is expected, such as 5840 or 5 840"
LARGEST = 10**15 - 1
LONGEST = 60

_BLANKS = frozenset({"", "-", "–", "—", "--", "n/a", "#n/a", "na", "n.a.", "n.d.", "nd", "?", "null", "none"})
_HIDDEN = frozenset({"hidden", "masqué", "masquée", "masque", "caché", "private", "privé", "verborgen", "versteckt", "oculto", "nascosto"})
_ABOUT = frozenset(
    {"~", "environ", "env", "about", "approx", "approximately", "circa", "ca", "c", "etwa", "ungefähr", "rund", "aprox", "cerca de"}
)
_POWERS = {
    **dict.fromkeys(["k", "tsd", "mille", "millier", "milliers", "thousand", "tausend", "mil", "mila"], 3),
    **dict.fromkeys(["m", "mio", "mln", "million", "millions", "millionen", "millones", "milioni", "milhões"], 6),
    **dict.fromkeys(["b", "bn", "md", "mrd", "billion", "milliard", "milliards"], 9),
}
_SHAPE = re.compile(r"(?P<about>~|[^\W\d_]+\.?(?: de)?)? ?(?P<body>[0-9](?:[0-9 .,']*[0-9])?) ?(?P<suffix>[^\W\d_]+\.?)?")
_THOUSANDS = {"comma": ",", "dot": ".", "point": ".", "space": " ", "apostrophe": "'", ",": ",", ".": ".", " ": " ", "'": "'", "’": "'"}


class _Number(NamedTuple):
    """A number taken apart: its digits before and after the decimal mark, and the marks that were used."""

    whole: str
    fraction: str
    group: str
    decimal: str


def is_blank(text: str) -> bool:
    """Whether the cell says that nothing was measured: empty, `-`, `n/a`, `?`, `null`."""
    return not text or plain(text) in _BLANKS


def is_hidden(text: str) -> bool:
    """Whether the cell says that the count is not shown to the public."""
    return not text.isdigit() and plain(text) in _HIDDEN


def thousands_mark(name: str | None) -> str | None:
    """The mark that a user's choice for `thousands` names: `,`, `.`, `'`, a space, or the word for it. Raises InputError."""
    if name is None:
        return None
    mark = _THOUSANDS.get(name.strip().casefold() or name[:1].replace("\u00a0", " ").replace("\u202f", " "))
    if mark is None:
        known = ("comma", "dot", "space", "apostrophe")
        raise InputError(f"found {shown(name)}{did_you_mean(name, known)}", "thousands", f"expected {', '.join(known)}")
    return mark


def parse_count(text: str, *, thousands: str | None = None) -> tuple[int, int]:
    """The count that a text gives and its half-width: 0 when it is exact, 50 for `12.3K` or `~5800`.

    `thousands` is the mark that groups digits in this column; without it, a text that can be read in two ways is
    refused. Raises InputError for that, and for all that is no count: a blank, a negative, a fraction, a word.
    """
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text), 0
    found = _SHAPE.fullmatch(plain(text)) if len(text) <= LONGEST else None
    if found is None or (found["about"] or "~").rstrip(".") not in _ABOUT:
        raise _refusal(text)
    suffix = (found["suffix"] or "").rstrip(".")
    if suffix and suffix not in _POWERS:
        raise _refusal(text)
    number = _take_apart(found["body"], thousands, scaled=bool(suffix))
    if number is None:
        raise _refusal(text)
    count, half_width = _value(number, _POWERS.get(suffix), about=bool(found["about"])) or (-1, 0)
    if not 0 <= count <= LARGEST:
        raise _refusal(text)
    return count, half_width


def whole_number(value: object) -> int:
    """The count that a number gives, as JSON and data frames hold them: 5876 or 5876.0. Raises InputError for any other."""
    if type(value) is int and 0 <= value <= LARGEST:  # what most are, ahead of the slow question what kind of number it is
        return value
    if isinstance(value, Real) and not isinstance(value, bool):
        with suppress(OverflowError):
            number = float(value)
            if 0 <= number <= LARGEST and number.is_integer():
                return int(number)
    raise _refusal(value)


def evidence(texts: Iterable[str]) -> dict[str, int]:
    """The marks that the texts of one column show to group thousands, `,` or `.`, each with the index of the first text that does.

    One that is used as a decimal mark shows that the other groups. Two marks mean that the column can't be trusted.
    """
    marks: dict[str, int] = {}
    for index, text in enumerate(texts):
        if "," not in text and "." not in text and text.isascii():
            continue
        mark = _shown_mark(text)
        if mark:
            marks.setdefault(mark, index)
    return marks


def _shown_mark(text: str) -> str:
    found = _SHAPE.fullmatch(plain(text)) if len(text) <= LONGEST else None
    if found is None:
        return ""
    try:
        number = _take_apart(found["body"], None, scaled=bool(found["suffix"]))
    except InputError:
        return ""
    if number is None:
        return ""
    return number.group if number.group in {",", "."} else {",": ".", ".": ","}.get(number.decimal, "")


def _refusal(value: object) -> InputError:
    return InputError(f"found {shown(value)}", instead=EXPECTED)


def _take_apart(body: str, thousands: str | None, *, scaled: bool) -> _Number | None:
    """Split the digits and marks of a number; None when they form none."""
    decimal = _decimal_mark(body, thousands, scaled=scaled)
    head, fraction = body.rsplit(decimal, 1) if decimal else (body, "")
    marks = {c for c in head if not c.isdigit()}
    group = marks.pop() if marks else ""
    if marks or not (fraction.isdigit() or not decimal) or (thousands and group in {",", "."} and group != thousands):
        return None
    if group and not re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+", head):
        return None
    return _Number(head.replace(group, ""), fraction, group, decimal)


def _decimal_mark(body: str, thousands: str | None, *, scaled: bool) -> str:
    """The mark of the body that starts a fraction, or nothing. Raises InputError when it can be read in two ways."""
    marks = [c for c in body if not c.isdigit()]
    last = marks[-1] if marks else ""
    if last not in {",", "."} or last == thousands:
        return ""
    if thousands or len(set(marks)) > 1:
        return last
    head, _, tail = body.rpartition(last)
    if len(marks) > 1:
        return ""
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return last
    if scaled:
        what = f"found {shown(body)} before a unit, which can mean {head}{tail} or {head}.{tail} of it"
        raise InputError(what, instead="say which mark groups thousands with --thousands comma or --thousands dot")
    return ""


def _value(number: _Number, power: int | None, *, about: bool) -> tuple[int, int] | None:
    """The count and its half-width; None when it isn't whole."""
    fraction = number.fraction.rstrip("0") if power is None else number.fraction
    places = (power or 0) - len(fraction)
    if places < 0:
        return None
    count = int(number.whole + fraction) * 10**places
    half_width = 10**places // 2 if power is not None else 0
    if about:
        zeros = len(str(count)) - len(str(count).rstrip("0")) if power is None and count else 0
        half_width = max(half_width, 10**zeros // 2, 1)
    return count, half_width
