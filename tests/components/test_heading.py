"""Titles beside an animal: large where there is room, on three lines before they are cut."""

from __future__ import annotations

import pytest
from strategies import campaign

from imggen.checking.scene_check import check_scene
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Node, Text
from imggen.story import Choices

LONG = "Le ministère avait dit qu’il y réfléchirait : Mastodon est désormais devant X !"


def titled(asked: Request) -> list[Text]:
    """The words of a victory's title; its scene has no fault."""
    scene = make_card(campaign(), asked).scene
    assert [str(fault) for fault in check_scene(scene)] == []
    return [node for node in scene.nodes if is_title(node)]  # type: ignore[misc]


def is_title(node: Node) -> bool:
    return isinstance(node, Text) and node.role == "title"


@pytest.mark.parametrize("theme", ["papier", "nuit", "editorial", "clair"])
def test_a_long_title_is_on_three_lines_rather_than_cut(theme: str) -> None:
    words = titled(Request(card="victory", theme=theme, language="fr", choices=Choices(title=LONG)))
    assert len({round(node.ink.bottom / 30) for node in words}) >= 3
    assert not any(node.shown for node in words)


@pytest.mark.parametrize("theme", ["editorial", "clair"])
def test_a_title_on_the_lowest_shape_is_large_where_no_panel_wants_the_room(theme: str) -> None:
    (size,) = {node.size for node in titled(Request(card="victory", theme=theme, language="de", size="link"))}
    assert size > 48
