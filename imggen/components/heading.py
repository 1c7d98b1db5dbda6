"""The head of a card: rule and tab, badge and handle, date, title."""

from __future__ import annotations

from collections.abc import Sequence

from imggen.components.icon import icon
from imggen.layout.shapes import rectangle
from imggen.scene import Box, Node, Path, Text
from imggen.stage import SERIES, Stage
from imggen.story import Name, Story, Value
from imggen.text.fit import fit, fit_handle
from imggen.text.line import SetLine

_GAP = 32
"""The least distance between handle and date, in units."""


def top_rule(stage: Stage) -> tuple[Node, ...]:
    """A rule across the top with a coloured tab at its start."""
    shape, canvas = stage.theme.shape, stage.canvas
    if not shape.tab_width:
        return ()
    top = 36.0
    rule = Path(rectangle(Box(canvas.margin, top, canvas.right, top + shape.top_rule)), "rule", fill=stage.colour("ink"))
    tab = Box(canvas.margin, top, canvas.margin + shape.tab_width, top + shape.tab_height)
    return rule, Path(rectangle(tab), "tab", fill=stage.colour("challenger"))


def kicker(stage: Stage, story: Story, baseline: float, right: float | None = None, *, dated: bool = True) -> tuple[Node, ...]:
    """Whose card it is at the left, its date at the right. A handle too wide for both is shrunk, then shortened in its domain."""
    size, end = stage.size("kicker"), stage.canvas.right if right is None else right
    x, middle, radius = stage.canvas.margin, baseline - 0.34 * size, 0.73 * size
    nodes: list[Node] = []
    for series, row in enumerate(story.rows[: 1 if story.subject.shown else 2]):
        nodes.append(icon(stage, row.platform, series, Box(x, middle - radius, x + 2 * radius, middle + radius)))
        x += 2 * radius + 0.5 * size
    if dated and story.day is not None:
        date = stage.put(story.day, "date", end, baseline, align="right", role="date")
        nodes.extend(date)
        end = next(node.ink.left for node in date if isinstance(node, Text)) - _GAP
    if story.subject.shown:
        nodes.extend(_handle(stage, story.subject.shown, x, baseline, end - x))
    return tuple(nodes)


def _handle(stage: Stage, shown: str, x: float, baseline: float, width: float) -> tuple[Node, ...]:
    style = stage.style("kicker")
    fitted = (
        fit_handle(stage.ruler, shown, style, width, stage.smallest)
        if shown.startswith("@")
        else fit(stage.ruler, shown, style, width, smallest=stage.smallest)
    )
    return stage.at(fitted.lines[0], "kicker", x, baseline, says=shown)


def title(stage: Stage, value: Value, baseline: float, width: float, *, drop: float = 8.0) -> tuple[Node, ...]:
    """The take-away sentence on one line, or on two.

    Upright cards have room for two lines of full size above the baseline; on the others, two smaller lines keep the band of one
    (SPEC section 7), `drop` units lower; less where a standfirst follows.
    """
    says, limits = stage.words(value), stage.theme.type_limits
    upright = stage.canvas.shape == "portrait"
    fitted = fit(
        stage.ruler,
        says,
        stage.style("title"),
        width,
        lines=2,
        smallest=stage.smallest,
        keep=limits.title_kept,
        wrapped=1.0 if upright else limits.title_wrapped,
        floor=limits.title_floor,
    )
    size, count = fitted.style.size, len(fitted.lines)
    first = baseline - (0.3 if upright and count == 1 else 0.0) * size
    if count > 1:
        first = baseline - 1.07 * size if upright else baseline - 0.78 * size + drop
    nodes: list[Node] = []
    for number, line in enumerate(fitted.lines):
        whole = count == 1 or (fitted.shortened and number == count - 1)
        nodes.extend(stage.at(line, "title", stage.canvas.margin, first + number * 1.07 * size, says=says if whole else line.words))
    return tuple(nodes)


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
        nodes.extend(stage.at(line, "subtitle", x, baseline, colour=colour))
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
