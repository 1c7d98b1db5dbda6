"""Duel: two counts, large, and who is ahead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.bubble import bubble as speech
from imggen.components.bubble import talk
from imggen.components.figure import fitting_figure, set_figure, shared_figure_size
from imggen.components.footing import footer, raised
from imggen.components.heading import kicker, over, title_over, top_rule
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.components.network_row import network_row, row_width
from imggen.components.panel import panel_box, panel_inset
from imggen.components.ratio_bar import ratio_bar
from imggen.facts import Difference, Facts, Pair, Phase, SeriesFacts
from imggen.scene import Box, Node, Scene, Text
from imggen.series import Reading
from imggen.stage import Stage
from imggen.story import Account, Choices, Count, Day, Name, Percent, Period, Phrase, Row, Sentence, Story, Value, phrase
from imggen.telling import standing
from imggen.telling import statements as may_say

_LARGEST_TALK = 1_000_000
"""From so many on a gap is too long for a bubble of 18 signs."""
_SPEAKING = frozenset({"push", "tie"})
"""The poses that leave room for a speech bubble."""
_BAR = 64.0
"""The height of the bar on an upright card without a drawing, in units."""
_SHOUT = 16
"""A title of so many signs at most is set very large where there is room."""
_WIDER = 48.0
"""How much wider than usual the counts' side of a card may be, for changes that would else be too small, in units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuelStory(Story):
    """What a duel says."""

    shares: tuple[Percent, Percent] | None
    """The parts of challenger and rival in their sum; None when there is nothing to divide."""
    bubble: Value | None
    """What the animal says, in 18 signs at most; None when there is nothing short and sure to say."""


def tell_duel(facts: Facts, choices: Choices) -> DuelStory:
    """Turn facts into what a duel says: challenger and rival in their last pair; each at its own date when there is none."""
    shown = facts.series[:2]
    now = _now(facts)
    crossed = facts.phase is Phase.OVERTAKEN and facts.baseline is not None and facts.baseline.sign == -1
    change = shown[0].change_since_baseline
    key = may_say.verdict(facts, crossed=crossed, change=change)
    if key == "alone_same" and shown[0].baseline and may_say.peak(shown[0], shown[0].baseline, shown[0].latest):
        key = "alone"  # what was in between is not on the card
    headline = may_say.headline(facts, key, choices, change)
    takeaway = _takeaway(facts, key, change)
    source = may_say.notes(_source(facts, now, choices))
    parts = may_say.shares(facts.pair)
    pose = may_say.pose(facts, choices)
    bubble = _bubble(facts) if pose in _SPEAKING else None
    return DuelStory(
        kind="duel",
        phase=facts.phase,
        tone=choices.tone,
        unit=facts.comparison.unit,
        subject=facts.comparison.subject,
        headline=headline,
        takeaway=takeaway,
        day=None if facts.phase is Phase.APART else Day(max(reading.day for reading in now)),
        rows=_rows(facts, now),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=pose,
        shares=parts,
        bubble=bubble,
        short=tuple(_short(facts, now, takeaway)),
        sentences=(
            *_standard(facts, now, takeaway),
            *_extended(facts, shown, parts),
            *may_say.tell_layout(facts.comparison.subject, (_look(facts),), headline, _speech(bubble), source, pose),
        ),
    )


def _takeaway(facts: Facts, key: str, change: Difference | None) -> Phrase:
    """The take-away in plain words; without a rival it is a change, and says since when."""
    said = may_say.takeaway(facts, key, change)
    since = may_say.since_reading(facts, facts.series[:2]) if facts.phase is Phase.ALONE and key != "alone" else None
    if since is None:
        return said
    at = may_say.at_phrase("headline.since", since, facts.series[0].latest, facts.comparison)
    return replace(said, key=f"{said.key}_since", values={**said.values, "since": at})


def _now(facts: Facts) -> tuple[Reading, ...]:
    """The readings whose counts the card shows, the challenger's first."""
    return (facts.pair.challenger, facts.pair.rival) if facts.pair else tuple(one.latest for one in facts.series[:2])


