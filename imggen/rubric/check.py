"""Check an alt text, ours or a person's, in any words, against what was told: the one door to the rubric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from imggen.errors import InputError
from imggen.facts import Facts
from imggen.platforms import Platform
from imggen.rubric.board import check_board, check_rows
from imggen.rubric.directions import check_directions
from imggen.rubric.finding import SEVERITIES, Finding
from imggen.rubric.listen import Vocabulary, listen, mask
from imggen.rubric.numbers import check_numbers
from imggen.rubric.patterns import Patterns, find_patterns
from imggen.rubric.said import Said
from imggen.rubric.shown import check_confirmed, check_shown
from imggen.rubric.speech import check_speech
from imggen.rubric.tongue import check_language, detect
from imggen.rubric.truth import Truth
from imggen.rubric.whole import check_length, check_names, check_opener, check_unit, check_whole, has_room
from imggen.series import Subject
from imggen.story import Name, Quote, Story, phrase
from imggen.told import Told
from imggen.wording.alt import LIMITS, length
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

_LENGTHS = (0, 24, 16, 12, 8)
"""The lengths that names are cut to in short tiers; 0 is none."""
_SHORTEST_CUT = 5
_SHORTEST_USER = 3
"""Shorter parts of handles are words of some language."""


def check_told(
    text: str, told: Told, *, tier: str = "", language: str = "", limit: int | None = None, carried: str = ""
) -> tuple[list[Finding], str]:
    """Say what is wrong with an alt text of what was told, the worst first, and the code of the language it was read in.

    `tier` is `short`, `standard` or `extended`, by default the one that `fitting_tier` says; `language` a code, by default the card's if
    that knows most of the words, else the one that does. Words that the user wrote are not judged, nor what a text that the picture
    `carried` says of the drawing. Raises InputError for a tier or a language that there is not.
    """
    tier = tier or fitting_tier(text)
    if tier not in LIMITS:
        raise InputError(f"no tier named {tier!r}", instead=f"name one of {', '.join(LIMITS)}")
    facts = told.facts if isinstance(told.facts, tuple) else (told.facts,)
    words, voice = _vocabulary(told.story, facts, told.voice), told.voice
    code = find_language(language).code if language else detect(mask(text, words).text, voice.language.code)
    if code != voice.language.code:
        voice = replace(voice, language=find_language(code))
        words = _vocabulary(told.story, facts, voice)
    patterns = find_patterns(code)
    said = listen(text.strip("\n"), patterns, words)
    series = [one.series for one in max((one.series for one in facts), key=len)]
    found = dict.fromkeys(
        (
            *_findings(text, said, told.story, facts, patterns, tier, limit or LIMITS[tier]),
            *(each for each in check_shown(text, said, told.story, series, voice, patterns) if not carried or each.words not in carried),
            *check_confirmed(said, told.story, voice),
        )
    )
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)), code


def fitting_tier(text: str) -> str:
    """The tier that a text is meant to be: extended when it is too long for the standard one, or has lines."""
    text = text.strip()
    return "extended" if len(text) > LIMITS["standard"] or "\n" in text else "standard"


def _findings(raw: str, said: Said, story: Story, facts: Sequence[Facts], patterns: Patterns, tier: str, limit: int) -> Iterator[Finding]:
    truths = [Truth(one, story.kind) for one in facts]
    room = has_room(raw, said, tier, limit)
    yield from check_length(raw, tier, limit)
    if len(facts) == 1:
        yield from check_numbers(said, truths[0], patterns)
        yield from check_directions(said, truths[0], patterns)
        lines = limit - length(raw) > limit // 10 and limit >= LIMITS[tier]
        yield from check_whole(said, truths[0], patterns, tier, room=room, lines=lines)
    else:
        whole = next((one for one in facts if one.comparison.rival), facts[0])
        yield from check_board(said, truths, patterns)
        yield from check_opener(said, story.kind, patterns)
        yield from check_names(said, whole, tier, patterns)
        yield from check_unit(said, story.unit, patterns)
        names = [one.comparison.subject.shown for one in facts]
        yield from check_rows(said, patterns, names, _drawn(story, facts), tier, room=room)
    yield from check_speech(raw, said, patterns, tier)
    yield from check_language(said, patterns.lexicon.code)


def _vocabulary(story: Story, facts: Sequence[Facts], voice: Voice) -> Vocabulary:
    """What a text of these facts may name."""
    series = max((one.series for one in facts), key=len)
    platforms = [_forms(one.series.platform, voice) for one in series]
    subjects = [one.comparison.subject for one in facts]
    taken = {form.casefold() for forms in platforms for form in forms}
    accounts = [[form for form in forms if form.casefold() not in taken] for forms in _accounts(story, subjects, voice)]
    events = [event.text for one in facts for event in one.comparison.events]
    handles = [part for subject in subjects for part in subject.handle.lstrip("@").split("@")]
    title = [story.headline.text] if isinstance(story.headline, Quote) else []
    day = story.day.day if story.day else None
    return Vocabulary(platforms, accounts, [*title, *_quoted(story), *events, story.credit], handles, day)


def _forms(platform: Platform, voice: Voice) -> list[str]:
    """The forms of a platform's name: whole, cut, and as its language has it."""
    own = [replace(voice, longest_name=longest).say(Name(platform)) for longest in _LENGTHS]
    known = [alias for alias in platform.aliases if alias.isalpha() and len(alias) > 4]
    declined = voice.language.platforms.get(platform.key, {})
    cases = [form for name, form in declined.items() if name not in ("label", "full")]
    return list(dict.fromkeys((*own, platform.name, *cases, *known)))


