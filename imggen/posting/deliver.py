"""A post is made once: looked for before it is sent, written down before it is sent, and looked for again when nothing came back."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from imggen.errors import CheckError, ImggenError, NoAnswerError, RefusedError, ServerError
from imggen.posting import journal as states
from imggen.posting.carrying import card_place, lacking, lacking_still, shown_by
from imggen.posting.journal import Attempt, Journal
from imggen.posting.post import Draft, Outcome, Seen
from imggen.posting.poster import Connection
from imggen.posting.sameness import fingerprint, first_showing, says, shows

_CLOCKS_APART = timedelta(minutes=10)
"""How far a server's clock may be from ours."""
_DAYS_APART = timedelta(days=2)
"""How long before a count's day somebody may have posted it: days begin at other times elsewhere."""
_REFUSALS = frozenset(range(300, 500)) - {408}
_BUSY = 503
_FINISHED = (500, _BUSY)
"""Answers of the server itself: it is at work no longer. After 502 and 504, which a proxy gives, it may be."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to look for a post of which nothing is known. A server that was cut off may still be at work on it."""

    looks: Sequence[float] = (0.0, 2.0, 4.0, 8.0, 16.0, 30.0)
    """Seconds to wait before each look."""
    settled: float = 60.0
    """Seconds after which what is not there was not posted."""
    sleep: Callable[[float], None] = time.sleep


def deliver(draft: Draft, connection: Connection, journal: Journal, *, again: bool = False, patience: Patience | None = None) -> Outcome:
    """Post a draft, unless the account has posted its card already; then that post is the outcome.

    With `again` it is posted once more. Raises RefusedError when it was posted and has been deleted since, ServerError when the server
    says no, NoAnswerError when it is not known what became of it (the next run looks first), CheckError when the post lacks picture or
    description.
    """
    run = _Run(draft, connection, journal, patience or Patience(), _known_posts(draft, connection, journal, again=again))
    return run.there(again=again) or run.send(attempts=2)


def settle(draft: Draft, connection: Connection, journal: Journal, *, patience: Patience | None = None) -> Outcome | None:
    """What became of an earlier attempt to post a draft, waited for and written down; None when nothing did. Nothing is sent.

    Raises RefusedError when it was posted and has been deleted since.
    """
    return _Run(draft, connection, journal, patience or Patience(), journal.posted(draft)).there(again=False)


def find_posted(draft: Draft, connection: Connection, journal: Journal | None = None) -> Seen | None:
    """The account's post of the same card: by the journal where one is given, else among its posts.

    Those since the card's newest count are looked through, or the recent ones where that is not known.
    """
    last = journal.find(draft) if journal else None
    seen = connection.look(last.id) if last is not None and last.state == states.POSTED else None
    return seen or first_showing(_possible(draft, connection), draft)


def _possible(draft: Draft, connection: Connection) -> Iterator[Seen]:
    """The posts that can be of the draft's card."""
    return connection.recent(draft.since and min(draft.since, datetime.now(UTC)) - _DAYS_APART)


