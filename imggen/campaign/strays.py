"""Strays: records whose campaign file is away, taken for a card's own where they surely are."""

from __future__ import annotations

from imggen.campaign.jobs import Job, facts_of
from imggen.campaign.ledger import Ledger, Record
from imggen.campaign.reasons import counts_of, newest
from imggen.errors import ImggenError
from imggen.posting.answers import host_of
from imggen.posting.session import find_target

_MOST = 100


def own_strays(job: Job, ledger: Ledger) -> list[Record]:
    """The strays that are a job's own: they told its very counts of that time, at its server. Raises InputError."""
    return [one for one in ledger.strays(job.key)[-_MOST:] if not _elsewhere(one.url, job.place.to) and _told(job, one)]


def _told(job: Job, record: Record) -> bool:
    try:
        facts = facts_of(job, as_of=record.data)
    except ImggenError:
        return False
    return newest(facts) == record.data and counts_of(facts) == record.counts


def _elsewhere(url: str, to: str) -> bool:
    """Whether an address is on another server than the one that a place names; the name of an account names none."""
    home = find_target(to, "").server.rpartition("://")[2].rpartition("@")[2].rstrip("/")
    host = host_of(url)
    if not host or not {".", ":"} & set(home):
        return False
    return host != home and not host.endswith(f".{home}") and not home.endswith(f".{host}")
