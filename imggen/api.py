"""Names, files and Python objects become cards: the public door of the package."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, cast

from imggen.art.logo import Logo, parse_logo
from imggen.errors import ImggenWarning, InputError, did_you_mean
from imggen.files import read_file
from imggen.finding.find import CompareTo
from imggen.layout.canvas import find_canvas
from imggen.request import Request
from imggen.scene import Picture
from imggen.sources.dates import find_order, parse_date
from imggen.sources.read import Choices as Reading
from imggen.sources.read import Data, read
from imggen.sources.system_fonts import find_system_fonts
from imggen.sources.words import cleaned, shown
from imggen.story import Choices
from imggen.themefiles.defaults import dressed
from imggen.told import Told, tell

if TYPE_CHECKING:
    from imggen.card import Card
    from imggen.rubric.finding import Finding
    from imggen.theme import Theme


class Options(TypedDict, total=False):
    """What a card can be asked to be. What is left out is the data file's, else the default."""

    card: str
    """`auto`, or a kind: `imggen cards` lists them."""
    theme: str | Path | Theme
    """A name that `imggen themes` lists, or the path of a theme's folder, TOML file or zip."""
    lang: str
    inclusive: bool | str
    """Like all that is on or off: true or false, or `on` or `off`."""
    size: str
    """`landscape`, `portrait`, `square`, `link`, or `1200x675` in pixels."""
    scale: float
    """1 to 4: so many times the pixels, the same layout."""
    as_of: date | datetime | str | None
    """Leave out what was counted later."""
    since: date | timedelta | str | None
    """Leave out what was counted earlier: a date, `30d`, or `all`."""
    compare_to: date | timedelta | str | None
    """What changes are measured from: `previous`, `first`, `7d`, or a date."""
    pair_within: timedelta | str
    """How far apart two readings may be and still be compared: `24h`, `2d`."""
    challenger: str
    rival: str
    subject: str
    title: str
    """Replaces the headline, nothing else."""
    tone: str
    hashtag: str
    source: str
    credit: str
    rights: str
    unit: str
    art: bool | str
    timezone: str
    thousands: str
    dates: str
    """`dmy` or `mdy`, for dates such as 03/04/2023."""
    date: date | str | None
    """The day of counts that have none; by default today, in the campaign's time zone."""
    avatar: str | Path | bytes | None
    """A picture file, or what is in one: stands before the handle, cut round."""
    logo: str | Path | bytes | None
    """A picture file, SVG too, or what is in one: stands at the foot."""
    font_path: str | Path | Sequence[str | Path]
    """Folders of fonts, or single files, to use as well."""
    system_fonts: bool | str
    """Whether the machine's fonts may draw what nothing else has: a card may then look different elsewhere."""
    strict_fonts: bool | str
    """Whether what can't be drawn as it is written is refused."""


_LARGEST_EMBLEM = 20_000_000
"""The largest file of an avatar or a logo, in bytes: a photograph may be one."""
_TONES = ("plain", "campaign")
_SWITCHES = {"on": True, "off": False}
_SPAN = re.compile(r"(\d{1,5})\s*([hd])")


def render(data: object, *more: object, **options: Unpack[Options]) -> Card:
    """Make a card of counts.

    `data`, and `more` of it, is a file name (CSV, TSV, JSON, TOML), `name=count` text, a dict, a list of rows, a data frame, a `Series`
    or a `Comparison`. Doubts about the data or the drawing are warned of with ImggenWarning and stand in `card.warnings`.
    Raises ImggenError (InputError, RefusedError) when the card can't be made as asked.
    """
    for name in options:
        if name not in Options.__annotations__:
            raise InputError(f"no option named {name!r}", "render", f"see imggen.api.Options{did_you_mean(name, Options.__annotations__)}")
    card = render_data(read_data((data, *more), options), options)
    for doubt in card.warnings:
        warnings.warn(doubt, ImggenWarning, stacklevel=2)
    return card


def check_alt(
    text: str, data: object, *more: object, tier: str = "", limit: int | None = None, **options: Unpack[Options]
) -> list[Finding]:
    """Say what is wrong with an alt text, the worst first: whether it is true and complete, and heard as it is meant.

    `data`, `more` of it and the options are those of `render`; `data` may be a `Card` too. `tier` is `short`, `standard` or `extended`,
    by default what the text's length says. Words that the user wrote are not judged. Raises like `render`.
    """
    from imggen.card import Card
    from imggen.kind import find_kind
    from imggen.rubric.check import check_told

    told = (
        Told(data.facts, find_kind(data.story.kind), data.story, data.voice)
        if isinstance(data, Card)
        else tell_data(read_data((data, *more), options), options)
    )
    return check_told(text, told, tier=tier, language=options.get("lang", ""), limit=limit)[0]


def read_data(inputs: Sequence[object], options: Options, stdin: Callable[[], bytes] | None = None) -> Data:
    """Read the counts, and what a data file asks for. Raises InputError that names file, line and column."""
    names = ("challenger", "rival", "subject", "unit", "thousands", "dates", "timezone")
    chosen = {name: options.get(name) for name in names if options.get(name)}
    day = options.get("date")
    return read(inputs, Reading(**chosen, date=_day(day, "date"), now=datetime.now(UTC)), stdin)  # type: ignore[arg-type]


def render_data(data: Data, options: Options) -> Card:
    """Make a card of data that were read. Raises like `render`, and leaves the warnings in `card.warnings`."""
    from imggen.pipeline import make_card

    card = make_card(data.comparisons, find_request(data, options))
    return replace(card, warnings=tuple(dict.fromkeys((*data.doubts, *card.warnings))))


