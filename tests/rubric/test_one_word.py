"""One word of a generated text is changed, and what it says is false: found, in every language, tier and part of the text."""

from __future__ import annotations

from functools import cache

import pytest
from strategies import campaign

from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.rubric.check import check_told
from imggen.rubric.finding import failing
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.told import Told
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

NOW, FIRST, BEFORE = "2023-09-04", "2023-08-30", "2023-09-02"
EDITS = [
    ("en", "duel", FIRST, "standard", "about half as many", "about twice as many"),
    ("en", "duel", FIRST, "standard", "about half as many", "about a third as many"),
    ("fr", "duel", FIRST, "standard", "deux fois moins", "deux fois plus"),
    ("de", "duel", FIRST, "standard", "etwa halb so viele", "etwa doppelt so viele"),
    ("es", "duel", FIRST, "standard", "la mitad", "el doble"),
    ("en", "timeline", NOW, "standard", "doubling", "tripling"),
    ("fr", "timeline", NOW, "standard", "plus du double", "plus du triple"),
    ("es", "timeline", NOW, "standard", "más del doble", "más del triple"),
    ("en", "timeline", NOW, "standard", "five days", "five hours"),
    ("en", "timeline", NOW, "standard", "five days", "a week"),
    ("fr", "timeline", NOW, "standard", "en cinq jours", "en cinq heures"),
    ("fr", "timeline", NOW, "standard", "en cinq jours", "en une semaine"),
    ("de", "timeline", NOW, "standard", "fünf Tagen", "fünf Wochen"),
    ("en", "timeline", NOW, "standard", "X edges down from 5850 to 5832", "X edges up from 5832 to 5850"),
    ("en", "timeline", NOW, "standard", "The vertical axis does not start at zero", "The vertical axis starts at zero"),
    ("fr", "timeline", NOW, "standard", "ne part pas de zéro", "part de zéro"),
    ("de", "timeline", NOW, "standard", "beginnt nicht bei null", "beginnt bei null"),
    ("es", "timeline", NOW, "standard", "no empieza en cero", "empieza en cero"),
    ("en", "timeline", NOW, "extended", "The Mastodon line is thick", "The Mastodon line is thin"),
    ("fr", "timeline", NOW, "extended", "La courbe de Mastodon est épaisse", "La courbe de Mastodon est fine"),
    ("en", "timeline", NOW, "extended", "The headline reads: Mastodon", "The headline reads: X"),
    ("en", "duel", NOW, "extended", "The headline reads: Mastodon moves ahead of X", "The headline reads: Mastodon is near X"),
    ("en", "timeline", NOW, "extended", "mastodon.mim-libre.fr", "mastodon.social"),
    ("de", "timeline", NOW, "extended", "lelibreedu auf mastodon.mim-libre.fr", "lelibre auf mastodon.mim-libre.fr"),
    ("en", "timeline", NOW, "extended", "a mammoth with a scarf, standing proudly on", "a mammoth with a scarf, flattened under"),
    ("es", "timeline", NOW, "extended", "de pie y orgulloso sobre", "aplastado bajo"),
    ("fr", "timeline", NOW, "standard", "ex-Twitter", "ex-Facebook"),
    ("en", "timeline", NOW, "standard", "Mastodon climbs from", "Mastodon grimpe de"),
    ("en", "victory", NOW, "standard", "44 ahead", "fifty ahead"),
    ("en", "race", BEFORE, "standard", "between 3 and 4 September", "between 5 and 6 September"),
]
TRUE = [
    ("en", "victory", NOW, "standard", "44 ahead", "forty-four ahead"),
    ("en", "timeline", NOW, "standard", "five days", "under a week"),
    ("en", "timeline", NOW, "extended", "standing proudly", "that stands proudly"),
    ("de", "victory", NOW, "standard", "ein Vorsprung von 44", "ein Vorsprung von vierundvierzig"),
]


def counted(day: str) -> Comparison:
    known = campaign(day)
    return Comparison(known.series, Subject("", "", "@lelibreedu@mastodon.mim-libre.fr"), known.unit, known.timezone)


@cache
def told(code: str, name: str, day: str) -> Told:
    facts, kind = find_facts(counted(day)), find_kind(name)
    return Told(facts, kind, kind.tell(facts, Choices()), Voice(find_language(code), spoken=True))


def fails(code: str, kind: str, day: str, tier: str, old: str, new: str) -> bool:
    one = told(code, kind, day)
    text = one.alt_text(tier)
    assert old in text, text
    assert not failing(check_told(text, one, tier=tier)[0])
    return bool(failing(check_told(text.replace(old, new), one, tier=tier, language=code)[0]))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit[0]} {edit[5]}")
def test_what_is_false_is_found(edit: tuple[str, str, str, str, str, str]) -> None:
    assert fails(*edit)


@pytest.mark.parametrize("edit", TRUE, ids=lambda edit: f"{edit[0]} {edit[5]}")
def test_what_is_true_passes(edit: tuple[str, str, str, str, str, str]) -> None:
    assert not fails(*edit)
