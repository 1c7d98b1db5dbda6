"""What bounds a ratio or a span: `more than twice`, `almost a week`, `about half`."""

from __future__ import annotations

from imggen.rubric.patterns import Patterns
from imggen.rubric.said import Mark

_LONGEST = 24
_BETWEEN = 5
"""So many characters may stand between a bound and what it bounds: an article."""


def bound_of(text: str, start: int, mark: Mark, patterns: Patterns) -> str:
    """`over`, `under` or `about`, as stands right before a mark or right after it; empty where nothing does."""
    before = max(start, mark.start - _LONGEST)
    found = {
        name: [each for each in pattern.finditer(text, before, mark.end) if each.start() < mark.start <= each.end() + _BETWEEN]
        for name, pattern in (("over", patterns.over), ("under", patterns.under), ("about", patterns.about))
    }
    nearest = max(((each[-1].end(), each[-1].end() - each[-1].start(), name) for name, each in found.items() if each), default=None)
    if nearest:
        return nearest[2]
    after = mark.end + (text[mark.end : mark.end + 1] == " ")
    return next((name for name, pattern in (("over", patterns.over), ("about", patterns.about)) if pattern.match(text, after)), "")
