"""What a server with an account on it can do to whoever posts there: say anything, and nothing comes of it but an error of one line."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from loopback import Asked, Reply
from posters.conftest import World, a_post
from posters.fakes import FakeBluesky, FakeLemmy, FakeMastodon, FakeMisskey
from posters.test_post_commands import Imggen, imggen, logged_in

from imggen.errors import CheckError, ImggenError
from imggen.posting.answers import moment
from imggen.posting.sameness import plain
from imggen.posting.text import count_graphemes

__all__ = ["imggen"]
Worlds = Callable[[Any], World]
ESCAPES = "\x1b]0;pwned\x07\x1b[2J\u202e\ud800\r\n\x9b31m"
"""What would name the terminal's window, clear it, turn its text around, or can't be encoded."""


def changing(fake: Any, change: Callable[[str, Any], Any]) -> None:
    """Let a fake say something else than it would: `change` gets the path and the JSON of each answer."""
    honest = fake.answer

    def answer(asked: Asked, path: str) -> Reply:
        reply: Reply = honest(asked, path)
        body = json.loads(json.dumps(reply.body)) if not isinstance(reply.body, bytes) else reply.body
        return Reply(change(path, body), reply.status, reply.headers)

    fake.answer = answer


def spoilt(path: str, value: Any) -> Any:
    """The same JSON with nonsense at the end of every name, and with addresses of other places."""
    if isinstance(value, dict):
        return {key: _spoilt_field(path, key, each) for key, each in value.items()}
    return [spoilt(path, each) for each in value] if isinstance(value, list) else value


def _spoilt_field(path: str, key: str, value: Any) -> Any:
    if key in ("username", "acct", "handle", "name") and isinstance(value, str):
        return value + ESCAPES
    if key in ("url", "uri") and isinstance(value, str) and not value.startswith("at://") and "/m/" not in value:
        return "javascript:alert(1)" + ESCAPES
    return spoilt(path, value)


@pytest.mark.parametrize("fake", [FakeMastodon, FakeMisskey, FakeLemmy, FakeBluesky])
def test_no_name_and_no_address_moves_the_cursor_of_a_terminal(fake: Any, worlds: Worlds, imggen: Imggen) -> None:
    world = worlds(fake())
    changing(world.fake, spoilt)
    logged = logged_in(imggen, world)
    ways = ("--as", "me", "--to", world.to) if world.fake.poster == "lemmy" else ("--as", "me")
    told = [logged, imggen("accounts"), imggen("post", "card.png", *ways, "--yes", "--text", "5876")]
    told += [imggen("post", "card.png", *ways, "--dry-run", "--text", "5876"), imggen("accounts", "--json"), imggen("logout", "me")]
    for ran in told:
        assert ran.code in (0, 3, 4), ran.err
        shown = ran.out + ran.err
        assert not [mark for mark in shown if not mark.isprintable() and mark != "\n"]
        assert "javascript:" not in shown
    assert "pwned" in told[1].out


def test_a_host_of_marks_takes_no_time() -> None:
    start = time.process_time()
    assert plain("<" * 1_000_000) == "<" * 1_000_000
    assert plain("<b>" * 300_000) == ""
    assert time.process_time() - start < 3


def test_a_server_whose_addresses_are_as_long_as_they_can_be() -> None:
    assert count_graphemes("see https://a.example/b", 2**31 - 2) == 2**31 + 2
    assert count_graphemes("see https://a.example/b and @ada@b.example", 23) == 36


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"id": ""},
        {"id": {"a": 1}},
        {"url": "https://[bad", "uri": "https://[bad"},
        {"created_at": "0001-01-01T00:00:00+23:59"},
    ],
    ids=str,
)
def test_a_post_that_is_oddly_named_is_one_post(change: dict[str, Any], worlds: Worlds) -> None:
    """An answer that names no post is settled by looking, as one that got lost."""
    world = worlds(FakeMastodon())
    changing(world.fake, lambda path, body: {**body, **change} if path == "/api/v1/statuses" else body)
    outcome = world.post()
    assert (outcome.state, len(world.fake.told()), bool(outcome.id)) == ("posted", 1, True)
    world.forget()
    assert world.post().state == "found"


def test_addresses_that_are_none_do_not_break_the_search(worlds: Worlds) -> None:
    world = worlds(FakeMastodon())
    first = world.post()
    session = world.session()
    for status in world.fake.posts:
        status |= {"url": "https://[bad", "uri": "https://also]bad"}
    assert session.connection.locate("https://[worse") is None
    assert session.connection.locate(f"{world.fake.base}/@alice/{first.id}") is not None


@pytest.mark.parametrize(
    ("fake", "path"),
    [
        (FakeMastodon, "/api/v1/accounts/verify_credentials"),
        (FakeMisskey, "/api/i"),
        (FakeBluesky, "/xrpc/com.atproto.server.createSession"),
        (FakeLemmy, "/api/v3/site"),
    ],
)
@pytest.mark.parametrize(
    "said", [{}, {"id": "", "username": "", "accessJwt": "a-token"}, {"id": [1], "username": 3, "accessJwt": "a-token"}]
)
def test_a_token_without_an_account_is_no_account(fake: Any, path: str, said: dict[str, Any], worlds: Worlds) -> None:
    world = worlds(fake())
    changing(world.fake, lambda where, body: said if where == path else body)
    with pytest.raises(ImggenError):
        world.session()


def test_lemmy_may_name_a_post_by_what_is_no_number(worlds: Worlds) -> None:
    world = worlds(FakeLemmy())
    changing(world.fake, lambda path, body: {"post_view": {"post": {"id": "x1", "url": "u"}}} if path == "/api/v3/post" else body)
    with pytest.raises(CheckError, match=r"/post/x1: it was posted, and can't be looked at"):
        world.post()


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-13-01", "", None, 5, "\ud800"])
def test_a_time_out_of_time_is_none(words: Any) -> None:
    assert moment(words) is None


@pytest.mark.parametrize("url", ["https://[bad", "https://user:pass@127.0.0.1:9/1", "at://x", "javascript:1", "\x1b[2J"])
@pytest.mark.parametrize("words", [("unpost",), ("post", "card.png", "--edit"), ("post", "card.png", "--as", "me", "--reply-to")])
def test_an_address_that_is_none_is_one_line(words: tuple[str, ...], url: str, worlds: Worlds, imggen: Imggen) -> None:
    world = worlds(FakeMastodon())
    logged_in(imggen, world)
    ran = imggen(*words, url, "--yes")
    assert (ran.code, ran.err.splitlines()[-1][:7], "\x1b" in ran.err) == (2, "error: ", False)
    assert "internal" not in ran.err
    assert world.fake.told() == []


def test_limits_that_are_none_leave_a_post_that_says_something(worlds: Worlds) -> None:
    about = {"configuration": {"statuses": {"characters_reserved_per_url": 2**31 - 2}, "media_attachments": {"image_matrix_limit": 1}}}
    world = worlds(FakeMastodon(about=about))
    assert world.post(text="5876").state == "posted"
    with pytest.raises(ImggenError, match="characters, and this server takes"):
        world.session().draft(a_post(text="see https://a.example"))
