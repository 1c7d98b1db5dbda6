"""How texts are recognised in a language: the words for what an alt text says, read apart from the messages that say it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from imggen.assets import messages
from imggen.wording.language import LEXICON, find_language

Phrases = tuple[str, ...]
"""Words and stems in lower case: `*` is any letters or, on its own, some words; `{name}` is a platform's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a language. Every field is as `messages/en.toml` explains it; an empty one is not checked."""

    code: str
    spaces: bool = True
    """Whether there are spaces between words."""
    common: Phrases = ()
    about: Phrases = ()
    only: Phrases = ()
    no_longer: Phrases = ()
    negation: Phrases = ()
    date_marks: Phrases = ()
    range: Phrases = ()
    months: tuple[Phrases, ...] = ()
    """The forms of each month, January first."""
    percent: Phrases = ()
    percent_before: Phrases = ()
    other: Phrases = ()
    by: Phrases = ()
    ahead: Phrases = ()
    behind: Phrases = ()
    level: Phrases = ()
    neck: Phrases = ()
    overtakes: Phrases = ()
    falls_behind: Phrases = ()
    cross: Phrases = ()
    closing: Phrases = ()
    gap: Phrases = ()
    more: Phrases = ()
    fewer: Phrases = ()
    up: Phrases = ()
    down: Phrases = ()
    flat: Phrases = ()
    estimate: Phrases = ()
    unsure: Phrases = ()
    missing: Phrases = ()
    formerly: Phrases = ()
    whom: Phrases = ()
    top: Phrases = ()
    bottom: Phrases = ()
    far: Phrases = ()
    near: Phrases = ()
    crushes: Phrases = ()
    gained: Phrases = ()
    lost: Phrases = ()
    faster: Phrases = ()
    slower: Phrases = ()
    still: Phrases = ()
    never: Phrases = ()
    always: Phrases = ()
    before: Phrases = ()
    ago: Phrases = ()
    once: Phrases = ()
    nothing: Phrases = ()
    pronoun: Phrases = ()
    origin: Phrases = ()
    goal: Phrases = ()
    amount: Phrases = ()
    joins: Phrases = ()
    over: Phrases = ()
    under: Phrases = ()
    fold: Phrases = ()
    fold_less: Phrases = ()
    axis: Phrases = ()
    zero: Phrases = ()
    headline: Phrases = ()
    numbers: Mapping[str, Phrases] = field(default_factory=dict)
    large: Mapping[str, Phrases] = field(default_factory=dict)
    times: Mapping[str, Phrases] = field(default_factory=dict)
    multiple: Mapping[str, Phrases] = field(default_factory=dict)
    part: Mapping[str, Phrases] = field(default_factory=dict)
    multiplied: Mapping[str, Phrases] = field(default_factory=dict)
    divided: Mapping[str, Phrases] = field(default_factory=dict)
    spans: Mapping[str, Phrases] = field(default_factory=dict)
    units: Mapping[str, Phrases] = field(default_factory=dict)
    accounts: Mapping[str, Phrases] = field(default_factory=dict)
    openers: Mapping[str, Phrases] = field(default_factory=dict)


_EXTENDS = re.compile(r'^extends = "(.+)"', re.MULTILINE)


@cache
def find_lexicon(code: str) -> Lexicon:
    """The lexicon of a language that we have, empty where its file has none. Raises InputError for an unknown code."""
    language = find_language(code)
    return Lexicon(code=language.code, **{name: _frozen(value) for name, value in _read(language.code).items()})


def _read(code: str) -> dict[str, Any]:
    """The fields of a language's file, over those of the language that it extends."""
    head, mark, rest = (messages() / f"{code}.toml").read_text("utf-8").partition(LEXICON)
    base = _EXTENDS.search(head)
    own: dict[str, Any] = tomllib.loads(mark + rest).get("lexicon", {})
    return (_read(base.group(1)) if base else {}) | own


def _frozen(value: Any) -> Any:
    """Lists as tuples, at every depth."""
    if isinstance(value, dict):
        return {name: _frozen(each) for name, each in value.items()}
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
