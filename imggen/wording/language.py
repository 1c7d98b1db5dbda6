"""A language: its own name and direction, its numbers and dates, and all its messages, read from one file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from imggen.assets import messages
from imggen.errors import InputError, did_you_mean

_VARIANTS = frozenset(("common", "spoken", "written", "campaign", "inclusive", "campaign_spoken", "campaign_written", "inclusive_spoken"))
LEXICON = "\n[lexicon]\n"
"""Where the last table of a language's file begins: it is the checker's, and costs others nothing."""
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z0-9]+))*")
_SCRIPTS = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans"}
"""What a code means that does not name its script. The others of Chinese are read in another one, so they are not offered this one."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """How a language writes numbers."""

    group: str
    """Between groups of three digits."""
    smallest_grouped: int
    decimal: str
    compact: tuple[tuple[int, str], ...]
    """What a number is divided by and the sign that says so, largest first: `(1000000, "M")`."""
    compact_space: str
    """Between a compact number and its sign."""
    letters: tuple[str, ...]
    """Small numbers in letters, from none on."""


@dataclass(frozen=True, slots=True, eq=False)
class Dates:
    """How a language writes days: ICU date patterns of the fields d, M and y by the forms of Day.

    `first` is the first of a month, where that is not a plain number: `1er`.
    """

    written: Mapping[str, str]
    spoken: Mapping[str, str]
    months: tuple[str, ...]
    """Names of its own, January first, where ICU's are not those that people write; none for ICU's."""
    months_short: tuple[str, ...]
    largest_first: bool
    """Whether the year comes first, so that of two days the second one says only what differs: `2023年8月30日から9月4日`."""


class SmallWord(NamedTuple):
    """A word that stands in front of others and changes before some of them: `de ` and `d’`."""

    plain: str
    changed: str
    when: re.Pattern[str]
    """Before what it changes: a vowel, or digits that are read as a word that has one."""

    def put(self, words: str) -> str:
        """The word that words take in front."""
        return self.changed if self.when.match(words) else self.plain


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Language:
    """All that a language needs to say a story."""

    code: str
    name: str
    """Its name in itself: `français`."""
    direction: str
    """`ltr` or `rtl`."""
    reviewed: bool
    """Whether somebody whose language it is has read the messages."""
    sentence_space: str
    """Between two sentences: nothing in Japanese."""
    numbers: Numbers
    dates: Dates
    platforms: Mapping[str, Mapping[str, str]]
    """Names that the language has of its own, by platform and form: `x`, `full`, `X (ex-Twitter)`."""
    before: Mapping[str, SmallWord]
    """Words that stand in front, by form: `of`, `de `, `d’`."""
    typography: Mapping[str, tuple[tuple[str, str], ...]]
    """What each voice replaces in messages: the picture's spaces and apostrophes."""
    messages: Mapping[str, Mapping[str, str]]
    """ICU messages by key and variant."""

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def variant(self, key: str, *, spoken: bool, tone: str, inclusive: bool) -> str:
        """The message of a key that suits best: inclusive before tone before voice before common. Raises KeyError when there is none."""
        voice = "spoken" if spoken else "written"
        wanted = (f"inclusive_{voice}", "inclusive") if inclusive else ()
        variants = self.messages[key]
        return next(variants[name] for name in (*wanted, f"{tone}_{voice}", tone, voice, "common") if name in variants)


_LONGEST_CODE = 5
"""The letters of a code without a script, and of locales that are no language: `POSIX`."""


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages, in alphabetical order."""
    return tuple(sorted(path.stem for path in messages().glob("*.toml")))


@cache
def find_language(code: str) -> Language:
    """The language of a code such as `fr`, `fr-CA` or `fr_FR.UTF-8`. Raises InputError, with a suggestion, when we don't have it."""
    known = {name.lower(): name for name in languages()}
    wanted = code.split(".")[0].split("@")[0].replace("_", "-").lower()
    if _CODE.fullmatch(wanted):
        parts = _SCRIPTS.get(wanted, wanted).split("-")
        for name in ("-".join(parts[:size]) for size in range(len(parts), 0, -1)):
            if name in known:
                return read_language(known[name], _text(known[name]))
    offer = f"name one of {', '.join(languages())}{did_you_mean(code, languages()) or _called(code)}"
    raise InputError(f"no language {code!r}", instead=offer)


