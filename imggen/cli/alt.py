"""`imggen alt`: the alt text alone, of counts or of a card that was drawn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from imggen.api import read_data, render_data, tell_data
from imggen.cli.choices import Choices, Inputs, Json, as_options, one_of, whole_number, with_language
from imggen.cli.output import as_json, one_line, say, warn
from imggen.cli.places import tell_edited
from imggen.cli.plain import command
from imggen.cli.report import mended_report
from imggen.cli.texts import read_given
from imggen.encode.reading import PICTURES, read_metadata, read_text
from imggen.errors import CheckError, InputError
from imggen.files import atomic_write_all
from imggen.sidecar import find_place, json_path, read_json
from imggen.told import Told
from imggen.wording.alt import LIMITS

if TYPE_CHECKING:
    from imggen.api import Options
    from imggen.encode.metadata import Metadata
    from imggen.sources.read import Data

_TEXT = "The text"
_EXAMPLES = """
imggen alt mastodon=5876 x=5832
imggen alt examples/lelibreedu.toml --tier extended
imggen alt examples/lelibreedu.csv --lang fr --limit 300
imggen alt card.png
imggen alt card.png examples/lelibreedu.toml --set card.alt.txt
"""

_Tier = Annotated[
    str, typer.Option("--tier", metavar="TIER", help="short (140 characters), standard (500) or extended (1500).", rich_help_panel=_TEXT)
]
_Limit = Annotated[
    str | None,
    typer.Option("--limit", metavar="NUMBER", help="Leave out whole sentences to fit so much.", rich_help_panel=_TEXT),
]
_Set = Annotated[
    str | None,
    typer.Option(
        "--set",
        metavar="FILE",
        help="Check the text of this file, and put it into the card and its alt.txt. Name the card, then its counts, or keep card.json.",
        rich_help_panel=_TEXT,
    ),
]


def alt(
    inputs: Inputs,
    *,
    tier: _Tier = "standard",
    limit: _Limit = None,
    set_it: _Set = None,
    json: Json = False,
    **choices: Unpack[Choices],
) -> None:
    """Print the alt text alone: of counts, or the one that a card carries.

    With counts it takes the same choices as render, and writes nothing. With --set it writes a text that you edited into a card.
    """
    one_of(tier, tuple(LIMITS), "--tier")
    longest, options = whole_number(limit, "--limit"), as_options(choices)
    is_picture = Path(inputs[0]).suffix.lower() in PICTURES
    if set_it is not None:
        if not is_picture:
            raise InputError(f"{inputs[0]} is no picture", "--set", f"name a card first, one that ends in {', '.join(PICTURES)}")
        _put(Path(inputs[0]), inputs[1:], set_it, tier, options)
    elif is_picture and len(inputs) == 1:
        say(one_line(read_text(Path(inputs[0]), tier, longest)))
    else:
        data = read_data(inputs, options, sys.stdin.buffer.read)
        _tell(data, with_language(options, data), tier, longest, json=json)


def _tell(data: Data, options: Options, tier: str, longest: int | None, *, json: bool) -> None:
    """Print the text of counts. The long one tells of the drawing, so it is arranged to see what found room."""
    told = render_data(data, options) if tier == "extended" else tell_data(data, options)
    doubts = tuple(dict.fromkeys((*data.doubts, *(told.doubts if isinstance(told, Told) else told.warnings))))
    text = one_line(told.alt_text(tier, longest))
    warn(doubts)
    if json:
        values = {"card": told.story.kind, "lang": told.voice.language.code, "tier": tier, "text": text, "warnings": list(doubts)}
        say(as_json(values))
    else:
        say(text)


def _put(picture: Path, counts: list[str], given: str, tier: str, options: Options) -> None:
    """Write an edited text into a card and beside it, when nothing bad is found in it."""
    from imggen.mending import check_hash, findings, mended, mended_picture

    about, text = read_metadata(picture), read_given(given)
    check_hash(about, picture)
    told = _told(picture, about, counts, options)
    found = findings(text, told, tier, about.extended)
    for finding in found:
        sys.stderr.write(f"{one_line(str(finding))}\n")
    if found:
        raise CheckError(f"{len(found)} to be mended before it goes into the card", given)
    place, after = find_place(picture, one_line(text), mended=True), mended(about, text, tier, told)
    new, before = mended_picture(picture, after), read_json(picture)
    beside = mended_report(before, after, picture, place.path, len(new)) if before else None
    extra = {json_path(picture): as_json(beside).encode()} if beside else {}
    atomic_write_all({picture: new, place.path: f"{one_line(text)}\n".encode(), **extra})
    tell_edited(picture, place)
    say(f"{picture}\n{one_line(text)}")


def _told(picture: Path, about: Metadata, counts: list[str], options: Options) -> Told:
    """What the card tells: of the counts that are named, else of the JSON beside it. Raises InputError when there is neither."""
    from imggen.mending import same_card
    from imggen.retold import retell
    from imggen.rubric.whole import opening_kind

    if not counts:
        if told := retell(picture, about):
            return told
        instead = "name the card's counts after it, or draw it with --json-file"
        raise InputError("nothing to check the text against", str(picture), instead)
    data = read_data(counts, options, sys.stdin.buffer.read)
    chosen: Options = options if options.get("lang") or not about.language else {**options, "lang": about.language}
    told = tell_data(data, with_language(chosen, data))
    same_card(told, about, picture)
    kind = opening_kind(about.standard or about.short, told.voice.language.code)
    if kind and kind != told.story.kind and not options.get("card"):
        return tell_data(data, with_language({**chosen, "card": kind}, data))
    return told


COMMAND = command(alt, _EXAMPLES)
