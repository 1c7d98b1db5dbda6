"""Whether a scene can be read: words in their places, apart, large enough, drawn whole, in colours that stand out, and nothing over them.

The roles that a card uses, and which of them carry no fact, are in `imggen.checking.drawn`. The rules, as `Violation.rule` names them:

* outside: a text's ink leaves its room, or lies where `Text.ink` does not say; a clip cuts a text or a mark.
* unsafe: a text's ink leaves the safe area or the scene; a mark leaves the scene.
* overlap: two texts meet; or a text stands on a mark other than a bar, without a halo that parts them.
* small: a text is smaller than the scene's smallest size.
* missing-glyph: glyph 0; words without a glyph or a picture; fewer glyphs than a number has signs; less ink than `Text.ink` says.
* contrast: under 4.5 (large text and marks: 3) against the worst of what is under it (WCAG 2.2, 1.4.3 and 1.4.11).
* covered: something is painted over a text, or hides a mark.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from imggen.checking.drawn import CASING, SLACK, Mark, Words, take_apart
from imggen.checking.ground import Coat, Layer, grounds, layers, meeting, narrowed
from imggen.checking.outlines import NOWHERE, Cover, around
from imggen.colour import Colour, contrast
from imggen.scene import Box, Scene, Stroke

BEARING = 0.06
"""How far a glyph's own shape may stick out to the left and right, in type sizes."""
HANDLES = 0.01
"""How far `Text.ink` may be off, in type sizes: rulers may go by the handles of curves, which stick out of them a little."""
HALO = 3.0
"""The width of a halo that parts words from a mark, in scene units."""
LARGE, LARGE_BOLD = 37.0, 28.0
"""From which size text counts as large, in units of a scene 1200 wide."""
TEXT_CONTRAST, LARGE_CONTRAST, MARK_CONTRAST = 4.5, 3.0, 3.0
_BARS = frozenset(("bar",))
_STEP, _POINTS = 8.0, 48
_SIGNS = frozenset("<>+-\N{MINUS SIGN}±%.,'\N{RIGHT SINGLE QUOTATION MARK}")
_ratio = lru_cache(maxsize=8192)(contrast)


