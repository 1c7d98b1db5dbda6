"""Where a card is arranged: its canvas, theme, voice and ruler in one value, and the words set into place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from imggen.art.logo import Logo
from imggen.colour import Colour
from imggen.layout.canvas import Canvas
from imggen.scene import Box, Image, Node, Picture, Scene, Stroke, Text
from imggen.story import Count, Value
from imggen.text.fit import Fitted, fit
from imggen.text.line import SetLine, SideBySide
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle
from imggen.wording.voice import Voice

if TYPE_CHECKING:
    from imggen.theme import Theme

SERIES = ("challenger", "rival", "third", "fourth")
"""The colour tokens of the series, in the comparison's order."""
_NUDGE = 0.25
"""How far words may be moved to stay in the safe area, in their size: more is a fault of the layout."""
_WIDE, _THUMBNAIL = 1200.0, 400.0
"""How wide a landscape card is, in units, and a card that must still be read, in pixels."""
COUNT, TITLE, FACT = 13.0, 8.0, 5.5
"""The least heights of a capital there, in pixels: in the counts that a card is about, in a title, and in all that says a fact."""
_LEGIBLE = 1.16
"""From so many times the smallest size on a kind of text is meant to be read in a thumbnail."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What a card kind needs in order to arrange its story."""

    canvas: Canvas
    theme: Theme
    voice: Voice
    """The written voice, in the card's language and tone."""
    ruler: Ruler
    families: dict[str, tuple[str, ...]]
    """The font families of each voice of the theme, the one settled for this card first."""
    avatar: Picture | None = None
    """Stands for the badge before the handle: already round."""
    logo: Picture | Logo | None = None
    """Stands at the foot of the card."""
    photo: Picture | None = None
    """Lies behind everything."""

    def on(self, ground: str) -> Stage:
        """The same stage where `paper`, which words and marks stand on, has the colour of the token `ground`."""
        colours = {**self.theme.colour, "paper": self.colour(ground)}
        return replace(self, theme=self.theme.model_copy(update={"colour": colours}))

    def words(self, value: Value) -> str:
        """What a value says on the picture."""
        return self.voice.say(value)

    def colour(self, token: str) -> Colour:
        """The colour of a theme's token."""
        return self.theme.paint(token)

    def size(self, kind: str) -> float:
        """The size of a kind of text on this card, in units: what is meant to be read in a thumbnail can be in a lower face too."""
        of = self.theme.type[kind]
        size, usual = of.size(self.canvas.shape), self.theme.fonts[of.font].families[0]
        lower = self.families[of.font][0] != usual and size >= _LEGIBLE * self.smallest
        return max(size, self.readable(kind, FACT)) if lower else size

    @property
    def smallest(self) -> float:
        """The smallest size of any text, in units."""
        return self.theme.type_limits.smallest.on(self.canvas.shape)

    @property
    def least_number(self) -> float:
        """The least size of the counts that a card is about, in units: as high in a thumbnail on every shape."""
        floor = self.theme.type_limits.number_floor * min(1.0, self.canvas.width / _WIDE)
        return max(floor, self.readable("number", COUNT))

    def readable(self, kind: str, pixels: float) -> float:
        """The size at which the capitals of a kind of text are so many pixels high in a thumbnail of the card, in units."""
        units = min(_WIDE, self.canvas.width) / _THUMBNAIL
        return max(self.smallest, pixels * units / -self.ruler.set("H", self.style(kind, 1.0)).ink.top)

    def style(self, kind: str, size: float | None = None) -> TextStyle:
        """The style of a kind of text, at its own size or another."""
        of = self.theme.type[kind]
        voice = self.theme.fonts[of.font]
        tracking = voice.tracking + (voice.tabular_tracking if of.tabular else 0.0)
        return TextStyle(self.families[of.font], voice.weight, self.size(kind) if size is None else size, tracking, of.tabular)

    def set(self, says: str, kind: str, size: float | None = None) -> SetLine:
        """Set words on one line, at the origin."""
        return self.ruler.set(says, self.style(kind, size))

    def figure(self, count: Count, kind: str, width: float, least: float) -> str:
        """A count in full where it fits the width at the least size, else in three digits: never cut off."""
        exact = self.words(count)
        return exact if self.set(exact, kind, least).width <= width else self.voice.compact(count)

    def fit(self, says: str, kind: str, width: float, *, lines: int = 1, size: float | None = None) -> Fitted:
        """Set words so that they fit a width: shrunk, on more lines, and shortened at last."""
        return fit(self.ruler, says, self.style(kind, size), width, lines=lines, smallest=self.smallest)

    def at(
        self,
        line: SetLine | SideBySide,
        kind: str,
        x: float,
        baseline: float,
        *,
        align: str = "left",
        colour: str | Colour = "",
        role: str = "",
        says: str = "",
        halo: str = "",
        room: Box | None = None,
    ) -> tuple[Node, ...]:
        """Put a set line where it belongs: `x` is its left end, its middle or its right end, as `align` says."""
        left = x - {"left": 0.0, "middle": 0.5, "right": 1.0}[align] * line.width
        baseline = self._within(line, baseline)
        ink = Box(line.ink.left + left, line.ink.top + baseline, line.ink.right + left, line.ink.bottom + baseline)
        advance = Box(left, baseline - line.ascent, left + line.width, baseline + line.descent)
        name, style = role or kind, line.style
        fill = colour if isinstance(colour, Colour) else self.colour(colour or self.theme.type[kind].colour)
        edge = Stroke(self.colour(halo), self.theme.chart.halo, "round", "round") if halo else None
        whole = says or line.words
        text = Text(
            line.at(left, baseline),
            fill,
            name,
            whole,
            style.size,
            ink,
            room or advance.joined(ink),
            edge,
            style.weight >= 600,
            line.words if line.words != whole else "",
        )
        pictures = (Image(picture, _moved(box, left, baseline), name, whole) for picture, box in line.pictures)
        return (text, *pictures)

    def _within(self, line: SetLine | SideBySide, baseline: float) -> float:
        """The baseline, nudged for letters that reach a little out of the safe area: scripts reach higher and deeper than Latin."""
        safe = self.canvas.safe
        above, below = safe.top - baseline - line.ink.top, baseline + line.ink.bottom - safe.bottom
        most = _NUDGE * line.style.size
        return baseline + (above if 0 < above <= most else -below if 0 < below <= most else 0.0)

    def put(
        self,
        value: Value | str,
        kind: str,
        x: float,
        baseline: float,
        *,
        align: str = "left",
        width: float | None = None,
        colour: str | Colour = "",
        role: str = "",
        halo: str = "",
        size: float | None = None,
    ) -> tuple[Node, ...]:
        """Put a value on one line, fitted to a width where one is given."""
        says = value if isinstance(value, str) else self.words(value)
        line = self.set(says, kind, size) if width is None else self.fit(says, kind, width, size=size).lines[0]
        return self.at(line, kind, x, baseline, align=align, colour=colour, role=role, says=says, halo=halo)

    def stack(self, fitted: Fitted, says: str, kind: str, x: float, baseline: float, leading: float) -> tuple[Node, ...]:
        """Put fitted lines one under the other, `leading` sizes apart; the last one says the whole text when some is not shown."""
        last, nodes = len(fitted.lines) - 1, list[Node]()
        for number, line in enumerate(fitted.lines):
            whole = says if fitted.shortened and number == last else line.words
            nodes.extend(self.at(line, kind, x, baseline + number * leading * fitted.style.size, says=whole))
        return tuple(nodes)

    def scene(self, nodes: Iterable[Node], title: Value) -> Scene:
        """The finished drawing."""
        canvas, language = self.canvas, self.voice.language
        return Scene(
            width=canvas.width,
            height=canvas.height,
            scale=canvas.scale,
            paper=self.colour("paper"),
            nodes=tuple(nodes),
            safe=canvas.safe,
            smallest=self.smallest,
            title=self.words(title),
            language=language.code,
            direction=language.direction,
        )


def settled(theme: Theme, ruler: Ruler, strings: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The families of each voice of the theme, put in the order that covers all the card's strings with one face."""
    words: Sequence[str] = tuple(strings)
    return {name: ruler.settle(voice.families, words) for name, voice in theme.fonts.items()}


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
