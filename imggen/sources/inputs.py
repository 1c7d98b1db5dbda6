"""Inputs: file names, `-`, NAME=COUNT words and Python objects, opened as sheets with the settings that go with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from imggen.errors import InputError
from imggen.files import read_file
from imggen.series import Comparison, Series, arranged
from imggen.sources.assemble import Conventions, find_conventions
from imggen.sources.dialect import LARGEST, decoded
from imggen.sources.frames import is_frame, listed, sheet_of_frame
from imggen.sources.pairs import is_pair, read_pairs, refuse_split
from imggen.sources.records import read_json, sheet_of_records
from imggen.sources.settings import Settings
from imggen.sources.sheet import Sheet
from imggen.sources.table import read_table
from imggen.sources.words import at, shown

EXPECTED = "name a CSV, TSV, JSON or TOML file, or counts such as mastodon=5876 x=5832"

_TOML = re.compile(r"(?:\s*(?:#.*)?\n)*\s*(?:\[\[?\s*[\w\"'][\w\"'. -]*\]|(?!sep=)[\w\"'][\w\"'. -]*=)")
_FORMATS = {".json": "json", ".toml": "toml", ".csv": "table", ".tsv": "table", ".tab": "table", ".txt": "table"}


@dataclass(frozen=True, slots=True)
class Opened:
    """One input: a sheet with its settings, or series that are ready."""

    sheet: Sheet | None = None
    settings: Settings = field(default_factory=Settings)
    stem: str = ""
    """The name of the file without its ending, to call a subject by when nothing else does."""
    ready: Comparison | None = None


def open_inputs(inputs: Sequence[object], stdin: Callable[[], bytes] | None = None) -> list[Opened]:
    """Open every input: a str or Path names a file, `-` is what `stdin` gives, NAME=COUNT words together are one input.

    Raises InputError, one line that names the input, for what is not there, can't be read or is of no known form.
    """
    if not inputs:
        raise InputError("nothing to read", instead=EXPECTED)
    words = [one for one in inputs if isinstance(one, str) and one != "-" and not _is_there(one)]
    if any(map(is_pair, words)):
        refuse_split(words)
        others = [one for one in inputs if not (isinstance(one, str) and one in words and is_pair(one))]
        if others:
            raise InputError(f"found {shown(others[0])} beside counts", instead="give files alone, or NAME=COUNT words alone")
        return [Opened(read_pairs(words))]
    refuse_split(words)
    if [one for one in inputs if isinstance(one, str)].count("-") > 1:
        raise InputError("found - twice", instead="standard input can be read once")
    if all(isinstance(one, Series) for one in inputs):
        return [Opened(ready=Comparison(arranged(one for one in inputs if isinstance(one, Series))))]
    return [opened for one in inputs for opened in _open(one, stdin)]


def open_file(path: str | Path) -> list[Opened]:
    """Open a file by its ending; one without a known ending by what stands in it. Several subjects give one each. Raises InputError."""
    data = read_file(path, LARGEST)
    opened = _opened(data, str(path), Path(path), _FORMATS.get(Path(path).suffix.lower(), ""))
    return [replace(one, stem=one.stem or Path(path).stem) for one in opened]


def table_path(path: str | Path) -> Path:
    """The table that a file is, or that a campaign file names. Raises InputError when its counts stand in no table."""
    found = Path(path)
    if found.suffix.lower() == ".toml":
        members = campaign_members(found)
        if len(members) > 1:
            raise InputError("it has several subjects, each with its own table", str(path), "name the table")
        found = member_table(found, members[0])
    if _FORMATS.get(found.suffix.lower(), "table") != "table":
        raise InputError("not a table", str(found), "counts are added to CSV and TSV files")
    return found


def campaign_members(path: str | Path) -> tuple[Settings, ...]:
    """What a campaign file asks for of each of its subjects. Raises InputError."""
    from imggen.sources.campaign_file import read_campaign

    return read_campaign(read_file(path, LARGEST), str(path)).subjects


def member_table(path: str | Path, settings: Settings) -> Path:
    """The table of counts of one subject of a campaign file. Raises InputError when none is named."""
    if settings.counts is None:
        raise InputError("no table of counts is named", str(path), 'put the counts into a CSV file and name it: counts = "counts.csv"')
    table = Path(path).parent / settings.counts
    if _FORMATS.get(table.suffix.lower(), "table") != "table":
        raise InputError("not a table", str(table), "counts are added to CSV and TSV files")
    return table


def conventions_of(path: str | Path, now: datetime) -> Conventions:
    """How the table that a file is, or that a campaign file names, is to be read. Raises InputError for a bad campaign file.

    Counts without a date are of the day that `now`, a time with its offset, is in the campaign's time zone.
    """
    found = Path(path)
    settings = campaign_members(found)[0] if found.suffix.lower() == ".toml" else Settings()
    return find_conventions(now, settings.timezone, settings.dates, settings.thousands)


def _is_there(name: str) -> bool:
    with suppress(OSError, ValueError):
        return Path(name).exists()
    return False


def _open(one: object, stdin: Callable[[], bytes] | None) -> list[Opened]:
    """Open one input that is no NAME=COUNT word."""
    if isinstance(one, Comparison):
        return [Opened(ready=one)]
    if isinstance(one, Series):
        return [Opened(ready=Comparison((one,)))]
    if isinstance(one, str) and one == "-":
        if stdin is None:
            raise InputError("no standard input here", instead=EXPECTED)
        return _opened(stdin(), "standard input", Path(), "")
    if isinstance(one, str | Path):
        return open_file(one)
    return [_open_object(one)]


def _open_object(one: object) -> Opened:
    """Open a Python object: series, records, or a data frame."""
    if is_frame(one):
        return Opened(replace(sheet_of_frame(one), fresh=True))
    if isinstance(one, Mapping):
        return Opened(replace(sheet_of_records({key: listed(value) for key, value in one.items()}, "", "data"), fresh=True))
    if isinstance(one, Sequence) and not isinstance(one, bytes | bytearray):
        series = tuple(item for item in one if isinstance(item, Series))
        if series and len(series) == len(one):
            return Opened(ready=Comparison(arranged(series)))
        return Opened(replace(sheet_of_records(one, "", "data"), fresh=True))
    raise InputError(f"found an object of type {type(one).__name__}", instead="give a file name, a dict, a list, or a data frame")


def _opened(data: bytes, name: str, path: Path, form: str) -> list[Opened]:
    """The sheets and the settings in a file's bytes."""
    form = form or _form(decoded(data, name).text)
    if form == "json":
        return [Opened(read_json(data, name))]
    return _campaign(data, name, path) if form == "toml" else [Opened(read_table(data, name))]


