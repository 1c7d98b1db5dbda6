"""The foot of a card: a rule, what was counted and when, the hashtag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from imggen.components.emblem import logo, logo_room
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Text
from imggen.stage import Stage
from imggen.story import Phrase, Story, Together, Value
from imggen.text.fit import Fitted, fit

_UNDER = 4.0
"""The least distance of a logo from the words above it, in units."""
_GAP = 32
"""The least distance between the source line and the hashtag, in units."""
_BETWEEN = " \u00b7"
"""What stands between two notes of a source line."""


def footer(stage: Stage, story: Story, baseline: float, above: float = 0.0) -> tuple[Node, ...]:
    """The source line at the left, the hashtag at the right, the logo at the end that the theme gives it, under a thin rule.

    The logo, which may be higher than the source line, keeps below what is `above`.
    """
    canvas, shape = stage.canvas, stage.theme.shape
    baseline -= shape.footer_lift.on(canvas.shape)
    nodes: list[Node] = []
    start, end = canvas.margin, canvas.right
    if stage.logo is not None:
        drawn, box = logo(stage, stage.logo, _logo_room(stage, story, baseline, above))
        nodes.append(drawn)
        if stage.theme.defaults.logo.place == "left":
            start = box.right + _GAP
        else:
            end = box.left - _GAP
    if story.hashtag:
        hashtag = stage.put(story.hashtag, "hashtag", end, baseline, align="right", width=canvas.width * 0.4)
        nodes.extend(hashtag)
        end = next(node.room.left for node in hashtag if isinstance(node, Text)) - _GAP
    fitted = _source(stage, story.source, end - start)
    top = baseline - 1.3 * (len(fitted.lines) - 1) * fitted.style.size
    nodes.extend(stage.stack(fitted, stage.words(story.source), "source", start, top, 1.3))
    if shape.footer_rule:
        rule = top - 40
        nodes.append(Path(rectangle(Box(canvas.margin, rule, canvas.right, rule + shape.footer_rule)), "rule", fill=stage.colour("grid")))
    return tuple(nodes)


def _logo_room(stage: Stage, story: Story, baseline: float, above: float) -> Box:
    """The room of the logo: up to half as wide where the words beside it have one line, and would else be cut off or need another."""
    room = logo_room(stage, baseline)
    room, words = room._replace(top=max(room.top, above + _UNDER)), [stage.set(stage.words(story.source), "source").width]
    words += [stage.set(story.hashtag, "hashtag").width] if story.hashtag else []
    spare = stage.canvas.right - stage.canvas.margin - sum(words) - _GAP * len(words)
    whole = _lines(stage) > 1 and spare < room.width / 2
    width = room.width if whole else min(room.width, max(spare, room.width / 2))
    if stage.theme.defaults.logo.place == "left":
        return room._replace(left=stage.canvas.margin, right=stage.canvas.margin + width)
    return room._replace(left=room.right - width)


def _source(stage: Stage, source: Value, width: float) -> Fitted:
    """The source line on one line; upright cards have room for two.

    Where not all notes fit, whole ones are left out, imggen's own first: who made what is shown stays longest, then the user's
    source, then what was counted and when. Only a note that is too long by itself is shortened.
    """
    whole = _fitted(stage, source, width)
    if not whole.shortened or not isinstance(source, Together):
        return whole
    notes, kept = source.parts, list[int]()
    order = sorted(range(len(notes)), key=lambda place: _rank(notes, place))
    for place in order:
        if not _fitted(stage, _chosen(source, [*kept, place]), width).shortened:
            kept.append(place)
        elif not kept:
            break
    return replace(_fitted(stage, _chosen(source, kept or order[:1]), width), shortened=True)


def _rank(notes: Sequence[Value], place: int) -> int:
    """How long a note stays, the longest first."""
    note = notes[place]
    ranks = {"source.credit": 0, "source.by": 1}
    return ranks.get(note.key if isinstance(note, Phrase) else "", 2 + (place > 0))


def _chosen(source: Together, places: Iterable[int]) -> Together:
    """Some of the notes, in their order."""
    return replace(source, parts=tuple(source.parts[place] for place in sorted(places)))


def _fitted(stage: Stage, source: Value, width: float) -> Fitted:
    """Notes in the room that there is: no line ends or begins in a dot between notes."""
    says, style = stage.words(source), stage.style("source")
    fitted = fit(stage.ruler, says, style, width, lines=_lines(stage), smallest=stage.smallest, wrapped=1.0, floor=1.0)
    last = len(fitted.lines) - 1
    if not last:
        return fitted
    begun = [line.words.lstrip(_BETWEEN) if number else line.words for number, line in enumerate(fitted.lines)]
    ended = [words.rstrip(_BETWEEN) if number < last else words for number, words in enumerate(begun)]
    return replace(fitted, lines=tuple(stage.set(words, "source") for words in ended))


def _lines(stage: Stage) -> int:
    return 2 if stage.canvas.shape in ("portrait", "square") else 1
