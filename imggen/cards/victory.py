"""Victory: the challenger is ahead, and by how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.badge import badge, badge_radius
from imggen.components.confetti import confetti
from imggen.components.figure import Figure, fitting_figure, set_figure, shared_figure_size
from imggen.components.footing import footer, raised
from imggen.components.heading import kicker, over, title, top_rule
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.components.network_row import count_lines, count_stack, network_row
from imggen.components.panel import panel_box, panel_inset
from imggen.components.paragraphs import Said, paragraphs
from imggen.facts import Facts, Pair, Phase
from imggen.scene import Box, Node, Scene, Text
from imggen.stage import FACT, Stage
from imggen.story import Change, Choices, Day, Name, Phrase, Row, Sentence, Story, Value, phrase
from imggen.telling import standing
from imggen.telling import statements as may_say

_SHOUT, _SHOUTED = 16, 0.7
"""A title of so many signs is set large, where this part of the large size is enough to fit."""
_LARGER, _HIGHEST = 2.2, 0.85
"""How much larger counts may be on an upright card without a drawing, and how high what they stand on, in parts of its width."""
_COARSE, _STREWN = 24.0, 12.0
"""How finely confetti keeps clear of words, and how far off them and off panels, with their shadows, in units."""
_LOWER = (0.0, 20.0, 44.0)
"""How much lower the counts may stand where no badge does: what was at the beginning is longer when it is rounded. In units."""
_FITTING = frozenset({Phase.OVERTAKEN, Phase.JUST_AHEAD, Phase.AHEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class VictoryStory(Story):
    """What a victory says."""

    lead: Change | None
    """The exact lead, for the badge; None when a count was rounded."""
    slogan: tuple[Value, ...]
    """A line or two under the title."""


def tell_victory(facts: Facts, choices: Choices) -> VictoryStory:
    """Turn the facts of a challenger that is ahead into what a victory says: the last pair, and where it all began."""
    pair, start = _compared(facts)
    crossed = start is not None and start.sign == -1
    key = may_say.verdict(facts, crossed=crossed, change=None)
    headline, takeaway = may_say.headline(facts, key, choices, None), may_say.takeaway(facts, key, None)
    lead = None if pair.blur else Change(pair.lead)
    source = may_say.notes(_source(facts, pair, start, choices))
    pose = may_say.pose(facts, choices)
    filled = standing.values(facts, pair, takeaway)
    return VictoryStory(
        kind="victory",
        phase=facts.phase,
        tone=choices.tone,
        unit=facts.comparison.unit,
        subject=facts.comparison.subject,
        headline=headline,
        takeaway=takeaway,
        day=Day(pair.newest.day),
        rows=tuple(
            Row(one.series.platform, may_say.counted(reading))
            for one, reading in zip(facts.series, (pair.challenger, pair.rival), strict=False)
        ),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=pose,
        lead=lead,
        slogan=tuple(_slogan(facts, pair, start, takeaway, titled=bool(choices.title), badge=lead is not None)),
        short=tuple(standing.short_tier(facts, "victory", pair, filled)),
        sentences=(
            *_standard(facts, pair, start, filled),
            *may_say.tell_layout(facts.comparison.subject, (phrase("victory.layout"),), headline, _badge(lead), source, pose),
        ),
    )


def _compared(facts: Facts) -> tuple[Pair, Pair | None]:
    """The last pair, and the first one when it is another and both its counts are of one day."""
    if facts.pair is None or facts.first_pair is None:
        raise ValueError("a victory needs a pair")
    told = facts.first_pair is not facts.pair and facts.first_pair.one_day
    return facts.pair, facts.first_pair if told else None


def _slogan(facts: Facts, pair: Pair, start: Pair | None, takeaway: Phrase, *, titled: bool, badge: bool) -> Iterator[Value]:
    """The take-away where the user's title does not say it; the lead where no badge does or nothing else is known; the beginning."""
    if titled:
        yield takeaway
    elif (start is None or not badge) and (lead := may_say.gap_now(facts, pair)):
        yield lead
    if start is not None:
        ours, theirs = may_say.counted(start.challenger), may_say.counted(start.rival)
        yield phrase("victory.start", ours=ours, theirs=theirs, when=may_say.when(start.newest, pair.newest, facts.comparison))


def _source(facts: Facts, pair: Pair, start: Pair | None, choices: Choices) -> Iterator[Value]:
    readings = [reading for each in (pair, start) if each is not None for reading in (each.challenger, each.rival)]
    yield from standing.counted_on(facts, pair)
    yield from standing.noted(facts, facts.series[:2], readings, pair.newest, choices)


