"""The desk: where each card of a run is looked at, drawn once, and made ready for its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from imggen.campaign.items import Item
from imggen.campaign.jobs import Job, draw, facts_of, name_of, post_text, quiet
from imggen.campaign.ledger import Ledger, Record
from imggen.campaign.places import UNLISTED, Accounts, folder_of
from imggen.campaign.reasons import NotDue, Reason, counts_of, find_reason, newest, waits_for_time
from imggen.campaign.report import Result, result
from imggen.campaign.strays import own_strays
from imggen.card import Card
from imggen.facts import Facts
from imggen.facts_json import facts_hash
from imggen.posting.alt import CardAlt
from imggen.posting.deliver import Patience
from imggen.posting.fitting import image_of
from imggen.posting.post import Draft, Post
from imggen.posting.text import headline

_UNKNOWN = 3
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a campaign is run."""

    environment: Mapping[str, str]
    language: str = "en"
    """Where the campaign names none."""
    allow_local: bool = False
    fresh: bool = False
    """Whether servers are asked that were asked a moment ago."""
    dry_run: bool = False
    """Whether nothing is written or sent."""
    offline: bool = False
    """Whether no server is asked, and nothing is sent."""
    prepare: Path | None = None
    """A folder to write posts into, instead of sending them."""
    clock: Callable[[], datetime]
    """The time now, with an offset."""
    patience: Patience = field(default_factory=Patience)


@dataclass(slots=True, kw_only=True)
class Desk:
    """What the cards of one run share."""

    how: How
    ledger: Ledger
    accounts: Accounts | None
    """None where no server may be asked."""
    jobs: Sequence[Job] = ()
    _cards: dict[_Key, Card] = field(default_factory=dict)
    _facts: dict[_Key, Facts | tuple[Facts, ...]] = field(default_factory=dict)
    _earlier: dict[str, list[Record]] = field(default_factory=dict)

    def folder(self, job: Job) -> Path:
        """The folder that a job's card is written into."""
        return folder_of(job, self.jobs)

    def records(self, job: Job) -> list[Record]:
        """What was posted of a job's card; nothing when its folder has lost it."""
        if job.place.folder and not (self.folder(job) / "latest.png").exists():
            return []
        return self.ledger.records(job.key) or self._strays(job)

    def _strays(self, job: Job) -> list[Record]:
        """The job's records in a ledger that it had before."""
        if job.key not in self._earlier:
            self._earlier[job.key] = own_strays(job, self.ledger)
        return self._earlier[job.key]

    def reason(self, job: Job) -> Reason | Result:
        """Why a card is due, else what is to be said instead. Raises the error of counts that can't be read."""
        records, now = self.records(job), self.how.clock()
        if why := waits_for_time(job.plan, records, now, job.zone):
            return result(job, "not due", why=why)
        if job.missing:
            return waiting(job)
        found = find_reason(job.plan, self.facts(job), records, now, job.zone)
        return result(job, "not due", why=found.why) if isinstance(found, NotDue) else found

    def card(self, job: Job) -> Card:
        """A job's card, drawn once for all places. Raises InputError, RefusedError."""
        if job.card_key not in self._cards:
            self._cards.clear()  # jobs of one card come one after the other
            self._cards[job.card_key] = draw(job)
        return self._cards[job.card_key]

    def facts(self, job: Job) -> Facts | tuple[Facts, ...]:
        """What a job's counts say. Raises InputError."""
        if job.card_key not in self._facts:
            self._facts[job.card_key] = facts_of(job)
        return self._facts[job.card_key]

    def post(self, job: Job) -> Post:
        """What is to be posted of a job, before it is made to fit a server. Raises InputError, RefusedError."""
        card = self.card(job)
        return Post(
            image=image_of(card.encode("png")),
            alt=CardAlt(card),
            text=post_text(job, card),
            title=quiet(job, headline(card.story, card.voice)),
            language=card.language,
            visibility="" if job.place.folder else job.place.visibility or UNLISTED,
            warning=quiet(job, job.place.warning),
            since=newest(card.facts),
        )

    def item(self, job: Job, reason: Reason, post: Post | Draft) -> Item:
        """A post of a job that is ready."""
        card = self.card(job)
        return Item(
            key=job.key,
            name="-".join(name_of(part) for part in (job.subject, job.plan.name, job.language, job.place.name) if part),
            subject=job.subject,
            card=job.plan.name,
            language=job.language,
            place=job.place.name,
            kind=reason.kind,
            since=reason.since,
            data=newest(card.facts),
            counts=counts_of(card.facts),
            facts=facts_hash(card.facts),
            title=post.title,
            visibility=post.visibility,
            warning=post.warning,
            ending=post.image.kind,
            picture=post.image.data,
            alt=post.alt if isinstance(post.alt, str) else post.alt.within(None),
            text=post.text,
        )

    def record(self, item: Item, state: str, url: str = "") -> None:
        """Write down that an item was posted."""
        self._add(item.key, item.reason, (item.data, item.counts), state, url)

    def record_written(self, job: Job, reason: Reason) -> None:
        """Write down that a job's card was written into its folder."""
        facts = self.card(job).facts
        self._add(job.key, reason, (newest(facts), counts_of(facts)), "written", "")

    def _add(self, key: str, reason: Reason, told: tuple[datetime, str], state: str, url: str) -> None:
        data, counts = told
        now = self.how.clock()
        new = Record(key=key, kind=reason.kind, since=reason.since, data=data, counts=counts, time=now, state=state, url=url)
        job = next((job for job in self.jobs if job.key == key), None)
        earlier = self._strays(job) if job and not self.ledger.records(key) else []
        self.ledger.add(*earlier, new)


def waiting(job: Job) -> Result:
    """A card whose counts are missing, or too old to be compared."""
    why = "a count is missing, or too old to be compared"
    return result(job, "waiting", why=why, add=job.missing, exit_code=_UNKNOWN)
