"""What `count --json` and `collect --json` print is what the published JSON Schemas say."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from imggen.cli.counted import collected_values, count_values, schemas
from imggen.errors import InputError
from imggen.history.collect import Collected
from imggen.series import Subject
from imggen.sources.count import Count

DOCS = Path(__file__).parents[2] / "docs"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
COUNTS = (
    Count("@ada@a.example", "mastodon", 5876, "known", "", NOON, "a.example"),
    Count("@bob@b.example", "misskey", None, "hidden", "its owner hides the number", NOON, "b.example"),
    Count("x:ada", "x", None, "unknown", "type its count", NOON),
)


@pytest.mark.parametrize("name", ["count", "collect"])
def test_the_published_schemas_are_those_of_the_code(name: str) -> None:
    """`make goldens` writes them anew."""
    path, fresh = DOCS / f"{name}.schema.json", json.dumps(schemas()[name], indent=2) + "\n"
    if os.environ.get("IMGGEN_GOLDENS") == "write":
        path.write_text(fresh, "utf-8")
    assert path.read_text("utf-8") == fresh
    jsonschema.Draft202012Validator.check_schema(json.loads(fresh))


def test_every_state_is_as_the_schema_says() -> None:
    schema = schemas()["count"]
    jsonschema.validate([count_values(one) for one in COUNTS], schema)
    for spoilt in ({"state": "zero"}, {"count": "5876"}, {"token": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{**count_values(COUNTS[0]), **spoilt}], schema)


@pytest.mark.parametrize("error", [None, InputError("it can't be written")])
def test_what_is_collected_is_as_the_schema_says(error: InputError | None) -> None:
    found = Collected(Subject("Lyon"), Path("lyon.csv"), dict(zip("abc", COUNTS, strict=True)), ("a",), ("a jump",), error)
    jsonschema.validate([collected_values(found)], schemas()["collect"])