def _rows(facts: Facts, now: Sequence[Reading]) -> tuple[Row, ...]:
    several = _of_several_days(facts, now)
    since = may_say.since_reading(facts, facts.series[:2])
    return tuple(
        Row(
            one.series.platform,
            may_say.counted(reading),
            Day(reading.day, "medium") if several else None,
            may_say.change(one.change_since_baseline) if since and not several else None,
        )
        for one, reading in zip(facts.series, now, strict=False)
    )


def _of_several_days(facts: Facts, now: Sequence[Reading]) -> bool:
    """Whether each count needs its own date."""
    return facts.phase is Phase.APART or len({reading.day for reading in now}) > 1


def _bubble(facts: Facts) -> Value | None:
    """Rounded gaps are left out: "about" takes the room that the number needs."""
    pair = facts.pair
    if pair is None or pair.sign is None or pair.blur or pair.gap >= _LARGEST_TALK:
        return None
    return phrase(f"bubble.{facts.phase.name.lower()}", gap=Count(pair.gap))


def _source(facts: Facts, now: Sequence[Reading], choices: Choices) -> Iterator[Value]:
    shown, newest = facts.series[:2], max(reading.day for reading in now)
    several = _of_several_days(facts, now)
    yield phrase("source.dates") if several else phrase("source.on", day=Day(newest, "medium"))
    since = may_say.since_reading(facts, shown)
    if since and any(row.change for row in _rows(facts, now)):
        yield may_say.at_phrase("source.since", since, max(now, key=lambda reading: reading.day), facts.comparison, brief=True)
    elif all(one.first is one.latest for one in shown):
        yield phrase("source.first")
    yield from may_say.rounded(now)
    yield from (note for note, _ in may_say.doubtful(shown, newest, stale=False))
    if len(facts.series) > len(shown):
        yield phrase("source.others", others=Count(len(facts.series) - len(shown)))
    yield from may_say.credited(choices)


def _short(facts: Facts, now: Sequence[Reading], takeaway: Value) -> Iterator[Value]:
    values = _values(facts, now, takeaway)
    key = {Phase.ALONE: "_alone", Phase.APART: "_apart", Phase.LEVEL: "_level"}.get(facts.phase, "")
    if facts.pair and facts.pair.sign:
        gap = phrase("word.lead" if facts.pair.sign > 0 else "word.lag", gap=may_say.gap_count(facts.pair))
        yield phrase("duel.short_gap", of=gap, **values)
    yield phrase(f"duel.short{key}", **values)
    yield from may_say.least(facts, phrase("duel.opener", **values), phrase("duel.opener_undated", **values), values)


def _values(facts: Facts, now: Sequence[Reading], takeaway: Value) -> dict[str, Value]:
    values: dict[str, Value] = {
        "account": Account(facts.comparison.subject),
        "takeaway": takeaway,
        "period": Period(min(reading.day for reading in now), max(reading.day for reading in now)),
        "challenger": Name(facts.series[0].series.platform),
        "challenger_whole": Name(facts.series[0].series.platform, "full"),
        "first": may_say.counted(now[0], unit=True),
        "first_day": Day(now[0].day),
    }
    if len(now) > 1:
        rival = facts.series[1].series.platform
        values |= {
            "rival": Name(rival),
            "rival_whole": Name(rival, "full"),
            "second": may_say.counted(now[1]),
            "second_day": Day(now[1].day),
        }
    return values


def _standard(facts: Facts, now: Sequence[Reading], takeaway: Phrase) -> Iterator[Sentence]:
    values = _values(facts, now, takeaway)
    opening = {Phase.ALONE: "duel.opening_alone", Phase.APART: "duel.opening_apart"}.get(facts.phase, "duel.opening")
    yield Sentence(phrase(opening, **values), 0)
    if facts.phase is not Phase.ALONE:
        yield Sentence(_numbers(facts, now, values), 0)
    elif takeaway.key != "headline.alone":
        yield Sentence(phrase("duel.number", **values), 0)
    if facts.pair and (gap := _gap(facts, facts.pair)):
        yield Sentence(gap, 1)
    if facts.phase in (Phase.UNCLEAR, Phase.APART):
        yield Sentence(phrase(f"doubt.{facts.phase.name.lower()}"), 1)
    newest = max(reading.day for reading in now)
    yield from (Sentence(said, 2, part="source") for _, said in may_say.doubtful(facts.series[:2], newest, stale=False))


