"""Templates of post texts: `{challenger.count}` stands for a value of that name, looked up in a table and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from string import Formatter

from imggen.errors import InputError, did_you_mean
from imggen.facts import Facts
from imggen.posting.mentions import unmentioned
from imggen.posting.text import default_text, headline
from imggen.story import Account, Change, Count, Day, Name, Percent, Row, Story
from imggen.wording.alt import alt_text
from imggen.wording.voice import Voice

FIELDS = {
    "takeaway": "what the card says, in a sentence",
    "headline": "the card's headline",
    "text": "what a post says unless told otherwise, without hashtags",
    "alt": "the short alt text",
    "account": "whose followers: the account lelibreedu",
    "subject": "the subject's name",
    "handle": "the subject's handle, with which it is notified where mention = true",
    "date": "the day of the counts",
    "challenger.name": "",
    "challenger.count": "",
    "challenger.change": "since the day that changes are measured from",
    "rival.name": "",
    "rival.count": "",
    "rival.change": "",
    "gap": "by how many one of the two is ahead",
    "share": "the challenger's part of both counts",
    "hashtags": "all of them; without it they come on the last line",
}
"""The fields there are, and what those say that don't say it themselves."""

_LEAST = 0.01
"""A smaller part of both counts would be rounded to nothing."""


def check_template(template: str) -> None:
    """Raises InputError for a template with a field that there is not, or with braces that are none."""
    for name in fields_of(template):
        if name not in FIELDS:
            raise InputError(f"no field named {{{name[:40]}}}", instead=f"there are {', '.join(FIELDS)}{did_you_mean(name, FIELDS)}")


def fields_of(template: str) -> Iterator[str]:
    """The names of a template's fields. Raises InputError for braces that hold more than a name."""
    return (name for _, name in _pieces(template) if name is not None)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its values. Raises InputError for a field that has none, as `{rival.count}` where there is no rival."""
    parts = []
    for words, name in _pieces(template):
        parts.append(words)
        if name is not None:
            if not values.get(name) and name != "hashtags":
                raise InputError(f"{{{name[:40]}}} has no value here", "the post's text", "leave it out, or use {text}")
            parts.append(values.get(name, ""))
    return "".join(parts)


def _pieces(template: str) -> Iterator[tuple[str, str | None]]:
    """Words, each with the name of the field that follows, if one does."""
    try:
        for words, name, form, conversion in Formatter().parse(template):
            if form or conversion:
                raise InputError(f"found {{{name}…}} with a format", instead="write the name alone; braces that are none are {{ and }}")
            yield words, name
    except ValueError as error:
        raise InputError(f"found braces that don't fit: {error}", instead="write {headline}; braces that are none are {{ and }}") from None


def values_of(story: Story, facts: Facts | tuple[Facts, ...], voice: Voice, hashtags: str) -> dict[str, str]:
    """The values of a card's fields in the spoken voice; those that it has not are left out."""
    subject = story.subject
    found = {
        "takeaway": voice.say(story.takeaway),
        "headline": headline(story, voice),
        "text": default_text(replace(story, hashtag=""), voice),
        "alt": alt_text(story, voice, "short"),
        "account": voice.say(Account(subject)) if subject.called else "",
        "subject": voice.words(subject.called),
        "handle": subject.handle,
        "date": voice.say(Day(story.day.day)) if story.day else "",
        "hashtags": hashtags,
    }
    for who, row in zip(("challenger", "rival"), story.rows, strict=False):
        found |= _of_row(who, row, voice)
    return found | (_of_pair(facts, voice) if isinstance(facts, Facts) else {})


def _of_row(who: str, row: Row, voice: Voice) -> dict[str, str]:
    change = voice.say(Change(row.change.number, about=row.change.about)) if row.change else ""
    return {f"{who}.name": voice.say(Name(row.platform)), f"{who}.count": voice.say(row.count), f"{who}.change": change}


def _of_pair(facts: Facts, voice: Voice) -> dict[str, str]:
    """What both counts say together, where they can be compared."""
    pair = facts.pair
    if pair is None or pair.sign is None:
        return {}
    gap = voice.say(Count(pair.gap, about=bool(pair.blur)))
    sure = facts.share is not None and not pair.blur and _LEAST <= facts.share <= 1 - _LEAST
    return {"gap": gap, "share": voice.say(Percent(round(100 * (facts.share or 0)))) if sure else ""}


def without_tags(text: str) -> str:
    """A post's text without mentions and without its last lines of hashtags: what it says in sentences."""
    lines = text.rstrip().split("\n")
    while lines and all(word.startswith(("#", "@")) for word in lines[-1].split()):
        lines.pop()
    return " ".join(unmentioned("\n".join(lines)).split())
