"""What `render` and `alt` can be asked: one option a choice, and the same choices as the Python API takes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, TypedDict, cast

import typer

from imggen.cli.language import terminal_language
from imggen.errors import InputError, did_you_mean
from imggen.sources.dates import ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from imggen.api import Options
    from imggen.sources.read import Data

_CARD, _COUNTS, _WORDS, _FONTS = "The card", "The counts", "The words", "The fonts"
_SWITCH = {"on": True, "off": False}

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...", help="A CSV, TSV, JSON or TOML file, '-' for standard input, or NAME=COUNT pairs.", show_default=False
    ),
]

Fresh = Annotated[bool, typer.Option("--fresh", help="Ask servers again that were asked in the last 15 minutes.")]
AllowLocal = Annotated[bool, typer.Option("--allow-local", help="Ask servers on this machine too, without encryption.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def _option(name: str, metavar: str, text: str, task: str) -> object:
    return typer.Option(name, metavar=metavar, help=text, rich_help_panel=task, show_default=False)


class Choices(TypedDict):
    """The options that say what a card is: what is left out is the data file's, else the default."""

    card: Annotated[str | None, _option("--card", "KIND", "auto, or one of those that 'imggen cards' lists.", _CARD)]
    theme: Annotated[str | None, _option("--theme", "THEME", "One that 'imggen themes' lists, or the path of one.", _CARD)]
    size: Annotated[str | None, _option("--size", "SIZE", "landscape, portrait, square, link, or pixels such as 1200x675.", _CARD)]
    scale: Annotated[str | None, _option("--scale", "NUMBER", "1 to 4: so many times the pixels, the same layout.", _CARD)]
    art: Annotated[str | None, _option("--art", "on|off", "With or without drawings.", _CARD)]
    avatar: Annotated[str | None, _option("--avatar", "FILE", "A picture to stand before the handle, cut round.", _CARD)]
    logo: Annotated[str | None, _option("--logo", "FILE", "A picture to stand at the foot: PNG, SVG and others.", _CARD)]
    as_of: Annotated[str | None, _option("--as-of", "DATE", "Leave out what was counted later.", _COUNTS)]
    since: Annotated[str | None, _option("--since", "DATE", "Leave out what was counted earlier: a date, 30d, or all.", _COUNTS)]
    compare_to: Annotated[
        str | None, _option("--compare-to", "WHEN", "What changes are measured from: previous, first, 7d, or a date.", _COUNTS)
    ]
    pair_within: Annotated[
        str | None, _option("--pair-within", "SPAN", "How far apart two counts may be and still be compared: 24h.", _COUNTS)
    ]
    challenger: Annotated[
        str | None, _option("--challenger", "NAME", "The platform that catches up: else the first of the fediverse.", _COUNTS)
    ]
    rival: Annotated[str | None, _option("--rival", "NAME", "The platform it is compared with: else X.", _COUNTS)]
    date: Annotated[str | None, _option("--date", "DATE", "The day of counts that have none: else today, in --timezone.", _COUNTS)]
    dates: Annotated[str | None, _option("--dates", "dmy|mdy", "How to read dates such as 03/04/2023.", _COUNTS)]
    thousands: Annotated[str | None, _option("--thousands", "MARK", "What groups digits: comma, dot, space, apostrophe.", _COUNTS)]
    timezone: Annotated[str | None, _option("--timezone", "ZONE", "Whose days are shown, such as Europe/Paris: else UTC.", _COUNTS)]
    lang: Annotated[str | None, _option("--lang", "CODE", "One of those that 'imggen languages' lists.", _WORDS)]
    inclusive: Annotated[bool, typer.Option("--inclusive", help="Inclusive forms on the picture.", rich_help_panel=_WORDS)]
    tone: Annotated[str | None, _option("--tone", "TONE", "plain or campaign.", _WORDS)]
    subject: Annotated[str | None, _option("--subject", "TEXT", "Whose followers: a name, or a handle such as @name@server.", _WORDS)]
    unit: Annotated[str | None, _option("--unit", "UNIT", "What is counted: followers or members.", _WORDS)]
    title: Annotated[str | None, _option("--title", "TEXT", "Replaces the headline, nothing else.", _WORDS)]
    hashtag: Annotated[str | None, _option("--hashtag", "TEXT", "A hashtag on the card.", _WORDS)]
    source: Annotated[str | None, _option("--source", "TEXT", "Where the counts come from.", _WORDS)]
    credit: Annotated[str | None, _option("--credit", "TEXT", "Who made the card.", _WORDS)]
    rights: Annotated[str | None, _option("--rights", "TEXT", "Who may use it: 'CC BY 4.0'. In the file, not on the picture.", _WORDS)]
    font_path: Annotated[list[str] | None, _option("--font-path", "DIR", "A folder of fonts to use as well; may be repeated.", _FONTS)]
    system_fonts: Annotated[
        bool,
        typer.Option("--system-fonts", help="Ask this machine's fonts last: a card may look different elsewhere.", rich_help_panel=_FONTS),
    ]
    strict_fonts: Annotated[
        bool, typer.Option("--strict-fonts", help="Refuse to draw what no font can write in full.", rich_help_panel=_FONTS)
    ]


def as_options(choices: Mapping[str, object]) -> Options:
    """The choices as the Python API takes them, without those that were not made. Raises InputError for what can't be used."""
    chosen = {name: value for name, value in choices.items() if value not in (None, False, [])}
    if "art" in chosen:
        chosen["art"] = _SWITCH[one_of(str(chosen["art"]), tuple(_SWITCH), "--art")]
    if "dates" in chosen:
        one_of(str(chosen["dates"]), ORDERS, "--dates")
    if "scale" in chosen:
        chosen["scale"] = number(str(chosen["scale"]), "--scale")
    return cast("Options", chosen)


def with_language(options: Options, data: Data) -> Options:
    """The same options with a language: the one asked for, else the data file's, else the terminal's. Raises InputError."""
    language = options.get("lang") or data.settings.lang or terminal_language(os.environ)
    return {**options, "lang": language}


def number(text: str, option: str) -> float:
    """The number that was typed. Raises InputError for anything else."""
    try:
        return float(text)
    except ValueError:
        raise InputError(f"not a number: {text[:40]!r}", option, "write it as 2") from None


def whole_number(text: str | None, option: str) -> int | None:
    """The positive whole number that was typed, if any. Raises InputError for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text)):
        raise InputError(f"not a whole number over 0: {text[:40]!r}", option, "write it as 500")
    return int(text)


def one_of(name: str, known: tuple[str, ...], option: str) -> str:
    """The name that was typed. Raises InputError, with a suggestion, when it is none of those known."""
    if name not in known:
        raise InputError(f"found {name[:40]!r}", option, f"name one of {', '.join(known)}{did_you_mean(name, known)}")
    return name
