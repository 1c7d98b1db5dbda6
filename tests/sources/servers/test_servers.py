"""Each kind of server, as it answers: small servers on loopback with the shapes that were recorded, and one real one, mastodon-mock."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stamina
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Asked, Loopback, Reply, loopback

from imggen.errors import InputError
from imggen.network import client as network
from imggen.network.client import Client
from imggen.network.token import token_for
from imggen.sources.count import Count, count
from imggen.sources.servers import bluesky, x

SECRET = "s3cr3t-t0ken-Zq9"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture
def ask(server: Loopback) -> Iterator[Callable[..., Count]]:
    """Count one account of the server, or another one named in full."""
    with stamina.set_testing(True, attempts=2), Client(allow_local=True, sleep=lambda _: None) as client:

        def one(name: str = "ada", **choices: Any) -> Count:
            full = name if "@" in name or ":" in name else f"@{name}@{server.authority}"
            return count([full], client=client, allow_local=True, **choices)[0]

        yield one


def card(server: Loopback, user: str = "ada", *, actor: str = "", subject: str = "") -> Reply:
    """What WebFinger answers."""
    link = {"rel": "self", "type": "application/activity+json", "href": actor or f"{server.base}/users/{user}"}
    profile = {"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": f"{server.base}/@{user}"}
    return Reply({"subject": subject or f"acct:{user}@{server.authority}", "links": [profile, link]})


def furnish(server: Loopback, software: str, user: str = "ada") -> None:
    """Let a server be found, and say what it runs."""
    nodeinfo = {"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": f"{server.base}/nodeinfo/2.0"}]}
    server.routes |= {
        "/.well-known/webfinger": card(server, user),
        "/.well-known/nodeinfo": Reply(nodeinfo),
        "/nodeinfo/2.0": Reply({"version": "2.0", "software": {"name": software, "version": "1.0"}}),
    }


def account(server: Loopback, **fields: Any) -> Reply:
    """What Mastodon's lookup answers."""
    known = {
        "id": "109348",
        "username": "ada",
        "acct": "ada",
        "url": f"{server.base}/@ada",
        "followers_count": 1234,
        "hide_collections": False,
    }
    return Reply(known | fields)


def actor(server: Loopback, **fields: Any) -> Reply:
    known = {
        "id": f"{server.base}/users/ada",
        "type": "Person",
        "preferredUsername": "ada",
        "followers": f"{server.base}/users/ada/followers",
    }
    return Reply(known | fields, headers={"Content-Type": "application/activity+json"})


def followers(server: Loopback, **fields: Any) -> Reply:
    return Reply({"id": f"{server.base}/users/ada/followers", "type": "OrderedCollection"} | fields)


def said(found: Count) -> tuple[str, int | None]:
    return found.state, found.count


LOOKUP = "/api/v1/accounts/lookup"


@pytest.mark.parametrize("software", ["mastodon", "pleroma", "akkoma", "hollo", "takahe", "snac"])
def test_mastodons_api(server: Loopback, ask: Callable[..., Count], software: str) -> None:
    furnish(server, software)
    server.routes[LOOKUP] = account(server)
    found = ask()
    assert (found.software, *said(found)) == (software, "known", 1234)
    assert server.paths()[-1] == "/api/v1/accounts/lookup?acct=ada"


