"""Leaderboard: several subjects by their lead, best first, and how many have crossed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from imggen.art.drawing import Drawing
from imggen.art.patch import Place
from imggen.components.backdrop import backdrop, find_setting
from imggen.components.footing import footer
from imggen.components.heading import badges, over, standfirst, title, top_rule, under
from imggen.components.mascot import box_by_width, find_pose, mascot
from imggen.components.ranking import Ranking, Rows, find_rows, ranking
from imggen.facts import Facts
from imggen.finding.ranks import Rank, Two, find_ranks, find_twos
from imggen.layout.canvas import Canvas
from imggen.scene import Box, Node, Scene
from imggen.series import Subject
from imggen.stage import Stage
from imggen.story import Change, Choices, Contender, Count, Day, Name, Period, Phrase, Quote, Story, Tally, Together, Value, phrase
from imggen.telling import leaderboard_sentences as telling
from imggen.telling import statements as may_say
from imggen.telling.apart import brief_name

MOST_ROWS = 8
"""More subjects than this are folded: one row less, and a line that counts the others (SPEC section 9.6)."""
_SPARE = 300.0
"""With so much room below the rows, in units, the animal stands there instead of beside the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderboardStory(Story):
    """What a leaderboard says."""

    kicker: Value
    platforms: Two
    """Those that are compared, the challenger first."""
    contenders: tuple[Contender, ...]
    """One a row: the best first, then those whose place is not sure."""
    heading: Value
    """What stands over the leads."""
    fold: Value | None
    """How many more there are than rows; None when all have one."""

    @property
    def names(self) -> tuple[Value, ...]:
        """Whose names stand in the rows."""
        return tuple(contender.name for contender in self.contenders)


def tell_leaderboard(facts: Sequence[Facts], choices: Choices) -> LeaderboardStory:
    """Turn facts into what a leaderboard says: every subject's lead in its last pair, and how many are ahead."""
    two, period = find_twos(facts)[0], _period(facts)
    order = find_ranks(facts, two)
    shown = order if len(order) <= MOST_ROWS else order[: MOST_ROWS - 1]
    values, verdict = _values(order, shown, two, period), _verdict(order)
    subjects = [one.comparison.subject for one in facts]
    contenders = tuple(_contender(rank, two, period.end, _name(rank.facts.comparison.subject, subjects)) for rank in shown)
    headline = _title(verdict, values, choices)
    source = may_say.notes(telling.source(shown, contenders, period.end, choices))
    pose = may_say.pose(order[0].facts, choices)
    return LeaderboardStory(
        kind="leaderboard",
        phase=order[0].facts.phase,
        tone=choices.tone,
        unit=facts[0].comparison.unit,
        subject=Subject(),
        headline=headline,
        takeaway=telling.takeaway_of(verdict, values),
        subtitle=_subtitle(two, period),
        day=Day(period.end),
        rows=(),
        source=source,
        hashtag=choices.hashtag,
        credit=choices.credit,
        pose=pose,
        kicker=phrase("leaderboard.kicker", **values),
        platforms=two,
        contenders=contenders,
        heading=phrase("leaderboard.gap"),
        fold=phrase("leaderboard.fold", **values) if len(shown) < len(order) else None,
        short=tuple(telling.short_tier(order, contenders, verdict, values)),
        sentences=(
            *telling.standard_tier(order, contenders, two, verdict, values),
            *telling.doubts(shown, contenders, period.end),
            *telling.counts(shown, contenders, two),
            *may_say.tell_layout(Subject(), telling.looks(contenders, values), headline, (), source, pose),
        ),
    )


def _name(subject: Subject, subjects: Sequence[Subject]) -> Value:
    """What the row is called: the name, else the user part of the handle, with its server where two would be called the same."""
    user, server = _user(subject), subject.handle.lstrip("@").partition("@")[2]
    if subject.name and not subject.name.startswith("@"):
        others = [other for each in subjects if each is not subject for other in (each.name, each.short_name) if other]
        return Quote(subject.name, brief_name(subject.name, others, subject.short_name))
    if server and sum(_user(each) == user for each in subjects) > 1:
        return phrase("leaderboard.address", user=Quote(user), server=Quote(server))
    return phrase("leaderboard.user", user=Quote(user))


def _user(subject: Subject) -> str:
    return subject.called.lstrip("@")


