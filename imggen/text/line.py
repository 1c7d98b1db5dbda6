"""A line of words that are glyphs: measured, and ready to be put anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from imggen.scene import Box, Glyph, Picture
from imggen.text.style import TextStyle

if TYPE_CHECKING:
    from imggen.text.shape import Shaped


@dataclass(frozen=True, slots=True)
class SetLine:
    """Words set on one line from an origin on the baseline. Lengths are in scene units, y grows downwards."""

    words: str
    style: TextStyle
    width: float
    """The advance: where the next word would begin."""
    cap: float
    """The height of a capital of the first family."""
    ascent: float
    """How far the faces in use reach above the baseline."""
    descent: float
    """How far they reach below it."""
    ink: Box
    """The box around all outlines and pictures; a zero box when there are none."""
    shaped: Shaped
    """The same line in em."""
    density: float
    """Output pixels a unit, for the pictures."""

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs, placed from the origin."""
        return self.at(0.0, 0.0)

    def at(self, x: float, y: float) -> tuple[Glyph, ...]:
        """The glyphs, placed from an origin at `x`, `y`."""
        size = self.style.size
        return tuple(
            [Glyph(outline, x + dx * size, y + dy * size, size, number, face) for outline, dx, dy, number, face in self.shaped.glyphs]
        )

    @property
    def pictures(self) -> tuple[tuple[Picture, Box], ...]:
        """The colour emoji, each with its box relative to the origin."""
        if not self.shaped.emoji:
            return ()
        from imggen.text.emoji import picture

        size = self.style.size
        painted = ((*picture(face, glyph, size * self.density), x, y) for face, glyph, x, y in self.shaped.emoji)
        return tuple(
            (pixels, Box((box.left + x) * size, (box.top + y) * size, (box.right + x) * size, (box.bottom + y) * size))
            for pixels, box, x, y in painted
        )
