"""Race: how far the challenger has come on its way to the rival."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.art.svg import find_drawing
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.figure import largest_size, percentage, set_figure
from imggen.components.footing import footer
from imggen.components.heading import kicker, over, title, top_rule
from imggen.components.icon import icon
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.components.paragraphs import Said, paragraphs
from imggen.components.track import Further, Placed, Track, further, gap_arrow, placed_marks, room_under, track, track_labels
from imggen.facts import Facts, Pair, SeriesFacts
from imggen.layout.shapes import ellipse
from imggen.scene import Box, Node, Path, Scene, Text
from imggen.stage import FACT, Stage
from imggen.story import Between, Choices, Count, Day, Name, Percent, Row, Sentence, Story, Together, Value, phrase
from imggen.telling import standing
from imggen.telling import statements as may_say

MOST_RUNNERS = 4
"""More platforms are counted in the source line, not shown."""

_OTHER, _APART = 1.5, 0.9
"""The height of a line of further platforms, and what is left between two on it, in sizes of the type."""
_LEAST_RUNNER, _LEAST_GOAL = 0.8, 0.5
"""The animal, and what it runs to, may be made so much smaller for what is told above them."""
_SMALLEST_RUNNER = 0.55
"""The animal may be made so small where what is told would else be too small."""


@dataclass(frozen=True, slots=True)
class Other:
    """A further platform on the track."""

    says: Value
    """Its name and count."""
    place: float | None
    """How far it has come, as a part of the rival's count; None when it is beyond the rival."""
    hollow: bool
    """Whether its count is rounded, of another day, or has been the same for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceStory(Story):
    """What a race says."""

    done: Percent
    """How much of the rival's count the challenger has, rounded down: never 100 before the crossing."""
    part: float
    """The same, not rounded, for the place on the track."""
    missing: Value
    """How many are missing."""
    meanwhile: tuple[Value, ...]
    """How that was before, and when the two may cross."""
    gap: Count
    others: tuple[Other, ...]


def tell_race(facts: Facts, choices: Choices) -> RaceStory:
    """Turn the facts of a challenger that is behind into what a race says: the last pair, the gap, and the estimate."""
    pair, shown = _compared(facts), facts.series[:MOST_RUNNERS]
    key = may_say.verdict(facts, crossed=False, change=None)
    headline, takeaway = may_say.headline(facts, key, choices, None), may_say.takeaway(facts, key, None)
    done, others = _done(pair), tuple(_other(one, pair) for one in shown[2:])
    source = may_say.notes(_source(facts, shown, pair, choices))
    pose = "run" if choices.art else ""
    subject, filled = facts.comparison.subject, standing.values(facts, pair, takeaway) | {"percent": done}
    met = "run" if pose and shown[1].series.platform.key == "x" else pose and "run_alone"
    return RaceStory(
        kind="race",
        phase=facts.phase,
        tone=choices.tone,
        unit=facts.comparison.unit,
        subject=subject,
        headline=headline,
        takeaway=takeaway,
        day=Day(pair.newest.day),
        rows=tuple(
            Row(one.series.platform, may_say.counted(reading), doubtful=one.frozen_since is not None)
            for one, reading in zip(shown, (pair.challenger, pair.rival), strict=False)
        ),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=pose,
        done=done,
        part=pair.challenger.count / pair.rival.count,
        missing=phrase("race.missing", gap=may_say.gap_count(pair, unit=True)),
        meanwhile=tuple(_meanwhile(facts, pair)),
        gap=may_say.gap_count(pair),
        others=others,
        short=tuple(standing.short_tier(facts, "race", pair, filled)),
        sentences=(
            *_standard(facts, shown, pair, others, filled),
            *may_say.tell_layout(subject, _looks(shown, others), headline, (), source, met),
        ),
    )


def _compared(facts: Facts) -> Pair:
    if facts.pair is None or facts.pair.sign != -1:
        raise ValueError("a race needs a challenger that is behind")
    return facts.pair


