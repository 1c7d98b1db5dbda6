"""The project itself: its floors, its public names, its files."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import imggen
from imggen.network.client import USER_AGENT
from imggen.version import PROJECT

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "imggen"
LEFT_OUT = {".git", ".venv", "fonts", "build", "dist"}
TEXTS = {".py", ".toml", ".md", ".txt", ".csv", ".svg", ".yml", ""}


def files(*endings: str) -> list[Path]:
    """The project's own text files."""
    found = (path for path in ROOT.rglob("*") if path.is_file() and not LEFT_OUT & set(path.relative_to(ROOT).parts))
    return sorted(path for path in found if path.suffix in endings and not any(part.endswith(("cache__", "_cache")) for part in path.parts))


UNFINISHED = re.compile(r"\b(?:TO[D]O|FI[X]ME|X[X]X|HA[C]K)\b")


@pytest.mark.parametrize("path", files(".py", ".md", ".toml"), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_left_for_later(path: Path) -> None:
    found = UNFINISHED.search(path.read_text("utf-8"))
    assert found is None, found


def test_imports_go_down_only() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    ran = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("name", imggen.__all__)
def test_every_public_name_is_described(name: str) -> None:
    described = inspect.getdoc(getattr(imggen, name)) or ""
    assert described.split("\n")[0].rstrip().endswith((".", "?", ":")), described


def test_public_names_are_listed_and_nothing_is_imported_for_them() -> None:
    assert set(dir(imggen)) == {*imggen.__all__, "__version__"}
    code = "import sys, imggen; print(len([name for name in sys.modules if name.startswith('imggen.')]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) <= 2


def modules() -> list[str]:
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in files(".py")
        if path.is_relative_to(PACKAGE)
    ]


@pytest.mark.parametrize("name", [name for name in modules() if not name.endswith("__main__")])
def test_every_module_opens_with_one_sentence(name: str) -> None:
    described = importlib.import_module(name).__doc__ or ""
    assert re.match(r"[^\n]+[.:]$", described.split("\n")[0]), described


def test_files_and_functions_stay_small() -> None:
    """No file over 400 lines, no function over 50: the docstring not counted, tables excepted."""
    import ast

    for path in files(".py"):
        if not path.is_relative_to(PACKAGE):
            continue
        text = path.read_text("utf-8")
        assert text.count("\n") <= 400, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                assert not body or (node.end_lineno or 0) - body[0].lineno < 50, f"{path}:{node.lineno} {node.name}"


def test_the_version_is_the_same_everywhere() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert told == imggen.__version__
    assert f"## {told}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_servers_are_told_the_address_that_the_package_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["urls"]["Homepage"] == PROJECT
    assert f"imggen/{imggen.__version__} (+{PROJECT})" == USER_AGENT


def test_every_script_says_what_it_is_for() -> None:
    for path in (ROOT / "examples").glob("*.py"):
        assert path.read_text("utf-8").startswith('"""'), path
