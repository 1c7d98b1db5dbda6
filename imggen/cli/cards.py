"""`imggen cards`: the kinds of card."""

from __future__ import annotations

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table
from imggen.cli.plain import command
from imggen.kind import find_kind, kinds

_EXAMPLES = """
imggen cards
imggen cards --json
"""


def cards(*, json: Json = False) -> None:
    """List the kinds of card."""
    rows = [(name, find_kind(name).summary) for name in kinds()]
    if json:
        say(as_json([{"name": name, "summary": summary} for name, summary in rows]))
    else:
        say_table(("card", "shows"), rows)


COMMAND = command(cards, _EXAMPLES)
