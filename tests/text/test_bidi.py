"""Which way characters run: Unicode's own test cases, and what cards need."""

from __future__ import annotations

import lzma
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from imggen.text.bidi import base_level, levels, turns, visual_order

SAMPLE = Path(__file__).with_name("BidiCharacterTest-sample.txt.xz")
WHOLE = Path("usr/share/unicode/BidiCharacterTest.txt")
"""Where Debian's package unicode-data puts it, from the root."""


def failures(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line.strip() and not line.startswith("#") and not _holds(line)]


def _holds(line: str) -> bool:
    points, direction, paragraph, wanted, order = (field.split() for field in line.split(";"))
    text = "".join(chr(int(point, 16)) for point in points)
    base = (base_level(text) or 0) if direction == ["2"] else int(direction[0])
    found = levels(text, base)
    kept = [place for place in visual_order(found) if wanted[place] != "x"]
    same = all(want in {"x", str(got)} for want, got in zip(wanted, found, strict=True))
    return same and base == int(paragraph[0]) and kept == [int(place) for place in order]


def test_unicodes_own_cases_hold():
    with lzma.open(SAMPLE, "rt", encoding="utf-8") as lines:
        cases = list(lines)
    assert len(cases) > 2800
    assert failures(cases) == []


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """All of Unicode's cases: installed here, else fetched from Debian."""
    if (Path("/") / WHOLE).exists():
        return Path("/") / WHOLE
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        pytest.skip("needs the Debian package unicode-data, and this is no Debian")
    fetched = subprocess.run(["apt-get", "download", "unicode-data"], cwd=tmp_path, capture_output=True, text=True, check=False)
    packages = list(tmp_path.glob("*.deb"))
    if not packages:
        pytest.skip(f"the Debian package unicode-data can't be fetched: {fetched.stderr.strip()[:200]}")
    subprocess.run(["dpkg-deb", "-x", str(packages[0]), str(tmp_path)], check=True)
    return tmp_path / WHOLE


@pytest.mark.whole
def test_all_of_unicodes_cases_hold(whole: Path) -> None:
    cases = whole.read_text("utf-8").splitlines()
    assert len(cases) > 91_000
    assert failures(cases) == []


def test_only_right_to_left_text_needs_the_algorithm():
    assert not any(turns(text) for text in ("", "Mastodon", "5\u202f876 abonné·e·s", "𝕏 👩‍💻", "Привет Việt", "日本語"))
    assert all(turns(text) for text in ("שלום", "x مستودون", "١٢", "a\u202eb"))


def test_a_text_starts_as_its_first_strong_letter_does():
    assert (base_level("5 שלום a"), base_level("5 a שלום"), base_level("5 !")) == (1, 0, None)


def test_no_runs_have_no_order():
    assert visual_order([]) == []
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