def _standard(facts: Facts, pair: Pair, start: Pair | None, filled: dict[str, Value]) -> Iterator[Sentence]:
    yield Sentence(phrase("victory.opening", **filled), 0)
    lead = phrase("word.lead", gap=may_say.gap_count(pair))
    yield Sentence(phrase("victory.numbers" if pair.one_day else "victory.numbers_dated", of=lead, **filled), 0)
    if start is not None:
        yield Sentence(_began(facts, pair, start, filled), 1)
    yield from standing.doubts(facts.series[:2], pair.newest)


def _began(facts: Facts, pair: Pair, start: Pair, filled: dict[str, Value]) -> Phrase:
    """Both counts at the beginning, and who was ahead as far as it is sure."""
    began: dict[str, Value] = {
        "ours": may_say.counted(start.challenger, unit=True),
        "theirs": may_say.counted(start.rival),
        "gap": may_say.gap_count(start),
        "when": may_say.when(start.newest, pair.newest, facts.comparison),
    }
    side = {1: "ahead", 0: "level", -1: "behind", None: "unclear"}[start.sign]
    return phrase(f"then_had.{side}", **(filled | began))


def _badge(lead: Change | None) -> Iterator[Sentence]:
    if lead is not None:
        yield Sentence(phrase("victory.badge", lead=lead), 6, "layout", "badge")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of a victory stand, in units, on one shape of card (SPEC section 9.4)."""

    kicker: float
    title: float
    title_end: float
    slogan: Box
    content: Box
    """What a panel stands around: both names and counts."""
    rows: tuple[float, float]
    """The top of the badges of both platforms, and the baseline of the counts."""
    number_size: float
    badge: tuple[float, float]
    between: bool
    """Whether the badge stands between both counts, which leave room for it."""
    art: Box
    """The room of the drawing; its foot is the ground."""
    footer: float
    tall: bool = False
    """Whether there is room for a title of several lines of full size."""
    centred: bool = False
    """Whether title and slogan are."""
    stacked: bool = False
    """Whether the counts stand one under the other, as large as the content has room for them."""


def _plan(stage: Stage, story: VictoryStory, *, art: bool) -> _Plan:
    canvas = stage.canvas
    if canvas.shape in ("portrait", "square"):
        return _upright(stage, story, art=art)
    k, left, right = 0.9 if canvas.shape == "link" else 1.0, canvas.margin, canvas.right
    kicker, title = (76, 146) if canvas.shape == "link" else (88, 162)
    down, foot = canvas.taller / 2, canvas.height - (30 if canvas.shape == "landscape" else 31)
    size = stage.size("number-on-panel")
    if not art:
        content = Box(left, 290 * k + down, right, 510 * k + down)
        slogan = Box(left, title + 34, right, content.top - 30)
        rows = content.top + 20 * k, content.bottom - 24 * k
        return _Plan(kicker, title, right, slogan, content, rows, 1.6 * size, content.middle, True, Box(0, 0, 0, 0), foot)
    edge, drop = left + 562 + canvas.wider / 3, 0.0 if stage.theme.panel.drawn else 34 * k
    title = 222 if canvas.shape == "landscape" else 208 if drop else 184
    radius, usual = badge_radius(stage, story.lead) if story.lead else 0.0, 66 * k
    star = edge + 58 * k - radius, 306 * k + down + usual - radius
    content = Box(left, 366 * k + down + drop, edge, 506 * k + down + drop)
    slogan = Box(left, title + 20 * k, star[0] - radius - 14, content.top - 30)
    rows = content.top + 13 * k - 0.35 * drop, content.top + 126 * k
    room = Box(edge + 70, 105 * k, right + 8, 606 * k + canvas.taller - stage.theme.backdrop.lift)
    end = room.left - 20 if radius <= usual + 2 else slogan.right
    tall, size = canvas.shape == "landscape" or drop > 0, size if not drop else 1.12 * size
    return _Plan(kicker, title, end, slogan, content, rows, size, star, False, room, foot, tall=tall)


def _upright(stage: Stage, story: VictoryStory, *, art: bool) -> _Plan:
    """Portrait and square: the animal above, both counts side by side below it, the badge between them; all large without a drawing."""
    canvas, size = stage.canvas, stage.size("number-on-panel")
    left, right, drop = canvas.margin, canvas.right, canvas.taller
    if canvas.shape == "portrait":
        kicker, title, top, foot = 104, 271, 1048, 1306
        slogan, room = Box(left, 296, right, 420), Box(left, 352, right, 1006 + drop)
    else:
        kicker, title, top, foot = 98, 186, 782, 1036
        slogan, room = Box(left, 212, right, 324), Box(left, 262, right, 744 + drop)
    if not art:
        start, end = slogan.top + 140, foot - 114 + drop
        slogan = slogan._replace(bottom=start - 42)  # its last letters hang down, and a panel reaches up
        spare = max(0.0, end - start - _HIGHEST * (right - left)) / 2
        content = Box(left, start + spare, right, end - spare)
        star = right - panel_inset(stage) - (badge_radius(stage, story.lead) if story.lead else 0.0), content.middle[1]
        nowhere, rows = Box(0, 0, 0, 0), (content.top, content.bottom)
        return _Plan(kicker, title, right, slogan, content, rows, _LARGER * size, star, True, nowhere, foot + drop, stacked=True)
    lift = 10 if stage.theme.shape.footer_rule else 0
    content = Box(left, top + drop - lift, right, top + drop - lift + 176)
    room = room._replace(bottom=room.bottom - stage.theme.backdrop.lift)
    rows = content.top + 14, content.top + 161
    return _Plan(kicker, title, right, slogan, content, rows, size, content.middle, True, room, foot + drop, centred=True)


def _words(stage: Stage, story: VictoryStory, plan: _Plan) -> tuple[tuple[Node, ...], _Plan]:
    """The title and, from its foot on, the slogan, which may need a smaller title or a plan with lower counts to be legible."""
    width, says = plan.title_end - stage.canvas.margin, stage.words(story.headline)
    roomy, fitting = plan.art.width > 0, stage.set(says, "shout", _SHOUTED * stage.size("shout")).width <= width
    shout = roomy and len(says) <= _SHOUT and fitting
    baseline = plan.title + (40 if shout and stage.canvas.shape == "square" else 0)
    said, kind = [Said(each, "slogan") for each in story.slogan], "shout" if shout else "title"
    for tall, lower in _tries(story, plan, tall=roomy and plan.tall):
        heading = title(stage, story.headline, baseline, width, kind=kind, tall=tall, centred=plan.centred)
        room = plan.slogan._replace(
            top=max(plan.slogan.top, _foot(heading) + 0.7 * stage.size("slogan")), bottom=plan.slogan.bottom + lower
        )
        slogan = paragraphs(stage, said, room, before=0.05, centred=plan.centred)
        if all(node.size >= stage.readable("slogan", FACT) for node in slogan if isinstance(node, Text)):
            break
    content = plan.content._replace(top=plan.content.top + lower, bottom=plan.content.bottom + lower)
    room = plan.slogan._replace(bottom=plan.slogan.bottom + lower)
    return (*heading, *slogan), replace(plan, slogan=room, content=content, rows=(plan.rows[0] + lower, plan.rows[1] + lower))


def _tries(story: VictoryStory, plan: _Plan, *, tall: bool) -> Iterator[tuple[bool, float]]:
    """Whether the title is tall, and how much lower the counts stand: both give way beside an animal, where no badge stands over them."""
    give = plan.art.width > 0 and not plan.between and story.lead is None
    yield from product(sorted({tall, tall and not give}, reverse=True), _LOWER if give else _LOWER[:1])


def _counts(stage: Stage, story: VictoryStory, plan: _Plan) -> tuple[tuple[Node, ...], float]:
    """Both names and counts side by side at one size, the second one at the right end; and the middle of what is left between them."""
    pad, wide = panel_inset(stage), 2 * badge_radius(stage, story.lead) + 24 if plan.between and story.lead else 28.0
    left, right = plan.content.left + pad, plan.content.right - pad
    half = (right - left - wide) / 2
    if plan.stacked:
        end = plan.badge[0] - wide / 2 if story.lead else right
        return count_stack(stage, story.rows, plan.content, (left, end), plan.number_size), plan.badge[0]
    if not plan.between and (lines := count_lines(stage, story.rows, plan.content, (left, right), half, plan.number_size)):
        return lines, right
    figures = [fitting_figure(stage, row.count, "number", half, stage.least_number) for row in story.rows]
    size = shared_figure_size(stage, figures, "number", plan.number_size, half, stage.smallest)
    top, baseline = plan.rows
    baseline -= 0.33 * (plan.number_size - size)
    ours, theirs = (min(half, _width(stage, row, figure, size)) for row, figure in zip(story.rows, figures, strict=True))
    columns = Box(left, top, left + half, baseline), Box(right - theirs, top, right, baseline)
    rows = (network_row(stage, row, series, box, baseline, size) for series, (row, box) in enumerate(zip(story.rows, columns, strict=True)))
    return tuple(chain.from_iterable(rows)), (left + ours + right - theirs) / 2


def _width(stage: Stage, row: Row, figure: Figure, size: float) -> float:
    """The width of a platform's name and count."""
    name = 1.27 * stage.size("name") + 12 + stage.set(stage.words(Name(row.platform, "label")), "name").width
    return max(name, set_figure(stage, figure, "number", size).width) + 1


