"""The SVG of a card: well formed, named, self-contained, and saying every word."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import PIL.Image
import pytest
from hand_card import circle, hand_card, outline, polyline, rectangle, words
from hypothesis import given, settings
from hypothesis import strategies as st

from imggen.colour import Colour
from imggen.paint.pathdata import number, path_data
from imggen.paint.svg import write_svg
from imggen.scene import CLOSE, CUBIC, LINE, MOVE, QUADRATIC, Affine, Box, Gradient, Group, Image, Node, Path, Picture, Scene, Stroke

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
RED = Colour(255, 0, 0)


def scene(*nodes: Node) -> Scene:
    return Scene(60, 40, 2, Colour(255, 255, 255), nodes, Box(0, 0, 60, 40), 1, language="fr")


def drawn(*nodes: Node, title: str = "Titre", description: str = "Description") -> ElementTree.Element:
    return ElementTree.fromstring(write_svg(scene(*nodes), title=title, description=description))


def only(root: ElementTree.Element, tag: str) -> ElementTree.Element:
    found = list(root.iter(f"{SVG}{tag}"))
    assert len(found) == 1
    return found[0]


def test_the_picture_has_its_size_in_pixels_and_its_view_in_units() -> None:
    root = drawn()
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("120", "80", "0 0 60 40")


def test_the_picture_is_one_image_named_by_title_and_description_in_its_language() -> None:
    root = drawn(title="Mastodon passe devant", description="5876 abonnés")
    names = [root.find(f".//*[@id='{name}']") for name in root.get("aria-labelledby", "").split()]
    assert [(name.tag, name.text) for name in names if name is not None] == [
        (f"{SVG}title", "Mastodon passe devant"),
        (f"{SVG}desc", "5876 abonnés"),
    ]
    assert root[0].tag == f"{SVG}title"
    assert (root.get("role"), root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("img", "fr", "fr")


def test_without_title_and_description_it_is_decoration() -> None:
    root = drawn(title="", description="\x07")
    assert root.get("aria-hidden") == "true"
    assert {"role", "aria-labelledby"}.isdisjoint(root.keys())
    assert [child.tag for child in root] == [f"{SVG}path"]


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_words_are_escaped_and_come_out_as_they_went_in(title: str, description: str, says: str) -> None:
    """But for what XML can not hold, control characters and lone surrogates, and for its one kind of line end."""

    def kept(text: str) -> str:
        return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)

    text = replace(words("x", 5, 20, 10), says=says)
    root = drawn(text, title=f"T{title}", description=f"D{description}")
    expected = [kept(part).replace("\r\n", "\n").replace("\r", "\n") for part in (f"T{title}", f"D{description}")]
    assert [root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")] == expected
    label = next(group.get("aria-label") for group in root.iter(f"{SVG}g") if "aria-label" in group.attrib)
    assert label is not None
    assert label.split() == kept(says).split()


def test_every_text_of_a_card_stands_in_place() -> None:
    card = hand_card()
    root = ElementTree.fromstring(write_svg(card, title="t", description="d"))
    labels = [element.get("aria-label") for element in root.iter() if "aria-label" in element.attrib]
    assert labels == [text.says for text in card.texts()]


def test_a_glyph_is_defined_once_and_used_wherever_it_stands() -> None:
    root = drawn(words("noon", 5, 20, 10), words("no", 5, 35, 20))
    glyphs = [path.get("id") for path in root.findall(f"{SVG}defs/{SVG}path")]
    uses = [use.get(LINK, "")[1:] for use in root.iter(f"{SVG}use")]
    assert len(glyphs) == 2
    assert uses == [glyphs[0], glyphs[1], glyphs[1], glyphs[0], *glyphs]


def test_every_reference_leads_somewhere_and_every_id_stands_once() -> None:
    ramp = Gradient((0, 0), (9, 9), ((0, RED), (1, RED.faded(0.5))))
    shape = Path(rectangle(0, 0, 9, 9), "panel", ramp)
    text = words("halo", 5, 20, 10, halo=Stroke(RED, 2))
    svg = write_svg(scene(Group((shape, shape, text), "g", clip=Box(0, 0, 5, 5)), text), title="t", description="d")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    named = re.findall(r'(?:href="#|url\(#)([^")]+)', svg) + re.findall(r'aria-labelledby="([^"]+)"', svg)[0].split()
    assert len(ids) == len(set(ids))
    assert set(ids) == set(named)


def test_two_cards_in_one_page_share_no_id_and_the_same_card_always_has_the_same() -> None:
    first, again, other = (write_svg(hand_card(n), title="t", description="d") for n in (1, 1, 2))
    assert first == again
    assert not set(re.findall(r'\bid="([^"]+)"', first)) & set(re.findall(r'\bid="([^"]+)"', other))


def test_a_halo_lies_under_all_glyphs_of_its_text() -> None:
    root = drawn(words("ab", 5, 20, 10, halo=Stroke(RED, 2)))
    label = next(group for group in root.iter(f"{SVG}g") if group.get("aria-label") == "ab")
    under, over = label
    assert (under.get("fill"), under.get("stroke"), under.get("stroke-width")) == ("none", "#ff0000", "200")
    assert over.get("fill") == "#17141f"
    assert under.get(LINK) == over.get(LINK)


def test_fills_and_strokes_are_written_in_full() -> None:
    stroke = Stroke(Colour(1, 2, 3, 0.25), 2.5, "projecting", "bevel", (3, 1.5))
    path = drawn(Path(polyline((1, 1), (9, 9)), "line", RED.faded(0.5), stroke))[-1]
    assert path.attrib == {
        "fill": "#ff0000",
        "fill-opacity": ".5",
        "stroke": "#010203",
        "stroke-opacity": ".25",
        "stroke-width": "2.5",
        "stroke-linecap": "square",
        "stroke-linejoin": "bevel",
        "stroke-dasharray": "3 1.5",
        "d": "m1 1 8 8",
    }


def test_what_is_not_filled_says_so() -> None:
    path = drawn(Path(polyline((1, 1), (9, 9)), "line", stroke=Stroke(RED, 0)))[-1]
    assert path.attrib == {"fill": "none", "d": "m1 1 8 8"}


def test_a_gradient_runs_in_the_units_of_its_shape() -> None:
    ramp = Gradient((0, 1), (30, 1), ((0, RED), (0.5, RED.faded(0.5)), (1, Colour(0, 0, 255))))
    root = drawn(Path(rectangle(0, 0, 30, 30), "panel", ramp))
    gradient = only(root, "linearGradient")
    assert [gradient.get(key) for key in ("gradientUnits", "x1", "y1", "x2", "y2")] == ["userSpaceOnUse", "0", "1", "30", "1"]
    assert [tuple(stop.attrib.values()) for stop in gradient] == [("0", "#ff0000"), (".5", "#ff0000", ".5"), ("1", "#0000ff")]
    assert root[-1].get("fill") == f"url(#{gradient.get('id')})"


@pytest.mark.parametrize(
    ("transform", "written"),
    [
        (Affine(), None),
        (Affine(e=3, f=-4.5), "translate(3 -4.5)"),
        (Affine(2, 0, 0, 2, 1, 0), "translate(1 0)scale(2)"),
        (Affine(-1, 0, 0, 1, 60, 0), "translate(60 0)scale(-1 1)"),
        (Affine(0, 1, -1, 0, 9, 0), "matrix(0 1 -1 0 9 0)"),
    ],
)
def test_groups_are_moved_and_clipped(transform: Affine, written: str | None) -> None:
    root = drawn(Group((Path(circle(5, 5, 5), "dot", RED),), "art", transform, Box(0, 0, 10, 5)))
    group, clip = root[-1], only(root, "clipPath")
    assert group.get("transform") == written
    assert group.get("clip-path") == f"url(#{clip.get('id')})"
    assert clip[0].get("d") == "M0 0H10V5H0z"


def test_pictures_are_inside_the_file() -> None:
    picture = Picture(1, 2, bytes([255, 0, 0, 255, 0, 0, 255, 128]))
    image = only(drawn(Image(picture, Box(1, 2, 5, 10), "avatar", says="Portrait & co")), "image")
    assert [image.get(key) for key in ("x", "y", "width", "height", "aria-label")] == ["1", "2", "4", "8", "Portrait & co"]
    with PIL.Image.open(BytesIO(b64decode(image.get(LINK, "").removeprefix("data:image/png;base64,")))) as inside:
        assert (inside.size, inside.convert("RGBA").tobytes()) == ((1, 2), picture.pixels)


def test_a_card_is_compact() -> None:
    """A card of 300 glyphs is smaller than a photo of it would be."""
    assert len(write_svg(hand_card(), title="t", description="d")) < 60_000


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.001, "0"), (0.5, ".5"), (-0.25, "-.25"), (10, "10"), (100.10, "100.1"), (1.005, "1"), (-3, "-3")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_a_path_is_written_relative_with_its_contours_closed() -> None:
    shape = outline(
        (MOVE, (1, 1)),
        (LINE, (3, 1)),
        (QUADRATIC, (4, 1, 4, 2)),
        (CUBIC, (4, 3, 3, 4, 1, 4)),
        (CLOSE, ()),
        (MOVE, (2, 2)),
        (LINE, (2, 3)),
        (CLOSE, ()),
    )
    assert path_data(shape) == "m1 1 2 0q1 0 1 1c0 1-1 2-3 2zm1 1 0 1z"


POINT = st.tuples(st.floats(-2000, 2000), st.floats(-2000, 2000))
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@given(st.lists(st.lists(POINT, min_size=2, max_size=12), min_size=1, max_size=4))
def test_roundings_do_not_add_up(contours: list[list[tuple[float, float]]]) -> None:
    """Every point is within half a hundredth of where it was, however long the path."""
    commands = [(MOVE if i == 0 else LINE, point) for contour in contours for i, point in enumerate(contour)]
    x = y = 0.0
    read = []
    for contour in re.findall(r"m[^mz]+", path_data(outline(*commands))):
        numbers = [float(found) for found in NUMBER.findall(contour)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            read.append((x, y))
    wanted = [point for contour in contours for point in contour]
    assert len(read) == len(wanted)
    assert all(abs(a - c) < 0.00501 and abs(b - d) < 0.00501 for (a, b), (c, d) in zip(read, wanted, strict=True))
