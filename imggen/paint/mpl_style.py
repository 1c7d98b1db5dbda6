"""A theme as matplotlib's settings: somebody's own figure in the colours and letters of the cards."""

from __future__ import annotations

from typing import Any

from imggen.paint.public import quiet_matplotlib
from imggen.text.fonts import vendored
from imggen.theme import Theme, find_theme

with quiet_matplotlib():
    from cycler import cycler
    from matplotlib.font_manager import fontManager, get_font, weight_dict

_SERIES = ("challenger", "rival", "third", "fourth")
_LINES = ("-", "--", "-.", ":")
"""Series are never told apart by their colour alone."""
_POINTS_A_UNIT = 0.5
"""A card is 1200 units wide, and a figure for a page or a slide about 600 points."""

_COLOURED = {
    "paper": ("figure.facecolor", "savefig.facecolor", "axes.facecolor"),
    "ink": (
        "text.color",
        "axes.edgecolor",
        "axes.titlecolor",
        "xtick.color",
        "ytick.color",
        "patch.edgecolor",
        "legend.labelcolor",
        "hatch.color",
    ),
    "muted": ("axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor"),
    "grid": ("grid.color",),
}
"""What a colour token colours."""
_SIZED = {
    "title": ("figure.titlesize",),
    "subtitle": ("axes.titlesize",),
    "note": ("font.size",),
    "tick": ("axes.labelsize", "xtick.labelsize", "ytick.labelsize"),
}
"""What is set in a kind of text."""
_FRAME = {
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "lines.solid_capstyle": "round",
    "ytick.major.size": 0.0,
    "legend.frameon": False,
}
"""As the charts of cards are: a base line, and lines across."""


def mpl_style(theme: str = "papier") -> dict[str, Any]:
    """The rcParams of a theme, for `matplotlib.rc_context`, `plt.style.context` or `plt.style.use`.

    Its fonts are made known to matplotlib, which draws a variable font in its default weight alone. Lengths are in points. Raises
    InputError, with a suggestion, when there is no such theme.
    """
    found = find_theme(theme)
    return {**_FRAME, **_colours(found), **_lengths(found), **_letters(found)}


def _colours(theme: Theme) -> dict[str, Any]:
    series = cycler(color=[theme.paint(token).hexadecimal() for token in _SERIES], linestyle=_LINES)
    return {"axes.prop_cycle": series, **{name: theme.paint(token).hexadecimal() for token, names in _COLOURED.items() for name in names}}


def _lengths(theme: Theme) -> dict[str, float]:
    chart = theme.chart
    lengths = {
        "axes.linewidth": chart.axis,
        "grid.linewidth": chart.grid,
        "lines.linewidth": chart.line_challenger,
        "lines.markersize": 2 * chart.marker_radius,
    }
    sizes = {name: theme.type[kind].size("landscape") for kind, names in _SIZED.items() for name in names}
    return {name: length * _POINTS_A_UNIT for name, length in {**lengths, **sizes}.items()}


def _letters(theme: Theme) -> dict[str, Any]:
    family = _family(theme)
    plain, bold = (_weight(family, theme.fonts[voice].weight) for voice in ("label", "title"))
    weights = {"font.weight": plain, "axes.labelweight": plain, "axes.titleweight": bold, "figure.titleweight": bold}
    return {"font.family": [family], **weights}


def _family(theme: Theme) -> str:
    """The family of the theme's running text, as matplotlib calls it once it knows its files."""
    known = {entry.fname for entry in fontManager.ttflist}
    cuts = vendored().family(theme.fonts["label"].families[0]).cuts
    paths = [str(place) for cut in cuts if (place := cut.files[0].place)]
    for path in paths:
        if path not in known:
            fontManager.addfont(path)
    return str(get_font(paths[0]).family_name)


def _weight(family: str, wanted: int) -> int:
    """The weight of the family nearest to a wanted one: matplotlib complains of one that it has not."""
    found = {entry.weight for entry in fontManager.ttflist if entry.name == family}
    weights = [weight_dict[weight] if isinstance(weight, str) else weight for weight in found]
    return min(weights, key=lambda weight: abs(weight - wanted))
