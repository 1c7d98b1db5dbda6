"""`imggen post`: a card and its description, on the account's own server, once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from imggen.cli.asking import confirm
from imggen.cli.choices import AllowLocal, Json, one_of, whole_number
from imggen.cli.language import terminal_language
from imggen.cli.output import as_json, one_line, say, visible, warn
from imggen.cli.plain import command
from imggen.errors import InputError
from imggen.network.client import Client
from imggen.posting.alt import find_alt
from imggen.posting.answers import host_of
from imggen.posting.deliver import Patience
from imggen.posting.fitting import read_image
from imggen.posting.picture import Words, posted_words
from imggen.posting.post import VISIBILITIES, Draft, Outcome, Post
from imggen.posting.session import Session, open_session
from imggen.sources.words import at
from imggen.wording.language import posted_code

_WORDS, _WHERE, _HOW = "The post", "The account", "How"
_SAME = {"private": "followers", "home": "unlisted", "specified": "direct"}
"""What servers call visibilities."""
_EXAMPLES = """
imggen post card.png --to mastodon.example --dry-run
imggen post card.png --as lelibreedu --text 'Mastodon passe devant X' --visibility unlisted
imggen post card.png --to '!libre_edu@jlai.lu'
imggen post card.png --edit https://mastodon.example/@lelibreedu/1234
"""


def _option(name: str, metavar: str, text: str, task: str) -> Any:
    return typer.Option(name, metavar=metavar, help=text, rich_help_panel=task, show_default=False)


def post(
    card: Annotated[str, typer.Argument(metavar="CARD.png", help="The picture; its description stands beside it, or in it.")],
    *,
    to: Annotated[str | None, _option("--to", "SERVER", "A server, an account's name, or a community: !name@server.", _WHERE)] = None,
    name: Annotated[str | None, _option("--as", "NAME", "One of those that 'imggen accounts' lists.", _WHERE)] = None,
    text: Annotated[str | None, _option("--text", "TEXT", "What the post says: else what the card says in a sentence.", _WORDS)] = None,
    lang: Annotated[str | None, _option("--lang", "CODE", "The post's language: else the card's.", _WORDS)] = None,
    visibility: Annotated[str | None, _option("--visibility", "WHO", "public, unlisted, followers or direct.", _WORDS)] = None,
    content_warning: Annotated[str | None, _option("--content-warning", "TEXT", "Stands before the post, and hides it.", _WORDS)] = None,
    reply_to: Annotated[str | None, _option("--reply-to", "URL", "The post that it continues.", _WORDS)] = None,
    schedule: Annotated[str | None, _option("--schedule", "TIME", "When it appears: 2026-12-01T09:00+01:00.", _WORDS)] = None,
    max_bytes: Annotated[str | None, _option("--max-bytes", "NUMBER", "Make the picture no larger than this.", _HOW)] = None,
    edit: Annotated[str | None, _option("--edit", "URL", "Mend the description of a post that is there.", _HOW)] = None,
    image: Annotated[bool, typer.Option("--image", help="With --edit: replace the picture too.", rich_help_panel=_HOW)] = False,
    picture: Annotated[str | None, _option("--picture", "NUMBER", "With --edit: which of the post's pictures, from 1 on.", _HOW)] = None,
    again: Annotated[bool, typer.Option("--again", help="Post it though it was posted before.", rich_help_panel=_HOW)] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be posted, and post nothing.", rich_help_panel=_HOW)] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Post without asking.", rich_help_panel=_HOW)] = False,
    allow_local: AllowLocal = False,
    json: Json = False,
) -> None:
    """Post a card with its description, once.

    Shows what will be posted, and asks. A card that the account has posted already is not posted again: its address is printed.
    """
    if image and not edit:
        raise InputError("there is no post to replace the picture of", "--image", "name it with --edit URL")
    if picture and not edit:
        raise InputError("there is no post to mend a picture of", "--picture", "name it with --edit URL")
    largest, which = whole_number(max_bytes, "--max-bytes"), whole_number(picture, "--picture")
    words = posted_words(Path(card))
    asked = Post(
        image=read_image(card),
        alt=find_alt(Path(card)),
        text="" if edit else _text(card, words, text),
        title=words.title or one_line((text or "").strip().partition("\n")[0]),
        language=_language(lang) or words.language or terminal_language(os.environ),
        visibility=one_of(_SAME.get(visibility, visibility), VISIBILITIES, "--visibility") if visibility else "",
        warning=content_warning or "",
        reply_to=reply_to or "",
        schedule=_time(schedule) if schedule else None,
    )
    with Client(allow_local=allow_local) as client:
        session = open_session(client, to or (host_of(edit) if edit and not name else ""), name or "", os.environ)
        draft = session.draft(asked, max_bytes=largest)
        _show(_lines(card, draft, session, edit), apart=json or not dry_run)
        if edit:
            session.check_mendable(edit, draft, which)
        if dry_run:
            _dry(card, draft, session, edit, json=json)
            return
        confirm("Mend it?" if edit else "Post it?", yes=yes)
        patience = Patience(sleep=_wait)
        outcome = session.mend(edit, draft, picture=image, which=which) if edit else session.post(draft, again=again, patience=patience)
    _tell(card, draft, session, outcome, json=json)


def _text(card: str, words: Words, text: str | None) -> str:
    """What the post says. Raises InputError when nothing is known and nothing was given."""
    said = text if text is not None else words.text
    if not said.strip():
        raise InputError("nothing is known of what this card says", card, "give the post's text with --text")
    return said


def _language(code: str | None) -> str:
    """The code that was given; nothing when none was. Raises InputError for one that is no language's."""
    try:
        return posted_code(code) if code else ""
    except InputError as error:
        raise at(error, "--lang") from None


