"""The line chart: events find a place, and steps don't fill their room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from strategies import campaign, table

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Path, Text
from imggen.series import Event
from imggen.story import Choices
from imggen.theme import find_theme, themes

TITLE = "Le Mastodonte n’est plus sous X, et l’École républicaine s’en réjouit !"


def widths(card: Card, role: str) -> list[float]:
    """How wide the lines of a role are."""
    nodes = (placed.node for placed in card.scene.walk() if placed.node.role == role)
    return [node.stroke.width for node in nodes if isinstance(node, Path) and node.stroke is not None]


@pytest.mark.parametrize("day", ["2023-08-30", "2023-09-02", "2023-09-04"])
@pytest.mark.parametrize("size", ["landscape", "portrait"])
@pytest.mark.parametrize("theme", themes())
def test_an_event_on_a_readings_own_day_is_shown(theme: str, size: str, day: str) -> None:
    event = Event(date.fromisoformat(day), "La campagne commence")
    card = make_card(replace(campaign(), events=(event,)), Request(card="timeline", theme=theme, size=size, language="fr"))
    assert event.text in [text.says for text in card.scene.texts() if text.role == "event"]
    assert check_scene(card.scene) == ()


def daily(days: int) -> Card:
    rows = ((str(date(2023, 7, 1) + timedelta(day)), 2900 + 45 * day, 5850 - day % 3) for day in range(days))
    return make_card(table(*rows), Request(card="timeline", theme="papier"))


def test_narrow_steps_have_finer_lines_and_casings() -> None:
    look = find_theme("papier").chart
    wide, narrow = daily(12), daily(60)
    assert max(widths(wide, "line")) == look.line_challenger
    assert max(widths(narrow, "line")) < 0.8 * look.line_challenger
    assert max(widths(narrow, "line-casing")) < 0.7 * look.line_casing
    assert min(widths(narrow, "line")) < max(widths(narrow, "line")), "the challenger's is still the thicker one"


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", ["timeline", "update", "duel"])
def test_a_title_of_two_lines_keeps_clear_of_what_stands_above_and_below_it(kind: str, theme: str, size: str) -> None:
    card = make_card(campaign(), Request(card=kind, theme=theme, size=size, language="fr", choices=Choices(title=TITLE)))
    kicker, title, below = ([text for text in card.scene.texts() if text.role == role] for role in ("kicker", "title", "subtitle"))
    top, foot = min(text.ink.top for text in title), max(line_foot(text) for text in title)
    badge = line_foot(kicker[0]) + 0.39 * kicker[0].size
    assert top - badge >= (4 if (theme, size) == ("editorial", "link") else 8), "a tab holds the lowest shape's kicker down"
    assert all(text.ink.top - foot >= 5 for text in below)


def line_foot(text: Text) -> float:
    """Where the letters of a line stand."""
    return max(glyph.y for glyph in text.glyphs)


@pytest.mark.parametrize(("ours", "first", "last"), [((100, 300), "tint", "tint-ahead"), ((300, 100), "tint-ahead", "tint")])
def test_the_tint_says_who_is_ahead_before_and_after_a_crossing(ours: tuple[int, int], first: str, last: str) -> None:
    rows = (("2023-08-30", ours[0], 200), ("2023-09-04", ours[1], 200))
    card = make_card(table(*rows), Request(card="timeline", theme="editorial"))
    tints = sorted((node for node in paths(card) if node.role == "tint"), key=lambda node: node.outline.box().left)
    theme = find_theme("editorial")
    assert [tint.fill for tint in tints] == [theme.paint(first), theme.paint(last)]


def test_the_tint_is_that_of_who_is_ahead_where_no_crossing_can_be_told() -> None:
    """Rounded counts leave open who leads in the end, and not who led before."""
    rounded = [replace(one, readings=tuple(replace(each, half_width=50) for each in one.readings)) for one in campaign().series]
    card = make_card(replace(campaign(), series=tuple(rounded)), Request(card="timeline", theme="editorial"))
    assert not any(node.role == "ring" for node in paths(card))
    theme, tints = find_theme("editorial"), [node for node in paths(card) if node.role == "tint"]
    widest = max(tints, key=lambda node: node.outline.box().width)
    assert widest.fill == theme.paint("tint")
    assert widest.outline.box().width > 300


def test_the_tint_is_broken_where_a_line_is() -> None:
    rows = (("2023-08-30", 10, 200), ("2023-08-31", 20, 200), ("2023-09-01", None, 200), ("2023-09-02", 40, 200), ("2023-09-03", 300, 200))
    card = make_card(table(*rows), Request(card="timeline", theme="editorial"))
    theme, tints = find_theme("editorial"), [node for node in paths(card) if node.role == "tint"]
    assert [tint.fill for tint in tints] == [theme.paint(token) for token in ("tint", "tint", "tint-ahead")]
    edges = [(tint.outline.box().left, tint.outline.box().right) for tint in tints]
    assert edges[0][1] + 50 < edges[1][0]
    assert edges[1][1] == pytest.approx(edges[2][0])


@pytest.mark.parametrize("theme", themes())
def test_the_halo_of_words_is_of_what_they_lie_on(theme: str) -> None:
    rows = [(str(date(2024, 3, 4) + timedelta(day)), 1240 + 45 * day, 5000 if day < 37 else None) for day in range(40)]
    card = make_card(table(*rows), Request(card="timeline", theme=theme))
    paints = {token: find_theme(theme).paint(token) for token in ("paper", "tint")}
    names = [text for text in card.scene.texts() if text.role == "end-name" and text.says == "X"]
    assert [text.halo.colour for text in names if text.halo] == [paints["tint"]]
    assert paints["tint"] != paints["paper"]


def test_the_words_of_a_crossing_stand_under_its_ring() -> None:
    card = make_card(campaign(), Request(card="timeline", theme="papier"))
    (ring,) = (node for node in paths(card) if node.role == "ring")
    words = [text for text in card.scene.texts() if text.role == "crossing"]
    assert len(words) == 2
    assert all(sum(text.ink[::2]) / 2 == pytest.approx(ring.outline.box().middle[0], abs=6) for text in words)


@pytest.mark.parametrize("theme", themes())
def test_a_lead_under_low_ends_keeps_over_the_dates(theme: str) -> None:
    card = make_card(table(("2024-03-01", 5000, 6000), ("2024-03-12", 4000, 6100)), Request(card="timeline", theme=theme))
    (chip,) = (node for node in paths(card) if node.role == "chip-fill")
    dates = [text.ink.top for text in card.scene.texts() if text.role == "tick" and "Mar" in text.says]
    assert dates
    assert chip.outline.box().bottom < min(dates)


def test_marks_and_lines_are_larger_on_a_portrait() -> None:
    look = find_theme("editorial").chart
    card = make_card(campaign(), Request(card="timeline", theme="editorial", size="portrait"))
    assert max(widths(card, "line")) == pytest.approx(1.15 * look.line_challenger)


def test_the_animal_on_a_portrait_is_large_where_the_lines_end_high() -> None:
    """Lines that pass there leave it the room beside the chart."""
    low = replace(campaign(), series=tuple(replace(one, readings=one.readings[:2]) for one in campaign().series))
    cards = [make_card(one, Request(card="timeline", theme="editorial", size="portrait")) for one in (campaign(), low)]
    shadows = [next(node for node in paths(card) if node.role == "shadow").outline.box() for card in cards]
    assert shadows[0].left < shadows[1].left - 20
    assert all(check_scene(card.scene) == () for card in cards)


def paths(card: Card) -> list[Path]:
    return [placed.node for placed in card.scene.walk() if isinstance(placed.node, Path)]


def test_a_ring_that_would_lie_all_over_a_mark_is_not_drawn() -> None:
    """Where lines cross close to a reading and to the base line, nothing white lies on white: the lines show it."""
    rows = [("2020-11-01", 10, 172), ("2020-11-29", 286_303, 0), ("2021-01-22", 51_811, 2)]
    for theme in themes():
        card = make_card(table(*rows), Request(card="timeline", theme=theme, size="portrait"))
        assert not check_scene(card.scene)
        assert "ring" not in {placed.node.role for placed in card.scene.walk()}
