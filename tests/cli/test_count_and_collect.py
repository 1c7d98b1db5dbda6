"""`imggen count` and `imggen collect`: what they print, what they leave with, and that no token is in any of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from cli.conftest import Imggen, everything
from loopback import Asked, Loopback, Reply, loopback

from imggen.sources.servers import bluesky, x

SECRETS = {"IMGGEN_TOKEN": "s3cr3t-t0ken-Zq9", "IMGGEN_X_TOKEN": "x-s3cr3t-Bearer-7Yp"}


@pytest.fixture(autouse=True)
def own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache, a state and a configuration of the test's own, and no waiting."""
    places = tmp_path_factory.mktemp("places")
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "IMGGEN_CONFIG"):
        monkeypatch.setenv(name, str(places / name.lower()))
    for name in ("IMGGEN_TOKEN", "IMGGEN_SERVER", "IMGGEN_X_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with stamina.set_testing(True):
        yield places


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        link = {"rel": "self", "type": "application/activity+json", "href": f"{running.base}/users/ada"}
        running.routes |= {
            "/.well-known/webfinger": Reply({"subject": f"acct:ada@{running.authority}", "links": [link]}),
            "/.well-known/nodeinfo": Reply({"links": [{"rel": "x", "href": f"{running.base}/nodeinfo/2.0"}]}),
            "/nodeinfo/2.0": Reply({"software": {"name": "mastodon"}}, headers={"Cache-Control": "max-age=99"}),
            "/api/v1/accounts/lookup": Reply({"username": "ada", "followers_count": 5876}),
        }
        yield running


def test_a_count_is_printed(imggen: Imggen, server: Loopback) -> None:
    ran = imggen("count", f"@ada@{server.authority}", "--allow-local")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].split() == [f"@ada@{server.authority}", "5876", "mastodon"]


def test_an_unknown_count_leaves_with_3(imggen: Imggen, server: Loopback) -> None:
    ran = imggen("count", f"@ada@{server.authority}", "x:ada", "--allow-local", "--json")
    assert ran.code == 3
    known, unknown = json.loads(ran.out)
    assert set(known) == {"account", "software", "count", "state", "why", "date", "source"}
    assert (known["software"], known["count"], known["state"]) == ("mastodon", 5876, "known")
    assert (unknown["software"], unknown["count"], unknown["state"]) == ("x", None, "unknown")
    assert "imggen add" in unknown["why"]


def test_what_it_prints_can_be_drawn_from(imggen: Imggen, server: Loopback) -> None:
    ran = imggen("count", f"@ada@{server.authority}", "--allow-local", "--json")
    told = imggen("alt", "-", stdin=ran.out.encode())
    assert (told.code, told.err) == (0, "")
    assert "5876" in told.out


def test_what_a_server_calls_itself_makes_its_count_nobody_elses(imggen: Imggen, server: Loopback) -> None:
    server.routes["/nodeinfo/2.0"] = Reply({"software": {"name": "x"}})
    ran = imggen("count", f"@ada@{server.authority}", "--allow-local", "--json")
    assert [(one["software"], one["count"]) for one in json.loads(ran.out)] == [("", 5876)]
    told = imggen("alt", "-", stdin=ran.out.encode())
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)


def test_this_machine_is_not_asked_unless_that_is_allowed(imggen: Imggen, server: Loopback) -> None:
    ran = imggen("count", f"@ada@{server.authority}")
    assert ran.code == 3
    assert "add --allow-local" in ran.out
    assert not server.asked


def test_a_text_that_is_no_account_is_bad_input(imggen: Imggen, server: Loopback) -> None:
    ran = imggen("count", "ada", f"@ada@{server.authority}", "--allow-local")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert not server.asked


def test_a_campaign_is_collected_and_drawn(imggen: Imggen, folder: Path, server: Loopback) -> None:
    (folder / "campaign.toml").write_text(f'counts = "counts.csv"\n[accounts]\nmastodon = "@ada@{server.authority}"\n')
    ran = imggen("collect", "campaign.toml", "--allow-local", "--json")
    (found,) = json.loads(ran.out)
    assert (ran.code, found["counts"][0]["written"], found["warnings"], found["error"]) == (0, True, [], "")
    assert imggen("add", "campaign.toml", "x=5832").code == 0
    rows = (folder / "counts.csv").read_text().splitlines()
    assert sorted(row.split(",", 1)[1] for row in rows[1:]) == [f"mastodon,5876,exact,{server.authority}", "x,5832,exact,by hand"]
    told = imggen("alt", "campaign.toml")
    assert (told.code, told.err) == (0, "")
    assert "5876" in told.out
    assert "5832" in told.out


