"""What `run --json` prints is what the published JSON Schema says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from campaign.conftest import Campaign
from loopback import Reply

from imggen.campaign.report_json import as_values, schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "run.schema.json"


def test_the_published_schema_is_that_of_the_code() -> None:
    """`make goldens` writes it anew."""
    fresh = json.dumps(schema(), indent=2) + "\n"
    if os.environ.get("IMGGEN_GOLDENS") == "write":
        PUBLISHED.write_text(fresh, "utf-8")
    assert PUBLISHED.read_text("utf-8") == fresh
    jsonschema.Draft202012Validator.check_schema(json.loads(fresh))


def test_every_report_is_as_the_schema_says(campaign: Campaign) -> None:
    campaign.write('accounts = { mastodon = "@gone@127.0.0.1:9" }\n[[places]]\nname = "site"\nfolder = "site"\n')
    campaign.fake.troubles = [Reply({"error": "No"}, 422)]  # type: ignore[union-attr]
    ways: tuple[dict[str, object], ...] = ({"dry_run": True}, {"offline": True}, {"prepare": campaign.folder / "outbox"}, {}, {}, {})
    printed = [as_values(campaign.run(**way)) for way in ways]
    jsonschema.validate(printed[0], schema())
    for one in printed:
        jsonschema.validate(one, schema())
    states = {post["state"] for one in printed for post in one["posts"]}
    assert states == {"would post", "would write", "drawn", "written", "unchanged", "prepared", "failed", "posted", "not due"}
    for spoilt in ({"state": "maybe"}, {"visibility": "all"}, {"token": "x"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**printed[0], "posts": [{**printed[0]["posts"][0], **spoilt}]}, schema())
