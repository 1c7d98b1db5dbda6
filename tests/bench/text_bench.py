"""Measure what words cost: `python tests/bench/text_bench.py [--json]`.

Milliseconds of CPU in this process: opening every font that comes with imggen and reading what it covers, and shaping and placing
30 runs in many scripts, with emoji, on a card when others have been drawn before: nothing is kept of the words, only of the fonts.
The figures to keep: at most 10 for the fonts and 6 for the words.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable

from imggen.text import shape
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

WORDS = (
    "Le Mastodonte n’est plus sous X\u202f!",
    "5\u202f876 contre 5\u202f832",
    "@lelibreedu@mastodon.mim-libre.fr",
    "العربية: تجاوز مستودون 5,876 (+12%)",
    "שלום Mastodon, שָׁלוֹם 5,876!",
    "क्षत्रिय हिन्दी ५८७६ ज्ञ श्री",
    "ภาษาไทยง่ายนิดเดียว ๕๘๗๖",
    "Привет, мир! Ёжик и 𝕏",
    "マストドンが追い越しました。 Bravo 🐘",
    "Việt Nam: 👩‍💻 đã vượt quá 🇫🇷",
)
COUNT = 30


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU that a piece of work takes."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


def open_fonts() -> int:
    """Open every font file anew and read what it covers."""
    files = [file for family in vendored.__wrapped__().families.values() for file in family.files if file.place and not file.package]
    return sum(len(file.coverage) for file in files)


def set_words(card: int) -> None:
    """Shape and place the words of one card, which no other card has."""
    ruler = Ruler(vendored(), language="fr", density=4 / 3)
    for number in range(COUNT):
        style = TextStyle(("Grandstander", "Shantell Sans", "Baloo Bhaijaan 2"), 600 + 100 * (number % 3), 24.0)
        line = ruler.set(f"{WORDS[number % len(WORDS)]} {card}{number}", style)
        line.at(10.0, 20.0)


def measure(rounds: int) -> dict[str, float]:
    """The two figures, each the least of some rounds: what else runs on the machine can only add to it."""
    fonts = min(cpu(open_fonts) for _ in range(rounds))
    for card in range(5):
        set_words(card)
    shape.shaped.cache_clear()
    words = min(cpu(lambda card=card: set_words(card)) for card in range(10, 10 + rounds))
    if shape.shaped.cache_info().hits:
        raise SystemExit("some words were kept: they were not shaped")
    return {"opening the fonts": fonts, "shaping and placing 30 runs": words}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=100, help="how often each is done (default 100)")
    asked = parser.parse_args()
    figures = measure(asked.rounds)
    rows = "\n".join(f"{what}: {milliseconds:.2f} ms of CPU" for what, milliseconds in figures.items())
    sys.stdout.write((json.dumps(figures, indent=2) if asked.json else rows) + "\n")


if __name__ == "__main__":
    main()
