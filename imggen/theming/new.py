"""A new theme: a whole palette of a colour, a logo or a picture, that passes the check."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imggen.art.logo import parse_logo
from imggen.assets import folder
from imggen.colour import Colour, parse_colour
from imggen.errors import InputError
from imggen.files import atomic_write_all, read_file
from imggen.theme import Theme, is_built_in
from imggen.themefiles.find import load_theme
from imggen.themefiles.opened import FILE
from imggen.theming.check import Report, check_theme
from imggen.theming.finding import at
from imggen.theming.oklch import oklch
from imggen.theming.palette import Seeds, is_dark, palette, seeds_of, suits_dark
from imggen.theming.writing import written

SCHEMA = "theme.schema.json"
_NAME = re.compile(r"[\w][\w-]{0,60}")
_LARGEST = 40_000_000
_HEAD = """:schema ./{schema}
A theme for imggen. Change what you like, then look at it and check it:
  imggen themes preview {name} --watch
  imggen themes check {name}"""
_WHOSE = '''
To give it on with 'imggen themes pack', say whose the pictures are, without the sign before it:
licence = "CC-BY-4.0"
credit = "NAME"'''
_VEIL = 0.86
"""How much of a picture behind words is covered."""
_SETTINGS = ("scene", "chart", "quiet", "feast", "race")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a new theme is to be made of."""

    name: str
    parent: str = ""
    """The theme to start from; empty to start from nothing."""
    colour: str = ""
    logo: str = ""
    """A picture file, SVG too, that stands at the foot of every card."""
    picture: str = ""
    """A picture file that lies behind everything."""
    dark: bool | None = None
    """None for whatever the theme to start from is, or suits the colour best."""


@dataclass(frozen=True, slots=True)
class Made:
    """A theme that is ready to be written."""

    files: Mapping[str, bytes]
    """What is in its folder, by name."""
    theme: Theme
    seeds: tuple[Colour, ...]
    """The colours that it was made of."""


def make_theme(wish: Wish, tell: Callable[[], object] = lambda: None) -> Made:
    """Make a theme that passes the check; `tell` is called now and then. Raises InputError for a name, a colour or a file that won't do."""
    if not _NAME.fullmatch(Path(wish.name).name):
        raise InputError(f"a theme named {wish.name[:60]!r}", instead="name it in letters, digits and hyphens: town")
    if is_built_in(wish.name):
        raise InputError(f"{wish.name} is a theme that comes with imggen", "NAME", f"choose a name of its own: my-{wish.name}")
    parent = load_theme(wish.parent or folder("themes") / "base")
    files, colours = _material(wish)
    seeds = seeds_of(colours) if colours else None
    tables: dict[str, Any] = {"summary": _summary(wish, seeds), "extends": wish.parent or "base"}
    if seeds is not None:
        dark = wish.dark if wish.dark is not None else is_dark(parent) or (not wish.parent and suits_dark(seeds))
        tables |= _without_same(palette(seeds, parent, dark=dark), parent.model_dump(by_alias=True))
    elif wish.dark is not None and wish.dark != is_dark(parent):
        tables |= _without_same(palette(Seeds(parent.paint("challenger")), parent, dark=wish.dark), parent.model_dump(by_alias=True))
    tables |= _laid_behind(wish, tables, parent)
    if wish.logo:
        tables["defaults"] = {"logo": {"file": next(name for name in files if name.startswith("logo"))}}
    text, theme = _passing(wish, tables, files, tell)
    return Made({FILE: text.encode(), **files}, theme, tuple(filter(None, (seeds.main, seeds.other))) if seeds else ())


def write_theme(made: Made, target: Path) -> list[Path]:
    """Write a theme into a new folder, with the schema for editors. Raises InputError for a folder that has a theme already."""
    if (target / FILE).exists():
        raise InputError("it is there already", str(target / FILE), "name another theme, or change this one")
    if target.is_file():
        raise InputError("it is a file", str(target), "name another theme")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"can't be made: {error.strerror}", str(target), "name a theme in a folder that may be written") from None
    schema = (folder("themes") / SCHEMA).read_bytes()
    written_files = {target / name: data for name, data in {**made.files, SCHEMA: schema}.items()}
    atomic_write_all(written_files)
    return list(written_files)


def _summary(wish: Wish, seeds: Seeds | None) -> str:
    """What it looks like, in a few words, for the list of themes."""
    after = f"as {wish.parent}" if wish.parent else "plain"
    return f"In {seeds.main.hexadecimal()}, {after}" if seeds else after.capitalize()


