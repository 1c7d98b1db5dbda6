"""`imggen languages`: the languages of cards and alt texts."""

from __future__ import annotations

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table
from imggen.cli.plain import command
from imggen.wording.language import find_language
from imggen.wording.language import languages as codes

_DIRECTIONS = {"ltr": "left to right", "rtl": "right to left"}
_EXAMPLES = """
imggen languages
imggen languages --json
"""


def languages(*, json: Json = False) -> None:
    """List the languages."""
    found = [find_language(code) for code in codes()]
    if json:
        say(as_json([{"code": one.code, "name": one.name, "direction": one.direction, "reviewed": one.reviewed} for one in found]))
    else:
        rows = [(one.code, one.name, _DIRECTIONS[one.direction], "yes" if one.reviewed else "not yet") for one in found]
        say_table(("code", "language", "written", "read by a native"), rows)


COMMAND = command(languages, _EXAMPLES)
