"""A poster: how one family of servers is logged in to and posted to. A poster is one file of `imggen.posters` with an object `POSTER`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from imggen.posting.post import Draft, Image, Limits, Seen, Who
from imggen.registry import find, names

if TYPE_CHECKING:
    from imggen.network.addresses import Origin
    from imggen.network.client import Client

PACKAGE = "imggen.posters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What lets imggen post: a secret of one server, and whose it is. `repr` does not show the secrets."""

    poster: str
    origin: Origin
    software: str
    """What the server runs, as NodeInfo calls it."""
    token: str = field(repr=False)
    """A bearer token; for Bluesky an app password."""
    user: str = ""
    """The name to log in with, where the token alone is not enough: on Bluesky."""
    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """What may never be shown."""
        return frozenset(filter(None, (self.token, self.client_id, self.client_secret)))


class Person(Protocol):
    """Whoever logs in, at the terminal."""

    def show(self, text: str) -> None:
        """Say something."""
        ...

    def ask(self, question: str, *, secret: bool = False) -> str:
        """Ask for a line; a secret one is not shown while it is typed."""
        ...


class Connection(Protocol):
    """An account on a server. Every method raises ServerError when the server says no, NoAnswerError when it says nothing."""

    who: Who

    def limits(self) -> Limits:
        """What the server takes."""
        ...

    def recent(self, since: datetime | None) -> Iterator[Seen]:
        """The account's own posts, newest first: those since a time, else as many as is polite; also those that are still to appear."""
        ...

    def send(self, draft: Draft, key: str, about_to: Callable[[], None]) -> Seen:
        """Upload the picture with its description, wait until it is ready, call `about_to`, post, and return the post.

        `key` is the same for the same card and account: where the server can tell a repeated post by it, it does.
        """
        ...

    def look(self, id_: str) -> Seen | None:
        """A post as it is now; None when it is gone."""
        ...

    def locate(self, url: str) -> Seen | None:
        """The account's own post at an address; None when it has none there."""
        ...

    def mend(self, seen: Seen, place: int | None, alt: str, image: Image | None) -> None:
        """Replace the description at a place of `seen.descriptions`, and its picture where one is given; the rest of the post stays.

        Without a place, the description is added to the text of a post that has it there. Raises InputError where the server can't do that.
        """
        ...

    def delete(self, seen: Seen) -> None:
        """Delete a post."""
        ...

    def revoke(self) -> str:
        """Make the token worthless, and return what is left for the user to do, else nothing."""
        ...


class Poster(Protocol):
    """How one family of servers is posted to."""

    name: str
    summary: str
    software: tuple[str, ...]
    """What servers that it knows call themselves in NodeInfo."""

    def sign_in(self, client: Client, origin: Origin, software: str, person: Person) -> Credentials:
        """Ask for what is needed and log in, with no more rights than posting takes."""
        ...

    def connect(self, client: Client, credentials: Credentials, place: str) -> Connection:
        """The account that the credentials belong to. `place` is where on the server to post, where that has to be said: a community."""
        ...


def posters() -> tuple[str, ...]:
    """The names of the posters that take an account."""
    return tuple(name for name in names(PACKAGE) if hasattr(find(PACKAGE, name, "poster"), "POSTER"))


def find_poster(name: str) -> Poster:
    """The poster of that name. Raises InputError when there is none."""
    return cast("Poster", find(PACKAGE, name, "poster").POSTER)


def poster_for(software: str) -> Poster | None:
    """The poster that knows a server's software, by the name that NodeInfo has for it."""
    return next((poster for poster in map(find_poster, posters()) if software.lower() in poster.software), None)
