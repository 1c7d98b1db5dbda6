"""Colour emoji in SVG are shapes, and look like the pixels of the other formats."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import PIL.Image
import pytest
import resvg_py
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.otTables import PaintFormat

from imggen.colour import Colour
from imggen.paint.svg import write_svg
from imggen.scene import Box, Image, Picture, Scene
from imggen.text.emoji import picture
from imggen.text.face import Face, FontFile
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle

STYLE = TextStyle(("Source Sans 3",), 600, 96.0)
WHITE = (255, 255, 255, 255)


def svg(*pictures: Picture) -> str:
    """The pictures one under the other on white, as SVG."""
    width, height = max(one.width for one in pictures), sum(one.height for one in pictures)
    tops = [sum(one.height for one in pictures[:place]) for place in range(len(pictures))]
    images = (Image(one, Box(0, top, one.width, top + one.height), "emoji", "a wave") for one, top in zip(pictures, tops, strict=True))
    scene = Scene(width, height, 1.0, Colour(255, 255, 255), tuple(images), Box(0, 0, width, height), 1)
    return write_svg(scene, title="Card", description="")


def rendered(text: str) -> np.ndarray:
    """What another program makes of an SVG."""
    return np.asarray(PIL.Image.open(BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=text)))).convert("RGB"), np.int16)


def painted(one: Picture) -> np.ndarray:
    """The pixels of a picture on white."""
    paper = PIL.Image.new("RGBA", (one.width, one.height), WHITE)
    paper.alpha_composite(PIL.Image.frombytes("RGBA", (one.width, one.height), one.pixels))
    return np.asarray(paper.convert("RGB"), np.int16)


def pictures(words: str) -> list[Picture]:
    return [one for one, _ in Ruler(vendored()).set(words, STYLE).pictures]


@pytest.mark.parametrize(
    "emoji",
    [
        "😀",
        "👩‍💻",
        "👨‍👩‍👧",
        "🇫🇷",
        "🇪🇺",
        "🏴",
        "1️⃣",
        "❤️",
        "🐘",
        "🌈",
        "🦣",
        "🎉",
    ],
)
def test_its_shapes_look_like_its_pixels(emoji):
    (one,) = pictures(emoji)
    text = svg(one)
    assert "<image" not in text
    off = np.abs(rendered(text) - painted(one))
    assert off.mean() < 4
    assert (off.max(axis=2) > 90).mean() < 0.01


def test_every_emoji_that_comes_with_imggen_has_shapes_but_for_one_flag():
    file = vendored().family("Noto Color Emoji").face(400).file
    face = Face("emoji", file, {})
    coloured = [glyph for glyph in range(0, file.opened.glyph_count, 8) if file.opened.glyph_has_color_paint(glyph)]
    without = [glyph for glyph in coloured if picture(face, glyph, 12)[0].vector is None]
    assert len(coloured) > 150
    assert len(without) <= 1


def test_an_emoji_that_stands_twice_is_written_once_and_says_its_words_each_time():
    one, other = pictures("😀😀")
    text = svg(one, other)
    ElementTree.fromstring(text)
    assert text.count("<symbol") == 1
    assert len(re.findall(r'<use xlink:href="#[^"]+" x="0" y="[^"]+" width="[^"]+" height="[^"]+" aria-label="a wave"/>', text)) == 2
    assert len(text) < len(svg(one)) + 200


def test_a_picture_without_shapes_stays_pixels():
    assert "<image" in svg(Picture(1, 1, bytes(WHITE)))


def _font(path: Path, paint: dict[str, object]) -> FontFile:
    """A font whose only emoji, `A`, is a paint over a square and a half of it."""
    names = [".notdef", "A", "square", "half"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord("A"): "A"})
    builder.setupGlyf({name: _box(0 if name in (".notdef", "A") else 1000 if name == "square" else 500) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": "Odd", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.font["COLR"] = buildCOLR(
        {"A": paint}, version=1, glyphMap=builder.font.getReverseGlyphMap(), clipBoxes={"A": (0, 0, 1000, 1000)}
    )
    builder.font["CPAL"] = buildCPAL([[(1, 0, 0, 1), (0, 0, 1, 1), (1, 1, 1, 0.5)]])
    builder.save(path)
    return FontFile(path)


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    if width:
        pen.moveTo((0, 0))
        for x, y in ((0, 1000), (width, 1000), (width, 0)):
            pen.lineTo((x, y))
        pen.closePath()
    return pen.glyph()


def _solid(index: int, alpha: float = 1.0) -> dict[str, object]:
    return {"Format": PaintFormat.PaintSolid, "PaletteIndex": index, "Alpha": alpha}


def _glyph(name: str, paint: dict[str, object]) -> dict[str, object]:
    return {"Format": PaintFormat.PaintGlyph, "Glyph": name, "Paint": paint}


def _composite(source: dict[str, object], mode: str, backdrop: dict[str, object]) -> dict[str, object]:
    return {"Format": PaintFormat.PaintComposite, "SourcePaint": source, "CompositeMode": mode, "BackdropPaint": backdrop}


_LINE = {"ColorStop": [{"StopOffset": 0.25, "PaletteIndex": 0}, {"StopOffset": 0.75, "PaletteIndex": 1}], "Extend": "pad"}
_LINEAR = {"Format": PaintFormat.PaintLinearGradient, "ColorLine": _LINE, "x0": 0, "y0": 0, "x1": 800, "y1": 400, "x2": 100, "y2": 900}
_RADIAL = {"Format": PaintFormat.PaintRadialGradient, "ColorLine": _LINE, "x0": 500, "y0": 500, "r0": 50, "x1": 550, "y1": 500, "r1": 450}
_SWEEP = {
    "Format": PaintFormat.PaintSweepGradient,
    "ColorLine": _LINE,
    "centerX": 500,
    "centerY": 500,
    "startAngle": 0,
    "endAngle": 360,
}
_SKEW = {"Format": PaintFormat.PaintTransform, "Transform": (0.8, 0.3, -0.4, 0.6, 200, 100)}
_RED, _BLUE = _glyph("square", _solid(0)), _glyph("half", _solid(1, 0.6))


@pytest.mark.parametrize(
    "paint",
    [
        _glyph("square", _LINEAR),
        {**_SKEW, "Paint": _glyph("square", _LINEAR)},
        _glyph("square", {**_SKEW, "Paint": _LINEAR}),
        _glyph("square", {**_SKEW, "Paint": _RADIAL}),
        _composite(_BLUE, "src_over", _RED),
        _composite(_BLUE, "multiply", _RED),
        _composite(_glyph("half", _LINEAR), "soft_light", _RED),
        _composite(_BLUE, "src_in", _solid(0, 0.5)),
        _composite(_LINEAR, "src_in", _BLUE),
    ],
    ids=["linear", "skewed", "skewed linear", "skewed radial", "over", "multiply", "soft light", "faded", "cut out"],
)
def test_what_a_font_may_ask_for_looks_the_same_as_shapes(tmp_path, paint):
    one, _ = picture(Face("odd", _font(tmp_path / "odd.ttf", paint), {}), 1, 60)
    assert one.vector is not None
    assert np.abs(rendered(svg(one)) - painted(one)).mean() < 4


@pytest.mark.parametrize(
    "paint",
    [
        _glyph("square", _SWEEP),
        _glyph("square", {**_LINEAR, "ColorLine": {**_LINE, "Extend": "repeat"}}),
        _glyph("square", _glyph("half", _solid(0))),
        _composite(_BLUE, "src_out", _RED),
        _composite(_RED, "src_in", _BLUE),
        _solid(0),
    ],
    ids=["sweep", "repeating", "clip in a clip", "out", "shape in a shape", "everywhere"],
)
def test_what_shapes_can_not_say_stays_pixels(tmp_path, paint):
    one, _ = picture(Face("odd", _font(tmp_path / "odd.ttf", paint), {}), 1, 60)
    assert one.vector is None
