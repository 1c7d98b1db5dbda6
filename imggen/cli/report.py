"""What `--json` prints of a card that was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imggen import __version__
from imggen.card import Card
from imggen.facts_json import facts_as_json
from imggen.wording.alt import LIMITS


def report(card: Card, picture: Path, alt: Path, size: int) -> dict[str, Any]:
    """A card as values that JSON has: where it is, what it is, its alt text in every tier, its facts, its warnings."""
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
        "alt": {tier: card.alt_text(tier) for tier in LIMITS},
        "facts": facts_as_json(card.facts),
        "warnings": list(card.warnings),
        "version": __version__,
    }
