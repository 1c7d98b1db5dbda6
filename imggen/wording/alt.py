"""The alt text: a story in the spoken voice, in three tiers that contain each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imggen.errors import InputError
from imggen.story import Sentence, Story, Value
from imggen.wording.voice import Voice

LIMITS = {"short": 140, "standard": 500, "extended": 1500}
"""The most characters of each tier; from 140 on, every limit has a text."""
_NAME_LENGTHS = (24, 16, 12, 8)
"""Longer names take their short form in the short tier, and shorter ones still when that is not enough."""
_DOUBLE_STOP = re.compile(r"([.!?…])\.$")
_BLOCKS = ("readings", "layout")


@dataclass(frozen=True, slots=True)
class Alt:
    """The alt text in all tiers."""

    short: str
    standard: str
    extended: str


def describe(story: Story, voice: Voice) -> Alt:
    """The alt text in all tiers, each at its full length."""
    return Alt(*(alt_text(story, voice, tier) for tier in LIMITS))


def alt_text(story: Story, voice: Voice, tier: str = "standard", limit: int | None = None) -> str:
    """The alt text in a tier, in at most `limit` characters if that is less than the tier's own limit.

    Whole sentences are left out to fit, the least important first. `extended` begins with `standard`, word for word; readings and
    layout stand on lines of their own. Where the standard tier has no room for what must be said, the short one is used.
    Raises InputError for an unknown tier, or for a limit under 140 that no true sentence fits.
    """
    if tier not in LIMITS:
        raise InputError(f"no tier named {tier!r}", instead=f"name one of {', '.join(LIMITS)}")
    most = min(LIMITS[tier], limit if limit is not None else LIMITS[tier])
    if tier == "short":
        return _short(story, voice, most)
    facts = _facts(story, voice, min(most, LIMITS["standard"])) or _short(story, voice, min(most, LIMITS["short"]))
    return facts if tier == "standard" else "\n".join(_lengthened(story, voice, facts, most))


def length(text: str) -> int:
    """How long servers and browsers take a text to be: in code points or in UTF-16 units, whichever is more."""
    return len(text) + sum(character > "\uffff" for character in text)


def _lengthened(story: Story, voice: Voice, said: str, most: int) -> Iterator[str]:
    """The lines of the extended tier: the standard text, then of the other blocks what there is room for."""
    yield said
    rest = [sentence for sentence in story.sentences if sentence.block != "facts"]
    kept = _kept(rest, voice, most - length(said) - len(_BLOCKS) + 1) or {}
    for block in _BLOCKS:
        if lines := [text for place, text in kept.items() if rest[place].block == block]:
            yield " ".join(lines)


def _facts(story: Story, voice: Voice, most: int) -> str:
    """The sentences of the standard tier that there is room for, with short names if need be; nothing when too much must be said."""
    facts = [sentence for sentence in story.sentences if sentence.block == "facts"]
    kept = _kept(facts, voice, most) or _kept(facts, replace(voice, longest_name=_NAME_LENGTHS[0]), most) or {}
    return " ".join(kept.values())


def _kept(told: Sequence[Sentence], voice: Voice, most: int) -> dict[int, str] | None:
    """The sentences that fit, by their place; None when not all that must stay do."""
    kept: dict[int, str] = {}
    room = most + 1
    for place, sentence in sorted(enumerate(told), key=lambda each: (each[1].priority, each[0])):
        text = _sentence(voice, sentence.says)
        room -= length(text) + 1
        if room < 0:
            if sentence.priority == 0:
                return None
            break
        kept[place] = text
    return dict(sorted(kept.items()))


def _short(story: Story, voice: Voice, most: int) -> str:
    shortest = 0
    for text in _wordings(story, voice):
        if length(text) <= most:
            return text
        shortest = min(shortest or length(text), length(text))
    raise InputError(f"no true alt text fits {most} characters", instead=f"allow {min(shortest, LIMITS['short'])} or more")


def _wordings(story: Story, voice: Voice) -> Iterator[str]:
    """All wordings of the short tier, the fullest first."""
    brief = [replace(voice, longest_name=longest) for longest in _NAME_LENGTHS]
    yield from (_sentence(brief[0], value) for value in story.short)
    yield from (_sentence(shorter, story.short[-1]) for shorter in brief[1:])


def _sentence(voice: Voice, value: Value) -> str:
    """A value as a sentence: the user's words may bring their own full stop."""
    return _DOUBLE_STOP.sub(r"\1", voice.say(value))
