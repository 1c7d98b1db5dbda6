"""The report of a run: what became of each card at each place, in words, as JSON, and as an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from imggen.campaign.jobs import Job
from imggen.errors import ImggenError, printable
from imggen.history.collect import Collected
from imggen.posting.post import Draft, Outcome

_INTERNAL = 70
_UNKNOWN, _BAD, _CHECK = 3, 2, 4
_GRAVEST = (_INTERNAL, _CHECK, _BAD, _UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one card at one place."""

    subject: str
    card: str
    language: str
    place: str
    state: str
    """`posted`; `found` where it was there already; `deleted` where somebody deleted it since; `written` or `unchanged` in a folder;
    `not due`; `waiting` for counts; `would post`, `would find` or `would write`; `drawn`; `prepared`; `left out`; `failed`."""
    why: str = ""
    """Why it was due, or why it was not."""
    url: str = ""
    account: str = ""
    text: str = ""
    alt: str = ""
    notes: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    """Lines to type."""
    error: str = ""
    exit_code: int = 0


def result(job: Job, state: str, **more: Any) -> Result:
    """What became of a job."""
    return Result(subject=job.subject, card=job.plan.name, language=job.language, place=job.place.name, state=state, **more)


def posted(job: Job, outcome: Outcome, draft: Draft, why: str) -> Result:
    """A post that was made, or found."""
    return result(
        job,
        outcome.state,
        why=why,
        url=outcome.url,
        account=outcome.account,
        text=draft.text,
        alt=draft.alt,
        notes=(*draft.notes, *(note for note in outcome.notes if note not in draft.notes)),
    )


def failed(job: Job, error: Exception) -> Result:
    """A job that an error ended. One that nobody foresaw is ours, and says so."""
    if isinstance(error, ImggenError):
        return result(job, "failed", error=str(error), exit_code=error.exit_code)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return result(job, "failed", error=printable(f"{where}{error.strerror or error}"), exit_code=_BAD)
    said = f"internal: {type(error).__name__}: {error}; please report it, with what IMGGEN_DEBUG=1 prints"
    return result(job, "failed", error=printable(said), exit_code=_INTERNAL)


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


def as_values(report: Report) -> dict[str, Any]:
    """A report as values that JSON has."""
    return {
        "campaign": report.campaign,
        "time": report.time,
        "exit_code": report.exit_code,
        "collected": [_collected(one) for one in report.collected],
        "posts": [_result(one) for one in report.results],
    }


def _collected(one: Collected) -> dict[str, Any]:
    counts = [
        {"platform": key, "count": count.count, "state": count.state, "why": count.why, "written": key in one.added}
        for key, count in one.counts.items()
    ]
    error = str(one.error) if one.error else ""
    return {"subject": one.subject.shown, "path": str(one.path), "counts": counts, "warnings": list(one.doubts), "error": error}


def _result(one: Result) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "card": one.card,
        "lang": one.language,
        "place": one.place,
        "state": one.state,
        "why": one.why,
        "url": one.url,
        "account": one.account,
        "text": one.text,
        "alt": one.alt,
        "notes": list(one.notes),
        "add": list(one.add),
        "error": one.error,
    }


def lines(results: Sequence[Result]) -> list[tuple[str, str, str, str, str]]:
    """The results as rows of a table: subject, card, place, state, note."""
    return [
        (one.subject or "-", f"{one.card} ({one.language})", one.place, one.state, one.url or one.error or "; ".join(one.add) or one.why)
        for one in results
    ]
