"""A card as a matplotlib Artist: what it shows on a figure, and on a page, is what the card's own picture shows."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pypdfium2
import pytest
from hand_card import hand_card
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from strategies import campaign_for

from imggen.encode.formats import encode
from imggen.encode.metadata import Metadata
from imggen.kind import kinds
from imggen.paint.agg import paint
from imggen.paint.artist import SceneArtist
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Scene
from imggen.theme import themes

ABOUT = Metadata(title="« Ça y est »", standard="Le mastodonte dépasse.", language="fr", creator="Zoé")


def of_kind(kind: str, theme: str) -> Scene:
    day = date(2023, 9, 2 if kind == "race" else 4)
    return make_card(campaign_for(kind), Request(card=kind, theme=theme, size="800x450", as_of=day)).scene


def on_a_figure(scene: Scene) -> np.ndarray:
    width, height = scene.pixels
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)
    figure.add_artist(SceneArtist(scene))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


def on_a_page(scene: Scene) -> np.ndarray:
    page = pypdfium2.PdfDocument(encode(scene, "pdf", ABOUT))[0]
    return np.asarray(page.render(scale=96 / 72).to_pil().convert("RGB")).astype(int)


def far_apart(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels that differ by more than a quarter of the range."""
    assert one.shape == other.shape
    return float((np.abs(one - other).max(axis=2) > 64).mean())


@pytest.mark.parametrize(("kind", "theme"), [(kind, themes()[number % len(themes())]) for number, kind in enumerate(kinds())])
def test_a_card_looks_the_same_on_a_figure_and_on_a_page(kind: str, theme: str) -> None:
    scene = of_kind(kind, theme)
    picture = paint(scene).rgba[..., :3].astype(int)
    assert far_apart(picture, on_a_figure(scene)) < 0.001
    assert far_apart(picture, on_a_page(scene)) < 0.02, "another rasteriser smooths edges its own way"


def test_gradients_slanted_clips_dashes_and_pictures_are_drawn_too() -> None:
    scene = hand_card(scale=1.0)
    picture = paint(scene).rgba[..., :3].astype(int)
    assert far_apart(picture, on_a_figure(scene)) < 0.01
    assert far_apart(picture, on_a_page(scene)) < 0.03


def test_a_card_keeps_its_proportions_in_the_middle_of_its_box() -> None:
    figure = Figure(figsize=(10, 10), dpi=50)
    FigureCanvasAgg(figure)
    artist = SceneArtist(of_kind("duel", "clair"), (0.2, 0.1, 0.6, 0.8))
    figure.add_artist(artist)
    extent = artist.get_window_extent()
    assert extent.x0 == pytest.approx(100)
    assert extent.width == pytest.approx(300)
    assert extent.width / extent.height == pytest.approx(800 / 450)
    assert (extent.y0 + extent.y1) / 2 == pytest.approx(250)
    axes = figure.add_axes((0, 0, 1, 1))
    inside = SceneArtist(of_kind("duel", "clair"))
    inside.set_transform(axes.transAxes)
    axes.add_artist(inside)
    assert inside.get_window_extent().bounds == pytest.approx((0, 109.375, 500, 281.25))


def test_a_pdf_is_the_same_whatever_the_host_program_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = of_kind("timeline", "editorial")
    plain = encode(scene, "pdf", ABOUT)
    odd = {
        "pdf.compression": 0,
        "figure.dpi": 33,
        "savefig.dpi": 300,
        "lines.linewidth": 9,
        "path.simplify": False,
        "savefig.bbox": "tight",
    }
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with mpl.rc_context(odd):
        assert encode(scene, "pdf", ABOUT) == plain


def test_a_pdf_says_its_title_subject_and_language() -> None:
    document = pypdfium2.PdfDocument(encode(of_kind("duel", "papier"), "pdf", ABOUT))
    said = document.get_metadata_dict()
    assert (said["Title"], said["Subject"], said["Author"]) == (ABOUT.title, ABOUT.standard, ABOUT.creator)
    assert b"/Lang (fr)" in encode(of_kind("duel", "papier"), "pdf", ABOUT)


def test_a_page_is_as_large_as_the_card_in_a_browser() -> None:
    page = pypdfium2.PdfDocument(encode(of_kind("duel", "papier"), "pdf"))[0]
    assert [round(side * 96 / 72) for side in page.get_size()] == [800, 450]


def test_writing_a_pdf_leaves_no_file_behind_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("pdf.compression: nonsense\n")
    code = "import imggen, os; imggen.render({'mastodon': 5876, 'x': 5832}, date='2023-09-04').save('card.pdf')"
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**paths, "HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["card.pdf", "matplotlibrc"]
    assert BytesIO((tmp_path / "card.pdf").read_bytes()).read(5) == b"%PDF-"
