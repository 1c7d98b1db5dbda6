"""To which platform each of several numbers belongs: to the one named before it, after it, or in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from imggen.rubric.said import Mark


def bindings(
    numbers: Sequence[Mark], names: Sequence[Mark], earlier: Sequence[Mark], pronoun: int | None = None
) -> Iterator[tuple[int, ...]]:
    """The ways in which numbers can be meant to belong to platforms, one platform a number.

    `names` are those of their own section; without any, those of an `earlier` one are meant in their order, or challenger and rival.
    `pronoun` is the platform that stands as a pronoun before the first number and the first name.
    """
    if pronoun is not None:
        yield tuple(next((_place(name) for name in reversed(names) if name.start < number.start), pronoun) for number in numbers)
        if not names:
            return
    places = list(dict.fromkeys(_place(name) for name in names or earlier)) or [0, 1]
    if len(places) == len(numbers):
        yield tuple(places)
    if not names:
        yield from ((place,) * len(numbers) for place in places)
        return
    first = min(mark.start for mark in (*numbers, *names))
    if any(name.start == first for name in names):
        yield tuple(_place([name for name in names if name.start < number.start][-1]) for number in numbers)
    else:
        yield tuple(_place(next((name for name in names if name.start > number.start), names[-1])) for number in numbers)


def best(ways: Sequence[tuple[int, ...]], fits: Callable[[int, int], bool]) -> tuple[int, ...]:
    """The way in which most numbers fit; `fits` is asked with the number's own place in the text and a platform's."""
    return max(ways, key=lambda way: sum(fits(number, place) for number, place in enumerate(way)))


def _place(name: Mark) -> int:
    return name.value if isinstance(name.value, int) else 0
