"""The report of a run: what became of each card at each place, in words, as JSON, and as an exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, cast

from imggen.campaign.jobs import Job
from imggen.errors import CheckError, ImggenError, printable
from imggen.history.collect import Collected
from imggen.posting.answers import web_address
from imggen.posting.post import Draft, Outcome

INTERNAL = 70
"""The exit code of an error that nobody foresaw: then it is not known either what was done."""
_UNKNOWN, _BAD, _CHECK = 3, 2, 4
_GRAVEST = (INTERNAL, _CHECK, _BAD, _UNKNOWN)


State = Literal[
    "posted",
    "found",
    "incomplete",
    "unknown",
    "deleted",
    "written",
    "unchanged",
    "not due",
    "waiting",
    "would post",
    "would find",
    "would look",
    "would write",
    "drawn",
    "prepared",
    "left out",
    "failed",
]
"""What may become of a card at a place. `found` was there already; `incomplete` is there and lacks something; `unknown` may be there;
`deleted` was deleted by somebody; `written` and `unchanged` are in a folder; `waiting` lacks counts; `would look` was begun by an earlier
run; `failed` is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one card at one place."""

    subject: str
    card: str
    language: str
    place: str
    state: State
    why: str = ""
    """Why it was due, or why it was not."""
    url: str = ""
    account: str = ""
    visibility: str = ""
    """Who sees what was posted, or would be; empty for a post that was found, and in a folder."""
    text: str = ""
    alt: str = ""
    notes: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    """Lines to type."""
    error: str = ""
    exit_code: int = 0


def result(job: Job, state: State, **more: Any) -> Result:
    """What became of a job."""
    return Result(subject=job.subject, card=job.plan.name, language=job.language, place=job.place.name, state=state, **more)


def posted(job: Job, outcome: Outcome, draft: Draft, why: str) -> Result:
    """A post that was made, or found."""
    return result(
        job,
        cast("State", outcome.state),
        why=why,
        url=outcome.url,
        account=outcome.account,
        visibility="" if outcome.state in ("found", "would find") else draft.visibility,
        text=draft.text,
        alt=draft.alt,
        notes=(*draft.notes, *(note for note in outcome.notes if note not in draft.notes)),
    )


def incomplete(job: Job, error: CheckError, draft: Draft) -> Result:
    """A post that is there, and lacks its picture or description, or can't be looked at."""
    values = {"visibility": draft.visibility, "text": draft.text, "alt": draft.alt, "notes": draft.notes}
    return result(job, "incomplete", why=error.what, url=web_address(error.where), error=str(error), exit_code=error.exit_code, **values)


def noted(found: Result, write: Callable[[], None]) -> Result:
    """What became of a job, once that is written down. Where it can't be, it is said, and what was posted stays posted."""
    try:
        write()
    except ImggenError as error:
        return replace(found, error=str(error), exit_code=error.exit_code)
    return found


def failed(job: Job, error: Exception) -> Result:
    """A job that an error ended. One that nobody foresaw is ours, and says so."""
    if isinstance(error, ImggenError):
        return result(job, "failed", error=str(error), exit_code=error.exit_code)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return result(job, "failed", error=printable(f"{where}{error.strerror or error}"), exit_code=_BAD)
    said = f"internal: {type(error).__name__}: {error}; please report it, with what IMGGEN_DEBUG=1 prints"
    return result(job, "failed", error=printable(said), exit_code=INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did."""

    campaign: str
    time: str
    """When it began, ISO 8601."""
    collected: tuple[Collected, ...]
    results: tuple[Result, ...]
    by_hand: frozenset[str] = frozenset()
    """Platforms whose counts are typed, so that none was expected."""
    edited: tuple[Path, ...] = ()
    """Where the texts are now that somebody had edited in the outbox that was prepared anew."""

    @property
    def exit_code(self) -> int:
        """0 when all went as planned; else the gravest: 4 a failed check, 2 what can't be used, 3 a server's no or an unknown count."""
        codes = {one.exit_code for one in self.results} | set(map(self._code, self.collected))
        return next((code for code in _GRAVEST if code in codes), 0)

    def _code(self, one: Collected) -> int:
        if one.error:
            return _BAD
        return 0 if all(count.settled or key in self.by_hand for key, count in one.counts.items()) else _UNKNOWN

    @property
    def troubles(self) -> tuple[str, ...]:
        """What went wrong while counting, one sentence each."""
        unknown = (
            f"{count.account} was not counted: {count.why}"
            for one in self.collected
            for key, count in one.counts.items()
            if not count.settled and key not in self.by_hand
        )
        return (*(str(one.error) for one in self.collected if one.error), *unknown)


COLUMNS = ("subject", "card", "place", "visibility", "state", "note")
"""What the columns of a table of results are called."""


def lines(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """The results as rows of a table with the columns COLUMNS."""
    return [
        (one.subject or "-", f"{one.card} ({one.language})", one.place, one.visibility or "-", one.state, _note(one)) for one in results
    ]


def _note(one: Result) -> str:
    if one.state == "incomplete":
        return ": ".join(filter(None, (one.url, one.why)))
    return one.url or one.error or "; ".join(one.add) or one.why
