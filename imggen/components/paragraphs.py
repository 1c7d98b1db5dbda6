"""Lines of a few words each, one under the other, made smaller together until they fit their room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imggen.scene import Box, Node
from imggen.stage import FACT, Stage
from imggen.story import Value
from imggen.text.fit import Fitted, fit

_LEADING = {"ltr": 1.28, "rtl": 1.42}
"""From one baseline to the next, in sizes of the type: the letters of scripts from right to left reach higher and deeper."""
_STEPS = (1.0, 0.93, 0.87, 0.8, 0.74, 0.68, 0.62, 0.56)


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the kind of type it is set in."""

    value: Value
    kind: str


def paragraphs(
    stage: Stage, told: Sequence[Said], room: Box, *, before: float = 0.25, centred: bool = False, spare: float = 0.0
) -> tuple[Node, ...]:
    """Each value on a line or two of its own from the room's top on, the first capitals touching it, on the left side or `centred`.

    All become smaller when they are too high together, with what is left `before` each new one, in sizes of its type. Before they are
    smaller than a thumbnail shows they reach further down by what is `spare`, and have a third line; at last each has one, and what is too
    long for it is shortened.
    """
    leading = _LEADING[stage.voice.language.direction]
    tries = [
        *((step, 2, True, room.height) for step in _STEPS),
        (_STEPS[-1], 2, True, room.height + spare),
        *((step, 3, True, room.height + spare) for step in _STEPS),
        *((step, 2, False, room.height + spare) for step in _STEPS),
        (_STEPS[-1], 1, False, room.height + spare),
    ]
    for step, lines, legible, height in tries:
        fitted = [_fitted(stage, each, room.width, step, lines, legible=legible) for each in told]
        if _height(fitted, before, leading) <= height and not (legible and any(each.shortened for each in fitted)):
            break
    return tuple(_set(stage, told, fitted, room, (before, leading), "middle" if centred else "left"))


def _fitted(stage: Stage, said: Said, width: float, step: float, lines: int, *, legible: bool) -> Fitted:
    """Words at a step of their size, `legible` in a thumbnail or as small as any."""
    full, smallest = stage.size(said.kind), stage.readable(said.kind, FACT) if legible else stage.smallest
    style = stage.style(said.kind, min(full, max(smallest, step * full)))
    return fit(stage.ruler, stage.words(said.value), style, width, lines=lines, smallest=smallest, keep=0.9, wrapped=1.0)


def _height(fitted: Sequence[Fitted], before: float, leading: float) -> float:
    """From the first capitals to the last baseline."""
    high = sum(leading * len(each.lines) * each.style.size for each in fitted) + before * sum(each.style.size for each in fitted[1:])
    first = fitted[0]
    return high - leading * first.style.size + first.lines[0].cap


def _set(stage: Stage, told: Sequence[Said], fitted: Sequence[Fitted], room: Box, apart: tuple[float, float], align: str) -> Iterator[Node]:
    """`apart` is what is left before each new value, and from one baseline to the next, both in sizes of the type."""
    before, leading = apart
    foot, x = room.top, room.left if align == "left" else room.middle[0]
    for place, (said, each) in enumerate(zip(told, fitted, strict=True)):
        size, whole = each.style.size, stage.words(said.value)
        foot += before * size if place else 0.0
        for number, line in enumerate(each.lines):
            first = not place and not number
            foot += line.cap if first else leading * size
            last = number == len(each.lines) - 1
            says = whole if len(each.lines) == 1 or (each.shortened and last) else line.words
            yield from stage.at(line, said.kind, x, foot, align=align, says=says)