@pytest.mark.parametrize(
    ("software", "fields", "expected"),
    [
        ("mastodon", {"followers_count": 0}, ("known", 0)),
        ("mastodon", {"hide_collections": True}, ("known", 1234)),
        ("mastodon", {"followers_count": -1}, ("hidden", None)),
        ("pleroma", {"followers_count": 0, "pleroma": {"hide_followers": True, "hide_followers_count": True}}, ("hidden", None)),
        ("akkoma", {"followers_count": 0, "pleroma": {"hide_followers": True, "hide_followers_count": False}}, ("known", 0)),
        ("gotosocial", {"hide_collections": True}, ("hidden", None)),
        ("hollo", {"hide_collections": True}, ("known", 1234)),
        ("akkoma", {"followers_count": 0, "pleroma": {}}, ("unknown", None)),
        ("pleroma", {"followers_count": 0}, ("unknown", None)),
        ("pleroma", {"followers_count": 3}, ("known", 3)),
        ("gotosocial", {"followers_count": 0}, ("known", 0)),
        ("takahe", {"followers_count": 0}, ("known", 0)),
        ("snac", {"followers_count": 0}, ("hidden", None)),
        ("pixelfed", {"followers_count": 0}, ("unknown", None)),
        ("hometown", {"followers_count": 0}, ("unknown", None)),
        ("mastodon", {"suspended": True, "followers_count": 0}, ("unknown", None)),
        ("mastodon", {"followers_count": None}, ("unknown", None)),
        ("mastodon", {"followers_count": "1234"}, ("unknown", None)),
        ("mastodon", {"followers_count": True}, ("unknown", None)),
        ("mastodon", {"followers_count": 12.5}, ("unknown", None)),
        ("mastodon", {"followers_count": 10**30}, ("unknown", None)),
    ],
)
def test_a_hidden_count_is_never_a_number(
    server: Loopback, ask: Callable[..., Count], software: str, fields: dict[str, Any], expected: tuple[str, int | None]
) -> None:
    furnish(server, software)
    server.routes[LOOKUP] = account(server, **fields)
    assert said(ask()) == expected


CLOSED = {
    "followers 403": {"/users/ada/followers": Reply(b"", 403)},
    "actor 401": {"/users/ada": Reply({"error": "Request not signed"}, 401)},
    "actor 500": {"/users/ada": Reply(b"", 500)},
    "no actor": {"/.well-known/webfinger": Reply(b"", 404)},
}


@pytest.mark.parametrize("closed", CLOSED)
@pytest.mark.parametrize("software", ["iceshrimp.net", "friendica", "mitra", "a-fork-of-misskey", "", None])
def test_the_0_of_software_that_nobody_knows_may_be_hidden(
    server: Loopback, ask: Callable[..., Count], software: str | None, closed: str
) -> None:
    """Where only Mastodon's API answers: a number is one, 0 is none; NodeInfo that fails names nothing."""
    furnish(server, software or "")
    server.routes |= {"/users/ada": actor(server), LOOKUP: account(server, followers_count=0), **CLOSED[closed]}
    if software is None:
        server.routes["/.well-known/nodeinfo"] = Reply(b"", 500)
    found = ask()
    assert (*said(found), found.why) == ("unknown", None, f"{server.authority}: says 0, which may mean that the number is hidden")
    server.routes[LOOKUP] = account(server, followers_count=12)
    assert said(ask()) == ("known", 12)


def test_a_token_is_given_where_a_stranger_gets_no_answer(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "gotosocial")
    refused = Reply({"error": "Unauthorized: token not supplied"}, 401)
    server.routes[LOOKUP] = lambda asked: account(server) if asked.headers.get("authorization") == f"Bearer {SECRET}" else refused
    assert said(ask(token_of=lambda origin: token_for(str(origin), SECRET))) == ("known", 1234)
    found = ask()
    assert said(found) == ("unknown", None)
    assert "token not supplied" in found.why
    assert SECRET not in found.why


def test_a_keyring_that_is_locked_makes_one_count_unknown(server: Loopback) -> None:
    def token_of(origin: object) -> None:
        raise InputError("the system's keyring does not answer", "me", "unlock it")

    furnish(server, "gotosocial")
    server.routes[LOOKUP] = Reply({"error": "Unauthorized: token not supplied"}, 401)
    with Client(allow_local=True) as client:
        found = count([f"@ada@{server.authority}"] * 2, client=client, allow_local=True, token_of=token_of)
    assert [(one.state, one.why) for one in found] == 2 * [("unknown", "me: the system's keyring does not answer; unlock it")]


NAMES = "Ada\x1b]0;pwned\x07\u202e\ud800\r\n\x9b31m"


def test_no_word_of_a_server_moves_the_cursor_of_a_terminal(server: Loopback, ask: Callable[..., Count]) -> None:
    """In what it runs, in where an account has gone, in its name and in its errors."""
    furnish(server, NAMES)
    found = [ask()]
    server.routes |= {"/users/ada": actor(server, movedTo=NAMES), "/users/ada/followers": followers(server, totalItems=3)}
    found.append(ask())
    server.routes["/users/ada"] = Reply({"error": NAMES}, 500)
    server.routes[LOOKUP] = account(server, username=NAMES, moved={"acct": NAMES})
    found.append(ask())
    for one in found:
        shown = f"{one.software} {one.why} {one.source}"
        assert shown.isprintable()
        shown.encode()
    assert all("pwned" in one.why for one in found[1:])


