"""Every kind of card over every theme, size, language and awkward comparison: the scene has no fault, and is always the same."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import awkward_subjects, campaign, campaign_for, comparisons, events

from imggen.art.logo import parse_logo
from imggen.checking.scene_check import check_scene
from imggen.errors import RefusedError
from imggen.kind import SeveralKind, find_kind, kinds
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Picture
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.theme import themes

MANY = int(os.environ.get("IMGGEN_EXAMPLES", "100"))
"""How many random comparisons a kind: 200, and 2,000 in `make test-all`."""
TITLES = ("", "On a réussi !", "Le Mastodonte n’est plus sous X !", "Une phrase bien trop longue " * 6, "W" * 60, "𝕏 contre 🐘 : égalité ?")
SIZES = (*NAMED, "1200x675", "400x400", "4096x900", "600x1200", "900x640", "500x1600", "800x418")
NAMES = ("", "Ville ", "Ministère de l’Écume, du Vent et des Grandes Marées (annexe) ", "W" * 56)
LOGO = parse_logo(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path fill="#1f6f43" d="M0 0H90V30H0Z"/></svg>', "logo")


@st.composite
def requests(draw: st.DrawFn, kind: str) -> Request:
    choices = Choices(
        tone=draw(st.sampled_from(("plain", "campaign"))),
        title=draw(st.sampled_from(TITLES)),
        hashtag=draw(st.sampled_from(("", "#TriompheModeste", "#" + "LongHashtag" * 5))),
        source=draw(st.sampled_from(("", "relevé à la main", "une source " * 12))),
        credit=draw(st.sampled_from(("", "Ada", "Collectif pour un numérique libre et éducatif"))),
        art=draw(st.booleans()),
    )
    return Request(
        card=kind,
        theme=draw(st.sampled_from(themes())),
        language=draw(st.sampled_from(("fr", "en"))),
        size=draw(st.sampled_from(SIZES)),
        inclusive=draw(st.booleans()),
        choices=choices,
        avatar=draw(st.sampled_from((None, None, _picture(60, 60)))),
        logo=draw(st.sampled_from((None, None, _picture(300, 40), _picture(30, 90), LOGO))),
    )


def _picture(width: int, height: int) -> Picture:
    return Picture(width, height, bytes((31, 111, 67, 255)) * (width * height))


@st.composite
def subjects(draw: st.DrawFn) -> tuple[Comparison, ...]:
    """2 to 20 different subjects, each with a comparison of its own or that of another; at least one has a rival."""
    first = draw(comparisons(rows=(1, 6)))
    made = [first, *(draw(comparisons(series=(1, 4), rows=(1, 4))) for _ in range(draw(st.integers(1, 3))))]
    count, stem = draw(st.integers(2, 20)), draw(st.sampled_from(NAMES))
    return tuple(replace(made[place % len(made)], subject=Subject(f"{stem}{place}")) for place in range(count))


@st.composite
def eventful(draw: st.DrawFn) -> Comparison:
    made = draw(comparisons(series=(1, 4), subjects=awkward_subjects()))
    days = [reading.day for series in made.series for reading in series.readings]
    happened = draw(events(min(days), max(days)))
    return Comparison(made.series, made.subject, timezone=made.timezone, events=happened)


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", kinds())
@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_scene_of_any_comparison_has_no_fault(kind: str, data: st.DataObject) -> None:
    several = isinstance(find_kind(kind), SeveralKind)
    comparison, request = data.draw(subjects() if several else eventful()), data.draw(requests(kind))
    try:
        card = make_card(comparison, request)
    except RefusedError as refused:
        assert str(refused).startswith(f"no {kind} of these counts: ")
        return
    faults = [str(fault) for fault in check_scene(card.scene)]
    assert not faults, "\n".join([*faults, card.scene.dump()])


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("until", ["2023-08-30", "2023-09-02", "2023-09-04"])
def test_the_campaigns_cards_have_no_fault(kind: str, theme: str, size: str, language: str, until: str) -> None:
    request = Request(card=kind, theme=theme, language=language, size=size, choices=Choices(hashtag="#TriompheModeste"))
    try:
        card = make_card(campaign(until), request)
    except RefusedError:
        pytest.skip("the kind does not fit these counts")
    assert [str(fault) for fault in check_scene(card.scene)] == []
    assert not card.warnings


@pytest.mark.parametrize("kind", kinds())
def test_a_scene_is_the_same_every_time(kind: str) -> None:
    request = Request(card=kind, language="fr")
    try:
        first = make_card(campaign_for(kind), request)
    except RefusedError:
        pytest.skip("the kind does not fit these counts")
    assert first.scene.dump() == make_card(campaign_for(kind), request).scene.dump()


def test_forty_thousand_readings_make_a_timeline_with_few_points() -> None:
    from strategies import hourly

    comparison = hourly(4.6, lambda hour: 1000 + hour // 9 + hour % 7, lambda hour: 5000 + hour % 11)
    card = make_card(comparison, Request(card="timeline", size="1200x675"))
    assert check_scene(card.scene) == ()
    points = sum(len(placed.node.outline.codes) for placed in card.scene.walk() if placed.node.role == "line")
    assert points < 20_000


def test_a_gap_in_the_readings_breaks_the_line() -> None:
    from strategies import table

    rows = [(str(date(2024, 1, 1) + timedelta(day)), 100 + day, None if day == 4 else 200) for day in range(9)]
    lines = make_card(table(*rows), Request(card="timeline")).story.lines
    assert [len(line.runs) for line in lines] == [1, 2]


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("kind", ["duel", "victory"])
def test_without_a_drawing_the_counts_fill_its_room(kind: str, size: str) -> None:
    with_art, without = (make_card(campaign(), Request(card=kind, size=size, choices=Choices(art=art))).scene for art in (True, False))
    sizes = [max(text.size for text in scene.texts() if text.role == "number") for scene in (with_art, without)]
    assert sizes[1] >= 1.35 * sizes[0]


def test_a_source_line_of_two_lines_does_not_break_after_a_dot_between_notes() -> None:
    request = Request(card="duel", size="square", language="fr", choices=Choices(source="relevé à la main", credit="Collectif numérique"))
    lines = [text for text in make_card(campaign(), request).scene.texts() if text.role == "source"]
    assert len(lines) == 2
    assert not lines[0].says.rstrip().endswith("\N{MIDDLE DOT}")
