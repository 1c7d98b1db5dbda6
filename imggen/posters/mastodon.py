"""Mastodon, and the servers that speak its API: GoToSocial, Pleroma, Akkoma, Pixelfed, Hollo, Takahe, snac.

https://docs.joinmastodon.org/methods/ (statuses, media, apps, oauth, instance), 4.6.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.posting.answers import Table, accepted, host_of, label, listed, moment, number, owner, path_of, table, tables, text, web_address
from imggen.posting.post import MIME, VISIBILITIES, Draft, Image, Limits, Seen, Who
from imggen.posting.poster import Credentials, Person
from imggen.version import PROJECT

_TO_PASTE = "urn:ietf:wg:oauth:2.0:oob"
_SCOPES = "read:accounts read:statuses write:media write:statuses"
_COARSE_SCOPES = "read write"
"""Pixelfed knows no finer ones."""
_WORDS = dict(zip(VISIBILITIES, ("public", "unlisted", "private", "direct"), strict=True))
_OURS = {word: name for name, word in _WORDS.items()}
_ALT_LIMITS = {"gotosocial": 1500, "pleroma": 5000, "akkoma": 5000, "pixelfed": 1000}
_ALT_LIMIT, _TEXT_LIMIT, _URL_LENGTH = 1500, 500, 23
_PIXEL_LIMITS = {"pixelfed": 3_686_400}
_WARNING_LIMITS = {"pixelfed": 140}
"""What software is known for, where its servers don't say."""
_BARE_MAKERS = ("mastodon", "glitchsoc", "hometown", "gotosocial", "pixelfed")
"""Those that take out what a picture's file says about itself. The others show it to everybody who saves the picture."""
_PAGE, _PAGES = 40, 10
_READY_AFTER = (0.5, 1, 1, 2, 3, 5, 8, 10, 15, 15)
"""Seconds to wait for a picture to be processed."""
_ID = re.compile(r"[\w.-]{1,100}")


class MastodonPoster:
    """How servers with Mastodon's API are posted to."""

    name = "mastodon"
    summary = "Mastodon, GoToSocial, Pleroma, Akkoma, Pixelfed, Hollo, Takahe, snac"
    software = ("mastodon", "glitchsoc", "hometown", "gotosocial", "pleroma", "akkoma", "pixelfed", "hollo", "takahe", "snac", "friendica")

    def sign_in(self, client: Client, origin: Origin, software: str, person: Person) -> Credentials:
        """OAuth with PKCE: the user allows it in a browser and pastes the code that the server shows."""
        scopes = _COARSE_SCOPES if software == "pixelfed" else _SCOPES
        form = {"client_name": "imggen", "redirect_uris": _TO_PASTE, "scopes": scopes, "website": PROJECT}
        app = accepted(client.send("POST", f"{origin}/api/v1/apps", data=form))
        client_id, client_secret = text(app.get("client_id")), text(app.get("client_secret"))
        client.conceal(client_secret)
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {"response_type": "code", "client_id": client_id, "redirect_uri": _TO_PASTE, "scope": scopes}
        query = urlencode({**asked, "code_challenge": challenge, "code_challenge_method": "S256"})
        person.show(f"Open this page, allow imggen to post, and copy the code that it shows:\n{origin}/oauth/authorize?{query}")
        code = person.ask("The code", secret=True).strip()
        client.conceal(code, verifier)
        grant = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier, "redirect_uri": _TO_PASTE, "scope": scopes}
        try:
            secret = {"client_id": client_id, "client_secret": client_secret}
            answer = accepted(client.send("POST", f"{origin}/oauth/token", data={**grant, **secret}))
        except ServerError as error:
            if error.status not in (400, 401):
                raise
            instead = f"run imggen login {origin.authority} again, and copy all of the code"
            raise ServerError("the code was not accepted", origin.authority, instead, status=error.status) from None
        token = Token(origin, text(answer.get("access_token")))
        return Credentials(
            poster=self.name, origin=origin, software=software, token=token.value, client_id=client_id, client_secret=client_secret
        )

    def connect(self, client: Client, credentials: Credentials, place: str) -> MastodonAccount:
        """The account that the token belongs to."""
        if place:
            raise InputError("there are no communities on this server", place, "name the server alone")
        token = Token(credentials.origin, credentials.token)
        found = accepted(client.get(f"{credentials.origin}/api/v1/accounts/verify_credentials", token=token))
        acct = text(found.get("acct")) or text(found.get("username"))
        host = credentials.origin.authority
        visibility = _OURS.get(text(table(found.get("source")).get("privacy")), "")
        # A local account is `alice` on most servers and `alice@host` on some.
        who = owner(credentials.origin, found.get("id"), f"@{acct}" if "@" in acct else f"@{acct}@{host}", visibility)
        return MastodonAccount(client, credentials, token, who)