def test_a_closed_server_is_asked_for_its_public_documents(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")
    server.routes |= {
        LOOKUP: Reply({"error": "This method requires an authenticated user"}, 401),
        "/users/ada": actor(server),
        "/users/ada/followers": followers(server, totalItems=77),
    }
    assert said(ask()) == ("known", 77)
    assert "application/activity+json" in server.asked[-1].headers["accept"]


@pytest.mark.parametrize(
    ("software", "reply", "expected"),
    [
        ("mastodon", {"totalItems": 0}, ("known", 0)),
        ("pixelfed", {"totalItems": 0}, ("unknown", None)),
        ("pixelfed", {"totalItems": 8}, ("known", 8)),
        ("wordpress", {"totalItems": 12}, ("known", 12)),
        ("wordpress", {"totalItems": 0}, ("unknown", None)),
        ("pleroma", {"totalItems": 0}, ("unknown", None)),
        ("gotosocial", {}, ("hidden", None)),
        ("mastodon", {}, ("hidden", None)),
        ("friendica", {}, ("unknown", None)),
        ("", {"totalItems": -3}, ("unknown", None)),
        ("", {"totalItems": "12"}, ("unknown", None)),
    ],
)
def test_activitypub(
    server: Loopback, ask: Callable[..., Count], software: str, reply: dict[str, Any], expected: tuple[str, int | None]
) -> None:
    furnish(server, software)
    server.routes |= {"/users/ada": actor(server), "/users/ada/followers": followers(server, **reply)}
    assert said(ask()) == expected


def test_followers_on_another_server_are_not_asked_for(server: Loopback, ask: Callable[..., Count]) -> None:
    with loopback({"/followers": Reply({"totalItems": 9_999_999})}) as other:
        furnish(server, "")
        server.routes["/users/ada"] = actor(server, followers=f"{other.base}/followers")
        assert said(ask()) == ("unknown", None)
        assert not other.asked


def test_a_server_that_wants_signatures_is_told_so(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "")
    server.routes["/users/ada"] = Reply({"error": "Request not signed"}, 401)
    found = ask()
    assert said(found) == ("unknown", None)
    assert "sign what they ask" in found.why


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"followersCount": 12, "followersVisibility": "public"}, ("known", 12)),
        ({"followersCount": 0, "followersVisibility": "public"}, ("known", 0)),
        ({"followersCount": 0, "followersVisibility": "private"}, ("hidden", None)),
        ({"followersCount": 0, "followersVisibility": "followers"}, ("hidden", None)),
        ({"followersCount": 0, "ffVisibility": "private"}, ("hidden", None)),
        ({"followersCount": 5, "ffVisibility": "public"}, ("known", 5)),
        ({"followersCount": 5}, ("known", 5)),
        ({"followersCount": 0}, ("unknown", None)),
        ({"followersCount": 5, "isSuspended": True}, ("unknown", None)),
        ({"followersCount": None, "followersVisibility": "public"}, ("unknown", None)),
    ],
)
@pytest.mark.parametrize("software", ["misskey", "cherrypick", "magnetar"])
def test_misskey(
    server: Loopback, ask: Callable[..., Count], software: str, fields: dict[str, Any], expected: tuple[str, int | None]
) -> None:
    furnish(server, software)
    server.routes["/api/users/show"] = Reply({"id": "9abc", "username": "ada", "host": None, "movedTo": None, **fields})
    assert said(ask()) == expected
    asked = next(one for one in server.asked if one.path == "/api/users/show")
    assert (asked.method, asked.json()) == ("POST", {"username": "ada", "host": None})


def test_a_misskey_that_forbids_its_followers_hides_them(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "firefish")
    error = {"error": {"message": "No such user.", "code": "NO_SUCH_USER", "id": "4362f8dc", "kind": "client"}}
    server.routes |= {"/api/users/show": Reply(error, 400), "/users/ada": actor(server), "/users/ada/followers": Reply(b"", 403)}
    assert said(ask()) == ("hidden", None)


