"""The ruler: it sets words on a line, and keeps count of what could not be drawn as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, normalize

from imggen.scene import Box
from imggen.text.bidi import base_level, turns
from imggen.text.degrading import Degraded, together
from imggen.text.face import FontFile
from imggen.text.fonts import FontSet
from imggen.text.line import SetLine
from imggen.text.shape import look, shaped
from imggen.text.style import TextStyle

__all__ = ["Degraded", "Ruler", "SetLine"]


class Ruler:
    """Sets words in one language. `density` is how many output pixels a unit is: it only makes colour emoji crisp."""

    def __init__(self, fonts: FontSet, *, language: str = "en", direction: str = "ltr", density: float = 1.0) -> None:
        self.fonts, self.language, self.direction, self.density = fonts, language, direction, density
        self._degraded: dict[str, Degraded] = {}

    @property
    def degraded(self) -> tuple[Degraded, ...]:
        """What was not drawn as it was written, every cluster once; what was replaced alike, and is cured alike, together."""
        return together(self._degraded.values())

    def set(self, words: str, style: TextStyle, *, direction: str = "") -> SetLine:
        """Set words on one line. `direction` (`ltr`, `rtl`) is for a line cut out of a longer text; else the words decide.

        Raises InputError for an unknown family.
        """
        base = int((direction or self.direction_of(words)) == "rtl")
        found = shaped(self.fonts, self.language, base, words, look(style))
        for one in found.degraded:
            self._degraded.setdefault(one.text, one)
        size, ink = style.size, found.ink
        box = Box(ink.left * size, ink.top * size, ink.right * size, ink.bottom * size)
        measures = (found.width * size, found.cap * size, found.ascent * size, found.descent * size)
        return SetLine(words, style, *measures, box, found, self.density)

    def direction_of(self, words: str) -> str:
        """How a text as a whole runs: `ltr` without right-to-left letters; with them the card's `rtl`, else as they begin."""
        if not turns(words):
            return "ltr"
        return "rtl" if self.direction == "rtl" or base_level(words) else "ltr"

    def settle(self, families: tuple[str, ...], strings: Iterable[str]) -> tuple[str, ...]:
        """The families in the order to use for a card that shows these strings.

        The first family that has every letter of all of them goes first, so that a card is not set in two voices. The
        first family of the fallback chain may be it. Letters that none of these has are left to others.
        """
        letters = _letters(tuple(strings))
        if all(map(self._file(families[0]).has, letters)):
            return families
        candidates = {name: self._file(name) for name in (*families, *self.fonts.fallback[:1])}
        known = [code for code in letters if any(file.has(code) for file in candidates.values())]
        first = next((name for name, file in candidates.items() if all(map(file.has, known))), families[0])
        return tuple(dict.fromkeys((first, *families)))

    def _file(self, family: str) -> FontFile:
        return self.fonts.family(family).face(400, self.language).file


@lru_cache(16)
def _letters(strings: tuple[str, ...]) -> frozenset[int]:
    """The code points of all letters and marks, except letters in disguise such as 𝕏."""
    characters = set(normalize("NFC", "".join(strings)))
    return frozenset(ord(one) for one in characters if category(one)[0] in "LM" and normalize("NFKC", one) == one)
