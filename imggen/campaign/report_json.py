"""What `imggen run --json` prints, and the JSON Schema of it."""

from __future__ import annotations

from typing import Any, Literal, cast

from typing_extensions import TypedDict

from imggen.campaign.report import Report, Result, State
from imggen.history.collect import Collected

Seers = Literal["", "public", "unlisted", "followers", "direct"]
"""Who sees a post."""


class RunCountJson(TypedDict):
    """What was found of one account."""

    platform: str
    count: int | None
    """Null unless the state is `known`."""
    state: Literal["known", "hidden", "unknown"]
    why: str
    """Why there is no count, or what else there is to say."""
    written: bool
    """Whether it was put into the table."""


class RunCollectedJson(TypedDict):
    """What was collected of one subject."""

    subject: str
    path: str
    """Its table."""
    counts: list[RunCountJson]
    warnings: list[str]
    """What looks wrong and may be true, one sentence each."""
    error: str
    """Why the table could not be written; empty when it was."""


class RunPostJson(TypedDict):
    """What became of one card at one place."""

    subject: str
    """Empty for a card of all of them."""
    card: str
    lang: str
    place: str
    state: State
    """`found` was there already; `incomplete` is there and lacks its picture or description; `unknown` may be there; `failed` is not."""
    why: str
    """Why it was due, or why it was not; what an incomplete post lacks."""
    url: str
    account: str
    visibility: Seers
    """Who sees what was posted, or would be; offline, what is asked for. Empty for a post that was found, and in a folder."""
    text: str
    alt: str
    notes: list[str]
    """What had to be changed to fit the server, one sentence each."""
    add: list[str]
    """Lines to type, with the counts that are missing."""
    error: str


class RunJson(TypedDict):
    """What a run did."""

    campaign: str
    time: str
    """When it began, ISO 8601."""
    exit_code: int
    """0 when all went as planned; else 4 for a failed check, 2 for what can't be used, 3 for a server's no or an unknown count."""
    collected: list[RunCollectedJson]
    posts: list[RunPostJson]


def as_values(report: Report) -> RunJson:
    """A report as values that JSON has."""
    return {
        "campaign": report.campaign,
        "time": report.time,
        "exit_code": report.exit_code,
        "collected": [_collected(one) for one in report.collected],
        "posts": [_post(one) for one in report.results],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what is printed, with the words that stand beside the fields here."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    for kind in (RunCountJson, RunCollectedJson, RunPostJson, RunJson):
        with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid"))(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(RunJson).json_schema(mode="serialization")}


def _collected(one: Collected) -> RunCollectedJson:
    counts: list[RunCountJson] = [
        {"platform": key, "count": count.count, "state": count.state, "why": count.why, "written": key in one.added}
        for key, count in one.counts.items()
    ]
    error = str(one.error) if one.error else ""
    return {"subject": one.subject.shown, "path": str(one.path), "counts": counts, "warnings": list(one.doubts), "error": error}


def _post(one: Result) -> RunPostJson:
    return {
        "subject": one.subject,
        "card": one.card,
        "lang": one.language,
        "place": one.place,
        "state": one.state,
        "why": one.why,
        "url": one.url,
        "account": one.account,
        "visibility": cast("Seers", one.visibility),
        "text": one.text,
        "alt": one.alt,
        "notes": list(one.notes),
        "add": list(one.add),
        "error": one.error,
    }
