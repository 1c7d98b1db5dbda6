"""`imggen render`: counts in, a card and its alt text out."""

from __future__ import annotations

import sys
from typing import Annotated, Unpack

import typer

from imggen.api import read_data, render_data
from imggen.cli import desktop
from imggen.cli.choices import Choices, Inputs, Json, as_options, one_of, whole_number, with_language
from imggen.cli.output import as_json, one_line, say, warn
from imggen.cli.places import check_open, check_output, check_replaced, refuse, spare, tell_edited, tell_stale
from imggen.cli.plain import command
from imggen.cli.report import report
from imggen.files import atomic_write_all
from imggen.sidecar import find_place, in_every_language, json_path
from imggen.wording.alt import LIMITS

_FILES, _AFTER = "The files", "Afterwards"
_EXAMPLES = """
imggen render mastodon=5876 x=5832
imggen render examples/lelibreedu.toml -o card.png
imggen render examples/lelibreedu.csv --card timeline --lang fr --tone campaign -o card.svg
imggen render examples/lelibreedu.csv --title 'We did it' --size 1200x675 --json
"""

_Output = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="The picture, by its ending; '-' for standard output.", rich_help_panel=_FILES)
]
_Alt = Annotated[
    str,
    typer.Option("--alt", metavar="TIER", help="Which alt text to write: short, standard or extended.", rich_help_panel=_FILES),
]
_JsonFile = Annotated[bool, typer.Option("--json-file", help="Write what --json prints beside the picture too.", rich_help_panel=_FILES)]
_NoMetadata = Annotated[bool, typer.Option("--no-metadata", help="Leave title and alt text out of the picture.", rich_help_panel=_FILES)]
_MaxBytes = Annotated[
    str | None, typer.Option("--max-bytes", metavar="NUMBER", help="Make the picture no larger than this.", rich_help_panel=_FILES)
]
_Open = Annotated[bool, typer.Option("--open", help="Open the picture in the system's viewer.", rich_help_panel=_AFTER)]
_Copy = Annotated[bool, typer.Option("--copy", help="Put the alt text on the clipboard.", rich_help_panel=_AFTER)]


def render(
    inputs: Inputs,
    *,
    output: _Output = "card.png",
    alt: _Alt = "standard",
    json_file: _JsonFile = False,
    no_metadata: _NoMetadata = False,
    max_bytes: _MaxBytes = None,
    open_it: _Open = False,
    copy: _Copy = False,
    json: Json = False,
    **choices: Unpack[Choices],
) -> None:
    """Draw a card of counts, and write its alt text beside it.

    Writes card.png, or what -o names, and card.alt.txt. A card.alt.txt that somebody edited is left as it is: the new text
    goes to card.alt.new.txt.
    """
    if output == "-":
        refuse("standard output takes the picture alone", {"--json": json, "--json-file": json_file, "--open": open_it})
        check_open()
    picture, ending = check_output(output)
    beside_json = json_path(picture)
    spare(inputs, beside_json)
    if json_file:
        check_replaced(picture)
    tier, largest, options = one_of(alt, tuple(LIMITS), "--alt"), whole_number(max_bytes, "--max-bytes"), as_options(choices)
    data = read_data(inputs, options, sys.stdin.buffer.read)
    spare([str(given) for name in ("avatar", "logo") if (given := options.get(name) or getattr(data.settings, name))], picture)
    card = render_data(data, with_language(options, data))
    text = one_line(card.alt_text(tier))
    encoded = card.encode(ending, metadata=not no_metadata, max_bytes=largest)
    warn(card.warnings)
    if output == "-":
        sys.stdout.buffer.write(encoded)
    else:
        place = find_place(picture, text, otherwise=lambda: in_every_language(card))
        told = report(card, picture, place.path, len(encoded))
        extra = {beside_json: as_json(told).encode()} if json_file else {}
        atomic_write_all({picture: encoded, place.path: f"{text}\n".encode(), **extra})
        tell_edited(picture, place)
        if not json_file:
            tell_stale(picture, told)
        say(as_json(told) if json else f"{picture}\n{text}")
    if copy:
        desktop.copy(text)
    if open_it:
        desktop.show(picture)


COMMAND = command(render, _EXAMPLES)
