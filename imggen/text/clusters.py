"""Text in the pieces that readers see as one character, and which of them are emoji."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import uharfbuzz as hb

ZWJ = "\u200d"
TAGS = "[\U000e0020-\U000e007f]+"
"""What tells the flag of a region from a plain black one."""

_TEXT_STYLE = "\ufe0e"


@cache
def _patterns() -> tuple[Any, Any, Any]:
    import regex

    emoji = r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[0-9#*]\uFE0F?\u20E3"
    return regex.compile(r"\X"), regex.compile(emoji), regex.compile(r"\p{Extended_Pictographic}")


def clusters(text: str) -> list[str]:
    """The extended grapheme clusters of UAX #29."""
    return _patterns()[0].findall(text)  # type: ignore[no-any-return]


@lru_cache(4096)
def is_emoji(cluster: str) -> bool:
    """Whether a cluster is drawn in colours when nothing else is said (UTS #51); U+FE0E says otherwise."""
    return _TEXT_STYLE not in cluster and _patterns()[1].search(cluster) is not None


@lru_cache(4096)
def is_pictograph(cluster: str) -> bool:
    """Whether an emoji font may draw it if no other does."""
    return _patterns()[2].match(cluster) is not None


@lru_cache(4096)
def script_of(cluster: str) -> str:
    """The ISO 15924 code of the first character that belongs to one script; empty for signs, digits and spaces."""
    buffer = hb.Buffer()
    buffer.add_str(cluster)
    buffer.guess_segment_properties()
    return buffer.script or ""
