"""Long names on a leaderboard: shortened where they must be, and never so that one could be taken for another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import table

from imggen.card import Card
from imggen.checking.scene_check import check_scene
from imggen.kind import find_kind
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.rubric.check import check_told
from imggen.rubric.finding import failing
from imggen.scene import Text
from imggen.series import Subject
from imggen.telling.apart import ELLIPSIS, brief_name, told_apart
from imggen.theme import themes
from imggen.told import Told
from imggen.wording.language import languages
from imggen.wording.lexicon import find_lexicon

LANGUAGES = tuple(code for code in languages() if find_lexicon(code).months)

MINISTRIES = (
    "Ministère du Travail, du Plein emploi et de l'Insertion",
    "Ministère de l'Éducation nationale et de la Jeunesse",
    "Ministère de l'Enseignement supérieur et de la Recherche",
    "Ministère de la Transition écologique et de la Cohésion des territoires",
    "Ministère de la Transition écologique et de l'Agriculture",
    "Ministère de la Transition numérique",
)
OFFICES = tuple(f"Direction régionale des affaires culturelles {where}" for where in ("de Bretagne", "de Normandie", "du Grand Est"))


def board(names: tuple[str, ...], **asked: str) -> Card:
    rows = (replace(table(("2023-09-04", 4000 - 100 * i, 3800)), subject=Subject(name)) for i, name in enumerate(names))
    return make_card(tuple(rows), Request(card="leaderboard", **asked))


def shown(card: Card) -> dict[str, list[str]]:
    """What is drawn of each name, line by line, from the top."""
    found: dict[str, list[str]] = {}
    texts = sorted((text for text in card.scene.texts() if text.role == "row-name" or text.role == "row-name-ahead"), key=top)
    for text in texts:
        found.setdefault(text.says, []).append(text.shown or text.says)
    return found


def top(text: Text) -> float:
    return text.ink.top


def could_mean(short: str, name: str) -> bool:
    """Whether a shortened name could be meant for a name."""
    head, cut, tail = short.partition(ELLIPSIS)
    return name.startswith(head.strip()) and name.endswith(tail.strip()) if cut else short == name


@pytest.mark.parametrize("size", [*NAMED, "500x1600", "800x418"])
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("names", [MINISTRIES, OFFICES, (*MINISTRIES, *OFFICES)])
def test_no_name_can_be_taken_for_another(names: tuple[str, ...], theme: str, size: str) -> None:
    card = board(names, theme=theme, size=size, language="fr")
    assert check_scene(card.scene) == ()
    for text in (text for lines in shown(card).values() for text in lines if ELLIPSIS in text):
        assert sum(could_mean(text, contender.name.text) for contender in card.story.contenders) == 1, text


@pytest.mark.parametrize("size", NAMED)
def test_the_alt_text_has_every_name_whole(size: str) -> None:
    card = board(OFFICES, size=size)
    assert all(name in card.alt_text("standard") for name in OFFICES)


def test_few_rows_have_room_for_names_on_two_lines() -> None:
    lines = board((*MINISTRIES[:3], "Ministère de la Culture", "Ministère des Armées"), language="fr")
    texts = [text.says for text in lines.scene.texts() if text.role.startswith("row-name")]
    assert len(texts) > 5
    assert not any(text.shown for text in lines.scene.texts())


def test_short_names_stay_as_they_are() -> None:
    names = ("Un", "Deux", "Trois")
    assert set(shown(board(names))) == set(names)


LIBRARIES = tuple(
    f"Bibliothèque municipale de la ville de Trifouilly-les-Oies {where}" for where in ("A", "Centre-ville B", "Centre-ville C")
)
ACADEMIES = tuple(f"{' '.join(OFFICES)} numéro {number:02}" for number in range(8))
"""So long that the extended tier has no room for all of them whole."""


@pytest.mark.parametrize("tier", ["standard", "extended"])
def test_the_alt_text_calls_no_two_subjects_the_same(tier: str) -> None:
    told = board(LIBRARIES, language="fr").alt_text(tier)
    assert all(f"{name} : " in told for name in LIBRARIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_too_long_for_the_alt_text_stay_apart_and_pass_the_check(language: str) -> None:
    card = board(ACADEMIES, language=language)
    for tier in ("standard", "extended"):
        told = card.alt_text(tier)
        names = [contender.name for contender in card.story.contenders]
        assert all(sum(could_mean(name.brief, other) for other in ACADEMIES) == 1 for name in names)
        assert sum(card.voice.words(name.brief) in told or name.text in told for name in names) == (
            8 if tier == "extended" else told.count("...")
        )
        assert not failing(check_told(told, Told(card.facts, find_kind("leaderboard"), card.story, card.voice), tier=tier)[0])


def test_the_extended_tier_has_whole_names_as_far_as_there_is_room() -> None:
    few, many = board(ACADEMIES[:3]).alt_text("extended"), board(ACADEMIES).alt_text("extended")
    assert all(name in few for name in ACADEMIES[:3])
    assert "against 3800" in few
    assert many.count("against 3800") == 8
    assert 0 < sum(name in many for name in ACADEMIES) < 8


@pytest.mark.parametrize("tier", ["standard", "extended"])
def test_a_name_that_another_one_begins_with_passes_the_check(tier: str) -> None:
    name = "Direction interministérielle du numérique et de l'innovation"
    card = board((name, f"{name} bis", "Ly"), language="fr")
    told = card.alt_text(tier)
    assert f"{name} : 200" in told
    assert f"{name} bis : 100" in told
    assert not failing(check_told(told, Told(card.facts, find_kind("leaderboard"), card.story, card.voice), tier=tier)[0])
    assert failing(check_told(told.replace(" bis", ""), Told(card.facts, find_kind("leaderboard"), card.story, card.voice), tier=tier)[0])


def test_a_name_has_its_short_form_only_where_no_other_could_be_meant() -> None:
    one, other = LIBRARIES[1:]
    assert brief_name(one, (other,), "La bibli") == "La bibli"
    assert brief_name(one, (other, "La bibli"), "La bibli") != "La bibli"
    assert brief_name("Lyon", (other,), "L") == ""


WORDS = st.lists(st.sampled_from(("Ministère", "de", "la", "Culture", "Jeunesse", "et", "nationale")), min_size=1, max_size=9).map(" ".join)


@given(st.lists(WORDS, min_size=2, max_size=6, unique=True), st.integers(1, 60))
def test_a_shortened_name_fits_and_means_one_name_alone(names: list[str], most: int) -> None:
    for name in names:
        short = told_apart(name, names, lambda words: len(words) <= most)
        assert len(short) <= most
        assert short == "" or sum(could_mean(short, other) for other in names) == 1
        assert short == "" or could_mean(short, name)
