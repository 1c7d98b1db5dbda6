"""A flat picture in at most 256 colours that no eye tells from the original; nothing where that can't be had.

A card is a few flat inks and, along their smoothed edges, mixtures of two. The inks are kept exactly. The mixtures are gathered in
cells of luma and chroma, and each cell takes the mean of what fell into it. What that costs is measured, never assumed: where it is
too much, the cells that cost most are cut into finer ones. An illustration has mixtures of all kinds, and all colours to spare are
shared out over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imggen.encode.cutting import cut
from imggen.paint.pixels import Pixels

LEAST_FIDELITY = 50.0
"""Peak signal to noise ratio against the original, in decibels, under which a palette is not used."""
LEAST_OF_MANY = 45.0
"""The same for an illustration: what is off are the edges of its many small parts."""

_MANY = 6000
"""From so many distinct colours on a card is taken for an illustration."""
_MOST_COLOURS = 256
_MOST_INKS = 64
_MOST_DISTINCT = 20_000

Numbers = NDArray[np.int64]
Packed = NDArray[np.uint32]


class _Plan(NamedTuple):
    """How mixtures are gathered. Fewer and larger cells make a smaller file."""

    near: int
    """A cell whose mean is this close to an ink in every channel is given the ink."""
    grains: tuple[tuple[int, int], ...]
    """Widths of a cell in luma and in chroma, each half of the one before."""


_PLANS = _Plan(10, ((12, 20), (6, 10), (3, 5))), _Plan(-1, ((16, 24), (8, 12), (4, 6), (2, 3)))
"""The usual plan, and the one for pictures of many colours."""
_ROUGH = (_Plan(12, ((32, 48), (16, 24), (8, 12))),)
"""The plan for less than the usual fidelity."""


class Indexed(NamedTuple):
    """A picture by numbers."""

    indices: NDArray[np.uint8]
    """Height by width."""
    colours: NDArray[np.uint8]
    """Up to 256 rows of red, green and blue."""


class _Colours(NamedTuple):
    """Distinct colours of a picture."""

    channels: Numbers
    """Three rows: red, green, blue."""
    areas: Numbers
    """How many pixels each has."""

    def among(self, which: Numbers | NDArray[np.bool_]) -> _Colours:
        """Some of them."""
        return _Colours(self.channels[:, which], self.areas[which])

    def noise(self, shown: Numbers) -> NDArray[np.float64]:
        """The squared error of each colour, over all its pixels, where another is shown."""
        return np.asarray(((shown - self.channels) ** 2).sum(axis=0) * self.areas, np.float64)

    def means(self, cell: Numbers) -> Numbers:
        """The mean colour of each cell."""
        weights = np.bincount(cell, self.areas)
        means = np.stack([np.bincount(cell, self.areas * channel) / weights for channel in self.channels])
        return np.asarray(np.rint(means), np.int64)

    def cells(self, grain: tuple[int, int]) -> Numbers:
        """The cell that each colour falls into."""
        (red, green, blue), (luma, chroma) = self.channels, grain
        light = (2 * red + 5 * green + blue) >> 3
        return np.asarray((light // luma << 20) + ((blue - light) // chroma + 512 << 10) + (red - light) // chroma + 512, np.int64)


def reduce_colours(pixels: Pixels, fidelity: float = LEAST_FIDELITY) -> Indexed | None:
    """The picture in at most 256 colours, at that fidelity (in decibels) or better; None where it takes more.

    An illustration may be off a little more, down to LEAST_OF_MANY.
    """
    packed, lengths = _runs(pixels.rgba)
    distinct, which = _distinct(packed)
    if len(distinct) > _MOST_DISTINCT:
        return None
    areas = np.bincount(which, lengths, len(distinct)).astype(np.int64)
    colours = _Colours(distinct.view(np.uint8).reshape(-1, 4)[:, :3].T.astype(np.int64), areas)
    long = np.flatnonzero(np.bincount(which[lengths >= max(8, pixels.width // 50)]))  # np.unique alone imports numpy.ma
    inks = long[np.argsort(-areas[long], kind="stable")][:_MOST_INKS]
    most = 255**2 * 3 * len(pixels.rgba) * pixels.width / 10 ** (fidelity / 10)
    for numbers, palette in _tried(colours, inks, fidelity, most):
        if palette.shape[1] <= _MOST_COLOURS and colours.noise(palette[:, numbers]).sum() <= most:
            break
    else:
        numbers, palette = _shared_out(colours, inks)
        if colours.noise(palette[:, numbers]).sum() > most * 10 ** (max(0.0, fidelity - LEAST_OF_MANY) / 10):
            return None
    indices = np.repeat(numbers.astype(np.uint8)[which], lengths).reshape(pixels.height, pixels.width)
    return Indexed(indices, palette.T.astype(np.uint8))


def _tried(colours: _Colours, inks: Numbers, fidelity: float, most: float) -> Iterator[tuple[Numbers, Numbers]]:
    """What each plan makes of it; nothing for an illustration at the usual fidelity, which none of them gives it."""
    if fidelity < LEAST_FIDELITY or len(colours.areas) < _MANY:
        for plan in _PLANS if fidelity >= LEAST_FIDELITY else _ROUGH:
            yield _gathered(colours, inks, plan, most)


def _shared_out(colours: _Colours, inks: Numbers) -> tuple[Numbers, Numbers]:
    """The number of each colour in the palette, and the palette: the inks, then all the mixtures there is room for."""
    numbers = np.empty(len(colours.areas), np.int64)
    numbers[inks] = np.arange(len(inks))
    others = np.delete(np.arange(len(numbers)), inks)
    mixtures = colours.among(others)
    cell = cut(mixtures.channels, mixtures.areas, _MOST_COLOURS - len(inks))
    numbers[others] = len(inks) + cell
    return numbers, np.concatenate((colours.channels[:, inks], mixtures.means(cell)), axis=1)


def _runs(rgba: NDArray[np.uint8]) -> tuple[Packed, Numbers]:
    """The picture as runs of equal pixels, row after row: the colour of each, packed, and its length."""
    packed = rgba.view(np.uint32).ravel()
    change = np.empty(len(packed), np.bool_)
    change[0] = True
    np.not_equal(packed[1:], packed[:-1], out=change[1:])
    starts = change.nonzero()[0]
    lengths = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1] = len(packed) - starts[-1]
    return packed[starts], lengths


def _distinct(packed: Packed) -> tuple[Packed, Numbers]:
    """Each value once, and which of them each one is. By hashing, because sorting takes four times as long."""
    order = np.arange(len(packed))
    slots = (packed * np.uint32(0x9E3779B1)) >> np.uint32(16)
    owners = np.empty(1 << 16, np.int64)
    owners[slots] = order
    owner = owners[slots]
    clash = packed[owner] != packed
    firsts = np.flatnonzero(owner == order)
    number = np.empty(len(packed), np.int64)
    number[firsts] = np.arange(len(firsts))
    which = number[owner]
    others, which_other = np.unique(packed[clash], return_inverse=True)
    which[clash] = len(firsts) + which_other
    return np.concatenate((packed[firsts], others)), which


def _gathered(colours: _Colours, inks: Numbers, plan: _Plan, most: float) -> tuple[Numbers, Numbers]:
    """The number of each colour in the palette, and the palette: the inks, then the mixtures, their noise at `most` where possible."""
    numbers = np.empty(len(colours.areas), np.int64)
    numbers[inks] = np.arange(len(inks))
    flat = colours.channels[:, inks]
    others = np.delete(np.arange(len(numbers)), inks)
    mixtures = colours.among(others)
    cell = _counted(mixtures.cells(plan.grains[0]))
    ink = _near_inks(mixtures.means(cell), flat, plan.near)[cell]
    near = ink >= 0
    numbers[others[near]] = ink[near]
    allowed = most - mixtures.among(near).noise(flat[:, ink[near]]).sum()
    mixtures, cell = mixtures.among(~near), _counted(cell[~near])
    for finer in plan.grains[1:]:
        if mixtures.noise(mixtures.means(cell)[:, cell]).sum() <= allowed:
            break
        cell = _refined(mixtures, cell, finer, allowed, _MOST_COLOURS - len(inks))
    numbers[others[~near]] = len(inks) + cell
    return numbers, np.concatenate((flat, mixtures.means(cell)), axis=1)


def _near_inks(means: Numbers, flat: Numbers, near: int) -> Numbers:
    """The ink that each mean is close to, or -1."""
    if flat.shape[1] == 0:
        return np.full(means.shape[1], -1)
    distance = np.abs(means[:, :, None] - flat[:, None]).max(axis=0)
    return np.where(distance.min(axis=1) <= near, distance.argmin(axis=1), -1)


def _refined(mixtures: _Colours, cell: Numbers, grain: tuple[int, int], most: float, room: int) -> Numbers:
    """The cells, the ones where it pays most cut into finer ones: no more than it takes to get under `most`, or there is room for."""
    _, first, finer = np.unique((cell << 32) + mixtures.cells(grain), return_index=True, return_inverse=True)
    noise = np.bincount(cell, mixtures.noise(mixtures.means(cell)[:, cell]))
    gain = noise - np.bincount(cell, mixtures.noise(mixtures.means(finer)[:, finer]))
    more = np.bincount(cell[first]) - 1
    order = np.argsort(-gain / np.maximum(more, 1), kind="stable")
    needed = noise.sum() - np.cumsum(gain[order]) + gain[order] > most
    cut = np.zeros(len(noise), np.bool_)
    cut[order] = needed & (len(noise) + np.cumsum(more[order]) <= room)
    return _counted(np.where(cut[cell], len(noise) + finer, cell))


def _counted(cell: Numbers) -> Numbers:
    """The cells numbered from 0 without gaps."""
    return np.unique(cell, return_inverse=True)[1]
