"""The geometry of outlines: exact boxes, curves made straight, and how much of a box a shape covers (by the nonzero rule)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate, pairwise
from math import ceil, hypot, inf, isfinite, nan, sqrt
from weakref import WeakKeyDictionary

from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Affine, Box, Outline

Point = tuple[float, float]
Segment = tuple[float, float, float, float]
"""A straight piece: x0, y0, x1, y1."""

NOWHERE = Box(inf, inf, -inf, -inf)
"""The box of nothing: it overlaps no box, and joined to one it changes nothing."""
UNKNOWN = Box(nan, nan, nan, nan)
"""The box of an outline with a coordinate that is no number: it overlaps nothing and nothing contains it."""
AS_IT_IS = Affine()
TOLERANCE = 0.1
"""How far a straight piece may lie from its curve, in scene units."""
_SPANS = {QUADRATIC: 2, CUBIC: 3}
_PIECES_A_COLUMN = 8
_boxes: WeakKeyDictionary[Outline, Box] = WeakKeyDictionary()


class Cover(Enum):
    """How much of a box a shape covers."""

    NONE = "not at all"
    PART = "partly"
    WHOLE = "wholly"


@dataclass(frozen=True, slots=True)
class Ring:
    """A subpath made straight. A stroke joins its ends when it is closed, a fill always does."""

    points: tuple[Point, ...]
    closed: bool

    def pieces(self, *, closed: bool) -> list[Segment]:
        """Its straight pieces, with the one that leads back to the start when `closed`."""
        points = (*self.points, self.points[0]) if closed else self.points
        return [(*start, *end) for start, end in pairwise(points)]


def exact_box(outline: Outline) -> Box:
    """The box around the curves themselves, in the outline's own units; NOWHERE when nothing is drawn. Kept while the outline lives."""
    box = _boxes.get(outline)
    if box is None:
        box = _boxes[outline] = _box_around(outline, AS_IT_IS)
    return box


def placed_box(outline: Outline, transform: Affine) -> Box:
    """The box around the curves where the transform puts them."""
    if transform.b or transform.c:
        return _box_around(outline, transform)
    return moved_box(exact_box(outline), transform)