def _known_posts(draft: Draft, connection: Connection, journal: Journal, *, again: bool) -> frozenset[str]:
    """The posts of the card that are no answer to whether it was posted once more."""
    there = {seen.id for seen in _possible(draft, connection) if shows(seen, draft)} if again else set()
    return journal.posted(draft) | there


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of `deliver`."""

    draft: Draft
    connection: Connection
    journal: Journal
    patience: Patience
    known: frozenset[str]
    """The posts that were there before."""

    def there(self, *, again: bool) -> Outcome | None:
        """The post that is there already: what an attempt that was cut short has made, or what was posted before."""
        last = self.journal.find(self.draft)
        if last is not None and last.state in (states.BEGUN, states.SENDING):
            if seen := self.finished(last):
                return self.found(seen, self.journal.settle(last, states.POSTED, seen))
            self.journal.settle(last, states.REFUSED)
            return None
        return None if again else self.posted_before(last)

    def posted_before(self, last: Attempt | None) -> Outcome | None:
        """The post that is there, by the journal or by the account's recent posts. Raises RefusedError when it was deleted."""
        if last is not None and last.state == states.POSTED and (seen := self.connection.look(last.id)):
            return self.found(seen, last)
        if seen := find_posted(self.draft, self.connection):
            return self.found(seen, self.journal.add_posted(seen, self.draft.alt, self.draft.image.sha256))
        if last is not None:
            raise RefusedError(f"it was posted as {last.url or last.id}, and deleted since", instead="add --again to post it anew")
        return None

    def found(self, seen: Seen, attempt: Attempt) -> Outcome:
        """A post that was there, once it is known that it lacks nothing. Raises CheckError."""
        attempts = [*(each for each in self.journal.of_post(seen) if each.attempt != attempt.attempt), attempt]
        return self.outcome("found", self.checked(seen, attempt, lambda now: lacking_still(now, self.draft, attempts)))

    def finished(self, attempt: Attempt) -> Seen | None:
        """What became of an attempt that was cut short: looked for until a server must have finished with it."""
        for wait in (0.0, *self.patience.looks[1:]):
            if wait:
                self.patience.sleep(min(wait, max(0.0, self.patience.settled - attempt.age)))
            if seen := self.look(attempt):
                return seen
            if attempt.state == states.BEGUN or attempt.age >= self.patience.settled:
                break
        return None

    def look(self, attempt: Attempt) -> Seen | None:
        """The post that an attempt made: by its card, else, where the server lost picture or description, by its text."""
        since = attempt.moment - _CLOCKS_APART if attempt.moment else None
        new = [seen for seen in self.connection.recent(since) if seen.id not in self.known]
        later = (seen for seen in new if since and seen.time and seen.time > since and says(seen, self.draft))
        return first_showing(new, self.draft) or next(later, None)

    def send(self, attempts: int) -> Outcome:
        """Post, and settle what came of it. Tries again only after the server said that it can't now, and nothing is there."""
        attempt = self.journal.begin(self.draft)

        def about_to() -> None:
            nonlocal attempt
            attempt = self.journal.settle(attempt, states.SENDING)

        try:
            seen = self.connection.send(self.draft, self.key(), about_to)
            if not seen.id:
                raise NoAnswerError("its answer names no post", self.connection.who.acct, perhaps_done=True)
        except ImggenError as error:
            found = None if attempt.state == states.BEGUN or _surely_not(error) else self.settled(attempt, error)
            if found is None:
                self.journal.settle(attempt, states.REFUSED)
                if attempts > 1 and isinstance(error, ServerError) and error.status == _BUSY and attempt.state == states.SENDING:
                    return self.send(attempts - 1)
                raise
            seen = found
        shown = shown_by(seen) if lacking(seen, self.draft) else ""
        attempt = self.journal.settle(attempt, states.POSTED, seen, shown=shown)
        return self.outcome("posted", self.checked(seen, attempt, lambda now: lacking(now, self.draft)))

    def settled(self, attempt: Attempt, error: ImggenError) -> Seen | None:
        """The post that an attempt made although no good answer came; None when it made none. Raises NoAnswerError when nobody knows."""
        finished = isinstance(error, ServerError) and error.status in _FINISHED
        looked = False
        for wait in self.patience.looks[: 2 if finished else None]:
            self.patience.sleep(wait)
            with suppress(ServerError):
                if seen := self.look(attempt):
                    return seen
                looked = True
        if finished and looked:
            return None
        what, instead = f"it is not known whether it was posted: {error.what}", "run the same command again: it looks first"
        raise NoAnswerError(what, error.where, instead, perhaps_done=True) from None

    def checked(self, seen: Seen, attempt: Attempt, lacks: Callable[[Seen], str]) -> Seen:
        """The post, which carries its picture and the description. Raises CheckError.

        What a server does not show at once is looked at again; what it lost is mended once.
        """
        for mending in (False, True):
            if lacks(seen) and mending:
                self.give_back(seen)
            if lacks(seen):
                seen = self.looked_at(seen)
        lost = lacks(seen)
        if bool(lost) != bool(attempt.shown) or (lost and attempt.shown != shown_by(seen)):
            self.journal.settle(attempt, states.POSTED, seen, shown=shown_by(seen) if lost else "")
        if lost:
            where = seen.url or seen.id
            what = f"it {'is scheduled' if seen.scheduled else 'was posted'} without its {lost}"
            raise CheckError(what, where, f"mend it there, or delete it: imggen unpost {where}")
        return seen

    def looked_at(self, seen: Seen) -> Seen:
        """The post as it is now. Raises CheckError when it can't be looked at."""
        try:
            return self.connection.look(seen.id) or seen
        except ServerError as error:
            what = f"it was posted, and can't be looked at: {error.what}"
            raise CheckError(what, seen.url or seen.id, "see there whether its picture has its description") from None

    def give_back(self, seen: Seen) -> None:
        """Give the description to the card's picture, where it is known which one that is; a text that lacks it gets it at its end."""
        place = card_place(seen, self.journal.of_post(seen), self.draft.alt)
        if seen.descriptions and (place is not None or seen.prose):
            with suppress(ImggenError):
                self.connection.mend(seen, place, self.draft.alt, None)

    def key(self) -> str:
        """The same for the same card, account and place on every machine; another one each time that it is posted again."""
        said = f"{self.journal.account} {self.journal.place} {fingerprint(self.draft.alt)} {len(self.known)}"
        return hashlib.sha256(said.encode()).hexdigest()

    def outcome(self, state: str, seen: Seen) -> Outcome:
        """What came of it."""
        return Outcome(
            state=state,
            url=seen.url,
            id=seen.id,
            account=self.connection.who.acct,
            alt=self.draft.alt,
            notes=self.draft.notes,
            scheduled=seen.scheduled,
        )


def _surely_not(error: ImggenError) -> bool:
    """Whether nothing can have been posted. GoToSocial says that the picture is on a post already when a post came twice."""
    if isinstance(error, NoAnswerError):
        return not error.perhaps_done
    return not isinstance(error, ServerError) or (error.status in _REFUSALS and "already attached" not in error.said)
