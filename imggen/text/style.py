"""How words look before anybody knows which letters they have."""

from __future__ import annotations

from typing import NamedTuple


class TextStyle(NamedTuple):
    """Families to try in order, a weight and a size."""

    families: tuple[str, ...]
    weight: int
    """100 to 900, as in CSS."""
    size: float
    """In scene units."""
    tracking: float = 0.0
    """Room added between letters, in em; negative to tighten."""
    tabular: bool = False
    """Whether every digit is as wide as every other."""