POSTER = MastodonPoster()


@dataclass(frozen=True, slots=True)
class MastodonAccount:
    """An account on a server with Mastodon's API."""

    client: Client
    credentials: Credentials
    token: Token
    who: Who
    sleep: Callable[[float], None] = time.sleep

    def limits(self) -> Limits:
        """What the instance says of itself; what it does not say is what its software is known for."""
        about = self._about()
        told = table(about.get("configuration"))
        statuses, media = table(told.get("statuses")), table(told.get("media_attachments"))
        pleroma = table(table(about.get("pleroma")).get("metadata"))
        alt = number(media.get("description_limit")) or number(about.get("description_limit")) or number(pleroma.get("description_limit"))
        software = self.credentials.software
        return Limits(
            alt=alt or _ALT_LIMITS.get(software, _ALT_LIMIT),
            text=number(statuses.get("max_characters")) or number(about.get("max_toot_chars")) or _TEXT_LIMIT,
            url_length=number(statuses.get("characters_reserved_per_url")) or (None if "pleroma" in about else _URL_LENGTH),
            bytes=number(media.get("image_size_limit")) or number(about.get("upload_limit")),
            pixels=number(media.get("image_matrix_limit")) or _PIXEL_LIMITS.get(software),
            warning=_WARNING_LIMITS.get(software),
            bare_picture=software not in _BARE_MAKERS,
            kinds=_kinds(media.get("supported_mime_types")),
            visibilities=VISIBILITIES[:3] if software == "pixelfed" else VISIBILITIES,
            schedules=software != "pixelfed",
        )

    def _about(self) -> dict[str, Any]:
        """The instance by the newer address, else by the older one, which is all that some servers have."""
        for address in ("/api/v2/instance", "/api/v1/instance"):
            with suppress(ServerError):
                return accepted(self._get(address))
        return {}

    def recent(self, since: datetime | None) -> Iterator[Seen]:
        """The account's own posts, those that are scheduled first."""
        yield from self._scheduled()
        last = ""
        for _ in range(_PAGES):
            params = {"limit": str(_PAGE), "exclude_reblogs": "true"} | ({"max_id": last} if last else {})
            page = listed(self._get(f"/api/v1/accounts/{self.who.id}/statuses", params))
            posts = [_seen(status) for status in page if not status.get("reblog")]
            yield from posts
            if len(page) < _PAGE // 2 or (since and posts and posts[-1].time and posts[-1].time < since):
                return
            last = label(page[-1].get("id"))

    def _scheduled(self) -> Iterator[Seen]:
        last: dict[str, str] = {}
        with suppress(ServerError):
            for _ in range(_PAGES):
                page = listed(self._get("/api/v1/scheduled_statuses", {"limit": str(_PAGE), **last}))
                yield from map(_seen_scheduled, page)
                if len(page) < _PAGE:
                    return
                last = {"max_id": label(page[-1].get("id"))}

    def send(self, draft: Draft, key: str, about_to: Callable[[], None]) -> Seen:
        """Upload, wait until the picture is ready, and post as JSON: forms lose the picture on some servers."""
        replied = self._id_of(draft.reply_to) if draft.reply_to else ""
        media = self._upload(draft.image, draft.alt)
        body: dict[str, Any] = {"media_ids": [media], "visibility": _WORDS[draft.visibility], "language": draft.language}
        # Hollo refuses an empty text, and takes none at all.
        body |= {"status": draft.text} if draft.text else {}
        body |= {"spoiler_text": draft.warning, "sensitive": True} if draft.warning else {}
        body |= {"in_reply_to_id": replied} if replied else {}
        body |= {"scheduled_at": draft.schedule.isoformat()} if draft.schedule else {}
        # Pixelfed refuses a key that it has seen, even on a post that it did not take.
        headers = {} if self.credentials.software == "pixelfed" else {"Idempotency-Key": key}
        about_to()
        answer = self._send("POST", "/api/v1/statuses", json=body, headers=headers)
        if answer.status == 422 and self._get(f"/api/v1/media/{media}").status == 206:
            # A server may take the picture before it is ready, and refuse the post.
            self._wait_for(media)
            answer = self._send("POST", "/api/v1/statuses", json=body, headers=headers)
        found = accepted(answer)
        return _seen_scheduled(found) if found.get("scheduled_at") and "params" in found else _seen(found)

    def _upload(self, image: Image, alt: str) -> str:
        file = {"file": (f"card.{image.kind}", image.data, image.mime)}
        answer = self._send("POST", "/api/v2/media", data={"description": alt}, files=file)
        if answer.status in (404, 405):
            answer = self._send("POST", "/api/v1/media", data={"description": alt}, files=file)
        media = accepted(answer)
        id_ = text(media.get("id"))
        if not _ID.fullmatch(id_):
            raise answer.error("answered an upload without an id that can be used")
        if answer.status == 202 or (not media.get("url") and not media.get("preview_url")):
            self._wait_for(id_)
        return id_

    def _wait_for(self, id_: str) -> None:
        """Ask for a picture until it was processed. Raises ServerError when it is not in time, or can't be."""
        for seconds in _READY_AFTER:
            self.sleep(seconds)
            answer = self._get(f"/api/v1/media/{id_}")
            if answer.status == 200:
                return
            # Without the right to read media, Pleroma refuses; it processes pictures at once.
            if answer.status in (401, 403, 404):
                return
            if answer.status != 206:
                raise answer.refusal()
        raise answer.error("the picture is still being processed after a minute", "try again later")

    def look(self, id_: str) -> Seen | None:
        """A post, or one that is scheduled."""
        for address, read in (("/api/v1/statuses/", _seen), ("/api/v1/scheduled_statuses/", _seen_scheduled)):
            answer = self._get(f"{address}{id_}")
            if answer.ok:
                return read(answer.table())
            if answer.status not in (404, 410):
                raise answer.refusal()
        return None

    def locate(self, url: str) -> Seen | None:
        """The account's own post at an address: by the id at its end, else among its recent posts; or a scheduled one by its id."""
        id_, here = path_of(url).rpartition("/")[2], host_of(url) in ("", self.credentials.origin.authority)
        with suppress(ServerError):
            seen = self.look(id_) if _ID.fullmatch(id_) else None
            if seen and self._owns(seen) and (_same_page(url, seen) or (here and seen.id == id_)):
                return seen
        return next((seen for seen in self.recent(None) if _same_page(url, seen)), None)

    def _owns(self, seen: Seen) -> bool:
        """Whether a post is the account's. Nobody else is shown a scheduled one."""
        return seen.scheduled is not None or label(table(seen.raw.get("account")).get("id")) == self.who.id

    def mend(self, seen: Seen, place: int | None, alt: str, image: Image | None) -> None:
        """Edit the post, with all else in it named again: what an edit does not name is lost."""
        if seen.scheduled:
            raise InputError("a scheduled post can't be mended", seen.id, f"delete it, and schedule it --again: imggen unpost {seen.id}")
        status = seen.raw
        source = self._get(f"/api/v1/statuses/{seen.id}/source")
        if source.status == 404:
            raise InputError("this server can't edit posts", seen.url, "delete the post and post it again")
        words = accepted(source)
        media, place = [text(each.get("id")) for each in tables(status.get("media_attachments"))], place or 0
        if image:
            media[place] = self._upload(image, alt)
        body = {
            "status": text(words.get("text")),
            "spoiler_text": text(words.get("spoiler_text")),
            "sensitive": bool(status.get("sensitive")),
            "language": status.get("language"),
            "media_ids": media,
            "media_attributes": [{"id": media[place], "description": alt}],
        }
        accepted(self._send("PUT", f"/api/v1/statuses/{seen.id}", json=body))

    def delete(self, seen: Seen) -> None:
        """Delete a post, or one that is scheduled."""
        kind = "scheduled_statuses" if seen.scheduled else "statuses"
        answer = self._send("DELETE", f"/api/v1/{kind}/{seen.id}", idempotent=True)
        if not answer.ok and answer.status not in (404, 410):
            raise answer.refusal()

    def revoke(self) -> str:
        """Revoke the token, where the app that it was made for is known."""
        known = self.credentials
        if not known.client_id:
            return f"revoke the token at {known.origin}/oauth/authorized_applications"
        form = {"client_id": known.client_id, "client_secret": known.client_secret, "token": known.token}
        answer = self._send("POST", "/oauth/revoke", data=form, idempotent=True)
        return "" if answer.ok else f"the server did not revoke the token: do it at {known.origin}/oauth/authorized_applications"

    def _id_of(self, url: str) -> str:
        """The id that a post has on this server. Raises InputError when it has none."""
        id_ = path_of(url).rpartition("/")[2]
        if host_of(url) == self.credentials.origin.authority and _ID.fullmatch(id_):
            answer = self._get(f"/api/v1/statuses/{id_}")
            if answer.ok:
                return label(answer.table().get("id"))
        seen = next((seen for seen in self.recent(None) if _same_page(url, seen)), None)
        if seen is None:
            raise InputError("no post of this server is there", url, "copy the address of the post as this server shows it")
        return seen.id

    def _get(self, address: str, params: dict[str, str] | None = None) -> Any:
        return self.client.get(f"{self.credentials.origin}{address}", token=self.token, params=params)

    def _send(self, method: str, address: str, **body: Any) -> Any:
        return self.client.send(method, f"{self.credentials.origin}{address}", token=self.token, **body)


