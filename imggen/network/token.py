"""Tokens: a secret that belongs to one origin, and is never shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from imggen.errors import InputError
from imggen.network.addresses import Origin, origin_of

_LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token of one server. `str()` and `repr()` don't show it."""

    origin: Origin
    value: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.value or len(self.value) > _LONGEST or not all("!" <= mark <= "~" for mark in self.value):
            raise InputError("the token is empty, too long, or has characters that no token has", self.origin.authority, "copy it whole")


def token_for(url: str, value: str) -> Token:
    """The token of the server that a web address belongs to. Raises InputError for what can't be a token."""
    return Token(origin_of(url), value.strip())
