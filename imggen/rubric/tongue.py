"""In which language a text is, and whether it is one: rule I01."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import chain

from imggen.rubric.finding import Finding
from imggen.rubric.said import Said
from imggen.wording.language import find_language, languages
from imggen.wording.lexicon import Lexicon, find_lexicon

_WORD = re.compile(r"[^\W\d_]+")
_SYNTAX = re.compile(r"\{\w+, ?\w+,|(?:zero|one|two|few|many|other|=\d+) ?(?=\{)|\{\w+\}")
"""What is no word in a message: placeholders and plural branches."""
_KNOWN = 0.6
_CERTAIN = 0.8
"""A part of a sentence of which less than the first is known, and of which another language knows the second, is of that language."""
_HARDLY, _FEW = 0.3, 4
"""Of so many words or more, of which hardly any is known, another language need not know as many."""
_MIXED, _PART = 2, 0.2
"""So many words that the text's language lacks and another one has, a small one among them, and that part of a sentence, are a mixture."""
_SHORTEST = 4
"""Shorter words mean too many things in too many languages."""


def detect(text: str, expected: str) -> str:
    """The code of the language that a text is in: the expected one when it knows most of the words, else the one that knows the most."""
    if _share(text, expected) >= _KNOWN:
        return expected
    shares = {code: _share(text, code) for code in (expected, *languages())}
    return max(shares, key=lambda code: (shares[code], code == expected, -len(code)))


def _share(text: str, code: str) -> float:
    """How much of a text a language knows: of its words, or where there are no spaces between words of its letters."""
    if find_lexicon(code).spaces:
        words = _WORD.findall(text.lower())
        return sum(knows(code, word) for word in words) / len(words) if words else 0.0
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter in _letters(code) for letter in letters) / len(letters) if letters else 0.0


def check_language(said: Said, code: str) -> Iterator[Finding]:
    """Sentences, and words for what is counted and when, that are of another language."""
    own = find_lexicon(code)
    if not own.spaces or not own.months:
        return
    foreign, name = _foreign(code), find_language(code).name
    for section in said.sections():
        words = _WORD.findall(said.text[section[0].start : section[-1].end].lower())
        if other := _other(words, code):
            text = said.words(section[0].start, section[-1].end)[:60]
            yield Finding("I01", text, f"this is {find_language(other).name}, the rest is {name}")
        else:
            strange = [word for word in words if word in foreign]
            yield from (Finding("I01", word, f"this is a word of {find_language(foreign[word]).name}") for word in strange)


def _other(words: Sequence[str], code: str) -> str:
    """The language that knows a sentence which its text's own does not; nothing when there is none."""
    known = sum(knows(code, word) for word in words) / max(1, len(words))
    if known >= _KNOWN or max(map(len, words), default=0) < _SHORTEST:
        return _mixed(words, code)
    certain = _CERTAIN if known > _HARDLY or len(words) < _FEW else _KNOWN
    others = [other for other in languages() if _family(other) != _family(code) and find_lexicon(other).spaces]
    whole = next((other for other in others if sum(knows(other, word) for word in words) >= certain * len(words)), "")
    return whole or _mixed(words, code)


def _mixed(words: Sequence[str], code: str) -> str:
    """The language of some words among those of the text's own: `Mastodon grimpe de 2900 à 5876 followers`."""
    strange = [word for word in dict.fromkeys(words) if not knows(code, word)]
    if len(strange) < max(_MIXED, _PART * len(words)):
        return ""
    others = [other for other in languages() if _family(other) != _family(code) and find_lexicon(other).spaces]
    found = {other: [word for word in strange if knows(other, word)] for other in others}
    mixed = {other: len(each) for other, each in found.items() if len(each) >= _KNOWN * len(words) or _is_small(each, other)}
    best = max(mixed, key=lambda other: mixed[other], default="")
    return best if best and mixed[best] >= max(_MIXED, _PART * len(words)) else ""


def _is_small(words: Sequence[str], code: str) -> bool:
    return any(word in find_lexicon(code).common for word in words)


def _specific(lexicon: Lexicon) -> Iterator[str]:
    """What is counted, by whom, when, and how a text begins: single words, without and with the commonest endings."""
    tables = (lexicon.units, lexicon.accounts, lexicon.spans, lexicon.openers)
    for form in (*(form for table in tables for forms in table.values() for form in forms), *chain(*lexicon.months)):
        if _WORD.fullmatch(form.strip("*")):
            yield from (form.strip("*") + ending for ending in (("", "s", "es", "n") if form.endswith("*") else ("",)))


@cache
def _foreign(code: str) -> dict[str, str]:
    """Words of other languages that this one does not know and that mean nothing else, with their language."""
    others = [other for other in languages() if _family(other) != _family(code) and find_lexicon(other).spaces]
    found = ((word, other) for other in others for word in _specific(find_lexicon(other)) if len(word) >= _SHORTEST)
    return {word: other for word, other in found if not knows(code, word)}


@cache
def knows(code: str, word: str) -> bool:
    """Whether a language has a word: in what imggen says, or in its lexicon, whole or by its stem."""
    return word in _vocabulary(code) or any(word.startswith(stem) for stem in _stems(code))


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """All whole words of a language's messages and of its lexicon."""
    said = (text for variants in find_language(code).messages.values() for text in variants.values())
    messages = (word for text in said for word in _WORD.findall(_SYNTAX.sub(" ", text).lower()))
    return frozenset((*messages, *(word for form in _all_forms(find_lexicon(code)) for word in _WORD.findall(form))))


@cache
def _letters(code: str) -> frozenset[str]:
    return frozenset(letter for variants in find_language(code).messages.values() for text in variants.values() for letter in text)


@cache
def _stems(code: str) -> tuple[str, ...]:
    forms = (word for form in _all_forms(find_lexicon(code)) for word in form.split())
    return tuple(word[:-1] for word in forms if word.endswith("*") and len(word) > _SHORTEST)


def _all_forms(lexicon: Lexicon) -> Iterator[str]:
    for field in fields(lexicon):
        value = getattr(lexicon, field.name)
        if isinstance(value, Mapping):
            yield from chain(*value.values())
        elif isinstance(value, tuple):
            yield from chain(*value) if field.name == "months" else value


def _family(code: str) -> str:
    return code.split("-")[0]
