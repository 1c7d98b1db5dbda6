"""The outbox: posts prepared in a folder, to be looked at, mended and approved by a person, and sent exactly as they are then."""

from __future__ import annotations

from pathlib import Path

from imggen.campaign.approval import check_kept
from imggen.campaign.desk import Desk
from imggen.campaign.items import Item, Kept, address_in, clear_items, read_items, write_items
from imggen.campaign.jobs import Job
from imggen.campaign.outbox_page import page, summary
from imggen.campaign.places import drafted, write_card
from imggen.campaign.report import Result, failed, noted, result
from imggen.campaign.sending import send, settle_pending
from imggen.errors import CheckError, ImggenError, InputError, RefusedError
from imggen.posting.fitting import bare
from imggen.posting.post import Draft, Post
from imggen.posting.sameness import plain

_MADE_AGAIN = "it is made again from the counts, and can't be changed here"


def prepare(job: Job, desk: Desk) -> tuple[Result, Item | None]:
    """Make a due post ready, fitted to its server where that may be asked. Raises ImggenError."""
    reason = desk.reason(job)
    if isinstance(reason, Result):
        return reason, None
    post = desk.post(job)
    ready: Post | Draft = post
    notes: tuple[str, ...] = ()
    if desk.accounts and not job.place.folder:
        try:
            ready = drafted(post, job.place, desk.accounts.open(job.place), desk.how.clock())
            notes = ready.notes
        except RefusedError:
            raise
        except ImggenError as error:
            notes = (f"it is not known whether the server takes it as it is: {error}",)
    item = desk.item(job, reason, ready)
    return result(job, "prepared", why=str(reason), text=item.text, alt=item.alt, visibility=item.visibility, notes=notes), item


def write_outbox(folder: Path, campaign: str, items: list[Item], results: list[Result], time: str, address: str) -> list[Path]:
    """Write what was prepared, with a page and a summary to look at, in the place of what an earlier run prepared. Raises InputError.

    `address` says which campaign it is of, where several files have one name. Returns where the texts are now that somebody had edited.
    """
    edited = clear_items(folder)
    left = [one for one in results if one.state in ("waiting", "failed")]
    more = {
        "index.html": page(campaign, items, left, time).encode(),
        "summary.md": summary(campaign, items, left, time, folder).encode(),
    }
    write_items(folder, items, more, {"campaign": Path(campaign).name, "address": address, "time": time})
    return edited


def send_outbox(folder: Path, desk: Desk) -> list[tuple[Kept, Job | None]]:
    """What an outbox holds, each with the job that it was made for. Raises InputError, for another campaign's outbox too."""
    kept = read_items(folder)
    if desk.ledger.is_anothers(address_in(folder)):
        raise InputError("it is another campaign's outbox", str(folder), "send it with the campaign file that it was prepared with")
    jobs = {job.key: job for job in desk.jobs}
    return [(one, jobs.get(one.item.key)) for one in kept]


def send_kept(kept: Kept, job: Job | None, desk: Desk) -> Result:
    """Send one post of an outbox, exactly as it is. An error is its result."""
    item = kept.item
    if job is None:
        what = f"{item.name}: the campaign has no such card, language or place any more; prepare it again"
        return Result(
            subject=item.subject, card=item.card, language=item.language, place=item.place, state="failed", error=what, exit_code=2
        )
    try:
        return _sent(kept, job, desk)
    except Exception as error:  # one failure does not stop the others
        return failed(job, error)


def _sent(kept: Kept, job: Job, desk: Desk) -> Result:
    item = kept.item
    if kept.gone:
        return result(job, "left out", why="its files were taken away")
    if job.place.folder:
        return _into_folder(kept, job, desk)
    session = desk.accounts.open(job.place) if desk.accounts else None
    if session is None:
        raise InputError("no server may be asked", instead="leave out --offline")
    with session.journal() as journal:
        if found := settle_pending(job, desk, session, journal):
            return found
        if told := next((one for one in desk.records(job) if one.tells(item.data, item.counts)), None):
            return result(job, "found", why="these counts were posted", url=told.url)
        check_kept(kept, job)
        draft = drafted(item.post, job.place, session, desk.how.clock())
        _check_same(item, draft)
        return send(item, draft, job, desk, session, journal)


def _check_same(item: Item, draft: Draft) -> None:
    """Raises CheckError where the server would not take a post as it was approved."""
    # What a picture's file says about itself is nothing that was approved, and not every server is sent it.
    same = draft.image.data == item.picture or bare(draft.image) == bare(item.post.image)
    if not same or plain(draft.alt) != plain(item.alt):
        what = "this server takes it only with changes: " + "; ".join(draft.notes)
        raise CheckError(what, item.name, "prepare it again, where the account's token is")


def _into_folder(kept: Kept, job: Job, desk: Desk) -> Result:
    """Write the card that was approved into its folder."""
    if kept.changed:
        raise CheckError(_MADE_AGAIN, kept.item.files[kept.changed[0]], "prepare it again")
    check_kept(kept, job)
    card = desk.card(job)
    if card.encode("png") != kept.item.picture:
        raise CheckError("it would be drawn differently now", kept.item.files["picture"], "prepare it again")
    changed = write_card(job, card, desk.folder(job))
    found = result(job, "written" if changed else "unchanged", why=str(kept.item.reason))
    return noted(found, lambda: desk.record(kept.item, "written"))
