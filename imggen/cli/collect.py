"""`imggen collect`: a campaign's counts, asked of their servers and written into its tables."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Annotated

import typer

from imggen.cli.choices import AllowLocal, Fresh, Json
from imggen.cli.count import UNKNOWN, X_TERMS, note_of
from imggen.cli.counted import collected_values
from imggen.cli.output import as_json, complain, say, say_table, warn
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.history.collect import Collected
from imggen.history.collect import collect as collect_all
from imggen.platforms import find_platform
from imggen.sources.inputs import campaign_members
from imggen.sources.tokens import X_TOKEN, client_of, tokens_of

_EXAMPLES = """
imggen collect campaign.toml
imggen collect campaign.toml --json
"""


def collect(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="A campaign file with accounts in it.", show_default=False)],
    *,
    fresh: Fresh = False,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Count a campaign's accounts, and write the counts into its tables.

    Each reading is written once, with its time, its source and how exact it is. Hidden and unknown counts are not written. Leaves with 3
    when a count is unknown, with 2 when a table can't be written.
    """
    accounts = [find_platform(name).key for member in campaign_members(campaign) for name in member.accounts]
    if "x" in accounts and os.environ.get(X_TOKEN):
        warn([X_TERMS])
    with progress("counting", len(accounts)) as done, client_of(os.environ, allow_local=allow_local) as client:
        found = collect_all(campaign, client=client, allow_local=allow_local, fresh=fresh, token_of=tokens_of(os.environ), done=done)
    warn(doubt for one in found for doubt in one.doubts)
    if json:
        say(as_json([collected_values(one) for one in found]))
    else:
        say_table(("subject", "platform", "count", "note"), [row for one in found for row in _rows(one)])
    for one in found:
        if one.error:
            complain(str(one.error))
    if not all(one.settled for one in found):
        raise typer.Exit(2 if any(one.error for one in found) else UNKNOWN)


def _rows(found: Collected) -> Iterable[tuple[str, str, str, str]]:
    for key, count in found.counts.items():
        shown = str(count.count) if count.state == "known" else count.state
        notes = [note] if (note := note_of(count)) else []
        notes += [f"written to {found.path}"] if key in found.added else []
        yield found.subject.shown or "-", find_platform(key).name, shown, "; ".join(notes)


COMMAND = command(collect, _EXAMPLES)