def _kinds(named: Any) -> frozenset[str] | None:
    """The kinds of picture that a server names; None when it names none, or takes anything."""
    known = {kind for kind, mime in MIME.items() if isinstance(named, list) and mime in named}
    return frozenset(known) or None


def _seen(status: Table) -> Seen:
    media = list(tables(status.get("media_attachments")))
    return Seen(
        id=label(status.get("id")),
        url=web_address(status.get("url")) or web_address(status.get("uri")),
        time=moment(status.get("created_at")),
        text=text(status.get("content")),
        descriptions=tuple(text(each.get("description")) for each in media),
        media=tuple(label(each.get("id")) for each in media),
        raw=status,
    )


def _seen_scheduled(status: Table) -> Seen:
    media = list(tables(status.get("media_attachments")))
    return Seen(
        id=label(status.get("id")),
        url="",
        descriptions=tuple(text(each.get("description")) for each in media),
        media=tuple(label(each.get("id")) for each in media),
        scheduled=moment(status.get("scheduled_at")),
        raw=status,
    )


def _same_page(url: str, seen: Seen) -> bool:
    """Whether an address is a post's. The scheme says nothing: Takahe writes https wherever it is."""
    pages = (text(seen.raw.get(name)) for name in ("url", "uri"))
    return any(path_of(each) and (host_of(each), path_of(each)) == (host_of(url), path_of(url)) for each in pages)