def _place(stage: Stage, plan: _Plan, panels: Sequence[Box]) -> Place:
    """Where the backdrop lies. Small things in it keep out of coarse boxes, so that cards with other words have the same backdrop."""
    width, height = stage.canvas.width, stage.canvas.height
    clear = (Box(0, plan.kicker - 40, width, plan.kicker + 16), Box(0, plan.kicker, plan.title_end, plan.slogan.bottom), *panels)
    return Place(width, height, plan.art.bottom - 24 if plan.art.width else height, plan.art, clear)


def _animal(plan: _Plan, drawing: Drawing, low: float) -> Box:
    """Where the animal stands: as large as its room under the words allows."""
    room = plan.art._replace(top=max(plan.art.top, low + 14)) if plan.centred else plan.art
    return box_by_width(drawing, min(room.width, room.height * drawing.proportion), room.bottom, middle=room.middle[0])


def _strewn(stage: Stage, plan: _Plan, words: Sequence[Node], panels: Sequence[Box], drawing: Drawing, animal: Box) -> tuple[Node, ...]:
    """Confetti around the animal, clear of words, panel and badge."""
    canvas = stage.canvas
    left, top, side = (40.0, _rounded(_foot(words), 1), 40) if plan.centred else (plan.art.left - 28, 50.0, 48)
    room = Box(left, top, canvas.width - side, plan.art.bottom - 52)
    x, y = plan.badge
    star = () if plan.between else (Box(x, y, x, y).grown(stage.size("badge") * 1.8),)
    inks = [box.grown(_STREWN) for box in _inks(words)]
    said = (Box(_rounded(box.left, 0), _rounded(box.top, 0), _rounded(box.right, 1), _rounded(box.bottom, 1)) for box in inks)
    return confetti(stage, room, (*dict.fromkeys(said), *(box.grown(_STREWN) for box in panels), *star), drawing, animal)


