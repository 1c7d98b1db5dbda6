"""A kind of card: both counts on a plate such as streets have. It says what a duel says, without drawing and without shares."""

from __future__ import annotations

from dataclasses import dataclass, replace

from imggen.art.patch import Place
from imggen.cards.duel import KIND as DUEL
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.footing import footer
from imggen.components.heading import kicker
from imggen.components.network_row import network_row
from imggen.facts import Facts
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Scene, Stroke
from imggen.stage import Stage
from imggen.story import Choices, Story

_NOT_DRAWN = ("art", "bubble", "bar-label")
"""What a duel shows, and a plate does not."""


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
        behind = backdrop(stage, setting, Place(wide, high, high, Box(0, 0, wide, high), (plate,)))
        title = here.put(story.headline, "title", canvas.margin, 0.24 * high, width=canvas.right - canvas.margin)
        nodes = [*behind, *kicker(here, story, 0.13 * high), *title, *_plate(stage, plate)]
        columns = (plate.left + 50, plate.middle[0] + 25, plate.middle[0] - 25, plate.right - 50)
        for series, row in enumerate(story.rows[:2]):
            box = Box(columns[series], plate.top + 0.18 * plate.height, columns[series + 2], plate.bottom)
            size = min(stage.size("number"), 0.3 * box.width)
            nodes += network_row(stage.on("panel"), row, series, box, plate.top + 0.72 * plate.height, size)
        return here.scene([*nodes, *footer(here, story, 0.955 * high)], story.headline)


def _plate(stage: Stage, plate: Box) -> list[Node]:
    """A plate with a blue line along its edge."""
    line = Path(rectangle(plate.grown(-14), 20), "decoration", stroke=Stroke(stage.colour("challenger"), 8))
    return [Path(rectangle(plate, 30), "panel", stage.colour("panel"), Stroke(stage.colour("edge"), 3)), line]


KIND = Plaque()
