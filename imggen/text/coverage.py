"""Which face draws which cluster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from unicodedata import normalize

import uharfbuzz as hb

from imggen.text.clusters import TAGS, is_emoji, is_pictograph
from imggen.text.face import Face
from imggen.text.system_fonts import Machine
from imggen.text.words import inked

_SPACE = ord(" ")
_SELECTORS = "[\ufe0e\ufe0f]"


class Chain:
    """Faces in the order they are asked: the theme's own, the ones that help out, those for colour emoji, and the machine's."""

    def __init__(self, faces: tuple[Face, ...], emoji: tuple[Face, ...], machine: Machine | None = None) -> None:
        self.faces, self.emoji, self.machine = faces, emoji, machine

    @property
    def primary(self) -> Face:
        """The face of the first family."""
        return self.faces[0]

    @cached_property
    def spacing(self) -> Face:
        """The first face that has a space."""
        return next((face for face in self.faces if _SPACE in face.file.coverage), self.primary)

    def face(self, cluster: str) -> Face | None:
        """The first face that draws the whole cluster; None when there is none, or when the cluster needs no ink."""
        return _choose(self, cluster)

    def draws(self, cluster: str) -> bool:
        """Whether the cluster can be drawn as it is."""
        return cluster == " " or self.face(cluster) is not None or not inked(cluster)

    def plain(self, text: str) -> bool:
        """Whether the first face has every character of the text, those that are made of its space aside."""
        has = self.primary.file.has
        return self.primary is self.spacing and all(has(ord(character)) for character in inked("".join(set(text))))


@lru_cache(4096)
def _choose(chain: Chain, cluster: str) -> Face | None:
    visible = inked(cluster)
    if not visible:
        return None
    pictures: tuple[Face, ...] = ()
    if is_emoji(cluster):
        found = next((face for face in _painters(chain) if _paints(face, cluster)), None)
        if found or len(visible) > 1 or re.search(TAGS, cluster):
            return found
    elif is_pictograph(cluster):
        pictures = chain.emoji
    return _covering((*chain.faces, *pictures), cluster) or (_covering(_machines(chain), cluster) if chain.machine else None)


def _covering(faces: Iterable[Face], cluster: str) -> Face | None:
    """The first face with every character of a cluster, or of what it is composed of."""
    visible, faces = inked(cluster), tuple(faces)
    for form in dict.fromkeys((visible, normalize("NFD", visible))):
        for face in faces:
            if all(face.file.has(ord(character)) for character in form) and _shapes(face, cluster):
                return face
    return None


def _painters(chain: Chain) -> Iterator[Face]:
    yield from chain.emoji
    if chain.machine:
        yield from (face for face in chain.machine.faces if face.file.coloured)


def _machines(chain: Chain) -> Iterator[Face]:
    return (face for face in chain.machine.faces if not face.file.coloured) if chain.machine else iter(())


def _glyphs(face: Face, cluster: str) -> list[tuple[int, int]]:
    """The glyphs of a cluster by itself, each with its advance in font units."""
    buffer = hb.Buffer()
    buffer.add_str(cluster)
    buffer.guess_segment_properties()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(face.font, buffer)
    infos = buffer.glyph_infos or []
    positions = buffer.glyph_positions or []
    return [(info.codepoint, position.x_advance) for info, position in zip(infos, positions, strict=True)]


def _shapes(face: Face, cluster: str) -> bool:
    return len(cluster) == 1 or all(glyph for glyph, _ in _glyphs(face, cluster))


def _paints(face: Face, cluster: str) -> bool:
    """Whether exactly one picture comes out, of the whole cluster.

    What an emoji font has no sequence for falls apart into several, or (flags, regions) loses all but its first part.
    """
    if not all(face.file.has(ord(character)) for character in inked(cluster)[:1]):
        return False
    glyphs = _glyphs(face, cluster)
    if len(glyphs) != 1 or glyphs[0][0] == 0 or glyphs[0][1] <= 0:
        return False
    parts = re.sub(_SELECTORS, "", cluster)
    return len(parts) == 1 or _glyphs(face, parts[0]) != glyphs
