"""Whether a post carries its card: the picture with a description; and which of a post's pictures the card is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from imggen.posting.journal import Attempt
from imggen.posting.post import Draft, Seen
from imggen.posting.sameness import fingerprint, plain

PICTURE, DESCRIPTION = "picture", "description"
"""What a post may lack."""


def carries(seen: Seen, draft: Draft) -> bool:
    """Whether a picture of the post is described as the draft's is."""
    return any(plain(each) == plain(draft.alt) for each in seen.descriptions)


def lacking(seen: Seen, draft: Draft) -> str:
    """What a post that was just made lacks of its draft: PICTURE, DESCRIPTION, or nothing."""
    if carries(seen, draft):
        return ""
    return DESCRIPTION if seen.descriptions else PICTURE


def lacking_still(seen: Seen, draft: Draft, attempts: Sequence[Attempt]) -> str:
    """What a post that was found lacks: PICTURE, DESCRIPTION, or nothing. What a person wrote over our description is one.

    `attempts` are those of the post, the last one last.
    """
    place = card_place(seen, attempts, draft.alt)
    described = seen.descriptions if place is None else seen.descriptions[place : place + 1]
    known_to_lack = bool(attempts) and attempts[-1].shown == shown_by(seen)
    return "" if described and all(map(plain, described)) and not known_to_lack else lacking(seen, draft)


def shown_by(seen: Seen) -> str:
    """The fingerprint of all that a post's pictures are described as."""
    return fingerprint("\n".join(seen.descriptions))


def card_place(seen: Seen, attempts: Iterable[Attempt], alt: str = "") -> int | None:
    """Where among a post's descriptions the card's is; None when that can't be told.

    It is the only one, or that of the picture, or in the words, of the attempts that made the post, or in those of `alt`.
    """
    if len(seen.descriptions) == 1 and not seen.prose:
        return 0
    own = [attempt for attempt in attempts if attempt.id == seen.id]
    pictures, written = {attempt.media for attempt in own if attempt.media}, {attempt.description for attempt in own}
    tellings: tuple[tuple[Sequence[str], Callable[[Any], bool]], ...] = (
        (seen.media, lambda id_: id_ in pictures),
        (seen.descriptions, lambda each: fingerprint(each) in written),
        (seen.descriptions, lambda each: bool(alt) and plain(each) == plain(alt)),
    )
    for texts, tells in tellings:
        found = [place for place, each in enumerate(texts) if tells(each)]
        if len(found) == 1 or (found and seen.prose):
            return found[-1]
    return None
