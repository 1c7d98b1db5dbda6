"""Commands of the command line: help as plain text grouped by task, values as they were typed. No command is defined here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from shutil import get_terminal_size
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from imggen.errors import InputError, did_you_mean

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_NARROW = 52
"""Where click writes no narrower, in columns."""
_LEAST = 30


class Entry(NamedTuple):
    """A command in a group's help."""

    place: str
    """`module:NAME`: imported only when the command is called."""
    task: str
    summary: str


class _Words:
    """Values as they were typed. Typer would build a pydantic validator for each option, which costs more than all the rest of a start."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        return () if value is None and (param.multiple or param.nargs == -1) else value


_WORDS = _Words()


class _Plain:
    """What commands and groups have in common."""

    params: list[Any]

    def get_params(self, ctx: Any) -> list[Any]:
        """List the parameters, the help option last."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            parameter.get_runtime_param = lambda: _WORDS
        return parameters

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        """Begin to read a command line: help is as wide as the terminal, even where click would write 50 columns at least."""
        columns = get_terminal_size().columns
        return super().make_context(*arguments, **{**extra, "terminal_width": max(columns - 2, _LEAST) if columns < _NARROW else None})  # type: ignore[misc]

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the name in the usage line."""
        words = [parameter.metavar for parameter in self.params if parameter.param_type_name == "argument"]
        return ["[OPTIONS]", *words, *(["COMMAND [ARGS]..."] if isinstance(self, TyperGroup) else [])]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options, those of one task together."""
        tasks: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if parameter.param_type_name == "argument":
                tasks.setdefault("Arguments", []).append((parameter.metavar, parameter.help))
            elif record := parameter.get_help_record(ctx):
                tasks.setdefault(parameter.rich_help_panel or "Options", []).append(record)
        for task in sorted(tasks, key=lambda task: task == "Options"):
            with formatter.section(task):
                formatter.write_dl(tasks[task])
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)


class PlainCommand(_Plain, TyperCommand):
    """A command."""


class PlainGroup(_Plain, TyperGroup):
    """A group of commands, by name."""

    entries: Mapping[str, Entry] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """List the names of the commands, in the order of the help."""
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command. Raises InputError, with a suggestion, when there is none of that name."""
        if cmd_name not in self.entries:
            known = ", ".join(self.entries)
            raise InputError(f"no command named {cmd_name!r}", instead=f"name one of {known}{did_you_mean(cmd_name, self.entries)}")
        module, _, name = self.entries[cmd_name].place.partition(":")
        return getattr(import_module(module), name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, those of one task together."""
        for task in dict.fromkeys(entry.task for entry in self.entries.values()):
            with formatter.section(task):
                formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items() if entry.task == task])


def command(function: Callable[..., None], examples: str) -> Any:
    """Make a command of a function. Its docstring is the help, which ends with the examples, one a line.

    `**choices: Unpack[SomeTypedDict]` stands for an option of each field of that dictionary.
    """
    app = _app()
    app.command(cls=PlainCommand, epilog=_examples(examples), context_settings=SETTINGS)(_spread(function))
    return get_command(app)


def group(function: Callable[..., None], commands: Mapping[str, Entry], examples: str) -> Any:
    """Make a group of commands. The function is called before any of them, and alone when none is named."""
    cls = type("Group", (PlainGroup,), {"entries": commands})
    app = _app()
    app.callback(cls=cls, invoke_without_command=True, epilog=_examples(examples), context_settings=SETTINGS)(_spread(function))
    return get_command(app)


def _app() -> typer.Typer:
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _examples(lines: str) -> str:
    """An epilog that is not wrapped."""
    return "\b\nExamples:\n" + "\n".join(f"  {line.strip()}" for line in lines.strip().splitlines())


def _spread(function: Callable[..., None]) -> Callable[..., None]:
    """The same function with an option in the place of each choice, and one that every command has."""
    hints = get_type_hints(function, include_extras=True)
    parameters = list(inspect.signature(function).parameters.values())
    named = [one.replace(annotation=hints[one.name]) for one in parameters if one.kind is not one.VAR_KEYWORD]
    choices = {} if len(named) == len(parameters) else get_type_hints(get_args(hints[parameters[-1].name])[0], include_extras=True)
    options = {**choices, "plain": Annotated[bool, typer.Option("--plain", help="No colour, border or progress bar, as in a pipe.")]}
    defaults = {name: False if get_args(hint)[0] is bool else None for name, hint in options.items()}

    @wraps(function)
    def spread(**values: Any) -> None:
        function(**{name: value for name, value in values.items() if name != "plain"})

    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=hint, default=defaults[name]) for name, hint in options.items()
    ]
    signature = inspect.Signature([*(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in named), *added])
    spread.__signature__ = signature  # type: ignore[attr-defined]
    spread.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return spread
