"""`imggen init`: a new campaign, by six questions."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from imggen.cli.language import terminal_language
from imggen.cli.output import say
from imggen.cli.plain import command
from imggen.errors import InputError
from imggen.files import atomic_write_all
from imggen.platforms import find_platform, nearest_platform
from imggen.sources.counts import is_blank, parse_count
from imggen.sources.new_campaign import CAMPAIGN, COUNTS, Answers, new_campaign
from imggen.sources.words import find_subject, shown
from imggen.wording.language import find_language

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
    whose = _ask(subject, "Whose followers? A handle such as @name@server, or a name", "", find_subject)
    first = _ask(challenger, "The platform that catches up", "Mastodon", _platform)
    now = _ask(count, f"Followers on {first} today (empty: not known yet)", "", _count)
    second = _ask(rival, "The platform it is compared with", "X", _platform)
    then = _ask(rival_count, f"Followers on {second} today (empty: not known yet)", "", _count)
    language = _ask(lang, "The language of the cards", terminal_language(os.environ), find_language)
    answers = Answers(subject=whose, challenger=first, challenger_count=now, rival=second, rival_count=then, lang=language)
    files = new_campaign(answers, datetime.now(UTC).date())
    _make(place)
    atomic_write_all({place / name: data for name, data in files.items()})
    campaign = place / CAMPAIGN
    words = " ".join(_word(name) for name in (first, second))
    steps = [("draw the card", f"imggen render {campaign}"), ("when you have counted again", f"imggen add {campaign} {words}")]
    known = bool(now and then)
    say(f"wrote {campaign} and {place / COUNTS}")
    for what, line in steps if known else [("when you have counted", steps[1][1]), steps[0]]:
        say(f"{what}:\n  {line}")


def _ask(answer: str | None, question: str, default: str, read: Callable[[str], object]) -> str:
    """The answer that an option gave, else a person, asked again while it can't be read, else the default."""
    if answer is not None or not sys.stdin.isatty():
        return default if answer is None else answer
    while True:
        typed = str(typer.prompt(question, default=default, show_default=bool(default)))
        try:
            read(typed)
        except InputError as error:
            typer.echo(f"error: {error}", err=True)
        else:
            return typed


def _platform(name: str) -> None:
    """Raise InputError for a slip, or for a number."""
    platform = find_platform(name)
    if near := nearest_platform(platform):
        raise InputError(f"no platform named {platform.name} is known", instead=f"did you mean {near}?")
    if not any(letter.isalpha() for letter in platform.name):
        raise InputError(f"found {shown(name)}", instead="name a platform, such as Mastodon")


def _count(number: str) -> None:
    if not is_blank(number):
        parse_count(number)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise InputError("no folder can be made here", str(folder), "name another one") from None


def _word(platform: str) -> str:
    """A count to fill in, as a word on the command line."""
    return shlex.quote(f"{find_platform(platform).key}=COUNT")


COMMAND = command(init, _EXAMPLES)
