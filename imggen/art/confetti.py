"""Confetti: bars, discs, triangles and ribbons, strewn evenly. Geometry, no colours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin
from random import Random
from typing import NamedTuple

from imggen.art.drawing import Drawing
from imggen.art.patch import Point, discs, rings
from imggen.art.silhouette import is_near
from imggen.art.wobble import smooth
from imggen.scene import Box, Outline

APART = 47.0
"""How far apart two pieces are at least, in units."""
_TRIES, _PATIENCE = 24, 40
"""How many places are tried in the room of each piece, and after how many a long piece gives way to one that may fit."""
_KINDS = (("bar", 0.46), ("disc", 0.66), ("triangle", 0.84), ("ribbon", 1.0))
"""Up to which share of all pieces each kind comes (SPEC section 7)."""
_SIZES = (10.0, 21.0)
_EDGE = 4.0
"""How far the line around a piece, or the half of a ribbon's breadth, may reach, in units."""
_REACHES = {kind: share * _SIZES[1] + _EDGE for kind, share in (("bar", 0.68), ("disc", 0.36), ("triangle", 0.66), ("ribbon", 1.26))}
_OFF = 12.0
"""How far a whole piece keeps from a drawing, in units."""


class Piece(NamedTuple):
    """One piece of confetti."""

    outline: Outline
    ribbon: bool
    """Whether it is a line, not a shape to be filled."""


class Look(NamedTuple):
    """What a piece looks like before it has a place."""

    kind: str
    size: float
    turn: float

    @property
    def reach(self) -> float:
        """How far a piece of its kind may reach from its middle, in units: one number a kind, so that few are asked for."""
        return _REACHES[self.kind]


@lru_cache(maxsize=32)
def confetti(room: Box, clear: tuple[Box, ...], drawing: Drawing, placed: Box, seed: str) -> tuple[Piece, ...]:
    """Pieces strewn over a room, their middles never nearer to each other than `APART`, whole outside the boxes and off a drawing.

    `placed` is the box in which the drawing stands.
    """
    hand = Random(seed)  # noqa: S311 - for looks
    return tuple(_piece(x, y, look) for x, y, look in _strewn(room, clear, (drawing, placed), hand))


def _strewn(room: Box, clear: Sequence[Box], figure: tuple[Drawing, Box], hand: Random) -> list[tuple[float, float, Look]]:
    """Pieces by dart throwing: each is tried at random places and stays where nothing is near (Poisson-disc sampling)."""
    found: list[tuple[float, float, Look]] = []
    look = _next(hand)
    for dart in range(1, 1 + round(_TRIES * room.width * room.height / APART**2)):
        if dart % _PATIENCE == 0:
            look = _next(hand)
        x, y = hand.uniform(room.left, room.right), hand.uniform(room.top, room.bottom)
        around = Box(x, y, x, y).grown(max(16, look.reach))
        if any(hypot(x - other[0], y - other[1]) < APART for other in found) or any(around.overlaps(box) for box in clear):
            continue
        if not is_near(*figure, x, y, look.reach + _OFF):
            found.append((x, y, look))
            look = _next(hand)
    return found


def _next(hand: Random) -> Look:
    chance = hand.random()
    return Look(next(kind for kind, share in _KINDS if chance <= share), hand.uniform(*_SIZES), hand.uniform(0, 2 * pi))


def _piece(x: float, y: float, look: Look) -> Piece:
    kind, size, turn = look

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
