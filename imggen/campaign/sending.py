"""Sending: what is due at an account is posted once, while no other run may post from it. What a killed run has left is settled first."""

from __future__ import annotations

from imggen.campaign.desk import Desk
from imggen.campaign.items import Item, drop_items, read_items, write_items
from imggen.campaign.jobs import Job, earlier_alts
from imggen.campaign.places import Accounts, drafted
from imggen.campaign.reasons import NEW, Reason
from imggen.campaign.report import Result, incomplete, noted, posted, result
from imggen.errors import CheckError, ImggenError, InputError, RefusedError
from imggen.posting.deliver import deliver, find_posted, settle
from imggen.posting.journal import BEGUN, Journal
from imggen.posting.post import Draft, Outcome
from imggen.posting.sameness import plain
from imggen.posting.session import Session


def send_due(job: Job, desk: Desk) -> Result:
    """Post a job's card where it is due. Raises ImggenError; then the next run looks first what became of it."""
    if not desk.ledger.pending(job.key).exists() and isinstance(early := desk.reason(job), Result):
        return early
    session = _accounts(desk).open(job.place)
    with session.journal() as journal:
        if found := settle_pending(job, desk, session, journal):
            return found
        # Another run may have posted it while this one waited for its turn.
        reason = desk.reason(job)
        if isinstance(reason, Result):
            return reason
        draft = drafted(desk.post(job), job.place, session, desk.how.clock())
        item = desk.item(job, reason, draft)
        return _told_before(job, desk, session, item) or send(item, draft, job, desk, session, journal)


def would_send(job: Job, desk: Desk) -> Result:
    """What would be posted. Nothing is written or sent."""
    if desk.ledger.pending(job.key).exists():
        return result(job, "would look", why="an earlier run began to post it: what became of it is looked for first")
    reason = desk.reason(job)
    if isinstance(reason, Result):
        return reason
    session = _accounts(desk).open(job.place)
    draft = drafted(desk.post(job), job.place, session, desk.how.clock())
    there = find_posted(draft, session.connection)
    state, url = ("would find", there.url) if there else ("would post", "")
    outcome = Outcome(state=state, url=url, id="", account=session.connection.who.acct)
    return posted(job, outcome, draft, str(reason))


def send(item: Item, draft: Draft, job: Job, desk: Desk, session: Session, journal: Journal) -> Result:
    """Post an item, and write down that it was. It is kept on the disk until then."""
    pending = desk.ledger.pending(job.key)
    write_items(pending, [item], {}, {})
    try:
        outcome = deliver(draft, session.connection, journal, patience=desk.how.patience)
    except ImggenError as error:
        return _told_of(error, item, draft, job, desk, journal)
    return _written_down(item, outcome, draft, job, desk)


def settle_pending(job: Job, desk: Desk, session: Session, journal: Journal) -> Result | None:
    """What became of a post that an earlier run began; None when nothing did. Then it is dropped, and drawn anew."""
    pending = desk.ledger.pending(job.key)
    try:
        kept = read_items(pending)
        item = kept[0].item
        draft = drafted(item.post, job.place, session, desk.how.clock())
    except (InputError, IndexError):
        # Killed while it was written, and so before anything was sent.
        drop_items(pending)
        return None
    try:
        outcome = settle(draft, session.connection, journal, patience=desk.how.patience)
    except ImggenError as error:
        return _told_of(error, item, draft, job, desk, journal)
    if outcome is None:
        drop_items(pending)
        return None
    return _written_down(item, outcome, draft, job, desk)


def _told_of(error: ImggenError, item: Item, draft: Draft, job: Job, desk: Desk, journal: Journal) -> Result:
    """What an error leaves of a post: nothing, and then it is raised; a post that lacks something; or nobody knows.

    The last two are kept, and looked at again by the next run.
    """
    if isinstance(error, RefusedError):
        return _deleted(item, job, desk, error)
    if isinstance(error, CheckError):
        return incomplete(job, error, draft)
    last = journal.find(draft)
    if last is None or last.state == BEGUN:
        raise error
    why = "it may have been posted: the next run looks first"
    return result(job, "unknown", why=why, url=last.url, error=str(error), exit_code=error.exit_code)


def _written_down(item: Item, outcome: Outcome, draft: Draft, job: Job, desk: Desk) -> Result:
    def write() -> None:
        desk.record(item, outcome.state, outcome.url)
        drop_items(desk.ledger.pending(job.key))

    return noted(posted(job, outcome, draft, str(item.reason)), write)


def _deleted(item: Item, job: Job, desk: Desk, error: RefusedError) -> Result:
    """A post that somebody has deleted stays away."""
    desk.record(item, "deleted")
    drop_items(desk.ledger.pending(job.key))
    return result(job, "deleted", why=f"{error.what}; it is not posted again")


def _told_before(job: Job, desk: Desk, session: Session, item: Item) -> Result | None:
    """Where the ledger is lost: the post that was made for the same reason with somewhat earlier counts."""
    reason: Reason = item.reason
    if reason.kind == NEW or desk.records(job):
        return None
    alts = earlier_alts(job, reason.since, session.connection.limits().alt)
    for seen in session.connection.recent(reason.since):
        if alts & {plain(each) for each in seen.descriptions}:
            desk.record(item, "found", seen.url)
            return result(job, "found", why=str(reason), url=seen.url, account=session.connection.who.acct)
    return None


def _accounts(desk: Desk) -> Accounts:
    if desk.accounts is None:
        raise InputError("no server may be asked", instead="leave out --offline")
    return desk.accounts