def _time(text: str) -> datetime:
    """The time that was typed. Raises InputError for what is none, or has no offset."""
    try:
        found = datetime.fromisoformat(text)
        found.astimezone(UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo is None:
        raise InputError(f"not a time with its offset: {text[:40]!r}", "--schedule", "write it as 2026-12-01T09:00+01:00")
    return found


def _wait(seconds: float) -> None:
    """Wait, and tell a person at a terminal what for."""
    if seconds >= 1 and sys.stderr.isatty():
        sys.stderr.write("no answer yet: looking whether it was posted\n")
    time.sleep(seconds)


def _lines(card: str, draft: Draft, session: Session, edit: str | None) -> Iterator[str]:
    """What will be sent, a line each."""
    image, who = draft.image, session.connection.who
    yield f"picture:     {card}, {image.width}x{image.height}, {len(image.data)} bytes"
    yield f"description: {draft.alt}"
    if edit:
        yield f"post:        {edit}"
    else:
        yield from (f"{'text:' if not place else '':13}{line}".rstrip() for place, line in enumerate(draft.text.splitlines()))
        yield from (f"title:       {draft.title}",) if draft.title else ()
        yield f"visibility:  {draft.visibility}"
        yield from (f"warning:     {draft.warning}",) if draft.warning else ()
        yield from (f"reply to:    {draft.reply_to}",) if draft.reply_to else ()
        yield from (f"appears:     {draft.schedule.isoformat()}",) if draft.schedule else ()
    yield f"account:     {who.acct}" + (f", in {session.place}" if session.place else "")


def _show(lines: Iterator[str], *, apart: bool) -> None:
    """Print what will be sent, apart from what the command prints where that is something else: an address, or JSON."""
    for line in map(visible, lines):
        if apart:
            sys.stderr.write(f"{line}\n")
        else:
            say(line)


def _dry(card: str, draft: Draft, session: Session, edit: str | None, *, json: bool) -> None:
    """Say what would come of it."""
    there = None if edit else session.find(draft)
    warn(draft.notes)
    if json:
        state = "would mend" if edit else "would find" if there else "would post"
        told = {"dry_run": True, "state": state, "url": edit or (there.url if there else "")}
        say(as_json({**told, **_values(card, draft, session)}))
    elif there:
        say(f"it is there already: {there.url}")
    else:
        say("nothing was posted")


def _tell(card: str, draft: Draft, session: Session, outcome: Outcome, *, json: bool) -> None:
    warn(outcome.notes)
    if json:
        when = outcome.scheduled.isoformat() if outcome.scheduled else None
        told = {"state": outcome.state, "url": outcome.url, "id": outcome.id, "scheduled": when}
        say(as_json({**told, **_values(card, draft, session)}))
        return
    if outcome.state == "found":
        sys.stderr.write("it was posted already\n")
    if not outcome.url:
        account = session.account
        whose = f"--to {session.origin.authority}" if account.kept == "environment" else f"--as {account.name}"
        sys.stderr.write(visible(f"until it appears, this removes it: imggen unpost {outcome.id} {whose}") + "\n")
    say(outcome.url or f"scheduled as {outcome.id}")


def _values(card: str, draft: Draft, session: Session) -> dict[str, Any]:
    image = draft.image
    return {
        "account": session.connection.who.acct,
        "server": str(session.origin),
        "place": session.place,
        "visibility": draft.visibility,
        "lang": draft.language,
        "text": draft.text,
        "alt": draft.alt,
        "path": card,
        "width": image.width,
        "height": image.height,
        "bytes": len(image.data),
        "notes": list(draft.notes),
    }


COMMAND = command(post, _EXAMPLES)
