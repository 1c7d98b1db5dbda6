"""Facts as JSON: every number and date of the facts, and nothing that JSON has not."""

from __future__ import annotations

import json

from hypothesis import given
from strategies import comparisons

from imggen.facts_json import facts_as_json
from imggen.finding.find import find_facts
from imggen.series import Comparison


@given(comparisons())
def test_facts_are_plain_json_that_says_what_they_say(comparison: Comparison) -> None:
    facts = find_facts(comparison)
    told = json.loads(json.dumps(facts_as_json(facts), allow_nan=False))
    assert told["phase"] == facts.phase.value
    assert (told["pair"] is None) == (facts.pair is None)
    if facts.pair:
        assert (told["pair"]["lead"], told["pair"]["date"]) == (facts.pair.lead, facts.pair.newest.day.isoformat())
    assert len(told["crossings"]) == len(facts.crossings)
    for one, series in zip(told["series"], facts.series, strict=True):
        assert [reading["count"] for reading in one["readings"]] == [reading.count for reading in series.series.readings]
        assert one["latest"]["count"] == series.latest.count
        assert ("half_width" in one["latest"]) == (not series.latest.exact)
