"""The alt text's own file: whose words stand in it decides whether it may be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from imggen.api import render
from imggen.sidecar import alt_path, find_place, in_every_language


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that carries its alt text."""
    return render({"mastodon": 5876, "x": 5832}, date="2023-09-04").save(tmp_path_factory.mktemp("card") / "card.png")


def test_the_sidecar_stands_beside_its_picture() -> None:
    assert alt_path(Path("a/my.card.png")) == Path("a/my.card.alt.txt")


OURS = render({"mastodon": 5876, "x": 5832}, date="2023-09-04")


@pytest.mark.parametrize(
    ("there", "name"),
    [
        (None, "card.alt.txt"),
        (OURS.alt, "card.alt.txt"),
        (OURS.alt_text("short") + "\r\n", "card.alt.txt"),
        ("\ufeff" + OURS.alt_text("extended"), "card.alt.txt"),
        ("the new text", "card.alt.txt"),
        (OURS.alt.replace("44", "45"), "card.alt.new.txt"),
        ("", "card.alt.new.txt"),
        (b"\xff\xfe\x00", "card.alt.new.txt"),
        (b"a" * 200_000, "card.alt.new.txt"),
    ],
    ids=["none", "standard", "short, ended as Windows does", "extended, on its lines", "new", "edited", "emptied", "no text", "too long"],
)
def test_only_what_a_picture_of_that_name_says_is_overwritten(there: str | bytes | None, name: str, picture: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.png"
    card.write_bytes(picture.read_bytes())
    if there is not None:
        alt_path(card).write_bytes(there if isinstance(there, bytes) else there.encode())
    assert find_place(card, "the new text").path.name == name


def test_without_a_picture_to_compare_with_the_text_is_somebodys(tmp_path: Path) -> None:
    alt_path(tmp_path / "card.png").write_text(OURS.alt)
    assert find_place(tmp_path / "card.png", "the new text").path.name == "card.alt.new.txt"
    (tmp_path / "card.png").write_bytes(b"no picture")
    assert find_place(tmp_path / "card.png", "the new text").path.name == "card.alt.new.txt"


def test_what_nobody_edited_is_not_called_edited(picture: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.png"
    card.write_bytes(picture.read_bytes())
    alt_path(card).write_text("Earlier words.")
    assert "was edited" in find_place(card, "the new text").kept
    OURS.save(card, metadata=False)
    assert "nothing tells whether somebody edited it" in find_place(card, "the new text").kept


def test_the_same_card_s_text_in_another_language_is_nobodys(tmp_path: Path) -> None:
    card = OURS.save(tmp_path / "card.png", metadata=False)
    alt_path(card).write_text(render({"mastodon": 5876, "x": 5832}, date="2023-09-04", lang="fr").alt)
    assert find_place(card, "the new text", otherwise=lambda: in_every_language(OURS)).path == alt_path(card)
    alt_path(card).write_text(OURS.alt.replace("44", "45"))
    assert find_place(card, "the new text", otherwise=lambda: in_every_language(OURS)).kept


def test_an_edited_new_text_is_not_overwritten_either(picture: Path, tmp_path: Path) -> None:
    card = tmp_path / "card.png"
    card.write_bytes(picture.read_bytes())
    for name in ("card.alt.txt", "card.alt.new.txt", "card.alt.new.2.txt"):
        (tmp_path / name).write_text("Somebody's words.")
    assert find_place(card, "the new text").path.name == "card.alt.new.3.txt"
    (tmp_path / "card.alt.new.2.txt").write_text(OURS.alt)
    assert find_place(card, "the new text").path.name == "card.alt.new.2.txt"


def test_pictures_of_one_name_share_the_sidecar(tmp_path: Path) -> None:
    OURS.save(tmp_path / "card.svg")
    alt_path(tmp_path / "card.svg").write_text(OURS.alt)
    assert find_place(tmp_path / "card.png", "the new text").path.name == "card.alt.txt"
