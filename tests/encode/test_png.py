"""A PNG that opens everywhere, is small, and carries its alt text."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import numpy as np
import PIL.Image
import pytest
from hand_card import hand_card, rectangle

from imggen.colour import Colour
from imggen.encode.metadata import Metadata
from imggen.encode.png import encode_png
from imggen.paint.agg import paint
from imggen.scene import Affine, Box, Gradient, Group, Image, Node, Path, Picture, Scene

ABOUT = Metadata(title="Titre à lire", short="court", standard="Le mastodonte dépasse 𝕏.", extended="Long.", language="fr")
CARD = hand_card()


def chunks(data: bytes) -> list[tuple[str, bytes]]:
    """The file's chunks, with their sums checked."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">L", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">L", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + body),)
        found.append((name.decode(), body))
        at += 12 + length
    return found


def opened(data: bytes) -> PIL.Image.Image:
    PIL.Image.open(BytesIO(data)).verify()
    picture = PIL.Image.open(BytesIO(data))
    picture.load()
    return picture


def with_nodes(*nodes: Node) -> Scene:
    return replace(CARD, nodes=(*CARD.nodes, *nodes))


def test_a_flat_card_goes_out_in_a_palette_and_looks_as_it_was_painted() -> None:
    picture = opened(encode_png(paint(CARD), CARD, ABOUT))
    assert (picture.mode, picture.size) == ("P", (1200, 675))
    shown = np.asarray(picture.convert("RGB")).astype(int)
    assert ((shown - paint(CARD).rgba[..., :3]) ** 2).mean() <= 255**2 / 1e5


def test_a_flat_card_is_small_with_all_its_metadata() -> None:
    about = replace(ABOUT, short="s" * 140, standard="t" * 400, extended="x" * 900)
    assert len(encode_png(paint(CARD), CARD, about)) <= 35_000
    assert len(encode_png(paint(CARD), CARD, about)) - len(encode_png(paint(CARD), CARD)) <= 5_000


def test_chunks_stand_in_the_order_the_standard_asks_for() -> None:
    assert [name for name, _ in chunks(encode_png(paint(CARD), CARD, ABOUT))] == [
        "IHDR",
        "sRGB",
        "PLTE",
        "iTXt",
        "iTXt",
        "iTXt",
        "eXIf",
        "IDAT",
        "IEND",
    ]


RAMP = Path(rectangle(0, 0, 1200, 675), "sky", Gradient((0, 0), (0, 675), ((0, Colour(0, 0, 0)), (1, Colour(250, 99, 9)))))
PHOTO = Image(Picture(1, 1, bytes((200, 100, 50, 255))), Box(0, 0, 300, 300), "photo")


@pytest.mark.parametrize("node", [RAMP, PHOTO, Group((RAMP,), "art"), Group((PHOTO,), "photos", Affine(0.9, 0, 0, 0.9))])
def test_gradients_and_photos_keep_their_full_colours(node: Node) -> None:
    scene = with_nodes(node)
    picture = opened(encode_png(paint(scene), scene, ABOUT))
    assert picture.mode == "RGB"
    assert (np.asarray(picture) == paint(scene).rgba[..., :3]).all()
    assert picture.info["Description"] == ABOUT.standard


def test_a_small_picture_such_as_an_emoji_leaves_the_card_flat() -> None:
    scene = with_nodes(replace(PHOTO, box=Box(0, 0, 50, 50)))
    assert opened(encode_png(paint(scene), scene)).mode == "P"


def test_without_its_scene_a_picture_keeps_its_full_colours() -> None:
    assert (np.asarray(opened(encode_png(paint(CARD)))) == paint(CARD).rgba[..., :3]).all()


@pytest.mark.parametrize("scene", [CARD, with_nodes(RAMP)], ids=["palette", "full"])
def test_the_alt_text_is_in_the_file_with_its_accents(scene: Scene) -> None:
    picture = opened(encode_png(paint(scene), scene, ABOUT))
    assert (picture.info["Title"], picture.info["Description"]) == (ABOUT.title, ABOUT.standard)
    assert picture.info["Description"].lang == "fr"
    assert ABOUT.standard in picture.info["XML:com.adobe.xmp"]
    assert b"d\xc3\xa9passe" in picture.info["exif"]


@pytest.mark.parametrize("scene", [CARD, with_nodes(RAMP)], ids=["palette", "full"])
def test_without_metadata_there_is_none(scene: Scene) -> None:
    names = {name for name, _ in chunks(encode_png(paint(scene), scene))}
    assert names <= {"IHDR", "sRGB", "PLTE", "IDAT", "IEND"}
    assert {name for name, _ in chunks(encode_png(paint(scene), scene, Metadata(language="")))} <= {*names, "iTXt"}


def test_the_same_card_gives_the_same_bytes() -> None:
    assert encode_png(paint(CARD), CARD, ABOUT) == encode_png(paint(hand_card()), hand_card(), ABOUT)
