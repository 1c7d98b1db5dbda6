"""A scene becomes an SVG that looks the same in every viewer and is read aloud once.

Text is drawn as outlines, so that no viewer needs the fonts; each glyph is defined once and used where it stands. The picture has
`role="img"` and takes its name from its title and description, which a reader speaks as one: ARIA hides what is inside such an
element, so nothing is said twice. The words of each text are its group's `aria-label`: in place for programs that search, extract or
translate, and for pages that take the role away. An invisible text layer would be read, selected and substituted with other fonts.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from imggen.colour import Colour
from imggen.paint.pathdata import number, path_data
from imggen.scene import Affine, Box, Glyph, Gradient, Group, Image, Node, Outline, Path, Scene, Stroke, Text

_EM = 1000
"""Glyphs are drawn in thousandths of an em, whole numbers."""
_MARK = "\x00"
"""Stands before every id until the prefix is known; no XML may contain it."""
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even escaped."""
_CAPS = {"butt": "butt", "round": "round", "projecting": "square"}


def write_svg(scene: Scene, *, title: str, description: str, packet: str = "") -> str:
    """The scene as SVG: its size in pixels, its view box in units, named by title and description in the scene's language.

    Without either, the picture has no name, and is marked as decoration. Ids begin with a hash of the content: several cards may
    stand in one page. `packet` is XMP: what else the file says of itself.
    """
    writer = _Writer()
    body = "".join(writer.nodes(scene.nodes))
    width, height = scene.pixels
    names = [(f"{_MARK}t", "title", clean(title)), (f"{_MARK}d", "desc", clean(description))]
    named = [(name, tag, words) for name, tag, words in names if words]
    role = f' role="img" aria-labelledby="{" ".join(name for name, _, _ in named)}"' if named else ' aria-hidden="true"'
    language = quoteattr(clean(scene.language))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" '
        f'viewBox="0 0 {number(scene.width)} {number(scene.height)}" xml:lang={language} lang={language}{role}>'
    )
    named_by = "".join(f'<{tag} id="{name}">{escape(words)}</{tag}>' for name, tag, words in named)
    defs = f"<defs>{''.join(writer.defined)}</defs>" if writer.defined else ""
    paper = f'<path fill="{_hex(scene.paper)}" d="M0 0h{number(scene.width)}v{number(scene.height)}H0z"/>'
    about = f"<metadata>{packet}</metadata>" if packet else ""
    text = f"{head}{named_by}{about}{defs}{paper}{body}</svg>\n"
    return text.replace(_MARK, f"c{hashlib.sha256(text.encode()).hexdigest()[:8]}")


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


