"""What is wrong with the cards that a theme makes: looked at on real scenes, and traced to the keys of its file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from imggen.checking.scene_check import Violation, check_scene
from imggen.colour import Colour, parse_colour
from imggen.errors import ImggenError
from imggen.theme import Theme
from imggen.theming.samples import Sample


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong on one card."""

    sample: Sample
    violation: Violation

    @property
    def colours(self) -> tuple[Colour, Colour] | None:
        """Of a contrast that is too low: the colour, and what is behind it."""
        if self.violation.rule != "contrast" or " on " not in self.violation.detail.what:
            return None
        ink, _, ground = self.violation.detail.what.partition(" on ")
        return parse_colour(ink), parse_colour(ground)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen on the samples."""

    faults: tuple[Fault, ...]
    errors: tuple[ImggenError, ...]
    """Why cards could not be drawn at all."""

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.errors

    @property
    def shapes(self) -> tuple[Fault, ...]:
        """The faults that are no matter of colour."""
        return tuple(fault for fault in self.faults if fault.colours is None)


def look(theme: Theme, samples: Iterable[Sample], tell: Callable[[], object] = lambda: None) -> Looked:
    """Draw the samples in a theme and check each; `tell` is called after each."""
    faults: list[Fault] = []
    errors: dict[str, ImggenError] = {}
    for sample in samples:
        try:
            faults += [Fault(sample, violation) for violation in check_scene(sample.card(theme).scene)]
        except ImggenError as error:
            errors.setdefault(str(error), error)
        tell()
    return Looked(tuple(faults), tuple(errors.values()))


def worst(faults: Sequence[Fault], key: Callable[[Fault], Hashable]) -> list[tuple[Fault, int]]:
    """Of the faults that have the same key the worst one, with how many there are."""
    found: dict[Hashable, tuple[Fault, int]] = {}
    for fault in faults:
        before, many = found.get(key(fault), (fault, 0))
        found[key(fault)] = (min(before, fault, key=_rank), many + 1)
    return list(found.values())


def _rank(fault: Fault) -> float:
    detail = fault.violation.detail
    return detail.found - detail.needed if fault.violation.rule in ("contrast", "small") else detail.needed - detail.found
