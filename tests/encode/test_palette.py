"""A flat card in few colours can't be told from the original; what can't be shown in few is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hand_card import hand_card
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import campaign

from imggen.encode.cutting import cut
from imggen.encode.palette import LEAST_FIDELITY, LEAST_OF_MANY, Indexed, reduce_colours
from imggen.paint.agg import paint
from imggen.paint.pixels import Pixels
from imggen.pipeline import make_card
from imggen.request import Request


def pixels_of(rgb: np.ndarray) -> Pixels:
    rgba = np.full((*rgb.shape[:2], 4), 255, np.uint8)
    rgba[..., :3] = rgb
    return Pixels(rgb.shape[1], rgb.shape[0], rgba)


def errors(pixels: Pixels, indexed: Indexed) -> np.ndarray:
    return np.abs(indexed.colours[indexed.indices].astype(int) - pixels.rgba[..., :3])


def fidelity(pixels: Pixels, indexed: Indexed) -> float:
    """Peak signal to noise ratio in decibels, reckoned from the pixels."""
    noise = (errors(pixels, indexed).astype(float) ** 2).mean()
    return float(10 * np.log10(255**2 / noise)) if noise else float("inf")


@pytest.mark.parametrize("scale", [1.0, 4 / 3, 2.0])
def test_a_card_keeps_fifty_decibels_and_no_pixel_is_far_off(scale: float) -> None:
    card = paint(hand_card(7, scale=scale))
    indexed = reduce_colours(card)
    assert indexed is not None
    assert fidelity(card, indexed) >= LEAST_FIDELITY
    assert errors(card, indexed).max() <= 32
    assert (errors(card, indexed).max(axis=2) > 16).mean() < 1e-4


def test_flat_inks_are_kept_exactly() -> None:
    """Also where two of them are as near as paper and tint, or lie in one cell with a smoothed edge."""
    rgb = np.full((100, 400, 3), 255, np.uint8)
    for i, ink in enumerate([(254, 254, 255), (250, 249, 252), (236, 234, 241), (100, 64, 222), (99, 64, 221), (0, 0, 0)]):
        rgb[10 + 12 * i : 20 + 12 * i, 30:300] = ink
    rgb[50, 350] = (253, 253, 253)
    card = pixels_of(rgb)
    indexed = reduce_colours(card)
    assert indexed is not None
    assert errors(card, indexed)[:, :340].max() == 0


def test_a_ramp_of_smoothed_edges_between_two_inks_needs_few_colours() -> None:
    ramp = np.linspace(255, 0, 256).astype(np.uint8)
    rgb = np.full((300, 600, 3), 255, np.uint8)
    rgb[100:110, 100:356] = ramp[:, None]
    card = pixels_of(rgb)
    indexed = reduce_colours(card)
    assert indexed is not None
    assert len(indexed.colours) < 64
    assert fidelity(card, indexed) >= LEAST_FIDELITY


def test_a_photo_is_left_alone() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (200, 200, 3), np.uint8)
    assert reduce_colours(pixels_of(noise)) is None


def test_a_wide_gradient_is_left_alone() -> None:
    """It could be shown in 256 colours, and would show their steps."""
    x, y = np.meshgrid(np.linspace(0, 255, 640), np.linspace(0, 255, 360))
    assert reduce_colours(pixels_of(np.stack([x, y, 255 - x], axis=2).astype(np.uint8))) is None


def test_less_fidelity_takes_fewer_colours() -> None:
    card = paint(hand_card())
    fine, rough = reduce_colours(card), reduce_colours(card, 40)
    assert fine is not None
    assert rough is not None
    assert len(rough.colours) < len(fine.colours)
    assert fidelity(card, rough) >= 40


COLOUR = st.tuples(*[st.integers(0, 255)] * 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(COLOUR, min_size=1, max_size=400), st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_any_picture_is_shown_well_or_not_at_all(colours: list[tuple[int, int, int]], width: int, seed: int) -> None:
    chosen = np.random.default_rng(seed).integers(0, len(colours), (20, width))
    card = pixels_of(np.array(colours, np.uint8)[chosen])
    indexed = reduce_colours(card)
    if indexed is None:
        assert len(set(colours)) > 100
    else:
        assert indexed.indices.shape == (20, width)
        assert 0 < len(indexed.colours) <= 256
        assert fidelity(card, indexed) >= LEAST_OF_MANY


@pytest.mark.parametrize("size", ["landscape", "800x450"])
def test_an_illustration_keeps_its_inks_and_is_hardly_off_at_the_edges(size: str) -> None:
    card = paint(make_card(campaign("2023-09-02"), Request(card="duel", theme="papier", size=size)).scene)
    indexed = reduce_colours(card)
    assert indexed is not None
    assert fidelity(card, indexed) >= LEAST_OF_MANY
    assert (errors(card, indexed).max(axis=2) > 0).mean() < 0.15
    assert (errors(card, indexed).max(axis=2) > 16).mean() < 1e-3


WEIGHED = st.tuples(*[st.integers(0, 255)] * 3, st.integers(1, 10**6))


@given(st.lists(WEIGHED, max_size=60, unique_by=lambda row: row[:3]), st.integers(1, 40))
def test_a_cut_gives_every_colour_a_cell_of_its_own_while_there_is_room(rows: list[tuple[int, ...]], most: int) -> None:
    table = np.array(rows, np.int64).reshape(-1, 4).T
    cell = cut(table[:3], table[3], most)
    assert len(cell) == len(rows)
    assert len(set(cell.tolist())) == min(len(rows), most)
    assert set(cell.tolist()) == set(range(min(len(rows), most)))


def test_the_same_picture_gives_the_same_palette() -> None:
    first, second = (reduce_colours(paint(hand_card(3))) for _ in range(2))
    assert first is not None
    assert second is not None
    assert (first.colours == second.colours).all()
    assert (first.indices == second.indices).all()
