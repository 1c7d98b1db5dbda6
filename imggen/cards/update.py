"""Update: what has changed since the last time, from one pair of counts to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.footing import footer
from imggen.components.heading import kicker, over, standfirst, title, top_rule, under
from imggen.components.lines import strong
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.components.slope import Slope, slope
from imggen.facts import Difference, Facts, Pair, Phase, SeriesFacts
from imggen.finding.phases import find_phase
from imggen.layout.canvas import Canvas
from imggen.scene import Box, Node, Scene
from imggen.series import Reading
from imggen.stage import Stage
from imggen.story import (
    Choices,
    Clock,
    Count,
    Day,
    Duration,
    Name,
    Period,
    Phrase,
    Quote,
    Row,
    Sentence,
    Story,
    Together,
    Value,
    phrase,
)
from imggen.telling import standing
from imggen.telling import statements as may_say

_LEAST_ROOM = 84.0
"""In lower rooms, in units, there are no drawings."""
_LONG_GAP = 1_000_000
"""From so many on two gaps are too long for a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateStory(Story):
    """What an update says. `rows` are the counts now, with what has changed."""

    before: tuple[Count, Count]
    """The counts at the baseline, the challenger's first."""
    dates: tuple[Value, Value]
    """When each pair was counted."""
    gaps: tuple[Value | None, Value | None]
    """The gap in each pair; None where the rounding hides it."""
    from_zero: bool
    """Whether both axes start at zero."""
    pose_before: str
    """How the animal stood then."""


def tell_update(facts: Facts, choices: Choices) -> UpdateStory:
    """Turn facts into what an update says: the baseline pair, the last pair, and what has changed between them."""
    before, pair = _compared(facts)
    crossed = facts.phase is Phase.OVERTAKEN and before.sign == -1
    key = may_say.verdict(facts, crossed=crossed, change=None)
    takeaway = may_say.takeaway(facts, key, None)
    headline = _headline(facts, before, pair, key, choices)
    shown, from_zero = facts.series[:2], _from_zero(before, pair)
    poses = tuple(may_say.pose(replace(facts, phase=find_phase(each, None)), choices) for each in (before, pair))
    source = may_say.notes(_source(facts, before, pair, choices))
    dates = _dates(facts, before, pair)
    layout = phrase("update.layout", before=dates[0], after=dates[1])
    looks = (layout, *(phrase(f"layout.line_{i}", platform=Name(one.series.platform)) for i, one in enumerate(shown, 1)))
    return UpdateStory(
        kind="update",
        phase=facts.phase,
        tone=choices.tone,
        unit=facts.comparison.unit,
        subject=facts.comparison.subject,
        headline=headline,
        takeaway=takeaway,
        subtitle=phrase(
            "update.subtitle", platforms=Together(tuple(phrase("timeline.on", platform=Name(one.series.platform)) for one in shown))
        ),
        day=Day(pair.newest.day),
        rows=tuple(
            Row(one.series.platform, may_say.counted(now), None, may_say.change(_changed(then, now)), one.frozen_since is not None)
            for one, then, now in _readings(shown, before, pair)
        ),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=poses[1],
        before=(may_say.counted(before.challenger), may_say.counted(before.rival)),
        dates=dates,
        gaps=(_mark(before), _mark(pair)),
        from_zero=from_zero,
        pose_before=poses[0],
        short=tuple(_short(facts, before, pair, takeaway)),
        sentences=(
            *_standard(facts, before, pair, takeaway, from_zero=from_zero),
            *may_say.tell_layout(facts.comparison.subject, looks, headline, (), source, ""),
            *_drawings(*poses),
        ),
    )


def _compared(facts: Facts) -> tuple[Pair, Pair]:
    if facts.pair is None or facts.baseline is None:
        raise ValueError("an update needs two pairs")
    return facts.baseline, facts.pair


def _readings(shown: Sequence[SeriesFacts], before: Pair, pair: Pair) -> Iterator[tuple[SeriesFacts, Reading, Reading]]:
    yield from zip(shown, (before.challenger, before.rival), (pair.challenger, pair.rival), strict=True)


def _changed(then: Reading, now: Reading) -> Difference | None:
    """How a count changed; None when both pairs hold the same reading."""
    return None if then is now else Difference(now.count - then.count, now.half_width + then.half_width)


def _days(before: Pair, pair: Pair) -> int:
    return (pair.newest.day - before.newest.day).days


