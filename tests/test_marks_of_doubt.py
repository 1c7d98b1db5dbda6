"""Marks of doubt: every doubt that is drawn is told, and every one that is told is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import bare, compared, comparisons, table, timed

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.errors import RefusedError
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.scene import Path
from imggen.series import Comparison, Subject
from imggen.story import Name, Phrase, Together, Value
from imggen.theme import themes


def timeline(comparison: Comparison, **asked: str) -> Card:
    return make_card(comparison, Request(card="timeline", **asked))


def holes(card: Card) -> int:
    """How many marks are hollow."""
    return sum(placed.node.role == "hole" for placed in card.scene.walk())


def notes(value: Value) -> list[Phrase]:
    """The notes of a source line."""
    parts = value.parts if isinstance(value, Together) else (value,)
    return [part for part in parts if isinstance(part, Phrase)]


def noted(card: Card, *keys: str) -> list[str]:
    """The platforms that the source line has such a note of."""
    found = [note for note in notes(card.story.source) if note.key in keys]
    return [note.values["platform"].platform.key for note in found if isinstance(note.values.get("platform"), Name)]


STALE = table(("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840), ("2023-09-12", 6300, None), ("2023-09-20", 6900, None))
STALE_IN_A_CROWD = table(
    ("2024-01-01", 1000, 4800, 500, 3000), ("2024-02-12", 4428, 4628, 4314, 4650), ("2024-02-19", 5000, None, 4950, None)
)
FROZEN = table(*((str(date(2023, 9, 1) + timedelta(day)), 4000 + 100 * day, 5832) for day in range(11)))


def test_sure_counts_have_no_hollow_mark() -> None:
    assert holes(timeline(table(("2023-08-30", 2900, 5850), ("2023-09-04", 5876, 5832)))) == 0


def test_a_rounded_count_has_a_hollow_mark_and_a_note() -> None:
    rounded = compared(
        [bare("2023-08-30", 2900, 50), bare("2023-09-02", 5090), bare("2023-09-04", 5900, 50)],
        [bare("2023-08-30", 5850), bare("2023-09-02", 5840), bare("2023-09-04", 5832)],
    )
    card = timeline(rounded)
    assert holes(card) == 2
    assert "source.rounded" in [note.key for note in notes(card.story.source)]


def test_a_series_out_of_date_ends_in_a_hollow_mark_and_tells_its_date() -> None:
    card = timeline(STALE, language="fr")
    assert holes(card) == 1
    assert [line.doubtful for line in card.story.lines] == [False, True]
    assert card.story.rows[1].day is not None
    assert any(text.role == "date" and text.says == "2 sept. 2023" for text in card.scene.texts())
    assert "Le dernier relevé de X date du 2 septembre." in card.alt


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
def test_nothing_that_looks_like_data_is_drawn_after_the_last_reading(theme: str, size: str, language: str) -> None:
    """In the plot there are words alone; what joins a line to its label is outside of it."""
    for comparison in (STALE, STALE_IN_A_CROWD):
        scene = timeline(comparison, theme=theme, size=size, language=language).scene
        paths = [placed.node for placed in scene.walk() if isinstance(placed.node, Path)]
        grid = next(path.outline.box() for path in paths if path.role == "grid")
        last = max(comparison.series[1].readings).time
        assert last < max(comparison.series[0].readings).time
        drawn = [path.outline.box() for path in paths if path.role in ("end-curve", "leader")]
        assert not [box for box in drawn if box.right > grid.left + 0.1 and box.left < grid.right - 0.1]
        names = {text.says for text in scene.texts() if text.role == "end-name"}
        assert names == {"Mastodon", "X", "Bluesky", "Threads"} - ({"Bluesky", "Threads"} if comparison is STALE else set())


def test_a_series_that_stands_still_ends_in_a_hollow_mark_and_says_since_when() -> None:
    card = timeline(FROZEN, language="fr")
    assert holes(card) == 1
    assert [line.doubtful for line in card.story.lines] == [False, True]
    assert any("inchangé depuis le 1er sept." in text.says for text in card.scene.texts() if text.role == "source")
    assert "du 1er au 11 septembre" in card.alt
    assert "X reste à 5832." in card.alt
    assert "inchangé depuis le 1er septembre" in card.alt_text("extended")


def test_a_series_that_stands_still_after_a_while_says_since_when() -> None:
    card = timeline(table(*((f"2023-09-{day:02}", 4000 + 100 * day, min(5832, 5800 + 10 * day)) for day in range(1, 15))), language="fr")
    assert holes(card) == 1
    assert "n'a pas changé depuis le 4 septembre" in card.alt.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
def test_hollow_marks_are_seen_in_every_theme_and_shape(theme: str, size: str) -> None:
    for comparison in (STALE, FROZEN):
        assert check_scene(timeline(comparison, theme=theme, size=size).scene) == ()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(comparisons(series=(1, 4), rows=(2, 12)), st.sampled_from(("fr", "en")))
def test_every_doubt_drawn_is_told_and_every_doubt_told_is_drawn(comparison: Comparison, language: str) -> None:
    try:
        card = timeline(comparison, language=language)
    except RefusedError:
        return
    doubtful = {line.platform.key for line in card.story.lines if line.doubtful}
    assert doubtful == set(noted(card, "source.stale", "source.frozen"))
    about = any(point.about for line in card.story.lines for point in line.points)
    assert about == ("source.rounded" in [note.key for note in notes(card.story.source)])
    dated = {row.platform.key for row in card.story.rows if row.day is not None}
    assert set(noted(card, "source.stale")) <= dated
    if doubtful:
        assert holes(card) >= len(doubtful)
    if not doubtful and not about:
        assert holes(card) == 0


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_each_series_keeps_its_own_mark_when_it_is_hollow(number: int) -> None:
    """A hollow triangle is a triangle: its hole lies within it."""
    rounded = compared(*([bare("2023-09-01", 1000 * place, 50), bare("2023-09-05", 1500 * place, 50)] for place in range(1, number + 1)))
    scene = timeline(rounded).scene
    assert check_scene(scene) == ()
    marks = [placed.node for placed in scene.walk() if placed.node.role in ("marker", "hole")]
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    assert len(pairs) == 2 * number
    for mark, hole in pairs:
        assert isinstance(mark, Path)
        assert isinstance(hole, Path)
        assert mark.outline.codes == hole.outline.codes
        assert mark.outline.box().contains(hole.outline.box(), -2)


ROUNDED = compared(
    [bare("2023-08-30", 2900), bare("2023-09-02", 4300, 50), bare("2023-09-04", 5000, 50)],
    [bare("2023-08-30", 5850), bare("2023-09-02", 5840), bare("2023-09-04", 5832)],
)
SURE = table(("2023-08-30", 2900, 5850), ("2023-09-04", 5000, 5832))


def asked(kind: str, comparison: Comparison, **choices: str) -> Card:
    """A card of a kind; of two subjects where it shows several, the other one sure."""
    board = (replace(comparison, subject=Subject("Un")), replace(SURE, subject=Subject("Deux")))
    return make_card(board if kind == "leaderboard" else comparison, Request(card=kind, compare_to="first", **choices))


@pytest.mark.parametrize("kind", ["timeline", "race", "update", "leaderboard"])
def test_every_kind_that_draws_marks_draws_them_hollow_for_counts_in_doubt(kind: str) -> None:
    hollow = {"timeline": 2}.get(kind, 1)
    assert holes(asked(kind, SURE)) == 0
    assert holes(asked(kind, ROUNDED)) == hollow
    assert holes(asked(kind, FROZEN)) == (1 if kind != "leaderboard" else 3), "two of the other subject are of another day"


@pytest.mark.parametrize("size", NAMED)
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", ["race", "update", "leaderboard"])
def test_hollow_marks_have_no_fault_on_any_kind(kind: str, theme: str, size: str) -> None:
    for comparison in (ROUNDED, FROZEN):
        assert check_scene(asked(kind, comparison, theme=theme, size=size).scene) == ()


@pytest.mark.parametrize("kind", ["duel", "victory"])
def test_kinds_without_marks_say_in_words_that_a_count_is_rounded(kind: str) -> None:
    card = asked(kind, compared([bare("2023-09-04", 6900, 50)], [bare("2023-09-04", 5832)]), language="fr")
    assert any(text.role == "number" and "environ" in text.says for text in card.scene.texts())
    assert any("arrondi" in text.says for text in card.scene.texts() if text.role == "source")


def test_a_leaderboard_says_whose_count_has_not_changed() -> None:
    card = asked("leaderboard", FROZEN, language="fr")
    note = "Un, X\N{NO-BREAK SPACE}: inchangé depuis le 1er sept."
    assert any(note in text.says for text in card.scene.texts() if text.role == "source")
    assert "Un, X : inchangé depuis le 1er septembre." in card.alt


def test_two_gaps_on_a_slope_never_stand_one_over_the_other() -> None:
    for theme in themes():
        card = asked("update", replace(ROUNDED, subject=Subject("Un")), theme=theme, language="fr")
        found = sorted(text.ink.left + text.ink.width / 2 for text in card.scene.texts() if text.role == "note")
        assert 1 <= len(found) <= 2
        assert len(found) < 2 or found[1] - found[0] > 60


@pytest.mark.parametrize("hours", [1, 2, 5, 12, 40])
@pytest.mark.parametrize("theme", themes())
def test_no_line_is_hidden_under_its_own_hollow_mark(theme: str, hours: int) -> None:
    last = datetime(2023, 9, 30, 10, tzinfo=UTC)
    ours = [timed("2023-08-01T10:00", 2900, 50), timed(last, 3000, 50)]
    card = timeline(compared(ours, [timed(last, 5000, 50), timed(last + timedelta(hours=hours), 5000, 50)]), theme=theme)
    assert check_scene(card.scene) == ()


@pytest.mark.parametrize("language", ["en", "br", "fr", "de"])
def test_a_sentence_that_starts_with_a_rounded_gap_begins_in_a_capital(language: str) -> None:
    card = make_card(
        compared((bare("2023-08-30", 2900), bare("2023-09-02", 5090)), (bare("2023-08-30", 5900, 50), bare("2023-09-02", 5800, 50))),
        Request(card="race", language=language),
    )
    said = next(text.says for text in card.scene.texts() if "710" in text.says)
    assert said[:1] == said[:1].upper()
