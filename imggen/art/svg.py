"""SVG files become drawings: shapes in plain colours or in colours by token. What is not understood is refused, never guessed.

A file may come from a stranger: it is read piece by piece, and left as soon as it has more of anything than a drawing has.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import dist, hypot, isfinite
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from imggen.art.drawing import Drawing, Shape
from imggen.art.svg_look import PLAIN, Look, strange
from imggen.art.svg_transform import parse_transform, placed
from imggen.errors import InputError
from imggen.files import read_file
from imggen.scene import CLOSE, MOVE, Affine, Box, Outline

LARGEST = 1_000_000
"""The largest file of a drawing, in bytes."""
_MOST_SHAPES, _MOST_ELEMENTS, _DEEPEST, _MOST_POINTS = 2_000, 5_000, 40, 20_000
_LONGEST = 2_000
"""How long all lines of a drawing may be together, in diagonals of its box: painting takes its time and memory by that. Our own have 60."""
_FAR = 1e6
"""The largest number in a drawing."""
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
_SILENT = frozenset(("title", "desc", "metadata", "defs"))
"""Elements that draw nothing: what is in them is passed over, but for what would run or fetch something."""
_NEVER = frozenset(("script", "style", "image", "use", "foreignObject", "a", "animate", "set", "iframe", "text", "feImage"))


def find_drawing(name: str, folders: tuple[Path, ...]) -> Drawing | None:
    """The drawing of that name in the first folder that has it, as it is there now; None when no folder has."""
    for folder in folders:
        path = folder / f"{name}.svg"
        try:
            found = path.stat()
        except OSError:
            continue
        return _kept(path, found.st_mtime_ns, found.st_size)
    return None


@lru_cache(maxsize=64)
def _kept(path: Path, _time: int, _size: int) -> Drawing:
    return parse_drawing(read_file(path, LARGEST), str(path))


def parse_drawing(data: bytes, name: str, *, tokens: bool = True) -> Drawing:
    """Read an SVG of shapes in groups. A shape names its colours by tokens in `data-fill` and `data-stroke`, or has its own.

    Without `tokens` it has its own alone. Raises InputError that names the file for anything that is not such a file: a DOCTYPE,
    scripts, links, gradients, styles, and all else that would look otherwise than meant; and for more than can be meant well.
    """
    if len(data) > LARGEST:
        raise InputError("not a drawing that can be used", name, "an SVG under 1 MB without DOCTYPE or entities is expected")
    reader = _Reader(name, tokens=tokens)
    try:
        view = reader.read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"not an SVG drawing: {error}", name, "an <svg> with a viewBox of four numbers is expected") from None
    if view.width <= 0 or view.height <= 0 or not all(isfinite(side) and abs(side) <= _FAR for side in view):
        raise InputError(f"a box of {view.width} by {view.height}", name, "paths in a real box are expected")
    if not sum(_length(shape.outline) for shape in reader.shapes) <= _LONGEST * hypot(view.width, view.height):
        raise InputError("too many long lines", name, f"{_LONGEST} times the diagonal of its box at most are expected, all together")
    return Drawing(name, view, tuple(reader.shapes))


class _Open(NamedTuple):
    """An element that is not closed yet."""

    look: Look
    transform: Affine
    part: str


class _Reader:
    """Reads an SVG element by element."""

    def __init__(self, name: str, *, tokens: bool) -> None:
        self.name, self.tokens = name, tokens
        self.shapes: list[Shape] = []
        self.view: Box | None = None
        self._open: list[_Open] = []
        self._silent = self._elements = self._points = 0

    def read(self, data: bytes) -> Box:
        """The view box; the shapes are kept. Raises ValueError or ExpatError for what is no SVG, InputError for what is refused."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(data, True)
        if self.view is None:
            raise ValueError("no viewBox")
        return self.view

    def _refuse(self, what: str, instead: str) -> InputError:
        return InputError(what, self.name, instead)

    def _refuse_doctype(self, *_: object) -> None:
        raise self._refuse("a DOCTYPE", "an SVG under 1 MB without DOCTYPE or entities is expected")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._open) + self._silent >= _DEEPEST:
            raise self._refuse("too many elements, or too many in each other", f"at most {_MOST_ELEMENTS}, {_DEEPEST} deep, are expected")
        if name in _NEVER:
            raise self._refuse(f"<{name}>", "only shapes and groups in plain colours are expected")
        if self._silent or name in _SILENT or space not in ("", _SVG):
            self._silent += 1
        elif not self._open:
            self._begin(name, attributes)
        elif name == "g" or name in _SHAPES:
            self._enter(name, attributes)
        else:
            raise self._refuse(f"<{name}>", "only shapes and groups in plain colours are expected")

    def _end(self, _: str) -> None:
        if self._silent:
            self._silent -= 1
        else:
            self._open.pop()

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "svg":
            raise ValueError(f"<{name[:40]}> is no <svg>")
        self.view = _view(attributes)
        rest = {key: value for key, value in attributes.items() if key not in ("x", "y", "preserveAspectRatio")}
        self._open.append(_Open(self._look(PLAIN, "svg", rest), Affine(), ""))

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        above = self._open[-1]
        look = self._look(above.look, name, attributes)
        transform = self._transform(attributes.get("transform", ""), above.transform)
        part = attributes.get("id", above.part) if name == "g" else above.part
        self._open.append(_Open(look, transform, part))
        if name in _SHAPES:
            self._add(name, attributes, self._open[-1])

    def _transform(self, text: str, above: Affine) -> Affine:
        try:
            return above.after(parse_transform(text))
        except ValueError as error:
            what = f"a transform that can't be used: {error}"
            raise self._refuse(what, "numbers in matrix, translate, scale, rotate or skew are expected") from None

    def _look(self, above: Look, name: str, attributes: Mapping[str, str]) -> Look:
        if found := strange(name, attributes):
            raise self._refuse(f"an SVG with {found} on <{name}>", "only shapes and groups in plain colours are expected")
        try:
            return above.changed(attributes, tokens=self.tokens)
        except ValueError as error:
            raise self._refuse(f"{error} on <{name}>", "plain colours and numbers are expected") from None

    def _add(self, name: str, attributes: Mapping[str, str], at: _Open) -> None:
        # fontTools, which only cards with drawings need
        from imggen.art.path_data import TooManyPointsError, parse_shape

        many = self._refuse("too many shapes", f"at most {_MOST_SHAPES}, with {_MOST_POINTS} points, are expected")
        if len(self.shapes) >= _MOST_SHAPES:
            raise many
        try:
            outline = placed(parse_shape(name, attributes, _MOST_POINTS - self._points), at.transform)
        except TooManyPointsError:
            raise many from None
        except (ValueError, IndexError, TypeError, OverflowError, RecursionError) as error:
            raise self._refuse(f"bad path: {error}"[:120], "SVG path data is expected") from None
        self._points += len(outline.codes)
        if outline.points and not (min(outline.points) >= -_FAR and max(outline.points) <= _FAR):
            raise self._refuse("a path with numbers out of bounds", f"numbers up to {_FAR:.0f} are expected")
        look = at.look
        self.shapes.append(Shape(at.part, outline, look.fill, look.stroke, look.width * at.transform.factor, look.opacity))


def _length(outline: Outline) -> float:
    """How long an outline's lines are, those to the handles of its curves too, which are never shorter than the curves."""
    points = list(zip(outline.points[::2], outline.points[1::2], strict=True))
    return sum(dist(points[i - 1], points[i]) for i in range(1, len(points)) if outline.codes[i] not in (MOVE, CLOSE))


def _view(attributes: Mapping[str, str]) -> Box:
    """The box that is shown: the viewBox, else width and height."""
    if "viewBox" in attributes:
        left, top, width, height = (float(part) for part in attributes["viewBox"].replace(",", " ").split())
        return Box(left, top, left + width, top + height)
    sides = [attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    if not all(sides):
        raise ValueError("no viewBox")
    return Box(0, 0, *(float(side) for side in sides))
