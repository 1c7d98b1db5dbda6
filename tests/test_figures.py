"""The figures that every card keeps: colours that everyone tells apart, words that can be read in a thumbnail, and small files.

Contrast is judged by `check_scene`, over the covering array; pixels are asked for their weight alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from combinations import LANGUAGES, LONG_TITLE, ends
from strategies import BLUESKY, THREADS, bare, campaign, compared, table

from imggen.card import Card
from imggen.checking.outlines import exact_box
from imggen.colour import Colour, Sight, difference, lab
from imggen.errors import RefusedError
from imggen.facts import Phase
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Path, Text
from imggen.series import Comparison, Series, Subject
from imggen.stage import SERIES
from imggen.story import Choices
from imggen.text.fonts import vendored
from imggen.text.ruler import Ruler
from imggen.text.style import TextStyle
from imggen.theme import SHAPES, find_theme, themes

SIGHTS: tuple[Sight, ...] = ("normal", "protan", "deutan", "tritan")
APART = 15.0
"""The least ΔE00 between the colours of two series."""
THUMBNAIL = 400
"""How wide a card is where it must still be read, in pixels."""
COUNT, TITLE, SHRUNK_TITLE, FACT = 13.0, 10.0, 8.0, 5.5
"""The least height of a capital in a thumbnail, in pixels: of the two counts, of a title, and of all that carries a fact."""
FURNITURE = {"subtitle", "kicker", "date", "tick", "date-tick", "source", "hashtag", "credit", "event", "footnote"}
"""Words that may be smaller: none of them says what the card is about."""
BESIDE = {"number", "delta", "hero"}
"""What a word may stand beside, smaller: that it is rounded, or how many millions."""
SPOKEN = (*LANGUAGES, "de", "ar", "ja")
"""Languages whose words are short and long, stand before and beside numbers, and are written either way."""
HEAVIEST = 150_000
FLOOR = {"landscape": 22, "portrait": 24, "square": 24, "link": 22}
"""The least size of any words, in units: SPEC section 3."""


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", themes())
def test_the_series_have_colours_that_everyone_tells_apart(name: str, sight: Sight) -> None:
    theme = find_theme(name)
    seen = {token: lab(theme.paint(token), sight) for token in SERIES}
    near = {(one, other): difference(seen[one], seen[other]) for one, other in combinations(SERIES, 2)}
    assert {pair: round(apart, 1) for pair, apart in near.items() if apart < APART} == {}


def four() -> Comparison:
    """The campaign with two platforms more."""
    made = campaign()
    others = [Series(platform, replace(made.series[number]).readings) for number, platform in ((0, BLUESKY), (1, THREADS))]
    lowered = [replace(one, readings=tuple(replace(each, count=each.count // 3 + 9) for each in one.readings)) for one in others]
    return replace(made, series=(*made.series, *lowered))


def drawn(kind: str, theme: str, shape: str, language: str, comparison: Comparison, title: str = "") -> Card | None:
    """A card; None where the kind does not fit the facts."""
    made = (comparison, replace(campaign(), subject=Subject("Ly"))) if kind == "leaderboard" else comparison
    choices = Choices(hashtag="#Ici", title=title)
    request = Request(card=kind, theme=theme, size=shape, language=language, compare_to="first", choices=choices)
    try:
        return make_card(made, request)
    except RefusedError:
        return None


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_no_series_is_known_by_its_colour_alone(kind: str, theme: str) -> None:
    """Lines differ in width, markers in shape; what has neither has its name beside it, in words."""
    card = drawn(kind, theme, "landscape", "fr", four())
    if card is None:
        pytest.skip("the kind does not fit these counts")
    colours = [find_theme(theme).paint(token) for token in SERIES]
    looks = {colour: {look for path in paths(card) for look in look_of(path, colour)} for colour in colours}
    for one, other in combinations([colour for colour in colours if looks[colour]], 2):
        assert looks[one] != looks[other]
        assert not {look for look in looks[one] & looks[other] if look[0] == "marker"}
    drawn_names = {text.says for text in card.scene.texts()}
    assert kind == "leaderboard" or {"Mastodon", "X"} <= {name.replace("ex-Twitter", "X") for name in drawn_names}


def paths(card: Card) -> Iterator[Path]:
    return (placed.node for placed in card.scene.walk() if isinstance(placed.node, Path))


def look_of(path: Path, colour: Colour) -> Iterator[tuple[str, object]]:
    """What a line or a marker of a colour looks like, its colour left out."""
    if path.role == "marker" and path.fill == colour:
        yield "marker", form(path)
    if path.role == "line" and path.stroke is not None and path.stroke.colour == colour:
        yield "line", (path.stroke.width, path.stroke.dash)


def form(path: Path) -> tuple[int, ...]:
    """The shape of an outline, whatever its place and size: where its points are, in tenths of its box."""
    box, points = path.outline.box(), path.outline.points[: 2 * len(path.outline.codes) - 2]
    corners, sides = (box.left, box.top), (box.width, box.height)
    return tuple(round(10 * (value - corners[place % 2]) / sides[place % 2]) for place, value in enumerate(points))


@cache
def capitals(theme: str) -> dict[str, float]:
    """How high a capital is in each face of a theme, as a part of its type size: measured on the outline of an H."""
    voices = find_theme(theme).fonts.values()
    lines = [Ruler(vendored()).set("H", TextStyle((family,), voice.weight, 1.0)) for voice in voices for family in voice.families]
    return {glyph.face: -exact_box(glyph.outline).top for line in lines for glyph in line.glyphs}


def heights(text: Text, card: Card) -> tuple[float, float]:
    """How high a capital of a text is in a thumbnail, in pixels, and one of a word that stands smaller beside its number.

    A face that is none of the theme's is as high as its highest glyph here, and as capitals of the theme; a number is as large as all
    of its digits are.
    """
    glyphs, known = [(glyph, exact_box(glyph.outline).height) for glyph in text.glyphs], capitals(card.theme)
    others = {glyph.face for glyph, _ in glyphs} - known.keys()
    known = known | {face: max(min(known.values()), *(high for glyph, high in glyphs if glyph.face == face)) for face in others}
    parts = sorted((glyph.size * known[glyph.face] for glyph, high in glyphs if high > 0), reverse=True) or [text.size]
    number = sum(sign.isdigit() for sign in text.shown or text.says) if text.role in BESIDE else len(parts)
    return parts[max(number, 1) - 1] * THUMBNAIL / card.scene.width, parts[-1] * THUMBNAIL / card.scene.width


def thumbnails(kind: str, theme: str) -> Iterator[tuple[str, Card]]:
    """The cards of a kind and theme in every shape and language: the campaign's three, and one of counts in millions."""
    days = ("2023-08-30", "2023-09-02", "2023-09-04")
    comparisons = {day: campaign(day) for day in days}
    for standing in (Phase.CLOSING, Phase.OVERTAKEN):
        first, last = ends(standing, 1_234_567)
        comparisons[f"{standing.value} in millions"] = table(("2023-08-30", *first), ("2023-09-04", *last))
    yield from pictured(kind, theme, LANGUAGES, comparisons)


