"""A card that was drawn, told again from the JSON that was written beside it: what its alt text is checked against."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from imggen.encode.metadata import Metadata
from imggen.errors import InputError
from imggen.facts import Facts
from imggen.facts_json import facts_hash
from imggen.files import read_file
from imggen.finding.find import CompareTo, find_facts
from imggen.kind import SeveralKind
from imggen.platforms import find_platform
from imggen.series import Comparison, Event, Reading, Series, Subject
from imggen.story import Choices, Quote
from imggen.told import Told, choose_kind, choose_several
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

_LARGEST_JSON = 5_000_000
_NOON = time(12)


def retell(picture: Path, about: Metadata) -> Told | None:
    """Tell a card again from `card.json` beside `card.png`; None when there is no such file.

    Raises InputError when it is not the JSON of that card: when its facts are not those whose hash the card carries.
    """
    beside = picture.with_suffix(".json")
    if not beside.is_file():
        return None
    try:
        written = json.loads(read_file(beside, _LARGEST_JSON))
        found, name = written["facts"], str(written["card"])
        each = found if isinstance(found, list) else [found]
        comparisons = [_comparison(one) for one in each]
        baselines = [date.fromisoformat(one["baseline"]["date"]) for one in each if one["baseline"]]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise InputError("not the JSON of a card", str(beside), "name the card's counts after it") from None
    for facts in _facts(comparisons, baselines):
        if about.identifier in (facts_hash(facts), facts_hash(facts[0]) if len(facts) == 1 else ""):
            return _told(facts, name, about)
    raise InputError("its counts are not those of the card", str(beside), "name the card's counts after it, or draw it again")


def _facts(comparisons: Sequence[Comparison], baselines: Sequence[date]) -> Iterator[tuple[Facts, ...]]:
    """The facts of all, by every baseline that may have been asked for."""
    choices: list[CompareTo | None] = [None, "first", "previous", *dict.fromkeys(baselines)]
    for compare_to in choices if comparisons else ():
        yield tuple(find_facts(one, compare_to=compare_to) for one in comparisons)


def _told(facts: tuple[Facts, ...], name: str, about: Metadata) -> Told:
    """The story in the card's language, with the words of the user that the card carries. Raises InputError or RefusedError."""
    subject, unit = facts[0].comparison.subject, facts[0].comparison.unit
    kind = choose_several(facts, name) if len(facts) > 1 else choose_kind(facts[0], name)
    voice = Voice(find_language(about.language), spoken=True, unit=unit)
    source = about.source if about.source != subject.handle else ""
    for title in ("", about.title):
        choices = Choices(title=title, source=source, credit=about.creator)
        story = kind.tell(facts, choices) if isinstance(kind, SeveralKind) else kind.tell(facts[0], choices)
        headline = story.headline
        if (headline.text if isinstance(headline, Quote) else voice.say(headline)) == about.title:
            break
    return Told(facts if len(facts) > 1 else facts[0], kind, story, voice)


def _comparison(one: Mapping[str, Any]) -> Comparison:
    zone = ZoneInfo(str(one["timezone"]))
    return Comparison(
        tuple(_series(each, zone) for each in one["series"]),
        Subject(**{name: str(one["subject"][name]) for name in ("name", "short_name", "handle")}),
        str(one["unit"]),
        str(one["timezone"]),
        tuple(Event(date.fromisoformat(each["date"]), str(each["text"])) for each in one["events"]),
    )


def _series(one: Mapping[str, Any], zone: ZoneInfo) -> Series:
    readings = tuple(_reading(each, zone) for each in one["readings"])
    return Series(find_platform(str(one["name"])), readings, tuple(map(datetime.fromisoformat, one["missing"])))


def _reading(one: Mapping[str, Any], zone: ZoneInfo) -> Reading:
    day = date.fromisoformat(one["date"])
    at = datetime.fromisoformat(one["time"]) if "time" in one else datetime.combine(day, _NOON, zone)
    return Reading(at, day, int(one["count"]), int(one.get("half_width", 0)), "time" not in one)