class Detail(NamedTuple):
    """What was measured, how much it is, and how much is needed or allowed: scene units, a contrast ratio, or a number of glyphs."""

    what: str
    found: float
    needed: float


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: the rule, the role of the text or mark, what the text says (empty for a mark), and the numbers."""

    rule: str
    role: str
    says: str
    detail: Detail

    def __str__(self) -> str:
        subject = f"{self.role} {self.says!r}" if self.says else self.role
        return f"{self.rule}: {subject}: {self.detail.what}: {self.detail.found:.2f}, limit {self.detail.needed:.2f}"


def check_scene(scene: Scene) -> tuple[Violation, ...]:
    """What is wrong with a scene: its texts, then its marks, each in painting order; empty when nothing is."""
    drawn = take_apart(scene)
    found: list[Violation] = []
    for number, words in enumerate(drawn.words):
        found += _size(scene, words)
        found += _glyphs(words)
        found += _room(words)
        found += _safe(scene, words)
        found += _ground(scene, words, drawn.coats)
        found += _painted_over(words, drawn.coats)
        found += _apart(words, drawn.words[number + 1 :])
    for mark in drawn.marks:
        found += _within(scene, mark)
        found += _stands_out(scene, mark, drawn.coats)
        found += _hidden(mark, drawn.coats)
    return tuple(found)


def _fault(rule: str, of: Words | Mark, what: str, found: float, needed: float) -> Violation:
    if isinstance(of, Mark):
        return Violation(rule, of.role, "", Detail(what, found, needed))
    return Violation(rule, of.text.role, of.text.says, Detail(what, found, needed))


# Texts by themselves. Conditions are written so that a number that is no number fails them.


def _size(scene: Scene, words: Words) -> Iterator[Violation]:
    size = _type_size(words)
    if not size >= scene.smallest - 0.01:
        yield _fault("small", words, "type size", size, scene.smallest)


def _type_size(words: Words) -> float:
    """The size of the smallest word of a text, as it is drawn: one may stand smaller beside a number."""
    text = words.text
    return min([text.size, *(glyph.size for glyph in text.glyphs if glyph.outline.codes)]) * words.factor


def _glyphs(words: Words) -> Iterator[Violation]:
    text = words.text
    missing = [glyph.face for glyph in text.glyphs if glyph.number == 0]
    if missing:
        yield _fault("missing-glyph", words, f"glyphs that {missing[0]!r} has not", len(missing), 0)
    signs = [character for character in text.shown or text.says if unicodedata.category(character)[0] not in "CZ"]
    number = all(sign.isdecimal() or sign in _SIGNS for sign in signs)
    needed = len(signs) if number else 1
    if len(words.glyphs) < needed and not words.pictures:
        yield _fault("missing-glyph", words, "inked glyphs", len(words.glyphs), needed)


def _room(words: Words) -> Iterator[Violation]:
    if words.own == NOWHERE:
        return
    text, own, inexact = words.text, words.own, max(SLACK, HANDLES * words.text.size * words.factor)
    yield from _beyond("outside", words, "room", (own, text.room), (_bearing(words), SLACK), words.factor)
    yield from _beyond("outside", words, "ink box", (own, text.ink), (inexact, inexact), words.factor)
    yield from _beyond("missing-glyph", words, "inked glyphs", (text.ink, around([own, *words.pictures])), (inexact, inexact), words.factor)
    if words.clip is not None:
        yield from _beyond("outside", words, "clip", (words.ink, words.clip), (SLACK, SLACK))


def _safe(scene: Scene, words: Words) -> Iterator[Violation]:
    if words.ink != NOWHERE:
        yield from _beyond("unsafe", words, "safe area", (words.ink, scene.safe), (_bearing(words), SLACK))
        yield from _beyond("unsafe", words, "scene", (words.ink, Box(0, 0, scene.width, scene.height)), (SLACK, SLACK))


def _bearing(words: Words) -> float:
    return max(SLACK, BEARING * words.text.size * words.factor)


def _beyond(
    rule: str, words: Words, name: str, boxes: tuple[Box, Box], slack: tuple[float, float], factor: float = 1.0
) -> Iterator[Violation]:
    """A violation for each direction in which the first box sticks out of the other by more than the slack (scene units)."""
    inner, outer = boxes
    across = max(outer.left - inner.left, inner.right - outer.right, 0.0) * factor
    down = max(outer.top - inner.top, inner.bottom - outer.bottom, 0.0) * factor
    for out, allowed, direction in ((across, slack[0], "sideways"), (down, slack[1], "up or down")):
        if not out <= allowed:
            yield _fault(rule, words, f"{direction} out of the {name}", out, allowed)


# Texts among others


def _ground(scene: Scene, words: Words, coats: Sequence[Coat]) -> Iterator[Violation]:
    """What a text stands on: the colours that its own must stand out from, and marks that run through it."""
    if not words.glyphs:
        return
    text, halo = words.text, _halo(words)
    worst, crossing, known = (21.0, text.fill, text.fill), Counter[str](), set[tuple[Layer, ...]]()
    for place, seen in _views(words, meeting(coats, words.ink)):
        crossing.update({coat.role for coat, _ in seen if not coat.exempt} - _BARS)
        for under in () if _is_known(seen, known) else grounds(scene.paper, seen, place):
            ground = under if halo is None else halo.colour.over(under)
            ink = text.fill.over(ground)
            worst = min(worst, (_ratio(ink, ground), ink, ground))
    large = _type_size(words) * 1200 >= (LARGE_BOLD if text.bold else LARGE) * scene.width
    yield from _contrast(words, worst, LARGE_CONTRAST if large else TEXT_CONTRAST)
    if halo is None or halo.colour.alpha < 1:
        for role, count in sorted(crossing.items()):
            yield _fault("overlap", words, f"glyphs on a {role} without a halo", count, 0)


def _is_known(seen: Sequence[Layer], known: set[tuple[Layer, ...]]) -> bool:
    """Whether the colours of a place were looked at already: those of the same plain coats are. It is known from now on."""
    before = len(known)
    if all(coat.plain for coat, _ in seen):
        known.add(tuple(seen))
        return len(known) == before
    return False


def _halo(words: Words) -> Stroke | None:
    halo = words.text.halo
    return halo if halo is not None and halo.width * words.factor >= HALO else None


def _views(words: Words, near: Iterable[Coat]) -> Iterator[tuple[Box, list[Layer]]]:
    """The places where a text stands, each with the coats that can be seen there: one place when all is even, else every glyph."""
    seen = layers([coat for coat in near if coat.order < words.order], words.ink)
    if all(cover is Cover.WHOLE for _, cover in seen):
        yield words.ink, seen
    else:
        yield from ((glyph, narrowed(seen, glyph)) for glyph in words.glyphs)


def _contrast(of: Words | Mark, worst: tuple[float, Colour, Colour], needed: float) -> Iterator[Violation]:
    ratio, ink, ground = worst
    if ratio < needed:
        yield _fault("contrast", of, f"{ink.hexadecimal()} on {ground.hexadecimal()}", ratio, needed)


def _painted_over(words: Words, coats: Sequence[Coat]) -> Iterator[Violation]:
    hidden: dict[str, set[Box]] = {}
    for coat in meeting(coats, words.ink):
        if coat.order > words.order:
            hidden.setdefault(coat.role, set()).update(glyph for glyph in words.glyphs if coat.cover(glyph) is not Cover.NONE)
    yield from (_fault("covered", words, f"glyphs under a {role}", len(glyphs), 0) for role, glyphs in hidden.items() if glyphs)


def _apart(words: Words, others: Iterable[Words]) -> Iterator[Violation]:
    """Whether texts painted later meet this one, glyph by glyph, or their halos do."""
    for other in others:
        reach = other.text.halo.width * other.factor / 2 + SLACK if other.text.halo else 0.0
        if words.ink.overlaps(other.ink.grown(reach)):
            name = f"{other.text.role} {other.text.says!r}"
            met, veiled = (_met(words, other, by) for by in (0.0, reach))
            if met:
                yield _fault("overlap", words, f"glyphs that meet {name}", met, 0)
            elif veiled:
                yield _fault("covered", words, f"glyphs under the halo of {name}", veiled, 0)


def _met(words: Words, other: Words, reach: float) -> int:
    """How many glyphs of a text have a glyph of the other closer than `reach`."""
    near = [glyph for theirs in other.glyphs if words.ink.overlaps(glyph := theirs.grown(reach))]
    return sum(any(glyph.overlaps(theirs) for theirs in near) for glyph in words.glyphs)


# Marks


def _within(scene: Scene, mark: Mark) -> Iterator[Violation]:
    left, top, right, bottom = mark.box
    out = max(-left, -top, right - scene.width, bottom - scene.height)
    if not out <= SLACK:
        yield _fault("unsafe", mark, "out of the scene", out, SLACK)
    if mark.clip is not None and not mark.clip.contains(mark.shape.box, SLACK):
        yield _fault("outside", mark, "cut off by the clip of its group", 1, 0)


def _stands_out(scene: Scene, mark: Mark, coats: Sequence[Coat]) -> Iterator[Violation]:
    """A mark must stand out from what it lies on, at every place by its fill, its stroke or a casing around it.

    Marks that it crosses are not part of the ground; a fill that it lies on as a whole is.
    """
    near = [coat for coat in meeting(coats, mark.box) if coat.order < mark.order]
    places = [Box(x, y, x, y) for x, y in mark.shape.along(_STEP, _POINTS)]
    casings = [coat for coat in near if coat.role.endswith(CASING) and all(coat.cover(place) is Cover.WHOLE for place in places)]
    looks = (*mark.coats, *casings)
    if not looks:
        yield _fault("contrast", mark, "no paint", 1.0, MARK_CONTRAST)
        return
    seen = layers([coat for coat in near if _bears(coat, mark)], mark.box)
    worst, known, even = (21.0, scene.paper, scene.paper), set[tuple[Layer, ...]](), all(look.plain for look in looks)
    for place in places:
        there = narrowed(seen, place)
        for ground in () if even and _is_known(there, known) else grounds(scene.paper, there, place):
            worst = min(worst, (*max(_faintest(look.colours(place), ground) for look in looks), ground))
    yield from _contrast(mark, worst, MARK_CONTRAST)


def _faintest(inks: Iterable[Colour], ground: Colour) -> tuple[float, Colour]:
    return min((_ratio(ink.over(ground), ground), ink.over(ground)) for ink in inks)


def _bears(coat: Coat, mark: Mark) -> bool:
    """Whether a coat is part of what a mark lies on."""
    if coat.exempt:
        return not coat.role.endswith(CASING)
    return not coat.radius and coat.cover(mark.box) is Cover.WHOLE


def _hidden(mark: Mark, coats: Sequence[Coat]) -> Iterator[Violation]:
    for coat in meeting(coats, mark.box):
        if coat.order > mark.order and coat.exempt and coat.cover(mark.box) is Cover.WHOLE and coat.opaque(mark.box):
            yield _fault("covered", mark, f"hidden under a {coat.role}", 1, 0)
            return
