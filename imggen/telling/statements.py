"""What may be said of facts, as values that all kinds of card share. Every statement is true by construction, or not made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from imggen.facts import Difference, Facts, Pair, Phase, SeriesFacts
from imggen.series import Comparison, Reading, Subject
from imggen.story import Change, Choices, Clock, Count, Day, Name, Percent, Phrase, Quote, Sentence, Together, Value, phrase

LONG_NAME = 24
"""Longer names of accounts stand whole in the extended tier, and may be shortened elsewhere."""
LONGEST_SPAN = 100
"""How many days are said as such: nobody can picture 1674 of them, and the dates are told anyway."""
_ROUND_TIMES = (2, 3, 4, 5, 10)
"""Ratios that have a word: `environ deux fois moins`. Said within 5 % (rule F05 of the alt text)."""
_HALF, _BOTH = 50, 2
_POSES = {
    Phase.FAR_BEHIND: "under",
    Phase.BEHIND: "push",
    Phase.CLOSING: "push",
    Phase.SLIPPING_BACK: "push",
    Phase.LEVEL: "tie",
    Phase.OVERTAKEN: "top",
    Phase.JUST_AHEAD: "top",
    Phase.AHEAD: "top",
}


def counted(reading: Reading, *, unit: bool = False) -> Count:
    """A reading's count; about so many when it was rounded."""
    return Count(reading.count, not reading.exact, unit)


def gap_count(pair: Pair, *, unit: bool = False) -> Count:
    """How far challenger and rival are apart."""
    return Count(pair.gap, pair.blur > 0, unit)


def dated_within(day: date, first: date, last: date) -> Day:
    """A day of a time from one day to another, with its year when that time is of several: the last year said may be any of them."""
    return Day(day, "long" if first.year == last.year == day.year else "full")


def dated(day: date, reference: date, *, brief: bool = False) -> Day:
    """A day, with its year only when that is not the year of the reference, which is said elsewhere."""
    forms = ("short", "medium") if brief else ("long", "full")
    return Day(day, forms[day.year != reference.year])


def clock(reading: Reading, comparison: Comparison) -> Clock:
    """The time of day of a reading, in the campaign's time zone."""
    time = reading.time.astimezone(ZoneInfo(comparison.timezone))
    return Clock(time.hour, time.minute)


def when(reading: Reading, reference: Reading, comparison: Comparison, *, brief: bool = False, start: date | None = None) -> Phrase:
    """On which day a reading was taken: `le 30 août`; at what time when that is the reference's own day: `à 9 heures`.

    From `start` on other days are told too: then it has its year when they are of several.
    """
    if reading.day == reference.day and not reading.whole_day:
        return phrase("when.clock", clock=clock(reading, comparison))
    day = dated_within(reading.day, start, reference.day) if start else dated(reading.day, reference.day, brief=brief)
    return phrase("when.day", day=day)


def verdict(facts: Facts, *, crossed: bool, change: Difference | None) -> str:
    """What is the case, as the last word of a message's key: the phase, or what the card can say more exactly.

    `crossed` is whether the card shows that the challenger was behind before; `change` is what happened to a challenger that has no
    rival. Without a crossing, ahead is never called overtaking.
    """
    if facts.phase is Phase.ALONE:
        return _alone(change)
    if facts.phase is Phase.OVERTAKEN and not crossed:
        return "takes_lead"
    if facts.phase in (Phase.JUST_AHEAD, Phase.AHEAD) and crossed:
        return "has_overtaken"
    return facts.phase.name.lower()


def _alone(change: Difference | None) -> str:
    if change is None or not change.sure:
        return "alone"
    return "alone_same" if change.number == 0 else "alone_gains" if change.number > 0 else "alone_loses"


def side(facts: Facts) -> str:
    """Where the challenger stands, in a word that is a message's key: `ahead`, `level`, `behind`, `unclear`, `apart` or `alone`."""
    return facts.phase.name.lower() if facts.pair is None else side_of(facts.pair)


def side_of(pair: Pair) -> str:
    """The same of a pair: `ahead`, `level`, `behind` or `unclear`."""
    return {1: "ahead", 0: "level", -1: "behind", None: "unclear"}[pair.sign]


def least(facts: Facts, opener: Value, undated: Value, values: Mapping[str, Value]) -> Iterator[Value]:
    """The shortest true sentences: with the date, and without it for a card whose names and numbers leave no room."""
    where = side(facts)
    yield phrase(f"least.{where}", opener=undated if where == "apart" else opener, **values)
    yield phrase(f"least.{'apart_undated' if where == 'apart' else where}", opener=undated, **values)


def headline(facts: Facts, key: str, choices: Choices, change: Difference | None, **more: Value) -> Value:
    """The user's title, else the take-away sentence in the tone asked for."""
    if choices.title:
        return Quote(choices.title)
    said = _headline(facts, key, change, more)
    # "Already 0 followers!" is no good news.
    return replace(said, tone="plain") if key == "alone" and facts.series[0].latest.count == 0 else said


def takeaway(facts: Facts, key: str, change: Difference | None) -> Phrase:
    """The take-away sentence in plain words."""
    return replace(_headline(facts, key, change, {}), tone="plain")


