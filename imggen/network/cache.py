"""The cache: answers kept for as long as their servers allow, in the user's cache folder, of bounded size."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imggen.errors import ImggenError
from imggen.files import atomic_write, read_file
from imggen.network.answer import Answer

_LARGEST_ENTRY = 1_000_000
_LARGEST_BODY = 500_000
_MOST_BYTES = 10_000_000
_MOST_ENTRIES = 500
_KEPT_HEADERS = ("content-type", "etag", "last-modified")
_KEPT_STATUS = (200, 404, 410)
_DIRECTIVE = re.compile(r'([\w-]+)(?:="?([^",]*)"?)?')


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that was kept."""

    answer: Answer
    fresh_until: float
    """A Unix time."""

    def is_fresh(self, now: float) -> bool:
        """Whether it may be used without asking again."""
        return self.answer.fetched <= now < self.fresh_until

    def questions(self) -> dict[str, str]:
        """The headers that ask whether it is still true."""
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {header: self.answer.headers[name] for header, name in pairs if name in self.answer.headers}


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers in a folder, one a file. What can't be read or written is as if it were not there."""

    folder: Path

    def find(self, key: str) -> Kept | None:
        """What was kept under that key."""
        with suppress(ImggenError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            entry = json.loads(read_file(self._path(key), _LARGEST_ENTRY))
            if entry["key"] == key:
                headers = {str(name): str(value) for name, value in entry["headers"].items()}
                body, fetched = base64.b64decode(entry["body"], validate=True), float(entry["fetched"])
                return Kept(Answer(str(entry["url"]), int(entry["status"]), headers, body, fetched=fetched), float(entry["fresh_until"]))
        return None

    def keep(self, key: str, answer: Answer, longest: float) -> None:
        """Keep an answer as its headers ask, for `longest` seconds at most; nothing when they forbid it."""
        lifetime = lifetime_of(answer.headers)
        if lifetime is None or answer.status not in _KEPT_STATUS or len(answer.body) > _LARGEST_BODY:
            return
        headers = {name: answer.headers[name] for name in _KEPT_HEADERS if name in answer.headers}
        if lifetime <= 0 and not ("etag" in headers or "last-modified" in headers):
            return
        entry: dict[str, Any] = {"key": key, "url": answer.url, "status": answer.status, "headers": headers}
        entry |= {"fetched": answer.fetched, "fresh_until": answer.fetched + min(lifetime, longest)}
        entry |= {"body": base64.b64encode(answer.body).decode()}
        with suppress(ImggenError, OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            atomic_write(self._path(key), json.dumps(entry).encode())
            self._prune()

    def _path(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"

    def _prune(self) -> None:
        """Remove the oldest entries beyond the bounds."""
        found = []
        for path in self.folder.glob("*.json"):
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        total = 0
        for number, (_, size, path) in enumerate(sorted(found, reverse=True)):
            total += size
            if number >= _MOST_ENTRIES or total > _MOST_BYTES:
                path.unlink(missing_ok=True)


def lifetime_of(headers: Mapping[str, str]) -> float | None:
    """Seconds for which an answer may be used without asking again; None when it must not be kept at all."""
    told = {name.lower(): value for name, value in _DIRECTIVE.findall(headers.get("cache-control", ""))}
    if "no-store" in told or headers.get("vary", "").strip() == "*":
        return None
    if "no-cache" in told:
        return 0.0
    age, told_age = told.get("max-age", ""), headers.get("age", "0").strip()
    if not age.isascii() or not age.isdigit():
        return 0.0
    return max(0.0, float(age[:10]) - (float(told_age[:10]) if told_age.isascii() and told_age.isdigit() else 0.0))


def user_cache() -> Cache:
    """The cache in the folder that the system has for caches."""
    from platformdirs import user_cache_path

    return Cache(user_cache_path("imggen", appauthor=False) / "answers")
