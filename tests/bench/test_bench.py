"""The benchmark measures what it says, and its card keeps the figures that do not depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("resource")

import PIL.Image
from bench import DRAW, NAMES, ROWS, readings, table


@pytest.mark.parametrize("card", [0, 41])
def test_the_benchmark_card_has_at_most_35_kilobytes(card: int) -> None:
    assert len(DRAW["imggen"](card)) <= 35_000


def test_both_draw_a_picture_of_the_same_size() -> None:
    sizes = [PIL.Image.open(BytesIO(DRAW[name](0))).size for name in NAMES]
    assert sizes == [(1200, 675)] * 2


def test_the_illustrated_card_is_drawn_large_and_stays_small() -> None:
    data = DRAW["illustrated"](0)
    assert PIL.Image.open(BytesIO(data)).size == (1600, 900)
    assert len(data) <= 150_000


def test_the_readings_cross_once_and_differ_from_card_to_card() -> None:
    for card in range(0, 600, 50):
        ahead = [ours > theirs for (_, ours), (_, theirs) in zip(*readings(card).values(), strict=True)]
        assert ahead == sorted(ahead)
        assert ahead[-1]
    assert readings(1) != readings(2)


@pytest.mark.whole
def test_the_bench_prints_all_its_figures() -> None:
    bench = Path(__file__).with_name("bench.py")
    command = [sys.executable, str(bench), "--rounds", "1", "--long", "10", "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert all(0 < figure["ratio"] < 1.5 for figure in result["figures"].values())
    assert table(result).count("\n| ") == len(ROWS)
