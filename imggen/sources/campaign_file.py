"""Campaign files: a TOML file says whose counts they are, where they are, and how the card is to look."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from imggen.errors import InputError, did_you_mean
from imggen.platforms import Platform, find_platform, nearest_platform
from imggen.series import Event, Subject
from imggen.sources.counts import thousands_mark
from imggen.sources.dates import find_zone, parse_date
from imggen.sources.dialect import decoded
from imggen.sources.posts import CardTable, PlaceTable, PostTable, check_filled, check_named, check_places, plan_cards, plan_places
from imggen.sources.records import sheet_of_records
from imggen.sources.settings import Settings
from imggen.sources.sheet import Sheet
from imggen.sources.words import at, cleaned, find_subject, shown
from imggen.toml_places import Location, has_deep_key, place

LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """What a campaign file says: the settings, and the counts when they stand in it."""

    settings: Settings
    """Those of the whole file; of a file with several subjects they name none."""
    sheet: Sheet | None
    subjects: tuple[Settings, ...] = ()
    """The settings with each subject's name, counts and accounts in them: one, or those of `[[subjects]]`."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Subject(_Table):
    name: str = ""
    short_name: str = ""
    handle: str = ""


class _Member(_Subject):
    """One of several subjects: each has a table of its own."""

    counts: str
    accounts: dict[str, str] = {}
    to: list[str] | None = None


class _Event(_Table):
    date: object
    text: str


def _subject_table(value: object) -> object:
    """A subject given as one text, as the table that it stands for."""
    if not isinstance(value, str):
        return value
    subject = find_subject(value)
    return {"name": subject.name, "handle": subject.handle}


class _Campaign(_Table):
    """The schema of a campaign file: one for every command that reads one."""

    subject: Annotated[_Subject, BeforeValidator(_subject_table)] = _Subject()
    lang: str | None = None
    timezone: str | None = None
    theme: str | None = None
    card: str | None = None
    size: str | None = None
    tone: Literal["plain", "campaign"] | None = None
    inclusive: bool | None = None
    title: str | None = None
    hashtag: str | None = None
    source: str | None = None
    credit: str | None = None
    rights: str | None = None
    avatar: str | None = None
    logo: str | None = None
    unit: str | None = None
    challenger: str | None = None
    rival: str | None = None
    thousands: str | None = None
    dates: Literal["dmy", "mdy"] | None = None
    events: list[_Event] = []
    counts: object = None
    readings: list[dict[str, object]] | None = None
    accounts: dict[str, str] = {}
    subjects: list[_Member] = []
    post: PostTable = PostTable()
    cards: list[CardTable] = []
    places: list[PlaceTable] = []


_TABLES: dict[str, type[BaseModel]] = {
    "subject": _Subject,
    "events": _Event,
    "subjects": _Member,
    "post": PostTable,
    "cards": CardTable,
    "places": PlaceTable,
}
_EXPECTED = {
    "string_type": "a text in quotes",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table, or a text in quotes",
    "model_attributes_type": "a table, or a text in quotes",
    "missing": "a value",
}
_DEEPEST_KEY = 20
_KEPT = ("lang", "timezone", "theme", "card", "size", "tone", "inclusive", "unit", "dates", "thousands", "avatar", "logo")
_WORDS = ("title", "hashtag", "source", "credit", "rights", "challenger", "rival")


def read_campaign(data: bytes, name: str) -> CampaignFile:
    """What the bytes of a campaign file say. Raises InputError as `file:line key: found, expected`."""
    if len(data) > LARGEST:
        raise InputError("larger than 5 MB", name, 'put the counts into a CSV file and name it: counts = "counts.csv"')
    text = decoded(data, name).text.replace("\r\n", "\n")
    endless = InputError("found tables nested without end, or a number without end", name, "write KEY = VALUE lines")
    if has_deep_key(text, _DEEPEST_KEY):
        raise endless
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, name) from None
    except (RecursionError, ValueError):
        raise endless from None
    try:
        campaign = _Campaign.model_validate(tree)
    except ValidationError as error:
        raise _schema_error(error.errors()[0], text, name) from None
    settings = _settings(campaign, text, name)
    return CampaignFile(settings, _sheet(campaign, text, name), _members(campaign, settings, text, name) or (settings,))


def _settings(campaign: _Campaign, text: str, name: str) -> Settings:
    """The settings of a file that fits the schema. Raises InputError for a value that means nothing."""

    def words(value: str | None, *location: str | int) -> str:
        with _placed(text, name, location):
            return cleaned(value or "")

    with _placed(text, name, ("thousands",)):
        thousands_mark(campaign.thousands)
    with _placed(text, name, ("timezone",)):
        find_zone(campaign.timezone or "UTC")
    open_values: dict[str, Any] = {key: getattr(campaign, key) for key in _KEPT}
    open_values |= {key: words(value, key) for key in _WORDS if (value := getattr(campaign, key)) is not None}
    return Settings(
        subject=_who(campaign.subject, text, name, ("subject",)),
        events=tuple(sorted(_event(event, i, text, name) for i, event in enumerate(campaign.events))),
        counts=campaign.counts if isinstance(campaign.counts, str) else None,
        accounts=_accounts(campaign.accounts, text, name, ()),
        **_posts(campaign, text, name),
        **open_values,
    )