def _done(pair: Pair) -> Percent:
    """The percentage rounded down; about so much where the rounding of the counts could change it, under 1 where that is not nothing."""
    ours, theirs = pair.challenger, pair.rival
    low = 100 * max(0, ours.count - ours.half_width) // (theirs.count + theirs.half_width)
    high = min(99, 100 * (ours.count + ours.half_width) // max(1, theirs.count - theirs.half_width))
    number = 100 * ours.count // theirs.count
    if ours.count and high == 0:
        return Percent(1, "under")
    return Percent(number) if low == high else Percent(max(number, 1), "about")


def _other(one: SeriesFacts, pair: Pair) -> Other:
    """A further platform: its latest count, with its day when that is not the pair's."""
    reading, platform = one.latest, Name(one.series.platform)
    said, bygone = phrase("readings.count", platform=platform, count=may_say.counted(reading)), reading.day != pair.newest.day
    if bygone:
        said = phrase("race.other_on", other=said, day=may_say.dated(reading.day, pair.newest.day, brief=True))
    part = reading.count / pair.rival.count
    return Other(said, part if part <= 1 else None, bygone or not reading.exact or one.frozen_since is not None)


def _meanwhile(facts: Facts, pair: Pair) -> Iterator[Value]:
    before = facts.baseline
    if before is not None and before.sign is not None:
        way = {1: "ahead", 0: "level", -1: "behind"}[before.sign]
        when = may_say.when(before.newest, pair.newest, facts.comparison)
        key = "same" if may_say.same_gap(pair, before) else way
        yield phrase(f"race.was_{key}", gap=may_say.gap_count(before), when=when)
    if between := _estimated(facts, pair):
        yield phrase("race.estimate", between=between)


def _estimated(facts: Facts, pair: Pair) -> Between | None:
    """Between which days the two may cross; None without an estimate, and past the last day there is."""
    estimate, day = facts.estimate, pair.newest.day
    if estimate is None or estimate.latest > (date.max - day).days:
        return None
    start, end = (day + timedelta(days=days) for days in (estimate.earliest, estimate.latest))
    return Between(start, end, "long" if end.year == day.year else "full")


def _source(facts: Facts, shown: Sequence[SeriesFacts], pair: Pair, choices: Choices) -> Iterator[Value]:
    yield from standing.counted_on(facts, pair)
    if facts.first_pair is not None and _estimated(facts, pair):
        yield phrase("race.pace", at=may_say.dated(facts.first_pair.newest.day, pair.newest.day, brief=True))
    before = facts.baseline or pair
    readings = [pair.challenger, pair.rival, before.challenger, before.rival, *(one.latest for one in shown[2:])]
    yield from standing.noted(facts, shown, readings, pair.newest, choices)


def _standard(
    facts: Facts, shown: Sequence[SeriesFacts], pair: Pair, others: Sequence[Other], filled: dict[str, Value]
) -> Iterator[Sentence]:
    yield Sentence(phrase("race.opening", **filled), 0)
    yield Sentence(phrase("race.at" if pair.one_day else "race.at_dated", **filled), 0)
    if said := standing.gap(facts, pair):
        yield Sentence(said, 1)
    if between := _estimated(facts, pair):
        yield Sentence(phrase("race.estimate", between=between), 1)
    if others:
        yield Sentence(phrase("race.others", others=Together(tuple(other.says for other in others))), 2)
    yield from standing.doubts(shown, pair.newest)


def _looks(shown: Sequence[SeriesFacts], others: Sequence[Other]) -> Iterator[Value]:
    names = {name: Name(one.series.platform) for name, one in zip(("challenger", "rival"), shown, strict=False)}
    yield phrase("race.layout", **names)
    for key, one, other in zip(("race.mark_3", "race.mark_4"), shown[2:], others, strict=False):
        if other.place is not None:
            yield phrase(key, platform=Name(one.series.platform))


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of a race stand, in units, on one shape of card (SPEC section 9.3)."""

    kicker: float
    title: float
    hero: Box
    """The room of the percentage: its capitals touch the top, its baseline is the foot."""
    hero_size: float
    beside: bool
    """Whether what is told of the gap stands beside the percentage; else below it."""
    foot: float
    """Above what stands on the track: where all that is told must end."""
    track: Box
    labels: float
    runner: float
    """How high the animal is where it has room."""
    spare: float
    """How much further down what is told may reach, over a smaller animal."""
    goal: float
    """How wide the rival's block is."""
    footer: float


def _plan(stage: Stage, *, art: bool) -> _Plan:
    canvas, grown = stage.canvas, 1.0 if art else 1.25
    left, right, drop = canvas.margin, canvas.right, canvas.taller
    high, size = stage.theme.shape.track_height.on(canvas.shape) * grown**2, stage.size("hero") * grown
    cap, lift = stage.set("8", "hero", size).cap, 14 if stage.theme.shape.footer_rule else 0
    up, spare = (0.0, _LEAST_RUNNER - _SMALLEST_RUNNER) if art else (60 + drop / 4, 0.0)
    if canvas.shape == "portrait":
        hero, bar = Box(left, 340 + drop / 4, right, 340 + drop / 4 + cap), 1164 + drop - lift - 2 * up
        foot = bar - (22 + _LEAST_RUNNER * 300 if art else 110)
        return _Plan(
            104, 271, hero, size, False, foot, Box(left, bar, right, bar + high), bar + high + 42, 300, spare * 300, 190, 1300 + drop
        )
    if canvas.shape == "square":
        hero, bar = Box(left, 228 + drop / 4, right, 228 + drop / 4 + cap), 880 + drop - lift - up
        foot = bar - (22 + _LEAST_RUNNER * 244 if art else 100)
        return _Plan(
            98, 174, hero, size, False, foot, Box(left, bar, right, bar + high), bar + high + 40, 244, spare * 244, 170, 1032 + drop
        )
    k = 0.9 if canvas.shape == "link" else 1.0
    kicker, title = (76, 146) if canvas.shape == "link" else (88, 162)
    top, bar = 206 * k + drop / 4, canvas.height - 135 * k - lift / 2 - 0.4 * up
    last, foot = canvas.height - (30 if canvas.shape == "landscape" else 31), bar - (180 * k if art else 90)
    hero = Box(left, top, left + (500 * k + canvas.wider / 3) * grown, top + cap)
    labels = bar + high + 36 * k - (2 if k < 1 else 0)
    return _Plan(kicker, title, hero, size, True, foot, Box(left, bar, right, bar + high), labels, 184 * k, spare * 184 * k, 140 * k, last)


def _hero(stage: Stage, story: RaceStory, plan: _Plan) -> tuple[Node, ...]:
    """The percentage, its ink on the margin and not over the room's top."""
    shown, room = percentage(stage, story.done), plan.hero
    size = largest_size(lambda tried: set_figure(stage, shown, "hero", tried).ink.width, plan.hero_size, room.width)
    line = set_figure(stage, shown, "hero", size)
    baseline = max(room.bottom - (room.height - line.cap) / 2, room.top - line.ink.top)
    return stage.at(line, "hero", room.left - line.ink.left, baseline)


def _told(stage: Stage, story: RaceStory, plan: _Plan, hero: Sequence[Node], others: Sequence[Other]) -> tuple[Node, ...]:
    """What is missing, how that was, the estimate, and further platforms: beside the percentage or below it."""
    said = [Said(story.missing, "fact"), *(Said(each, "fact-more") for each in story.meanwhile)]
    low = _low(hero, 0.0, stage.canvas.width)
    below = max(plan.hero.bottom + 0.9 * stage.size("fact"), low + 0.5 * stage.size("fact"))
    left, top = (_end(hero) + 46, plan.hero.top) if plan.beside else (plan.hero.left, below)
    lines = _lines(_further(stage, others, stage.size("fact-more"), stage.canvas.right - left), stage.canvas.right - left)
    high = _OTHER * sum(line[0].line.style.size for line in lines)
    nodes = list(paragraphs(stage, said, Box(left, top, stage.canvas.right, plan.foot - high), spare=plan.spare))
    baseline = max(node.glyphs[0].y for node in nodes if isinstance(node, Text))
    for line in lines:
        x, size = left, line[0].line.style.size
        baseline += _OTHER * size
        for other in line:
            nodes.extend(other.at(stage, x, baseline))
            x += other.width + _APART * size
    return tuple(nodes)


def _end(nodes: Sequence[Node]) -> float:
    return max((node.ink.right for node in nodes if isinstance(node, Text)), default=0.0)


def _under(stage: Stage, story: RaceStory, plan: _Plan, at: Track, *, named: bool) -> list[tuple[Further, float]] | None:
    """The labels of further platforms under the track, and where each begins, at the largest size that finds room; None without any.

    Where what is told stands below the percentage, there is room for them at their own size.
    """
    full, width = stage.size("fact-more"), at.box.width
    sizes = (full, min(full, stage.readable("fact-more", FACT))) if plan.beside else (full,)
    found = (room_under(stage, at, story.rows, _further(stage, story.others, size, width), named=named) for size in sizes)
    return next((each for each in found if each is not None), None)


def _further(stage: Stage, others: Sequence[Other], size: float, width: float) -> list[Further]:
    """The labels of further platforms, each within a width."""
    return [further(stage, series, other.says, other.place, size, width) for series, other in enumerate(others, 2)]


def _lines(further: Sequence[Further], width: float) -> list[list[Further]]:
    """All labels on one line, or on a line each."""
    together = sum(each.width + _APART * each.line.style.size for each in further)
    return [list(further)] if further and together <= width + _APART * further[-1].line.style.size else [[each] for each in further]


def _runner(stage: Stage, plan: _Plan, at: Track, drawing: Drawing, words: Sequence[Node]) -> Box:
    """The animal with the tip of its trunk on the marker; smaller, and at last at the left end, where it has no room."""
    feet, tip, start = plan.track.top - 14, at.marker + 2, stage.canvas.margin - 16
    high = min(plan.runner, max(_LEAST_RUNNER * plan.runner, (tip - start) / drawing.proportion))
    right = max(tip, start + high * drawing.proportion)
    low = _low(words, right - high * drawing.proportion, right)
    high = min(high, max(_SMALLEST_RUNNER * plan.runner, feet - low - 10))
    return box_by_width(drawing, high * drawing.proportion, feet, right=max(tip, start + high * drawing.proportion))


def _low(words: Sequence[Node], left: float, right: float) -> float:
    """Where words end on a stretch of the card."""
    return max(
        (node.ink.bottom for node in words if isinstance(node, Text) and node.ink.left < right and left < node.ink.right), default=0.0
    )


def _footprints(stage: Stage, plan: _Plan, end: float) -> Iterator[Node]:
    """Where the animal has been."""
    step, ground = 34.0, plan.track.top - 22
    count = int((end - 12 - plan.track.left) // step)
    for number in range(count):
        x = end - 12 - step * (number + 0.5)
        yield Path(ellipse(x, ground + 8 * (number % 2), 9, 3), "decoration", stage.colour("ground"))


def _goal(stage: Stage, story: RaceStory, plan: _Plan, at: Track, words: Sequence[Node], shadow: str) -> tuple[tuple[Node, ...], float]:
    """What stands at the end of the track under the words: a block for X, the badge of any other rival; and where it begins."""
    feet, rival, half = plan.track.top - 16, story.rows[1].platform, plan.goal / 2
    drawing = find_drawing(f"{rival.key}-block", stage.theme.art_folders) if rival.key == "x" else None
    if drawing is not None:
        room = feet - _low(words, at.goal - half, at.goal + half) - 8
        width = min(plan.goal, max(_LEAST_GOAL * plan.goal, room * drawing.proportion))
        box = box_by_width(drawing, width, feet, middle=at.goal)
        return mascot(stage, drawing, box, shadow=shadow), box.left
    side = 0.72 * plan.goal
    box = Box(at.goal - side / 2, feet - side, at.goal + side / 2, feet)
    return (icon(stage, rival, 1, box),), box.left


def _place(stage: Stage, plan: _Plan, heading: Sequence[Node], *, art: bool) -> Place:
    """Where the backdrop lies. Small things in it keep out of coarse boxes, so that cards with other words have the same backdrop."""
    width, height = stage.canvas.width, stage.canvas.height
    end = _end(heading)
    far = width if end > 0.74 * width else 0.74 * width
    top = plan.hero.top - 24
    clear = (Box(0, plan.kicker - 40, width, plan.kicker + 16), Box(0, plan.kicker, far, top), Box(0, top, width, height))
    ground = plan.track.top - 22
    return Place(width, height, ground if art else height, Box(plan.track.left, ground - plan.runner, plan.track.right, ground), clear)


class Race:
    """How far the challenger has come on its way to the rival."""

    name = "race"
    summary = "How far the challenger has come, and how much is missing"

    def refusal(self, facts: Facts) -> str:
        """A race needs a challenger that is surely behind."""
        return "" if may_say.side(facts) == "behind" else standing.refused_standing(facts)

    def tell(self, facts: Facts, choices: Choices) -> RaceStory:
        """Say how much of the rival's count the challenger has, what is missing, and when they may cross."""
        return tell_race(facts, choices)

    def arrange(self, story: RaceStory, stage: Stage) -> Scene:
        """The percentage with the gap beside or below it, and the track with the animal on its way."""
        drawing = find_pose(stage, story.pose)
        plan, setting = _plan(stage, art=drawing is not None), find_setting(stage, "quiet" if drawing is None else "race")
        here, width = stage.on(setting.ground), stage.canvas.right - stage.canvas.margin
        heading, hero = title(here, story.headline, plan.title, width, kind="title-on-chart"), _hero(here, story, plan)
        behind = backdrop(stage, setting, _place(stage, plan, heading, art=drawing is not None))
        at, named = Track(plan.track, story.part), drawing is None
        under = _under(here, story, plan, at, named=named)
        stage, words = here, (*heading, *hero, *_told(here, story, plan, hero, story.others if under is None else ()))
        nodes = [*behind, *top_rule(stage), *kicker(stage, story, over(stage, plan.kicker, heading)), *words]
        hollow = [*(row.count.about or row.doubtful for row in story.rows), *(other.hollow for other in story.others)]
        marks = placed_marks(at, [other.place for other in story.others], disc=hollow[0])
        nodes.extend((*_scene(stage, story, plan, at, marks, drawing, words, setting.shadow), *track(stage, at, marks, hollow)))
        labels = list(track_labels(stage, at, story.rows, plan.labels, under or (), named=named))
        nodes.extend((*labels, *footer(stage, story, plan.footer, _low(labels, 0.0, stage.canvas.width))))
        return stage.scene(nodes, story.headline)


def _scene(
    stage: Stage,
    story: RaceStory,
    plan: _Plan,
    at: Track,
    marks: Sequence[Placed],
    drawing: Drawing | None,
    words: Sequence[Node],
    shadow: str,
) -> Iterator[Node]:
    """Footprints, animal, goal, and the arrow between them."""
    start, end = at.marker, at.finish
    if drawing is not None:
        runner = _runner(stage, plan, at, drawing, words)
        goal, end = _goal(stage, story, plan, at, words, shadow)
        if stage.theme.art.decoration and shadow:
            yield from _footprints(stage, plan, runner.left)
        yield from goal
        yield from mascot(stage, drawing, runner, shadow=shadow)
        start = max(start, runner.right)
    yield from gap_arrow(stage, at, story.gap, (start + 12, end - 6), marks, begun=start - at.marker < 6)


KIND = Race()