def _numbers(facts: Facts, now: Sequence[Reading], values: dict[str, Value]) -> Phrase:
    return phrase("duel.numbers_dated" if _of_several_days(facts, now) else "duel.numbers", **values)


def _gap(facts: Facts, pair: Pair) -> Phrase | None:
    """The gap now, and what it was at the baseline where both changes are drawn; without a baseline, how many times as much it is."""
    now = may_say.gap_now(facts, pair)
    ratio = may_say.times(pair) if now and facts.baseline is None else None
    if not all(row.change for row in _rows(facts, _now(facts))):
        facts = replace(facts, baseline=None)
    if now is None or ratio is None:
        return standing.gap(facts, pair) if pair.sign is not None else None
    names = {name: Name(one.series.platform) for name, one in zip(("challenger", "rival"), facts.series, strict=False)}
    return phrase("gap.more" if pair.lead > 0 else "gap.less", now=now, times=ratio, **names)


def _extended(facts: Facts, shown: Sequence[SeriesFacts], parts: tuple[Percent, Percent] | None) -> Iterator[Sentence]:
    if facts.pair and facts.pair.one_day and (changed := may_say.changes(facts, shown)):
        yield Sentence(changed, 4, "readings", "delta")
    if parts:
        names = {name: Name(one.series.platform) for name, one in zip(("challenger", "rival"), shown, strict=True)}
        yield Sentence(phrase("duel.shares", ours=parts[0], theirs=parts[1], **names), 4, "readings", "bar-label")


def _look(facts: Facts) -> Phrase:
    return phrase("layout.duel_alone" if len(facts.series) == 1 else "layout.duel")


def _speech(bubble: Value | None) -> Iterator[Sentence]:
    if bubble:
        yield Sentence(phrase("layout.bubble", words=bubble), 6, "layout", "bubble")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of a duel stand, in units, on one shape of card (SPEC section 9.1)."""

    kicker: float
    title: float
    rows: tuple[Box, Box]
    """From the top of the badge; left and right are the row's ends."""
    numbers: tuple[float, float]
    """Baselines of both counts."""
    number_size: float
    bar: Box
    art: Box
    """The room of the drawing; its foot is the ground."""
    bubble: Box
    """Its left and height count, and its top where the animal's head is near it; it is as wide as its words."""
    footer: float
    content: Box
    """What a panel stands around, in themes that have one."""


def _plan(stage: Stage, shown: Sequence[Row], *, art: bool, bar: bool) -> _Plan:
    canvas, number, pad, rows = stage.canvas, stage.size("number"), panel_inset(stage), len(shown)
    if canvas.shape in ("portrait", "square"):
        return _upright(stage) if art else _stacked(stage, rows, bar=bar)
    k = 0.9 if canvas.shape == "link" else 1.0
    kicker, title = (76, 146) if canvas.shape == "link" else (88, 162)
    down, foot = canvas.taller / 2, canvas.height - (30 if canvas.shape == "landscape" else 31)
    left, right = canvas.margin, canvas.right
    if not art:
        half = (right - left - 72) / 2 - pad if rows > 1 else right - left - 2 * pad
        down += 0 if bar else 48 * k
        top, base = 240 * k + down, 432 * k + down
        beside = Box(left + pad, top, left + pad + half, base), Box(right - pad - half, top, right - pad, base)
        across = Box(left + pad, 500 * k + down, right - pad, 556 * k + down)
        content = Box(left, top - 14, right, across.bottom + 14)
        return _Plan(kicker, title, beside, (base, base), number * 1.45, across, Box(0, 0, 0, 0), Box(0, 0, 0, 0), foot, content)
    needed = max(row_width(stage, row) for row in shown) + 2 * pad
    width = min(max(400, needed), 400 + _WIDER) + canvas.wider / 3
    stack = (
        Box(left + pad, 214 * k + down, left + width - pad, 347 * k + down),
        Box(left + pad, 377 * k + down, left + width - pad, 510 * k + down),
    )
    below = Box(left + pad, 546 * k + down, left + width - pad, 584 * k + down)
    content = Box(left, stack[0].top - 2, left + width, below.bottom + 4)
    room = Box(right - k * (right - left - width - 40), 202 * k + down / 2, right, 590 * k + down - stage.theme.backdrop.lift)
    bubble = Box(room.left, 206 * k + down, room.left + 332, 276 * k + down)
    return _Plan(kicker, title, stack, (stack[0].bottom, stack[1].bottom), number, below, room, bubble, foot, content)


