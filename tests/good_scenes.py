"""Scenes that are right, for the tests of `check_scene`: hand-made cards as rich as real ones, with glyphs from the vendored fonts."""

from __future__ import annotations

import pathlib
from array import array
from dataclasses import replace
from functools import cache
from itertools import pairwise
from math import cos, pi, sin

import uharfbuzz

import imggen
from imggen.assets import folder
from imggen.colour import Colour, parse_colour
from imggen.scene import (
    CLOSE,
    CUBIC,
    LINE,
    MOVE,
    QUADRATIC,
    Affine,
    Box,
    Glyph,
    Gradient,
    Group,
    Image,
    Node,
    Outline,
    Path,
    Picture,
    Scene,
    Stroke,
    Text,
)

SERIF, BOLD, SEMI = "source-serif/SourceSerif4-Bold", "source-sans/SourceSans3-Bold", "source-sans/SourceSans3-SemiBold"
REGULAR = "source-sans/SourceSans3-Regular"
COMIC = "grandstander/Grandstander-Black"


class Pen:
    """Collects a glyph's outline in ems, y down."""

    def __init__(self, em: int) -> None:
        self.em, self.codes, self.numbers = em, bytearray(), array("d")

    def add(self, code, *points):
        for x, y in points:
            self.codes.append(code)
            self.numbers.extend((x / self.em, -y / self.em))

    def moveTo(self, point):
        self.add(MOVE, point)

    def lineTo(self, point):
        self.add(LINE, point)

    def qCurveTo(self, *points):
        self.add(QUADRATIC, *points)

    def curveTo(self, *points):
        self.add(CUBIC, *points)

    def closePath(self):
        self.add(CLOSE, (0, 0))


@cache
def font(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(folder("fonts") / f"{name}.ttf"))))


@cache
def outline(name: str, number: int) -> Outline:
    face = font(name)
    pen = Pen(face.face.upem)
    face.draw_glyph_with_pen(number, pen)
    return Outline(bytes(pen.codes), pen.numbers)


@cache
def shaped(name: str, words: str) -> tuple[tuple[int, float, float], ...]:
    """Glyph number, advance and horizontal offset in ems."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font(name), buffer, {"tnum": True})
    em = font(name).face.upem
    return tuple((i.codepoint, p.x_advance / em, p.x_offset / em) for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))


def ink_of(glyphs) -> Box:
    """The box around glyphs, by sampling their curves: not by the code that is tested."""
    xs, ys = [], []
    for glyph in glyphs:
        for x, y in points_of(glyph.outline):
            xs.append(glyph.x + glyph.size * x)
            ys.append(glyph.y + glyph.size * y)
    return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0, 0, 0, 0)


@cache
def points_of(shape: Outline) -> tuple[tuple[float, float], ...]:
    """Many points on an outline."""
    found, at, last = [], 0, (0.0, 0.0)
    span = {QUADRATIC: 2, CUBIC: 3}
    while at < len(shape.codes):
        code = shape.codes[at]
        count = span.get(code, 1)
        ends = [(shape.points[2 * n], shape.points[2 * n + 1]) for n in range(at, at + count)]
        at += count
        if code == CLOSE:
            continue
        for step in range(33 if count > 1 else 0):
            t, curve = step / 32, [last, *ends]
            while len(curve) > 1:
                curve = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(curve)]
            found.append(curve[0])
        found.append(ends[-1])
        last = ends[-1]
    return tuple(found)


def write(words, x, y, size, fill, role, *, face=REGULAR, anchor=0.0, halo=None, shown="") -> Text:
    """Words with their baseline at y; `anchor` 0 starts at x, 1 ends there. The room is the line's: from 0.8 above to 0.3 below."""
    placed = shaped(face, shown or words)
    width = sum(advance for _, advance, _ in placed) * size
    left = at = x - anchor * width
    glyphs = []
    for number, advance, offset in placed:
        glyphs.append(Glyph(outline(face, number), at + offset * size, y, size, number, face))
        at += advance * size
    room = Box(left, y - 1.0 * size, left + width, y + 0.35 * size)
    bold = face not in (REGULAR,)
    return Text(tuple(glyphs), colour(fill), role, words, size, ink_of(glyphs), room, halo, bold, shown)


