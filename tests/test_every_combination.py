"""No card has a fault, whatever it is asked to be: every kind over every theme, shape, language, and facts, names and titles of every sort.

`make test` draws a covering array of the product: every two values that can meet, meet. `make test-all` draws all of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from combinations import COUNTS, LANGUAGES, READINGS, STANDINGS, TITLES, Case, all_pairs, covering, draw, fitting, pairs, possible, whole

from imggen.checking.scene_check import check_scene
from imggen.kind import kinds
from imggen.layout.canvas import NAMED
from imggen.theme import themes

CHUNKS = 16
"""So many tests share the covering array, so that they run side by side."""
TOLD = 12
"""How many cards with faults a failing test names."""


def faults(cases: Iterable[Case]) -> str:
    """The faults of cards, one line each, under the case they are of; empty when there are none."""
    found = [(case, check_scene(draw(case).scene)) for case in cases]
    faulty = [f"{case}\n" + "\n".join(f"    {fault}" for fault in seen) for case, seen in found if seen]
    return "\n".join([*faulty[:TOLD], f"{len(faulty)} of {len(found)} cards have faults"]) if faulty else ""


@pytest.mark.no_cover  # what these cards run, other tests run too, and counting the lines takes as long as drawing
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_card_of_the_covering_array_has_a_fault(chunk: int) -> None:
    found = faults(covering()[chunk::CHUNKS])
    assert not found, found


@pytest.mark.whole
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", NAMED)
@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("kind", kinds())
def test_no_card_of_the_whole_product_has_a_fault(kind: str, theme: str, shape: str, language: str) -> None:
    found = faults(whole(kind, theme, shape, language))
    assert not found, found


def test_the_covering_array_has_every_two_values_that_can_meet() -> None:
    cases = covering()
    assert len(set(cases)) == len(cases) >= 2000
    assert set().union(*map(pairs, cases)) == all_pairs()
    for field, values in enumerate((kinds(), themes(), NAMED, LANGUAGES, READINGS, STANDINGS, COUNTS, None, TITLES)):
        assert values is None or {case[field] for case in cases} == set(values)


def test_only_facts_that_can_not_be_are_left_out() -> None:
    """One reading has overtaken nothing, is not closing in and does not slip back; and who has nothing is not closing in."""
    left_out = {(readings, standing.value) for readings in READINGS for standing in STANDINGS if not possible(readings, standing, 5_876)}
    assert left_out == {(1, "overtaken"), (1, "closing"), (1, "slipping back")}
    assert [standing.value for standing in STANDINGS if not possible(2, standing, 0)] == ["closing"]
    assert {facts[0] for facts in fitting()} == set(kinds())
