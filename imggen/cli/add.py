"""`imggen add`: counts written into a file by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from imggen.cli.choices import Json
from imggen.cli.output import as_json, say
from imggen.cli.plain import command
from imggen.errors import InputError
from imggen.files import read_file
from imggen.history.by_hand import How, Planned, plan, write
from imggen.platforms import find_platform
from imggen.sources.assemble import Conventions
from imggen.sources.dates import find_order, moment_of, parse_date
from imggen.sources.dialect import LARGEST
from imggen.sources.edit import Change, Edit, changes_of_table, changes_of_words
from imggen.sources.inputs import conventions_of
from imggen.sources.x_export import changes_of_x_export, is_x_export

_MOST_ROWS = 12
_EXAMPLES = """
imggen add counts.csv mastodon=5876 x=5832
imggen add campaign.toml mastodon=5876 x=5832 --date 2023-09-04
imggen add counts.csv mastodon=5867 --date 2023-09-04 --replace
imggen add counts.csv --from pasted.csv --yes
"""


def add(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV or TSV file, or the campaign file that names it.", show_default=False)],
    counts: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=COUNT]...", help="The counts; with --remove the names do.", show_default=False)
    ] = None,
    *,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The day they were counted: else today, in the campaign's time zone.")
    ] = None,
    table: Annotated[str | None, typer.Option("--from", metavar="FILE", help="Take all readings of another table, or none.")] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="NAME", help="Whose counts, in a campaign or a table of several subjects.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Change counts that are there already.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take counts out.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write counts that are far from the last ones without asking.")] = False,
    json: Json = False,
) -> None:
    """Write counts into a file, by hand.

    The file keeps its form, order and line ends. Prints each changed row as it was and as it is. A count that is far from the last one is
    asked about. A table given with --from may be of many subjects, one in a column named subject: all its readings are taken, or none.
    """
    conventions = conventions_of(file, datetime.now(UTC))
    if table:
        changes = _changes_of_file(table, counts or [], conventions)
    elif counts:
        order = conventions.order or find_order([date or ""], lambda _: "--date")
        moment = moment_of(parse_date(date, order) if date else conventions.undated, conventions.zone)
        changes = changes_of_words(counts, moment, remove=remove)
    else:
        raise InputError("no counts", instead="give NAME=COUNT words, or a table with --from")
    how = How(conventions=conventions, replace=replace, remove=remove, subject=subject or "")
    planned = plan(file, changes, how)
    _confirm(planned, yes=yes)
    done = write(planned, how)
    if json:
        values = [_values(one) for one in done]
        say(as_json(values[0] if len(values) == 1 else values))
    else:
        say("\n".join(line for one in done for line in (str(one.path), *_rows(one.edit))))


def _changes_of_file(table: str, counts: list[str], conventions: Conventions) -> list[Change]:
    """The changes that another table asks for; X's export needs the count of its newest day. Raises InputError."""
    data = read_file(table, LARGEST)
    if not is_x_export(data, table):
        if counts:
            raise InputError("found both counts and --from", instead="give NAME=COUNT words, or a table with --from")
        return changes_of_table(data, table, conventions)
    name, _, total = counts[0].partition("=") if len(counts) == 1 else ("", "", "")
    if find_platform(name).key != "x" or not total:
        what = "X's export has the followers won and lost each day, not how many there are"
        raise InputError(what, table, "give the count of its newest day: x=COUNT")
    return changes_of_x_export(data, table, total, conventions)


def _values(one: Planned) -> dict[str, object]:
    """What was done to a table, as values that JSON has."""
    return {"path": str(one.path), "rows": [{"old": row.old, "new": row.new} for row in one.edit.rows], "far": list(one.edit.far)}


def _confirm(planned: Sequence[Planned], *, yes: bool) -> None:
    """Ask about counts that are far from the last ones. Raises InputError where nobody can be asked."""
    found = "; ".join(sentence for one in planned for sentence in one.edit.far)
    if not found or yes:
        return
    if not sys.stdin.isatty():
        raise InputError(found, instead="add --yes when that is right")
    say("\n".join((found, *(line for one in planned for line in _rows(one.edit)))))
    if not typer.confirm("Is that right?"):
        raise InputError("not confirmed, so nothing was written")


def _rows(edit: Edit) -> Iterator[str]:
    for row in edit.rows[:_MOST_ROWS]:
        yield f"  was: {row.old or '(nothing)'}"
        yield f"  now: {row.new or '(nothing)'}"
    if len(edit.rows) > _MOST_ROWS:
        yield f"  and {len(edit.rows) - _MOST_ROWS} more rows"


COMMAND = command(add, _EXAMPLES)
