"""Every kind of card in every theme and shape, into the folder `gallery`, with contact sheets and a page. `make gallery` runs it here.

Counts are the campaign's, as they were known when a card of that kind would have been posted, and the leaderboard's are invented.
French and English take turns, so that every kind, theme and shape is seen in both; every other language is seen once.
"""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import cycle, product
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.progress import track

import imggen
from imggen.card import Card
from imggen.kind import find_kind, kinds
from imggen.theme import find_theme, themes
from imggen.wording.language import find_language, languages

HERE = Path(__file__).parent
COUNTS = {"leaderboard": "ministries.csv"}
"""The counts of a kind, beside this script, where they are not the campaign's."""
AS_OF = {"duel": "2023-09-02", "race": "2023-09-02"}
"""The day a kind is drawn on, where it is not that of the newest counts."""
SIZES = {"landscape": "720x405", "portrait": "576x720", "square": "576x576", "link": "768x403"}
BEST = {"duel": "papier", "victory": "papier", "update": "papier", "race": "nuit", "timeline": "editorial", "leaderboard": "clair"}
"""The theme in which a kind's landscape is drawn at full size."""
TURNS = ("fr", "en")
LANGUAGE_THEMES = ("papier", "nuit", "papier", "editorial")
"""The themes of the pictures in other languages, in turn."""
CAMPAIGN = ("papier", "nuit")
"""The themes whose cards speak in the campaign's tone."""
ROW, GAP, GROUND = 240, 16, "#8c8a94"
"""Contact sheets: the height of a picture, what parts two of them, and what lies under them."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of the gallery."""

    kind: str
    theme: str
    shape: str
    language: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.kind}-{self.theme}-{self.shape}{'' if self.language in TURNS else f'-{self.language}'}.png"

    @property
    def best(self) -> bool:
        """Whether it is drawn at full size."""
        return self.shape == "landscape" and BEST.get(self.kind) == self.theme and self.language in TURNS

    def card(self) -> Card:
        """Its card."""
        size = self.shape if self.best else SIZES[self.shape]
        tone = "campaign" if self.theme in CAMPAIGN else "plain"
        counts, day = HERE / COUNTS.get(self.kind, "lelibreedu.toml"), AS_OF.get(self.kind)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", imggen.ImggenWarning)  # what a small shape shortens is whole in the alt text
            return imggen.render(counts, card=self.kind, theme=self.theme, size=size, lang=self.language, as_of=day, tone=tone)


def pictures() -> Iterator[Picture]:
    """All pictures: by kind, theme and shape, then by language."""
    for kind, (place, theme), (turn, shape) in product(kinds(), enumerate(themes()), enumerate(SIZES)):
        yield Picture(kind, theme, shape, TURNS[(place + turn) % 2])
    looks = cycle(zip(kinds(), cycle(LANGUAGE_THEMES), strict=False))
    for language, (kind, theme) in zip((code for code in languages() if code not in TURNS), looks, strict=False):
        yield Picture(kind, theme, "landscape", language)


def print_of(card: Card) -> dict[str, str | float]:
    """What tells whether a picture is still that of its card: its words and shapes, and on average where they are, in units.

    A hash would take what another release of a font library moves by a hundredth of a unit for a change.
    """
    dump = card.scene.dump()
    words = "\n".join([NUMBER.sub("", dump), *(card.alt_text(tier) for tier in ("short", "standard", "extended"))])
    places = [float(number) for line in dump.splitlines() for number in NUMBER.findall(line.partition("[")[2].partition("]")[0])]
    return {"words": hashlib.sha256(words.encode()).hexdigest()[:16], "places": round(sum(places) / len(places), 3)}


def draw(folder: Path) -> dict[Picture, Card]:
    """Draw all pictures, and say on a terminal how far it is."""
    console = Console(stderr=True)
    drawn = {}
    wanted = list(pictures())
    for picture in track(wanted, "Drawing the gallery", console=console, transient=True, disable=not console.is_terminal):
        drawn[picture] = picture.card()
        drawn[picture].save(folder / picture.name)
    return drawn


def write_sheets(folder: Path) -> None:
    """Write a contact sheet of every theme: one row a kind, one column a shape."""
    for theme in themes():
        shown = [picture for picture in pictures() if picture.theme == theme and picture.language in TURNS]
        rows = [[shrunk(folder / picture.name) for picture in shown if picture.kind == kind] for kind in kinds()]
        width = sum(picture.width + GAP for picture in rows[0]) + GAP
        sheet = Image.new("RGB", (width, len(rows) * (ROW + GAP) + GAP), GROUND)
        for number, row in enumerate(rows):
            left = GAP
            for picture in row:
                sheet.paste(picture, (left, GAP + number * (ROW + GAP)))
                left += picture.width + GAP
        file = BytesIO()
        sheet.save(file, "WEBP", quality=70, method=6)
        (folder / f"contact-{theme}.webp").write_bytes(file.getvalue())


