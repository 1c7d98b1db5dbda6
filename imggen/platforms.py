"""The platforms imggen knows by name: one table, with the aliases that people write. An unknown name is kept as written."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Platform:
    """Where followers are counted."""

    key: str
    """A stable lower-case name: `mastodon`, `x`, or the folded name of a platform that imggen does not know."""
    name: str
    """As it is written. A language may have its own words for it (`ex-Twitter`)."""
    fediverse: bool = False
    aliases: tuple[str, ...] = ()


PLATFORMS = (
    Platform("mastodon", "Mastodon", True, ("masto",)),
    Platform("pixelfed", "Pixelfed", True),
    Platform("peertube", "PeerTube", True),
    Platform("lemmy", "Lemmy", True),
    Platform("misskey", "Misskey", True),
    Platform("sharkey", "Sharkey", True),
    Platform("firefish", "Firefish", True),
    Platform("friendica", "Friendica", True),
    Platform("gotosocial", "GoToSocial", True, ("gts",)),
    Platform("pleroma", "Pleroma", True),
    Platform("akkoma", "Akkoma", True),
    Platform("mobilizon", "Mobilizon", True),
    Platform("fediverse", "Fediverse", True, ("fédivers", "fedi", "activitypub")),
    Platform("x", "X", False, ("twitter", "ex-twitter", "x (twitter)", "x (ex-twitter)", "x.com", "twitter/x", "x/twitter")),
    Platform("bluesky", "Bluesky", False, ("bsky", "blue sky")),
    Platform("threads", "Threads"),
    Platform("facebook", "Facebook", False, ("fb",)),
    Platform("instagram", "Instagram", False, ("insta", "ig")),
    Platform("linkedin", "LinkedIn"),
    Platform("youtube", "YouTube", False, ("yt",)),
    Platform("tiktok", "TikTok"),
    Platform("telegram", "Telegram"),
)


def folded(name: str) -> str:
    """The name as it is compared: compatibility forms, case and outer spaces folded, so that `𝕏` is `x`."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


_BY_NAME = {folded(name): platform for platform in PLATFORMS for name in (platform.key, platform.name, *platform.aliases)}


_ALIKE = 0.8
"""How alike a slip is to what was meant, at least: Threema is no slip for Threads."""


def nearest_platform(platform: Platform) -> str:
    """The name of the platform that one not in the table is a slip for, such as `Mastodon` for `mastadon`; empty where it is none.

    `Mastodon Brest` is a name of its own.
    """
    if platform.key in _BY_NAME:
        return ""
    close = difflib.get_close_matches(platform.key, list(_BY_NAME), 1, _ALIKE)
    return _BY_NAME[close[0]].name if close and close[0] not in platform.key.split() else ""


def find_platform(name: str) -> Platform:
    """The platform of that name or alias; a new one, written as the user wrote it, when it is not in the table."""
    key = folded(name)
    return _BY_NAME.get(key) or Platform(key, " ".join(name.split()))
