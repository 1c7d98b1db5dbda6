"""Victory, race and update: what each of them says and shows, what it refuses, and what it never says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import BLUESKY, MASTODON, THREADS, X, bare, campaign, compared, comparisons, table, timed

from imggen.card import Card
from imggen.cards.race import RaceStory, tell_race
from imggen.cards.victory import tell_victory
from imggen.errors import RefusedError
from imggen.facts import Phase
from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.pipeline import make_card
from imggen.platforms import find_platform
from imggen.request import Request
from imggen.scene import Path, Text
from imggen.series import Comparison
from imggen.story import Choices, Percent
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

KINDS = ("victory", "race", "update")
AHEAD, LEVEL, BEHIND = (
    table(("2023-08-01", 300, 200), ("2023-08-04", 310, 200)),
    table(("2023-08-01", 100, 200), ("2023-08-04", 200, 200)),
    table(("2023-08-01", 100, 200), ("2023-08-04", 110, 200)),
)
UNCLEAR = compared([bare("2023-08-01", 5800, 50)], [bare("2023-08-01", 5850, 50)])
APART = compared([bare("2023-08-01", 100), bare("2023-08-31", 200)], [bare("2023-08-11", 150)])
ALONE = compared([bare("2023-08-01", 100), bare("2023-08-31", 200)])


def card(kind: str, comparison: Comparison, *, art: bool = True, **asked: str) -> Card:
    return make_card(comparison, Request(card=kind, choices=Choices(art=art), **({"theme": "editorial", "language": "fr"} | asked)))  # type: ignore[arg-type]


def paths(drawn: Card, role: str) -> list[Path]:
    return [placed.node for placed in drawn.scene.walk() if isinstance(placed.node, Path) and placed.node.role == role]


def texts(drawn: Card, role: str) -> list[Text]:
    return [text for text in drawn.scene.texts() if text.role == role]


def numbers(words: str) -> set[int]:
    """The whole numbers in a text, with or without grouped digits."""
    return {int(number) for number in re.findall(r"\d+", re.sub(r"(?<=\d)[\u202f\u00a0,](?=\d{3})", "", words))}


@pytest.mark.parametrize(
    ("kind", "comparison", "why"),
    [
        ("victory", BEHIND, "Mastodon is behind X"),
        ("victory", LEVEL, "Mastodon and X are level"),
        ("victory", UNCLEAR, "rounding hides who is ahead"),
        ("victory", APART, "the two were not counted at the same time"),
        ("victory", ALONE, "there is no rival"),
        ("race", AHEAD, "Mastodon is ahead of X"),
        ("race", LEVEL, "Mastodon and X are level"),
        ("race", UNCLEAR, "rounding hides who is ahead"),
        ("race", APART, "the two were not counted at the same time"),
        ("race", ALONE, "there is no rival"),
        ("update", campaign("2023-08-30"), "the two were counted together only once"),
        ("update", APART, "the two were not counted at the same time"),
        ("update", ALONE, "there is no rival"),
    ],
)
def test_a_card_that_would_be_untrue_or_empty_is_refused_with_the_reason(kind: str, comparison: Comparison, why: str) -> None:
    with pytest.raises(RefusedError) as refused:
        card(kind, comparison)
    assert f"no {kind} of these counts: {why}" in str(refused.value)
    assert kind not in refused.value.instead


@given(comparisons(series=(1, 3)))
def test_no_kind_is_told_of_facts_that_it_does_not_fit(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    fitting = {kind for kind in KINDS if not find_kind(kind).refusal(facts)}
    sign = facts.pair.sign if facts.pair else None
    assert ("victory" in fitting) == (facts.phase in (Phase.OVERTAKEN, Phase.JUST_AHEAD, Phase.AHEAD)) == (sign == 1)
    assert ("race" in fitting) == (sign == -1)
    assert ("update" in fitting) == (len(facts.pairs) > 1)


@pytest.mark.parametrize(
    ("until", "kind"), [("2023-08-30", "duel"), ("2023-09-02", "update"), ("2023-09-04", "victory")], ids=["one pair", "two", "overtaken"]
)
def test_auto_draws_what_suits_the_campaign_at_each_of_its_days(until: str, kind: str) -> None:
    assert card("auto", campaign(until)).story.kind == kind


def test_auto_draws_a_race_while_the_gap_is_closing() -> None:
    closing = table(("2023-08-30", 2900, 5850), ("2023-09-01", 4000, 5845), ("2023-09-02", 5090, 5840))
    assert card("auto", closing).story.kind == "race"


@given(comparisons(rows=(1, 6)))
def test_overtaking_is_said_only_where_the_victory_shows_that_it_was_behind(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    if find_kind("victory").refusal(facts):
        return
    story = tell_victory(facts, Choices())
    began_behind = facts.first_pair is not None and facts.first_pair.sign == -1 and facts.first_pair.one_day
    for code, words in (("fr", ("passe devant", "dépass")), ("en", ("moves ahead", "overtak"))):
        said = Voice(find_language(code), spoken=True).say(story.headline)
        assert began_behind or not any(word in said for word in words)


def test_the_badge_says_the_exact_lead() -> None:
    drawn = card("victory", campaign())
    assert [text.says for text in texts(drawn, "badge")] == ["+44"]
    assert "Une étoile indique : 44 de plus." in drawn.alt_text("extended")


def test_a_rounded_lead_has_no_badge_and_stands_in_words() -> None:
    rounded = compared([bare("2023-08-04", 12_900, 50)], [bare("2023-08-04", 12_300, 50)])
    drawn = card("victory", rounded)
    assert not texts(drawn, "badge")
    assert not paths(drawn, "badge-fill")
    assert [text.says for text in texts(drawn, "slogan")] == ["Mastodon a environ 600 abonnés d’avance"]
    assert "étoile" not in drawn.alt_text("extended")


@pytest.mark.parametrize("lead", [1, 44, 2_190, 99_999, 1_234_567, 1_234_567_890])
def test_the_lead_stays_on_its_star(lead: int) -> None:
    drawn = card("victory", compared([bare("2023-08-04", 10 + lead)], [bare("2023-08-04", 10)]))
    star, said = paths(drawn, "badge-fill")[0].outline.box(), texts(drawn, "badge")[0]
    assert star.grown(-0.1 * star.width).contains(said.ink)
    assert said.says.startswith("+")


def test_a_title_of_the_users_own_leaves_the_take_away_to_the_slogan() -> None:
    drawn = make_card(campaign(), Request(card="victory", language="fr", choices=Choices(title="On a réussi !!!")))
    assert next(text.says for text in texts(drawn, "slogan")) == "Mastodon passe devant X"
    assert drawn.alt_text("short") == card("victory", campaign()).alt_text("short")


def raced(ours: int, theirs: int, ours_blur: int = 0, theirs_blur: int = 0) -> RaceStory:
    return tell_race(find_facts(compared([bare("2023-08-01", ours, ours_blur)], [bare("2023-08-01", theirs, theirs_blur)])), Choices())


@pytest.mark.parametrize(
    ("ours", "theirs", "done"),
    [
        (5090, 5840, Percent(87)),
        (5839, 5840, Percent(99)),
        (999_999_999, 1_000_000_000, Percent(99)),
        (1, 2, Percent(50)),
        (1, 1_000_000, Percent(1, "under")),
        (0, 7, Percent(0)),
    ],
)
def test_the_percentage_is_rounded_down_and_never_everything(ours: int, theirs: int, done: Percent) -> None:
    assert raced(ours, theirs).done == done


def test_a_percentage_that_the_rounding_could_change_is_about_so_much() -> None:
    assert raced(11_000, 12_300, 50, 50).done == Percent(89, "about")
    assert raced(11_000, 12_300, 1, 1).done == Percent(89)


@given(st.integers(0, 2_000_000), st.integers(1, 2_000_000))
def test_every_percentage_is_true(ours: int, theirs: int) -> None:
    if ours >= theirs:
        return
    done = raced(ours, theirs).done
    assert 0 <= done.number <= 99
    if not done.bound:
        assert done.number * theirs <= 100 * ours < (done.number + 1) * theirs


@pytest.mark.parametrize("ours", [0, 58, 2_900, 5_090, 5_839])
@pytest.mark.parametrize("size", ["landscape", "portrait", "square", "link"])
def test_the_track_starts_at_zero_and_ends_at_the_rivals_count(ours: int, size: str) -> None:
    drawn = card("race", table(("2023-08-30", ours, 5840)), size=size)
    whole, bars = paths(drawn, "track")[0].outline.box(), [path.outline.box() for path in paths(drawn, "bar")]
    goal, marker = bars[-1], paths(drawn, "marker")[-1].outline.box()
    assert goal.right == pytest.approx(whole.right)
    done = marker.middle[0] - whole.left
    assert done == pytest.approx((goal.left - whole.left) * ours / 5840)
    if ours:
        assert (bars[0].left, bars[0].right) == pytest.approx((whole.left, marker.middle[0]))


def test_further_platforms_stand_on_the_track_unless_they_are_beyond_its_end() -> None:
    four = table(("2023-08-30", 2900, 5850, 1170, 6000), ("2023-09-02", 5090, 5840, 1168, 6100))
    drawn = card("race", four)
    whole, goal = paths(drawn, "track")[0].outline.box(), paths(drawn, "bar")[-1].outline.box()
    marks = [path.outline.box() for path in paths(drawn, "marker") if path.outline.box().overlaps(whole)]
    assert len(marks) == 2
    places = sorted(mark.middle[0] for mark in marks)
    assert places == pytest.approx([whole.left + part * (goal.left - whole.left) for part in (0.2, 5090 / 5840)], abs=1)
    told = drawn.alt_text("extended")
    assert "Autres plateformes : Bluesky 1168 et Threads 6100." in told
    assert "Un triangle marque celle de Bluesky." in told
    assert "losange" not in told
    assert {"Bluesky 1\u202f168", "Threads 6\u202f100"} <= {text.says for text in texts(drawn, "fact-more")}


def test_a_fifth_platform_is_counted_in_the_source_line_of_a_race() -> None:
    lemmy = find_platform("lemmy")
    five = compared(*([bare("2023-08-01", 10 * n)] for n in (1, 9, 3, 4, 5)), platforms=(MASTODON, X, BLUESKY, THREADS, lemmy))
    assert "1 autre plateforme non montrée" in texts(card("race", five), "source")[0].says


def test_the_estimate_is_a_range_in_a_sentence_of_its_own_in_both_voices() -> None:
    drawn = card("race", campaign("2023-09-02"))
    shown = " ".join(text.says for text in texts(drawn, "fact-more"))
    assert "Si le rythme se maintient, croisement estimé entre le 3 et le 4 septembre." in shown
    sentence = "Si le rythme se maintient, le croisement est estimé entre le 3 et le 4 septembre."
    assert sentence in re.split(r"(?<=\.) ", drawn.alt)


@settings(max_examples=60)
@given(comparisons(rows=(2, 6), rounded=False, blanks=False, whole_days=True))
def test_only_a_race_forecasts_and_only_what_the_facts_estimate(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    for kind in ("duel", "timeline", *KINDS):
        of = find_kind(kind)
        if of.refusal(facts):
            continue
        story, voice = of.tell(facts, Choices()), Voice(find_language("fr"), spoken=True)  # type: ignore[arg-type]
        said = " ".join(voice.say(sentence.says) for sentence in story.sentences)
        assert ("estimé" in said) == (kind == "race" and facts.estimate is not None)


def test_an_estimate_beyond_the_last_day_there_is_is_not_said() -> None:
    closing = table(("9999-12-20", 2900, 5850), ("9999-12-25", 3500, 5850), ("9999-12-30", 4900, 5850))
    facts = find_facts(closing)
    assert facts.estimate is not None
    assert "estimé" not in " ".join(Voice(find_language("fr"), spoken=True).say(each) for each in tell_race(facts, Choices()).meanwhile)


@pytest.mark.parametrize("ours", [60, 600, 2_900, 5_090, 5_800])
def test_the_arrow_and_the_animal_never_reach_into_the_goal(ours: int) -> None:
    drawn = card("race", table(("2023-08-30", ours, 5840)))
    goal = paths(drawn, "bar")[-1].outline.box()
    for arrow in paths(drawn, "connector"):
        assert arrow.outline.box().right < goal.left + 30
    said = [text.says for text in texts(drawn, "track-gap")]
    assert said in ([], [Voice(find_language("fr"), spoken=False).number(5840 - ours)])


def two(before: tuple[int, int], now: tuple[int, int]) -> Comparison:
    return table(("2023-08-30", *before), ("2023-09-02", *now))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ((2900, 5850), (5090, 5840)),
        ((5090, 5840), (5876, 5832)),
        ((0, 0), (0, 0)),
        ((10, 10), (10, 10)),
        ((1, 1_000_000), (2, 1_000_000)),
        ((5876, 5832), (5000, 5833)),
    ],
)
@pytest.mark.parametrize("size", ["landscape", "portrait"])
def test_an_update_shows_both_pairs_at_their_heights(before: tuple[int, int], now: tuple[int, int], size: str) -> None:
    drawn = card("update", two(before, now), size=size)
    assert sorted(int(re.sub(r"\D", "", text.says)) for text in texts(drawn, "number")) == sorted((*before, *now))
    middles = [path.outline.box().middle for path in paths(drawn, "marker")]
    heights = {count: y for count, (_, y) in zip((before[1], now[1], before[0], now[0]), middles, strict=True)}
    for more in heights:
        assert all(heights[more] <= heights[fewer] + 1e-6 for fewer in heights if fewer <= more)


@given(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), st.tuples(st.integers(0, 9000), st.integers(0, 9000)))
@settings(max_examples=40, deadline=None)
def test_axes_start_at_zero_or_say_that_they_do_not(before: tuple[int, int], now: tuple[int, int]) -> None:
    drawn = card("update", two(before, now))
    broken = len(paths(drawn, "break-mark"))
    assert broken in (0, 2)
    assert ("ne partent pas de zéro" in drawn.alt) == bool(broken)
    foot = max(path.outline.box().bottom for path in paths(drawn, "axis"))
    heights = sorted(foot - path.outline.box().middle[1] for path in paths(drawn, "marker"))
    most, least = max(*before, *now), min(*before, *now)
    if not broken:
        assert heights[0] * most == pytest.approx(heights[-1] * least, rel=0.01, abs=0.5 * max(most, 1))


def test_an_update_tells_what_has_changed_and_how_the_gap_went() -> None:
    drawn = card("update", campaign("2023-09-02"))
    assert {text.says for text in texts(drawn, "delta")} == {"+2\u202f190", "−10"}
    assert {text.says for text in texts(drawn, "note")} == {"écart 2\u202f950", "écart 750"}
    assert "soit 2190 de plus en trois jours" in drawn.alt
    assert "soit 10 de moins" in drawn.alt
    assert "Il manque 750 abonnés à Mastodon ; il lui en manquait 2950 le 30 août." in drawn.alt


def test_the_animal_stands_as_it_stood_then_and_stands_now() -> None:
    drawn = card("update", campaign("2023-09-02"))
    assert (drawn.story.pose_before, drawn.story.pose) == ("under", "push")
    assert sum(placed.node.role == "art" for placed in drawn.scene.walk()) == 2
    assert "à gauche, un mammouth à écharpe, aplati sous un X géant et, à droite, un mammouth" in drawn.alt_text("extended")


def test_two_pairs_of_one_day_have_their_times() -> None:
    morning, evening = "2023-08-01T08:00", "2023-08-01T20:30"
    day = compared([timed(morning, 100), timed(evening, 130)], [timed(morning, 120), timed(evening, 122)])
    assert [text.says for text in texts(card("update", day), "date")] == ["8 h", "20 h 30"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", ["landscape", "portrait", "square", "link"])
def test_without_art_nothing_is_drawn_of_it_and_nothing_told(kind: str, size: str) -> None:
    drawn = card(kind, campaign("2023-09-04" if kind == "victory" else "2023-09-02"), art=False, size=size)
    assert not any(placed.node.role in ("art", "shadow") for placed in drawn.scene.walk())
    assert "dessin" not in drawn.alt_text("extended")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(comparison=comparisons(series=(2, 4), rows=(1, 4)))
def test_every_number_on_the_picture_is_told(kind: str, comparison: Comparison) -> None:
    """Ticks are not; a change of nothing is told in words."""
    try:
        drawn = card(kind, comparison)
    except RefusedError:
        return
    told = numbers(drawn.alt_text("extended"))
    for text in drawn.scene.texts():
        if text.role != "tick" and text.says != "±0":
            assert numbers(text.says) <= told, (text.role, text.says, drawn.alt_text("extended"))


@pytest.mark.parametrize("kind", KINDS)
def test_counts_of_two_days_have_both_dates(kind: str) -> None:
    ours, theirs = ((2900, 5090), (5850, 5840)) if kind != "victory" else ((5850, 5890), (2900, 5840))
    around = compared(
        [timed("2023-08-01T23:00", ours[0]), timed("2023-08-04T23:00", ours[1])],
        [timed("2023-08-02T01:00", theirs[0]), timed("2023-08-05T01:00", theirs[1])],
    )
    drawn = card(kind, around)
    words = " ".join(text.says for text in drawn.scene.texts())
    assert {4, 5} <= numbers(words) & numbers(drawn.alt_text("extended"))
    assert kind == "update" or {4, 5} <= numbers(drawn.alt)