def _upright(stage: Stage) -> _Plan:
    """Portrait and square: the animal above, both numbers side by side below it, the bar across."""
    canvas, number, pad = stage.canvas, stage.size("number"), panel_inset(stage)
    left, right, drop = canvas.margin, canvas.right, canvas.taller
    half = (right - left - 52) / 2 - pad
    if canvas.shape == "portrait":
        kicker, title, top, base, bar, foot = 104, 271, 958, 1123, 1168, 1300
        room, bubble = Box(left + 70, 380, right - 70, 890 + drop), Box(left + 90, 330, left + 500, 414)
    else:
        kicker, title, top, base, bar, foot = 98, 174, 692, 857, 902, 1032
        room, bubble = Box(left + 76, 250, right - 12, 646 + drop), Box(left + 120, 200, left + 544, 272)
    rows = (
        Box(left + pad, top + drop, left + pad + half, base + drop),
        Box(right - pad - half, top + drop, right - pad, base + drop),
    )
    bars = Box(left + pad, bar + drop, right - pad, bar + 50 + drop)
    content = Box(left, rows[0].top - 7, right, bars.bottom + 4)
    if pad:
        room = Box(room.left - 54, room.top - 24, room.right + 54, room.bottom + 16) if canvas.shape == "portrait" else room
    room = room._replace(bottom=room.bottom - stage.theme.backdrop.lift)
    return _Plan(kicker, title, rows, (rows[0].bottom, rows[1].bottom), number, bars, room, bubble, foot + drop, content)


def _stacked(stage: Stage, count: int, *, bar: bool) -> _Plan:
    """Portrait and square without a drawing: one large count under the other, then the bar, in the middle of the room they have."""
    canvas, number, pad = stage.canvas, stage.size("number"), panel_inset(stage)
    left, right = canvas.margin + pad, canvas.right - pad
    kicker, title, start, low = (104, 271, 346, 1300) if canvas.shape == "portrait" else (98, 174, 244, 1032)
    foot, names = low + canvas.taller, 1.27 * stage.size("name")
    room, gaps = foot - 114 - start - (_BAR + 40 if bar else 0), names + 40
    size = min(2.2 * number, (room / max(count, 1) - gaps) / 0.83)
    pitch = 0.83 * size + gaps
    top = start + (room - count * pitch) / 2
    rows = [Box(left, top + i * pitch, right, top + i * pitch + names + 22 + 0.66 * size) for i in range(2)]
    below = Box(left, top + count * pitch + 10, right, top + count * pitch + 10 + _BAR)
    content = Box(canvas.margin, top - 14, canvas.right, below.bottom + 14)
    nowhere = Box(0, 0, 0, 0)
    return _Plan(kicker, title, (rows[0], rows[1]), (rows[0].bottom, rows[1].bottom), size, below, nowhere, nowhere, foot, content)


def _place(stage: Stage, plan: _Plan, panels: Sequence[Box], heading: Sequence[Node], *, talking: bool) -> Place:
    """Where the backdrop lies. Small things in it keep out of coarse boxes, so that cards with other words have the same backdrop."""
    width, height = stage.canvas.width, stage.canvas.height
    far = width if any(isinstance(node, Text) and node.ink.right > 0.74 * width for node in heading) else 0.74 * width
    clear = [Box(0, plan.kicker - 40, width, plan.kicker + 16), Box(0, plan.kicker, far, plan.title + 30), *panels]
    clear += [plan.bubble.grown(8)] if talking else []
    return Place(width, height, plan.art.bottom - 24 if plan.art.width else height, plan.art, tuple(clear))


