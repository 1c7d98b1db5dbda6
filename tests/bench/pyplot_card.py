"""The benchmark's card as a competent user of pyplot draws it: `python pyplot_card.py counts.csv card.png`."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date, timedelta
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import StrMethodFormatter

INK, MUTED, VIOLET, DARK = "#17141F", "#595665", "#6440DE", "#1E1A28"
GRID, TINT, AMBER, CHIP = "#DEDCE5", "#ECEAF1", "#F2A900", "#FFE3A3"
FONTS = Path(__file__).resolve().parents[2] / "fonts"
for file in sorted([*FONTS.glob("source-sans/*.ttf"), *FONTS.glob("source-serif/*.ttf")]):
    font_manager.fontManager.addfont(file)
plt.rcParams["font.family"] = "Source Sans 3"
POINT = 72 / 100

Readings = list[tuple[date, int]]


def day(of: date, *, year: bool = False) -> str:
    """`29 April 2024`, or `29 Apr`."""
    return f"{of.day} {of:%B %Y}" if year else f"{of.day} {of:%b}"


def draw_card(mastodon: Readings, x: Readings) -> bytes:
    """A PNG of 1200 by 675 pixels: two lines, what parts them, where they cross, and where they end."""
    fig = plt.figure(figsize=(12, 6.75), dpi=100, facecolor="white")
    axes = fig.add_axes((134 / 1200, 1 - 557 / 675, 770 / 1200, 270 / 675))
    days = [reading[0] for reading in mastodon]
    ours, theirs = [reading[1] for reading in mastodon], [reading[1] for reading in x]
    ahead = ours[-1] > theirs[-1]
    _furniture(fig, f"{'Mastodon has overtaken X' if ahead else 'X is ahead of Mastodon'}", days)
    _axes(axes, days, 5000)
    axes.fill_between(days, ours, theirs, step="post", color=TINT, linewidth=0)
    axes.step(days, theirs, where="post", color=DARK, linewidth=5 * POINT, solid_joinstyle="round")
    axes.step(days, ours, where="post", color=VIOLET, linewidth=9 * POINT, solid_joinstyle="round")
    axes.plot(days[-1:], theirs[-1:], "s", color=DARK, markersize=14 * POINT, markeredgecolor="white", clip_on=False)
    axes.plot(days[-1:], ours[-1:], "o", color=VIOLET, markersize=19 * POINT, markeredgecolor="white", clip_on=False)
    _first_values(axes, days[0], ours[0], theirs[0])
    crossing = next((i for i in range(1, len(ours)) if ours[i] > theirs[i] and ours[i - 1] <= theirs[i - 1]), None)
    if crossing is not None:
        _crossing(axes, days[crossing - 1], days[crossing], ours[crossing])
    _ends(fig, ours[-1], theirs[-1])
    file = io.BytesIO()
    fig.savefig(file, format="png", dpi=100)
    plt.close(fig)
    return file.getvalue()


def _at(x: float, y: float) -> tuple[float, float]:
    return x / 1200, 1 - y / 675


def _furniture(fig: plt.Figure, title: str, days: list[date]) -> None:
    for left, right, top, height, colour in ((60, 1140, 36, 3, INK), (60, 136, 36, 11, VIOLET), (60, 1140, 605, 2, GRID)):
        fig.add_artist(plt.Rectangle(_at(left, top + height), (right - left) / 1200, height / 675, color=colour, linewidth=0))
    for x, letter, colour, shape in ((79, "M", VIOLET, "circle,pad=0.2"), (130, "X", DARK, "round,pad=0.25")):
        box = {"boxstyle": shape, "facecolor": colour, "linewidth": 0}
        fig.text(*_at(x, 88), letter, size=26 * POINT, weight=700, color="white", ha="center", bbox=box)
    fig.text(*_at(60, 162), title, size=56 * POINT, family="Source Serif 4", weight=700, color=INK)
    period = f", {day(days[0], year=True)} to {day(days[-1], year=True)}"
    words = [
        ("Followers of the account on ", MUTED, 400),
        ("Mastodon", VIOLET, 700),
        (" and on ", MUTED, 400),
        ("X", DARK, 700),
        (period, MUTED, 400),
    ]
    piece = None
    for text, colour, weight in words:
        style = {"size": 26 * POINT, "color": colour, "weight": weight, "va": "baseline"}
        if piece is None:
            piece = fig.axes[0].annotate(text, _at(60, 202), xycoords="figure fraction", annotation_clip=False, **style)
        else:
            piece = fig.axes[0].annotate(text, (1, 0), xycoords=piece, annotation_clip=False, **{**style, "va": "bottom"})
    fig.text(*_at(60, 645), f"Followers, readings {day(days[0])} to {day(days[-1])} {days[-1].year}", size=22 * POINT, color=MUTED)


def _axes(axes: plt.Axes, days: list[date], top: int) -> None:
    axes.set_xlim(days[0], days[-1])
    axes.set_ylim(0, top)
    axes.set_yticks(range(0, top + 1, 1000))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ticks = [days[round(i * (len(days) - 1) / 4)] for i in range(5)]
    axes.set_xticks(ticks, [day(tick) for tick in ticks])
    axes.grid(axis="y", color=GRID, linewidth=2 * POINT)
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.spines["bottom"].set(color=INK, linewidth=2.5 * POINT)
    axes.tick_params(axis="y", length=0, pad=16 * POINT, labelsize=22 * POINT, labelcolor=MUTED)
    axes.tick_params(axis="x", length=9 * POINT, width=2.5 * POINT, color=INK, labelsize=22 * POINT, labelcolor=INK)


def _first_values(axes: plt.Axes, first: date, ours: int, theirs: int) -> None:
    label = {"textcoords": "offset points", "size": 28 * POINT, "weight": 700, "annotation_clip": False}
    axes.annotate(f"{theirs:,}", (first, theirs), (0, 18 * POINT), color=DARK, **label)
    axes.annotate(f"{ours:,}", (first, ours), (0, -44 * POINT), color=VIOLET, **label)
    axes.vlines(first, ours + 350, theirs - 250, color=MUTED, linewidth=2.5 * POINT, linestyle=(0, (3, 3)))
    axes.text(first + timedelta(days=1), (ours + theirs) / 2, f"gap {theirs - ours:,}", size=25 * POINT, color=INK, va="center")


def _crossing(axes: plt.Axes, before: date, after: date, level: int) -> None:
    ring = {"markersize": 34 * POINT, "markerfacecolor": "none", "clip_on": False}
    axes.plot([after], [level], "o", markeredgecolor=INK, markeredgewidth=10 * POINT, **ring)
    axes.plot([after], [level], "o", markeredgecolor=AMBER, markeredgewidth=6 * POINT, **ring)
    axes.vlines(after, level - 1800, level - 420, color=INK, linewidth=2.5 * POINT)
    label = {"size": 25 * POINT, "ha": "right", "va": "top"}
    axes.text(after, level - 1900, "Crossing", color=INK, weight=600, **label)
    axes.text(after, level - 2450, f"between {before.day} and {day(after)}", color=MUTED, **label)


def _ends(fig: plt.Figure, ours: int, theirs: int) -> None:
    for name, count, colour, y in (("Mastodon", ours, VIOLET, 271), ("X", theirs, DARK, 357)):
        fig.text(*_at(974, y), name, size=26 * POINT, weight=600, color=colour)
        fig.text(*_at(974, y + 35), f"{count:,}", size=40 * POINT, weight=700, color=colour)
        fig.add_artist(plt.Line2D(*zip(_at(942, 340), _at(952, y), _at(966, y - 8), strict=True), color=colour, linewidth=2.5 * POINT))
    text = f"{ours - theirs:+,} ahead" if ours > theirs else f"{theirs - ours:,} behind"
    box = FancyBboxPatch(_at(980, 446), 124 / 1200, 20 / 675, "round,pad=0.008", color=CHIP, linewidth=0, mutation_aspect=16 / 9)
    fig.add_artist(box)
    fig.text(*_at(982, 445), text, size=26 * POINT, weight=700, color=INK)


def read_counts(path: str) -> tuple[Readings, Readings]:
    """The readings of both platforms in a CSV with the columns `date`, `mastodon` and `x`."""
    with Path(path).open(newline="", encoding="utf-8") as file:
        rows = [(date.fromisoformat(row["date"]), int(row["mastodon"]), int(row["x"])) for row in csv.DictReader(file)]
    return [(when, ours) for when, ours, _ in rows], [(when, theirs) for when, _, theirs in rows]


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(draw_card(*read_counts(sys.argv[1])))
