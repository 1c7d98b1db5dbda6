"""The tables of a campaign file that say what is posted: which cards, in which words, where to, and when it is worth it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from imggen.errors import InputError, did_you_mean
from imggen.facts import Phase
from imggen.posting.post import VISIBILITIES
from imggen.posting.template import check_template
from imggen.sources.every import CATCH_UP, find_every, find_span
from imggen.sources.planned import CardPlan, Place
from imggen.sources.words import cleaned, shown

EVENTS = tuple(phase.value for phase in Phase if phase not in (Phase.UNCLEAR, Phase.APART, Phase.ALONE))
"""What `on` may name: where challenger and rival stand."""
_LONGEST_TEXT = 5000

Placed = Callable[..., AbstractContextManager[None]]
"""Gives an error of what is done within its place in the file, by keys and indexes."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)


class PostTable(_Table):
    """What holds of all posts, unless a card says something else."""

    languages: list[str] | None = None
    text: str | dict[str, str] | None = None
    hashtags: list[str] | None = None
    mention: bool | None = None
    every: str | list[str] | None = None
    catch_up: str | None = None
    on: list[str] | None = None
    to: list[str] | None = None


class CardTable(PostTable):
    """One of several cards."""

    name: str | None = None
    card: str | None = None
    size: str | None = None
    theme: str | None = None
    title: str | None = None
    tone: Literal["plain", "campaign"] | None = None
    inclusive: bool | None = None
    hashtag: str | None = None
    since: str | None = None
    compare_to: str | None = None


class PlaceTable(_Table):
    """One of several places."""

    name: str | None = None
    to: str = ""
    account: str = Field(default="", alias="as")
    handle: str = ""
    folder: str = ""
    languages: list[str] | None = None
    visibility: str = ""
    content_warning: str = ""


_LOOK = ("card", "size", "theme", "title", "tone", "inclusive", "hashtag", "since", "compare_to")


def plan_cards(tables: Sequence[CardTable], shared: PostTable, placed: Placed) -> tuple[CardPlan, ...]:
    """The cards that the tables ask for; a single one as the file itself says where they ask for none. Raises InputError."""
    if not tables:
        return (_card(CardTable(), shared, "card", ("post",), placed),)
    found: list[CardPlan] = []
    for i, table in enumerate(tables):
        with placed("cards", i, "name"):
            name = _named(table.name or table.card or "card", [one.name for one in found], given=table.name is not None)
        found.append(_card(table, shared, name, ("cards", i), placed))
    return tuple(found)


def plan_places(tables: Sequence[PlaceTable], placed: Placed) -> tuple[Place, ...]:
    """The places that the tables name. Raises InputError for one that is none, or named twice."""
    found: list[Place] = []
    for i, table in enumerate(tables):
        with placed("places", i, "to"):
            if bool(table.to or table.account) == bool(table.folder):
                raise InputError(
                    "found both a server and a folder" if table.folder else "found neither a server nor a folder",
                    instead='name one: to = "mastodon.example", or folder = "site"',
                )
        with placed("places", i, "visibility"):
            if table.visibility and table.visibility not in VISIBILITIES:
                hint = did_you_mean(table.visibility, VISIBILITIES)
                raise InputError(f"found {shown(table.visibility)}", instead=f"name one of {', '.join(VISIBILITIES)}{hint}")
        with placed("places", i, "languages"):
            check_filled(table.languages)
        with placed("places", i, "name"):
            name = _named(table.name or table.folder or table.account or table.to, [one.name for one in found], given=True)
        words = {key: cleaned(getattr(table, key)) for key in ("to", "account", "handle", "folder", "visibility")}
        found.append(Place(name=name, languages=tuple(table.languages or ()), warning=cleaned(table.content_warning), **words))
    return tuple(found)


def check_places(cards: Sequence[CardPlan], places: Sequence[Place], placed: Placed) -> None:
    """Raises InputError for a card that goes to a place that there is not."""
    for i, card in enumerate(cards):
        with placed("cards", i, "to"):
            check_named(card.to, places)


def check_named(names: Sequence[str], places: Sequence[Place]) -> None:
    """Raises InputError for the name of a place that there is not."""
    known = [place.name for place in places]
    for name in names:
        if name not in known:
            there = ", ".join(known) or "none"
            raise InputError(f"no place named {shown(name)}", instead=f"there are {there}{did_you_mean(name, known)}")


def check_filled(value: Sequence[str] | None) -> None:
    """Raises InputError for an empty list: it names none, and what is left out means all."""
    if value is not None and not value:
        raise InputError("found an empty list", instead="name at least one, or leave the key out")


def _named(name: str, taken: Sequence[str], *, given: bool) -> str:
    """A name that no other has: what people gave must be one, what they left out becomes one."""
    name = cleaned(name)
    if name in taken and given:
        raise InputError(f"found a second {shown(name)}", instead="give each its own name")
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def _card(table: CardTable, shared: PostTable, name: str, location: tuple[str | int, ...], placed: Placed) -> CardPlan:
    """A card, with what holds of all posts where it says nothing itself."""

    def said(key: str) -> Any:
        value = getattr(table, key)
        return getattr(shared, key) if value is None else value

    def whole(key: str) -> tuple[str | int, ...]:
        return (*location, key) if getattr(table, key) is not None else ("post", key)

    for key in ("languages", "to"):
        with placed(*whole(key)):
            check_filled(said(key))
    every, text = said("every"), said("text")
    with placed(*whole("every")):
        check_filled(None if said("on") else every)
    with placed(*whole("every")):
        times = tuple(find_every(one) for one in ([every] if isinstance(every, str) else every or []))
    with placed(*whole("catch_up")):
        catch_up = find_span(said("catch_up")) if said("catch_up") is not None else CATCH_UP
    with placed(*whole("on")):
        events = tuple(_event(one) for one in said("on") or [])
    with placed(*whole("text")):
        texts = dict(_texts({"": text} if isinstance(text, str) else text or {}))
    return CardPlan(
        name=name,
        look={key: value for key in _LOOK if (value := getattr(table, key)) is not None},
        languages=tuple(said("languages") or ()),
        texts=texts,
        hashtags=tuple(cleaned(one) for one in said("hashtags") or ()),
        mention=bool(said("mention")),
        every=times,
        catch_up=catch_up,
        on=events,
        to=tuple(said("to") or ()),
    )


def _event(name: str) -> str:
    if name not in EVENTS:
        raise InputError(f"found {shown(name)}", instead=f"name some of {', '.join(EVENTS)}{did_you_mean(name, EVENTS)}")
    return name


def _texts(templates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for language, template in templates.items():
        lines = [cleaned(line, "text", _LONGEST_TEXT) for line in template.strip().splitlines()]
        check_template("\n".join(lines))
        yield language, "\n".join(lines)
