"""Words become glyphs: chosen, shaped by HarfBuzz and placed, in em, so that one shaping serves every size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from imggen.errors import InputError
from imggen.scene import Box, Outline
from imggen.text.coverage import Chain
from imggen.text.degrading import Degraded, legible, report
from imggen.text.emoji import extents
from imggen.text.face import Face
from imggen.text.fonts import FontSet
from imggen.text.outlines import outline
from imggen.text.runs import LATIN, Run, itemise
from imggen.text.style import TextStyle
from imggen.text.words import is_plain, tidy

_DIGITS = frozenset("0123456789")
_NARROW, _THIN = "\u202f", "\u2009"
_SPACES = frozenset((_NARROW, _THIN))
_NO_LIGATURES = {"liga": False, "clig": False}
_MOST_GLYPHS = 20
"""How many glyphs a font of words needs for a character, at most."""
_MOST_POINTS = 100_000, 200
"""How many points a line may have, and how many more for each of its characters."""
_BOLD = 700
"""From which weight on Arabic is large enough as it is: titles and counts."""
_CONNECTED = {"Arab", "Syrc", "Mand", "Mong", "Nkoo", "Phag", "Adlm", "Rohg", "Sogd", "Deva", "Beng", "Guru"}
"""Scripts that letter-spacing would take apart."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line in em, y down, from its origin on the baseline."""

    width: float
    cap: float
    ascent: float
    descent: float
    ink: Box
    glyphs: tuple[tuple[Outline, float, float, int, str], ...]
    """Outline, x, y, glyph number and face name."""
    emoji: tuple[tuple[Face, int, float, float], ...]
    """Face, glyph number, x and y."""
    degraded: tuple[Degraded, ...]


class Look(NamedTuple):
    """What of a style changes the shape of words, and not their size alone."""

    families: tuple[str, ...]
    weight: int
    tracking: float
    tabular: bool


def look(style: TextStyle) -> Look:
    """The style without its size."""
    return Look(style.families, style.weight, style.tracking, style.tabular)


@lru_cache(1024)
def shaped(fonts: FontSet, language: str, base: int, words: str, wanted: Look) -> Shaped:
    """Words on one line of a text that runs from left to right (`base` 0) or from right to left (1).

    Raises InputError for a font that is broken in a way that only shows when it is used.
    """
    chain = fonts.chain(wanted.families, wanted.weight, language)
    text = tidy(words)
    degraded: tuple[Degraded, ...] = ()
    if not base and is_plain(text) and chain.plain(text):
        runs = [Run(chain.primary, 0, len(text), 0, LATIN)] if text else []
    else:
        text, degraded = legible(text, chain)
        runs = itemise(text, chain, base)
    return _Setter(text, language, wanted, chain, degraded).set(runs)


class _Setter:
    """Puts the glyphs of runs one after the other."""

    def __init__(self, text: str, language: str, wanted: Look, chain: Chain, degraded: tuple[Degraded, ...]) -> None:
        self.text, self.language, self.wanted, self.chain, self.degraded = text, language, wanted, chain, list(degraded)
        self.measured = _SPACES | _DIGITS if wanted.tabular else _SPACES
        self.points, self.most_points = 0, _MOST_POINTS[0] + _MOST_POINTS[1] * len(text)
        self.joined = {"tnum": True} if wanted.tabular else None
        self.features = {**(self.joined or {}), **_NO_LIGATURES}
        self.x = 0.0
        self.gap = 0.0  # the tracking that is due before the next cluster
        self.boxes: list[tuple[float, float, float, float]] = []
        self.glyphs: list[tuple[Outline, float, float, int, str]] = []
        self.emoji: list[tuple[Face, int, float, float]] = []

    def set(self, runs: list[Run]) -> Shaped:
        """All of them, from left to right."""
        points = [ord(character) for character in self.text]
        for run in runs:
            self._run(run, points)
        primary = self.chain.primary
        reaches = [run.face.extent for run in runs if not run.face.file.coloured] or [primary.extent]
        return Shaped(
            self.x,
            primary.cap,
            max(ascent for ascent, _ in reaches),
            max(descent for _, descent in reaches),
            _around(self.boxes),
            tuple(self.glyphs),
            tuple(self.emoji),
            tuple(self.degraded),
        )

    def _run(self, run: Run, points: list[int]) -> None:
        face = run.face.larger if run.script == "Arab" and self.wanted.weight < _BOLD else run.face
        tracking = 0.0 if run.script in _CONNECTED else self.wanted.tracking
        buffer = hb.Buffer()
        buffer.add_codepoints(points, run.start, run.end - run.start)
        buffer.direction = "rtl" if run.level % 2 else "ltr"
        buffer.script = run.script or LATIN
        buffer.language = self.language
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(face.font, buffer, self.features if tracking else self.joined)
        found = buffer.glyph_infos or []
        if len(found) > _MOST_GLYPHS * (run.end - run.start + 1):
            raise _endless(face)
        self._place(face, found, buffer.glyph_positions or [], tracking)

    def _place(self, face: Face, infos: list[hb.GlyphInfo], positions: list[hb.GlyphPosition], tracking: float) -> None:
        """The glyphs of one run, one after the other. Written for speed: a card has thousands."""
        em, text, measured, before = face.em, self.text, self.measured, -1
        put = self._paint if face.file.coloured else self._draw
        x, gap = self.x, self.gap if tracking else 0.0
        for info, position in zip(infos, positions, strict=True):
            glyph, cluster = info.codepoint, info.cluster
            if cluster != before:
                x += gap
                gap, before = tracking, cluster
            right, up, advance, _ = position.position
            advance, moved = advance * em, right * em
            if advance and (character := text[cluster]) in measured:
                advance, shifted = self._cell(face, glyph, character, advance)
                moved += shifted
            if glyph:
                put(face, glyph, x + moved, -up * em)
            else:
                self.degraded.append(report((character,), "left out"))
            x += advance
        self.x, self.gap = x, gap

    def _cell(self, face: Face, glyph: int, character: str, advance: float) -> tuple[float, float]:
        """How much room a glyph takes, and how far it is moved in it."""
        if character in _DIGITS:
            return face.digit_cell, (face.digit_cell - face.width(glyph)) / 2
        return (face.narrow if character == _NARROW or ord(_THIN) not in face.file.coverage else advance), 0.0

    def _paint(self, face: Face, glyph: int, x: float, y: float) -> None:
        left, top, right, bottom = extents(face, glyph)
        self.emoji.append((face, glyph, x, y))
        self.boxes.append((left + x, top + y, right + x, bottom + y))

    def _draw(self, face: Face, glyph: int, x: float, y: float) -> None:
        drawn, (left, top, right, bottom) = outline(face, glyph)
        if not drawn.codes:
            return
        self.points += len(drawn.codes)
        if self.points > self.most_points:
            raise _endless(face)
        self.glyphs.append((drawn, x, y, glyph, face.name))
        self.boxes.append((left + x, top + y, right + x, bottom + y))


def _endless(face: Face) -> InputError:
    return InputError("not a usable font: it makes far too much of these words", str(face.file.path), "use another font")


def _around(boxes: list[tuple[float, float, float, float]]) -> Box:
    if not boxes:
        return Box(0.0, 0.0, 0.0, 0.0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
