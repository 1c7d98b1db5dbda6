"""Counts of a moment ago: no server is asked again within a quarter of an hour, whatever its headers allow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from loopback import Loopback, Reply, loopback

from imggen.network.cache import Cache
from imggen.network.client import Client
from imggen.sources.count import Count, count

HANDLE = "@ada@social.example"
START = 1_700_000_000.0


class Server:
    """`social.example`, which answers without a socket, and forbids nobody to ask each second."""

    def __init__(self) -> None:
        self.followers: Any = 10
        self.fields: dict[str, Any] = {}
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        base = "https://social.example"
        self.asked.append(request.url.path)
        pages: dict[str, Any] = {
            "/.well-known/webfinger": {
                "subject": "acct:ada@social.example",
                "links": [{"rel": "self", "type": "application/activity+json", "href": f"{base}/users/ada"}],
            },
            "/.well-known/nodeinfo": {
                "links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f"{base}/nodeinfo/2.0"}]
            },
            "/nodeinfo/2.0": {"version": "2.0", "software": {"name": "mastodon", "version": "4.6.0"}},
            "/api/v1/accounts/lookup": {"username": "ada", "acct": "ada", "followers_count": self.followers, **self.fields},
        }
        page = httpx.ByteStream(json.dumps(pages[request.url.path]).encode())
        return httpx.Response(200, stream=page, headers={"Cache-Control": "max-age=0, private, must-revalidate"})


class Asking:
    """Counts the account of the server at a time of one's own, with the cache of one user."""

    def __init__(self, folder: Path) -> None:
        self.server, self.folder, self.now = Server(), folder, START

    def __call__(self, *, fresh: bool = False, secret: str = "") -> Count:
        transport = httpx.MockTransport(self.server.answer)
        with Client(transport=transport, cache=Cache(self.folder), clock=lambda: self.now) as client:
            client.conceal(secret)
            return count([HANDLE], client=client, fresh=fresh)[0]


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    return Asking(tmp_path)


def test_a_server_is_asked_once_in_a_quarter_of_an_hour(ask: Asking) -> None:
    first = ask()
    assert (first.count, first.software, first.source) == (10, "mastodon", "social.example")
    ask.server.followers, asked = 11, len(ask.server.asked)
    ask.now = START + 899
    assert ask() == first, "the same count, with the time at which it was one"
    assert len(ask.server.asked) == asked
    ask.now = START + 901
    later = ask()
    assert (later.count, later.time.timestamp()) == (11, START + 901)


def test_it_is_asked_again_where_that_is_wished(ask: Asking) -> None:
    ask()
    ask.server.followers = 11
    assert ask(fresh=True).count == 11
    assert ask().count == 10, "what was asked for anew is not kept: nobody else asked for that"


@pytest.mark.parametrize("fields", [{"suspended": True}, {"followers_count": None}])
def test_what_is_not_known_is_asked_again_at_once(ask: Asking, fields: dict[str, Any]) -> None:
    ask.server.fields = fields
    assert ask().state == "unknown"
    ask.server.fields = {}
    assert ask().count == 10


def test_a_hidden_count_stays_hidden_and_never_becomes_0(ask: Asking) -> None:
    ask.server.followers = -1
    first, asked = ask(), len(ask.server.asked)
    assert (first.state, first.count) == ("hidden", None)
    assert ask() == first
    assert len(ask.server.asked) == asked


def test_another_name_and_a_secret_are_kept_as_they_may_be_shown(ask: Asking) -> None:
    ask.server.fields = {"username": "s3cr3t-t0ken-Zq9"}
    assert "s3cr3t" not in ask(secret="s3cr3t-t0ken-Zq9").why
    assert all(b"s3cr3t" not in path.read_bytes() for path in ask.folder.iterdir())
    assert "s3cr3t" not in ask().why


@pytest.mark.parametrize(
    "change",
    [{"count": -1}, {"count": "10"}, {"count": True}, {"address": 7}, {"address": "?"}, {"count": 10**15}],
)
def test_a_broken_memory_is_as_none(ask: Asking, change: dict[str, Any]) -> None:
    import base64

    ask()
    ask.server.followers = 12
    kept = [path for path in ask.folder.iterdir() if json.loads(path.read_bytes())["key"].startswith("count ")]
    (path,) = kept
    entry = json.loads(path.read_bytes())
    entry["body"] = base64.b64encode(json.dumps(json.loads(base64.b64decode(entry["body"])) | change).encode()).decode()
    path.write_text(json.dumps(entry))
    assert ask().count == 12


@pytest.fixture
def here() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


def test_servers_on_this_machine_are_asked_each_time(here: Loopback, tmp_path: Path) -> None:
    here.routes |= {
        "/.well-known/webfinger": Reply(
            {
                "subject": f"acct:ada@{here.authority}",
                "links": [{"rel": "self", "type": "application/activity+json", "href": f"{here.base}/users/ada"}],
            }
        ),
        "/users/ada": Reply(
            {"type": "Person", "followers": f"{here.base}/followers"}, headers={"Content-Type": "application/activity+json"}
        ),
    }
    with Client(allow_local=True, cache=Cache(tmp_path)) as client:
        for number in (1, 2):
            here.routes["/followers"] = Reply({"type": "OrderedCollection", "totalItems": number})
            assert count([f"@ada@{here.authority}"], client=client, allow_local=True)[0].count == number
