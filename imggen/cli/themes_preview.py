"""`imggen themes preview`: every kind and shape of a theme on one sheet."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from imggen.cli.choices import one_of
from imggen.cli.output import complain, say
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.cli.themes import THEME
from imggen.errors import ImggenError, InputError
from imggen.files import atomic_write
from imggen.theming.check import LANGUAGES
from imggen.theming.watching import Preview, serve, watch

_EXAMPLES = """
imggen themes preview papier -o sheet.png
imggen themes preview town -o sheet.html --simulate deutan
imggen themes preview town --watch
"""
SIMULATIONS = ("protan", "deutan", "tritan", "grey", "400px")


def preview(
    theme: Annotated[str, THEME],
    *,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="The sheet to write: sheet.png or sheet.html.")] = "",
    simulate: Annotated[str, typer.Option("--simulate", metavar="HOW", help="protan, deutan, tritan, grey, or 400px.")] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="CODES", help="The languages of the cards, such as fr,ar.")] = "",
    follow: Annotated[bool, typer.Option("--watch", help="Show it in a browser, and draw it anew whenever it is saved.")] = False,
    port: Annotated[str, typer.Option("--port", metavar="NUMBER", help="Where the browser finds it: else wherever there is room.")] = "0",
    open_it: Annotated[bool, typer.Option("--open", help="Open it: the sheet, or the browser.")] = False,
) -> None:
    """Draw every kind and shape of card in a theme on one sheet: a picture, or a page that needs nothing else.

    With --watch, a browser shows it: what is looked at is drawn anew within half a second of a save, and what is wrong stands above.
    """
    if simulate:
        one_of(simulate, SIMULATIONS, "--simulate")
    if output and not output.endswith((".png", ".html")):
        raise InputError(f"found {output!r}", "-o", "name a file that ends in .png or .html")
    languages = tuple(code.strip() for code in lang.split(",") if code.strip()) or LANGUAGES
    target = Path(output or ("" if follow else "sheet.png"))
    shown = Preview(theme, languages, simulate)
    if follow:
        _watch(shown, target if output else None, _number(port), open_it=open_it)
    else:
        _write(shown, target)
        say(str(target))
        if open_it:
            typer.launch(str(target))


def _number(port: str) -> int:
    if not port.isdigit() or int(port) > 65535:
        raise InputError(f"found {port[:20]!r}", "--port", "a number up to 65535 is expected")
    return int(port)


def _write(shown: Preview, target: Path) -> None:
    """Write the sheet as it is now. Raises ImggenError."""
    from imggen.theming.preview import ROW, as_page, as_picture, draw_all, shown_samples

    shown.follow()
    if shown.theme is None or shown.said:
        raise InputError(shown.said or "no theme")
    with progress("drawing", len(shown_samples(shown.languages))) as done:
        tall = 0 if target.suffix == ".html" else ROW
        cards = draw_all(shown.theme, shown.languages, shown.simulation, lambda: done(None), tall)
    page = as_page(shown.theme, cards, shown.simulation).encode() if target.suffix == ".html" else as_picture(cards)
    atomic_write(target, page)


def _watch(shown: Preview, target: Path | None, port: int, *, open_it: bool) -> None:
    """Serve the preview until it is interrupted."""

    def redrawn() -> None:
        if shown.said:
            complain(shown.said)
        elif target is not None:
            try:
                _write(shown, target)
                say(str(target))
            except ImggenError as error:
                complain(str(error))
        sys.stdout.flush()

    if target is not None:
        _write(shown, target)
    shown.follow()
    address = f"http://127.0.0.1:{serve(shown, port).server_port}/"
    say(f"look at {address} and change {shown.given}; leave with Ctrl+C")
    sys.stdout.flush()
    if open_it:
        typer.launch(address)
    watch(shown, redrawn, threading.Event())


COMMAND = command(preview, _EXAMPLES)