def pictured(
    kind: str, theme: str, languages: tuple[str, ...], comparisons: dict[str, Comparison], title: str = ""
) -> Iterator[tuple[str, Card]]:
    """The cards of a kind and theme that fit, in every shape, with what they are of."""
    for facts, comparison in comparisons.items():
        for shape in NAMED:
            for language in languages:
                card = drawn(kind, theme, shape, language, comparison, title)
                if card is not None:
                    yield f"{shape} {language} {facts}", card


def rounded(first: tuple[int, int], last: tuple[int, int]) -> Comparison:
    """Both counts on two days, rounded to a hundred."""
    return compared(*([bare("2024-01-01", then, 50), bare("2024-01-15", now, 50)] for then, now in zip(first, last, strict=True)))


IN_DOUBT = {
    "rounded, far behind": rounded((5_000, 12_300), (6_800, 12_200)),
    "rounded, ahead": rounded((2_900, 5_800), (6_900, 5_700)),
    "rounded, unclear": rounded((5_000, 6_300), (6_200, 6_200)),
    "rounded in millions, closing": rounded((1_234_500, 2_345_600), (2_100_000, 2_345_600)),
    "rounded in millions, ahead": rounded((1_234_500, 2_345_600), (3_456_700, 2_345_600)),
    "one rounded": compared(
        [bare("2024-01-01", 2900, 50), bare("2024-01-15", 5200, 50)], [bare("2024-01-01", 5840), bare("2024-01-15", 5832)]
    ),
    "rounded, of two days": compared([bare("2024-01-15", 12_300, 50)], [bare("2024-01-09", 22_200, 50)]),
}
"""Counts that need more words than their digits."""


