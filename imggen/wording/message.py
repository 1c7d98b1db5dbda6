"""Messages in ICU MessageFormat: found for a voice, dressed in its typography, compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from imggen.wording.language import Language

if TYPE_CHECKING:
    from icu4py.messageformat import MessageFormat

_ARGUMENT = re.compile(r"\b(?:zero|one|two|few|many|other)\s*\{|=\d+\s*\{|\b\d+\s*\{|\{\s*(\w+)\s*[,}]")
"""What opens a branch of a plural, or of a choice between digits, which is no placeholder; or a placeholder."""


class Message(NamedTuple):
    """A message that is ready to be filled."""

    compiled: MessageFormat
    placeholders: tuple[str, ...]

    def fill(self, **arguments: str | int) -> str:
        """The message with its placeholders filled."""
        return self.compiled.format({**arguments})


def placeholders(pattern: str) -> tuple[str, ...]:
    """The names of a message's placeholders, each once; `gap_n` is the number that plural rules look at."""
    return tuple(dict.fromkeys(found.group(1) for found in _ARGUMENT.finditer(pattern) if found.group(1)))


def dressed(text: str, language: Language, *, spoken: bool) -> str:
    """Words of a language file in the typography of a voice."""
    for old, new in language.typography["spoken" if spoken else "written"]:
        text = text.replace(old, new)
    return text


@cache
def find_message(language: Language, key: str, tone: str, *, spoken: bool, inclusive: bool) -> Message:
    """The message of a key for a voice. Raises KeyError when there is none: a mistake in imggen."""
    from icu4py.messageformat import MessageFormat  # loaded with the first message, not with the package

    pattern = dressed(language.variant(key, spoken=spoken, tone=tone, inclusive=inclusive), language, spoken=spoken)
    # A single apostrophe would start literal text.
    pattern = pattern.replace("'", "''")
    return Message(MessageFormat(pattern, language.code), placeholders(pattern))