def _form(text: str) -> str:
    """What a text without a name looks like: `json`, `toml` or `table`."""
    if _TOML.match(text):
        return "toml"
    return "json" if text.lstrip()[:1] in {"{", "["} else "table"


def _campaign(data: bytes, name: str, path: Path) -> list[Opened]:
    """The settings of a campaign file, with the counts in it or in the files that it names: one for each of its subjects."""
    from imggen.sources.campaign_file import read_campaign

    campaign = read_campaign(data, name)
    members = [placed(settings, path) for settings in campaign.subjects]
    if campaign.sheet is not None:
        return [Opened(campaign.sheet, members[0])]
    return [opened for settings in members for opened in _tables(settings, name, path)]


def _tables(settings: Settings, name: str, path: Path) -> list[Opened]:
    """The counts in the file that the settings name, with the settings."""
    if settings.counts is None:
        raise InputError("no counts", name, 'name their file, counts = "counts.csv", or give them: counts = { mastodon = 5876, x = 5832 }')
    counts = path.parent / settings.counts
    if counts.suffix.lower() == ".toml":
        raise InputError(f"found {shown(settings.counts)} for counts", name, "name a CSV, TSV or JSON file")
    try:
        return [replace(one, settings=settings) for one in open_file(counts)]
    except InputError as error:
        raise at(error, f"{error.where}, counts of {name}" if error.where == str(counts) else error.where) from None


def placed(settings: Settings, path: Path) -> Settings:
    """The same settings with the paths of their pictures, themes and folders as they are from here; `path` is the campaign file's."""
    avatar, logo = (picture and str(path.parent / picture) for picture in (settings.avatar, settings.logo))
    cards = tuple(replace(card, look=_placed_look(card.look, path)) for card in settings.cards)
    places = tuple(replace(place, folder=place.folder and str(path.parent / place.folder)) for place in settings.places)
    return replace(settings, avatar=avatar, logo=logo, theme=_placed_theme(settings.theme, path), cards=cards, places=places)


def _placed_look(look: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    return {**look, "theme": _placed_theme(look["theme"], path)} if "theme" in look else look


def _placed_theme(theme: str | None, path: Path) -> str | None:
    """A theme's name as it is, the path of one as it is from here."""
    return str(path.parent / theme) if theme and ("/" in theme or theme.endswith((".toml", ".zip"))) else theme
