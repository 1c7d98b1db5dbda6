"""Servers are left alone for as long as they ask, in each of the forms in which they ask; too long a wait is an error that says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st
from loopback import Loopback, Reply, loopback

from imggen.errors import ServerError
from imggen.network.addresses import origin_of
from imggen.network.answer import spoken_wait
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.network.waiting import asked_wait

NOW = datetime(2026, 11, 18, 12, 26, 40, tzinfo=UTC).timestamp()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running, stamina.set_testing(True, attempts=3):
        yield running


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"retry-after": "30"}, 30),
        (503, {"retry-after": "Wed, 18 Nov 2026 12:27:40 GMT"}, 60),
        (429, {"x-ratelimit-reset": "2026-11-18T12:26:55.000000Z"}, 15),
        (429, {"x-ratelimit-reset": "2026-11-18T12:26:55Z", "retry-after": "3"}, 15),
        (429, {"x-rate-limit-reset": str(int(NOW) + 90)}, 90),
        (429, {"ratelimit-reset": str(int(NOW) + 40)}, 40),
        (429, {"ratelimit-reset": "40"}, 40),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-18T12:26:55Z"}, 15),
        (200, {"x-ratelimit-remaining": "7", "x-ratelimit-reset": "2026-11-18T12:26:55Z"}, 0),
        (200, {"retry-after": "30"}, 0),
        (429, {"x-ratelimit-reset": "2020-01-01T00:00:00Z"}, 0),
        (429, {"retry-after": "soon", "x-ratelimit-reset": "²"}, 0),
        (429, {}, 0),
    ],
)
def test_each_form_is_understood(status: int, headers: dict[str, str], seconds: float) -> None:
    assert asked_wait(status, headers, NOW) == pytest.approx(seconds)


@given(st.text(max_size=40) | st.integers().map(str))
def test_no_header_breaks_it(value: str) -> None:
    assert asked_wait(429, {"retry-after": value, "x-ratelimit-reset": value}, NOW) >= 0


def test_a_wait_is_waited_for(server: Loopback) -> None:
    now, slept = [NOW], []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds))
        now[0] += seconds

    replies = [Reply({}, 429, {"Retry-After": "7"}), Reply({"n": 1})]
    server.routes["/a"] = lambda _: replies.pop(0)
    with Client(allow_local=True, clock=lambda: now[0], sleep=sleep) as client:
        assert client.get(f"{server.base}/a").table() == {"n": 1}
    assert slept == [7]


def test_too_long_a_wait_is_told_and_the_server_is_left_alone(server: Loopback) -> None:
    server.routes["/a"] = Reply({"error": "Too many requests"}, 429, {"Retry-After": "3600"})
    with Client(allow_local=True, clock=lambda: NOW) as client:
        refusal = client.get(f"{server.base}/a").refusal()
        assert str(refusal).endswith("said 429: Too many requests; it asks to wait 60 minutes")
        with pytest.raises(ServerError, match="it asks to wait 60 minutes"):
            client.get(f"{server.base}/b")
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [200, 429])
def test_a_spent_limit_is_one_of_a_kind_of_request_and_of_an_account(server: Loopback, status: int) -> None:
    spent = {"X-RateLimit-Limit": "30", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-18T12:51:40.000000Z"}
    server.routes |= {"/api/v2/media": Reply({}, status, spent), "/api/v1/statuses": Reply({}), "/api/v1/accounts/1": Reply({})}
    own, other = (Token(origin_of(server.base), f"token-of-{name}") for name in ("alice", "bob"))
    with Client(allow_local=True, clock=lambda: NOW) as client:
        assert client.send("POST", f"{server.base}/api/v2/media", token=own, content=b"1").status == status
        assert client.send("POST", f"{server.base}/api/v1/statuses", token=own, content=b"2").ok
        assert client.get(f"{server.base}/api/v1/accounts/1", token=own).ok
        with pytest.raises(ServerError, match="it asks to wait 25 minutes"):
            client.send("POST", f"{server.base}/api/v2/media", token=own, content=b"3")
        assert client.send("POST", f"{server.base}/api/v2/media", token=other, content=b"4").status == status
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 second"),
        (40, "40 seconds"),
        (61, "2 minutes"),
        (3600, "60 minutes"),
        (9000, "3 hours"),
        (31_536_000, "365 days"),
        (1e300, "more than a year"),
    ],
)
def test_a_wait_is_said_in_words(seconds: float, words: str) -> None:
    assert spoken_wait(seconds) == words
