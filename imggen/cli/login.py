"""`imggen login` and `imggen logout`: the accounts that imggen may post from."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from imggen.cli.asking import Terminal
from imggen.cli.choices import AllowLocal, Json
from imggen.cli.output import as_json, say, warn
from imggen.cli.plain import command
from imggen.network.client import Client
from imggen.posting.session import log_in, log_out

_LOGIN_EXAMPLES = """
imggen login mastodon.example
imggen login jlai.lu --as forum
imggen login bsky.social
"""
_LOGOUT_EXAMPLES = """
imggen logout forum
"""


def login(
    server: Annotated[str, typer.Argument(metavar="SERVER", help="A Mastodon-like, Misskey-like, Lemmy or Bluesky server.")],
    *,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What to call the account: else its handle.")] = None,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Let imggen post from an account.

    Asks for no more rights than posting takes. The token goes to the system's keyring where there is one, else to a file that only you can
    read. In CI, set IMGGEN_SERVER and IMGGEN_TOKEN instead.
    """
    with Client(allow_local=allow_local) as client:
        account = log_in(client, server, name or "", Terminal(), os.environ)
    if json:
        say(as_json({"name": account.name, "account": account.acct, "server": account.origin, "kept": account.kept}))
    else:
        where = "the system's keyring" if account.kept == "keyring" else "a file that only you can read"
        say(f"{account.name}: {account.acct}, its token is in {where}")


def logout(
    name: Annotated[str, typer.Argument(metavar="NAME", help="One of those that 'imggen accounts' lists.")],
    *,
    allow_local: AllowLocal = False,
) -> None:
    """Revoke an account's token, and forget it."""
    with Client(allow_local=allow_local) as client:
        left = log_out(client, name, os.environ)
    warn([left] if left else [])
    say(f"{name}: forgotten" if left else f"{name}: revoked and forgotten")


COMMAND = command(login, _LOGIN_EXAMPLES)
LOGOUT = command(logout, _LOGOUT_EXAMPLES)
