"""Bluesky, and other servers of the AT protocol.

https://docs.bsky.app/docs/advanced-guides/posts and the lexicons app.bsky.feed.post, app.bsky.embed.images, com.atproto.repo.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from imggen.errors import InputError
from imggen.network.addresses import Origin
from imggen.network.answer import Answer
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.posting.answers import Table, accepted, label, listed, moment, owner, path_of, table, tables, text
from imggen.posting.post import Draft, Image, Limits, Seen, Who
from imggen.posting.poster import Credentials, Person

_COLLECTION = "app.bsky.feed.post"
_APP_PASSWORD = re.compile(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}")
_TEXT_LIMIT, _TEXT_BYTES, _ALT_LIMIT = 300, 3000, 2000
_BYTES = 1_000_000
"""What servers of all ages take; since April 2026 it is twice as much."""
_PAGE, _PAGES, _RECENT_PAGES = 100, 10, 4
_DAY, _MICROSECOND, _EPOCH = timedelta(days=1), timedelta(microseconds=1), datetime(1970, 1, 1, tzinfo=UTC)
_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
_SHA256_CID = bytes((1, 0x55, 0x12, 32))
"""How the identifier of raw bytes by their SHA-256 begins."""
_FACETS = re.compile(r"(?P<link>https?://[^\s<>]*[^\s<>.,;:!?)\]}'\"])|(?<!\S)#(?P<tag>[\w·]*[^\W\d][\w·]*)")
_GONE = re.compile(rb"RecordNotFound|Could not locate record")
_POST = re.compile(r"/profile/([\w.:%-]{1,253})/post/([\w.~:-]{1,100})")
_AT = re.compile(rf"at://([\w.:%-]{{1,253}})/{re.escape(_COLLECTION)}/([\w.~:-]{{1,100}})")


class BlueskyPoster:
    """How Bluesky is posted to."""

    name = "bluesky"
    summary = "Bluesky and other servers of the AT protocol"
    software = ("bluesky", "pds")

    def sign_in(self, client: Client, origin: Origin, software: str, person: Person) -> Credentials:
        """An app password, which can post but not take over the account. The account's own password is refused."""
        person.show("Make an app password in Bluesky's settings, under Privacy and security.")
        user = person.ask("Handle").strip().lstrip("@")
        password = person.ask("App password", secret=True).strip()
        client.conceal(password)
        if not _APP_PASSWORD.fullmatch(password):
            raise InputError("that is no app password", origin.authority, "make one: it looks like abcd-efgh-ijkl-mnop")
        credentials = Credentials(poster=self.name, origin=origin, software=software, token=password, user=user)
        _session(client, credentials)
        return credentials

    def connect(self, client: Client, credentials: Credentials, place: str) -> BlueskyAccount:
        """A session of the account that the app password belongs to."""
        if place:
            raise InputError("there are no communities on this server", place, "name the server alone")
        session = _session(client, credentials)
        token = Token(credentials.origin, text(session.get("accessJwt")))
        client.conceal(text(session.get("refreshJwt")))
        who = owner(credentials.origin, session.get("did"), f"@{text(session.get('handle'))}")
        return BlueskyAccount(client, credentials, token, who)


POSTER = BlueskyPoster()


def _session(client: Client, credentials: Credentials) -> Table:
    """A session: it lasts two hours, so each run begins one. In CI the handle stands before the app password, with a colon between."""
    user, _, password = credentials.token.rpartition(":")
    client.conceal(password, credentials.token)
    form = {"identifier": credentials.user or user, "password": password}
    if not form["identifier"]:
        raise InputError("no handle with the app password", credentials.origin.authority, "write the token as handle:app-password")
    return accepted(client.send("POST", f"{credentials.origin}/xrpc/com.atproto.server.createSession", json=form))


