"""`imggen fonts`: what words can be set in, and which face would draw a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table, warn
from imggen.cli.plain import command
from imggen.errors import CheckError, InputError
from imggen.sources.system_fonts import find_system_fonts
from imggen.sources.words import cleaned
from imggen.text.degrading import Degraded
from imggen.text.fonts import FontSet, vendored
from imggen.text.listing import Listed, listed
from imggen.text.preflight import DrawnRun, preflight
from imggen.text.ruler import Ruler
from imggen.theme import Theme, find_theme
from imggen.wording.language import find_language

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_TOLD = 3
"""How many scripts of a family the table names; --json names them all."""
_EXAMPLES = """
imggen fonts
imggen fonts --check 'Bravo 👩‍💻 日本'
imggen fonts --check 'شكرا' --lang ar --theme nuit --json
"""

_Check = Annotated[str | None, typer.Option("--check", metavar="TEXT", help="Say which face draws each part of this.", show_default=False)]
_ThemeName = Annotated[str | None, typer.Option("--theme", metavar="NAME", help="Whose title the text would be.", show_default=False)]
_Lang = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="CODE", help="The language of the text: Chinese, Japanese and Korean share characters.", show_default=False
    ),
]
_FontPath = Annotated[
    list[str] | None, typer.Option("--font-path", metavar="DIR", help="A folder of fonts to use as well.", show_default=False)
]
_System = Annotated[bool, typer.Option("--system-fonts", help="Ask this machine's fonts last.")]


def fonts(
    *,
    check: _Check = None,
    theme: _ThemeName = None,
    lang: _Lang = None,
    font_path: _FontPath = None,
    system_fonts: _System = False,
    json: Json = False,
) -> None:
    """List the fonts, or say which draws a text.

    Lists every family with its weights, its licence and how many characters of which script it has. With --check, says which face
    draws each part of a text, and leaves with 4 when something can't be drawn as it is written.
    """
    look = find_theme(theme or "papier")
    found = _fonts(look, font_path or [], system=system_fonts)
    if check is None:
        _list([listed(family) for family in found.families.values()], json=json)
    else:
        _check(check, found, look, lang or "en", json=json)


def _fonts(theme: Theme, folders: Sequence[str], *, system: bool) -> FontSet:
    found = vendored()
    for folder in (*map(str, reversed(theme.font_folders)), *folders):
        found = found.with_folder(folder)
    return found.with_system(find_system_fonts()) if system else found


def _list(families: list[Listed], *, json: bool) -> None:
    if json:
        say(as_json([_family(one) for one in families]))
    else:
        say_table(("family", "weights", "licence", "characters"), [_row(one) for one in families])


def _row(one: Listed) -> tuple[str, str, str, str]:
    weights = ", ".join(str(light) if light == heavy else f"{light}-{heavy}" for light, heavy in one.weights)
    if not one.there:
        return one.name, weights, one.licence, "not installed: pip install 'imggen[cjk]'"
    scripts = [f"{name} {number}" for name, number in one.scripts.items()]
    more = f" and {len(scripts) - _TOLD} more" if len(scripts) > _TOLD else ""
    return one.name, weights, one.licence or "not said", ", ".join(scripts[:_TOLD]) + more


def _family(one: Listed) -> dict[str, Any]:
    return {
        "family": one.name,
        "licence": one.licence or None,
        "weights": [list(ends) for ends in one.weights],
        "files": list(one.files),
        "installed": one.there,
        "emoji": one.coloured,
        "scripts": dict(one.scripts),
    }


def _check(text: str, found: FontSet, theme: Theme, language: str, *, json: bool) -> None:
    if not _TAG.fullmatch(language):
        raise InputError(f"found {language[:20]!r}", "--lang", "expected the code of a language, such as ja or zh-Hant")
    text, voice = cleaned(text, "the text"), theme.fonts["title"]
    ruler = Ruler(found, language=language, direction=_direction(language))
    families = ruler.settle(voice.families, [text])
    base = int(ruler.direction_of(text) == "rtl")
    runs, degraded = preflight(text, found.chain(families, voice.weight, language), base)
    if json:
        say(as_json({"text": text, "runs": [_run(run) for run in runs], "degraded": [_degraded(one) for one in degraded]}))
    else:
        say_table(("part", "drawn by", "script", "runs"), [_drawn(run) for run in runs])
        warn(map(str, degraded))
    if degraded:
        points = sum(len(one.code_points) for one in degraded)
        raise CheckError(f"{points} of its code points can't be drawn as they are written", "the text", "each warning names a cure")


def _direction(language: str) -> str:
    """How a card in this language runs; one that imggen does not speak leaves that to the words."""
    try:
        return find_language(language).direction
    except InputError:
        return "ltr"


def _drawn(run: DrawnRun) -> tuple[str, str, str, str]:
    return repr(run.text), run.face.name, run.script or "-", {"ltr": "left to right", "rtl": "right to left"}[run.direction]


def _run(run: DrawnRun) -> dict[str, str | None]:
    return {
        "text": run.text,
        "face": run.face.name,
        "file": str(run.face.file.path),
        "script": run.script or None,
        "direction": run.direction,
    }


def _degraded(one: Degraded) -> dict[str, Any]:
    return {"text": one.text, "code_points": list(one.code_points), "done": one.why, "cure": one.cure}


COMMAND = command(fonts, _EXAMPLES)