def colour(text: str | Colour) -> Colour:
    return parse_colour(text) if isinstance(text, str) else text


def polygon(*points, closed=True) -> Outline:
    numbers = array("d", (number for point in points for number in point))
    codes = bytes((MOVE, *(LINE for _ in points[1:])))
    return Outline(codes + bytes((CLOSE,)), array("d", (*numbers, 0, 0))) if closed else Outline(codes, numbers)


def block(left, top, right, bottom) -> Outline:
    return polygon((left, top), (right, top), (right, bottom), (left, bottom))


def rounded(left, top, right, bottom, r) -> Outline:
    k = 0.45 * r
    codes = [MOVE]
    points = [left + r, top]
    corners = (
        ((right - r, top), (right - k, top), (right, top + k), (right, top + r)),
        ((right, bottom - r), (right, bottom - k), (right - k, bottom), (right - r, bottom)),
        ((left + r, bottom), (left + k, bottom), (left, bottom - k), (left, bottom - r)),
        ((left, top + r), (left, top + k), (left + k, top), (left + r, top)),
    )
    for start, one, two, end in corners:
        codes += [LINE, CUBIC, CUBIC, CUBIC]
        points += [*start, *one, *two, *end]
    return Outline(bytes((*codes, CLOSE)), array("d", (*points, 0, 0)))


def disc(x, y, r) -> Outline:
    return rounded(x - r, y - r, x + r, y + r, r)


def filled(shape, role, fill, stroke=None) -> Path:
    return Path(shape, role, colour(fill) if not isinstance(fill, Gradient) else fill, stroke)


def stroked(shape, role, ink, width, **more) -> Path:
    return Path(shape, role, None, Stroke(colour(ink), width, **more))


def spaced(low, high, count):
    return [low + (high - low) * number / (count - 1) for number in range(count)]


def icon(x, y, r, fill) -> Group:
    """A pastille with a letter in it, which is part of a drawing."""
    letter = write("M", 0, 0.4, 1.1, "#ffffff", "name", face=BOLD, anchor=0.5)
    return Group((filled(disc(0, 0, 1), "marker", fill), letter), "icon", Affine(r, 0, 0, r, x, y))


def head(title, face, ink, *, y=162, size=56) -> tuple[Node, ...]:
    return (
        icon(79, 79, 19, "#6440de"),
        write("@lelibreedu@mastodon.mim-libre.fr", 111, 88, 26, ink, "kicker", face=SEMI),
        write(title, 60, y, size, ink, "title", face=face),
    )


def foot(source, muted, *, y=646, tag="#TriompheModeste") -> tuple[Node, ...]:
    return (write(source, 60, y, 22, muted, "source"), write(tag, 1140, y, 22, muted, "hashtag", face=BOLD, anchor=1.0))


