"""Single sentences of a person, said after a correct text: the true ones pass, and of the false ones all but a few are found."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from strategies import campaign
from texts import JUDGED, written

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.rubric.check import check_told
from imggen.rubric.finding import failing
from imggen.series import Subject
from imggen.story import Choices
from imggen.told import Told
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))
FURTHER = tomllib.loads(Path(__file__).with_name("further_sentences.toml").read_text("utf-8"))["said"]
DAYS = {"ahead": "2023-09-04", "behind": "2023-09-02"}
UNSEEN = {
    "de": {"Mastodon hat doppelt so viele Follower."},
    "en": set[str](),
    "es": {"Mastodon tiene el doble de seguidores."},
    "fr": {"Mastodon compte deux fois plus d'abonnés."},
}
"""False sentences that nothing is found in: twice as many as X, or as before, which is true."""
UNSEEN_FURTHER = {"X a toujours mené.", "Mastodon talonne X."}
"""Of further ones: `toujours` is still and always, and how close on the heels is near is nobody's to say."""


@cache
def duel(code: str, day: str) -> Told:
    facts = find_facts(replace(campaign(day), subject=Subject("Ly")))
    kind = find_kind("duel")
    return Told(facts, kind, kind.tell(facts, Choices()), Voice(find_language(code), spoken=True))


def sentences(code: str, truth: str) -> Iterator[tuple[str, bool, list[str]]]:
    """Each sentence, whether the text with it fails, and what was found."""
    for where, said in SENTENCES[code][truth].items():
        base, told = SENTENCES[code][f"base_{where}"], duel(code, DAYS[where])
        assert not failing(check_told(base, told, tier="standard", language=code)[0])
        for each in said:
            found = failing(check_told(f"{base} {each}", told, tier="standard", language=code)[0])
            yield each, bool(found), [str(one) for one in found]


@pytest.mark.parametrize("code", JUDGED)
def test_true_sentences_pass(code: str) -> None:
    bad = [f"{said} {found}" for said, fails, found in sentences(code, "true") if fails]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("code", JUDGED)
def test_false_sentences_are_found(code: str) -> None:
    unseen = {said for said, fails, _ in sentences(code, "false") if not fails}
    assert unseen == UNSEEN[code]


def test_there_are_enough_of_each() -> None:
    for code in JUDGED:
        assert min(sum(map(len, SENTENCES[code][truth].values())) for truth in ("true", "false")) > 60


@pytest.mark.parametrize("said", FURTHER, ids=[f"{one['language']} {one['of']}" for one in FURTHER])
def test_sentences_of_other_counts_are_told_apart(said: dict[str, list[str]]) -> None:
    base = next(one for one in written(str(said["language"])) if one.name == str(said["of"]) and one.tier == "standard")
    assert not [each for each in said["true"] if base.fails(f"{base.text} {each}")]
    assert {each for each in said["false"] if not base.fails(f"{base.text} {each}")} <= UNSEEN_FURTHER
