"""`imggen check`: whether an alt text, edited or written by hand, is true and complete."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Unpack

import typer

from imggen.api import read_data, tell_data
from imggen.cli.choices import Choices, Inputs, Json, as_options, one_of, with_language
from imggen.cli.output import as_json, one_line, say
from imggen.cli.plain import command
from imggen.cli.texts import read_given
from imggen.encode.reading import PICTURES, read_text
from imggen.errors import CheckError
from imggen.rubric.check import check_told, fitting_tier
from imggen.rubric.finding import SEVERITIES, failing
from imggen.wording.alt import LIMITS, length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from imggen.rubric.finding import Finding
    from imggen.told import Told

_TEXT = "The text"
_EXAMPLES = """
imggen check card.alt.txt examples/lelibreedu.toml
imggen check card.alt.txt examples/lelibreedu.toml --lang fr --fail-on blocker --json
"""

_Alt = Annotated[str, typer.Argument(metavar="ALT.txt", help="The text: a file, '-' for standard input, or a picture that carries it.")]
_Tier = Annotated[
    str | None,
    typer.Option(
        "--tier", metavar="TIER", help="short, standard or extended: else what its length says.", rich_help_panel=_TEXT, show_default=False
    ),
]
_FailOn = Annotated[
    str, typer.Option("--fail-on", metavar="SEVERITY", help="blocker, major or minor: leave with 4 from there on.", rich_help_panel=_TEXT)
]


def check(
    alt: _Alt,
    inputs: Inputs,
    *,
    tier: _Tier = None,
    fail_on: _FailOn = "major",
    json: Json = False,
    **choices: Unpack[Choices],
) -> None:
    """Check whether an alt text is true of the counts, and complete.

    Prints one line a finding: the rule, how bad it is, the words, and what to do. Your own words (title, subject, source, events) are not
    judged. It takes the same choices as render: name the card with --card if it is not the one that imggen would choose.
    """
    one_of(fail_on, SEVERITIES, "--fail-on")
    if tier:
        one_of(tier, tuple(LIMITS), "--tier")
    options = as_options(choices)
    text = _read(alt, tier or "standard")
    data = read_data(inputs, options, sys.stdin.buffer.read)
    told = tell_data(data, with_language(options, data))
    language = options.get("lang") or ""
    findings, code = check_told(text, told, tier=tier or "", language=language)
    failed = failing(findings, fail_on)
    if json:
        say(as_json(_report(text, told, tier or fitting_tier(text), code, findings, failed=bool(failed))))
    else:
        for finding in findings:
            say(one_line(str(finding)))
    if failed:
        worse = f"{len(failed)} of {fail_on if fail_on == SEVERITIES[0] else f'{fail_on} severity or worse'}"
        raise CheckError(f"{len(findings)} found, {worse}", alt)
    if not json and not findings:
        say(f"nothing found: {length(text)} characters, {told.story.kind}, {code}")


def _read(name: str, tier: str) -> str:
    """The text of a file or of a picture. Raises InputError when there is none."""
    if name != "-" and Path(name).suffix.lower() in PICTURES:
        return read_text(Path(name), tier, None)
    return read_given(name)


def _report(text: str, told: Told, tier: str, language: str, findings: Sequence[Finding], *, failed: bool) -> dict[str, Any]:
    return {
        "card": told.story.kind,
        "lang": language,
        "tier": tier,
        "characters": length(text),
        "failed": failed,
        "findings": [finding.as_dict() for finding in findings],
    }


COMMAND = command(check, _EXAMPLES)
