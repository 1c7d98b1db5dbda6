"""The committed gallery is that of today's cards, complete, small, and readable by everyone. `make gallery` draws it anew."""

from __future__ import annotations

import json
import runpy
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from imggen.card import Card
from imggen.kind import kinds
from imggen.theme import themes
from imggen.wording.language import languages

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "gallery"
GALLERY = runpy.run_path(str(ROOT / "examples" / "make_gallery.py"))
PICTURES = {picture.name: picture for picture in GALLERY["pictures"]()}
NEAR = 0.01
"""How far the places in a scene may be off on average, in units: another release of a font library moves outlines a little."""
VOID = {"meta", "img", "link", "br", "hr"}


@cache
def card(name: str) -> Card:
    return PICTURES[name].card()


@cache
def manifest() -> dict[str, dict[str, Any]]:
    return json.loads((FOLDER / "manifest.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", kinds())
def test_the_committed_pictures_are_those_of_todays_cards(kind: str) -> None:
    stale = []
    for name, picture in PICTURES.items():
        if picture.kind == kind:
            committed, now = manifest().get(name, {}), GALLERY["print_of"](card(name))
            if now["words"] != committed.get("words") or abs(now["places"] - committed["places"]) > NEAR:
                stale.append(name)
    assert not stale, f"make gallery draws them anew: {', '.join(stale)}"


def test_the_gallery_has_every_kind_in_every_theme_and_shape_and_no_other_file() -> None:
    assert len(PICTURES) == len(kinds()) * len(themes()) * 4 + len(languages()) - 2
    assert {picture.language for picture in PICTURES.values()} == set(languages())
    sheets = {f"contact-{theme}.webp" for theme in themes()}
    others = {"index.html", "manifest.json", "lelibreedu.png", "lelibreedu.alt.txt"}
    assert {path.name for path in FOLDER.iterdir()} == {*PICTURES, *sheets, *others}
    assert set(manifest()) == set(PICTURES)


def test_the_pictures_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if name.endswith(".png") and size > 150_000} == {}
    assert sum(sizes.values()) < 8_000_000


@pytest.mark.parametrize("name", ["duel-papier-landscape.png"])
def test_a_committed_picture_has_todays_pixels(name: str) -> None:
    with Image.open(FOLDER / name) as committed, Image.open(BytesIO(card(name).encode("png"))) as drawn:
        assert committed.size == drawn.size
        difference = ImageChops.difference(committed.convert("RGB"), drawn.convert("RGB"))
    assert max(high for _, high in difference.getextrema()) <= 24


def test_every_kind_theme_and_shape_is_seen_in_both_languages() -> None:
    for field in ("kind", "theme", "shape"):
        seen = {(getattr(picture, field), picture.language) for picture in PICTURES.values() if picture.language in ("fr", "en")}
        assert len(seen) == 2 * len({value for value, _ in seen})


class Page(HTMLParser):
    """The gallery's page: its elements, each closed where it must be, and the words inside them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.words: dict[str, list[str]] = {"p": [], "style": []}
        self.feed((FOLDER / "index.html").read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        self.found.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.words:
            self.words[self.open[-1]].append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes, _ in self.found if name == tag]


def test_the_page_shows_every_picture_with_all_of_its_alt_text() -> None:
    page = Page()
    shown = {image["src"]: image for image in page.all("img")}
    said = set(page.words["p"])
    for name in PICTURES:
        image, alt = shown[name], card(name)
        assert image["alt"] == alt.alt_text("short")
        assert {alt.alt_text("standard"), alt.alt_text("extended")} <= said
        assert (image["width"], image["height"]) == tuple(map(str, alt.size))
    assert all((FOLDER / str(source)).exists() for source in shown)


def test_the_page_stands_by_itself_and_is_well_formed() -> None:
    """Every element is closed in its turn, names are unique, links lead somewhere, languages are named, and nothing is fetched or run."""
    page = Page()
    assert page.open == []
    assert {"html", "head", "body", "title", "main", "h1"} <= {tag for tag, _, _ in page.found}
    assert page.all("script") == page.all("link") == []
    names = [attributes["id"] for _, attributes, _ in page.found if "id" in attributes]
    assert len(set(names)) == len(names)
    links = [str(link["href"]) for link in page.all("a")]
    assert all(link[1:] in names if link.startswith("#") else (FOLDER / link).exists() for link in links)
    assert page.all("html") == [{"lang": "en"}]
    assert {figure["lang"] for figure in page.all("figure") if "lang" in figure} == set(languages())
    assert all(image.get("alt") for image in page.all("img"))
    assert "light dark" in "".join(page.words["style"])
    assert "url(" not in "".join(page.words["style"])
