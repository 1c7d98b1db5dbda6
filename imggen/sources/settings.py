"""Settings: what a campaign file asks for, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from imggen.series import Event, Subject
from imggen.sources.planned import CardPlan, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a campaign file asks for. None, or an empty value, is what it leaves open."""

    subject: Subject = field(default_factory=Subject)
    lang: str | None = None
    timezone: str | None = None
    theme: str | None = None
    card: str | None = None
    size: str | None = None
    tone: str | None = None
    inclusive: bool | None = None
    title: str | None = None
    hashtag: str | None = None
    source: str | None = None
    credit: str | None = None
    rights: str | None = None
    avatar: str | None = None
    logo: str | None = None
    """Both are paths of picture files; as read from a file, they start where that file's folder does."""
    unit: str | None = None
    challenger: str | None = None
    rival: str | None = None
    thousands: str | None = None
    dates: str | None = None
    """`dmy` or `mdy`, for dates that can be read both ways."""
    events: tuple[Event, ...] = ()
    counts: str | None = None
    """The path of the file that holds the counts, as written; relative paths start at the campaign file's folder."""
    accounts: Mapping[str, str] = field(default_factory=dict)
    """The address of the account on each platform."""
    cards: tuple[CardPlan, ...] = (CardPlan(),)
    """What `imggen run` makes of the counts."""
    places: tuple[Place, ...] = ()
    """Where it posts that."""
    to: tuple[str, ...] = ()
    """The names of the places that this subject's cards go to; none for all."""
