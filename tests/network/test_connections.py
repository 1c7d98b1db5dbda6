"""Connections: to the address that was checked, and to an end, whatever the other side does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import stamina
from loopback import Reply, loopback

from imggen.errors import InputError, NoAnswerError, ServerError
from imggen.network import client as module
from imggen.network.addresses import addresses_of, origin_of
from imggen.network.client import Client
from imggen.network.transport import CheckedTransport


def answers(*addresses: str) -> Callable[..., list[tuple[Any, ...]]]:
    """A resolver that finds these."""
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "fd00::1",
        "fe80::1%eth0",
        "::",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1",
        "2001:db8::1",
        "::a00:1",
        "::ffff:0:a00:1",
        "64:ff9b:1::a00:1",
        "64:ff9b:1:a00:1::",
        "fec0::1",
        "5f00::1",
        "3fff::1",
    ],
)
@pytest.mark.parametrize("allow_local", [False, True])
def test_no_name_leads_into_a_private_network(address: str, allow_local: bool) -> None:
    for found in ([address], ["93.184.216.34", address]):
        with pytest.raises(ServerError, match="private network"):
            addresses_of(origin_of("https://inside.example"), allow_local=allow_local, resolve=answers(*found))


@pytest.mark.parametrize("address", ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "::7f00:1"])
def test_a_name_leads_to_this_machine_only_where_that_is_allowed(address: str) -> None:
    with pytest.raises(ServerError, match="this machine"):
        addresses_of(origin_of("https://here.example"), allow_local=False, resolve=answers(address))
    assert addresses_of(origin_of("http://here.example"), allow_local=True, resolve=answers(address))


def test_the_internet_is_asked_with_encryption_alone() -> None:
    resolve = answers("93.184.216.34", "2606:2800:220:1::1")
    assert addresses_of(origin_of("https://a.example"), allow_local=False, resolve=resolve) == ["93.184.216.34", "2606:2800:220:1::1"]
    with pytest.raises(ServerError, match="without encryption"):
        addresses_of(origin_of("http://a.example"), allow_local=True, resolve=resolve)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "[::ffff:7f00:1]", "localhost"])
def test_this_machine_is_known_however_its_address_is_written(host: str) -> None:
    with pytest.raises(ServerError, match="this machine"), Client() as client:
        client.get(f"https://{host}:9/")


@pytest.mark.parametrize(
    "url",
    [
        "https://h:0/",
        "https://h:99999/",
        "https://h:-1/",
        "https://a%2eexample/",
        "https://a b.example/",
        "https://a%00.example/",
        "https://[bad",
        "https://..example/",
        "https:///x",
        "https://0177.0.0.1/",
        "ftp://example.org/",
        "https://user:pass@example.org/",
        "https://example.org\\@evil.example/",
        "https://\ud800/",
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        origin_of(url)


@pytest.mark.parametrize(
    ("reason", "said", "passing"),
    [
        (socket.EAI_AGAIN, "can't be looked up now; check that this machine is online", True),
        (socket.EAI_NONAME, "no server of that", False),
    ],
)
def test_a_machine_without_a_network_is_told_apart(reason: int, said: str, passing: bool) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[Any, ...]]:
        raise socket.gaierror(reason, "as the system says")

    with pytest.raises(NoAnswerError, match=said) as caught:
        addresses_of(origin_of("https://example.org"), allow_local=False, resolve=resolve)
    assert (caught.value.passing, caught.value.perhaps_done) == (passing, False)


def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    """A name that resolves once to a good address and then to another one: it is resolved once a connection, and that answer is used."""
    asked: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        return answers("127.0.0.1" if len(asked) == 1 else "10.0.0.1")()

    with loopback({"/a": Reply({})}) as server:
        transport = CheckedTransport(allow_local=True, resolve=resolve)
        port = server.base.rpartition(":")[2]
        with Client(transport=transport) as client:
            assert client.get(f"http://named.example:{port}/a").ok
        assert server.asked[0].headers["host"] == f"named.example:{port}"
    assert asked == ["named.example"]


@pytest.mark.parametrize(
    ("url", "proxied"),
    [
        ("https://10.0.0.1/", False),
        ("http://a.example/", False),
        ("https://127.0.0.1/", False),
        ("https://167772161/", False),
        ("https://a.example/", True),
    ],
)
def test_behind_a_proxy_what_can_be_checked_is_checked(url: str, proxied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback() as proxy, stamina.set_testing(True), Client() as client:
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy.base)
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(ServerError):
            client.get(url)
        assert [asked.method for asked in proxy.asked] == (["CONNECT"] if proxied else [])


@pytest.mark.parametrize("named", ["nonsense", "socks5://user:pr0xy-pass@127.0.0.1:9", "http://user:pr0xy-pass@", "http://:9"])
def test_a_proxy_that_can_not_be_used_is_told_without_its_password(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", named)
    monkeypatch.delenv("no_proxy", raising=False)
    with Client() as client, pytest.raises(InputError, match="https_proxy: no proxy that can be used") as caught:
        client.get("https://a.example/")
    assert "pr0xy-pass" not in str(caught.value)


def test_a_proxy_for_everything_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback() as proxy, stamina.set_testing(True), Client() as client:
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("all_proxy", proxy.base)
        with pytest.raises(ServerError):
            client.get("https://a.example/")
        assert [asked.method for asked in proxy.asked] == ["CONNECT"]


@contextmanager
def dripping(start: bytes, drop: bytes) -> Iterator[str]:
    """A server that begins to answer, and never comes to an end."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(start)
            while not over.wait(0.02):
                try:
                    connection.sendall(drop)
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    ("start", "drop"),
    [(b"", b""), (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"), (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"1"), (b"", b"H")],
    ids=["silence", "headers", "a body", "no line"],
)
def test_an_answer_that_drips_comes_to_an_end(start: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WHOLE", 0.3)
    with dripping(start, drop) as base, Client(allow_local=True) as client, pytest.raises(NoAnswerError) as caught:
        client.send("POST", f"{base}/a", json={})
    assert caught.value.perhaps_done
