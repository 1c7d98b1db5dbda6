"""`imggen run`: a campaign's counts collected, and what is due drawn and posted, once."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from imggen.campaign.desk import How
from imggen.campaign.report import COLUMNS, INTERNAL, Report, Result, lines
from imggen.campaign.report_json import as_values
from imggen.campaign.run import Done
from imggen.campaign.run import run as run_campaign
from imggen.campaign.run import send as send_posts
from imggen.cli.choices import AllowLocal, Fresh, Json
from imggen.cli.count import X_TERMS
from imggen.cli.language import terminal_language
from imggen.cli.output import as_json, complain, say, say_table, warn
from imggen.cli.places import refuse
from imggen.cli.plain import command
from imggen.cli.progress import progress
from imggen.errors import InputError
from imggen.platforms import find_platform
from imggen.sources.inputs import campaign_members
from imggen.sources.tokens import X_TOKEN

_HOW, _APPROVE = "How", "Approve before posting"
_EXAMPLES = """
imggen run campaign.toml
imggen run campaign.toml --dry-run
imggen run examples/weekly.toml --offline --dry-run
imggen run campaign.toml --prepare outbox
imggen run campaign.toml --send outbox
"""


def _folder(name: str, text: str) -> Any:
    return typer.Option(name, metavar="DIR", help=text, rich_help_panel=_APPROVE, show_default=False)


def run(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN", help="A campaign file with places in it.", show_default=False)],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count and show what would be posted; write and post nothing.", rich_help_panel=_HOW)
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Check the file and draw its cards, with no network and no token.", rich_help_panel=_HOW)
    ] = False,
    prepare: Annotated[str | None, _folder("--prepare", "Write what is due here, to be looked at, instead of posting it.")] = None,
    send: Annotated[str | None, _folder("--send", "Post what was prepared here, exactly as it is.")] = None,
    fresh: Fresh = False,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Run a campaign: collect its counts, and draw and post what is due, once.

    What was posted is remembered: run it as often as you like, from cron too. Posts are unlisted unless the campaign names a visibility.
    Leaves with 0 when all is well, also when nothing is due; with 3 when a count is missing or a server says no, with 2 when something
    can't be used, with 4 when a check fails or a post lacks its picture or description.
    """
    if send is not None:
        refuse(
            "it does not go with --send", {"--prepare": prepare is not None, "--dry-run": dry_run, "--offline": offline, "--fresh": fresh}
        )
    if offline:
        refuse("it does not go with --offline", {"--fresh": fresh})
    how = How(
        environment=os.environ,
        language=terminal_language(os.environ),
        allow_local=allow_local,
        fresh=fresh,
        dry_run=dry_run,
        offline=offline,
        prepare=_named(prepare, "--prepare"),
        clock=lambda: datetime.now(UTC),
    )
    outbox = _named(send, "--send")
    if not (offline or outbox) and os.environ.get(X_TOKEN) and _asks_x(campaign):
        warn([X_TERMS])
    with ExitStack() as bars:

        def watched(what: str, total: int) -> Done:
            bars.pop_all().close()
            return bars.enter_context(progress(what, total))

        report = send_posts(campaign, outbox, how, watch=watched) if outbox else run_campaign(campaign, how, watch=watched)
    warn(doubt for one in report.collected for doubt in one.doubts)
    warn(f"a text of the earlier outbox was edited, and is in {path} now" for path in report.edited)
    _say(report, json=json)
    for trouble in report.troubles:
        complain(trouble)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def _asks_x(campaign: str) -> bool:
    """Whether an account on X will be asked for."""
    return any(find_platform(name).key == "x" for member in campaign_members(campaign) for name in member.accounts)


def _named(folder: str | None, option: str) -> Path | None:
    if folder is not None and not folder.strip():
        raise InputError("no folder is named", option, f"name one: {option} outbox")
    return Path(folder) if folder is not None else None


def _say(report: Report, *, json: bool) -> None:
    """Print what became of each card; what a person has to do goes where errors go."""
    if json:
        say(as_json(as_values(report)))
    else:
        shown = [one for one in report.results if one.state not in ("not due", "failed", "waiting")]
        if shown:
            say_table(COLUMNS, lines(shown))
        elif not any(one.exit_code == INTERNAL for one in report.results):
            say("nothing is due" if not any(one.exit_code for one in report.results) else "nothing was posted")
    for one in report.results:
        _tell(one)
    if any(one.state == "waiting" for one in report.results):
        sys.stderr.write("type the counts that are missing:\n")
        for line in dict.fromkeys(line for one in report.results for line in one.add):
            sys.stderr.write(f"  {line}\n")


def _tell(one: Result) -> None:
    whose = ", ".join(filter(None, (one.subject, one.card, one.language, one.place)))
    warn(f"{whose}: {note}" for note in one.notes)
    if one.error:
        complain(f"{whose}: {one.error}")


COMMAND = command(run, _EXAMPLES)
