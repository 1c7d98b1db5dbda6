"""What `--json` prints and `--json-file` writes is what the published JSON Schema says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from strategies import comparisons

from imggen.cli.main import main
from imggen.cli.report import report, report_schema
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Comparison

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "card.schema.json"


def test_the_published_schema_is_that_of_the_code() -> None:
    """`make goldens` writes it anew."""
    fresh = json.dumps(report_schema(), indent=2) + "\n"
    if os.environ.get("IMGGEN_GOLDENS") == "write":
        SCHEMA.parent.mkdir(exist_ok=True)
        SCHEMA.write_text(fresh, "utf-8")
    assert SCHEMA.read_text("utf-8") == fresh
    jsonschema.Draft202012Validator.check_schema(json.loads(fresh))


@settings(deadline=None, max_examples=25)
@given(comparisons())
def test_every_report_is_as_the_schema_says(comparison: Comparison) -> None:
    told = report(make_card(comparison, Request()), Path("card.png"), Path("card.alt.txt"), 1)
    jsonschema.validate(json.loads(json.dumps(told)), json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("given", [["mastodon=5876", "x=5832"], [str(ROOT / "examples" / "ministries.csv")]])
def test_what_is_printed_and_what_is_written_are_one(given: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of one subject and of several."""
    assert main(["render", *given, "-o", str(tmp_path / "card.png"), "--json", "--json-file"]) == 0
    printed, written = json.loads(capsys.readouterr().out), json.loads((tmp_path / "card.json").read_text("utf-8"))
    assert printed == written
    jsonschema.validate(written, json.loads(SCHEMA.read_text("utf-8")))
