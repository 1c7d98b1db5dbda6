"""An alt text that a person mended goes into the file that is there, and no pixel changes."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from imggen.api import render
from imggen.card import Card
from imggen.encode.describing import describe
from imggen.encode.reading import PICTURES, read_metadata
from imggen.errors import InputError

MENDED = {
    "title": "Ça & là <b>",
    "standard": "Mendé par une personne : l’été, 5876 et \\g<1> 🐘.",
    "short": "Court.",
    "extended": "Long.\nPlus long.",
}

ACCENTS = "Mendé par une personne : l’été, l’œuvre, Łódź, 5876 et \\g<1> ; العربية, 日本語."


@pytest.fixture(scope="module")
def card() -> Card:
    """A small card."""
    return render({"mastodon": 5876, "x": 5832}, date="2023-09-04", lang="fr", size="600x400", credit="Zoé")


def pixels(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as picture:
        return picture.convert("RGB").tobytes()


@pytest.mark.parametrize("ending", PICTURES)
def test_every_kind_of_picture_takes_new_texts_again_and_again(ending: str, card: Card, tmp_path: Path) -> None:
    first, metadata = card.encode(ending), replace(card.metadata(), **MENDED)
    once = describe(first, replace(metadata, standard="Une première fois, bien plus longuement : " + "é" * 700), "card")
    (tmp_path / f"card{ending}").write_bytes(describe(once, metadata, "card"))
    assert read_metadata(tmp_path / f"card{ending}") == metadata
    if ending not in (".svg", ".pdf"):
        assert pixels(describe(once, metadata, "card")) == pixels(first)


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
@pytest.mark.parametrize("ending", PICTURES)
def test_another_program_reads_every_accent(ending: str, card: Card, tmp_path: Path) -> None:
    path = tmp_path / f"card{ending}"
    path.write_bytes(describe(card.encode(ending), replace(card.metadata(), title=MENDED["title"], standard=ACCENTS), "card"))
    names = {".pdf": ["-PDF:Subject"], ".svg": ["-SVG:Desc"]}.get(ending, ["-IFD0:ImageDescription"])
    for name, text in [(names[0], ACCENTS), ("-XMP-dc:Description", ACCENTS), ("-XMP-dc:Title", MENDED["title"])]:
        found = subprocess.run(["exiftool", "-s3", "-charset", "utf8", name, path], capture_output=True, check=True)
        assert found.stdout.decode().strip() == text, (name, found.stderr)


@pytest.mark.parametrize("ending", [".webp", ".avif", ".svg"])
def test_a_file_without_a_place_for_texts_says_so(ending: str, card: Card) -> None:
    with pytest.raises(InputError, match=r"card: .*without.*draw it again|without.*card.*draw it again"):
        describe(card.encode(ending, metadata=False), card.metadata(), "card")


@pytest.mark.parametrize("ending", [".png", ".jpg", ".pdf"])
def test_a_file_without_metadata_gets_its_first(ending: str, card: Card, tmp_path: Path) -> None:
    (tmp_path / f"card{ending}").write_bytes(describe(card.encode(ending, metadata=False), card.metadata(), "card"))
    assert read_metadata(tmp_path / f"card{ending}") == card.metadata()


@pytest.fixture(scope="module")
def files(card: Card) -> dict[str, bytes]:
    """The card as files."""
    return {ending: card.encode(ending) for ending in PICTURES}


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("ending", PICTURES)
def test_a_damaged_file_is_written_or_refused(ending: str, files: dict[str, bytes], card: Card, data: st.DataObject) -> None:
    whole = bytearray(files[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, min(len(whole), 4_000) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(whole)))
    try:
        describe(bytes(whole[:end]), card.metadata(), "damaged")
    except InputError as error:
        assert "damaged" in str(error)
