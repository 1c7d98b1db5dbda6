"""`imggen themes check`: whether everyone can read the cards of a theme."""

from __future__ import annotations

from typing import Annotated

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.cli.themes import THEME
from imggen.errors import InputError
from imggen.theming.check import LANGUAGES, Report, check_theme

FAILED = 4
"""What the command leaves with when something is wrong."""
_EXAMPLES = """
imggen themes check papier
imggen themes check town --lang fr,ar --json
imggen themes check town --fix
"""


def check(
    theme: Annotated[str, THEME],
    *,
    lang: Annotated[str, typer.Option("--lang", metavar="CODES", help="The languages of its cards, such as fr,ar.")] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Write what is proposed into the theme's file.")] = False,
    json: Json = False,
) -> None:
    """Check a theme: its file, its fonts and drawings, and every kind of card that it makes.

    Words and marks must stand out from what is really behind them, and the series from each other for every colour vision. Each
    finding comes with a value that passes. Leaves with 4 when there is one.
    """
    languages = tuple(code.strip() for code in lang.split(",") if code.strip()) or LANGUAGES
    with progress("looking at cards", 45) as done:
        report = check_theme(theme, languages, lambda: done(None))
    if json:
        say(as_json([finding.as_json() for finding in report.findings]))
    else:
        for finding in report.findings:
            say(str(finding))
    if fix and report.findings:
        _fix(theme, report)
    elif report.findings:
        raise typer.Exit(FAILED)
    elif not json:
        say(f"{theme}: nothing found")
        _advise(report)


def _advise(report: Report) -> None:
    """Say what is no fault, and keeps the theme from being given on."""
    from imggen.theming.pack import wants_licence

    draft = report.draft
    if draft is not None and wants_licence(draft.own, draft.theme):
        say('before it can be packed, write licence = "CC-BY-4.0" or whatever the licence of its pictures is, and credit = "NAME"')


def _fix(theme: str, report: Report) -> None:
    from imggen.theming.fixing import fix

    if report.draft is None or any(not finding.changes for finding in report.findings):
        raise InputError("not all of this can be mended by itself", theme, "change the file, then check it again")
    if report.draft.own.called.endswith(": theme.toml"):
        raise InputError("it is in a zip", theme, "unpack it, and name its folder")
    for path in fix(report.draft.own, report.changes):
        say(f"changed {path}")


COMMAND = command(check, _EXAMPLES)
