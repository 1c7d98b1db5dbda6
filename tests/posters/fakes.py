"""Servers of the tests' own, in the shapes that real ones answer in, with one account each, and with troubles to order."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loopback import Asked, Loopback, Reply, loopback

SECRET = "s3cr3t-t0k3n-abcdefgh-9Zq"
APP_PASSWORD = "abcd-efgh-ijkl-m9zq"


class Dropped(Exception):
    """The connection breaks without an answer."""


@dataclass
class Fake:
    """What all of them have in common: an account, posts, files, and troubles for the request that makes a post."""

    base: str = ""
    server: Loopback | None = None
    posts: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    troubles: list[Any] = field(default_factory=list)
    """What happens to the requests that make a post, in turn: `lost`, `dropped`, `late`, `cut`, or a Reply."""
    seen: list[Asked] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    software = "mastodon"
    poster = "mastodon"
    token = SECRET
    make_path = "/api/v1/statuses"
    make_method = "POST"

    def get(self, path: str, default: Any = None) -> Callable[[Asked], Reply]:
        """What answers a path: the routes of the loopback server."""
        return self.handle

    def handle(self, asked: Asked) -> Reply:
        self.seen.append(asked)
        path = asked.path.partition("?")[0]
        if path == "/.well-known/nodeinfo":
            return Reply({"links": [{"href": f"{self.base}/nodeinfo/2.0"}]}) if self.software else Reply(b"", 404)
        if path == "/nodeinfo/2.0":
            return Reply({"software": {"name": self.software, "version": "1"}})
        if asked.method == self.make_method and path == self.make_path and self.troubles:
            return self.troubled(self.troubles.pop(0), asked, path)
        return self.locked(asked, path)

    def troubled(self, trouble: Any, asked: Asked, path: str) -> Reply:
        if isinstance(trouble, Reply):
            return trouble
        if trouble == "late":
            threading.Timer(0.3, self.locked, (asked, path)).start()
            raise Dropped
        if trouble == "dropped":
            raise Dropped
        reply = self.locked(asked, path)
        if trouble == "cut":
            return Reply(json.dumps(reply.body).encode()[:20], headers={"Content-Type": "application/json"})
        raise Dropped

    def locked(self, asked: Asked, path: str) -> Reply:
        with self.lock:
            return self.answer(asked, path)

    def answer(self, asked: Asked, path: str) -> Reply:
        raise NotImplementedError

    def allowed(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {self.token}"

    def new_id(self) -> str:
        return str(1000 + len(self.posts) + len(self.files))

    def told(self) -> list[tuple[str, str]]:
        """Text and description of each post that is there."""
        raise NotImplementedError


def form_of(asked: Asked) -> tuple[dict[str, str], tuple[str, str, bytes]]:
    """The fields of a multipart form, and the name, kind and bytes of its file."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    fields, file = {}, ("", "", b"")
    for part in BytesParser(policy=HTTP).parsebytes(head + asked.body).iter_parts():
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename():
            file = (str(part.get_filename()), part.get_content_type(), content)
        else:
            fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
    return fields, file


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class FakeMastodon(Fake):
    """Mastodon 4.6 with its own ways: media are processed later, an edit without media loses them, a key is kept."""

    keys: dict[str, str] = field(default_factory=dict)
    slow_media: int = 0
    """How often a picture is said to be processed still."""
    loses: str = ""
    """What the server loses of a post: `picture`, `description`, or its `words`: then the description is the name of the file."""
    privacy: str = "unlisted"
    """Who sees the account's posts unless a post says so."""
    about: dict[str, Any] = field(default_factory=lambda: {"configuration": {"media_attachments": {"description_limit": 10000}}})
    use_keys: bool = True

    def answer(self, asked: Asked, path: str) -> Reply:  # noqa: C901 - a table
        query = parse_qs(urlsplit(asked.path).query)
        if path == "/api/v1/apps":
            return Reply({"client_id": "app-1", "client_secret": "app-secret-77"})
        if path == "/oauth/token":
            return self.grant(parse_qs(asked.body.decode()))
        if path == "/api/v2/instance":
            return Reply(self.about)
        if not self.allowed(asked):
            return Reply({"error": f"The access token {asked.headers.get('authorization', '')} is invalid"}, 401)
        if path == "/oauth/revoke":
            return Reply({})
        if path == "/api/v1/accounts/verify_credentials":
            return Reply({"id": "7", "username": "alice", "acct": "alice", "source": {"privacy": self.privacy}})
        if path == "/api/v1/accounts/7/statuses":
            return Reply(self.page(query))
        if path == "/api/v1/scheduled_statuses":
            return Reply([post for post in self.posts if post.get("scheduled_at")])
        if path == "/api/v2/media":
            return self.upload(asked)
        if found := re.fullmatch(r"/api/v1/media/(\w+)", path):
            return self.media(found[1])
        if path == "/api/v1/statuses":
            return self.make(asked)
        if found := re.fullmatch(r"/api/v1/(statuses|scheduled_statuses)/(\w+)(/source)?", path):
            return self.one(asked, found[2], scheduled=found[1] != "statuses", source=bool(found[3]))
        return Reply({"error": "Record not found"}, 404)

    def page(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        before = int(query.get("max_id", ["999999"])[0])
        older = [post for post in reversed(self.posts) if not post.get("scheduled_at") and int(post["id"]) < before]
        return older[: int(query["limit"][0])]

    def grant(self, form: dict[str, list[str]]) -> Reply:
        good = form["code"] == ["the-code"] and "code_verifier" in form and form["client_secret"] == ["app-secret-77"]
        return Reply({"access_token": self.token, "scope": "…"}) if good else Reply({"error": "invalid_grant"}, 400)

    def upload(self, asked: Asked) -> Reply:
        fields, (name, kind, data) = form_of(asked)
        assert (name[-4:], kind, data[:4]) == (".png", "image/png", b"\x89PNG")
        if len(fields["description"]) > 10000:
            return Reply({"error": "Validation failed: Description is too long"}, 422)
        id_ = self.new_id()
        self.files[id_] = {"id": id_, "type": "image", "url": f"{self.base}/m/{id_}.png", "description": fields["description"]}
        self.files[id_]["left"] = self.slow_media
        return Reply({**self.files[id_], "url": None}, 202) if self.slow_media else Reply(self.files[id_])

    def media(self, id_: str) -> Reply:
        file = self.files[id_]
        file["left"] -= 1
        return Reply(file, 206 if file["left"] > 0 else 200)

    def make(self, asked: Asked) -> Reply:
        key = asked.headers.get("idempotency-key", "")
        if self.use_keys and key in self.keys:
            return Reply(next(post for post in self.posts if post["id"] == self.keys[key]))
        assert asked.headers["content-type"] == "application/json"
        body = asked.json()
        media = [dict(self.files[each]) for each in body["media_ids"] if self.loses != "picture"]
        for each in media:
            each["description"] = {"description": None, "words": "card.png"}.get(self.loses, each["description"])
        id_ = self.new_id()
        post = {
            "id": id_,
            "url": f"{self.base}/@alice/{id_}",
            "uri": f"{self.base}/users/alice/statuses/{id_}",
            "created_at": now(),
            "account": {"id": "7"},
            "text": body.get("status", ""),
            "content": "<p>" + html.escape(body.get("status", "")).replace("\n\n", "</p><p>") + "</p>",
            "language": body["language"],
            "visibility": body["visibility"],
            "sensitive": body.get("sensitive", False),
            "spoiler_text": body.get("spoiler_text", ""),
            "in_reply_to_id": body.get("in_reply_to_id"),
            "media_attachments": media,
        }
        if body.get("scheduled_at"):
            post = {"id": id_, "scheduled_at": body["scheduled_at"], "params": {"text": body["status"]}, "media_attachments": media}
        self.posts.append(post)
        self.keys[key] = id_
        return Reply(post)

    def one(self, asked: Asked, id_: str, *, scheduled: bool, source: bool) -> Reply:
        post = next((p for p in self.posts if p["id"] == id_ and bool(p.get("scheduled_at")) == scheduled), None)
        if post is None:
            return Reply({"error": "Record not found"}, 404)
        if source:
            return Reply({"id": id_, "text": post["text"], "spoiler_text": post["spoiler_text"]})
        if asked.method == "DELETE":
            self.posts.remove(post)
        if asked.method == "PUT":
            self.edit(post, asked.json())
        return Reply(post)

    def edit(self, post: dict[str, Any], body: dict[str, Any]) -> None:
        post["media_attachments"] = [self.files[each] for each in body.get("media_ids", [])]
        for change in body.get("media_attributes", []):
            self.files[change["id"]]["description"] = change["description"]
        post |= {"text": body["status"], "spoiler_text": body["spoiler_text"], "language": body["language"], "sensitive": body["sensitive"]}

    def told(self) -> list[tuple[str, str]]:
        texts = [post.get("text") or post.get("params", {}).get("text", "") for post in self.posts]
        return [(said, (post["media_attachments"] or [{}])[0].get("description")) for said, post in zip(texts, self.posts, strict=True)]


@dataclass
class FakeMisskey(Fake):
    """Misskey 2025: everything is a POST, the same bytes keep their first description unless forced, 512 characters."""

    software = "misskey"
    poster = "misskey"
    make_path = "/api/notes/create"

    def answer(self, asked: Asked, path: str) -> Reply:
        if asked.method != "POST":
            return Reply(b"", 405)
        if path.startswith("/api/miauth/"):
            return Reply({"ok": True, "token": self.token, "user": {"username": "alice"}})
        if path == "/api/drive/files/create":
            return self.upload(asked)
        body = asked.json()
        if body.get("i") != self.token:
            return self.error("AUTHENTICATION_FAILED", 401)
        endpoint = path.removeprefix("/api/")
        if endpoint == "i":
            return Reply({"id": "u1", "username": "alice"})
        if endpoint == "meta":
            return Reply({"maxNoteTextLength": 3000, "version": "2025.10.2"})
        if endpoint == "users/notes":
            known = [note for note in reversed(self.posts) if note["id"] < body.get("untilId", "~")]
            return Reply(known[: body["limit"]])
        if endpoint == "notes/create":
            return self.make(body)
        if endpoint == "drive/files/update":
            self.files[body["fileId"]]["comment"] = body["comment"]
            return Reply(self.files[body["fileId"]])
        if endpoint in ("notes/show", "notes/delete"):
            return self.one(endpoint, body["noteId"])
        return self.error("ACCESS_DENIED", 403)

    def error(self, code: str, status: int) -> Reply:
        return Reply({"error": {"message": code.replace("_", " ").lower(), "code": code, "id": "x", "kind": "client"}}, status)

    def upload(self, asked: Asked) -> Reply:
        fields, (name, kind, data) = form_of(asked)
        assert (name[-4:], kind, data[:4]) == (".png", "image/png", b"\x89PNG")
        if fields.get("i") != self.token:
            return self.error("CREDENTIAL_REQUIRED", 401)
        if len(fields["comment"]) > 512:
            return self.error("INVALID_PARAM", 400)
        md5 = hashlib.md5(data).hexdigest()
        known = next((file for file in self.files.values() if file["md5"] == md5), None)
        if known and fields.get("force") != "true":
            return Reply(known)
        id_ = f"f{self.new_id()}"
        self.files[id_] = {"id": id_, "md5": md5, "comment": fields["comment"], "size": len(data)}
        return Reply(self.files[id_])

    def make(self, body: dict[str, Any]) -> Reply:
        if body.get("text") == "" or not all(each in self.files for each in body["fileIds"]):
            return self.error("INVALID_PARAM", 400)
        note = {"id": f"n{self.new_id()}", "createdAt": now(), "userId": "u1", "text": body.get("text"), "visibility": body["visibility"]}
        note |= {"files": [self.files[each] for each in body["fileIds"]], "cw": body.get("cw"), "replyId": body.get("replyId")}
        self.posts.append(note)
        return Reply({"createdNote": note})

    def one(self, endpoint: str, id_: str) -> Reply:
        note = next((note for note in self.posts if note["id"] == id_), None)
        if note is None:
            return self.error("NO_SUCH_NOTE", 400)
        if endpoint == "notes/delete":
            self.posts.remove(note)
            return Reply(b"", 204)
        return Reply(note)

    def told(self) -> list[tuple[str, str]]:
        return [(note["text"], note["files"][0]["comment"]) for note in self.posts]


@dataclass
class FakeLemmy(Fake):
    """Lemmy 0.19: pictures by pict-rs, descriptions since 0.19.4, a rate limit that says 400."""

    version: str = "0.19.20"
    software = "lemmy"
    poster = "lemmy"
    make_path = "/api/v3/post"

    def answer(self, asked: Asked, path: str) -> Reply:
        if path == "/api/v3/user/login":
            return self.login(asked.json())
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        if path == "/api/v3/site":
            person = {"id": 5, "name": "alice"}
            languages = [{"id": 0, "code": "und"}, {"id": 47, "code": "fr"}]
            mine = {"local_user_view": {"person": person}} if self.allowed(asked) else None
            return Reply({"site_view": {}, "version": self.version, "my_user": mine, "all_languages": languages})
        if not self.allowed(asked):
            return Reply({"error": "incorrect_login"}, 401)
        if self.version.startswith("1."):
            return self.newer(asked, path, query)
        return self.older(asked, path, query)

    def newer(self, asked: Asked, path: str, query: dict[str, str]) -> Reply:
        """Lemmy 1.0, which has not kept all of version 3 of the API: `crates/api/routes_v3` of its source."""
        if path == "/api/v3/resolve_object":
            return Reply({"community": {"community": {"id": 12, "name": "libre"}}} if query["q"].startswith("!libre@") else {})
        if path == "/api/v3/post/list":
            assert query["community_id"] == "12"
            return Reply({"posts": list(reversed(self.posts))[:50], "next_page": None})
        if path == "/api/v4/image":
            reply = self.older(asked, "/pictrs/image", query)
            name = reply.body["files"][0]["file"]
            return Reply({"image_url": f"{self.base}/api/v4/image/{name}", "filename": name})
        if path in ("/api/v4/post", "/api/v4/post/delete") and asked.method in ("PUT", "POST"):
            return self.older(asked, path.replace("v4", "v3"), query)
        kept = path == "/api/v3/post" and asked.method != "PUT"
        return self.older(asked, path, query) if kept or path == "/api/v3/user/logout" else Reply(b"", 404)

    def older(self, asked: Asked, path: str, query: dict[str, str]) -> Reply:
        if path == "/api/v3/community":
            if query["name"] != "libre":
                return Reply({"error": "couldnt_find_community"}, 404)
            return Reply({"community_view": {"community": {"id": 12, "name": "libre"}}, "discussion_languages": [0, 47]})
        if path == "/api/v3/user":
            page = int(query["page"])
            return Reply({"posts": list(reversed(self.posts))[(page - 1) * 50 : page * 50]})
        if path == "/pictrs/image":
            _, (name, kind, data) = form_of(asked)
            assert (name[-4:], kind, data[:4]) == (".png", "image/png", b"\x89PNG")
            id_ = f"{self.new_id()}-ab.png"
            self.files[id_] = {"data": data}
            return Reply({"msg": "ok", "files": [{"file": id_}]}, 201)
        if path == "/api/v3/post":
            return self.one(asked, query)
        if path == "/api/v3/post/delete":
            self.find(asked.json()["post_id"])["post"]["deleted"] = True
            return Reply({"post_view": {}})
        return Reply({} if path == "/api/v3/user/logout" else {"error": "not_found"}, 200 if path == "/api/v3/user/logout" else 404)

    def login(self, body: dict[str, Any]) -> Reply:
        if (body["username_or_email"], body["password"]) != ("alice", "p4ssw0rd-of-alice"):
            return Reply({"error": "incorrect_login"}, 401)
        if body.get("totp_2fa_token") != "123456":
            return Reply({"error": "missing_totp_token"}, 401)
        return Reply({"jwt": self.token, "registration_created": False})

    def find(self, id_: int) -> dict[str, Any]:
        return next((view for view in self.posts if view["post"]["id"] == id_), {})

    def one(self, asked: Asked, query: dict[str, str]) -> Reply:
        if asked.method == "GET":
            view = self.find(int(query["id"]))
            return Reply({"post_view": view}) if view else Reply({"error": "couldnt_find_post"}, 404)
        body = asked.json()
        if asked.method == "PUT":
            self.find(body.pop("post_id"))["post"].update(body)
            return Reply({"post_view": {}})
        assert body["community_id"] == 12
        assert body["url"].startswith((f"{self.base}/pictrs/image/", f"{self.base}/api/v4/image/"))
        if self.version == "0.19.3":
            body.pop("alt_text", None)
        id_ = int(self.new_id())
        post = {"id": id_, "ap_id": f"{self.base}/post/{id_}", "published": now(), "deleted": False, **body}
        self.posts.append({"post": post, "creator": {"id": 5}})
        return Reply({"post_view": self.posts[-1]})

    def told(self) -> list[tuple[str, str]]:
        there = [view["post"] for view in self.posts if not view["post"]["deleted"]]
        return [(post["body"], post.get("alt_text", "")) for post in there]


@dataclass
class FakeBluesky(Fake):
    """A personal data server: no NodeInfo, records by key, the alt text required, a million bytes a picture."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    software = ""
    poster = "bluesky"
    token = "jwt-0f-a-s3ssion-x8"
    make_path = "/xrpc/com.atproto.repo.putRecord"

    def answer(self, asked: Asked, path: str) -> Reply:
        method = path.removeprefix("/xrpc/")
        if method == "com.atproto.server.describeServer":
            return Reply({"did": "did:web:localhost"})
        if method == "com.atproto.server.createSession":
            good = asked.json() == {"identifier": "alice.test", "password": APP_PASSWORD}
            session = {"did": "did:plc:alice", "handle": "alice.test", "accessJwt": self.token, "refreshJwt": "refr3sh-jwt-9"}
            return Reply(session) if good else Reply({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        if not path.startswith("/xrpc/"):
            return Reply(b"Not found", 404)
        if not self.allowed(asked):
            return Reply({"error": "AuthMissing", "message": "Authentication Required"}, 401)
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query).items()}
        body = asked.json() if asked.headers.get("content-type") == "application/json" else {}
        if method == "com.atproto.repo.uploadBlob":
            assert asked.headers["content-type"] == "image/png"
            digest = bytes((1, 0x55, 0x12, 32)) + hashlib.sha256(asked.body).digest()
            link = "b" + base64.b32encode(digest).decode().lower().rstrip("=")
            return Reply({"blob": {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/png", "size": len(asked.body)}})
        if method == "com.atproto.repo.listRecords":
            keys = sorted((key for key in self.records if key < query.get("cursor", "~")), reverse=True)[: int(query["limit"])]
            return Reply({"records": [self.view(key) for key in keys], **({"cursor": keys[-1]} if keys else {})})
        if method == "com.atproto.repo.putRecord":
            return self.put(body)
        if method == "com.atproto.repo.deleteRecord":
            self.records.pop(body["rkey"], None)
            return Reply({})
        if method == "com.atproto.identity.resolveHandle":
            return Reply({"did": "did:plc:alice"})
        if query["rkey"] not in self.records:
            return Reply({"error": "RecordNotFound", "message": "Could not locate record"}, 400)
        return Reply(self.view(query["rkey"]))

    def put(self, body: dict[str, Any]) -> Reply:
        record, key = body["record"], body["rkey"]
        image = record["embed"]["images"][0]
        if "alt" not in image or len(record["text"]) > 300 or image["image"]["size"] > 1_000_000 or not re.fullmatch(r"[2-7a-z]{13}", key):
            return Reply({"error": "InvalidRequest", "message": "Invalid app.bsky.feed.post record"}, 400)
        if body.get("swapRecord") and body["swapRecord"] != self.view(key)["cid"]:
            return Reply({"error": "InvalidSwap"}, 400)
        self.records[key] = record
        return Reply({"uri": self.view(key)["uri"], "cid": self.view(key)["cid"]})

    def view(self, key: str) -> dict[str, Any]:
        value = self.records[key]
        cid = "bafy" + hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:20]
        return {"uri": f"at://did:plc:alice/app.bsky.feed.post/{key}", "cid": cid, "value": value}

    def told(self) -> list[tuple[str, str]]:
        return [(record["text"], record["embed"]["images"][0]["alt"]) for record in self.records.values()]


FAKES: dict[str, type[Fake]] = {"mastodon": FakeMastodon, "misskey": FakeMisskey, "lemmy": FakeLemmy, "bluesky": FakeBluesky}


@contextmanager
def running(fake: Fake) -> Iterator[Fake]:
    """Run a fake on a port of its own."""
    with loopback() as server:
        serve(fake, server)
        yield fake


def serve(fake: Fake, server: Loopback) -> None:
    """Let a running server be that fake from now on."""
    fake.base, fake.server = server.base, server
    server.routes = fake  # type: ignore[assignment]


def settled(fake: Fake, seconds: float = 2.0) -> list[tuple[str, str]]:
    """What is posted once the server has finished with everything."""
    time.sleep(0.0 if not any(isinstance(thread, threading.Timer) for thread in threading.enumerate()) else min(seconds, 0.5))
    return fake.told()