def duel() -> Scene:
    """Two numbers, two names, a ratio bar: newsroom style."""
    ink, muted, m, x = "#17141f", "#595665", "#6440de", "#1e1a28"
    rows = []
    for top, name, number, change, fill in ((216, "Mastodon", "5\u202f090", "+2\u202f190", m), (380, "ex-Twitter", "5\u202f840", "−10", x)):
        rows += [
            icon(79, top + 19, 19, fill),
            write(name, 111, top + 29, 30, ink, "name", face=SEMI),
            filled(polygon((350, top + 28), (368, top + 28), (359, top + 12)), "delta-arrow", fill),
            write(change, 474, top + 29, 30, fill, "delta", face=BOLD, anchor=1.0),
            write(number, 60, top + 134, 124, fill, "number", face=BOLD),
        ]
    bar = (
        filled(block(60, 542, 246, 580), "bar", m),
        filled(block(251, 542, 460, 580), "bar", x),
        write("47\u202f%", 76, 570, 26, "#ffffff", "bar-label", face=BOLD),
        write("53\u202f%", 444, 570, 26, "#ffffff", "bar-label", face=BOLD, anchor=1.0),
    )
    nodes = (
        stroked(polygon((60, 36), (1140, 36), closed=False), "rule", ink, 3),
        filled(block(60, 36, 136, 47), "tab", m),
        *head("Plus que 750 !", SERIF, ink),
        write("2 septembre 2023", 1140, 88, 26, muted, "date", anchor=1.0),
        *rows,
        Group(bar, "ratio"),
        creature(520, 250, 600),
        stroked(polygon((60, 608), (1140, 608), closed=False), "rule", "#dedce5", 2),
        *foot("Abonné·e·s au 2 sept. 2023 · évolution depuis le 30 août", muted),
    )
    return Scene(1200, 675, 4 / 3, colour("#ffffff"), nodes, Box(60, 48, 1140, 662), 22, "duel", "fr")


def creature(x, y, width) -> Group:
    """A drawing of many overlapping parts, with an opacity or two."""
    parts: list[Node] = [filled(disc(500, 520, 480), "shadow", "#dcdae4")]
    for number in range(40):
        a = number * 2.399
        parts.append(
            filled(disc(500 + 300 * cos(a), 300 + 180 * sin(a), 60 + number), "fur", ("#bd6a3b", "#7f4029", "#d68f5899")[number % 3])
        )
        parts.append(
            stroked(polygon((500, 300), (500 + 300 * cos(a), 300 + 180 * sin(a)), closed=False), "line", "#241a2e", 5.5, cap="round")
        )
    return Group(tuple(parts[1:]), "art", Affine(width / 1000, 0, 0, width / 1000, x, y - 20))


