"""What the columns of a sheet are: found by their names in many languages, wide or long, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from imggen.errors import InputError
from imggen.platforms import PLATFORMS, Platform, find_platform, folded
from imggen.sources.dates import is_date
from imggen.sources.sheet import Sheet
from imggen.sources.words import cleaned, shown

_ALIASES = {
    "date": """date|dates|day|jour|datum|fecha|data|dia|día|tag|giorno|dag|deiziad|dato|tago|dzień|dzien|time|datetime|date time|timestamp
        |date et heure|horodatage|zeit|zeitpunkt|hora|heure|when|日付|日期|التاريخ""",
    "platform": """platform|plateforme|network|réseau|reseau|réseau social|social network|plattform|netzwerk|netwerk|red|red social
        |plataforma|piattaforma|rete|rede|xarxa|platforma|service|software|logiciel|site""",
    "count": """count|counts|followers|follower|follower count|followers count|number of followers|nombre d'abonnés
        |nombre de followers|abonnés|abonnes|abonné·e·s|abonné|nombre|number|value|valeur|subscribers|members|membres|anzahl
        |seguidores|seguidors|iscritti|volgers|effectif|numero|número""",
    "subject": """subject|sujet|account|accounts|compte|konto|cuenta|compta|conta|name|nom|institution|organisation|organization
        |organisme|ministère|sujeto|soggetto|handle|thema""",
    "event": "event|events|événement|événements|évènement|evenement|ereignis|evento|gebeurtenis|okazaĵo",
    "exactness": "exactness|exact|exactitude|precision|précision|genauigkeit|exactitud|precisión|precisione",
    "source": "source|sources|quelle|fuente|fonte|bron",
    "ignored": """note|notes|comment|comments|commentaire|commentaires|remark|remarks|remarque|remarques|bemerkung
        |url|link|lien|state|why""",
}
_ROLES = {folded(alias): role for role, text in _ALIASES.items() for alias in text.split("|")}
_KNOWN = {platform.key for platform in PLATFORMS}
_COUNTING = re.compile(r"\b(?:followers?|abonn\w*|subscribers?|counts?|members?|on|sur|seguidores|volgers)\b|[():·]|\bs\b|\be\b")

EXPECTED = "expected a header such as date,mastodon,x or date,platform,count"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a sheet is what, by index. A wide sheet has `series`; a long one has `platform` and `count`."""

    date: int | None
    subject: int | None
    event: int | None
    series: tuple[tuple[int, Platform], ...] = ()
    platform: int | None = None
    count: int | None = None
    exactness: int | None = None
    """Whether the counts of a row are exact, rounded or hidden."""
    source: int | None = None
    """Who said the counts of a row."""
    unread: tuple[int, ...] = ()
    """Columns of a long sheet that mean nothing to imggen."""

    @property
    def long(self) -> bool:
        """Whether each row names its platform."""
        return self.platform is not None


def role_of(name: str) -> str:
    """What a column of that name holds, as the keys of the table above: `date`, `platform`, `count`, …; empty for nothing known."""
    return _ROLES.get(folded(name.replace("_", " ").replace("’", "'")), "")


def platform_of(name: str, where: str) -> Platform:
    """The platform that a heading or a cell names: `mastodon`, `X (Twitter)`, `Mastodon followers`; an unknown one as written."""
    platform = find_platform(cleaned(name, where, 60))
    if platform.key in _KNOWN:
        return platform
    words = _COUNTING.sub(" ", folded(name.replace("_", " "))).split()
    said = find_platform(" ".join(words)), *(find_platform(word) for word in words)
    if said[0].key in _KNOWN:
        return said[0]
    return said[1] if len(set(said[1:])) == 1 and said[1].key in _KNOWN else platform


def find_columns(sheet: Sheet) -> Columns:
    """Find what each column is, from the header, and from the cells when the first column's name says nothing.

    Raises InputError when the header can't be understood: no platform, two columns of one kind, a name that is missing.
    """
    roles = [role_of(name) for name in sheet.header]
    single = {role: _only(sheet, roles, role) for role in ("platform", "count", "subject", "event", "exactness")}
    source = roles.index("source") if "source" in roles else None
    found_date = _date_column(sheet, roles)
    columns = Columns(found_date, single["subject"], single["event"], exactness=single["exactness"], source=source)
    free = [i for i, role in enumerate(roles) if not role and i != found_date and not _empty(sheet, i)]
    if single["platform"] is not None:
        if single["count"] is None:
            raise InputError("found a column of platforms and none of counts", sheet.heading(), "name it count")
        return replace(columns, platform=single["platform"], count=single["count"], unread=tuple(free))
    series = _series_columns(sheet, free, single["count"])
    if found_date is None:
        _check_undated(sheet, series)
    return replace(columns, series=series)


def _only(sheet: Sheet, roles: list[str], role: str) -> int | None:
    """The one column with that role."""
    found = [i for i, one in enumerate(roles) if one == role]
    if len(found) > 1:
        names = " and ".join(shown(sheet.header[i]) for i in found[:2])
        raise InputError(f"found two columns for the {role}, {names}", sheet.heading(), "keep one")
    return found[0] if found else None


def _date_column(sheet: Sheet, roles: list[str]) -> int | None:
    """The column of dates: the one so named, else the first when its name says nothing and all its cells are dates."""
    named = _only(sheet, roles, "date")
    if named is not None or not roles or roles[0] or not sheet.rows or find_platform(sheet.header[0]).key in _KNOWN:
        return named
    cells = [sheet.cell(row, 0) for row in sheet.rows]
    dates = all(is_date(cell) if isinstance(cell, str) else hasattr(cell, "year") for cell in cells)
    return 0 if dates else None


def _empty(sheet: Sheet, column: int) -> bool:
    """Whether a column has neither a name nor a cell that says something. Raises InputError when it lacks the name alone."""
    if sheet.header[column].strip():
        return False
    for row in sheet.rows:
        cell = sheet.cell(row, column)
        if cell is not None and str(cell).strip():
            raise InputError(f"found {shown(cell)} in a column without a name", sheet.place(row, column), "name it in the header")
    return True


def _series_columns(sheet: Sheet, free: list[int], count: int | None) -> tuple[tuple[int, Platform], ...]:
    """The columns that are platforms in a wide sheet."""
    if count is not None:
        what = f"found {shown(sheet.header[count])}, which does not say on which platform"
        raise InputError(what, sheet.heading(count), "name the column after its platform, such as mastodon")
    series = tuple((i, platform_of(sheet.header[i], sheet.heading(i))) for i in free)
    if not series:
        raise InputError("no column named after a platform", sheet.heading(), EXPECTED)
    if is_date(sheet.header[0]) or all(sheet.header[i].strip().isdigit() for i in free):
        raise InputError("no line that names the columns", sheet.heading(), EXPECTED)
    first: dict[str, int] = {}
    for i, platform in series:
        if platform.key in first:
            names = f"{shown(sheet.header[first[platform.key]])} and {shown(sheet.header[i])}"
            raise InputError(f"found two columns for {platform.name}, {names}", sheet.heading(), "keep one")
        first[platform.key] = i
    return series


def _check_undated(sheet: Sheet, series: tuple[tuple[int, Platform], ...]) -> None:
    """Refuse a sheet without dates unless all its columns are known: an unknown one may be the dates."""
    for i, platform in series:
        if platform.key not in _KNOWN:
            what = f"no column of dates, and {shown(sheet.header[i])} is no platform that imggen knows"
            raise InputError(what, sheet.heading(i), EXPECTED)
