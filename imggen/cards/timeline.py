"""Timeline: how the counts went, one line a platform, and where they cross."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.chart import Chart, chart
from imggen.components.footing import footer
from imggen.components.heading import kicker, lines_of, over, standfirst, title, top_rule, under
from imggen.components.lines import strong
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.facts import Difference, Facts, Pair, SeriesFacts
from imggen.layout.canvas import Canvas
from imggen.scene import Box, Node, Scene
from imggen.series import Reading, Series
from imggen.stage import Stage
from imggen.story import (
    Between,
    ChartLine,
    ChartPoint,
    Choices,
    Count,
    CrossingMark,
    Day,
    Duration,
    EventMark,
    GapMark,
    Name,
    Period,
    Phrase,
    Quote,
    Row,
    Story,
    Value,
    phrase,
)
from imggen.telling import statements as may_say
from imggen.telling import timeline_sentences as sentences
from imggen.telling.readings import tell_readings

MOST_LINES = 4
"""More platforms are counted in the source line, not drawn."""
_FEW = 2
"""The names of so many platforms leave room for the dates beside them."""
_LABELS = 320.0
"""How wide the labels at the lines' ends may be, in units."""
STEPPED = 12
"""From so many readings on a line is drawn in steps, without a marker a reading (SPEC section 9.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineStory(Story):
    """What a timeline says."""

    lines: tuple[ChartLine, ...]
    stepped: bool
    """Whether the lines go in steps, with a marker at the last reading only."""
    from_zero: bool
    """Whether the axis of the counts starts at zero; if not, its first round step under the lowest count is over zero."""
    period: Period
    marks: tuple[GapMark, ...]
    """The gap at the first pair, and at the last but one where single readings can be told apart."""
    crossings: tuple[CrossingMark, ...]
    lead: Value | None
    """Who is ahead, by how many, for the chip at the end of the lines."""


def tell_timeline(facts: Facts, choices: Choices) -> TimelineStory:
    """Turn facts into what a timeline says: all readings in use of at most four platforms."""
    shown = facts.series[:MOST_LINES]
    period = Period(min(one.first.day for one in shown), max(one.latest.day for one in shown))
    crossed = bool(facts.crossings) and facts.crossings[-1].ahead
    change = shown[0].change
    key = may_say.verdict(facts, crossed=crossed, change=change)
    if key == "alone_same" and may_say.peak(shown[0], shown[0].first, shown[0].latest):
        key = "alone_again"
    late = _late(facts, shown)
    takeaway = _takeaway(facts, shown, key, change, late)
    headline = takeaway if late and not choices.title else _headline(facts, key, choices, change)
    stepped = max(len(one.series.readings) for one in shown) >= STEPPED
    source = may_say.notes(_source(facts, shown, period, choices, stepped=stepped))
    pose = may_say.pose(facts, choices)
    events = tuple(_events(facts, period))
    from_zero = _from_zero(shown)
    return TimelineStory(
        kind="timeline",
        phase=facts.phase,
        tone=choices.tone,
        unit=facts.comparison.unit,
        subject=facts.comparison.subject,
        headline=headline,
        takeaway=takeaway,
        subtitle=_subtitle(shown, period),
        day=Day(period.end),
        rows=tuple(_row(one, period) for one in shown),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=pose,
        lines=tuple(_line(one, period) for one in shown),
        stepped=stepped,
        from_zero=from_zero,
        period=period,
        marks=tuple(_marks(facts)),
        crossings=tuple(_crossings(facts)),
        lead=_lead(facts, shown, late),
        events=events,
        short=tuple(sentences.short_tier(facts, shown, period, takeaway, key, late)),
        sentences=(
            *sentences.standard_tier(facts, shown, period, takeaway, late, from_zero=from_zero),
            *tell_readings(facts, shown, period.end),
            *sentences.gaps(facts, shown, _marked(facts)),
            *may_say.tell_layout(
                facts.comparison.subject, sentences.looks(shown, stepped=stepped), headline, sentences.marked(events), source, pose
            ),
        ),
    )


def _headline(facts: Facts, key: str, choices: Choices, change: Difference | None) -> Value:
    """The take-away; with the days it took, when the one crossing is the latest news."""
    first, pair = facts.first_pair, facts.pair
    if key == "overtaken" and len(facts.crossings) == 1 and first and pair and first.sign == -1:
        days = (pair.newest.day - first.newest.day).days
        if 2 <= days <= may_say.LONGEST_SPAN:
            return may_say.headline(facts, "overtaken_in", choices, change, duration=Duration(days))
    return may_say.headline(facts, key, choices, change)


def _takeaway(facts: Facts, shown: Sequence[SeriesFacts], key: str, change: Difference | None, late: Reading | None) -> Phrase:
    said = may_say.takeaway(facts, key, change)
    return may_say.at_phrase("headline.at", late, sentences.newest(shown), facts.comparison, said=said) if late else said


def _late(facts: Facts, shown: Sequence[SeriesFacts]) -> Reading | None:
    """The newer reading of what is compared, when a line goes on after it: then its date is said with what is said of it."""
    pair = facts.pair
    if pair is None or (
        (pair.challenger, pair.rival) == tuple(one.latest for one in shown[:2]) and pair.newest.day == sentences.newest(shown).day
    ):
        return None
    return pair.newest


def _subtitle(shown: Sequence[SeriesFacts], period: Period) -> Phrase:
    """Whose followers they are, where and when; of many platforms the dates are left to the axis and the source line."""
    platforms = sentences.platforms(shown)
    if len(shown) > _FEW:
        return phrase("timeline.subtitle_many", platforms=platforms)
    return phrase("timeline.subtitle", platforms=platforms, period=period)


def _row(one: SeriesFacts, period: Period) -> Row:
    return Row(one.series.platform, may_say.counted(one.latest), None if one.latest.day == period.end else Day(one.latest.day, "medium"))


def _line(one: SeriesFacts, period: Period) -> ChartLine:
    doubtful = any(may_say.doubtful((one,), period.end, stale=True))
    return ChartLine(one.series.platform, _runs(one.series), doubtful)


def _runs(series: Series) -> tuple[tuple[ChartPoint, ...], ...]:
    times = [reading.time for reading in series.readings]
    cuts = [0, *sorted({bisect_right(times, gap) for gap in series.missing}), len(times)]
    return tuple(tuple(map(_point, series.readings[start:end])) for start, end in pairwise(cuts) if end > start)


def _point(reading: Reading) -> ChartPoint:
    return ChartPoint(reading.time, reading.day, reading.count, not reading.exact)


def _from_zero(shown: Sequence[SeriesFacts]) -> bool:
    """Counts that fill less than the upper 55 % may leave zero out: then a fourth of their range is surely a step over zero."""
    low, high = min(one.low.count for one in shown), max(one.high.count for one in shown)
    return low == 0 or 20 * low < 9 * high


def _marks(facts: Facts) -> Iterator[GapMark]:
    for pair in _marked(facts):
        key = "mark.level" if pair.sign == 0 else "mark.ahead" if pair.lead > 0 else "mark.behind"
        yield GapMark(_point(pair.challenger), _point(pair.rival), phrase(key, gap=may_say.gap_count(pair)))


def _marked(facts: Facts) -> list[Pair]:
    """The pairs whose gap is marked: the first one, and the last but one where single readings can be told apart."""
    pairs = facts.pairs
    if len(pairs) < 2:
        return []
    marked = [pairs[0], pairs[-2]] if 2 < len(pairs) < STEPPED else [pairs[0]]
    return [pair for pair in marked if pair.sign is not None]


def _crossings(facts: Facts) -> Iterator[CrossingMark]:
    for number, crossing in enumerate(facts.crossings, 1):
        start, end = crossing.before.newest, crossing.after.newest
        label = (phrase("crossing.word"), Between(start.day, end.day)) if number == len(facts.crossings) else None
        yield CrossingMark(start.time, end.time, label)


def _lead(facts: Facts, shown: Sequence[SeriesFacts], late: Reading | None) -> Value | None:
    pair = facts.pair
    if pair is None or pair.sign is None:
        return None
    gap = may_say.gap_count(pair)
    if pair.sign == 0:
        said = phrase("lead.level")
    elif pair.sign < 0:
        said = phrase("word.lag", gap=gap)
    else:
        said = phrase("word.lead" if gap.about else "lead.ahead", gap=gap)
    return phrase("lead.on", lead=said, when=may_say.when(late, sentences.newest(shown), facts.comparison, brief=True)) if late else said


def _events(facts: Facts, period: Period) -> Iterator[EventMark]:
    for event in sorted(facts.comparison.events):
        if period.start <= event.day <= period.end:
            yield EventMark(may_say.dated_within(event.day, period.start, period.end), Quote(event.text))


def _source(facts: Facts, shown: Sequence[SeriesFacts], period: Period, choices: Choices, *, stepped: bool) -> Iterator[Value]:
    """What a narrow card cuts off is at the end: doubts come before what is missing or drawn between readings."""
    yield phrase("source.readings", period=Period(period.start, period.end, "medium"))
    yield from (note for note, _ in may_say.doubtful(shown, period.end, stale=True))
    yield from may_say.rounded(reading for one in shown for reading in one.series.readings)
    for one in shown:
        if one.gaps:
            yield phrase("source.missing", platform=Name(one.series.platform), gaps=Count(one.gaps))
    if len(facts.series) > len(shown):
        yield phrase("source.others", others=Count(len(facts.series) - len(shown)))
    if not stepped:
        yield phrase("source.joined")
    yield from may_say.credited(choices)


_HIGH = 0.6
"""From this part of the counts' range on, a line passes over an animal beside the foot of the chart."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of a timeline stand, in units, on one shape of card (SPEC section 9.2)."""

    kicker: float
    title: float
    standfirst: float
    plot: Box
    """From the tick labels to the end labels, from the highest grid line to the base line."""
    animal: Box
    footer: float