def posted_code(code: str) -> str:
    """A code in the form of BCP 47, `br` or `fr-CA`, whether we have that language or not. Raises InputError for anything else."""
    if not _CODE.fullmatch(code):
        raise InputError(f"no language {code[:40]!r}", instead=f"give its code, such as fr or pt-BR{_called(code)}")
    return code.replace("_", "-")


def _called(name: str) -> str:
    """End an error message with the code of the language that calls itself so: "; did you mean fr?", or nothing."""
    if len(name) <= _LONGEST_CODE or not name.isalpha():
        return ""
    own = {find_language(code).name.partition(" (")[0].casefold(): code for code in reversed(languages())}
    return did_you_mean(own.get(name.casefold(), ""), own.values())


def _text(code: str) -> str:
    return (messages() / f"{code}.toml").read_text("utf-8").partition(LEXICON)[0]


def read_language(code: str, text: str) -> Language:
    """Read a language's file, which imggen ships: nothing is checked but what TOML and the tests check.

    A file that `extends` another language's says only what differs: `pt-PT` extends `pt`.
    """
    data = tomllib.loads(text)
    if base := data.pop("extends", ""):
        data = _laid_over(tomllib.loads(_text(base)), data)
    numbers, dates = data.pop("numbers"), data.pop("dates")
    before = data.pop("before", {})
    vowels = before.pop("vowels", r"(?!)")
    return Language(
        code=code,
        name=data.pop("name"),
        direction=data.pop("direction"),
        reviewed=data.pop("reviewed"),
        sentence_space=data.pop("sentence_space", " "),
        numbers=Numbers(
            numbers["group"],
            numbers["smallest_grouped"],
            numbers["decimal"],
            tuple((size, sign) for size, sign in numbers["compact"]),
            numbers.get("compact_space", "\u00a0"),
            tuple(numbers["letters"]),
        ),
        dates=Dates(
            dates["written"],
            dates["spoken"],
            tuple(dates.get("months", ())),
            tuple(dates.get("months_short", ())),
            dates.get("largest_first", False),
        ),
        platforms=data.pop("platform"),
        before={form: _small_word(*[*words, vowels][:3]) for form, words in before.items()},
        typography={voice: tuple((old, new) for old, new in pairs) for voice, pairs in data.pop("typography").items()},
        messages=dict(_messages(data)),
    )


def _small_word(plain: str, changed: str, when: str) -> SmallWord:
    return SmallWord(plain, changed, re.compile(when, re.IGNORECASE))


def _laid_over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Tables with others over them. A message is replaced with all its variants."""

    def over(name: str, value: Any) -> Any:
        tables = isinstance(value, dict) and isinstance(base.get(name), dict)
        return _laid_over(base[name], value) if tables and not _is_message(value) else value

    return base | {name: over(name, value) for name, value in own.items()}


def _is_message(table: Mapping[str, Any]) -> bool:
    """Whether a table holds a message's variants, not a group of messages."""
    return table.keys() <= _VARIANTS and all(isinstance(each, str) for each in table.values())


def _messages(tables: Mapping[str, Any], path: str = "") -> list[tuple[str, Mapping[str, str]]]:
    found: list[tuple[str, Mapping[str, str]]] = []
    for name, value in tables.items():
        key = f"{path}.{name}" if path else name
        if isinstance(value, str):
            found.append((key, {"common": value}))
        elif _is_message(value):
            found.append((key, value))
        else:
            found.extend(_messages(value, key))
    return found
