"""JSON from strangers: of bounded depth, in standard form, or refused."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

DEEPEST = 64

_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)


def parse_json(data: bytes, deepest: int = DEEPEST) -> Any:
    """The value that JSON text stands for. Raises ValueError for anything else: NaN, another encoding, more than `deepest` levels."""
    text = data.decode("utf-8-sig")
    if _depth(data) > deepest:
        raise ValueError("nested too deeply")
    value = json.loads(text, parse_constant=_refuse)
    return _encodable(value) if b"\\ud" in data.lower() else value


def _encodable(value: Any) -> Any:
    """The value with a question mark for each half of a surrogate pair, which no file and no terminal takes."""
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _depth(data: bytes) -> int:
    depth = deepest = 0
    for mark in _MARKS.finditer(data):
        if mark[0] in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif mark[0] in (b"}", b"]"):
            depth -= 1
    return deepest


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
