"""The alt text: a story in the spoken voice, in three tiers that contain each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from imggen.errors import InputError
from imggen.story import Sentence, Story, Value
from imggen.wording.voice import Voice

LIMITS = {"short": 140, "standard": 500, "extended": 1500}
"""The most characters of each tier; from 140 on, every limit has a text."""
_NAME_LENGTHS = (24, 16, 12, 8)
"""Longer names take their short form in the short tier, and shorter ones still when that is not enough."""
_DOUBLE_STOP = re.compile(r"([.!?…。！？؟])[.。]$")
_BLOCKS = ("readings", "layout")
_NEEDED = 4
"""The last priority of what names and readings are said briefly for: readings, and the first sentences on the picture."""


@dataclass(frozen=True, slots=True)
class Alt:
    """The alt text in all tiers."""

    short: str
    standard: str
    extended: str


def describe(story: Story, voice: Voice) -> Alt:
    """The alt text in all tiers, each at its full length."""
    short, kept = _short(story, voice, LIMITS["short"]), _facts(story, voice, LIMITS["standard"])
    if not kept:
        return Alt(short, short, short)
    standard = voice.language.sentence_space.join(kept.values())
    return Alt(short, standard, "\n".join(_lengthened(story, voice, standard, kept, LIMITS["extended"])))


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
    kept = _facts(story, voice, min(most, LIMITS["standard"]))
    if not kept:
        return _short(story, voice, min(most, LIMITS["short"]))
    standard = voice.language.sentence_space.join(kept.values())
    return standard if tier == "standard" else "\n".join(_lengthened(story, voice, standard, kept, most))


def length(text: str) -> int:
    """How long servers and browsers take a text to be: in code points or in UTF-16 units, whichever is more."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2  # never fewer than the code points


def _facts(story: Story, voice: Voice, most: int) -> dict[int, str]:
    """The sentences of the standard tier that there is room for, with short names if need be; none when too much must be said."""
    facts, brief = [sentence for sentence in story.sentences if sentence.block == "facts"], replace(voice, brief=True)
    space = voice.language.sentence_space

    def said(by: Voice) -> dict[int, str]:
        return _fitting(facts, [_sentence(by, fact.says) for fact in facts], most, space)

    kept = said(voice)
    if len(kept) < len(facts):
        kept = max(kept, said(brief), key=len)
    return kept or said(_brief(brief))


def _lengthened(story: Story, voice: Voice, said: str, kept_facts: Collection[int], most: int) -> Iterator[str]:
    """The lines of the extended tier: the standard text, then what found no room in it, then of the other blocks what there is room for."""
    yield said
    facts = [sentence for sentence in story.sentences if sentence.block == "facts"]
    left_out = [replace(fact, block="readings") for place, fact in enumerate(facts) if place not in kept_facts]
    rest = [*left_out, *(sentence for sentence in story.sentences if sentence.block != "facts")]
    space = voice.language.sentence_space
    room = most - length(said) - len(_BLOCKS) + length(space)
    kept = _kept(rest, voice, room, space)
    if len(kept) < len(rest) and any(each.again for each in rest):
        rest = [each for each in rest if not each.again]
        kept = _kept(rest, voice, room, space)
    for block in _BLOCKS:
        if lines := [text for place, text in kept.items() if rest[place].block == block]:
            yield space.join(lines)


def _kept(rest: Sequence[Sentence], voice: Voice, room: int, space: str) -> dict[int, str]:
    """What of the extended tier there is room for, by place.

    Readings say names often. They say those of platforms and accounts briefly, then each platform's once, when there is no room for
    everything; those of subjects briefly when there is none for what is needed; and at last less, when not all readings fit.
    """
    readings = [place for place, sentence in enumerate(rest) if sentence.block == "readings"]
    needed = {place for place, sentence in enumerate(rest) if sentence.priority <= _NEEDED}
    few, kept = _brief(voice), _fitting(rest, [_sentence(voice, sentence.says) for sentence in rest], room, space)
    briefest = replace(few, brief=True)
    for by, less in ((few, 0), (few, 1), (briefest, 1), (briefest, 2)):
        if len(kept) == len(rest) or (by.brief and kept.keys() >= (needed if less == 1 else set(readings))):
            break
        brief, whole = ([_less(each, voice, sentence, less) for sentence in rest] for each in (by, few))
        kept = _fitting(rest, _named(brief, whole, readings, room, space), room, space)
    return kept


def _less(brief: Voice, voice: Voice, sentence: Sentence, less: int) -> str:
    """A sentence as it is said where there is little room: readings alone are shorter, in two steps."""
    if sentence.block != "readings":
        return _sentence(voice, sentence.says)
    terse = (less > 0 and sentence.terse) or sentence.says
    return _sentence(brief, (less > 1 and sentence.brief) or terse)


def _named(brief: Sequence[str], whole: Sequence[str], readings: Sequence[int], room: int, space: str) -> list[str]:
    """The brief texts, but whole names in as many readings as there is room for."""
    texts = list(brief)
    room -= sum(length(texts[place]) + length(space) for place in readings)
    for place in readings:
        if (more := length(whole[place]) - length(brief[place])) <= room:
            texts[place], room = whole[place], room - more
    return texts


def _fitting(sentences: Sequence[Sentence], texts: Sequence[str], most: int, space: str) -> dict[int, str]:
    """The texts that fit, by their place, the most important ones first; none when not all fit that must stay."""
    kept: dict[int, str] = {}
    room = most + length(space)
    for place in sorted(range(len(texts)), key=lambda place: (sentences[place].priority, place)):
        room -= length(texts[place]) + length(space)
        if room < 0:
            if sentences[place].priority == 0:
                return {}
            break
        kept[place] = texts[place]
    return dict(sorted(kept.items()))


def _brief(voice: Voice) -> Voice:
    return replace(voice, longest_name=_NAME_LENGTHS[0])


def _short(story: Story, voice: Voice, most: int) -> str:
    shortest = 0
    for text in _wordings(story, voice):
        if length(text) <= most:
            return text
        shortest = min(shortest or length(text), length(text))
    raise InputError(f"no true alt text fits {most} characters", instead=f"allow {min(shortest, LIMITS['short'])} or more")


def _wordings(story: Story, voice: Voice) -> Iterator[str]:
    """All wordings of the short tier, the fullest first. A name is cut only where it does not fit whole, and short ones last of all.

    A short form of the user's own is no cut: it stands wherever the whole name has no room.
    """
    brief, subject = _brief(voice), story.subject
    own = any(0 < len(name) <= _NAME_LENGTHS[0] for name in (subject.short_name, subject.handle.lstrip("@").split("@")[0]))
    if not own:
        yield from (_sentence(voice, value) for value in story.short[:-1])
    for value in story.short:
        yield _sentence(voice, value)
        yield _sentence(brief, value)
    yield from (_sentence(replace(voice, longest_name=longest), story.short[-1]) for longest in _NAME_LENGTHS[1:])


def _sentence(voice: Voice, value: Value) -> str:
    """A value as a sentence: the user's words may bring their own full stop."""
    return _DOUBLE_STOP.sub(r"\1", voice.say(value))