def _period(facts: Sequence[Facts]) -> Period:
    """From the oldest to the newest of the days that leads are of; of all counts where there is no lead."""
    days = [one.pair.newest.day for one in facts if one.pair] or [each.latest.day for one in facts for each in one.series[:2]]
    return Period(min(days), max(days))


def _values(order: Sequence[Rank], shown: Sequence[Rank], two: Two, period: Period) -> dict[str, Value]:
    ahead, crossed = sum(rank.sign == 1 for rank in order), sum(rank.crossed for rank in order)
    return {
        "ahead": Tally(ahead, noun=False),
        "ahead_accounts": Tally(ahead),
        "crossed": Tally(crossed, noun=False),
        "crossed_accounts": Tally(crossed),
        "all": Tally(len(order), noun=False),
        "accounts": Tally(len(order)),
        "shown": Tally(len(shown), noun=False, letters=False),
        "shown_accounts": Tally(len(shown), letters=False),
        "others": Count(len(order) - len(shown)),
        "challenger": Name(two[0]),
        "rival": Name(two[1]),
        "period": period,
    }


def _verdict(order: Sequence[Rank]) -> str:
    """How many are ahead, as the last word of a message's key. Nothing is called a crossing that the readings don't show."""
    signs = [rank.sign for rank in order]
    ahead = signs.count(1)
    if None in signs:
        return "at_least" if ahead else "unsure"
    if not ahead:
        return "none" if 0 in signs else "behind_all"
    return ("crossed" if sum(rank.crossed for rank in order) == ahead else "ahead") + ("_all" if ahead == len(order) else "")


def _title(verdict: str, values: dict[str, Value], choices: Choices) -> Value:
    key = "none" if verdict == "behind_all" else verdict
    return Quote(choices.title) if choices.title else phrase(f"leaderboard.title.{key}", **values)


def _subtitle(two: Two, period: Period) -> Phrase:
    platforms = Together(tuple(phrase("timeline.on", platform=Name(platform)) for platform in two))
    if period.start == period.end:
        return phrase("leaderboard.subtitle", platforms=platforms, day=Day(period.end))
    return phrase("leaderboard.subtitle_period", platforms=platforms, period=period)


def _contender(rank: Rank, two: Two, newest: date, name: Value) -> Contender:
    ours, theirs = (may_say.counted(reading) if reading else None for reading in (rank.ours, rank.theirs))
    frozen = {one.series.platform.key for one in telling.frozen(rank)}
    doubtful = two[0].key in frozen, two[1].key in frozen
    return Contender(name, ours, theirs, _standing(rank, two), rank.sign, rank.sure, _when(rank, newest), doubtful)


def _standing(rank: Rank, two: Two) -> Phrase:
    """By how many the challenger is ahead or behind, signed on the picture; else what is known instead."""
    pair, key = rank.facts.pair, f"standing.{may_say.side(rank.facts)}"
    if pair and pair.sign:
        return phrase(key, change=Change(pair.lead, pair.blur > 0), gap=may_say.gap_count(pair))
    return phrase(key, platform=Name(two[1] if rank.ours else two[0]))


