"""What can go wrong, as a tree of exceptions. Every message says what, where and what instead, on one line.

* ImggenError: something could not be done as asked (exit code 2)
    * InputError: a file, a count, a date, an option or a name that can't be used as it is
    * RefusedError: a card that would say something untrue or empty
    * UnknownCountError: a count is not known (exit code 3)
    * ServerError: a server said no (exit code 3)
        * NoAnswerError: a server said nothing that can be understood, or could not be reached
    * CheckError: a check failed (exit code 4)
* ImggenWarning: something was done, with a doubt
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ImggenError(Exception):
    """Something could not be done as asked: `what`, `where`, and what to do `instead`, joined on one line.

    `where` and `instead` may be empty. `exit_code` is what the command line leaves with.
    """

    exit_code = 2

    def __init__(self, what: str, where: str = "", instead: str = "") -> None:
        self.what, self.where, self.instead = what, where, instead
        head = f"{where}: {what}" if where else what
        super().__init__(printable(f"{head}; {instead}" if instead else head))


class InputError(ImggenError):
    """A file, a count, a date, an option or a name can't be used as it is."""


class RefusedError(ImggenError):
    """A card asked for by name would say something untrue or empty."""


class UnknownCountError(ImggenError):
    """A count is not known."""

    exit_code = 3


class ServerError(ImggenError):
    """A server said no: `where` is its host, `status` its HTTP status (0 when there was none), `said` its own words, shortened.

    What a server says is a stranger's text: control characters are told by their code points, secrets are taken out.
    """

    exit_code = 3

    def __init__(self, what: str, host: str, instead: str = "", *, status: int = 0, said: str = "") -> None:
        super().__init__(what, host, instead)
        self.status, self.said = status, said


class NoAnswerError(ServerError):
    """No answer: nothing came, too late, or not whole. `perhaps_done` is whether the server may have done what it was asked.

    `passing` is whether asking again may help.
    """

    def __init__(self, what: str, host: str, instead: str = "", *, perhaps_done: bool, passing: bool = True) -> None:
        super().__init__(what, host, instead)
        self.perhaps_done, self.passing = perhaps_done, passing


class CheckError(ImggenError):
    """A check found what it looks for."""

    exit_code = 4


class ImggenWarning(UserWarning):
    """Something was drawn or read with a doubt: a degraded glyph, a doubtful count, a shortened text."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """End an error message with the known name nearest to what was written: "; did you mean papier?", or nothing."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]}?" if close else ""


def printable(text: str) -> str:
    """The text on one line; what would move a terminal's cursor, or can't be encoded, is told by its code point."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)