def test_a_misskey_without_nodeinfo_is_found_out(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "misskey")
    server.routes |= {
        "/.well-known/webfinger": Reply(b"", 403),
        "/.well-known/nodeinfo": Reply(b"", 403),
        LOOKUP: Reply({"error": {"message": "Unknown API endpoint.", "code": "UNKNOWN_API_ENDPOINT"}}, 404),
        "/api/users/show": Reply({"username": "ada", "followersCount": 3, "followersVisibility": "public"}),
    }
    assert said(ask()) == ("known", 3)


def community(server: Loopback, *, counts: dict[str, int] | None = None, **fields: Any) -> Reply:
    known = {"id": 12, "name": "libre_edu", "removed": False, "deleted": False, "actor_id": f"{server.base}/c/libre_edu", "local": True}
    beside = {"counts": counts} if counts else {}
    return Reply({"community_view": {"community": known | fields, "subscribed": "NotSubscribed", **beside}, "moderators": []})


@pytest.mark.parametrize("form", ["!libre_edu@{0}", "http://{0}/c/libre_edu", "http://{0}/c/libre_edu@{0}?sort=New"])
def test_lemmy_communities(server: Loopback, ask: Callable[..., Count], form: str) -> None:
    furnish(server, "lemmy", "libre_edu")
    server.routes["/api/v3/community"] = community(server, counts={"subscribers": 345, "subscribers_local": 200})
    found = ask(form.format(server.authority))
    assert (found.software, *said(found), found.why) == ("lemmy", "known", 345, "")
    assert server.paths()[-1] == "/api/v3/community?name=libre_edu"


@pytest.mark.parametrize(
    ("routes", "expected"),
    [
        ({"/api/v4/community": lambda s: community(s, subscribers=9)}, ("known", 9)),
        ({"/api/v3/community": lambda s: community(s, counts={"subscribers": 0})}, ("known", 0)),
        ({"/api/v3/community": lambda s: community(s, counts={"subscribers": 5}, removed=True)}, ("unknown", None)),
        ({"/api/v3/community": lambda s: community(s, counts={"subscribers": 5}, deleted=True)}, ("unknown", None)),
        ({"/api/v3/community": lambda s: community(s, counts={"subscribers": 5}, local=False)}, ("unknown", None)),
        ({"/api/v3/community": lambda _: Reply({"error": "couldnt_find_community"}, 404)}, ("unknown", None)),
        ({"/api/v3/community": lambda _: Reply({"error": "rate_limit_error"}, 400)}, ("unknown", None)),
        ({"/api/v3/community": lambda _: Reply({"community_view": []})}, ("unknown", None)),
    ],
)
def test_lemmy_in_other_states(
    server: Loopback, ask: Callable[..., Count], routes: dict[str, Callable[[Loopback], Reply]], expected: tuple[str, int | None]
) -> None:
    furnish(server, "lemmy", "libre_edu")
    server.routes |= {path: reply(server) for path, reply in routes.items()}
    assert said(ask(f"!libre_edu@{server.authority}")) == expected


def test_a_user_of_lemmy_is_told_what_can_be_counted(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "lemmy")
    assert f"a community has: !ada@{server.authority}" in ask().why


def test_peertube(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "peertube")
    missing = Reply({"detail": "Video channel not found", "status": 404}, 404, {"Content-Type": "application/problem+json"})
    server.routes |= {"/api/v1/video-channels/ada": missing, "/api/v1/accounts/ada": Reply({"name": "ada", "followersCount": 3})}
    assert said(ask()) == ("known", 3)
    assert said(ask(f"{server.base}/c/ada/videos")) == ("unknown", None)
    server.routes["/api/v1/video-channels/ada"] = Reply({"name": "ada", "followersCount": 0, "host": server.authority})
    assert said(ask()) == ("known", 0)
    assert said(ask(f"{server.base}/video-channels/ada")) == ("known", 0)


