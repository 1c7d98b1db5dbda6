"""Counts as words on a command line: `mastodon=5876 x=5832`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from imggen.errors import InputError
from imggen.sources.header import role_of
from imggen.sources.sheet import Sheet
from imggen.sources.words import shown

EXPECTED = "write NAME=COUNT without spaces, such as mastodon=5876, with quotes round a grouped count: mastodon='5 876'"

_RUN_TOGETHER = re.compile(r"([^\W\d_]+):?([0-9][0-9 .,']*)")


def is_pair(word: str) -> bool:
    """Whether a word has the form NAME=COUNT, complete or not."""
    return "=" in word


def read_pairs(words: Sequence[str]) -> Sheet:
    """The sheet that words of the form NAME=COUNT hold, in the order given, without a date. Raises InputError for any other word."""
    rows = []
    for word in words:
        name, equals, count = (part.strip() for part in word.partition("="))
        if not equals or not name or not count:
            raise InputError(f"found {shown(word)}", instead=EXPECTED)
        rows.append((word, (name, count)))
    return Sheet("", ("platform", "count"), tuple(rows), "{row}", "the counts", fresh=True)


def refuse_split(words: Sequence[str]) -> None:
    """Refuse words that a slip parted or ran together: `mastodon = 5876`, `mastodon=5 876`, `mastodon5876`. Raises InputError."""
    for word in words:
        together = _RUN_TOGETHER.fullmatch(word)
        if together and not role_of(together[1]):
            raise InputError(f"found {shown(word)}; did you mean {together[1]}={together[2]}?", instead=EXPECTED)
        if word.strip().startswith("=") or word.strip().endswith("=") or re.fullmatch(r"[0-9][0-9 .,']*", word):
            alone = "without a count" if word.strip(" =") and word.strip().endswith("=") else "by itself"
            raise InputError(f"found {shown(word)} {alone}", instead=EXPECTED)
