"""`imggen count`: the followers of accounts, asked of their own servers."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from imggen.cli.choices import AllowLocal, Fresh, Json
from imggen.cli.counted import count_values
from imggen.cli.output import as_json, say, say_table, warn
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.sources.address import find_address
from imggen.sources.count import Count
from imggen.sources.count import count as count_all
from imggen.sources.tokens import X_TOKEN, client_of, tokens_of

UNKNOWN = 3
"""What the command leaves with when a count is not known."""
X_TERMS = (
    "X is asked with your token: its terms forbid measuring X to compare it with others, and a read has its price; see docs/counting.md"
)

_EXAMPLES = """
imggen count @lelibreedu@mastodon.mim-libre.fr
imggen count '!libre_edu@jlai.lu' @name.bsky.social https://tube.example/c/name
imggen count @lelibreedu@mastodon.mim-libre.fr --json
"""


def count(
    accounts: Annotated[
        list[str],
        typer.Argument(metavar="ACCOUNT...", help="@name@server, !community@server, @name.bsky.social, x:name, or a page's web address."),
    ],
    *,
    fresh: Fresh = False,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Count the followers of accounts, asked of their own servers.

    A count is a number, hidden, or unknown and why. Leaves with 3 when one is unknown. X is asked only with a token of your own, in
    IMGGEN_X_TOKEN.
    """
    addresses = [find_address(one) for one in accounts]
    if any(one.network == "x" for one in addresses) and os.environ.get(X_TOKEN):
        warn([X_TERMS])
    with progress("counting", len(accounts)) as done, client_of(os.environ, allow_local=allow_local) as client:
        found = count_all(accounts, client=client, allow_local=allow_local, fresh=fresh, token_of=tokens_of(os.environ), done=done)
    if json:
        say(as_json([count_values(one) for one in found]))
    else:
        say_table(("account", "count", "software", "note"), [_row(one) for one in found])
    if not all(one.settled for one in found):
        raise typer.Exit(UNKNOWN)


def _row(found: Count) -> tuple[str, str, str, str]:
    shown = str(found.count) if found.state == "known" else found.state
    return found.account, shown, found.software or "-", note_of(found)


def note_of(found: Count) -> str:
    """What else there is to say of a count, and how old it is where its server was not asked again."""
    minutes = int((datetime.now(UTC) - found.time).total_seconds() // 60)
    age = f"asked {minutes} min ago: --fresh asks again" if found.settled and minutes else ""
    return "; ".join(note for note in (found.why, age) if note)


COMMAND = command(count, _EXAMPLES)
