"""Items: posts that are ready, byte for byte, with what they are about; kept in folders, so that they can be looked at and sent later."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from imggen.campaign.reasons import Reason
from imggen.errors import ImggenError, InputError
from imggen.files import atomic_write_all, read_file
from imggen.posting.alt import WrittenAlt, one_line
from imggen.posting.fitting import image_of
from imggen.posting.post import Post

PLAN = "plan.json"
FORM = 1
_LARGEST = 50_000_000
_WORDS = ("key", "name", "subject", "card", "language", "place", "kind", "counts", "title", "visibility", "warning", "facts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A post that is ready."""

    key: str
    """The job's."""
    name: str
    """What its files are called."""
    subject: str
    card: str
    language: str
    place: str
    kind: str
    """Why it is posted, as `imggen.campaign.reasons.Reason` has it."""
    since: datetime | None
    data: datetime
    """The time of its newest counts."""
    counts: str
    """Those counts, as `imggen.campaign.reasons.counts_of` has them."""
    facts: str
    """The hash of the facts that it was drawn of."""
    title: str
    visibility: str
    warning: str
    ending: str
    """The kind of picture: `png`, `jpg`, `webp` or `avif`."""
    picture: bytes
    alt: str
    text: str

    @property
    def reason(self) -> Reason:
        """Why it is posted."""
        return Reason(kind=self.kind, since=self.since)

    @property
    def post(self) -> Post:
        """What is to be posted. Raises InputError when the picture is none."""
        return Post(
            image=image_of(self.picture, self.files["picture"]),
            alt=WrittenAlt(self.alt),
            text=self.text,
            title=self.title,
            language=self.language,
            visibility=self.visibility,
            warning=self.warning,
            since=self.data,
        )

    @property
    def files(self) -> dict[str, str]:
        """The names of its files."""
        return {"picture": f"{self.name}.{self.ending}", "alt": f"{self.name}.alt.txt", "text": f"{self.name}.txt"}

    @property
    def bytes(self) -> dict[str, bytes]:
        """What is in its files."""
        return {"picture": self.picture, "alt": f"{self.alt}\n".encode(), "text": f"{self.text}\n".encode()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An item as it was found in a folder."""

    item: Item
    changed: tuple[str, ...] = ()
    """Which of its files are not as they were written: `picture`, `alt`, `text`."""
    gone: bool = False
    """Whether somebody has taken one of its files away."""


def write_items(folder: Path, items: list[Item], more: Mapping[str, bytes], about: Mapping[str, Any]) -> None:
    """Write items into a folder, with other files and what else the plan is to say; the plan comes last. Raises InputError."""
    files = {folder / item.files[part]: data for item in items for part, data in item.bytes.items()}
    posts = [_values(item) for item in items]
    plan = {"form": FORM, **about, "posts": posts}
    sealed = {**plan, "seal": _seal(plan)}
    _make(folder)
    files |= {folder / name: data for name, data in more.items()}
    atomic_write_all({**files, folder / PLAN: json.dumps(sealed, ensure_ascii=False, indent=1).encode() + b"\n"})


def read_items(folder: Path) -> list[Kept]:
    """The items of a folder, as they are now. Raises InputError for a folder that has none, or whose plan was changed."""
    path = folder / PLAN
    try:
        plan = json.loads(read_file(path, _LARGEST))
        sealed = plan.pop("seal")
        posts = [(_item(values), values["files"]) for values in plan["posts"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError("it was damaged", str(path), "prepare it again") from None
    if plan.get("form") != FORM or _seal(plan) != sealed:
        raise InputError("it was changed", str(path), "change the texts beside it, or prepare it again")
    return [_kept(folder, item, files) for item, files in posts]


def address_in(folder: Path) -> str:
    """The address of the campaign that a folder's plan is of, as `imggen.campaign.identity` has it; nothing in an older plan."""
    with suppress(ImggenError, ValueError, AttributeError, RecursionError):
        return str(json.loads(read_file(folder / PLAN, _LARGEST)).get("address", ""))
    return ""


def drop_items(folder: Path) -> None:
    """Delete a folder of items."""
    with suppress(OSError):
        (folder / PLAN).unlink(missing_ok=True)
        shutil.rmtree(folder)


def clear_items(folder: Path) -> list[Path]:
    """Delete the items of an earlier plan from a folder, but for texts that were edited: these get names of their own, and are returned.

    Raises InputError for a folder with other things in it.
    """
    try:
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", str(folder), "name another folder") from None
    if there and PLAN not in there:
        raise InputError("it is not empty, and has no plan", str(folder), "name a folder of its own")
    if not there:
        return []
    items: list[Kept] = []
    with suppress(ImggenError):
        items = read_items(folder)
    kept = [_set_aside(folder / one.item.files[part]) for one in items for part in one.changed if part != "picture"]
    for path in (folder / name for one in items for name in one.item.files.values()):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return kept


def _set_aside(path: Path) -> Path:
    """Give a text the first name that is free: `card.alt.edited.txt`. Raises InputError where it can't be renamed."""
    names = (path.with_name(f"{path.stem}.edited{f'.{number}' if number > 1 else ''}.txt") for number in count(1))
    free = next(name for name in names if not os.path.lexists(name))
    try:
        return path.rename(free)
    except OSError as error:
        raise InputError(f"it was edited, and can't be set aside: {error.strerror}", str(path), "move it elsewhere") from None


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the folder can't be made: {error.strerror}", str(folder), "name another one") from None


def _kept(folder: Path, item: Item, hashes: Mapping[str, str]) -> Kept:
    """An item with what its files say now."""
    found = {}
    for part, name in item.files.items():
        path = folder / name
        if path.is_symlink():
            raise InputError("it leads elsewhere", str(path), "put the file itself there")
        if not path.exists():
            return Kept(item=item, gone=True)
        found[part] = read_file(path, _LARGEST)
    changed = tuple(part for part, data in found.items() if _hash(data) != hashes[part])
    try:
        alt, text = (found[part].decode("utf-8-sig").replace("\r\n", "\n").strip() for part in ("alt", "text"))
    except UnicodeDecodeError:
        raise InputError("not UTF-8 text", str(folder / item.files["alt"]), "save it as UTF-8") from None
    return Kept(item=replace(item, picture=found["picture"], alt=one_line(alt), text=text), changed=changed)


def _values(item: Item) -> dict[str, Any]:
    """An item as values that JSON has, with the hashes of its files."""
    words = {name: getattr(item, name) for name in _WORDS}
    since = item.since.isoformat() if item.since else ""
    hashes = {part: _hash(data) for part, data in item.bytes.items()}
    return {**words, "since": since, "data": item.data.isoformat(), "ending": item.ending, "names": item.files, "files": hashes}


def _item(values: Mapping[str, Any]) -> Item:
    name, ending = str(values["name"]), str(values["ending"])
    if Path(name).name != name or not ending.isalnum():
        raise ValueError(name)
    since = datetime.fromisoformat(values["since"]) if values["since"] else None
    words = {each: str(values[each]) for each in _WORDS}
    data = datetime.fromisoformat(values["data"])
    return Item(**words, since=since, data=data, ending=ending, picture=b"", alt="", text="")


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _seal(plan: Mapping[str, Any]) -> str:
    return _hash(json.dumps(plan, sort_keys=True, ensure_ascii=False).encode())
