"""Correct texts: of every kind, phase and tier, in every language that has messages and a lexicon, with counts as campaigns have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from strategies import bare, compared, table, timed

from imggen.facts import Facts, Phase
from imggen.finding.find import find_facts
from imggen.kind import SeveralKind, find_kind, kinds
from imggen.rubric.check import check_told
from imggen.rubric.finding import Finding, failing
from imggen.series import Comparison, Event, Subject
from imggen.story import Choices
from imggen.told import Told
from imggen.wording.alt import LIMITS
from imggen.wording.language import find_language, languages
from imggen.wording.lexicon import find_lexicon
from imggen.wording.voice import Voice

JUDGED = ("de", "en", "es", "fr")
"""The languages whose mutants are counted one by one."""
LANGUAGES = tuple(code for code in languages() if find_lexicon(code).months)
"""Those that have a lexicon."""

COMPARISONS: dict[str, Comparison] = {
    "far behind": table(("2023-08-30", 2900, 5850)),
    "far behind still": table(("2024-02-11", 1240, 48_210), ("2024-02-19", 1371, 48_106)),
    "behind": table(("2024-03-02", 7312, 9480), ("2024-03-12", 7655, 9731)),
    "closing": table(("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840)),
    "closing, three": table(("2023-09-18", 1310, 5210), ("2023-09-25", 2734, 5188), ("2023-10-02", 4407, 5171)),
    "level": table(("2025-01-07", 3120, 3344), ("2025-01-14", 3358, 3358)),
    "overtaken": table(("2023-08-30", 2900, 5850), ("2023-09-02", 5090, 5840), ("2023-09-04", 5876, 5832)),
    "overtaken since long": table(("2024-11-03", 810, 2415), ("2024-11-17", 2703, 2398), ("2024-12-09", 4126, 2351)),
    "just ahead": table(("2025-05-04", 12_480, 12_402), ("2025-05-18", 12_655, 12_431)),
    "ahead": table(("2024-06-21", 9120, 4077), ("2024-07-05", 9873, 3964)),
    "slipping back": table(("2024-09-09", 6420, 6310), ("2024-09-16", 6377, 6523)),
    "unclear": compared([bare("2024-01-08", 5800, 50), bare("2024-01-15", 5900, 50)], [bare("2024-01-08", 5850), bare("2024-01-15", 5872)]),
    "rounded": compared(
        [bare("2024-04-01", 12_300, 50), bare("2024-04-09", 13_900, 50)], [bare("2024-04-01", 13_100, 50), bare("2024-04-09", 13_000, 50)]
    ),
    "apart": compared([bare("2024-05-02", 1422), bare("2024-05-29", 1873)], [bare("2024-05-14", 2416)]),
    "alone": compared([bare("2024-08-03", 3381), bare("2024-08-24", 4190)]),
    "in a day": compared(
        [timed("2024-10-05T08:10", 7312), timed("2024-10-05T19:40", 7981)],
        [timed("2024-10-05T08:10", 7690), timed("2024-10-05T19:40", 7655)],
    ),
    "over new year": table(("2023-12-19", 2210, 3904), ("2024-01-09", 4471, 3877)),
    "three platforms": table(("2024-03-03", 4210, 6833, 1290), ("2024-03-24", 6990, 6712, 2347)),
    "four, behind": table(("2024-03-03", 4210, 6833, 1290, 377), ("2024-03-24", 5991, 6712, 2347, 402)),
    "a gap": table(("2024-06-01", 2210, 3120), ("2024-06-04", 2644, None), ("2024-06-09", 3391, 3095)),
    "stale rival": compared(
        [bare("2024-07-01", 2911), bare("2024-07-05", 5877), bare("2024-07-14", 6209)], [bare("2024-07-01", 5851), bare("2024-07-05", 5833)]
    ),
    "frozen": table(*((f"2024-08-{day:02}", 2100 + 137 * day, 4410) for day in range(1, 13))),
    "an event": replace(
        table(("2023-08-28", 2904, 5854), ("2023-09-04", 5876, 5832)),
        events=(Event(find_facts(table(("2023-09-01", 1, 2))).pair.newest.day, "X change ses règles"),),  # type: ignore[union-attr]
    ),
    "members": replace(table(("2024-02-02", 1318, 2904), ("2024-02-16", 3071, 2877)), unit="members"),
    "no subject": replace(table(("2024-02-02", 1318, 2904), ("2024-02-16", 3071, 2877)), subject=Subject()),
}
FACTS: dict[str, Facts] = {name: find_facts(comparison) for name, comparison in COMPARISONS.items()}
_PLACES = ("Ministère de la Ville", "Ville d'Arles", "Université de Bretagne", "Région Occitanie")
GROUPS: dict[str, tuple[Facts, ...]] = {
    name: tuple(
        find_facts(replace(COMPARISONS[each], subject=Subject(place), unit="followers"))
        for each, place in zip(several, _PLACES, strict=False)
    )
    for name, several in {
        "some crossed": ("overtaken", "closing", "far behind"),
        "some ahead": ("ahead", "overtaken", "slipping back", "far behind still"),
        "none": ("behind", "closing", "far behind"),
        "unsure": ("ahead", "unclear", "closing"),
    }.items()
}
assert {facts.phase for facts in FACTS.values()} == set(Phase)


PLAIN = Choices()


@dataclass(frozen=True)
class Written:
    """A correct text, and what it tells."""

    name: str
    told: Told
    tier: str
    text: str

    def findings(self, text: str) -> list[Finding]:
        """What the checker finds in another text of the same."""
        return check_told(text, self.told, tier=self.tier)[0]

    def fails(self, text: str) -> bool:
        """Whether `imggen check` would leave with 4."""
        return bool(failing(self.findings(text)))


@cache
def written(code: str) -> tuple[Written, ...]:
    """Every text of a language."""
    return tuple(_written(code))


def _written(code: str) -> Iterator[Written]:
    for name, told in tellings(code):
        for tier in LIMITS:
            yield Written(name, told, tier, told.alt_text(tier))


def tellings(code: str, choices: Choices = PLAIN) -> Iterator[tuple[str, Told]]:
    """Every story, of every kind that fits."""
    voice = Voice(find_language(code), spoken=True)
    for name in kinds():
        kind = find_kind(name)
        if isinstance(kind, SeveralKind):
            for group, several in GROUPS.items():
                yield f"{group}, {name}", Told(several, kind, kind.tell(several, choices), voice)
            continue
        for each, facts in FACTS.items():
            if not kind.refusal(facts):
                story = kind.tell(facts, choices)
                yield f"{each}, {name}", Told(facts, kind, story, replace(voice, unit=story.unit))
