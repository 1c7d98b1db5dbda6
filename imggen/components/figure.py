"""A count or a change: its number, and the word that it is rounded small beside it, so that the number keeps its size."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from imggen.stage import FACT, Stage
from imggen.story import Change, Count, Percent
from imggen.text.fit import shared_size
from imggen.text.line import SetLine, SideBySide

_PART, _LARGEST, _BESIDE = 0.34, 0.2, 0.07
"""The size of a word beside a number, the same of one larger than names, and what is left between them, in sizes of the number."""
_WORD = re.compile(r"(?<=\d)(?:\u00a0?[^\d\sA-Za-z.,]+|\u00a0\w{3,}\.?)\Z")
"""What says that a number in three digits is of millions, where it is no sign as `M` and `Md` are: `Mio.`, `مليون`, `万`."""
_FINENESS = 4
"""How many sizes are tried in a unit."""


class Figure(NamedTuple):
    """What is written of a count or a change."""

    before: str
    """What says before the number that it is rounded; empty where nothing does."""
    number: str
    after: str
    """What says so after it, and the word for its millions in a language that has no sign for them."""

    @property
    def words(self) -> str:
        """All of it."""
        return "".join(self)


def figure(stage: Stage, value: Count | Change, *, compact: bool = False) -> Figure:
    """What is written of a count or a change, in full or in three digits."""
    said = _compact(stage, value) if compact else stage.words(replace(value, about=False))
    before, _, after = stage.voice.about(said, value.about).partition(said)
    word = _WORD.search(said) if compact else None
    return Figure(before, said[: word.start()], word.group() + after) if word else Figure(before, said, after)


def percentage(stage: Stage, value: Percent) -> Figure:
    """What is written of a percentage, with the words that say it is none exactly."""
    said, exact = stage.words(value), stage.words(replace(value, bound=""))
    before, found, after = said.partition(exact)
    return Figure(before, exact, after) if found else Figure("", said, "")


def _compact(stage: Stage, value: Count | Change) -> str:
    digits = stage.voice.compact(Count(abs(value.number)))
    if isinstance(value, Count) or not value.number:
        return digits
    return stage.voice.message("value.more" if value.number > 0 else "value.fewer").fill(count=digits)


def fitting_figure(stage: Stage, count: Count, kind: str, width: float, least: float) -> Figure:
    """A count in full where it fits the width at the least size, else in three digits: never cut off."""
    exact = figure(stage, count)
    return exact if set_figure(stage, exact, kind, least).width <= width else figure(stage, count, compact=True)


def set_figure(stage: Stage, of: Figure, kind: str, size: float) -> SetLine | SideBySide:
    """A figure on one line, its number of that size; a word beside it stands on the side that its language writes it."""
    number = stage.set(of.number, kind, size)
    if not of.before and not of.after:
        return number
    parts, x = list[tuple[SetLine, float]](), 0.0
    for line in _in_order(stage, of, number, size):
        parts.append((line, x))
        x += line.width + _BESIDE * size
    return SideBySide(of.words, number.style, tuple(parts))


def _in_order(stage: Stage, of: Figure, number: SetLine, size: float) -> Iterator[SetLine]:
    """The parts from left to right. A word beside a number can be read in a thumbnail, and is as large as names, but beside the largest."""
    largest = max(stage.size("name"), _LARGEST * size)
    small = min(size, max(stage.readable("name", FACT), min(largest, _PART * size)))
    lines = [stage.set(of.before, "name", small), number, stage.set(of.after, "name", small)]
    written = [line for line in lines if line.words]
    yield from written if stage.voice.language.direction == "ltr" else reversed(written)


def shared_figure_size(stage: Stage, figures: Sequence[Figure], kind: str, most: float, width: float, least: float) -> float:
    """The one size at which every figure fits the width: at most `most`, at least `least` even if they don't."""
    plain = [of.number for of in figures if of.words == of.number]
    size = shared_size(stage.ruler, plain, stage.style(kind, most), width, least)
    for of in figures:
        if of.words != of.number:
            size = min(size, max(least, largest_size(partial(_width, stage, of, kind), size, width)))
    return size


def _width(stage: Stage, of: Figure, kind: str, size: float) -> float:
    return set_figure(stage, of, kind, size).width


def largest_size(wide: Callable[[float], float], most: float, width: float) -> float:
    """The largest size up to `most` at which what is so `wide` at a size fits the width; 0 where none does."""
    if wide(most) <= width:
        return most
    return bisect_right(range(1, int(most * _FINENESS) + 1), width, key=lambda size: wide(size / _FINENESS)) / _FINENESS
