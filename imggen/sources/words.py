"""The words of users: made safe to draw and to speak, and shown in error messages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from imggen.errors import InputError, printable
from imggen.platforms import folded
from imggen.series import Subject

LONGEST = 400

_OVERRIDES = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_TO_SPACE = {"Cc", "Zl", "Zp"}
_HANDLE = re.compile(r"@[^\s@]+@[^\s@]+")


def cleaned(text: str, where: str = "text", limit: int = LONGEST) -> str:
    """The text in NFC without control characters, bidi overrides and lone surrogates; no-break spaces stay.

    Raises InputError when more than `limit` characters are left.
    """
    if len(text) > 100 * limit:
        raise InputError(f"found {len(text)} characters", where, f"{limit} at most")
    kept = text if text.isascii() and text.isprintable() else unicodedata.normalize("NFC", "".join(map(_safe, text)))
    kept = re.sub(" {2,}", " ", kept).strip()
    if len(kept) > limit:
        raise InputError(f"found {len(kept)} characters", where, f"{limit} at most")
    return kept


def _safe(character: str) -> str:
    if ord(character) in _OVERRIDES:
        return ""
    category = unicodedata.category(character)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if category in _TO_SPACE else character


def shown(value: object, limit: int = 40) -> str:
    """A value as an error message quotes it: between quotation marks, shortened, nothing that moves a terminal's cursor."""
    if isinstance(value, Mapping | list | tuple):
        return "a list" if isinstance(value, list | tuple) else "an object"
    text = value if isinstance(value, str) else str(value)
    return f'"{printable(text[:limit])}{"…" if len(text) > limit else ""}"'


def plain(text: str) -> str:
    """Text as counts and dates compare it: digits of every script as 0 to 9, spaces of every width as one, no invisible characters."""
    stripped = text.strip()
    if stripped.isascii():
        return stripped.casefold()
    return "".join(map(_plain, unicodedata.normalize("NFC", stripped))).strip().casefold()


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    if category == "Cf":
        return ""
    if category in {"No", "Nl"}:  # ² and ½ are not digits of a number, though compatibility forms would make them so
        return character
    return _LOOKALIKES.get(character) or unicodedata.normalize("NFKC", character)


_LOOKALIKES = {"’": "'", "٬": ",", "٫": ".", "≈": "~", "∼": "~", "≃": "~", "≅": "~", "≒": "~", "−": "-"}


def at(error: InputError, where: str) -> InputError:
    """The same error, with the place where it was found."""
    return InputError(error.what, where, error.instead)


def find_subject(text: str, where: str = "subject") -> Subject:
    """The subject that a text names: a handle when it is one (`@name@server`), else a name."""
    name = cleaned(text, where)
    return Subject(handle=name) if _HANDLE.fullmatch(name) else Subject(name=name)


def is_called(subject: Subject, name: str) -> bool:
    """Whether a name is one of the subject's: its name, short name or handle, whatever the case, with or without the first @."""
    names = (subject.name, subject.short_name, subject.handle)
    return bool(name) and folded(name).lstrip("@") in {folded(one).lstrip("@") for one in names if one}