def _headline(facts: Facts, key: str, change: Difference | None, more: dict[str, Value]) -> Phrase:
    values: dict[str, Value] = {"challenger": Name(facts.series[0].series.platform), **more}
    if len(facts.series) > 1:
        values["rival"] = Name(facts.series[1].series.platform)
    if facts.pair:
        values["gap"] = gap_count(facts.pair, unit=True)
    if facts.phase is Phase.ALONE:
        values["count"] = counted(facts.series[0].latest, unit=True)
        values["change"] = Count(abs(change.number), change.blur > 0, unit=True) if change else values["count"]
    return phrase(f"headline.{key}", **values)


def pose(facts: Facts, choices: Choices) -> str:
    """How the animal stands; it meets an X, so against any other rival it just stands."""
    if not choices.art:
        return ""
    rival = facts.comparison.rival
    return _POSES.get(facts.phase, "stand") if rival and rival.platform.key == "x" else "stand"


def shares(pair: Pair | None) -> tuple[Percent, Percent] | None:
    """The parts of challenger and rival in their sum, rounded, together 100; None without a pair or when both have nothing.

    A part that is not nothing is never said to be 0 %, but under 1 %; one that is not half, over or under 50 %.
    """
    ours, theirs = (pair.challenger.count, pair.rival.count) if pair else (0, 0)
    if not ours + theirs:
        return None
    part = (200 * ours + ours + theirs) // (2 * (ours + theirs))
    if pair and pair.sign and part == _HALF:
        bounds = ("over", "under") if pair.sign > 0 else ("under", "over")
        return Percent(_HALF, bounds[0]), Percent(_HALF, bounds[1])
    if ours and part == 0:
        return Percent(1, "under"), Percent(99, "over")
    if theirs and part == 100:
        return Percent(99, "over"), Percent(1, "under")
    return Percent(part), Percent(100 - part)


def change(difference: Difference | None) -> Change | None:
    """How many more or fewer; None when that is unknown or the rounding hides it."""
    return Change(difference.number, difference.blur > 0) if difference and difference.sure else None


def gap_now(facts: Facts, pair: Pair) -> Phrase | None:
    """By how many the challenger is ahead or short; None when level or unclear."""
    if not pair.sign:
        return None
    names = _names(facts)
    return phrase("gap.ahead" if pair.sign > 0 else "gap.behind", gap=gap_count(pair, unit=True), **names)


def same_gap(pair: Pair, baseline: Pair) -> bool:
    """Whether the same side is apart from the other by the same number as at the baseline."""
    return bool(pair.sign) and pair.sign == baseline.sign and gap_count(pair) == gap_count(baseline)


def gap_then(facts: Facts, pair: Pair, baseline: Pair) -> Phrase | None:
    """What the gap was at the baseline, as a clause that follows `gap_now`; None when the rounding hides it."""
    if baseline.sign is None or not pair.sign:
        return None
    way = {1: "ahead", 0: "level", -1: "behind"}[baseline.sign]
    key = f"{way}_still" if baseline.sign == pair.sign else way
    at = when(baseline.newest, pair.newest, facts.comparison)
    return phrase(f"then.{key}", gap=gap_count(baseline), when=at, **_names(facts))


def times(pair: Pair) -> Count | None:
    """How many times as much the larger count is, when there is a word for it that is right within 5 %; exact counts only."""
    small, large = sorted((pair.challenger.count, pair.rival.count))
    if pair.blur or not small:
        return None
    return next((Count(n) for n in _ROUND_TIMES if 95 * n * small <= 100 * large <= 105 * n * small), None)


def trend(difference: Difference | None, first: Reading) -> str:
    """How a count went, as the last word of a message's key. Losses have the same steps as gains.

    `slightly` is under 1 % of the first count, `far` 10 % and more; what the rounding leaves open takes the step between.
    """
    if difference is None:
        return "single"
    if not difference.sure:
        return "unsure"
    if difference.number == 0:
        return "same"
    size, way = abs(difference.number), "up" if difference.number > 0 else "down"
    if 100 * (size + difference.blur) < first.count - first.half_width:
        return f"{way}_slightly"
    return f"{way}_far" if 10 * (size - difference.blur) >= first.count + first.half_width else way


def course(difference: Difference | None, first: Reading) -> str:
    """The same; a rounded count that is written as before stays at about so many."""
    key = trend(difference, first)
    return "same" if key == "unsure" and difference and difference.number == 0 else key


def peak(one: SeriesFacts, first: Reading, latest: Reading) -> Reading | None:
    """The reading between two equal ones that is farthest from them; None where the count surely stayed, as far as it was read."""
    between = [reading for reading in one.series.readings if first.time < reading.time < latest.time]
    moved = [each for each in between if abs(each.count - latest.count) > each.half_width + latest.half_width]
    return max(moved, key=lambda each: abs(each.count - latest.count), default=None)


def doubled(first: Reading, latest: Reading) -> bool:
    """Whether the count is surely more than twice the first one, and not three times: then a number says more."""
    return 2 * (first.count + first.half_width) < latest.count - latest.half_width and latest.count < 3 * first.count