def _when(rank: Rank, newest: date) -> Value | None:
    """When it was counted, where that was not on the card's day."""
    pair = rank.facts.pair
    days = [pair.newest.day] if pair else [reading.day for reading in (rank.ours, rank.theirs) if reading]
    start, end = min(days), max(days)
    if start == end:
        return None if end == newest else phrase("when.day", day=may_say.dated(end, newest, brief=True))
    return Period(start, end, may_say.dated(end, newest, brief=True).form)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the blocks of a leaderboard stand, in units, on one shape of card (SPEC section 9.6)."""

    kicker: float
    title: float
    standfirst: float
    top: float
    """Where the first row begins."""
    bottom: float
    """Where the last one ends at most."""
    most: float
    """How high rows are at most where the animal fills the room below them."""
    animal: Box
    """The room of the animal beside the title."""
    footer: float


def _plan(canvas: Canvas) -> _Plan:
    drop, right = canvas.taller, canvas.right
    match canvas.shape:
        case "portrait":
            return _Plan(94, 256, 304, 344, 1194 + drop, 170, Box(right - 186, 56, right + 8, 262), 1300 + drop)
        case "square":
            return _Plan(90, 176, 238, 280, 916 + drop, 150, Box(right - 150, 48, right, 208), 1032 + drop)
        case "link":
            return _Plan(74, 144, 184, 225, 528 + drop, 152, Box(right - 150, 44, right - 16, 189), 599 + drop)
    return _Plan(86, 156, 199, 240, 572 + drop, 166, Box(right - 166, 46, right - 20, 200), 645 + drop)


class Leaderboard:
    """Several subjects by their lead, best first."""

    name = "leaderboard"
    summary = "Several subjects by their lead, best first, and how many have crossed"
    several = True

    def refusal(self, facts: Facts | Sequence[Facts]) -> str:
        """It takes two subjects or more, each with a name, all counted alike on the same two platforms."""
        if isinstance(facts, Facts) or len(facts) < 2:
            return "there is only one subject"
        found = find_twos(facts)
        if not found:
            return "no subject has counts of two platforms"
        names = [" and ".join(platform.name for platform in two) for two in found]
        names += [one.comparison.challenger.platform.name for one in facts if one.comparison.challenger.platform not in found[0]]
        if len(names) > 1:
            return f"not all are counted on the same two platforms, but on {', '.join(dict.fromkeys(names))}"
        return _unlike(facts)

    def tell(self, facts: Sequence[Facts], choices: Choices) -> LeaderboardStory:
        """Say every subject's lead, and how many are ahead."""
        return tell_leaderboard(facts, choices)

    def arrange(self, story: LeaderboardStory, stage: Stage) -> Scene:
        """Take-away title, standfirst with coloured names, one row a subject, those that are ahead on a tinted band."""
        plan, setting = _plan(stage.canvas), find_setting(stage, "quiet")
        behind = backdrop(stage, setting, _place(stage.canvas, plan))
        stage = stage.on(setting.ground)
        shown = Ranking(contenders=story.contenders, heading=story.heading, fold=story.fold)
        drawing = find_pose(stage, story.pose)
        few = drawing is not None and plan.bottom - plan.top - len(story.contenders) * plan.most >= _SPARE
        rows = find_rows(stage, shown, plan.top, plan.bottom, plan.most if few else plan.bottom)
        animal = None if drawing is None else _animal(_below(stage, rows, plan) if few else plan.animal, drawing)
        end = stage.canvas.right if animal is None or few else animal.left - 20
        heading = title(stage, story.headline, plan.title, end - stage.canvas.margin, drop=1, kind="title-on-chart")
        baseline = over(stage, plan.kicker, heading)
        marks, x = badges(stage, story.platforms, baseline)
        nodes: list[Node] = [*behind, *top_rule(stage), *marks]
        nodes.extend((*stage.put(story.kicker, "kicker", x, baseline, width=end - x), *heading))
        if story.subtitle is not None:
            beside = animal is not None and animal.bottom > plan.standfirst - 0.8 * stage.size("subtitle")
            nodes.extend(standfirst(stage, story.subtitle, under(stage, plan.standfirst, heading), end if beside else stage.canvas.right))
        nodes.extend(ranking(stage, shown, rows))
        if drawing is not None and animal is not None:
            nodes.extend(mascot(stage, drawing, animal, shadow=setting.shadow))
        nodes.extend(footer(stage, story, plan.footer))
        return stage.scene(nodes, story.headline)


def _unlike(facts: Sequence[Facts]) -> str:
    """Why subjects could not be told apart, or their counts not be compared; nothing when all is well."""
    subjects = [one.comparison.subject for one in facts]
    if not all(subject.called for subject in subjects):
        return "one of the subjects has no name"
    twice = [name for name, count in Counter(subject.name or subject.handle for subject in subjects).items() if count > 1]
    if twice:
        return f"two subjects are called {twice[0]}"
    units = dict.fromkeys(one.comparison.unit for one in facts)
    return f"they are counted in {' and '.join(units)}" if len(units) > 1 else ""


def _place(canvas: Canvas, plan: _Plan) -> Place:
    """Where the backdrop lies: what is drawn in it keeps above the words."""
    below = Box(0, plan.kicker - 36, canvas.width, canvas.height)
    return Place(canvas.width, canvas.height, canvas.height, Box(canvas.margin, plan.top, canvas.right, plan.bottom), (below,))


def _below(stage: Stage, rows: Rows, plan: _Plan) -> Box:
    """The room of a large animal below few rows and the numbers of their axis."""
    left, right = stage.canvas.margin, stage.canvas.right
    return Box(left + 0.4 * (right - left), rows.bottom + 3 * stage.size("tick"), right - 12, plan.bottom + 24)


def _animal(room: Box, drawing: Drawing) -> Box:
    width = min(room.width, room.height * drawing.proportion)
    return box_by_width(drawing, width, room.bottom, right=room.right)


KIND = Leaderboard()
