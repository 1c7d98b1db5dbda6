"""The text of a post: the default one, made of what the card says, and how servers count it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import regex

from imggen.posting.mentions import unmentioned
from imggen.story import Account, Name, Phrase, Quote, Row, Story, Together, Value
from imggen.wording.alt import alt_text
from imggen.wording.voice import Voice

_LINK = re.compile(r"https?://\S+")
_MENTION = re.compile(r"(?<![\w/])@([\w.-]+)@[\w.-]*\w")
_BETWEEN_WORDS = re.compile(r"[^\w·・]+")


def headline(story: Story, voice: Voice) -> str:
    """The card's headline in the spoken voice: the title of a post, where one has a title."""
    return voice.words(story.headline.text) if isinstance(story.headline, Quote) else voice.say(story.headline)


def default_text(story: Story, voice: Voice, hashtags: Iterable[str] = (), *, mention: bool = False) -> str:
    """What a post says unless told otherwise: the takeaway and the counts in the spoken voice, and hashtags on the last line.

    `hashtags` come after the card's own. Nobody is mentioned but with `mention`: then the account that the card is of is, before the
    hashtags. `voice` is a spoken one: a card's `voice` is.
    """
    said = unmentioned(_said(story, voice))
    mentioned = story.subject.handle if mention and _MENTION.fullmatch(story.subject.handle) else ""
    tags = " ".join(dict.fromkeys(tag for each in (story.hashtag, *hashtags) if (tag := hashtag(each))))
    return "\n\n".join(filter(None, (said, mentioned, tags)))


def _said(story: Story, voice: Voice) -> str:
    """The takeaway, then whose counts are how high; of counts that can't be compared, or of many subjects, what the short alt text says."""
    if not 1 <= len(story.rows) <= 2 or any(row.day for row in story.rows):
        return alt_text(story, voice, "short")
    counts = voice.say(Together(tuple(_counted(row) for row in story.rows)))
    whose = voice.say(Account(story.subject)) if story.subject.called else ""
    takeaway = _sentence(voice.say(story.takeaway))
    return takeaway if _sentence(counts) == takeaway else f"{takeaway} {_sentence(', '.join(filter(None, (whose, counts))))}"


def _counted(row: Row) -> Value:
    return Phrase("headline.alone", {"count": replace(row.count, unit=True), "challenger": Name(row.platform)}, tone="plain")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".!?…" else ".")


def hashtag(text: str) -> str:
    """A hashtag that servers take and screen readers say word by word: `logiciel libre` is `#LogicielLibre`; empty where there is none.

    A word that has a capital keeps its own. Digits alone are a hashtag nowhere.
    """
    words = [word for word in _BETWEEN_WORDS.split(text) if word.strip("_")]
    joined = "".join(word if word != word.lower() else word[:1].upper() + word[1:] for word in words)
    return f"#{joined}" if any(mark.isalpha() for mark in joined) else ""


def count_graphemes(text: str, url_length: int | None = None) -> int:
    """How long a server takes a text to be: in graphemes, web addresses at `url_length` each, `@name@server` as `@name`."""
    links = 0
    if url_length is not None:
        text, links = _LINK.subn("", text)
        text = _MENTION.sub(r"@\1", text)
    return len(regex.findall(r"\X", text)) + links * (url_length or 0)
