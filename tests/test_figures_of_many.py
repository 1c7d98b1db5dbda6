"""Three and four platforms on one card: everyone's name and count can be read in a thumbnail, and everyone's mark can be found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from strategies import table
from test_figures import FACT, FURNITURE, heights, least
from told_and_drawn import numbers

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Path
from imggen.series import Comparison
from imggen.story import Choices
from imggen.theme import find_theme, themes

LANGUAGES = ("fr", "en", "de")
FIRST, LAST = (1000, 7000, 500, 3000), (5000, 6500, 4950, 4900)


def weekly(platforms: int, *, factor: int = 1, stale: bool = False) -> Comparison:
    """So many platforms, each straight from its first count to its last; a stale one was not counted in the last week."""
    rows = list[tuple[str | int | None, ...]]()
    for week in range(8):
        counts = [factor * (a + (b - a) * week // 7) for a, b in zip(FIRST, LAST, strict=True)][:platforms]
        last = None if stale and week == 7 else counts[-1]
        rows.append((str(date(2024, 1, 1) + timedelta(weeks=week)), *counts[:-1], last))
    return table(*rows)


COMPARISONS = {
    f"{number} platforms{name}": made
    for number in (3, 4)
    for name, made in (
        ("", weekly(number)),
        (", one of them stale", weekly(number, stale=True)),
        (" in millions", weekly(number, factor=1234)),
    )
}


def cards(kind: str, theme: str) -> Iterator[tuple[str, Card]]:
    for shape in NAMED:
        for language in LANGUAGES:
            for name, made in COMPARISONS.items():
                request = Request(card=kind, theme=theme, size=shape, language=language, choices=Choices(hashtag="#Ici"))
                yield f"{shape} {language} {name}", make_card(made, request)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", ["timeline", "race"])
def test_what_matters_of_many_platforms_can_be_read_in_a_thumbnail(kind: str, theme: str) -> None:
    small = [
        f"{heights(text, card)[1]:.2f} pixels: {text.role} {text.says!r}, {text.size:.1f} units, {kind} {theme} {what}"
        for what, card in cards(kind, theme)
        for text in card.scene.texts()
        if heights(text, card)[1] < least(text, card, what.split()[0]) - 0.005
    ]
    assert not small, "capitals are too low\n" + "\n".join(small)


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", ["timeline", "race"])
def test_every_count_of_many_platforms_can_be_read_in_a_thumbnail(kind: str, theme: str) -> None:
    for what, card in cards(kind, theme):
        read = {
            number for text in card.scene.texts() if heights(text, card)[1] >= FACT - 0.005 for number in numbers(text.says, card.voice)
        }
        assert {row.count.number for row in card.story.rows} <= read, what
        told = {number for number in numbers(card.alt_text("short"), card.voice) if number > 100} - {2024}
        assert told <= read | {abs(one - other) for one in read for other in read}, what
        assert [str(fault) for fault in check_scene(card.scene)] == [], what
        assert not [text.says for text in card.scene.texts() if text.shown and text.role not in FURNITURE], what


@pytest.mark.parametrize("shape", NAMED)
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("counts", [(5000, 6500, 4950, 4900), (5000, 6500, 5000, 5000), (3000, 6500, 6500, 6480), (10, 6500, 9, 11)])
def test_every_mark_on_a_track_can_be_found(counts: tuple[int, ...], theme: str, shape: str) -> None:
    """Marks of nearly the same place stand over one another, and all of them before the challenger's line, which reaches beyond them."""
    card = make_card(table(("2024-02-19", *counts)), Request(card="race", theme=theme, size=shape))
    paths = [placed.node for placed in card.scene.walk() if isinstance(placed.node, Path)]
    track = next(path.outline.box() for path in paths if path.role == "track")
    marks = [path for path in paths if path.role == "marker" and path.outline.box().overlaps(track)]
    line, one, other = (path.outline.box() for path in marks)
    shared = max(0.0, min(one.right, other.right) - max(one.left, other.left)) * max(
        0.0, min(one.bottom, other.bottom) - max(one.top, other.top)
    )
    assert shared <= 0.2 * min(one.width * one.height, other.width * other.height)
    assert line.top < min([track.top, *(mark.top for mark in (one, other) if mark.left < line.right and line.left < mark.right)])
    for mark, place in ((one, counts[2]), (other, counts[3])):
        assert mark.middle[0] == pytest.approx(track.left + 892 / 1080 * track.width * place / counts[1])
    assert [str(fault) for fault in check_scene(card.scene)] == []


@pytest.mark.parametrize("theme", themes())
def test_who_is_beyond_the_rival_has_no_mark_to_look_for(theme: str) -> None:
    card = make_card(table(("2024-02-19", 5000, 6500, 4000, 7000)), Request(card="race", theme=theme))
    colours = [placed.node.fill for placed in card.scene.walk() if isinstance(placed.node, Path) and placed.node.role == "marker"]
    named = find_theme(theme)
    assert colours.count(named.paint("third")) == 2, "on the track and before its name"
    assert named.paint("fourth") not in colours
    assert any("7,000" in text.says for text in card.scene.texts())
