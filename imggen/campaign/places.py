"""The places of a campaign: the accounts, each opened once a run, and the folders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from imggen.campaign.jobs import Job, name_of
from imggen.campaign.reasons import newest
from imggen.card import Card
from imggen.errors import ImggenError
from imggen.network.client import Client
from imggen.posters.folder import write_folder
from imggen.posting.post import Draft, Post
from imggen.posting.session import Session, open_session
from imggen.sources.planned import Place

UNLISTED = "unlisted"
"""Who sees what is posted by itself, unless the place says so: all, but it stands on no public timeline and under no hashtag."""
_FEWER = ("followers", "direct")


class Accounts:
    """The accounts that a campaign posts from. One that can't be opened is not tried again for each card."""

    def __init__(self, client: Client, environment: Mapping[str, str]) -> None:
        self._client, self._environment = client, environment
        self._opened: dict[str, Session | ImggenError] = {}

    def open(self, place: Place) -> Session:
        """The account of a place. Raises InputError, RefusedError or ServerError when it can't be used."""
        if place.name not in self._opened:
            self._opened[place.name] = self._try(place)
        found = self._opened[place.name]
        if isinstance(found, ImggenError):
            raise found
        return found

    def _try(self, place: Place) -> Session | ImggenError:
        try:
            return open_session(self._client, place.to, place.account, self._environment, expected=place.handle)
        except ImggenError as error:
            return error


def drafted(post: Post, place: Place, session: Session, now: datetime) -> Draft:
    """A post as the server takes it. Raises InputError for what can't be made to fit.

    Where the place does not say who sees it, a server without unlisted posts has it public, and an account whose own posts are for fewer
    people than unlisted ones keeps to that.
    """
    if place.visibility:
        return session.draft(post, now=now)
    own = session.connection.who.visibility
    return session.draft(replace(post, visibility=""), visibility=own if own in _FEWER else post.visibility, now=now)


def folder_of(job: Job, jobs: Sequence[Job]) -> Path:
    """The folder of a job: the place's own where nothing else goes there, else one in it with a name of its own."""
    others = [one for one in jobs if one.place == job.place]
    parts = [
        name_of(part)
        for part, all_parts in (
            (job.subject, {one.subject for one in others}),
            (job.plan.name, {one.plan.name for one in others}),
            (job.language, {one.language for one in others}),
        )
        if len(all_parts) > 1
    ]
    return Path(job.place.folder, *parts)


def write_card(job: Job, card: Card, folder: Path) -> tuple[Path, ...]:
    """Write a card into a folder, and return what changed. The archive's day is that of the counts."""
    day: date = newest(card.facts).astimezone(job.zone).date()
    return write_folder(card, folder, day)
