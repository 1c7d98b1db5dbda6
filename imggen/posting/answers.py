"""What is taken from a server's answers: text where text was expected, a time where a time was, and nothing where it was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from imggen.errors import InputError, ServerError, printable
from imggen.network.addresses import Origin, origin_of
from imggen.network.answer import Answer
from imggen.posting.post import Who

Table = Mapping[str, Any]
_LONGEST_LABEL = 2000


def accepted(answer: Answer) -> dict[str, Any]:
    """The object that a server answered with. Raises ServerError when it said no, or something else."""
    if not answer.ok:
        raise answer.refusal()
    return answer.table()


def listed(answer: Answer, name: str = "") -> list[dict[str, Any]]:
    """The objects in the list that a server answered with, or in the list of that name. Raises ServerError when it said no, or has none.

    What is no list does not say that nothing is there.
    """
    if not answer.ok:
        raise answer.refusal()
    found = answer.table().get(name) if name else answer.json()
    if not isinstance(found, list):
        raise answer.error("answered with no list where one was expected")
    return list(tables(found))


def tables(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a list; nothing where there is no list."""
    yield from (each for each in (value if isinstance(value, list) else []) if isinstance(each, dict))


def table(value: Any) -> dict[str, Any]:
    """An object; an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """A text or a number as text; empty where there is neither. It may hold anything: what is shown to people is a `label`."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def owner(origin: Origin, id_: Any, acct: str, visibility: str = "") -> Who:
    """The account that a token belongs to, of what its server says. Raises ServerError when that is no account."""
    found, name = label(id_), label(acct)
    if not found or not name.strip("@").partition("@")[0]:
        raise ServerError("answered with no account for the token", origin.authority, "log in again")
    return Who(id=found, acct=name, visibility=visibility)


def label(value: Any) -> str:
    """An id, a handle or an address: on one line, without what would move a terminal's cursor; empty where there is none."""
    found = text(value)
    return printable(found) if len(found) <= _LONGEST_LABEL else ""


def web_address(value: Any) -> str:
    """The address of a web page; empty for anything else, such as `javascript:`."""
    found = label(value)
    with suppress(InputError):
        return found if origin_of(found) else ""
    return ""


def path_of(url: str) -> str:
    """The path in a web address, without a slash at its end; empty where there is none."""
    return _split(url).path.rstrip("/")


def host_of(url: str) -> str:
    """The host in a web address, with its port where one is named; empty where there is none."""
    return _split(url).netloc


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def number(value: Any) -> int | None:
    """A limit: a whole number over 0; None for what servers write when there is none, 0 and 2^31 - 1 too."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 - 1 else None


def moment(value: Any) -> datetime | None:
    """A time, with an offset; None where there is none."""
    with suppress(ValueError, TypeError, OverflowError):
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None
