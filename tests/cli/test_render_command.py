"""`imggen render`: what it writes and prints."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from cli.conftest import Imggen, everything
from PIL import Image

from imggen.request import Request
from imggen.wording.alt import LIMITS

CAMPAIGN = "examples/lelibreedu.toml"
COUNTS = "examples/lelibreedu.csv"


def test_the_campaigns_card_needs_no_option(imggen: Imggen, folder: Path) -> None:
    ran = imggen("render", CAMPAIGN)
    text = (folder / "card.alt.txt").read_text("utf-8")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"card.png\n{text}"
    assert all(word in text for word in ("lelibreedu", "5876", "5832", "4 septembre 2023", "Mastodon"))
    with Image.open(folder / "card.png") as picture:
        assert picture.size == (1600, 900)


@pytest.mark.parametrize("tier", list(LIMITS))
def test_the_sidecar_is_always_the_tier_asked_for_on_one_line(tier: str, imggen: Imggen, folder: Path) -> None:
    printed = imggen("render", CAMPAIGN, "--alt", tier).out.splitlines()
    data = (folder / "card.alt.txt").read_bytes()
    assert data.decode("utf-8") == printed[1] + "\n"
    assert len(printed) == 2
    assert "\r" not in data.decode()
    assert printed[1] == imggen("alt", CAMPAIGN, "--tier", tier).out.removesuffix("\n")


def test_json_says_what_was_written_and_what_it_says(imggen: Imggen, folder: Path) -> None:
    ran = imggen("render", COUNTS, "-o", "my.card.png", "--json", "--size", "1200x675", "--card", "timeline")
    told = json.loads(ran.out)
    assert (told["path"], told["alt_path"]) == ("my.card.png", "my.card.alt.txt")
    assert (told["width"], told["height"]) == (1200, 675)
    assert told["bytes"] == (folder / "my.card.png").stat().st_size
    assert (told["card"], told["theme"], told["lang"], told["warnings"]) == ("timeline", Request().theme, "en", [])
    assert list(told["alt"]) == list(LIMITS)
    assert told["facts"]["phase"] == "overtaken"
    assert told["facts"]["pair"]["lead"] == 44
    assert told["alt"]["standard"] + "\n" == (folder / "my.card.alt.txt").read_text("utf-8")


def test_a_json_file_stands_beside_the_picture(imggen: Imggen, folder: Path) -> None:
    printed = imggen("render", COUNTS, "--json", "--json-file").out
    assert json.loads((folder / "card.json").read_text("utf-8")) == json.loads(printed)


def test_a_json_file_never_overwrites_the_counts(imggen: Imggen, folder: Path) -> None:
    (folder / "card.json").write_text('{"mastodon": 5876, "x": 5832}')
    before = everything(folder)
    ran = imggen("render", "card.json", "--json-file")
    assert ran.code == 2
    assert "card.json" in ran.err
    assert everything(folder) == before


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("jpg", b"\xff\xd8"), ("webp", b"RIFF"), ("PNG", b"\x89PNG")])
def test_the_ending_decides_what_is_written(ending: str, start: bytes, imggen: Imggen, folder: Path) -> None:
    assert imggen("render", COUNTS, "-o", f"card.{ending}").code == 0
    assert (folder / f"card.{ending}").read_bytes().startswith(start)
    assert (folder / "card.alt.txt").exists()


def test_the_picture_may_go_to_standard_output_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    from imggen.cli.main import main

    assert main(["render", COUNTS, "-o", "-"]) == 0
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"\x89PNG")
    assert out.endswith(b"IEND\xaeB`\x82")
    assert err == b""
    assert not list(folder.glob("card*"))
    assert main(["render", COUNTS, "-o", "-", "--json"]) == 2


def test_counts_come_from_words_and_from_standard_input(imggen: Imggen) -> None:
    words = imggen("alt", "mastodon=5876", "x=5832", "--date", "2023-09-04")
    table = imggen("alt", "-", stdin=b"date;mastodon;x\r\n2023-09-04;5876;5832\r\n")
    assert words.out == table.out
    assert "4 September 2023" in words.out


def test_the_same_command_writes_the_same_bytes(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN, "--json-file")
    before = everything(folder)
    imggen("render", CAMPAIGN, "--json-file")
    assert everything(folder) == before


def test_without_metadata_the_picture_says_nothing_of_itself(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN, "-o", "quiet.png", "--no-metadata")
    assert b"lelibreedu" not in (folder / "quiet.png").read_bytes()
    imggen("render", CAMPAIGN, "-o", "told.png")
    assert b"lelibreedu" in (folder / "told.png").read_bytes()


@pytest.mark.parametrize("told", [(), ("--json-file",)], ids=["alone", "with json"])
def test_without_metadata_nobodys_text_is_written_anew_and_somebodys_is_kept(told: tuple[str, ...], imggen: Imggen, folder: Path) -> None:
    french = imggen("render", CAMPAIGN, "--no-metadata", *told, "--lang", "fr")
    english = imggen("render", CAMPAIGN, "--no-metadata", *told, "--lang", "en")
    assert (french.err, english.err) == ("", "")
    assert (folder / "card.alt.txt").read_text("utf-8") in english.out
    (folder / "card.alt.txt").write_text("My own words.\n", "utf-8")
    again = imggen("render", CAMPAIGN, "--no-metadata", *told)
    assert (folder / "card.alt.txt").read_text("utf-8") == "My own words.\n"
    assert ("was edited" if told else "nothing tells whether somebody edited it") in again.err
    assert "the new text is in card.alt.new.txt" in again.err


def test_the_json_beside_an_unmarked_picture_knows_its_own_text(imggen: Imggen, folder: Path) -> None:
    imggen("render", COUNTS, "--no-metadata", "--json-file", "--as-of", "2023-09-02")
    ran = imggen("render", COUNTS, "--no-metadata", "--json-file", "--lang", "de")
    assert ran.err == ""
    assert (folder / "card.alt.txt").read_text("utf-8") in ran.out


def test_an_edited_new_text_is_kept_too(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN)
    for name in ("card.alt.txt", "card.alt.new.txt"):
        (folder / name).write_text("My own words.\n", "utf-8")
    ran = imggen("render", CAMPAIGN, "--lang", "de")
    assert "the new text is in card.alt.new.2.txt" in ran.err
    assert (folder / "card.alt.new.txt").read_text("utf-8") == "My own words.\n"


def test_json_that_is_not_of_the_new_card_is_named(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN, "--json-file")
    assert imggen("render", CAMPAIGN, "--theme", "papier").err == ""
    assert imggen("render", CAMPAIGN, "--lang", "de").err == "warning: card.json is not of this card; --json-file writes it anew\n"


def test_a_json_file_that_imggen_did_not_write_is_not_overwritten(imggen: Imggen, folder: Path) -> None:
    (folder / "card.json").write_text('{"my": "data"}', "utf-8")
    ran = imggen("render", CAMPAIGN, "--json-file")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "card.json: it is not the JSON of a card" in ran.err
    assert everything(folder).get("card.png") is None


def test_max_bytes_is_kept(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN, "-o", "card.jpg")
    size = (folder / "card.jpg").stat().st_size
    assert imggen("render", CAMPAIGN, "-o", "card.jpg", "--max-bytes", str(size - 1)).code == 0
    assert (folder / "card.jpg").stat().st_size < size


def test_doubts_are_warnings_and_the_card_is_drawn(imggen: Imggen, folder: Path) -> None:
    ran = imggen("render", "mastodon=~5800", "x=5832", "--date", "2099-01-01", "--json")
    assert ran.code == 0
    assert all(line.startswith("warning: ") for line in ran.err.splitlines())
    assert [f"warning: {doubt}" for doubt in json.loads(ran.out)["warnings"]] == ran.err.splitlines() != []
    assert (folder / "card.png").exists()


def test_the_options_reach_the_card(imggen: Imggen) -> None:
    said = imggen(
        "alt", COUNTS, "--title", "Notre titre", "--hashtag", "#Nous", "--subject", "Ville de Lyon", "--lang", "fr", "--tier", "extended"
    ).out
    assert all(words in said for words in ("Notre titre", "Ville de Lyon"))
    told = json.loads(imggen("render", COUNTS, "--as-of", "2023-09-02", "--scale", "2", "--art", "off", "--card", "duel", "--json").out)
    assert (told["width"], told["card"], told["facts"]["pair"]["date"]) == (3200, "duel", "2023-09-02")


def test_an_edited_alt_text_is_never_overwritten(imggen: Imggen, folder: Path) -> None:
    imggen("render", CAMPAIGN)
    edited = (folder / "card.alt.txt").read_text("utf-8").replace("Carte de victoire", "Une victoire")
    (folder / "card.alt.txt").write_text(edited, "utf-8")
    ran = imggen("render", CAMPAIGN, "--as-of", "2023-09-02")
    assert (folder / "card.alt.txt").read_text("utf-8") == edited
    assert (folder / "card.alt.new.txt").read_text("utf-8") == ran.out.splitlines()[1] + "\n"
    assert re.fullmatch(r"warning: card\.alt\.txt was edited .* card\.alt\.new\.txt\n", ran.err)
    assert json.loads(imggen("render", CAMPAIGN, "--json").out)["alt_path"] == "card.alt.new.txt"


@pytest.mark.parametrize("ending", ["png", "svg", "webp"])
@pytest.mark.parametrize("tier", list(LIMITS))
def test_an_alt_text_that_nobody_edited_follows_the_card(tier: str, ending: str, imggen: Imggen, folder: Path) -> None:
    first = imggen("render", CAMPAIGN, "--alt", tier, "-o", f"card.{ending}")
    second = imggen("render", CAMPAIGN, "--as-of", "2023-09-02", "-o", f"card.{ending}")
    assert first.out != second.out
    assert second.err == ""
    assert (folder / "card.alt.txt").read_text("utf-8") == second.out.splitlines()[1] + "\n"
