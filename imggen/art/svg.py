"""SVG files become drawings: paths only, colours by token. What is not understood is refused, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from imggen.art.drawing import Drawing, Shape
from imggen.errors import InputError
from imggen.scene import Box

_SVG = "{http://www.w3.org/2000/svg}"
_LARGEST_FILE = 2_000_000
_MOST_SHAPES = 2_000


@lru_cache(maxsize=64)
def find_drawing(name: str, folders: tuple[Path, ...]) -> Drawing | None:
    """The drawing of that name in the first folder that has it; None when no folder has."""
    for folder in folders:
        path = folder / f"{name}.svg"
        if path.is_file():
            return parse_drawing(path.read_bytes(), name)
    return None


def parse_drawing(data: bytes, name: str) -> Drawing:
    """Read an SVG of paths in groups. Each path names its colours in `data-fill` and `data-stroke`.

    Raises InputError for anything that is not such a file: a DOCTYPE, an element other than svg, title, g and path, a transform,
    bad path data, or more than can be meant well.
    """
    if len(data) > _LARGEST_FILE or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError("not a drawing that can be used", name, "an SVG under 2 MB without DOCTYPE or entities is expected")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - without DOCTYPE there are no entities to expand
        left, top, width, height = (float(part) for part in root.get("viewBox", "").split())
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"not an SVG drawing: {error}", name, "an <svg> with a viewBox of four numbers is expected") from None
    shapes = tuple(_shapes(root, name))
    if len(shapes) > _MOST_SHAPES or width <= 0 or height <= 0:
        raise InputError(f"{len(shapes)} paths in {width} by {height}", name, f"at most {_MOST_SHAPES} paths in a real box are expected")
    return Drawing(name, Box(left, top, left + width, top + height), shapes)


def _shapes(root: ElementTree.Element, name: str) -> Iterable[Shape]:
    def descend(element: ElementTree.Element, inherited: dict[str, str]) -> Iterable[Shape]:
        for child in element:
            tag = child.tag.removeprefix(_SVG)
            if "transform" in child.attrib or tag not in {"g", "path", "title"}:
                raise InputError(
                    f"<{tag}> with {', '.join(child.attrib) or 'nothing'}", name, "only <g> and <path> without transform are expected"
                )
            look = {**inherited, **child.attrib}
            if tag == "g":
                yield from descend(child, {**look, "part": child.get("id", inherited.get("part", ""))})
            elif tag == "path":
                yield _shape(look, name)

    return descend(root, {})


def _shape(look: dict[str, str], name: str) -> Shape:
    from imggen.art.path_data import parse_path_data  # fontTools, which only cards with drawings need

    try:
        outline = parse_path_data(look.get("d", ""))
        width, opacity = float(look.get("stroke-width", "1")), float(look.get("opacity", "1"))
    except (ValueError, IndexError, TypeError) as error:
        raise InputError(f"bad path: {error}", name, "SVG path data is expected") from None
    fill, stroke = ("" if look.get(kind) == "none" else look.get(f"data-{kind}", "") for kind in ("fill", "stroke"))
    return Shape(look.get("part", ""), outline, fill, stroke, width, opacity)