def _plan(canvas: Canvas) -> _Plan:
    drop, left, right = canvas.taller, canvas.margin, canvas.right
    match canvas.shape:
        case "portrait":
            animal = Box(right - 216, 900 + drop, right, 1160 + drop)
            return _Plan(96, 263, 322, Box(left, 442, right, 1160 + drop), animal, 1300 + drop)
        case "square":
            return _Plan(90, 172, 234, Box(left, 336, right, 880 + drop), Box(right - 150, 48, right, 208), 1032 + drop)
        case "link":
            return _Plan(76, 146, 184, Box(left, 256, right, 514 + drop), Box(right - 140, 46, right, 200), 599 + drop)
    return _Plan(88, 162, 203, Box(left, 286, right, 557 + drop), Box(right - 150, 52, right, 216), 645 + drop)


class Timeline:
    """How the counts went, one line a platform."""

    name = "timeline"
    summary = "How the counts went, one line a platform, and where they cross"

    def refusal(self, facts: Facts) -> str:
        """A line needs two readings at different times."""
        shown = facts.series[:MOST_LINES]
        return "" if any(len(one.series.readings) > 1 for one in shown) else "every platform has a single reading"

    def tell(self, facts: Facts, choices: Choices) -> TimelineStory:
        """Say how each count went, where they cross, and who is ahead."""
        return tell_timeline(facts, choices)

    def arrange(self, story: TimelineStory, stage: Stage) -> Scene:
        """Take-away title, standfirst with coloured names, lines with direct labels, gap and crossing marked."""
        plan, setting = _plan(stage.canvas), find_setting(stage, "chart")
        behind = backdrop(stage, setting, _place(stage.canvas, plan))
        stage = strong(stage.on(setting.ground))
        drawing = find_pose(stage, story.pose)
        animal = None if drawing is None else _animal(_room(stage.canvas, plan, story), drawing)
        end, heading = _heading(stage, story, plan, animal)
        if stage.canvas.shape == "square" and animal is not None and lines_of(heading) > 1:
            drawing = animal = None
            end, heading = _heading(stage, story, plan, None)
        head = kicker(stage, story, over(stage, plan.kicker, heading), end, dated=False)
        nodes: list[Node] = [*behind, *top_rule(stage), *head, *heading]
        if story.subtitle is not None:
            beside = animal is not None and animal.bottom > plan.standfirst - 0.8 * stage.size("subtitle")
            nodes.extend(standfirst(stage, story.subtitle, under(stage, plan.standfirst, heading), end if beside else stage.canvas.right))
        nodes.extend(chart(stage, _chart(story), plan.plot, _LABELS, animal))
        if drawing is not None and animal is not None:
            nodes.extend(mascot(stage, drawing, animal, shadow=setting.shadow))
        nodes.extend(footer(stage, story, plan.footer))
        return stage.scene(nodes, story.headline)


