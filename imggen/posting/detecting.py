"""What a server runs, asked of the server itself, and the poster that knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin, origin_of
from imggen.network.client import Client
from imggen.network.nodeinfo import software_of
from imggen.posting.answers import accepted
from imggen.posting.poster import Poster, find_poster, poster_for


def origin_named(server: str) -> Origin:
    """The origin of a server as people name it: `mastodon.example`, `https://mastodon.example/`. Raises InputError for what is none."""
    return origin_of(server if "://" in server else f"https://{server}")


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and what it runs."""

    origin: Origin
    """As the server calls itself: people name `example.org` where it answers as `social.example.org`."""
    software: str
    """What NodeInfo calls it, in lower case."""
    poster: Poster


def detect(client: Client, origin: Origin) -> Server:
    """What a server runs. Raises InputError for software that can't be posted to, ServerError when it does not answer."""
    own, software = software_of(client, origin)
    if software and (poster := poster_for(software)):
        return Server(own, software, poster)
    for name, probe in _PROBES:
        try:
            if probe(client, own):
                return Server(own, software or name, find_poster(name))
        except ServerError as error:
            if not error.status:
                raise  # it was not the server that said no
    what = f"it runs {software[:40]}, which imggen can't post to" if software else "it is no server that imggen can post to"
    raise InputError(what, origin.authority, "name a Mastodon-like, Misskey-like, Lemmy or Bluesky server")


_PROBES: tuple[tuple[str, Callable[[Client, Origin], bool]], ...] = (
    # A Misskey without federation has no NodeInfo, a Bluesky server never has one.
    ("bluesky", lambda client, origin: "did" in accepted(client.get(f"{origin}/xrpc/com.atproto.server.describeServer"))),
    ("mastodon", lambda client, origin: "uri" in accepted(client.get(f"{origin}/api/v1/instance"))),
    ("misskey", lambda client, origin: "version" in accepted(client.send("POST", f"{origin}/api/meta", json={}, idempotent=True))),
    ("lemmy", lambda client, origin: "site_view" in accepted(client.get(f"{origin}/api/v3/site"))),
)