def _content(story: DuelStory, plan: _Plan) -> Box:
    """What a panel stands around: as much of the plan as there is to show."""
    last = plan.content.bottom if story.shares is not None else plan.numbers[len(story.rows[:2]) - 1] + 14 + 0.18 * plan.number_size
    return plan.content._replace(bottom=last)


def _counts(stage: Stage, story: DuelStory, plan: _Plan) -> Iterator[Node]:
    """Both counts at one size; smaller ones keep the optical centre of their row."""
    rows, width, most, floor = story.rows[:2], plan.rows[0].width, plan.number_size, stage.least_number
    figures = [fitting_figure(stage, row.count, "number", width, floor) for row in rows]
    size = shared_figure_size(stage, figures, "number", most, width, floor)
    if max(set_figure(stage, figure, "number", size).width for figure in figures) > width:
        size = shared_figure_size(stage, figures, "number", most, width, stage.smallest)
    lift = 0.33 * (most - size)
    for series, (row, box, baseline) in enumerate(zip(rows, plan.rows, plan.numbers, strict=False)):
        yield from network_row(stage, row, series, box, baseline - lift, size)


def _animal(stage: Stage, story: DuelStory, plan: _Plan, drawing: Drawing | None, heading: Sequence[Node]) -> tuple[list[Node], _Plan]:
    """The animal as large as its room allows and what it says, and the plan with the room that its bubble takes."""
    if drawing is None:
        return [], plan
    room = plan.art
    width = min(room.width, room.height * drawing.proportion)
    box = box_by_width(drawing, width, room.bottom, middle=min(room.middle[0] + 50, room.right - width / 2))
    if story.bubble is None:
        return [*mascot(stage, drawing, box)], plan
    said = talk(stage, story.bubble, (story.pose, drawing, box), plan.bubble, heading)
    words = speech(stage, story.bubble, said.bubble, said.tip)
    return [*mascot(stage, drawing, said.animal, talking=True), *words], replace(plan, bubble=said.clear)


class Duel:
    """Two counts, large, and who is ahead."""

    name = "duel"
    summary = "Two counts, large, and who is ahead"

    def refusal(self, facts: Facts) -> str:
        """A duel fits any counts."""
        return ""

    def tell(self, facts: Facts, choices: Choices) -> DuelStory:
        """Say both counts, their changes since the baseline, and who is ahead."""
        return tell_duel(facts, choices)

    def arrange(self, story: DuelStory, stage: Stage) -> Scene:
        """Counts at the left and the animal at the right, or above; without a drawing, the counts side by side."""
        drawing = find_pose(stage, story.pose)
        setting = find_setting(stage, "quiet" if drawing is None else "scene")
        here, parts = stage.on(setting.ground), {"art": drawing is not None, "bar": story.shares is not None}
        plan = _plan(stage, story.rows[:2], **parts)
        foot = footer(here, story, plan.footer)
        plan = _plan(raised(stage, foot, panel_box(stage, _content(story, plan))), story.rows[:2], **parts)
        panels = [box for box in [panel_box(stage, _content(story, plan))] if box is not None]
        counts = stage.on("panel") if panels else here
        kind = "shout" if stage.canvas.shape == "portrait" and len(stage.words(story.headline)) <= _SHOUT else "title"
        heading = title_over(here, story.headline, plan.title, kind, panels)
        animal, plan = _animal(here, story, plan, drawing, heading)
        place = _place(stage, plan, panels, heading, talking=drawing is not None and story.bubble is not None)
        nodes = [*backdrop(stage, setting, place, panels), *top_rule(here), *heading]
        nodes.extend((*kicker(here, story, over(here, plan.kicker, heading)), *animal))
        nodes.extend(_counts(counts, story, plan))
        nodes.extend(() if story.shares is None else ratio_bar(counts, story.shares, plan.bar))
        return stage.scene((*nodes, *foot), story.headline)


KIND = Duel()