def tell_data(data: Data, options: Options) -> Told:
    """Tell the story of data that were read, and draw nothing. Raises like `render`, whatever can't be used."""
    request = find_request(data, options)
    find_canvas(request.size, request.scale)
    if isinstance(request.theme, str) and request.theme != Request().theme:
        from imggen.theme import find_theme

        find_theme(request.theme)
    return tell(data.comparisons, request)


def find_request(data: Data, options: Options) -> Request:
    """What is asked for: the options, else what the data file says, else the defaults. Raises InputError for what can't be used."""
    settings = data.settings
    words = ("title", "tone", "hashtag", "source", "credit", "rights")
    asked = {name: cleaned(str(value), name) for name in words if (value := _asked(options, settings, name))}
    if asked.get("tone", "plain") not in _TONES:
        raise InputError(f"no tone named {asked['tone']!r}", instead=f"name one of {', '.join(_TONES)}")
    named = {name: value for name in ("card", "size") if (value := _asked(options, settings, name))}
    theme = _theme(_asked(options, settings, "theme"))
    art = _switch(options.get("art"), "art")
    dress = None if isinstance(theme, str) else dressed(theme, asked, art=art)
    logo = _asked(options, settings, "logo")
    folders = options.get("font_path", ())
    return Request(
        **named,
        theme=theme,
        language=options.get("lang") or settings.lang or "en",
        scale=options.get("scale", 1.0),
        as_of=_day(options.get("as_of"), "as of"),
        since=_since(options.get("since")),
        compare_to=_compared(options.get("compare_to")),
        pair_within=_span(options.get("pair_within", "24h"), "pair within"),
        inclusive=bool(_switch(_asked(options, settings, "inclusive"), "inclusive")),
        choices=dress.choices if dress else Choices(**asked, art=art is not False),
        avatar=_avatar(_asked(options, settings, "avatar")),
        logo=_logo(dress.logo(logo) if dress else logo),
        font_folders=tuple(Path(folder) for folder in ([folders] if isinstance(folders, str | Path) else folders)),
        system_fonts=find_system_fonts() if _switch(options.get("system_fonts"), "system fonts") else (),
        strict_fonts=bool(_switch(options.get("strict_fonts"), "strict fonts")),
        doubts=dress.doubts(logo) if dress else (),
    )


def _theme(given: str | Path | Theme | None) -> str | Theme:
    """The theme asked for: the name of one that comes with imggen as it is, any other read. Raises InputError."""
    if given is None or given == Request().theme:
        return Request().theme
    if not isinstance(given, str | Path):
        return given
    from imggen.theme import is_built_in  # here, because it brings pydantic, which an alt text has no need of
    from imggen.themefiles.find import load_theme

    return given if isinstance(given, str) and is_built_in(given) else load_theme(given)


def _asked(options: Mapping[str, Any], settings: object, name: str) -> Any:
    value = options.get(name)
    return getattr(settings, name, None) if value is None else value


def _switch(value: object, what: str) -> bool | None:
    """What is on or off; None where nothing is said. Raises InputError for words, which would all be taken for yes."""
    known = _SWITCHES.get(value) if isinstance(value, str) else bool(value) if isinstance(value, int) and value in (0, 1) else None
    if value is not None and known is None:
        raise InputError(f"found {value!r:.40}", what, "expected True or False, 'on' or 'off'")
    return known


def _avatar(given: str | Path | bytes | None) -> Picture | None:
    if not given:
        return None
    from imggen.paint.emblem import decode_emblem  # here, because it brings Pillow

    return decode_emblem(*_emblem(given, "avatar"))


def _logo(given: str | Path | bytes | None) -> Picture | Logo | None:
    if not given:
        return None
    data, name = _emblem(given, "logo")
    if b"<svg" in data[:1000]:
        return parse_logo(data, name)
    from imggen.paint.emblem import decode_emblem

    return decode_emblem(data, name)


def _emblem(given: str | Path | bytes, what: str) -> tuple[bytes, str]:
    """The bytes of a picture that a user gave, and what to call it in an error."""
    if isinstance(given, bytes):
        return given, what
    return read_file(given, _LARGEST_EMBLEM), f"{what} {given}"


def _day(value: date | datetime | str | None, what: str) -> Any:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        with suppress(InputError):
            return parse_date(value, find_order([value], lambda _: what))
        raise InputError(f"found {shown(value)}", what, "write the date as 2023-09-04") from None


def _since(value: date | timedelta | str | None) -> date | timedelta | None:
    if value is None or value == "all":
        return None
    return value if isinstance(value, date | timedelta) else _span_or_day(value, "since", "30d, a date such as 2023-09-04, or all")


def _compared(value: date | timedelta | str | None) -> CompareTo | None:
    if value is None or isinstance(value, date | timedelta):
        return value
    if value in ("previous", "first"):
        return cast("CompareTo", value)
    return _span_or_day(value, "compare to", "previous, first, 7d, or a date such as 2023-09-04")


def _span_or_day(text: str, what: str, expected: str) -> date | timedelta:
    try:
        return _span(text, what) if _SPAN.fullmatch(text.strip()) else date.fromisoformat(text)
    except ValueError:
        raise InputError(f"found {text[:40]!r}", what, f"expected {expected}") from None


def _span(value: timedelta | str, what: str) -> timedelta:
    if isinstance(value, timedelta):
        return value
    match = _SPAN.fullmatch(value.strip())
    if not match:
        raise InputError(f"not a span of time: {value[:40]!r}", what, "write it as 24h or 7d")
    return timedelta(hours=int(match[1])) if match[2] == "h" else timedelta(days=int(match[1]))


__all__ = ["Options", "find_request", "read_data", "render", "render_data", "tell_data"]
