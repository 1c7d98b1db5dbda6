"""A card is written by the ending of its name; every kind of file carries its alt text and gives it back."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import PIL.features
import PIL.Image
import pytest
from hand_card import hand_card

from imggen.encode import check_ending, encode
from imggen.encode.formats import WRITERS
from imggen.encode.metadata import Metadata
from imggen.encode.photo import encode_photo
from imggen.encode.reading import PICTURES, read_metadata
from imggen.errors import InputError
from imggen.paint.agg import paint
from imggen.paint.pixels import Pixels

ABOUT = Metadata(
    title="Titre", short="Court : dépassé.", standard="Le mastodonte dépasse 𝕏 <de> 44.", extended="Long & précis.", language="fr"
)
CARD = hand_card(scale=0.5)
RASTERS = [
    "png",
    "jpg",
    "webp",
    pytest.param("avif", marks=pytest.mark.skipif(not PIL.features.check("avif"), reason="Pillow without AVIF")),
]


@pytest.mark.parametrize(
    ("ending", "name"), [(".png", "png"), ("SVG", "svg"), (".jpeg", "jpg"), (".WebP", "webp"), ("avif", "avif"), (".PDF", "pdf")]
)
def test_endings_are_known_in_any_spelling(ending: str, name: str) -> None:
    assert check_ending(ending) == name


@pytest.mark.parametrize("ending", [".gif", ".eps", ".mp4"])
def test_what_is_not_written_is_refused_with_what_is(ending: str) -> None:
    with pytest.raises(InputError, match=rf"^{ending} files are not written; write one that ends in \.png, .*\.avif or \.pdf$"):
        check_ending(ending)


def test_an_unknown_ending_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match=r"'\.pgn'; did you mean \.png\?.*\.svg"):
        check_ending(".pgn")
    with pytest.raises(InputError, match="without an ending"):
        check_ending("")


@pytest.mark.parametrize("ending", RASTERS)
def test_pictures_look_as_they_were_painted(ending: str) -> None:
    with PIL.Image.open(BytesIO(encode(CARD, ending, ABOUT))) as picture:
        shown = np.asarray(picture.convert("RGB")).astype(float)
    assert ((shown - paint(CARD).rgba[..., :3]) ** 2).mean() < 255**2 / 10**3.3


@pytest.mark.parametrize("ending", RASTERS)
def test_every_file_gives_back_all_it_was_given(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"card.{ending}"
    path.write_bytes(encode(CARD, ending, ABOUT))
    assert read_metadata(path) == ABOUT
    with PIL.Image.open(path) as picture:
        assert (
            ABOUT.standard.encode() in picture.getexif().tobytes() or picture.getexif()[0x010E].encode("latin-1") == ABOUT.standard.encode()
        )


@pytest.mark.parametrize("ending", RASTERS)
def test_without_metadata_a_file_says_nothing(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"card.{ending}"
    path.write_bytes(encode(CARD, ending))
    assert read_metadata(path) == Metadata(language="")
    with PIL.Image.open(path) as picture:
        assert not picture.getexif()


def test_an_svg_is_named_by_title_and_alt_text() -> None:
    svg = encode(CARD, "svg", ABOUT).decode()
    assert ">Titre</title>" in svg
    assert ">Le mastodonte dépasse 𝕏 &lt;de&gt; 44.</desc>" in svg
    assert b"<title" not in encode(CARD, "svg")


def test_every_ending_that_is_written_can_be_read() -> None:
    assert {f".{ending}" for ending in WRITERS} <= set(PICTURES)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_byte_budget_is_met_by_stepping_down(ending: str) -> None:
    best = len(encode(CARD, ending, ABOUT))
    smaller = encode(CARD, ending, ABOUT, max_bytes=best - best // 12)
    assert len(smaller) <= best - best // 12
    assert encode(CARD, ending, ABOUT, max_bytes=best) == encode(CARD, ending, ABOUT)
    with PIL.Image.open(BytesIO(smaller)) as picture:
        assert picture.size == (600, 338)


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_budget_that_cannot_be_met_names_one_that_can(ending: str) -> None:
    with pytest.raises(InputError, match=r"--max-bytes: 900 bytes are too few .* allow \d+") as caught:
        encode(CARD, ending, ABOUT, max_bytes=900)
    enough = int(str(caught.value).split("allow ")[1].split(",")[0])
    assert len(encode(CARD, ending, ABOUT, max_bytes=enough)) == enough


def test_a_kind_that_pillow_was_built_without_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    PIL.Image.init()
    monkeypatch.delitem(PIL.Image.SAVE, "WEBP")
    with pytest.raises(InputError, match="this Pillow can't write WEBP"):
        encode_photo(paint(CARD), "WEBP")


@pytest.mark.parametrize("ending", ["png", "svg", "jpg", "webp"])
def test_the_same_card_gives_the_same_bytes(ending: str) -> None:
    assert encode(CARD, ending, ABOUT) == encode(replace(CARD), ending, replace(ABOUT))


def test_knowing_the_endings_imports_no_picture_library() -> None:
    code = """
import sys
from imggen.encode import check_ending
check_ending(".png")
print([name for name in ("numpy", "PIL", "matplotlib", "uharfbuzz") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_noisiest_picture_is_written_as_jpeg() -> None:
    noise = np.random.default_rng(2023).integers(0, 255, (900, 1600, 4), dtype=np.uint8)
    assert encode_photo(Pixels(1600, 900, noise), "JPEG").startswith(b"\xff\xd8")
