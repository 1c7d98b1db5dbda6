"""What a text tells of the drawing and quotes of it, held against the story: rules F08 to F10."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from imggen.platforms import PLATFORMS
from imggen.rubric.finding import Finding
from imggen.rubric.listen import plain
from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Clause, Said
from imggen.series import Series
from imggen.story import Phrase, Quote, Story, Value, phrase
from imggen.wording.voice import Voice

_QUOTING = ("layout.title", "layout.handle", "layout.handle_user", "layout.name", "layout.bubble", "layout.event", "layout.source")
_SHORTEST_PREFIX = 8
_NAME_LENGTHS = (0, 24, 16, 12, 8)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""So many letters of a word are the same in all its forms: `riesiges`, `riesigen`."""
_SERVER = re.compile(r"(?<![\w.@-])(?:[\w-]+\.)+[a-z]{2,6}(?![\w-])")
_QUOTED = re.compile(r"[\"“”„«»]\s*([^\"“”„«»]+?)\s*[\"“”„«»]|:\s*(.+)")
_AXES = ("timeline.axis", "update.axes")
_LOOKS = tuple(f"layout.line_{number}" for number in range(1, 5))
_POSES = ("under", "push", "run", "run_alone", "tie", "top", "stand")
_SAYS_NOTHING = {"name", "other", "by", "whom", "account", "formerly", "date", "before", "pronoun", "still", "headline", "axis"}
_FEW = 3
"""So many words of a drawing make a sentence one of the drawing."""
_EVERYWHERE = ("x", "fediverse")
"""The mammoth pushes one, and the other is no platform of its own."""


def check_shown(raw: str, said: Said, story: Story, series: Sequence[Series], voice: Voice, patterns: Patterns) -> Iterator[Finding]:
    """What is quoted or told of the card otherwise than it is there, and platforms that were not counted."""
    text = " ".join(plain(raw).split())
    yield from _quotes(text, story, voice)
    yield from _headlines(said, story, voice)
    yield from _servers(text, story, voice)
    yield from _axes(said, story)
    yield from _looks(said, story, series, voice)
    yield from _drawings(said, story, voice, patterns)
    yield from _strangers(said, series)


def told(story: Story, voice: Voice) -> Iterator[tuple[str, str]]:
    """Every sentence that imggen may say of a story, whole and with its names cut, each with the key of its message."""
    for sentence in story.sentences:
        key = sentence.says.key if isinstance(sentence.says, Phrase) else ""
        for said in {voice.say(sentence.says), *(each.say(sentence.says) for each in _voices(voice))}:
            yield key, " ".join(plain(said).split())


def _voices(voice: Voice) -> Iterator[Voice]:
    for longest in _NAME_LENGTHS:
        yield replace(voice, longest_name=longest)
        yield replace(voice, longest_name=longest, brief=True)


def _quotes(text: str, story: Story, voice: Voice) -> Iterator[Finding]:
    """A sentence that begins as one of ours that quotes, and goes on otherwise: `The headline reads: …`."""
    ours: dict[str, list[str]] = {}
    for sentence in story.sentences:
        if isinstance(sentence.says, Phrase) and sentence.says.key in _QUOTING:
            prefix = _prefix(voice, sentence.says)
            ours.setdefault(prefix, []).extend(plain(each.say(sentence.says)) for each in _voices(voice))
    for prefix, known in ours.items():
        for found in re.finditer(rf"(?:^|(?<=[.!?。]\s)){re.escape(prefix)}", text) if len(prefix) >= _SHORTEST_PREFIX else ():
            if not any(text.startswith(" ".join(each.split()).rstrip(".。"), found.start()) for each in known):
                end = text.find(". ", found.end())
                yield Finding("F08", text[found.start() : end if end > 0 else len(text)][:90], f"on the card: {known[0]}")


def _prefix(voice: Voice, value: Value) -> str:
    """The words of a message before its first value."""
    words, first = voice.pieces(value)[0]
    return " ".join(plain(words).split()) if first is None else ""


def _headlines(said: Said, story: Story, voice: Voice) -> Iterator[Finding]:
    """Whatever is quoted as the headline, in anybody's words."""
    headline = story.headline.text if isinstance(story.headline, Quote) else voice.say(story.headline)
    for sentence in said.sentences():
        marks = [mark for clause in sentence for mark in clause.of("headline")]
        words = said.words(marks[-1].end, sentence[-1].end) if marks else ""
        if found := _QUOTED.search(words):
            quoted = next(filter(None, found.groups()))
            if _bare(headline) not in (_bare(quoted), _bare(quoted)[: len(_bare(headline))]):
                yield Finding("F08", words[:90], f"the headline is: {headline}")


def _bare(words: str) -> str:
    return " ".join(plain(words).casefold().strip(" .!?…\"'“”„«»").split())


def _servers(text: str, story: Story, voice: Voice) -> Iterator[Finding]:
    """Addresses that are none of the card's."""
    known = " ".join((plain(story.subject.handle), plain(story.credit), *_subjects(story)))
    for found in _SERVER.finditer(text):
        if found.group() not in known and not any(found.group() in ours for _, ours in told(story, voice)):
            yield Finding("F08", found.group(), "that address is not on the card")


