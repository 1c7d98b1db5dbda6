"""`--copy` and `--open`: the clipboard and the picture viewer of the system."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from cli.conftest import Imggen

COUNTS = "examples/lelibreedu.csv"


def test_copying_without_a_clipboard_is_one_clear_line(imggen: Imggen, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    ran = imggen("render", COUNTS, "--copy")
    assert ran.code == 2
    assert ran.err.startswith("error: --copy: no clipboard was found")
    assert (folder / "card.png").exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_the_alt_text_is_copied_and_the_picture_opened(imggen: Imggen, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name, line in (("wl-copy", "cat > copied.txt"), ("xdg-open", 'echo "$1" > opening.txt; mv opening.txt opened.txt')):
        script = folder / name
        script.write_text(f"#!/bin/sh\n{line}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    ran = imggen("render", COUNTS, "--copy", "--open")
    assert ran.code == 0
    assert (folder / "copied.txt").read_text("utf-8") == ran.out.splitlines()[1]
    patience = time.monotonic() + 10
    while not (folder / "opened.txt").exists() and time.monotonic() < patience:
        time.sleep(0.01)
    assert (folder / "opened.txt").read_text().strip() == "card.png"
