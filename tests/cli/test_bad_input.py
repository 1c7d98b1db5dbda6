"""Bad input: one line on stderr, exit code 2, nothing written, and what was there is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Imggen, everything

HEAD = "date,mastodon,x\n"
TABLES = {
    "empty.csv": b"",
    "header.csv": b"date,mastodon,x\n",
    "binary.csv": b"\x7fELF\x02\x01\x01\x00\x00\x00\xff\xfe\x00",
    "twice.csv": b"date,mastodon,x\n2023-08-30,2900,5850\n2023-08-30,2901,5850\n",
    "negative.csv": b"date,mastodon,x\n2023-08-30,-2900,5850\n",
    "many.csv": b"date,mastodon,x\n2023-08-30,many,5850\n",
    "february.csv": b"date,mastodon,x\n2023-02-30,2900,5850\n",
    "broken.toml": b"lang = fr\n",
    "loop.toml": b'counts = "loop.toml"\n',
    "key.toml": b'langue = "fr"\ncounts = "good.csv"\n',
    "broken.json": b'{"mastodon": ',
    "good.csv": b"date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n",
}
CASES: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("missing.csv",), ("missing.csv", "no such file")),
    (("folder",), ("folder", "it is a folder")),
    (("binary.csv",), ("binary.csv",)),
    (("empty.csv",), ("empty.csv", "empty")),
    (("header.csv",), ("header.csv",)),
    (("twice.csv",), ("twice.csv", "line 3", "2023-08-30")),
    (("negative.csv",), ("negative.csv", "line 2", "mastodon", "-2900")),
    (("many.csv",), ("many.csv", "line 2", "mastodon", "many")),
    (("february.csv",), ("february.csv", "line 2", "2023-02-30")),
    (("broken.toml",), ("broken.toml:1",)),
    (("loop.toml",), ("loop.toml",)),
    (("key.toml",), ("key.toml:1", "did you mean lang?")),
    (("broken.json",), ("broken.json",)),
    (("good.csv", "--card", "timelin"), ("timelin", "did you mean timeline?")),
    (("good.csv", "--theme", "editoral"), ("editoral", "did you mean editorial?")),
    (("good.csv", "--lang", "fx"), ("fx", "fr")),
    (("good.csv", "--thme", "editorial"), ("--thme", "did you mean --theme?")),
    (("good.csv", "--theme"), ("--theme",)),
    (("good.csv", "--size", "portrat"), ("portrat",)),
    (("good.csv", "--size", "10x10"), ("10x10",)),
    (("good.csv", "--scale", "9"), ("9",)),
    (("good.csv", "--scale", "nan"), ("nan",)),
    (("good.csv", "--art", "maybe"), ("--art", "maybe", "on")),
    (("good.csv", "--alt", "longest"), ("--alt", "longest", "short")),
    (("good.csv", "--tone", "loud"), ("loud", "plain")),
    (("good.csv", "--dates", "ymd"), ("--dates", "ymd", "dmy")),
    (("good.csv", "--thousands", "tab"), ("tab",)),
    (("good.csv", "--timezone", "Europe/Pariss"), ("Europe/Pariss", "Europe/Paris")),
    (("good.csv", "--as-of", "2023-02-30"), ("2023-02-30",)),
    (("good.csv", "--as-of", "1999-01-01"), ("1999-01-01",)),
    (("good.csv", "--compare-to", "lately"), ("lately",)),
    (("good.csv", "--rival", "bluesky"), ("Bluesky", "Mastodon")),
    (("good.csv", "--max-bytes", "100"), ("100",)),
    (("good.csv", "--max-bytes", "-3"), ("--max-bytes",)),
    (("good.csv", "--font-path", "nowhere"), ("nowhere",)),
    (("good.csv", "-o", "nowhere/card.png"), ("nowhere", "no such folder")),
    (("good.csv", "-o", "good.csv/card.png"), ("good.csv", "no such folder")),
    (("good.csv", "-o", "folder"), ("ending",)),
    (("good.csv", "-o", "dir.png"), ("dir.png", "it is a folder")),
    (("good.csv", "-o", "card.pgn"), (".pgn", "did you mean .png?")),
    (("good.csv", "-o", "card.gif"), (".gif", ".png")),
    (("good.csv", "-o", "card"), ("ending", ".png")),
    (("good.csv", "-o", "/proc/card.png"), ("/proc",)),
    (("mastodon=5876", "x=minus"), ("minus",)),
    (("mastodon=5876", "good.csv"), ("good.csv",)),
    (("mastodon", "=", "5876"), ("mastodon=5876",)),
    ((), ("INPUT", "--help")),
]


@pytest.fixture
def furnished(folder: Path) -> Path:
    """A folder with tables of all kinds, and a card that was there before."""
    for name, data in TABLES.items():
        (folder / name).write_bytes(data)
    for name in ("folder", "dir.png"):
        (folder / name).mkdir()
    (folder / "card.png").write_bytes(b"the picture that was there")
    (folder / "card.alt.txt").write_bytes(b"the text that was there")
    return folder


@pytest.mark.parametrize(("words", "told"), CASES, ids=lambda each: " ".join(each) or "nothing")
def test_bad_input_is_one_line_and_leaves_everything_as_it_was(
    words: tuple[str, ...], told: tuple[str, ...], imggen: Imggen, furnished: Path
) -> None:
    before = everything(furnished)
    ran = imggen("render", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1
    assert all(part in ran.err for part in told), ran.err
    assert everything(furnished) == before


@pytest.mark.parametrize(
    "words", [("alt", "good.csv", "--tier", "tiny"), ("alt", "good.csv", "--limit", "3"), ("alt", "missing.png"), ("alt", "dir.png")]
)
def test_bad_input_to_alt_is_one_line(words: tuple[str, ...], imggen: Imggen, furnished: Path) -> None:
    ran = imggen(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("name", ["card.png", "good.csv"])
def test_a_picture_that_carries_no_alt_text_is_said_so(name: str, imggen: Imggen, furnished: Path) -> None:
    (furnished / "other.png").write_bytes((furnished / name).read_bytes())
    ran = imggen("alt", "other.png")
    assert ran.code == 2
    assert "other.png" in ran.err


UNKNOWN = [("rendr",), ("--hlp",), ("themes", "lst"), ("cards", "duel"), ("languages", "--jsno"), ("init", "a", "b"), ("add",)]


@pytest.mark.parametrize("words", UNKNOWN, ids=" ".join)
def test_usage_errors_are_one_line_too(words: tuple[str, ...], imggen: Imggen) -> None:
    ran = imggen(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1


def test_a_card_that_would_be_untrue_is_refused_with_the_kinds_that_fit(imggen: Imggen, furnished: Path) -> None:
    before = everything(furnished)
    ran = imggen("render", "mastodon=5876", "x=5832", "--card", "timeline")
    assert ran.code == 2
    assert "duel" in ran.err
    assert everything(furnished) == before


def test_a_failure_that_nobody_foresaw_is_one_line(imggen: Imggen, monkeypatch: pytest.MonkeyPatch, furnished: Path) -> None:
    """A mistake in imggen is said to be one, without a traceback; IMGGEN_DEBUG=1 shows it whole."""
    monkeypatch.setattr("imggen.cli.render.render_data", lambda *_: {}["mistake"])
    ran = imggen("render", "good.csv")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.startswith("error: internal: KeyError")
    assert ran.err.count("\n") == 1
    monkeypatch.setenv("IMGGEN_DEBUG", "1")
    with pytest.raises(KeyError):
        imggen("render", "good.csv")


def test_a_stop_by_the_user_is_quiet(imggen: Imggen, monkeypatch: pytest.MonkeyPatch, furnished: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("imggen.cli.render.render_data", stop)
    before = everything(furnished)
    ran = imggen("render", "good.csv")
    assert (ran.code, ran.out, ran.err) == (130, "", "")
    assert everything(furnished) == before