def moved_box(box: Box, transform: Affine) -> Box:
    """The smallest upright box around a box that was transformed."""
    if box == NOWHERE:
        return NOWHERE
    left, top, right, bottom = box
    a, b, c, d, e, f = transform
    if not (b or c):
        xs, ys = (a * left + e, a * right + e), (d * top + f, d * bottom + f)
    else:
        xs, ys = zip(*(transform.of(x, y) for x in (left, right) for y in (top, bottom)), strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all; NOWHERE for none, UNKNOWN when one has a side that is no number."""
    if not boxes:
        return NOWHERE
    if not all(isfinite(sum(box)) for box in boxes):
        return UNKNOWN
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def rectangle(box: Box) -> Outline:
    """The outline of a box."""
    left, top, right, bottom = box
    return Outline(bytes((MOVE, LINE, LINE, LINE, CLOSE)), array("d", (left, top, right, top, right, bottom, left, bottom, left, top)))


def inverse(transform: Affine) -> Affine:
    """The transform that undoes this one. Raises ZeroDivisionError when it flattens the plane."""
    a, b, c, d, e, f = transform
    scale = a * d - b * c
    back = Affine(d / scale, -b / scale, -c / scale, a / scale)
    x, y = back.of(e, f)
    return back._replace(e=-x, f=-y)


def flatten(outline: Outline, transform: Affine = AS_IT_IS, tolerance: float = TOLERANCE) -> tuple[Ring, ...]:
    """The outline where the transform puts it, as straight pieces at most `tolerance` (in scene units) away from its curves."""
    if _is_one_line(outline.codes):
        corners = _places(outline, transform)[: 1 + outline.codes.count(LINE)]
        return (Ring(tuple(corners), outline.codes[-1] == CLOSE),)
    rings: list[Ring] = []
    points: list[Point] = []
    for code, ends in _commands(outline, transform):
        if code == LINE:
            points.append(ends[0])
        elif code in _SPANS:
            points.extend(_straightened((points[-1], *ends), tolerance))
        else:
            if points:
                rings.append(Ring(tuple(points), code == CLOSE))
            points = ends if code == MOVE else []
    return (*rings, Ring(tuple(points), closed=False)) if points else tuple(rings)


@dataclass(frozen=True, eq=False)
class Shape:
    """An outline where it stands in the scene. Nothing is worked out before it is asked for, and then once."""

    outline: Outline
    transform: Affine = AS_IT_IS

    @cached_property
    def box(self) -> Box:
        """The exact box, without any stroke."""
        return placed_box(self.outline, self.transform)

    def stroked_box(self, width: float) -> Box:
        """The box of its stroke, `width` being in the outline's own units. A mitred tip may stick out further."""
        return self.box.grown(width * self.transform.factor / 2)

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Its subpaths, made straight; none when a coordinate is no number."""
        return self._straight.rings

    def winding(self, x: float, y: float) -> int:
        """How often the filled shape goes around a point; 0 is outside."""
        turns = 0
        for x0, y0, x1, y1 in self._filled.at(x):
            if (x0 <= x) != (x1 <= x) and y0 + (x - x0) * (y1 - y0) / (x1 - x0) > y:
                turns += 1 if x1 > x0 else -1
        return turns

    def fill_cover(self, box: Box) -> Cover:
        """How much of a box the fill covers. A box without width or height is a point or a line."""
        if not self.box.grown(1e-9).overlaps(box.grown(1e-9)):
            return Cover.NONE
        if any(crosses(piece, box) for piece in self._filled.near(box)):
            return Cover.PART
        return Cover.WHOLE if self.winding(*box.middle) else Cover.NONE

    def stroke_cover(self, box: Box, radius: float) -> Cover:
        """How much of a box a stroke covers, `radius` being half its width. Ends count as round, and a dashed stroke as a whole one."""
        cover, corners = Cover.NONE, {*_corners(box)}
        could_be_whole = min(box.width, box.height) < 2 * radius
        for piece in self._drawn.near(box.grown(radius)):
            if could_be_whole and all(_distance(piece, x, y) < radius for x, y in corners):
                return Cover.WHOLE
            if cover is Cover.NONE and distance(piece, box) < radius:
                cover = Cover.PART
                if not could_be_whole:
                    break
        return cover

    def along(self, step: float, most: int) -> list[Point]:
        """Points about `step` apart on the outline, from its start to its end, at least 2 (a dot gives 1) and at most about `most`."""
        pieces = [piece for piece in self._drawn.pieces if piece[:2] != piece[2:]]
        if not pieces:
            return [ring.points[0] for ring in self.rings[:1]]
        ends = list(accumulate(hypot(x1 - x0, y1 - y0) for x0, y0, x1, y1 in pieces))
        count = max(1, min(most - 1, ceil(ends[-1] / step)))
        points, at = [pieces[0][:2]], 0
        for number in range(1, count + 1):
            far = ends[-1] * number / count
            while ends[at] < far and at < len(ends) - 1:
                at += 1
            x0, y0, x1, y1 = pieces[at]
            back = min(1.0, max(0.0, (ends[at] - far) / hypot(x1 - x0, y1 - y0)))
            points.append((x1 + (x0 - x1) * back, y1 + (y0 - y1) * back))
        return points

    @property
    def _filled(self) -> _Columns:
        return self._straight.filled

    @property
    def _drawn(self) -> _Columns:
        return self._straight.drawn

    @cached_property
    def _straight(self) -> _Straight:
        transform, straight = _kept.get(self.outline, (None, None))
        if straight is None or transform != self.transform:
            straight = _Straight(flatten(self.outline, self.transform) if isfinite(sum(self.box)) else ())
            _kept[self.outline] = self.transform, straight
        return straight


class _Straight:
    """An outline made straight where it stands. It must not know the outline: it is kept for as long as that lives."""

    def __init__(self, rings: tuple[Ring, ...]) -> None:
        self.rings = rings

    @cached_property
    def filled(self) -> _Columns:
        """The pieces around what a fill covers."""
        return _Columns([piece for ring in self.rings for piece in ring.pieces(closed=True)])

    @cached_property
    def drawn(self) -> _Columns:
        """The pieces that a stroke runs along."""
        dots = [(*ring.points[0], *ring.points[0]) for ring in self.rings if len(ring.points) == 1]
        return _Columns([piece for ring in self.rings for piece in ring.pieces(closed=ring.closed)] + dots)


_kept: WeakKeyDictionary[Outline, tuple[Affine, _Straight]] = WeakKeyDictionary()
"""Each outline where it was looked at last: a drawing has the same ones on card after card."""


class _Columns:
    """Straight pieces sorted into columns of equal width, so that a look at one place does not go through all of them."""

    def __init__(self, pieces: list[Segment]) -> None:
        self.pieces = pieces
        xs = [piece[0] for piece in pieces] + [piece[2] for piece in pieces] or [0.0]
        self._left, right = min(xs), max(xs)
        count = len(pieces) // _PIECES_A_COLUMN if right > self._left else 0
        self._pace = count / (right - self._left) if count else 0.0
        self._columns: list[list[Segment]] = [[] for _ in range(count + 1)]
        for piece in pieces:
            first, last = int((piece[0] - self._left) * self._pace), int((piece[2] - self._left) * self._pace)
            for column in self._columns[first : last + 1] or self._columns[last : first + 1]:
                column.append(piece)

    def _number(self, x: float) -> int:
        return int(min(max((x - self._left) * self._pace, 0.0), len(self._columns) - 1)) if self._pace else 0

    def at(self, x: float) -> Sequence[Segment]:
        """Every piece that spans x, once, and some neighbours."""
        return self._columns[self._number(x)]

    def near(self, box: Box) -> list[Segment]:
        """Every piece whose own box meets another, some of them twice."""
        left, top, right, bottom = box
        return [
            piece
            for column in self._columns[self._number(left) : self._number(right) + 1]
            for piece in column
            if (piece[1] >= top or piece[3] >= top)
            and (piece[1] <= bottom or piece[3] <= bottom)
            and (piece[0] >= left or piece[2] >= left)
            and (piece[0] <= right or piece[2] <= right)
        ]


def crosses(piece: Segment, box: Box) -> bool:
    """Whether a straight piece goes through the inside of a box: no line parts the two (the separating axis theorem)."""
    x0, y0, x1, y1 = piece
    left, top, right, bottom = box
    if max(x0, x1) <= left or min(x0, x1) >= right or max(y0, y1) <= top or min(y0, y1) >= bottom:
        return False
    dx, dy = x1 - x0, y1 - y0
    sides = [dx * (y - y0) - dy * (x - x0) for x, y in _corners(box)]
    return min(sides) < 0 < max(sides) or dx == dy == 0


def distance(piece: Segment, box: Box) -> float:
    """How far apart a straight piece and a box are; 0 when they meet."""
    x0, y0, x1, y1 = piece
    left, top, right, bottom = box
    if left == right and top == bottom:
        return _distance(piece, left, top)
    if crosses(piece, box):
        return 0.0
    ends = [hypot(max(left - x, x - right, 0.0), max(top - y, y - bottom, 0.0)) for x, y in ((x0, y0), (x1, y1))]
    return min(*ends, *(_distance(piece, x, y) for x, y in _corners(box)))


def _distance(piece: Segment, x: float, y: float) -> float:
    x0, y0, x1, y1 = piece
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
    return hypot(x - x0 - along * dx, y - y0 - along * dy)


def _corners(box: Box) -> tuple[Point, Point, Point, Point]:
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _is_one_line(codes: bytes) -> bool:
    """Whether it is one polyline, open or closed at its end: the lines and areas of charts have thousands of points and nothing else."""
    straight = codes.count(LINE)
    return straight > 0 and codes[0] == MOVE and len(codes) - straight == 1 + (codes[-1] == CLOSE)


def _places(outline: Outline, transform: Affine) -> list[Point]:
    pairs = zip(outline.points[::2], outline.points[1::2], strict=False)
    if transform == AS_IT_IS:
        return list(pairs)
    a, b, c, d, e, f = transform
    return [(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]


def _commands(outline: Outline, transform: Affine) -> Iterator[tuple[int, list[Point]]]:
    """Every drawing command with its points. One that follows a CLOSE without a MOVE starts where the closed part did."""
    codes, places = outline.codes, _places(outline, transform)
    start, lifted, at = places[:1], True, 0
    while at < len(places):
        code, span = codes[at], _SPANS.get(codes[at], 1)
        ends = places[at : at + span]
        at += span
        if code == MOVE:
            start, lifted = ends[:], False
        elif code == CLOSE:
            lifted = True
        elif lifted:
            yield MOVE, start[:]
            lifted = False
        if len(ends) == span:
            yield code, ends


def _box_around(outline: Outline, transform: Affine) -> Box:
    if not isfinite(sum(outline.points) + sum(transform)):
        return UNKNOWN
    if transform == AS_IT_IS and _is_one_line(outline.codes):
        across, down = (outline.points[place : 2 + 2 * outline.codes.count(LINE) : 2] for place in (0, 1))
        return Box(min(across), min(down), max(across), max(down))
    xs: list[float] = []
    ys: list[float] = []
    last: Point = (0.0, 0.0)
    for code, ends in _commands(outline, transform):
        if code in (LINE, QUADRATIC, CUBIC):
            for values, place in ((xs, 0), (ys, 1)):
                values += (last[place], ends[-1][place])
                if code != LINE:
                    values += _turns([last[place], *(end[place] for end in ends)])
        last = ends[-1] if code != CLOSE else last
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else NOWHERE


def _turns(values: Sequence[float]) -> list[float]:
    """The values of one coordinate where a curve turns round between its ends, from its control values."""
    low, high = sorted((values[0], values[-1]))
    if low <= min(values) and max(values) <= high:
        return []
    return [_value(values, t) for t in _flat_places(values) if 0 < t < 1]


def _flat_places(values: Sequence[float]) -> list[float]:
    """Where a Bézier curve's derivative is 0: the roots of a polynomial of degree 1 (quadratic curve) or 2 (cubic curve)."""
    steps = [end - start for start, end in pairwise(values)]
    if len(steps) == 2:
        steps = [steps[0], (steps[0] + steps[1]) / 2, steps[1]]
    constant, linear, square = steps[0], 2 * (steps[1] - steps[0]), steps[0] - 2 * steps[1] + steps[2]
    under = linear * linear - 4 * square * constant
    if under < 0:
        return []
    # The form of the roots that loses no digits when `square` is near 0.
    q = -(linear + (sqrt(under) if linear >= 0 else -sqrt(under))) / 2
    return [top / low for top, low in ((q, square), (constant, q)) if low]


def _value(values: Sequence[float], t: float) -> float:
    """The curve's value at t."""
    left = 1 - t
    if len(values) == 3:
        return left * left * values[0] + 2 * left * t * values[1] + t * t * values[2]
    return left**3 * values[0] + 3 * left * t * (left * values[1] + t * values[2]) + t**3 * values[3]


def _straightened(curve: tuple[Point, ...], tolerance: float) -> list[Point]:
    """Points on a curve after its first: a curve of degree n cut in k leaves at most n(n-1)/8 × its second difference / k²."""
    bends = (hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]) for a, b, c in zip(curve, curve[1:], curve[2:], strict=False))
    degree = len(curve) - 1
    count = ceil(min(200.0, sqrt(degree * (degree - 1) / 8 * max(bends) / tolerance))) or 1
    xs, ys = zip(*curve, strict=True)
    return [*((_value(xs, step / count), _value(ys, step / count)) for step in range(1, count)), curve[-1]]