def test_a_campaign_with_an_unknown_count_leaves_with_3(imggen: Imggen, folder: Path, server: Loopback) -> None:
    (folder / "campaign.toml").write_text(f'counts = "counts.csv"\n[accounts]\nmastodon = "@ada@{server.authority}"\nx = "ada"\n')
    ran = imggen("collect", "campaign.toml", "--allow-local")
    assert ran.code == 3
    assert "imggen add campaign.toml x=COUNT" in ran.out
    assert (folder / "counts.csv").read_text().count("\n") == 2


def test_a_table_that_cannot_be_written_leaves_with_2(imggen: Imggen, folder: Path, server: Loopback) -> None:
    (folder / "campaign.toml").write_text(f'counts = "counts.csv"\n[accounts]\nmastodon = "@ada@{server.authority}"\n')
    (folder / "counts.csv").write_text("date,mastodon\n2026-11-20,many\n")
    ran = imggen("collect", "campaign.toml", "--allow-local")
    assert ran.code == 2
    assert ran.err.startswith("error: counts.csv, line 2")


ECHOES = {
    "before it is sent": lambda _: Reply({"username": "ada", "followers_count": 5}),
    "as it is": lambda asked: Reply({"error": f"no: {asked.headers.get('authorization')}"}, 403),
    "in a name": lambda asked: Reply({"username": asked.headers.get("authorization", "ada"), "followers_count": 5}, 200),
    "in a move": lambda asked: Reply(
        {"followers_count": 5, "moved": {"acct": f"{asked.headers.get('authorization', '-')[7:]}@127.0.0.1:9"}}
    ),
    "in a redirect": lambda asked: Reply(b"", 302, {"Location": f"https://10.0.0.1/{asked.headers.get('authorization')}"}),
    "in a page": lambda asked: Reply(f"<html><title>{asked.headers.get('authorization')}</title>".encode(), 500),
    "in X's words": lambda asked: Reply({"errors": [{"detail": f"{asked.headers.get('authorization')}"}]}),
    "as X's name": lambda asked: Reply(
        {"data": {"username": asked.headers.get("authorization"), "public_metrics": {"followers_count": 5}}}
    ),
}


@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
@pytest.mark.parametrize("echo", ECHOES)
def test_no_token_is_in_anything_that_is_printed_or_written(
    echo: str, debug: bool, imggen: Imggen, folder: Path, own_places: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Servers that say back what they were sent, in every place where words of theirs are shown."""
    for name, value in {**SECRETS, "IMGGEN_SERVER": server.base, **({"IMGGEN_DEBUG": "1"} if debug else {})}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(x, "SERVER", server.base.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(bluesky, "SERVER", server.base)

    def echoing(asked: Asked) -> Reply:
        return ECHOES[echo](asked) if "authorization" in asked.headers else Reply({"error": "Unauthorized: token not supplied"}, 401)

    server.routes |= {"/api/v1/accounts/lookup": echoing, "/2/users/by/username/ada": echoing}
    if echo == "before it is sent":
        link = {"rel": "self", "type": "application/activity+json", "href": f"{server.base}/users/{SECRETS['IMGGEN_TOKEN']}"}
        card = {"subject": f"acct:{SECRETS['IMGGEN_TOKEN']}@{server.authority}", "links": [link]}
        server.routes["/.well-known/webfinger"] = Reply(card, headers={"Cache-Control": "max-age=99"})
    (folder / "campaign.toml").write_text(f'counts = "counts.csv"\n[accounts]\nmastodon = "@ada@{server.authority}"\nx = "ada"\n')
    told = ""
    for words in (
        ("count", f"@ada@{server.authority}", "x:ada", "--allow-local"),
        ("count", f"@ada@{server.authority}", "x:ada", "@ada.example", "--allow-local", "--json"),
        ("collect", "campaign.toml", "--allow-local"),
        ("collect", "campaign.toml", "--allow-local", "--json"),
    ):
        ran = imggen(*words)
        assert ran.code in (0, 3)
        told += ran.out + ran.err
    sent = "".join(asked.headers.get("authorization", "") for asked in server.asked)
    assert all(secret in sent for secret in SECRETS.values())
    files = b"".join(everything(folder).values()) + b"".join(everything(own_places).values())
    assert not [secret for secret in SECRETS.values() if secret in told or secret.encode() in files]
    assert not [path for path in folder.rglob("*") if any(secret in path.name for secret in SECRETS.values())]