def shrunk(path: Path) -> Image.Image:
    """A picture as high as a row of a contact sheet."""
    with Image.open(path) as picture:
        return picture.convert("RGB").resize((round(picture.width * ROW / picture.height), ROW), Image.Resampling.LANCZOS)


STYLE = """
:root { color-scheme: light dark; --line: #8886; --muted: light-dark(#55525f, #b9b5c6) }
body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #16151b); color: light-dark(#17141f, #f2f0f7) }
a { color: light-dark(#4a2bc0, #b3a2ff) }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none }
h2 { margin: 3rem 0 0; border-top: 1px solid var(--line); padding-top: 1rem }
h3 { margin: 2rem 0 .75rem }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.5rem; align-items: start }
.pictures .best { grid-column: 1 / -1 }
figure { margin: 0 }
figure img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line) }
figcaption { margin-top: .5rem; font-size: .875rem; max-width: 70ch }
figcaption p { margin: 0 }
.which { color: var(--muted) }
summary { cursor: pointer }
"""
WHOLE = {"fr": "Description complète", "en": "Whole description"}


def page(drawn: Mapping[Picture, Card]) -> str:
    """The gallery as a web page, by itself but for its pictures. Every picture's alt text is on it in all three tiers."""
    links = "".join(f'<li><a href="#{kind}">{kind}</a></li>' for kind in kinds())
    sheets = "\n".join(_sheet(theme) for theme in themes())
    sections = "\n".join(_section(kind, drawn) for kind in kinds())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>imggen: the gallery</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<h1>imggen: the gallery</h1>
<p>Every kind of card in every theme and shape, drawn by <code>make gallery</code>. Under each picture stands its alt text as
imggen wrote it: the picture itself carries the short one, its caption is the standard one, and the whole description opens below.</p>
<nav aria-label="Kinds of card"><ul>{links}<li><a href="#sheets">contact sheets</a></li></ul></nav>
</header>
<main>
{sections}
<section id="sheets">
<h2>Contact sheets</h2>
<div class="pictures">
{sheets}
</div>
</section>
</main>
</body>
</html>
"""


def _section(kind: str, drawn: Mapping[Picture, Card]) -> str:
    parts = [f'<section id="{kind}">', f"<h2>{kind.capitalize()}</h2>", f"<p>{escape(find_kind(kind).summary)}</p>"]
    for theme in themes():
        parts += [f'<h3 id="{kind}-{theme}">{kind.capitalize()}, {theme}</h3>', '<div class="pictures">']
        parts += [_figure(picture, card) for picture, card in drawn.items() if (picture.kind, picture.theme) == (kind, theme)]
        parts.append("</div>")
    return "\n".join([*parts, "</section>"])


def _figure(picture: Picture, card: Card) -> str:
    (width, height), best = card.size, ' class="best"' if picture.best else ""
    short, standard, extended = (escape(card.alt_text(tier)) for tier in ("short", "standard", "extended"))
    image = f'<img src="{picture.name}" width="{width}" height="{height}" loading="lazy" alt="{short}">'
    which = f'<p class="which" lang="en" dir="ltr">{picture.shape}, {width} × {height}, {picture.language}</p>'
    known = WHOLE.get(picture.language)
    summary = f"<summary>{known}</summary>" if known else f'<summary lang="en" dir="ltr">{WHOLE["en"]}</summary>'
    whole = f"<details>{summary}<p>{extended}</p></details>"
    caption = f"<figcaption>{which}<p>{standard}</p>{whole}</figcaption>"
    direction = find_language(picture.language).direction
    return f'<figure lang="{picture.language}" dir="{direction}"{best}><a href="{picture.name}">{image}</a>{caption}</figure>'


def _sheet(theme: str) -> str:
    alt = f"Contact sheet of the theme {theme}: one row a kind of card ({', '.join(kinds())}), one column a shape ({', '.join(SIZES)})."
    file, caption = f"contact-{theme}.webp", f"<figcaption>{theme}: {escape(find_theme(theme).summary)}</figcaption>"
    return f'<figure><a href="{file}"><img src="{file}" loading="lazy" alt="{escape(alt)}"></a>{caption}</figure>'


def remove_others(folder: Path, drawn: Iterable[Picture]) -> None:
    """Remove pictures of what is no more."""
    kept = {*(picture.name for picture in drawn), *(f"contact-{theme}.webp" for theme in themes()), "lelibreedu.png"}
    for path in (*folder.glob("*.png"), *folder.glob("contact-*.webp")):
        if path.name not in kept:
            path.unlink()


def main() -> None:
    """Draw the gallery into the folder `gallery` of the working folder."""
    folder = Path("gallery")
    folder.mkdir(exist_ok=True)
    drawn = draw(folder)
    remove_others(folder, drawn)
    write_sheets(folder)
    (folder / "index.html").write_text(page(drawn), "utf-8")
    prints = {picture.name: print_of(card) for picture, card in drawn.items()}
    (folder / "manifest.json").write_text(json.dumps(prints, indent=1) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(drawn)} pictures of Mastodon and X, {size / 1e6:.1f} MB: {folder / 'index.html'}")


if __name__ == "__main__":
    main()
