"""`imggen accounts`: the accounts that imggen may post from."""

from __future__ import annotations

import os

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say, say_table
from imggen.cli.plain import command
from imggen.posting.accounts import Accounts
from imggen.posting.places import accounts_folder

_EXAMPLES = """
imggen accounts
imggen accounts --json
"""


def accounts(*, json: Json = False) -> None:
    """List the accounts that imggen may post from. No token is shown."""
    known = Accounts(accounts_folder(os.environ), os.environ).all()
    if json:
        rows = [
            {"name": one.name, "account": one.acct, "server": one.origin, "software": one.software, "poster": one.poster, "kept": one.kept}
            for one in known
        ]
        say(as_json(rows))
    elif known:
        say_table(("name", "account", "server", "token"), [(one.name, one.acct, one.origin, one.kept) for one in known])
    else:
        say("none yet: imggen login SERVER")


COMMAND = command(accounts, _EXAMPLES)
