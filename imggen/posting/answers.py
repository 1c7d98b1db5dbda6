"""What is taken from a server's answers: text where text was expected, a time where a time was, and nothing where it was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from imggen.network.answer import Answer

Table = Mapping[str, Any]


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
    """A text or a number as text; empty where there is neither."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def number(value: Any) -> int | None:
    """A limit: a whole number over 0; None for what servers write when there is none, 0 and 2^31 - 1 too."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 - 1 else None


def moment(value: Any) -> datetime | None:
    """A time, with an offset; None where there is none."""
    with suppress(ValueError, TypeError):
        found = datetime.fromisoformat(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
