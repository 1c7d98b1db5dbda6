"""Matplotlib's rasteriser is reached without matplotlib's package, and a host program notices nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hand_card import circle, hand_card, polyline, rectangle

from imggen.colour import Colour
from imggen.paint import compiled, surface
from imggen.paint.agg import paint
from imggen.paint.compiled import Compiled
from imggen.paint.public import Public
from imggen.scene import Affine, Box, Gradient, Group, Image, Picture, Scene, Stroke
from imggen.scene import Path as Shape

HERE = Path(__file__).parent
DRAW = f"""
import hashlib, sys
sys.path.insert(0, {str(HERE)!r})
from hand_card import hand_card
from imggen.paint.agg import paint
def drawn(): return hashlib.sha256(paint(hand_card()).rgba.tobytes()).hexdigest()
"""
HOSTILE = (
    "agg.path.chunksize: 100\npath.simplify: True\npath.snap: True\nlines.antialiased: False\npatch.antialiased: False\nbackend: svg\n"
)


def run(code: str, folder: Path, **environment: str) -> str:
    """What a Python of its own prints; it must succeed and say nothing on standard error."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MPL", "XDG", "MATPLOTLIB"))}
    settings = {**kept, "HOME": str(folder), "PYTHONWARNINGS": "error", **environment}
    done = subprocess.run([sys.executable, "-c", DRAW + code], cwd=folder, env=settings, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.strip()


def awkward_scene() -> Scene:
    """A bit of everything that a renderer is asked for."""
    photo = Picture(2, 2, bytes(range(0, 240, 15)))
    ramp = Gradient((0, 0), (30, 30), ((0, Colour(9, 90, 200)), (1, Colour(250, 10, 10, 0.3))))
    shapes = (
        Shape(circle(20, 20, 15.3), "a", Colour(200, 10, 80, 0.7), Stroke(Colour(0, 0, 0), 2.3, "round", "round", (5, 3))),
        Shape(polyline((2, 2), (30.5, 7.2), (4, 36)), "b", None, Stroke(Colour(10, 200, 10, 0.5), 5, "projecting", "miter")),
        Shape(rectangle(5, 5, 25.5, 17.2), "c", ramp, Stroke(Colour(1, 2, 3), 0.4, "butt", "bevel")),
        Image(photo, Box(21, 3, 33, 15), "photo"),
    )
    turned = Group(shapes, "turned", Affine(0.8, 0.3, -0.3, 0.8, 14, 3), Box(0, 0, 25, 30))
    return Scene(
        40, 40, 1.5, Colour(240, 240, 230), (*shapes, Group(shapes, "clipped", clip=Box(0, 0, 11.5, 40)), turned), Box(0, 0, 40, 40), 1
    )


@pytest.mark.parametrize("scene", [awkward_scene(), hand_card()], ids=["awkward", "card"])
def test_the_private_and_the_public_way_draw_the_same_pixels(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surface, "found_agg", lambda: agg)
    agg: Compiled | Public = Compiled()
    privately = paint(scene).rgba.copy()
    agg = Public()
    assert (paint(scene).rgba == privately).all()


def test_the_public_way_is_taken_where_the_private_one_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise ImportError("not there")

    monkeypatch.setattr(compiled, "_module", gone)
    surface.found_agg.cache_clear()
    assert isinstance(surface.found_agg(), Public)
    surface.found_agg.cache_clear()


@pytest.mark.parametrize("answer", [lambda *_: None, lambda *_: (_ for _ in ()).throw(TypeError("another signature"))])
def test_a_compiled_renderer_that_draws_otherwise_is_not_used(answer: object, monkeypatch: pytest.MonkeyPatch) -> None:
    module = type("Module", (), {"RendererAgg": type("RendererAgg", (), {"__init__": lambda *_: None, "draw_path": answer})})
    monkeypatch.setattr(compiled, "_module", lambda: module)
    monkeypatch.setattr(Compiled, "canvas", lambda self, width, height: (self._renderer(), np.zeros((height, width, 4), np.uint8)))
    with pytest.raises(ImportError):
        Compiled()


def test_drawing_imports_nothing_of_matplotlib_but_its_renderer(tmp_path: Path) -> None:
    """No pyplot, figure, axes or font manager: neither their time nor their files."""
    code = "drawn(); print(sorted(name for name in sys.modules if name.startswith(('matplotlib', 'mpl_toolkits', 'PIL', 'httpx'))))"
    assert run(code, tmp_path) == "['matplotlib.backends._backend_agg']"


def test_the_same_scene_gives_the_same_pixels_whatever_is_around(tmp_path: Path) -> None:
    """Another folder with a settings file, valid or garbage, another time zone, locale and home change nothing; nothing is written."""
    plain, hostile, garbage = (tmp_path / name for name in ("plain", "hostile", "garbage"))
    for folder in (plain, hostile, garbage):
        folder.mkdir()
    (hostile / "matplotlibrc").write_text(HOSTILE)
    (garbage / "matplotlibrc").write_bytes(bytes(range(256)))
    expected = run("print(drawn())", plain)
    assert run("print(drawn())", hostile, TZ="Pacific/Apia", LC_ALL="C", HOME="/nonexistent/home") == expected
    assert run("print(drawn())", garbage, LANG="fr_FR.UTF-8", MPLCONFIGDIR="/proc/nothing") == expected
    assert not list(plain.iterdir())
    assert len(list(hostile.iterdir())) == len(list(garbage.iterdir())) == 1


def test_the_public_way_too_reads_no_settings_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_bytes(bytes(range(256)))
    code = """
import os, logging
from imggen.paint import compiled, surface
def gone(): raise ImportError
compiled._module = gone
before = dict(os.environ), os.getcwd(), logging.getLogger("matplotlib").level
print(drawn(), before == (dict(os.environ), os.getcwd(), logging.getLogger("matplotlib").level), type(surface.found_agg()).__name__)
"""
    assert run(code, tmp_path) == f"{run('print(drawn())', tmp_path)} True Public"
    assert [path.name for path in tmp_path.iterdir()] == ["matplotlibrc"]


def test_a_host_program_uses_matplotlib_before_and_after(tmp_path: Path) -> None:
    """The same module serves both, whoever came first; the host's figure is what it is without imggen."""
    figure = """
def figure():
    import io, matplotlib
    matplotlib.use("agg")
    from matplotlib import pyplot
    fig, axes = pyplot.subplots(figsize=(2, 1))
    axes.plot([1, 3, 2], label="a")
    axes.legend()
    file = io.BytesIO()
    fig.savefig(file, metadata={"Software": None})
    pyplot.close(fig)
    return hashlib.sha256(file.getvalue()).hexdigest()
"""
    # Matplotlib's own releases warn of those of its libraries; that is its own affair.
    alone, before, after = (
        run(f"{figure}\n{code}", tmp_path, PYTHONWARNINGS="ignore").split()
        for code in (
            "print(figure())",
            "first = figure(); card = drawn(); print(first, card, figure())",
            "card = drawn(); print(figure(), card, drawn())",
        )
    )
    assert before == [*alone, after[1], *alone]
    assert after == [*alone, after[1], after[1]]
