"""A post changed after it was made: its description and picture replaced, or all of it deleted. What else is in it stays."""

from __future__ import annotations

from imggen.errors import CheckError, InputError
from imggen.posting.answers import host_of
from imggen.posting.carrying import card_place, carries
from imggen.posting.journal import Journal
from imggen.posting.post import Draft, Outcome, Seen
from imggen.posting.poster import Connection
from imggen.posting.sameness import plain

_LONGEST_SHOWN = 40


def mend(url: str, draft: Draft, connection: Connection, journal: Journal, *, picture: bool, which: int | None = None) -> Outcome:
    """Replace the description of the card in a post, and its picture where that is asked for; `which` counts pictures from 1.

    Raises InputError when the account has no post there, or it can't be told which of its pictures the card is; CheckError when the
    server kept the old description.
    """
    seen, place = aim(url, draft, connection, journal, which)
    connection.mend(seen, place, draft.alt, draft.image if picture else None)
    after = connection.look(seen.id)
    if after is None or not carries(after, draft) or _others(after, place) != _others(seen, place):
        raise CheckError("the server did not take the change", url, "look at the post, and mend it there")
    media = after.media[place] if place < len(after.media) else ""
    journal.add_mended(after, draft.alt, draft.image.sha256 if picture else "", media)
    return Outcome(state="mended", url=after.url, id=after.id, account=connection.who.acct, alt=draft.alt, notes=draft.notes)


def aim(url: str, draft: Draft, connection: Connection, journal: Journal, which: int | None = None) -> tuple[Seen, int]:
    """The account's post at an address, and where among its descriptions the one to mend is. Raises InputError when that can't be told."""
    seen = located(url, connection)
    count = len(seen.descriptions)
    if not count:
        raise InputError("it has no picture", url, "name the post of a card")
    if which is not None and not seen.prose:
        if which > count:
            raise InputError(f"the post has {_pictures(count)}", "--picture", "count them from 1")
        return seen, which - 1
    place = card_place(seen, journal.of_post(seen), draft.alt)
    if place is None and seen.prose:
        raise InputError("it is not known which words of its text are the description", url, "change them there")
    if place is None:
        shown = ", ".join(f"{number} is {_shown(each)}" for number, each in enumerate(seen.descriptions, 1))
        raise InputError(f"it has {_pictures(count)}, and it is not known which one is the card", url, f"name it with --picture: {shown}")
    return seen, place


def remove(url: str, connection: Connection, journal: Journal) -> Outcome:
    """Delete the account's post at an address. Raises InputError when it has none there, CheckError when it is still there."""
    seen = located(url, connection)
    connection.delete(seen)
    if connection.look(seen.id) is not None:
        raise CheckError("the server still shows it", url, "look at it in a while, or delete it there")
    journal.add_removed(seen)
    return Outcome(state="removed", url=seen.url or url, id=seen.id, account=connection.who.acct)


def located(url: str, connection: Connection) -> Seen:
    """The account's own post at an address, or a scheduled one of that id. Raises InputError when it has none there."""
    seen = connection.locate(url)
    if seen is None:
        instead = "copy the address of the post from its own server"
        if not host_of(url):
            instead = "when it was scheduled and has appeared since, it has an address now: copy that from its own server"
        raise InputError(f"{connection.who.acct} has no such post", url, instead)
    return seen


def _others(seen: Seen, place: int) -> list[str]:
    """What the other pictures are described as."""
    return [plain(each) for number, each in enumerate(seen.descriptions) if number != place]


def _pictures(count: int) -> str:
    return f"{count} pictures" if count > 1 else "1 picture"


def _shown(description: str) -> str:
    """A description in a few words."""
    words = plain(description)
    if not words:
        return "without a description"
    return f'"{words}"' if len(words) <= _LONGEST_SHOWN else f'"{words[: _LONGEST_SHOWN - 1]}…"'
