"""What `--json` prints of a card that was written, and the JSON Schema of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from imggen import facts_json
from imggen.card import Card
from imggen.encode.metadata import Metadata
from imggen.facts_json import FactsJson, facts_as_json, facts_hash
from imggen.version import VERSION


class TiersJson(TypedDict):
    """The alt text in every tier."""

    short: str
    """140 characters at most."""
    standard: str
    """500 characters at most."""
    extended: str
    """1500 characters at most; begins with the standard one."""


class CardJson(TypedDict):
    """A card that imggen wrote: where it is, what it is, its alt text in every tier, its facts, its warnings."""

    path: str
    """The picture."""
    alt_path: str
    """The alt text's own file."""
    width: int
    """In pixels."""
    height: int
    bytes: int
    card: str
    """The kind of card: duel, timeline, race."""
    theme: str
    lang: str
    """The language's code, BCP 47."""
    alt: TiersJson
    facts: FactsJson | list[FactsJson]
    """What the numbers say; a list, one item a subject, for a card of several."""
    hash: str
    """The SHA-256 of the facts, the same in any theme, language or size: it is in the picture too, as dc:identifier."""
    warnings: list[str]
    """What was drawn with a doubt, one sentence each."""
    version: str
    """imggen's own."""


def report(card: Card, picture: Path, alt: Path, size: int) -> CardJson:
    """A card as values that JSON has."""
    width, height = card.size
    return {
        "path": str(picture),
        "alt_path": str(alt),
        "width": width,
        "height": height,
        "bytes": size,
        "card": card.story.kind,
        "theme": card.theme,
        "lang": card.language,
        "alt": {"short": card.alt_text("short"), "standard": card.alt, "extended": card.alt_text("extended")},
        "facts": facts_as_json(card.facts),
        "hash": facts_hash(card.facts),
        "warnings": list(card.warnings),
        "version": VERSION,
    }


def mended_report(told: dict[str, Any], about: Metadata, picture: Path, alt: Path, size: int) -> dict[str, Any] | None:
    """What was told of a card, with the texts that were put into it since; None when it was told of another one."""
    if (Path(told["path"]).name, told["hash"], told["lang"]) != (picture.name, about.identifier, about.language):
        return None
    tiers = {"short": about.short, "standard": about.standard, "extended": about.extended}
    return {**told, "alt_path": str(Path(told["alt_path"]).with_name(alt.name)), "bytes": size, "alt": tiers}


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a report, with the words that stand beside its fields here."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    described = ConfigDict(use_attribute_docstrings=True, extra="forbid")
    for kind in (*(kind for name, kind in vars(facts_json).items() if name.endswith("Json")), TiersJson, CardJson):
        with_config(described)(kind)
    schema = TypeAdapter(CardJson).json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
