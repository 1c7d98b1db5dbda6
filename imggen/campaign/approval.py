"""Approval: whether a post that was prepared may be sent as it is now. What was changed is checked; what is out of date is refused."""

from __future__ import annotations

import unicodedata

from imggen.campaign.items import Item, Kept
from imggen.campaign.jobs import Job, told_of
from imggen.campaign.reasons import newest
from imggen.errors import CheckError
from imggen.facts_json import facts_hash
from imggen.posting.mentions import mentioned
from imggen.posting.template import without_tags
from imggen.rubric.check import check_told
from imggen.rubric.finding import Finding, failing
from imggen.told import Told

_UNTRUE = ("F01", "F02", "F03", "F04", "F06")
"""The rules on what is said. A post need not say all that a description must."""


def check_kept(kept: Kept, job: Job) -> None:
    """Raises CheckError for a post that may not be sent.

    Newer counts are there, its picture was changed, a new text is empty or not true, or it mentions somebody and may not.
    """
    item, told = kept.item, told_of(job)
    _check_age(item, told)
    if "picture" in kept.changed:
        raise CheckError("the picture was changed", item.files["picture"], "prepare it again")
    if "alt" in kept.changed:
        _refuse(failing(check_told(item.alt, told, language=item.language)[0]), item.files["alt"])
    _check_mentions(item, job)
    if "text" in kept.changed:
        _check_empty(item)
        found = check_told(without_tags(item.text), told, tier="extended", language=item.language)[0]
        _refuse([one for one in found if one.rule in _UNTRUE], item.files["text"])


def _check_mentions(item: Item, job: Job) -> None:
    found = "" if job.plan.mention else mentioned(item.text)
    if found:
        instead = "take its @ or ! away, or allow mentions in the campaign file: mention = true"
        raise CheckError(f"it mentions {found[:80]}", item.files["text"], instead)


def _check_empty(item: Item) -> None:
    """A campaign may post without words, when its own text is empty. A file that was emptied is an accident."""
    if not any(unicodedata.category(mark)[0] not in "CZ" for mark in item.text):
        instead = f"write the post's text, or delete {item.files['picture']} to leave the post out"
        raise CheckError("it was changed, and is empty", item.files["text"], instead)


def _check_age(item: Item, told: Told) -> None:
    if facts_hash(told.facts) == item.facts:
        return
    what = "newer counts are there" if newest(told.facts) > item.data else "the counts that it was made of are others now"
    raise CheckError(what, item.files["picture"], "prepare it again")


def _refuse(found: list[Finding], name: str) -> None:
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        raise CheckError(f"it was changed, and is not right: {found[0]}{more}", name, "change it again, or prepare it again")
