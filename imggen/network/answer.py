"""Answers: what a server sent, looked at with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from imggen.errors import ServerError, printable
from imggen.network.addresses import Origin, origin_of
from imggen.network.json_text import parse_json

_LONGEST_SAYING = 200
_SHORTEST_SECRET = 4
_YEAR = 366 * 86_400
_SAYINGS = ("error_description", "detail", "message", "error", "errors", "title", "msg", "code")
_TITLE = re.compile(r"<title[^>]*>([^<]{1,300})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of at most the bytes that were allowed. What `repr` shows of it has no body: there may be a token in it."""

    url: str
    """Where it came from, after redirects."""
    status: int
    headers: Mapping[str, str] = field(repr=False)
    """By their names in lower case."""
    body: bytes = field(repr=False)
    secrets: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """What must not be repeated, whoever says it."""
    wait: float = 0.0
    """For how many seconds the server asks to be left alone."""
    fetched: float = 0.0
    """When the server said it, as a Unix time: earlier than now for an answer from the cache."""

    @property
    def origin(self) -> Origin:
        """The server that answered."""
        return origin_of(self.url)

    @property
    def ok(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The value of a JSON answer. Raises ServerError for a web page, for what is cut off, and for JSON nested too deeply."""
        try:
            return parse_json(self.body)
        except (ValueError, RecursionError):
            what = "an empty answer" if not self.body.strip() else "a web page" if self.is_page else "no JSON that can be read"
            raise self.error(f"answered with {what} where JSON was expected") from None

    def table(self) -> dict[str, Any]:
        """The object of a JSON answer. Raises ServerError when it is none."""
        value = self.json()
        if not isinstance(value, dict):
            raise self.error("answered with JSON of another form than expected")
        return value

    def said(self) -> str:
        """What the server says went wrong, in its own words: on one line, shortened, without secrets; empty when it says nothing."""
        try:
            found = _saying(parse_json(self.body))
        except (ValueError, RecursionError):
            text = self.body[:20_000].decode("utf-8", "replace")
            title = _TITLE.search(text)
            found = title[1] if title else "" if self.is_page else text
        return concealed(shortened(concealed(found, self.secrets)), self.secrets)

    def refusal(self) -> ServerError:
        """The error that an answer without success stands for: `host: said 403: its own words`."""
        said = self.said()
        wait = f"; it asks to wait {spoken_wait(self.wait)}" if self.wait else ""
        return self.error(f"said {self.status}" + (f": {said}" if said else "") + wait)

    def error(self, what: str, instead: str = "") -> ServerError:
        """An error about this answer."""
        return ServerError(what, self.origin.authority, instead, status=self.status, said=self.said())

    @property
    def is_page(self) -> bool:
        """Whether it is a web page, whatever was asked for."""
        return "html" in self.headers.get("content-type", "") or self.body[:200].lstrip().lower().startswith((b"<!doctype", b"<html"))


def concealed(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets in it."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "…")
    return text


def shortened(text: str) -> str:
    """The text on one line, of at most 200 characters."""
    line = printable(text[: 5 * _LONGEST_SAYING])
    return line if len(line) <= _LONGEST_SAYING else line[: _LONGEST_SAYING - 1] + "…"


def spoken_wait(seconds: float) -> str:
    """A time to wait, rounded up: `40 seconds`, `5 minutes`, `3 hours`, `4 days`; nobody waits more than a year."""
    if seconds > _YEAR:
        return "more than a year"
    for size, unit in ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds > size or unit == "second":
            number = max(1, -int(-seconds // size))
            return f"{number} {unit}" + ("s" if number > 1 else "")
    raise AssertionError(seconds)


def _saying(value: Any, depth: int = 0) -> str:
    """The message in an error of any of the forms that servers use."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and depth < 3:
        return _saying(value[0], depth + 1)
    if isinstance(value, dict) and depth < 3:
        found = (_saying(value[key], depth + 1) for key in _SAYINGS if value.get(key))
        return next((text for text in found if text), "")
    return ""
