"""Lemmy: a picture with a headline, posted in a community.

https://join-lemmy.org/docs/contributors/04-api.html (version 3 of the API), 0.19; Lemmy 1.0 answers to the same addresses for all but
pictures and changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin
from imggen.network.answer import Answer
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.posting.answers import Table, accepted, host_of, label, listed, moment, owner, path_of, table, tables, text
from imggen.posting.post import Draft, Image, Limits, Seen, Who
from imggen.posting.poster import Credentials, Person

_ALT_LIMIT, _BODY_LIMIT, _TITLE_LIMIT, _SHORTEST_TITLE = 1500, 10_000, 200, 3
_FIRST_WITH_ALT = (0, 19, 4)
_PAGE, _PAGES = 50, 8
_COMMUNITY = re.compile(r"!?([\w.-]{1,100}(?:@[\w.:-]{1,255})?)")
_FILE = re.compile(r"[\w.-]{1,200}")
_POST = re.compile(r"/post/(\d{1,18})")
_BETWEEN = re.compile(r"(\r?\n[ \t]*\r?\n\s*)")
"""What stands between two paragraphs."""


class LemmyPoster:
    """How Lemmy is posted to."""

    name = "lemmy"
    summary = "Lemmy"
    software = ("lemmy",)

    def sign_in(self, client: Client, origin: Origin, software: str, person: Person) -> Credentials:
        """Name and password, which are not kept, and a code where two-factor authentication is on: Lemmy has no other way."""
        form = {"username_or_email": person.ask("User name or e-mail"), "password": person.ask("Password", secret=True)}
        client.conceal(form["password"])
        answer = client.send("POST", f"{origin}/api/v3/user/login", json=form)
        if answer.status in (400, 401) and "totp" in answer.said():
            form["totp_2fa_token"] = person.ask("Code of the second factor", secret=True)
            answer = client.send("POST", f"{origin}/api/v3/user/login", json=form)
        token = Token(origin, text(accepted(answer).get("jwt")))
        return Credentials(poster=self.name, origin=origin, software=software, token=token.value)

    def connect(self, client: Client, credentials: Credentials, place: str) -> LemmyAccount:
        """The account that the token belongs to, and the community to post in."""
        token = Token(credentials.origin, credentials.token)
        site = accepted(client.get(f"{credentials.origin}/api/v3/site", token=token))
        person = table(table(table(site.get("my_user")).get("local_user_view")).get("person"))
        if not person:
            raise ServerError("the token is not valid any more", credentials.origin.authority, "log in again", status=401)
        who = owner(credentials.origin, person.get("id"), f"@{text(person.get('name'))}@{credentials.origin.authority}", "public")
        return LemmyAccount(client, credentials, token, who, site, place)


POSTER = LemmyPoster()


@dataclass(frozen=True)
class LemmyAccount:
    """An account on a Lemmy server, and a community."""

    client: Client
    credentials: Credentials
    token: Token
    who: Who
    site: Table
    place: str

    def limits(self) -> Limits:
        """What Lemmy takes; servers don't say."""
        return Limits(
            alt=_ALT_LIMIT, text=_BODY_LIMIT, title=_TITLE_LIMIT, visibilities=("public",), warnings=False, replies=False, schedules=False
        )

    @cached_property
    def community(self) -> Table:
        """The community to post in, and the languages it allows. Raises InputError when none was named, ServerError when there is none."""
        name = _COMMUNITY.fullmatch(self.place)
        if not name:
            example = f"--to '!community@{self.credentials.origin.authority}'"
            raise InputError("a Lemmy post needs a community", self.place, f"name it: {example}")
        answer = self._get("/api/v3/community", {"name": name[1]})
        if answer.status == 404:
            host = "" if "@" in name[1] else f"@{self.credentials.origin.authority}"
            answer = self._get("/api/v3/resolve_object", {"q": f"!{name[1]}{host}"})
        found = accepted(answer)
        view = table(found.get("community_view")) or table(found.get("community"))
        return {**table(view.get("community")), "languages": found.get("discussion_languages")}

    def recent(self, since: datetime | None) -> Iterator[Seen]:
        """The account's own posts in the community, newest first."""
        for page in range(1, _PAGES + 1):
            posts = self._page(page)
            own = [post for post in posts if text(table(post.get("creator")).get("id")) == self.who.id]
            for view in own:
                post = table(view.get("post"))
                if not post.get("deleted") and text(post.get("community_id")) == text(self.community.get("id")):
                    yield self._seen(view)
            times = [moment(table(post.get("post")).get("published")) for post in posts]
            if len(posts) < _PAGE or (since and times[-1] and times[-1] < since):
                return

    def _page(self, page: int) -> list[dict[str, Any]]:
        """Posts of the account; where the server does not list those (Lemmy 1.0), of the community."""
        params = {"sort": "New", "limit": str(_PAGE), "page": str(page)}
        answer = self._get("/api/v3/user", {"person_id": self.who.id, **params})
        if answer.status == 404 and page > 1:
            return []  # the list of Lemmy 1.0 knows no pages
        if answer.status == 404:
            answer = self._get("/api/v3/post/list", {"community_id": text(self.community.get("id")), **params})
        return listed(answer, "posts")

    def send(self, draft: Draft, key: str, about_to: Callable[[], None]) -> Seen:
        """Upload, and post with headline, picture and description. Nothing tells the server that a post is a repeated one."""
        community = self.community.get("id")
        title = draft.title or draft.text.strip().partition("\n")[0][:_TITLE_LIMIT]
        if len(title) < _SHORTEST_TITLE:
            raise InputError("a Lemmy post needs a headline", instead="give one with --text")
        address = self._upload(draft.image)
        body: dict[str, Any] = {"name": title, "community_id": community, "url": address, "nsfw": False, **self._described(draft)}
        language = self._language(draft.language)
        body |= {"language_id": language} if language is not None else {}
        about_to()
        return self._seen(table(accepted(self._send("POST", "/api/v3/post", json=body)).get("post_view")))

    def _described(self, draft: Draft) -> dict[str, str]:
        """The text and the description; before 0.19.4 a description could stand in the text alone."""
        if self._version() < _FIRST_WITH_ALT:
            return {"body": "\n\n".join(filter(None, (draft.text, draft.alt)))}
        return {"body": draft.text, "alt_text": draft.alt}

    def look(self, id_: str) -> Seen | None:
        """A post, unless it is gone or deleted."""
        answer = self._get("/api/v3/post", {"id": id_})
        if (answer.status in (400, 404) and "couldnt_find_post" in answer.said()) or answer.status == 404:
            return None
        view = table(accepted(answer).get("post_view"))
        return None if table(view.get("post")).get("deleted") else self._seen(view)

    def locate(self, url: str) -> Seen | None:
        """The account's own post at an address such as `https://server/post/123`."""
        found = _POST.fullmatch(path_of(url))
        if not found or host_of(url) != self.credentials.origin.authority:
            return None
        seen = self.look(found[1])
        return seen if seen and text(table(seen.raw.get("creator")).get("id")) == self.who.id else None

    def mend(self, seen: Seen, place: int | None, alt: str, image: Image | None) -> None:
        """Change the description, and the picture where there is a new one; Lemmy keeps what is not named."""
        described = {"body": _mended(seen.text, place, alt)} if seen.prose else {"alt_text": alt}
        change = {"post_id": _number(seen), **described, **({"url": self._upload(image)} if image else {})}
        self._change("PUT", "post", change)

    def delete(self, seen: Seen) -> None:
        """Delete a post."""
        self._change("POST", "post/delete", {"post_id": _number(seen), "deleted": True})

    def revoke(self) -> str:
        """Log out, which ends the token."""
        answer = self._send("POST", "/api/v3/user/logout", json={}, idempotent=True)
        return "" if answer.ok else f"the server did not end the session: change the password at {self.credentials.origin}/settings"

    def _upload(self, image: Image) -> str:
        """The address of the uploaded picture, on this server."""
        origin = self.credentials.origin
        files = {"images[]": (f"card.{image.kind}", image.data, image.mime)}
        answer = self._send("POST", "/pictrs/image", files=files)
        if answer.status == 404:
            address = text(accepted(self._send("POST", "/api/v4/image", files=files)).get("image_url"))
            name = address.rpartition("/")[2]
            start = f"{origin}/api/v4/image/"
        else:
            name = text(next(tables(accepted(answer).get("files")), {}).get("file"))
            start = f"{origin}/pictrs/image/"
        if not _FILE.fullmatch(name):
            raise answer.error("took no picture" + (f": {answer.said()}" if answer.said() else ""))
        return f"{start}{name}"

    def _language(self, code: str) -> int | None:
        """The number that the server has for a language; None where it has none, or the community does not allow it."""
        known = {text(each.get("code")): each.get("id") for each in tables(self.site.get("all_languages"))}
        number = known.get(code)
        allowed = self.community.get("languages")
        return number if isinstance(number, int) and (not allowed or (isinstance(allowed, list) and number in allowed)) else None

    def _version(self) -> tuple[int, ...]:
        """The server's version as numbers."""
        return tuple(int(part) for part in re.findall(r"\d+", text(self.site.get("version")).partition("-")[0])[:3])

    def _seen(self, view: Table) -> Seen:
        post = table(view.get("post"))
        alt, body, picture = text(post.get("alt_text")), text(post.get("body")), text(post.get("url"))
        prose = not alt and self._version() < _FIRST_WITH_ALT
        described = tuple(_BETWEEN.split(body)[::2]) if prose else (alt,)
        return Seen(
            id=label(post.get("id")),
            url=f"{self.credentials.origin}/post/{label(post.get('id'))}",
            time=moment(post.get("published")),
            text=body,
            descriptions=described if picture else (),
            media=(picture,) if picture and not prose else (),
            prose=prose,
            raw=view,
        )

    def _change(self, method: str, address: str, change: dict[str, Any]) -> None:
        """Change a post: Lemmy 1.0 lets it be changed under its newer address alone."""
        answer = self._send(method, f"/api/v3/{address}", json=change, idempotent=True)
        if answer.status in (404, 405):
            answer = self._send(method, f"/api/v4/{address}", json=change, idempotent=True)
        accepted(answer)

    def _get(self, address: str, params: dict[str, str]) -> Answer:
        return self.client.get(f"{self.credentials.origin}{address}", token=self.token, params=params)

    def _send(self, method: str, address: str, **body: Any) -> Answer:
        return self.client.send(method, f"{self.credentials.origin}{address}", token=self.token, **body)


def _mended(body: str, place: int | None, alt: str) -> str:
    """A text with a description in the place of one of its paragraphs; at its end where it has no place there."""
    if place is None:
        return "\n\n".join(filter(None, (body, alt)))
    pieces = _BETWEEN.split(body)
    return "".join((*pieces[: 2 * place], alt, *pieces[2 * place + 1 :]))


def _number(seen: Seen) -> Any:
    """The id of a post as its server has it."""
    return table(seen.raw.get("post")).get("id")
