"""Reading back what a picture says about itself: whole from every kind of file, and never a failure but one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from imggen.api import render
from imggen.card import Card
from imggen.encode.reading import PICTURES, read_metadata, read_text
from imggen.errors import InputError

TIERS = ("short", "standard", "extended")


@pytest.fixture(scope="module")
def card() -> Card:
    """A card whose texts have accents, quotation marks, and what XML gives a meaning."""
    return render(
        {"mastodon": 5876, "x": 5832},
        date="2023-09-04",
        lang="fr",
        title="« Ça & <b>là</b> » ]]> 🎉",
        subject="Zoé & l’Été",
        source="relevé à la main",
        credit="Ours",
        rights="CC BY 4.0 – Zoé",
    )


@pytest.mark.parametrize("ending", PICTURES)
def test_every_kind_of_picture_gives_back_what_was_written(ending: str, card: Card, tmp_path: Path) -> None:
    path = card.save(tmp_path / f"card{ending}")
    assert read_metadata(path) == card.metadata()
    assert [read_text(path, tier) for tier in TIERS] == [card.alt_text(tier) for tier in TIERS]


def test_source_and_rights_are_what_the_user_said_and_else_the_account_and_the_licence_of_the_drawings(card: Card, tmp_path: Path) -> None:
    said = card.metadata()
    assert (said.source, said.rights, said.creator) == ("relevé à la main", "CC BY 4.0 – Zoé", "Ours")
    (tmp_path / "theme.toml").write_text('extends = "papier"\ncredit = "Ada"\nlicence = "CC-BY-SA-4.0"\n')
    counts = {"mastodon": 5876, "x": 5832}
    drawn = render(counts, subject="@a@b.example", theme=str(tmp_path)).metadata()
    assert (drawn.source, drawn.rights) == ("@a@b.example", "Ada, CC-BY-SA-4.0")
    assert render(counts, theme=str(tmp_path), art=False, rights="CC0").metadata().rights == "CC0"


@pytest.mark.parametrize("ending", PICTURES)
def test_a_picture_without_metadata_has_no_alt_text(ending: str, card: Card, tmp_path: Path) -> None:
    path = card.save(tmp_path / f"card{ending}", metadata=False)
    with pytest.raises(InputError, match="no standard alt text"):
        read_text(path, "standard")


def test_a_limit_takes_the_fullest_tier_that_fits(card: Card, tmp_path: Path) -> None:
    path = card.save(tmp_path / "card.png")
    assert read_text(path, "extended", 10_000) == card.alt_text("extended")
    assert read_text(path, "extended", len(card.alt_text("extended")) - 1) == card.alt_text("standard")
    assert read_text(path, "standard", len(card.alt_text("standard")) - 1) == card.alt_text("short")
    with pytest.raises(InputError, match="that fits"):
        read_text(path, "extended", 5)


def test_what_another_program_kept_of_a_png_is_read(card: Card, tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_itxt("Description", card.alt, "fr")
    Image.new("RGB", (2, 2)).save(tmp_path / "plain.png", pnginfo=about)
    assert read_text(tmp_path / "plain.png", "standard") == card.alt


HOSTILE = [
    b"",
    b"GIF89a",
    b"<svg",
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><desc>&b;</desc></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><metadata><x><y></x></metadata></svg>',
    b"<svg>" * 20_000,
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_one_clear_error(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "hostile.png").write_bytes(data)
    with pytest.raises(InputError, match=r"hostile\.png"):
        read_text(tmp_path / "hostile.png", "standard")


@pytest.fixture(scope="module")
def files(card: Card) -> dict[str, bytes]:
    """The card as files."""
    return {ending: card.encode(ending) for ending in (".png", ".svg")}


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_damaged_file_is_read_or_refused(ending: str, files: dict[str, bytes], tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / f"damaged{ending}"
    whole = bytearray(files[ending][:20_000])
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, min(len(whole), 6_000) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(whole)
    try:
        read_metadata(path)
    except InputError as error:
        assert str(path) in str(error)
