"""A whole palette of one colour or a few: the places of a theme's own colours in lightness, in the hues that were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from imggen.colour import Colour, contrast, difference, lab, luminance
from imggen.theme import Theme, find_theme
from imggen.theming.legible import Needs, is_apart, least_difference, most_different, nearest_readable, reads
from imggen.theming.oklch import Oklch, hue_distance, oklch

_TEXT, _MARK = 4.6, 3.1
"""The contrast that words and marks get: a little more than they need."""
_GROUNDS = ("paper", "page", "panel", "tint", "tint-ahead")
SERIES = ("challenger", "rival", "third", "fourth")
_TURNS = (110.0, 230.0, 60.0, 170.0, 290.0, 20.0)
"""How far the hues of further series are from the challenger's, in degrees, the best first."""
_SETTINGS = ("scene", "chart", "quiet", "feast", "race")
_KEPT = ("challenger", "rival", "third", "fourth", "accent", "chip")
"""What is found by itself, not by lightness."""
_FUR = 24.0
"""A scarf that looks so little different from fur, ΔE00, is not seen on it."""
_LIGHTS = ("moon", "moon-crater", "moon-halo")
"""Parts of a scenery that shine."""
_VIVID, _BRIGHT = 0.06, 0.70
"""From which chroma on a colour is one, and from which lightness on it is seen on dark paper and not on light."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """The colours that a palette is made of: the one that stands for the challenger, and one to draw attention, if there is one."""

    main: Colour
    other: Colour | None = None


def seeds_of(colours: Sequence[Colour]) -> Seeds:
    """The seeds among colours in the order of their weight: the first vivid one, and the next that has another hue."""
    vivid = [colour for colour in colours if oklch(colour).chroma >= _VIVID] or list(colours)
    main = vivid[0]
    far = (colour for colour in vivid[1:] if hue_distance(oklch(colour).hue, oklch(main).hue) > 40)
    return Seeds(main, next(far, None))


def is_dark(theme: Theme) -> bool:
    """Whether a theme's paper is dark."""
    return luminance(theme.paint("paper")) < 0.2


def suits_dark(seeds: Seeds) -> bool:
    """Whether a colour is too bright to be seen on white paper, and shows best on dark."""
    return contrast(seeds.main, Colour(255, 255, 255)) < 1.9


def palette(seeds: Seeds, parent: Theme, *, dark: bool) -> dict[str, Any]:
    """The tables `colour`, `backdrop` and `art` of a theme that extends the parent, in the hues of the seeds.

    Words and marks can be read on every ground, and the series told apart by every sight.
    """
    pattern = parent if is_dark(parent) == dark else find_theme("nuit" if dark else "editorial")
    turned = pattern is not parent
    hue, tint = oklch(seeds.main).hue, min(1.0, oklch(seeds.main).chroma / _VIVID)
    colours = {token: _tinted(colour, hue, tint) for token, colour in pattern.colour.items() if token not in _KEPT}
    for token in parent.colour.keys() - pattern.colour.keys():
        colours[token] = _turned(_tinted(parent.paint(token), hue, tint), dark=dark)
    festive = oklch(_wanted_attention(seeds, parent)).hue
    if "feast" in colours:
        colours["feast"] = _scenery(parent.paint("feast"), festive, 1.0, turned=turned, dark=dark)
    grounds = [colours[token] for token in _all_grounds(parent) if token in colours]
    colours |= _series(seeds, pattern, grounds, dark=dark)
    colours |= _attention(seeds, parent, colours, grounds, dark=dark)
    _make_readable(colours, grounds)
    hues = {"ray": (festive, 1.0), **dict.fromkeys(_LIGHTS, (festive, 0.8))}

    def tinted(given: Mapping[str, Colour]) -> dict[str, Colour]:
        return {token: _scenery(colour, *hues.get(token, (hue, tint)), turned=turned, dark=dark) for token, colour in given.items()}

    behind = parent.backdrop
    settings = {name: {"colour": tinted(of.colour)} for name in _SETTINGS if (of := getattr(behind, name)).colour}
    own = [colours[token] for token in ("challenger", "accent", "third", "fourth")]
    confetti = [*map(_bright, own), Colour(255, 255, 255)] if parent.backdrop.confetti else []
    marked = {"title": {"highlight": "colour"}} if dark and parent.title.highlight == "marker" else {}
    return {
        **marked,
        "colour": colours,
        "backdrop": {"confetti": confetti, **settings, "colour": tinted(behind.colour)},
        "art": {"colour": _art(seeds, pattern, colours)},
    }


