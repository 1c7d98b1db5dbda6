"""A kind of card: both counts on a plate such as streets have. It says what a duel says, without drawing and without shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imggen.art.patch import Place
from imggen.cards.duel import KIND as DUEL
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.figure import figure, shared_figure_size
from imggen.components.footing import footer
from imggen.components.heading import kicker, over, title
from imggen.components.network_row import count_lines, count_stack, network_row
from imggen.facts import Facts
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Scene, Stroke
from imggen.stage import Stage
from imggen.story import Choices, Row, Story

_NOT_DRAWN = ("art", "bubble", "bar-label")
"""What a duel shows, and a plate does not."""
_INSET, _BETWEEN = 50.0, 50.0
"""From the edge of the plate to what is on it, and between two counts side by side, in units."""


@dataclass(frozen=True)
class Plaque:
    """The contract of a kind: a name, a summary, and three methods."""

    name: str = "plaque"
    summary: str = "Both counts on a plate, as streets have them"

    def refusal(self, facts: Facts) -> str:
        """Refuse what a duel refuses."""
        return DUEL.refusal(facts)

    def tell(self, facts: Facts, choices: Choices) -> Story:
        """Say what a duel says, but nothing of what is not on the plate."""
        story = DUEL.tell(facts, replace(choices, art=False)).without(*_NOT_DRAWN)
        said = tuple(sentence for sentence in story.sentences if sentence.block != "layout" or sentence.part)
        return replace(story, kind=self.name, sentences=said)

    def arrange(self, story: Story, stage: Stage) -> Scene:
        """Put handle and headline above a plate, and a row for each platform on it."""
        canvas, setting = stage.canvas, find_setting(stage, "quiet")
        wide, high = canvas.width, canvas.height
        here = stage.on(setting.ground)
        plate = Box(canvas.margin, 0.32 * high, canvas.right, 0.86 * high)
        behind = backdrop(stage, setting, Place(wide, high, high, Box(0, 0, wide, high), (plate, Box(0, 0, wide, 0.29 * high))))
        heading = title(here, story.headline, 0.24 * high, canvas.right - canvas.margin)
        nodes = [*behind, *kicker(here, story, over(here, 0.13 * high, heading)), *heading, *_plate(stage, plate)]
        nodes += _counts(stage.on("panel"), story.rows[:2], plate.grown(-_INSET))
        return here.scene([*nodes, *footer(here, story, 0.955 * high)], story.headline)


def _counts(stage: Stage, rows: Sequence[Row], room: Box) -> tuple[Node, ...]:
    """The rows side by side where the counts have room in full, else one under the other: always so on upright cards."""
    ends, number = (room.left, room.right), stage.size("number")
    if stage.canvas.shape in ("portrait", "square") or len(rows) == 1:
        return count_stack(stage, rows, room, ends, 1.8 * number)
    half, most = (room.width - _BETWEEN) / 2, 1.5 * number
    if lines := count_lines(stage, rows, room, ends, half, most):
        return lines
    # One size for both, so that the larger number is no larger than it is.
    size = shared_figure_size(stage, [figure(stage, row.count) for row in rows], "number", most, half, stage.least_number)
    high = 1.27 * stage.size("name") + 34 + 0.66 * size
    top, low = room.middle[1] - high / 2, room.middle[1] + high / 2
    boxes = Box(room.left, top, room.left + half, low), Box(room.right - half, top, room.right, low)
    placed = (network_row(stage, row, series, boxes[series], low, size) for series, row in enumerate(rows))
    return tuple(node for nodes in placed for node in nodes)


def _plate(stage: Stage, plate: Box) -> list[Node]:
    """A plate with a blue line along its edge."""
    line = Path(rectangle(plate.grown(-14), 20), "decoration", stroke=Stroke(stage.colour("challenger"), 8))
    return [Path(rectangle(plate, 30), "panel", stage.colour("panel"), Stroke(stage.colour("edge"), 3)), line]


KIND = Plaque()
