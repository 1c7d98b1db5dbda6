"""Whether a card is made of flat inks, so that few colours can show it."""

from __future__ import annotations

from collections.abc import Iterable

from imggen.scene import Gradient, Group, Image, Node, Path, Scene

_SMALL = 0.02
"""The part of a card that pictures may cover, such as an emoji in a title, while it still counts as flat."""


def is_flat(scene: Scene) -> bool:
    """Whether nothing on the card is a gradient, and pictures cover little of it or none."""
    return _covered(scene.nodes) <= _SMALL * scene.width * scene.height


def _covered(nodes: Iterable[Node]) -> float:
    """The area of the pictures; without bounds where there is a gradient."""
    area = 0.0
    for node in nodes:
        if isinstance(node, Path):
            area += float("inf") if isinstance(node.fill, Gradient) else 0.0
        elif isinstance(node, Group):
            area += _covered(node.children) * node.transform.factor**2
        elif isinstance(node, Image):
            area += node.box.width * node.box.height
    return area
