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
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from imggen.paint.pathdata import number, path_data
from imggen.paint.svg_ink import filled, hexadecimal, matrix, stroked
from imggen.paint.svg_shared import EM, MARK, Shared
from imggen.paint.svg_vector import vector_symbol
from imggen.scene import Affine, Glyph, Gradient, Group, Image, Node, Path, Picture, Scene, Stroke, Text

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, not even escaped."""


def write_svg(scene: Scene, *, title: str, description: str, packet: str = "") -> str:
    """The scene as SVG: its size in pixels, its view box in units, named by title and description in the scene's language.

    Without either, the picture has no name, and is marked as decoration. Ids begin with a hash of the content: several cards may
    stand in one page. `packet` is XMP: what else the file says of itself.
    """
    writer = _Writer()
    body = "".join(writer.nodes(scene.nodes))
    width, height = scene.pixels
    names = [(f"{MARK}t", "title", clean(title)), (f"{MARK}d", "desc", clean(description))]
    named = [(name, tag, words) for name, tag, words in names if words]
    role = f' role="img" aria-labelledby="{" ".join(name for name, _, _ in named)}"' if named else ' aria-hidden="true"'
    language = quoteattr(clean(scene.language))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" '
        f'viewBox="0 0 {number(scene.width)} {number(scene.height)}" xml:lang={language} lang={language}{role}>'
    )
    named_by = "".join(f'<{tag} id="{name}">{escape(words)}</{tag}>' for name, tag, words in named)
    defs = f"<defs>{''.join(writer.shared.defined)}</defs>" if writer.shared.defined else ""
    paper = f'<path fill="{hexadecimal(scene.paper)}" d="M0 0h{number(scene.width)}v{number(scene.height)}H0z"/>'
    about = f"<metadata>{packet}</metadata>" if packet else ""
    text = f"{head}{named_by}{about}{defs}{paper}{body}</svg>\n"
    return text.replace(MARK, f"c{hashlib.sha256(text.encode()).hexdigest()[:8]}")


def clean(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


class _Writer:
    """Writes nodes, and collects what they share."""

    def __init__(self) -> None:
        self.shared = Shared()

    def nodes(self, nodes: Sequence[Node]) -> Iterator[str]:
        for node in nodes:
            match node:
                case Path():
                    yield self._path(node)
                case Text():
                    yield self._text(node)
                case Image():
                    yield self._image(node)
                case Group():
                    yield self._group(node)

    def _path(self, path: Path) -> str:
        fill = path.fill
        paint = f' fill="url(#{self.shared.gradient(fill)})"' if isinstance(fill, Gradient) else filled(fill)
        return f'<path{paint}{stroked(path.stroke)} d="{path_data(path.outline)}"/>'

    def _text(self, text: Text) -> str:
        glyphs = "".join(self._run(list(run)) for _, run in groupby((g for g in text.glyphs if g.outline.codes), lambda glyph: glyph.size))
        label = f" aria-label={quoteattr(clean(text.says))}"
        if not glyphs:
            return f"<g{label}/>"
        clear = "" if text.fill.alpha >= 1 else f' opacity="{number(text.fill.alpha, 3)}"'
        ink = f'fill="{hexadecimal(text.fill)}"{clear}'
        if text.halo is None or text.halo.width <= 0:
            return f"<g {ink}{label}>{glyphs}</g>"
        # The halo of all glyphs lies under all glyphs: one that is stroked and filled by itself would eat its neighbour.
        name = self.shared.define(("text", len(self.shared.defined)), lambda name: f'<g id="{name}">{glyphs}</g>')
        halo = stroked(Stroke(text.halo.colour, text.halo.width * EM / text.size, "round", text.halo.join))
        return f'<g{label}><use xlink:href="#{name}" fill="none"{halo}/><use xlink:href="#{name}" {ink}/></g>'

    def _run(self, glyphs: Sequence[Glyph]) -> str:
        """Glyphs of one size, placed in thousandths of an em from the first one."""
        first = glyphs[0]
        uses = []
        for glyph in glyphs:
            x, y = (round(step / first.size * EM) for step in (glyph.x - first.x, glyph.y - first.y))
            place = (f' x="{x}"' if x else "") + (f' y="{y}"' if y else "")
            uses.append(f'<use xlink:href="#{self.shared.glyph(glyph.outline)}"{place}/>')
        return f'<g transform="translate({number(first.x)} {number(first.y)})scale({number(first.size / EM, 6)})">{"".join(uses)}</g>'

    def _group(self, group: Group) -> str:
        moved = "" if group.transform == Affine() else f' transform="{matrix(group.transform)}"'
        clip = "" if group.clip is None else f' clip-path="url(#{self.shared.clip(group.clip)})"'
        return f"<g{moved}{clip}>{''.join(self.nodes(group.children))}</g>"

    def _image(self, image: Image) -> str:
        box, picture = image.box, image.picture
        label = f" aria-label={quoteattr(clean(image.says))}" if image.says else ""
        place = f'x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" height="{number(box.height)}"'
        if picture.vector is None:
            return f'<image {place} preserveAspectRatio="none" xlink:href="data:image/png;base64,{_png(picture)}"{label}/>'
        return f'<use xlink:href="#{vector_symbol(picture.vector, self.shared)}" {place}{label}/>'


def _png(picture: Picture) -> str:
    from imggen.paint.picture import png_of  # here, because it brings Pillow

    return b64encode(png_of(picture)).decode()
