"""Confetti: bars, discs, triangles and ribbons, strewn evenly. Geometry, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin
from random import Random
from typing import NamedTuple

from imggen.art.patch import Point, discs, rings
from imggen.art.wobble import smooth
from imggen.scene import Box, Outline

APART = 47.0
"""How far apart two pieces are at least, in units."""
_TRIES = 24
_KINDS = (("bar", 0.46), ("disc", 0.66), ("triangle", 0.84), ("ribbon", 1.0))
"""Up to which share of all pieces each kind comes (SPEC section 7)."""


class Piece(NamedTuple):
    """One piece of confetti."""

    outline: Outline
    ribbon: bool
    """Whether it is a line, not a shape to be filled."""


@lru_cache(maxsize=32)
def confetti(room: Box, clear: tuple[Box, ...], around: Box, seed: str) -> tuple[Piece, ...]:
    """Pieces strewn over a room, never nearer to each other than `APART`, outside the boxes and the rounded middle of `around`."""
    hand = Random(seed)  # noqa: S311 - for looks
    return tuple(_piece(x, y, hand) for x, y in _strewn(room, clear, around, hand))


def _strewn(room: Box, clear: Sequence[Box], around: Box, hand: Random) -> list[Point]:
    """Places by dart throwing: each is tried at random and kept when nothing is near (Poisson-disc sampling)."""
    found: list[Point] = []
    for _ in range(round(_TRIES * room.width * room.height / APART**2)):
        x, y = hand.uniform(room.left, room.right), hand.uniform(room.top, room.bottom)
        reach = Box(x, y, x, y).grown(16)
        if _within(x, y, around) or any(reach.overlaps(box) for box in clear):
            continue
        if all(hypot(x - other[0], y - other[1]) >= APART for other in found):
            found.append((x, y))
    return found


def _within(x: float, y: float, around: Box) -> bool:
    """Whether a place is in a superellipse around a box's middle: an animal fills more of its box than an ellipse does."""
    a, b = around.width / 2 + 12, around.height / 2 + 12
    return hypot(abs((x - around.middle[0]) / a) ** 1.25, abs((y - around.middle[1]) / b) ** 1.25) < 1


def _piece(x: float, y: float, hand: Random) -> Piece:
    chance, size, turn = hand.random(), hand.uniform(10, 21), hand.uniform(0, 2 * pi)
    kind = next(kind for kind, share in _KINDS if chance <= share)

    def placed(points: Sequence[Point]) -> list[Point]:
        return [(x + size * (a * cos(turn) - b * sin(turn)), y + size * (a * sin(turn) + b * cos(turn))) for a, b in points]

    match kind:
        case "bar":
            return Piece(rings((placed(((-0.6, -0.32), (0.6, -0.32), (0.6, 0.32), (-0.6, 0.32))),)), ribbon=False)
        case "disc":
            return Piece(discs(((x, y, 0.36 * size),)), ribbon=False)
        case "triangle":
            return Piece(rings((placed(((0.0, -0.5), (0.5, 0.42), (-0.5, 0.42))),)), ribbon=False)
    wave = placed(((-1.25, 0.1), (-0.7, -0.32), (0.0, 0.0), (0.7, 0.32), (1.25, -0.1)))
    return Piece(smooth(wave, closed=False), ribbon=True)
