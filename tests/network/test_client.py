"""The client: polite, patient where that is harmless, and with a token that never leaves its origin."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from loopback import Asked, Loopback, Reply, loopback

from imggen import __version__
from imggen.errors import InputError, NoAnswerError, ServerError
from imggen.network.cache import Cache
from imggen.network.client import Client
from imggen.network.token import Token, token_for

SECRET = "s3cr3t-t0ken-Zq9"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def client() -> Iterator[Client]:
    with stamina.set_testing(True, attempts=3), Client(allow_local=True, sleep=lambda _: None) as one:
        yield one


def in_turn(*replies: Reply) -> object:
    waiting = list(replies)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def test_says_who_it_is(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply({"count": 3})
    assert client.get(f"{server.base}/a").table() == {"count": 3}
    agent = server.asked[0].headers["user-agent"]
    assert agent.startswith(f"imggen/{__version__} (+https://")
    assert server.asked[0].headers["accept"] == "application/json"


def test_a_passing_trouble_is_asked_again(server: Loopback, client: Client) -> None:
    server.routes["/a"] = in_turn(Reply(b"busy", 503), Reply(b"busy", 502), Reply({}))
    assert client.get(f"{server.base}/a").ok
    assert len(server.asked) == 3


def test_a_lasting_trouble_is_returned_as_it_is(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply({"error": "There was a temporary problem"}, 503)
    refusal = client.get(f"{server.base}/a").refusal()
    assert len(server.asked) == 3
    assert str(refusal) == f"{server.authority}: said 503: There was a temporary problem"
    assert (refusal.exit_code, refusal.status, refusal.said) == (3, 503, "There was a temporary problem")


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_is_sent_is_sent_once(server: Loopback, client: Client, status: int) -> None:
    server.routes["/post"] = Reply({}, status)
    assert client.send("POST", f"{server.base}/post", json={"a": 1}).status == status
    assert len(server.asked) == 1
    assert server.asked[0].json() == {"a": 1}


def test_what_is_harmless_to_repeat_may_be_sent_again(server: Loopback, client: Client) -> None:
    server.routes["/show"] = in_turn(Reply({}, 503), Reply({"ok": True}))
    assert client.send("POST", f"{server.base}/show", json={"a": 1}, idempotent=True).table() == {"ok": True}
    assert [asked.json() for asked in server.asked] == [{"a": 1}, {"a": 1}]


def test_a_token_goes_to_its_own_origin_and_to_no_other(server: Loopback, client: Client) -> None:
    with loopback({"/b": Reply({})}) as other:
        server.routes["/a"] = Reply(b"", 302, {"Location": f"{other.base}/b"})
        token = token_for(server.base, SECRET)
        assert client.get(f"{server.base}/a", token=token).ok
        assert client.get(f"{other.base}/b", token=token).ok
        assert server.asked[0].headers["authorization"] == f"Bearer {SECRET}"
        assert all(SECRET not in str(asked) for asked in other.asked)
        assert len(other.asked) == 2


def test_a_redirect_within_the_origin_keeps_the_token(server: Loopback, client: Client) -> None:
    server.routes |= {"/a": Reply(b"", 301, {"Location": "/b"}), "/b": Reply({})}
    assert client.get(f"{server.base}/a", token=token_for(server.base, SECRET)).url == f"{server.base}/b"
    assert server.asked[1].headers["authorization"] == f"Bearer {SECRET}"


def test_redirects_without_end_end(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply(b"", 302, {"Location": "/a"})
    with pytest.raises(ServerError, match="redirected more than 5 times"):
        client.get(f"{server.base}/a")
    assert len(server.asked) == 6


def test_what_is_sent_is_not_sent_elsewhere(server: Loopback, client: Client) -> None:
    server.routes["/post"] = Reply(b"", 307, {"Location": "https://mastodon.example/post"})
    with pytest.raises(ServerError, match=r"it sends elsewhere, to mastodon\.example"):
        client.send("POST", f"{server.base}/post", data={"a": "1"})


@pytest.mark.parametrize(
    "target",
    [
        "http://mastodon.example/",
        "http://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "ftp://mastodon.example/",
        "https://user:word@mastodon.example/",
        "//[",
    ],
)
def test_a_redirect_out_of_bounds_is_refused(server: Loopback, client: Client, target: str) -> None:
    server.routes["/a"] = Reply(b"", 302, {"Location": target})
    with pytest.raises(ServerError):
        client.get(f"{server.base}/a")
    assert len(server.asked) == 1


def test_this_machine_is_asked_only_where_that_is_allowed(server: Loopback) -> None:
    with Client() as client, pytest.raises(ServerError, match="this machine; add --allow-local"):
        client.get(f"{server.base}/a")
    assert not server.asked


def test_what_a_server_says_has_no_secret_in_it(server: Loopback, client: Client) -> None:
    server.routes["/a"] = lambda asked: Reply(
        {"error": f"bad {asked.headers['authorization']}\x1b[2J\nagain {asked.headers['authorization']}"}, 401
    )
    refusal = client.get(f"{server.base}/a", token=token_for(server.base, SECRET)).refusal()
    assert SECRET not in str(refusal) + refusal.said + repr(refusal)
    assert "\x1b" not in str(refusal)
    assert "\n" not in str(refusal)
    client.conceal("hunter2")
    server.routes["/a"] = Reply(b"wrong: hunter2", 401)
    assert "hunter2" not in str(client.get(f"{server.base}/a").refusal())


def test_a_token_is_never_shown(caplog: pytest.LogCaptureFixture, server: Loopback, client: Client) -> None:
    caplog.set_level(logging.DEBUG)
    token = token_for(server.base, SECRET)
    server.routes["/a"] = in_turn(Reply({}, 503), Reply({"access_token": SECRET}))
    answer = client.get(f"{server.base}/a", token=token)
    assert SECRET not in f"{token} {token!r} {answer!r} {caplog.text}"


@pytest.mark.parametrize("value", ["", "two words", "line\nbreak", "é", "a" * 9000])
def test_what_can_be_no_token_is_refused_without_being_shown(value: str) -> None:
    with pytest.raises(InputError) as caught:
        token_for("https://mastodon.example", value)
    assert not value or value not in str(caught.value)


def test_too_large_an_answer_is_refused(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply(b"[" + b"1," * 600_000 + b"1]")
    with pytest.raises(ServerError, match="more than 1000 kB"):
        client.get(f"{server.base}/a", limit=1_000_000)


def test_an_answer_that_unpacks_to_too_much_is_refused(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply(gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(ServerError, match="more than"):
        client.get(f"{server.base}/a")
    server.routes["/a"] = Reply(gzip.compress(b'{"a": 1}'), headers={"Content-Encoding": "gzip"})
    assert client.get(f"{server.base}/a").table() == {"a": 1}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"<!DOCTYPE html><title>Sorry</title>", "a web page"),
        (b"", "an empty answer"),
        (b'{"a": ', "no JSON that can be read"),
        (b"[" * 100_000, "no JSON that can be read"),
        (b'{"a": NaN}', "no JSON that can be read"),
        (b"9" * 6000, "no JSON that can be read"),
        (b"\xff\xfe", "no JSON that can be read"),
        (b"[1]", "JSON of another form"),
    ],
)
def test_what_is_no_json_is_told(server: Loopback, client: Client, body: bytes, found: str) -> None:
    server.routes["/a"] = Reply(body, headers={"Content-Type": "application/json"})
    with pytest.raises(ServerError, match=found):
        client.get(f"{server.base}/a").table()


def test_no_server_is_told_and_surely_did_nothing(client: Client) -> None:
    with loopback() as gone:
        base = gone.base
    with pytest.raises(NoAnswerError, match="no connection") as caught:
        client.send("POST", f"{base}/a", json={})
    assert not caught.value.perhaps_done


def test_an_answer_cut_off_may_have_been_done(server: Loopback, client: Client) -> None:
    server.routes["/a"] = Reply(b"abc", headers={"Content-Length": "100"})
    server.routes["/a"] = lambda _: Reply(b"abc", headers={"Content-Length": "100", "Connection": "close"})
    with pytest.raises(NoAnswerError, match="cut off") as caught:
        client.send("POST", f"{server.base}/a", json={})
    assert caught.value.perhaps_done
    assert len(server.asked) == 1


def test_answers_are_kept_as_long_as_their_server_says(server: Loopback, tmp_path: Path) -> None:
    now = [1_000_000_000.0]
    server.routes["/a"] = lambda asked: (
        Reply(b"", 304, {"Cache-Control": "max-age=15"})
        if asked.headers.get("if-none-match") == '"v1"'
        else Reply({"count": 7}, headers={"Cache-Control": "public, max-age=15, stale-while-revalidate=30", "ETag": '"v1"'})
    )
    with Client(allow_local=True, cache=Cache(tmp_path), clock=lambda: now[0]) as client:
        for moment, requests in ((0, 1), (14, 1), (16, 2), (30, 2), (32, 3)):
            now[0] = 1_000_000_000.0 + moment
            assert client.get(f"{server.base}/a").table() == {"count": 7}
            assert len(server.asked) == requests
        assert client.get(f"{server.base}/a", token=Token(client.get(f"{server.base}/a").origin, SECRET)).table() == {"count": 7}
        assert len(server.asked) == 4


@pytest.mark.parametrize("control", ["no-store", "max-age=0", "", "max-age=99, no-cache", "max-age=x"])
def test_what_may_not_be_kept_is_asked_each_time(server: Loopback, tmp_path: Path, control: str) -> None:
    server.routes["/a"] = Reply({}, headers={"Cache-Control": control})
    with Client(allow_local=True, cache=Cache(tmp_path)) as client:
        client.get(f"{server.base}/a")
        client.get(f"{server.base}/a")
    assert len(server.asked) == 2


def test_a_broken_cache_is_as_none(server: Loopback, tmp_path: Path) -> None:
    server.routes["/a"] = Reply({"n": 1}, headers={"Cache-Control": "max-age=99"})
    with Client(allow_local=True, cache=Cache(tmp_path / "new")) as client:
        client.get(f"{server.base}/a")
        (entry,) = (tmp_path / "new").iterdir()
        for junk in (b"", b"[]", b"{}", b"\xff", b"[" * 5000, entry.read_bytes()[:-9]):
            entry.write_bytes(junk)
            assert client.get(f"{server.base}/a").table() == {"n": 1}


def test_the_cache_stays_small(server: Loopback, tmp_path: Path) -> None:
    body = b'"' + b"x" * 400_000 + b'"'
    server.routes |= {f"/{number}": Reply(body, headers={"Cache-Control": "max-age=99"}) for number in range(30)}
    with Client(allow_local=True, cache=Cache(tmp_path)) as client:
        for number in range(30):
            client.get(f"{server.base}/{number}")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000_000


def test_few_requests_are_under_way_to_a_server_at_once(server: Loopback) -> None:
    import threading
    import time
    from concurrent.futures import ThreadPoolExecutor

    here, most, lock = [0], [0], threading.Lock()

    def slow(_: Asked) -> Reply:
        with lock:
            here[0] += 1
            most[0] = max(most[0], here[0])
        time.sleep(0.02)
        with lock:
            here[0] -= 1
        return Reply({})

    server.routes["/a"] = slow
    with Client(allow_local=True) as client, ThreadPoolExecutor(8) as pool:
        assert all(answer.ok for answer in pool.map(lambda _: client.get(f"{server.base}/a"), range(12)))
    assert most[0] == 2
