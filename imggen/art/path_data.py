"""SVG path data becomes an outline, read by fontTools."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder

from imggen.scene import CLOSE, CUBIC, LINE, MOVE, Outline


class TooManyPointsError(Exception):
    """A path has more points than it may have."""


def parse_path_data(data: str, most: int) -> Outline:
    """Read the `d` of an SVG path of at most so many points: every command, arcs as curves.

    Raises ValueError, IndexError or TypeError for bad data, and TooManyPointsError at the first point too many.
    """
    pen = _OutlinePen(most)
    parse_path(data, pen)
    return Outline(bytes(pen.codes), pen.points)


def parse_shape(name: str, attributes: Mapping[str, str], most: int) -> Outline:
    """Read one of SVG's shapes: `path`, `rect`, `circle`, `ellipse`, `line`, `polyline`, `polygon`. Raises like `parse_path_data`."""
    if name == "path":
        return parse_path_data(attributes.get("d", ""), most)
    builder = PathBuilder()
    builder.add_path_from_element(Element(name, {key: value for key, value in attributes.items() if key != "transform"}))
    return parse_path_data(builder.paths[0] if builder.paths else "", most)


class _OutlinePen(BasePen):  # type: ignore[misc]
    """Collects what fontTools' path parser draws; fontTools is not typed."""

    def __init__(self, most: int) -> None:
        super().__init__(None)
        self.most = most
        self.codes = bytearray()
        self.points: array[float] = array("d")

    def _add(self, code: int, *points: tuple[float, float]) -> None:
        for x, y in points:
            self.codes.append(code)
            self.points.extend((x, y))
        if len(self.codes) > self.most:
            raise TooManyPointsError

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._add(MOVE, pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._add(LINE, pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self._add(CUBIC, pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802 - fontTools' name
        self._add(CLOSE, (0.0, 0.0))

    def _endPath(self) -> None:  # noqa: N802 - fontTools' name
        pass
