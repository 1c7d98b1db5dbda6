"""A theme as matplotlib's settings: a host program's own figure takes the theme's colours and letters."""

from __future__ import annotations

import logging

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

import imggen
from imggen.errors import InputError
from imggen.theme import find_theme, themes


@pytest.mark.parametrize("name", themes())
def test_a_figure_has_the_themes_ground_lines_and_letters(name: str, caplog: pytest.LogCaptureFixture) -> None:
    theme = find_theme(name)
    with mpl.rc_context(imggen.mpl_style(name)), caplog.at_level(logging.WARNING):
        figure = Figure()
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        lines = [axes.plot([1, 2], [3, number], label=str(number))[0] for number in range(4)]
        title = axes.set_title("Mastodon passe devant X")
        axes.legend()
        canvas.draw()
        assert to_hex(figure.get_facecolor()) == theme.paint("paper").hexadecimal()
        assert [to_hex(line.get_color()) for line in lines] == [
            theme.paint(key).hexadecimal() for key in ("challenger", "rival", "third", "fourth")
        ]
        assert len({line.get_linestyle() for line in lines}) == 4, "series are never told apart by colour alone"
        assert title.get_fontname() not in ("DejaVu Sans", ""), "the theme's own face"
    assert not [record for record in caplog.records if "findfont" in record.getMessage()]


def test_a_theme_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="papier"):
        imggen.mpl_style("papeir")
