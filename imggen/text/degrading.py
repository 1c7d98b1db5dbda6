"""What no font can draw is drawn as something near it, and said so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import category, normalize

from imggen.text.clusters import TAGS, ZWJ, clusters
from imggen.text.coverage import Chain
from imggen.text.cures import cure
from imggen.text.words import inked

_BOX = "\u25a1"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_FLAG_LETTER, _FLAG_LETTERS = 0x1F1E6, range(0x1F1E6, 0x1F200)
_LISTED = 8
"""How many code points a report lists."""


@dataclass(frozen=True, slots=True)
class Degraded:
    """Something that was not drawn as it was written."""

    text: str
    code_points: tuple[str, ...]
    """`U+1F3FD`, …, every one once."""
    why: str
    """What was done instead."""
    cure: str
    """What to install or give."""

    def __str__(self) -> str:
        shown = self.text if self.text.isprintable() else ascii(self.text)[1:-1]
        more = ", …" if len(self.code_points) > _LISTED else ""
        return f"no font has {shown} ({', '.join(self.code_points[:_LISTED])}{more}): {self.why}; cure: {self.cure}"


def legible(text: str, chain: Chain) -> tuple[str, tuple[Degraded, ...]]:
    """The text with everything replaced that no face of the chain can draw, and what was replaced, cluster by cluster."""
    drawn, degraded = [], []
    for cluster in clusters(text):
        if chain.draws(cluster):
            drawn.append(cluster)
            continue
        instead, why = _instead(cluster, chain)
        drawn.append(instead)
        degraded.append(report((cluster,), why))
    return "".join(drawn), tuple(degraded)


def together(degraded: Iterable[Degraded]) -> tuple[Degraded, ...]:
    """The reports that say the same of different clusters as one."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in degraded:
        groups.setdefault((one.why, one.cure), []).append(one.text)
    return tuple(report(texts, why) for (why, _), texts in groups.items())


def report(texts: Iterable[str], why: str) -> Degraded:
    """The report that these clusters were not drawn as they are, and what was done instead."""
    text = "".join(texts)
    points = tuple(f"U+{ord(character):04X}" for character in dict.fromkeys(text))
    return Degraded(text, points, why, cure(text))


def _instead(cluster: str, chain: Chain) -> tuple[str, str]:
    for candidate, why in _candidates(cluster, chain):
        if candidate != cluster and inked(candidate) and all(chain.draws(part) for part in clusters(candidate)):
            return candidate, why
    return (_BOX, "drawn as an empty box") if chain.draws(_BOX) else ("", "left out")


def _candidates(cluster: str, chain: Chain) -> Iterator[tuple[str, str]]:
    """Ever further from what was written: the order of the first that can be drawn is taken."""
    toneless = re.sub(_SKIN, "", cluster)
    yield toneless, "drawn without its skin tone"
    if ZWJ in cluster:
        parts = (part if chain.draws(part) else re.sub(_SKIN, "", part) for part in cluster.split(ZWJ))
        yield "".join(parts), "drawn as its parts, side by side"
    yield re.sub(TAGS, "", cluster), "drawn without its region"
    yield "".join(_letter(character) for character in cluster), "drawn as letters"
    plainer = normalize("NFKC", toneless)
    yield plainer, "drawn in its plain form"
    yield "".join(letter for letter in normalize("NFD", plainer) if category(letter)[0] != "M"), "drawn without its marks"


def _letter(character: str) -> str:
    return chr(ord(character) - _FLAG_LETTER + ord("A")) if ord(character) in _FLAG_LETTERS else character
