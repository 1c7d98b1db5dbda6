"""Help: plain text, by task, with examples that run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli.conftest import EXAMPLES, Imggen

from imggen.cli.commands import COMMANDS as COMMANDS_OF_ROOT

COUNTS = "examples/lelibreedu.csv"


def test_bare_imggen_says_what_to_do_first(imggen: Imggen) -> None:
    ran = imggen()
    assert ran.code == 0
    assert len(ran.out.splitlines()) <= 8
    assert all(word in ran.out for word in ("imggen render mastodon=5876 x=5832", "card.png", "imggen init"))


COMMANDS = ("", "render", "alt", "check", "add", "init", "cards", "languages", "themes", "themes list")


@pytest.fixture
def furnished(folder: Path) -> Path:
    """A folder with the files that the examples name."""
    (folder / "counts.csv").write_bytes((folder / COUNTS).read_bytes())
    shutil.copy(EXAMPLES / "gallery" / "lelibreedu.png", folder / "card.png")
    shutil.copy(EXAMPLES / "gallery" / "lelibreedu.alt.txt", folder / "card.alt.txt")
    (folder / "campaign.toml").write_text('counts = "more.csv"\n')
    (folder / "more.csv").write_text("date,mastodon,x\n2023-08-30,2900,5850\n2023-09-02,5090,5840\n")
    (folder / "pasted.csv").write_text("date,mastodon,x\n2023-09-07,5901,5830\n")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_plain_text_with_examples(command: str, imggen: Imggen) -> None:
    ran = imggen(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert not re.search("[\x1b─-╿]", ran.out)
    assert f"imggen {command}".strip() in ran.out.partition("Examples:")[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_of_the_help_runs(command: str, imggen: Imggen, furnished: Path) -> None:
    for example in re.findall(r"^ +imggen (.*)$", imggen(*command.split(), "--help").out.partition("Examples:")[2], re.MULTILINE):
        words = shlex.split(example)
        if words == ["init"]:
            words.append("elsewhere")
        ran = imggen(*words)
        assert (ran.code, ran.err) == (0, ""), example


def test_the_summaries_of_commands_are_their_own_first_lines(imggen: Imggen) -> None:
    for name, entry in COMMANDS_OF_ROOT.items():
        shown = " ".join(imggen(name, "--help").out.split())
        assert entry.summary.rstrip(".").partition(",")[0] in shown


def test_options_stand_by_task(imggen: Imggen) -> None:
    shown = imggen("render", "--help").out
    tasks = re.findall(r"^(\w[\w ]+):$", shown, re.MULTILINE)
    assert tasks[0] == "Arguments"
    assert {"The card", "The counts", "The words", "The fonts", "The files"} < set(tasks)
    assert tasks[-1] == "Options"


@pytest.mark.parametrize("columns", [40, 60, 200])
def test_help_is_no_wider_than_the_terminal(columns: int, imggen: Imggen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in ([], ["render"], ["run"], ["themes"]):
        told = imggen(*words, "--help").out.partition("Examples:")[0]
        assert max(len(line) for line in told.splitlines()[1:]) <= min(columns, 100)
