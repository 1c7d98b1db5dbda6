"""Collecting: the counts of a campaign's accounts, read from their servers and written into its tables."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from imggen.errors import InputError
from imggen.history.record import Measured, Recorded, record
from imggen.network.addresses import Origin
from imggen.network.token import Token
from imggen.platforms import Platform, find_platform
from imggen.series import Subject
from imggen.sources.address import Address, find_address
from imggen.sources.assemble import find_conventions
from imggen.sources.count import Count, count_one, shared_client
from imggen.sources.inputs import campaign_members, member_table
from imggen.sources.servers.x import BY_HAND
from imggen.sources.settings import Settings
from imggen.sources.source import KEPT, Visit, no_token

if TYPE_CHECKING:
    from imggen.network.client import Client

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected of one subject."""

    subject: Subject
    path: Path
    """Its table."""
    counts: Mapping[str, Count]
    """What was found of each account, by the key of its platform."""
    added: tuple[str, ...] = ()
    """The platforms whose readings were written: known counts that were not there yet."""
    doubts: tuple[str, ...] = ()
    """What looks wrong about them, and may be true."""
    error: InputError | None = None
    """Why the table could not be written, if it could not."""

    @property
    def settled(self) -> bool:
        """Whether every count is known or hidden, and written."""
        return self.error is None and all(count.settled for count in self.counts.values())


@dataclass(slots=True)
class _Subject:
    """A subject while its accounts are asked for."""

    settings: Settings
    path: Path
    accounts: dict[str, tuple[Platform, str, Address]]
    counts: dict[str, Count] = field(default_factory=dict)


def collect(
    campaign: str | Path,
    *,
    client: Client | None = None,
    allow_local: bool = False,
    fresh: bool = False,
    token_of: Callable[[Origin], Token | None] = no_token,
    done: Callable[[Count], None] = lambda _: None,
    table_of: Callable[[Path], Path] = lambda path: path,
) -> list[Collected]:
    """Count all accounts of a campaign file, and write what is known into the table of each subject, as soon as that subject is counted.

    A hidden or unknown count is not written. One failure does not stop the others. What was asked in the last 15
    minutes is not asked again, unless with `fresh`. `table_of` names the file to write to in the place of a table: a copy, for a trial.
    Raises InputError, before anything is asked, for a campaign file or an account in it that can't be used.
    """
    subjects = [_subject(settings, campaign) for settings in campaign_members(campaign)]
    if not any(subject.accounts for subject in subjects):
        raise InputError("no accounts to count", str(campaign), 'name them under [accounts]: mastodon = "@name@server"')
    collected: dict[int, Collected] = {}
    with shared_client(client, allow_local=allow_local) as shared:
        visit = Visit(shared, token_of, 0.0 if fresh else KEPT)
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            asked: dict[Future[Count], tuple[int, str]] = {
                pool.submit(count_one, name, address, visit, allow_local=allow_local): (i, key)
                for i, subject in enumerate(subjects)
                for key, (_, name, address) in subject.accounts.items()
            }
            for future in as_completed(asked):
                i, key = asked[future]
                found = _by_hand(future.result(), campaign, subjects[i], several=len(subjects) > 1)
                subjects[i].counts[key] = found
                done(found)
                if len(subjects[i].counts) == len(subjects[i].accounts):
                    collected[i] = _written(subjects[i], table_of)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return [collected[i] for i in sorted(collected)]


def _subject(settings: Settings, campaign: str | Path) -> _Subject:
    """A subject with its accounts understood."""
    accounts: dict[str, tuple[Platform, str, Address]] = {}
    for name, text in settings.accounts.items():
        platform = find_platform(name)
        if platform.key in accounts:
            raise InputError(f"found two accounts on {platform.name}", str(campaign), "give each platform one")
        accounts[platform.key] = (platform, text, find_address(text, platform.key))
    return _Subject(settings, member_table(campaign, settings), accounts)


def _written(subject: _Subject, table_of: Callable[[Path], Path]) -> Collected:
    """Write what is known of a subject, in the order of its accounts."""
    counts = {key: subject.counts[key] for key in subject.accounts}
    measured = [
        Measured(subject.accounts[key][0], found.count, found.time, found.source)
        for key, found in counts.items()
        if found.count is not None
    ]
    settings = subject.settings
    result = Collected(settings.subject, subject.path, counts)
    if not measured:
        return result
    try:
        conventions = find_conventions(datetime.now(UTC), settings.timezone, settings.dates, settings.thousands)
        written: Recorded = record(table_of(subject.path), measured, conventions, settings.subject)
    except InputError as error:
        return replace(result, error=error)
    return replace(result, added=tuple(one.platform.key for one in written.added), doubts=written.doubts)


def _by_hand(found: Count, campaign: str | Path, subject: _Subject, *, several: bool) -> Count:
    """A count that has to be typed, with the line to type."""
    file = shlex.quote(str(subject.path if several else campaign))
    return replace(found, why=BY_HAND.format(file=file)) if found.why == BY_HAND.format(file="FILE") else found
