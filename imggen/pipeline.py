"""From a comparison to a finished card: told, then drawn, each step once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from imggen.card import Card
from imggen.errors import InputError
from imggen.layout.canvas import find_canvas
from imggen.request import Request
from imggen.scene import Scene
from imggen.series import Comparison
from imggen.stage import Stage, settled
from imggen.story import Story
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.theme import find_theme
from imggen.told import tell
from imggen.wording.voice import Voice


def make_card(comparison: Comparison, request: Request) -> Card:
    """Make a card of a comparison. Pure: the same comparison and request give the same card.

    Raises InputError for a name, size or date that can't be used, RefusedError for a kind that does not fit the facts.
    """
    canvas = find_canvas(request.size, request.scale)
    theme = find_theme(request.theme)
    told = tell(comparison, request)
    written = replace(told.voice, spoken=False)
    language = written.language
    fonts = vendored()
    for folder in request.font_folders:
        fonts = fonts.with_folder(folder)
    ruler = Ruler(fonts, language=language.code, direction=language.direction, density=canvas.scale)
    families = settled(theme, ruler, _strings(told.story, written))
    scene = told.kind.arrange(told.story, Stage(canvas, theme, written, ruler, families))
    if ruler.degraded and request.strict_fonts:
        raise InputError("; ".join(map(str, ruler.degraded)), instead="add a font with --font-path, or leave out --strict-fonts")
    doubts = (*told.doubts, *map(str, ruler.degraded), *_shortened(scene), *_left_out(told.story, scene))
    return Card(story=told.story, scene=scene, facts=told.facts, voice=told.voice, theme=theme.name, warnings=tuple(dict.fromkeys(doubts)))


def _strings(story: Story, voice: Voice) -> tuple[str, ...]:
    """What is certain to be written on the card: enough to choose the faces that cover it all."""
    values = (story.headline, story.subtitle, story.source, *(row.count for row in story.rows))
    plain = (story.subject.shown, story.hashtag, *(row.platform.name for row in story.rows))
    return (*(voice.say(value) for value in values if value is not None), *(text for text in plain if text))


def _shortened(scene: Scene) -> Iterator[str]:
    for text in scene.texts():
        if text.shown:
            yield f"shortened to fit, the alt text has it whole: {text.says!r}"


def _left_out(story: Story, scene: Scene) -> Iterator[str]:
    drawn = {text.says for text in scene.texts()}
    for event in story.events:
        if event.text.text not in drawn:
            yield f"left out for want of room, the alt text has it: {event.text.text!r}"
