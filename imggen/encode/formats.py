"""The kinds of file a card can be, by the ending of their names. Nothing heavy is imported before something is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from imggen.encode.metadata import Metadata, xmp_packet
from imggen.errors import InputError, did_you_mean
from imggen.scene import Scene

Writer = Callable[[Scene, Metadata | None], Iterator[bytes]]
"""The file, and then smaller ones that show the same a little less well."""

_ALIASES = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
_LATER = frozenset({"gif", "apng", "mp4", "webm", "eps", "ps", "tif", "tiff", "bmp", "heic", "jxl"})
"""Endings that people ask for and that are not written."""


def check_ending(ending: str) -> str:
    """The ending as it is in the table: `.PNG` is `png`, `jpeg` is `jpg`. Raises InputError for one that can't be written."""
    name = ending.lower().lstrip(".")
    name = _ALIASES.get(name, name)
    if name in WRITERS:
        return name
    endings = [f".{known}" for known in WRITERS]
    works = f"write one that ends in {', '.join(endings[:-1])} or {endings[-1]}"
    if not name:
        raise InputError("a picture without an ending", instead=works)
    if name in _LATER:
        raise InputError(f".{name} files are not written", instead=works)
    raise InputError(f"no kind of picture ends in {ending!r}{did_you_mean(f'.{name}', endings)}", instead=works)


def encode(scene: Scene, ending: str, metadata: Metadata | None = None, *, max_bytes: int | None = None) -> bytes:
    """The scene as a file of that ending, with its metadata inside, or without any for None.

    With `max_bytes`, the best of the files that are no larger. Raises InputError for an ending that can't be written, or where the
    smallest file is too large.
    """
    name = check_ending(ending)
    smallest = 0
    for data in WRITERS[name](scene, metadata):
        if max_bytes is None or len(data) <= max_bytes:
            return data
        smallest = min(smallest or len(data), len(data))
    raise InputError(
        f"{max_bytes} bytes are too few for this .{name} picture", "--max-bytes", f"allow {smallest}, or ask for a smaller size or scale"
    )


def _svg(scene: Scene, metadata: Metadata | None) -> Iterator[bytes]:
    from imggen.paint.svg import write_svg

    about = metadata or Metadata()
    packet = xmp_packet(metadata).decode() if metadata else ""
    yield write_svg(scene, title=about.title, description=about.standard, packet=packet).encode()


def _png(scene: Scene, metadata: Metadata | None) -> Iterator[bytes]:
    from imggen.encode.png import encode_png
    from imggen.paint.agg import paint

    pixels = paint(scene)
    yield encode_png(pixels, scene, metadata)
    for fidelity in (50.0, 44.0, 38.0):
        yield encode_png(pixels, scene, metadata, level=9, fidelity=fidelity)


def _pdf(scene: Scene, metadata: Metadata | None) -> Iterator[bytes]:
    from imggen.encode.pdf import write_pdf  # here, because it brings all of matplotlib

    yield write_pdf(scene, metadata)


def _by_pillow(name: str) -> Writer:
    def write(scene: Scene, metadata: Metadata | None) -> Iterator[bytes]:
        from imggen.encode.photo import encode_photo
        from imggen.paint.agg import paint

        pixels = paint(scene)
        for quality in (90, 75, 60, 45, 30):
            yield encode_photo(pixels, name, metadata, quality=quality)

    return write


WRITERS: dict[str, Writer] = {
    "png": _png,
    "svg": _svg,
    "jpg": _by_pillow("JPEG"),
    "webp": _by_pillow("WEBP"),
    "avif": _by_pillow("AVIF"),
    "pdf": _pdf,
}
"""What is written, by ending."""