def _subjects(story: Story) -> Iterator[str]:
    yield from (plain(part) for part in (story.subject.name, story.subject.short_name, story.hashtag))
    yield from (plain(name.text) for name in story.names if isinstance(name, Quote))


def _axes(said: Said, story: Story) -> Iterator[Finding]:
    """`The vertical axis starts at zero`."""
    keys = {sentence.says.key for sentence in story.sentences if isinstance(sentence.says, Phrase)}
    if story.kind not in ("timeline", "update"):
        return
    from_zero = not keys & set(_AXES)
    for sentence in said.sentences():
        kinds = {mark.kind for clause in sentence for mark in clause.marks}
        if {"axis", "zero"} <= kinds and ("negation" in kinds) == from_zero:
            words = said.words(sentence[0].start, sentence[-1].end)
            yield Finding("F08", words, f"it {'starts' if from_zero else 'does not start'} at zero")


def _looks(said: Said, story: Story, series: Sequence[Series], voice: Voice) -> Iterator[Finding]:
    """How a line is drawn, said of another platform's."""
    own = {
        series_place: sentence.says.key
        for sentence in story.sentences
        if isinstance(sentence.says, Phrase) and sentence.says.key in _LOOKS
        for series_place, one in enumerate(series)
        if getattr(sentence.says.values.get("platform"), "platform", None) == one.platform
    }
    looks = {key: _look(voice, key) for key in _LOOKS}
    shared = frozenset.intersection(*looks.values())
    theirs = frozenset().union(*(looks[key] for key in own.values()))
    for sentence in said.sentences() if own else ():
        for place, word in _beside(said, sentence):
            if place in own and word in theirs - looks[own[place]] and shared & _words(said, sentence):
                words = said.words(sentence[0].start, sentence[-1].end)
                yield Finding("F08", words, f"that is not how the line of {series[place].platform.name} is drawn")


@cache
def _look(voice: Voice, key: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(voice.say(phrase(key, platform=Quote("")))).lower()))


def _words(said: Said, sentence: Sequence[Clause]) -> frozenset[str]:
    return frozenset(_WORD.findall(said.text[sentence[0].start : sentence[-1].end].lower()))


def _beside(said: Said, sentence: Sequence[Clause]) -> Iterator[tuple[int, str]]:
    """Each word of a sentence with the platform named last before it."""
    names = [mark for clause in sentence for mark in clause.of("name")]
    for found in _WORD.finditer(said.text, sentence[0].start, sentence[-1].end):
        before = [mark.value for mark in names if mark.start < found.start()]
        if before and isinstance(before[-1], int):
            yield before[-1], found.group().lower()


def _drawings(said: Said, story: Story, voice: Voice, patterns: Patterns) -> Iterator[Finding]:
    """The animal, in another pose than it is drawn in."""
    drawn = [each for sentence in story.sentences for each in _poses(sentence.says)]
    if not drawn:
        return
    words = {pose: _stems(voice.say(phrase(f"pose.{pose}"))) for pose in _POSES}
    own = frozenset().union(*(words[pose] for pose in drawn if pose in words))
    known, animal = frozenset().union(*words.values()), frozenset.intersection(*words.values())
    denies = any(patterns.denial.search(voice.say(phrase(f"pose.{pose}"))) for pose in drawn)
    for sentence in said.sentences():
        here = _stems(said.text[sentence[0].start : sentence[-1].end])
        denied = any(clause.of("negation") for clause in sentence)
        if here & animal and len(here & known) >= _FEW and (here & (known - own) or denied != denies):
            shows = voice.say(phrase(f"pose.{drawn[-1]}"))
            yield Finding("F08", said.words(sentence[0].start, sentence[-1].end)[:90], f"the drawing shows {shows}")


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(plain(words).lower()))


def _poses(value: Value) -> Iterator[str]:
    if isinstance(value, Phrase):
        if value.key.startswith("pose."):
            yield value.key.removeprefix("pose.")
        for each in value.values.values():
            yield from _poses(each)


def _strangers(said: Said, series: Sequence[Series]) -> Iterator[Finding]:
    """Platforms of which nothing was counted."""
    counted = {one.platform.key for one in series}
    for platform in PLATFORMS:
        if platform.key not in counted and platform.key not in _EVERYWHERE:
            for found in re.finditer(rf"(?<!\w){re.escape(platform.name)}(?!\w)", said.text):
                yield Finding("F09", found.group(), "it was not counted here")


def check_confirmed(said: Said, story: Story, voice: Voice) -> Iterator[Finding]:
    """Sentences of a platform in which nothing is known that could be asked of the counts, unless they are ours."""
    ours: frozenset[str] | None = None
    for sentence in said.sentences():
        kinds = {mark.kind for clause in sentence for mark in clause.marks}
        if "name" not in kinds or kinds - _SAYS_NOTHING:
            continue
        ours = ours if ours is not None else frozenset(_bare(each) for _, each in told(story, voice))
        words = said.words(sentence[0].start, sentence[-1].end)
        if _bare(words) not in ours:
            yield Finding("F10", words[:90], "nothing in it can be asked of the counts: see to it yourself")