def timeline() -> Scene:
    """Two lines of sixty readings, labelled where they end; a ring where they cross; a note that crosses a line on a halo."""
    ink, muted, m, x, white = "#17141f", "#595665", "#6440de", "#1e1a28", "#ffffff"
    across = spaced(140, 904, 60)
    one = [(at, 500 - 222 * (n / 59) ** 0.5 + 3 * sin(n)) for n, at in enumerate(across)]
    other = [(at, 300 + 2 * sin(n / 3)) for n, at in enumerate(across)]
    halo = Stroke(colour(white), 9)
    grid = [stroked(polygon((130, y), (904, y), closed=False), "grid", "#dedce5", 2) for y in spaced(287, 489, 4)]
    heights = dict(zip(("6 000", "5 000", "4 000", "3 000"), spaced(287, 489, 4), strict=True))
    ticks = [write(label, 114, y + 8, 22, muted, "tick", anchor=1.0) for label, y in heights.items()]
    days = [
        write(day, at, 591, 24, ink, "tick", face=SEMI, anchor=0.5) for day, at in (("5 juil.", 140), ("4 août", 520), ("3 sept.", 904))
    ]
    cross = one[44]
    plot = (
        filled(polygon(*one, *reversed(other)), "tint", "#eceaf1"),
        *grid,
        stroked(polygon((126, 557), (904, 557), closed=False), "axis", ink, 2.5),
        stroked(polygon((120, 548), (126, 540), (134, 548), closed=False), "break-mark", ink, 2.5),
        stroked(polygon(*other, closed=False), "line", x, 5, cap="round"),
        stroked(polygon(*one, closed=False), "line-casing", white, 15, cap="round"),
        stroked(polygon(*one, closed=False), "line", m, 9, cap="round"),
        filled(disc(*one[-1], 11), "marker", m, Stroke(colour(white), 3)),
        filled(block(other[0][0] - 8, other[0][1] - 8, other[0][0] + 8, other[0][1] + 8), "marker", x, Stroke(colour(white), 3)),
        stroked(disc(*cross, 17), "ring-casing", ink, 10),
        stroked(disc(*cross, 17), "ring", "#f2a900", 6),
        stroked(polygon((cross[0], cross[1] + 22), (cross[0], 432), closed=False), "leader", ink, 2.5),
        stroked(polygon((140, 314), (140, 486), closed=False), "leader", muted, 2.5, dash=(3, 7), cap="round"),
        write("écart 2\u202f950", 154, 398, 25, ink, "note", face=SEMI),
        write("Croisement", cross[0], 457, 25, ink, "crossing", face=SEMI, anchor=0.5, halo=halo),
        write("entre le 16 et le 17 août", cross[0], 489, 25, muted, "crossing", anchor=0.5, halo=halo),
        write("nouvelles conditions", one[20][0], one[20][1] + 8, 25, ink, "event", face=SEMI, anchor=0.5, halo=halo),
    )
    ends = (
        stroked(polygon((920, 275), (930, 260), (942, 253), closed=False), "end-curve", m, 2.5),
        stroked(polygon((920, 301), (930, 330), (942, 338), closed=False), "end-curve", x, 2.5),
        write("Mastodon", 950, 251, 26, m, "end-name", face=SEMI),
        write("5\u202f876", 950, 289, 40, m, "end-value", face=BOLD),
        write("X", 950, 335, 26, x, "end-name", face=SEMI),
        write("5\u202f832", 950, 373, 40, x, "end-value", face=BOLD),
        filled(rounded(950, 400, 1112, 436, 10), "chip-fill", "#ffe3a3"),
        write("+44 d’avance", 960, 427, 25, ink, "chip", face=SEMI),
    )
    subtitle = [write("Abonné·e·s sur ", 60, 202, 26, muted, "subtitle"), write("Mastodon", 245, 202, 26, m, "subtitle", face=SEMI)]
    nodes = (
        *head("Mastodon passe devant X en deux mois", SERIF, ink),
        *subtitle,
        Group((*plot, *ticks, *days), "plot"),
        *ends,
        *foot("Relevés publics du 5 juillet au 3 septembre 2023", muted),
    )
    return Scene(1200, 675, 1, colour(white), nodes, Box(60, 48, 1140, 662), 22, "timeline", "fr")