@pytest.mark.parametrize(
    ("reply", "expected", "why"),
    [
        (Reply({"did": "did:plc:abc", "handle": "ada.bsky.social", "followersCount": 10}), ("known", 10), ""),
        (Reply({"did": "did:plc:abc", "handle": "ada.bsky.social", "followersCount": 0}), ("known", 0), ""),
        (Reply({"did": "did:plc:abc", "handle": "ada.example", "followersCount": 10}), ("known", 10), "it is @ada.example"),
        (Reply({"did": "did:plc:abc", "handle": "ada.bsky.social"}), ("unknown", None), "gives no count"),
        (Reply({"error": "InvalidRequest", "message": "Profile not found"}, 400), ("unknown", None), "Profile not found"),
        (Reply({"error": "AccountTakedown", "message": "Account has been suspended"}, 400), ("unknown", None), "suspended"),
        (Reply({"error": "AccountDeactivated", "message": "Account is deactivated"}, 400), ("unknown", None), "deactivated"),
        (Reply(b"<html><title>502 Bad gateway</title>", 502), ("unknown", None), "said 502: 502 Bad gateway"),
        (Reply({"message": "This endpoint was removed"}, 410), ("unknown", None), "said 410: This endpoint was removed"),
    ],
)
def test_bluesky(
    server: Loopback,
    ask: Callable[..., Count],
    monkeypatch: pytest.MonkeyPatch,
    reply: Reply,
    expected: tuple[str, int | None],
    why: str,
) -> None:
    monkeypatch.setattr(bluesky, "SERVER", server.base)
    server.routes["/xrpc/app.bsky.actor.getProfile"] = reply
    found = ask("@ada.bsky.social")
    assert (found.software, *said(found)) == ("bluesky", *expected)
    assert why in found.why
    assert server.paths()[0] == "/xrpc/app.bsky.actor.getProfile?actor=ada.bsky.social"