def _heading(stage: Stage, story: TimelineStory, plan: _Plan, animal: Box | None) -> tuple[float, tuple[Node, ...]]:
    """How far to the right the words at the top may reach, beside an animal if it stands there, and the title."""
    end = animal.left - 20 if animal is not None and animal.top < plan.standfirst else stage.canvas.right
    drop = 8 if stage.canvas.shape == "square" else -3
    return end, title(stage, story.headline, plan.title, end - stage.canvas.margin, drop=drop, kind="title-on-chart")


def _place(canvas: Canvas, plan: _Plan) -> Place:
    """Where the backdrop lies: what is drawn in it keeps above the words."""
    below = Box(0, plan.kicker - 36, canvas.width, canvas.height)
    return Place(canvas.width, canvas.height, canvas.height, plan.plot, (below,))


def _room(canvas: Canvas, plan: _Plan, story: TimelineStory) -> Box:
    """The room of the animal: larger beside the foot of a portrait's lines, which may end over it."""
    if canvas.shape != "portrait" or story.events or not _ends_high(story.lines):
        return plan.animal
    return Box(plan.animal.right - 290, plan.animal.bottom - 312, plan.animal.right, plan.animal.bottom)


def _ends_high(lines: Sequence[ChartLine]) -> bool:
    """Whether all lines are in the upper part of the chart during the last quarter of its time."""
    points = [point for line in lines for point in line.points]
    low, high = min(point.count for point in points), max(point.count for point in points)
    start, end = min(point.time for point in points), max(point.time for point in points)
    late = end - (end - start) / 4
    # What leads into the last quarter is drawn in it too.
    before = [point for line in lines for point in [each for each in line.points if each.time <= late][-1:]]
    return all(point.count >= low + _HIGH * (high - low) for point in [*before, *(point for point in points if point.time >= late)])


def _animal(room: Box, drawing: Drawing) -> Box:
    width = min(room.width, room.height * drawing.proportion)
    return box_by_width(drawing, width, room.bottom, right=room.right)


def _chart(story: TimelineStory) -> Chart:
    return Chart(
        lines=story.lines,
        rows=story.rows,
        stepped=story.stepped,
        from_zero=story.from_zero,
        marks=story.marks,
        crossings=story.crossings,
        lead=story.lead,
        events=story.events,
    )


KIND = Timeline()