def _headline(facts: Facts, before: Pair, pair: Pair, key: str, choices: Choices) -> Value:
    """How the gap has changed where the same side is ahead and it can be said in one line; else who is ahead now."""
    if choices.title:
        return Quote(choices.title)
    grown, days = pair.gap - before.gap, _days(before, pair)
    brief = not pair.blur and not before.blur and max(pair.gap, before.gap) < _LONG_GAP
    gaps: dict[str, Value] = {"before": may_say.gap_count(before), "after": may_say.gap_count(pair), "duration": Duration(days)}
    if 0 < days <= may_say.LONGEST_SPAN and brief and grown and pair.sign and pair.sign == before.sign:
        what, how = "lead" if pair.sign > 0 else "gap", "grows" if grown > 0 else "shrinks"
        return phrase(f"update.{what}_{how}", **gaps)
    if key == "overtaken" and 2 <= days <= may_say.LONGEST_SPAN:
        return may_say.headline(facts, "overtaken_in", choices, None, duration=Duration(days))
    return may_say.headline(facts, key, choices, None)


def _from_zero(before: Pair, pair: Pair) -> bool:
    """Counts that fill less than the upper 55 % may leave zero out."""
    counts = [reading.count for each in (before, pair) for reading in (each.challenger, each.rival)]
    return min(counts) == 0 or 20 * min(counts) < 9 * max(counts)


def _dates(facts: Facts, before: Pair, pair: Pair) -> tuple[Value, Value]:
    """The day of each pair, the time of day where both are of one day, both days where its counts are of two."""
    if before.newest.day == pair.newest.day and not before.newest.whole_day and not pair.newest.whole_day:
        return _clock(facts, before), _clock(facts, pair)
    return _date(before), _date(pair)


def _clock(facts: Facts, pair: Pair) -> Clock:
    return may_say.clock(pair.newest, facts.comparison)


def _date(pair: Pair) -> Value:
    first, last = sorted((pair.challenger.day, pair.rival.day))
    return Day(last) if pair.one_day else Period(first, last, "medium")


def _mark(pair: Pair) -> Value | None:
    if pair.sign is None:
        return None
    key = {1: "mark.ahead", 0: "mark.level", -1: "mark.behind"}[pair.sign]
    return phrase(key, gap=may_say.gap_count(pair))


def _source(facts: Facts, before: Pair, pair: Pair, choices: Choices) -> Iterator[Value]:
    readings = [reading for each in (before, pair) for reading in (each.challenger, each.rival)]
    yield phrase("source.dates")
    yield from standing.noted(facts, facts.series[:2], readings, pair.newest, choices)


def _short(facts: Facts, before: Pair, pair: Pair, takeaway: Value) -> Iterator[Value]:
    filled = standing.values(facts, pair, takeaway)
    yield from standing.short_tier(facts, "update", pair, filled | {"since": Period(before.newest.day, pair.newest.day)})


def _standard(facts: Facts, before: Pair, pair: Pair, takeaway: Value, *, from_zero: bool) -> Iterator[Sentence]:
    filled, shown = standing.values(facts, pair, takeaway), facts.series[:2]
    yield Sentence(phrase("update.opening", since=Period(before.newest.day, pair.newest.day), **filled), 0)
    yield from (Sentence(said, 0) for said in _moves(shown, before, pair))
    if said := standing.gap(facts, pair):
        yield Sentence(said, 1)
    if facts.phase is Phase.UNCLEAR:
        yield Sentence(phrase("doubt.unclear"), 1)
    known = (before.challenger, before.rival)  # that they stay where they were then, their courses say
    news = [replace(one, frozen_since=None) if one.frozen_since in known else one for one in shown]
    yield from standing.doubts(news, pair.newest)
    if not from_zero:
        yield Sentence(phrase("update.axes"), 3)


def _moves(shown: Sequence[SeriesFacts], before: Pair, pair: Pair) -> Iterator[Phrase]:
    """How each count went, and by how many; the unit is said once, and so is in how many days."""
    days = _days(before, pair)
    for place, (one, then, now) in enumerate(_readings(shown, before, pair)):
        changed = _changed(then, now) or Difference(0)
        count, last = may_say.counted(then), may_say.counted(now, unit=place == 0)
        key = may_say.course(changed, then)
        if key == "same" and may_say.peak(one, then, now):
            key = "again"
        move = phrase(f"move.{key}", platform=Name(one.series.platform), first=count, last=last)
        change = may_say.change(changed)
        if change is None or not change.number:
            yield phrase("trend.plain", move=move)
            continue
        key = "trend.change" if 0 < days <= may_say.LONGEST_SPAN else "update.change"
        yield phrase(key, move=move, change=change, duration=Duration(days))
        days = 0