def race() -> Scene:
    """A night sky of gradients, a photograph, a badge that is turned, a track and what runs on it."""
    ink, muted, m, x, hi = "#f7f5ff", "#c3bde2", "#ab97ff", "#f1f1f8", "#ffc94a"
    sky = Gradient((0, 0), (0, 675), ((0, colour("#120f29")), (0.6, colour("#1a1540")), (1, colour("#241c58"))))
    stars = [filled(disc(40 + 137 * n % 1160, 8 + 7 * n % 36, 1.5), "decoration", "#ffffff66") for n in range(20)]
    pixels = bytes(40 + (7 * n + 13 * c) % 40 if c < 3 else 255 for n in range(256) for c in range(4))
    photo = Image(Picture(16, 16, pixels), Box(780, 330, 940, 440), "avatar")
    turned = Affine(cos(0.14), -sin(0.14), sin(0.14), cos(0.14), 1040, 300)
    reach = [(66 * (1 if n % 2 else 0.84), n * pi / 14) for n in range(28)]
    star = polygon(*((r * cos(a), r * sin(a)) for r, a in reach))
    nodes = (
        filled(block(0, 0, 1200, 675), "paper", sky),
        filled(polygon((0, 470), (240, 400), (430, 455), (640, 380), (1200, 500), (1200, 675), (0, 675)), "art", "#2a2360"),
        filled(block(0, 520, 1200, 675), "art", "#2c2561"),
        *stars,
        *head("Dernière ligne droite", BOLD, hi, size=60),
        write("2 septembre 2023", 1140, 88, 26, muted, "date", anchor=1.0),
        write("87\u202f%", 54, 340, 203, m, "number", face=BOLD),
        write("Il manque 750 abonné·e·s.", 520, 238, 38, ink, "note", face=BOLD),
        write("À ce rythme, le croisement est attendu", 520, 284, 28, muted, "note"),
        photo,
        write("@lelibreedu", 860, 395, 24, ink, "name", face=SEMI, anchor=0.5),
        Group((filled(star, "badge-fill", hi), write("−750", 0, 16, 45, "#14112e", "badge", face=BOLD, anchor=0.5)), "seal", turned),
        filled(rounded(60, 546, 1140, 568, 11), "track", "#4a437f"),
        filled(rounded(60, 546, 837, 568, 11), "bar", m),
        filled(rounded(952, 546, 1140, 568, 11), "bar", x),
        filled(block(835, 540, 839, 576), "marker", ink, Stroke(colour("#14112e"), 1)),
        stroked(polygon((850, 516), (945, 516), closed=False), "connector", ink, 3),
        write("750", 897, 504, 34, hi, "value", face=BOLD, anchor=0.5),
        *(write(f"{part}\u202f%", 60 + 892 * part / 100, 602, 22, muted, "tick") for part in (0, 25, 50)),
        write("5\u202f090", 837, 604, 30, m, "value", face=BOLD, anchor=0.5),
        write("5\u202f840", 1046, 604, 30, x, "value", face=BOLD, anchor=0.5),
        *foot("Rythme moyen du 30 août au 2 septembre 2023", muted, y=648),
    )
    return Scene(1200, 675, 4 / 3, colour("#14112e"), nodes, Box(54, 48, 1140, 662), 22, "race", "fr")


