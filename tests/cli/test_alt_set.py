"""`imggen alt card.png --set`: a text that a person mended goes into the card and beside it, once nothing is wrong with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from imggen.cli.main import main
from imggen.encode.describing import describe
from imggen.encode.reading import PICTURES, read_metadata

COUNTS = "date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n2023-09-04,5876,5832\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the campaign's counts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counts.csv").write_text(COUNTS, "utf-8")
    return tmp_path


def drawn(ending: str = ".png", *more: str) -> tuple[Path, str]:
    """A card in French, with all that was told beside it, and its alt text."""
    more = more or ("--json-file",)
    card = Path(f"card{ending}")
    assert main(["render", "counts.csv", "--lang", "fr", "-o", str(card), "--size", "600x400", *more]) == 0
    return card, Path("card.alt.txt").read_text("utf-8").strip()


def edited(text: str) -> str:
    Path("mine.txt").write_text(f"{text}\n", "utf-8")
    return "mine.txt"


@pytest.mark.parametrize("ending", PICTURES)
def test_a_mended_text_is_in_the_card_and_beside_it(ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn(ending)
    mine = text.replace("Mastodon compte 5876 abonnés", "Mastodon a 5876 abonnés")
    assert mine != text
    assert main(["alt", str(card), "counts.csv", "--set", edited(mine)]) == 0, capsys.readouterr().err
    assert Path("card.alt.txt").read_text("utf-8") == f"{mine}\n"
    about = read_metadata(card)
    assert about.standard == mine
    assert about.extended.startswith(mine)
    capsys.readouterr()
    assert main(["alt", str(card)]) == 0
    assert capsys.readouterr().out == f"{mine}\n"


@pytest.mark.parametrize("tier", ["short", "extended"])
def test_another_tier_is_mended_alone(tier: str) -> None:
    card, text = drawn()
    before = read_metadata(card)
    mine = getattr(before, tier).replace("abonnés", "abonnés exactement", 1)
    assert main(["alt", str(card), "--set", edited(mine), "--tier", tier]) == 0
    after = read_metadata(card)
    assert getattr(after, tier) == mine
    assert after.standard == text


def test_what_is_untrue_of_the_counts_goes_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn()
    before = card.read_bytes()
    assert main(["alt", str(card), "counts.csv", "--set", edited(text.replace("5876", "5878"))]) == 4
    assert "F01 blocker" in capsys.readouterr().err
    assert (card.read_bytes(), Path("card.alt.txt").read_text("utf-8")) == (before, f"{text}\n")


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str], code: int) -> str:
    """What is said of a text that goes nowhere."""
    card = Path("card.png")
    before, beside = card.read_bytes(), Path("card.alt.txt").read_text("utf-8")
    capsys.readouterr()
    assert main(["alt", *arguments]) == code
    assert (card.read_bytes(), Path("card.alt.txt").read_text("utf-8")) == (before, beside)
    return capsys.readouterr().err


def test_without_the_counts_the_json_beside_the_card_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn()
    for wrong in (text.replace("5832", "5833"), "X", "Lunch at 44.", swapped(text), text.replace("abonnés", "mentions")):
        said = refused([str(card), "--set", edited(wrong)], capsys, 4)
        assert "to be mended before it goes into the card" in said
    assert main(["alt", str(card), "--set", edited(text.replace("Mastodon compte", "Mastodon a"))]) == 0


def swapped(text: str) -> str:
    """Both names change places, wherever they stand."""
    return text.replace("Mastodon", "\0").replace("X", "Mastodon").replace("\0", "X")


def test_without_counts_and_json_nothing_goes_into_a_card(capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn(".png", "--theme", "papier")
    said = refused([str(card), "--set", edited(text)], capsys, 2)
    assert "name the card's counts after it, or draw it with --json-file" in said


@pytest.mark.parametrize("change", ["hash", "facts", "card", "nothing"])
def test_json_of_another_card_is_not_asked(change: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its facts must be those whose hash the card carries."""
    card, text = drawn()
    beside = Path("card.json")
    told = json.loads(beside.read_text("utf-8"))
    if change == "facts":
        told["facts"]["series"][0]["readings"][-1]["count"] = 9000
    elif change == "card":
        told["card"] = "nonsense"
    beside.write_text("[]" if change == "nothing" else json.dumps(told), "utf-8")
    if change == "hash":
        assert main(["render", "mastodon=1", "x=2", "--lang", "fr", "-o", str(card), "--date", "2023-09-04"]) == 0
    refused([str(card), "--set", edited(text)], capsys, 2)