def _called(subject: Subject, voice: Voice, subjects: int) -> list[str]:
    """What a text may call a subject."""
    user, _, server = subject.handle.lstrip("@").partition("@")
    names = [name for name in (subject.name, subject.short_name, subject.called) if name]
    cut = [replace(voice, longest_name=longest).say(Name(Platform("", name))) for name in names for longest in (*_LENGTHS, 60)]
    cut = [name for name in cut if len(name) >= _SHORTEST_CUT or name in names]
    own = voice.say(phrase("leaderboard.address", user=Quote(user), server=Quote(server)))
    addresses = [own, f"{user}@{server}", f"{user} @ {server}"] if server else []
    return list(dict.fromkeys((*cut, *(addresses if subjects > 1 else ()), *([user] if len(user) >= _SHORTEST_USER else []))))


def _accounts(story: Story, subjects: Sequence[Subject], voice: Voice) -> Iterator[list[str]]:
    """What a text may call each subject: its name, and what is cut off it where that could be meant for no other one."""
    known = [[*_called(subject, voice, len(subjects)), *_briefly(story, subject)] for subject in subjects]
    times = Counter(form.casefold() for forms in known for form in {*forms})
    for subject, forms in zip(subjects, known, strict=True):
        yield [form for form in forms if times[form.casefold()] == 1 or form == subject.name]


def _briefly(story: Story, subject: Subject) -> Iterator[str]:
    """What a card of several calls a subject whose name is long."""
    yield from (name.brief for name in story.names if isinstance(name, Quote) and name.text == subject.name and name.brief)


def _quoted(story: Story) -> Iterator[str]:
    """The user's words in the source line."""

    def within(value: Any) -> Iterator[str]:
        if isinstance(value, Quote):
            yield value.text
        for part in (*getattr(value, "parts", ()), *getattr(value, "values", {}).values()):
            yield from within(part)

    yield from within(story.source)


def _drawn(story: Story, facts: Sequence[Facts]) -> list[int]:
    """Which subjects have a row of their own."""
    rows = len(getattr(story, "contenders", facts))
    return list(range(len(facts))) if rows >= len(facts) else []
