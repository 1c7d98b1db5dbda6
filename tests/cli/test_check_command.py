"""`imggen check`: one line a finding, JSON for programs, and exit code 4 for what fails."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from imggen.cli.main import main

COUNTS = ("mastodon=5876", "x=5832", "--date", "2023-09-04", "--subject", "Ly", "--card", "duel", "--lang", "fr")
TRUE = (
    "Duel Mastodon contre X (ex-Twitter), compte Ly, le 4 septembre 2023 : Mastodon est devant X. Deux grands nombres : 5876 abonnés sur "
    "Mastodon, 5832 sur X. Mastodon a 44 abonnés d'avance."
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "true.txt").write_text(TRUE, "utf-8")
    (tmp_path / "wrong.txt").write_text(TRUE.replace("5876", "5867").replace(" (ex-Twitter)", ""), "utf-8")
    (tmp_path / "unnamed.txt").write_text(TRUE.replace(" (ex-Twitter)", ""), "utf-8")
    return tmp_path


def test_a_true_text_passes_and_says_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "true.txt", *COUNTS]) == 0
    assert capsys.readouterr().out == f"nothing found: {len(TRUE)} characters, duel, fr\n"


def test_a_wrong_text_fails_with_a_line_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "wrong.txt", *COUNTS]) == 4
    out, error = capsys.readouterr()
    rules = [line.split()[0] for line in out.splitlines()]
    assert rules[0] == "F01"
    assert rules[-1] == "S03"
    assert '"5867 abonnés sur Mastodon"' in out
    assert error.startswith("error: wrong.txt: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize(("fail_on", "code"), [("minor", 4), ("major", 0), ("blocker", 0)])
def test_what_fails_is_chosen(fail_on: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "unnamed.txt", *COUNTS, "--fail-on", fail_on]) == code
    assert capsys.readouterr().out == "S03 minor: say once what X was\n"


def test_json_says_it_to_programs_and_leaves_with_the_same_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "wrong.txt", *COUNTS, "--json"]) == 4
    said = json.loads(capsys.readouterr().out)
    assert {name: said[name] for name in ("card", "lang", "tier", "failed")} == {
        "card": "duel",
        "lang": "fr",
        "tier": "standard",
        "failed": True,
    }
    assert said["findings"][0] == {
        "rule": "F01",
        "severity": "blocker",
        "words": "5867 abonnés sur Mastodon",
        "fix": "5867 is no count, no gap and no change; the nearest count is 5876",
    }


def test_the_language_is_that_of_the_words_unless_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "true.txt", *COUNTS[:-2]]) == 0
    assert capsys.readouterr().out.endswith("duel, fr\n")
    assert main(["check", "true.txt", *COUNTS[:-1], "en"]) == 4


def test_the_text_comes_from_standard_input_or_from_a_picture(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TRUE.encode())))
    assert main(["check", "-", *COUNTS]) == 0
    assert main(["render", *COUNTS, "-o", "card.png"]) == 0
    assert main(["check", "card.png", *COUNTS]) == 0
    assert main(["check", "card.alt.txt", *COUNTS]) == 0
    assert "nothing found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "none.txt", *COUNTS], "none.txt"),
        (["check", "true.txt", *COUNTS, "--tier", "long"], "short, standard, extended"),
        (["check", "true.txt", *COUNTS, "--fail-on", "all"], "blocker, major, minor"),
    ],
)
def test_what_can_not_be_used_is_refused_in_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_bytes_and_emptiness_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content, said in ((b"\xff\xfe\x00", "not UTF-8"), (b" \n", "it is empty")):
        (folder / "odd.txt").write_bytes(content)
        assert main(["check", "odd.txt", *COUNTS]) == 2
        assert said in capsys.readouterr().err
