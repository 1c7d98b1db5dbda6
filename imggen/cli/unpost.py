"""`imggen unpost`: a post deleted, after asking."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from imggen.cli.asking import confirm
from imggen.cli.choices import AllowLocal, Json
from imggen.cli.output import as_json, say
from imggen.cli.plain import command
from imggen.network.client import Client
from imggen.posting.answers import host_of
from imggen.posting.mending import located
from imggen.posting.session import open_session

_EXAMPLES = """
imggen unpost https://mastodon.example/@lelibreedu/1234
imggen unpost 3221 --as lelibreedu
"""


def unpost(
    url: Annotated[str, typer.Argument(metavar="URL", help="The post's address, as its own server shows it; a scheduled one's id.")],
    *,
    to: Annotated[str | None, typer.Option("--to", metavar="SERVER", help="The server, when the address is of another one.")] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="One of those that 'imggen accounts' lists.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")] = False,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Delete a post of your own, after asking. The same card is not posted again unless you say so."""
    with Client(allow_local=allow_local) as client:
        session = open_session(client, to or ("" if name else host_of(url)), name or "", os.environ)
        seen = located(url, session.connection)
        confirm(f"Delete {seen.url or url} of {session.connection.who.acct}?", yes=yes)
        outcome = session.remove(url)
    said = {"state": outcome.state, "url": outcome.url, "id": outcome.id, "account": outcome.account}
    say(as_json(said) if json else f"deleted: {outcome.url}")


COMMAND = command(unpost, _EXAMPLES)
