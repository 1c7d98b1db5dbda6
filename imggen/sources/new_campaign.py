"""A new campaign: the text of the campaign file and of the table of counts that it starts with."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date

from imggen.errors import InputError
from imggen.platforms import Platform, find_platform
from imggen.series import Subject
from imggen.sources.assemble import Conventions
from imggen.sources.campaign_file import read_campaign
from imggen.sources.counts import is_blank
from imggen.sources.dates import moment_of
from imggen.sources.edit import BY_HAND, changes_of_words, edited, new_table
from imggen.sources.words import cleaned, find_subject
from imggen.wording.language import find_language

CAMPAIGN, COUNTS = "campaign.toml", "counts.csv"
"""The names of the two files."""

_HANDLE = """\
[subject]
handle = {handle}
# name = "the name that sentences use"
"""
_ACCOUNTS = """
# imggen collect counts these.
[accounts]
{platform} = {handle}
"""
_NAME = """\
[subject]
name = {name}
# handle = "@name@server"
"""
_CAMPAIGN = """\
# A campaign of imggen. What stands behind a # is left out: take the # away to use it.
counts = "{counts}"
challenger = {challenger}
rival = {rival}
lang = {lang}
# card = "timeline"
# tone = "campaign"
# hashtag = "#OneHashtag"
# source = "where the counts come from"
# credit = "who made the card"
# rights = "CC BY 4.0"  # who may use it, and how: in the file, not on the picture

{subject}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What has to be known of a campaign, as a person typed it. Counts may be empty."""

    subject: str = ""
    """A name, or a handle such as `@name@server`."""
    challenger: str = "Mastodon"
    challenger_count: str = ""
    rival: str = "X"
    rival_count: str = ""
    lang: str = "en"


def new_campaign(answers: Answers, today: date) -> dict[str, bytes]:
    """The two files of a new campaign by their names, the counts being today's. Raises InputError for an answer that can't be used."""
    subject = find_subject(answers.subject)
    challenger, rival = (find_platform(cleaned(name, "platform", 60)) for name in (answers.challenger, answers.rival))
    if challenger.key == rival.key or not (challenger.key and rival.key):
        raise InputError(f"challenger and rival are both {challenger.name!r}", instead="name two platforms")
    given = answers.challenger_count, answers.rival_count
    text = _CAMPAIGN.format(
        counts=COUNTS,
        challenger=_quoted(challenger.name),
        rival=_quoted(rival.name),
        lang=_quoted(find_language(answers.lang).code),
        subject=_subject(subject, challenger),
    ).encode()
    read_campaign(text, CAMPAIGN)
    table = new_table([challenger.key, rival.key])
    words = [f"{platform.key}={count}" for platform, count in zip((challenger, rival), given, strict=True) if not is_blank(count)]
    conventions = Conventions(UTC, today)
    changes = [replace(change, source=BY_HAND) for change in changes_of_words(words, moment_of(today, UTC))]
    return {CAMPAIGN: text, COUNTS: edited(table, COUNTS, changes, conventions).data if changes else table}


def _subject(subject: Subject, challenger: Platform) -> str:
    """The table of the subject, and with a handle on the challenger's side that of its accounts."""
    if not subject.handle:
        return _NAME.format(name=_quoted(subject.name))
    handle = _quoted(subject.handle)
    accounts = _ACCOUNTS.format(platform=challenger.key, handle=handle) if challenger.fediverse else ""
    return _HANDLE.format(handle=handle) + accounts


def _quoted(text: str) -> str:
    """A text as TOML writes it, which is as JSON writes it."""
    return json.dumps(text, ensure_ascii=False)
