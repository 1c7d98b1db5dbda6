"""A package of somebody else brings a theme and a kind of card, and they are like imggen's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VILLE = ROOT / "examples" / "imggen-ville"
CHECK = """
import json, sys
import imggen
from imggen.checking.scene_check import check_scene
from imggen.kind import kinds
from imggen.themefiles.find import known
faults, told = [], []
for kind in ("plaque", "duel", "victory"):
    for size in ("landscape", "portrait", "square", "link"):
        card = imggen.render("examples/lelibreedu.csv", card=kind, theme="ville", size=size, lang="fr")
        faults += [str(fault) for fault in check_scene(card.scene)]
        told.append([card.story.kind, card.theme, card.alt_text("extended")])
counts = ({"mastodon": 1234567890, "x": 5832}, {"mastodon": 7, "x": 1234567890}, {"mastodon": 0, "x": 0}, {"mastodon": 1234567},
          {"mastodon": "~123400", "x": "12,3M", "bluesky": 4}, ["Une plateforme au nom bien long=1234567890", "x=1234567890"])
for size in ("landscape", "portrait", "square", "link", "400x400", "600x1200", "1600x700"):
    for theme in ("ville", "nuit", "papier"):
        for count in counts:
            for title in ("", "Une phrase bien trop longue pour une seule ligne de carte " * 2):
                data = count if isinstance(count, list) else [count]
                card = imggen.render(*data, card="plaque", theme=theme, size=size, lang="fr", date="2024-02-29", title=title)
                faults += [f"{theme} {size} {count}: {fault}" for fault in check_scene(card.scene)]
imggen.render("examples/lelibreedu.csv", card="plaque", theme="ville").save(sys.argv[1])
print(json.dumps({"faults": faults, "told": told, "kinds": kinds(), "themes": [list(each) for each in known()]}))
"""


def run(python: str, path: str, picture: Path, *words: str) -> dict[str, object]:
    """What the package brings, asked of a Python of its own; or of the command line."""
    environment = {**os.environ, "PYTHONPATH": path}
    ran = subprocess.run([python, "-c", CHECK, str(picture)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def assert_brought(found: dict[str, object], picture: Path) -> None:
    assert found["faults"] == []
    assert "plaque" in found["kinds"]  # type: ignore[operator]
    assert ["ville", "imggen-ville"] in found["themes"]  # type: ignore[operator]
    assert all("Ville, CC0-1.0" in alt for _, _, alt in found["told"])  # type: ignore[attr-defined]
    assert picture.stat().st_size > 10_000


def test_what_entry_points_name_is_listed_and_drawn(tmp_path: Path) -> None:
    """In a Python that finds the package as if it were installed: by the files that say so."""
    about = tmp_path / "imggen_ville-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: imggen-ville\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[imggen.themes]\nville = imggen_ville:VILLE\n[imggen.cards]\nplaque = imggen_ville.plaque:KIND\n"
    )
    path = os.pathsep.join((str(ROOT), str(VILLE / "src"), str(tmp_path)))
    assert_brought(run(sys.executable, path, tmp_path / "card.png"), tmp_path / "card.png")


def test_a_package_that_can_t_be_imported_is_named(tmp_path: Path) -> None:
    about = tmp_path / "broken-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[imggen.themes]\nodd = nowhere:THEME\n[imggen.cards]\nnone = os:sep\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(tmp_path)))}
    for words, said in ((("--theme", "odd"), "the package broken"), (("--card", "none"), "has no name")):
        command = [sys.executable, "-m", "imggen", "render", "mastodon=3", "x=4", "-o", str(tmp_path / "card.png"), *words]
        ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 2
        assert said in ran.stderr
        assert ran.stderr.count("\n") == 1


@pytest.mark.whole
def test_the_package_is_installed_and_drawn(tmp_path: Path) -> None:
    """Built and installed as anybody would, into a folder of its own."""
    target = tmp_path / "site"
    words = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target", str(target), str(VILLE)]
    subprocess.run([sys.executable, *words], cwd=tmp_path, check=True, capture_output=True)
    path = os.pathsep.join((str(ROOT), str(target)))
    assert_brought(run(sys.executable, path, tmp_path / "card.png"), tmp_path / "card.png")
