"""A line in runs: pieces that one face draws, in one script and one direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imggen.text.bidi import visual_order
from imggen.text.clusters import clusters, script_of
from imggen.text.coverage import Chain
from imggen.text.face import Face
from imggen.text.order import cluster_levels

LATIN = "Latn"
_SPACE = ord(" ")


@dataclass(slots=True)
class Run:
    """Characters `start` to `end` of a line, in reading order."""

    face: Face
    start: int
    end: int
    level: int = 0
    """The embedding level; odd runs from right to left."""
    script: str = ""
    """An ISO 15924 code; empty where digits and signs are alone."""


def itemise(text: str, chain: Chain, base: int) -> list[Run]:
    """The runs of a line whose own level is `base`, in which everything can be drawn, from left to right."""
    runs = list(runs_of(text, chain, base))
    return [runs[place] for place in visual_order([run.level for run in runs])]


def runs_of(text: str, chain: Chain, base: int) -> Iterator[Run]:
    """The same in reading order."""
    run: Run | None = None
    end = 0
    parts = clusters(text)
    for cluster, level in zip(parts, cluster_levels(parts, base), strict=True):
        start, end = end, end + len(cluster)
        face = chain.face(cluster) or _blank(cluster, run, chain)
        script = script_of(cluster)
        if run and run.face is face and run.level == level and not face.file.coloured and _same(run.script, script):
            run.end, run.script = end, run.script or script
            continue
        if run:
            yield run
        run = Run(face, start, end, level, script)
    if run:
        yield run


def _same(script: str, other: str) -> bool:
    return script == other or not script or not other


def _blank(cluster: str, run: Run | None, chain: Chain) -> Face:
    """Who sets a space or an invisible sign: the face of what stands before it, if it has a space."""
    if run and not run.face.file.coloured and _SPACE in run.face.file.coverage:
        return run.face
    return run.face if run and not cluster.isspace() and not run.face.file.coloured else chain.spacing