def _posts(campaign: _Campaign, text: str, name: str) -> dict[str, Any]:
    """What the file says of its posts."""

    def placed(*location: str | int) -> AbstractContextManager[None]:
        return _placed(text, name, location)

    cards = plan_cards(campaign.cards, campaign.post, placed)
    places = plan_places(campaign.places, placed)
    check_places(cards, places, placed)
    return {"cards": cards, "places": places}


def _who(subject: _Subject, text: str, name: str, location: Location) -> Subject:
    """The subject that a table names."""
    parts = {}
    for part in ("name", "short_name", "handle"):
        with _placed(text, name, (*location, part)):
            parts[part] = cleaned(getattr(subject, part))
    return Subject(**parts)


def _accounts(accounts: Mapping[str, str], text: str, name: str, location: Location) -> dict[str, str]:
    """The accounts of a subject, by the platforms as they are named there."""
    found = {}
    for platform, address in accounts.items():
        with _placed(text, name, (*location, "accounts", platform)):
            found[cleaned(platform)] = _account(find_platform(cleaned(platform)), cleaned(address))
    return found


def _account(platform: Platform, address: str) -> str:
    """The address of an account, when it can be asked for. Raises InputError for one that can't, and for a slip in the platform."""
    from imggen.sources.address import find_address

    if near := nearest_platform(platform):
        raise InputError(f"no platform named {platform.name} is known", instead=f"did you mean {near}?")
    find_address(address, platform.key)
    return address


def _members(campaign: _Campaign, settings: Settings, text: str, name: str) -> tuple[Settings, ...]:
    """The settings of each of several subjects. Raises InputError for what they share, and for one subject beside several."""
    if not campaign.subjects:
        return ()
    for key in ("subject", "counts", "readings", "accounts"):
        if key in campaign.model_fields_set:
            raise InputError(f"found both {key} and subjects", place(text, name, (key,)), "give each of the subjects its own")
    members, tables, names = [], set(), set()
    for i, member in enumerate(campaign.subjects):
        here = ("subjects", i)
        subject = _who(member, text, name, here)
        if not subject.shown or subject.shown.casefold() in names:
            found = f"a second {shown(subject.shown)}" if subject.shown else "a subject without name or handle"
            raise InputError(f"found {found}", place(text, name, here), "name each subject once")
        if member.counts in tables:
            raise InputError(f"found {shown(member.counts)} twice", place(text, name, (*here, "counts")), "give each subject its own table")
        names.add(subject.shown.casefold())
        tables.add(member.counts)
        accounts = _accounts(member.accounts, text, name, here)
        to = tuple(member.to or ())
        with _placed(text, name, (*here, "to")):
            check_filled(member.to)
            check_named(to, settings.places)
        members.append(replace(settings, subject=subject, counts=member.counts, accounts=accounts, to=to))
    return tuple(members)


def _event(event: _Event, index: int, text: str, name: str) -> Event:
    with _placed(text, name, ("events", index, "date")):
        stamp = parse_date(event.date) if isinstance(event.date, str) else event.date
        if not isinstance(stamp, date):
            raise InputError(f"found {shown(stamp)}", instead="a date is expected, such as 2023-09-01")
    with _placed(text, name, ("events", index, "text")):
        return Event(stamp.date() if isinstance(stamp, datetime) else stamp, cleaned(event.text))


def _sheet(campaign: _Campaign, text: str, name: str) -> Sheet | None:
    """The counts that stand in the file itself."""
    inline = [key for key in ("counts", "readings") if getattr(campaign, key) is not None]
    if len(inline) > 1:
        raise InputError("found both counts and readings", place(text, name, ("readings", 0)), "keep one")
    if not inline or isinstance(campaign.counts, str):
        return None
    value = getattr(campaign, inline[0])
    if not isinstance(value, dict | list):
        raise InputError(f"found {shown(value)}", place(text, name, ("counts",)), 'expected the path of a table, such as "counts.csv"')
    return sheet_of_records(value, name, inline[0])


def _syntax_error(message: str, text: str, name: str) -> InputError:
    what, _, place = message.rpartition(" (at ")
    told = re.match(r"line (\d+)", place)
    line = told[1] if told else text.rstrip().count("\n") + 1
    return InputError(f"found no TOML: {what}", f"{name}:{line}", 'write KEY = VALUE lines, texts in quotes: lang = "fr"')


def _schema_error(error: ErrorDetails, text: str, name: str) -> InputError:
    """The first thing in a file that does not fit the schema."""
    location = error["loc"]
    where = place(text, name, location)
    if error["type"] == "extra_forbidden":
        table = _TABLES.get(str(location[0]), _Campaign) if len(location) > 1 else _Campaign
        known = [field.alias or key for key, field in table.model_fields.items()]
        hint = did_you_mean(str(location[-1]), known)
        return InputError(f"found a key that means nothing here{hint}", where, "" if hint else f"expected {', '.join(known)}")
    expected = str(error.get("ctx", {}).get("expected", "")) or _EXPECTED.get(error["type"], error["msg"])
    found = "nothing" if error["type"] == "missing" else shown(error["input"])
    return InputError(f"found {found}", where, f"expected {expected}")


@contextmanager
def _placed(text: str, name: str, location: Location) -> Iterator[None]:
    """Give an error its file, line and key."""
    try:
        yield
    except InputError as error:
        raise at(error, place(text, name, location)) from None
