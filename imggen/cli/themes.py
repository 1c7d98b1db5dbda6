"""`imggen themes`: the looks that cards can have."""

from __future__ import annotations

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table
from imggen.cli.plain import Entry, command, group
from imggen.theme import find_theme
from imggen.theme import themes as names

_EXAMPLES = """
imggen themes
imggen themes list --json
"""


def themes(context: typer.Context, *, json: Json = False) -> None:
    """List the themes."""
    if context.invoked_subcommand is None:
        show(json=json)


def show(*, json: Json = False) -> None:
    """List the themes."""
    found = [find_theme(name) for name in names()]
    if json:
        say(as_json([{"name": one.name, "summary": one.summary} for one in found]))
    else:
        say_table(("theme", "looks like"), [(one.name, one.summary) for one in found])


LIST = command(show, _EXAMPLES)
COMMAND = group(themes, {"list": Entry(f"{__name__}:LIST", "See what there is", "List the themes.")}, _EXAMPLES)
