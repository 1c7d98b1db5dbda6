"""What a family is, for somebody who has to choose one: its weights, its licence, and how much of which script it covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from imggen.text.family import Family

_SIGNS = {"Zyyy", "Zinh", "Zzzz"}
"""Characters of no script of their own: signs, digits, marks, emoji."""
SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class Listed:
    """A family, and what it can draw."""

    name: str
    licence: str
    """An SPDX expression; empty when the font doesn't say."""
    weights: tuple[tuple[int, int], ...]
    """From the lightest to the heaviest weight of each file."""
    files: tuple[str, ...]
    there: bool
    """Whether its files are there: some are in packages of their own."""
    coloured: bool
    scripts: Mapping[str, int]
    """How many characters of each script it is asked for and has, by the script's English name, most first."""


def listed(family: Family) -> Listed:
    """Look into the files of a family."""
    files = {str(file.path): file for file in family.files}
    there = all(file.place for file in files.values())
    weights = sorted({(cut.lightest, cut.heaviest) for cut in family.cuts})
    scripts = _scripts(family) if there else {}
    return Listed(family.name, family.licence, tuple(weights), tuple(files), there, family.coloured, scripts)


def _scripts(family: Family) -> dict[str, int]:
    from fontTools.unicodedata import script, script_name

    covered = {code for file in family.files for code in file.coverage if file.has(code)}
    counts = Counter(script(chr(code)) for code in covered)
    signs = sum(counts.pop(name, 0) for name in _SIGNS)
    return {**{script_name(code): number for code, number in counts.most_common()}, **({SIGNS: signs} if signs else {})}