def halved(first: Reading, latest: Reading) -> bool:
    """Whether the count is surely less than half the first one, and not a third."""
    return 2 * (latest.count + latest.half_width) < first.count - first.half_width and first.count < 3 * latest.count


def changes(facts: Facts, shown: Sequence[SeriesFacts]) -> Phrase | None:
    """What each platform won or lost since the baseline, with the date; None when not all can be said since one day."""
    since = since_reading(facts, shown)
    sure = [(one, found) for one in shown if (found := change(one.change_since_baseline))]
    if since is None or not sure:
        return None
    moved = [one for one, found in sure if found.number]
    neither = (phrase("changes.none"),) if not moved and len(sure) == len(shown) == _BOTH else ()
    clauses = neither or tuple(_won(one, found, unit=one is moved[0] if moved else False) for one, found in sure)
    newest = facts.pair.newest if facts.pair else shown[0].latest
    return at_phrase("changes.since", since, newest, facts.comparison, changes=Together(clauses))


def _won(one: SeriesFacts, found: Change, *, unit: bool) -> Phrase:
    """The unit is said once."""
    way = "same" if not found.number else "gained" if found.number > 0 else "lost"
    key = f"changes.{way}" if unit or not found.number else f"changes.{way}_too"
    return phrase(key, platform=Name(one.series.platform), count=Count(abs(found.number), found.about, unit))


def since_reading(facts: Facts, shown: Sequence[SeriesFacts]) -> Reading | None:
    """The reading whose date all changes are measured from; None when there is none, or when it is not one day for all."""
    if facts.baseline:
        return facts.baseline.newest if facts.baseline.one_day else None
    readings = [one.baseline for one in shown if one.baseline]
    return readings[0] if len(shown) == len(readings) == 1 else None


def at_phrase(key: str, reading: Reading, newest: Reading, comparison: Comparison, *, brief: bool = False, **values: Value) -> Phrase:
    """A message that says at or since when; `key` with `_clock` when that was on the newest reading's own day."""
    if reading.day == newest.day and not reading.whole_day:
        return phrase(f"{key}_clock", at=clock(reading, comparison), **values)
    return phrase(key, at=dated(reading.day, newest.day, brief=brief), **values)


def notes(parts: Iterable[Value]) -> Value:
    """A source line of several notes."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Together(found, "notes")


def doubtful(shown: Iterable[SeriesFacts], reference: date, *, stale: bool) -> Iterator[tuple[Value, Value]]:
    """What a reader must know of the data: each as a note of the source line and a sentence of the alt text."""
    for one in shown:
        if one.frozen_since:
            yield _noted("frozen", one, one.frozen_since.day, reference)
        if stale and one.stale_days > 0:
            yield _noted("stale", one, one.latest.day, reference)


def _noted(what: str, one: SeriesFacts, day: date, reference: date) -> tuple[Value, Value]:
    platform = Name(one.series.platform)
    note = phrase(f"source.{what}", platform=platform, day=dated(day, reference, brief=True))
    return note, phrase(f"doubt.{what}", platform=platform, day=dated(day, reference))


def rounded(readings: Iterable[Reading]) -> Iterator[Value]:
    """The note that counts were rounded, if one was."""
    if any(not reading.exact for reading in readings):
        yield phrase("source.rounded")


def credited(choices: Choices) -> Iterator[Value]:
    """The user's own source and credit, and who made the drawings, as the last notes."""
    if choices.source:
        yield phrase("source.by", text=Quote(choices.source))
    for credit in dict.fromkeys(filter(None, (choices.credit, choices.art_credit))):
        yield phrase("source.credit", text=Quote(credit))


def tell_layout(
    subject: Subject, looks: Iterable[Value], headline: Value, marked: Iterable[Sentence], source: Value, pose: str
) -> Iterator[Sentence]:
    """The end of the extended tier: what the picture looks like, and the words on it that nothing else has said.

    The parts are the roles that the scene gives to what they tell. The first look opens the block and stays, as does what is drawn;
    the other looks go first of all.
    """
    yield from (Sentence(look, 7 if number else 4, "layout") for number, look in enumerate(looks))
    yield Sentence(phrase("layout.title", title=headline), 5, "layout", "title")
    yield from marked
    if subject.handle:
        user, _, server = subject.handle.lstrip("@").partition("@")
        key = "layout.handle" if server else "layout.handle_user"
        yield Sentence(phrase(key, user=Quote(user), server=Quote(server)), 6, "layout", "kicker")
    if len(subject.name) > LONG_NAME:
        yield Sentence(phrase("layout.name", name=Quote(subject.name)), 6, "layout")
    yield Sentence(phrase("layout.source", source=source), 6, "layout", "source")
    if pose:
        yield Sentence(phrase("scene.shows", pose=phrase(f"pose.{pose}")), 4, "layout", "art")


def _names(facts: Facts) -> dict[str, Value]:
    return {"challenger": Name(facts.series[0].series.platform), "rival": Name(facts.series[1].series.platform)}
