"""Before anything is drawn: which face draws which part of a text, and what would not be drawn as it is written."""

from __future__ import annotations

from dataclasses import dataclass

from imggen.text.clusters import script_of
from imggen.text.coverage import Chain
from imggen.text.degrading import Degraded, legible, together
from imggen.text.face import Face
from imggen.text.runs import runs_of
from imggen.text.words import tidy


@dataclass(frozen=True, slots=True)
class DrawnRun:
    """A part of a text that one face draws, in one direction, in the order in which it is read."""

    text: str
    face: Face
    script: str
    """An ISO 15924 code; empty for signs, digits and emoji."""
    direction: str


def preflight(text: str, chain: Chain, base: int) -> tuple[tuple[DrawnRun, ...], tuple[Degraded, ...]]:
    """The runs of a line in reading order, and what would be drawn otherwise than it is written, each once.

    `base` is 0 for a line that runs from left to right, 1 for one from right to left.
    """
    written, degraded = legible(tidy(text), chain)
    runs = (
        DrawnRun(shown := written[run.start : run.end], run.face, run.script or script_of(shown), "rtl" if run.level % 2 else "ltr")
        for run in runs_of(written, chain, base)
    )
    return tuple(runs), together({one.text: one for one in degraded}.values())