def comic() -> Scene:
    """A portrait: a panel with a hard shadow, a marker swash behind a word, a speech bubble, dots, a scaled and clipped group."""
    ink, muted, m, x = "#241a2e", "#574a61", "#6440de", "#1e1a28"
    edge = Stroke(colour(ink), 4.5)
    dots = [filled(disc(700 + 16 * (n % 20), 60 + 16 * (n // 20), 4), "decoration", "#bfe2e4") for n in range(120)]
    columns = []
    for left, name, number, change, fill in ((0, "Mastodon", "2\u202f900", "+310", m), (484, "ex-Twitter", "5\u202f850", "−12", x)):
        columns += [
            icon(left + 21, 40, 21, fill),
            write(name, left + 56, 52, 34, ink, "name", face=COMIC),
            write(change, left + 420, 52, 34, muted, "delta", face=COMIC, anchor=1.0),
            write(number, left, 180, 140, fill, "number", face=COMIC),
        ]
    bar = (
        filled(rounded(0, 226, 916, 276, 10), "bar-ground", "#fff9ec"),
        filled(block(3, 229, 300, 273), "bar", m),
        filled(block(305, 229, 913, 273), "bar", x),
        stroked(rounded(0, 226, 916, 276, 10), "frame", ink, 4.5),
        write("33\u202f%", 16, 262, 30, "#ffffff", "bar-label", face=COMIC),
        write("67\u202f%", 900, 262, 30, "#ffffff", "bar-label", face=COMIC, anchor=1.0),
    )
    nodes = (
        filled(rounded(16, 16, 1064, 1334, 26), "frame", "#d3ecec", Stroke(colour(ink), 5)),
        *dots,
        write("30 août 2023", 1016, 104, 30, ink, "date", face=COMIC, anchor=1.0),
        filled(polygon((372, 214), (600, 206), (606, 258), (368, 262)), "decoration", "#f7b733"),
        write("Chiche, on y va !", 64, 246, 61, ink, "title", face=COMIC),
        write("Le Mastodonte se réveille", 64, 330, 50, ink, "subtitle", face=COMIC),
        creature(150, 480, 760),
        filled(polygon((470, 440), (520, 440), (540, 520)), "bubble-fill", "#ffffff", edge),
        filled(rounded(330, 372, 660, 446, 37), "bubble-fill", "#ffffff", edge),
        write("Plus que 2\u202f950 !", 495, 423, 40, ink, "bubble", face=COMIC, anchor=0.5),
        filled(rounded(57, 944, 1037, 1252, 20), "panel-shadow", ink),
        filled(rounded(50, 936, 1030, 1244, 20), "panel", "#fff9ec", edge),
        Group((*columns, *bar), "scores", Affine(1, 0, 0, 1, 82, 942), Box(-32, -6, 948, 302)),
        write("Abonné·e·s au 30 août 2023", 64, 1300, 24, muted, "source"),
        write("#MastodonVsX", 1016, 1300, 24, muted, "hashtag", face=COMIC, anchor=1.0),
    )
    return Scene(1080, 1350, 1, colour("#fbf1dd"), nodes, Box(64, 60, 1016, 1316), 24, "comic", "fr")


def leaderboard() -> Scene:
    """Rows of names, pairs of markers joined by a connector, gaps; the best rows on a tint. Drawn at twice the units and halved."""
    ink, muted, m, x = "#17141f", "#595665", "#6440de", "#1e1a28"
    rows: list[Node] = []
    names = ("Observatoire du Pic", "Muséum des Glaces", "@lelibreedu", "Univ. du Pergélisol", "Archives du Vent", "Ville de Trifouilly")
    for number, name in enumerate(names):
        y, best = 522 + 100 * number, number < 3
        one, other = 1500 - 90 * number, 1200 + 70 * number
        rows += [
            *([filled(rounded(92, y - 48, 2308, y + 44, 16), "tint", "#f1ecfd")] if best else []),
            stroked(polygon((one, y), (other, y), closed=False), "connector", m if best else "#8d8999", 14),
            filled(block(other - 16, y - 16, other + 16, y + 16), "marker", x, Stroke(colour("#ffffff"), 6)),
            filled(disc(one, y, 22), "marker", m, Stroke(colour("#ffffff"), 6)),
            write(name, 120, y + 18, 54, ink, "name", face=SEMI if best else REGULAR),
            write(f"{'+' if best else '−'}{1505 - 240 * number}", 2280, y + 18, 58, m if best else ink, "delta", face=BOLD, anchor=1.0),
        ]
    places = dict(zip(("0", "3 000", "6 000", "9 000", "12 000"), spaced(700, 2008, 5), strict=True))
    columns = [stroked(polygon((at, 470), (at, 1120), closed=False), "grid", "#dedce5", 4) for at in places.values()]
    labels = [write(label, at, 1198, 44, muted, "tick", anchor=0.5) for label, at in places.items()]
    nodes = (
        *head("Trois comptes sur six ont basculé", SERIF, ink, y=156),
        write("écart", 1140, 226, 24, muted, "tick", anchor=1.0),
        Group((*columns, *rows, *labels), "plot", Affine(0.5, 0, 0, 0.5, 0, 0)),
        *foot("Données d’exemple, sauf @lelibreedu", muted, tag="imggen"),
    )
    return Scene(1200, 675, 2, colour("#ffffff"), nodes, Box(60, 48, 1140, 662), 22, "leaderboard", "fr")


def real() -> tuple[Scene, ...]:
    """The campaign's own cards, as imggen draws them."""
    counts = pathlib.Path(__file__).parents[1] / "examples" / "lelibreedu.csv"
    cards = {kind: imggen.render(counts, card=kind, lang="fr", hashtag="#TriompheModeste") for kind in ("duel", "timeline")}
    return tuple(replace(card.scene, title=f"real {kind}") for kind, card in cards.items())


@cache
def good_scenes() -> tuple[Scene, ...]:
    """Scenes with which nothing is wrong."""
    return duel(), timeline(), race(), comic(), leaderboard(), *real()
