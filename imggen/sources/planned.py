"""What is planned to be posted: cards that are made again and again, and the places that they go to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from imggen.sources.every import CATCH_UP, Every


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPlan:
    """A card that is made again and again."""

    name: str = "card"
    look: Mapping[str, Any] = field(default_factory=dict)
    """What it is to be, by the names of the API's options."""
    languages: tuple[str, ...] = ()
    """None for the campaign's own."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The template of the post's text by language; under an empty name that of any other."""
    hashtags: tuple[str, ...] = ()
    mention: bool = False
    every: tuple[Every, ...] = ()
    catch_up: timedelta = CATCH_UP
    on: tuple[str, ...] = ()
    """Phases, as `imggen.facts.Phase` calls them. With neither times nor events it is posted whenever there are new counts."""
    to: tuple[str, ...] = ()
    """The names of places; none for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where cards are posted: an account on a server, or a folder."""

    name: str
    to: str = ""
    """What `imggen post --to` takes."""
    account: str = ""
    """The name of an account that was logged in to, as `--as` takes it."""
    handle: str = ""
    """The handle that the account must have."""
    folder: str = ""
    """As written: a relative one starts at the campaign file's folder."""
    languages: tuple[str, ...] = ()
    """Those that are posted here; none for all."""
    visibility: str = ""
    warning: str = ""
