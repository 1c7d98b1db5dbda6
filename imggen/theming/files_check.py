"""Whether the files of a theme can be used: fonts that draw, drawings within their boxes, a logo, a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from imggen.art.drawing import Drawing
from imggen.art.svg import LARGEST, parse_drawing
from imggen.colour import Colour
from imggen.errors import InputError
from imggen.files import read_file
from imggen.scene import Box
from imggen.text.coverage import Chain
from imggen.text.fonts import FontSet, vendored
from imggen.themefiles.inside import DRAWINGS, FONTS, files_in
from imggen.theming.draft import Draft
from imggen.theming.finding import Change, Finding, at
from imggen.wording.language import find_language

_SLACK = 0.06
"""How far a drawing may stick out of its box, in parts of the box."""
_NARROWEST, _WIDEST = 0.25, 4.0
"""The proportions, width by height, that a pose may have: others find no room on cards."""
_LARGEST_PICTURE = 20_000_000


def check_files(draft: Draft, languages: Sequence[str]) -> tuple[list[Finding], Draft]:
    """What is wrong with a theme's files, and the draft with all of it mended."""
    findings = [*_pictures(draft), *(drawn := list(_drawings(draft))), *(fonts := list(_fonts(draft)))]
    draft = draft.with_changes(change for finding in findings for change in finding.changes)
    draft = replace(draft, without_art=bool(drawn), without_fonts=bool(fonts))
    named = list(_families(draft, languages))
    return findings + named, draft.with_changes(change for finding in named for change in finding.changes)


def _pictures(draft: Draft) -> Iterator[Finding]:
    from imggen.api import find_request, read_data  # what reads a logo for a card

    theme = draft.theme
    if theme.logo_file is not None:
        try:
            find_request(read_data([{"mastodon": 1}], {}), {"logo": theme.logo_file})
        except InputError as error:
            location = ("defaults", "logo", "file")
            yield Finding(draft.own.place(location), error.what, "a logo that can be drawn", (Change(location),))
    if theme.picture_file is not None:
        from imggen.paint.emblem import decode_photo

        try:
            decode_photo(read_file(theme.picture_file, _LARGEST_PICTURE), theme.picture_file.name)
        except InputError as error:
            place = draft.own.place(("background", "picture"))
            yield Finding(place, error.what, "a picture that can be read", (Change(("background", "picture")),))


# Drawings


def _drawings(draft: Draft) -> Iterator[Finding]:
    for path in files_in(draft.own.art_folder, DRAWINGS):
        name = f"{path.parent.name}/{path.name}"
        try:
            drawing = parse_drawing(read_file(path, LARGEST), name)
        except InputError as error:
            kind = error.instead.removesuffix(" is expected").removesuffix(" are expected")
            expected = kind if kind != error.instead else f"an SVG of at most {LARGEST // 1_000_000} MB"
            yield Finding(_called(draft, path), error.what, expected, (Change((), None, name),))
            continue
        yield from _in_colours(draft, path, drawing)
        yield from _within_box(draft, path, drawing)


def _called(draft: Draft, path: Path) -> str:
    return str(Path(draft.own.called).parent / path.relative_to(draft.own.folder))


def _in_colours(draft: Draft, path: Path, drawing: Drawing) -> Iterator[Finding]:
    tokens = {token for shape in drawing.shapes for token in (shape.fill, shape.stroke) if token and not token.startswith("#")}
    icon = {"disc": Colour(0, 0, 0), "mark": Colour(0, 0, 0)} if path.stem.startswith("icon-") else {}
    for token in sorted(tokens - set(draft.theme.art.colour) - set(icon)):
        usual = draft.theme.art.colour.get("fur", Colour(128, 128, 128))
        yield Finding(_called(draft, path), f"the colour {token}", "one under [art.colour]", (Change(("art", "colour", token), usual),))


