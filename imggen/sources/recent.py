"""Recent answers: what a server said of an account is not asked for again within a quarter of an hour, whatever its headers allow."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from imggen.errors import InputError
from imggen.network.addresses import origin_of
from imggen.network.answer import Answer
from imggen.sources.address import Address, find_address
from imggen.sources.found import Found, State, as_count
from imggen.sources.home import Home

if TYPE_CHECKING:
    from imggen.network.client import Client

_WORDS = ("why", "name", "moved_to")


def recall(client: Client, address: Address, keep: float) -> tuple[Home, Found] | None:
    """What was found of an account in the last `keep` seconds, and where; None when nothing was, or nothing that can be read."""
    kept = client.cache.find(_key(address)) if client.cache and keep > 0 else None
    if kept is None or not 0 <= client.now() - kept.answer.fetched < keep:
        return None
    with suppress(InputError, ValueError, KeyError, TypeError, RecursionError):
        entry = json.loads(kept.answer.body)
        home = Home(find_address(str(entry["address"])), origin_of(kept.answer.url), str(entry["software"]))
        why, name, moved_to = (str(entry[key]) for key in _WORDS)
        count = None if entry["count"] is None else as_count(entry["count"])
        if (count is None) == (entry["count"] is None):
            state: State = "hidden" if count is None else "known"
            return home, Found(state, count, why, name, moved_to, kept.answer.fetched)
    return None


def remember(client: Client, address: Address, home: Home, found: Found, keep: float) -> None:
    """Keep what was found for `keep` seconds, without secrets: a count, or that it is hidden. Servers on this machine may be asked anew."""
    if client.cache is None or keep <= 0 or found.state == "unknown" or home.origin.scheme == "http":
        return
    entry = {"address": str(home.address), "software": home.software, "count": found.count} | {key: getattr(found, key) for key in _WORDS}
    body = client.concealed(json.dumps(entry)).encode()
    headers = {"cache-control": f"max-age={keep:.0f}"}
    client.cache.keep(_key(address), Answer(str(home.origin), 200, headers, body, fetched=found.fetched), keep)


def _key(address: Address) -> str:
    return f"count {address}"
