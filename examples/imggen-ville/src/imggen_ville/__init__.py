"""A theme and a kind of card for imggen."""

from pathlib import Path

VILLE = Path(__file__).parent / "ville"
"""The folder of the theme."""
