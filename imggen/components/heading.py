"""The head of a card: rule and tab, badge and handle, date, title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from imggen.components.emblem import avatar, avatar_side
from imggen.components.highlight import highlight_start, highlighted
from imggen.components.icon import icon
from imggen.layout.shapes import rectangle
from imggen.platforms import Platform
from imggen.scene import Box, Node, Path, Text
from imggen.stage import SERIES, TITLE, Stage
from imggen.story import Name, Story, Value
from imggen.text.fit import Fitted, fit, fit_handle
from imggen.text.line import SetLine

_THIRD = 0.68
"""How large a title on three lines may be, in its full size: as high as two lines of that, and a little more."""
_GAP = 32
"""The least distance between handle and date, in units."""
_OVER_TITLE, _MOST_LIFT = 15.0, 9.0
"""What is left between badge and title, and how far a kicker goes up for it, in units."""
_UNDER_TITLE, _MOST_DROP = 10.0, 8.0
"""What is left between title and standfirst, and how far a standfirst goes down for it, in units."""
_LOWER = 6.0
"""How much lower two lines stand on the lowest shape, where a tab at the top holds the kicker down."""
_OVER_PANEL = 8.0
"""What is left between a title and a panel under it, in units."""
_RULE = 36.0
"""Where the rule across the top lies, in units."""


def top_rule(stage: Stage) -> tuple[Node, ...]:
    """A rule across the top with a coloured tab at its start."""
    shape, canvas = stage.theme.shape, stage.canvas
    if not shape.tab_width:
        return ()
    top = _RULE
    rule = Path(rectangle(Box(canvas.margin, top, canvas.right, top + shape.top_rule)), "rule", fill=stage.colour("ink"))
    tab = Box(canvas.margin, top, canvas.margin + shape.tab_width, top + shape.tab_height)
    return rule, Path(rectangle(tab), "tab", fill=stage.colour("challenger"))


def kicker(stage: Stage, story: Story, baseline: float, right: float | None = None, *, dated: bool = True) -> tuple[Node, ...]:
    """Whose card it is at the left, its date at the right. A handle too wide for both is shrunk, then shortened in its domain."""
    end = stage.canvas.right if right is None else right
    nodes, x = badges(stage, [row.platform for row in story.rows[: 1 if story.subject.shown else 2]], baseline)
    if dated and story.day is not None:
        date = stage.put(story.day, "date", end, baseline, align="right", role="date")
        nodes.extend(date)
        end = next(node.ink.left for node in date if isinstance(node, Text)) - _GAP
    if story.subject.shown:
        nodes.extend(_handle(stage, story.subject.shown, x, baseline, end - x))
    return tuple(nodes)


def over(stage: Stage, baseline: float, heading: Sequence[Node]) -> float:
    """The baseline of a kicker over a title: a little higher where a title of two lines comes close to its badge."""
    size, shape = stage.size("kicker"), stage.theme.shape
    top = min((node.ink.top for node in heading if isinstance(node, Text)), default=stage.canvas.height)
    highest = _RULE + shape.tab_height + 4 + 1.07 * size if shape.tab_width else 0.0
    return min(baseline, max(top - _OVER_TITLE - 0.39 * size, baseline - _MOST_LIFT, highest))


def lines_of(heading: Sequence[Node]) -> int:
    """How many lines a title takes."""
    return len({round(max(glyph.y for glyph in node.glyphs)) for node in heading if isinstance(node, Text)})


def under(stage: Stage, baseline: float, heading: Sequence[Node]) -> float:
    """The baseline of a standfirst under a title: a little lower where a title of two lines comes close to it."""
    foot = max((node.ink.bottom for node in heading if isinstance(node, Text)), default=0.0)
    # What is written from right to left reaches deeper.
    most = _MOST_DROP if stage.voice.language.direction == "ltr" else 1.8 * _MOST_DROP
    return max(baseline, min(foot + _UNDER_TITLE + 0.7 * stage.size("subtitle"), baseline + most))


def badges(stage: Stage, platforms: Sequence[Platform], baseline: float) -> tuple[list[Node], float]:
    """The badges of platforms at the start of a kicker, or the avatar that stands for them, and where its words begin."""
    size, side = stage.size("kicker"), avatar_side(stage)
    x, top = stage.canvas.margin, baseline - 0.34 * size - side / 2
    if stage.avatar is not None:
        return [avatar(stage, stage.avatar, Box(x, top, x + side, top + side))], x + side + 0.5 * size
    nodes: list[Node] = []
    for series, platform in enumerate(platforms):
        nodes.append(icon(stage, platform, series, Box(x, top, x + side, top + side)))
        x += side + 0.5 * size
    return nodes, x


def _handle(stage: Stage, shown: str, x: float, baseline: float, width: float) -> tuple[Node, ...]:
    style = stage.style("kicker")
    fitted = (
        fit_handle(stage.ruler, shown, style, width, stage.smallest)
        if shown.startswith("@")
        else fit(stage.ruler, shown, style, width, smallest=stage.smallest)
    )
    return stage.at(fitted.lines[0], "kicker", x, baseline, says=shown)


def _kept(stage: Stage) -> float:
    limits = stage.theme.type_limits
    return limits.title_kept_upright if stage.canvas.shape == "portrait" else limits.title_kept


def title(
    stage: Stage,
    value: Value,
    baseline: float,
    width: float,
    *,
    drop: float = 8.0,
    kind: str = "title",
    tall: bool = False,
    centred: bool = False,
) -> tuple[Node, ...]:
    """The take-away sentence on one line, or on two.

    Portraits have room for two lines of full size above the baseline, and so has a `tall` heading, or for three smaller ones rather
    than cut a title; on the others, two smaller lines
    keep the band of one (SPEC section 7), `drop` units lower; less where a standfirst follows. The theme may set off its last words.
    Lines begin at the margin, or are `centred` in the width.
    """
    says, limits, look = stage.words(value), stage.theme.type_limits, stage.theme.title
    upright, least = tall or stage.canvas.shape == "portrait", stage.readable(kind, TITLE) / stage.size(kind)
    fits = partial(
        fit,
        stage.ruler,
        says,
        stage.style(kind),
        width,
        smallest=stage.smallest,
        keep=max(least, limits.title_floor if kind == "shout" else 1.0 if tall else _kept(stage)),
        floor=max(least, limits.title_floor),
    )
    fitted = fits(lines=1 if kind == "shout" else 2, wrapped=1.0 if upright else max(least, limits.title_wrapped))
    if tall and fitted.shortened and kind != "shout":
        fitted = fits(lines=3, wrapped=max(least, _THIRD))
    size, count, leading = fitted.style.size, len(fitted.lines), _leading(stage, fitted)
    first = baseline - (0.17 if kind == "shout" else 0.3 if upright and count == 1 else 0.0) * size
    if count > 1:
        drop += _LOWER if stage.canvas.shape == "link" and stage.theme.shape.tab_width else 0.0
        drop = min(drop, 5.0) if stage.theme.panel.drawn else drop
        first = baseline - (count - 1) * leading if upright else baseline - 0.245 * size - leading / 2 + drop
    run = 0 if fitted.shortened else len(says) - highlight_start(says, look.most, look.words)
    nodes: list[Node] = []
    for number, line in enumerate(fitted.lines):
        last = number == count - 1
        said = says if count == 1 or (fitted.shortened and last) else line.words
        left = stage.canvas.margin + ((width - line.width) / 2 if centred else 0.0)
        nodes.extend(highlighted(stage, line, run if last else 0, left, first + number * leading, said))
    return tuple(nodes)


def _leading(stage: Stage, fitted: Fitted) -> float:
    """From one baseline of a title to the next: more where letters that reach deep stand over ones that reach high."""
    usual = 1.07 * fitted.style.size
    meeting = [(above, below) for above, below in pairwise(fitted.lines) if above.ink.bottom - below.ink.top > usual]
    right = stage.voice.language.direction == "rtl"
    return max((usual, *(_depth(*lines, right=right) + 0.04 * fitted.style.size for lines in meeting)))


def _depth(above: SetLine, below: SetLine, *, right: bool) -> float:
    """How far apart two lines that begin one under the other, at the left or at the right, must be for no two glyphs to meet."""
    upper, lower = (list(_glyph_boxes(line, -line.ink.right if right else 0.0)) for line in (above, below))
    return max(
        (one.bottom - other.top for one in upper for other in lower if one.left < other.right and other.left < one.right), default=0.0
    )


def _glyph_boxes(line: SetLine, start: float) -> Iterator[Box]:
    for glyph in line.at(start, 0.0):
        if glyph.outline.codes:
            box, x, y = glyph.outline.box(), glyph.x, glyph.y
            yield Box(*(side * glyph.size + at for side, at in zip(box, (x, y, x, y), strict=True)))


def standfirst(stage: Stage, value: Value, baseline: float, right: float) -> tuple[Node, ...]:
    """The line under the title, the platforms' names in it in the colours of their series, shrunk when it is too wide."""
    pieces = stage.voice.pieces(value)
    width, size = right - stage.canvas.margin, stage.size("subtitle")
    lines = _set_pieces(stage, pieces, size)
    wide = sum(line.width for line, _ in lines)
    if wide > width:
        size = size * width / wide * 0.999
        lines = _set_pieces(stage, pieces, size)
    if size < stage.smallest:
        return stage.put(value, "subtitle", stage.canvas.margin, baseline, width=width, colour="muted")
    x, nodes = stage.canvas.margin, list[Node]()
    for line, colour in lines:
        # Mirrored are the letters, not the spaces around them, which from right to left stand at the other end.
        spaces = line.width - line.ink.left - line.ink.right if stage.voice.language.direction == "rtl" else 0.0
        nodes.extend(stage.at(line, "subtitle", x + spaces, baseline, colour=colour))
        x += line.width
    return tuple(nodes)


def _set_pieces(stage: Stage, pieces: Sequence[tuple[str, Value | None]], size: float) -> list[tuple[SetLine, str]]:
    names = dict[str, str]()
    lines = []
    for text, of in pieces:
        if isinstance(of, Name):
            colour = names.setdefault(of.platform.key, SERIES[min(len(names), len(SERIES) - 1)])
            lines.append((stage.set(text, "name-in-subtitle", size), colour))
        else:
            lines.append((stage.set(text, "subtitle", size), "muted"))
    return lines


def title_over(stage: Stage, value: Value, baseline: float, kind: str, panels: Sequence[Box]) -> tuple[Node, ...]:
    """A title as wide as the card; a little higher where letters that reach deep would touch a panel under it."""
    width = stage.canvas.right - stage.canvas.margin
    heading = title(stage, value, baseline, width, kind=kind)
    foot = max((node.ink.bottom for node in heading if isinstance(node, Text)), default=0.0) + _OVER_PANEL
    deep = max((foot - panel.top for panel in panels), default=0.0)
    return title(stage, value, baseline - deep, width, kind=kind) if deep > 0 else heading
