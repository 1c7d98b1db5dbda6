"""An outline as SVG path data, as short as it can be without moving anything."""

from __future__ import annotations

from collections.abc import Iterator

from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Outline

_POINTS = {MOVE: 1, LINE: 1, QUADRATIC: 2, CUBIC: 3}
_LETTERS = {MOVE: "m", LINE: "l", QUADRATIC: "q", CUBIC: "c"}


def number(value: float, digits: int = 2) -> str:
    """A number with at most that many decimals: `0.5` as `.5`, `-0` as `0`."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if text in {"-0", "0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path_data(outline: Outline, scale: float = 1.0, digits: int = 2) -> str:
    """The outline enlarged by `scale`, its points rounded to `digits` decimals, written relative to the one before.

    Each step is measured from where the rounded ones led, so that roundings don't add up.
    """
    unit = 10**digits
    here = start = (0, 0)
    parts: list[str] = []
    letter = ""
    for code, points in _commands(outline):
        if code == CLOSE:
            parts.append("z")
            here, letter = start, "z"
            continue
        grid = [(round(x * scale * unit), round(y * scale * unit)) for x, y in points]
        steps = [value for x, y in grid for value in (x - here[0], y - here[1])]
        wanted = _LETTERS[code]
        # A move is followed by lines without a letter of their own; a second move always needs its letter.
        parts.append(_joined([number(step / unit, digits) for step in steps], "" if wanted == letter and code != MOVE else wanted))
        here, letter = grid[-1], "l" if code == MOVE else wanted
        start = here if code == MOVE else start
    return "".join(parts)


def _joined(numbers: list[str], letter: str) -> str:
    text = letter
    for value in numbers:
        needs_space = text[-1:].isdigit() or text[-1:] == "." or not text
        text += value if value.startswith("-") or not needs_space else f" {value}"
    return text


def _commands(outline: Outline) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    codes, points = outline.codes, outline.points
    at = 0
    while at < len(codes):
        code = codes[at]
        many = _POINTS.get(code, 1)
        yield code, [(points[2 * i], points[2 * i + 1]) for i in range(at, at + many)]
        at += many
