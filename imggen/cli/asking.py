"""Whoever sits at the terminal: asked for what is needed, and for a yes before anything is sent."""

from __future__ import annotations

import sys

import typer

from imggen.cli.output import one_line
from imggen.errors import InputError


class Terminal:
    """Questions go where errors go, so that what a command prints stays clean."""

    def show(self, text: str) -> None:
        """Say something."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def ask(self, question: str, *, secret: bool = False) -> str:
        """Ask for a line; from a pipe it is read without asking. Raises InputError when there is none."""
        if sys.stdin.isatty():
            return str(typer.prompt(question, default="", hide_input=secret, show_default=False, err=True))
        line = sys.stdin.readline()
        if not line:
            raise InputError(f"no answer to: {one_line(question)}", instead="answer at a terminal, or on standard input, a line each")
        return line.rstrip("\r\n")


def confirm(question: str, *, yes: bool) -> None:
    """Go on after a yes. Raises InputError after a no, and where nobody can be asked."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise InputError("nobody is there to ask", instead="add --yes when that is right, or --dry-run to look only")
    if not typer.confirm(question, err=True):
        raise InputError("not confirmed, so nothing was sent")