@dataclass(frozen=True, slots=True)
class BlueskyAccount:
    """An account on a server of the AT protocol."""

    client: Client
    credentials: Credentials
    token: Token
    who: Who

    def limits(self) -> Limits:
        """What the lexicon takes; the description's limit is that of Bluesky's own app."""
        return Limits(
            alt=_ALT_LIMIT,
            text=_TEXT_LIMIT,
            text_bytes=_TEXT_BYTES,
            bytes=_BYTES,
            kinds=frozenset(("png", "jpg")),
            visibilities=("public",),
            warnings=False,
            # Anybody can have the very file that was uploaded.
            bare_picture=True,
        )

    def recent(self, since: datetime | None) -> Iterator[Seen]:
        """The account's own posts, newest first by their keys, which may be two days behind their times."""
        last: dict[str, str] = {}
        for _ in range(_PAGES if since else _RECENT_PAGES):
            params = {"repo": self.who.id, "collection": _COLLECTION, "limit": str(_PAGE), **last}
            answer = self._get("com.atproto.repo.listRecords", params)
            posts = [self._seen(record) for record in listed(answer, "records")]
            yield from posts
            cursor, oldest = text(answer.table().get("cursor")), posts[-1].time if posts else None
            if not cursor or (since and oldest and oldest < since - 2 * _DAY):
                return
            last = {"cursor": cursor}

    def send(self, draft: Draft, key: str, about_to: Callable[[], None]) -> Seen:
        """Upload, and put the post at a place that its key decides: put twice on a day, it is one post."""
        now = datetime.now(UTC)
        record: dict[str, Any] = {
            "$type": _COLLECTION,
            "text": draft.text,
            "langs": [draft.language],
            "createdAt": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            **({"reply": self._reply(draft.reply_to)} if draft.reply_to else {}),
            **({"facets": found} if (found := facets(draft.text)) else {}),
        }
        record["embed"] = {"$type": "app.bsky.embed.images", "images": [self._upload(draft.image, draft.alt)]}
        place = record_key(key, now)
        about_to()
        found_record = accepted(self._put({"rkey": place, "record": record}))
        return self._seen({"uri": found_record.get("uri"), "cid": found_record.get("cid"), "value": record})

    def look(self, id_: str) -> Seen | None:
        """A post by its `at://` address, unless it is gone."""
        found = _AT.fullmatch(id_)
        answer = self._get("com.atproto.repo.getRecord", {"repo": found[1], "collection": _COLLECTION, "rkey": found[2]} if found else {})
        if answer.status in (400, 404) and _GONE.search(answer.body[:2000]):
            return None
        return self._seen(accepted(answer))

    def locate(self, url: str) -> Seen | None:
        """The account's own post at an address such as `https://bsky.app/profile/HANDLE/post/KEY`."""
        found = _POST.fullmatch(path_of(url)) or _AT.fullmatch(url)
        if not found or found[1] not in (self.who.id, self.who.acct.lstrip("@")):
            return None
        return self.look(f"at://{self.who.id}/{_COLLECTION}/{found[2]}")

    def mend(self, seen: Seen, place: int | None, alt: str, image: Image | None) -> None:
        """Put the same record again with another description or picture, unless somebody else changed it meanwhile."""
        record = dict(table(seen.raw.get("value")))
        embed = dict(table(record.get("embed")))
        images = [dict(each) for each in tables(embed.get("images"))]
        place = place or 0
        images[place] = self._upload(image, alt) if image else {**images[place], "alt": alt}
        record["embed"] = {**embed, "images": images}
        accepted(self._put({"rkey": seen.id.rpartition("/")[2], "record": record, "swapRecord": seen.raw.get("cid")}))

    def delete(self, seen: Seen) -> None:
        """Delete a post."""
        body = {"repo": self.who.id, "collection": _COLLECTION, "rkey": seen.id.rpartition("/")[2]}
        answer = self._send("com.atproto.repo.deleteRecord", json=body, idempotent=True)
        if not answer.ok:
            raise answer.refusal()

    def revoke(self) -> str:
        """Say where: an app password can't delete itself."""
        return "delete the app password in Bluesky's settings, under Privacy and security"

    def _upload(self, image: Image, alt: str) -> dict[str, Any]:
        """The picture as it stands in a post."""
        answer = self._send("com.atproto.repo.uploadBlob", content=image.data, headers={"Content-Type": image.mime})
        blob = table(accepted(answer).get("blob"))
        return {"alt": alt, "image": blob, "aspectRatio": {"width": image.width, "height": image.height}}

    def _put(self, body: dict[str, Any]) -> Answer:
        return self._send("com.atproto.repo.putRecord", json={"repo": self.who.id, "collection": _COLLECTION, **body})

    def _reply(self, url: str) -> dict[str, Any]:
        """What makes a post a reply: the post it answers, and the first one of the thread. Raises InputError when there is none."""
        found = _POST.fullmatch(path_of(url)) or _AT.fullmatch(url)
        did = found[1] if found else ""
        if found and not did.startswith("did:"):
            did = text(accepted(self._get("com.atproto.identity.resolveHandle", {"handle": did})).get("did"))
        seen = self.look(f"at://{did}/{_COLLECTION}/{found[2]}") if found else None
        if seen is None:
            raise InputError("no post is there", url, "copy the post's address: https://bsky.app/profile/HANDLE/post/KEY")
        parent = {"uri": seen.id, "cid": seen.raw.get("cid")}
        return {"root": table(table(table(seen.raw.get("value")).get("reply")).get("root")) or parent, "parent": parent}

    def _seen(self, record: Table) -> Seen:
        value, id_ = table(record.get("value")), label(record.get("uri"))
        images = list(tables(table(value.get("embed")).get("images")))
        links = tuple(text(table(table(each.get("image")).get("ref")).get("$link")) for each in images)
        return Seen(
            id=id_,
            url=f"https://bsky.app/profile/{self.who.acct.lstrip('@')}/post/{id_.rpartition('/')[2]}",
            time=moment(value.get("createdAt")),
            text=text(value.get("text")),
            descriptions=tuple(text(each.get("alt")) for each in images),
            media=links,
            digests=frozenset(filter(None, map(digest_in, links))),
            raw=record,
        )

    def _get(self, method: str, params: dict[str, str]) -> Answer:
        return self.client.get(f"{self.credentials.origin}/xrpc/{method}", token=self.token, params=params)

    def _send(self, method: str, **body: Any) -> Answer:
        return self.client.send("POST", f"{self.credentials.origin}/xrpc/{method}", token=self.token, **body)


