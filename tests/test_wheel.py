"""The wheel: built, installed into an empty environment, it draws the campaign's card from a folder that is not the project's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.whole


def run(*words: str | Path, folder: Path, **environment: str) -> str:
    ran = subprocess.run(
        list(map(str, words)), cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=900
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the project's files alone."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, folder=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_fonts_themes_messages_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for kind, ending in (("fonts", ".ttf"), ("themes", ".toml"), ("themes", ".svg"), ("fonts", ".toml")):
        there = [path.relative_to(ROOT) for path in (ROOT / kind).rglob(f"*{ending}")]
        assert there
        assert {f"imggen/{path.as_posix()}" for path in there} <= names
    messages = {f"imggen/wording/messages/{path.name}" for path in (ROOT / "imggen/wording/messages").glob("*.toml")}
    assert messages <= names
    assert "imggen/py.typed" in names
    licences = [name for name in names if "/licenses/" in name]
    assert len(licences) >= 2 + len(list((ROOT / "fonts").glob("*/OFL.txt")))
    assert not any(name.startswith(("tests/", "examples/")) for name in names)


@pytest.mark.skipif(os.name == "nt", reason="the environment's programs stand elsewhere")
def test_the_wheel_draws_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    """Nothing but the wheel and what it asks for is installed, and the home folder can't be written."""
    environment, work = tmp_path / "environment", tmp_path / "work"
    run(sys.executable, "-m", "venv", environment, folder=tmp_path)
    python = environment / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, folder=tmp_path)
    shutil.copytree(ROOT / "examples", work)
    (tmp_path / "home").write_text("a file: nobody can write under it")
    out = run(environment / "bin" / "imggen", "render", "lelibreedu.toml", folder=work, HOME=str(tmp_path / "home"), PYTHONPATH="")
    assert out == "card.png\n" + (work / "card.alt.txt").read_text("utf-8")
    assert (work / "card.alt.txt").read_text("utf-8") == (ROOT / "examples/gallery/lelibreedu.alt.txt").read_text("utf-8")
    assert "editorial" in run(python, "-m", "imggen", "themes", folder=work, HOME=str(tmp_path / "home"), PYTHONPATH="")
    where = run(python, "-c", "import imggen; print(imggen.__file__)", folder=work, PYTHONPATH="")
    assert str(environment) in where