def _drawings(before: str, after: str) -> Iterator[Sentence]:
    if before and after:
        poses = {"before": phrase(f"pose.{before}"), "after": phrase(f"pose.{after}")}
        yield Sentence(phrase("update.same_drawings" if before == after else "update.drawings", **poses), 8, "layout", "art")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of an update stand, in units, on one shape of card (SPEC section 9.5)."""

    kicker: float
    title: float
    standfirst: float
    chart: Box
    """From margin to margin, from the upper to the lower end of the axes."""
    art: tuple[Box, Box] | None
    """The rooms of both drawings; None where they stand beside the axes."""
    footer: float


def _plan(canvas: Canvas, *, art: bool) -> _Plan:
    left, right, drop = canvas.margin, canvas.right, canvas.taller
    half = (right - left - 60) / 2
    if canvas.shape == "portrait":
        foot = (890 if art else 1170) + drop
        rooms = Box(left, foot + 40, left + half, 1240 + drop), Box(right - half, foot + 40, right, 1240 + drop)
        return _Plan(104, 271, 322, Box(left, 430, right, foot), rooms, 1300 + drop)
    if canvas.shape == "square":
        foot = (690 if art else 900) + drop
        rooms = Box(left, foot + 30, left + half, 966 + drop), Box(right - half, foot + 30, right, 966 + drop)
        return _Plan(98, 186, 236, Box(left, 334, right, foot), rooms, 1032 + drop)
    if canvas.shape == "link":
        return _Plan(76, 146, 184, Box(left, 256, right, 524 + drop), None, 599 + drop)
    return _Plan(88, 162, 203, Box(left, 278, right, 566 + drop), None, 645 + drop)


def _animal(stage: Stage, drawing: Drawing, room: Box, shadow: str, *, right: bool) -> tuple[Node, ...]:
    """A drawing as large as its room allows, at its outer side."""
    width = min(room.width, (room.height - 12) * drawing.proportion)
    middle = room.right - width / 2 if right else room.left + width / 2
    return mascot(stage, drawing, box_by_width(drawing, width, room.bottom - 4, middle=middle), shadow=shadow)


def _grown(now: Drawing, before: Box, after: Box) -> tuple[Box, Box]:
    """The rooms of both drawings, so low for the one of before that it is no higher than the one of now."""
    least = min(after.height, after.width / now.proportion + 12)
    return before._replace(top=max(before.top, before.bottom - least)), after


class Update:
    """What has changed since the last time."""

    name = "update"
    summary = "What has changed since the last time, from one pair of counts to another"

    def refusal(self, facts: Facts) -> str:
        """An update needs two pairs of counts."""
        if facts.pair is None:
            return standing.refused_standing(facts)
        return "" if facts.baseline is not None else "the two were counted together only once"

    def tell(self, facts: Facts, choices: Choices) -> UpdateStory:
        """Say both pairs of counts, what has changed between them, and how the gap went."""
        return tell_update(facts, choices)

    def arrange(self, story: UpdateStory, stage: Stage) -> Scene:
        """Title, standfirst, the slopes between both dates, and the animal as it stood then and stands now."""
        drawings = [drawing for pose in (story.pose_before, story.pose) if (drawing := find_pose(stage, pose)) is not None]
        plan, setting = _plan(stage.canvas, art=bool(drawings)), find_setting(stage, "chart")
        behind = backdrop(stage, setting, _place(stage.canvas, plan))
        stage = strong(stage.on(setting.ground))
        width = stage.canvas.right - stage.canvas.margin
        heading = title(stage, story.headline, plan.title, width, drop=-3, kind="title-on-chart")
        nodes = [*behind, *top_rule(stage), *kicker(stage, story, over(stage, plan.kicker, heading), dated=False), *heading]
        if story.subtitle is not None:
            nodes.extend(standfirst(stage, story.subtitle, under(stage, plan.standfirst, heading), stage.canvas.right))
        drawn, beside = slope(stage, _slope(story), plan.chart, stacked=plan.art is not None)
        nodes.extend(drawn)
        rooms = plan.art or beside
        if min(room.height for room in rooms) < _LEAST_ROOM:
            drawings = []
        elif drawings:
            rooms = _grown(drawings[-1], *rooms)
        for drawing, room, right in zip(drawings, rooms, (False, True), strict=False):
            nodes.extend(_animal(stage, drawing, room, setting.shadow, right=right))
        nodes.extend(footer(stage, story, plan.footer))
        return stage.scene(nodes, story.headline)


def _slope(story: UpdateStory) -> Slope:
    return Slope(rows=story.rows, before=story.before, dates=story.dates, gaps=story.gaps, from_zero=story.from_zero)


def _place(canvas: Canvas, plan: _Plan) -> Place:
    """Where the backdrop lies: what is drawn in it keeps above the words."""
    return Place(canvas.width, canvas.height, canvas.height, plan.chart, (Box(0, plan.kicker - 36, canvas.width, canvas.height),))


KIND = Update()
