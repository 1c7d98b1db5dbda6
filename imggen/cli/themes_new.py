"""`imggen themes new`: a theme of a colour, a logo or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.errors import InputError
from imggen.theming.new import Wish, make_theme, write_theme

_EXAMPLES = """
imggen themes new town --colour '#0a7'
imggen themes new town --from papier --colour '#0a7' --logo town.svg
imggen themes new town --picture photo.jpg --dark
"""
_STEPS = 120
"""About as many cards as are drawn until a theme passes."""


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called: its folder is made here.", show_default=False)],
    *,
    start: Annotated[str, typer.Option("--from", metavar="THEME", help="The theme to start from: else from nothing.")] = "",
    colour: Annotated[str, typer.Option("--colour", "--color", metavar="COLOUR", help="The colour to start from, such as '#0a7'.")] = "",
    logo: Annotated[str, typer.Option("--logo", metavar="FILE", help="A picture for the foot of every card: SVG, PNG and others.")] = "",
    picture: Annotated[str, typer.Option("--picture", metavar="FILE", help="A picture to lie behind every card, under a veil.")] = "",
    dark: Annotated[bool, typer.Option("--dark", help="Light words on dark paper.")] = False,
    light: Annotated[bool, typer.Option("--light", help="Dark words on light paper.")] = False,
    json: Json = False,
) -> None:
    """Make a theme: a whole palette of a colour, a logo or a picture, in a short file to be changed.

    It can be read by everyone: what it writes passes 'imggen themes check'.
    """
    if dark and light:
        raise InputError("both were asked for", "--dark, --light", "keep one")
    wish = Wish(name=name, parent=start, colour=colour, logo=logo, picture=picture, dark=True if dark else False if light else None)
    with progress("trying it on cards", _STEPS) as done:
        made = make_theme(wish, lambda: done(None))
    written = [str(path) for path in write_theme(made, Path(name))]
    if json:
        say(as_json({"path": name, "files": written, "colours": [colour.hexadecimal() for colour in made.seeds]}))
    else:
        say(f"{written[0]}\nlook at it:  imggen themes preview {name} --watch\nuse it:      imggen render INPUT --theme ./{name}")


COMMAND = command(new, _EXAMPLES)
