"""The foot of a card: a rule, what was counted and when, the hashtag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from imggen.components.emblem import logo, logo_room
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Text
from imggen.stage import Stage
from imggen.story import Clock, Day, Period, Phrase, Quote, Story, Together, Value
from imggen.text.breaks import break_opportunities
from imggen.text.fit import Fitted, fit
from imggen.text.line import SetLine

_UNDER = 4.0
"""The least distance of a logo from the words above it, in units."""
_GAP = 32
"""The least distance between the source line and the hashtag, in units."""
_BETWEEN, _HARD = " \u00b7", "\u00a0"
"""What stands between two notes of a source line, and a space at which no line is broken."""
_DATES = (Day, Period, Clock)
_RANKS = {
    "source.credit": 0,
    "source.by": 1,
    "source.since": 2,
    "source.since_clock": 2,
    "race.pace": 2,
    "source.on": 4,
    "source.dates": 4,
}
"""How long notes stay, the longest first."""
_OVER_LINES = 24.0
"""The least distance of a panel from two lines under it, in units."""


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


def raised(stage: Stage, foot: Sequence[Node], panel: Box | None) -> Stage:
    """The stage with a canvas so much lower that a panel placed by its foot keeps clear of a source line of two lines under it."""
    tops = [node.ink.top for node in foot if isinstance(node, Text) and node.role == "source"]
    if panel is None or len(tops) == 1:
        return stage
    lift = max(0.0, panel.bottom + stage.theme.panel.shadow[1] + _OVER_LINES - min(tops))
    return replace(stage, canvas=replace(stage.canvas, height=stage.canvas.height - lift))


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
    source, then since when changes are measured. Only a note that is too long by itself is shortened.
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
    """How long a note stays, the longest first: those that say again which day the card is of, or whose dates it shows, go first."""
    note = notes[place]
    key = note.key if isinstance(note, Phrase) else ""
    return _RANKS.get(key, 3 if place else 2)


def _chosen(source: Together, places: Iterable[int]) -> Together:
    """Some of the notes, in their order."""
    return replace(source, parts=tuple(source.parts[place] for place in sorted(places)))


def _fitted(stage: Stage, source: Value, width: float) -> Fitted:
    """Notes in the room that there is: two lines are broken between notes, else where no date and no beginning of a note is torn."""
    says = _begun(stage, source)
    fit_on = partial(fit, stage.ruler, says, stage.style("source"), width, smallest=stage.smallest, wrapped=1.0, floor=1.0)
    fitted = fit_on(lines=_lines(stage))
    if len(fitted.lines) == 1:
        return fitted
    untorn = _untorn(stage, source, says)
    for places in (_between(stage, source, says), [place for place in untorn if says[place - 1] == " "], untorn):
        if lines := _broken(stage, says, places, width):
            return replace(fitted, lines=lines, shown=says, shortened=False)
    return replace(fitted, lines=tuple(stage.set(line.words.strip(_BETWEEN), "source") for line in fitted.lines))


def _begun(stage: Stage, source: Value) -> str:
    """The words of notes: the first one begins in a capital also where it stands first because others were left out."""
    says, (_, value) = stage.words(source), stage.voice.pieces(source)[0]
    return says[:1].title() + says[1:] if value is None else says


def _between(stage: Stage, source: Value, says: str) -> Iterator[int]:
    """Where notes begin."""
    parts = source.parts if isinstance(source, Together) else ()
    yield from (len(says) - len(stage.words(Together(parts[place:], "notes"))) for place in range(1, len(parts)))


def _untorn(stage: Stage, source: Value, says: str) -> Sequence[int]:
    """Where words may be broken, but within a date, and right before one or before the user's words."""
    pieces = stage.voice.pieces(source)
    values = [value for _, value in pieces]
    held = ""
    for (text, value), following in zip(pieces, (*values[1:], None), strict=True):
        whole = isinstance(value, _DATES)
        begins = text.endswith(" ") and isinstance(following, (*_DATES, Quote))
        held += text.replace(" ", _HARD) if whole else text[:-1] + _HARD if begins else text
    return break_opportunities(held, stage.voice.language.code) if len(held) == len(says) else ()


def _broken(stage: Stage, says: str, places: Iterable[int], width: float) -> tuple[SetLine, ...]:
    """The words on two lines of which the wider one is as narrow as can be, without a dot at their ends; none where none fit."""
    halves = ((says[:place].rstrip(_BETWEEN), says[place:].strip(_BETWEEN)) for place in places)
    tries = (tuple(stage.set(words, "source") for words in pair) for pair in halves)
    found = min(tries, key=_wide, default=())
    return found if found and _wide(found) <= width else ()


def _wide(lines: Sequence[SetLine]) -> float:
    return max(max(line.width, line.ink.right) for line in lines)


def _lines(stage: Stage) -> int:
    return 2 if stage.canvas.shape in ("portrait", "square") else 1
