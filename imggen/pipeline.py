"""From comparisons to a finished card: told, then drawn, each step once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from imggen.card import Card
from imggen.components.emblem import LARGEST_LOGO, avatar_side
from imggen.errors import InputError
from imggen.layout.canvas import find_canvas
from imggen.layout.mirror import mirrored
from imggen.request import Request
from imggen.scene import Group, Picture, Scene
from imggen.series import Comparison
from imggen.stage import Stage, settled
from imggen.story import Story
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.theme import find_theme
from imggen.told import tell
from imggen.wording.voice import Voice

MAY_LACK = ("art", "bubble", "bar-label", "delta")
"""The parts of a story that a small card may have no room for, by the role of what is drawn of them."""
_MARK = "\N{RIGHT-TO-LEFT MARK}"
"""What keeps a value apart from a Latin name before it, on a card that runs from right to left."""


def make_card(comparisons: Comparison | Sequence[Comparison], request: Request) -> Card:
    """Make a card of a comparison, or of several, one a subject. Pure: the same comparisons and request give the same card.

    Raises InputError for a name, size or date that can't be used, RefusedError for a kind that does not fit the facts.
    """
    canvas = find_canvas(request.size, request.scale)
    theme = find_theme(request.theme) if isinstance(request.theme, str) else request.theme
    told = tell(comparisons, request)
    written = replace(told.voice, spoken=False)
    language = written.language
    fonts = vendored()
    for folder in (*reversed(theme.font_folders), *request.font_folders):
        fonts = fonts.with_folder(folder)
    if request.system_fonts:
        fonts = fonts.with_system(request.system_fonts)
    ruler = Ruler(fonts, language=language.code, direction=language.direction, density=canvas.scale)
    families = settled(theme, ruler, _strings(told.story, written))
    stage = _with_emblems(_with_photo(Stage(canvas, theme, written, ruler, families)), request)
    arranged = told.kind.arrange(told.story, stage)
    scene = mirrored(arranged) if language.direction == "rtl" else arranged
    if ruler.degraded and request.strict_fonts:
        raise InputError("; ".join(map(str, ruler.degraded)), instead="add a font with --font-path, or leave out --strict-fonts")
    doubts = (*request.doubts, *told.doubts, *map(str, ruler.degraded), *_shortened(scene), *_left_out(told.story, scene))
    return Card(
        story=told.story.without(*_undrawn(scene)),
        scene=scene,
        facts=told.facts,
        voice=told.voice,
        theme=theme.name,
        source=request.choices.source,
        rights=request.choices.rights or request.choices.art_credit,
        warnings=tuple(dict.fromkeys(doubts)),
    )


def _with_photo(stage: Stage) -> Stage:
    """The same stage with the picture that the theme lays behind everything, as large as the card is in pixels."""
    file, canvas = stage.theme.picture_file, stage.canvas
    if file is None:
        return stage
    from imggen.paint.emblem import photo  # here, because it brings Pillow

    found = file.stat()
    pixels = ceil(canvas.width * canvas.scale), ceil(canvas.height * canvas.scale)
    return replace(stage, photo=photo(file, found.st_mtime_ns, found.st_size, pixels))


def _with_emblems(stage: Stage, request: Request) -> Stage:
    """The same stage with the user's own pictures, at twice the pixels that they have on the card: crisp, also in an enlarged SVG."""
    if request.avatar is None and request.logo is None:
        return stage
    from imggen.paint.emblem import fitted_picture, round_picture  # here, because it brings Pillow

    finer, avatar, logo = 2 * stage.canvas.scale, request.avatar, request.logo
    if isinstance(logo, Picture):
        width, height = LARGEST_LOGO
        logo = fitted_picture(logo, ceil(finer * width), ceil(finer * height))
    return replace(stage, avatar=avatar and round_picture(avatar, ceil(finer * avatar_side(stage))), logo=logo)


def _strings(story: Story, voice: Voice) -> tuple[str, ...]:
    """What is certain to be written on the card: enough to choose the faces that cover it all."""
    values = (story.headline, story.subtitle, story.source, *(row.count for row in story.rows), *story.names)
    plain = (story.subject.shown, story.hashtag, *(row.platform.name for row in story.rows))
    return (*(voice.say(value) for value in values if value is not None), *(text for text in plain if text))


def _shortened(scene: Scene) -> Iterator[str]:
    for text in scene.texts():
        if text.shown:
            yield f"shortened to fit, the extended alt text has it whole: {text.says.replace(_MARK, '')!r}"


def _undrawn(scene: Scene) -> Iterator[str]:
    """The parts of a story that did not find room: the alt text must not tell of them as if they were there."""
    inner = (child.role for node in scene.nodes if isinstance(node, Group) for child in node.children)
    roles = {*(node.role for node in scene.nodes), *inner}
    return (part for part in MAY_LACK if part not in roles)


def _left_out(story: Story, scene: Scene) -> Iterator[str]:
    drawn = {text.says for text in scene.texts()}
    for event in story.events:
        if event.text.text not in drawn:
            yield f"left out for want of room, the extended alt text has it: {event.text.text!r}"
