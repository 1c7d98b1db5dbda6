"""Cards to look at a theme on: every kind in every shape, and cases that show what the usual ones do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from imggen.api import Options, find_request, read_data
from imggen.card import Card
from imggen.errors import ImggenError
from imggen.kind import SeveralKind, find_kind, kinds
from imggen.pipeline import make_card
from imggen.request import Request
from imggen.series import Event
from imggen.sources.read import Data
from imggen.theme import Theme

SHAPES = ("landscape", "portrait", "square", "link")
_ROWS = (("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840), ("2023-09-04", 5876, 5832))
"""The counts of a campaign."""
_OTHERS = ((2100, 2395, 2510), (3900, 3880, 3875), (8800, 9900, 9870), (1200, 1890, 4300), (60, 5150, 5140), (5, 5, 5))
"""Other accounts: before, now, and on X."""
_SUBJECT = "@library@social.example"


@dataclass(frozen=True, eq=False)
class Sample:
    """A card that is not drawn yet."""

    kind: str
    shape: str
    language: str
    data: Data
    options: Options
    extra: bool = False
    """Whether it shows something else than its kind as it usually is."""

    @property
    def name(self) -> str:
        """What a finding calls it."""
        return f"{self.kind}, {self.shape}, {self.language}"

    def card(self, theme: Theme, size: str = "") -> Card:
        """The card in a theme, in its shape or in another size of that shape. Raises ImggenError."""
        asked: Options = {"card": self.kind, "lang": self.language, "size": size or self.shape, "theme": theme}
        return make_card(self.data.comparisons, find_request(self.data, {**self.options, **asked}))


def _table(rows: Sequence[tuple[Any, ...]], names: Sequence[str] = ("mastodon", "x")) -> Data:
    return read_data([[{"date": row[0], **dict(zip(names, row[1:], strict=True))} for row in rows]], {"subject": _SUBJECT})


@cache
def _data() -> dict[str, Data]:
    """The counts that samples are drawn of, by what they show."""
    campaign = _table(_ROWS)
    board = [
        {"subject": f"Library {number}", "date": day, "mastodon": ours, "x": theirs}
        for number, (before, now, theirs) in enumerate(((2900, 5876, 5832), *_OTHERS), 1)
        for day, ours in (("2023-08-30", before), ("2023-09-04", now))
    ]
    many = [(date(2023, 8, 14 + n).isoformat(), 900 + 300 * n, 5200 - 20 * n, 1500 + 90 * n, 3900 - 60 * n) for n in range(15)]
    events = (Event(date(2023, 9, 1), "Back to school"),)
    return {
        "campaign": replace(campaign, comparisons=tuple(replace(one, events=events) for one in campaign.comparisons)),
        "behind": _table(_ROWS[:2]),
        "far behind": _table(_ROWS[:1]),
        "level": _table((_ROWS[1], ("2023-09-04", 5836, 5836))),
        "falling": _table((("2023-08-30", 6100, 5850), ("2023-09-04", 5600, 5832))),
        "four": _table(many, ("mastodon", "x", "bluesky", "threads")),
        "rounded": _table((("2023-08-30", 2900, "5.9K"), ("2023-09-04", 4700, "5.8K"))),
        "board": read_data([board], {}),
    }


def samples(languages: Sequence[str] = ("en", "fr")) -> Iterator[Sample]:
    """Every kind in every shape, the languages taking turns, then what else there is to see."""
    turn = count()
    for kind in kinds():
        usual = next(filter(None, (_fitting(kind, name) for name in ("board", "campaign", "behind", "far behind", "four"))), None)
        for shape in SHAPES if usual else ():
            language = languages[next(turn) % len(languages)]
            yield Sample(kind, shape, language, _data()[usual or ""], {"hashtag": "#Mastodon", "tone": "campaign"})
        next(turn)
    for name in ("behind", "far behind", "level", "falling", "four", "rounded"):
        for kind in ("duel", "timeline", "update", "race"):
            if _fitting(kind, name):
                n = next(turn)
                yield Sample(kind, SHAPES[n % 4], languages[(n + n // 4) % len(languages)], _data()[name], {}, extra=True)
    yield Sample("duel", "landscape", languages[0], _data()["campaign"], {"art": False}, extra=True)


@cache
def _fitting(kind: str, name: str) -> str:
    """The name of the data, if a card of that kind can be drawn of them."""
    data = _data()[name]
    if isinstance(find_kind(kind), SeveralKind) != (len(data.comparisons) > 1):
        return ""
    with suppress(ImggenError):
        make_card(data.comparisons, Request(card=kind, theme="clair"))
        return name
    return ""
