"""Jobs: one card of one subject in one language for one place, drawn when it is needed and told in the words of its campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import combinations
from typing import cast

from imggen.api import Options, render_data, tell_data
from imggen.campaign.subjects import OLDEST, Counted
from imggen.card import Card
from imggen.errors import ImggenError, InputError
from imggen.facts import Facts
from imggen.kind import SeveralKind, find_kind
from imggen.pipeline import MAY_LACK
from imggen.posting.mentions import unmentioned
from imggen.posting.sameness import plain
from imggen.posting.template import fields_of, fill, values_of
from imggen.posting.text import default_text, hashtag
from imggen.sources.dates import find_zone
from imggen.sources.planned import CardPlan, Place
from imggen.sources.read import Data
from imggen.sources.settings import Settings
from imggen.told import Told
from imggen.wording.language import find_language

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_MOST_EARLIER = 100
"""Earlier counts whose cards are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card for one place."""

    subject: str
    """As it is shown; empty for a card of all of them, and for a subject without name."""
    counted: tuple[Counted, ...]
    settings: Settings
    plan: CardPlan
    language: str
    place: Place

    @property
    def key(self) -> str:
        """What tells it from others in the ledger."""
        return " / ".join((self.subject or "-", self.plan.name, self.language, self.place.name))

    @property
    def card_key(self) -> tuple[str, str, str]:
        """The same for jobs that have one card."""
        return self.subject, self.plan.name, self.language

    @property
    def zone(self) -> tzinfo:
        """The campaign's time zone."""
        return find_zone(self.settings.timezone or "UTC")

    @property
    def several(self) -> bool:
        """Whether it is a card of all subjects."""
        return _shows_several(self.plan)

    @property
    def data(self) -> Data:
        """The counts that it is drawn of. Raises the error of those that can't be read, InputError when there are none."""
        for one in self.counted:
            if one.error:
                raise one.error
        found = [one.data for one in self.counted if one.data]
        if not found:
            raise InputError("no counts yet", self.subject)
        doubts = tuple(dict.fromkeys(doubt for one in found for doubt in one.doubts))
        return Data(tuple(comparison for one in found for comparison in one.comparisons), found[0].settings, doubts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The lines to type before it can be posted. A card of all subjects says itself which counts it lacks."""
        if self.several and any(one.data for one in self.counted):
            return ()
        return tuple(line for one in self.counted for line in one.missing)


def find_jobs(subjects: Sequence[Counted], settings: Settings, fallback: str) -> list[Job]:
    """The jobs of a campaign; `fallback` is the language where none is named. Raises InputError for a language that there is not."""
    jobs: list[Job] = []
    for plan in settings.cards:
        languages = [find_language(name).code for name in plan.languages or (settings.lang or fallback,)]
        groups = [tuple(subjects)] if _shows_several(plan) else [(one,) for one in subjects]
        for group in groups:
            subject = "" if _shows_several(plan) else group[0].subject.shown
            places = [place for place in settings.places if _goes_to(place, plan, group)]
            for language in dict.fromkeys(languages):
                base = {"subject": subject, "counted": group, "settings": settings, "plan": plan, "language": language}
                jobs += [Job(**base, place=place) for place in places if _speaks(place, language)]  # type: ignore[arg-type]
    return jobs


def _shows_several(plan: CardPlan) -> bool:
    name = plan.look.get("card", "auto")
    return name != "auto" and isinstance(find_kind(name), SeveralKind)


def _goes_to(place: Place, plan: CardPlan, group: Sequence[Counted]) -> bool:
    own = group[0].to if len(group) == 1 else ()
    return (not plan.to or place.name in plan.to) and (not own or place.name in own)


def _speaks(place: Place, language: str) -> bool:
    return not place.languages or language in [find_language(name).code for name in place.languages]


def draw(job: Job) -> Card:
    """The job's card. Raises InputError, or RefusedError for a kind that these counts don't fit."""
    return render_data(job.data, _options(job))


def facts_of(job: Job, as_of: datetime | None = None) -> Facts | tuple[Facts, ...]:
    """What the job's counts say, or said at a time, as its card would compare them, whatever kind it is. Raises InputError."""
    card = {} if job.several else {"card": "auto"}
    then = {"as_of": as_of} if as_of else {}
    return tell_data(job.data, cast("Options", {**_options(job), **card, **then})).facts


def told_of(job: Job) -> Told:
    """The job's story, without a drawing. Raises like `draw`."""
    return tell_data(job.data, _options(job))


def earlier_alts(job: Job, since: datetime | None, limit: int | None) -> frozenset[str]:
    """What cards that were posted since a time may have been described as, in the form in which descriptions are compared."""
    data = job.data
    times = {reading.time for one in data.comparisons for series in one.series for reading in series.readings}
    later = sorted((time for time in times if since is None or time > since - OLDEST), key=datetime.timestamp)[-_MOST_EARLIER:]
    found = set()
    for time in later:
        with suppress(ImggenError):
            told = tell_data(data, {**_options(job), "as_of": time})
            found |= {plain(each.alt_text("standard", limit)) for each in _as_drawn(told)}
    return frozenset(found)


def _as_drawn(told: Told) -> Iterator[Told]:
    """A story as it may be told of its picture, which may have had no room for some of it."""
    for number in range(len(MAY_LACK) + 1):
        for parts in combinations(MAY_LACK, number):
            yield replace(told, story=told.story.without(*parts))


def _options(job: Job) -> Options:
    return cast("Options", {**job.plan.look, "lang": job.language})


def post_text(job: Job, card: Card) -> str:
    """What the post says: the campaign's own words, else what the card says. Nobody is mentioned unless that is asked for."""
    plan, story, voice = job.plan, card.story, card.voice
    templates = {find_language(name).code if name else "": template for name, template in plan.texts.items()}
    template = templates.get(job.language, templates.get(""))
    if template is None:
        return default_text(story, voice, plan.hashtags, mention=plan.mention)
    tags = " ".join(dict.fromkeys(tag for each in (story.hashtag, *plan.hashtags) if (tag := hashtag(each))))
    said = fill(template, values_of(story, card.facts, voice, tags))
    whole = said if "hashtags" in fields_of(template) else "\n\n".join(filter(None, (said, tags)))
    return quiet(job, whole.strip())


def quiet(job: Job, text: str) -> str:
    """A text that notifies nobody, unless the campaign asks for mentions."""
    return text if job.plan.mention else unmentioned(text)


def apart(jobs: Sequence[Job]) -> list[Job]:
    """The jobs, whose names are all different, as names of files too. Raises InputError for two that can't be told apart."""
    seen: set[tuple[str, ...]] = set()
    for job in jobs:
        name = tuple(name_of(part).casefold() for part in (job.subject, job.plan.name, job.language, job.place.name))
        if name in seen:
            raise InputError(f"two subjects, cards or places have names like {job.key}", instead="give each its own name")
        seen.add(name)
    return list(jobs)


def name_of(text: str) -> str:
    """A text as a part of a file's name."""
    return _NOT_IN_NAMES.sub("-", text.lstrip("@")).strip("-.")[:60] or "all"