def facets(words: str) -> list[dict[str, Any]]:
    """The links and hashtags of a text, by the bytes they stand at: Bluesky finds none itself."""
    found = []
    for match in _FACETS.finditer(words):
        start = len(words[: match.start()].encode())
        kind = {"uri": match["link"]} if match["link"] else {"tag": match["tag"]}
        name = "link" if match["link"] else "tag"
        place = {"byteStart": start, "byteEnd": start + len(match[0].encode())}
        found.append({"index": place, "features": [{"$type": f"app.bsky.richtext.facet#{name}", **kind}]})
    return found


def record_key(key: str, now: datetime) -> str:
    """A record's key: a time in microseconds that `key`, in hexadecimal digits, chooses from the day before today, in UTC.

    https://atproto.com/specs/tid: 13 characters that sort as their times do. A choice from all time would hide the post among old ones.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    chosen = midnight - int(key[:16], 16) % (_DAY // _MICROSECOND) * _MICROSECOND
    number = (chosen - _EPOCH) // _MICROSECOND << 10 | int(key[16:19], 16) & 0x3FF
    return "".join(_SORTABLE[number >> shift & 31] for shift in range(60, -1, -5))


def digest_in(link: str) -> str:
    """The SHA-256 in the identifier of a picture, in hexadecimal digits; empty for another kind of identifier."""
    try:
        raw = base64.b32decode(link[1:].upper() + "=" * (-len(link[1:]) % 8)) if link.startswith("b") else b""
    except (binascii.Error, ValueError):
        return ""
    return raw[4:].hex() if raw.startswith(_SHA256_CID) else ""
