"""Events on a timeline: from a campaign file and from a table, each drawn or, where there is no room, warned of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from strategies import table

import imggen
from imggen.checking.scene_check import check_scene
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Scene
from imggen.series import Comparison, Event
from imggen.theme import themes

EVENTS = (
    Event(date(2024, 1, 15), "X change ses conditions"),
    Event(date(2024, 2, 20), "Début de la campagne"),
    Event(date(2024, 3, 10), "La ministre répond"),
)


def eventful(*events: Event) -> Comparison:
    """Twelve weeks of daily counts, and what happened meanwhile."""
    days = [(date(2024, 1, 1) + timedelta(day), day) for day in range(84)]
    return replace(table(*((str(day), 3000 + 70 * number, 6100 - 9 * number) for day, number in days)), events=events)


def words(scene: Scene) -> set[str]:
    return {text.says for text in scene.texts() if text.role == "event"}


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
def test_what_is_not_drawn_is_warned_of_and_told(theme: str, size: str) -> None:
    card = make_card(eventful(*EVENTS), Request(card="timeline", theme=theme, size=size, language="fr"))
    assert check_scene(card.scene) == ()
    left_out = {event.text for event in EVENTS} - words(card.scene)
    assert len(left_out) <= 1
    assert {warning for warning in card.warnings if "want of room" in warning} == {
        f"left out for want of room, the extended alt text has it: {text!r}" for text in left_out
    }
    assert all(event.text in card.alt_text("extended") for event in EVENTS)


def test_words_that_would_stand_in_each_others_way_go_to_different_heights() -> None:
    scene = make_card(eventful(*EVENTS), Request(card="timeline", theme="editorial", language="fr")).scene
    assert words(scene) == {event.text for event in EVENTS}
    assert len({round(text.ink.bottom) for text in scene.texts() if text.role == "event"}) > 1


def test_words_are_whole_where_there_is_room_for_them() -> None:
    card = make_card(eventful(EVENTS[0]), Request(card="timeline", size="portrait", language="fr"))
    assert [text.shown for text in card.scene.texts() if text.role == "event"] == [""]
    assert not card.warnings


def test_more_events_than_can_be_tried_in_every_way_are_drawn_too() -> None:
    many = tuple(Event(date(2024, 1, 5) + timedelta(9 * number), f"fait {number}") for number in range(8))
    card = make_card(eventful(*many), Request(card="timeline"))
    assert len(words(card.scene)) >= 6
    assert check_scene(card.scene) == ()


def test_events_come_from_a_column_and_from_a_campaign_file(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("date,mastodon,x,event\n2024-01-01,10,90,\n2024-02-01,30,88,Rentrée\n2024-05-01,70,80,\n", "utf-8")
    (tmp_path / "c.toml").write_text('counts = "counts.csv"\n[[events]]\ndate = 2024-04-01\ntext = "Campagne"\n', "utf-8")
    card = imggen.render(tmp_path / "c.toml", card="timeline", theme="editorial")
    assert words(card.scene) == {"Rentrée", "Campagne"}


@pytest.mark.parametrize("number", [3, 4])
@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
def test_three_and_four_platforms_are_named_in_their_colours(theme: str, size: str, number: int) -> None:
    rows = [
        (f"2024-{month:02d}-01", *(500 * place + (90 * place - 130) * month + 1500 for place in range(number))) for month in range(1, 9)
    ]
    card = make_card(table(*rows), Request(card="timeline", theme=theme, size=size, language="fr"))
    assert check_scene(card.scene) == ()
    assert not [warning for warning in card.warnings if "Abonnés du compte" in warning]
    names = {text.says: text.fill for text in card.scene.texts() if text.role == "end-name"}
    assert len(names) == len(set(names.values())) == number
    standfirst = {text.says: text.fill for text in card.scene.texts() if text.role == "subtitle"}
    assert all(standfirst[name] == colour for name, colour in names.items())
