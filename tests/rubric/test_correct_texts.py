"""What imggen says passes its own checker, without a blocker or a major: every kind, phase and tier, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpus import EVERYTHING, FACTS, GROUPS, boards, told
from hypothesis import given
from hypothesis import strategies as st
from strategies import awkward_subjects, comparisons, table
from texts import JUDGED, LANGUAGES, Written, tellings, written

from imggen.facts import Facts
from imggen.finding.find import find_facts
from imggen.kind import find_kind
from imggen.rubric.check import check_told
from imggen.rubric.finding import failing
from imggen.series import Comparison, Subject
from imggen.story import Choices
from imggen.told import Told
from imggen.wording.alt import LIMITS
from imggen.wording.language import find_language, languages
from imggen.wording.voice import Voice


def faults(told_: Told, tier: str, limit: int | None = None) -> list[str]:
    """What fails in a text of ours, with the text."""
    text = told_.alt_text(tier, limit)
    found = failing(check_told(text, told_, tier=tier, limit=limit)[0])
    return [f"{told_.story.kind} {tier}: {found}\n{text}"] if found else []


def stories(facts: Facts, choices: Choices, code: str, *, inclusive: bool = False) -> list[Told]:
    voice = Voice(find_language(code), spoken=True, inclusive=inclusive, unit=facts.comparison.unit)
    return [Told(facts, find_kind(story.kind), story, voice) for story in told(facts, choices)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_kind_phase_and_tier_passes(code: str) -> None:
    bad = [f"{each.name} {each.tier}: {each.findings(each.text)}\n{each.text}" for each in some(code) if each.fails(each.text)]
    assert not bad, "\n".join(bad[:5])


SHORT_NAMED = {
    "over new year": table(("2023-12-30", 1000, 1200), ("2024-01-02", 1300, 1200)),
    "over years": table(("2019-08-01", 1000, 20_000), ("2024-03-01", 25_000, 18_000)),
    "there and back": table(("2023-08-01", 1000, 2000), ("2023-08-02", 9000, 2000), ("2023-08-03", 1000, 2000)),
    "back where it was": table(("2023-12-30", 883, 1389), ("2024-01-01", 1065, 612), ("2024-01-03", 1268, 1376)),
    "three times": table(("2023-08-01", 10, 20), ("2023-08-02", 30, 20), ("2023-08-03", 15, 20), ("2023-08-04", 21, 20)),
}
"""Short names leave room for what long ones leave out: the gap, how X went, and between which days the lines crossed last."""


@pytest.mark.parametrize("code", JUDGED)
@pytest.mark.parametrize("name", SHORT_NAMED)
def test_short_names_pass_too(code: str, name: str) -> None:
    facts = find_facts(replace(SHORT_NAMED[name], subject=Subject("Ly")))
    bad = [fault for one in stories(facts, Choices(), code) for tier in LIMITS for fault in faults(one, tier)]
    assert not bad, "\n".join(bad)


def some(code: str) -> tuple[Written, ...]:
    """All texts of the languages that are judged most closely, and every fifth one of the others."""
    return written(code) if code in JUDGED else written(code)[::5]


@pytest.mark.parametrize("code", [code for code in languages() if code not in LANGUAGES])
def test_a_language_without_a_lexicon_passes_what_can_be_asked(code: str) -> None:
    bad = [fault for _, one in tellings(code) for tier in LIMITS for fault in faults(one, tier)]
    assert not bad, "\n".join(bad[:5])


@pytest.mark.whole
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("choices", [Choices(), EVERYTHING], ids=["plain", "everything"])
def test_every_doubt_passes_in_every_language(code: str, choices: Choices) -> None:
    bad = [
        fault
        for facts in FACTS.values()
        for inclusive in (False, True)
        for one in stories(facts, choices, code, inclusive=inclusive)
        for tier in LIMITS
        for fault in faults(one, tier)
    ]
    voice = Voice(find_language(code), spoken=True)
    for facts, story in zip(GROUPS.values(), boards(choices), strict=True):
        one = Told(facts, find_kind("leaderboard"), story, replace(voice, unit=story.unit))
        bad += [fault for tier in LIMITS for fault in faults(one, tier)]
    assert not bad, "\n".join(bad[:5])


@given(st.data(), comparisons(series=(1, 4), rows=(1, 15), subjects=awkward_subjects()), st.sampled_from(JUDGED), st.booleans())
def test_any_comparison_passes(data: st.DataObject, comparison: Comparison, code: str, rich: bool) -> None:
    one = data.draw(st.sampled_from(stories(find_facts(comparison), EVERYTHING if rich else Choices(), code)))
    for tier in LIMITS:
        assert not faults(one, tier)


@given(st.data(), st.sampled_from(sorted(FACTS)), st.sampled_from(LANGUAGES), st.integers(140, 1500), st.sampled_from(tuple(LIMITS)))
def test_every_limit_from_140_on_is_kept_and_loses_no_blocker(data: st.DataObject, name: str, code: str, limit: int, tier: str) -> None:
    one = data.draw(st.sampled_from(stories(FACTS[name], Choices(), code)))
    assert not faults(one, tier, limit)
