"""What speech loses or garbles: rules L02 and S01 to S12, as measured with eSpeak NG. They ask for nothing but the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from imggen.rubric.finding import Finding
from imggen.rubric.patterns import ACCOUNT, NAME, PRIVATE, Patterns
from imggen.rubric.said import Said
from imggen.rubric.tongue import knows

_SHORTEST = 40
_SHORTEST_OTHER_SCRIPT = 15
_LONGEST_SENTENCE = 60
_PLACEHOLDER = re.compile(r"\[[A-Z]{3,}|\bTODO\b|lorem ipsum|^[\w-]+\.(?:png|jpe?g|webp|svg|gif)$", re.IGNORECASE)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?![\d])")
_INSIDE = re.compile(r"\w[·•‧∙]\w|\w\((?:e|es|s|ne|in|innen)\)|\w[.](?:e|s)(?:[.]s)?(?=\W)|\w[*:_](?:in|innen)\b|\w@s?\b")
_NUMERIC = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b")
_SIGNS = re.compile(r"[→←↑↓⇒+−×÷±=<>&/_~^|*$€°§%‰]|(?<!\w)[-–](?=\d)|\bvs\b")
_ADDRESS = re.compile(r"https?:|www\.|(?<!\w)[@#][\w\ue0fe-\ue7ff]")
_FULL_WIDTH = "，：；！？（）"
"""The punctuation of languages without spaces between words: a pause to their voices, and nothing else is right there."""
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-z]{4,}(?!\w)")


def check_speech(raw: str, said: Said, patterns: Patterns, tier: str) -> Iterator[Finding]:
    """Everything in a text that a synthesiser would not say as it is meant."""
    yield from _length(raw, patterns)
    yield from _characters(raw, said, "" if patterns.lexicon.spaces else _FULL_WIDTH)
    yield from (Finding("S04", found.group(), "write the digits without anything between them") for found in _GROUPED.finditer(raw))
    for pattern, rule, fix in (
        (_INSIDE, "S05", "write a word for everybody, without dots or brackets inside"),
        (_NUMERIC, "S06", "write the month as a word"),
        (_SIGNS, "S07", "write it as a word"),
        (_ADDRESS, "S09", "leave it to the post"),
    ):
        yield from (Finding(rule, said.words(found.start(), found.end()), fix) for found in pattern.finditer(said.text))
    yield from _months(said, patterns)
    yield from _lines(raw, said, tier)
    yield from _sentences(said)


def _length(raw: str, patterns: Patterns) -> Iterator[Finding]:
    least = _SHORTEST if patterns.lexicon.spaces else _SHORTEST_OTHER_SCRIPT
    if len(raw.strip()) < least:
        yield Finding("L02", raw.strip(), "too short to describe a card")
    if found := _PLACEHOLDER.search(raw.strip()):
        yield Finding("L02", found.group(), "a placeholder describes nothing")


def _characters(raw: str, said: Said, usual: str) -> Iterator[Finding]:
    """Compatibility forms that are not usual, emoji and what can't be seen; not in what is the user's, which is said in NFKC anyway."""
    own = PRIVATE.sub("", said.text)
    for sign in dict.fromkeys(raw):
        if (
            sign != "\n"
            and sign != normalize("NFKC", sign)
            and category(sign) not in ("Lo", "Lm", "Mn")
            and sign not in f"\u2026、。{usual}"
        ):
            yield Finding("S02", sign, f"write {normalize('NFKC', sign)!r}" if normalize("NFKC", sign).strip() else "write a plain space")
    for sign in dict.fromkeys(own):
        if sign != "\n" and category(sign) in ("Cf", "So", "Cc", "Cn", "Cs", "Co"):
            yield Finding("S08", sign, f"leave out U+{ord(sign):04X}: it is spelled, or nothing is heard")


def _months(said: Said, patterns: Patterns) -> Iterator[Finding]:
    """A shortened month beside a number: `4 sept.` is heard as a seven."""
    whole = {form for forms in patterns.lexicon.months for form in forms}
    for found in re.finditer(r"(?<=\d )([^\W\d_]{3,5})(\.?)(?!\w)|(?<!\w)([^\W\d_]{3,5})\.? (?=\d{1,2}\b)", said.text):
        word = (found.group(1) or found.group(3)).lower()
        short = any(form.startswith(word) and len(form) > len(word) + 1 for form in whole)
        if short and word not in whole and not knows(patterns.lexicon.code, word):
            yield Finding("S06", found.group().strip(), "write the whole month")


def _lines(raw: str, said: Said, tier: str) -> Iterator[Finding]:
    text = raw.strip("\n")
    if "\n" in text and tier != "extended":
        yield Finding("S10", "", "write it on one line")
    for line in text.split("\n"):
        if line and not line.rstrip().endswith((".", "!", "?", "。", "！", "？", "؟", "…")):
            yield Finding("S12", line[-20:], "end the line with a full stop")
    if found := re.search(r"  | \n|\n\n|^\s|[ \t]$", text):
        yield Finding("S12", text[max(0, found.start() - 9) : found.end() + 9].strip(), "leave out the space")
    for found in _CAPITALS.finditer(re.sub(f"{NAME}|{ACCOUNT}", "", said.text)):
        if found.group().isupper():
            yield Finding("S11", found.group(), "capitals are spelled letter by letter")


def _sentences(said: Said) -> Iterator[Finding]:
    for clauses in said.sentences():
        words = said.words(clauses[0].start, clauses[-1].end)
        if len(words.split()) > _LONGEST_SENTENCE:
            yield Finding("S12", words[:40], "make two sentences of it")