# What it is made of


def _material(wish: Wish) -> tuple[dict[str, bytes], tuple[Colour, ...]]:
    """The files that come along, and the colours to start from: the one that was named, then those of the logo, then the picture's."""
    files: dict[str, bytes] = {}
    colours = [_wished(wish.colour)] if wish.colour else []
    if wish.logo:
        data = read_file(wish.logo, _LARGEST)
        svg = b"<svg" in data[:1000]
        colours += _logo_colours(data, wish.logo) if svg else _picture_colours(data, wish.logo)
        files[f"logo{'.svg' if svg else Path(wish.logo).suffix.lower() or '.png'}"] = data
    if wish.picture:
        from imggen.paint.emblem import decode_emblem
        from imggen.paint.swatches import small_photo

        data = read_file(wish.picture, _LARGEST)
        colours += _picture_colours(data, wish.picture)
        files["photo.jpg"] = small_photo(decode_emblem(data, wish.picture))
    return files, tuple(colours)


def _wished(text: str) -> Colour:
    """The colour that was asked for, also without its `#`, which shells take for a comment."""
    try:
        return parse_colour(text if text.startswith("#") else f"#{text}")
    except InputError as error:
        raise InputError(f"not a colour: {text[:40]!r}", "--colour", error.instead) from None


def _logo_colours(data: bytes, name: str) -> list[Colour]:
    """The colours of a drawn logo: the most vivid first."""
    logo = parse_logo(data, name)
    return sorted((colour._replace(alpha=1.0) for colour in logo.colours.values()), key=lambda colour: -oklch(colour).chroma)


def _picture_colours(data: bytes, name: str) -> list[Colour]:
    from imggen.paint.emblem import decode_emblem
    from imggen.paint.swatches import swatches

    return list(swatches(decode_emblem(data, name)))


def _laid_behind(wish: Wish, tables: Mapping[str, Any], parent: Theme) -> dict[str, Any]:
    """The picture behind everything, instead of the parent's scenery."""
    if not wish.picture:
        return {}
    given = at(tables, ("colour", "paper"))
    paper = parse_colour(given) if isinstance(given, str) else given or parent.paint("paper")
    settings = {name: {"layers": [], "ground": "paper"} for name in _SETTINGS if getattr(parent.backdrop, name).layers}
    backdrop = {**tables.get("backdrop", {}), **settings}
    backdrop.pop("colour", None)
    veiled = {"picture": {"file": "photo.jpg", "veil": paper.faded(_VEIL)}}
    return {"background": veiled, **({"backdrop": backdrop} if backdrop else {})}


def _without_same(tables: Mapping[str, Any], parent: Mapping[str, Any]) -> dict[str, Any]:
    """The tables without what the parent has too."""
    kept: dict[str, Any] = {}
    for key, value in tables.items():
        usual = parent.get(key)
        if isinstance(value, Mapping):
            inner = _without_same(value, usual if isinstance(usual, Mapping) else {})
            if inner:
                kept[key] = inner
        elif (tuple(value) if isinstance(value, list) else value) != (tuple(usual) if isinstance(usual, list) else usual):
            kept[key] = value
    return kept


# That it passes


def _passing(wish: Wish, tables: Mapping[str, Any], files: Mapping[str, bytes], tell: Callable[[], object]) -> tuple[str, Theme]:
    """The theme's text, and the theme: as it is wanted, with what the check mends."""
    name = Path(wish.name).name
    head = _HEAD.format(schema=SCHEMA, name=wish.name) + (_WHOSE if files else "")
    with tempfile.TemporaryDirectory(prefix="imggen-new-") as place:
        folder_of = Path(place) / name
        folder_of.mkdir()
        for file, data in files.items():
            (folder_of / file).write_bytes(data)
        (folder_of / FILE).write_text(written(tables, head), "utf-8")
        report = check_theme(folder_of, tell=tell)
        text = written(_mended(report, tables), head)
        (folder_of / FILE).write_text(text, "utf-8")
        return text, load_theme(folder_of)


def _mended(report: Report, tables: Mapping[str, Any]) -> Mapping[str, Any]:
    unmended = [finding for finding in report.findings if not finding.changes]
    if unmended:
        raise InputError(unmended[0].found, unmended[0].where, f"expected {unmended[0].expected}")
    if report.draft is None or not report.findings:
        return tables
    return {**{key: value for key, value in tables.items() if key in report.draft.tables}, **report.draft.tables}
