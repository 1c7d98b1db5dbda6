"""The reference page and the schema for editors say what the code does: `python -m imggen.theming.reference` writes them anew."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from town_themes import BAD

from imggen.theme import FOUND, Theme
from imggen.theming.reference import PAGE, SCHEMA, fields, json_schema, reference_page, schema_text

ROOT = Path(__file__).parents[2]
WRONG = ("no colour", "no number")


def test_the_page_is_that_of_today_s_schema() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == reference_page(), "run python -m imggen.theming.reference"


def test_the_schema_is_today_s() -> None:
    assert (ROOT / SCHEMA).read_text("utf-8") == schema_text(), "run python -m imggen.theming.reference"


def test_every_field_is_described_on_the_page() -> None:
    page = reference_page()
    assert all(f"`{key}`" in page or f"[{key}]" in page for key, _, _ in fields(Theme))
    assert not any(f"`{key}`" in page for key in FOUND)
    for table in ("[background.gradient]", "[backdrop.scene]", "[defaults.logo]", "[art.colour]"):
        assert table in page


@pytest.mark.parametrize("path", sorted((ROOT / "themes").glob("*/theme.toml")), ids=lambda path: path.parent.name)
def test_editors_accept_the_themes_that_there_are(path: Path) -> None:
    Draft7Validator.check_schema(json_schema())
    assert list(Draft7Validator(json_schema()).iter_errors(tomllib.loads(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("name", WRONG)
def test_editors_show_what_is_wrong(name: str) -> None:
    assert list(Draft7Validator(json_schema()).iter_errors(tomllib.loads(BAD[name][0])))


def test_editors_complete_the_names_of_tokens() -> None:
    schema = json.loads(schema_text())
    assert {"paper", "challenger", "on-chip"} <= schema["properties"]["colour"]["properties"].keys()
    assert schema["properties"]["colour"]["properties"]["paper"]["description"] == "what words stand on"
    assert "landscape" in json.dumps(schema["$defs"]["Kind"])
