"""The leaderboard: several subjects in the order of their leads, as far as it is sure, and how many have crossed."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import BLUESKY, MASTODON, X, bare, compared, comparisons, table

import imggen
from imggen.card import Card
from imggen.cards.leaderboard import MOST_ROWS, LeaderboardStory
from imggen.checking.scene_check import check_scene
from imggen.errors import ImggenError, InputError, RefusedError
from imggen.facts_json import facts_as_json
from imggen.layout.canvas import NAMED
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.theme import themes
from imggen.wording.alt import LIMITS

MANY = int(os.environ.get("IMGGEN_EXAMPLES", "100"))
EXAMPLE = str(Path(__file__).parents[1] / "examples" / "ministries.csv")
SIZES = (*NAMED, "1200x675", "400x400", "4096x900", "600x1200", "900x640")
TITLES = ("", "Chiche !", "Une phrase bien trop longue " * 6)


def town(name: str, ours: int, theirs: int, *, before: tuple[int, int] | None = None, day: str = "2023-09-04") -> Comparison:
    """A subject, its counts on a day, and what they were on 30 August."""
    rows = (("2023-08-30", *before),) if before else ()
    return replace(table(*rows, (day, ours, theirs)), subject=Subject(name))


def rounded(name: str, ours: int, theirs: int) -> Comparison:
    """A subject whose counts are rounded to hundreds."""
    return replace(compared([bare("2023-09-04", ours, 50)], [bare("2023-09-04", theirs, 50)]), subject=Subject(name))


def again(comparison: Comparison) -> Comparison:
    """The same counts of another subject."""
    return replace(comparison, subject=Subject("Auch"))


ABOVE, CROSSED = town("Lyon", 900, 400), town("Brest", 500, 450, before=(100, 400))
LEVEL, BELOW = town("Nice", 70, 70), town("Metz", 300, 1000)
APART = replace(compared([bare("2023-08-01", 4000)], [bare("2023-08-21", 10)]), subject=Subject("Dole"))
ALONE = replace(compared([bare("2023-09-04", 4000)]), subject=Subject("Sète"))


def draw(*subjects: Comparison, **asked: object) -> Card:
    return make_card(subjects, Request(**{"card": "leaderboard", "theme": "editorial", **asked}))  # type: ignore[arg-type]


def told(*subjects: Comparison, language: str = "fr") -> LeaderboardStory:
    story = draw(*subjects, language=language).story
    assert isinstance(story, LeaderboardStory)
    return story


def order(*subjects: Comparison) -> list[str]:
    """The names in the rows, from the first to the last."""
    card = draw(*subjects)
    return [card.voice.say(contender.name) for contender in card.story.contenders]


def words(card: Card) -> list[str]:
    return [text.says for text in card.scene.texts()]


@st.composite
def boards(draw: st.DrawFn) -> tuple[Comparison, ...]:
    """2 to 40 subjects with names of 2 to 60 characters: ties, falls, nothing, billions, rounded counts, other days, one platform alone."""
    size = draw(st.integers(2, 9) | st.integers(2, 40))
    stem = draw(st.sampled_from(("", "Ville ", "Ministère de l’Écume, du Vent et des Grandes Marées (annexe) ", "W" * 56)))
    first = draw(comparisons(rows=(1, 4)))
    # Whoever has both platforms says which two are compared.
    others = [draw(comparisons(series=(1, 2), rows=(1, 4))) for _ in range(min(size - 1, 4))]
    made = [first, *(others[place % len(others)] for place in range(size - 1))]
    return tuple(replace(one, subject=Subject(f"{stem}{place:02}")) for place, one in enumerate(made))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    return Request(
        card="leaderboard",
        theme=draw(st.sampled_from(themes())),
        language=draw(st.sampled_from(("fr", "en"))),
        size=draw(st.sampled_from(SIZES)),
        inclusive=draw(st.booleans()),
        choices=Choices(
            tone=draw(st.sampled_from(("plain", "campaign"))),
            title=draw(st.sampled_from(TITLES)),
            hashtag=draw(st.sampled_from(("", "#TriompheModeste"))),
            source=draw(st.sampled_from(("", "une source " * 12))),
            art=draw(st.booleans()),
        ),
    )


@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(boards(), requests())
def test_any_leaderboard_is_without_fault_and_told_as_it_is_drawn(subjects: tuple[Comparison, ...], request: Request) -> None:
    card = make_card(subjects, request)
    assert [str(fault) for fault in check_scene(card.scene)] == []
    story, extended, drawn = card.story, card.alt_text("extended"), words(card)
    written = replace(card.voice, spoken=False)
    for tier, limit in LIMITS.items():
        assert len(card.alt_text(tier)) <= limit
        assert card.alt_text(tier).startswith("Classement" if request.language == "fr" else "Ranking")
    for contender in story.contenders:
        assert written.say(contender.name) in " ".join(drawn), "a long one has two lines"
        assert written.say(contender.standing) in drawn
        last = card.voice.say(contender.name).split()[-1]
        assert last in extended or len(card.voice.say(contender.name)) > 60
        assert card.voice.say(contender.standing) in extended
    assert len(story.contenders) == min(len(subjects), MOST_ROWS) - (len(subjects) > MOST_ROWS)
    assert (story.fold is None) == (len(subjects) <= MOST_ROWS)


def test_the_best_comes_first_whatever_the_order_they_came_in() -> None:
    assert order(BELOW, CROSSED, LEVEL, ABOVE) == order(ABOVE, LEVEL, CROSSED, BELOW) == ["Lyon", "Brest", "Nice", "Metz"]


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=2, max_size=MOST_ROWS))
def test_exact_leads_never_rise_from_row_to_row(counts: list[tuple[int, int]]) -> None:
    card = draw(*(town(f"Ville {place}", *both) for place, both in enumerate(counts)))
    leads = [contender.challenger.number - contender.rival.number for contender in card.story.contenders]
    assert all(better >= worse for better, worse in pairwise(leads))


def test_what_is_rounded_undecided_or_without_a_pair_comes_last_and_is_marked() -> None:
    subjects = (ALONE, APART, rounded("Auch", 5800, 5850), rounded("Gap", 9000, 2000), ABOVE, BELOW)
    assert order(*subjects) == ["Lyon", "Metz", "Gap", "Auch", "Dole", "Sète"]
    card = draw(*subjects, language="fr")
    assert [contender.ranked for contender in card.story.contenders] == [True, True, False, False, False, False]
    assert {"environ +7\u202f000", "indécis", "moments différents", "sans X"} <= set(words(card))
    assert [placed.node.role for placed in card.scene.walk()].count("rule") == 3, "one more than above and below: where the sure ones end"


def test_a_row_counted_on_another_day_says_so() -> None:
    card = draw(ABOVE, town("Metz", 300, 1000, day="2023-09-02"), language="fr")
    assert "le 2 sept." in words(card)
    assert "Metz, le 2 septembre, 300 contre 1000" in card.alt_text("extended")
    assert "du 2 au 4 septembre 2023" in card.alt


@pytest.mark.parametrize(
    ("subjects", "title", "said"),
    [
        ((CROSSED, BELOW, LEVEL), "Un compte sur trois a basculé", "Mastodon dépasse X (ex-Twitter) pour un compte"),
        (
            (CROSSED, again(CROSSED)),
            "Les deux comptes ont basculé",
            "dépasse X (ex-Twitter) pour les deux comptes",
        ),
        ((ABOVE, CROSSED, BELOW), "Mastodon mène pour deux comptes", "Mastodon devance X (ex-Twitter) pour deux comptes"),
        (
            (ABOVE, again(ABOVE)),
            "Mastodon mène pour les deux comptes",
            "devance X (ex-Twitter) pour les deux comptes",
        ),
        ((BELOW, LEVEL), "Mastodon ne mène pour aucun compte", "Mastodon ne devance X (ex-Twitter) pour aucun compte"),
        (
            (BELOW, again(BELOW)),
            "Mastodon ne mène pour aucun compte",
            "est derrière X (ex-Twitter) pour les deux",
        ),
        ((ABOVE, APART, BELOW), "Mastodon mène pour au moins un compte", "devance X (ex-Twitter) pour au moins un compte"),
        ((APART, BELOW), "Rien de sûr entre Mastodon et X", "Mastodon ne devance sûrement X (ex-Twitter) pour aucun compte"),
    ],
)
def test_only_crossings_that_were_seen_are_called_so_and_only_leads_that_are_sure_are_counted(
    subjects: tuple[Comparison, ...], title: str, said: str
) -> None:
    card = draw(*subjects, language="fr")
    assert replace(card.voice, spoken=False).say(card.story.headline) == title
    assert said in card.alt


def test_who_crossed_is_told_apart_from_who_was_ahead_before() -> None:
    assert "Un compte a basculé pendant les relevés." in draw(ABOVE, CROSSED, BELOW, language="fr").alt


@pytest.mark.parametrize(("language", "fold"), [("fr", "et 12 autres"), ("en", "and 12 others")])
def test_more_subjects_than_rows_are_folded_on_the_card_and_in_every_tier(language: str, fold: str) -> None:
    card = draw(*(town(f"Ville {place}", 10 * place, 90) for place in range(19)), language=language)
    assert fold in words(card)
    assert len(card.story.contenders) == MOST_ROWS - 1
    for tier in ("short", "standard", "extended"):
        assert fold in card.alt_text(tier)
    assert fold.replace("12", "2") in words(draw(*(town(f"Ville {place}", 9, 9) for place in range(9)), language=language))
    assert draw(*(town(f"Ville {place}", 9, 9) for place in range(8)), language=language).story.fold is None


def test_the_example_is_a_leaderboard_by_itself() -> None:
    card = imggen.render(EXAMPLE, lang="fr")
    assert card.story.kind == "leaderboard"
    assert "Cinq comptes sur quatorze ont basculé" in words(card)
    assert "et 7 autres" in words(card)


def test_a_subject_of_several_can_be_picked_and_then_the_card_shows_it_alone() -> None:
    card = imggen.render(EXAMPLE, subject="Ministère des Brumes", card="duel")
    assert card.facts.comparison.subject.name == "Ministère des Brumes"
    with pytest.raises(RefusedError, match="no leaderboard of these counts: there is only one subject; the cards that fit are duel"):
        imggen.render(EXAMPLE, subject="Ministère des Brumes", card="leaderboard", as_of="2023-08-30")


def test_a_card_of_one_subject_is_refused_for_several_with_their_names() -> None:
    with pytest.raises(InputError, match="3 subjects in the data, and a duel shows one; name one with --subject: Lyon, Brest, Metz"):
        make_card((ABOVE, CROSSED, BELOW), Request(card="duel"))


@pytest.mark.parametrize(
    ("subjects", "why"),
    [
        ((ALONE, again(ALONE)), "no subject has counts of two platforms"),
        ((ABOVE, replace(table(("2023-09-04", 1, 2), platforms=(BLUESKY, X)), subject=Subject("Auch"))), "Mastodon and X, Bluesky and X"),
        ((ABOVE, replace(table(("2023-09-04", 1), platforms=(BLUESKY,)), subject=Subject("Auch"))), "Mastodon and X, Bluesky"),
        ((ABOVE, replace(BELOW, subject=Subject())), "one of the subjects has no name"),
        ((ABOVE, replace(BELOW, subject=Subject("Lyon"))), "two subjects are called Lyon"),
        ((ABOVE, replace(BELOW, unit="members")), "they are counted in followers and members"),
    ],
)
@pytest.mark.parametrize("card", ["auto", "leaderboard"])
def test_what_can_not_be_compared_is_refused_in_one_line(subjects: tuple[Comparison, ...], why: str, card: str) -> None:
    with pytest.raises(RefusedError) as refused:
        make_card(subjects, Request(card=card))
    assert str(refused.value).startswith("no leaderboard of these counts: ")
    assert why in str(refused.value)
    assert "name one with --subject: " in str(refused.value)


def test_a_date_that_one_subject_was_not_counted_by_names_it() -> None:
    with pytest.raises(ImggenError, match="Lyon, Mastodon: no reading by 2023-08-31"):
        make_card((CROSSED, ABOVE), Request(as_of=date(2023, 8, 31)))


def test_handles_are_called_by_their_user_and_by_their_server_too_where_that_is_needed() -> None:
    made = [replace(ABOVE, subject=Subject(handle=handle)) for handle in ("@ville@a.example", "@ville@b.example", "@bourg@a.example")]
    card = draw(*made, language="fr")
    assert {"@ville@a.example", "@ville@b.example", "@bourg"} <= set(words(card))
    assert "ville sur a.example : 500 d'avance" in card.alt
    assert "bourg : 500 d'avance" in card.alt
    assert "@" not in card.alt_text("extended")


def test_facts_are_one_a_subject_and_doubts_say_whose() -> None:
    stale = replace(compared([bare("2023-08-01", 4000)], [bare("2023-08-21", 10)]), subject=Subject("Dole"))
    card = draw(ABOVE, stale)
    assert [facts.comparison.subject.name for facts in card.facts] == ["Lyon", "Dole"]
    assert [one["subject"]["name"] for one in json.loads(json.dumps(facts_as_json(card.facts)))] == ["Lyon", "Dole"]
    assert any(warning.startswith("Dole: Mastodon was last counted on 2023-08-01") for warning in card.warnings)


def test_platforms_stand_in_their_own_places_where_only_one_was_counted() -> None:
    only_x = replace(table(("2023-09-04", 40), platforms=(X,)), subject=Subject("Sète"))
    (last,) = (each for each in told(ABOVE, only_x).contenders if each.sign is None)
    assert last.challenger is None
    assert last.rival is not None
    assert last.rival.number == 40
    assert MASTODON.name in draw(ABOVE, only_x, language="fr").alt
    assert "sans Mastodon" in words(draw(ABOVE, only_x, language="fr"))