def _rounded(edge: float, up: int) -> float:
    """An edge moved outwards to a coarse place, so that cards with other words have the same confetti."""
    return (edge // _COARSE + up) * _COARSE


def _inks(nodes: Sequence[Node]) -> list[Box]:
    return [node.ink for node in nodes if isinstance(node, Text)]


def _foot(nodes: Sequence[Node]) -> float:
    return max((box.bottom for box in _inks(nodes)), default=0.0)


class Victory:
    """The challenger is ahead, and by how many."""

    name = "victory"
    summary = "The challenger is ahead, and by how many"

    def refusal(self, facts: Facts) -> str:
        """A victory needs a challenger that is surely ahead."""
        return "" if facts.phase in _FITTING else standing.refused_standing(facts)

    def tell(self, facts: Facts, choices: Choices) -> VictoryStory:
        """Say both counts, the lead, and where it all began."""
        return tell_victory(facts, choices)

    def arrange(self, story: VictoryStory, stage: Stage) -> Scene:
        """Title, counts and badge at the left and the animal at the right, or above the counts."""
        drawing = find_pose(stage, story.pose)
        plan, setting = _plan(stage, story, art=drawing is not None), find_setting(stage, "quiet" if drawing is None else "feast")
        here = stage.on(setting.ground)
        foot = footer(here, story, plan.footer)
        plan = _plan(raised(stage, foot, panel_box(stage, plan.content)), story, art=drawing is not None)
        words, plan = _words(here, story, plan)
        panels = [box for box in [panel_box(stage, plan.content)] if box is not None]
        counts, place = stage.on("panel") if panels else here, _place(stage, plan, panels)
        head = kicker(here, story, over(here, plan.kicker, words))
        nodes = [*backdrop(stage, setting, place, panels)]
        if drawing is not None:
            animal = _animal(plan, drawing, _foot(words))
            nodes.extend(_strewn(here, plan, (*head, *words), panels, drawing, animal))
            nodes.extend(mascot(here, drawing, animal, shadow=setting.shadow))
        nodes.extend((*top_rule(here), *head, *words))
        rows, middle = _counts(counts, story, plan)
        nodes.extend(rows)
        if story.lead is not None:
            nodes.extend(badge(here, story.lead, middle if plan.between else plan.badge[0], plan.badge[1]))
        nodes.extend(foot)
        return stage.scene(nodes, story.headline)


KIND = Victory()