def _all_grounds(parent: Theme) -> tuple[str, ...]:
    settings = (getattr(parent.backdrop, name) for name in _SETTINGS)
    return tuple(dict.fromkeys((*_GROUNDS, *(setting.ground for setting in settings))))


def _tinted(colour: Colour, hue: float, tint: float) -> Colour:
    """The same lightness in another hue; white and black take a little of it."""
    seen = oklch(colour)
    least = 0.012 if 0.05 < seen.lightness < 0.995 else 0.006
    lightness = min(seen.lightness, 0.99) if seen.lightness > 0.98 else seen.lightness
    return Oklch(lightness, tint * max(min(seen.chroma, 0.09), least), hue).colour(colour.alpha)


def _turned(colour: Colour, *, dark: bool) -> Colour:
    """A ground or a part of the scenery by night or by day, as dark or as light as words on it want."""
    seen = oklch(colour)
    return seen.at(0.12 + 0.20 * seen.lightness if dark else 0.86 + 0.12 * seen.lightness).colour(colour.alpha)


def _scenery(colour: Colour, hue: float, tint: float, *, turned: bool, dark: bool) -> Colour:
    tinted = Oklch(oklch(colour).lightness, tint * oklch(colour).chroma, hue).colour(colour.alpha)
    return _turned(tinted, dark=dark) if turned else tinted


def _series(seeds: Seeds, pattern: Theme, grounds: Sequence[Colour], *, dark: bool) -> dict[str, Colour]:
    """The four series: the challenger in the main colour, the rival nearly without colour, the others in hues far from both."""
    needs: Needs = [(ground, _TEXT) for ground in grounds]
    extreme = Colour(255, 255, 255) if dark else Colour(0, 0, 0)
    challenger = nearest_readable(seeds.main, needs) or extreme
    tint = min(1.0, oklch(seeds.main).chroma / _VIVID)
    rival = nearest_readable(_tinted(pattern.paint("rival"), oklch(seeds.main).hue, tint), needs, [challenger]) or extreme
    if not is_apart(rival, [challenger]):
        challenger, rival = _pulled_apart(challenger, needs, extreme)
    found = [challenger, rival, *_others(challenger, rival, needs, dark=dark)]
    on = {f"on-{name}": _on(colour, grounds[0]) for name, colour in zip(SERIES, found, strict=True)}
    return dict(zip(SERIES, found, strict=True)) | on


def _others(challenger: Colour, rival: Colour, needs: Needs, *, dark: bool) -> tuple[Colour, Colour]:
    """Two more series, in hues far from the challenger's: the first two that everyone can tell from all others."""
    hue = oklch(challenger).hue
    for chroma, one, other in product((0.12, 0.2, 0.06), _TURNS, _TURNS):
        wanted = [Oklch(0.76 if dark else 0.48, chroma, (hue + turn) % 360) for turn in (one, other)]
        third = most_different(wanted[0], needs, [challenger, rival]) if one != other else None
        fourth = most_different(wanted[1], needs, [challenger, rival, third]) if third is not None else None
        if third is not None and fourth is not None:
            return third, fourth
    return _any_apart(needs, [challenger, rival])


def _pulled_apart(challenger: Colour, needs: Needs, extreme: Colour) -> tuple[Colour, Colour]:
    """A challenger that can be told from the rival, which is black on light paper and white on dark."""
    return nearest_readable(challenger, needs, [extreme]) or challenger, extreme


