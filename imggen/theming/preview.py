"""A theme on one sheet: every kind of card in every shape, as a picture or as a page that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from imggen.theme import Theme
from imggen.theming.samples import Sample, samples

if TYPE_CHECKING:
    from PIL import Image

_HEIGHTS = {"landscape": 360, "portrait": 480, "square": 400, "link": 336}
"""Of cards on a page, in pixels."""
SMALL = "400px"
"""The simulation that shows cards as small as on a telephone."""
ROW = 240
"""How high a row of a sheet is, in pixels."""
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --muted: light-dark(#55525f, #b9b5c6) }
body { margin: 0 auto; max-width: 96rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #16151b); color: light-dark(#17141f, #f2f0f7) }
h2 { margin: 2.5rem 0 .75rem; border-top: 1px solid var(--line); padding-top: 1rem; text-transform: capitalize }
.cards { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }
figure { margin: 0; max-width: 100% }
figure img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line) }
figcaption { margin-top: .25rem; font-size: .875rem; max-width: 24rem; color: var(--muted) }
#findings:empty { display: none }
#findings { border: 2px solid light-dark(#a03e1a, #ff9a76); padding: .75rem 1rem; white-space: pre-line }
"""


@dataclass(frozen=True)
class Shown:
    """A card on a sheet."""

    sample: Sample
    image: Image.Image
    alt: str


@cache
def shown_samples(languages: tuple[str, ...]) -> tuple[Sample, ...]:
    """The samples that a sheet shows: every kind in every shape."""
    return tuple(sample for sample in samples(languages) if not sample.extra)


def draw_sample(sample: Sample, theme: Theme, simulation: str = "", height: int = 0) -> Shown:
    """Draw one card of a sheet, so many pixels high or as large as pages show it. Raises ImggenError."""
    from imggen.paint.agg import paint
    from imggen.paint.simulation import simulated

    card = sample.card(theme)
    scene = card.scene
    high = 0 if simulation == SMALL else height or _HEIGHTS[sample.shape]
    if high:
        scene = replace(scene, scale=high / scene.height)
    return Shown(sample, simulated(paint(scene), simulation), card.alt_text("short"))


def draw_all(
    theme: Theme, languages: Sequence[str], simulation: str = "", tell: Callable[[], object] = lambda: None, height: int = 0
) -> list[Shown]:
    """Draw all cards of a sheet; `tell` is called after each. Raises ImggenError."""
    found = []
    for sample in shown_samples(tuple(languages)):
        found.append(draw_sample(sample, theme, simulation, height))
        tell()
    return found


def as_picture(cards: Iterable[Shown]) -> bytes:
    """A contact sheet as a PNG file: one row a kind, one column a shape."""
    from imggen.paint.simulation import quick_png, sheet

    return quick_png(sheet([[card.image for card in row] for _, row in groupby(cards, key=lambda card: card.sample.kind)]))


def as_page(theme: Theme, cards: Sequence[Shown], simulation: str = "", findings: Sequence[str] = ()) -> str:
    """A contact sheet as one page that needs no other file."""
    from imggen.paint.simulation import quick_png

    def source(card: Shown) -> str:
        return "data:image/png;base64," + b64encode(quick_png(card.image)).decode()

    sizes = [(card.sample, source(card), card.image.width, card.image.height, card.alt) for card in cards]
    return page(theme.name, theme.summary, sizes, simulation, findings)


Placed = tuple[Sample, str, int, int, str]
"""A card on a page: its sample, the address of its picture, width and height, and its alt text."""


def page(name: str, summary: str, cards: Iterable[Placed], simulation: str, findings: Sequence[str] = (), script: str = "") -> str:
    """The page of a sheet."""
    sections = [_section(kind, list(row)) for kind, row in groupby(cards, key=lambda card: card[0].kind)]
    seen = f", as {escape(simulation)}" if simulation else ""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(name)}{seen}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(name)}{seen}</h1>
<p>{escape(summary)}</p>
<div id="findings" role="status">{escape(chr(10).join(findings))}</div>
<main>
{chr(10).join(sections)}
</main>
{script}
</body>
</html>
"""


def _section(kind: str, cards: Sequence[Placed]) -> str:
    figures = "\n".join(_figure(*card) for card in cards)
    return f'<section>\n<h2>{escape(kind)}</h2>\n<div class="cards">\n{figures}\n</div>\n</section>'


def _figure(sample: Sample, source: str, width: int, height: int, alt: str) -> str:
    said = escape(alt, quote=True)
    picture = (
        f'<img src="{source}" width="{width}" height="{height}" alt="{said}" lang="{sample.language}" data-name="{escape(sample.name)}">'
    )
    return f"<figure>{picture}<figcaption>{escape(sample.shape)}, {escape(sample.language)}</figcaption></figure>"
