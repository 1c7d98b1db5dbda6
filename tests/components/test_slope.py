"""The slope chart: each count stands at its point, and the drawing of now is no smaller than that of before."""

from __future__ import annotations

import pytest
from strategies import table

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Group, Path
from imggen.theme import themes

LOW = ("link", "800x418", "1500x500", "1024x768")


def draw(size: str, theme: str = "papier") -> Card:
    made = table(("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840))
    return make_card(made, Request(card="update", size=size, theme=theme, language="fr"))


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("size", LOW)
def test_a_count_far_from_the_other_one_is_level_with_its_point(size: str, theme: str) -> None:
    card = draw(size, theme)
    nodes = (placed.node for placed in card.scene.walk())
    points = [node.outline.box() for node in nodes if isinstance(node, Path) and node.role == "marker"]
    first = min(box.middle[0] for box in points)
    lowest = max(box.middle[1] for box in points if box.middle[0] < first + 1)
    said = next(text for text in card.scene.texts() if text.role == "number" and "2" in text.says[:1])
    assert abs(said.ink.middle[1] - lowest) < 3
    assert check_scene(card.scene) == ()


@pytest.mark.parametrize("size", [*LOW, "landscape", "square", "portrait"])
def test_the_animal_of_now_is_no_lower_than_that_of_before(size: str) -> None:
    before, now = (_height(node) for placed in draw(size).scene.walk() if isinstance(node := placed.node, Group) and node.role == "art")
    assert now > 0.95 * before


def _height(drawing: Group) -> float:
    boxes = [node.outline.box() for node in drawing.children if isinstance(node, Path)]
    return drawing.transform.d * (max(box.bottom for box in boxes) - min(box.top for box in boxes))