def test_counts_of_another_card_are_not_asked(capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn()
    said = refused([str(card), "counts.csv", "--as-of", "2023-09-02", "--set", edited(text)], capsys, 2)
    assert "it shows other counts than these" in said


@pytest.mark.parametrize("counts", [["counts.csv"], []], ids=["counts", "json"])
@pytest.mark.parametrize("kind", ["duel", "timeline", "victory", "update"])
def test_every_kind_is_known_again(kind: str, counts: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--card", kind, "--title", "Chiche ?", "--source", "nos relevés", "--credit", "Ana", "--compare-to", "first")
    card, text = drawn(".png", "--json-file", *words)
    named = [*counts, "--compare-to", "first", "--title", "Chiche ?", "--source", "nos relevés", "--credit", "Ana"] if counts else []
    assert main(["alt", str(card), *named, "--set", edited(text.replace("(ex-Twitter)", "(anciennement Twitter)"))]) == 0
    assert read_metadata(card).extended.splitlines()[0] == read_metadata(card).standard


def test_no_tier_says_otherwise_than_the_new_text() -> None:
    """What an older version let into a card is told anew."""
    card, text = drawn()
    about = read_metadata(card)
    wrong = replace(about, short=swapped(about.short), extended=about.extended.replace("\nRelevés", "\nX est devant Mastodon. Relevés"))
    card.write_bytes(describe(card.read_bytes(), wrong, str(card)))
    mine = text.replace("Mastodon compte", "Mastodon a")
    assert main(["alt", str(card), "--set", edited(mine)]) == 0
    after = read_metadata(card)
    assert after.short == about.short
    assert after.extended == about.extended.replace(text, mine)


def test_a_text_in_another_language_is_not_the_cards(capsys: pytest.CaptureFixture[str]) -> None:
    card, _ = drawn()
    capsys.readouterr()
    assert main(["alt", "counts.csv", "--lang", "en"]) == 0
    refused([str(card), "--set", edited(capsys.readouterr().out.strip())], capsys, 4)


def test_an_edited_text_beside_the_card_is_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn()
    Path("card.alt.txt").write_text("Mes mots à moi.\n", "utf-8")
    assert main(["alt", str(card), "--set", edited(text.replace("compte 5876", "a 5876"))]) == 0
    assert Path("card.alt.txt").read_text("utf-8") == "Mes mots à moi.\n"
    assert "card.alt.new.txt" in capsys.readouterr().err


@pytest.mark.parametrize("more", [("--no-metadata",), ("--no-metadata", "--json-file")], ids=["alone", "with json"])
def test_a_picture_without_a_hash_takes_no_text(more: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn(".png", *more)
    for counts in ([], ["counts.csv"], ["counts.csv", "--as-of", "2023-09-02"]):
        assert "it carries no hash of its counts" in refused([str(card), *counts, "--set", edited(text)], capsys, 2)


@pytest.mark.parametrize("counts", [["counts.csv"], []], ids=["counts", "json"])
def test_the_json_beside_the_card_has_the_mended_text_too(counts: list[str]) -> None:
    card, text = drawn()
    told = json.loads(Path("card.json").read_text("utf-8"))
    mine = text.replace("Mastodon compte", "Mastodon a")
    assert main(["alt", str(card), *counts, "--set", edited(mine)]) == 0
    about, after = read_metadata(card), json.loads(Path("card.json").read_text("utf-8"))
    tiers = {"short": about.short, "standard": mine, "extended": about.extended}
    assert after == {**told, "bytes": card.stat().st_size, "alt": tiers}
    assert list(after) == list(told)


def test_json_of_another_picture_is_left_as_it_is() -> None:
    drawn(".svg")
    before = Path("card.json").read_bytes()
    card, text = drawn(".png", "--theme", "papier")
    assert main(["alt", str(card), "counts.csv", "--set", edited(text.replace("Mastodon compte", "Mastodon a"))]) == 0
    assert Path("card.json").read_bytes() == before


@pytest.mark.parametrize("ending", PICTURES)
def test_a_mended_text_outlives_the_next_drawing(ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    card, text = drawn(ending)
    first, second = (text.replace("Mastodon compte", f"Mastodon {verb}") for verb in ("a", "réunit"))
    assert main(["alt", str(card), "--set", edited(first)]) == 0
    assert main(["alt", str(card), "--set", edited(second)]) == 0
    assert Path("card.alt.txt").read_text("utf-8") == f"{second}\n"
    capsys.readouterr()
    for _ in range(2):
        drawn(ending)
        assert Path("card.alt.txt").read_text("utf-8") == f"{second}\n"
        assert Path("card.alt.new.txt").read_text("utf-8") == f"{text}\n"
    assert "card.alt.new.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["counts.csv", "--set", "mine.txt"], "--set: counts.csv is no picture"),
        (["card.png", "--set", "nowhere.txt"], "nowhere.txt"),
        (["card.png", "--set", "empty.txt"], "empty.txt: it is empty"),
        (["nowhere.png", "--set", "mine.txt"], "nowhere.png"),
        (["odd.png", "--set", "mine.txt"], "odd.png"),
    ],
)
def test_bad_input_is_one_clear_line(arguments: list[str], found: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = drawn()
    edited(text)
    Path("empty.txt").write_text(" \n", "utf-8")
    Path("odd.png").write_bytes(b"no picture")
    capsys.readouterr()
    assert main(["alt", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert found in said


def test_the_long_text_tells_what_was_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    """A card too small for its drawing does not tell of one, and neither does `alt`."""
    assert main(["render", "counts.csv", "--size", "400x400", "--alt", "extended", "-o", "small.png"]) == 0
    assert main(["alt", "counts.csv", "--size", "400x400", "--tier", "extended"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == Path("small.alt.txt").read_text("utf-8").strip()
