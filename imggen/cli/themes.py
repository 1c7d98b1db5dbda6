"""`imggen themes`: the looks that cards can have, and the tools to make one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table, warn
from imggen.cli.plain import Entry, command, group
from imggen.errors import ImggenError, printable
from imggen.files import atomic_write

_HERE = "See what there is"
_MAKE = "Make one"
THEME = typer.Argument(metavar="THEME", help="The path of a theme's folder, TOML file or zip, or a theme's name.", show_default=False)
_EXAMPLES = """
imggen themes
imggen themes new town --colour '#0a7'
imggen themes preview town -o sheet.html
imggen themes check town
imggen render mastodon=5876 x=5832 --theme ./town
"""
_LIST_EXAMPLES = """
imggen themes list
imggen themes list --json
"""
_PACK_EXAMPLES = """
imggen themes pack town
imggen themes pack town -o town-1.0.zip
"""


def themes(context: typer.Context, *, json: Json = False) -> None:
    """List the themes, and make, check, preview and pack your own."""
    if context.invoked_subcommand is None:
        show(json=json)


def show(*, json: Json = False) -> None:
    """List the themes: imggen's, yours, and those of installed packages. One that can't be used is named with why."""
    from imggen.themefiles.find import known, load_theme

    found: list[dict[str, str]] = []
    for each in known():
        listed = {"name": each.name, "from": each.whence}
        try:
            found.append({**listed, "summary": printable(load_theme(each.name).summary)})
        except ImggenError as error:
            found.append({**listed, "summary": "", "error": str(error)})
    if json:
        say(as_json(found))
    else:
        say_table(("theme", "from", "looks like"), [(each["name"], each["from"], each["summary"]) for each in found if "error" not in each])
    warn(f"the theme {each['name']} can't be used: {each['error']}" for each in found if "error" in each)


def pack(
    theme: Annotated[str, THEME],
    *,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="The zip to write: else NAME.zip.")] = None,
    json: Json = False,
) -> None:
    """Put a theme into a zip, to be given on.

    Refuses art without a licence, and leaves out fonts that are not marked redistributable.
    """
    from imggen.theming.pack import pack_theme

    packed = pack_theme(theme)
    target = Path(output or f"{packed.name}.zip")
    atomic_write(target, packed.data)
    warn(packed.left_out)
    if json:
        say(as_json({"path": str(target), "bytes": len(packed.data), "files": list(packed.files), "left_out": list(packed.left_out)}))
    else:
        say(f"{target}\n{', '.join(packed.files)}")


LIST, PACK = command(show, _LIST_EXAMPLES), command(pack, _PACK_EXAMPLES)
COMMAND = group(
    themes,
    {
        "list": Entry(f"{__name__}:LIST", _HERE, "List the themes."),
        "show": Entry("imggen.cli.themes_show:COMMAND", _HERE, "Print what a theme says, colours with swatches."),
        "new": Entry("imggen.cli.themes_new:COMMAND", _MAKE, "Make a theme of a colour, a logo or a picture."),
        "check": Entry("imggen.cli.themes_check:COMMAND", _MAKE, "Check a theme on real cards: contrast, colour vision, fonts, art."),
        "preview": Entry("imggen.cli.themes_preview:COMMAND", _MAKE, "Draw every kind and shape on one sheet, and follow changes."),
        "pack": Entry(f"{__name__}:PACK", _MAKE, "Put a theme into a zip, to be given on."),
    },
    _EXAMPLES,
)