def _within_box(draft: Draft, path: Path, drawing: Drawing) -> Iterator[Finding]:
    """Whether a drawing is drawn within its box, and whether that has a shape that there is room for."""
    inks = [shape.outline.box().grown(shape.width / 2 if shape.stroke else 0.0) for shape in drawing.shapes if shape.outline.codes]
    if not inks:
        yield Finding(_called(draft, path), "nothing to be seen", "a drawing", (Change((), None, f"{path.parent.name}/{path.name}"),))
        return
    ink = Box(min(box.left for box in inks), min(box.top for box in inks), max(box.right for box in inks), max(box.bottom for box in inks))
    view, pose = drawing.view, path.stem.startswith("pose-")
    slack = _SLACK * max(view.width, view.height)
    if not view.contains(ink, slack):
        yield _boxed(draft, path, f"a drawing from {_numbers(ink)} in a viewBox {_numbers(view)}", "one within its box", ink)
    elif pose and not _NARROWEST <= drawing.proportion <= _WIDEST:
        middle, side = ink.middle, max(ink.width, ink.height)
        square = Box(middle[0] - side / 2, middle[1] - side / 2, middle[0] + side / 2, middle[1] + side / 2)
        yield _boxed(draft, path, f"a pose {drawing.proportion:.2f} times as wide as high", f"{_NARROWEST:g} to {_WIDEST:g} times", square)


def _boxed(draft: Draft, path: Path, found: str, expected: str, box: Box) -> Finding:
    """A finding that another viewBox mends."""
    import re

    text = path.read_text("utf-8", "replace")
    view = f'viewBox="{box.left:.1f} {box.top:.1f} {box.width:.1f} {box.height:.1f}"'
    sized = re.sub(r"viewBox=([\"']).*?\1", view, text, count=1) if "viewBox" in text else text.replace("<svg", f"<svg {view}", 1)
    return Finding(_called(draft, path), found, f"{expected}: {view}", (Change((), sized, f"{path.parent.name}/{path.name}"),))


def _numbers(box: Box) -> str:
    return f"{box.left:.0f} {box.top:.0f} to {box.right:.0f} {box.bottom:.0f}"


# Fonts


def _fonts(draft: Draft) -> Iterator[Finding]:
    """Font files that can't be used."""
    for path in files_in(draft.own.font_folder, FONTS):
        try:
            vendored().with_folder(path)
        except InputError as error:
            yield Finding(_called(draft, path), error.what, "a font that can be used", (Change((), None, f"fonts/{path.name}"),))


def _families(draft: Draft, languages: Sequence[str]) -> Iterator[Finding]:
    """Families that are not there, and letters of the languages that a theme's own fonts lack."""
    fonts, theme = vendored(), draft.theme
    for folder in reversed(theme.font_folders):
        fonts = fonts.with_folder(folder)
    for name, voice in theme.fonts.items():
        location = ("fonts", name, "families")
        unknown = [family for family in voice.families if not _has(fonts, family)]
        if unknown:
            usual = at(draft.parent, location) or ["Inter"]
            rest = [family for family in voice.families if family not in unknown]
            expected = "families that come with imggen, or are in the theme's folder fonts"
            yield Finding(draft.own.place(location), f"the font {', '.join(unknown)}", expected, (Change(location, rest or list(usual)),))
        elif set(voice.families) & set(fonts.own):
            yield from _uncovered(draft, name, fonts, languages)


def _uncovered(draft: Draft, name: str, fonts: FontSet, languages: Sequence[str]) -> Iterator[Finding]:
    """The languages that a voice's own fonts lack letters of: cards in them would be set in another font."""
    voice, location = draft.theme.fonts[name], ("fonts", name, "families")
    families = list(voice.families)
    for code in languages:
        letters = _letters(code)
        missing = _missing(fonts, families, voice.weight, code, letters)
        if missing:
            known = [each for each in vendored().fallback if each.casefold() in fonts.families]
            helper = next((each for each in known if not _missing(fonts, [each], voice.weight, code, missing)), "")
            families += [helper] if helper else []
            found = f"no {' '.join(missing[:8])} in {', '.join(voice.families)}"
            expected = f"fonts with all letters of {find_language(code).name}"
            yield Finding(draft.own.place(location), found, expected, (Change(location, list(families)),) if helper else ())


def _missing(fonts: FontSet, families: Sequence[str], weight: int, code: str, letters: Sequence[str]) -> list[str]:
    """The letters that none of the families has."""
    chain = Chain(tuple(face for name in families for face in fonts.family(name).faces(weight, code)), ())
    return [letter for letter in letters if not chain.draws(letter)]


def _has(fonts: FontSet, family: str) -> bool:
    return family.casefold() in fonts.families


def _letters(code: str) -> tuple[str, ...]:
    """The letters and signs that the messages of a language are written in."""
    from imggen.text.clusters import clusters

    texts = " ".join(map(str, find_language(code).messages.values()))
    plain = "".join(" " if character in "{}#<>|=_" else character for character in texts)
    return tuple(sorted({cluster for cluster in clusters(plain + "0123456789") if cluster.strip()}))
