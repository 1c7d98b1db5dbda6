"""NodeInfo: what a server says that it runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from imggen.errors import InputError, NoAnswerError, ServerError, printable
from imggen.network.addresses import Origin, origin_of
from imggen.network.answer import Answer

if TYPE_CHECKING:
    from imggen.network.client import Client

DISCOVERY = 3 * 24 * 3600.0
"""Seconds for which the answer to where something is may be kept, when its server allows it: three days."""
_LONGEST_NAME = 40


def software_of(client: Client, origin: Origin) -> tuple[Origin, str]:
    """The origin that answers for a server, which may be elsewhere, and the name of its software in lower case; empty when it does not say.

    Links that lead to another host are not followed. Raises NoAnswerError when there is no such server.
    """
    try:
        answer = client.get(f"{origin}/.well-known/nodeinfo", keep=DISCOVERY)
        links = _object(answer).get("links")
    except NoAnswerError:
        raise
    except ServerError:
        return origin, ""
    for href in _own_links(links, answer.origin):
        with suppress(ServerError):
            software = _object(client.get(href, keep=DISCOVERY)).get("software")
            name = software.get("name") if isinstance(software, dict) else None
            if isinstance(name, str) and name.strip():
                return answer.origin, printable(name.lower())[:_LONGEST_NAME]
    return answer.origin if answer.origin.host != origin.host else origin, ""


def _own_links(links: Any, origin: Origin) -> Iterator[str]:
    """The links to the same server, or to one under its name."""
    for link in links[:10] if isinstance(links, list) else []:
        href = link.get("href") if isinstance(link, dict) else None
        with suppress(InputError):
            if isinstance(href, str) and _is_under(origin_of(href), origin):
                yield href


def _is_under(there: Origin, origin: Origin) -> bool:
    return there == origin or (there.scheme == origin.scheme == "https" and there.host.endswith(f".{origin.host}"))


def _object(answer: Answer) -> dict[str, Any]:
    if not answer.ok:
        raise answer.refusal()
    return answer.table()