class _Writer:
    """Writes nodes, and collects what they share: glyphs, gradients and clips, each defined once."""

    def __init__(self) -> None:
        self.defined: list[str] = []
        self._names: dict[Hashable, str] = {}

    def nodes(self, nodes: Sequence[Node]) -> Iterator[str]:
        for node in nodes:
            match node:
                case Path():
                    yield self._path(node)
                case Text():
                    yield self._text(node)
                case Image():
                    yield _image(node)
                case Group():
                    yield self._group(node)

    def _path(self, path: Path) -> str:
        fill = path.fill
        paint = f' fill="url(#{self._gradient(fill)})"' if isinstance(fill, Gradient) else _fill(fill)
        return f'<path{paint}{_stroke(path.stroke)} d="{path_data(path.outline)}"/>'

    def _text(self, text: Text) -> str:
        glyphs = "".join(self._run(list(run)) for _, run in groupby((g for g in text.glyphs if g.outline.codes), lambda glyph: glyph.size))
        label = f" aria-label={quoteattr(clean(text.says))}"
        if not glyphs:
            return f"<g{label}/>"
        faded = "" if text.fill.alpha >= 1 else f' opacity="{number(text.fill.alpha, 3)}"'
        ink = f'fill="{_hex(text.fill)}"{faded}'
        if text.halo is None or text.halo.width <= 0:
            return f"<g {ink}{label}>{glyphs}</g>"
        # The halo of all glyphs lies under all glyphs: one that is stroked and filled by itself would eat its neighbour.
        name = self._define(("text", len(self._names)), lambda name: f'<g id="{name}">{glyphs}</g>')
        halo = _stroke(Stroke(text.halo.colour, text.halo.width * _EM / text.size, "round", text.halo.join))
        return f'<g{label}><use xlink:href="#{name}" fill="none"{halo}/><use xlink:href="#{name}" {ink}/></g>'

    def _run(self, glyphs: Sequence[Glyph]) -> str:
        """Glyphs of one size, placed in thousandths of an em from the first one."""
        first = glyphs[0]
        uses = []
        for glyph in glyphs:
            x, y = (round(step / first.size * _EM) for step in (glyph.x - first.x, glyph.y - first.y))
            place = (f' x="{x}"' if x else "") + (f' y="{y}"' if y else "")
            uses.append(f'<use xlink:href="#{self._glyph(glyph.outline)}"{place}/>')
        return f'<g transform="translate({number(first.x)} {number(first.y)})scale({number(first.size / _EM, 6)})">{"".join(uses)}</g>'

    def _group(self, group: Group) -> str:
        moved = "" if group.transform == Affine() else f' transform="{_matrix(group.transform)}"'
        clip = "" if group.clip is None else f' clip-path="url(#{self._clip(group.clip)})"'
        return f"<g{moved}{clip}>{''.join(self.nodes(group.children))}</g>"

    def _glyph(self, outline: Outline) -> str:
        return self._define(outline, lambda name: f'<path id="{name}" d="{path_data(outline, _EM, 0)}"/>')

    def _gradient(self, gradient: Gradient) -> str:
        ends = " ".join(f'{key}="{number(at)}"' for key, at in zip(("x1", "y1", "x2", "y2"), (*gradient.start, *gradient.end), strict=True))
        stops = "".join(
            f'<stop offset="{number(offset, 4)}" stop-color="{_hex(colour)}"{_faded("stop", colour)}/>' for offset, colour in gradient.stops
        )
        return self._define(
            gradient, lambda name: f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" {ends}>{stops}</linearGradient>'
        )

    def _clip(self, clip: Box) -> str:
        corners = f"M{number(clip.left)} {number(clip.top)}H{number(clip.right)}V{number(clip.bottom)}H{number(clip.left)}z"
        return self._define(clip, lambda name: f'<clipPath id="{name}"><path d="{corners}"/></clipPath>')

    def _define(self, key: Hashable, written: Callable[[str], str]) -> str:
        """The id of something shared, written down the first time it is met."""
        if key not in self._names:
            self._names[key] = f"{_MARK}{len(self._names)}"
            self.defined.append(written(self._names[key]))
        return self._names[key]


def _image(image: Image) -> str:
    from imggen.paint.picture import png_of  # here, because it brings Pillow

    box, data = image.box, b64encode(png_of(image.picture)).decode()
    label = f" aria-label={quoteattr(clean(image.says))}" if image.says else ""
    place = f'x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" height="{number(box.height)}"'
    return f'<image {place} preserveAspectRatio="none" xlink:href="data:image/png;base64,{data}"{label}/>'


def _hex(colour: Colour) -> str:
    return colour._replace(alpha=1.0).hexadecimal()


def _faded(of: str, colour: Colour) -> str:
    return "" if colour.alpha >= 1 else f' {of}-opacity="{number(colour.alpha, 3)}"'


def _fill(fill: Colour | None) -> str:
    return ' fill="none"' if fill is None else f' fill="{_hex(fill)}"{_faded("fill", fill)}'


def _stroke(stroke: Stroke | None) -> str:
    if stroke is None or stroke.width <= 0:
        return ""
    parts = [f' stroke="{_hex(stroke.colour)}"{_faded("stroke", stroke.colour)} stroke-width="{number(stroke.width)}"']
    if stroke.cap != "butt":
        parts.append(f' stroke-linecap="{_CAPS[stroke.cap]}"')
    if stroke.join != "miter":
        parts.append(f' stroke-linejoin="{stroke.join}"')
    if stroke.dash:
        parts.append(f' stroke-dasharray="{" ".join(number(part) for part in stroke.dash)}"')
    return "".join(parts)


def _matrix(transform: Affine) -> str:
    a, b, c, d, e, f = transform
    if (b, c) != (0, 0):
        return f"matrix({' '.join(number(value, 6) for value in (a, b, c, d))} {number(e)} {number(f)})"
    scale = "" if (a, d) == (1, 1) else f"scale({number(a, 6)}{'' if a == d else f' {number(d, 6)}'})"
    return (f"translate({number(e)} {number(f)})" if (e, f) != (0, 0) else "") + scale
