"""Errors as the command line tells them: what, where, what instead, on one line, and the exit code."""

from __future__ import annotations

from typing import Any, NamedTuple

from typer.exceptions import Abort, TyperException

from imggen.errors import ImggenError, did_you_mean

_INTERRUPTED, _INTERNAL = 130, 70


class Told(NamedTuple):
    """One line, without "error:", and what to leave with. No line: the user stopped it, and knows."""

    line: str
    exit_code: int


def told(error: Exception) -> Told:
    """What to say of an error, and the exit code. One that nobody foresaw is ours, and says so."""
    match error:
        case ImggenError():
            return Told(str(error), error.exit_code)
        case TyperException():
            return Told(_usage(error), error.exit_code)
        case Abort():
            return Told("", _INTERRUPTED)
        case OSError():
            return Told(f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error), 2)
        case _:
            return Told(f"internal: {type(error).__name__}: {error}; please report it, with what IMGGEN_DEBUG=1 prints", _INTERNAL)


def _usage(error: Any) -> str:
    """A usage error: what typer found, with the name that was probably meant and where the help is."""
    context = getattr(error, "ctx", None)
    instead = f"'{context.command_path if context else 'imggen'} --help' lists what there is"
    if context and (option := getattr(error, "option_name", "")):
        known = [name for parameter in context.command.get_params(context) for name in parameter.opts]
        return f"no option named {option}; {instead}{did_you_mean(option, known)}"
    what = error.format_message().rstrip(".")
    return f"{what[:1].lower()}{what[1:]}; {instead}"
