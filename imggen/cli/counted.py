"""What `imggen count --json` and `imggen collect --json` print, and the JSON Schemas of it."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from imggen.history.collect import Collected
from imggen.sources.count import Count


class CountJson(TypedDict):
    """What was found of one account."""

    account: str
    """As it was asked for."""
    software: str
    """What its server runs, in lower case: `mastodon`, `lemmy`, `bluesky`; empty when that is not known."""
    count: int | None
    """Null unless the state is `known`."""
    state: Literal["known", "hidden", "unknown"]
    """Hidden: its owner does not show the number. Unknown: `why` says why."""
    why: str
    """Why there is no count, or what else there is to say: that the account has moved, or has another name."""
    date: str
    """When the server said it, ISO 8601 in UTC."""
    source: str
    """Whose word it is: the server, and the account where that is another than the one asked for; empty when the state is unknown."""


class CollectedCountJson(CountJson):
    """What was found of one account of a campaign."""

    platform: str
    written: bool
    """Whether it was put into the table: known counts are that were not there yet."""


class CollectedJson(TypedDict):
    """What was collected of one subject."""

    subject: str
    path: str
    """Its table."""
    counts: list[CollectedCountJson]
    warnings: list[str]
    """What looks wrong and may be true, one sentence each."""
    error: str
    """Why the table could not be written; empty when it was."""


def count_values(found: Count) -> CountJson:
    """A count as values that JSON has."""
    return {
        "account": found.account,
        "software": found.software,
        "count": found.count,
        "state": found.state,
        "why": found.why,
        "date": found.time.isoformat().replace("+00:00", "Z"),
        "source": found.source,
    }


def collected_values(found: Collected) -> CollectedJson:
    """What was collected of a subject, as values that JSON has."""
    return {
        "subject": found.subject.shown,
        "path": str(found.path),
        "counts": [{"platform": key, **count_values(count), "written": key in found.added} for key, count in found.counts.items()],
        "warnings": list(found.doubts),
        "error": str(found.error) if found.error else "",
    }


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of what each command prints, by its name, with the words that stand beside the fields here."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    for kind in (CountJson, CollectedCountJson, CollectedJson):
        with_config(ConfigDict(use_attribute_docstrings=True, extra="forbid"))(kind)
    printed: dict[str, Any] = {"count": list[CountJson], "collect": list[CollectedJson]}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    found = {name: {**head, **TypeAdapter(kind).json_schema(mode="serialization")} for name, kind in printed.items()}
    # What a TypedDict inherits comes without its words.
    found["collect"]["$defs"]["CollectedCountJson"]["properties"] |= found["count"]["$defs"]["CountJson"]["properties"]
    return found
