"""A timeline card laid out by hand, with real glyphs: what painters and encoders are timed and judged on."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import uharfbuzz

from imggen.assets import folder
from imggen.colour import Colour, parse_colour
from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Box, Glyph, Node, Outline, Path, Scene, Stroke, Text

INK, MUTED, VIOLET, DARK = (parse_colour(text) for text in ("#17141F", "#595665", "#6440DE", "#1E1A28"))
GRID, TINT, AMBER, CHIP = (parse_colour(text) for text in ("#DEDCE5", "#ECEAF1", "#F2A900", "#FFE3A3"))
PAPER = Colour(255, 255, 255)

SANS, SEMIBOLD, BOLD, SERIF = (
    "source-sans/SourceSans3-Regular.ttf",
    "source-sans/SourceSans3-SemiBold.ttf",
    "source-sans/SourceSans3-Bold.ttf",
    "source-serif/SourceSerif4-Bold.ttf",
)


def outline(*commands: tuple[int, Sequence[float]]) -> Outline:
    """An outline from commands, each a code and its points: `(MOVE, (0, 0)), (LINE, (5, 5)), (CLOSE, ())`."""
    codes, points = bytearray(), array("d")
    for code, numbers in commands:
        flat = list(numbers) or [0.0, 0.0]
        codes += bytes([code]) * (len(flat) // 2)
        points.extend(flat)
    return Outline(bytes(codes), points)


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    return outline((MOVE, (left, top)), (LINE, (right, top)), (LINE, (right, bottom)), (LINE, (left, bottom)), (CLOSE, ()))


def polyline(*points: tuple[float, float]) -> Outline:
    return outline((MOVE, points[0]), *((LINE, point) for point in points[1:]))


def circle(x: float, y: float, radius: float) -> Outline:
    k = 0.5522847498 * radius
    return outline(
        (MOVE, (x + radius, y)),
        (CUBIC, (x + radius, y + k, x + k, y + radius, x, y + radius)),
        (CUBIC, (x - k, y + radius, x - radius, y + k, x - radius, y)),
        (CUBIC, (x - radius, y - k, x - k, y - radius, x, y - radius)),
        (CUBIC, (x + k, y - radius, x + radius, y - k, x + radius, y)),
        (CLOSE, ()),
    )


@cache
def face(name: str) -> tuple[uharfbuzz.Font, int]:
    loaded = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(folder("fonts") / name)))
    return uharfbuzz.Font(loaded), loaded.upem


@cache
def glyph_outline(name: str, number: int) -> Outline:
    font, em = face(name)
    commands: list[tuple[int, Sequence[float]]] = []

    def put(code: int, *numbers: float) -> None:
        commands.append((code, [(-1 if i % 2 else 1) * value / em for i, value in enumerate(numbers)]))

    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: put(MOVE, x, y))
    pen.set_line_to_func(lambda x, y, _: put(LINE, x, y))
    pen.set_quadratic_to_func(lambda *numbers: put(QUADRATIC, *numbers[:4]))
    pen.set_cubic_to_func(lambda *numbers: put(CUBIC, *numbers[:6]))
    pen.set_close_path_func(lambda _: commands.append((CLOSE, ())))
    font.draw_glyph(number, pen)
    return outline(*commands)


def words(says: str, x: float, y: float, size: float, *, fill: Colour = INK, font: str = SANS, end: bool = False, **more: object) -> Text:
    shaper, em = face(font)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(says)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer)
    width = sum(place.x_advance for place in buffer.glyph_positions) / em * size
    pen = x = x - width if end else x
    glyphs = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(glyph_outline(font, info.codepoint), pen, y, size, info.codepoint, font))
        pen += place.x_advance / em * size
    ink = Box(x, y - 0.75 * size, pen, y + 0.25 * size)
    return Text(tuple(glyphs), fill, "label", says, size, ink, ink, **more)  # type: ignore[arg-type]


def hand_card(number: int = 0, *, scale: float = 1.0) -> Scene:
    """A card of 1200 by 675 units; another `number` is another card: other counts, other words."""
    left, right, top, bottom = 134.0, 904.0, 287.0, 557.0

    def place(day: int, count: float) -> tuple[float, float]:
        return left + (right - left) * day / 59, bottom - (bottom - top) * count / 5000

    challenger = [place(day, 1240 + number + 2863 * (day / 59) ** 1.2 + 40 * math.sin(day + number)) for day in range(60)]
    rival = [place(day, 3985 + 0.5 * day + 12 * math.sin(2 * day + number)) for day in range(60)]
    stairs = [point for one, two in pairwise(challenger) for point in (one, (two[0], one[1]))] + [challenger[-1]]
    nodes: list[Node] = [
        Path(rectangle(60, 36, 1140, 39), "rule", INK),
        Path(rectangle(60, 36, 136, 47), "rule", VIOLET),
        Path(circle(79, 79, 19), "mark", VIOLET),
        Path(polyline(*challenger, *reversed(rival)), "tint", TINT),
    ]
    for step in range(1, 6):
        y = place(0, 1000 * step)[1]
        nodes.append(Path(polyline((left, y), (right, y)), "grid", stroke=Stroke(GRID, 2)))
        nodes.append(words(f"{step},000", left - 16, y + 7, 22, fill=MUTED, end=True))
    nodes += [words("0", left - 16, bottom + 7, 22, fill=MUTED, end=True)]
    nodes += [Path(polyline((left, bottom), (right, bottom)), "axis", stroke=Stroke(INK, 3))]
    for day, label in zip((0, 14, 28, 42, 59), ("4 Mar", "18 Mar", "1 Apr", "15 Apr", "29 Apr"), strict=True):
        x = place(day, 0)[0]
        nodes.append(Path(polyline((x, bottom), (x, bottom + 8)), "tick", stroke=Stroke(INK, 3)))
        nodes.append(words(label, x - 28, 591, 22))
    x, y = challenger[54]
    nodes += [
        Path(polyline((left, 350), (left, 480)), "gap", stroke=Stroke(MUTED, 2.5, dash=(6, 6))),
        words(f"gap {2745 - number:,}", 149, 425, 25),
        Path(polyline(*rival), "line", stroke=Stroke(DARK, 5)),
        Path(polyline(*stairs), "line", stroke=Stroke(VIOLET, 9)),
        Path(circle(*challenger[-1], 9), "marker", VIOLET, Stroke(PAPER, 3)),
        Path(polyline((x, y + 18), (x, 412)), "leader", stroke=Stroke(INK, 2.5)),
        Path(circle(x, y, 17), "ring", stroke=Stroke(INK, 8)),
        Path(circle(x, y, 17), "ring", stroke=Stroke(AMBER, 5)),
        words("Overtaken", 813, 441, 25, font=SEMIBOLD, bold=True, halo=Stroke(PAPER, 5)),
        words("27 April", 834, 470, 25, fill=MUTED, halo=Stroke(PAPER, 5)),
        words("@citylibrary@social.example", 112, 88, 26, font=SEMIBOLD),
        words("The mastodon caught up in eight weeks", 60, 162, 52, font=SERIF, bold=True),
        words("Followers on ", 60, 202, 26, fill=MUTED),
        words("Mastodon", 210, 202, 26, fill=VIOLET, font=BOLD),
        words("and on X, 4 March to 29 April 2024", 320, 202, 26, fill=MUTED),
        words("3,985", 134, 322, 28, font=BOLD),
        words(f"{1240 + number:,}", 134, 534, 28, font=BOLD, fill=VIOLET),
        words("Mastodon", 950, 294, 26, font=SEMIBOLD, fill=VIOLET),
        words(f"{4103 + number:,}", 950, 330, 40, font=BOLD, fill=VIOLET),
        words("X", 950, 378, 26, font=SEMIBOLD),
        words("4,017", 950, 414, 40, font=BOLD),
        Path(rectangle(950, 442, 1095, 478), "chip", CHIP),
        words(f"+{86 + number} ahead", 959, 468, 25, font=BOLD),
        Path(rectangle(60, 606, 1140, 608), "rule", GRID),
        words("Sample data, fictional account, one reading every day", 60, 645, 22, fill=MUTED),
        words("#MastodonVsX", 1140, 645, 22, fill=MUTED, font=BOLD, end=True),
    ]
    return Scene(1200, 675, scale, PAPER, tuple(nodes), Box(60, 36, 1140, 650), 22, "The mastodon caught up in eight weeks")
