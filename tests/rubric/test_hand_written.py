"""Texts that people wrote, in their own words: the true ones pass, and each untrue one is told what is wrong with it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from strategies import campaign
from texts import JUDGED

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.rubric.check import check_told
from imggen.rubric.finding import RULES, failing
from imggen.series import Event, Subject
from imggen.story import Choices
from imggen.told import Told
from imggen.wording.language import find_language
from imggen.wording.voice import Voice


def told(kind: str, day: str, language: str, choices: Choices = Choices(title="Chiche !"), subject: Subject = Subject("Ly")) -> Told:  # noqa: B008
    facts = find_facts(replace(campaign(day), subject=subject), compare_to="first")
    found = find_kind(kind)
    return Told(facts, found, found.tell(facts, choices), Voice(find_language(language), spoken=True))


TRUE = tomllib.loads(Path(__file__).with_name("by_hand.toml").read_text("utf-8"))["text"]


@pytest.mark.parametrize("text", TRUE, ids=[f"{one['language']} {one['kind']} {one['day']}" for one in TRUE])
def test_a_true_text_in_a_persons_own_words_passes(text: dict[str, str]) -> None:
    found, heard = check_told(text["says"], told(text["kind"], text["day"], text["language"]), tier=text["tier"])
    assert heard == text["language"]
    assert not failing(found), found


def test_true_texts_are_of_all_languages_that_are_judged() -> None:
    assert {one["language"] for one in TRUE} == set(JUDGED)


GOOD = (
    "Duel Mastodon contre X (ex-Twitter), compte Ly, le 4 septembre 2023 : Mastodon passe devant X. Deux grands nombres : 5876 abonnés sur "
    "Mastodon, 5832 sur X. Mastodon a 44 abonnés d'avance ; le 30 août, il en avait 2950 de moins que X."
)
BROKEN = {
    "L01": (GOOD, GOOD + " Encore une phrase vraie et longue." * 9),
    "L02": (GOOD, "card.png"),
    "F01": ("5876", "5867"),
    "F02": ("5876 abonnés sur Mastodon, 5832 sur X", "5876 abonnés sur X, 5832 sur Mastodon"),
    "F03": ("passe devant X", "est derrière X"),
    "F04": ("Mastodon passe devant X.", "Mastodon passe devant X. X dépasse Mastodon le 30 août."),
    "F05": ("5832 sur", "environ 5832 sur"),
    "F06": ("30 août", "29 août"),
    "F07": ("le 30 août, il en avait 2950 de moins", "le 2 septembre, il en avait 750 de moins"),
    "F08": ("que X.", "que X. Le titre dit : Mastodon écrase X."),
    "F09": ("que X.", "que X. Bluesky est loin derrière."),
    "F10": ("que X.", "que X. Mastodon a un mammouth."),
    "C01": ("Duel", "Voici Ly, dans un duel"),
    "C02": ("X", "la concurrence"),
    "C03": (", 5832 sur X", ", moins sur X"),
    "C04": ("le 4 septembre 2023", "le 4 septembre"),
    "C05": (" : Mastodon passe devant X. Deux grands nombres : ", " : deux grands nombres, et rien d'autre à voir ici, ou presque, "),
    "C06": ("abonnés", "personnes"),
    "C07": (
        "Mastodon a 44 abonnés d'avance ; le 30 août, il en avait 2950 de moins que X.",
        "Voilà tout ce que la carte montre à ce sujet.",
    ),
    "C13": ("compte Ly", "compte"),
    "S02": ("X", "𝕏"),
    "S03": (" (ex-Twitter)", ""),
    "S04": ("5876", "5\u202f876"),
    "S05": ("abonnés", "abonné·e·s"),
    "S06": ("4 septembre", "4 sept."),
    "S07": ("contre", "vs"),
    "S08": ("Duel", "Duel 🎉"),
    "S09": ("X.", "X, voir https://exemple.fr/page."),
    "S10": (". Deux", ".\nDeux"),
    "S11": ("avance", "AVANCE"),
    "S12": ("que X.", "que X"),
    "I01": ("Deux grands nombres", "Two big numbers, as everybody can see"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_sees_what_it_is_for(rule: str) -> None:
    old, new = BROKEN[rule]
    one = told("duel", "2023-09-04", "fr")
    assert check_told(GOOD, one)[0] == []
    found = check_told(GOOD.replace(old, new), one, tier="standard")[0]
    assert rule in {finding.rule for finding in found}, found


def test_what_only_a_timeline_must_say() -> None:
    one, language = told("timeline", "2023-09-04", "fr"), "fr"
    text = one.alt_text("extended").replace(" L'axe vertical ne part pas de zéro.", "").replace("soit plus du double ", "")
    assert not failing(check_told(text, one, tier="extended", language=language)[0])
    for rule, old, new in (
        ("C08", "grimpe de 2900 à", "grimpe à"),
        ("C09", "Les deux courbes se croisent entre le 2 et le 4 septembre. ", ""),
        ("C10", "Le 2 septembre, Mastodon 5090 et X 5840, soit 750 de moins pour Mastodon. ", ""),
    ):
        assert rule in {finding.rule for finding in check_told(text.replace(old, new).replace("Mastodon 2900 et", "Mastodon et"), one)[0]}


def test_every_rule_is_tried() -> None:
    assert {*BROKEN, "C08", "C09", "C10"} == set(RULES)


def test_the_users_own_words_are_not_judged() -> None:
    """A title may shout, a source may be an address, a subject may be called after a number."""
    choices = Choices(title="ON A RÉUSSI !!! 9999 → #Ici", source="https://exemple.fr/x?a=1", credit="Ana & Bo")
    subject = Subject("4 Étoiles & Co", handle="@quatre@exemple.fr")
    made = told("timeline", "2023-09-04", "fr", choices, subject)
    assert not check_told(made.alt_text("extended"), made, tier="extended")[0]
    facts = find_facts(replace(campaign(), subject=subject, events=(Event(find_facts(campaign()).pair.newest.day, "X vs 1000 bots"),)))  # type: ignore[union-attr]
    kind = find_kind("timeline")
    marked = Told(facts, kind, kind.tell(facts, choices), made.voice)
    assert not check_told(marked.alt_text("extended"), marked, tier="extended")[0]


def test_a_forecast_is_the_races_estimate_and_nothing_else() -> None:
    one = told("race", "2023-09-02", "en")
    text = one.alt_text("standard")
    assert "estimated between 3 and 4 September" in text
    assert not failing(check_told(text, one)[0])
    for new in ("estimated between 3 and 9 September", "estimated on 3 September"):
        assert "F04" in {finding.rule for finding in check_told(text.replace("estimated between 3 and 4 September", new), one)[0]}
    assert "F06" in {
        finding.rule for finding in check_told(text.replace("If this pace holds, the crossing is estimated", "They cross"), one)[0]
    }


def test_a_million_may_be_rounded_as_it_is_said() -> None:
    facts = find_facts(replace(campaign(), subject=Subject("Ly")))
    kind = find_kind("duel")
    big = replace(
        facts.comparison,
        series=tuple(
            replace(one, readings=tuple(replace(each, count=each.count * 1000) for each in one.readings)) for one in facts.comparison.series
        ),
    )
    many = find_facts(big)
    one = Told(many, kind, kind.tell(many, Choices()), Voice(find_language("en"), spoken=True))
    text = "Duel, account Ly, 4 September 2023: Mastodon moves ahead of X, with 5.88 million followers against 5.83 million."
    assert not failing(check_told(text, one, tier="short")[0])
    assert failing(check_told(text.replace("5.88", "5.98"), one, tier="short")[0])


def test_a_finding_quotes_the_texts_own_words() -> None:
    """A platform may be called by several names in one text: each is quoted as it stands there."""
    found = check_told(GOOD.replace("5832 sur X", "5833 sur Twitter"), told("duel", "2023-09-04", "fr"))[0]
    assert any("5833 sur Twitter" in one.words for one in found), found
