"""A line of words that are glyphs: measured, and ready to be put anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
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


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Lines of several sizes on one baseline that are one text, to be put into place as a set line is."""

    words: str
    style: TextStyle
    """That of the main one."""
    parts: tuple[tuple[SetLine, float], ...]
    """Each line, none with emoji, and how far right of the origin it begins."""
    pictures: tuple[tuple[Picture, Box], ...] = ()

    @property
    def width(self) -> float:
        """The advance of all together."""
        return max(x + line.width for line, x in self.parts)

    @property
    def cap(self) -> float:
        """The height of the highest capital."""
        return max(line.cap for line, _ in self.parts)

    @property
    def ascent(self) -> float:
        """How far the faces in use reach above the baseline."""
        return max(line.ascent for line, _ in self.parts)

    @property
    def descent(self) -> float:
        """How far they reach below it."""
        return max(line.descent for line, _ in self.parts)

    @property
    def ink(self) -> Box:
        """The box around all outlines."""
        return reduce(Box.joined, (line.ink._replace(left=line.ink.left + x, right=line.ink.right + x) for line, x in self.parts))

    def at(self, x: float, y: float) -> tuple[Glyph, ...]:
        """The glyphs, placed from an origin at `x`, `y`."""
        return tuple(glyph for line, left in self.parts for glyph in line.at(x + left, y))
