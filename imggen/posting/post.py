"""A post, as it is asked for, as a server shows it, and as it came out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

VISIBILITIES = ("public", "unlisted", "followers", "direct")
"""Who sees a post, in imggen's words; each poster has its server's words for them."""

MIME = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
"""What servers call the kinds of picture, by ending."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is sent."""

    data: bytes = field(repr=False)
    kind: str
    """Its ending: `png`, `jpg`, `webp` or `avif`."""
    width: int
    height: int

    @property
    def mime(self) -> str:
        """What servers call its kind."""
        return MIME[self.kind]

    @property
    def sha256(self) -> str:
        """The hash of its bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def md5(self) -> str:
        """The hash that Misskey tells files by, in hexadecimal digits."""
        return hashlib.md5(self.data, usedforsecurity=False).hexdigest()


class Alt(Protocol):
    """A picture's description, which can be made shorter."""

    def within(self, limit: int | None) -> str:
        """The description on one line, in at most so many characters where there is a limit."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is to be posted."""

    image: Image
    alt: Alt
    text: str
    title: str = ""
    """The headline, where a post has one: on Lemmy."""
    language: str = "en"
    visibility: str = ""
    """One of VISIBILITIES; empty for what the account posts with, else public."""
    warning: str = ""
    """What stands before it is opened; it hides the picture."""
    reply_to: str = ""
    """The address of the account's own or anybody's post that it continues."""
    schedule: datetime | None = None
    """When it appears, with an offset; None for now."""
    since: datetime | None = None
    """The time of the newest count on the card: it can't have been posted before. None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A post that fits the server: what is shown before it is sent, and what is sent."""

    image: Image
    alt: str
    text: str
    title: str
    language: str
    visibility: str
    warning: str
    reply_to: str
    schedule: datetime | None
    since: datetime | None = None
    notes: tuple[str, ...] = ()
    """What had to be changed to fit, one sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A post as the server shows it."""

    id: str
    url: str
    time: datetime | None = None
    text: str = ""
    """As the server has it: plain, or HTML."""
    descriptions: tuple[str, ...] = ()
    """Of each picture, in order; empty where one has none."""
    media: tuple[str, ...] = ()
    """What the server calls each picture, in the same order."""
    prose: bool = False
    """Whether the server has no descriptions: then `descriptions` are the paragraphs of the text, one of which may be."""
    digests: frozenset[str] = frozenset()
    """Hashes of its pictures' bytes, where the server tells them."""
    scheduled: datetime | None = None
    """When it will appear, while it has not."""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """The answer itself, for its own poster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The account that a token belongs to."""

    id: str
    acct: str
    """As people write it: `@name@server`."""
    visibility: str = ""
    """What it posts with unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it."""

    state: str
    """`posted`; `found` where the same card was there already; `mended`; `removed`."""
    url: str
    id: str
    account: str
    alt: str = ""
    notes: tuple[str, ...] = ()
    scheduled: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server takes. None is unlimited, or not known."""

    alt: int | None = None
    """Characters of a description."""
    text: int | None = None
    """Graphemes of the text with its warning."""
    text_bytes: int | None = None
    url_length: int | None = None
    """What any web address counts as; None for its own length."""
    title: int | None = None
    """Characters of a headline; None where there is none."""
    warning: int | None = None
    """Characters of a content warning."""
    bytes: int | None = None
    pixels: int | None = None
    side: int | None = None
    """Pixels of a picture's longer side."""
    kinds: frozenset[str] | None = None
    """Kinds of picture, as in MIME."""
    visibilities: tuple[str, ...] = VISIBILITIES
    warnings: bool = True
    replies: bool = True
    schedules: bool = False
    bare_picture: bool = False
    """Whether the picture is best sent without anything about itself in the file."""