def _any_apart(needs: Needs, others: Sequence[Colour]) -> tuple[Colour, Colour]:
    """Some two colours that can be read and told from the others: those that differ most."""
    places = product(range(20), (1, 3, 5), range(0, 360, 15))
    every = (Oklch(lightness / 20, chroma / 20, float(hue)).colour() for lightness, chroma, hue in places)
    readable = [colour for colour in every if reads(colour, needs)] or list(others)
    third = max(readable, key=lambda colour: min(least_difference(colour, other) for other in others))
    return third, max(readable, key=lambda colour: min(least_difference(colour, other) for other in (*others, third)))


def _on(fill: Colour, paper: Colour) -> Colour:
    """What stands on a fill: the paper's colour where it can be read, else black or white."""
    if contrast(paper, fill) >= _TEXT:
        return paper
    return max((Colour(0, 0, 0), Colour(255, 255, 255)), key=lambda colour: contrast(colour, fill))


def _attention(seeds: Seeds, parent: Theme, colours: Mapping[str, Colour], grounds: Sequence[Colour], *, dark: bool) -> dict[str, Colour]:
    """The colour that draws attention, and the chip behind a lead: bright, and of another hue than the challenger if one was given."""
    wanted = oklch(_wanted_attention(seeds, parent))
    bright = Oklch(max(wanted.lightness, 0.80), max(wanted.chroma, 0.13), wanted.hue)
    accent = bright.colour()
    words = [(colours["ink"], _TEXT)] if parent.title.highlight == "marker" and not dark else []
    if parent.title.highlight == "colour" or dark:
        words = [(ground, _TEXT) for ground in grounds]
    accent = nearest_readable(accent, words) or accent
    plain = parent.paint("chip") == parent.paint("accent") or dark
    chip = accent if plain else bright._replace(lightness=0.92, chroma=0.075).colour()
    return {"accent": accent, "chip": chip, "on-chip": _on(chip, colours["ink"])}


def _wanted_attention(seeds: Seeds, parent: Theme) -> Colour:
    """The other seed, else the theme's own accent, unless the main seed is bright enough to be one, or of much the same hue."""
    main, usual = oklch(seeds.main), parent.paint("accent")
    if seeds.other is not None:
        return seeds.other
    same = hue_distance(oklch(usual).hue, main.hue) < 40 or main.lightness >= _BRIGHT + 0.08
    return seeds.main if same and main.chroma >= _VIVID else usual


def _make_readable(colours: dict[str, Colour], grounds: Sequence[Colour]) -> None:
    """Make the words and marks that are no series readable on every ground."""
    for token, need in (("ink", 7.0), ("muted", _TEXT), ("connector", _MARK), ("losing", _MARK)):
        needs = [(ground, need) for ground in grounds]
        colours[token] = nearest_readable(colours[token], needs) or colours["ink"]
    colours["on-bubble"] = _on(colours["bubble"], colours["on-bubble"])


def _bright(colour: Colour) -> Colour:
    seen = oklch(colour)
    return Oklch(min(max(seen.lightness, 0.55), 0.85), max(seen.chroma, 0.1), seen.hue).colour()


def _art(seeds: Seeds, pattern: Theme, colours: Mapping[str, Colour]) -> dict[str, Colour]:
    """The parts of the drawings that wear the campaign's colours; the rest are those of the pattern."""
    seen = oklch(seeds.main)
    if difference(lab(seeds.main), lab(pattern.art.colour["fur"])) < _FUR:
        seen = oklch(_bright(colours["third"]))
    scarf = Oklch(min(max(seen.lightness, 0.5), 0.82), seen.chroma, seen.hue)
    worn = {"scarf": scarf.colour(), "scarfDark": scarf.at(scarf.lightness - 0.13).colour(), "amber": colours["accent"]}
    drawn = ("contour", "ink", "xFront", "xSide", "xTop", "xLight", "xCrack", "dust", "dustShade")
    return {**{token: pattern.art.colour[token] for token in drawn}, **worn}
