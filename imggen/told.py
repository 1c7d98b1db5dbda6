"""What was told: the facts of a comparison and the story of the kind that suits them. All that an alt text needs, and nothing drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imggen.errors import RefusedError
from imggen.facts import Facts, Phase
from imggen.finding.find import find_facts
from imggen.kind import CardKind, find_kind, kinds
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

    facts: Facts
    kind: CardKind
    story: Story
    voice: Voice
    """The spoken voice, in the card's language."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What was read and found with a doubt, one sentence each."""
        return tuple(dict.fromkeys((*self.facts.comparison.doubts, *self.facts.doubts)))

    def alt_text(self, tier: str = "standard", limit: int | None = None) -> str:
        """Write the alt text in a tier: `short`, `standard` or `extended`, in at most `limit` characters.

        Whole sentences are left out to fit. Raises InputError for an unknown tier, or for a limit that no true text fits.
        """
        return alt_text(self.story, self.voice, tier, limit)


def tell(comparison: Comparison, request: Request) -> Told:
    """Tell the story of a comparison. Pure: the same comparison and request are told the same.

    Raises InputError for a name or date that can't be used, RefusedError for a kind that does not fit the facts.
    """
    language = find_language(request.language)
    facts = find_facts(comparison, as_of=request.as_of, since=request.since, compare_to=request.compare_to, pair_within=request.pair_within)
    kind = choose_kind(facts, request.card)
    voice = Voice(language, spoken=True, tone=request.choices.tone, inclusive=request.inclusive, unit=comparison.unit)
    return Told(facts, kind, kind.tell(facts, request.choices), voice)


def choose_kind(facts: Facts, name: str) -> CardKind:
    """The kind asked for, or for `auto` the first of those that suit the facts. Raises RefusedError naming the kinds that fit."""
    if name == "auto":
        return next(kind for kind in map(find_kind, _suited(facts)) if not kind.refusal(facts))
    kind = find_kind(name)
    if why := kind.refusal(facts):
        fitting = [each for each in kinds() if not find_kind(each).refusal(facts)]
        raise RefusedError(f"no {name} of these counts: {why}", instead=f"the cards that fit are {', '.join(fitting)}")
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
    return (name for name in dict.fromkeys((*wanted, "timeline", "duel")) if name in kinds())
