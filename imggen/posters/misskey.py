"""Misskey and its family: Firefish, Sharkey, CherryPick, Iceshrimp.

https://misskey-hub.net/en/docs/for-developers/api/ (MiAuth, drive/files/create, notes/create), 2023 to 2025.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from imggen.errors import InputError, ServerError
from imggen.network.addresses import Origin
from imggen.network.answer import Answer
from imggen.network.client import Client
from imggen.network.token import Token
from imggen.posting.answers import Table, accepted, host_of, label, listed, moment, number, owner, path_of, table, tables, text
from imggen.posting.post import VISIBILITIES, Draft, Image, Limits, Seen, Who
from imggen.posting.poster import Credentials, Person
from imggen.posting.sameness import plain

_RIGHTS = "read:account,write:drive,write:notes"
_WORDS = dict(zip(VISIBILITIES, ("public", "home", "followers", "specified"), strict=True))
_LONG_ALT = ("firefish", "sharkey", "iceshrimp")
"""Those that take longer descriptions than the 512 characters of Misskey."""
_ALT_LIMIT, _LONG_ALT_LIMIT, _TEXT_LIMIT, _WARNING_LIMIT = 512, 8192, 3000, 100
_SIDE_LIMIT = 2048
_PAGE, _PAGES, _RECENT_PAGES = 100, 10, 4
_TRIES = 3


class MisskeyPoster:
    """How servers of the Misskey family are posted to."""

    name = "misskey"
    summary = "Misskey, Firefish, Sharkey, CherryPick, Iceshrimp"
    software = ("misskey", "firefish", "calckey", "sharkey", "cherrypick", "iceshrimp", "foundkey", "magnetar")

    def sign_in(self, client: Client, origin: Origin, software: str, person: Person) -> Credentials:
        """MiAuth: the user allows it in a browser, and imggen fetches the token."""
        session = str(uuid.uuid4())
        query = urlencode({"name": "imggen", "permission": _RIGHTS})
        client.conceal(session)
        person.show(f"Open this page and allow imggen to post:\n{origin}/miauth/{session}?{query}")
        for _ in range(_TRIES):
            person.ask("Press Enter when it is done")
            found = accepted(client.send("POST", f"{origin}/api/miauth/{session}/check", json={}))
            if found.get("ok") and text(found.get("token")):
                token = Token(origin, text(found.get("token")))
                return Credentials(poster=self.name, origin=origin, software=software, token=token.value)
        raise InputError("it was not allowed", origin.authority, "start again with imggen login")

    def connect(self, client: Client, credentials: Credentials, place: str) -> MisskeyAccount:
        """The account that the token belongs to."""
        if place:
            raise InputError("there are no communities on this server", place, "name the server alone")
        Token(credentials.origin, credentials.token)
        client.conceal(credentials.token)
        nobody = MisskeyAccount(client, credentials, Who(id="", acct=""))
        found = accepted(nobody.ask("i"))
        who = owner(credentials.origin, found.get("id"), f"@{text(found.get('username'))}@{credentials.origin.authority}")
        return MisskeyAccount(client, credentials, who)


POSTER = MisskeyPoster()


@dataclass(frozen=True, slots=True)
class MisskeyAccount:
    """An account on a server of the Misskey family."""

    client: Client
    credentials: Credentials
    who: Who

    def limits(self) -> Limits:
        """What the server says of itself, else what its software is known for."""
        about = accepted(self.ask("meta", detail=True))
        alt = number(about.get("maxCaptionTextLength")) or number(about.get("maxAltTextLength"))
        megabytes = number(table(about.get("policies")).get("maxFileSizeMb"))
        return Limits(
            alt=alt or (_LONG_ALT_LIMIT if self.credentials.software in _LONG_ALT else _ALT_LIMIT),
            text=number(about.get("maxNoteTextLength")) or _TEXT_LIMIT,
            warning=_WARNING_LIMIT,
            bytes=megabytes and megabytes * 1_000_000,
            # With metadata in it, or a longer side, people are shown another picture than the one that was sent.
            bare_picture=True,
            side=_SIDE_LIMIT,
        )

    def recent(self, since: datetime | None) -> Iterator[Seen]:
        """The account's own notes, newest first."""
        last: dict[str, Any] = {}
        for _ in range(_PAGES if since else _RECENT_PAGES):
            # The same question in the words of newer and of older servers.
            answer = self.ask("users/notes", userId=self.who.id, limit=_PAGE, withReplies=True, includeReplies=True, **last)
            notes = [self._seen(note) for note in listed(answer)]
            yield from notes
            if len(notes) < _PAGE or (since and notes[-1].time and notes[-1].time < since):
                return
            last = {"untilId": notes[-1].id}

    def send(self, draft: Draft, key: str, about_to: Callable[[], None]) -> Seen:
        """Upload to the drive with the description, and make the note. Nothing tells the server that a note is a repeated one."""
        replied = self._id_of(draft.reply_to) if draft.reply_to else ""
        file = self._upload(draft.image, draft.alt)
        body: dict[str, Any] = {"visibility": _WORDS[draft.visibility], "fileIds": [file]}
        # An empty text is refused even with a picture.
        body |= {"text": draft.text} if draft.text else {}
        body |= {"cw": draft.warning} if draft.warning else {}
        body |= {"replyId": replied} if replied else {}
        about_to()
        return self._seen(table(accepted(self.ask("notes/create", reading=False, **body)).get("createdNote")))

    def look(self, id_: str) -> Seen | None:
        """A note, unless it is gone."""
        answer = self.ask("notes/show", noteId=id_)
        if answer.ok:
            return self._seen(answer.table())
        if answer.status in (400, 404) and "NO_SUCH_NOTE" in answer.body[:2000].decode("utf-8", "replace"):
            return None
        raise answer.refusal()

    def locate(self, url: str) -> Seen | None:
        """The account's own note at an address such as `https://server/notes/ID`."""
        seen = self.look(_id_in(url))
        return seen if seen and text(seen.raw.get("userId")) == self.who.id else None

    def mend(self, seen: Seen, place: int | None, alt: str, image: Image | None) -> None:
        """Replace the description of the file in the drive. A note's picture can't be replaced."""
        if image:
            raise InputError("the picture of a note can't be replaced on this server", seen.url, "delete the note and post the new card")
        file = seen.media[place or 0]
        accepted(self.ask("drive/files/update", reading=False, fileId=file, comment=alt))

    def delete(self, seen: Seen) -> None:
        """Delete a note."""
        answer = self.ask("notes/delete", reading=False, noteId=seen.id)
        if not answer.ok:
            raise answer.refusal()

    def revoke(self) -> str:
        """Ask the server to revoke the token; most let nobody but a person do that."""
        answer = self.ask("i/revoke-token", token=self.credentials.token)
        return "" if answer.ok else f"revoke the token at {self.credentials.origin}/settings/connect"

    def ask(self, endpoint: str, *, reading: bool = True, **body: Any) -> Answer:
        """Call an endpoint with the token in the body, as all versions take it."""
        origin = self.credentials.origin
        return self.client.send("POST", f"{origin}/api/{endpoint}", json={"i": self.credentials.token, **body}, idempotent=reading)

    def _upload(self, image: Image, alt: str) -> str:
        """The id of the picture in the drive. Without `force`, the same bytes keep the description of their first upload."""
        form = {"i": self.credentials.token, "name": f"card.{image.kind}", "comment": alt, "isSensitive": "false", "force": "true"}
        files = {"file": (f"card.{image.kind}", image.data, image.mime)}
        address = f"{self.credentials.origin}/api/drive/files/create"
        file = accepted(self.client.send("POST", address, data=form, files=files))
        id_ = text(file.get("id"))
        if plain(text(file.get("comment"))) != plain(alt):
            accepted(self.ask("drive/files/update", reading=False, fileId=id_, comment=alt))
        return id_

    def _id_of(self, url: str) -> str:
        """The id that a note has on this server. Raises InputError when it has none."""
        try:
            seen = self.look(_id_in(url)) if host_of(url) == self.credentials.origin.authority else None
        except ServerError:
            seen = None
        if seen is None:
            raise InputError("no note of this server is there", url, "copy the address of the note as this server shows it")
        return seen.id

    def _seen(self, note: Table) -> Seen:
        files = list(tables(note.get("files")))
        id_ = label(note.get("id"))
        return Seen(
            id=id_,
            url=f"{self.credentials.origin}/notes/{id_}",
            time=moment(note.get("createdAt")),
            text=text(note.get("text")),
            descriptions=tuple(text(file.get("comment")) for file in files),
            media=tuple(text(file.get("id")) for file in files),
            digests=frozenset(filter(None, (text(file.get("md5")) for file in files))),
            raw=note,
        )


def _id_in(url: str) -> str:
    return path_of(url).rpartition("/")[2]
