"""Names that are too long, shortened so that nobody takes one for another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

ELLIPSIS = "…"
_MOST_WORDS = 16
"""No name that fits has more words."""
_BRIEF = (60, 90, 120)
"""How many characters a brief name has at most: more only where it could else be meant for another."""
_LOOSE = " \u00a0\u202f,;:·-–—"


def told_apart(name: str, others: Sequence[str], fits: Callable[[str], bool]) -> str:
    """The most of a name that fits and could not be meant for any of the `others`; empty where nothing of the kind fits.

    First its beginning, then its first words and its end, then its end, always whole words, with "…" for what is left out.
    """
    words = name.split()
    for shown, head, tail in _shortened(words):
        if fits(shown) and not any(other != name and other.startswith(head) and other.endswith(tail) for other in others):
            return shown
    return ""


def brief_name(name: str, others: Sequence[str], short: str = "") -> str:
    """What a long name may be called in a sentence: its `short` form if no other could be meant by that; empty where it is said whole."""
    if len(name) <= _BRIEF[0]:
        return ""
    if 0 < len(short) <= _BRIEF[0] and not any(other.startswith(short) for other in others):
        return short
    return next(filter(None, (told_apart(name, others, _up_to(most)) for most in _BRIEF)), "")


def _up_to(most: int) -> Callable[[str], bool]:
    return lambda words: len(words) <= most


def _shortened(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Every way to leave out words, the best first: what is shown, and its beginning and end without their loose ends."""
    count = len(words)
    for kept in range(min(count - 1, _MOST_WORDS), 0, -1):
        head = " ".join(words[:kept]).rstrip(_LOOSE)
        yield head + ELLIPSIS, head, ""
    for kept in range(1, min(count - 1, _MOST_WORDS)):
        for last in range(min(count - kept - 1, _MOST_WORDS), 0, -1):
            head, tail = " ".join(words[:kept]).rstrip(_LOOSE), " ".join(words[count - last :])
            yield f"{head} {ELLIPSIS} {tail}", head, tail
    for kept in range(min(count - 1, _MOST_WORDS), 0, -1):
        tail = " ".join(words[count - kept :])
        yield f"{ELLIPSIS} {tail}", "", tail
