"""Whether two posts show the same card: by what their pictures are described as, and by the pictures' bytes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from html import unescape

from imggen.posting.post import Draft, Seen

_TAG = re.compile(r"<[^<>]*>")


def plain(text: str) -> str:
    """A description without what servers change in one: tags and entities, line breaks, runs of spaces, composed characters."""
    return " ".join(unicodedata.normalize("NFC", unescape(_TAG.sub("", text))).split())


def fingerprint(description: str) -> str:
    """What tells a description from others, in hexadecimal digits."""
    return hashlib.sha256(plain(description).encode()).hexdigest()


def shows(seen: Seen, draft: Draft) -> bool:
    """Whether a post shows the card of a draft: a picture described in the same words, or the very same picture."""
    wanted = plain(draft.alt)
    return any(plain(each) == wanted for each in seen.descriptions) or bool(seen.digests & digests(draft))


def says(seen: Seen, draft: Draft) -> bool:
    """Whether a post has the text of a draft, however the server set it. Two cards may be posted with one text: this alone is no proof."""
    wanted = "".join(plain(draft.text).split())
    return bool(wanted) and "".join(plain(seen.text).split()) == wanted


def digests(draft: Draft) -> frozenset[str]:
    """The hashes that servers know the draft's picture by."""
    return frozenset((draft.image.sha256, draft.image.md5))


def first_showing(posts: Iterable[Seen], draft: Draft) -> Seen | None:
    """The first of the posts that shows the draft's card."""
    return next((seen for seen in posts if shows(seen, draft)), None)
