"""All readings of the input, up to twelve, can be written down by somebody who hears the extended tier and sees nothing."""

from __future__ import annotations

import pytest
from corpus import FACTS
from texts import LANGUAGES, Written, written

from imggen.facts import Facts
from imggen.kind import find_kind
from imggen.rubric.listen import Vocabulary, listen
from imggen.rubric.patterns import find_patterns
from imggen.rubric.rebuilt import rebuilt
from imggen.story import Choices, Name
from imggen.told import Told
from imggen.wording.language import find_language
from imggen.wording.voice import Voice


def heard(one: Written) -> set[tuple[int, str, int]]:
    """What the line of readings says: a platform, a day, a count. Nothing of the facts is used, but what the platforms are called."""
    facts = one.told.facts
    assert isinstance(facts, Facts)
    voice = one.told.voice
    patterns = find_patterns(voice.language.code)
    line = one.text.split("\n")[1]
    said = listen(line, patterns, Vocabulary([[voice.say(Name(each.series.platform))] for each in facts.series]))
    year = one.told.story.day.day.year if one.told.story.day else 0
    dated = [each for each in rebuilt(said, patterns) if each.when.month and each.when.day]
    return {(each.place, f"{each.when.year or year}-{each.when.month:02}-{each.when.day:02}", each.number.least) for each in dated}


def check(one: Written) -> None:
    facts = one.told.facts
    assert isinstance(facts, Facts)
    shown = facts.series[:4]
    measured = {(place, str(reading.day), reading.count) for place, each in enumerate(shown) for reading in each.series.readings}
    assert measured == heard(one), f"{one.name}: {one.text}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_readings_can_be_rebuilt_from_the_words_alone(code: str) -> None:
    timelines = [each for each in written(code) if each.told.story.kind == "timeline" and each.tier == "extended"]
    assert len(timelines) > 10
    for each in timelines:
        check(each)


@pytest.mark.parametrize("code", LANGUAGES)
def test_so_can_all_awkward_ones(code: str) -> None:
    kind = find_kind("timeline")
    few = {
        name: facts for name, facts in FACTS.items() if all(len(one.series.readings) <= 12 for one in facts.series) and name != "long names"
    }
    for name, facts in few.items():
        if not kind.refusal(facts):
            voice = Voice(find_language(code), spoken=True, unit=facts.comparison.unit)
            told = Told(facts, kind, kind.tell(facts, Choices()), voice)
            check(Written(name, told, "extended", told.alt_text("extended")))
