"""A run of a campaign: its counts are collected, and what is due is drawn and posted, each card once at each place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from imggen.campaign.desk import Desk, How, waiting
from imggen.campaign.items import Item
from imggen.campaign.jobs import Job, apart, find_jobs
from imggen.campaign.ledger import Ledger
from imggen.campaign.outbox import prepare, send_kept, send_outbox, write_outbox
from imggen.campaign.places import Accounts, write_card
from imggen.campaign.report import Report, Result, failed, noted, result
from imggen.campaign.sending import send_due, would_send
from imggen.campaign.subjects import read_subjects
from imggen.errors import InputError
from imggen.history.collect import Collected, collect
from imggen.network.client import Client
from imggen.sources.inputs import campaign_members, placed
from imggen.sources.settings import Settings
from imggen.sources.tokens import X_TOKEN, client_of, tokens_of

Done = Callable[[object], None]
"""Called with each piece of work that is done."""
Watch = Callable[[str, int], Done]
"""Called with what begins and how many pieces it has."""
_TableOf = Callable[[Path], Path]


def _unwatched(*_: object) -> Done:
    """Nobody is told how far a run is."""
    return lambda _: None


def run(campaign: str | Path, how: How, client: Client | None = None, watch: Watch = _unwatched) -> Report:
    """Collect a campaign's counts, and draw and post what is due, once. One failure does not stop the others.

    `client` posts; one of its own is made where none is given. Raises InputError, before anything is asked, for a campaign file that
    can't be used.
    """
    members = _members(campaign)
    began = how.clock()
    with _tables(dry=how.dry_run) as table_of:
        collected = () if how.offline else tuple(_collected(campaign, members, how, watch, table_of))
        jobs = _jobs(campaign, members, how, table_of, now=not how.offline)
        with _desk(campaign, how, jobs, client) as desk:
            results, edited = _handled(str(campaign), desk, began.isoformat(timespec="seconds"), watch("drawing", len(jobs)))
    by_hand = frozenset() if how.environment.get(X_TOKEN) else frozenset({"x"})
    return Report(
        campaign=str(campaign),
        time=began.isoformat(timespec="seconds"),
        collected=collected,
        results=tuple(results),
        by_hand=by_hand,
        edited=tuple(edited),
    )


def send(campaign: str | Path, outbox: Path, how: How, client: Client | None = None, watch: Watch = _unwatched) -> Report:
    """Send the posts of an outbox, exactly as they are. Nothing is collected. One failure does not stop the others. Raises InputError."""
    members = _members(campaign)
    jobs = _jobs(campaign, members, how, lambda path: path, now=False)
    results = []
    with _desk(campaign, how, jobs, client) as desk:
        found = send_outbox(outbox, desk)
        done = watch("posting", len(found))
        for kept, job in found:
            results.append(send_kept(kept, job, desk))
            done(job)
    time = how.clock().isoformat(timespec="seconds")
    return Report(campaign=str(campaign), time=time, collected=(), results=tuple(results))


def _members(campaign: str | Path) -> tuple[Settings, ...]:
    members = campaign_members(campaign)
    if not members[0].places:
        raise InputError("nowhere to post to", str(campaign), 'name a place: [[places]] with to = "mastodon.example", or folder = "site"')
    return members


def _collected(campaign: str | Path, members: Sequence[Settings], how: How, watch: Watch, table_of: _TableOf) -> list[Collected]:
    """What was counted; nothing where no account is named."""
    accounts = sum(len(member.accounts) for member in members)
    if not accounts:
        return []
    with client_of(how.environment, allow_local=how.allow_local) as client:
        return collect(
            campaign,
            client=client,
            allow_local=how.allow_local,
            fresh=how.fresh,
            token_of=tokens_of(how.environment),
            done=watch("counting", accounts),
            table_of=table_of,
        )


def _jobs(campaign: str | Path, members: tuple[Settings, ...], how: How, table_of: _TableOf, *, now: bool) -> list[Job]:
    clock = how.clock()
    subjects = read_subjects(campaign, members, now=clock if now else None, clock=clock, table_of=table_of)
    settings = placed(members[0], Path(campaign))
    return apart(find_jobs(subjects, settings, how.language))


@contextmanager
def _desk(campaign: str | Path, how: How, jobs: list[Job], client: Client | None) -> Iterator[Desk]:
    """A desk with an own client where none was given, and with none where no server may be asked."""
    ledger = Ledger(how.environment, campaign)
    if how.offline:
        yield Desk(how=how, ledger=ledger, accounts=None, jobs=jobs)
    elif client is not None:
        yield Desk(how=how, ledger=ledger, accounts=Accounts(client, how.environment), jobs=jobs)
    else:
        with Client(allow_local=how.allow_local) as own:
            yield Desk(how=how, ledger=ledger, accounts=Accounts(own, how.environment), jobs=jobs)


@contextmanager
def _tables(*, dry: bool) -> Iterator[_TableOf]:
    """Where tables are written to and read from: themselves, or copies that are thrown away."""
    if not dry:
        yield lambda path: path
        return
    with tempfile.TemporaryDirectory() as scratch:
        copies: dict[Path, Path] = {}

        def copy(path: Path) -> Path:
            if path not in copies:
                copies[path] = Path(scratch, str(len(copies)), path.name)
                copies[path].parent.mkdir()
                if path.exists():
                    shutil.copyfile(path, copies[path])
            return copies[path]

        yield copy


def _handled(campaign: str, desk: Desk, time: str, done: Done) -> tuple[list[Result], list[Path]]:
    """What became of each job, and the outbox where one is wanted: where the edited texts of an earlier one are now."""
    results: list[Result] = []
    items: list[Item] = []
    for job in desk.jobs:
        try:
            found, item = _handle(job, desk)
            items += [item] if item else []
        except Exception as error:  # one failure does not stop the others
            if os.environ.get("IMGGEN_DEBUG"):
                raise
            found = failed(job, error)
        results.append(found)
        done(found)
    if desk.how.prepare and not desk.how.dry_run:
        return results, write_outbox(desk.how.prepare, campaign, items, results, time, desk.ledger.address)
    return results, []


def _handle(job: Job, desk: Desk) -> tuple[Result, Item | None]:
    how = desk.how
    if how.prepare:
        return prepare(job, desk)
    if job.place.folder:
        return _into_folder(job, desk), None
    if how.offline:
        return _drawn(job, desk), None
    return (would_send if how.dry_run else send_due)(job, desk), None


def _into_folder(job: Job, desk: Desk) -> Result:
    """Write a card that is due into its folder; offline it is written whenever there is one, and nothing is written down."""
    reason = desk.reason(job)
    if isinstance(reason, Result) and (not desk.how.offline or reason.state == "waiting"):
        return reason
    card, why = desk.card(job), reason.why if isinstance(reason, Result) else str(reason)
    if desk.how.dry_run:
        return result(job, "would write", why=why, alt=card.alt)
    changed = write_card(job, card, desk.folder(job))
    found = result(job, "written" if changed else "unchanged", why=why, alt=card.alt)
    if isinstance(reason, Result) or desk.how.offline:
        return found
    return noted(found, lambda: desk.record_written(job, reason))


def _drawn(job: Job, desk: Desk) -> Result:
    """Draw a card, due or not, to see that all of it can be used."""
    if job.missing:
        return waiting(job)
    post, reason = desk.post(job), desk.reason(job)
    why = reason.why if isinstance(reason, Result) else str(reason)
    return result(job, "drawn", why=why, text=post.text, alt=desk.card(job).alt, visibility=post.visibility, notes=desk.card(job).warnings)
