"""The contract of a card kind: facts in, a story out; a story in, a scene out. One file in `cards` is one kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from imggen import registry
from imggen.errors import InputError
from imggen.facts import Facts
from imggen.scene import Scene
from imggen.story import Choices, Story

if TYPE_CHECKING:
    from imggen.stage import Stage

_PACKAGE = "imggen.cards"
GROUP = "imggen.cards"
"""The entry points by which packages bring kinds of card: each is an object with the contract of CardKind."""


class CardKind(Protocol):
    """A kind of card that shows one comparison. A module in `cards` offers one under the name KIND."""

    name: str
    summary: str
    """What it shows, in a few words, for `imggen cards`."""

    def refusal(self, facts: Facts) -> str:
        """Say why this kind would be untrue or empty with these facts; nothing when it fits."""
        ...

    def tell(self, facts: Facts, choices: Choices) -> Story:
        """Turn facts into what the card says, once, as typed values."""
        ...

    def arrange(self, story: Any, stage: Stage) -> Scene:
        """Put the story, and nothing but the story, into place."""
        ...


@runtime_checkable
class SeveralKind(Protocol):
    """A kind of card that shows several comparisons, one a subject: the same contract, with the facts of each."""

    name: str
    summary: str
    several: bool
    """Always true: what tells it from the other kinds."""

    def refusal(self, facts: Facts | Sequence[Facts]) -> str:
        """Say why this kind would be untrue or empty with these facts, or with those of one subject; nothing when it fits."""
        ...

    def tell(self, facts: Sequence[Facts], choices: Choices) -> Story:
        """Turn facts into what the card says, once, as typed values."""
        ...

    def arrange(self, story: Any, stage: Stage) -> Scene:
        """Put the story, and nothing but the story, into place."""
        ...


def kinds() -> tuple[str, ...]:
    """The names of all kinds: those of imggen, then those of installed packages."""
    own = registry.names(_PACKAGE)
    return (*own, *(name for name in registry.installed(GROUP) if name not in own))


def find_kind(name: str) -> CardKind | SeveralKind:
    """The kind of that name. Raises InputError, with a suggestion, when there is none, and for one of a package that is no kind."""
    kind: CardKind | SeveralKind
    if name in registry.names(_PACKAGE):
        kind = registry.find(_PACKAGE, name, "card").KIND
    elif point := registry.installed(GROUP).get(name):
        kind = registry.load(point)
        if lacking := [part for part in ("name", "summary", "refusal", "tell", "arrange") if not hasattr(kind, part)]:
            raise InputError(f"the card {name} has no {lacking[0]}", f"{point.value}", "see imggen.CardKind")
    else:
        raise registry.missing(name, "card", kinds())
    return kind