@pytest.mark.parametrize(
    ("reply", "expected", "why"),
    [
        (Reply({"data": {"username": "Ada", "public_metrics": {"followers_count": 583423}}}), ("known", 583423), ""),
        (Reply({"data": {"username": "Ada"}}), ("unknown", None), "gives no count"),
        (
            Reply({"errors": [{"value": "ada", "detail": "Could not find user with username: [ada].", "title": "Not Found Error"}]}),
            ("unknown", None),
            "Could not find user",
        ),
        (Reply({"errors": [{"title": "Forbidden", "detail": "User has been suspended: [ada]."}]}), ("unknown", None), "been suspended"),
        (Reply({"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}, 401), ("unknown", None), "does not accept the token"),
        (Reply({"title": "CreditsDepleted", "detail": "no credits"}, 402), ("unknown", None), "wants to be paid"),
        (Reply({"reason": "client-not-enrolled", "title": "Client Forbidden"}, 403), ("unknown", None), "Client Forbidden"),
        (Reply({"title": "Too Many Requests"}, 429, {"x-rate-limit-reset": "99999999999"}), ("unknown", None), "Too Many Requests"),
    ],
)
def test_x_with_a_token(
    server: Loopback,
    ask: Callable[..., Count],
    monkeypatch: pytest.MonkeyPatch,
    reply: Reply,
    expected: tuple[str, int | None],
    why: str,
) -> None:
    monkeypatch.setattr(x, "SERVER", server.base)
    server.routes["/2/users/by/username/ada"] = reply
    found = ask("x:ada", token_of=lambda origin: token_for(str(origin), SECRET))
    assert said(found) == expected
    assert why in found.why
    assert SECRET not in str(found)
    assert server.asked[0].headers["authorization"] == f"Bearer {SECRET}"


def test_x_without_a_token_is_not_asked(server: Loopback, ask: Callable[..., Count], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(x, "SERVER", server.base)
    found = ask("https://x.com/ada")
    assert said(found) == ("unknown", None)
    assert "imggen add FILE x=COUNT" in found.why
    assert not server.asked


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """X and Bluesky, where everybody has 777777 followers."""
    with loopback() as running:
        monkeypatch.setattr(x, "SERVER", running.base)
        monkeypatch.setattr(bluesky, "SERVER", running.base)
        metrics = Reply({"data": {"username": "ada", "public_metrics": {"followers_count": 777777}}})
        running.routes |= {f"/2/users/by/username/{name}": metrics for name in ("ada", "grace")}
        running.routes["/xrpc/app.bsky.actor.getProfile"] = Reply({"handle": "ada", "followersCount": 777777})
        yield running


@pytest.mark.parametrize("software", ["x", "X", "\U0001d54f", "twitter", "x followers", "bluesky", "bsky"])
def test_a_server_that_calls_itself_x_or_bluesky_is_asked_itself(
    server: Loopback, elsewhere: Loopback, ask: Callable[..., Count], software: str
) -> None:
    furnish(server, software)
    server.routes[LOOKUP] = account(server, followers_count=42)
    found = ask(token_of=lambda origin: token_for(str(origin), SECRET) if str(origin) == elsewhere.base else None)
    assert (*said(found), found.software, found.source) == ("known", 42, "", server.authority)
    assert not elsewhere.asked


@pytest.mark.parametrize("target", ["grace@x.com", "x:grace", "https://twitter.com/grace", "https://bsky.app/profile/ada.bsky.social"])
def test_nobody_moves_from_a_server_to_x_or_bluesky(server: Loopback, elsewhere: Loopback, ask: Callable[..., Count], target: str) -> None:
    furnish(server, "")
    server.routes |= {"/users/ada": actor(server, movedTo=target), "/users/ada/followers": followers(server, totalItems=12)}
    found = ask(token_of=lambda origin: token_for(str(origin), SECRET) if str(origin) == elsewhere.base else None)
    assert (*said(found), found.why, found.source) == ("known", 12, f"moved to {target}", server.authority)
    assert not elsewhere.asked


def test_a_server_has_no_count_of_another_that_its_nodeinfo_leads_to(server: Loopback, ask: Callable[..., Count]) -> None:
    with loopback() as other:
        furnish(other, "mastodon")
        other.routes[LOOKUP] = account(other, followers_count=777777)
        furnish(server, "mastodon")
        server.routes["/.well-known/nodeinfo"] = Reply(b"", 302, {"Location": f"{other.base}/.well-known/nodeinfo"})
        for webfinger in (card(server), Reply(b"", 404)):
            server.routes["/.well-known/webfinger"] = webfinger
            assert said(ask()) == ("unknown", None)
        assert LOOKUP not in "".join(other.paths())


def test_who_moved_is_followed(server: Loopback, ask: Callable[..., Count]) -> None:
    with loopback() as other:
        furnish(server, "mastodon")
        furnish(other, "misskey", "grace")
        server.routes[LOOKUP] = account(server, followers_count=12, moved={"acct": f"grace@{other.authority}"})
        other.routes["/api/users/show"] = Reply({"username": "grace", "followersCount": 500, "followersVisibility": "public"})
        found = ask()
        assert (found.software, *said(found)) == ("misskey", "known", 500)
        assert found.why == f"moved to @grace@{other.authority}, 12 left behind"
        assert found.source == f"{other.authority} @grace@{other.authority}"


def test_two_accounts_that_moved_to_each_other_end(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")
    server.routes[LOOKUP] = account(server, followers_count=12, moved={"acct": "ada"})
    assert said(ask()) == ("known", 12)


@pytest.mark.parametrize(("status", "why"), [(404, "no such account"), (410, "the account is gone")])
def test_who_is_gone_is_told(server: Loopback, ask: Callable[..., Count], status: int, why: str) -> None:
    furnish(server, "mastodon")
    server.routes["/.well-known/webfinger"] = Reply(b"", status)
    found = ask()
    assert said(found) == ("unknown", None)
    assert why in found.why


REFUSED = {
    "lookup 401": ("mastodon", LOOKUP, Reply({"error": "This method requires an authenticated user"}, 401)),
    "lookup 403": ("akkoma", LOOKUP, Reply(b"<html><title>Just a moment...</title>", 403)),
    "lookup 404": ("pixelfed", LOOKUP, Reply({"error": "Record not found"}, 404)),
    "no such user": ("misskey", "/api/users/show", Reply({"error": {"message": "No such user.", "code": "NO_SUCH_USER"}}, 400)),
    "no API": ("", LOOKUP, Reply(b"", 404)),
}
GONE = {
    "actor": {"/users/ada": Reply({"error": "Gone"}, 410)},
    "tombstone": {"/users/ada": Reply({"type": "Tombstone", "deleted": "2026-11-01T00:00:00Z"})},
    "followers": {"/users/ada/followers": Reply({"error": "Gone"}, 410)},
}


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("refused", REFUSED)
def test_who_is_gone_is_told_by_a_closed_server_too(server: Loopback, ask: Callable[..., Count], refused: str, gone: str) -> None:
    software, path, reply = REFUSED[refused]
    furnish(server, software)
    server.routes |= {path: reply, "/users/ada": actor(server), **GONE[gone]}
    found = ask()
    assert (*said(found), found.why) == ("unknown", None, f"{server.authority}: the account is gone: deleted, or suspended for good")


def test_who_is_gone_is_told_by_the_api_before_the_public_documents_are_closed(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")
    server.routes |= {LOOKUP: Reply({"error": "Gone"}, 410), "/users/ada": Reply({"error": "Request not signed"}, 401)}
    assert ask().why == f"{server.authority}: the account is gone: deleted, or suspended for good"
    server.routes |= {"/users/ada": actor(server), "/users/ada/followers": followers(server, totalItems=7)}
    assert said(ask()) == ("known", 7)


def test_a_closed_server_whose_public_documents_lack_the_account_is_told_as_both(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")
    server.routes[LOOKUP] = Reply({"error": "This method requires an authenticated user"}, 401)
    closed = f"{server.authority}: said 401: This method requires an authenticated user"
    assert ask().why == f"{closed}; the account that its WebFinger names is not there"
    server.routes["/.well-known/webfinger"] = Reply(b"", 404)
    assert ask().why == f"{closed}; its WebFinger names no such account"


def test_a_server_that_answers_for_another_name_is_followed(server: Loopback, ask: Callable[..., Count]) -> None:
    """`@ada@example.org` at home on `social.example.org`, as WebFinger has it."""
    with loopback() as home:
        furnish(home, "mastodon")
        home.routes |= {LOOKUP: account(home), "/.well-known/webfinger": card(home, subject=f"acct:ada@{server.authority}")}
        server.routes["/.well-known/webfinger"] = Reply(
            b"", 301, {"Location": f"{home.base}/.well-known/webfinger?resource=acct:ada@{server.authority}"}
        )
        found = ask()
        assert (*said(found), found.source) == ("known", 1234, home.authority)


def test_a_server_that_names_an_account_it_has_not_is_found_out(server: Loopback, ask: Callable[..., Count]) -> None:
    """WebFinger that points elsewhere: the other server knows no such name."""
    with loopback() as other:
        furnish(other, "mastodon", "famous")
        other.routes |= {LOOKUP: account(other, followers_count=9_000_000)}
        server.routes["/.well-known/webfinger"] = card(server, actor=f"{other.base}/users/famous")
        found = ask()
        assert said(found) == ("unknown", None)
        assert "does not know that account" in found.why


def test_an_alias_is_followed_and_named(server: Loopback, ask: Callable[..., Count]) -> None:
    with loopback() as other:
        furnish(other, "mastodon")
        other.routes[LOOKUP] = account(other)
        server.routes["/.well-known/webfinger"] = card(other)
        found = ask(f"@me@{server.authority}")
        assert said(found) == ("known", 1234)
        assert found.why == f"it is @ada@{other.authority}"


def test_webfinger_into_a_private_network_is_refused(server: Loopback, ask: Callable[..., Count]) -> None:
    server.routes["/.well-known/webfinger"] = card(server, actor="https://169.254.169.254/users/ada")
    found = ask()
    assert said(found) == ("unknown", None)
    assert "private network" in found.why


def test_a_server_that_falls_silent_is_left_alone(server: Loopback, ask: Callable[..., Count]) -> None:
    """What did not answer in one form of its API is not asked in the next one: each could take minutes."""

    def silent(_: object) -> Reply:
        raise TimeoutError

    furnish(server, "mastodon")
    server.routes[LOOKUP] = silent
    found = ask()
    assert (found.state, found.why) == ("unknown", f"{server.authority}: its answer was cut off; try again later")
    assert {path.partition("?")[0] for path in server.paths()[3:]} == {LOOKUP}


def test_one_bad_server_does_not_stop_the_others(server: Loopback) -> None:
    furnish(server, "mastodon")
    server.routes[LOOKUP] = account(server)
    with loopback() as gone:
        missing = f"@ada@{gone.authority}"
    seen: list[Count] = []
    with Client(allow_local=True, sleep=lambda _: None) as client, stamina.set_testing(True):
        found = count([missing, f"@ada@{server.authority}", "x:ada"], client=client, allow_local=True, done=seen.append)
    assert [one.state for one in found] == ["unknown", "known", "unknown"]
    assert "no connection to it is possible" in found[0].why
    assert {one.account for one in seen} == {one.account for one in found}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    "followers_count",
    "moved",
    "acct",
    "username",
    "pleroma",
    "suspended",
    "followers",
    "totalItems",
    "movedTo",
    "followersCount",
    "links",
]
KEYS += [
    "followersVisibility",
    "community_view",
    "community",
    "counts",
    "subscribers",
    "subject",
    "software",
    "name",
    "error",
    "host",
    "rel",
]
HOSTILE = st.one_of(
    JUNK.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(KEYS), JUNK, max_size=8).map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=200),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    software=st.sampled_from(["mastodon", "misskey", "lemmy", "peertube", "gotosocial", "", "nobody"]),
    group=st.booleans(),
    hostile=st.dictionaries(
        st.sampled_from(["/.well-known/webfinger", "/.well-known/nodeinfo", "/nodeinfo/2.0", LOOKUP, "/users/ada", "/users/ada/followers"])
        | st.sampled_from(
            ["/api/users/show", "/api/v3/community", "/api/v4/community", "/api/v1/video-channels/ada", "/api/v1/accounts/ada"]
        ),
        st.tuples(HOSTILE, st.sampled_from([200, 200, 200, 404, 400, 401, 418, 500])),
        min_size=1,
        max_size=6,
    ),
)
def test_whatever_a_server_says_it_is_a_count_or_a_reason(
    server: Loopback, ask: Callable[..., Count], software: str, group: bool, hostile: dict[str, tuple[bytes, int]]
) -> None:
    server.routes.clear()
    furnish(server, software)
    server.routes |= {path: Reply(body, status, {"Content-Type": "application/json"}) for path, (body, status) in hostile.items()}
    found = ask(f"{'!' if group else '@'}ada@{server.authority}")
    assert (found.count is not None) == (found.state == "known")
    assert found.state == "known" or found.why
    assert found.why.isprintable()
    assert len(found.why) < 700


def test_a_real_server(ask: Callable[..., Count], monkeypatch: pytest.MonkeyPatch) -> None:
    """mastodon-mock over HTTP, with its faults."""
    from mastodon_mock.config import SeedAccount, SeedConfig, SeedFollow
    from mastodon_mock.testing import MockServer

    accounts = [SeedAccount(username="lelibreedu", access_token="tok"), SeedAccount(username="fan")]
    seed = SeedConfig(accounts=accounts, follows=[SeedFollow(follower="fan", following="lelibreedu")])
    with MockServer(seed=seed) as mock, Client(allow_local=True) as plain:
        handle = f"@lelibreedu@{mock.base_url.partition('//')[2]}"

        def fault(effect: dict[str, Any], times: int) -> None:
            body = {"match": {"methods": ["GET"], "path": LOOKUP}, "effect": effect, "count": times}
            assert plain.send("POST", f"{mock.base_url}/api/v1/_mock/faults", json=body).ok

        found = ask(handle)
        assert (found.software, *said(found), found.why) == ("mastodon", "known", 1, "")
        assert said(ask(handle.replace("lelibreedu", "nobody"))) == ("unknown", None)
        fault({"type": "status", "status": 503, "headers": {"Retry-After": "1"}}, 1)
        assert said(ask(handle)) == ("known", 1)
        fault({"type": "malformed"}, 1)
        assert said(ask(handle)) == ("unknown", None)
        with monkeypatch.context() as patch:
            patch.setattr(network, "_WHOLE", 0.3)
            fault({"type": "latency", "delay_ms": 900}, 2)
            found = ask(handle)
            assert said(found) == ("unknown", None)
            assert "it did not answer in time" in found.why
        fault({"type": "ratelimit"}, 5)
        assert said(ask(handle)) == ("unknown", None)


def test_a_limit_that_lasts_is_an_error_that_says_for_how_long(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")
    server.routes[LOOKUP] = lambda _: Reply({"error": "Too many requests"}, 429, {"X-RateLimit-Reset": "2099-01-01T00:00:00.000000Z"})
    found = ask()
    assert said(found) == ("unknown", None)
    assert "Too many requests" in found.why
    assert "it asks to wait" in found.why
    assert len([path for path in server.paths() if path.startswith(LOOKUP)]) == 1


def test_the_user_is_asked_for_as_typed(server: Loopback, ask: Callable[..., Count]) -> None:
    furnish(server, "mastodon")

    def only_ada(asked: Asked) -> Reply:
        return account(server) if asked.path.endswith("acct=ada") else Reply({"error": "Record not found"}, 404)

    server.routes[LOOKUP] = only_ada
    assert said(ask("Ada")) == ("known", 1234)
