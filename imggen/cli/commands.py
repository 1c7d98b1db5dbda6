"""The commands that there are, by task, and what `imggen` alone says."""

from __future__ import annotations

from typing import Annotated

import typer

from imggen import __version__
from imggen.cli.output import say
from imggen.cli.plain import Entry, group

_CARD, _COUNTS, _POSTS, _LISTS = "Make a card", "Keep the counts", "Post it", "See what there is"

COMMANDS = {
    "render": Entry("imggen.cli.render:COMMAND", _CARD, "Draw a card of counts, and write its alt text beside it."),
    "alt": Entry("imggen.cli.alt:COMMAND", _CARD, "Print the alt text alone, of counts or of a card."),
    "check": Entry("imggen.cli.check:COMMAND", _CARD, "Check whether an alt text is true of the counts, and complete."),
    "init": Entry("imggen.cli.init:COMMAND", _COUNTS, "Start a campaign: ask six questions, write its two files."),
    "add": Entry("imggen.cli.add:COMMAND", _COUNTS, "Write counts into a file, by hand."),
    "count": Entry("imggen.cli.count:COMMAND", _COUNTS, "Count the followers of accounts, asked of their own servers."),
    "collect": Entry("imggen.cli.collect:COMMAND", _COUNTS, "Count a campaign's accounts, and write the counts into its tables."),
    "run": Entry("imggen.cli.run:COMMAND", _POSTS, "Run a campaign: collect its counts, draw and post what is due, once."),
    "login": Entry("imggen.cli.login:COMMAND", _POSTS, "Let imggen post from an account."),
    "accounts": Entry("imggen.cli.accounts:COMMAND", _POSTS, "List the accounts that imggen may post from."),
    "logout": Entry("imggen.cli.login:LOGOUT", _POSTS, "Revoke an account's token, and forget it."),
    "post": Entry("imggen.cli.post:COMMAND", _POSTS, "Post a card with its description, once."),
    "unpost": Entry("imggen.cli.unpost:COMMAND", _POSTS, "Delete a post of your own, after asking."),
    "cards": Entry("imggen.cli.cards:COMMAND", _LISTS, "List the kinds of card."),
    "themes": Entry("imggen.cli.themes:COMMAND", _LISTS, "List the themes, and make, check, preview and pack your own."),
    "languages": Entry("imggen.cli.languages:COMMAND", _LISTS, "List the languages."),
    "fonts": Entry("imggen.cli.fonts:COMMAND", _LISTS, "List the fonts, or say which draws a text."),
}

_GREETING = """\
imggen makes a card of follower counts, and its alt text.

  imggen render mastodon=5876 x=5832   draws card.png in this folder, and card.alt.txt beside it
  imggen init                          starts a campaign that you can add counts to
  imggen --help                        lists all commands"""

_EXAMPLES = """
imggen render mastodon=5876 x=5832
imggen render examples/lelibreedu.toml -o card.png
imggen alt examples/lelibreedu.csv --lang fr
"""


def imggen(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Follower counts in, a card and its alt text out."""
    if version:
        say(f"imggen {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        for line in _GREETING.splitlines():
            say(line)


ROOT = group(imggen, COMMANDS, _EXAMPLES)
