"""`imggen init`: a new campaign, by six questions."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from imggen.cli.language import terminal_language
from imggen.cli.output import say
from imggen.cli.plain import command
from imggen.errors import InputError
from imggen.files import atomic_write_all
from imggen.platforms import find_platform
from imggen.sources.new_campaign import CAMPAIGN, COUNTS, Answers, new_campaign

_ANSWERS = "The answers, asked for at a terminal when they are left out"
_EXAMPLES = """
imggen init
imggen init town --subject @town@example.social --count 120 --rival-count 900 --lang fr
"""


def _answer(name: str, metavar: str, text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, rich_help_panel=_ANSWERS, show_default=False)


def init(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Where to write; made when it is not there.", show_default=False)] = ".",
    *,
    subject: Annotated[str | None, _answer("--subject", "TEXT", "Whose followers: a handle such as @name@server, or a name.")] = None,
    challenger: Annotated[str | None, _answer("--challenger", "NAME", "The platform that catches up: else Mastodon.")] = None,
    count: Annotated[str | None, _answer("--count", "NUMBER", "Followers there today.")] = None,
    rival: Annotated[str | None, _answer("--rival", "NAME", "The platform it is compared with: else X.")] = None,
    rival_count: Annotated[str | None, _answer("--rival-count", "NUMBER", "Followers there today.")] = None,
    lang: Annotated[str | None, _answer("--lang", "CODE", "The language of the cards: else the terminal's.")] = None,
) -> None:
    """Start a campaign: ask six questions, and write campaign.toml and counts.csv.

    Nothing that is there is overwritten. Without a terminal nothing is asked: what no option answers keeps its default.
    """
    place = Path(folder)
    for name in (CAMPAIGN, COUNTS):
        if os.path.lexists(place / name):
            raise InputError("it is there already", str(place / name), "name another folder")
    whose = _ask(subject, "Whose followers? A handle such as @name@server, or a name", "")
    first = _ask(challenger, "The platform that catches up", "Mastodon")
    now = _ask(count, f"Followers on {first} today (empty: not known yet)", "")
    second = _ask(rival, "The platform it is compared with", "X")
    then = _ask(rival_count, f"Followers on {second} today (empty: not known yet)", "")
    language = _ask(lang, "The language of the cards", terminal_language(os.environ))
    answers = Answers(subject=whose, challenger=first, challenger_count=now, rival=second, rival_count=then, lang=language)
    files = new_campaign(answers, date.today())
    _make(place)
    atomic_write_all({place / name: data for name, data in files.items()})
    campaign = place / CAMPAIGN
    words = " ".join(_word(name) for name in (first, second))
    steps = [("draw the card", f"imggen render {campaign}"), ("when you have counted again", f"imggen add {campaign} {words}")]
    known = bool(now and then)
    say(f"wrote {campaign} and {place / COUNTS}")
    for what, line in steps if known else [("when you have counted", steps[1][1]), steps[0]]:
        say(f"{what}:\n  {line}")


def _ask(answer: str | None, question: str, default: str) -> str:
    """The answer that an option gave, else a person, else the default."""
    if answer is not None or not sys.stdin.isatty():
        return default if answer is None else answer
    return str(typer.prompt(question, default=default, show_default=bool(default)))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError("no folder can be made here", str(folder), "name another one") from None


def _word(platform: str) -> str:
    """A count to fill in, as a word on the command line."""
    return shlex.quote(f"{find_platform(platform).key}=COUNT")


COMMAND = command(init, _EXAMPLES)
