"""What was told: the facts of one comparison or several, and the story of a kind that suits them. All that an alt text needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imggen.errors import InputError, RefusedError
from imggen.facts import Facts, Phase
from imggen.finding.find import find_facts
from imggen.kind import CardKind, SeveralKind, find_kind, kinds
from imggen.request import Request
from imggen.series import Comparison
from imggen.story import Story
from imggen.wording.alt import alt_text
from imggen.wording.language import find_language
from imggen.wording.voice import Voice

_PREFERRED = {
    Phase.OVERTAKEN: ("victory", "timeline", "duel"),
    Phase.CLOSING: ("race", "timeline", "duel"),
}
"""The kinds `auto` tries first, by phase, when there are three pairs or more."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story, and what it was told from."""

    facts: Facts | tuple[Facts, ...]
    """Those of one comparison; those of each for a kind that shows several."""
    kind: CardKind | SeveralKind
    story: Story
    voice: Voice
    """The spoken voice, in the card's language."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What was read and found with a doubt, one sentence each, with the subject when there are several."""
        if isinstance(self.facts, Facts):
            return tuple(dict.fromkeys((*self.facts.comparison.doubts, *self.facts.doubts)))
        read = (doubt for one in self.facts for doubt in one.comparison.doubts)
        found = (f"{_called(one.comparison)}: {doubt}" for one in self.facts for doubt in one.doubts)
        return tuple(dict.fromkeys((*read, *found)))

    def alt_text(self, tier: str = "standard", limit: int | None = None) -> str:
        """Write the alt text in a tier: `short`, `standard` or `extended`, in at most `limit` characters.

        Whole sentences are left out to fit. Raises InputError for an unknown tier, or for a limit that no true text fits.
        """
        return alt_text(self.story, self.voice, tier, limit)


def tell(comparisons: Comparison | Sequence[Comparison], request: Request) -> Told:
    """Tell the story of a comparison, or of several, one a subject. Pure: the same comparisons and request are told the same.

    Raises InputError for a name or date that can't be used, RefusedError for a kind that does not fit the facts.
    """
    several = (comparisons,) if isinstance(comparisons, Comparison) else tuple(comparisons)
    language = find_language(request.language)
    facts = tuple(_facts(one, request, several=len(several) > 1) for one in several)
    kind = choose_several(facts, request.card) if len(facts) > 1 else choose_kind(facts[0], request.card)
    voice = Voice(language, spoken=True, tone=request.choices.tone, inclusive=request.inclusive, unit=several[0].unit)
    if isinstance(kind, SeveralKind):
        return Told(facts, kind, kind.tell(facts, request.choices), voice)
    return Told(facts[0], kind, kind.tell(facts[0], request.choices), voice)


def _facts(comparison: Comparison, request: Request, *, several: bool) -> Facts:
    try:
        return find_facts(
            comparison, as_of=request.as_of, since=request.since, compare_to=request.compare_to, pair_within=request.pair_within
        )
    except InputError as error:
        if not several:
            raise
        raise InputError(error.what, ", ".join(filter(None, (_called(comparison), error.where))), error.instead) from None


def _called(comparison: Comparison) -> str:
    return comparison.subject.shown or "without a name"


def choose_kind(facts: Facts, name: str) -> CardKind | SeveralKind:
    """The kind asked for, or for `auto` the first of those that suit the facts. Raises RefusedError naming the kinds that fit."""
    if name == "auto":
        return next(kind for kind in map(find_kind, _suited(facts)) if not kind.refusal(facts))
    kind = find_kind(name)
    if why := kind.refusal(facts):
        fitting = [each for each in kinds() if not find_kind(each).refusal(facts)]
        raise RefusedError(f"no {name} of these counts: {why}", instead=f"the cards that fit are {', '.join(fitting)}")
    return kind


def choose_several(facts: Sequence[Facts], name: str) -> SeveralKind:
    """The kind asked for, the leaderboard for `auto`, of several subjects. Raises InputError for a kind that shows one subject."""
    kind = find_kind("leaderboard" if name == "auto" else name)
    known = ", ".join(_called(one.comparison) for one in facts[:8]) + (f" and {len(facts) - 8} more" if len(facts) > 8 else "")
    instead = f"name one with --subject: {known}"
    if not isinstance(kind, SeveralKind):
        raise InputError(f"{len(facts)} subjects in the data, and a {name} shows one", instead=instead)
    if why := kind.refusal(facts):
        raise RefusedError(f"no {kind.name} of these counts: {why}", instead=instead)
    return kind


def _suited(facts: Facts) -> Iterator[str]:
    if len(facts.pairs) == 1:
        wanted: tuple[str, ...] = ("duel",)
    elif facts.phase is Phase.OVERTAKEN:
        wanted = _PREFERRED[Phase.OVERTAKEN]
    elif len(facts.pairs) == 2:
        wanted = ("update", "timeline")
    else:
        wanted = _PREFERRED.get(facts.phase, ("timeline",))
    return iter(dict.fromkeys((*wanted, "timeline", "duel")))