def long_and_doubtful(kind: str, theme: str) -> Iterator[tuple[str, Card]]:
    """Cards of rounded counts, and of long ones in languages that say numbers otherwise."""
    yield from pictured(kind, theme, SPOKEN, IN_DOUBT)
    first, last = ends(Phase.OVERTAKEN, 1_234_567)
    yield from pictured(kind, theme, SPOKEN[2:], {"overtaken in millions": table(("2023-08-30", *first), ("2023-09-04", *last))})


def titled(kind: str, theme: str) -> Iterator[tuple[str, Card]]:
    """Cards with titles of the user's, as long as may be, and with the longest that imggen writes itself."""
    closing = {"closing": table(("2023-08-30", 2900, 5850), ("2023-09-06", 4350, 5850))}
    yield from pictured(kind, theme, ("fr", "de"), {"a long title": campaign()}, LONG_TITLE)
    yield from pictured(kind, theme, ("de", "fr"), closing)


def least(text: Text, card: Card, shape: str) -> float:
    """The least height of a capital of a text in a thumbnail."""
    if text.role in ("number", "hero"):
        return COUNT
    if text.role == "title":
        kinds_of_text = find_theme(card.theme).type
        whole = max(kinds_of_text[name].size(shape) for name in ("title", "title-on-chart"))
        return SHRUNK_TITLE if text.size < whole - 0.01 else TITLE
    return 0.0 if text.role in FURNITURE else FACT


@pytest.mark.parametrize("cards", [thumbnails, long_and_doubtful, titled])
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_what_matters_can_be_read_in_a_thumbnail(kind: str, theme: str, cards: Callable[[str, str], Iterator[tuple[str, Card]]]) -> None:
    small: dict[tuple[str, str], str] = {}
    for what, card in cards(kind, theme):
        shape = what.split()[0]
        for text in card.scene.texts():
            (found, beside), needed = heights(text, card), least(text, card, shape)
            if found < needed - 0.005 or beside < min(needed, FACT) - 0.005:
                said = f"{found:.2f} pixels, not {needed}: {text.role} {text.says!r}, {text.size:.1f} units, {kind} {theme} {what}"
                small[text.role, shape] = min(said, small.get((text.role, shape), said))
    assert not small, "capitals are too low\n" + "\n".join(small.values())


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_no_number_stands_only_in_what_can_not_be_read_in_a_thumbnail(kind: str, theme: str) -> None:
    """Every count of the short alt text is on the card in capitals of 5.5 pixels or more, or parts two that are."""
    for what, card in thumbnails(kind, theme):
        shown = [digits(text.says) for text in card.scene.texts() if heights(text, card)[1] >= FACT - 0.005]
        read = {number for numbers in shown for number in numbers}
        told = {int(word) for word in re.findall(r"\d{3,}", card.alt_text("short")) if word != "2023"}
        assert told <= read | {abs(one - other) for one in read for other in read}, what


def digits(words: str) -> list[int]:
    """The numbers of a text, without what groups their digits."""
    return [int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)[\u202f\u00a0,](?=\d{3})", "", words))]


@pytest.mark.parametrize("name", themes())
def test_no_theme_goes_under_the_floor(name: str) -> None:
    limits = find_theme(name).type_limits.smallest
    assert {shape for shape in SHAPES if limits.on(shape) < FLOOR[shape]} == set()


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
@pytest.mark.parametrize("theme", ["papier", "nuit"])
@pytest.mark.parametrize("kind", kinds())
def test_the_heaviest_pictures_are_small(kind: str, theme: str, shape: str) -> None:
    cards = (drawn(kind, theme, shape, "fr", campaign(day)) for day in ("2023-09-04", "2023-09-02"))
    card = next(card for card in cards if card is not None)
    assert len(card.encode("png")) <= HEAVIEST
