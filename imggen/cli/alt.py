"""`imggen alt`: the alt text alone, of counts or of a card that was drawn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Unpack

import typer

from imggen.api import read_data, tell_data
from imggen.cli.choices import Choices, Inputs, Json, as_options, one_of, whole_number, with_language
from imggen.cli.output import as_json, one_line, say, warn
from imggen.cli.plain import command
from imggen.encode.reading import PICTURES, read_text
from imggen.wording.alt import LIMITS

_TEXT = "The text"
_EXAMPLES = """
imggen alt mastodon=5876 x=5832
imggen alt examples/lelibreedu.toml --tier extended
imggen alt examples/lelibreedu.csv --lang fr --limit 300
"""

_Tier = Annotated[
    str, typer.Option("--tier", metavar="TIER", help="short (140 characters), standard (500) or extended (1500).", rich_help_panel=_TEXT)
]
_Limit = Annotated[
    str | None,
    typer.Option("--limit", metavar="NUMBER", help="Leave out whole sentences to fit so much.", rich_help_panel=_TEXT),
]


def alt(
    inputs: Inputs,
    *,
    tier: _Tier = "standard",
    limit: _Limit = None,
    json: Json = False,
    **choices: Unpack[Choices],
) -> None:
    """Print the alt text alone: of counts, or the one that a card carries.

    Nothing is drawn. With counts it takes the same choices as render.
    """
    one_of(tier, tuple(LIMITS), "--tier")
    longest = whole_number(limit, "--limit")
    if len(inputs) == 1 and Path(inputs[0]).suffix.lower() in PICTURES:
        say(one_line(read_text(Path(inputs[0]), tier, longest)))
        return
    options = as_options(choices)
    data = read_data(inputs, options, sys.stdin.buffer.read)
    told = tell_data(data, with_language(options, data))
    doubts = tuple(dict.fromkeys((*data.doubts, *told.doubts)))
    text = one_line(told.alt_text(tier, longest))
    warn(doubts)
    if json:
        values = {"card": told.story.kind, "lang": told.voice.language.code, "tier": tier, "text": text, "warnings": list(doubts)}
        say(as_json(values))
    else:
        say(text)


COMMAND = command(alt, _EXAMPLES)
